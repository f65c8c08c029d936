//! An export as files, one at a time: by article, by theme, or the whole library.

use std::collections::HashMap;

use uuid::Uuid;

use crate::export::csv::Table;
use crate::export::html::{self, Links};
use crate::export::markdown::{self, Passages, Readme};
use crate::export::{Options, Slugs, Themes};
use crate::model::citation::{CiteKeys, bib_entry};
use crate::model::{Annotation, Article, ArticleId, Document, Lines, ThemeId};

/// The file of what citation keys stand for.
pub const REFERENCES: &str = "references.bib";

/// Where the data comes from. Articles come one at a time, so that a large library is never in memory.
pub trait Source {
    type Error;

    /// All themes, in tree order.
    fn themes(&mut self) -> Result<Vec<crate::model::Theme>, Self::Error>;

    /// The note on the library.
    fn note(&mut self) -> Result<Option<String>, Self::Error>;

    /// The articles outside the trash, in the order in which the export lists them; the same
    /// order each time.
    fn article_ids(&mut self) -> Result<Vec<ArticleId>, Self::Error>;

    fn article(&mut self, id: ArticleId) -> Result<Option<Article>, Self::Error>;

    /// The text of an article, with the user's word on furniture.
    fn document(&mut self, id: ArticleId) -> Result<Document, Self::Error>;

    /// Which line ends of an article's text are read as such.
    fn lines(&mut self, id: ArticleId) -> Result<Lines, Self::Error>;

    /// All annotations of an article, lost ones too.
    fn annotations(&mut self, article: ArticleId) -> Result<Vec<Annotation>, Self::Error>;

    /// The annotations that carry a theme or one below it, of all articles outside the trash.
    fn annotations_with(&mut self, theme: ThemeId) -> Result<Vec<Annotation>, Self::Error>;
}

/// What makes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    #[default]
    Article,
    Theme,
    Library,
}

/// As what pages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    #[default]
    Markdown,
    Html,
}

impl Form {
    /// How the names of its files end, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

/// What to export; an empty list means all. With themes named, annotations without any of them (or one
/// below) are left out, and by article also the articles that have none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    pub by: By,
    pub themes: Vec<ThemeId>,
    pub articles: Vec<ArticleId>,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Below the export folder, parted by `/`.
    pub path: String,
    /// The article or theme whose file it is, by which it is found again; as in its front matter.
    pub id: Option<Uuid>,
    pub content: String,
}

/// Hands each file to `each`, in a stable order; with citation keys [`REFERENCES`] comes last. `each` may stop the export with an error.
pub fn run<S: Source>(
    source: &mut S,
    wanted: &Wanted,
    options: &Options,
    each: &mut dyn FnMut(ExportFile) -> Result<(), S::Error>,
) -> Result<(), S::Error> {
    let themes = Themes::new(source.themes()?);
    let all = source.article_ids()?;
    let ids: Vec<ArticleId> =
        all.iter().copied().filter(|id| wanted.articles.is_empty() || wanted.articles.contains(id)).collect();
    let mut job = Job { source, wanted, options, themes, ids };
    match wanted.by {
        By::Article => job.articles(each)?,
        By::Theme => {
            let slugs = job.theme_slugs();
            job.themes(&slugs, &Links::default(), each)?;
        }
        By::Library => job.library(each)?,
    }
    match &options.keys {
        Some(keys) => each(references(source, &all, keys)?),
        None => Ok(()),
    }
}

/// The file of what the keys stand for: of every article outside the trash, also of those that are not
/// wanted, so that a narrower export into the same folder does not take away what its other files cite.
fn references<S: Source>(source: &mut S, all: &[ArticleId], keys: &CiteKeys) -> Result<ExportFile, S::Error> {
    let mut entries = Vec::new();
    for id in all {
        let Some(article) = source.article(*id)? else { continue };
        entries.extend(keys.get(article.uuid).map(|key| bib_entry(key, &article)));
    }
    entries.sort();
    Ok(ExportFile { path: REFERENCES.to_owned(), id: None, content: entries.join("\n") })
}

struct Job<'a, S: Source> {
    source: &'a mut S,
    wanted: &'a Wanted,
    options: &'a Options,
    themes: Themes,
    ids: Vec<ArticleId>,
}

type Each<'a, E> = &'a mut dyn FnMut(ExportFile) -> Result<(), E>;

