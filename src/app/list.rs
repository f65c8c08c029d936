//! The article list: a window over a query, never the whole library.

mod layout;

use std::collections::{BTreeSet, HashSet};

pub use layout::{Laid, counts};

use super::msg::Ticket;
use crate::model::{Article, ArticleId, CollectionKind, Listing};

/// The list and the part of it that is loaded.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// The filter as it was typed.
    pub typed: String,
    pub listing: Listing,
    /// Index of the first loaded article.
    pub first: u64,
    pub loaded: Vec<Article>,
    pub total: u64,
    /// Whether they were counted; until then `total` is what is known to be there.
    pub counted: bool,
    /// Index of the chosen article.
    pub cursor: u64,
    /// Index of the first article shown.
    pub top: u64,
    /// Articles that fit the pane.
    pub fits: u64,
    /// Where the articles stand that show.
    pub laid: Vec<Laid>,
    /// Cells and rows of the pane, without the list's head.
    size: (u16, u16),
    /// What a bulk act is for.
    pub selected: BTreeSet<ArticleId>,
    /// How many of these the listing does not have.
    pub hidden: u64,
    /// The article that the cursor is to go to once it is loaded.
    pub seek: Option<ArticleId>,
    /// The newest request; older outcomes are dropped.
    pub ticket: Ticket,
    /// The newest count that was asked for.
    pub counting: Ticket,
    /// Where the window begins that is on its way.
    pub asked: Option<u64>,
    /// Whether it was asked for at least once and came.
    pub ready: bool,
}

impl List {
    /// How many articles are loaded at once.
    pub const WINDOW: u64 = 200;

    /// The article at an index, if it is loaded.
    pub fn at(&self, index: u64) -> Option<&Article> {
        let i = usize::try_from(index.checked_sub(self.first)?).ok()?;
        self.loaded.get(i)
    }

    /// Takes in how many there are.
    pub fn count(&mut self, total: u64) {
        (self.total, self.counted) = (total, true);
        self.go_to(self.cursor);
    }

    /// Whether something shows that came of a feed: then what is new of it can be fetched.
    pub fn has_feeds(&self) -> bool {
        let of_feed = |article: &Article| {
            article.collection.as_ref().is_some_and(|collection| collection.kind == CollectionKind::Feed)
        };
        self.loaded.iter().any(of_feed)
    }

    pub fn chosen(&self) -> Option<&Article> {
        self.at(self.cursor)
    }

    /// Moves the cursor by so many articles.
    pub fn go(&mut self, by: i64) {
        self.go_to(self.cursor.saturating_add_signed(by));
    }

    pub fn go_to(&mut self, index: u64) {
        self.cursor = index.min(self.total.saturating_sub(1));
    }

    /// Where the window ought to begin so that what shows is loaded; `None` if it is.
    pub fn missing(&self) -> Option<u64> {
        let end = (self.top + self.fits.max(1)).min(self.total);
        let loaded = self.first..self.first + self.loaded.len() as u64;
        let shown = self.top.min(self.total.saturating_sub(1));
        if self.total == 0 || (loaded.contains(&shown) && end <= loaded.end) {
            return None;
        }
        let first = self.top.saturating_sub(Self::WINDOW / 4);
        (self.asked != Some(first)).then_some(first)
    }

    /// Puts the cursor on an article, if it is loaded; whether it is.
    pub fn choose(&mut self, id: ArticleId) -> bool {
        let at = self.loaded.iter().position(|a| a.id == id);
        if let Some(i) = at {
            self.cursor = self.first + i as u64;
        }
        at.is_some()
    }

    /// Takes in an article that was read again.
    pub fn renew(&mut self, article: &Article) {
        if let Some(old) = self.loaded.iter_mut().find(|a| a.id == article.id) {
            old.clone_from(article);
        }
    }

    /// Selects the chosen article, or takes it out again, and goes on to the next.
    pub fn toggle(&mut self) {
        let Some(id) = self.chosen().map(|article| article.id) else { return };
        if !self.selected.remove(&id) {
            self.selected.insert(id);
        }
        self.go(1);
    }

    /// Takes everything out of the selection; whether there was something.
    pub fn deselect(&mut self) -> bool {
        self.hidden = 0;
        !std::mem::take(&mut self.selected).is_empty()
    }

    /// Takes in which of what is selected is still there, and how much of that is listed.
    pub fn take_selected(&mut self, (there, listed): (Vec<ArticleId>, u64)) {
        let there: HashSet<ArticleId> = there.into_iter().collect();
        // What was selected meanwhile is on the screen.
        let loaded: HashSet<ArticleId> = self.loaded.iter().map(|article| article.id).collect();
        self.selected.retain(|id| there.contains(id) || loaded.contains(id));
        let known = self.selected.iter().filter(|id| there.contains(id)).count();
        self.hidden = u64::try_from(known).unwrap_or(u64::MAX).saturating_sub(listed);
    }

    /// Shows another listing from its top; the selection stays.
    pub fn turn(&mut self, listing: Listing, typed: String) {
        let selected = std::mem::take(&mut self.selected);
        let (ticket, size) = (self.ticket, self.size);
        *self = Self { typed, listing, size, selected, ticket, ..Self::default() };
    }
}
