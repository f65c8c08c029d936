//! Front matter: values that YAML reads back as the very same text.

use std::fmt::Write;

/// A double-quoted scalar on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `[a, b]`
pub(super) fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

/// A date as it is if it looks like one, else quoted.
pub(super) fn date(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let shaped = matches!(text.len(), 4 | 7 | 10) && !text.starts_with('-') && !text.ends_with('-');
    if plain && shaped { text.to_owned() } else { quoted(text) }
}
