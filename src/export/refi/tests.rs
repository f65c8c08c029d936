use std::io::{self, Cursor};

use super::*;
use crate::export::{Options, Source, Wanted, fixture};
use crate::import::archive::{Archive, Limits};
use crate::model::{Annotation, Article, ArticleId, State, Theme};

/// Two articles with a text of their own.
struct Two {
    articles: Vec<Article>,
    annotations: Vec<Annotation>,
    /// The text of an article changes while it is exported.
    moves: bool,
    asked: usize,
}

impl Source for Two {
    type Error = io::Error;

    fn themes(&mut self) -> io::Result<Vec<Theme>> {
        Ok(fixture::themes().list().to_vec())
    }

    fn note(&mut self) -> io::Result<Option<String>> {
        Ok(Some("On all of it.".to_owned()))
    }

    fn article_ids(&mut self) -> io::Result<Vec<ArticleId>> {
        Ok(self.articles.iter().map(|article| article.id).collect())
    }

    fn article(&mut self, id: ArticleId) -> io::Result<Option<Article>> {
        self.asked += 1;
        let mut found = self.articles.iter().find(|article| article.id == id).cloned();
        if let Some(article) = found.as_mut().filter(|_| self.moves && self.asked > 2) {
            article.sha256.push('0');
        }
        Ok(found)
    }

    fn document(&mut self, _: ArticleId) -> io::Result<crate::model::Document> {
        Err(io::Error::other("a project has the text as it is"))
    }

    fn lines(&mut self, _: ArticleId) -> io::Result<crate::model::Lines> {
        Ok(crate::model::Lines::default())
    }

    fn annotations(&mut self, article: ArticleId) -> io::Result<Vec<Annotation>> {
        Ok(self.annotations.iter().filter(|one| one.article.id == article).cloned().collect())
    }

    fn annotations_with(&mut self, _: ThemeId) -> io::Result<Vec<Annotation>> {
        Ok(Vec::new())
    }
}

impl Texts for Two {
    fn text(&mut self, article: ArticleId) -> io::Result<String> {
        Ok(format!("Text {}.", article.0))
    }
}

fn two() -> Two {
    let articles = vec![fixture::article(1, "One & \"two\""), fixture::article(2, "")];
    let mut lost = fixture::annotation(2, &articles[0], 0..2, "Gone\nwords");
    (lost.state, lost.note) = (State::Lost, Some("Where?".to_owned()));
    (lost.prefix, lost.suffix) = ("the way ".to_owned(), " was long".to_owned());
    lost.themes = vec![ThemeId(1), ThemeId(3)];
    let mut tagged = fixture::annotation(1, &articles[0], 0..4, "Text");
    tagged.themes = vec![ThemeId(2), ThemeId(3)];
    Two { annotations: vec![tagged, lost], articles, moves: false, asked: 0 }
}

fn written(source: &mut Two, wanted: &Wanted) -> io::Result<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let mut notes = Cursor::new(Vec::new());
    write(source, wanted, &Options::default(), &mut notes, &mut out)?;
    Ok(out.into_inner())
}

fn list(bytes: &[u8]) -> String {
    let mut archive = Archive::open(bytes, Limits::default()).unwrap();
    String::from_utf8(archive.read("project.qde").unwrap()).unwrap()
}

#[test]
fn the_list_is_the_same_each_time_and_holds_what_is_lost_as_a_note() {
    let bytes = written(&mut two(), &Wanted::default()).unwrap();
    assert_eq!(bytes, written(&mut two(), &Wanted::default()).unwrap());
    let list = list(&bytes);
    assert!(list.contains("name=\"One &amp; &quot;two&quot;\""), "{list}");
    let note = "<PlainTextContent>&gt; Gone\n&gt; words\n\nThemes: Syria, war\n\nWhere?\n\nIt stood behind:\n\nthe way \n\nand before:\n\n \
                was long</PlainTextContent>\n";
    let (_, within) = list.split_once(note).expect(&list);
    let (within, _) = within.split_once("</Note>").unwrap();
    assert!(list.contains("name=\"Lost annotation (0-2)\""), "{list}");
    assert!(within.contains("startPosition=\"0\" endPosition=\"14\""), "{within}");
    assert!(within.contains("name=\"Note\" startPosition=\"36\" endPosition=\"42\"/>"), "{within}");
    assert_eq!((within.matches("<PlainTextSelection ").count(), within.matches("<CodeRef ").count()), (4, 2));
    let (sources, _) = list.split_once("<Notes>").unwrap();
    assert_eq!(sources.matches("<PlainTextSelection ").count(), 1);
    assert!(list.contains("name=\"Text\" startPosition=\"0\" endPosition=\"4\""), "{list}");
    // Below each other as the themes are.
    let order = [
        "name=\"Syria\"",
        "name=\"air strikes\"",
        "</Code>\n</Code>\n<Code",
        "name=\"war\"",
        "name=\"warning\"",
    ];
    let places: Vec<usize> = order.iter().map(|part| list.find(part).expect(part)).collect();
    assert!(places.is_sorted(), "{list}");
}

#[test]
fn only_the_themes_that_are_wanted_go_out() {
    let wanted = Wanted { themes: vec![ThemeId(2)], ..Wanted::default() };
    let list = list(&written(&mut two(), &wanted).unwrap());
    assert_eq!((list.matches("<Code ").count(), list.matches("<CodeRef ").count()), (2, 1), "{list}");
    assert!(!list.contains("On all of it.") && !list.contains("Gone") && !list.contains("war"), "{list}");
}

#[test]
fn a_text_that_changes_meanwhile_ends_the_export() {
    let mut source = two();
    source.moves = true;
    let error = written(&mut source, &Wanted::default()).unwrap_err();
    assert!(error.to_string().contains("another text while it was exported"), "{error}");
}

#[test]
fn ids_follow_from_what_they_are_for() {
    let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(made("note", &[a]), made("note", &[a]));
    assert_ne!(made("note", &[a]), made("note", &[b]));
    assert_ne!(made("note", &[a]), made("coding", &[a]));
    assert_eq!(made("note", &[a]).get_version_num(), 8);
}
