//! From row to row: the steps all else is made of.

use super::cache::Starts;
use super::{
    Anchor, Column, Layout, LayoutBlock, Line, LineKind, Offset, Place, Source, Span, Stretch, cells,
    offset_on, pieces, place_on,
};
use crate::text::wrap::{Shape, wrap};

/// A row of the view by number: `block` is the first of its run if it is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pos {
    pub block: usize,
    pub piece: usize,
    pub row: usize,
    pub above: u16,
}

impl Pos {
    /// Orders rows from the top of the document down.
    pub fn key(self) -> (usize, usize, usize, std::cmp::Reverse<u16>) {
        (self.block, self.piece, self.row, std::cmp::Reverse(self.above))
    }
}

impl Layout {
    /// The lines of a window of `n` rows whose top is `from`; fewer at the end of the document.
    pub fn lines(&mut self, source: Source, from: Anchor, n: usize) -> Vec<Line> {
        let mut lines = Vec::with_capacity(n.min(1024));
        let mut pos = self.pos(source, from);
        while let Some(here) = pos.filter(|_| lines.len() < n) {
            lines.push(self.line(source, here));
            pos = self.below(source, here);
        }
        lines
    }

    /// The anchor of the row that shows a place.
    pub fn anchor_of(&mut self, source: Source, at: Offset) -> Anchor {
        self.pos(source, at.into()).map_or(Anchor::default(), |pos| self.anchor(source, pos))
    }

    /// The top row of the document: a blank one if the first block has a gap.
    pub fn first(&mut self, source: Source) -> Anchor {
        let above = if source.blocks.is_empty() { 0 } else { source.blocks.get(0).gap };
        let at = if source.blocks.is_empty() { Offset(0) } else { source.blocks.get(0).span.start };
        Anchor { at, above }
    }

    /// The bottom row of the document.
    pub fn last(&mut self, source: Source) -> Anchor {
        self.anchor_of(source, Offset(usize::MAX))
    }

    /// `n` rows up from a row, blank and folded rows counted; the first row at most. O(n).
    pub fn up(&mut self, source: Source, from: Anchor, n: usize) -> Anchor {
        self.step(source, from, n, Self::above)
    }

    /// `n` rows down from a row, blank and folded rows counted; the last row at most. O(n).
    pub fn down(&mut self, source: Source, from: Anchor, n: usize) -> Anchor {
        self.step(source, from, n, Self::below)
    }

    /// The line that shows a place, whether text or folded; nothing in an empty document.
    pub fn line_at(&mut self, source: Source, at: Offset) -> Option<Line> {
        let pos = self.pos(source, at.into())?;
        Some(self.line(source, pos))
    }

    /// Where a place is drawn; nothing in an empty document.
    pub fn place(&mut self, source: Source, at: Offset) -> Option<Place> {
        let line = self.line_at(source, at)?;
        Some(place_on(source.text, &line, at))
    }

    /// The place `rows` rows of text below (above, if negative) another, as near as may be to the
    /// goal column. Blank and folded rows are passed over and not counted; where no row of text is
    /// left it stays on the last one. Keep the goal while only rows change: it is the column of
    /// [`Layout::place`], or `Column(usize::MAX)` after `$`. O(rows).
    pub fn move_rows(&mut self, source: Source, at: Offset, goal: Column, rows: isize) -> Offset {
        let step = if rows < 0 { Self::above } else { Self::below };
        let Some(mut pos) = self.pos(source, at.into()) else { return at };
        let mut left = rows.unsigned_abs();
        let mut landed = None;
        while left > 0 {
            let Some(next) = step(self, source, pos) else { break };
            pos = next;
            if pos.above == 0 && !source.blocks.get(pos.block).folded {
                landed = Some(pos);
                left -= 1;
            }
        }
        let Some(landed) = landed else { return at };
        let line = self.line(source, landed);
        offset_on(source.text, &line, goal)
    }

    /// The first cluster of the row that shows a place.
    pub fn row_start(&mut self, source: Source, at: Offset) -> Offset {
        self.line_at(source, at).map_or(at, |line| line.span.start)
    }

    /// The last cluster that shows of the row that shows a place.
    pub fn row_end(&mut self, source: Source, at: Offset) -> Offset {
        self.line_at(source, at).map_or(at, |line| cells::last_on(source.text, &line))
    }

    fn step(
        &mut self,
        source: Source,
        from: Anchor,
        n: usize,
        step: fn(&mut Self, Source, Pos) -> Option<Pos>,
    ) -> Anchor {
        let Some(mut pos) = self.pos(source, from) else { return from };
        for _ in 0..n {
            match step(self, source, pos) {
                Some(next) => pos = next,
                None => break,
            }
        }
        self.anchor(source, pos)
    }

    /// The row an anchor means at this width; nothing in an empty document.
    pub(super) fn pos(&mut self, source: Source, anchor: Anchor) -> Option<Pos> {
        let last = source.blocks.len().checked_sub(1)?;
        let mut block = source.blocks.at(anchor.at).min(last);
        let mut shape = source.blocks.get(block);
        let (mut piece, mut row) = (0, 0);
        if shape.folded {
            block = source.blocks.folded_run(block).0;
            shape = source.blocks.get(block);
        } else {
            piece = pieces::at(source.text, &shape, anchor.at);
            let starts = self.starts(source, block, piece);
            row = starts.partition_point(|&start| start <= anchor.at.0).saturating_sub(1);
        }
        let above = if (piece, row) == (0, 0) { anchor.above.min(shape.gap) } else { 0 };
        Some(Pos { block, piece, row, above })
    }

