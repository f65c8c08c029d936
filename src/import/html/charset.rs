//! The characters of a page: a byte order mark decides, then valid UTF-8, then what the server said, then
//! what the page says of itself, then a guess.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::super::{ImportError, decode};

/// Bytes in which a page has to say its encoding; browsers look at 1,024, which many pages miss.
const HEAD: usize = 16 << 10;

/// The characters of `bytes`; `server` is the encoding that the server named. O(bytes).
pub fn decode<'a>(bytes: &'a [u8], server: Option<&str>) -> Result<Cow<'a, str>, ImportError> {
    let marked = decode::is_marked(bytes);
    let declared = server.and_then(named).or_else(|| declared(bytes));
    match declared {
        Some(encoding) if !marked && std::str::from_utf8(bytes).is_err() && encoding != UTF_8 => {
            let (text, _, broken) = encoding.decode(bytes);
            // Some pages say what they are not; then the bytes are asked.
            if broken && text.matches('\u{fffd}').count() * 50 > text.len() {
                decode::decode(bytes)
            } else {
                Ok(text)
            }
        }
        _ => decode::decode(bytes),
    }
}

/// The encoding of that name. A page whose declaration could be read is not UTF-16, whatever it says.
fn named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']);
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
        .filter(|encoding| *encoding != encoding_rs::REPLACEMENT)
        .map(|encoding| if encoding.name() == "x-user-defined" { WINDOWS_1252 } else { encoding })
}

/// The encoding in a `<meta>` element or an XML declaration at the top of the page.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(HEAD).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let mut rest = head.as_str();
    if rest.trim_start().starts_with("<?xml")
        && let Some(found) = rest.split("?>").next().and_then(|declaration| value_of(declaration, "encoding"))
    {
        return named(found);
    }
    while let Some(at) = rest.find("<meta") {
        rest = rest.get(at + 5..)?;
        let tag = rest.get(..rest.find('>').unwrap_or(rest.len()))?;
        if let Some(found) = value_of(tag, "charset").and_then(named) {
            return Some(found);
        }
    }
    None
}

/// What follows `name =` in a tag, up to what may not be in the name of an encoding.
fn value_of<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let after = tag.get(tag.find(name)? + name.len()..)?.trim_start().strip_prefix('=')?;
    let value = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.'));
    value.get(..end.unwrap_or(value.len())).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str, label: &str, server: Option<&str>) -> String {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let bytes = encoding.encode(page).0;
        decode(&bytes, server).unwrap().into_owned()
    }

    #[test]
    fn what_a_page_says_of_itself_counts() {
        let page = "<html><head><meta http-equiv=Content-Type content='text/html; charset=KOI8-R'></head>Мир и труд</html>";
        assert_eq!(read(page, "koi8-r", None), page);
        let page = "<?xml version='1.0' encoding='shift_jis'?><html>昨日の新聞</html>";
        assert_eq!(read(page, "shift_jis", None), page);
    }

    #[test]
    fn the_server_counts_more_and_utf8_most() {
        let page = "<html><meta charset='iso-8859-1'>Дом у моря</html>";
        assert_eq!(read(page, "windows-1251", Some("windows-1251")), page);
        assert_eq!(read(page, "utf-8", Some("windows-1251")), page);
    }

    #[test]
    fn a_false_declaration_is_not_believed() {
        let page =
            "<html><meta charset='utf-16'>Прежде чем говорить о главном, надо вспомнить начало.</html>";
        assert_eq!(read(page, "windows-1251", None), page);
    }
}
