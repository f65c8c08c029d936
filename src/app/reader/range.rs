//! Selections as spans: leaving one and taking it again, and moving an end by sentences.

use super::{By, Reader, Selection};
use crate::model::{Annotation, AnnotationId};
use crate::text::segment;
use crate::text::{Offset, Span, grapheme};

/// Sentences that one key goes at most.
const MOST: usize = 1_000;

impl Reader {
    /// Ends the selection and keeps it for `gv`; whether there was one. From a range that is being
    /// changed the cursor goes back to its annotation.
    pub fn leave_selection(&mut self) -> bool {
        let range = self.changing().map(|annotation| annotation.span);
        let Some(selection) = self.selection.take() else { return false };
        self.left_selection = Some((selection, self.cursor));
        if let Some(range) = range.filter(|range| !range.contains(self.cursor)) {
            self.put_seen(range.start);
        }
        true
    }

    /// Selects again what was selected last, the cursor at the end where it was; whether there was
    /// such a selection in this text.
    pub fn select_again(&mut self) -> bool {
        let Some((selection, cursor)) = self.left_selection else { return false };
        self.leave_selection();
        self.put_seen(cursor);
        self.selection = Some(Selection { changing: None, ..selection });
        true
    }

    /// Selects a span by character, the cursor on its last cluster.
    pub fn select_span(&mut self, span: Span) {
        let changing = self.selection.and_then(|selection| selection.changing);
        let last = grapheme::prev(self.text(), span.end).max(span.start);
        self.put_seen(last);
        self.selection = Some(Selection { from: span.start, by: By::Character, changing });
    }

    /// Takes the range of an annotation as the selection, to change it.
    pub fn change_range(&mut self, id: AnnotationId) {
        let Some(span) = self.marks.get(id).map(|annotation| annotation.span) else { return };
        self.select_span(span);
        if let Some(selection) = &mut self.selection {
            selection.changing = Some(id);
        }
    }

    /// The annotation whose range the selection is.
    pub fn changing(&self) -> Option<&Annotation> {
        self.marks.get(self.selection?.changing?)
    }

    /// A span with its end moved behind the next sentence, `times` over or as far as the text goes;
    /// `None` where no sentence follows. Furniture is passed over.
    pub fn extended(&self, span: Span, times: usize) -> Option<Span> {
        let mut end = span.end;
        for _ in 0..times.min(MOST) {
            match self.sentence_end_after(end) {
                Some(next) => end = next,
                None => break,
            }
        }
        (end > span.end).then_some(Span { start: span.start, end })
    }

    /// A span with its last sentence left off, `times` over or until one is left; `None` where
    /// nothing would be left of it.
    pub fn shrunk(&self, span: Span, times: usize) -> Option<Span> {
        let mut now = span;
        for _ in 0..times.min(MOST) {
            match self.without_last_sentence(now) {
                Some(less) => now = less,
                None => break,
            }
        }
        (now.end < span.end).then_some(now)
    }

    /// The end of the sentence that a place is in the middle of, else of the next one.
    fn sentence_end_after(&self, end: Offset) -> Option<Offset> {
        let text = self.text();
        let last = grapheme::prev(text, end);
        let mut index = self.document.block_at(last);
        let block = self.document.blocks.get(index)?.bounds();
        let here = segment::sentence_at(text, block, last);
        if here.end > end {
            return Some(here.end);
        }
        if let Some(next) = segment::next_sentence(text, block, last).filter(|next| *next < block.span.end) {
            let next = segment::sentence_at(text, block, next).end;
            if next > end {
                return Some(next);
            }
        }
        loop {
            index = self.outline.run(index + 1).map_or(index + 1, |run| run.end);
            let block = self.document.blocks.get(index)?.bounds();
            let next = segment::sentence_at(text, block, block.span.start);
            if !next.is_empty() && next.end > end {
                return Some(next.end);
            }
        }
    }

    fn without_last_sentence(&self, span: Span) -> Option<Span> {
        let text = self.text();
        let last = grapheme::prev(text, span.end);
        let mut index = self.document.block_at(last);
        let block = self.document.blocks.get(index)?.bounds();
        let mut cut = segment::sentence_at(text, block, last).start;
        if cut <= block.span.start {
            let before = index.checked_sub(1)?;
            index = self.outline.run(before).map_or(Some(before), |run| run.start.checked_sub(1))?;
            cut = self.document.blocks.get(index)?.span.end;
        }
        if cut <= span.start {
            return None;
        }
        let less = self.trimmed(Span { start: span.start, end: cut });
        (!less.is_empty()).then_some(Span { start: span.start, end: less.end })
    }
}
