//! Where links and labels are not believed, as too little of the page would be left.

use super::blocks::Found;
use super::choose::{is_foreign, is_kept, is_linked};
use super::part::Part;
use crate::model::BlockKind;

/// Whether an article is told in paragraphs that are links, such as the steps of a guide that each lead to a
/// page of their own: of what Readability keeps they are a third or more.
pub(super) fn is_told_in_links(found: &[Found]) -> bool {
    let told = |linked: bool| {
        let is_told = |f: &&Found| {
            is_kept(f)
                && f.part == Part::Body
                && f.piece.kind == BlockKind::Paragraph
                && is_linked(f) == linked
        };
        found.iter().filter(is_told).map(|f| f.all).sum::<usize>()
    };
    told(true) * 2 > told(false)
}

/// Whether what is called the frame of a page says more than all the rest of it: then it is called so in vain.
pub(super) fn is_told_in_frame(found: &[Found]) -> bool {
    let words = |f: &Found| f.all - f.linked.min(f.all);
    let frame = found.iter().filter(|f| is_in_frame(f)).map(words).sum::<usize>();
    let shown = found.iter().filter(|f| !is_foreign(f)).map(words).sum::<usize>();
    frame > shown
}

/// Whether a block stands in the frame of a page and is no link.
pub(super) fn is_in_frame(found: &Found) -> bool {
    found.part == Part::Frame && !is_linked(found)
}
