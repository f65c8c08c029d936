//! Long prose of a page that is none of its article, such as further articles: it comes in as furniture, since nothing that
//! is told at length is left out without a word.

use super::super::plain::is_sentence;
use super::blocks::Found;
use super::choose::{is_kept, is_linked};
use super::part::Part;
use crate::model::BlockKind;

/// Characters without white space: a paragraph has as many, and so many of paragraphs in a row are told at length.
const PARAGRAPH: usize = 120;
const PROSE: usize = 600;

/// Which blocks belong to long prose of which nothing is kept.
pub(super) fn find(found: &[Found]) -> Vec<bool> {
    let mut further = vec![false; found.len()];
    let mut from = 0;
    let is_other = |f: &Found| !is_kept(f) && matches!(f.part, Part::Body | Part::Further | Part::Caption);
    for run in found.chunk_by(|a, b| is_other(a) && is_other(b) && a.part == b.part) {
        let told: usize = run.iter().filter(|f| is_other(f) && is_told(f)).map(|f| f.all).sum();
        let ends = run.iter().position(is_told).zip(run.iter().rposition(is_told));
        if let Some((first, last)) = ends.filter(|_| told >= PROSE) {
            // With the headings above it.
            let above = run.iter().take(first).rev().take_while(|f| f.piece.kind == BlockKind::Heading);
            let first = first - above.count();
            let blocks = further.iter_mut().zip(found).skip(from + first).take(last + 1 - first);
            blocks.for_each(|(further, f)| *further = !is_linked(f) || f.part == Part::Further);
        }
        from += run.len();
    }
    further
}

/// Whether a block tells something at length.
fn is_told(f: &Found) -> bool {
    matches!(f.piece.kind, BlockKind::Paragraph | BlockKind::Quotation)
        && f.all >= PARAGRAPH
        && f.linked * 4 < f.all
        && (is_sentence(&f.piece.text) || f.piece.text.contains(". "))
}
