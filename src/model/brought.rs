//! What comes from another library or program and keeps the identity that it has there. A UUID that is
//! `None`, or that something else in the library has, is given anew.

use uuid::{Builder, Uuid};

use super::annotation::State;
use super::article::{Metadata, Status};
use super::document::Document;
use super::edit::ThemeName;
use crate::text::Span;

/// An article with what was done on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtArticle {
    pub uuid: Option<Uuid>,
    pub meta: Metadata,
    pub document: Document,
    pub status: Status,
    pub starred: bool,
    pub note: Option<String>,
    pub annotations: Vec<BroughtAnnotation>,
}

/// A passage with its themes and its note, as it is to stand here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtAnnotation {
    /// One of the article that has it already becomes as this says; where an annotation of another article
    /// has it, this goes by its [`stand_in`].
    pub uuid: Option<Uuid>,
    /// Where it is; `None` leaves one that is here where it is.
    pub place: Option<BroughtPlace>,
    /// All of its themes.
    pub themes: Vec<ThemeName>,
    pub note: Option<String>,
    /// RFC 3339 in UTC; now where it is not known.
    pub created: Option<String>,
    pub updated: Option<String>,
}

/// Where an annotation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtPlace {
    /// Bytes of the present text, on grapheme boundaries and not empty; of a lost one clamped into it.
    pub span: Span,
    pub state: State,
    /// The words it was made on, with their context; of one that is placed or moved those of the text count.
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
}

impl BroughtPlace {
    /// On the words of the text.
    pub fn at(span: Span) -> Self {
        let (quote, prefix, suffix) = (String::new(), String::new(), String::new());
        Self { span, state: State::Placed, quote, prefix, suffix }
    }
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

/// By what an annotation goes on an article of the UUID `article` where one of another article has its own
/// UUID: the same each time, so that what comes again is known again. Version 8 leaves to us what it is made of.
pub fn stand_in(annotation: Uuid, article: Uuid) -> Uuid {
    Builder::from_custom_bytes((annotation.as_u128() ^ article.as_u128()).to_be_bytes()).into_uuid()
}
