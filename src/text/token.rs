//! Words as the index of the library has them: parted at what is no letter or digit, case and accents
//! aside. What is compared with the index is parted and folded here.

use nucleo_matcher::chars::normalize;

use super::Span;

/// Letters, digits and what is written on them, as unicode61 parts a text.
pub fn tokens(text: &str) -> Vec<Span> {
    let is_part =
        |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{e000}'..='\u{f8ff}');
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                tokens.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// The form in which two texts that differ only in case or Latin accents are equal.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .flat_map(char::to_lowercase)
        .map(normalize)
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .collect()
}

/// Whether the index cannot find these words, since their script has no spaces between words.
pub fn is_unspaced(words: &str) -> bool {
    words.chars().any(|c| {
        matches!(c,
            '\u{0e00}'..='\u{0eff}' // Thai, Lao
            | '\u{1000}'..='\u{109f}' // Burmese
            | '\u{1780}'..='\u{17ff}' // Khmer
            | '\u{3040}'..='\u{30ff}' // Hiragana, Katakana
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' // Han
            | '\u{ac00}'..='\u{d7af}' // Hangul, whose particles grow on to words
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}
