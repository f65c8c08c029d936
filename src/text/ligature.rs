//! Letters that a text may have as one character while a keyboard types them as several: the ligatures of printers
//! (`ﬁ`, `ﬀ`, `ﬆ` …, U+FB00 to U+FB06) and `ß`, which is `ss` where it cannot be written. See
//! `CompatibilityDecomposition` in UAX #15 and the full case folding of Unicode for `ß`.

use std::borrow::Cow;

/// Each with its letters, the longest first.
const ALL: [(char, &str); 9] = [
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬅ', "st"),
    ('ﬆ', "st"),
    ('ß', "ss"),
    ('ẞ', "SS"),
];

/// Places of a word at which it may be spelt otherwise, of which all combinations are tried.
const PLACES: usize = 5;

/// The letters that a character is written for; nothing for one that is a letter itself.
pub fn letters(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    ALL.iter().find(|(one, _)| *one == c).map(|(_, letters)| *letters)
}

/// Every character that may be written for letters, with those.
pub fn all() -> impl Iterator<Item = (char, &'static str)> {
    ALL.into_iter()
}

/// The text with all of them in their letters.
pub fn spelt_out(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|c: char| letters(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match letters(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The ways to spell words, in letters first. Where there are very many those in which all is printed alike. With
/// `begins` the last of them may go on, so that its last letter may be the first of such a character.
pub fn spellings(words: &str, begins: bool) -> Vec<String> {
    let plain = spelt_out(words).to_ascii_lowercase();
    // Each is lower case in the index.
    let small = |c: char| c != 'ẞ' && c != 'ﬅ';
    let pairs = ["ff", "fi", "fl", "st", "ss"];
    let places = plain.as_bytes().windows(2).filter(|two| pairs.iter().any(|p| p.as_bytes() == *two)).count();
    let mut out = vec![String::new()];
    if places <= PLACES {
        let mut done = Vec::new();
        while let Some(begun) = out.pop() {
            let rest = plain.get(spelt_out(&begun).len()..).unwrap_or_default();
            let Some(next) = rest.chars().next() else {
                done.push(begun);
                continue;
            };
            let fits = |(c, letters): &(char, &str)| small(*c) && rest.starts_with(letters);
            out.extend(ALL.iter().filter(|one| fits(one)).map(|(c, _)| format!("{begun}{c}")));
            out.push(format!("{begun}{next}"));
        }
        out = done;
    } else {
        let printed = |text: &str, of: &dyn Fn(char) -> bool| {
            let all = ALL.iter().filter(|(c, _)| small(*c) && of(*c));
            all.fold(text.to_owned(), |text, (c, letters)| text.replace(letters, c.encode_utf8(&mut [0; 4])))
        };
        let (in_print, sharp) = (|c: char| matches!(c, '\u{fb00}'..='\u{fb04}'), |c: char| c == 'ß');
        let both = |c: char| in_print(c) || sharp(c);
        out =
            vec![plain.clone(), printed(&plain, &in_print), printed(&plain, &sharp), printed(&plain, &both)];
        out.dedup();
    }
    if begins {
        for at in 0..out.len() {
            let Some(spelling) = out.get(at).cloned() else { break };
            for (c, letters) in ALL.iter().filter(|(c, _)| small(*c)) {
                let begun = (1..letters.len()).filter_map(|n| spelling.strip_suffix(letters.get(..n)?));
                out.extend(begun.map(|before| format!("{before}{c}")).collect::<Vec<_>>());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_spelt_out() {
        assert_eq!(spelt_out("ﬁre, eﬃcient, Straße, WEIẞ, ﬅ"), "fire, efficient, Strasse, WEISS, st");
        assert!(matches!(spelt_out("œuvre, æ, ø"), Cow::Borrowed(_)));
    }

    #[test]
    fn all_ways_to_spell_a_word_are_known() {
        let of = |words: &str, begins| {
            let mut all = spellings(words, begins);
            assert_eq!(all[0], spelt_out(words).to_ascii_lowercase());
            all.sort();
            all
        };
        assert_eq!(of("bridge", false), ["bridge"]);
        assert_eq!(of("Fire", false), ["fire", "ﬁre"]);
        assert_eq!(of("Straße", false), ["strasse", "straße", "ﬆrasse", "ﬆraße"]);
        assert_eq!(of("office", false), ["office", "ofﬁce", "oﬀice", "oﬃce"]);
        assert_eq!(of("of", true), ["of", "oﬀ", "oﬁ", "oﬂ", "oﬃ", "oﬄ"]);
        assert_eq!(of("gros", true), ["gros", "groß", "groﬆ"]);
        let many = of("first class passengers miss stiff staff", false);
        assert!(
            many.len() <= 4 && many.contains(&"ﬁrst claß paßengers miß stiﬀ staﬀ".to_owned()),
            "{many:?}"
        );
        assert!(many.contains(&"ﬁrst class passengers miss stiﬀ staﬀ".to_owned()), "{many:?}");
        assert_eq!(of("", true), [""]);
    }
}
