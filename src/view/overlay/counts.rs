//! A theme's passages counted by article, by publication and by month, with bars to compare them by.

use ratatui::layout::Rect;

use super::{chosen_row, headed, page, scrolled, told};
use crate::app::{App, CountRow, Counts, Sheet, Spot, Survey};
use crate::model::Theme;
use crate::model::stats::Counted;
use crate::text::grapheme;
use crate::view::paint::Pen;
use crate::view::skin::Skin;

/// Cells of the longest bar, and of a count with the space behind it.
const BAR: u16 = 16;
const COUNT: u16 = 6;

/// The parts of the sheet: what heads each, and what one of its rows is called.
const PARTS: [(&str, &str); 3] =
    [("By article", "article"), ("By publication", "publication"), ("By month", "month")];

/// A row of the sheet.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Heading(&'static str),
    /// Index among the rows.
    Row(usize),
    /// So many are left out of a part.
    Left(usize, &'static str),
    Blank,
}

/// A part that has rows.
struct Part {
    /// Its first line, which is its heading.
    line: usize,
    /// Its first row, how many it has, and how many are left out.
    first: usize,
    rows: usize,
    left: usize,
    /// The passages of the row that has most: the bars of each part have a scale of their own.
    most: u64,
    /// What heads it, and what one of its rows is called.
    names: (&'static str, &'static str),
}

/// How the lines of the parts follow each other, without the lines: of very many rows only those that
/// show are looked at.
struct Laid {
    parts: Vec<Part>,
    len: usize,
}

impl Laid {
    fn of(counts: &Counts) -> Self {
        let part = |row: &CountRow| match row.of {
            Counted::Article(_) => 0,
            Counted::Publication(_) => 1,
            Counted::Month(_) => 2,
        };
        let (mut parts, mut len) = (Vec::new(), 0);
        for (n, (names, left)) in PARTS.into_iter().zip(counts.left).enumerate() {
            let first = counts.all.partition_point(|row| part(row) < n);
            let rows = counts.all.partition_point(|row| part(row) <= n) - first;
            if rows > 0 {
                len += usize::from(len > 0);
                let most = counts.all.iter().skip(first).take(rows).map(|row| row.passages).max();
                parts.push(Part { line: len, first, rows, left, most: most.unwrap_or(1).max(1), names });
                len += 1 + rows + usize::from(left > 0);
            }
        }
        Self { parts, len }
    }

    fn line(&self, at: usize) -> Line {
        let after = self.parts.partition_point(|part| part.line <= at);
        let Some(part) = after.checked_sub(1).and_then(|last| self.parts.get(last)) else {
            return Line::Blank;
        };
        match at - part.line {
            0 => Line::Heading(part.names.0),
            n if n <= part.rows => Line::Row(part.first + n - 1),
            n if n == part.rows + 1 && part.left > 0 => Line::Left(part.left, part.names.1),
            _ => Line::Blank,
        }
    }

    /// The part of a row.
    fn part(&self, row: usize) -> Option<&Part> {
        let after = self.parts.partition_point(|part| part.first <= row);
        after.checked_sub(1).and_then(|last| self.parts.get(last))
    }

    /// The line of a row.
    fn line_of(&self, row: usize) -> usize {
        self.part(row).map_or(0, |part| part.line + 1 + row - part.first)
    }

    /// What the longest bar below a heading stands for.
    fn scale(&self, heading: usize) -> String {
        let part = self.parts.iter().find(|part| part.line == heading);
        part.map_or_else(String::new, |part| format!("longest bar: {}", part.most))
    }

    /// The scale of the bar of a row.
    fn most(&self, row: usize) -> u64 {
        self.part(row).map_or(1, |part| part.most)
    }
}

