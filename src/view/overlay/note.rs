//! The note editor, beside the text: in the place of the sidebar, or of the lower half of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::sheet;
use crate::app::{App, NoteEditor};
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, note: &NoteEditor, skin: &Skin, pen: &mut Pen<'_>) {
    let rect = app.panes.note(note.corrects());
    let inner = sheet(rect, if note.corrects() { "Correct the text" } else { "Note" }, skin, pen);
    pen.line(Rect { height: 1, ..inner }, &note.title, skin.dim());
    let inside = inside(app, note);
    (&note.area).render(inside, pen.buffer());
    for y in hanging(pen.buffer(), inside) {
        hang(pen.buffer(), inside, y);
    }
    pen.settle(inside);
}

fn inside(app: &App, note: &NoteEditor) -> Rect {
    app.panes.note_inside(note.corrects()).intersection(app.panes.body)
}

/// Rows that begin with the space that parts them from the full row above. The editor leaves it
/// there; a reader takes it for an indent.
fn hanging(buffer: &Buffer, inside: Rect) -> Vec<u16> {
    let blank = |x: u16, y: u16| buffer.cell((x, y)).is_none_or(|cell| cell.symbol() == " ");
    let below = inside.y.saturating_add(1)..inside.bottom();
    below
        .filter(|y| {
            let full = !blank(inside.right().saturating_sub(1), y - 1);
            inside.width > 2 && full && blank(inside.x, *y) && !blank(inside.x + 1, *y)
        })
        .collect()
}

/// Takes the space at the beginning of a row away.
fn hang(buffer: &mut Buffer, inside: Rect, y: u16) {
    for x in inside.x..inside.right() {
        let next = buffer.cell((x + 1, y)).filter(|_| x + 1 < inside.right()).cloned().unwrap_or_default();
        if let Some(cell) = buffer.cell_mut((x, y)) {
            *cell = next;
        }
    }
}

pub fn cursor(app: &App, note: &NoteEditor) -> Option<Position> {
    let inside = inside(app, note);
    let at = note.area.screen_cursor();
    let scrolled = note.area.scroll_offset();
    let row = at.row.checked_sub(usize::from(scrolled.0))?;
    let column = at.col.checked_sub(usize::from(scrolled.1))?;
    let position = Position::new(inside.x + u16::try_from(column).ok()?, inside.y + u16::try_from(row).ok()?);
    if !inside.contains(position) {
        return None;
    }
    let mut scratch = Buffer::empty(inside);
    (&note.area).render(inside, &mut scratch);
    // On the space itself it stands where the row begins.
    let shift = u16::from(hanging(&scratch, inside).contains(&position.y));
    Some(Position { x: position.x.saturating_sub(shift).max(inside.x), ..position })
}
