//! The markup of a page before anything is built of it: one pass that closes what was left open, bounds
//! depth, elements and attributes, and leaves out what no article is made of. Every later step may
//! then be trusted to take time in proportion to the page.

mod tags;
pub(in crate::import) mod text;

use self::tags::{Role, role};
use super::super::ImportError;

/// Deeper elements are flattened: their words stay, in the element of this depth.
const DEEPEST: usize = 160;
/// More elements than this are refused.
const MOST: usize = 1_000_000;
/// Attributes of an element that are looked at, and bytes of a value that are kept.
const ATTRIBUTES: usize = 64;
const LONGEST_VALUE: usize = 8192;
/// Text is parted, unseen, at the first reference after so many bytes: the tree's builder copies all of a
/// text for each reference in it.
const PART: usize = 4096;
/// Bytes of data about the page (JSON-LD) that are kept.
const LONGEST_DATA: usize = 2 << 20;

/// The attributes that something later asks for.
const KEPT: &[&str] = &[
    "class", "id", "href", "src", "alt", "title", "rel", "itemprop", "itemtype", "property", "name",
    "content", "datetime", "lang", "dir", "role", "start", "value", "reversed", "colspan", "cite", "hidden",
    "pubdate",
];

/// A page as balanced markup.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub html: String,
    /// The JSON-LD of the page, unread.
    pub data: Vec<String>,
    pub elements: usize,
    /// The language that the page says it is in.
    pub language: Option<String>,
}

/// What to leave in that is mostly not seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lenient(pub bool);

/// Reads the markup of a page. O(bytes).
pub(super) fn scan(page: &str, lenient: Lenient) -> Result<Scanned, ImportError> {
    let mut scanner = Scanner {
        page,
        at: 0,
        out: Scanned::default(),
        open: Vec::new(),
        over: 0,
        unparted: 0,
        lenient,
        lost: Vec::new(),
    };
    scanner.out.html.reserve(page.len().min(1 << 20));
    scanner.run()?;
    Ok(scanner.out)
}

