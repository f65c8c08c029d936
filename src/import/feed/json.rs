//! JSON Feed, 1.0 and 1.1.

use std::fmt::Write as _;

use serde_json::Value;

use super::words::{self, Sort};
use super::{Body, Feed, Item, date, people};
use crate::import::{ImportError, address};

/// Whether the beginning of a JSON document says that it is a feed.
pub(super) fn names_itself(head: &str) -> bool {
    head.replace('\\', "").contains("jsonfeed.org/version/")
}

pub(super) fn read(text: &str, address: Option<&str>, most: usize) -> Result<Feed, ImportError> {
    let mut warnings = Vec::new();
    let mut is_cut = false;
    let value: Value = if let Ok(value) = serde_json::from_str(text) {
        value
    } else {
        let text = written_well(text);
        if let Ok(value) = serde_json::from_str(&text) {
            warnings.push("there are characters in it that JSON does not allow".to_owned());
            value
        } else {
            is_cut = true;
            warnings.push("it is cut off or broken, and its end is missing".to_owned());
            mended(&text).ok_or(ImportError::NoFeed)?
        }
    };
    let items = value.get("items").and_then(Value::as_array).ok_or(ImportError::NoFeed)?;
    let language = string(&value, "language").filter(|l| super::xml::is_language(l));
    let author = byline(&value);
    Ok(Feed {
        title: string(&value, "title").map(|title| words::plain(&title, Sort::Any)).unwrap_or_default(),
        site: link(&value, "home_page_url", address),
        language,
        items: items.iter().filter_map(|one| item(one, address, author.as_deref())).take(most).collect(),
        warnings,
        is_cut,
    })
}

fn byline(value: &Value) -> Option<String> {
    let several = value.get("authors").and_then(Value::as_array).into_iter().flatten();
    let names: Vec<String> = several
        .chain(value.get("author"))
        .filter_map(|author| string(author, "name"))
        .filter_map(|name| people::name(&name))
        .collect();
    people::byline(&names)
}

/// An item; `author` wrote what names nobody.
fn item(value: &Value, base: Option<&str>, author: Option<&str>) -> Option<Item> {
    let id = value
        .get("id")
        .and_then(|id| id.as_str().map(str::to_owned).or_else(|| id.as_number().map(ToString::to_string)));
    let text = |key| string(value, key);
    let content =
        text("content_html").and_then(Body::html).or_else(|| text("content_text").and_then(Body::text));
    let date = |key| text(key).and_then(|written| date::read(&written));
    let (published, changed) = (date("date_published"), date("date_modified"));
    let item = Item {
        link: link(value, "url", base)
            .or_else(|| link(value, "external_url", base))
            .or_else(|| id.clone().filter(|id| address::is_web(id))),
        id: id.map(|id| words::line(&id)).filter(|id| !id.is_empty()),
        title: text("title").map(|title| words::plain(&title, Sort::Text)).unwrap_or_default(),
        byline: byline(value).or_else(|| author.map(str::to_owned)),
        is_dated_by_change: published.is_none() && changed.is_some(),
        published: published.or(changed),
        content,
        summary: text("summary").and_then(Body::text),
        language: text("language").filter(|l| super::xml::is_language(l)),
        base: base.map(str::to_owned),
        is_cut: false,
    };
    let is_something = !item.title.is_empty() || item.link.is_some() || item.content.is_some();
    is_something.then_some(item)
}

fn string(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn link(value: &Value, key: &str, base: Option<&str>) -> Option<String> {
    address::join(base, value.get(key)?.as_str()?).filter(|found| address::is_web(found))
}

/// A document whose strings have line breaks and other controls as they are, or one half of a surrogate pair, as a
/// title has that was cut within an emoji: those escaped, and this as the character that stands for none. O(bytes).
fn written_well(text: &str) -> String {
    let mut well = String::with_capacity(text.len() + text.len() / 16);
    let (mut quoted, mut rest) = (false, text);
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            // It stands before a control, of which none can be escaped so.
            '\\' if quoted && rest.as_bytes().get(1).is_some_and(|next| *next < 0x20) => {
                well.push_str("\\\\");
            }
            '\\' if quoted => {
                let (one, is_lone) = escape(rest);
                taken = one;
                if is_lone {
                    well.push_str("\\ufffd");
                } else {
                    well.push_str(rest.get(..taken).unwrap_or_default());
                }
            }
            '\0'..'\u{20}' if quoted => _ = write!(well, "\\u{:04x}", u32::from(c)),
            c => {
                quoted ^= c == '"';
                well.push(c);
            }
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    well
}

/// The bytes of the escape that a text begins with, both halves of a pair together, and whether it is one half alone.
fn escape(text: &str) -> (usize, bool) {
    let half = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    match half(0) {
        Some(0xd800..=0xdbff) if matches!(half(6), Some(0xdc00..=0xdfff)) => (12, false),
        Some(0xd800..=0xdfff) => (6, true),
        Some(_) => (6, false),
        None => (1 + text.chars().nth(1).map_or(0, char::len_utf8), false),
    }
}

/// A document that breaks off, up to the last object that is whole within its first list.
fn mended(text: &str) -> Option<Value> {
    let (mut depth, mut quoted, mut escaped, mut end) = (0_usize, false, false, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if std::mem::take(&mut escaped) => {}
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 2 && byte == b'}' {
                    end = Some(at + 1);
                }
            }
            _ => {}
        }
    }
    let whole = text.get(..end?)?;
    serde_json::from_str(&format!("{whole}]}}")).ok()
}
