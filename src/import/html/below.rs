//! What stands right below the article as Readability found it, and is a part of it.

use super::blocks::Found;
use super::choose::PARAGRAPH;
use super::part::Part;
use crate::model::BlockKind;

/// Longer lines do more than name sources.
const SOURCE: usize = 280;

/// How many blocks after `last` are shown where no script runs: the rest of the article may be.
pub(super) fn unscripted_after(found: &[Found], last: usize) -> usize {
    found.iter().skip(last + 1).take_while(|f| f.part == Part::Unscripted).count()
}

/// Keeps the line right below the article that says from where it has what it tells; how many blocks after `last` it
/// is. What it says is links for the most part.
pub(super) fn sources_after(found: &mut [Found], last: usize) -> usize {
    const SOURCES: &[&str] =
        &["source: ", "sources: ", "quelle: ", "quellen: ", "fuente: ", "fuentes: ", "fonte: "];
    let is_line = |f: &Found| {
        let start: String = f.piece.text.chars().take(10).flat_map(char::to_lowercase).collect();
        f.piece.kind == BlockKind::Paragraph
            && !f.part.is_frame()
            && f.all <= SOURCE
            && SOURCES.iter().any(|source| start.starts_with(source))
    };
    let Some(line) = found.get_mut(last + 1).filter(|f| is_line(f)) else { return 0 };
    line.part = Part::Body;
    line.linked = 0;
    line.kept = line.all;
    1
}

/// How many blocks after `last` go on with the list that it stands in, where Readability left the end of it.
pub(super) fn list_after(found: &[Found], last: usize) -> usize {
    let is_item = |f: &Found| f.piece.kind == BlockKind::ListItem;
    let is_within = |f: &Found| {
        f.piece.level > 0 && matches!(f.piece.kind, BlockKind::Paragraph | BlockKind::Preformatted)
    };
    // A term stands above what it means.
    let is_term = |at: usize| {
        let is_line = |f: &Found| f.piece.kind == BlockKind::Paragraph && f.all < PARAGRAPH;
        found.get(at).is_some_and(is_line) && found.get(at + 1).is_some_and(is_item)
    };
    let goes_on = |(at, f): &(usize, &Found)| {
        f.inside
            && f.part == Part::Body
            && f.linked * 4 < f.all
            && (is_item(f) || is_within(f) || is_term(*at))
    };
    let is_list = found.get(last).is_some_and(|f| is_item(f) || is_within(f));
    if is_list { found.iter().enumerate().skip(last + 1).take_while(goes_on).count() } else { 0 }
}
