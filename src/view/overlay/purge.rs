//! What is said before something is deleted for good.

use ratatui::layout::Rect;

use super::sheet;
use crate::app::App;
use crate::view::paint::{Pen, flow};
use crate::view::skin::Skin;

/// Rows of what is said at most.
const MOST: usize = 6;

pub fn draw(app: &App, what: &str, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let sentence = format!("It cannot be undone. What goes, with its annotations and notes: {what}.");
    let rows = flow(&sentence, body.width.saturating_sub(4), MOST).len();
    let height = (u16::try_from(rows).unwrap_or(0) + 2).min(body.height);
    let inner = sheet(Rect { y: body.bottom() - height, height, ..body }, "Delete for good", skin, pen);
    pen.flow(inner, &sentence, skin.text());
}
