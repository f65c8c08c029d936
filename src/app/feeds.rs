//! The feeds that are subscribed, with a cursor.

use super::msg::Ticket;
use crate::model::{CollectionId, Subscription};

/// A feed, and the filter by which the list shows its articles alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    pub feed: Subscription,
    pub filter: String,
}

/// The open panel; no rows until they are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feeds {
    pub rows: Vec<FeedRow>,
    pub cursor: usize,
    /// The feed that the cursor is to go to once it is read.
    pub seek: Option<CollectionId>,
    /// One that is new is the user's own, and is to be chosen.
    pub seek_new: bool,
    /// The request that is on its way and fills it.
    pub awaited: Option<Ticket>,
    pub loaded: bool,
}

impl Feeds {
    pub fn chosen(&self) -> Option<&FeedRow> {
        self.rows.get(self.cursor)
    }

    /// Takes in what was read again. A feed that the user made is the one that is meant next; else the one
    /// that was, wherever it is now.
    pub fn take(&mut self, rows: Vec<FeedRow>) {
        let id = |row: &FeedRow| row.feed.collection.id;
        let is_new = |row: &&FeedRow| {
            self.seek_new && self.loaded && !self.rows.iter().any(|known| id(known) == id(row))
        };
        let made = rows.iter().find(is_new).map(id);
        let meant = made.or(self.seek).or(self.chosen().map(id));
        let at = rows.iter().position(|row| Some(id(row)) == meant);
        self.cursor = at.unwrap_or(self.cursor).min(rows.len().saturating_sub(1));
        (self.rows, self.seek, self.seek_new) = (rows, None, false);
        (self.awaited, self.loaded) = (None, true);
    }
}
