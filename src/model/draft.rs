//! A note that is not yet saved. Drafts are state: kept as they are typed, never in the history.

use super::annotation::AnnotationId;
use super::article::ArticleId;
use super::theme::ThemeId;
use crate::text::Span;

/// What a draft belongs to. Until its first save the note of a new annotation belongs to article and span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftOn {
    Library,
    Article(ArticleId),
    Theme(ThemeId),
    Annotation(AnnotationId),
    Passage {
        article: ArticleId,
        span: Span,
    },
    /// Other words for a span of the text, in bytes of the text that it was begun on.
    Correction {
        article: ArticleId,
        span: Span,
    },
}

/// Text typed so far, and when, RFC 3339 in UTC (set by the store).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub on: DraftOn,
    pub text: String,
    /// The words that a correction replaces or that a note is on, by which it is known when the text has moved.
    pub was: Option<String>,
    pub updated: String,
}