impl<S: Source> Job<'_, S> {
    /// Goes through the articles with the annotations that are wanted, and with their texts where pages show
    /// these.
    fn walk(
        &mut self,
        mut visit: impl FnMut(&Passages, &Document, &Lines, &Themes) -> Result<(), S::Error>,
    ) -> Result<(), S::Error> {
        let family = self.themes.wanted(&self.wanted.themes);
        for id in self.ids.clone() {
            let Some(mut article) = self.source.article(id)? else { continue };
            let mut annotations = self.source.annotations(id)?;
            if let Some(family) = &family {
                annotations.retain(|a| a.themes.iter().any(|id| family.contains(id)));
                if annotations.is_empty() {
                    continue;
                }
            }
            article.annotations = u64::try_from(annotations.len()).unwrap_or(u64::MAX);
            let document = match self.options.form {
                Form::Markdown => Document::default(),
                Form::Html => self.source.document(id)?,
            };
            let lines = lines_of(self.source, id, &annotations)?;
            visit(&Passages { article, annotations }, &document, &lines, &self.themes)?;
        }
        Ok(())
    }

    fn articles(&mut self, each: Each<S::Error>) -> Result<(), S::Error> {
        let (mut slugs, options) = (Slugs::default(), self.options);
        self.walk(|passages, document, lines, themes| {
            let passages = passages.read(lines);
            let file = article_file(&mut slugs, (&passages, document), themes, &Links::default(), options);
            each(file.1)
        })
    }

    /// The slug of each theme's file. Each theme takes its own, also those that are not wanted, so that a
    /// narrower export writes the same names; those of the wanted ones are handed back.
    fn theme_slugs(&self) -> HashMap<ThemeId, String> {
        let (mut slugs, family) = (Slugs::default(), self.themes.wanted(&self.wanted.themes));
        let all: Vec<(ThemeId, String)> =
            self.themes.list().iter().map(|theme| (theme.id, slugs.take(&theme.name, theme.uuid))).collect();
        let is_wanted = |id: &ThemeId| family.as_ref().is_none_or(|family| family.contains(id));
        all.into_iter().filter(|(id, _)| is_wanted(id)).collect()
    }

    fn themes(
        &mut self,
        slugs: &HashMap<ThemeId, String>,
        links: &Links,
        each: Each<S::Error>,
    ) -> Result<(), S::Error> {
        let order: HashMap<ArticleId, usize> = self.ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
        for theme in self.themes.list().to_vec() {
            let Some(slug) = slugs.get(&theme.id) else { continue };
            // In one page a theme is part of the one above it.
            let is_within = theme.parent.is_some_and(|parent| slugs.contains_key(&parent));
            if self.options.one && self.options.form == Form::Html && is_within {
                continue;
            }
            let mut by_article: HashMap<ArticleId, Vec<Annotation>> = HashMap::new();
            for annotation in self.source.annotations_with(theme.id)? {
                by_article.entry(annotation.article.id).or_default().push(annotation);
            }
            let mut groups: Vec<(usize, ArticleId, Vec<Annotation>)> =
                by_article.into_iter().filter_map(|(id, list)| Some((*order.get(&id)?, id, list))).collect();
            groups.sort_by_key(|group| group.0);
            let mut passages = Vec::new();
            for (_, id, annotations) in groups {
                if let Some(article) = self.source.article(id)? {
                    let meant = lines_of(self.source, id, &annotations)?;
                    passages.push(Passages { article, annotations }.read(&meant));
                }
            }
            let content = match self.options.form {
                Form::Markdown => markdown::theme(&theme, &self.themes, &passages, self.options),
                Form::Html => html::theme(&theme, &self.themes, &passages, links, self.options),
            };
            let path = format!("themes/{slug}.{}", self.options.form.ending());
            each(ExportFile { path, id: Some(theme.uuid), content })?;
        }
        Ok(())
    }

    fn library(&mut self, each: Each<S::Error>) -> Result<(), S::Error> {
        let (mut slugs, mut table) = (Slugs::default(), Table::default());
        let (mut readme, mut index) = (Readme::default(), html::Index::default());
        let options = self.options;
        let files = self.theme_slugs();
        let mut links = Links { themes: files.clone(), index: true, ..Links::default() };
        let mut articles = HashMap::new();
        self.walk(|passages, document, lines, themes| {
            let Passages { article, annotations } = passages;
            let read = passages.read(lines);
            let (slug, file) = article_file(&mut slugs, (&read, document), themes, &links, options);
            match options.form {
                Form::Markdown => readme.add(article, &slug),
                Form::Html => index.add(article, &slug, themes, &links),
            }
            table.add(article, annotations, themes);
            articles.insert(article.id, slug);
            each(file)
        })?;
        links.articles = articles;
        self.themes(&files, &links, each)?;
        let plain = |path: &str, content: String| ExportFile { path: path.to_owned(), id: None, content };
        let note = self.source.note()?;
        let (note, stamp) = (note.as_deref(), options.stamp.as_deref());
        match options.form {
            Form::Markdown => {
                each(plain("README.md", readme.finish(note, stamp)))?;
                let file = |theme: &crate::model::Theme| files.get(&theme.id).cloned();
                each(plain("themes.md", markdown::themes(&self.themes, file)))?;
            }
            Form::Html => {
                each(plain("index.html", index.finish(note, stamp)))?;
                each(plain("themes.html", html::themes(&self.themes, &links, stamp)))?;
            }
        }
        each(plain("annotations.csv", table.finish()))
    }
}

/// Which line ends of an article are read, if that matters to some annotations on it.
fn lines_of<S: Source>(source: &mut S, id: ArticleId, annotations: &[Annotation]) -> Result<Lines, S::Error> {
    let is_long = |a: &Annotation| a.quote.contains('\n') || a.words().contains('\n');
    if annotations.iter().any(is_long) { source.lines(id) } else { Ok(Lines::default()) }
}

fn article_file(
    slugs: &mut Slugs,
    (passages, document): (&Passages, &Document),
    themes: &Themes,
    links: &Links,
    options: &Options,
) -> (String, ExportFile) {
    let article = &passages.article;
    let slug = slugs.take(crate::model::citation::title(&article.meta), article.uuid);
    let content = match options.form {
        Form::Markdown => markdown::article(passages, themes, options),
        Form::Html => html::article(passages, document, themes, links, options),
    };
    let path = format!("articles/{slug}.{}", options.form.ending());
    (slug, ExportFile { path, id: Some(article.uuid), content })
}

#[cfg(test)]
mod tests;
