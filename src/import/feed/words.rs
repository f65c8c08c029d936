//! Words of a feed: references, data and markup taken off them.

use std::borrow::Cow;

use dom_query::Document;
use encoding_rs::WINDOWS_1252;
use memchr::{memchr, memmem};

use super::super::clean;

/// Bytes of a title or name that are looked at.
const LONGEST: usize = 4096;
/// Elements that words of HTML hold; another word between angle brackets is text.
const ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blink",
    "blockquote", "body", "br", "button", "caption", "center", "cite", "code", "col", "dd", "del", "dfn",
    "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame",
    "frameset", "noframes", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i",
    "iframe", "img", "input", "ins", "kbd", "label", "li", "link", "main", "mark", "meta", "nav", "noscript",
    "object", "ol", "option", "p", "param", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "script",
    "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "sup", "svg",
    "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul",
    "var", "video", "wbr",
];

/// How the words of an element are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Words or markup, as it seems.
    Any,
    Text,
    /// Markup that is written as text.
    Html,
    /// Markup that stands in the feed as it is.
    Markup,
    /// Words or markup in base64.
    Packed,
}

/// What an element holds, with references resolved once and data as it is.
pub(super) fn value<'a>(raw: &'a str, broken: &mut bool) -> Cow<'a, str> {
    if memchr(b'<', raw.as_bytes()).is_none() {
        return references(raw, broken);
    }
    // Where there is markup beside data, references belong to it.
    let has_markup = parts(raw).any(|part| matches!(part, Part::Words(words) if elements(words)));
    let mut out = String::with_capacity(raw.len());
    for part in parts(raw) {
        match part {
            Part::Data(data) => out.push_str(data),
            Part::Words(words) if has_markup => out.push_str(words),
            Part::Words(words) => out.push_str(&references(words, broken)),
        }
    }
    Cow::Owned(out)
}

#[derive(Debug)]
enum Part<'a> {
    Words(&'a str),
    Data(&'a str),
}

/// Words and data in turn, comments left out.
fn parts(raw: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = raw;
    let mut pending = None;
    std::iter::from_fn(move || {
        if let Some(part) = pending.take() {
            return Some(part);
        }
        if rest.is_empty() {
            return None;
        }
        let opening = memmem::find_iter(rest.as_bytes(), "<!").find(|at| {
            ["<![CDATA[", "<!--"].iter().any(|o| rest.get(*at..).is_some_and(|r| r.starts_with(o)))
        });
        let Some(at) = opening else { return Some(Part::Words(std::mem::take(&mut rest))) };
        let (before, after) = rest.split_at(at);
        if let Some(data) = after.strip_prefix("<![CDATA[") {
            let (data, behind) = data.split_once("]]>").unwrap_or((data, ""));
            rest = behind;
            pending = Some(Part::Data(data));
        } else {
            // A comment that never ends hides all that follows.
            rest = after.split_once("-->").map_or("", |(_, behind)| behind);
        }
        Some(Part::Words(before))
    })
}

/// Whether there is a tag in it.
fn elements(text: &str) -> bool {
    let last = memchr::memrchr(b'>', text.as_bytes()).unwrap_or_default();
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let first = text.as_bytes().get(at + 1);
        at < last && first.is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/')
    })
}

/// Resolves the references that every XML has, and numbers; others stay as they are, for HTML.
pub(super) fn references<'a>(text: &'a str, broken: &mut bool) -> Cow<'a, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let name =
            after.bytes().skip(1).take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        let is_closed = after.as_bytes().get(name + 1) == Some(&b';');
        let found = after.get(1..=name).filter(|_| is_closed).and_then(reference);
        if let Some(c) = found {
            out.push(c);
            rest = after.get(name + 2..).unwrap_or_default();
        } else {
            *broken |= !is_closed || name == 0;
            out.push('&');
            rest = after.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn reference(name: &str) -> Option<char> {
    let number = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => name.strip_prefix('#')?,
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    // As everywhere on the web: numbers that are no characters mean those of Windows.
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        return WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    }
    char::from_u32(code)
}

/// A value of a feed as one line of plain words, such as a title.
pub(super) fn plain(value: &str, sort: Sort) -> String {
    let mut end = value.len().min(LONGEST);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    let value = value.get(..end).unwrap_or_default();
    if sort == Sort::Text && !value.contains('&') {
        return line(value);
    }
    let marked = match sort {
        Sort::Text => value.replace('<', "&lt;"),
        _ => only_elements(value),
    };
    if !marked.contains(['<', '&']) {
        return line(&marked);
    }
    let document = Document::fragment(marked.as_str());
    document.select("script, style").remove();
    line(&document.text())
}

/// What is written in base64, if it is text.
pub(super) fn unpacked(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(six)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    String::from_utf8(out).ok().filter(|text| !text.contains('\0'))
}

/// Markup in which an angle bracket that begins no element of HTML is text.
fn only_elements(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let name: String = after
            .get(1..)
            .unwrap_or_default()
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let local = after.get(1..).is_some_and(|rest| rest.starts_with("!--"));
        if ELEMENTS.contains(&name.as_str()) || local {
            let blocks = matches!(name.as_str(), "br" | "p" | "div" | "li");
            out.push_str(if blocks { " <" } else { "<" });
        } else {
            out.push_str("&lt;");
        }
        rest = after.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether words are markup of HTML: an element, or a reference that only HTML has.
pub(super) fn is_html(value: &str) -> bool {
    let last = memchr::memrchr(b'>', value.as_bytes()).unwrap_or_default();
    let marked = memchr::memchr_iter(b'<', value.as_bytes()).any(|at| {
        let after = value.get(at + 1..).unwrap_or_default().trim_start_matches('/');
        let name: String = after
            .chars()
            .take(12)
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        at < last && ELEMENTS.contains(&name.as_str())
    });
    marked
        || memchr::memchr_iter(b'&', value.as_bytes()).any(|at| {
            let after = value.get(at + 1..).unwrap_or_default();
            let name = after.bytes().take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
            name > 1 && after.as_bytes().get(name) == Some(&b';')
        })
}

/// One line, canonical.
pub(super) fn line(text: &str) -> String {
    clean::line(text)
}
