//! Putting text into cells: clipped, and every foreign string made fit for a terminal.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::links::{Links, Target};
use crate::app::Spot;
pub use crate::text::flow;
use crate::text::{Offset, clipped, grapheme, head, shown, visible_line};

/// A stretch of text in one style.
pub type Run<'a> = (&'a str, Style);

/// Writes into an empty buffer, within an area. Of a wide cluster that is drawn over in part nothing stays.
#[derive(Debug)]
pub struct Pen<'b> {
    buffer: &'b mut Buffer,
    area: Rect,
    /// A wide cluster was drawn.
    wide: bool,
    /// What can be pointed at, in the order in which it is drawn; `None` unless that is asked for.
    spots: Option<Vec<(Rect, Spot)>>,
    links: Links,
    /// Where what keys act on stands, once that was drawn.
    here: Option<Position>,
}

impl<'b> Pen<'b> {
    pub fn new(buffer: &'b mut Buffer, area: Rect) -> Self {
        let area = area.intersection(buffer.area);
        Self { buffer, area, wide: false, spots: None, links: Links::default(), here: None }
    }

    /// Notes what can be pointed at from now on.
    #[must_use]
    pub fn noting(mut self) -> Self {
        self.spots = Some(Vec::new());
        self
    }

    /// What is drawn in a rectangle can be pointed at.
    pub fn spot(&mut self, rect: Rect, spot: impl FnOnce() -> Spot) {
        if let Some(spots) = &mut self.spots {
            spots.push((rect, spot()));
        }
    }

    /// What keys act on is drawn here; the first of its places counts.
    pub fn here(&mut self, at: Position) {
        self.here.get_or_insert(at);
    }

    /// A sheet begins over what was drawn: rows below it are no rows of its own, and keys act on none of them.
    pub fn cover(&mut self, rect: Rect) {
        self.here = None;
        if let Some(spots) = &mut self.spots {
            for (_, spot) in spots.iter_mut().filter(|(_, spot)| matches!(spot, Spot::Row(_))) {
                *spot = Spot::Sheet;
            }
            spots.push((rect, Spot::Sheet));
        }
    }

    /// What can be pointed at in a cell: the last that was drawn there.
    pub fn spot_at(self, cell: Position) -> Option<Spot> {
        self.spots?.into_iter().rev().find(|(rect, _)| rect.contains(cell)).map(|(_, spot)| spot)
    }

    /// The links that were drawn, and where what keys act on stands.
    pub fn into_drawn(self) -> (Links, Option<Position>) {
        (self.links, self.here)
    }

    /// Where the cells of [`Pen::lead`] are to lead, if a terminal may be told of it.
    pub fn target(&mut self, address: &str) -> Option<Target> {
        self.links.target(self.buffer, address)
    }

    /// Cells that were drawn are a link from now on.
    pub fn lead(&mut self, rect: Rect, target: Target) {
        for position in rect.intersection(self.area).positions() {
            self.links.set(position.x, position.y, Some(target));
        }
    }

    /// Cells that were drawn are a link to an address, if a terminal may be told of it.
    pub fn link(&mut self, rect: Rect, address: &str) {
        if let Some(target) = self.target(address) {
            self.lead(rect, target);
        }
    }

    /// Makes sure that no wide cluster lies across the left edge of a cell: what is left of one is blank.
    fn part(&mut self, x: u16, y: u16) {
        if !self.wide {
            return;
        }
        let is_rest =
            |buffer: &Buffer, x: u16| buffer.cell((x, y)).is_some_and(|cell| cell.symbol().is_empty());
        if !is_rest(self.buffer, x) {
            return;
        }
        let first = (self.buffer.area.x..x).rev().find(|x| !is_rest(self.buffer, *x)).unwrap_or(x);
        let end = (x..self.buffer.area.right()).find(|x| !is_rest(self.buffer, *x));
        for x in first..end.unwrap_or(self.buffer.area.right()) {
            if let Some(cell) = self.buffer.cell_mut((x, y)) {
                cell.set_symbol(" ");
            }
        }
    }

