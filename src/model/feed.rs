//! Subscriptions: a feed is a collection, and this is what is known of fetching it.

use super::article::ArticleId;
use super::collection::Collection;

/// What is kept between two times that a feed is fetched. State, not part of any step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedState {
    /// The page that the feed is about.
    pub site: Option<String>,
    /// How the server named the version that was fetched last: `ETag`, `Last-Modified`.
    pub tag: Option<String>,
    pub modified: Option<String>,
    /// When it was fetched last without failure, RFC 3339 in UTC.
    pub fetched: Option<String>,
    /// Why it could not be fetched last; `None` once it could.
    pub failure: Option<String>,
    /// Before this time (RFC 3339 in UTC) its server does not want to be asked.
    pub rests: Option<String>,
    /// The server said that it is gone for good.
    pub gone: bool,
    /// It may be on this computer or in a local network.
    pub local: bool,
}

/// A feed that is subscribed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    pub collection: Collection,
    pub state: FeedState,
    /// Articles that came of it and are not in the trash.
    pub articles: u64,
}

impl Subscription {
    /// What to call it: its title, or else its address.
    pub fn name(&self) -> &str {
        let meta = &self.collection.meta;
        if meta.title.is_empty() { meta.url.as_deref().unwrap_or("untitled") } else { &meta.title }
    }

    /// Whether it is asked for when all feeds are, at the time `now`.
    pub fn is_due(&self, now: &str) -> bool {
        !self.state.gone && self.state.rests.as_deref().is_none_or(|rests| rests <= now)
    }

    /// Where it is fetched from, or read.
    pub fn address(&self) -> &str {
        self.collection.meta.url.as_deref().unwrap_or_default()
    }
}

/// Before the hash of an item whose page is still to be fetched: as many times as it was asked for in vain.
pub const WANTED: &str = "wanted ";
/// Before the hash, behind [`WANTED`], of an item of which only the summary is here, as its page could not
/// be had.
pub const SUMMARY: &str = "summary ";
/// Before the hash of an item of which only a part is here, as the feed broke off in it.
pub const PART: &str = "part ";

/// An item of a feed that was met before. State, so that what was put away never comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownItem {
    /// What the feed calls it by, else its address, else a hash.
    pub key: String,
    /// Of all that the feed said of it; before it [`WANTED`], [`SUMMARY`] or [`PART`], where that is so.
    pub hash: String,
    /// Its title as the feed had it.
    pub title: String,
    /// `None` once it was deleted for good.
    pub article: Option<ArticleId>,
}

impl KnownItem {
    /// How many times its page was asked for in vain, as long as that is wanted.
    pub fn tries(&self) -> usize {
        (self.hash.len() - self.settled().len()) / WANTED.len()
    }

    /// Its hash once its page is not wanted any more.
    pub fn settled(&self) -> &str {
        self.hash.trim_start_matches(WANTED)
    }

    /// What is here of it is but the summary that the feed had.
    pub fn is_summary(&self) -> bool {
        self.settled().starts_with(SUMMARY)
    }

    /// The hash of all that the feed said of it.
    pub fn own(&self) -> &str {
        self.settled().strip_prefix(SUMMARY).unwrap_or(self.settled())
    }

    /// Whether this is the hash of all that the feed said of it.
    pub fn is_of(&self, hash: &str) -> bool {
        self.own() == hash
    }
}
