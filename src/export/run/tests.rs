use std::convert::Infallible;

use super::*;
use crate::export::fixture;
use crate::model::Theme;
use crate::model::citation::CiteKeys;

/// A library in memory.
struct Memory {
    themes: Vec<Theme>,
    articles: Vec<(Article, Vec<Annotation>)>,
}

impl Source for Memory {
    type Error = Infallible;

    fn themes(&mut self) -> Result<Vec<Theme>, Infallible> {
        Ok(self.themes.clone())
    }

    fn note(&mut self) -> Result<Option<String>, Infallible> {
        Ok(Some("All I have read.".into()))
    }

    fn article_ids(&mut self) -> Result<Vec<ArticleId>, Infallible> {
        Ok(self.articles.iter().map(|(article, _)| article.id).collect())
    }

    fn article(&mut self, id: ArticleId) -> Result<Option<Article>, Infallible> {
        Ok(self.articles.iter().find(|(article, _)| article.id == id).map(|(article, _)| article.clone()))
    }

    fn lines(&mut self, _: ArticleId) -> Result<Lines, Infallible> {
        Ok(Lines::default())
    }

    fn document(&mut self, _: ArticleId) -> Result<Document, Infallible> {
        let text = "War. of strikes =war is here".to_owned();
        let span = crate::text::Span::new(0, text.len());
        let block = crate::model::Block {
            kind: crate::model::BlockKind::Paragraph,
            level: 0,
            span,
            furniture: false,
            marked: None,
        };
        Ok(Document { text: text.into(), blocks: vec![block], ..Document::default() })
    }

    fn annotations(&mut self, id: ArticleId) -> Result<Vec<Annotation>, Infallible> {
        let found = self.articles.iter().find(|(article, _)| article.id == id);
        Ok(found.map(|(_, annotations)| annotations.clone()).unwrap_or_default())
    }

    fn annotations_with(&mut self, theme: ThemeId) -> Result<Vec<Annotation>, Infallible> {
        let below: Vec<ThemeId> =
            self.themes.iter().filter(|t| t.id == theme || t.parent == Some(theme)).map(|t| t.id).collect();
        let all = self.articles.iter().flat_map(|(_, annotations)| annotations);
        Ok(all.filter(|a| a.themes.iter().any(|id| below.contains(id))).cloned().collect())
    }
}

fn library() -> Memory {
    let mut articles = Vec::new();
    for (n, title) in [(1, "Terms"), (2, "TERMS!"), (3, "Nothing marked")] {
        let mut article = fixture::article(n, title);
        article.meta.byline = Some("Ana Osei".into());
        article.meta.published = Some(format!("2017-0{n}"));
        article.annotations = 2;
        let mut one = fixture::annotation(n * 10, &article, 5..9, "=war is here");
        one.themes = vec![ThemeId(if n == 1 { 3 } else { 4 })];
        let mut two = fixture::annotation(n * 10 + 1, &article, 1..4, "of strikes");
        two.themes = vec![ThemeId(2)];
        articles.push((article, if n == 3 { Vec::new() } else { vec![one, two] }));
    }
    Memory { themes: fixture::themes().list().to_vec(), articles }
}

fn files(wanted: &Wanted, options: &Options) -> Vec<ExportFile> {
    let mut files = Vec::new();
    let Ok(()) = run(&mut library(), wanted, options, &mut |file| {
        files.push(file);
        Ok(())
    });
    files
}

fn paths(files: &[ExportFile]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn the_whole_library_twice_is_the_same() {
    let keys = {
        let library = library();
        CiteKeys::new(library.articles.iter().map(|(article, _)| (article.uuid, &article.meta)))
    };
    let options = Options { keys: Some(keys), ..Options::default() };
    let wanted = Wanted { by: By::Library, ..Wanted::default() };
    let first = files(&wanted, &options);
    assert_eq!(first, files(&wanted, &options));
    assert_eq!(
        paths(&first),
        [
            "articles/terms.md",
            "articles/terms-00000002.md",
            "articles/nothing-marked.md",
            "themes/syria.md",
            "themes/air-strikes.md",
            "themes/war.md",
            "themes/warning.md",
            "README.md",
            "themes.md",
            "annotations.csv",
            "references.bib",
        ]
    );
    assert!(first.iter().all(|file| file.content.ends_with('\n') && !file.content.ends_with("\n\n")));
    let of = |path: &str| first.iter().find(|file| file.path == path).unwrap().content.as_str();
    assert!(of("themes/war.md").contains("[@osei2017a, para. 4]"));
    assert!(of("references.bib").starts_with("@misc{osei2017a,"));
    assert!(of("annotations.csv").contains("'=war is here"));
    assert!(of("README.md").contains("3 articles, 4 annotations"));
}

#[test]
fn what_keys_stand_for_comes_with_every_kind_of_export() {
    let library = library();
    let keys = CiteKeys::new(library.articles.iter().map(|(article, _)| (article.uuid, &article.meta)));
    let options = Options { keys: Some(keys), ..Options::default() };
    let mut all = Vec::new();
    for by in [By::Article, By::Theme, By::Library] {
        let narrow = Wanted { by, themes: vec![ThemeId(3)], articles: vec![ArticleId(1)] };
        for wanted in [Wanted { by, ..Wanted::default() }, narrow] {
            let last = files(&wanted, &options).pop().unwrap();
            assert_eq!(last.path, REFERENCES);
            all.push(last.content);
        }
        assert!(
            !files(&Wanted { by, ..Wanted::default() }, &Options::default())
                .iter()
                .any(|f| f.path == REFERENCES)
        );
    }
    all.dedup();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].matches("@misc{").count(), 3);
}

#[test]
fn by_theme_counts_its_own_and_not_those_that_start_alike() {
    let wanted = Wanted { by: By::Theme, themes: vec![ThemeId(3)], ..Wanted::default() };
    let war = files(&wanted, &Options::default());
    assert_eq!(paths(&war), ["themes/war.md"]);
    assert!(war[0].content.contains("annotations: 1\narticles: 1\n"));
    assert!(war[0].content.contains("- 2017-01: 1\n") && !war[0].content.contains("2017-02"));
    let wanted = Wanted { by: By::Theme, themes: vec![ThemeId(1)], ..Wanted::default() };
    assert_eq!(paths(&files(&wanted, &Options::default())), ["themes/syria.md", "themes/air-strikes.md"]);
}

#[test]
fn by_article_takes_the_articles_and_themes_named() {
    let wanted = Wanted { articles: vec![ArticleId(3)], ..Wanted::default() };
    assert_eq!(paths(&files(&wanted, &Options::default())), ["articles/nothing-marked.md"]);
    let wanted = Wanted { themes: vec![ThemeId(4)], ..Wanted::default() };
    let warned = files(&wanted, &Options::default());
    assert_eq!(paths(&warned), ["articles/terms.md"]);
    assert_eq!(warned[0].id, Some(fixture::article(2, "").uuid));
    assert!(warned[0].content.contains("annotations: 1}") && !warned[0].content.contains("strikes"));
}
