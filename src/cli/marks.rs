//! `postil marks`

use serde::Serialize;

use super::context::{Context, titled};
use super::offsets::points;
use super::stop::Stop;
use crate::export::json::ArticleRefJson;
use crate::text::Span;

/// Characters of the text that a mark shows.
const SHOWN: usize = 60;

/// List the marks that were set in texts, by letter
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil marks\n  \
    postil marks --json\n\n\
    In the reader, m and a letter sets a mark, ' and the letter goes there.")]
pub(super) struct Args {}

/// A mark: its place in code points, and the beginning of what stands there.
#[derive(Debug, Serialize)]
struct MarkJson {
    letter: char,
    article: ArticleRefJson,
    start: usize,
    percent: u8,
    text: String,
}

pub(super) fn run(cx: &mut Context, _: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let mut any = false;
    for mark in store.marks()? {
        // One in an article that is gone, or in the trash, shows nowhere.
        let Some(article) = store.article(mark.article)?.filter(|article| !article.trashed) else { continue };
        let document = store.document(article.id)?;
        let at = mark.place(&article, &document);
        let ahead = document.slice(Span::new(at.0, document.text.len()));
        let line = ahead.split('\n').next().unwrap_or_default();
        let json = MarkJson {
            letter: mark.letter,
            article: ArticleRefJson::of(&article),
            start: points(&document.text, Span::new(at.0, at.0)).start,
            percent: document.percent_at(at),
            text: line.chars().take(SHOWN).collect(),
        };
        let title = titled(&json.article.title);
        let line = format!("{}  {} {title} · {}%  {}", json.letter, json.article.id, json.percent, json.text);
        cx.put(&json, &line)?;
        any = true;
    }
    if !any && !cx.json() {
        cx.remark("no marks are set");
    }
    Ok(())
}
