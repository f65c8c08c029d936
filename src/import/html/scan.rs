//! The markup of a page before anything is built of it: one pass that closes what was left open, bounds
//! depth, elements and attributes, and leaves out what no article is made of. Every later step may
//! then be trusted to take time in proportion to the page.

mod buttons;
pub(super) mod embedded;
mod ends;
mod formula;
pub(super) mod hidden;
pub(super) mod tags;
pub(in crate::import) mod text;
mod unread;
pub(super) mod unscripted;

use std::collections::HashSet;

use self::buttons::BUTTON;
use self::tags::{Role, Walls, role};
use super::super::{ImportError, PageLimits};
use super::saved;

/// Character references that weigh as much as an element: the tree's builder takes them one by one.
const REFERENCES: usize = 4;
/// Finding the article looks at elements and at text once or more for each element around them: steps of
/// an element besides those, and bytes of text in a step.
const ELEMENT: usize = 64;
const TEXT: usize = 16;
/// Attributes of an element that are looked at, and bytes of a value that are kept.
const ATTRIBUTES: usize = 64;
const LONGEST_VALUE: usize = 8192;
/// Bytes that a title or what else a page says of itself may have: it is compared with every heading.
const LONGEST_TITLE: usize = 1024;
/// Text is parted, unseen, at the first reference after so many bytes: the tree's builder copies all of a
/// text for each reference in it.
const PART: usize = 4096;
/// Bytes of data about the page (JSON-LD) that are kept, and parts of them.
const LONGEST_DATA: usize = 2 << 20;
const MOST_DATA: usize = 1000;

/// Bytes of a page between two questions whether to go on.
const ASK: usize = 1 << 16;

/// The element in which saved pages have what an element of their own shows: it is a part of the page. Those
/// of it that are not so are models of what a script may make.
const SHADOW: &str = "template";

/// What shows a film or the like, and words where it cannot; what shows another page in a frame; and what is shown where
/// no script runs.
const OBJECT: &str = "object";
const FRAME: &str = "iframe";
const UNSCRIPTED: &str = "noscript";

/// Says that somebody waits still.
type GoOn<'a> = &'a dyn Fn() -> Result<(), ImportError>;

/// A page as balanced markup.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub html: String,
    /// The JSON-LD of the page, unread.
    pub data: Vec<String>,
    pub elements: usize,
    /// Steps that finding the article takes, as far as that can be told beforehand.
    pub work: u64,
    /// The language that the page says it is in.
    pub language: Option<String>,
    /// Against which the page says that its links are to be read. It is kept out of the markup: what looks
    /// for the article would make every link as long.
    pub base: Option<String>,
    /// From where a browser that stored the page had it.
    pub saved: Option<String>,
    /// Names of what its readers open.
    pub opened: HashSet<String>,
}

/// What to leave in that is mostly not seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Lenient {
    #[default]
    No,
    /// What browsers show that run no scripts, or have no frames.
    Scripts,
    /// That, and what is hidden.
    Hidden,
}

/// Reads the markup of a page. O(bytes).
pub(super) fn scan(page: &str, lenient: Lenient, limits: &PageLimits) -> Result<Scanned, ImportError> {
    scan_until(page, lenient, limits, &|| Ok(()))
}

/// The same; `go_on` is asked now and then, and its error ends it.
pub(super) fn scan_until(
    page: &str,
    lenient: Lenient,
    limits: &PageLimits,
    go_on: GoOn<'_>,
) -> Result<Scanned, ImportError> {
    let mut scanner = Scanner::of(page, lenient, limits, go_on);
    scanner.out.html.reserve(page.len().min(1 << 20));
    scanner.run()?;
    Ok(scanner.out)
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: String,
    /// Out of which no end of some other elements reaches.
    walls: Walls,
    /// Where it began, if it may open something.
    opens: Option<usize>,
}

struct Scanner<'a> {
    page: &'a str,
    go_on: GoOn<'a>,
    /// Up to which place of the page that was asked.
    asked: usize,
    at: usize,
    out: Scanned,
    /// Elements that are open. Those that nest deeper than the limit are flattened: there, blocks alone are told.
    open: Vec<Open>,
    /// Whether words stand before this place that no block parts from what comes.
    is_loose: bool,
    /// The last letter or mark of all words before it.
    last: char,
    /// Bytes of text since the last tag.
    unparted: usize,
    /// Character references so far.
    references: usize,
    lenient: Lenient,
    limits: PageLimits,
    /// Names of which an end was looked for in vain, so that it is looked for once.
    lost: HashSet<String>,
    /// Up to which place of the page it is known that objects end.
    object_to: usize,
    /// Bytes of data about the page that may still be kept.
    data_left: usize,
    /// Up to which place of the page it is known that what is shown where no script runs tells something.
    unscripted_to: usize,
    /// Whether nothing of the page's body began yet.
    is_head: bool,
    /// Whether what may open something ended, and no words came since.
    is_below_opener: bool,
}

