//! Names, attributes and ends of elements in the text of a page.

use memchr::memmem;

#[cfg(test)]
thread_local! {
    /// Tags that were passed in search of an end.
    pub(super) static PASSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// A start tag.
#[derive(Debug, Default)]
pub(in crate::import) struct Tag<'a> {
    pub attributes: Vec<(&'a str, &'a str)>,
    /// Bytes from its `<` to behind its `>`.
    pub length: usize,
}

/// The name that `rest` begins with, in lower case.
pub(in crate::import) fn name(rest: &str) -> String {
    let end = rest
        .bytes()
        .take_while(|b| !matches!(b, b'>' | b'/' | b'<') && !b.is_ascii_whitespace())
        .take(64)
        .count();
    rest.bytes()
        .take(end)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect()
}

/// Reads the attributes of a tag from behind its name to its end. O(bytes of the tag).
pub(in crate::import) fn tag(rest: &str, from: usize) -> Tag<'_> {
    let bytes = rest.as_bytes();
    let mut tag = Tag::default();
    let mut at = from;
    let skip = |at: &mut usize, fits: fn(u8) -> bool| {
        while bytes.get(*at).is_some_and(|b| fits(*b)) {
            *at += 1;
        }
    };
    loop {
        skip(&mut at, |b| b.is_ascii_whitespace() || b == b'/');
        match bytes.get(at) {
            None => break,
            Some(b'>') => {
                at += 1;
                break;
            }
            Some(b'=') => at += 1,
            Some(_) => {}
        }
        let key = at;
        skip(&mut at, |b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='));
        let key = rest.get(key..at).unwrap_or_default();
        skip(&mut at, |b| b.is_ascii_whitespace());
        let mut value = "";
        if bytes.get(at) == Some(&b'=') {
            at += 1;
            skip(&mut at, |b| b.is_ascii_whitespace());
            let quote = bytes.get(at).filter(|b| matches!(b, b'"' | b'\''));
            let start = at + usize::from(quote.is_some());
            if let Some(quote) = quote {
                let end = memchr::memchr(*quote, bytes.get(start..).unwrap_or_default());
                let end = end.map_or(bytes.len(), |end| start + end);
                value = rest.get(start..end).unwrap_or_default();
                at = (end + 1).min(bytes.len());
            } else {
                skip(&mut at, |b| !b.is_ascii_whitespace() && b != b'>');
                value = rest.get(start..at).unwrap_or_default();
            }
        }
        if !key.is_empty() && tag.attributes.len() < 256 {
            tag.attributes.push((key, value));
        }
    }
    tag.length = at;
    tag
}

/// The content before the end tag of `name`, and its length with that tag. O(bytes).
pub(super) fn end_of<'a>(rest: &'a str, name: &str) -> Option<(&'a str, usize)> {
    memmem::find_iter(rest.as_bytes(), "</").find_map(|at| {
        let after = rest.get(at + 2..)?;
        let tag = after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let ends = after
            .as_bytes()
            .get(name.len())
            .is_none_or(|b| matches!(b, b'>' | b'/') || b.is_ascii_whitespace());
        (tag && ends).then(|| {
            let length = memchr::memchr(b'>', after.as_bytes()).map_or(rest.len(), |end| at + 2 + end + 1);
            (rest.get(..at).unwrap_or_default(), length)
        })
    })
}

/// The length of what an element of `name` holds, with its end tag, elements of its name within it counted.
pub(super) fn end_of_nested(rest: &str, name: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    // Where the next tag ends: it is looked for once, however many tags begin before it.
    let (mut depth, mut close) = (1_usize, 0);
    for at in memchr::memchr_iter(b'<', bytes) {
        #[cfg(test)]
        PASSED.set(PASSED.get() + 1);
        let after = rest.get(at + 1..)?;
        let (ends, after) = after.strip_prefix('/').map_or((false, after), |after| (true, after));
        if !after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            continue;
        }
        match after.as_bytes().get(name.len()) {
            Some(b'>' | b'/') => {}
            Some(b) if b.is_ascii_whitespace() => {}
            _ => continue,
        }
        if close <= at {
            close = at + memchr::memchr(b'>', bytes.get(at..)?)?;
        }
        let alone = bytes.get(close.saturating_sub(1)) == Some(&b'/');
        if ends {
            depth -= 1;
        } else if !alone {
            depth += 1;
        }
        if depth == 0 {
            return Some(close + 1);
        }
    }
    None
}

/// Whether an element is what one of its own shows, written down where the page was saved.
pub(super) fn is_shadow(name: &str, tag: &Tag<'_>) -> bool {
    name == super::SHADOW
        && tag.attributes.iter().any(|(key, _)| {
            key.eq_ignore_ascii_case("shadowrootmode") || key.eq_ignore_ascii_case("shadowroot")
        })
}

/// Whether a style says that the element is not shown.
pub(super) fn hides(style: &str) -> bool {
    is_away(style) || says(style, "visibility", "hidden")
}

/// Whether a style says that the element takes no place until something changes that.
pub(super) fn is_away(style: &str) -> bool {
    says(style, "display", "none")
}

fn says(style: &str, property: &str, value: &str) -> bool {
    style.to_ascii_lowercase().split(';').any(|rule| {
        let (key, said) = rule.split_once(':').unwrap_or_default();
        key.trim() == property && said.trim().trim_end_matches("!important").trim() == value
    })
}

/// Whether an address holds its data itself.
pub(super) fn is_data(address: &str) -> bool {
    address.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// What an attribute's value says: the references in it resolved.
pub(super) fn attribute(value: &str) -> String {
    if value.contains('&') {
        dom_query::Document::fragment(value.replace('<', "&lt;")).text().to_string()
    } else {
        value.to_owned()
    }
}

/// Writes an attribute's value between double quotes. References in it stay as they are: how many.
pub(super) fn push_value(out: &mut String, value: &str) -> usize {
    let mut references = 0;
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '\0' => {}
            c => {
                references += usize::from(c == '&');
                out.push(c);
            }
        }
    }
    references
}