pub fn draw(app: &App, of: &Sheet, counts: &Counts, skin: &Skin, pen: &mut Pen<'_>) {
    let theme = match of.survey {
        Survey::Counts { theme } => app.theme(theme),
        _ => None,
    };
    let path = theme.map_or(of.name.as_str(), |theme| theme.path.as_str());
    let counted = match theme.map(|theme| theme.annotations) {
        None => String::new(),
        Some(1) => ": 1 passage counted".to_owned(),
        Some(n) => format!(": {n} passages counted"),
    };
    let title = headed(("", path, &counted), app.panes.body.width);
    let column = page(app, &title, skin, pen);
    let none = "No passage is tagged with this theme yet. Enter on a sentence tags it.";
    let Some(column) = told(&of.waiting, counts.all.is_empty().then_some(none), column, skin, pen) else {
        return;
    };
    let laid = Laid::of(counts);
    let at = laid.line_of(counts.cursor);
    let fit = usize::from(column.height);
    // The heading of the first rows shows with them.
    let first = if at < fit { 0 } else { scrolled(at, fit, laid.len) };
    for (n, at) in (first..laid.len).take(fit).enumerate() {
        let rect = Rect { y: column.y + u16::try_from(n).unwrap_or(0), height: 1, ..column };
        match laid.line(at) {
            Line::Blank => {}
            Line::Heading(heading) => {
                pen.line(rect, heading, skin.heading());
                // It stands for something else in each part.
                let scale = laid.scale(at);
                let width = u16::try_from(scale.len()).unwrap_or(0).min(rect.width / 2);
                pen.line(Rect { x: rect.right() - width, width, ..rect }, &scale, skin.dim());
            }
            Line::Left(left, one) => {
                let s = if left == 1 { "" } else { "s" };
                let below = Rect { x: rect.x + COUNT, width: rect.width.saturating_sub(COUNT), ..rect };
                pen.line(below, &format!("and {left} more {one}{s} with as many or fewer"), skin.dim());
            }
            Line::Row(i) => {
                if let Some(row) = counts.all.get(i) {
                    pen.spot(rect, || Spot::Row(i));
                    draw_row(row, counts.cursor == i, (theme, laid.most(i)), rect, skin, pen);
                }
            }
        }
    }
}

/// `most`: the passages of the row of its part that has most.
fn draw_row(
    row: &CountRow,
    chosen: bool,
    (theme, most): (Option<&Theme>, u64),
    rect: Rect,
    skin: &Skin,
    pen: &mut Pen<'_>,
) {
    if chosen {
        chosen_row(rect, skin, pen);
    }
    let count = row.passages.to_string();
    let width = u16::try_from(grapheme::str_width(&count)).unwrap_or(0);
    let right = rect.x + COUNT - 2;
    let number = Rect { x: right.saturating_sub(width), width, ..rect };
    pen.line(number, &count, if chosen { skin.text() } else { skin.dim() });
    let bar = BAR.min(rect.width / 4);
    let room = rect.width.saturating_sub(COUNT + bar + 2);
    pen.line(Rect { x: rect.x + COUNT, width: room, ..rect }, &row.name, skin.text());
    let long = (row.passages * u64::from(bar)).div_ceil(most).min(u64::from(bar));
    let cells = "━".repeat(usize::try_from(long).unwrap_or(0));
    let style = if chosen { skin.text() } else { skin.tie(theme.map(|theme| theme.color.as_str())) };
    pen.line(Rect { x: rect.right().saturating_sub(bar), width: bar, ..rect }, &cells, style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    #[test]
    fn lines_follow_from_the_numbers_of_rows() {
        let row = |of, passages| CountRow { of, name: String::new(), passages };
        let mut all: Vec<CountRow> = (0..3).map(|n| row(Counted::Article(ArticleId(n)), 1)).collect();
        all.push(row(Counted::Month(None), 9));
        let laid = Laid::of(&Counts { all, left: [4, 0, 0], cursor: 0 });
        let lines: Vec<Line> = (0..laid.len).map(|at| laid.line(at)).collect();
        let wanted = [
            Line::Heading("By article"),
            Line::Row(0),
            Line::Row(1),
            Line::Row(2),
            Line::Left(4, "article"),
            Line::Blank,
            Line::Heading("By month"),
            Line::Row(3),
        ];
        assert_eq!(lines, wanted);
        assert_eq!((0..4).map(|row| laid.line_of(row)).collect::<Vec<_>>(), [1, 2, 3, 7]);
        // Bars are compared within their part.
        assert_eq!((0..4).map(|row| laid.most(row)).collect::<Vec<_>>(), [1, 1, 1, 9]);
        assert_eq!((laid.scale(0), laid.scale(6)), ("longest bar: 1".into(), "longest bar: 9".into()));
        let none = Laid::of(&Counts::default());
        assert_eq!((none.len, none.line(0), none.line_of(0)), (0, Line::Blank, 0));
    }
}
