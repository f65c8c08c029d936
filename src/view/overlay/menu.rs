//! The export menu.

use ratatui::layout::Rect;

use super::{chosen_row, sheet};
use crate::app::{App, Menu, Spot};
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, menu: &Menu, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let height = (u16::try_from(menu.choices.len()).unwrap_or(0) + 2).min(body.height);
    let inner = sheet(Rect { y: body.bottom() - height, height, ..body }, "Export", skin, pen);
    for (i, choice) in menu.choices.iter().enumerate().take(usize::from(inner.height)) {
        let line = Rect { y: inner.y + u16::try_from(i).unwrap_or(0), height: 1, ..inner };
        pen.spot(line, || Spot::Row(i));
        if i == menu.cursor {
            chosen_row(line, skin, pen);
        }
        pen.line(line, &choice.label, skin.text());
    }
}
