//! Lines that are no more than a label and where it leads: `(Read also: The bridge is closed)`.

use super::blocks::Found;
use crate::import::furniture;
use crate::model::BlockKind;

/// Marks around a label and links, at most.
const MARKS: usize = 5;

/// Whether a block says that other articles are to be read, and names them by links alone.
pub(super) fn is_one(found: &Found) -> bool {
    let is_line =
        matches!(found.piece.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation);
    if !is_line || found.linked == 0 {
        return false;
    }
    let own = found.all.saturating_sub(found.linked);
    let text = found.piece.text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_mark = |c: char| matches!(c, ':' | '：' | '—' | '–' | '»' | '›' | '>' | '→' | '|' | '\n');
    let mut letters = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    // The link may follow without a mark.
    let end = text.find(is_mark).or_else(|| letters.nth(own).map(|(link, _)| link));
    let label = end.and_then(|end| text.get(..end));
    let Some(label) = label.map(|label| label.trim_end_matches(|c: char| !c.is_alphanumeric())) else {
        return false;
    };
    let said = label.chars().filter(|c| !c.is_whitespace()).count();
    own <= said + MARKS && furniture::is_above_teasers(label)
}
