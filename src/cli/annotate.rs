//! `postil annotate ARTICLE`

use std::path::{Path, PathBuf};

use super::args::text;
use super::context::Context;
use super::interrupt;
use super::offsets::{Points, points, whole};
use super::stop::Stop;
use crate::files;
use crate::model::{ArticleId, Document, Edit, ThemeName};
use crate::store::{NameError, Store};
use crate::text::{Span, grapheme, one_line, quote};

/// Bytes of a note at most.
const NOTE: u64 = 16 << 20;

/// Tag a passage, or write a note on it
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("passage").required(true).args(["quote", "span"]))]
#[command(after_help = "Examples:\n  \
    postil annotate 3 --quote \"usefulness can be turned into influence\" --theme Sanctions\n  \
    postil annotate 3 --quote war --prefix \"the cold\" --theme \"Cold War habits\"\n  \
    postil annotate 3 --span 120..245 --note \"Is it?\"\n\n\
    The quote is exact but for runs of white space and for straight or curly quotation marks. Where it \
    occurs several times nothing is changed, and the places are named. The same span is the same annotation: \
    themes are added to it, and its note is replaced if one is given. A theme that does not exist is made.")]
pub(super) struct Args {
    /// Its number, the start of its UUID, or a part of its title
    article: String,
    /// The words of the passage
    #[arg(long, allow_hyphen_values = true, value_parser = text, value_name = "TEXT")]
    quote: Option<String>,
    /// What stands before it
    #[arg(long, allow_hyphen_values = true, value_parser = text, value_name = "TEXT", requires = "quote", conflicts_with = "span")]
    prefix: Option<String>,
    /// What stands after it
    #[arg(long, allow_hyphen_values = true, value_parser = text, value_name = "TEXT", requires = "quote", conflicts_with = "span")]
    suffix: Option<String>,
    /// The passage, in characters
    #[arg(long, allow_hyphen_values = true, value_name = "START..END")]
    span: Option<Points>,
    /// A theme to put on, by its path or its name; several times for several
    #[arg(long = "theme", value_name = "NAME")]
    themes: Vec<String>,
    /// Markdown
    #[arg(long, allow_hyphen_values = true, value_parser = text, value_name = "TEXT")]
    note: Option<String>,
    /// A file with the note, or `-`
    #[arg(long, value_name = "FILE", conflicts_with = "note")]
    note_file: Option<PathBuf>,
}

pub(super) fn run(cx: &mut Context, args: Args) -> Result<(), Stop> {
    interrupt::at_once();
    let mut store = cx.store()?;
    let article = store.resolve_article(&args.article)?;
    let document = store.document(article)?;
    let span = match (args.span, &args.quote) {
        (Some(span), _) => {
            let span = span.bytes(&document.text)?;
            whole(&document.text, span)?;
            span
        }
        (None, Some(quote)) => quoted(&document, quote, args.prefix.as_deref(), args.suffix.as_deref())?,
        (None, None) => {
            return Err(Stop::Usage("annotate: name the passage (with --quote or --span)".into()));
        }
    };
    let themes = args.themes.iter().map(|name| theme(&store, name)).collect::<Result<Vec<_>, _>>()?;
    let note = match args.note_file {
        Some(path) => Some(read(&path)?),
        None => args.note,
    };
    store.apply(&[Edit::Annotate { article, span, themes, note }])?;
    put(cx, &store, article, span)
}

/// The theme that a name means; a new path where there is none.
pub(super) fn theme(store: &Store, name: &str) -> Result<ThemeName, Stop> {
    match store.resolve_theme(name) {
        Ok(id) => Ok(ThemeName::Id(id)),
        Err(NameError::Unknown { .. }) => Ok(ThemeName::Path(name.to_owned())),
        Err(error) => Err(error.into()),
    }
}

fn put(cx: &mut Context, store: &Store, article: ArticleId, span: Span) -> Result<(), Stop> {
    let there = store.annotations_of(article)?;
    let made = there.iter().find(|a| a.span == span && a.state != crate::model::State::Lost);
    let ids: Vec<_> = made.map(|annotation| annotation.id).into_iter().collect();
    cx.put_annotations(store, &ids)
}

/// The one place that a quote means.
fn quoted(
    document: &Document,
    quote: &str,
    prefix: Option<&str>,
    suffix: Option<&str>,
) -> Result<Span, Stop> {
    let text = &document.text;
    let found = quote::find(text, quote, prefix, suffix);
    let fits =
        |span: &&Span| grapheme::is_boundary(text, span.start) && grapheme::is_boundary(text, span.end);
    let fitting: Vec<Span> = found.iter().filter(fits).copied().collect();
    match (fitting.as_slice(), found.as_slice()) {
        ([one], _) => Ok(*one),
        ([], []) => Err(Stop::failed(
            &format!("“{quote}”"),
            match (prefix, suffix) {
                (None, None) => {
                    "this is not in the text (copy it from `postil show`; white space and the shape of quotation marks do not matter)"
                }
                _ => {
                    "this is not in the text with that context (copy it from `postil show`; white space and the shape of quotation marks do not matter)"
                }
            },
        )),
        ([], [one]) => whole(text, *one).map(|()| *one),
        (several, all) => {
            let several = if several.is_empty() { all } else { several };
            let listed: Vec<String> = several.iter().take(10).map(|span| place(document, *span)).collect();
            let more = several.len().saturating_sub(listed.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            Err(Stop::failed(
                &format!("“{quote}”"),
                format!(
                    "it is in the text {} times: {}{more} (narrow it with --prefix or --suffix, or name one with --span)",
                    several.len(),
                    listed.join(", ")
                ),
            ))
        }
    }
}

/// A hit as a message names it.
fn place(document: &Document, span: Span) -> String {
    let Points { start, end } = points(&document.text, span);
    let from = grapheme::floor(&document.text, span.start.0.saturating_sub(24)).0;
    let to = grapheme::floor(&document.text, (span.end.0 + 24).min(document.text.len())).0;
    let around = one_line(Span::new(from, to).of(&document.text));
    let paragraph = document.paragraph_at(span.start).map_or_else(String::new, |n| format!("¶{n} "));
    format!("{start}..{end} {paragraph}“…{around}…”")
}

/// A note from a file.
pub(super) fn read(path: &Path) -> Result<String, Stop> {
    let name = path.to_string_lossy();
    let bytes =
        if path.as_os_str() == "-" { files::read_stdin(NOTE) } else { files::read_limited(path, NOTE) };
    let bytes = bytes.map_err(|error| Stop::failed(&name, error))?;
    String::from_utf8(bytes)
        .map_err(|error| Stop::failed(&name, format!("it is not UTF-8: {error} (save it as UTF-8)")))
}
