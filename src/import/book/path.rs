//! Names within a book: from a reference in one of its files to the name of another.

/// A file of the book and, after `#`, a place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub path: String,
    pub place: Option<String>,
}

/// What `reference` means in the file `from`; `None` where it leads out of the book.
pub(super) fn target(from: &str, reference: &str) -> Option<Target> {
    let reference = reference.trim();
    let (path, place) = match reference.split_once('#') {
        Some((path, place)) => (path, Some(decoded(place)).filter(|place| !place.is_empty())),
        None => (reference, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Some(Target { path: from.to_owned(), place });
    }
    let scheme = path.split('/').next().unwrap_or_default();
    if scheme.contains(':') && !scheme.starts_with('.') {
        return None;
    }
    let path = decoded(path).replace('\\', "/");
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| Target { path: parts.join("/"), place })
}

/// The text with `%41` and the like as the bytes that they stand for.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    while let Some((first, after)) = rest.split_first() {
        let escaped = match after {
            [high, low, ..] if *first == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high << 4 | low);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_within_the_book_alone() {
        let to = |reference| {
            target("OEBPS/text/one.xhtml", reference)
                .map(|t| format!("{}{}", t.path, t.place.map(|p| format!("#{p}")).unwrap_or_default()))
        };
        for (reference, meant) in [
            ("two.xhtml", Some("OEBPS/text/two.xhtml")),
            ("../nav.xhtml#a%20b", Some("OEBPS/nav.xhtml#a b")),
            ("chapter%20two%21.xhtml?x", Some("OEBPS/text/chapter two!.xhtml")),
            ("caf%C3%A9.xhtml", Some("OEBPS/text/café.xhtml")),
            ("100%.xhtml", Some("OEBPS/text/100%.xhtml")),
            ("#here", Some("OEBPS/text/one.xhtml#here")),
            ("/top.xhtml", Some("top.xhtml")),
            ("./a//b.xhtml", Some("OEBPS/text/a/b.xhtml")),
            ("../../../../etc/passwd", None),
            ("https://example.org/x", None),
            ("file:///etc/passwd", None),
            ("..", Some("OEBPS")),
        ] {
            assert_eq!(to(reference).as_deref(), meant, "{reference}");
        }
    }
}
