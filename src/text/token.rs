//! Words as the index of the library has them: parted at what is no letter or digit, case and accents
//! aside. What is compared with the index is parted and folded here.

use nucleo_matcher::chars::normalize;

use super::Span;
use super::joint::joined;
use super::ligature::spelt_out;

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

/// The tokens, and in runs of a script without spaces between its words every two letters that follow each other:
/// what texts of such a script have in common shows in those. A letter that stands alone is one by itself.
pub fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    for token in tokens(text) {
        let part = token.of(text);
        let mut letters = part.char_indices().map(|(at, c)| (token.start.0 + at, unspaced(c))).peekable();
        while let Some((start, is_unspaced)) = letters.next() {
            let mut starts = vec![start];
            while let Some((at, _)) = letters.next_if(|(_, other)| *other == is_unspaced) {
                starts.push(at);
            }
            let end = letters.peek().map_or(token.end.0, |(at, _)| *at);
            if !is_unspaced || starts.len() < 2 {
                words.push(Span::new(start, end));
                continue;
            }
            let ends = starts.iter().copied().skip(2).chain([end]);
            words.extend(starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end)));
        }
    }
    words
}

/// The form in which two texts that differ only in case or Latin accents are equal.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Most letters of most texts are done with so.
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase().map(normalize).filter(|c| !('\u{300}'..='\u{36f}').contains(c)));
        }
    }
    out
}

/// Whether words stand in a text one after another, as the index finds them: the last one at least begun, where
/// `begins`. Words of a script without spaces may stand anywhere. O(text).
pub fn has_words(text: &str, words: &str, begins: bool) -> bool {
    let (text, words) = (folded(&spelt_out(text)), folded(&spelt_out(words)));
    if is_unspaced(&words) {
        return joined(&text).contains(&words);
    }
    let wanted: Vec<&str> = tokens(&words).into_iter().map(|span| span.of(&words)).collect();
    let Some((last, before)) = wanted.split_last() else { return false };
    // Most texts are done with so.
    if !wanted.iter().all(|word| text.contains(word)) {
        return false;
    }
    let there: Vec<&str> = tokens(&text).into_iter().map(|span| span.of(&text)).collect();
    there.windows(wanted.len()).any(|there| {
        there.starts_with(before)
            && there.last().is_some_and(|word| word == last || (begins && word.starts_with(last)))
    })
}

/// Whether the index cannot find these words, since their script has no spaces between words.
pub fn is_unspaced(words: &str) -> bool {
    words.chars().any(unspaced)
}

fn unspaced(c: char) -> bool {
    matches!(c,
        FIRST_UNSPACED..='\u{0eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3040}'..='\u{30ff}' // Hiragana, Katakana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' // Han
        | '\u{ac00}'..='\u{d7af}' // Hangul, whose particles grow on to words
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// No letter of a script without spaces comes before it.
pub const FIRST_UNSPACED: char = '\u{0e00}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_without_spaces_are_parted_into_pairs_of_letters() {
        let parted = |text: &str| -> Vec<String> {
            words(text).into_iter().map(|word| word.of(text).to_owned()).collect()
        };
        assert_eq!(parted("the co-op’s ferry"), ["the", "co", "op", "s", "ferry"]);
        assert_eq!(parted("情報機関、NATO情"), ["情報", "報機", "機関", "NATO", "情"]);
        assert_eq!(parted("日本のferry便"), ["日本", "本の", "ferry", "便"]);
        assert!(parted("…！").is_empty());
    }

    #[test]
    fn words_are_found_as_the_index_finds_them() {
        let text = "The Café-owner’s ferry; 情報機関\nの\n\n国; Straße, ﬁreﬂy";
        for (words, is_there) in [
            ("cafe owner", true),
            ("CAFÉ", true),
            ("owner ferry", false),
            ("owner s ferry", true),
            ("fer", false),
            ("he cafe", false),
            ("報機", true),
            ("機報", false),
            ("機関の", true),
            ("の国", false),
            ("…", false),
            ("", false),
            ("strasse", true),
            ("firefly", true),
        ] {
            assert_eq!(has_words(text, words, false), is_there, "{words}");
        }
        assert!(
            has_words(text, "s fer", true)
                && !has_words(text, "s erry", true)
                && !has_words(text, "caf fer", true)
        );
    }
}
