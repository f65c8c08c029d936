//! Text objects: what `iw`, `as`, `ip`, `i"` and `a(` take at the cursor, and what they take next
//! when they are pressed again.

use super::{By, Reader, Selection};
use crate::command::Command;
use crate::text::segment;
use crate::text::{Offset, Span, grapheme};

/// Objects that one count takes at most.
const MOST: usize = 1_000;

impl Reader {
    /// The span of a text object at the cursor, grown `times - 1` times. Where the selection holds
    /// that object already, it grows from there: by the next word, sentence or paragraph, or to the
    /// pair of marks around.
    pub fn object(&self, command: Command, times: usize) -> Option<Span> {
        let first = self.object_at(command, self.cursor)?;
        let held = self.selection_whole().filter(|held| held.covers(first) && !self.is_one_cluster(*held));
        let (mut span, left) = match held {
            Some(held) => (self.grown(command, held)?, times.saturating_sub(1)),
            None => (first, times.saturating_sub(1)),
        };
        for _ in 0..left.min(MOST) {
            match self.grown(command, span) {
                Some(more) => span = more,
                None => break,
            }
        }
        Some(span)
    }

    /// What is selected, white space and all.
    fn selection_whole(&self) -> Option<Span> {
        let from = self.selection?.from;
        let (start, last) = (from.min(self.cursor), from.max(self.cursor));
        Some(Span { start, end: self.after(last) })
    }

    fn is_one_cluster(&self, span: Span) -> bool {
        self.after(span.start) >= span.end
    }

    fn block_of(&self, at: Offset) -> Option<Span> {
        self.document.blocks.get(self.document.block_at(at)).map(|block| block.span)
    }

    fn object_at(&self, command: Command, at: Offset) -> Option<Span> {
        let bounds = self.document.blocks.get(self.document.block_at(at))?.bounds();
        let (text, block) = (self.text(), bounds.span);
        let span = match command {
            Command::InnerWord => segment::object_word(text, block, at, false),
            Command::AroundWord => segment::object_word(text, block, at, true),
            Command::InnerSentence => segment::object_sentence(text, bounds, at, false),
            Command::AroundSentence => segment::object_sentence(text, bounds, at, true),
            Command::InnerParagraph => Some(block),
            Command::AroundParagraph => Some(self.with_blank_line(block)),
            Command::InnerQuotes => segment::object_quotes(text, block, at, false),
            Command::AroundQuotes => segment::object_quotes(text, block, at, true),
            Command::InnerBrackets => segment::innermost_brackets(text, block, at, false),
            Command::AroundBrackets => segment::innermost_brackets(text, block, at, true),
            _ => None,
        };
        span.filter(|span| !span.is_empty())
    }

    /// Where a motion by sentence, paragraph or heading leads while the end of a selection is moved: to
    /// the last character of one, so that nothing of the next is selected. `None` for other motions.
    pub(super) fn taken_whole(&mut self, motion: Command) -> Option<Offset> {
        let at = self.cursor;
        // By paragraphs all that is touched is taken whole anyway.
        let by_character = |selection: &&Selection| selection.by == By::Character;
        self.selection.as_ref().filter(by_character).filter(|selection| selection.from <= at)?;
        let object = match motion {
            Command::NextSentence => Command::InnerSentence,
            Command::NextParagraph => Command::InnerParagraph,
            Command::NextHeading => {
                let heading = self.step(motion);
                let before = self.block_before(self.document.block_at(heading)).filter(|_| heading > at)?;
                return Some(self.settle(before.end));
            }
            _ => return None,
        };
        if let Some(end) = self.last_of(object, at).filter(|end| *end > at) {
            return Some(end);
        }
        let next = self.step(motion);
        self.last_of(object, next)
    }

    /// The last character of the object at a place.
    fn last_of(&self, object: Command, at: Offset) -> Option<Offset> {
        Some(grapheme::prev(self.text(), self.object_at(object, at)?.end))
    }

    /// A span and the object that follows it, or the pair of marks around it.
    fn grown(&self, command: Command, held: Span) -> Option<Span> {
        let (text, block) = (self.text(), self.block_of(held.start)?);
        match command {
            Command::InnerQuotes => return segment::quotes_over(text, block, held, false),
            Command::AroundQuotes => return segment::quotes_over(text, block, held, true),
            Command::InnerBrackets => return segment::brackets_over(text, block, held, false),
            Command::AroundBrackets => return segment::brackets_over(text, block, held, true),
            _ => {}
        }
        let next = self.next_word_place(held.end)?;
        let end = self.object_at(command, next)?.end;
        (end > held.end).then_some(Span { start: held.start, end })
    }

    /// The first cluster from a place on that is no white space, in a block that shows.
    fn next_word_place(&self, from: Offset) -> Option<Offset> {
        let last = grapheme::prev(self.text(), from);
        let index = self.document.block_at(last);
        let block = self.document.blocks.get(index)?.span;
        let rest = self.document.slice(Span { start: from.min(block.end), end: block.end });
        let white = rest.len() - rest.trim_start().len();
        let next = Offset(from.0 + white);
        if next < block.end { Some(next) } else { self.block_after(index).map(|block| block.start) }
    }

    fn with_blank_line(&self, block: Span) -> Span {
        let rest = self.text().get(block.end.0..).unwrap_or_default();
        let blank = rest.bytes().take_while(|b| *b == b'\n').count();
        Span::new(block.start.0, block.end.0 + blank)
    }
}
