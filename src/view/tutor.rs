//! The lesson of the tutor, below the screen that it is about.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Besides;
use super::paint::{Pen, flow};
use super::skin::Skin;
use crate::app::{App, Overlay, Prompt, Tutor, panes};

/// Rows that a lesson takes, where there is room.
const ROWS: u16 = 5;

/// Rows of a lesson on a screen of so many.
fn rows(of: u16) -> u16 {
    ROWS.min(of.saturating_sub(panes::LEAST.1))
}

/// Columns and rows left to the program on a screen of that size.
pub fn room(size: (u16, u16)) -> (u16, u16) {
    (size.0, size.1 - rows(size.1))
}

/// Draws the program and the lesson below it. Where there is no row for that, it stands in the line that says what
/// happened, while nothing did.
pub fn draw_taught(app: &App, tutor: &Tutor, area: Rect, buffer: &mut Buffer) -> Besides {
    let rows = rows(area.height);
    let above = Rect { height: area.height - rows, ..area };
    let besides = super::draw(app, above, buffer);
    let below = Rect { y: above.bottom(), height: rows, ..area };
    if rows > 0 {
        draw(app, tutor, below, buffer);
    } else if !is_spoken(app) && !panes::is_too_small((area.width, area.height)) {
        draw(app, tutor, Rect { y: area.bottom() - 2, height: 1, ..area }, buffer);
    }
    besides
}

/// Whether something is said above the keys.
fn is_spoken(app: &App) -> bool {
    let is_wrong = matches!(app.overlays.last(), Some(Overlay::Prompt(Prompt { mistake: Some(_), .. })));
    app.message.is_some() || is_wrong
}

/// Draws the lesson into the rows of `area`.
pub fn draw(app: &App, tutor: &Tutor, area: Rect, buffer: &mut Buffer) {
    let skin = Skin::new(app);
    let mut pen = Pen::new(buffer, area);
    pen.clear(area);
    let line = |n: u16| Rect { x: area.x + 1, y: area.y + n, width: area.width.saturating_sub(2), height: 1 };
    if area.height == 1 {
        pen.line(line(0), &tutor.brief(app), skin.accent());
        skin.lay_ground(buffer);
        return;
    }
    pen.fill(Rect { height: 1, ..area }, "─", skin.rule());
    let count = tutor.number().map_or_else(String::new, |(n, of)| format!("{n} of {of}  "));
    let head =
        [(" ", skin.text()), (&*count, skin.dim()), (tutor.title(), skin.accent()), (" ", skin.text())];
    pen.runs(Rect { x: area.x + 2, ..line(0) }, &head);
    let (width, rows) = (area.width.saturating_sub(2), usize::from(area.height) - 1);
    let mut text = flow(&tutor.text(app), width, rows + 1);
    if text.len() > rows {
        text = flow(&tutor.brief(app), width, rows);
    }
    for (n, text) in text.iter().enumerate() {
        pen.line(line(1 + u16::try_from(n).unwrap_or(0)), text, skin.text());
    }
    skin.lay_ground(buffer);
}
