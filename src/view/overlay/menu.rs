//! The export menu.

use ratatui::layout::Rect;

use super::{chosen_row, more, scrolled, sheet};
use crate::app::{App, Menu, Spot};
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, menu: &Menu, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let height = (u16::try_from(menu.choices.len()).unwrap_or(0) + 2).min(body.height);
    let inner = sheet(Rect { y: body.bottom() - height, height, ..body }, "Export", skin, pen);
    let first = scrolled(menu.cursor, usize::from(inner.height), menu.choices.len());
    more(inner, menu.choices.len().saturating_sub(first + usize::from(inner.height)), skin, pen);
    let shown = menu.choices.iter().enumerate().skip(first).take(usize::from(inner.height));
    for ((i, choice), y) in shown.zip(inner.y..) {
        let line = Rect { y, height: 1, ..inner };
        pen.spot(line, || Spot::Row(i));
        if i == menu.cursor {
            chosen_row(line, skin, pen);
        }
        pen.line(line, &choice.label, skin.text());
    }
}
