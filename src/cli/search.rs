//! `postil search QUERY`

use std::num::NonZeroUsize;

use super::context::{Context, titled};
use super::{args, stop::Stop};
use crate::export::json::{ArticleRefJson, HitJson};
use crate::model::query::Meant;
use crate::store::{Hit, Store};
use crate::text::{Span, one_line, quote};

/// Search texts, titles, quotes and notes, best first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil search intelligence sharing\n  \
    postil search '\"intelligence sharing\" -olympics in:post' --limit 5\n\n\
    The query is that of `postil list`; it needs at least one word to look for.\n    \
    Words are found whole, and by their beginning with a * behind it: terror*.\n    \
    A phrase is found within one paragraph.")]
pub(super) struct Args {
    #[arg(required = true)]
    query: Vec<String>,
    /// Hits at most
    #[arg(long, default_value = "50", value_name = "N", value_parser = args::some)]
    limit: NonZeroUsize,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let query = args::query(&args.query)?;
    if !query.has_word() {
        return Err(Stop::Usage(
            "search needs a word to look for beside fields and what is left out (postil list and postil annotations take fields alone)"
                .to_owned(),
        ));
    }
    let store = cx.store()?;
    let hits = store.search(&query, args.limit.get())?;
    if hits.is_empty() && !cx.json() {
        let whole = match store.nearest_word(&query)? {
            Some(Meant::Word { word, .. }) => format!(": did you mean {word}?"),
            Some(Meant::Longer { typed, word }) => {
                format!(": {typed}* finds {word} and whatever else begins so")
            }
            None => ", and by its beginning one with a * behind it, as in terror*".to_owned(),
        };
        cx.remark(&format!("nothing was found (words are looked for whole{whole})"));
    }
    let mut before = None;
    for hit in &hits {
        if cx.json() {
            cx.out.json(&json(&store, hit)?)?;
            continue;
        }
        if before.replace(hit.article.id) != Some(hit.article.id) {
            cx.out.heading(&format!("{}  {}", hit.article.id.0, titled(&hit.article.title)))?;
        }
        let part = |span: Span| span.of(&hit.snippet);
        let head = format!("    {:<5} {}", hit.field.word(), part(Span::new(0, hit.marked.start.0)));
        cx.out.marked(&head, part(hit.marked), part(Span::new(hit.marked.end.0, hit.snippet.len())))?;
    }
    Ok(())
}

/// Offsets of a hit in a note or a title count from the start of that.
fn json(store: &Store, hit: &Hit) -> Result<HitJson, Stop> {
    let (start, end) = match hit.points {
        Some(points) => points,
        None => in_field(store, hit)?,
    };
    Ok(HitJson {
        article: ArticleRefJson::from(&hit.article),
        field: hit.field.word().to_owned(),
        start,
        end,
        snippet: hit.snippet.clone(),
        score: hit.score,
    })
}

fn in_field(store: &Store, hit: &Hit) -> Result<(u64, u64), Stop> {
    use crate::store::Field;
    let text = match (hit.field, hit.annotation) {
        (Field::Title, _) => hit.article.title.clone(),
        (_, Some(id)) => store.annotation(id)?.and_then(|a| a.note).unwrap_or_default(),
        (_, None) => store.article(hit.article.id)?.and_then(|a| a.note).unwrap_or_default(),
    };
    let marked = one_line(hit.marked.of(&hit.snippet));
    // The snippet is on one line and cut, so the hit is looked for by its words and what is before them.
    let before = one_line(hit.snippet.get(..hit.marked.start.0).unwrap_or_default().trim_start_matches('…'));
    let spans =
        quote::find(&text, &marked, Some(&before).filter(|b| !b.is_empty()).map(String::as_str), None);
    let spans = if spans.is_empty() { quote::find(&text, &marked, None, None) } else { spans };
    let span = spans.first().copied().unwrap_or_default();
    let points = super::offsets::points(&text, span);
    let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Ok((number(points.start), number(points.end)))
}
