//! What is read.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::collection::{CollectionKind, CollectionRef};
use super::query::Date;
use crate::text::Offset;

/// The number of an article in this library; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub i64);

/// How far the user is with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    #[default]
    Unread,
    Reading,
    Done,
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Reading => "reading",
            Self::Done => "done",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Unread, Self::Reading, Self::Done].into_iter().find(|s| s.word() == word)
    }
}

/// What is known of an article beside its text. Absent values are `None`, never empty strings,
/// but for the title, which may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    pub title: String,
    /// Names parted by `; `.
    pub byline: Option<String>,
    /// The outlet.
    pub publication: Option<String>,
    /// YYYY, YYYY-MM or YYYY-MM-DD.
    pub published: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// Where it was read from: a path, an address, `-` or `seed:NAME`.
    pub source: Option<String>,
    /// `text`, `markdown`, `html` and so on.
    pub format: String,
    /// A language tag such as `en`.
    pub language: Option<String>,
}

/// Metadata that has a shape; the rest is any words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Date,
    Address,
    Language,
}

impl Shape {
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "a date",
            Self::Address => "an address",
            Self::Language => "a language",
        }
    }

    /// How to write a value that has not this shape. None at all is fine: it takes the old one away.
    pub fn mistake(self, value: &str) -> Option<&'static str> {
        let value = value.trim();
        let (fits, mend) = match self {
            Self::Date => (Date::parse(value).is_some(), "write YYYY, YYYY-MM or YYYY-MM-DD"),
            Self::Address => (is_address(value), "write it whole, as in https://example.org/page"),
            Self::Language => (is_language(value), "write a code such as en or en-GB"),
        };
        (!fits && !value.is_empty()).then_some(mend)
    }
}

/// Whether it names a place by a scheme: of the web with a host, or of another kind, but nothing that a program
/// would run.
fn is_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let runs = ["javascript", "vbscript", "data"].iter().any(|runs| scheme.eq_ignore_ascii_case(runs));
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let is_whole = if is_web {
        rest.strip_prefix("//").is_some_and(|rest| rest.starts_with(|c: char| !matches!(c, '/' | '?' | '#')))
    } else {
        scheme.len() > 1 && !rest.is_empty()
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme && is_whole && !runs && !address.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Whether it has the shape of a language tag: two or three letters, then parts after hyphens.
fn is_language(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(i, part)| {
        let letters = part.chars().all(|c| c.is_ascii_alphabetic());
        let usual = !part.is_empty() && part.len() <= 8 && part.chars().all(|c| c.is_ascii_alphanumeric());
        if i == 0 { letters && (2..=3).contains(&part.len()) } else { usual }
    })
}

/// An article as lists show it; the text is a [`super::Document`] of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    pub id: ArticleId,
    pub uuid: Uuid,
    pub meta: Metadata,
    pub status: Status,
    pub starred: bool,
    /// How far it was read, 0 to 100, rounded down.
    pub progress: u8,
    /// Words outside furniture.
    pub words: u64,
    /// Annotations on it.
    pub annotations: u64,
    /// Paths of the themes used in it, sorted.
    pub themes: Vec<String>,
    pub note: Option<String>,
    /// When it was added, RFC 3339 in UTC.
    pub added: String,
    /// Of the canonical text, in hexadecimal.
    pub sha256: String,
    /// Where the reader was left.
    pub place: Offset,
    pub trashed: bool,
    /// What it is a part of.
    pub collection: Option<CollectionRef>,
    /// Its place there, from 1.
    pub position: Option<u32>,
}

impl Article {
    /// An article as it comes in: unread, and with nothing on it.
    pub fn new(id: ArticleId, uuid: Uuid, meta: Metadata) -> Self {
        Self {
            id,
            uuid,
            meta,
            status: Status::Unread,
            starred: false,
            progress: 0,
            words: 0,
            annotations: 0,
            themes: Vec::new(),
            note: None,
            added: String::new(),
            sha256: String::new(),
            place: Offset(0),
            trashed: false,
            collection: None,
            position: None,
        }
    }

    /// What to call it where it has no title.
    pub fn title(&self) -> &str {
        if self.meta.title.is_empty() { "untitled" } else { &self.meta.title }
    }

    /// The title of the book that it is a chapter of.
    pub fn book(&self) -> Option<&str> {
        let book = self.collection.as_ref().filter(|collection| collection.kind == CollectionKind::Book);
        book.map(CollectionRef::title)
    }

    /// What it appeared in: its book, else its publication.
    pub fn outlet(&self) -> Option<&str> {
        self.book().or(self.meta.publication.as_deref())
    }
}

/// An article named inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRef {
    pub id: ArticleId,
    pub uuid: Uuid,
    pub title: String,
}
