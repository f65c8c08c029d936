//! The tray of annotations that a new text left without a sure place, and what changed in the text.

use super::msg::Ticket;
use crate::model::{Annotation, ArticleId, State};
use crate::text::Span;

/// A place that an annotation may belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub span: Span,
    /// How like the words and their surroundings are, 0 to 100, which is the very words; `None` for where it is now.
    pub percent: Option<u8>,
    /// The words there.
    pub words: String,
}

/// An annotation that was lost, or whose words changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    pub annotation: Annotation,
    /// Best first.
    pub places: Vec<Candidate>,
}

/// The open tray.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tray {
    /// Of one article, or of all.
    pub article: Option<ArticleId>,
    pub all: Vec<Unplaced>,
    pub cursor: usize,
    /// The chosen place of the chosen annotation.
    pub place: usize,
    /// The request whose outcome fills it.
    pub ticket: Ticket,
    pub loaded: bool,
    /// What shows is from before an edit: what comes instead is on its way.
    pub stale: bool,
    /// How many there are in other articles, where this one has none.
    pub elsewhere: u64,
}

impl Tray {
    pub fn chosen(&self) -> Option<&Unplaced> {
        self.all.get(self.cursor)
    }

    pub fn chosen_place(&self) -> Option<&Candidate> {
        self.chosen()?.places.get(self.place)
    }

    /// As in “2 lost, 1 changed”.
    pub fn counts(&self) -> String {
        let count = |state| self.all.iter().filter(|one| one.annotation.state == state).count();
        let parts: Vec<String> = [State::Lost, State::Changed]
            .into_iter()
            .filter(|state| count(*state) > 0)
            .map(|state| format!("{} {}", count(state), state.word()))
            .collect();
        parts.join(", ")
    }
}

/// Paragraphs to be read: what changed between the text and the one before it, with `[-removed-]` and
/// `{+added+}`; or messages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compare {
    pub title: String,
    pub changes: Vec<String>,
    pub top: usize,
    pub ticket: Ticket,
    pub loaded: bool,
    /// How far it is while it is being read, of 100.
    pub percent: u8,
    /// What is said where there is nothing to read.
    pub none: &'static str,
}

impl Compare {
    /// What is there to be read at once.
    pub fn of(title: &str, changes: Vec<String>, none: &'static str) -> Self {
        Self { title: title.to_owned(), changes, loaded: true, none, ..Self::default() }
    }
}
