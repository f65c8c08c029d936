//! Which way a text is written.

/// Whether a text has letters of a script that is written from right to left: Hebrew, Arabic,
/// Syriac, Thaana, N'Ko and their kin, with the forms made for printing and the old scripts.
pub fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_right_to_left)
}

fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_their_letters() {
        for text in ["He said שלום.", "العربية", "ܣܘܪܝܝܐ", "ދިވެހި", "ﻼ"] {
            assert!(has_right_to_left(text), "{text}");
        }
        for text in ["", "plain", "naïve “漢字” ελληνικά кириллица", "\u{202e}ahead\u{202c}", "👩‍👩‍👧‍👦"]
        {
            assert!(!has_right_to_left(text), "{text}");
        }
    }
}
