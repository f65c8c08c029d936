//! `postil show ARTICLE`

mod markdown;
mod outline;

use super::context::Context;
use super::offsets::{Points, whole};
use super::stop::Stop;
use crate::export::json::ShowJson;
use crate::model::Document;
use crate::text::Span;
use crate::text::segment::sentences;

/// Show an article
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil show 3\n  \
    postil show \"scalpel\" --format markdown --no-furniture\n  \
    postil show 3 --span 120..245\n  \
    postil show 3 --json --sentences\n  \
    postil show 3 --outline\n\n\
    Offsets are Unicode code points. Characters that would drive the terminal are shown on it as signs; \
    a file or a pipe, and --json, has them as they are.")]
pub(super) struct Args {
    /// Its number, the start of its UUID, or a part of its title
    article: String,
    /// How (json: also --json)
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Only this part, START..END in characters
    #[arg(long, allow_hyphen_values = true, value_name = "START..END")]
    span: Option<Points>,
    /// Leave out what belongs to the page and not to the article
    #[arg(long)]
    no_furniture: bool,
    /// Add the places of the sentences to the JSON
    #[arg(long)]
    sentences: bool,
    /// Only the headings, with their places
    #[arg(long, conflicts_with_all = ["format", "sentences"])]
    outline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    #[default]
    Text,
    Markdown,
    Json,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let format = if cx.json() { Format::Json } else { args.format };
    if args.sentences && format != Format::Json {
        return Err(Stop::Usage("show: --sentences adds to the JSON (add --json)".into()));
    }
    let store = cx.store()?;
    let id = store.resolve_article(&args.article)?;
    let mut document = store.document(id)?;
    let span = args.span.map(|span| span.bytes(&document.text)).transpose()?;
    if let Some(span) = span {
        whole(&document.text, span)?;
        document.blocks.retain(|block| block.span.overlaps(span));
        document.inlines.retain(|inline| inline.span.overlaps(span));
    }
    if args.no_furniture {
        document.blocks.retain(|block| !block.is_furniture());
    }
    if args.outline {
        return outline::put(cx, &document);
    }
    let whole = Span::new(0, document.text.len());
    let span = span.unwrap_or(whole);
    match format {
        Format::Text => cx.out.words(&text(&document, span, args.no_furniture))?,
        Format::Markdown => cx.out.words(&markdown::render(&document, span))?,
        Format::Json => {
            let Some(article) = store.article(id)? else { return Ok(()) };
            let sentences: Option<Vec<Span>> = args.sentences.then(|| {
                document.blocks.iter().flat_map(|block| sentences(&document.text, block.bounds())).collect()
            });
            let mut json = ShowJson::new(&article, &document, sentences.as_deref());
            if span != whole {
                // Offsets stay those of the whole text.
                span.of(&document.text).clone_into(&mut json.text);
            }
            cx.out.json(&json)?;
        }
    }
    Ok(())
}

/// The text of the span, with one line end at its end.
fn text(document: &Document, span: Span, blocks_only: bool) -> String {
    let mut out = if blocks_only {
        let parts = document.blocks.iter().map(|block| part(block.span, span).of(&document.text));
        parts.collect::<Vec<_>>().join("\n\n")
    } else {
        document.slice(span).to_owned()
    };
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// What of a block lies in a span.
fn part(block: Span, span: Span) -> Span {
    let start = block.start.max(span.start);
    Span { start, end: block.end.min(span.end).max(start) }
}
