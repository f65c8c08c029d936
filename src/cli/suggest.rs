//! `postil suggest THEME`

use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::context::{Context, titled};
use super::offsets::{Points, points};
use super::{args, stop::Stop};
use crate::export::json::ArticleRefJson;
use crate::job::suggest::{Order, suggest};
use crate::model::citation::Locator;
use crate::model::suggest::{Suggestion, Suggestions};
use crate::model::{Article, ArticleId, Document, Edit, ThemeId};
use crate::store::{Dismissed, Store};
use crate::text::segment::sentences;
use crate::text::{Span, one_line, quote};

/// Find sentences that look like a theme's passages and are not tagged with it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil suggest 'intelligence sharing'\n  \
    postil suggest Syria --limit 5 --article 3 --json\n  \
    postil suggest Syria --article 3 --dismiss 120..245\n\n\
    Best first. The words that speak for a theme are those that stand in its passages, its name and its \
    description more often than elsewhere in the library; the more passages it has, the better. Furniture is \
    left out, and so are sentences that the theme is on, or one below it. `postil annotate ARTICLE --span \
    START..END --theme THEME` tags one; --dismiss says that one is none of the theme's, so that it does not come \
    again, whatever becomes of the text around its words.")]
pub(super) struct Args {
    /// The theme
    theme: String,
    /// Sentences at most
    #[arg(long, default_value = "20", value_name = "N", value_parser = args::some)]
    limit: NonZeroUsize,
    /// Only in this article
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Dismiss the sentence at this place of the article, in characters
    #[arg(long, allow_hyphen_values = true, value_name = "START..END", requires = "article")]
    dismiss: Option<Points>,
    /// Suggest a sentence again that was dismissed
    #[arg(
        long,
        allow_hyphen_values = true,
        value_name = "START..END",
        requires = "article",
        conflicts_with = "dismiss"
    )]
    restore: Option<Points>,
    /// List what was dismissed
    #[arg(long, conflicts_with_all = ["dismiss", "restore"])]
    dismissed: bool,
}

/// A sentence that was dismissed, or is suggested again, its words on one line. The place is null where the text
/// has them no more.
#[derive(Debug, Serialize)]
struct DismissedJson<'a> {
    article: ArticleRefJson,
    start: Option<usize>,
    end: Option<usize>,
    quote: &'a str,
    paragraph: Option<u32>,
    /// When.
    dismissed: Option<&'a str>,
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
    let mut store = cx.store()?;
    let theme = store.resolve_theme(&args.theme)?;
    let article = args.article.as_deref().map(|name| store.resolve_article(name)).transpose()?;
    if let (Some(article), Some(place)) = (article, args.dismiss.or(args.restore)) {
        return settle(cx, &mut store, (theme, article), place, args.dismiss.is_some());
    }
    if args.dismissed {
        let all =
            store.dismissed(theme)?.into_iter().filter(|one| article.is_none_or(|of| one.article == of));
        return all.take(args.limit.get()).try_for_each(|one| {
            let Some(article) = store.article(one.article)? else { return Ok(()) };
            let document = store.document(one.article)?;
            let span = quote::find(&document.text, &one.quote, None, None).first().copied();
            put(cx, &article, &document, span, &one, true)
        });
    }
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

/// Dismisses the sentence at a place, or suggests it again.
fn settle(
    cx: &mut Context,
    store: &mut Store,
    (theme, article): (ThemeId, ArticleId),
    place: Points,
    dismissed: bool,
) -> Result<(), Stop> {
    let document = store.document(article)?;
    let span = place.bytes(&document.text)?;
    let quote = span.of(&document.text).trim();
    let block = document.blocks.get(document.block_at(span.start)).map(|block| block.bounds());
    let is_one = |block| {
        sentences(&document.text, block).any(|one| one.covers(span) && one.of(&document.text).trim() == quote)
    };
    if dismissed && !block.is_some_and(is_one) {
        let what = format!("{}..{}", place.start, place.end);
        return Err(Stop::failed(
            &what,
            "it is no sentence of it (`postil suggest THEME --json` has their places)",
        ));
    }
    store.apply(&[Edit::Dismiss { theme, article, span, dismissed }])?;
    let quote = one_line(quote);
    let at = store.dismissed(theme)?.into_iter().find(|one| one.article == article && one.quote == quote);
    let one = at.unwrap_or_else(|| Dismissed { article, quote, at: String::new() });
    let Some(article) = store.article(article)? else { return Ok(()) };
    put(cx, &article, &document, Some(span), &one, dismissed)
}

/// `span`: where it stands, if it does.
fn put(
    cx: &mut Context,
    article: &Article,
    document: &Document,
    span: Option<Span>,
    one: &Dismissed,
    dismissed: bool,
) -> Result<(), Stop> {
    let paragraph = span.and_then(|span| document.paragraph_at(span.start));
    if cx.json() {
        let at = span.map(|span| points(&document.text, span));
        return Ok(cx.out.json(&DismissedJson {
            article: ArticleRefJson::of(article),
            start: at.map(|at| at.start),
            end: at.map(|at| at.end),
            quote: &one.quote,
            paragraph,
            dismissed: dismissed.then_some(one.at.as_str()),
        })?);
    }
    let at = Locator { paragraph, ..Locator::default() };
    let title = format!("{}  {}", article.id.0, titled(&article.meta.title));
    let head: Vec<String> = std::iter::once(title).chain(at.parts()).collect();
    cx.out.heading(&head.join(" · "))?;
    Ok(cx.out.marks("    “", &one.quote, &[], "”")?)
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
