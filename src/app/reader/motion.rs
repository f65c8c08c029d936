//! Moving through the text. Every motion ends on a cluster of a block that shows.

use super::Reader;
use crate::command::Command;
use crate::text::layout::{self, Anchor, Put};
use crate::text::segment;
use crate::text::{Column, Offset, Span, grapheme, joint};

/// Steps or rows that one key goes at most.
const MOST: usize = 5_000;

impl Reader {
    /// Puts the cursor on the cluster at a place, or on the nearest one of a block.
    pub fn put_cursor(&mut self, at: Offset) {
        self.cursor = self.settle(at);
        self.goal = None;
        self.stepped = None;
        self.pointed = false;
    }

    /// Goes to a place by a jump, unfolding what hides it.
    pub fn reach(&mut self, at: Offset) {
        self.jumped = true;
        self.put_seen(at);
    }

    /// Goes to a place and shows it in the middle of the window if it is out of it.
    pub fn land(&mut self, at: Offset) {
        self.reach(at);
        let window = self.window();
        if !window.contains(self.cursor) {
            self.put = Some(Put::Middle);
        }
    }

    /// The cluster at or before a place, inside a block.
    pub(super) fn settle(&self, at: Offset) -> Offset {
        let Some(block) = self.document.blocks.get(self.document.block_at(at)) else { return Offset(0) };
        let at = at.clamp(block.span.start, block.span.end);
        let at = grapheme::floor(self.text(), at.0);
        // Where nothing shows nobody would see the cursor.
        let at = if joint::is_joint(self.text(), at.0) { grapheme::prev(self.text(), at) } else { at };
        if at >= block.span.end && !block.span.is_empty() {
            return grapheme::prev(self.text(), block.span.end).max(block.span.start);
        }
        at
    }

    /// Carries out a motion `count` times. Whether the cursor or the window moved.
    pub fn go(&mut self, motion: Command, count: Option<usize>) -> bool {
        let before = (self.cursor, self.top);
        // A count is bounded, so that no key costs the length of the text.
        let times = count.unwrap_or(1).min(MOST);
        self.jumped |= Self::jumps(motion) || times > 1;
        match motion {
            Command::Down | Command::Up => {
                let rows = isize::try_from(times).unwrap_or(isize::MAX);
                self.rows(if motion == Command::Down { rows } else { -rows });
            }
            Command::PageDown | Command::PageUp | Command::HalfDown | Command::HalfUp => {
                self.page(motion, times);
            }
            Command::Top | Command::Bottom if count.is_some() => self.paragraph(count.unwrap_or(1)),
            Command::Top => self.put_cursor(self.document.blocks.first().map_or(Offset(0), |b| b.span.start)),
            Command::Bottom => {
                let end = self.settle(self.shown_end());
                let start = self.with(|layout, source| layout.row_start(source, end));
                self.put_cursor(start);
            }
            Command::Percent => {
                let at = (self.text().len() as u128 * times.min(100) as u128 / 100) as usize;
                self.put_cursor(Offset(at));
            }
            Command::ScreenTop | Command::ScreenMiddle | Command::ScreenBottom => self.screen(motion, times),
            Command::CursorMiddle => self.put = Some(Put::Middle),
            Command::CursorTop => self.put = Some(Put::Top),
            Command::CursorBottom => self.put = Some(Put::Bottom),
            _ => {
                for _ in 0..times {
                    let at = self.taken_whole(motion).unwrap_or_else(|| self.step(motion));
                    if at == self.cursor {
                        break;
                    }
                    self.put_cursor(at);
                }
                self.goal = None;
                // Where a fold hides what was gone to, it opens.
                if matches!(motion, Command::NextAnnotation | Command::PreviousAnnotation) {
                    self.put_seen(self.cursor);
                }
            }
        }
        self.leave_folded();
        self.note_motion(motion, before.0 != self.cursor);
        before != (self.cursor, self.top) || self.put.is_some()
    }

