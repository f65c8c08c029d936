//! The form in which a text and its scraped, retyped or normalised twin are equal: case, accents,
//! typographic quotation marks and dashes and the length of white space do not count, nor any of it between letters
//! that stand close.

use unicode_normalization::char::decompose_compatible;

use crate::text::quote::is_between;

/// A text in that form, and where each character came from.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub chars: Vec<char>,
    /// For each character the bytes of the source that it stands for: start, end.
    pub from: Vec<(usize, usize)>,
}

impl Folded {
    pub fn of(text: &str) -> Self {
        let mut folded = Self { chars: Vec::with_capacity(text.len()), from: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            if !(c.is_whitespace() && is_between(text, at)) {
                folded.add(c, at);
            }
        }
        folded
    }

    fn add(&mut self, c: char, at: usize) {
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            match (self.chars.last(), self.from.last_mut()) {
                (Some(' '), Some(last)) => last.1 = end,
                _ => self.push(' ', at, end),
            }
            return;
        }
        each(c, |folded| self.push(folded, at, end));
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(c);
        self.from.push((start, end));
    }
}

/// The characters that one which is not white space is folded to; none for marks and for what has no width.
pub(super) fn each(c: char, mut push: impl FnMut(char)) {
    match c {
        c if c.is_ascii() => push(c.to_ascii_lowercase()),
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | '‹' | '›' => push('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => push('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => push('-'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        c => decompose_compatible(c, |part| {
            if !('\u{300}'..='\u{36f}').contains(&part) {
                part.to_lowercase().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).for_each(&mut push);
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let folded = Folded::of(text);
        assert_eq!(folded.chars.len(), folded.from.len());
        assert!(folded.from.iter().all(|(start, end)| text.get(*start..*end).is_some_and(|s| !s.is_empty())));
        folded.chars.into_iter().collect()
    }

    #[test]
    fn what_does_not_count_is_folded_away() {
        for (a, b) in [
            ("“Don’t” – he said…", "\"don't\" - he said..."),
            ("Café", "CAFE\u{301}"),
            ("a\u{a0} \n b", "a b"),
            ("co\u{ad}operate\u{200b}", "cooperate"),
            ("ﬁnal", "final"),
            ("情報\n機関の 話、\n“秘密”\nの", "情報機関の話、“秘密”の"),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
        ] {
            assert_eq!(folded(a), folded(b));
        }
        assert_ne!(folded("40"), folded("45"));
        assert_ne!(folded("한국\n어"), folded("한국어"));
        assert_eq!(folded(""), "");
    }
}
