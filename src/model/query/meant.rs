//! What was perhaps meant by a query that found nothing.

use std::ops::Range;

use super::parse::{begins_field, ends_word, is_quote};
use crate::text::token::folded;

/// By a word that no text has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// One that differs in few letters.
    Word { typed: String, word: String },
    /// One that begins with it: words are found whole unless a `*` stands behind them.
    Longer { typed: String, word: String },
}

impl Meant {
    /// As a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Word { word, .. } => format!("Did you mean “{word}”?"),
            Self::Longer { typed, word } => format!(
                "Words are found whole: write “{typed}*” to find “{word}” and whatever else begins so."
            ),
        }
    }

    /// What was typed, in small letters, and what to write in its place.
    pub fn instead(&self) -> (String, String) {
        match self {
            Self::Word { typed, word } => (typed.clone(), word.clone()),
            Self::Longer { typed, .. } => (typed.clone(), format!("{typed}*")),
        }
    }
}

/// Where a query has a word, known by its letters without capitals and marks: in bytes. Values of fields and phrases are
/// passed over, as nothing is meant in their place.
pub fn place_of(query: &str, word: &str) -> Option<Range<usize>> {
    let (mut at, mut is_quoted) = (0, false);
    for piece in query.split_inclusive(ends_word) {
        let from = at;
        at += piece.len();
        let bare = piece.trim_end_matches(ends_word);
        if !is_quoted && !begins_field(bare.trim_start_matches('-')) {
            let start = from + bare.len() - bare.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
            let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
            if folded(bare) == word {
                return Some(start..start + bare.len());
            }
        }
        // A quotation mark behind a backslash ends no phrase.
        is_quoted ^= piece.ends_with(is_quote) && !(is_quoted && bare.ends_with('\\'));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_where_it_is_sought_and_in_no_name() {
        let place = |query: &str, word: &str| {
            place_of(query, word).and_then(|place| query.get(place).map(str::to_owned))
        };
        for (query, before) in [
            ("by:feriy Feríy*", "by:feriy "),
            ("by:\"old feriy\" (-feriy)", "by:\"old feriy\" (-"),
            ("\"a feriy\" feriy", "\"a feriy\" "),
            ("“a \\“ feriy” feriy", "“a \\“ feriy” "),
            ("-title:feriy theme:a feriy", "-title:feriy theme:a "),
        ] {
            assert_eq!(place_of(query, "feriy").map(|place| place.start), Some(before.len()), "{query}");
        }
        assert_eq!(place("a (Feríy) b", "feriy").as_deref(), Some("Feríy"));
        assert_eq!(place("by:feriy \"feriy\" feriys", "feriy"), None);
    }
}
