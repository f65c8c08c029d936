//! The note editor, beside the text: in the place of the sidebar, or of the lower half of the screen.

use ratatui::layout::{Position, Rect};

use super::sheet;
use crate::app::{App, NoteEditor};
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, note: &NoteEditor, skin: &Skin, pen: &mut Pen<'_>) {
    let rect = app.panes.note(note.corrects());
    let inner = sheet(rect, if note.corrects() { "Correct the text" } else { "Note" }, skin, pen);
    pen.words(Rect { height: 1, ..inner }, &note.title, skin.dim());
    let inside = app.panes.note_inside(note.corrects());
    for (line, y) in note.page().lines().iter().zip(inside.y..inside.bottom()) {
        for cell in note.page().cells(line) {
            let room = usize::from(inside.width).saturating_sub(cell.column.0);
            let (Ok(column), Ok(width)) = (u16::try_from(cell.column.0), u16::try_from(cell.shown.width))
            else {
                break;
            };
            if cell.shown.width > room {
                // White space may hang over the edge, and nothing stands behind it.
                break;
            }
            let style = if cell.shown.sign { skin.text().patch(skin.dim()) } else { skin.text() };
            pen.cluster(inside.x + column, y, &cell.shown.text, width, style);
        }
    }
    if let Some(cursor) = cursor(app, note) {
        pen.style(Rect { x: cursor.x, y: cursor.y, width: 1, height: 1 }, skin.cursor());
    }
}

pub fn cursor(app: &App, note: &NoteEditor) -> Option<Position> {
    let inside = app.panes.note_inside(note.corrects());
    let (column, row) = note.page().cursor();
    // Behind a full row it stands in the margin.
    let position = Position::new(inside.x + column, inside.y + row);
    let reached = Rect { width: inside.width + 1, ..inside };
    reached.intersection(app.panes.body).contains(position).then_some(position)
}
