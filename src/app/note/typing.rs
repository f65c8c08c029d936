//! Undo of typing by word: the note as it was before each.

use std::collections::VecDeque;

use crate::text::Offset;

/// Bytes of snapshots that are kept at most.
const PAST: usize = 4 << 20;

/// A text and where the cursor was in it.
type Snapshot = (String, Offset);

/// Snapshots, and what is being typed.
#[derive(Debug, Clone, Default)]
pub struct Typing {
    past: VecDeque<Snapshot>,
    /// Bytes in them.
    held: usize,
    future: Vec<Snapshot>,
    in_word: bool,
    /// A run of deleted characters is undone as one.
    pub deleting: bool,
}

impl Typing {
    /// Something else was done than typing: the next character is undone by itself.
    pub fn pause(&mut self) {
        self.in_word = false;
        self.deleting = false;
    }

    /// Notes that a character is typed; whether what was there before is to be remembered.
    pub fn begins_word(&mut self, c: char) -> bool {
        let in_word = c.is_alphanumeric();
        let begins = !(in_word && self.in_word);
        self.in_word = in_word;
        self.deleting = false;
        begins
    }

    /// Keeps what there is before it is changed.
    pub fn remember(&mut self, text: String, cursor: Offset) {
        if self.past.back().is_none_or(|(last, _)| *last != text) {
            self.held += text.len();
            self.past.push_back((text, cursor));
        }
        // Each holds the whole note: of a long one, fewer are kept.
        while self.held > PAST && self.past.len() > 1 {
            self.held -= self.past.pop_front().map_or(0, |(text, _)| text.len());
        }
        self.future.clear();
    }

    /// What stood there before, or stood there when that was taken back.
    pub fn travel(&mut self, forward: bool, text: String, cursor: Offset) -> Option<Snapshot> {
        // A snapshot that equals what stands there brings nothing back.
        loop {
            let found = if forward {
                self.future.pop()?
            } else {
                let found = self.past.pop_back()?;
                self.held -= found.0.len();
                found
            };
            if found.0 == text {
                continue;
            }
            if forward {
                self.held += text.len();
                self.past.push_back((text, cursor));
            } else {
                self.future.push((text, cursor));
            }
            return Some(found);
        }
    }
}
