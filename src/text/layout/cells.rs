//! What stands in the cells of a line: from a line to its clusters and back, without a layout.

use super::stretch::{Gaps, Stretch};
use super::{Column, Line, LineKind, Offset, Place, Span};
use crate::text::grapheme::{self, Clusters};
use crate::text::joint;
use crate::text::visible::{Shown, shown};
use crate::text::wrap::{cells_at, is_space};

/// One cluster of a line and where it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The cluster's place in the text.
    pub span: Span,
    /// The first of its cells, from the left edge of the pane.
    pub column: Column,
    /// What to draw, safe for a terminal, and how many cells it takes. TAB is so many spaces; a line end that
    /// parts nothing has no cell.
    pub shown: Shown<'a>,
    /// Whether it is white space at the row's end, which may lie past the width and need not be
    /// drawn.
    pub hangs: bool,
}

/// The clusters of a line in order. None for a gap or folded line. Clip what begins at or past
/// the width; a wide cluster in a column of one cell reaches over it too.
pub fn cells<'a>(text: &'a str, line: &Line) -> Cells<'a> {
    let span = if line.kind == LineKind::Text { line.span } else { Span::default() };
    Cells {
        text,
        clusters: grapheme::clusters(text, span.start, span.end),
        ink: ink_end(text, span),
        indent: usize::from(line.indent),
        stretch: line.stretch,
        gaps: Gaps::default(),
        column: 0,
    }
}

/// See [`cells`].
#[derive(Debug, Clone)]
pub struct Cells<'a> {
    text: &'a str,
    clusters: Clusters<'a>,
    ink: usize,
    indent: usize,
    stretch: Stretch,
    gaps: Gaps,
    /// From where the text of the row begins.
    column: usize,
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cell<'a>;

    fn next(&mut self) -> Option<Cell<'a>> {
        let (at, cluster) = self.clusters.next()?;
        let mut shown = shown(cluster);
        if cluster == "\t" {
            shown.width = cells_at(cluster, self.column);
            shown.text = "    ".get(..shown.width).unwrap_or(" ").into();
        }
        if cluster == "\n" && joint::is_joint(self.text, at.0) {
            (shown.width, shown.text) = (0, "".into());
        }
        let hangs = at.0 >= self.ink;
        if !hangs && shown.width > 0 {
            let more = self.gaps.widened(self.stretch, cluster);
            if more > 0 {
                shown.width += more;
                shown.text = " ".repeat(shown.width).into();
            }
        }
        let column = Column(self.indent + self.column);
        self.column += shown.width;
        let span = Span::new(at.0, at.0 + cluster.len());
        Some(Cell { span, column, shown, hangs })
    }
}

/// Where a place is drawn on a line that shows it. A place inside a cluster counts as its start;
/// one outside the line as the line's nearest end; on gap and folded lines the column is the indent.
pub fn place_on(text: &str, line: &Line, at: Offset) -> Place {
    let mut place = Place { line: *line, column: Column(usize::from(line.indent)), width: 0 };
    for cell in cells(text, line) {
        place.column = cell.column;
        place.width = cell.shown.width;
        if at < cell.span.end {
            return place;
        }
    }
    place.column.0 += place.width;
    place.width = 0;
    place
}

/// The cluster at a column, or the nearest one to the left of it; the line's first for a column
/// in its indent. White space that hangs is hit only exactly: further right is the last cluster
/// that shows. On a gap or folded line: its start.
pub fn offset_on(text: &str, line: &Line, column: Column) -> Offset {
    let mut found = line.span.start;
    let mut shows = line.span.start;
    let mut end = usize::from(line.indent);
    for cell in cells(text, line) {
        if cell.column > column {
            return found;
        }
        end = cell.column.0 + cell.shown.width;
        found = cell.span.start;
        if !cell.hangs {
            shows = found;
        }
    }
    if column.0 < end { found } else { shows }
}

/// The last cluster of a line that shows, which `$` goes to; the line's start if none does.
pub fn last_on(text: &str, line: &Line) -> Offset {
    offset_on(text, line, Column(usize::MAX))
}

/// Where the white space at the end of a row begins.
fn ink_end(text: &str, span: Span) -> usize {
    let mut end = span.end;
    while end > span.start {
        let before = grapheme::prev(text, end);
        if !text.get(before.0..end.0).is_some_and(is_space) {
            break;
        }
        end = before;
    }
    end.0
}
