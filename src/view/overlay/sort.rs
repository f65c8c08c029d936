//! The menu of orders for the list.

use ratatui::layout::Rect;

use super::{chosen_row, scrolled, sheet};
use crate::app::{App, SortMenu, Spot};
use crate::view::list::order;
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, menu: SortMenu, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let now = app.list.listing.sort;
    let rows = SortMenu::rows(now);
    let height = (u16::try_from(rows.len()).unwrap_or(0) + 2).min(body.height);
    let title = format!("Sort (now {})", order(now));
    let inner = sheet(Rect { y: body.bottom() - height, height, ..body }, &title, skin, pen);
    let top = scrolled(menu.cursor, usize::from(inner.height), rows.len());
    for (i, (sort, y)) in rows.iter().skip(top).zip(inner.y..inner.bottom()).enumerate() {
        let line = Rect { y, height: 1, ..inner };
        pen.spot(line, || Spot::Row(top + i));
        if top + i == menu.cursor {
            chosen_row(line, skin, pen);
        }
        pen.line(line, order(*sort), skin.text());
    }
}
