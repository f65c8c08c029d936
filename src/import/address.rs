//! Addresses that a document may keep, and relative ones made whole.

use crate::model::address::looked_up;

/// Longer addresses (bytes) are dropped; their words stay.
const LONGEST: usize = 8192;

/// Whether an address may be kept: web or mail, and no character that could act on a terminal.
pub(super) fn is_safe(address: &str) -> bool {
    let lower: String = address.chars().take(8).flat_map(char::to_lowercase).collect();
    let scheme = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    scheme && address.len() <= LONGEST && !address.contains(hidden)
}

/// Whether an address is one of the web, with a host.
pub(super) fn is_web(address: &str) -> bool {
    is_safe(address)
        && split(address).is_some_and(|(scheme, rest)| {
            scheme != "mailto"
                && rest.strip_prefix("//").is_some_and(|r| !r.starts_with(['/', '?', '#']) && !r.is_empty())
        })
        && !address.contains(char::is_whitespace)
}

/// The address that `reference` means on a page at `base` (RFC 3986, 5.2), if it may be kept.
/// A place within the page itself is none.
pub(super) fn join(base: Option<&str>, reference: &str) -> Option<String> {
    if reference.len() > LONGEST {
        return None;
    }
    let reference: String = reference.trim().chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect();
    if reference.is_empty() || reference.starts_with('#') {
        return None;
    }
    let found = if split(&reference).is_some() {
        reference
    } else {
        against(base.filter(|base| is_web(base))?, &reference)?
    };
    let found = found.replace(' ', "%20");
    is_safe(&found).then_some(found)
}

/// The address of the web that `reference` means at the address `base`; `None` for any other.
pub fn join_web(base: &str, reference: &str) -> Option<String> {
    let found = join(Some(base), reference)?;
    let page = found.split('#').next().unwrap_or_default();
    is_web(page).then(|| page.to_owned())
}

/// Whether two addresses are of one site: their hosts are the same, or one is below the other, leading
/// `www.` aside. What a page says of its own address is believed within its site.
pub fn same_site(one: &str, other: &str) -> bool {
    let below = |low: &str, high: &str| {
        low.strip_suffix(high).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    match (host(one), host(other)) {
        (Some(one), Some(other)) => below(&one, &other) || below(&other, &one),
        _ => false,
    }
}

/// The host of an address as it is looked up, in lower case, without a port and a leading `www.`.
pub fn host(address: &str) -> Option<String> {
    let (_, rest) = split(address)?;
    let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?.to_lowercase();
    let host = authority.rsplit('@').next()?.to_owned();
    let host = host.rsplit_once(':').map_or(host.as_str(), |(host, _)| host).to_owned();
    let host = looked_up(&host);
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned()).filter(|host| !host.is_empty())
}

/// The scheme in lower case and what follows its colon.
fn split(address: &str) -> Option<(String, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    fits.then(|| (scheme.to_ascii_lowercase(), rest))
}

fn against(base: &str, reference: &str) -> Option<String> {
    let (scheme, rest) = split(base)?;
    if reference.starts_with("//") {
        return Some(format!("{scheme}:{reference}"));
    }
    let rest = rest.strip_prefix("//")?;
    let (host, path) = match rest.find(['/', '?', '#']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let page = path.split(['?', '#']).next().unwrap_or_default();
    if reference.starts_with('?') {
        return Some(format!("{scheme}://{host}{page}{reference}"));
    }
    let (there, more) = match reference.find(['?', '#']) {
        Some(at) => reference.split_at(at),
        None => (reference, ""),
    };
    let joined = if there.starts_with('/') {
        there.to_owned()
    } else {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{there}")
    };
    Some(format!("{scheme}://{host}{}{more}", without_dots(&joined)))
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            part => kept.push(part),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_become_whole() {
        let base = Some("https://example.org/a/b/c.html?x=1#top");
        for (reference, whole) in [
            ("d.html", Some("https://example.org/a/b/d.html")),
            ("../d?y#z", Some("https://example.org/a/d?y#z")),
            ("../../../../d", Some("https://example.org/d")),
            ("/d/./e/", Some("https://example.org/d/e/")),
            ("//other.example/x", Some("https://other.example/x")),
            ("?page=2", Some("https://example.org/a/b/c.html?page=2")),
            ("HTTP://e.example/ä b", Some("HTTP://e.example/ä%20b")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("#here", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("https://e.example/\u{202e}x", None),
            ("", None),
        ] {
            assert_eq!(join(base, reference).as_deref(), whole, "{reference}");
        }
        assert_eq!(join(None, "d.html"), None);
        assert_eq!(join(Some("file:///etc/passwd"), "d.html"), None);
        assert_eq!(join(Some("https://example.org"), "d"), Some("https://example.org/d".into()));
    }

    #[test]
    fn sites_are_told_apart() {
        let same = |a: &str, b: &str| same_site(&format!("https://{a}/x"), &format!("http://{b}"));
        assert!(same("example.org", "WWW.example.org") && same("m.example.org:8080", "www.example.org"));
        assert!(
            same("shop.bücher.example", "xn--bcher-kva.example") && !same("bücher.example", "bucher.example")
        );
        assert!(!same("example.org", "badexample.org") && !same("a.example.org", "b.example.org"));
        assert!(!same_site("https://example.org", "mailto:a@example.org"));
    }

    #[test]
    fn what_is_sent_on_to_is_of_the_web() {
        let to = |reference: &str| join_web("https://example.org/a/b", reference);
        assert_eq!(to("c#d").as_deref(), Some("https://example.org/a/c"));
        for bad in ["file:///etc/passwd", "mailto:a@b.example", "javascript:alert(1)", "https:///x", "#d", ""]
        {
            assert_eq!(to(bad), None, "{bad}");
        }
    }
}
