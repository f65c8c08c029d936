//! Characters as XML 1.0 takes them.

use crate::text::sign;

/// Text between tags. What XML has no place for goes; what would drive a terminal, or is lost where line
/// ends are made alike, is a reference.
pub(super) fn text(text: &str) -> String {
    escaped(text, |c| matches!(c, '\n' | '\t'))
}

/// The value of an attribute, on one line.
pub(super) fn value(text: &str) -> String {
    let line: Vec<&str> =
        text.split(['\n', '\t', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect();
    escaped(&line.join(" "), |_| false)
}

fn escaped(text: &str, stays: impl Fn(char) -> bool) -> String {
    use std::fmt::Write as _;

    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if stays(c) => out.push(c),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c if sign(c).is_some() => {
                // Writing into a string cannot fail.
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_that_xml_has_not() {
        assert_eq!(text("a<b> & \"c\"\n\td\u{1b}\0\u{ffff}\r"), "a&lt;b&gt; &amp; &quot;c&quot;\n\td&#13;");
        assert_eq!(text("\u{202e}\u{9b}é"), "&#8238;&#155;é");
        assert_eq!(value(" one\n\n two\tthree "), "one two three");
    }
}
