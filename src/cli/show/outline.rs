//! The headings of an article.

use serde::Serialize;

use super::super::context::Context;
use super::super::stop::Stop;
use crate::export::json::Points;
use crate::model::{BlockKind, Document};
use crate::text::one_line;

/// A heading and where it stands, in code points.
#[derive(Debug, Serialize)]
struct HeadingJson<'a> {
    level: u8,
    start: u64,
    end: u64,
    title: &'a str,
}

/// Prints the headings in order, those below others indented.
pub(super) fn put(cx: &mut Context, document: &Document) -> Result<(), Stop> {
    let headings = || document.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
    let places = Points::new(&document.text, headings().map(|block| block.span));
    for block in headings() {
        let title = document.slice(block.span);
        let (start, end) = (places.at(block.span.start.0), places.at(block.span.end.0));
        let indent = "  ".repeat(usize::from(block.level.saturating_sub(1)));
        let words = one_line(title);
        let line = format!("{indent}{words}  ({start}..{end})");
        cx.put(&HeadingJson { level: block.level, start, end, title }, &line)?;
    }
    if headings().next().is_none() && !cx.json() {
        cx.remark("no headings");
    }
    Ok(())
}
