//! Where a text has some words, however it wraps them.

use memchr::memmem;

use super::joint::Joined;
use super::{Span, grapheme, one_line};

/// Where a text reads as some words on one line, first of all, however it wraps them. O(text + line), as Knuth, Morris
/// and Pratt (1977) look for words that repeat themselves.
pub fn find_line(text: &str, line: &str) -> Option<Span> {
    let joined = Joined::of(text);
    find_line_over(&joined.text, line, || ()).map(|span| joined.own(span))
}

/// The same; `step` is called for each character that is looked at, as many times as that is.
fn find_line_over(text: &str, line: &str, mut step: impl FnMut()) -> Option<Span> {
    let line = one_line(line);
    let first = memmem::Finder::new(line.split(' ').next().filter(|word| !word.is_empty())?);
    let sought: Vec<char> = line.chars().collect();
    let again = borders(&sought);
    let (mut at, mut matched) = (0, 0);
    loop {
        if matched == 0 {
            at += first.find(text.as_bytes().get(at..)?)?;
        }
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        // A run of white space is one space.
        let (c, len) =
            if c.is_whitespace() { (' ', rest.len() - rest.trim_start().len()) } else { (c, c.len_utf8()) };
        at += len;
        step();
        while matched > 0 && sought.get(matched) != Some(&c) {
            step();
            matched = border(&again, matched);
        }
        matched += usize::from(sought.get(matched) == Some(&c));
        if matched == sought.len() {
            let span = Span::new(beginning(text, at, matched), at);
            if [span.start, span.end].iter().all(|at| grapheme::is_boundary(text, *at)) {
                return Some(span);
            }
            matched = border(&again, matched);
        }
    }
}

/// Of each beginning of what is sought the longest end that is a beginning too.
fn borders(sought: &[char]) -> Vec<usize> {
    let mut again = vec![0; sought.len()];
    let mut matched = 0;
    for (i, c) in sought.iter().enumerate().skip(1) {
        while matched > 0 && sought.get(matched) != Some(c) {
            matched = border(&again, matched);
        }
        matched += usize::from(sought.get(matched) == Some(c));
        if let Some(border) = again.get_mut(i) {
            *border = matched;
        }
    }
    again
}

fn border(again: &[usize], matched: usize) -> usize {
    matched.checked_sub(1).and_then(|i| again.get(i)).copied().unwrap_or(0)
}

/// Where what ends at a place begins: so many characters before it, each run of white space being one.
fn beginning(text: &str, end: usize, characters: usize) -> usize {
    let mut rest = text.get(..end).unwrap_or_default();
    for _ in 0..characters {
        let trimmed = rest.trim_end();
        rest = if trimmed.len() < rest.len() {
            trimmed
        } else {
            let mut chars = rest.chars();
            chars.next_back();
            chars.as_str()
        };
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_found_however_they_wrap() {
        let text = "The fer, the ferry\n  sank. The ferry sanke\u{301}.";
        let found = |line: &str| find_line(text, line).map(|span| span.of(text));
        assert_eq!(found("the ferry sank."), Some("the ferry\n  sank."));
        assert_eq!(
            find_line("情報\n機関\nの話", "報機関の").map(|span| span.start.0..span.end.0),
            Some(3..17)
        );
        assert_eq!(found("The ferry sanke"), None, "it ends within a letter");
        assert_eq!((found("ferrysank"), found(""), found(" ")), (None, None, None));
        let (nearly, whole) = ("aaa b", "aa b");
        assert_eq!(find_line(nearly, whole).map(|span| span.start.0), Some(1));
    }

    #[test]
    fn a_text_that_repeats_the_first_words_is_looked_at_once() {
        let text = "the sea and ".repeat(5_000);
        let line = format!("{}the shore", "the sea and ".repeat(1_000));
        let mut steps = 0;
        assert_eq!(find_line_over(&text, &line, || steps += 1), None);
        assert!(steps <= 2 * text.len(), "{steps} steps for {} bytes", text.len());
    }

    /// The first place by trying each.
    fn slowly(text: &str, line: &str) -> Option<Span> {
        let line = one_line(line);
        let ends = |start: usize| (start + 1..=text.len()).filter(|end| text.is_char_boundary(*end));
        (0..text.len()).filter(|start| text.is_char_boundary(*start)).find_map(|start| {
            ends(start).map(|end| Span::new(start, end)).find(|span| {
                let words = span.of(text);
                let is_bare = words.trim() == words;
                let is_whole = [span.start, span.end].iter().all(|at| grapheme::is_boundary(text, *at));
                !words.is_empty() && is_bare && is_whole && one_line(words) == line
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_is_the_first_place_that_there_is(text in "[ab \n\u{301}\u{3000}漢]{0,24}", line in "[ab \u{301}漢]{1,6}") {
            prop_assert_eq!(find_line(&text, &line), slowly(&text, &line));
        }
    }
}