#[derive(Debug)]
struct Scanner<'a> {
    page: &'a str,
    at: usize,
    out: Scanned,
    /// Names of the elements that are open.
    open: Vec<String>,
    /// Elements that were flattened and are not closed yet.
    over: usize,
    /// Bytes of text since the last tag.
    unparted: usize,
    lenient: Lenient,
    /// Names of which an end was looked for in vain, so that it is looked for once.
    lost: Vec<String>,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), ImportError> {
        while let Some(rest) = self.page.get(self.at..).filter(|rest| !rest.is_empty()) {
            let Some(at) = memchr::memchr(b'<', rest.as_bytes()) else {
                self.text(rest);
                break;
            };
            self.text(rest.get(..at).unwrap_or_default());
            self.at += at;
            self.markup()?;
        }
        while let Some(name) = self.open.pop() {
            self.close(&name);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
            let (before, after) = rest.split_at(at);
            self.out.html.push_str(before);
            self.unparted += before.len() + 1;
            if self.unparted > PART {
                self.out.html.push_str("<!---->");
                self.unparted = 0;
            }
            self.out.html.push('&');
            rest = after.get(1..).unwrap_or_default();
        }
        self.out.html.push_str(rest);
        self.unparted += rest.len();
    }

    /// Reads what begins with the `<` at this place.
    fn markup(&mut self) -> Result<(), ImportError> {
        let rest = self.page.get(self.at..).unwrap_or_default();
        match rest.as_bytes() {
            [b'<', b'!', b'-', b'-', ..] => {
                let end = if self.is_lost("-->") { None } else { rest.find("-->").map(|end| end + 3) };
                if end.is_none() {
                    self.lost.push("-->".to_owned());
                }
                self.at += end.or_else(|| rest.find('>').map(|end| end + 1)).unwrap_or(rest.len());
            }
            [b'<', b'!' | b'?', ..] => self.at += rest.find('>').map_or(rest.len(), |end| end + 1),
            [b'<', b'/', c, ..] if c.is_ascii_alphabetic() => {
                let name = text::name(rest.get(2..).unwrap_or_default());
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
                self.end(&name);
            }
            [b'<', c, ..] if c.is_ascii_alphabetic() => return self.start(rest),
            _ => {
                self.text("&lt;");
                self.at += 1;
            }
        }
        Ok(())
    }

    fn is_lost(&self, end: &str) -> bool {
        self.lost.iter().any(|lost| lost == end)
    }

    fn start(&mut self, rest: &str) -> Result<(), ImportError> {
        let name = text::name(rest.get(1..).unwrap_or_default());
        let tag = text::tag(rest, 1 + name.len());
        self.at += tag.length;
        let kind = role(&name);
        match kind {
            Role::Raw => return self.raw(&name, &tag),
            Role::Dropped if !(self.lenient.0 && name == "noscript") => {
                self.skip(&name);
                return Ok(());
            }
            Role::Ignored => {
                if name == "html" && self.out.language.is_none() {
                    let mut said =
                        tag.attributes.iter().filter(|(key, _)| key.to_ascii_lowercase().ends_with("lang"));
                    self.out.language = said.next().map(|(_, value)| (*value).to_owned());
                }
                return Ok(());
            }
            _ => {}
        }
        self.imply(&name, kind);
        let void = kind == Role::Void;
        if !void && self.open.len() >= DEEPEST {
            if kind.is_closed() {
                self.over += 1;
            }
            if kind.is_block() {
                self.out.html.push_str("<br>");
                self.count()?;
            }
            return Ok(());
        }
        self.count()?;
        self.write(&name, &tag);
        if !void {
            self.open.push(name);
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), ImportError> {
        self.out.elements += 1;
        if self.out.elements > MOST {
            return Err(ImportError::TooComplex { what: "elements", limit: MOST });
        }
        Ok(())
    }

    fn write(&mut self, name: &str, tag: &text::Tag<'_>) {
        self.unparted = 0;
        let out = &mut self.out.html;
        out.push('<');
        out.push_str(name);
        let mut seen: Vec<&str> = Vec::new();
        let mut hidden = false;
        for (key, value) in tag.attributes.iter().take(ATTRIBUTES) {
            let lower = key.to_ascii_lowercase();
            hidden |= lower == "style" && text::hides(value);
            hidden |= lower == "aria-hidden" && value.eq_ignore_ascii_case("true") && name != "img";
            let Some(known) = KEPT.iter().find(|kept| **kept == lower) else { continue };
            if seen.contains(known) || (matches!(*known, "src" | "href") && text::is_data(value)) {
                continue;
            }
            hidden |= *known == "hidden";
            if *known == "hidden" || value.len() > LONGEST_VALUE {
                continue;
            }
            seen.push(known);
            out.push(' ');
            out.push_str(known);
            out.push_str("=\"");
            text::push_value(out, value);
            out.push('"');
        }
        if hidden && !self.lenient.0 {
            out.push_str(" hidden=\"\"");
        }
        out.push('>');
    }

    /// Ends elements that the start of `name` ends without saying so.
    fn imply(&mut self, name: &str, kind: Role) {
        if kind.is_block() {
            self.end_within("p", tags::SCOPES);
        }
        match name {
            "li" => self.end_within("li", &["ul", "ol", "menu", "dir", "table"]),
            "dd" | "dt" => {
                self.end_within("dd", &["dl", "table"]);
                self.end_within("dt", &["dl", "table"]);
            }
            "td" | "th" => {
                self.end_within("td", &["tr", "table"]);
                self.end_within("th", &["tr", "table"]);
            }
            "tr" => self.end_within("tr", &["table", "tbody", "thead", "tfoot"]),
            "tbody" | "thead" | "tfoot" => {
                for part in ["tbody", "thead", "tfoot"] {
                    self.end_within(part, &["table"]);
                }
            }
            "a" => self.end_within("a", tags::SCOPES),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                for level in ["h1", "h2", "h3", "h4", "h5", "h6"] {
                    self.end_within(level, &["div", "section", "article", "li", "td", "th", "table", "body"]);
                }
            }
            _ => {}
        }
    }

    /// Ends the innermost open `name`, unless one of `walls` stands between.
    fn end_within(&mut self, name: &str, walls: &[&str]) {
        let found = self.open.iter().rposition(|open| open == name || walls.contains(&open.as_str()));
        if let Some(at) = found.filter(|at| self.open.get(*at).is_some_and(|open| open == name)) {
            self.close_to(at);
        }
    }

    fn end(&mut self, name: &str) {
        let kind = role(name);
        if matches!(kind, Role::Void | Role::Dropped | Role::Raw | Role::Ignored) && name != "noscript" {
            return;
        }
        if self.over > 0 && kind.is_closed() {
            self.over -= 1;
            return;
        }
        // The end of a style does not reach out of the block that it stands in.
        let walls: &[&str] = if kind.is_block() { &["table"] } else { tags::SCOPES };
        let walls = if matches!(name, "table" | "html" | "body") { &[] } else { walls };
        self.end_within(name, walls);
    }

    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            if let Some(name) = self.open.pop() {
                self.close(&name);
            }
        }
    }

    fn close(&mut self, name: &str) {
        self.out.html.push_str("</");
        self.out.html.push_str(name);
        self.out.html.push('>');
    }

    /// An element whose content is no markup: titles are kept, and data about the page.
    fn raw(&mut self, name: &str, tag: &text::Tag<'_>) -> Result<(), ImportError> {
        let rest = self.page.get(self.at..).unwrap_or_default();
        let end = if self.is_lost(name) { None } else { text::end_of(rest, name) };
        let Some((content, length)) = end else {
            self.lost.push(name.to_owned());
            return Ok(());
        };
        self.at += length;
        let is_data = tag.attributes.iter().any(|(key, value)| {
            key.eq_ignore_ascii_case("type") && value.to_ascii_lowercase().contains("ld+json")
        });
        if name == "script"
            && is_data
            && self.out.data.iter().map(String::len).sum::<usize>() + content.len() <= LONGEST_DATA
        {
            self.out.data.push(content.to_owned());
        } else if name == "title" && content.len() <= LONGEST_VALUE {
            self.count()?;
            self.out.html.push_str("<title>");
            self.out.html.push_str(&content.replace('<', "&lt;"));
            self.out.html.push_str("</title>");
        }
        Ok(())
    }

    /// Passes over an element with all that is in it; one that is never closed is passed over alone.
    fn skip(&mut self, name: &str) {
        if self.is_lost(name) {
            return;
        }
        let rest = self.page.get(self.at..).unwrap_or_default();
        match text::end_of_nested(rest, name) {
            Some(length) => self.at += length,
            None => self.lost.push(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests;
