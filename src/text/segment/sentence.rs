//! Sentences of a block.
//!
//! The block is read in cells of [`CELL`] bytes counted from its start, and the ends found
//! in a cell depend on it and [`MARGIN`] bytes around it alone. So it makes no difference
//! from which place one asks. Where two cells running end no sentence (no prose does that),
//! the edge between them counts as an end, so that the work for a question has a bound.

use super::chars;
use super::cluster::{Cluster, MOST};
use super::rules;
use super::view::{self, cut};
use crate::text::{Offset, Span};

const CELL: usize = 8 * 1024;
const MARGIN: usize = 1024;

/// Between two sentences: where the one before ends and the next one starts, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Break {
    end: usize,
    start: usize,
}

/// Where sentences are looked for: a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub span: Span,
    /// A line feed ends a sentence, as between the rows of a table. Elsewhere it is a space.
    pub rows: bool,
}

impl From<Span> for Bounds {
    fn from(span: Span) -> Self {
        Self { span, rows: false }
    }
}

/// A block of a text, to be read cell by cell.
#[derive(Debug, Clone, Copy)]
struct Block<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    rows: bool,
}

impl<'a> Block<'a> {
    fn new(text: &'a str, bounds: impl Into<Bounds>) -> Self {
        let Bounds { span, rows } = bounds.into();
        let (start, end) = view::clamp(text, span);
        Self { text, start, end, rows }
    }

    /// The cell in which the byte lies.
    fn cell(&self, at: usize) -> usize {
        let guess = at.saturating_sub(self.start) / CELL;
        if guess > 0 && at < self.edge(guess) { guess - 1 } else { guess }
    }

    /// The byte at which the cell begins: behind white space if there is some near, so
    /// that an edge that has to count as an end cuts no word.
    fn edge(&self, cell: usize) -> usize {
        let raw = self.start + cell * CELL;
        if cell == 0 || raw >= self.end {
            return raw.min(self.end);
        }
        let at = view::ceil_cluster(self.text, raw, self.end);
        let near = view::ahead(self.text, at, self.end, 128);
        match near.find(char::is_whitespace) {
            Some(white) => view::skip_white(self.text, at + white, at + near.len()),
            None => at,
        }
    }

    /// The ends of sentences whose signs begin in the cell.
    fn found(&self, cell: usize) -> Vec<Break> {
        let (from, to) = (self.edge(cell), self.edge(cell + 1));
        let lo = view::floor(self.text, from.saturating_sub(MARGIN)).max(self.start);
        let slice = cut(self.text, lo, view::floor(self.text, to.saturating_add(MARGIN).min(self.end)));
        let mut breaks = Vec::new();
        let mut past = carried(slice, from - lo);
        for (at, c) in
            cut(slice, past, to - lo).char_indices().map(|(i, c)| (i + past, c)).collect::<Vec<_>>()
        {
            if at < past {
                continue;
            }
            let ends = if c == '\n' {
                (self.rows || rules::blank_line(slice, at))
                    .then(|| (at, view::skip_white(slice, at, slice.len())))
            } else if chars::end(c).is_some() || rules::greek_question(slice, at, c) {
                let Some(cluster) = Cluster::read(slice, at) else {
                    past = slice.len();
                    continue;
                };
                past = cluster.end.max(at + 1);
                rules::ends(&cluster, slice, lo == self.start).then_some((cluster.end, cluster.start))
            } else {
                None
            };
            if let Some((end, start)) = ends
                && lo + start < self.end
            {
                breaks.push(Break { end: lo + end, start: lo + start });
            }
        }
        breaks
    }

    /// All breaks of the cell: the start of the block, an edge that has to count, those found.
    fn breaks(&self, cell: usize) -> Vec<Break> {
        let mut breaks = self.found(cell);
        if cell == 0 {
            let near = view::ahead(self.text, self.start, self.end, MARGIN).len();
            let start = view::skip_white(self.text, self.start, self.start + near);
            breaks.insert(0, Break { end: self.start, start });
        } else if breaks.is_empty() && self.edge(cell) < self.end && self.found(cell - 1).is_empty() {
            let edge = self.edge(cell);
            breaks.push(Break { end: edge, start: edge });
        }
        breaks
    }

