//! An item while it is read: what its elements say, the surer before the less sure.

use super::super::super::html::scan::text::Tag;
use super::super::words::{self, Sort};
use super::super::{Body, Item, date, people};
use super::attribute;
use crate::import::address;

/// How sure a date is that says when something was changed last.
const CHANGED: u8 = 4;

/// What an element tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    Title,
    /// Of another vocabulary, where there is no title.
    OtherTitle,
    Link,
    /// As it was before somebody who counts readers replaced it.
    OriginalLink,
    Id,
    Summary,
    OtherSummary,
    Content,
    Author,
    /// A date; the lower, the surer.
    Date(u8),
    Language,
    /// Passed over with all that is in it.
    Nothing,
}

impl Read {
    /// What the element of this name tells, in an item or in the feed.
    pub(super) fn of(name: &str, in_item: bool) -> Option<Self> {
        Some(match name {
            "title" => Self::Title,
            "dc:title" | "media:title" => Self::OtherTitle,
            "link" => Self::Link,
            "feedburner:origlink" => Self::OriginalLink,
            "guid" | "id" | "dc:identifier" => Self::Id,
            "description" | "summary" | "abstract" => Self::Summary,
            "dc:description" | "itunes:summary" | "media:description" | "dcterms:abstract" => {
                Self::OtherSummary
            }
            "content:encoded" | "content" | "xhtml:body" | "xhtml:div" | "body" | "fullitem" | "div" => {
                Self::Content
            }
            "author" | "dc:creator" | "dc:author" | "itunes:author" => Self::Author,
            "published" | "issued" | "dcterms:issued" => Self::Date(0),
            "pubdate" => Self::Date(1),
            "dc:date" | "date" => Self::Date(2),
            "created" | "dcterms:created" => Self::Date(3),
            "updated" | "modified" | "dcterms:modified" => Self::Date(CHANGED),
            "language" | "dc:language" => Self::Language,
            "image" | "textinput" | "cloud" | "skiphours" | "skipdays" | "source" => Self::Nothing,
            "managingeditor" | "webmaster" | "copyright" | "generator" if !in_item => Self::Nothing,
            _ => return None,
        })
    }

    /// Whether nothing else of an item stands within.
    pub(super) fn is_leaf(self) -> bool {
        !matches!(self, Self::Content | Self::Nothing)
    }
}

#[derive(Debug)]
pub(super) struct Part {
    pub item: Item,
    /// What RDF calls it by.
    pub about: Option<String>,
    pub authors: Vec<String>,
    original: Option<String>,
    /// Its id is its address, too.
    is_permanent: bool,
    other_title: String,
    other_summary: Option<Body>,
    date: Option<(u8, String)>,
}

impl Part {
    pub(super) fn new(base: Option<String>) -> Self {
        Self {
            item: Item { base, ..Item::default() },
            about: None,
            authors: Vec::new(),
            original: None,
            is_permanent: true,
            other_title: String::new(),
            other_summary: None,
            date: None,
        }
    }

    pub(super) fn take(&mut self, read: Read, tag: &Tag<'_>, value: &str, sort: Sort, base: Option<String>) {
        let item = &mut self.item;
        match read {
            Read::Title if item.title.is_empty() => item.title = words::plain(value, sort),
            Read::OtherTitle if self.other_title.is_empty() => self.other_title = words::plain(value, sort),
            Read::Link => {
                let found = link(tag, value, base.as_deref().or(item.base.as_deref()));
                if item.link.is_none() {
                    item.link = found;
                }
            }
            Read::OriginalLink => self.original = link(tag, value, None),
            Read::Id if item.id.is_none() => {
                item.id = Some(words::line(value)).filter(|id| !id.is_empty());
                let permanent = attribute(tag, "ispermalink");
                self.is_permanent = permanent.is_none_or(|said| !said.eq_ignore_ascii_case("false"));
            }
            Read::Summary if item.summary.is_none() => item.summary = body(value, sort),
            Read::OtherSummary if self.other_summary.is_none() => self.other_summary = body(value, sort),
            Read::Content => {
                if let Some(source) = attribute(tag, "src").filter(|_| item.link.is_none()) {
                    item.link = link_to(&source, base.as_deref().or(item.base.as_deref()));
                }
                let longer = item.content.as_ref().is_none_or(|known| known.as_str().len() < value.len());
                if longer && let Some(found) = body(value, sort) {
                    item.content = Some(found);
                    item.base = base.or(item.base.take());
                }
            }
            Read::Date(rank) if self.date.as_ref().is_none_or(|(known, _)| rank < *known) => {
                if let Some(found) = date::read(value) {
                    self.date = Some((rank, found));
                }
            }
            Read::Language if item.language.is_none() => item.language = Some(words::line(value)),
            _ => {}
        }
    }

    /// The item, unless nothing is known of it.
    pub(super) fn finish(self) -> Option<Item> {
        let mut item = self.item;
        item.id = item.id.or(self.about);
        if item.title.is_empty() {
            item.title = self.other_title;
        }
        item.summary = item.summary.or(self.other_summary);
        item.byline = people::byline(&self.authors);
        item.is_dated_by_change = self.date.as_ref().is_some_and(|(rank, _)| *rank == CHANGED);
        item.published = self.date.map(|(_, date)| date);
        item.language = item.language.filter(|language| is_language(language));
        item.link = self.original.or(item.link).or_else(|| {
            let id = item.id.as_deref().filter(|_| self.is_permanent)?;
            address::is_web(id).then(|| id.to_owned())
        });
        let is_something =
            !item.title.is_empty() || item.link.is_some() || item.content.is_some() || item.summary.is_some();
        is_something.then_some(item)
    }
}

fn body(value: &str, sort: Sort) -> Option<Body> {
    let is_html = match sort {
        Sort::Html | Sort::Markup => true,
        Sort::Text => false,
        Sort::Any | Sort::Packed => words::is_html(value),
    };
    if is_html { Body::html(value.to_owned()) } else { Body::text(value.to_owned()) }
}

/// The address that a link is to, if it is one to read.
pub(super) fn link(tag: &Tag<'_>, value: &str, base: Option<&str>) -> Option<String> {
    let Some(href) = attribute(tag, "href") else {
        // Words, as RSS has it; its own line, as others write it behind a name.
        return link_to(value.split_whitespace().find(|word| !word.is_empty())?, base);
    };
    let rel = attribute(tag, "rel").map(|rel| rel.to_ascii_lowercase());
    let is_page = rel
        .as_deref()
        .is_none_or(|rel| rel == "alternate" || rel == "http://www.iana.org/assignments/relation/alternate");
    let kind = attribute(tag, "type").map(|kind| kind.to_ascii_lowercase());
    let other = kind.is_some_and(|kind| kind.ends_with("atom+xml") || kind.ends_with("rss+xml"));
    (is_page && !other).then(|| link_to(&href, base)).flatten()
}

fn link_to(reference: &str, base: Option<&str>) -> Option<String> {
    let found = address::join(base, reference)?;
    address::is_web(&found).then_some(found)
}

/// Whether a language is one as tags name it.
pub(in crate::import::feed) fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
