//! Frames: what changed since the last one goes out in one write, inside a synchronized update.
//! ratatui's own `Terminal` is not used because its `clear` asks the terminal for the cursor.

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::text::grapheme;

/// The cells that the terminal shows and those that it is to show.
#[derive(Debug, Default)]
pub struct Screen {
    shown: Buffer,
    next: Buffer,
    /// Where the terminal shows its cursor.
    cursor: Option<Position>,
    /// What the terminal shows is not known: the next frame clears it and draws every cell.
    unknown: bool,
}

impl Screen {
    /// A screen of that many columns and rows, of which nothing is known.
    pub fn new(size: (u16, u16)) -> Self {
        let mut screen = Self::default();
        screen.resize(size);
        screen
    }

    /// Another size. The next frame draws every cell.
    pub fn resize(&mut self, size: (u16, u16)) {
        let area = Rect::new(0, 0, size.0, size.1);
        self.shown = Buffer::empty(area);
        self.next = Buffer::empty(area);
        self.unknown = true;
    }

    /// Forgets what the terminal shows.
    pub fn forget(&mut self) {
        self.shown.reset();
        self.unknown = true;
    }

    /// The bytes that turn what is shown into what `draw` draws: none where it is the same. `draw`
    /// says where the cursor is to be seen, if anywhere. The area is the whole screen.
    pub fn frame(&mut self, draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<Vec<u8>> {
        self.next.reset();
        let area = self.next.area;
        let cursor = draw(area, &mut self.next).filter(|at| area.contains(*at));
        let mut changes = self.shown.diff_iter(&self.next).peekable();
        let mut bytes = Vec::new();
        if !self.unknown && cursor == self.cursor && changes.peek().is_none() {
            return Ok(bytes);
        }
        queue!(bytes, BeginSynchronizedUpdate, Hide)?;
        if self.unknown {
            queue!(bytes, Clear(ClearType::All))?;
        }
        write_cells(&mut bytes, &self.next, changes)?;
        if let Some(Position { x, y }) = cursor {
            queue!(bytes, MoveTo(x, y), Show)?;
        }
        queue!(bytes, EndSynchronizedUpdate)?;
        (self.unknown, self.cursor) = (false, cursor);
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(bytes)
    }
}

type Change<'a> = (u16, u16, &'a Cell);

/// Writes what changed. From the first cluster on that the terminal may take for wider or narrower
/// than it is here, all of its row: what such a cluster spilled over, or left bare, is drawn again.
fn write_cells<'a>(
    bytes: &mut Vec<u8>,
    next: &'a Buffer,
    changes: impl Iterator<Item = Change<'a>>,
) -> io::Result<()> {
    let mut plain = Vec::new();
    let mut row_done = None;
    for change in changes {
        let (x, y, cell) = change;
        if row_done == Some(y) {
            continue;
        }
        if !grapheme::is_doubtful(cell.symbol()) {
            plain.push(change);
            continue;
        }
        flush(bytes, &mut plain)?;
        rest_of_row(bytes, next, x, y)?;
        row_done = Some(y);
    }
    flush(bytes, &mut plain)
}

/// Every cell of a row from a column on. A doubtful cluster goes on blank cells, and what follows
/// it is put where it belongs.
fn rest_of_row(bytes: &mut Vec<u8>, next: &Buffer, from: u16, y: u16) -> io::Result<()> {
    let mut plain = Vec::new();
    for x in from..next.area.right() {
        let Some(cell) = next.cell((x, y)) else { break };
        // The rest of a wide cluster.
        if cell.symbol().is_empty() {
            continue;
        }
        if !grapheme::is_doubtful(cell.symbol()) {
            plain.push((x, y, cell));
            continue;
        }
        flush(bytes, &mut plain)?;
        let mut blank = cell.clone();
        blank.set_symbol(" ");
        let cells = u16::try_from(grapheme::width(cell.symbol())).unwrap_or(1);
        let blanks = (x..x.saturating_add(cells).min(next.area.right())).map(|x| (x, y, &blank));
        flush(bytes, &mut blanks.collect())?;
        flush(bytes, &mut vec![(x, y, cell)])?;
    }
    flush(bytes, &mut plain)
}

/// Writes cells, the first after a jump to its place, and forgets them.
fn flush(bytes: &mut Vec<u8>, cells: &mut Vec<Change<'_>>) -> io::Result<()> {
    if cells.is_empty() {
        return Ok(());
    }
    CrosstermBackend::new(bytes).draw(cells.drain(..))
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn frame(screen: &mut Screen, text: &str, cursor: Option<(u16, u16)>) -> String {
        let draw = |_, buffer: &mut Buffer| {
            buffer.set_string(0, 0, text, Style::new());
            cursor.map(Position::from)
        };
        String::from_utf8(screen.frame(draw).expect("bytes")).expect("text")
    }

    #[test]
    fn only_what_changed_goes_out_and_nothing_where_nothing_did() {
        let mut screen = Screen::new((9, 2));
        let first = frame(&mut screen, "abc", None);
        assert!(first.starts_with("\x1b[?2026h") && first.ends_with("\x1b[?2026l"), "{first:?}");
        assert!(first.contains("\x1b[2J") && first.contains("abc"), "{first:?}");
        assert_eq!(frame(&mut screen, "abc", None), "");
        let second = frame(&mut screen, "abd", None);
        assert!(second.contains('d') && !second.contains('a') && !second.contains("\x1b[2J"), "{second:?}");
        screen.forget();
        let third = frame(&mut screen, "abd", None);
        assert!(third.contains("\x1b[2J") && third.contains("abd"), "{third:?}");
    }

    #[test]
    fn the_cursor_shows_where_it_is_wanted_and_inside() {
        let mut screen = Screen::new((9, 2));
        frame(&mut screen, "abc", None);
        assert!(frame(&mut screen, "abc", Some((2, 1))).contains("\x1b[2;3H\x1b[?25h"));
        assert_eq!(frame(&mut screen, "abc", Some((2, 1))), "");
        let hidden = frame(&mut screen, "abc", Some((9, 1)));
        assert!(hidden.contains("\x1b[?25l") && !hidden.contains("\x1b[?25h"), "{hidden:?}");
    }
}
