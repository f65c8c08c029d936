//! The rows of a document on demand.
//!
//! A view is held by an [`Anchor`], a place in the text, so it survives another width. Only the
//! blocks near what is asked for are laid out, and a block of more than [`PIECE`] bytes in pieces:
//! no answer costs more because the text is long. Rows, lines and cells are places and numbers;
//! styles are the view's, laid over them.
//!
//! Everything of a window is asked in this order: [`Layout::fit`] (or `put`, `up`, `down`, `scroll`,
//! `last_page`) gives the anchor of the top, [`Layout::lines`] the lines below it, and [`cells`]
//! what to draw of a line. `cells`, [`place_on`] and [`offset_on`] need no layout, only the line.

mod cache;
mod cells;
mod pieces;
mod scroll;
mod stretch;
mod walk;

use super::{Column, Offset, Span};
use cache::Cache;
pub use cache::Counters;
pub use cells::{Cell, Cells, cells, last_on, offset_on, place_on};
pub use pieces::PIECE;
pub use scroll::Put;
pub use stretch::Stretch;

/// How one block is laid out. Indents and gaps in cells and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a way to lay out of its own")]
pub struct LayoutBlock {
    /// The block's text, without what parts it from the next.
    pub span: Span,
    /// Indent of its first row; with `breaks`, of the first row of each line but for `runs_on`.
    pub first: u16,
    /// Indent of its other rows.
    pub hang: u16,
    /// Keeps spaces, ends rows at LF, breaks long lines anywhere.
    pub verbatim: bool,
    /// LF ends a row instead of flowing as a space (verse, tables).
    pub breaks: bool,
    /// With `breaks`: only its first line begins as a block does, as in an item of a list.
    pub runs_on: bool,
    /// Its rows are never stretched to the width.
    pub ragged: bool,
    /// Blank rows above it (for the first block of the document too).
    pub gap: u16,
    /// Not shown: a run of folded blocks is one row, with the gap of its first block.
    pub folded: bool,
}

/// The blocks of a document, asked for one at a time.
pub trait Blocks {
    /// How many there are.
    fn len(&self) -> usize;
    /// The block with the index `at`, which is less than `len`.
    fn get(&self, at: usize) -> LayoutBlock;
    /// Index of the block that holds the place, or of the last that begins before it, or 0.
    fn at(&self, place: Offset) -> usize;

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// First and one past the last index of the run of folded blocks around a folded one.
    /// Looks at every block of the run: who has very long runs can answer faster.
    fn folded_run(&self, at: usize) -> (usize, usize) {
        let first = (0..at).rev().take_while(|&i| self.get(i).folded).last().unwrap_or(at);
        let last = (at..self.len()).take_while(|&i| self.get(i).folded).last().unwrap_or(at);
        (first, last + 1)
    }
}

impl Blocks for Vec<LayoutBlock> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn get(&self, at: usize) -> LayoutBlock {
        self.as_slice().get(at).copied().unwrap_or_default()
    }

    fn at(&self, place: Offset) -> usize {
        self.partition_point(|block| block.span.start <= place).saturating_sub(1)
    }
}

/// What is laid out: a text and its blocks, in order and without overlap.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub text: &'a str,
    pub blocks: &'a dyn Blocks,
}

/// A row of the view that outlives its width: the row that shows the place `at`, or a blank row
/// above it. The place need not be a row's start; operations give it as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Anchor {
    pub at: Offset,
    /// 0: the row itself; `n`: the nth blank row above it, if it is its block's first row.
    pub above: u16,
}

impl From<Offset> for Anchor {
    fn from(at: Offset) -> Self {
        Self { at, above: 0 }
    }
}

/// What a line of the view is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A row of text.
    Text,
    /// A blank row above a block. Its span is empty, at the block's start.
    Gap,
    /// The one row that stands for so many folded blocks. Its span covers all of them.
    Folded { blocks: usize },
}

/// One line of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    /// The text it shows, with the white space that hangs at its end.
    pub span: Span,
    /// The block it is of; the first one of a folded run.
    pub block: usize,
    /// Blank cells before its text.
    pub indent: u16,
    /// Whether it is its block's first row of text.
    pub is_first: bool,
    /// Whether it is its block's last row of text.
    pub is_last: bool,
    /// How much its spaces are widened.
    pub stretch: Stretch,
    /// The anchor that makes it the top of a view.
    pub anchor: Anchor,
}

/// Where a place is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub line: Line,
    /// From the left edge of the pane. White space that hangs at the end of a row may lie at or
    /// past the width: draw a cursor there in the last cell, or in the margin.
    pub column: Column,
    /// Cells of the cluster there; 0 at the end of a block, where there is none, and of a line end that parts nothing.
    pub width: usize,
}

/// The rows of one document at one width. Forgets what was laid out last; call
/// [`Layout::clear`] when the text, a block or what is folded has changed.
#[derive(Debug, Clone)]
pub struct Layout {
    width: u16,
    justify: bool,
    cache: Cache,
}

impl Layout {
    /// A layout for a column of so many cells, at least 1.
    pub fn new(width: u16) -> Self {
        Self { width: width.max(1), justify: false, cache: Cache::default() }
    }

    pub fn width(&self) -> u16 {
        self.width
    }

    /// Takes another width. What was laid out is forgotten, nothing is laid out: the cost of a
    /// resize is that of the next window.
    pub fn set_width(&mut self, width: u16) {
        if self.width != width.max(1) {
            self.width = width.max(1);
            self.clear();
        }
    }

    /// Stretches rows to the width, or not: the last row of a block or of a line that is kept, verbatim and ragged ones never.
    /// Rows stay where they begin.
    pub fn justify(&mut self, justify: bool) {
        self.justify = justify;
    }

    /// Forgets what was laid out, but not what was counted.
    pub fn clear(&mut self) {
        self.cache.clear();
    }

    /// What was done since this layout was made.
    pub fn counters(&self) -> Counters {
        self.cache.counters
    }
}

#[cfg(test)]
mod tests;
