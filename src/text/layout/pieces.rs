//! Where a large block is cut. The cuts depend on the text and the block alone, so a place has
//! the same rows from wherever one comes to it; a row never crosses one.

use super::{LayoutBlock, Offset, Span};
use crate::text::grapheme;

/// Bytes of a block up to which it is laid out in one go, and of a piece of a larger one, about.
pub const PIECE: usize = 64 * 1024;

/// Bytes before a cut in which white space is looked for.
const LOOK: usize = 4 * 1024;

/// How many pieces a block has, at least 1.
pub fn count(block: &LayoutBlock) -> usize {
    block.span.len().div_ceil(PIECE).max(1)
}

/// The stretch of one piece.
pub fn span(text: &str, block: &LayoutBlock, piece: usize) -> Span {
    Span { start: Offset(cut(text, block, piece)), end: Offset(cut(text, block, piece + 1)) }
}

/// The number of the piece that holds a place; the last for the block's end and beyond.
pub fn at(text: &str, block: &LayoutBlock, place: Offset) -> usize {
    let guess = place.0.saturating_sub(block.span.start.0) / PIECE;
    let last = count(block) - 1;
    if guess >= last {
        return last;
    }
    if place.0 >= cut(text, block, guess + 1) { guess + 1 } else { guess }
}

/// Where piece `number` begins: at the block's start, at its end, or shortly before a multiple of
/// [`PIECE`]: after the last LF there if LF ends rows, else after the last white space, else
/// between clusters.
fn cut(text: &str, block: &LayoutBlock, number: usize) -> usize {
    let (start, end) = (block.span.start.0, block.span.end.0);
    if number == 0 {
        return start;
    }
    if number >= count(block) {
        return end;
    }
    let full = start + number * PIECE;
    let window = text.as_bytes().get(full - LOOK..full).unwrap_or_default();
    let lf = memchr::memrchr(b'\n', window).filter(|_| block.breaks || block.verbatim);
    let at = match lf.or_else(|| memchr::memrchr3(b' ', b'\n', b'\t', window)) {
        Some(space) => full - LOOK + space + 1,
        None => full,
    };
    grapheme::floor(text, at).0
}
