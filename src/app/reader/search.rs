//! A search in the text of the open article: what was found and where.

use super::Reader;
use crate::app::msg::Ticket;
use crate::text::{Offset, Span, grapheme};

/// A search and its hits so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing about the search")]
pub struct TextSearch {
    pub needle: String,
    /// Other words that are hits too.
    pub also: Vec<String>,
    /// Only where all of them are in a paragraph.
    pub together: bool,
    /// The cursor stays where it is when the hits are in.
    pub stay: bool,
    /// Sorted and apart from each other.
    pub hits: Vec<Span>,
    /// Whether there are more than were listed.
    pub more: bool,
    /// The capitals of the needle occur nowhere: these are hits in any letters.
    pub any_case: bool,
    /// Whether the hits are in.
    pub done: bool,
    /// The request that finds them.
    pub ticket: Ticket,
    pub backward: bool,
}

impl TextSearch {
    /// What is sought, as a person reads it: each of several words is a hit.
    pub fn label(&self) -> String {
        let words = std::iter::once(&self.needle).chain(&self.also);
        let between = if self.together { " and " } else { " or " };
        words.map(|word| format!("“{word}”")).collect::<Vec<_>>().join(between)
    }

    /// The first hit after a place, from the top again at the end.
    pub fn next(&self, at: Offset) -> Option<Span> {
        let i = self.hits.partition_point(|hit| hit.start <= at);
        self.hits.get(i).or_else(|| self.hits.first()).copied()
    }

    /// The last hit before a place, from the bottom again at the top.
    pub fn previous(&self, at: Offset) -> Option<Span> {
        let i = self.hits.partition_point(|hit| hit.start < at);
        i.checked_sub(1).and_then(|i| self.hits.get(i)).or_else(|| self.hits.last()).copied()
    }

    /// Hits that share text with a span.
    pub fn within(&self, span: Span) -> &[Span] {
        let first = self.hits.partition_point(|hit| hit.end <= span.start);
        let last = self.hits.partition_point(|hit| hit.start < span.end);
        self.hits.get(first..last).unwrap_or_default()
    }

    /// The number of the hit at a place, from 1.
    pub fn number(&self, at: Offset) -> Option<usize> {
        let i = self.hits.partition_point(|hit| hit.end <= at);
        self.hits.get(i).filter(|hit| hit.start <= at).map(|_| i + 1)
    }

    /// The hit at a place.
    fn on(&self, at: Offset) -> Option<Span> {
        self.hits.get(self.number(at)?.checked_sub(1)?).copied()
    }
}

impl Reader {
    /// Goes to the next hit in the direction of the search, or against it.
    pub fn go_to_hit(&mut self, against: bool, count: usize) -> bool {
        for _ in 0..count.max(1) {
            let Some(search) = &self.search else { return false };
            let from = self.selection.as_ref().map(|selection| selection.from);
            let last = |hit: Span| grapheme::prev(self.text(), hit.end);
            // The end of a selection takes in what was looked for, and stands on its last character.
            let on = search.on(self.cursor).filter(|hit| from.is_some() && last(*hit) == self.cursor);
            let at = on.map_or(self.cursor, |hit| hit.start);
            let hit = if search.backward == against { search.next(at) } else { search.previous(at) };
            let Some(hit) = hit else { return false };
            let takes_in = from.is_some_and(|from| from <= hit.start);
            self.reach(if takes_in { last(hit) } else { hit.start });
        }
        true
    }
}
