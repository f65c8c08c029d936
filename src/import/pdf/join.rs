//! Words that a line end broke: put together again, with their hyphen where it belongs to them.

use std::collections::HashSet;

use super::lines::is_wide;

/// First parts of words that keep their hyphen, where the text itself does not say.
const KEPT: &[&str] = &[
    "all", "anti", "back", "co", "counter", "cross", "ex", "far", "five", "four", "full", "half", "hard",
    "high", "ill", "inner", "large", "left", "long", "low", "mid", "much", "multi", "near", "neo", "new",
    "non", "off", "old", "on", "one", "open", "post", "pre", "pro", "quasi", "real", "right", "self", "semi",
    "short", "single", "six", "small", "so", "soft", "still", "ten", "three", "two", "up", "well", "wide",
    "world",
];

/// The words of a text: those with a hyphen inside a line, and those without.
#[derive(Debug, Default)]
pub(super) struct Known(HashSet<String>);

impl Known {
    /// Takes in the words of a line; the last is left out, as it may be broken.
    pub(super) fn add(&mut self, line: &str) {
        let words: Vec<&str> = line.split(|c: char| c.is_whitespace() || matches!(c, '—' | '/')).collect();
        let count = words.len().saturating_sub(1);
        for word in words.into_iter().take(count) {
            let word = bare(word);
            if word.len() > 3 {
                self.0.insert(word);
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Adds a line to the text before it.
pub(super) fn add(text: &mut String, line: &str, known: &Known) {
    let next = line.chars().next();
    let hyphen = text.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{ad}'));
    let Some(hyphen) = hyphen else {
        if !is_tight(text.chars().next_back(), next) {
            text.push(' ');
        }
        text.push_str(line);
        return;
    };
    let before = text.get(..text.len() - hyphen.len_utf8()).unwrap_or_default();
    let head = last_word(before);
    if head.is_empty() || hyphen == '\u{ad}' {
        // A dash by itself, or a hyphen that is there for the line end alone.
        if hyphen == '\u{ad}' {
            text.pop();
        } else {
            text.push(' ');
        }
        text.push_str(line);
        return;
    }
    if !next.is_some_and(char::is_lowercase) {
        text.push_str(line);
        return;
    }
    let tail = line.split(|c: char| c.is_whitespace() || c == '—').next().unwrap_or_default();
    if !keeps(head, tail, known) {
        text.pop();
    }
    text.push_str(line);
}

/// Whether a hyphen between the parts of a word stays.
fn keeps(head: &str, tail: &str, known: &Known) -> bool {
    let (with, without) = (bare(&format!("{head}-{tail}")), bare(&format!("{head}{tail}")));
    match (known.has(&with), known.has(&without)) {
        (true, false) => true,
        (false, true) => false,
        _ => {
            let head = bare(head);
            // What has a hyphen already is likely to have another: state-of-the-art.
            head.contains('-') || KEPT.contains(&head.as_str()) || head.chars().any(|c| c.is_ascii_digit())
        }
    }
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| c.is_whitespace() || c == '—').next().unwrap_or_default()
}

/// Whether no space belongs between two lines: after a dash that stands close, and in scripts without spaces.
fn is_tight(before: Option<char>, next: Option<char>) -> bool {
    match (before, next) {
        (Some('—' | '/'), _) => true,
        (Some(a), Some(b)) => is_wide(a) && is_wide(b),
        _ => true,
    }
}

/// Words that nothing ends with: what they begin comes in the next line, be it a name.
const OPEN: &[&str] = &[
    "the", "a", "an", "and", "or", "his", "its", "their", "our", "my", "your", "der", "das", "den", "dem",
    "des", "ein", "eine", "einen", "einem", "einer", "und", "oder", "le", "la", "les", "une", "du", "et",
    "ou", "el", "los", "las", "il", "lo", "gli",
];

/// Whether a line ends with such a word.
pub(super) fn is_open(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|word| OPEN.contains(&word))
}

/// Words that no line of a paragraph ends with on purpose, though a heading may: `Where it came from`.
const LEADING: &[&str] = &[
    "to", "of", "from", "with", "by", "for", "in", "at", "on", "von", "mit", "zu", "für", "bei", "de", "à",
    "par", "pour", "con", "di", "da",
];

/// Whether a line ends with such a word.
pub(super) fn leads_on(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|word| LEADING.contains(&word))
}

/// Whether a text reads as ended.
pub(super) fn is_ended(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']', '*']);
    // The number of a note follows the stop.
    let end = end
        .rsplit_once('[')
        .filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()))
        .map_or(end, |(end, _)| end);
    let end = end.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    matches!(end.chars().next_back(), Some('.' | '!' | '?' | ':' | '…' | '。' | '？' | '！' | '؟' | '।'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> String {
        let mut known = Known::default();
        for line in ["It was well-made and on-board at once", "The internationals came and went"] {
            known.add(line);
        }
        let (first, rest) = lines.split_first().unwrap();
        let mut text = (*first).to_owned();
        for line in rest {
            add(&mut text, line, &known);
        }
        text
    }

    #[test]
    fn hyphens_go_where_the_line_end_made_them() {
        for (lines, text) in [
            (&["an inter-", "national ferry"][..], "an international ferry"),
            (&["a well-", "made ferry"], "a well-made ferry"),
            (&["a well-", "known ferry"], "a well-known ferry"),
            (&["the state-of-", "the-art"], "the state-of-the-art"),
            (&["the Anglo-", "American ferry"], "the Anglo-American ferry"),
            (&["in 2010-", "2011"], "in 2010-2011"),
            (&["one -", "two"], "one - two"),
            (&["Donau\u{ad}", "dampfer"], "Donaudampfer"),
            (&["so—", "it seems"], "so—it seems"),
            (&["三人", "来た"], "三人来た"),
            (&["one", "two"], "one two"),
        ] {
            assert_eq!(joined(lines), text);
        }
    }

    #[test]
    fn nothing_ends_with_an_article() {
        assert!(is_open("on his way to the") && is_open("und"));
        assert!(!is_open("on his way to") && !is_open("bathe") && !is_open("The Who"));
    }

    #[test]
    fn an_end_is_told_by_its_stop() {
        for text in ["So.", "So?”", "He said (so).", "so.[12]", "so:"] {
            assert!(is_ended(text), "{text}");
        }
        for text in ["So", "so,", "see [12]", "so (that)"] {
            assert!(!is_ended(text), "{text}");
        }
    }
}
