//! The finder: type a few letters, take one of the rows that fit. What rows there are and what
//! taking one means is told by [`Seek`] and [`Pick`]; `act/find.rs` opens finders and takes rows.

use super::field::Field;
use super::msg::Ticket;
use crate::command::Command;
use crate::model::ArticleId;
use crate::text::Offset;
use crate::text::fuzzy::{Fit, Fuzzy};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seek {
    Commands,
    /// Articles by name: the store is asked as the user types.
    Articles,
    /// Headings of the open article, or the beginnings of its paragraphs.
    Outline,
    /// Drafts that wait.
    Drafts,
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    Command(Command),
    Article(ArticleId),
    /// A place in the open article.
    Place(Offset),
    /// One of the drafts that are listed, by its number.
    Draft(usize),
    /// The word itself: it completes a line.
    Word,
}

/// A row that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub name: String,
    /// Shown dimmed after the name, and found by whole words.
    pub beside: String,
    /// What does not show and is found by whole words too, with what does; mostly nothing.
    pub more: String,
    /// The right-hand column; not searched.
    pub right: String,
    /// Cells by which the name is set in.
    pub indent: u8,
    /// Shown below the rows while this one is chosen; empty if there is nothing to say.
    pub detail: String,
    /// It cannot be taken now; `detail` says why.
    pub refused: bool,
    pub pick: Pick,
}

impl Item {
    /// A row with a name and nothing else.
    pub fn new(name: impl Into<String>, pick: Pick) -> Self {
        Self {
            name: name.into(),
            beside: String::new(),
            more: String::new(),
            right: String::new(),
            indent: 0,
            detail: String::new(),
            refused: false,
            pick,
        }
    }
}

/// A row that fits what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Index of the item.
    pub item: usize,
    pub fit: Fit,
}

/// The rows that fit, best first; in their own order while nothing is typed.
pub fn rank(items: &[Item], typed: &str) -> Vec<Hit> {
    let typed = typed.trim();
    if typed.is_empty() {
        return (0..items.len()).map(|item| Hit { item, fit: Fit::default() }).collect();
    }
    let mut fuzzy = Fuzzy::new(typed);
    let mut hits: Vec<Hit> = items
        .iter()
        .enumerate()
        .filter_map(|(i, item)| {
            let shown = fuzzy.fit(&item.name, &item.beside);
            let more = || Some(Fit { score: fuzzy.fit("", &item.more)?.score, ..Fit::default() });
            Some(Hit { item: i, fit: shown.or_else(more)? })
        })
        .collect();
    // A stable sort: equals stay in their own order.
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.fit.score));
    hits
}

/// The open finder.
#[derive(Debug, Clone)]
pub struct Finder {
    pub seek: Seek,
    pub title: String,
    /// Shown in the field while nothing is typed.
    pub hint: &'static str,
    pub field: Field,
    pub items: Vec<Item>,
    pub hits: Vec<Hit>,
    /// Index of the chosen hit.
    pub chosen: usize,
    /// The newest request for rows that is on its way; older outcomes are dropped.
    pub awaited: Option<Ticket>,
    /// Take the row by itself if what is typed can mean only one.
    pub at_once: bool,
    /// What the rows were last ranked by.
    ranked: String,
}

impl Finder {
    pub fn new(seek: Seek, title: impl Into<String>, hint: &'static str, items: Vec<Item>) -> Self {
        let mut finder = Self {
            seek,
            title: title.into(),
            hint,
            field: Field::default(),
            items,
            hits: Vec::new(),
            chosen: 0,
            awaited: None,
            at_once: false,
            ranked: String::new(),
        };
        finder.rank();
        finder
    }

    /// The chosen row.
    pub fn item(&self) -> Option<&Item> {
        self.items.get(self.hits.get(self.chosen)?.item)
    }

    /// After a key in the field: whether the text changed. The rows follow.
    pub fn retype(&mut self) -> bool {
        if self.ranked == self.field.text() {
            return false;
        }
        self.rank();
        true
    }

    /// Other rows, as the store found them for what is typed.
    pub fn replace(&mut self, items: Vec<Item>) {
        self.items = items;
        self.awaited = None;
        self.rank();
    }

    /// The row that can only be meant: the only one, or the only one of that very name.
    pub fn only(&self) -> Option<&Item> {
        let typed = self.field.text().trim().to_lowercase();
        let mut same = self.items.iter().filter(|item| item.name.to_lowercase() == typed);
        match (same.next(), same.next(), self.hits.as_slice()) {
            (Some(item), None, _) => Some(item),
            (_, _, [_]) => self.item(),
            _ => None,
        }
    }

    fn rank(&mut self) {
        self.ranked = self.field.text().to_owned();
        self.hits = rank(&self.items, &self.ranked);
        self.chosen = 0;
    }

    /// The next or the previous row; past the end comes the beginning.
    pub fn step(&mut self, by: isize) {
        let rows = self.hits.len();
        if rows > 0 {
            let by = by.rem_euclid(isize::try_from(rows).unwrap_or(isize::MAX));
            self.chosen = (self.chosen + by.unsigned_abs()) % rows;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder() -> Finder {
        let items = ["Undo", "Under the bridge", "Redo"].map(|name| Item::new(name, Pick::Place(Offset(0))));
        Finder::new(Seek::Outline, "Outline", "", items.to_vec())
    }

    #[test]
    fn rows_follow_what_is_typed_and_the_choice_goes_round() {
        let mut finder = finder();
        assert_eq!(finder.hits.len(), 3);
        finder.step(-1);
        assert_eq!(finder.item().map(|item| &*item.name), Some("Redo"));
        finder.step(1);
        assert_eq!(finder.chosen, 0);
        finder.field.insert("und");
        assert!(finder.retype() && !finder.retype());
        assert_eq!(finder.hits.len(), 2);
        assert_eq!(finder.item().map(|item| &*item.name), Some("Undo"));
        finder.field.insert("x");
        finder.retype();
        finder.step(1);
        assert_eq!(finder.item(), None);
    }

    #[test]
    fn what_can_only_be_meant_is_known() {
        let mut finder = finder();
        assert_eq!(finder.only(), None);
        finder.field.insert("undo");
        finder.retype();
        assert_eq!(finder.only().map(|item| &*item.name), Some("Undo"));
        finder.field.insert(" r");
        finder.retype();
        assert_eq!(finder.only(), None);
    }
}
