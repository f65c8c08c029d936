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

    /// The bytes that turn what is shown into what `draw` draws; `draw` says where the cursor is
    /// to be seen, if anywhere. The area is the whole screen.
    pub fn frame(&mut self, draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<Vec<u8>> {
        self.next.reset();
        let cursor = draw(self.next.area, &mut self.next);
        let mut bytes = Vec::new();
        queue!(bytes, BeginSynchronizedUpdate, Hide)?;
        if self.unknown {
            queue!(bytes, Clear(ClearType::All))?;
        }
        CrosstermBackend::new(&mut bytes).draw(self.shown.diff_iter(&self.next))?;
        if let Some(Position { x, y }) = cursor.filter(|at| self.next.area.contains(*at)) {
            queue!(bytes, MoveTo(x, y), Show)?;
        }
        queue!(bytes, EndSynchronizedUpdate)?;
        self.unknown = false;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(bytes)
    }
}
