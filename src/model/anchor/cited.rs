//! Whether words stand between quotation marks.

use super::paragraphs::PARAGRAPH;
use crate::text::Span;
use crate::text::grapheme::char_floor;

/// Bytes before and after words among which the marks are looked for.
const NEAR: usize = 1_000;

/// Whether a span stands within a quotation of its paragraph, as far as that is near.
pub(super) fn is_cited(text: &str, span: Span) -> bool {
    let from = char_floor(text, span.start.0.saturating_sub(NEAR));
    let to = char_floor(text, span.end.0.saturating_add(NEAR));
    let before = text.get(from..span.start.0).unwrap_or_default();
    let after = text.get(span.end.0..to).unwrap_or_default();
    let before = before.rsplit(PARAGRAPH).next().unwrap_or_default();
    let after = after.split(PARAGRAPH).next().unwrap_or_default();
    let Some(closing) = open(before) else { return false };
    after.contains(closing)
}

/// The marks that close the quotation which is open at the end of a text.
fn open(before: &str) -> Option<&'static [char]> {
    let mut open: Option<&'static [char]> = None;
    for c in before.chars() {
        open = match (c, open) {
            (c, Some(closing)) if closing.contains(&c) => None,
            (_, Some(closing)) => Some(closing),
            ('“', None) => Some(&['”']),
            ('„', None) => Some(&['“', '”']),
            ('«', None) => Some(&['»']),
            ('»', None) => Some(&['«']),
            ('「', None) => Some(&['」']),
            ('『', None) => Some(&['』']),
            ('"', None) => Some(&['"']),
            (_, None) => None,
        };
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_quotation_marks_are_cited() {
        let is = |text: &str| {
            let at = text.find("the words").unwrap();
            is_cited(text, Span::new(at, at + "the words".len()))
        };
        for text in [
            "It said: “the words” before.",
            "It said: “all the words of it” before.",
            "Es hieß: „the words“ vorher.",
            "Il disait « the words » avant.",
            "It said: \"the words\" before.",
            "“One” said: “the words.”",
            "他说：「the words」。",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "the words",
            "“One” said the words and “another” not.",
            "It said: “one.\n\nthe words” before.",
            "“One said the words.",
            "5' 3\" and the words",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