    /// Whether a motion passes over text that its user need not have seen.
    fn jumps(motion: Command) -> bool {
        matches!(
            motion,
            Command::Top
                | Command::Bottom
                | Command::Percent
                | Command::NextParagraph
                | Command::PreviousParagraph
                | Command::NextHeading
                | Command::PreviousHeading
                | Command::NextAnnotation
                | Command::PreviousAnnotation
        )
    }

    /// Where one step of a motion leads; where it cannot, the place where the cursor is.
    pub(super) fn step(&mut self, motion: Command) -> Offset {
        let at = self.cursor;
        let index = self.document.block_at(at);
        let Some(bounds) = self.document.blocks.get(index).map(|b| b.bounds()) else { return at };
        let block = bounds.span;
        let text = &*self.document.text;
        match motion {
            Command::Right => {
                let next = grapheme::next(text, at);
                let next = if joint::is_joint(text, next.0) { grapheme::next(text, next) } else { next };
                if next < block.end { next } else { self.block_after(index).map_or(at, |b| b.start) }
            }
            Command::Left => {
                if at > block.start {
                    grapheme::prev(text, at)
                } else {
                    self.block_before(index).map_or(at, |b| self.settle(b.end))
                }
            }
            Command::NextWord
            | Command::NextBigWord
            | Command::PreviousWord
            | Command::PreviousBigWord
            | Command::WordEnd
            | Command::BigWordEnd => self.by_word(motion),
            Command::LineStart => self.with(|layout, source| layout.row_start(source, at)),
            Command::LineEnd => self.with(|layout, source| layout.row_end(source, at)),
            Command::LineFirst => {
                let start = self.with(|layout, source| layout.row_start(source, at));
                let rest = self.document.slice(Span { start, end: block.end });
                Offset(start.0 + rest.len() - rest.trim_start().len())
            }
            Command::NextSentence => segment::next_sentence(text, bounds, at)
                .filter(|next| *next < block.end)
                .or_else(|| self.block_after(index).map(|b| b.start))
                .unwrap_or(at),
            Command::PreviousSentence => {
                let start = segment::sentence_at(text, bounds, at).start;
                if start < at {
                    start
                } else {
                    segment::prev_sentence(text, bounds, at)
                        .filter(|previous| *previous < at)
                        .or_else(|| {
                            let before = self.block_before(index)?;
                            Some(self.last_sentence(before))
                        })
                        .unwrap_or(at)
                }
            }
            Command::NextParagraph => {
                self.block_after(index).map_or_else(|| self.settle(block.end), |b| b.start)
            }
            Command::PreviousParagraph => {
                if at > block.start {
                    block.start
                } else {
                    self.block_before(index).map_or(at, |b| b.start)
                }
            }
            Command::NextHeading => {
                self.outline.headings_from(index + 1).find_map(|i| self.heading(i)).unwrap_or(at)
            }
            Command::PreviousHeading => {
                let end = if at > block.start { index + 1 } else { index };
                self.outline.headings_before(end).find_map(|i| self.heading(i)).unwrap_or(at)
            }
            Command::NextAnnotation => self.marks.after(at).map_or(at, |a| a.span.start),
            Command::PreviousAnnotation => self.marks.before(at).map_or(at, |a| a.span.start),
            _ => at,
        }
    }

    /// Where the last sentence of a block begins.
    fn last_sentence(&self, block: Span) -> Offset {
        let last = self.settle(block.end);
        let found = self.document.blocks.get(self.document.block_at(last));
        found.map_or(last, |found| segment::sentence_at(self.text(), found.bounds(), last).start)
    }

    /// Where a heading begins, if it shows.
    fn heading(&self, index: usize) -> Option<Offset> {
        let block = self.document.blocks.get(index)?;
        (!(self.folded && block.is_furniture())).then_some(block.span.start)
    }

