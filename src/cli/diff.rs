//! `postil diff ARTICLE`

use serde::Serialize;

use super::context::Context;
use super::stop::Stop;
use crate::job::diff::diff;
use crate::text::points::Walk;
use crate::text::{Offset, Span};

/// Show what changed between two texts of an article
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil diff 3                 what the newest text changed\n  \
    postil diff 3 --list          the texts that it has had\n  \
    postil diff 3 --from 1 --to 3\n\n\
    Paragraphs that changed are shown, with [-what was removed-] and {+what was added+} in them. Where what you \
    corrected was corrected again in a new text of its source, --list has that text too.")]
pub(super) struct Args {
    /// Its number, the start of its UUID, or a part of its title
    article: String,
    /// The older text, by its number (the one before the newer one)
    #[arg(long, value_name = "NUMBER")]
    from: Option<usize>,
    /// The newer text (the present one)
    #[arg(long, value_name = "NUMBER")]
    to: Option<usize>,
    /// List the texts instead
    #[arg(long, conflicts_with_all = ["from", "to"])]
    list: bool,
}

#[derive(Debug, Serialize)]
struct RevisionJson<'a> {
    number: usize,
    created: &'a str,
    sha256: &'a str,
    words: u64,
    bytes: usize,
    current: bool,
    /// Its source had it, and it was read with the corrections of the next one alone.
    uncorrected: bool,
}

/// Spans in code points of the two texts.
#[derive(Debug, Serialize)]
struct ChangeJson<'a> {
    from: usize,
    to: usize,
    old: PlaceJson,
    new: PlaceJson,
    parts: Vec<PartJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PlaceJson {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct PartJson<'a> {
    op: &'static str,
    text: &'a str,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let id = store.resolve_article(&args.article)?;
    if args.list {
        for r in store.revisions(id)? {
            let json = RevisionJson {
                number: r.number,
                created: &r.created,
                sha256: &r.sha256,
                words: r.words,
                bytes: r.bytes,
                current: r.current,
                uncorrected: r.uncorrected,
            };
            let now = match (r.current, r.uncorrected) {
                (true, _) => "  now",
                (_, true) => "  without the corrections of the next",
                _ => "",
            };
            cx.put(&json, &format!("{:>4}  {}  {} words{now}", r.number, r.created, r.words))?;
        }
        return Ok(());
    }
    if args.from.is_none() && args.to.is_none() {
        let all = store.revisions(id)?;
        if all.iter().all(|one| Some(&one.sha256) == all.first().map(|first| &first.sha256)) {
            cx.remark("its text has not changed since it was added");
            return Ok(());
        }
    }
    let (from, to) = store.two_revisions(id, args.from, args.to)?;
    let (old, new) = (store.revision_text(&from)?, store.revision_text(&to)?);
    // Changes come in order, so that each text is walked through once.
    let (mut before, mut after) = (Walk::new(&old), Walk::new(&new));
    let mut is_told = false;
    for change in diff(&old, &new) {
        if !cx.json() {
            if let Some(told) = change.told() {
                let gap = if std::mem::replace(&mut is_told, true) { "\n" } else { "" };
                cx.out.text(&format!("{gap}{}\n", told.trim_end()))?;
            }
            continue;
        }
        let json = ChangeJson {
            from: from.number,
            to: to.number,
            old: place(&mut before, change.old)?,
            new: place(&mut after, change.new)?,
            parts: change.parts.iter().map(|(sign, text)| PartJson { op: sign.word(), text }).collect(),
        };
        cx.out.json(&json)?;
    }
    if !is_told && !cx.json() {
        cx.remark("the words are the same");
    }
    Ok(())
}

/// A place that comes after those that were asked for before.
fn place(text: &mut Walk<'_>, span: Span) -> Result<PlaceJson, Stop> {
    let mut point = |at: Offset| {
        let why = "a change lies outside of the text (this is a mistake in the program)";
        text.to_byte(at.0).ok_or_else(|| Stop::failed("diff", why))
    };
    Ok(PlaceJson { start: point(span.start)?, end: point(span.end)? })
}
