//! A table out of its rows of text, whose columns stand below each other: where two cells or more are blank in
//! every row, a column ends. One whose cells run on has no such places, and is shown as it is.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::Span;

/// Blank cells that part columns.
const GAP: usize = 2;
/// Cells of a row that are looked at; a table with longer ones is shown as it is.
const WIDEST: usize = 4_000;

/// The cells of each row, in bytes of the text, without the blanks around them; `None` where there are no
/// columns to be told.
pub(super) fn cells(text: &str, table: Span) -> Option<Vec<Vec<Span>>> {
    let rows = rows(text, table);
    let columns = columns(text, &rows)?;
    (columns.len() > 1).then(|| rows.iter().map(|row| split(text, *row, &columns)).collect())
}

fn rows(text: &str, table: Span) -> Vec<Span> {
    let mut at = table.start.0;
    let lines = table.of(text).split('\n').map(|line| {
        let row = Span::new(at, at + line.len());
        at += line.len() + 1;
        row
    });
    lines.collect()
}

/// The cells of the grid in which each column begins and ends.
fn columns(text: &str, rows: &[Span]) -> Option<Vec<(usize, usize)>> {
    let mut taken: Vec<bool> = Vec::new();
    for row in rows {
        let mut cell = 0;
        for cluster in row.of(text).graphemes(true) {
            let width = cluster.width();
            if !cluster.trim().is_empty() {
                let end = cell + width.max(1);
                if end > WIDEST {
                    return None;
                }
                if taken.len() < end {
                    taken.resize(end, false);
                }
                taken.get_mut(cell..end)?.fill(true);
            }
            cell += width;
        }
    }
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (cell, _) in taken.iter().enumerate().filter(|(_, taken)| **taken) {
        match columns.last_mut() {
            Some((_, end)) if cell - *end < GAP => *end = cell + 1,
            _ => columns.push((cell, cell + 1)),
        }
    }
    Some(columns)
}

fn split(text: &str, row: Span, columns: &[(usize, usize)]) -> Vec<Span> {
    let mut cells = vec![Span::new(row.end.0, row.end.0); columns.len()];
    let (mut cell, mut column, mut at) = (0, 0, row.start.0);
    for cluster in row.of(text).graphemes(true) {
        if !cluster.trim().is_empty() {
            while columns.get(column).is_some_and(|(_, end)| *end <= cell) {
                column += 1;
            }
            if let Some(slot) = cells.get_mut(column) {
                let start = if slot.is_empty() { at } else { slot.start.0 };
                *slot = Span::new(start, at + cluster.len());
            }
        }
        cell += cluster.width();
        at += cluster.len();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<Vec<Vec<&str>>> {
        let cells = cells(text, Span::new(0, text.len()))?;
        Some(cells.into_iter().map(|row| row.into_iter().map(|cell| cell.of(text)).collect()).collect())
    }

    #[test]
    fn columns_are_where_every_row_is_blank() {
        assert_eq!(
            shown("Year   Ships  Note\n2016      12\n漢字       9  two words").unwrap(),
            [vec!["Year", "Ships", "Note"], vec!["2016", "12", ""], vec!["漢字", "9", "two words"]]
        );
        assert_eq!(shown("one cell that runs on\nand another"), None);
        assert_eq!(shown("a  b\nccccccc"), None);
        assert_eq!(shown(&format!("a  b\n{}  c", "x".repeat(WIDEST))), None);
    }
}
