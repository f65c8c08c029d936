//! A table as lines of text, one a row, its columns aligned by cells.

use pulldown_cmark::Alignment;
use unicode_width::UnicodeWidthStr;

use super::super::builder::Piece;
use super::inline::Line;
use crate::model::{BlockKind, Inline};
use crate::text::Span;

/// Columns are padded to this many cells at most; longer cells run on.
const WIDEST: usize = 48;
/// Spaces between columns.
const GAP: usize = 2;

#[derive(Debug)]
pub(in crate::import) struct Table {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<(String, Vec<Inline>)>>,
}

impl Table {
    pub(in crate::import) fn new(alignments: Vec<Alignment>) -> Self {
        Self { alignments, rows: Vec::new() }
    }

    pub(in crate::import) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(in crate::import::markdown) fn cell(&mut self, line: Line) {
        let (text, inlines) = line.finish();
        self.words(&text, inlines);
    }

    /// Adds a cell of these words.
    pub(in crate::import) fn words(&mut self, text: &str, inlines: Vec<Inline>) {
        // A line end within a cell would end its row; both are one byte, so styles keep their places.
        let text = text.replace(['\n', '\t'], " ");
        if let Some(row) = self.rows.last_mut() {
            row.push((text, inlines));
        }
    }

    /// The block of the table.
    pub(in crate::import) fn finish(self, level: u8) -> Piece {
        let widths = self.widths();
        let mut piece = Piece::new(BlockKind::Table, level, "");
        for row in self.rows {
            let last = row.iter().rposition(|(text, _)| !text.is_empty()).unwrap_or_default();
            let mut owed = 0;
            for (column, (text, inlines)) in row.into_iter().enumerate().take(last + 1) {
                let width = widths.get(column).copied().unwrap_or_default();
                let missing = width.saturating_sub(text.width());
                let (before, after) = match self.alignments.get(column) {
                    Some(Alignment::Right) => (missing, 0),
                    Some(Alignment::Center) => (missing / 2, missing - missing / 2),
                    _ => (0, missing),
                };
                piece.text.extend(std::iter::repeat_n(' ', owed + before));
                let start = piece.text.len();
                piece.text.push_str(&text);
                piece.inlines.extend(inlines.into_iter().map(|inline| Inline {
                    span: Span::new(inline.span.start.0 + start, inline.span.end.0 + start),
                    ..inline
                }));
                owed = after + GAP;
            }
            piece.text.push('\n');
        }
        piece
    }

    /// Cells of each column; none where padding would make much more of the table than was there.
    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut widths = vec![0; columns];
        let mut bytes = 0;
        for row in &self.rows {
            for (width, (text, _)) in widths.iter_mut().zip(row) {
                bytes += text.len() + 1;
                *width = text.width().min(WIDEST).max(*width);
            }
        }
        let padded = widths.iter().sum::<usize>().saturating_mul(self.rows.len());
        if padded > bytes.saturating_mul(16).max(64 << 10) { vec![0; columns] } else { widths }
    }
}
