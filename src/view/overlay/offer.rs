//! What a path may be completed to, above the line that is typed into.

use ratatui::layout::Rect;

use super::sheet;
use crate::app::App;
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, names: &[String], skin: &Skin, pen: &mut Pen<'_>) {
    if names.is_empty() {
        return;
    }
    let body = app.panes.body;
    let height =
        (u16::try_from(names.len()).unwrap_or(u16::MAX).saturating_add(2)).clamp(3, (body.height / 2).max(3));
    let rect = Rect { y: body.bottom() - height, height, ..body };
    let shown = usize::from(height.saturating_sub(2));
    let title =
        if names.len() > shown { format!("{shown} of {} names", names.len()) } else { "Names".to_owned() };
    let inner = sheet(rect, &title, skin, pen);
    for (name, y) in names.iter().zip(inner.y..inner.bottom()) {
        pen.line(Rect { y, height: 1, ..inner }, name, skin.text());
    }
}
