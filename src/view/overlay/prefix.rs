//! What may follow the keys pressed so far: a sheet above the bottom line, in as many columns as
//! there is room for.

use ratatui::layout::Rect;

use super::sheet;
use crate::app::App;
use crate::command::Chord;
use crate::text::grapheme;
use crate::view::paint::Pen;
use crate::view::pending::continuations;
use crate::view::skin::Skin;

/// Cells of a column that has room for a line on what a command does.
const WIDE: u16 = 36;
/// Cells of a column that has room for its name.
const NARROW: u16 = 17;

pub fn draw(app: &App, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let next = continuations(app);
    if next.is_empty() {
        return;
    }
    let keys = app.pending.typed();
    let title = format!("{} and then", Chord(keys));
    let widest = next.iter().map(|next| grapheme::str_width(&next.keys)).max().unwrap_or(0);
    let key_width = u16::try_from(widest).unwrap_or(u16::MAX).min(body.width / 2);
    let room = usize::from(body.height.saturating_sub(2)).max(1);
    let width = body.width.saturating_sub(4);
    let columns = |cells: u16| usize::from((width / (cells + key_width)).max(1)).min(next.len().max(1));
    // A line on each where they all have room, else their names.
    let (columns, named) = match columns(WIDE) {
        wide if next.len().div_ceil(wide) <= room => (wide, false),
        _ => (columns(NARROW), true),
    };
    let rows = next.len().div_ceil(columns).min(room);
    let height = u16::try_from(rows + 2).unwrap_or(body.height).min(body.height);
    let inner = sheet(Rect { y: body.bottom() - height, height, ..body }, &title, skin, pen);
    let cells = width / u16::try_from(columns).unwrap_or(1).max(1);
    for (i, next) in next.iter().enumerate().take(rows * columns) {
        let x = inner.x + u16::try_from(i / rows.max(1)).unwrap_or(0) * cells;
        let y = inner.y + u16::try_from(i % rows.max(1)).unwrap_or(0);
        pen.line(Rect { x, y, width: key_width, height: 1 }, &next.keys, skin.accent());
        let about = if named { &next.word } else { &next.about };
        let about_width = cells.saturating_sub(key_width + 3);
        pen.line(Rect { x: x + key_width + 1, y, width: about_width, height: 1 }, about, skin.text());
    }
}
