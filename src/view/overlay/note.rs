//! The note editor, beside the text: in the place of the sidebar, or of the lower half of the screen.

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::sheet;
use crate::app::{App, NoteEditor};
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, note: &NoteEditor, skin: &Skin, pen: &mut Pen<'_>) {
    let inner = sheet(app.panes.note(), if note.corrects() { "Text" } else { "Note" }, skin, pen);
    pen.line(Rect { height: 1, ..inner }, &note.title, skin.dim());
    let inside = app.panes.note_inside().intersection(app.panes.body);
    (&note.area).render(inside, pen.buffer());
    pen.settle(inside);
}

pub fn cursor(app: &App, note: &NoteEditor) -> Option<Position> {
    let inside = app.panes.note_inside();
    let at = note.area.screen_cursor();
    let scrolled = note.area.scroll_offset();
    let row = at.row.checked_sub(usize::from(scrolled.0))?;
    let column = at.col.checked_sub(usize::from(scrolled.1))?;
    let position = Position::new(inside.x + u16::try_from(column).ok()?, inside.y + u16::try_from(row).ok()?);
    inside.contains(position).then_some(position)
}
