//! What is left to read, without looking at the text again: by the bytes outside furniture, which
//! are summed up when the text is opened.

use super::Reader;
use crate::command::Command;
use crate::text::Span;
use crate::text::layout::LineKind;

/// How far the reader has come, and what a motion may have come to until the window is laid out after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Way {
    /// The cursor was moved: it may stand at the end now.
    moved: bool,
    /// The end showed already when a page was turned.
    turned: bool,
    end: End,
}

/// The end of the text. That it was come to is told once: who calls an article read or not afterwards has the last
/// word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum End {
    #[default]
    Ahead,
    Untold,
    Told,
}

impl Reader {
    /// Words from the cursor to the end, outside furniture: the article's words by the share of its
    /// bytes that lie ahead. O(log blocks).
    pub fn words_left(&self) -> u64 {
        let index = self.document.block_at(self.cursor);
        let Some(block) = self.document.blocks.get(index) else { return 0 };
        let into = if block.is_furniture() { 0 } else { self.cursor.0.saturating_sub(block.span.start.0) };
        let (all, before) = (self.outline.body(), self.outline.body_before(index));
        let left = all.saturating_sub(before + into);
        let words = u128::from(self.article.words) * left as u128 / all.max(1) as u128;
        u64::try_from(words).unwrap_or(u64::MAX)
    }

    /// How long that takes at a pace in words a minute; nothing at the end.
    pub fn time_left(&self, pace: u16) -> Option<String> {
        let (words, pace) = (self.words_left(), u64::from(pace.max(1)));
        match (words, (words + pace / 2) / pace) {
            (0, _) => None,
            (_, 0) => Some("<1 min left".to_owned()),
            (_, minutes @ ..60) => Some(format!("{minutes} min left")),
            (_, minutes) => Some(format!("{} h {} min left", minutes / 60, minutes % 60)),
        }
    }

    /// Whether the cursor is in the last row or the last sentence of the text. Furniture behind that does
    /// not count.
    pub fn is_at_end(&self) -> bool {
        let end = self.outline.body_end();
        self.lines.iter().any(|line| line.span.contains(self.cursor) && line.span.end >= end)
            || self.sentence().end >= end
    }

    /// How far the reader has come, 0 to 100: to the end of the window once it was scrolled, else to
    /// the cursor, since a text that fits the screen is not read by being opened. It is 100 once the end
    /// was come to. Furniture behind the last of the text need not be reached.
    pub fn progress(&self) -> u8 {
        if self.way.end != End::Ahead {
            return 100;
        }
        let window = self.window();
        let reached = if window.start > self.begin { window.end.max(self.cursor) } else { self.cursor };
        if self.has_leapt() { 0 } else { self.document.percent_at(reached).min(99) }
    }

    /// Goes on reading from the window that shows: one page down, or by the wheel.
    pub fn read_on(&mut self) {
        let end = self.outline.body_end();
        self.way.turned |= self.lines.iter().any(|line| line.span.end >= end);
    }

    /// Notes what a motion did, before the window is laid out.
    pub(super) fn note_motion(&mut self, motion: Command, moved: bool) {
        if matches!(motion, Command::PageDown | Command::HalfDown) {
            self.read_on();
        }
        self.way.moved |= moved;
    }

    /// Whether the window that is laid out now is the end of the way.
    pub(super) fn note_end(&mut self) {
        let Way { moved, turned, end } = self.way;
        let ends = self.leapt.is_none() && (turned || (moved && self.is_at_end()));
        let end = if end == End::Ahead && ends { End::Untold } else { end };
        self.way = Way { end, ..Way::default() };
    }

    /// Whether the reader has come to the end and that is not told yet: the cursor came, by a motion, to the last row
    /// or sentence, or a page was turned with the end on the screen. Where a drag or a search leads says nothing
    /// of what was read, and neither does a last row that shows.
    pub fn has_just_ended(&self) -> bool {
        self.way.end == End::Untold
    }

    /// The same, told by that.
    pub fn tell_end(&mut self) -> bool {
        let is_untold = self.has_just_ended();
        if is_untold {
            self.way.end = End::Told;
        }
        is_untold
    }

    /// Whether the end of the text shows because of a jump: what lies before it was not read then.
    fn has_leapt(&self) -> bool {
        self.leapt.is_some()
    }

    /// Notes how the window that is laid out now came about, from the one before.
    pub(super) fn note_leap(&mut self) {
        // An empty row is at no place.
        let mut rows = self.lines.iter().filter(|line| line.kind != LineKind::Gap).map(|line| line.span);
        let Some(first) = rows.next() else { return };
        let now = rows.next_back().map_or(first, |last| first.join(last));
        let (before, end) = (self.shown_last, self.outline.body_end());
        let jumped = std::mem::take(&mut self.jumped);
        self.leapt = match self.leapt {
            // Who looks around where a jump led, or works there, has read no more of what lies before it.
            Some(there) if now.overlaps(there) => Some(there),
            _ => Some(now).filter(|now| now.end >= end && self.passed_over(before, *now, jumped)),
        };
        self.shown_last = now;
    }

    /// Whether text between two windows never showed. Keys that arrive faster than the screen is drawn
    /// turn more than one page between two of them: only a jump passes over what they did.
    fn passed_over(&self, before: Span, now: Span, jumped: bool) -> bool {
        let pages = if jumped { 0 } else { 2 * before.len().max(now.len()) };
        let between = Span { start: before.end.min(now.start), end: now.start };
        between.len() > pages && !self.document.slice(between).trim_start().is_empty()
    }
}
