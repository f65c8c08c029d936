//! The rows of a note: laid out by the geometry of articles, and only those that show. The widget
//! that is typed into wraps nothing, since it would wrap the whole note at every key.

use crate::text::layout::{
    self, Anchor, Blocks, Counters, Layout, LayoutBlock, Line, Source, last_on, offset_on, place_on,
};
use crate::text::{Column, Offset, Span};

/// A note as it is laid out in a window of so many cells and rows.
#[derive(Debug, Clone)]
pub struct Page {
    text: String,
    /// A line of the note each.
    blocks: Vec<LayoutBlock>,
    layout: Layout,
    top: Anchor,
    height: usize,
    /// The column that moves up and down keep to.
    goal: Option<Column>,
    lines: Vec<Line>,
    /// Where the cursor shows, from the corner of the window. In white space at the end of a full row
    /// it is one cell past it.
    cursor: (u16, u16),
}

impl Default for Page {
    fn default() -> Self {
        Self {
            text: String::new(),
            blocks: Vec::new(),
            // Until it is known how wide it shows, a line is a row.
            layout: Layout::new(u16::MAX),
            top: Anchor::default(),
            height: 1,
            goal: None,
            lines: Vec::new(),
            cursor: (0, 0),
        }
    }
}

impl Page {
    /// Takes the text as it is now.
    pub fn take(&mut self, text: String) {
        self.blocks = lines(&text, 0).collect();
        self.text = text;
        self.layout.clear();
    }

    /// Takes what stands in place of some text now. Reads the lines that it touches, and moves the others.
    pub fn put(&mut self, span: Span, text: &str) {
        let (first, last) = (self.blocks.at(span.start), self.blocks.at(span.end));
        let at = |line: usize| self.blocks.as_slice().get(line).map(|block| block.span);
        let (Some(from), Some(to)) = (at(first), at(last)) else { return };
        let (from, to) = (from.start.0, to.end.0);
        self.text.replace_range(span.start.0..span.end.0, text);
        for block in self.blocks.iter_mut().skip(last + 1) {
            block.span = Span::new(
                block.span.start.0 - span.len() + text.len(),
                block.span.end.0 - span.len() + text.len(),
            );
        }
        let touched = self.text.get(from..to - span.len() + text.len()).unwrap_or_default();
        self.blocks.splice(first..=last, lines(touched, from));
        self.layout.clear();
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of a place, and how many characters stand before it there.
    pub fn line_of(&self, place: Offset) -> Option<(usize, usize)> {
        let line = self.blocks.at(place);
        let before = self.text.get(self.line_start(line)?.0..place.0)?;
        Some((line, before.chars().count()))
    }

    /// Where a line begins.
    pub fn line_start(&self, line: usize) -> Option<Offset> {
        self.blocks.as_slice().get(line).map(|block| block.span.start)
    }

    /// Lays out a window of so many cells and rows that shows the cursor.
    pub fn prepare(&mut self, cursor: Offset, width: u16, height: u16) {
        self.height = usize::from(height.max(1));
        self.layout.set_width(width);
        let (top, height) = (self.top, self.height);
        self.top = self.ask(|layout, source| layout.fit(source, cursor, top, height, 0));
        let top = self.top;
        self.lines = self.ask(|layout, source| layout.lines(source, top, height));
        // A window that has grown has no rows to spare below while there are some above.
        if self.lines.len() < height {
            let above = height - self.lines.len();
            let top = self.ask(|layout, source| layout.up(source, top, above));
            self.top = top;
            self.lines = self.ask(|layout, source| layout.lines(source, top, height));
        }
        let row = self.lines.iter().rposition(|line| line.span.start <= cursor).unwrap_or(0);
        let column = self.lines.get(row).map_or(0, |line| place_on(&self.text, line, cursor).column.0);
        let near = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.cursor = (near(column).min(width), near(row));
    }

    /// By how many rows a page goes.
    pub fn rows(&self) -> isize {
        isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(isize::MAX)
    }

    /// The rows that show, from the top.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What stands in the cells of a row.
    pub fn cells(&self, line: &Line) -> layout::Cells<'_> {
        layout::cells(&self.text, line)
    }

    /// Column and row of the cursor in the window.
    pub fn cursor(&self) -> (u16, u16) {
        self.cursor
    }

    /// What was laid out since the note was opened.
    pub fn counters(&self) -> Counters {
        self.layout.counters()
    }

    /// The cursor was moved otherwise than up and down.
    pub fn forget_column(&mut self) {
        self.goal = None;
    }

    /// The place so many rows below, above if negative.
    pub fn rows_from(&mut self, at: Offset, rows: isize) -> Offset {
        let place = self.ask(|layout, source| layout.place(source, at));
        let goal = self.goal.or(place.map(|place| place.column)).unwrap_or_default();
        let to = self.ask(|layout, source| layout.move_rows(source, at, goal, rows));
        self.goal = Some(goal);
        match self.ask(|layout, source| layout.line_at(source, to)) {
            Some(line) if place.is_none_or(|place| place.line.span != line.span) => self.on(&line, goal),
            _ => at,
        }
    }

    /// The place in a cell of the window, or the nearest one on its row; `None` below the last row.
    pub fn pointed(&self, column: u16, row: u16) -> Option<Offset> {
        let line = self.lines.get(usize::from(row))?;
        Some(self.on(line, Column(usize::from(column))))
    }

    /// Unlike a reader's cursor, that of an editor may stand behind the last cluster of a line.
    fn on(&self, line: &Line, column: Column) -> Offset {
        let end = place_on(&self.text, line, line.span.end).column;
        match (column >= end, line.is_last) {
            (true, true) => line.span.end,
            (true, false) => {
                let space = self.cells(line).find(|cell| cell.hangs).map(|cell| cell.span.start);
                space.unwrap_or_else(|| last_on(&self.text, line))
            }
            _ => offset_on(&self.text, line, column),
        }
    }

    /// Moves the window by some rows; gives where the cursor is to be so that it stays in it.
    pub fn scroll(&mut self, cursor: Offset, rows: isize) -> Offset {
        let (top, height, n) = (self.top, self.height, rows.unsigned_abs());
        let (top, row) = self.ask(|layout, source| {
            let to = layout.scroll(source, top, rows, height);
            let row = layout.anchor_of(source, cursor);
            (to, layout.rows_between(source, to, row, 2 * height + n))
        });
        self.top = top;
        let height = isize::try_from(height).unwrap_or(isize::MAX);
        match row {
            Some(row) if row < 0 => self.rows_from(cursor, -row),
            Some(row) if row >= height => self.rows_from(cursor, height - 1 - row),
            _ => cursor,
        }
    }

    fn ask<R>(&mut self, ask: impl FnOnce(&mut Layout, Source<'_>) -> R) -> R {
        ask(&mut self.layout, Source { text: &self.text, blocks: &self.blocks })
    }
}

/// The lines of a text that begins at `at`.
fn lines(text: &str, mut at: usize) -> impl Iterator<Item = LayoutBlock> {
    text.split('\n').map(move |line| {
        let span = Span::new(at, at + line.len());
        at = span.end.0 + 1;
        LayoutBlock { span, ..LayoutBlock::default() }
    })
}
