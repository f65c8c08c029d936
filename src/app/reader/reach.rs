//! What lies between the cursor and where a motion leads, for operators; nothing moves.

use std::borrow::Cow;

use super::Reader;
use crate::command::Command;
use crate::model::BlockKind;
use crate::model::citation::Locator;
use crate::text::{Offset, Span, grapheme, joint, segment};

/// Steps that one operator goes at most.
const MOST: usize = 5_000;

impl Reader {
    /// What a motion goes over from the cursor; `None` for what is no motion. A motion that cannot go
    /// as far as it was asked to takes the rest of the text.
    pub fn stretch(&mut self, motion: Command, count: Option<usize>) -> Option<Span> {
        let from = self.cursor;
        let to = self.aside(|reader| reader.led(motion, count))?;
        Some(Span::new(from.0, to.0))
    }

    /// From the cursor to a place; with `included`, the character there too.
    pub fn between(&self, to: Offset, included: bool) -> Span {
        let to = if included { grapheme::next(self.text(), to) } else { to };
        Span::new(self.cursor.0, to.0)
    }

    /// What lies up to a hit of the search.
    pub fn stretch_to_hit(&mut self, against: bool, count: usize) -> Option<Span> {
        let from = self.cursor;
        let to = self.aside(|reader| reader.go_to_hit(against, count).then_some(reader.cursor))?;
        Some(Span::new(from.0, to.0))
    }

    /// The number of the paragraph at a place, as citations give it.
    pub fn paragraph_number(&self, at: Offset) -> Option<u32> {
        self.outline.number(self.document.block_at(at))
    }

    /// Where a place is, as citations give it.
    pub fn locator(&self, at: Offset) -> Locator<'_> {
        Locator {
            page: self.document.page_at(at),
            paragraph: self.paragraph_number(at),
            ..Locator::default()
        }
    }

    /// The text under a span as it shows: without what is folded away, and without line ends that part nothing.
    pub fn shown(&self, span: Span) -> String {
        let joints = |span: Span| joint::joints(self.text(), span.start.0, span.end.0);
        if !self.folded && joints(span).next().is_none() {
            return self.document.slice(span).to_owned();
        }
        let first = self.document.block_at(span.start);
        let blocks = self.document.blocks.get(first..).unwrap_or_default();
        let shown = blocks
            .iter()
            .zip(first..)
            .take_while(|(block, _)| block.span.start < span.end)
            .filter(|(block, _)| !(self.folded && block.is_furniture()))
            .map(|(block, at)| {
                let start = block.span.start.max(span.start);
                let part = Span { start, end: block.span.end.min(span.end).max(start) };
                let is_set = matches!(block.kind, BlockKind::Table | BlockKind::Preformatted);
                if is_set || self.outline.keeps_lines(at) {
                    return Cow::Borrowed(self.document.slice(part));
                }
                joint::without(self.text(), part.start.0, part.end.0, joints(part))
            });
        shown.collect::<Vec<_>>().join("\n\n")
    }

    /// Looks where something leads, and is afterwards as before.
    fn aside<R>(&mut self, look: impl FnOnce(&mut Self) -> R) -> R {
        let kept = (self.cursor, self.top, self.goal, self.put, self.stepped, self.way);
        let folded = self.folded;
        let found = look(self);
        if self.folded != folded {
            self.folded = folded;
            self.layout.clear();
        }
        (self.cursor, self.top, self.goal, self.put, self.stepped, self.way) = kept;
        found
    }

    /// The end of what a motion goes over, the cursor left where it may be.
    fn led(&mut self, motion: Command, count: Option<usize>) -> Option<Offset> {
        let from = self.cursor;
        let times = count.unwrap_or(1).clamp(1, MOST);
        Some(match motion {
            Command::Right
            | Command::NextWord
            | Command::NextBigWord
            | Command::NextSentence
            | Command::NextParagraph => self.forward(motion, times),
            Command::WordEnd | Command::BigWordEnd | Command::LineEnd | Command::Percent => {
                self.go(motion, count);
                if self.cursor >= from { self.past_cursor() } else { self.cursor }
            }
            Command::Bottom if count.is_none() => {
                self.document.blocks.last().map_or(Offset(0), |block| block.span.end)
            }
            // With a number, the paragraph that is gone to belongs to it.
            Command::Top | Command::Bottom if count.is_some() => {
                self.go(motion, count);
                if self.cursor > from { self.block_end() } else { self.cursor }
            }
            Command::ScreenTop | Command::ScreenMiddle | Command::ScreenBottom => {
                self.go(motion, count);
                if self.cursor > from {
                    self.go(Command::LineEnd, None);
                    self.past_cursor()
                } else {
                    self.cursor
                }
            }
            Command::Left
            | Command::Up
            | Command::Down
            | Command::PreviousWord
            | Command::PreviousBigWord
            | Command::LineStart
            | Command::LineFirst
            | Command::PreviousSentence
            | Command::PreviousParagraph
            | Command::NextHeading
            | Command::PreviousHeading
            | Command::NextAnnotation
            | Command::PreviousAnnotation
            | Command::NextSameTheme
            | Command::PreviousSameTheme
            | Command::PageDown
            | Command::PageUp
            | Command::HalfDown
            | Command::HalfUp
            | Command::Top => {
                self.go(motion, count);
                self.cursor
            }
            _ => return None,
        })
    }

    fn past_cursor(&self) -> Offset {
        grapheme::next(self.text(), self.cursor)
    }

    fn block_end(&self) -> Offset {
        let block = self.document.blocks.get(self.document.block_at(self.cursor));
        block.map_or(self.cursor, |block| block.span.end)
    }

    /// Steps forward; where there is no next, to the end of what there is.
    fn forward(&mut self, motion: Command, times: usize) -> Offset {
        for _ in 0..times {
            let at = self.cursor;
            let index = self.document.block_at(at);
            let next = self.step(motion);
            let last = match motion {
                Command::NextParagraph => self.block_after(index).is_none(),
                Command::NextWord => self.is_same_word(at, next),
                // Signs belong to a big word, so only white space parts two.
                Command::NextBigWord => {
                    !self.document.slice(Span::new(at.0, next.0)).contains(char::is_whitespace)
                }
                _ => false,
            };
            if last || next == at {
                return self.block_end();
            }
            self.put_cursor(next);
        }
        self.cursor
    }

    /// Whether a step by a word found no next one and stayed in the last.
    fn is_same_word(&self, at: Offset, next: Offset) -> bool {
        let block = self.document.blocks.get(self.document.block_at(at));
        let word = block.and_then(|block| segment::object_word(self.text(), block.span, at, false));
        word.is_some_and(|word| word.contains(next))
    }
}
