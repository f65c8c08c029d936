//! What the library is searched for at length: suggestions for a theme, wording that articles share,
//! and a theme's passages counted. Each is a sheet of rows with a cursor, and has a request of its own.

use std::collections::BTreeMap;

use super::board::Heading;
use super::msg::Ticket;
use crate::model::suggest::Suggestions as Found;
use crate::model::{Applied, ArticleId, ThemeId};

mod counts;
mod suggestions;
mod wording;

pub use counts::{CountRow, Counts};
pub use suggestions::{Suggested, Suggestions};
pub use wording::{Origin, SharedRow, SharedWording};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Survey {
    /// Sentences that look like the passages of a theme.
    Suggestions { theme: ThemeId },
    /// What other articles have word for word.
    SharedWording { article: ArticleId },
    /// The passages of a theme, counted.
    Counts { theme: ThemeId },
}

impl Survey {
    /// Whether it may take long and can be given up. Counts are a read, which is over soon.
    pub fn is_long(self) -> bool {
        !matches!(self, Self::Counts { .. })
    }
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Surveyed {
    Suggestions {
        found: Found,
        headings: BTreeMap<ArticleId, Heading>,
    },
    SharedWording {
        rows: Vec<SharedRow>,
        origins: BTreeMap<ArticleId, Origin>,
        more: bool,
    },
    /// `left`: the rows of each part that are left out.
    Counts {
        rows: Vec<CountRow>,
        left: [usize; 3],
    },
}

/// How far the request is whose outcome fills a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    /// The one that is on its way; older outcomes are dropped.
    pub ticket: Option<Ticket>,
    /// Of 100.
    pub percent: u8,
    /// Something changed since it was asked: it is asked anew once it is there.
    pub is_stale: bool,
    /// The rows that show were read, now or before.
    pub is_filled: bool,
    /// Why there are none, or those that show are old.
    pub trouble: Option<String>,
}

impl Waiting {
    /// A request is on its way. What shows stays until it is there.
    pub fn begin(&mut self, ticket: Ticket) {
        (self.ticket, self.percent, self.is_stale) = (Some(ticket), 0, false);
    }

    fn end(&mut self) {
        (self.ticket, self.is_filled, self.trouble) = (None, true, None);
    }

    pub fn fail(&mut self, why: &str) {
        (self.ticket, self.trouble) = (None, Some(why.to_owned()));
    }

    /// What is said above the rows, or in their place.
    pub fn sentence(&self) -> Option<String> {
        match (&self.trouble, self.is_filled) {
            (Some(trouble), _) => Some(trouble.clone()),
            (None, false) if self.percent == 0 => Some("Reading…".to_owned()),
            (None, false) => Some(format!("Reading… {}%", self.percent)),
            (None, true) => None,
        }
    }
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub survey: Survey,
    /// What the theme or the article was called when it was opened.
    pub name: String,
    pub waiting: Waiting,
    pub rows: Rows,
}

/// What it shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    Suggestions(Suggestions),
    SharedWording(SharedWording),
    Counts(Counts),
}

impl Sheet {
    /// One that is still empty.
    pub fn new(survey: Survey, name: &str) -> Self {
        let rows = match survey {
            Survey::Suggestions { .. } => Rows::Suggestions(Suggestions::default()),
            Survey::SharedWording { .. } => Rows::SharedWording(SharedWording::default()),
            Survey::Counts { .. } => Rows::Counts(Counts::default()),
        };
        Self { survey, name: name.to_owned(), waiting: Waiting::default(), rows }
    }

    /// How many rows show.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Suggestions(rows) => rows.shown().count(),
            Rows::SharedWording(rows) => rows.all.len(),
            Rows::Counts(rows) => rows.all.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Index among the rows that show.
    pub fn cursor(&self) -> usize {
        match &self.rows {
            Rows::Suggestions(rows) => rows.cursor,
            Rows::SharedWording(rows) => rows.cursor,
            Rows::Counts(rows) => rows.cursor,
        }
    }

    pub fn cursor_mut(&mut self) -> &mut usize {
        match &mut self.rows {
            Rows::Suggestions(rows) => &mut rows.cursor,
            Rows::SharedWording(rows) => &mut rows.cursor,
            Rows::Counts(rows) => &mut rows.cursor,
        }
    }

    /// It is asked for, at first or anew.
    pub fn begin(&mut self, ticket: Ticket) {
        self.waiting.begin(ticket);
        if let Rows::Suggestions(rows) = &mut self.rows {
            rows.catch_up();
        }
    }

    /// Takes in what was found; the cursor stays on its row.
    pub fn take_in(&mut self, came: Surveyed) {
        match (&mut self.rows, came) {
            (Rows::Suggestions(rows), Surveyed::Suggestions { found, headings }) => {
                rows.take_in(found, headings);
            }
            (Rows::SharedWording(sheet), Surveyed::SharedWording { rows, origins, more }) => {
                sheet.take_in(rows, origins, more);
            }
            (Rows::Counts(sheet), Surveyed::Counts { rows, left }) => sheet.take_in(rows, left),
            _ => return,
        }
        self.waiting.end();
    }

    /// Whether a step of this program may have changed what it shows, and it does not know by itself how.
    pub fn is_touched(&self, applied: &Applied) -> bool {
        let touched = &applied.touched;
        match &self.rows {
            _ if applied.step.is_none() => false,
            Rows::Suggestions(rows) => !rows.know(applied.step),
            // What is marked in articles says nothing of their words.
            Rows::SharedWording(_) => !touched.texts.is_empty() || touched.annotations.is_empty(),
            Rows::Counts(_) => true,
        }
    }
}

#[cfg(test)]
mod tests;
