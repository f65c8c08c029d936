//! Selecting, and folding the furniture.

use super::super::{App, By, Selection};
use crate::command::Command;
use crate::text::{Span, grapheme, segment};

/// Begins a selection at the cursor, or changes how the present one grows, or ends it.
pub fn start(app: &mut App, by: By) {
    let Some(reader) = &mut app.reader else { return };
    reader.stepped = None;
    reader.selection = match reader.selection {
        Some(selection) if selection.by == by => None,
        Some(selection) => Some(Selection { by, ..selection }),
        None => Some(Selection { from: reader.cursor, by }),
    };
}

pub fn other_end(app: &mut App) {
    let Some(reader) = &mut app.reader else { return };
    let Some(selection) = reader.selection else { return };
    let from = reader.cursor;
    reader.put_cursor(selection.from);
    reader.selection = Some(Selection { from, ..selection });
}

/// Selects a text object around the cursor.
pub fn object(app: &mut App, command: Command) {
    let Some(reader) = &app.reader else { return };
    let Some(block) = reader.document.blocks.get(reader.document.block_at(reader.cursor)).map(|b| b.span)
    else {
        return;
    };
    let (text, at) = (reader.text(), reader.cursor);
    let span = match command {
        Command::InnerWord => segment::object_word(text, block, at, false),
        Command::AroundWord => segment::object_word(text, block, at, true),
        Command::InnerSentence => segment::object_sentence(text, block, at, false),
        Command::AroundSentence => segment::object_sentence(text, block, at, true),
        Command::InnerParagraph => Some(block),
        Command::AroundParagraph => Some(with_blank_line(text, block)),
        Command::InnerQuotes => segment::object_quotes(text, block, at, false),
        Command::AroundQuotes => segment::object_quotes(text, block, at, true),
        Command::InnerBrackets => innermost_brackets(text, block, at, false),
        Command::AroundBrackets => innermost_brackets(text, block, at, true),
        _ => None,
    };
    let Some(span) = span.filter(|span| !span.is_empty()) else {
        let what = match command {
            Command::InnerQuotes | Command::AroundQuotes => "quotation marks",
            Command::InnerBrackets | Command::AroundBrackets => "brackets",
            _ => "text",
        };
        app.complain(format!("There are no {what} around the cursor."));
        return;
    };
    take(app, span);
}

/// Selects a span by character.
fn take(app: &mut App, span: Span) {
    let Some(reader) = &mut app.reader else { return };
    let last = grapheme::prev(reader.text(), span.end).max(span.start);
    reader.put_cursor(last);
    reader.selection = Some(Selection { from: span.start, by: By::Character });
}

fn with_blank_line(text: &str, block: Span) -> Span {
    let rest = text.get(block.end.0..).unwrap_or_default();
    let blank = rest.bytes().take_while(|b| *b == b'\n').count();
    Span::new(block.start.0, block.end.0 + blank)
}

/// The smallest pair of brackets of any kind around a place.
fn innermost_brackets(text: &str, block: Span, at: crate::text::Offset, around: bool) -> Option<Span> {
    ['(', '[', '{']
        .into_iter()
        .filter_map(|kind| segment::object_brackets(text, block, at, kind, around))
        .min_by_key(|span| span.len())
}

/// Folds or unfolds the furniture of the page.
pub fn fold(app: &mut App) {
    let Some(reader) = &mut app.reader else { return };
    let blocks = reader.furniture();
    if blocks == 0 {
        app.complain("This page has no furniture.");
        return;
    }
    let folded = !reader.folded;
    reader.fold(folded);
    let verb = if folded { "folded away" } else { "shown" };
    app.say(format!("{blocks} pieces of furniture {verb}."));
}
