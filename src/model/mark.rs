//! A place that the user marked with a letter.

use super::anchor::{self, Trace};
use super::article::{Article, ArticleId};
use super::document::Document;
use crate::text::{Offset, grapheme};

/// A place in an article under a letter: state of the library, not an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// a to z.
    pub letter: char,
    pub article: ArticleId,
    /// Of the text in which it was set, in hexadecimal.
    pub sha256: String,
    /// What stands there.
    pub trace: Trace,
}

impl Mark {
    pub fn set(letter: char, article: &Article, document: &Document, at: Offset) -> Self {
        let trace = anchor::trace(&document.text, at);
        Self { letter, article: article.id, sha256: article.sha256.clone(), trace }
    }

    /// Where it is in the text that its article has now, on a grapheme boundary.
    pub fn place(&self, article: &Article, document: &Document) -> Offset {
        if self.sha256 == article.sha256 {
            return grapheme::floor(&document.text, self.trace.at.0);
        }
        anchor::retrace(&document.text, &self.trace)
    }
}