    /// The last break that starts a sentence at or before the byte.
    fn last(&self, at: usize) -> Option<Break> {
        let cell = self.cell(at);
        (cell.saturating_sub(3)..=cell)
            .rev()
            .find_map(|c| self.breaks(c).into_iter().rev().find(|b| b.start <= at))
    }

    /// The first break that starts a sentence behind the byte.
    fn first(&self, at: usize) -> Option<Break> {
        let cell = self.cell(at);
        // Signs that begin in the cell before may reach into this one.
        let back = usize::from(cell > 0 && at < self.edge(cell) + MARGIN + MOST);
        (cell - back..=cell + 3)
            .take_while(|&c| self.edge(c) < self.end)
            .find_map(|c| self.breaks(c).into_iter().find(|b| b.start > at))
    }
}

/// Where reading begins in a slice whose cell begins at `from`: behind signs that belong
/// to the cell before.
fn carried(slice: &str, from: usize) -> usize {
    let before = cut(slice, 0, from);
    let Some(run) = before.rfind(|c: char| c.is_alphanumeric() || c.is_whitespace()) else {
        return from;
    };
    let stop = cut(slice, run, from).char_indices().find(|&(_, c)| chars::end(c).is_some());
    match stop.map(|(i, _)| Cluster::read(slice, run + i)) {
        Some(Some(cluster)) => cluster.end.max(from),
        Some(None) => slice.len(),
        None => from,
    }
}

/// The sentence at the place, without white space around it. White space behind a sentence
/// belongs to it; white space before the first, to the first. Empty only if the window
/// holds nothing but white space.
pub fn sentence_at(text: &str, block: impl Into<Bounds>, at: Offset) -> Span {
    let block = Block::new(text, block);
    let mut at = at.0.clamp(block.start, block.end);
    if let Some(first) = block.breaks(0).first().filter(|b| b.start > at) {
        at = first.start;
    }
    if at == block.end && at > block.start {
        at = view::floor(text, at - 1);
    }
    let from = block.last(at).map_or(block.start, |b| b.start);
    let to = block.first(at).map_or(block.end, |b| b.end);
    // A block of which the next three cells hold no end is cut by an edge before.
    let span = view::trim(text, from.min(to), to);
    if span.is_empty() { Span { start: Offset(at), end: Offset(at) } } else { span }
}

/// Where the next sentence of the block starts, behind the place.
pub fn next_sentence(text: &str, block: impl Into<Bounds>, at: Offset) -> Option<Offset> {
    let block = Block::new(text, block);
    let next = block.first(at.0.max(block.start.saturating_sub(1)))?;
    Some(Offset(next.start))
}

/// Where the sentence at the place starts, or the one before if the place is its start.
pub fn prev_sentence(text: &str, block: impl Into<Bounds>, at: Offset) -> Option<Offset> {
    let block = Block::new(text, block);
    let before = at.0.min(block.end).checked_sub(1).filter(|&b| b >= block.start)?;
    block.last(before).map(|b| Offset(b.start))
}

/// All sentences of a block, in order, without white space around them, none empty.
/// Goes through the whole block, a cell at a time.
pub fn sentences(text: &str, block: impl Into<Bounds>) -> Sentences<'_> {
    let block = Block::new(text, block);
    Sentences { block, cell: 0, queue: Vec::new().into_iter(), from: block.start, done: false }
}

/// The sentences of a block: see [`sentences`].
#[derive(Debug)]
pub struct Sentences<'a> {
    block: Block<'a>,
    cell: usize,
    queue: std::vec::IntoIter<Break>,
    from: usize,
    done: bool,
}

impl Iterator for Sentences<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        while !self.done {
            let to = if let Some(b) = self.queue.next() {
                if b.start <= self.from && b.end <= self.from {
                    continue;
                }
                (b.end, b.start)
            } else if self.block.edge(self.cell) < self.block.end {
                self.queue = self.block.breaks(self.cell).into_iter();
                self.cell += 1;
                continue;
            } else {
                self.done = true;
                (self.block.end, self.block.end)
            };
            let span = view::trim(self.block.text, self.from.min(to.0), to.0);
            self.from = to.1.max(self.from);
            if !span.is_empty() {
                return Some(span);
            }
        }
        None
    }
}
