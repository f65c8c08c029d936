//! The markup of a feed, read forward once: tags, and the content of elements that hold words. It never
//! fails: what is not closed ends where the next thing begins.

use std::collections::HashMap;

use memchr::{memchr, memmem};

use super::super::html::scan::text::{self, Tag};

/// Elements whose beginning or end ends the content of all that is open within.
const WALLS: &[&str] = &["item", "entry", "channel", "feed", "rss", "rdf"];

/// A tag.
#[derive(Debug)]
pub(super) enum Markup<'a> {
    Start { name: String, tag: Tag<'a>, is_empty: bool },
    End(String),
}

/// What an element holds, as it stands in the source.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Content<'a> {
    pub raw: &'a str,
    /// Its end was not found.
    pub is_open: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each says one thing of what was met")]
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Up to where no end of an element of that name is to be found for one that begins before.
    lost: HashMap<String, usize>,
    /// There is no further `]]>`, or `-->`.
    no_data_end: bool,
    no_comment_end: bool,
    /// What the document says of its type in brackets was met, which it does once.
    is_typed: bool,
    /// The text ended within a tag, a comment or data.
    pub is_cut: bool,
}

/// The name of the first element.
pub(super) fn root(text: &str) -> Option<String> {
    let mut scanner = Scanner::new(text);
    loop {
        if let Markup::Start { name, .. } = scanner.next()? {
            return Some(name);
        }
    }
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (no_data_end, no_comment_end, is_typed, is_cut) = (false, false, false, false);
        Self { text, at: 0, lost: HashMap::new(), no_data_end, no_comment_end, is_typed, is_cut }
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The next tag; words between tags, comments and declarations are passed over.
    pub(super) fn next(&mut self) -> Option<Markup<'a>> {
        loop {
            self.at += memchr(b'<', self.rest(self.at).as_bytes())?;
            let rest = self.rest(self.at);
            match rest.as_bytes() {
                [b'<', b'!', b'[', ..] => self.at = self.data(self.at).1,
                [b'<', b'!', b'-', b'-', ..] => self.at = self.comment(self.at),
                [b'<', b'!', ..] => self.at += self.declaration(rest),
                [b'<', b'?', ..] => self.at += rest.find('>').map_or(rest.len(), |end| end + 1),
                [b'<', b'/', c, ..] if is_name(*c) => {
                    let name = text::name(rest.get(2..).unwrap_or_default());
                    self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
                    return Some(Markup::End(name));
                }
                [b'<', c, ..] if is_name(*c) => {
                    let name = text::name(rest.get(1..).unwrap_or_default());
                    let tag = text::tag(rest, 1 + name.len());
                    self.at += tag.length;
                    let whole = rest.get(..tag.length).unwrap_or_default();
                    self.is_cut |= !whole.ends_with('>');
                    return Some(Markup::Start { name, is_empty: whole.ends_with("/>"), tag });
                }
                _ => self.at += 1,
            }
        }
    }

    /// What the element `name` holds, which has just begun; afterwards comes what is behind its end.
    /// `is_leaf` says which elements end one that is never closed.
    pub(super) fn content(&mut self, name: &str, is_leaf: &dyn Fn(&str) -> bool) -> Content<'a> {
        let from = self.at;
        if self.lost.get(name).is_none_or(|until| from >= *until) {
            match self.matching(name) {
                Ok(end) => {
                    return Content { raw: self.text.get(from..end).unwrap_or_default(), is_open: false };
                }
                Err(wall) => {
                    self.lost.insert(name.to_owned(), wall);
                    self.at = from;
                }
            }
        }
        let end = self.nearest(name, is_leaf);
        Content { raw: self.text.get(from..end).unwrap_or_default(), is_open: true }
    }

    /// Goes behind the end of `name`, others of its name within it counted; where its content ends. Or
    /// else where there is a wall, or the end.
    fn matching(&mut self, name: &str) -> Result<usize, usize> {
        let mut depth = 1_usize;
        loop {
            let Some((at, tag)) = self.step() else { return Err(self.text.len()) };
            match tag {
                Step::Start { name: found, is_empty } if found == name && !is_empty => depth += 1,
                Step::End(found) if found == name => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(at);
                    }
                }
                Step::Start { name: found, .. } | Step::End(found) if is_wall(&found) => {
                    return Err(at);
                }
                _ => {}
            }
        }
    }

    /// Goes to the next tag that can be no part of `name`: its end, a leaf or a wall.
    fn nearest(&mut self, name: &str, is_leaf: &dyn Fn(&str) -> bool) -> usize {
        let from = self.at;
        while let Some((at, tag)) = self.step() {
            match tag {
                // One that breaks off ends nothing by itself; the text does.
                _ if self.at >= self.text.len() && !self.text.ends_with('>') => break,
                Step::End(found) if found == name => return at,
                Step::Start { name: found, .. } | Step::End(found) if is_leaf(&found) || is_wall(&found) => {
                    self.at = at;
                    return at;
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        self.is_cut = true;
        // A tag that breaks off is no part of the words.
        let rest = self.text.get(from..).unwrap_or_default();
        let tag = rest.rfind('<').filter(|at| !rest.get(*at..).unwrap_or_default().contains('>'));
        let is_tag = |at: &usize| {
            let sign = rest.as_bytes().get(at + 1);
            sign.is_none_or(|sign| is_name(*sign) || matches!(sign, b'/' | b'!'))
        };
        tag.filter(is_tag).map_or(self.at, |at| from + at)
    }

    /// The next tag within content, and where it begins.
    fn step(&mut self) -> Option<(usize, Step)> {
        loop {
            let at = self.at + memchr(b'<', self.rest(self.at).as_bytes())?;
            let rest = self.rest(at);
            match rest.as_bytes() {
                [b'<', b'!', b'[', ..] => self.at = self.data(at).1,
                [b'<', b'!', b'-', b'-', ..] => self.at = self.comment(at),
                [b'<', b'/', c, ..] if is_name(*c) => {
                    self.at = at + memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
                    return Some((at, Step::End(text::name(rest.get(2..).unwrap_or_default()))));
                }
                [b'<', c, ..] if is_name(*c) => {
                    let name = text::name(rest.get(1..).unwrap_or_default());
                    let end = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
                    self.at = at + end;
                    let is_empty = rest.get(..end).is_some_and(|tag| tag.ends_with("/>"));
                    return Some((at, Step::Start { name, is_empty }));
                }
                _ => self.at = at + 1,
            }
        }
    }

    /// The data that begins at `at` with `<![`, and what comes behind it. Data that is never closed ends
    /// with the text.
    fn data(&mut self, at: usize) -> (&'a str, usize) {
        let rest = self.rest(at);
        if !self.no_data_end {
            if let Some(end) = memmem::find(rest.as_bytes(), b"]]>") {
                return (rest.get(9..end).unwrap_or_default(), at + end + 3);
            }
            self.no_data_end = true;
            self.is_cut = true;
        }
        // The markup behind it is read, as the end of its element is somewhere there.
        (rest, at + rest.len().min(9))
    }

    /// Bytes of a declaration, with the part in brackets that a document type may have.
    fn declaration(&mut self, rest: &str) -> usize {
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let open = rest.get(..end).and_then(|head| head.find('[')).filter(|_| !self.is_typed);
        let Some(open) = open else { return end };
        self.is_typed = true;
        let inner = rest.get(open..).unwrap_or_default();
        let close = inner.find(']').and_then(|close| {
            let after = inner.get(close..)?;
            Some(open + close + after.find('>')? + 1)
        });
        close.unwrap_or(end)
    }

    fn comment(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        if !self.no_comment_end {
            if let Some(end) = memmem::find(rest.as_bytes(), b"-->") {
                return at + end + 3;
            }
            self.no_comment_end = true;
        }
        at + rest.find('>').map_or(rest.len(), |end| end + 1)
    }
}

#[derive(Debug)]
enum Step {
    Start { name: String, is_empty: bool },
    End(String),
}

fn is_wall(name: &str) -> bool {
    name.rsplit(':').next().is_some_and(|local| WALLS.contains(&local))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}
