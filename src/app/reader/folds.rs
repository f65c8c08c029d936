//! What is folded away: the cursor never stands in it, words are passed over with it, and going into it
//! unfolds it.

use std::ops::Range;

use super::Reader;
use crate::command::Command;
use crate::text::segment;
use crate::text::{Offset, Span};

impl Reader {
    /// Folds or unfolds the furniture; the cursor leaves what is folded. A text that is nothing but
    /// furniture stays as it is, since nothing of it would be left.
    pub fn fold(&mut self, folded: bool) {
        self.folded = folded && !self.is_all_furniture();
        self.layout.clear();
        self.leave_folded();
    }

    /// Whether nothing would show if the furniture were folded away.
    pub fn is_all_furniture(&self) -> bool {
        self.outline.furniture() == self.document.blocks.len()
    }

    /// How many blocks of a span are folded away.
    pub fn hidden_in(&self, span: Span) -> usize {
        if !self.folded || span.is_empty() {
            return 0;
        }
        let last = self.document.block_at(Offset(span.end.0 - 1));
        self.outline.furniture_within(self.document.block_at(span.start), last)
    }

    /// How many annotations lie in a span as a whole: of what is folded away nothing of them shows.
    pub fn annotations_in(&self, span: Span) -> usize {
        let is_within = |at: Span| span.start <= at.start && at.end <= span.end;
        self.marks.within(span).filter(|annotation| is_within(annotation.span)).count()
    }

    /// Puts the cursor on a place and unfolds what hides it.
    pub fn put_seen(&mut self, at: Offset) {
        if self.fold_at(at).is_some() {
            self.fold(false);
        }
        self.put_cursor(at);
    }

    /// The blocks that are folded into one row with the block at a place.
    fn fold_at(&self, at: Offset) -> Option<Range<usize>> {
        if self.folded { self.outline.run(self.document.block_at(at)) } else { None }
    }

    /// Leaves a folded block for the next that shows, else for the one before.
    pub(super) fn leave_folded(&mut self) {
        if let Some(run) = self.fold_at(self.cursor) {
            let shown = self.block_after(run.start).or_else(|| self.block_before(run.start));
            if let Some(block) = shown {
                self.put_cursor(block.start);
            }
        }
    }

    /// Where the last block that shows ends.
    pub(super) fn shown_end(&self) -> Offset {
        let last = self.document.blocks.last().map_or(Offset(0), |block| block.span.end);
        if self.folded { self.outline.body_end() } else { last }
    }

    /// The next block after an index that is not folded.
    pub(super) fn block_after(&self, index: usize) -> Option<Span> {
        let run = self.outline.run(index + 1).filter(|_| self.folded);
        let next = run.map_or(index + 1, |run| run.end);
        self.document.blocks.get(next).map(|block| block.span)
    }

    /// The last block before an index that is not folded.
    pub(super) fn block_before(&self, index: usize) -> Option<Span> {
        let before = index.checked_sub(1)?;
        let run = self.outline.run(before).filter(|_| self.folded);
        let shown = run.map_or(Some(before), |run| run.start.checked_sub(1))?;
        self.document.blocks.get(shown).map(|block| block.span)
    }

    /// Where one step by a word leads: as if nothing were there where text is folded away.
    pub(super) fn by_word(&self, motion: Command) -> Offset {
        let text = self.text();
        let whole = Span::new(0, text.len());
        let find = |at| match motion {
            Command::NextWord => segment::next_word(text, whole, at, false),
            Command::NextBigWord => segment::next_word(text, whole, at, true),
            Command::PreviousWord => segment::prev_word(text, whole, at, false),
            Command::PreviousBigWord => segment::prev_word(text, whole, at, true),
            Command::WordEnd => segment::word_end(text, whole, at, false),
            _ => segment::word_end(text, whole, at, true),
        };
        let next = find(self.cursor);
        let Some(run) = self.fold_at(next) else { return next };
        let forward = next > self.cursor;
        let beyond = if forward { run.end } else { run.start.wrapping_sub(1) };
        let here = self.document.block_at(self.cursor);
        let place = |block: usize, end: bool| {
            let block = self.document.blocks.get(block).map(|block| block.span);
            block.map_or(self.cursor, |block| if end { self.settle(block.end) } else { block.start })
        };
        match (beyond < self.document.blocks.len(), forward) {
            (true, true) => find(place(run.end - 1, true)),
            (true, false) => find(place(run.start, false)),
            // Nothing shows further on: to the end of what does.
            (false, true) => place(here, true),
            (false, false) => self.cursor,
        }
    }
}
