//! Hosts with letters beyond a-z have two spellings: as people read them (`bücher.example`), and as they are looked up
//! (`xn--bcher-kva.example`; IDNA as in Unicode Technical Standard 46).

use std::borrow::Cow;

use idna::AsciiDenyList;

/// A host, perhaps with a port, as it is looked up; one that no host has as it is.
pub fn looked_up(host: &str) -> Cow<'_, str> {
    if host.is_ascii() {
        return Cow::Borrowed(host);
    }
    let (name, port) = parts(host);
    match idna::domain_to_ascii_cow(name.as_bytes(), AsciiDenyList::URL) {
        Ok(name) => Cow::Owned(format!("{name}{port}")),
        Err(_) => Cow::Borrowed(host),
    }
}

/// One that is looked up, perhaps with a port, as people read it, if that is another spelling.
pub(super) fn read(host: &str) -> Option<String> {
    if !host.contains("xn--") {
        return None;
    }
    let (name, port) = parts(host);
    let (read, is_host) = idna::domain_to_unicode(name);
    (is_host.is_ok() && read != name).then(|| format!("{read}{port}"))
}

/// The name, and the port with its colon.
fn parts(host: &str) -> (&str, &str) {
    host.rfind(':').map_or((host, ""), |at| host.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_two_spellings() {
        for (one, other) in [
            ("bücher.example", "xn--bcher-kva.example"),
            ("bücher.example:8080", "xn--bcher-kva.example:8080"),
            ("пример.example", "xn--e1afmkfd.example"),
            ("例え.example", "xn--r8jz45g.example"),
        ] {
            assert_eq!(looked_up(one), other);
            assert_eq!(read(other).as_deref(), Some(one));
        }
        for (odd, plain) in [
            ("ｐｉｅｒ。example", "pier.example"),
            ("１２７.０.０.１", "127.0.0.1"),
            ("Bu\u{308}cher.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(looked_up(odd), plain);
        }
        // What would end a host within it is in none, nor is what is no such name.
        for none in ["a℀.example", "ä＠b.example", "pier.example", "ä b.example", "xn--ä.example"] {
            assert_eq!(looked_up(none), none);
            assert_eq!(read(none), None);
        }
        assert_eq!(read("xn--.example"), None);
    }
}
