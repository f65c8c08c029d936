//! Frames: what changed since the last one goes out in one write, inside a synchronized update.
//! ratatui's own `Terminal` is not used because its `clear` asks the terminal for the cursor.

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

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
        CrosstermBackend::new(&mut bytes).draw(changes)?;
        if let Some(Position { x, y }) = cursor {
            queue!(bytes, MoveTo(x, y), Show)?;
        }
        queue!(bytes, EndSynchronizedUpdate)?;
        (self.unknown, self.cursor) = (false, cursor);
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(bytes)
    }
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
