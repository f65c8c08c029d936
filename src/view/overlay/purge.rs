//! What is said before something is deleted for good.

use ratatui::layout::Rect;

use super::sheet;
use crate::app::App;
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, what: &str, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let height = 6.min(body.height);
    let inner = sheet(Rect { y: body.bottom() - height, height, ..body }, "Delete for good", skin, pen);
    let sentence = format!("It cannot be undone. What goes, with its annotations and notes: {what}.");
    pen.flow(inner, &sentence, skin.text());
}