    pub(super) fn anchor(&mut self, source: Source, pos: Pos) -> Anchor {
        Anchor { at: self.row_span(source, pos).start, above: pos.above }
    }

    pub(super) fn below(&mut self, source: Source, pos: Pos) -> Option<Pos> {
        if pos.above > 0 {
            return Some(Pos { above: pos.above - 1, ..pos });
        }
        let shape = source.blocks.get(pos.block);
        let next = if shape.folded {
            source.blocks.folded_run(pos.block).1
        } else {
            if pos.row + 1 < self.starts(source, pos.block, pos.piece).len() {
                return Some(Pos { row: pos.row + 1, ..pos });
            }
            if pos.piece + 1 < pieces::count(&shape) {
                return Some(Pos { piece: pos.piece + 1, row: 0, ..pos });
            }
            pos.block + 1
        };
        let gap = (next < source.blocks.len()).then(|| source.blocks.get(next).gap)?;
        Some(Pos { block: next, piece: 0, row: 0, above: gap })
    }

    pub(super) fn above(&mut self, source: Source, pos: Pos) -> Option<Pos> {
        if pos.row > 0 {
            return Some(Pos { row: pos.row - 1, ..pos });
        }
        if pos.piece > 0 {
            let piece = pos.piece - 1;
            return Some(Pos { piece, row: self.starts(source, pos.block, piece).len() - 1, ..pos });
        }
        if pos.above < source.blocks.get(pos.block).gap {
            return Some(Pos { above: pos.above + 1, ..pos });
        }
        let before = pos.block.checked_sub(1)?;
        let shape = source.blocks.get(before);
        if shape.folded {
            return Some(Pos { block: source.blocks.folded_run(before).0, piece: 0, row: 0, above: 0 });
        }
        let piece = pieces::count(&shape) - 1;
        Some(Pos { block: before, piece, row: self.starts(source, before, piece).len() - 1, above: 0 })
    }

    pub(super) fn line(&mut self, source: Source, pos: Pos) -> Line {
        let shape = source.blocks.get(pos.block);
        let span = self.row_span(source, pos);
        let anchor = Anchor { at: span.start, above: pos.above };
        let is_first = (pos.piece, pos.row) == (0, 0);
        let mut line = Line {
            kind: LineKind::Text,
            span,
            block: pos.block,
            indent: 0,
            is_first,
            is_last: false,
            stretch: Stretch::default(),
            anchor,
        };
        if pos.above > 0 {
            line.kind = LineKind::Gap;
            line.span.end = span.start;
            line.is_first = false;
        } else if shape.folded {
            let (first, end) = source.blocks.folded_run(pos.block);
            line.kind = LineKind::Folded { blocks: end - first };
            line.is_last = true;
        } else {
            // Where lines are kept, each begins as the first does, and hangs where it is wrapped.
            let begins = is_first || begins_line(source.text, &shape, span.start);
            line.indent = self.indent(if begins { shape.first } else { shape.hang });
            line.is_last = span.end >= shape.span.end && {
                let rows = self.starts(source, pos.block, pos.piece).len();
                pos.row + 1 == rows && pos.piece + 1 == pieces::count(&shape)
            };
            let ends_line = line.is_last || (shape.breaks && span.of(source.text).ends_with('\n'));
            if self.justify && !ends_line && !shape.verbatim && !shape.ragged {
                line.stretch = Stretch::of(source.text, &line, self.width);
            }
        }
        line
    }

    /// The text of a row; of all its blocks for a folded one.
    fn row_span(&mut self, source: Source, pos: Pos) -> Span {
        let shape = source.blocks.get(pos.block);
        if shape.folded {
            let last = source.blocks.folded_run(pos.block).1 - 1;
            return Span { start: shape.span.start, end: source.blocks.get(last).span.end };
        }
        let starts = self.starts(source, pos.block, pos.piece);
        let start = starts.get(pos.row).copied().unwrap_or(shape.span.start.0);
        let end = match starts.get(pos.row + 1) {
            Some(&next) => next,
            None => pieces::span(source.text, &shape, pos.piece).end.0,
        };
        Span::new(start, end)
    }

    /// An indent that leaves half of a narrow column for the text.
    fn indent(&self, wanted: u16) -> u16 {
        wanted.min(self.width / 2)
    }

    /// The rows of a block's piece, laid out if they are not at hand.
    fn starts(&mut self, source: Source, block: usize, piece: usize) -> Starts {
        if let Some(starts) = self.cache.get((block, piece)) {
            return starts;
        }
        let shape: LayoutBlock = source.blocks.get(block);
        let span = pieces::span(source.text, &shape, piece);
        let room = |indent| usize::from(self.width - self.indent(indent));
        let rest = room(shape.hang);
        let begins = piece == 0 || begins_line(source.text, &shape, span.start);
        let first = if begins { room(shape.first) } else { rest };
        let LayoutBlock { breaks, verbatim, runs_on, .. } = shape;
        let shape = Shape { first, rest, breaks, runs_on, verbatim };
        let starts: Starts = wrap(source.text, span, shape).into();
        self.cache.put((block, piece), &starts, span.len());
        starts
    }
}

/// Whether a line that begins as its block does begins at a place.
fn begins_line(text: &str, shape: &LayoutBlock, at: Offset) -> bool {
    let is_line = at.0 == 0 || text.as_bytes().get(at.0 - 1) == Some(&b'\n');
    shape.breaks && !shape.runs_on && is_line
}