impl<'a> Scanner<'a> {
    fn of(page: &'a str, lenient: Lenient, limits: &PageLimits, go_on: GoOn<'a>) -> Self {
        Self {
            page,
            go_on,
            asked: 0,
            at: 0,
            out: Scanned::default(),
            open: Vec::new(),
            is_loose: false,
            last: ' ',
            unparted: 0,
            references: 0,
            lenient,
            limits: *limits,
            lost: HashSet::new(),
            object_to: 0,
            data_left: LONGEST_DATA,
            unscripted_to: 0,
            is_head: true,
            is_below_opener: false,
        }
    }
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), ImportError> {
        while let Some(rest) = self.page.get(self.at..).filter(|rest| !rest.is_empty()) {
            let Some(at) = memchr::memchr(b'<', rest.as_bytes()) else {
                self.text(rest)?;
                break;
            };
            self.text(rest.get(..at).unwrap_or_default())?;
            self.at += at;
            if self.at >= self.asked {
                (self.go_on)()?;
                self.asked = self.at + ASK;
            }
            self.markup()?;
        }
        self.close_to(0);
        self.refuse_many()
    }

    fn text(&mut self, text: &str) -> Result<(), ImportError> {
        let mut rest = text;
        self.is_loose |= !text.trim_start().is_empty();
        self.is_below_opener &= text.trim_start().is_empty();
        self.last = text.trim_end().chars().next_back().unwrap_or(self.last);
        self.is_head &= !self.is_loose;
        self.out.work += (text.len() / TEXT * (self.depth() + 1)) as u64;
        while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
            let (before, after) = rest.split_at(at);
            self.out.html.push_str(before);
            self.unparted += before.len() + 1;
            if self.unparted > PART {
                self.out.html.push_str("<!---->");
                self.unparted = 0;
            }
            self.out.html.push('&');
            self.references += 1;
            rest = after.get(1..).unwrap_or_default();
        }
        self.out.html.push_str(rest);
        self.unparted += rest.len();
        self.refuse_many()
    }

    /// Reads what begins with the `<` at this place.
    fn markup(&mut self) -> Result<(), ImportError> {
        let rest = self.page.get(self.at..).unwrap_or_default();
        match rest.as_bytes() {
            [b'<', b'!', b'-', b'-', ..] => {
                let end = if self.is_lost("-->") { None } else { rest.find("-->").map(|end| end + 3) };
                if end.is_none() {
                    self.lost.insert("-->".to_owned());
                }
                if self.out.elements == 0 && self.out.saved.is_none() {
                    let comment = end.and_then(|end| rest.get(4..end.checked_sub(3)?));
                    self.out.saved = comment.and_then(saved::address);
                }
                self.at += end.or_else(|| rest.find('>').map(|end| end + 1)).unwrap_or(rest.len());
            }
            [b'<', b'!' | b'?', ..] => self.at += rest.find('>').map_or(rest.len(), |end| end + 1),
            [b'<', b'/', c, ..] if c.is_ascii_alphabetic() => {
                let name = self.read_as(text::name(rest.get(2..).unwrap_or_default()));
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
                self.end(&name);
            }
            [b'<', c, ..] if c.is_ascii_alphabetic() => return self.start(rest),
            _ => {
                self.text("&lt;")?;
                self.at += 1;
            }
        }
        Ok(())
    }

    /// What an element is read as: where what is mostly not seen is read, what stands in place of films and frames is a
    /// part of the page.
    fn read_as(&self, name: String) -> String {
        let is_instead = matches!(name.as_str(), OBJECT | FRAME | "noframes" | "frameset");
        if is_instead && self.lenient != Lenient::No { "div".to_owned() } else { name }
    }

    fn start(&mut self, rest: &str) -> Result<(), ImportError> {
        let name = text::name(rest.get(1..).unwrap_or_default());
        let tag = text::tag(rest, 1 + name.len());
        let name = self.read_as(name);
        let opens = self.opens(&name, &tag).then_some(self.at);
        self.at += tag.length;
        let kind = match role(&name) {
            _ if text::is_shadow(&name, &tag) => Role::Block,
            Role::Dropped if name == BUTTON && self.is_told_button(&tag) => Role::Inline,
            kind => kind,
        };
        if self.is_open_object(&name) {
            return Ok(());
        }
        match kind {
            Role::Dropped if name == "math" => return self.formula(&tag),
            Role::Raw => return self.raw(&name, &tag),
            Role::Dropped if name != UNSCRIPTED || !self.is_read_unscripted() => {
                self.skip(&name);
                self.is_below_opener |= name == BUTTON;
                return Ok(());
            }
            Role::Ignored => {
                self.is_head &= name != "body";
                if matches!(&*name, "html" | "body") && self.out.language.is_none() {
                    self.out.language = tags::language(&tag.attributes);
                }
                return Ok(());
            }
            _ => {}
        }
        if name == "base" {
            let said = tag.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case("href"));
            let base = said.map(|(_, value)| value.trim()).filter(|base| !base.is_empty());
            self.out.base = self.out.base.take().or_else(|| base.map(text::attribute));
            return Ok(());
        }
        self.is_head &= !kind.is_block() && kind != Role::Inline;
        self.imply(&name, kind);
        let void = kind == Role::Void;
        let is_flat = !void && self.open.len() >= self.limits.depth;
        if !is_flat {
            self.count()?;
            self.write(&name, &tag);
            // Words in a table, but in none of its cells, come to stand before it.
            let is_frame = matches!(&*name, "table" | "tbody" | "thead" | "tfoot" | "tr");
            self.is_loose &= !(kind.is_block() && !is_frame || name == "hr");
        } else if kind.is_block() {
            self.count()?;
            self.part();
        }
        if !void && (!is_flat || kind.is_block()) {
            let walls = Walls::of(&name);
            self.open.push(Open { name, walls, opens });
        }
        Ok(())
    }

    /// How many elements that are not flattened are open.
    fn depth(&self) -> usize {
        self.open.len().min(self.limits.depth)
    }

    /// Parts words where no element can.
    fn part(&mut self) {
        if std::mem::take(&mut self.is_loose) {
            self.out.html.push_str("<br><br>");
            self.out.elements += 2;
        }
    }

    fn count(&mut self) -> Result<(), ImportError> {
        self.out.elements += 1;
        self.out.work += (ELEMENT + self.depth()) as u64;
        self.refuse_many()
    }

    fn refuse_many(&self) -> Result<(), ImportError> {
        let limit = self.limits.elements;
        let weight = self.out.elements + self.references / REFERENCES;
        if weight > limit { Err(ImportError::Elements { limit }) } else { Ok(()) }
    }

    /// What an element is called where it is written. What is shown where no script runs stands in place of something,
    /// as an object does, and no end of others reaches out of that.
    fn written<'n>(&self, name: &'n str) -> &'n str {
        match name {
            SHADOW => "div",
            BUTTON => buttons::WRITTEN,
            UNSCRIPTED if self.lenient == Lenient::No => OBJECT,
            name => name,
        }
    }

    fn write(&mut self, name: &str, tag: &text::Tag<'_>) {
        self.unparted = 0;
        let written = self.written(name);
        let hidden = self.hidden(name, tag).filter(|_| self.lenient != Lenient::Hidden);
        let out = &mut self.out.html;
        out.push('<');
        out.push_str(written);
        if written != name && name == UNSCRIPTED {
            out.push_str(unscripted::SAYS_SO);
            return;
        }
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in tag.attributes.iter().take(ATTRIBUTES) {
            let lower = key.to_ascii_lowercase();
            let Some(known) = tags::kept(name, &lower) else { continue };
            if seen.contains(&known) || (matches!(known, "src" | "href") && text::is_data(value)) {
                continue;
            }
            let longest = if name == "meta" { LONGEST_TITLE } else { LONGEST_VALUE };
            if known == "hidden" || name == BUTTON || value.len() > longest {
                continue;
            }
            seen.push(known);
            out.push(' ');
            out.push_str(known);
            out.push_str("=\"");
            self.references += text::push_value(out, value);
            out.push('"');
        }
        if let Some(hidden) = hidden {
            out.extend([" hidden=\"", hidden, "\""]);
        }
        out.push('>');
    }
}

#[cfg(test)]
mod tests;
