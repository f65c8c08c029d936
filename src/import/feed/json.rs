//! JSON Feed, 1.0 and 1.1.

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
    let value: Value = if let Ok(value) = serde_json::from_str(text) {
        value
    } else {
        warnings.push("it is cut off or broken, and its end is missing".to_owned());
        mended(text).ok_or(ImportError::NoFeed)?
    };
    let items = value.get("items").and_then(Value::as_array).ok_or(ImportError::NoFeed)?;
    let is_cut = !warnings.is_empty();
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
    let item = Item {
        link: link(value, "url", base)
            .or_else(|| link(value, "external_url", base))
            .or_else(|| id.clone().filter(|id| address::is_web(id))),
        id: id.map(|id| words::line(&id)).filter(|id| !id.is_empty()),
        title: text("title").map(|title| words::plain(&title, Sort::Text)).unwrap_or_default(),
        byline: byline(value).or_else(|| author.map(str::to_owned)),
        published: text("date_published").or_else(|| text("date_modified")).and_then(|d| date::read(&d)),
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
