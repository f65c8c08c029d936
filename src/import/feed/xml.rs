//! RSS, RDF and Atom in one reading: they differ in names, and feeds mix the names of all of them.

mod names;
mod part;

use self::names::Names;
pub(super) use self::part::is_language;
use self::part::{Part, Read};
use super::scan::{Markup, Scanner};
use super::words::{self, Sort};
use super::{Feed, people};
use crate::import::address;
use crate::import::html::scan::text::Tag;

/// Reads a feed; `None` where there is nothing of one.
pub(super) fn read(text: &str, address: Option<&str>, most: usize) -> Option<Feed> {
    let mut walk = Walk {
        scanner: Scanner::new(text),
        names: Names::default(),
        feed: Feed::default(),
        base: address.map(str::to_owned),
        item: None,
        most,
        is_feed: false,
        is_broken: false,
        depth: 0,
        ended: false,
        authors: Vec::new(),
    };
    walk.all();
    walk.done()
}

#[derive(Debug)]
struct Walk<'a> {
    scanner: Scanner<'a>,
    names: Names,
    feed: Feed,
    /// Against which relative links of the feed are read.
    base: Option<String>,
    item: Option<Part>,
    most: usize,
    /// Something of a feed was met.
    is_feed: bool,
    is_broken: bool,
    /// Elements that are open.
    depth: isize,
    /// The root was closed.
    ended: bool,
    /// Who wrote what names no author of its own, as Atom has it.
    authors: Vec<String>,
}

