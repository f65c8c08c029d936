//! A board: passages of all articles or of one, each with what stands around it. A window over a
//! query, never all of them.

use std::collections::BTreeMap;

use super::msg::{Passage, Shown, Ticket, Which};
use crate::model::query::Query;
use crate::model::stats::Counted;
use crate::model::{AnnotationId, Article, ArticleId, Metadata, PassageSort, ThemeId};

/// What a board is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The passages of a theme and of those below it.
    Theme(ThemeId),
    /// The annotations of an article of that title.
    Article(ArticleId, String),
    /// All annotations of all articles.
    Library,
}

/// The board and the part of it that is loaded.
#[derive(Debug, Clone)]
pub struct Board {
    pub source: Source,
    /// The filter as it was typed.
    pub typed: String,
    pub query: Query,
    /// The articles it is narrowed to, and what they are called.
    pub within: Option<(Counted, String)>,
    /// The theme it is narrowed to.
    pub narrowed: Option<ThemeId>,
    pub sort: PassageSort,
    /// Index of the first loaded passage.
    pub first: u64,
    pub loaded: Vec<Passage>,
    pub headings: BTreeMap<ArticleId, Heading>,
    pub total: u64,
    /// Index of the chosen passage.
    pub cursor: u64,
    /// Passages that may show on each side of the cursor.
    pub near: u64,
    /// The newest request; older outcomes are dropped.
    pub ticket: Ticket,
    pub counting: Ticket,
    /// Where the window begins that is on its way.
    pub asked: Option<u64>,
    /// Whether what is loaded answers what is asked for now: if not, keys wait for it.
    pub ready: bool,
    /// Why nothing is shown.
    pub trouble: Option<String>,
}

impl Board {
    /// How many passages are loaded at once.
    pub const WINDOW: u64 = 200;

    pub fn new(source: Source) -> Self {
        Self {
            source,
            typed: String::new(),
            query: Query::default(),
            within: None,
            narrowed: None,
            sort: PassageSort::default(),
            first: 0,
            loaded: Vec::new(),
            headings: BTreeMap::new(),
            total: 0,
            cursor: 0,
            near: 20,
            ticket: Ticket::default(),
            counting: Ticket::default(),
            asked: None,
            ready: false,
            trouble: None,
        }
    }

    /// What it shows.
    pub fn which(&self) -> Which {
        let (theme, article) = match &self.source {
            Source::Theme(theme) => (Some(*theme), None),
            Source::Article(article, _) => (None, Some(*article)),
            Source::Library => (None, None),
        };
        let within = self.within.as_ref().map(|(within, _)| within.clone());
        let themes = theme.into_iter().chain(self.narrowed).collect();
        Which { themes, article, within, query: self.query.clone() }
    }

    /// The theme that it is about, the narrower one first.
    pub fn theme(&self) -> Option<ThemeId> {
        self.narrowed.or(match self.source {
            Source::Theme(theme) => Some(theme),
            _ => None,
        })
    }

    /// The passage at an index, if it is loaded.
    pub fn at(&self, index: u64) -> Option<&Passage> {
        self.loaded.get(usize::try_from(index.checked_sub(self.first)?).ok()?)
    }

    pub fn chosen(&self) -> Option<&Passage> {
        self.at(self.cursor)
    }

    pub fn go_to(&mut self, index: u64) {
        self.cursor = index.min(self.total.saturating_sub(1));
    }

    /// Moves the cursor by so many passages.
    pub fn go(&mut self, by: i64) {
        self.go_to(self.cursor.saturating_add_signed(by));
    }

    /// Where the window ought to begin so that what shows is loaded; `None` if it is or is on its way.
    pub fn missing(&self) -> Option<u64> {
        let from = self.cursor.saturating_sub(self.near);
        let end = self.cursor.saturating_add(self.near).min(self.total);
        let loaded_end = self.first.saturating_add(self.loaded.len() as u64);
        if self.total == 0 || (self.first <= from && end <= loaded_end) {
            return None;
        }
        let first = self.cursor.saturating_sub(Self::WINDOW / 2);
        (self.asked != Some(first)).then_some(first)
    }

    /// Takes in a window; whether the number of all is yet to be asked for.
    pub fn take_in(&mut self, shown: Shown) -> bool {
        let end = shown.first.saturating_add(shown.passages.len() as u64);
        (self.first, self.loaded, self.headings) = (shown.first, shown.passages, shown.headings);
        (self.asked, self.ready, self.trouble) = (None, true, None);
        self.total = shown.total.unwrap_or(self.total.max(end));
        self.go_to(shown.at.unwrap_or(self.cursor));
        shown.total.is_none()
    }

    /// Begins anew with what is asked for now: nothing of it is loaded.
    pub fn begin(&mut self) {
        self.loaded.clear();
        (self.first, self.total, self.cursor) = (0, 0, 0);
        (self.asked, self.ready) = (None, false);
    }

    /// Nothing can be shown, and why.
    pub fn fail(&mut self, why: String) {
        self.begin();
        (self.ready, self.trouble) = (true, Some(why));
    }

    /// The passage that is chosen, and what stands above it.
    pub fn cited(&self) -> Option<(&Passage, &Heading)> {
        let passage = self.chosen()?;
        Some((passage, self.headings.get(&passage.annotation.article.id)?))
    }

    /// The annotation that is chosen.
    pub fn chosen_id(&self) -> Option<AnnotationId> {
        self.chosen().map(|passage| passage.annotation.id)
    }
}

/// What stands above the passages of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    pub title: String,
    /// Author, publication, date: those that are known.
    pub facts: Vec<String>,
    /// How many of its passages are meant.
    pub passages: u64,
    /// What it is cited by.
    pub meta: Metadata,
    /// Whether it is a chapter of a book, which its places are cited by as well.
    pub is_chapter: bool,
}

impl Heading {
    pub fn of(article: &Article, passages: u64) -> Self {
        let meta = &article.meta;
        let facts = [meta.byline.as_deref(), article.outlet(), meta.published.as_deref()];
        let facts = facts.into_iter().flatten().map(str::to_owned).collect();
        let is_chapter = article.book().is_some();
        Self { title: article.title().to_owned(), facts, passages, meta: meta.clone(), is_chapter }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_is_asked_for_once() {
        let mut board = Board::new(Source::Library);
        assert_eq!(board.missing(), None, "nothing is known to be there");
        (board.total, board.ready) = (50_000, true);
        assert_eq!(board.missing(), Some(0));
        board.go_to(u64::MAX);
        assert_eq!((board.cursor, board.missing()), (49_999, Some(49_899)));
        board.asked = Some(49_899);
        assert_eq!(board.missing(), None);
        board.go(-60_000);
        assert_eq!(board.cursor, 0);
    }
}
