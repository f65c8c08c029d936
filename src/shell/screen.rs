//! Frames: what changed since the last one goes out in one write, inside a synchronized update.
//! ratatui's own `Terminal` is not used because its `clear` asks the terminal for the cursor, and its
//! backend not because it trusts terminals to count cells as we do, and knows no links.

mod write;

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::view::{Besides, Cursor};
use write::Frame;

/// The cells that the terminal shows and those that it is to show.
#[derive(Debug, Default)]
pub struct Screen {
    area: Rect,
    /// Has no cells while what the terminal shows is not known.
    shown: Frame,
    next: Frame,
    /// Where the terminal has its cursor, if that is known.
    cursor: Option<Cursor>,
    /// What the terminal shows is not known: the next frame clears it and draws every cell.
    unknown: bool,
    /// The bytes of a first frame that the terminal shows, if that is known of it; none where it is not.
    glimpse: Vec<u8>,
    /// The terminal is told of no links.
    plain: bool,
}

impl Screen {
    /// A screen of that many columns and rows, of which nothing is known.
    pub fn new(size: (u16, u16)) -> Self {
        let mut screen = Self::default();
        screen.resize(size);
        screen
    }

    /// Goes by the name of the terminal (`TERM`): one that would show what a link is written with has none.
    #[must_use]
    pub fn on(mut self, terminal: Option<&str>) -> Self {
        self.plain = matches!(terminal.unwrap_or_default(), "" | "dumb" | "linux");
        self
    }

    /// The terminal shows the bytes of a first frame: if that turns out to be the first, it is not written
    /// once more.
    #[must_use]
    pub fn showing(mut self, glimpse: Vec<u8>) -> Self {
        self.glimpse = glimpse;
        self
    }

    /// Another size. The next frame draws every cell.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.area = Rect::new(0, 0, size.0, size.1);
        self.forget();
    }

    /// Forgets what the terminal shows.
    pub fn forget(&mut self) {
        self.shown = Frame::default();
        self.unknown = true;
        self.glimpse = Vec::new();
    }

    /// The bytes that turn what is shown into what `draw` draws: none where it is the same. The area
    /// is the whole screen.
    pub fn frame(&mut self, draw: impl FnOnce(Rect, &mut Buffer) -> Besides) -> io::Result<Vec<u8>> {
        let area = self.area;
        self.next.clear(area);
        let besides = draw(area, &mut self.next.cells);
        let cursor = besides.cursor.filter(|cursor| area.contains(cursor.at));
        if !self.plain {
            self.next.links = besides.links;
        }
        let changes = write::changes(&self.shown, &self.next)?;
        let mut bytes = Vec::new();
        if !self.unknown && cursor == self.cursor && changes.is_empty() {
            return Ok(bytes);
        }
        queue!(bytes, BeginSynchronizedUpdate, Hide)?;
        if self.unknown {
            queue!(bytes, Clear(ClearType::All))?;
        }
        bytes.extend(changes);
        if let Some(Cursor { at, is_seen }) = cursor {
            queue!(bytes, MoveTo(at.x, at.y))?;
            if is_seen {
                queue!(bytes, Show)?;
            }
        }
        queue!(bytes, EndSynchronizedUpdate)?;
        (self.unknown, self.cursor) = (false, cursor);
        std::mem::swap(&mut self.shown, &mut self.next);
        let is_there = std::mem::take(&mut self.glimpse) == bytes;
        Ok(if is_there { Vec::new() } else { bytes })
    }
}

#[cfg(test)]
mod tests;
