//! Feeds: RSS 0.9 to 2.0 with its RDF kinds, Atom and JSON Feed, and lists of feeds in OPML.
//!
//! Feeds are broken in every way there is, so there is no strict reading here that could fail: one pass
//! over the markup (`scan`) takes what it can make out, and what was odd about it becomes a warning. No
//! entity of a document's own is expanded, nothing nests, and what is taken is bounded.

mod article;
mod cut;
mod date;
mod json;
mod links;
mod opml;
mod people;
mod scan;
mod words;
mod xml;

pub use article::article;
pub use cut::whole;
pub use links::linked;
pub use opml::{Listed, opml};

use super::html::charset;
use super::sniff::may_begin;
use super::{Hint, ImportError};

/// Items that are taken of a feed, where the caller has no other number.
pub const MOST: usize = 1_000;

/// A feed, as far as it could be read. Links are whole addresses of the web.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    pub title: String,
    /// The page that the feed is about.
    pub site: Option<String>,
    pub language: Option<String>,
    /// In the order of the feed.
    pub items: Vec<Item>,
    /// What was odd, as sentences without a full stop.
    pub warnings: Vec<String>,
    /// Its end is missing.
    pub is_cut: bool,
}

/// An item of a feed: what an article can be made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// What the feed calls it by: its guid or id.
    pub id: Option<String>,
    pub link: Option<String>,
    pub title: String,
    /// Names parted by `; `.
    pub byline: Option<String>,
    /// YYYY, YYYY-MM or YYYY-MM-DD.
    pub published: Option<String>,
    /// That is when it was changed last, as the feed does not say when it came out.
    pub is_dated_by_change: bool,
    pub content: Option<Body>,
    pub summary: Option<Body>,
    pub language: Option<String>,
    /// Against which relative links in its words are read.
    pub base: Option<String>,
    /// The feed broke off in it.
    pub is_cut: bool,
}

/// Words of an item as the feed has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Html(String),
    Text(String),
}

impl Body {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Html(text) | Self::Text(text) => text,
        }
    }

    /// Of markup, unless there is nothing in it.
    fn html(text: String) -> Option<Self> {
        (!text.trim().is_empty()).then_some(Self::Html(text))
    }

    fn text(text: String) -> Option<Self> {
        (!text.trim().is_empty()).then_some(Self::Text(text))
    }
}

/// What bytes are, of what this reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Feed,
    /// A list of feeds.
    Opml,
}

/// What the bytes begin like, if it is a feed or a list of feeds. O(1).
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    if !may_begin(bytes, b"<{") {
        return None;
    }
    let head: Vec<u8> = bytes.iter().take(16 << 10).filter(|b| **b != 0).copied().collect();
    let head = String::from_utf8_lossy(&head);
    let text = head.trim_start_matches(['\u{feff}', '\u{fffd}', 'ÿ', 'þ']).trim_start();
    if text.starts_with('{') {
        return json::names_itself(text).then_some(Kind::Feed);
    }
    match scan::root(text)?.rsplit(':').next() {
        Some("rss" | "rdf" | "feed" | "channel") => Some(Kind::Feed),
        Some("opml") => Some(Kind::Opml),
        _ => None,
    }
}

/// Reads a feed: `most` items at most. O(bytes).
pub fn read(bytes: &[u8], hint: &Hint<'_>, most: usize) -> Result<Feed, ImportError> {
    let text = characters(bytes, hint)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut feed = if text.starts_with('{') {
        json::read(text, hint.address, most)?
    } else {
        xml::read(text, hint.address, most).ok_or(ImportError::NoFeed)?
    };
    if feed.items.len() >= most {
        feed.warnings.push(format!("only its first {most} items are taken"));
    }
    feed.title = words::line(&feed.title);
    Ok(feed)
}

/// The characters of a feed or list, which may be named wrongly.
fn characters<'a>(bytes: &'a [u8], hint: &Hint<'_>) -> Result<std::borrow::Cow<'a, str>, ImportError> {
    if bytes.len() > hint.pages.bytes {
        return Err(ImportError::LargePage { size: bytes.len(), limit: hint.pages.bytes });
    }
    charset::decode(bytes, hint.charset)
}

#[cfg(test)]
mod tests;
