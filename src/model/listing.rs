//! Which articles a list shows, and in what order.

use super::query::{Expr, Is, Query, Term};

/// By what a list of articles is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortBy {
    #[default]
    Added,
    Published,
    Title,
    Byline,
    Publication,
    Progress,
    Annotations,
    Opened,
}

/// The order of a list of articles. The default, newest first, costs what the window costs; any
/// other looks at every article that matches. What has no value (a date, an outlet, a time at
/// which it was opened) comes last either way; equals come in the order in which they were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    pub by: SortBy,
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        SortBy::Added.usual()
    }
}

impl SortBy {
    pub const EACH: [Self; 8] = [
        Self::Added,
        Self::Published,
        Self::Title,
        Self::Byline,
        Self::Publication,
        Self::Progress,
        Self::Annotations,
        Self::Opened,
    ];

    /// The word for it on the command line and where it is remembered.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Published => "published",
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Publication => "publication",
            Self::Progress => "progress",
            Self::Annotations => "annotations",
            Self::Opened => "opened",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|by| by.word() == word)
    }

    /// The order in which people look for it: words from A on, times and numbers from the newest
    /// and the largest down.
    pub fn usual(self) -> Sort {
        Sort { by: self, descending: !matches!(self, Self::Title | Self::Byline | Self::Publication) }
    }
}

impl Sort {
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { descending: !self.descending, ..self }
    }

    /// In words that [`Sort::parse`] reads back.
    pub fn words(self) -> String {
        format!("{} {}", self.by.word(), if self.descending { "down" } else { "up" })
    }

    pub fn parse(words: &str) -> Option<Self> {
        let (by, way) = words.split_once(' ')?;
        let descending = match way {
            "down" => true,
            "up" => false,
            _ => return None,
        };
        Some(Self { by: SortBy::parse(by)?, descending })
    }
}

/// What a list shows before it is filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shelf {
    #[default]
    All,
    Unread,
    Starred,
    Annotated,
    Bare,
    Trash,
}

impl Shelf {
    fn expr(self) -> Option<Expr> {
        let is = |is| Expr::Term(Term::Is(is));
        match self {
            Self::All | Self::Trash => None,
            Self::Unread => Some(is(Is::Unread)),
            Self::Starred => Some(is(Is::Starred)),
            Self::Annotated => Some(is(Is::Annotated)),
            Self::Bare => Some(Expr::negate(is(Is::Annotated))),
        }
    }
}

/// A list of articles: what is on the shelf and matches the query, in an order. A window of it is
/// counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    pub query: Query,
    pub shelf: Shelf,
    pub sort: Sort,
}

impl Listing {
    /// The query with what the shelf asks for. What is still being typed stays the last term.
    pub fn whole_query(&self) -> Query {
        let Some(asked) = self.shelf.expr() else { return self.query.clone() };
        let expr = Expr::all([asked, self.query.expr.clone()]);
        Query { expr, prefix_last: self.query.prefix_last && !self.query.is_all() }
    }

    /// Whether it lists what is in the trash in place of what is not.
    pub fn is_trash(&self) -> bool {
        self.shelf == Shelf::Trash
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::query::parse;

    #[test]
    fn an_order_is_remembered_in_words() {
        for by in SortBy::EACH {
            for sort in [by.usual(), by.usual().reversed()] {
                assert_eq!(Sort::parse(&sort.words()), Some(sort));
            }
        }
        assert_eq!(Sort::parse("title"), None);
        assert_eq!(Sort::parse("size up"), None);
        assert_eq!(Sort::parse("title sideways"), None);
    }

    #[test]
    fn a_shelf_narrows_the_filter() {
        let listing =
            |shelf, typed| Listing { shelf, query: parse(typed).unwrap().typing(), ..Listing::default() };
        assert_eq!(listing(Shelf::Unread, "a OR b").whole_query().to_string(), "is:unread (a OR b)");
        assert_eq!(listing(Shelf::Bare, "").whole_query().to_string(), "-is:annotated");
        assert_eq!(listing(Shelf::Trash, "a").whole_query().to_string(), "a");
    }
}
