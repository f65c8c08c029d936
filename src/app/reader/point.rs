//! The text under the pointer, and the wheel.

use ratatui::layout::{Position, Rect};

use super::{By, Reader, Selection};
use crate::text::layout::{self, Layout, Line, LineKind};
use crate::text::{Column, Offset, Span, segment};

impl Reader {
    /// The cluster that is drawn in a cell, or the nearest on its row: the first for the gutter, the
    /// last for what lies right of the text. Above and below the window it is that of its first and
    /// last row; between paragraphs that of the row above. `None` where no text shows.
    pub fn place_at(&self, cell: Position, column: Rect) -> Option<Offset> {
        let row = usize::from(cell.y.saturating_sub(column.y));
        let shows = |line: &&Line| line.kind == LineKind::Text;
        let line =
            self.lines.iter().take(row + 1).rev().find(shows).or_else(|| self.lines.iter().find(shows))?;
        let at = Column(usize::from(cell.x.saturating_sub(column.x)));
        Some(layout::offset_on(self.text(), line, at))
    }

    /// Puts the cursor on a place that shows, and nothing moves for it.
    pub fn point(&mut self, at: Offset) {
        self.put_cursor(at);
        self.stay();
    }

    /// The text stays where it is at the next draw, however near the edge the cursor is.
    pub fn stay(&mut self) {
        self.pointed = true;
    }

    /// Selects by character from a place to another, the cursor on that; both belong to it.
    pub fn select_between(&mut self, from: Offset, to: Offset) {
        self.point(to);
        self.selection = Some(Selection { from, by: By::Character, changing: None });
    }

    /// The word under the cursor.
    pub fn word(&self) -> Span {
        let block = self.document.blocks.get(self.document.block_at(self.cursor));
        let word = block.and_then(|b| segment::object_word(self.text(), b.span, self.cursor, false));
        word.unwrap_or_default()
    }

    /// Scrolls by rows; the cursor stays in the window, and keeps its column where it has to move.
    /// Whether it could.
    pub fn scroll(&mut self, rows: usize, down: bool) -> bool {
        let (before, height, margin) = (self.top, self.height, self.margin);
        let goal = self.goal.unwrap_or_else(|| self.column());
        let (cursor, top) = (self.cursor, self.top);
        let rows = isize::try_from(rows).unwrap_or(isize::MAX);
        let (top, lines) = self.with(|layout, source| {
            let top = layout.scroll(source, top, if down { rows } else { -rows }, height);
            (top, layout.lines(source, top, height))
        });
        if top == before {
            self.stay();
            return false;
        }
        let is_first = self.with(Layout::first) == top;
        let first = if is_first { 0 } else { margin };
        let end = lines.len().saturating_sub(if lines.len() < height { 0 } else { margin });
        let shown = |from: usize, to: usize| {
            let kept = lines.iter().skip(from).take(to.saturating_sub(from));
            kept.filter(|line| line.kind == LineKind::Text)
        };
        let inside = shown(first, end).any(|line| line.span.contains(cursor));
        let row = if down { shown(first, end).next() } else { shown(0, end).next_back() };
        if let (false, Some(row)) = (inside, row) {
            let at = layout::offset_on(self.text(), row, goal);
            self.put_cursor(at);
            self.goal = Some(goal);
        }
        (self.top, self.lines) = (top, lines);
        true
    }
}
