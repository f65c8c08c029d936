//! Wording that an article shares with others.

use std::collections::BTreeMap;

use crate::app::board::Heading;
use crate::model::ArticleId;
use crate::model::wording::Earlier;
use crate::text::Span;

/// A run of words that another article has too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRow {
    /// The other article, and where the words stand there.
    pub article: ArticleId,
    pub there: Span,
    pub words: usize,
    /// The paragraphs that they begin in, here and there.
    pub paragraphs: (Option<u32>, Option<u32>),
    /// The words as they stand there on one line, or as many as are shown and `…`.
    pub quote: String,
}

/// What is known of an article that shares wording.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    pub heading: Heading,
    pub earlier: Option<Earlier>,
}

/// The sheet of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SharedWording {
    pub all: Vec<SharedRow>,
    /// Of the articles of the rows, and of no other.
    pub origins: BTreeMap<ArticleId, Origin>,
    /// There is more than is shown, perhaps in more articles.
    pub more: bool,
    pub cursor: usize,
}

impl SharedWording {
    pub fn chosen(&self) -> Option<&SharedRow> {
        self.all.get(self.cursor)
    }

    /// Takes in what was found; the cursor stays on its words.
    pub(super) fn take_in(&mut self, all: Vec<SharedRow>, origins: BTreeMap<ArticleId, Origin>, more: bool) {
        let same = self
            .chosen()
            .and_then(|at| all.iter().position(|row| (row.article, row.there) == (at.article, at.there)));
        self.cursor = same.unwrap_or(self.cursor).min(all.len().saturating_sub(1));
        (self.all, self.origins, self.more) = (all, origins, more);
    }
}
