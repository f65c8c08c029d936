//! What comes from another library or program and keeps the identity that it has there. A UUID that is
//! `None`, or that something else in the library has, is given anew.

use uuid::Uuid;

use super::article::Metadata;
use super::document::Document;
use super::theme::ThemeId;
use crate::text::Span;

/// An article with what was done on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtArticle {
    pub uuid: Option<Uuid>,
    pub meta: Metadata,
    pub document: Document,
    pub note: Option<String>,
    pub annotations: Vec<BroughtAnnotation>,
}

/// A passage with its themes and its note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtAnnotation {
    pub uuid: Option<Uuid>,
    /// Bytes of the canonical text, on grapheme boundaries and not empty.
    pub span: Span,
    pub themes: Vec<ThemeId>,
    pub note: Option<String>,
    /// RFC 3339 in UTC; now where it is not known.
    pub created: Option<String>,
    pub updated: Option<String>,
}

/// A theme of a path that the library has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtTheme {
    pub uuid: Option<Uuid>,
    /// Missing parents are made.
    pub path: String,
    /// `#rrggbb`; one that tells it from the others where it is not known.
    pub color: Option<String>,
    pub description: Option<String>,
    pub note: Option<String>,
}
