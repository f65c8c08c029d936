//! The lesson of the tutor, below the screen that it is about.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{Pen, flow};
use super::skin::Skin;
use crate::app::{App, Tutor};

/// Draws the lesson into the rows of `area`.
pub fn draw(app: &App, tutor: &Tutor, area: Rect, buffer: &mut Buffer) {
    let skin = Skin::new(app);
    let mut pen = Pen::new(buffer, area);
    pen.clear(area);
    let line = |n: u16| Rect { x: area.x + 1, y: area.y + n, width: area.width.saturating_sub(2), height: 1 };
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
