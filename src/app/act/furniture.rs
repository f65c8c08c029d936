//! Furniture: folding it, and the user's word on what is furniture and what is not.

use super::super::{App, Target};
use super::tag::leave_selection;
use crate::model::Edit;
use crate::text::{Span, grapheme};

/// Folds or unfolds the furniture of the page, and of those opened after it.
pub fn fold(app: &mut App) {
    let Some(reader) = &mut app.reader else { return };
    let blocks = reader.furniture();
    if blocks == 0 {
        app.complain("This page has no furniture.");
        return;
    }
    let folded = !reader.folded;
    if folded && reader.is_all_furniture() {
        app.complain("All of this text is furniture; folded away, nothing of it would be left to read.");
        return;
    }
    reader.fold(folded);
    app.looks.folded = folded;
    let verb = if folded { "folded away" } else { "shown" };
    let pieces = if blocks == 1 { "1 piece".to_owned() } else { format!("{blocks} pieces") };
    app.say(format!("{pieces} of furniture {verb}."));
    app.remember_looks();
}

/// What a tag or a note is to go on, unfolded where it holds what is folded away: nobody marks or quotes
/// what they have not seen.
pub fn target_in_sight(app: &mut App) -> Option<Target> {
    let target = app.target_meant()?;
    if target.annotation.is_none() {
        show_within(app, target.span);
    }
    Some(target)
}

/// Unfolds the furniture that a passage holds, and says so.
pub fn show_within(app: &mut App, span: Span) {
    let Some(reader) = &mut app.reader else { return };
    let what = match reader.hidden_in(span) {
        0 => return,
        1 => "a paragraph of furniture that was folded away; it shows".to_owned(),
        hidden => format!("{hidden} paragraphs of furniture that were folded away; they show"),
    };
    reader.fold(false);
    app.say(format!("The passage holds {what} now, and zf folds again."));
}

/// Marks the paragraph, so many from it on, or all that the selection reaches, as furniture; or as text, if
/// all of them are furniture.
pub fn mark(app: &mut App, count: Option<usize>) {
    let Some(reader) = &app.reader else { return };
    let document = &reader.document;
    let span = if reader.selection.is_some() { reader.selected() } else { Span::default() };
    let (first, last) = if span.is_empty() {
        (reader.cursor, reader.cursor)
    } else {
        (span.start, grapheme::prev(&document.text, span.end))
    };
    let (first, last) = (document.block_at(first), document.block_at(last));
    let further = count.filter(|_| span.is_empty()).unwrap_or(1).saturating_sub(1);
    let last = last.saturating_add(further).min(document.blocks.len().saturating_sub(1));
    let blocks = document.blocks.get(first..=last).unwrap_or_default();
    let (Some(start), Some(end)) = (blocks.first(), blocks.last()) else {
        app.complain("This article has no paragraph.");
        return;
    };
    let wanted = !blocks.iter().all(|block| block.is_furniture());
    // Where the importer's rule says the same, the user's word is taken back instead.
    let by_rule = blocks.iter().all(|block| block.furniture == wanted);
    let edit = Edit::SetFurniture {
        article: reader.article.id,
        span: Span { start: start.span.start, end: end.span.end },
        furniture: Some(wanted).filter(|_| !by_rule),
    };
    leave_selection(app);
    app.apply(vec![edit]);
}
