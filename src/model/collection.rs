//! Articles that belong together in order.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The number of a collection in this library; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CollectionId(pub i64);

/// What its articles are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CollectionKind {
    /// They are its chapters.
    #[default]
    Book,
    /// They are its items.
    Feed,
}

impl CollectionKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Feed => "feed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Book, Self::Feed].into_iter().find(|kind| kind.word() == word)
    }
}

/// What is known of a collection. Absent values are `None`, never empty strings, but for the title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CollectionMeta {
    pub kind: CollectionKind,
    pub title: String,
    /// Names parted by `; `.
    pub byline: Option<String>,
    /// The address of a feed, or that a book was fetched from.
    pub url: Option<String>,
    /// Where it was read from: a path, an address or `-`.
    pub source: Option<String>,
    /// A language tag such as `en`.
    pub language: Option<String>,
}

/// A collection of the library; its articles name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    pub id: CollectionId,
    pub uuid: Uuid,
    pub meta: CollectionMeta,
    /// When it was added, RFC 3339 in UTC.
    pub added: String,
    pub trashed: bool,
}

/// A collection named inside another object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionRef {
    pub id: CollectionId,
    pub uuid: Uuid,
    pub title: String,
    pub kind: CollectionKind,
}

impl CollectionRef {
    /// What to call it where it has no title.
    pub fn title(&self) -> &str {
        if self.title.trim().is_empty() { "untitled" } else { &self.title }
    }
}

/// Where an article belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// `None`: the collection that was added last in the same call.
    pub collection: Option<CollectionId>,
    /// From 1. 0: it goes by when it came, the newest first, as do the items of a feed.
    pub position: u32,
}

impl Place {
    /// The position, if there is one.
    pub fn stored(self) -> Option<u32> {
        (self.position > 0).then_some(self.position)
    }
}
