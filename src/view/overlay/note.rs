//! The note editor, beside the text: in the place of the sidebar, or of the lower half of the screen.

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::sheet;
use crate::app::{App, NoteEditor};
use crate::view::paint::Pen;
use crate::view::skin::Skin;

/// The part of the sheet that is typed into: below the title and the words the note is on.
fn inside(app: &App) -> Rect {
    let rect = app.panes.note();
    Rect {
        x: rect.x + 2,
        y: rect.y + 2,
        width: rect.width.saturating_sub(4),
        height: rect.height.saturating_sub(3),
    }
}

pub fn draw(app: &App, note: &NoteEditor, skin: &Skin, pen: &mut Pen<'_>) {
    let inner = sheet(app.panes.note(), if note.corrects() { "Text" } else { "Note" }, skin, pen);
    pen.line(Rect { height: 1, ..inner }, &note.title, skin.dim());
    let inside = inside(app).intersection(app.panes.body);
    (&note.area).render(inside, pen.buffer());
    pen.settle(inside);
}

pub fn cursor(app: &App, note: &NoteEditor) -> Option<Position> {
    let inside = inside(app);
    let at = note.area.screen_cursor();
    let scrolled = note.area.scroll_offset();
    let row = at.row.checked_sub(usize::from(scrolled.0))?;
    let column = at.col.checked_sub(usize::from(scrolled.1))?;
    let position = Position::new(inside.x + u16::try_from(column).ok()?, inside.y + u16::try_from(row).ok()?);
    inside.contains(position).then_some(position)
}
