//! Addresses in Markdown, and links that scroll to the passage in the original.

use std::fmt::Write;

/// Characters up to which a passage is given whole in a link.
const WHOLE: usize = 100;
/// Words, or characters of a text without spaces, given of each end of a longer one.
const WORDS: usize = 5;
const CHARS: usize = 24;

/// An address that can stand between `(` and `)`: what would end it is percent-encoded.
pub fn address(url: &str) -> String {
    encode(url, |c| !matches!(c, '(' | ')' | '<' | '>' | '\\' | '`' | '"' | '|' | '*' | '_'))
}

/// `<url>`, or the address as text where it is not one that a browser opens.
pub(super) fn bare(url: &str) -> String {
    if is_web(url) {
        format!("<{}>", encode(url, |c| !matches!(c, '<' | '>' | '\\' | '`' | '"')))
    } else {
        super::inline(url)
    }
}

pub(super) fn is_web(url: &str) -> bool {
    let lower = url.get(..8.min(url.len())).unwrap_or_default().to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// The address with a text fragment (WICG scroll-to-text-fragment) for the passage: the words
/// whole, or `start,end` of a long passage or one of several paragraphs. `None` where the address is not of the web
/// or the passage has no words.
pub fn text_fragment(url: &str, passage: &str) -> Option<String> {
    if !is_web(url) {
        return None;
    }
    let words: Vec<&str> = passage.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    let whole = words.join(" ");
    let directive = if whole.chars().count() <= WHOLE && !passage.contains('\n') {
        escape(&whole)
    } else if words.len() > 2 * WORDS {
        let start = words.get(..WORDS).unwrap_or_default().join(" ");
        let end = words.get(words.len() - WORDS..).unwrap_or_default().join(" ");
        format!("{},{}", escape(&start), escape(&end))
    } else {
        let (start, end) = ends(&words);
        format!("{},{}", escape(&start), escape(&end))
    };
    // An address with a fragment of its own keeps it.
    let sign = if url.contains('#') { "" } else { "#" };
    Some(format!("{}{sign}:~:text={directive}", address(url)))
}

/// Few and long words, or two lines: the ends that do not overlap.
fn ends(words: &[&str]) -> (String, String) {
    if let [word] = words {
        let chars: Vec<char> = word.chars().collect();
        let take = CHARS.min(chars.len() / 2);
        let start: String = chars.get(..take).unwrap_or_default().iter().collect();
        return (start, chars.get(chars.len() - take..).unwrap_or_default().iter().collect());
    }
    let (start, end) = words.split_at(words.len() / 2);
    (start.join(" "), end.join(" "))
}

/// All but letters, digits and `._~` of ASCII: `-`, `,` and `&` mean something in a text directive.
fn escape(text: &str) -> String {
    encode(text, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~'))
        .replace('_', "%5F")
        .replace('~', "%7E")
}

fn encode(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut bytes = [0; 4];
    for c in text.chars() {
        if c.is_ascii_graphic() && keep(c) {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut bytes).bytes() {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_passage() {
        let of = |passage: &str| text_fragment("https://example.org/a", passage);
        assert_eq!(of("The passage").unwrap(), "https://example.org/a#:~:text=The%20passage");
        assert_eq!(of("a-b, c & (d)").unwrap(), "https://example.org/a#:~:text=a%2Db%2C%20c%20%26%20%28d%29");
        assert_eq!(of("é").unwrap(), "https://example.org/a#:~:text=%C3%A9");
        assert_eq!(of("one two\n\nthree").unwrap(), "https://example.org/a#:~:text=one,two%20three");
        let long = (0..40).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(
            of(&long).unwrap(),
            "https://example.org/a#:~:text=0%201%202%203%204,35%2036%2037%2038%2039"
        );
        assert_eq!(of(&"漢".repeat(200)).unwrap().matches("%E6%BC%A2").count(), 48);
        assert_eq!(of(" "), None);
        assert_eq!(text_fragment("file:///etc", "x"), None);
        assert_eq!(text_fragment("https://a.b/c#d", "x").unwrap(), "https://a.b/c#d:~:text=x");
        assert_eq!(address("https://a.b/c (d)_e"), "https://a.b/c%20%28d%29%5Fe");
        assert_eq!(bare("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(bare("https://a.b/<c>"), "<https://a.b/%3Cc%3E>");
    }
}