    /// Moves by rows of the screen and keeps to the column where it began.
    fn rows(&mut self, rows: isize) {
        let at = self.cursor;
        let goal = self.goal.unwrap_or_else(|| self.column());
        let to = self.with(|layout, source| layout.move_rows(source, at, goal, rows));
        self.put_cursor(to);
        self.goal = Some(goal);
    }

    pub(super) fn column(&mut self) -> Column {
        let at = self.cursor;
        self.with(|layout, source| layout.place(source, at)).map_or(Column(0), |place| place.column)
    }

    /// Scrolls by pages or half pages; the cursor keeps its row of the window, so that nothing between is
    /// passed over. Where nothing scrolls any more, it moves by as many rows of text.
    fn page(&mut self, motion: Command, times: usize) {
        let rows = match motion {
            Command::PageDown | Command::PageUp => self.height.saturating_sub(2).max(1),
            _ => (self.height / 2).max(1),
        };
        let rows = rows.saturating_mul(times).min(MOST);
        let down = matches!(motion, Command::PageDown | Command::HalfDown);
        let rows = isize::try_from(rows).unwrap_or(isize::MAX);
        let rows = if down { rows } else { -rows };
        let (top, height) = (self.top, self.height);
        let next = self.with(|layout, source| layout.scroll(source, top, rows, height));
        if next == top {
            let cursor = self.cursor;
            self.rows(rows);
            if self.cursor == cursor {
                self.stay();
            }
        } else {
            self.turn_to(next);
        }
    }

    /// Another window; the cursor goes to the text nearest to its row of it, and keeps its column.
    fn turn_to(&mut self, top: Anchor) {
        let (before, height, cursor) = (self.top, self.height, self.cursor);
        let goal = self.goal.unwrap_or_else(|| self.column());
        let row = self.with(|layout, source| {
            let at = layout.anchor_of(source, cursor);
            layout.rows_between(source, before, at, height)
        });
        let row = row.and_then(|row| usize::try_from(row).ok()).unwrap_or_default();
        let lines = self.with(|layout, source| layout.lines(source, top, height));
        let within = self.margin..height.saturating_sub(self.margin);
        let texts = lines.iter().enumerate().filter(|(_, line)| line.kind == layout::LineKind::Text);
        let nearest = texts.min_by_key(|(n, _)| (!within.contains(n), n.abs_diff(row)));
        if let Some((_, line)) = nearest {
            self.put_cursor(layout::offset_on(&self.document.text, line, goal));
        }
        self.top = top;
        self.goal = Some(goal);
    }

    /// To the top, the middle or the bottom line of the window; of the top and the bottom to the line of that
    /// number from there, as far as the window goes.
    fn screen(&mut self, motion: Command, number: usize) {
        let shown: Vec<Offset> = self
            .lines
            .iter()
            .filter(|line| line.kind == layout::LineKind::Text)
            .map(|line| line.span.start)
            .collect();
        let last = shown.len().saturating_sub(1);
        let edge = |margin: usize| margin.min(last);
        let margin = if self.top == Anchor::default() { 0 } else { self.margin };
        let (first, end) = (edge(margin), last.saturating_sub(edge(self.margin)));
        let further = number.saturating_sub(1);
        let row = match motion {
            Command::ScreenTop => further.clamp(first, end.max(first)),
            Command::ScreenMiddle => last / 2,
            _ => last.saturating_sub(further).clamp(first.min(end), end),
        };
        if let Some(at) = shown.get(row) {
            self.put_cursor(*at);
        }
    }

    /// To the paragraph of a number from 1, as citations count them, or to the last.
    fn paragraph(&mut self, number: usize) {
        let block = self.outline.paragraph(number).and_then(|i| self.document.blocks.get(i));
        let block = block.or_else(|| self.document.blocks.last());
        if let Some(at) = block.map(|b| b.span.start) {
            self.land(at);
        }
    }
}
