//! The search of all articles, quotes and notes: the field and what was found.

use super::field::Field;
use super::msg::{Hit, Ticket};
use crate::model::query::{FIELDS, Meant};

/// The open search.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    pub field: Field,
    pub hits: Vec<Hit>,
    /// What the hits were found for, as it was typed.
    pub answered: String,
    /// What is on its way, as it was typed.
    pub asked: Option<String>,
    /// The newest request; older outcomes are dropped.
    pub ticket: Ticket,
    pub cursor: usize,
    /// Hits that were asked for at most.
    pub limit: usize,
    /// What was perhaps meant, where nothing was found.
    pub meant: Option<Meant>,
    /// What is wrong with what is typed; the hits stay.
    pub mistake: Option<String>,
    /// Enter was pressed before the hits were there.
    pub go: bool,
    /// Keys go to the hits and not into the field.
    pub in_hits: bool,
}

impl Finding {
    /// Hits that are asked for at first, and at most.
    pub const FEW: usize = 60;
    pub const MOST: usize = 960;

    pub fn chosen(&self) -> Option<&Hit> {
        self.hits.get(self.cursor)
    }

    /// Whether there may be more hits than were asked for.
    pub fn has_more(&self) -> bool {
        !self.hits.is_empty() && self.hits.len() >= self.limit
    }

    /// Whether more hits are to be asked for, since the cursor comes near their end.
    pub fn wants_more(&self) -> bool {
        self.asked.is_none()
            && self.has_more()
            && self.limit < Self::MOST
            && self.cursor + Self::FEW / 2 > self.hits.len()
    }

    pub fn take_in(&mut self, hits: Vec<Hit>) {
        let text = self.asked.take().unwrap_or_default();
        // Nothing has the word `them`, but what is being typed may be `theme:`.
        let last = text.rsplit(' ').next().unwrap_or_default().trim_start_matches('-');
        let begins_field = FIELDS.iter().any(|field| field.starts_with(last));
        if hits.is_empty() && begins_field && text.contains(' ') {
            return;
        }
        if text != self.answered {
            self.cursor = 0;
        }
        self.answered = text;
        self.cursor = self.cursor.min(hits.len().saturating_sub(1));
        (self.hits, self.mistake) = (hits, None);
    }

    /// Empty again: nothing is asked for.
    pub fn clear(&mut self) {
        *self = Self { field: self.field.clone(), ..Self::default() };
    }
}
