//! `postil suggest THEME`

use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::context::{Context, titled};
use super::{args, stop::Stop};
use crate::export::json::ArticleRefJson;
use crate::job::suggest::{Order, suggest};
use crate::model::citation::Locator;
use crate::model::suggest::{Suggestion, Suggestions};

/// Find sentences that look like a theme's passages and are not tagged with it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil suggest 'intelligence sharing'\n  \
    postil suggest Syria --limit 5 --article 3 --json\n\n\
    Best first. The words that speak for a theme are those that stand in its passages, its name and its \
    description more often than elsewhere in the library; the more passages it has, the better. Furniture is \
    left out, and so are sentences that the theme is on, or one below it. Nothing is changed: `postil annotate \
    ARTICLE --span START..END --theme THEME` tags one.")]
pub(super) struct Args {
    /// The theme
    theme: String,
    /// Sentences at most
    #[arg(long, default_value = "20", value_name = "N", value_parser = args::some)]
    limit: NonZeroUsize,
    /// Only in this article
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
}

#[derive(Debug, Serialize)]
struct SuggestionJson<'a> {
    article: ArticleRefJson,
    start: u64,
    end: u64,
    quote: &'a str,
    paragraph: Option<u32>,
    score: f64,
    words: Vec<&'a str>,
}

impl<'a> From<&'a Suggestion> for SuggestionJson<'a> {
    fn from(one: &'a Suggestion) -> Self {
        Self {
            article: ArticleRefJson::from(&one.article),
            start: one.points.0,
            end: one.points.1,
            quote: &one.quote,
            paragraph: one.paragraph,
            score: (one.score * 100.0).round() / 100.0,
            words: one.marks.iter().map(|mark| mark.of(&one.quote)).collect(),
        }
    }
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let theme = store.resolve_theme(&args.theme)?;
    let article = args.article.as_deref().map(|name| store.resolve_article(name)).transpose()?;
    let order = Order { theme, article, limit: args.limit.get() };
    // Ctrl-C ends it at once: nothing is changed.
    let found = suggest(&store, &order, &AtomicBool::new(false), &mut |_| ())?;
    if let Some(remark) = remark(&found) {
        cx.remark(remark);
    }
    for one in &found.all {
        if cx.json() {
            cx.out.json(&SuggestionJson::from(one))?;
            continue;
        }
        let at = Locator { paragraph: one.paragraph, ..Locator::default() };
        let title = format!("{}  {}", one.article.id.0, titled(&one.article.title));
        let head: Vec<String> = std::iter::once(title).chain(at.parts()).collect();
        cx.out.heading(&head.join(" · "))?;
        cx.out.marks("    “", &one.quote, &one.marks, "”")?;
    }
    Ok(())
}

/// What would make it better, or why there is nothing.
fn remark(found: &Suggestions) -> Option<&'static str> {
    match (found.passages, found.words.is_empty(), found.all.is_empty()) {
        (0 | 1, true, _) => Some(
            "nothing in the library has the words of the theme's name or description (tag two passages first)",
        ),
        (0, ..) => Some(
            "no passage is tagged with the theme yet, so this goes by its name and description (tag two passages for more)",
        ),
        (1, ..) => Some("one passage is little to go by (tag another for better sentences)"),
        (_, _, true) => Some("no other sentence looks like the theme's passages"),
        _ => None,
    }
}
