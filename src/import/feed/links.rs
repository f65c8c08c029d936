//! The feeds that a page names.

use memchr::memchr_iter;

use super::super::html::scan::text;
use super::super::{Hint, address};
use super::words;

/// Bytes of a page that are looked at: feeds are named in its head.
const HEAD: usize = 1 << 20;
/// Feeds that are told.
const MOST: usize = 20;
const KINDS: &[&str] =
    &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// The addresses of the feeds that a page names, in its order, with what it calls them. Those of
/// comments come last.
pub fn linked(bytes: &[u8], hint: &Hint<'_>) -> Vec<(String, String)> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    let Ok(page) = super::super::html::charset::decode(head, hint.charset) else { return Vec::new() };
    let mut base = hint.address.map(str::to_owned);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut next = 0;
    for at in memchr_iter(b'<', page.as_bytes()) {
        if at < next || found.len() >= MOST {
            continue;
        }
        let rest = page.get(at..).unwrap_or_default();
        let name = text::name(rest.get(1..).unwrap_or_default());
        if name != "link" && name != "base" {
            continue;
        }
        let tag = text::tag(rest, 1 + name.len());
        next = at + tag.length;
        let value = |key: &str| {
            let (_, value) = tag.attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
            Some(words::references(value, &mut false).trim().to_owned())
        };
        let Some(href) = value("href").and_then(|href| address::join(base.as_deref(), &href)) else {
            continue;
        };
        if name == "base" {
            base = Some(href);
            continue;
        }
        let is_alternate = value("rel").is_some_and(|rel| {
            rel.split_whitespace()
                .any(|one| one.eq_ignore_ascii_case("alternate") || one.eq_ignore_ascii_case("feed"))
        });
        let kind = value("type").unwrap_or_default().to_ascii_lowercase();
        let is_feed = KINDS.contains(&kind.split(';').next().unwrap_or_default().trim());
        if is_alternate && is_feed && address::is_web(&href) && !found.iter().any(|(known, _)| *known == href)
        {
            found.push((href, words::plain(&value("title").unwrap_or_default(), words::Sort::Text)));
        }
    }
    let of_comments = |(address, title): &(String, String)| {
        let title = title.to_lowercase();
        address.to_lowercase().contains("/comments")
            || title.contains("comment")
            || title.contains("kommentar")
    };
    found.sort_by_key(of_comments);
    found
}
