//! The article list: a window over a query, never the whole library.

use super::msg::Ticket;
use crate::model::query::Query;
use crate::model::{Article, ArticleId};

/// Rows of the screen that an article takes.
pub const ROWS: usize = 3;

/// The list and the part of it that is loaded.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// The filter as it was typed.
    pub typed: String,
    pub query: Query,
    /// Index of the first loaded article.
    pub first: u64,
    pub loaded: Vec<Article>,
    pub total: u64,
    /// Index of the chosen article.
    pub cursor: u64,
    /// Index of the first article shown.
    pub top: u64,
    /// Articles that fit the pane.
    pub fits: u64,
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
        self.total = total;
        self.go_to(self.cursor);
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

    /// Scrolls so that the cursor shows in a pane of so many rows.
    pub fn prepare(&mut self, rows: u16) {
        self.fits = (u64::from(rows) / ROWS as u64).max(1);
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(self.fits));
        self.top = self.top.min(self.total.saturating_sub(self.fits.min(self.total)));
    }

    /// Puts the cursor on an article, if it is loaded.
    pub fn choose(&mut self, id: ArticleId) {
        if let Some(i) = self.loaded.iter().position(|a| a.id == id) {
            self.cursor = self.first + i as u64;
        }
    }

    /// Takes in an article that was read again.
    pub fn renew(&mut self, article: &Article) {
        if let Some(old) = self.loaded.iter_mut().find(|a| a.id == article.id) {
            old.clone_from(article);
        }
    }
}