    /// The buffer itself, for widgets that draw on their own.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// One cluster in `width` cells at a place, if they lie in the area.
    pub fn cluster(&mut self, x: u16, y: u16, text: &str, width: u16, style: Style) {
        let (area, right) = (self.area, x.saturating_add(width.max(1)));
        if x < area.left() || right > area.right() || y < area.top() || y >= area.bottom() {
            return;
        }
        self.part(x, y);
        self.part(right, y);
        self.wide |= width > 1;
        self.links.set(x, y, None);
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(text).set_style(style);
        }
        for x in x + 1..right {
            self.links.set(x, y, None);
            if let Some(cell) = self.buffer.cell_mut((x, y)) {
                // The rest of a wide cluster: nothing of its own is drawn there.
                cell.set_symbol("").set_style(style);
            }
        }
    }

    /// Brings what a widget drew on its own to the pen's ways: the rest of a wide cluster is empty.
    pub fn settle(&mut self, rect: Rect) {
        for position in rect.intersection(self.area).positions() {
            let width = self.buffer.cell(position).map_or(0, |cell| grapheme::str_width(cell.symbol()));
            self.wide |= width > 1;
            for x in (position.x + 1..rect.right()).take(width.saturating_sub(1)) {
                if let Some(cell) = self.buffer.cell_mut((x, position.y)) {
                    cell.set_symbol("");
                }
            }
        }
    }

    /// Text on the first row of `rect`, clipped with `…`. Returns the cells that it took.
    pub fn line(&mut self, rect: Rect, text: &str, style: Style) -> u16 {
        self.runs(rect, &[(text, style)])
    }

    /// The same, cut after a word as [`clipped`] does where there is no room for all of it.
    pub fn words(&mut self, rect: Rect, text: &str, style: Style) -> u16 {
        self.line(rect, &in_words(text, usize::from(rect.width)), style)
    }

    /// Several runs on the first row of `rect`, clipped with `…`. Returns the cells that they took.
    pub fn runs(&mut self, rect: Rect, runs: &[Run<'_>]) -> u16 {
        let mut x = rect.x;
        for (i, (text, style)) in runs.iter().enumerate() {
            let room = usize::from(rect.right().saturating_sub(x));
            // A cluster that shows takes a cell, so this is more than fits, whatever the length.
            let text = visible_line(head(text, (room + 1) * 64));
            let more = runs.iter().skip(i + 1).any(|(text, _)| !text.is_empty());
            let whole = grapheme::clip(&text, room);
            let cut = whole.len() < text.len() || (more && grapheme::str_width(whole) == room);
            let part = if cut { grapheme::clip(&text, room.saturating_sub(1)) } else { whole };
            for (_, cluster) in grapheme::clusters(part, Offset(0), Offset(part.len())) {
                let drawn = shown(cluster);
                let width = u16::try_from(drawn.width).unwrap_or(1);
                if x + width > rect.right() {
                    break;
                }
                self.cluster(x, rect.y, &drawn.text, width, *style);
                x += width;
            }
            if cut {
                if x < rect.right() {
                    self.cluster(x, rect.y, "…", 1, *style);
                    x += 1;
                }
                break;
            }
        }
        x.saturating_sub(rect.x)
    }

    /// Empties cells of what was drawn below.
    pub fn clear(&mut self, rect: Rect) {
        let rect = rect.intersection(self.area);
        for y in rect.top()..rect.bottom() {
            self.part(rect.left(), y);
            self.part(rect.right(), y);
        }
        for position in rect.positions() {
            self.links.set(position.x, position.y, None);
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
            }
        }
    }

    /// The same sign in every cell.
    pub fn fill(&mut self, rect: Rect, sign: &str, style: Style) {
        for y in rect.top()..rect.bottom() {
            for x in rect.left()..rect.right() {
                self.cluster(x, y, sign, 1, style);
            }
        }
    }

    /// A style over cells, whatever stands there.
    pub fn style(&mut self, rect: Rect, style: Style) {
        self.buffer.set_style(rect.intersection(self.area), style);
    }

    /// Text flowed into the rows of `rect` by words. Returns the rows that it took.
    pub fn flow(&mut self, rect: Rect, text: &str, style: Style) -> u16 {
        let rows = flow(text, rect.width, usize::from(rect.height));
        for (i, row) in rows.iter().enumerate() {
            let y = rect.y + u16::try_from(i).unwrap_or(0);
            self.line(Rect::new(rect.x, y, rect.width, 1), row, style);
        }
        u16::try_from(rows.len()).unwrap_or(rect.height)
    }
}

/// Bytes to leave off at the start of a line of input, whole clusters, so that the end of what
/// stands before its cursor shows in `room` cells.
pub fn left_off(before: &str, room: usize) -> usize {
    before.len() - grapheme::clip_start(before, room).len()
}

/// What shows of a text in so many cells, cut after a word where it has no room.
pub fn in_words(text: &str, cells: usize) -> Cow<'_, str> {
    if grapheme::str_width(text) <= cells {
        return text.into();
    }
    format!("{}…", clipped(text, cells.saturating_sub(1))).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(buffer: &Buffer) -> Vec<&str> {
        buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn a_wide_cluster_that_is_drawn_over_in_part_goes_whole() {
        let area = Rect::new(0, 0, 6, 1);
        for (rect, left) in [
            (Rect::new(1, 0, 2, 1), [" ", "+", "+", " ", "漢", ""]),
            (Rect::new(0, 0, 1, 1), ["+", " ", "字", "", "漢", ""]),
            (Rect::new(2, 0, 3, 1), ["漢", "", "+", "+", "+", " "]),
            (Rect::new(2, 0, 2, 1), ["漢", "", "+", "+", "漢", ""]),
        ] {
            let mut buffer = Buffer::empty(area);
            let mut pen = Pen::new(&mut buffer, area);
            pen.line(area, "漢字漢", Style::new());
            pen.fill(rect, "+", Style::new());
            assert_eq!(row(&buffer), left, "{rect:?}");
            let mut buffer = Buffer::empty(area);
            let mut pen = Pen::new(&mut buffer, area);
            pen.line(area, "漢字漢", Style::new());
            pen.clear(rect);
            assert_eq!(row(&buffer), left.map(|symbol| if symbol == "+" { " " } else { symbol }), "{rect:?}");
        }
    }

    #[test]
    fn words_are_cut_after_one() {
        assert_eq!(in_words("The ferry sank", 14), "The ferry sank");
        assert_eq!(in_words("The ferry sank", 13), "The ferry…");
        assert_eq!(in_words("The incomprehensible", 13), "The incompre…");
        let area = Rect::new(0, 0, 10, 1);
        let mut buffer = Buffer::empty(area);
        Pen::new(&mut buffer, area).words(area, "The ferry sank", Style::new());
        assert_eq!(row(&buffer).concat(), "The ferry…");
    }

    #[test]
    fn a_line_is_clipped_by_cells_and_cannot_drive_the_terminal() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        Pen::new(&mut buffer, Rect::new(0, 0, 6, 1)).line(Rect::new(0, 0, 6, 1), "漢字漢字", Style::new());
        let row: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(row, "漢字… ");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        Pen::new(&mut buffer, Rect::new(0, 0, 9, 9)).line(
            Rect::new(0, 0, 6, 1),
            "\u{1b}[2J\u{202e}x",
            Style::new(),
        );
        let row: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(row, "␛[2J⇚x");
    }
}
