//! A theme's passages counted by article, by publication and by month, with bars to compare them by.

use ratatui::layout::Rect;

use super::{airy, chosen_row, midst, scrolled, sheet};
use crate::app::{App, Spot, Tally, TallyRow};
use crate::text::grapheme;
use crate::view::paint::Pen;
use crate::view::skin::Skin;

/// Cells of the longest bar, and of a count with the space behind it.
const BAR: u16 = 16;
const COUNT: u16 = 6;

/// A row of the sheet.
enum Line<'a> {
    Heading(&'static str),
    Row(usize, &'a TallyRow),
    Blank,
}

pub fn draw(app: &App, tally: &Tally, skin: &Skin, pen: &mut Pen<'_>) {
    let theme = app.theme(tally.theme);
    let path = theme.map_or("the theme", |theme| theme.path.as_str());
    let title = match theme.map_or(0, |theme| theme.annotations) {
        1 => format!("{path}: 1 passage counted"),
        n => format!("{path}: {n} passages counted"),
    };
    let column = midst(airy(sheet(app.panes.body, &title, skin, pen)), app.prefs.measure + 16);
    if tally.rows.is_empty() {
        let none = "No passage is tagged with this theme yet. Enter on a sentence tags it.".to_owned();
        let text = tally.waiting.sentence().unwrap_or(none);
        let style = if tally.waiting.trouble.is_some() { skin.error() } else { skin.dim() };
        pen.flow(Rect { y: column.y + 1, height: column.height.saturating_sub(1), ..column }, &text, style);
        return;
    }
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut at = 0;
    for (i, row) in tally.rows.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|before| tally.rows.get(before));
        if before.is_none_or(|before| before.of.heading() != row.of.heading()) {
            if before.is_some() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Heading(row.of.heading()));
        }
        if i == tally.cursor {
            at = lines.len();
        }
        lines.push(Line::Row(i, row));
    }
    let most = tally.rows.iter().map(|row| row.passages).max().unwrap_or(1).max(1);
    let color = theme.map(|theme| theme.color.as_str());
    let fit = usize::from(column.height);
    // The heading of the first rows shows with them.
    let first = if at < fit { 0 } else { scrolled(at, fit, lines.len()) };
    for (n, line) in lines.iter().skip(first).take(fit).enumerate() {
        let rect = Rect { y: column.y + u16::try_from(n).unwrap_or(0), height: 1, ..column };
        match line {
            Line::Blank => {}
            Line::Heading(heading) => {
                pen.line(rect, heading, skin.heading());
            }
            Line::Row(i, row) => {
                pen.spot(rect, || Spot::Row(*i));
                let chosen = tally.cursor == *i;
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
                let style = if chosen { skin.text() } else { skin.tie(color) };
                pen.line(Rect { x: rect.right().saturating_sub(bar), width: bar, ..rect }, &cells, style);
            }
        }
    }
}
