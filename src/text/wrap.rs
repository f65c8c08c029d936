//! One block, or a piece of one, and a width: where its rows begin.
//!
//! Flowing text is broken where UAX #14 allows it, greedily; what is too long for a row is broken
//! between clusters. White space at the end of a row hangs: it belongs to the row and takes none
//! of its room, and a line end that parts nothing has none anywhere. Verbatim text keeps its spaces and is broken
//! hard. Rows are places, no strings: row `i` reaches from one start to the next.

mod breaks;

use super::{Offset, Span, grapheme, joint, visible};
use breaks::{is_plain_ascii, may_break};

/// Cells between tab stops, counted from where the text of a row begins.
pub const TAB: usize = 4;

/// How a stretch of text is to be laid out. All measures in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Room for the text of the first row, without its indent; at least 1. With `breaks`, for that of the
    /// first row of each line but for `runs_on`.
    pub first: usize,
    /// Room for the text of the other rows, without their indent; at least 1.
    pub rest: usize,
    /// LF ends a row (verse, tables) instead of being a space.
    pub breaks: bool,
    /// With `breaks`: the first row of a line has the room of the others, but for the first line.
    pub runs_on: bool,
    /// LF ends a row, spaces are kept, rows are broken wherever they are full.
    pub verbatim: bool,
}

/// The starts of the rows of a stretch, at least one; the first is the stretch's own start.
/// Rows cover the stretch without a gap: row `i` ends where row `i + 1` begins.
/// O(bytes of the stretch).
pub fn wrap(text: &str, span: Span, shape: Shape) -> Vec<usize> {
    let end = span.end.0.min(text.len());
    let mut rows = Rows { starts: vec![span.start.0], first: 1, shape };
    if !shape.breaks && !shape.verbatim {
        rows.flow(text, span.start.0, end);
        return rows.starts;
    }
    let mut at = span.start.0;
    while at < end {
        let rest = text.as_bytes().get(at..end).unwrap_or_default();
        let line_end = memchr::memchr(b'\n', rest).map_or(end, |lf| at + lf + 1);
        if at > span.start.0 {
            rows.starts.push(at);
        }
        if shape.breaks && !shape.runs_on {
            rows.first = rows.starts.len();
        }
        if shape.verbatim {
            rows.hard(text, at, line_end);
        } else {
            rows.flow(text, at, line_end);
        }
        at = line_end;
    }
    rows.starts
}

/// Cells of one cluster at a column counted from where the row's text begins.
/// TAB reaches to the next multiple of [`TAB`]; LF is a space.
pub fn cells_at(cluster: &str, column: usize) -> usize {
    if cluster == "\t" { TAB - column % TAB } else { visible::cells(cluster) }
}

/// Whether a cluster is white space that may hang at the end of a row.
pub fn is_space(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    chars.next().is_some_and(is_space_char) && chars.next().is_none() || cluster == "\r\n"
}

fn is_space_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
}

/// The rows so far, the last of them open.
struct Rows {
    starts: Vec<usize>,
    /// The number of the row, from 1, that the indent of the first is for.
    first: usize,
    shape: Shape,
}

impl Rows {
    /// Cells the open row has for text.
    fn room(&self) -> usize {
        if self.starts.len() == self.first { self.shape.first.max(1) } else { self.shape.rest.max(1) }
    }

    fn flow(&mut self, text: &str, start: usize, end: usize) {
        let bytes = text.as_bytes().get(start..end).unwrap_or_default();
        if is_plain_ascii(bytes) {
            self.flow_ascii(bytes, start);
        } else {
            self.flow_any(text, start, end);
        }
    }

    /// One byte, one cell: looks only at the end of each row.
    fn flow_ascii(&mut self, bytes: &[u8], base: usize) {
        let space = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\n'));
        let mut row = 0;
        loop {
            let full = row + self.room();
            let mut next = full;
            while space(next) {
                next += 1;
            }
            if next >= bytes.len() {
                return;
            }
            // White space that starts before the row is full reaches to here, or there is none.
            if !(next > row && (space(next - 1) || next == full) && may_break(bytes, next)) {
                let fits = (row + 1..=full).rev().find(|&at| !space(at) && may_break(bytes, at));
                next = fits.unwrap_or(full);
            }
            self.starts.push(base + next);
            row = next;
        }
    }

    /// Any script: from one break opportunity to the next.
    fn flow_any(&mut self, text: &str, start: usize, end: usize) {
        let mut column = 0;
        let mut from = start;
        for to in breaks::opportunities(text, start, end) {
            let mut measured = measure(text, from, to, column);
            if measured.ink > self.room() && column > 0 {
                self.starts.push(from);
                measured = measure(text, from, to, 0);
            }
            if measured.ink > self.room() {
                column = self.cut(text, from, measured.ink_end, 0);
                column = measure(text, measured.ink_end, to, column).full;
            } else {
                column = measured.full;
            }
            from = to;
        }
    }

    /// Breaks a stretch that has no break opportunity, or may be broken anywhere, between
    /// clusters where rows are full. Takes and gives the column that is reached.
    fn cut(&mut self, text: &str, from: usize, to: usize, mut column: usize) -> usize {
        for (at, cluster) in grapheme::clusters(text, Offset(from), Offset(to)) {
            let mut width = cells_at(cluster, column);
            if column > 0 && column + width > self.room() {
                self.starts.push(at.0);
                width = cells_at(cluster, 0);
                column = 0;
            }
            column += width;
        }
        column
    }

    /// A verbatim line; its LF takes no room.
    fn hard(&mut self, text: &str, start: usize, end: usize) {
        let line = text.get(start..end).unwrap_or_default();
        let ink = start + line.strip_suffix("\r\n").or(line.strip_suffix('\n')).unwrap_or(line).len();
        self.cut(text, start, ink, 0);
    }
}

/// What a stretch takes from a column on.
struct Measured {
    /// The column after the last cluster that is not white space.
    ink: usize,
    /// The byte there.
    ink_end: usize,
    /// The column after everything.
    full: usize,
}

/// Cells of one cluster of a text as [`cells_at`]; none for a line end that parts nothing.
fn cells_in(text: &str, at: Offset, cluster: &str, column: usize) -> usize {
    if cluster == "\n" && joint::is_joint(text, at.0) { 0 } else { cells_at(cluster, column) }
}

fn measure(text: &str, from: usize, to: usize, column: usize) -> Measured {
    let mut measured = Measured { ink: column, ink_end: from, full: column };
    for (at, cluster) in grapheme::clusters(text, Offset(from), Offset(to)) {
        measured.full += cells_in(text, at, cluster, measured.full);
        if !is_space(cluster) {
            measured.ink = measured.full;
            measured.ink_end = at.0 + cluster.len();
        }
    }
    measured
}

#[cfg(test)]
mod tests;