impl Walk<'_> {
    fn all(&mut self) {
        while let Some(markup) = self.scanner.next() {
            match markup {
                Markup::Start { name, tag, is_empty } => {
                    if !is_empty {
                        self.depth += 1;
                    }
                    self.start(&name, &tag, is_empty);
                    if self.feed.items.len() >= self.most {
                        return;
                    }
                }
                Markup::End(name) => {
                    self.depth -= 1;
                    match self.names.known(&name).as_str() {
                        "item" | "entry" => self.close(),
                        "rss" | "feed" | "rdf:rdf" => self.ended = true,
                        _ => {}
                    }
                }
            }
        }
    }

    fn start(&mut self, written: &str, tag: &Tag<'_>, is_empty: bool) {
        let known = self.names.of(written, tag);
        let name = known.as_str();
        let base = attribute(tag, "xml:base");
        match name {
            "rss" | "rdf:rdf" | "rdf" | "feed" | "channel" => {
                self.is_feed = true;
                if let Some(base) = base {
                    self.base = address::join(self.base.as_deref(), &base).or(self.base.take());
                }
                if let Some(language) = attribute(tag, "xml:lang").filter(|_| self.feed.language.is_none()) {
                    self.feed.language = Some(language);
                }
                return;
            }
            "item" | "entry" => {
                self.is_feed = true;
                self.close();
                let base = base.and_then(|base| address::join(self.base.as_deref(), &base));
                let mut part = Part::new(base.or_else(|| self.base.clone()));
                part.item.language = attribute(tag, "xml:lang");
                let about =
                    tag.attributes.iter().find(|(key, _)| key.to_ascii_lowercase().ends_with(":about"));
                part.about = about.and_then(|(key, _)| attribute(tag, key));
                if !is_empty {
                    self.item = Some(part);
                }
                return;
            }
            _ => {}
        }
        let Some(read) = Read::of(name, self.item.is_some()) else { return };
        let mut value = String::new();
        let sort = sort_of(tag);
        if !is_empty {
            let names = &self.names;
            let content = self
                .scanner
                .content(written, &|name| Read::of(&names.known(name), true).is_some_and(Read::is_leaf));
            self.depth -= 1;
            self.is_broken |= content.is_open;
            if read == Read::Author {
                self.author(name, content.raw);
                return;
            }
            value = if sort == Sort::Markup {
                content.raw.to_owned()
            } else {
                words::value(content.raw, &mut self.is_broken).into_owned()
            };
        }
        let sort = if sort == Sort::Packed {
            let Some(unpacked) = words::unpacked(&value) else { return };
            value = unpacked;
            Sort::Any
        } else {
            sort
        };
        let base = base.and_then(|base| {
            let outer = self.item.as_ref().map_or(self.base.as_deref(), |item| item.item.base.as_deref());
            address::join(outer, &base)
        });
        match &mut self.item {
            Some(item) => item.take(read, tag, &value, sort, base),
            None => self.of_feed(read, tag, &value, sort),
        }
    }

    fn author(&mut self, element: &str, raw: &str) {
        match &mut self.item {
            Some(item) => item.authors.extend(people::named(raw)),
            // A podcast's host stands in a channel, and is named otherwise.
            None if element == "author" && raw.contains('<') => self.authors.extend(people::named(raw)),
            None => {}
        }
    }

    /// What stands outside items is about the feed.
    fn of_feed(&mut self, read: Read, tag: &Tag<'_>, value: &str, sort: Sort) {
        match read {
            Read::Title if self.feed.title.is_empty() => self.feed.title = words::plain(value, sort),
            Read::Link => {
                let found = part::link(tag, value, self.base.as_deref());
                if self.feed.site.is_none() {
                    self.feed.site = found;
                }
            }
            Read::Language if self.feed.language.is_none() => {
                self.feed.language = Some(words::line(value)).filter(|l| !l.is_empty());
            }
            _ => {}
        }
    }

    /// Ends the item that is open.
    fn close(&mut self) {
        let Some(part) = self.item.take() else { return };
        if let Some(item) = part.finish() {
            self.feed.items.push(item);
        }
    }

    fn done(mut self) -> Option<Feed> {
        let within = self.item.is_some();
        if let Some(part) = &mut self.item {
            part.item.is_cut = !self.ended;
        }
        self.close();
        if !self.is_feed {
            return None;
        }
        let full = self.feed.items.len() >= self.most;
        if !full && (self.scanner.is_cut || within || (!self.ended && self.depth > 0)) {
            self.feed.is_cut = true;
            self.feed.warnings.push("it is cut off, and its end is missing".to_owned());
        } else if self.is_broken || (!full && self.depth != 0) {
            self.feed.warnings.push("its markup is broken, and something may be missing".to_owned());
        }
        self.feed.language = self.feed.language.take().filter(|language| is_language(language));
        let byline = people::byline(&self.authors);
        for item in self.feed.items.iter_mut().filter(|item| item.byline.is_none()) {
            item.byline.clone_from(&byline);
        }
        Some(self.feed)
    }
}

/// The value of an attribute with its references resolved, if there is one in it.
fn attribute(tag: &Tag<'_>, name: &str) -> Option<String> {
    let (_, value) = tag.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    let value = words::references(value, &mut false).trim().to_owned();
    (!value.is_empty()).then_some(value)
}

/// How an element says that its words are to be read.
fn sort_of(tag: &Tag<'_>) -> Sort {
    let mode = attribute(tag, "mode").map(|mode| mode.to_ascii_lowercase());
    let kind = attribute(tag, "type").map(|kind| kind.to_ascii_lowercase());
    let kind = kind.as_deref().map(|kind| kind.split(';').next().unwrap_or_default().trim());
    match (kind, mode.as_deref()) {
        (_, Some("base64")) => Sort::Packed,
        (Some("html" | "text/html"), Some("xml")) => Sort::Any,
        (Some("html" | "text/html"), _) | (Some("xhtml" | "application/xhtml+xml"), Some("escaped")) => {
            Sort::Html
        }
        (Some("xhtml" | "application/xhtml+xml"), _) => Sort::Markup,
        (Some("text" | "text/plain"), _) => Sort::Text,
        // Only content is packed because of its kind; others name the kind of what they lead to.
        (Some(kind), _) if kind.starts_with("application/octet") => Sort::Packed,
        _ => Sort::Any,
    }
}
