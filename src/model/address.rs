//! Addresses that may leave postil, for the terminal as a link or for another program to open, and what
//! tells the address of one article from that of another.

mod host;
mod place;

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::text::visible_line;
pub use host::looked_up;
use host::read;
pub use place::{Place, STARTS};

/// Bytes of an address that leaves postil: terminals take no longer ones.
const LONGEST: usize = 2000;

/// How addresses of the web begin.
pub const WEB: &[&str] = &["https://", "http://"];

/// An address that begins in one of these ways, in visible ASCII: its host as it is looked up, other characters escaped as
/// in URIs. One with control characters means no good and is none.
pub fn fit<'a>(address: &'a str, schemes: &[&str]) -> Option<Cow<'a, str>> {
    let is = |scheme: &&str| address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    if !schemes.iter().any(is) || address.len() > LONGEST {
        return None;
    }
    if address.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some(Cow::Borrowed(address));
    }
    if address.contains(|c: char| visible_line(c.encode_utf8(&mut [0; 4])) != *c.to_string()) {
        return None;
    }
    let mut escaped = String::new();
    let (start, end) = authority(address).unwrap_or_default();
    let (head, tail) = (address.get(..start).unwrap_or_default(), address.get(end..).unwrap_or_default());
    let host = looked_up(address.get(start..end).unwrap_or_default());
    for byte in [head, &host, tail].iter().flat_map(|part| part.bytes()) {
        if byte.is_ascii_graphic() {
            escaped.push(char::from(byte));
        } else {
            // A string takes all that is written to it.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    (escaped.len() <= LONGEST).then_some(Cow::Owned(escaped))
}

/// An address of the web with its scheme and host in small letters, between which no server makes a
/// difference; anything else as it is.
pub fn small_host(address: &str) -> Cow<'_, str> {
    let Some((_, end)) = authority(address) else { return Cow::Borrowed(address) };
    let (head, tail) = address.split_at(end);
    // What stands before an `@` is a name or password, which letters do matter in.
    if head.contains('@') || !head.contains(char::is_uppercase) {
        return Cow::Borrowed(address);
    }
    Cow::Owned(head.to_lowercase() + tail)
}

/// The spellings of an address of the web whose host has two: as it is looked up, and as people read it. Any other
/// address as it is.
pub fn spellings(address: &str) -> Vec<String> {
    let plain = || vec![address.to_owned()];
    let Some((start, end)) = authority(address) else { return plain() };
    let (head, tail) = (address.get(..start).unwrap_or_default(), address.get(end..).unwrap_or_default());
    let host = address.get(start..end).unwrap_or_default();
    if host.contains('@') {
        return plain();
    }
    let host = host.to_lowercase();
    let host = looked_up(&host);
    let Some(people) = read(&host) else { return plain() };
    [&*host, &people].map(|host| format!("{head}{host}{tail}")).into()
}

/// Where in an address of the web its host stands, with a port and a name before it if it has them.
fn authority(address: &str) -> Option<(usize, usize)> {
    let scheme = address.find("://").filter(|at| is_web_scheme(address.get(..*at).unwrap_or_default()))?;
    let rest = address.get(scheme + 3..)?;
    Some((scheme + 3, scheme + 3 + rest.find(['/', '?', '#']).unwrap_or(rest.len())))
}

fn is_web_scheme(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_in_small_letters_and_paths_are_not() {
        for (address, small) in [
            ("HTTPS://Example.ORG:80/A?B#C", "https://example.org:80/A?B#C"),
            ("https://Example.org?A", "https://example.org?A"),
            ("https://Me:Secret@Example.org/", "https://Me:Secret@Example.org/"),
            ("DOI:10.1/X://Y", "DOI:10.1/X://Y"),
            ("https://e.example/A", "https://e.example/A"),
        ] {
            assert_eq!(small_host(address), small);
        }
    }

    #[test]
    fn an_address_whose_host_has_two_spellings_has_two() {
        let both = ["https://xn--bcher-kva.example:81/A?ä", "https://bücher.example:81/A?ä"];
        for one in [both[0], both[1], "https://BÜCHER.example:81/A?ä", "https://XN--bcher-kva.example:81/A?ä"]
        {
            assert_eq!(spellings(one), both, "{one}");
        }
        for one in
            ["https://Pier.example/A", "https://me@bücher.example/", "feed.xml", "/home/bücher.example", ""]
        {
            assert_eq!(spellings(one), [one]);
        }
    }

    #[test]
    fn addresses_are_of_their_schemes_and_in_visible_ascii() {
        for (address, fitting) in [
            ("https://e.example/a?b#c", Some("https://e.example/a?b#c")),
            ("HTTP://e.example", Some("HTTP://e.example")),
            ("mailto:a@e.example", None),
            ("https://e.example/ä b", Some("https://e.example/%C3%A4%20b")),
            ("https://bücher.example:80/ä", Some("https://xn--bcher-kva.example:80/%C3%A4")),
            ("https://ä＠b.example/", Some("https://%C3%A4%EF%BC%A0b.example/")),
            ("https://e.example/\u{1b}\\x", None),
            ("https://e.example/\u{7}x", None),
            ("https://e.example/\u{9c}x", None),
            ("https://e.example/\n", None),
            ("https://e.example/\u{202e}x", None),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("ä", None),
            ("", None),
        ] {
            assert_eq!(fit(address, WEB).as_deref(), fitting, "{address:?}");
        }
        assert_eq!(fit("mailto:a@e.example", &["mailto:"]).as_deref(), Some("mailto:a@e.example"));
        assert_eq!(fit(&format!("https://e.example/{}", "x".repeat(LONGEST)), WEB), None);
        assert_eq!(fit(&format!("https://e.example/{}", "ä".repeat(LONGEST / 3)), WEB), None);
    }
}
