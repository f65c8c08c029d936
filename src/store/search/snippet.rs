//! A line of text around a hit.

use crate::text::joint::Joined;
use crate::text::{Span, grapheme};

/// Characters of a snippet, more or less.
const LONG: usize = 120;
/// How far a cut is moved to fall between words.
const TO_A_WORD: usize = 20;

/// The mark after which most others follow within a snippet's reach; the first of equals.
pub(super) fn densest(marks: &[Span]) -> Option<Span> {
    let near = |mark: &Span| {
        marks.iter().filter(|m| m.start >= mark.start && m.end.0 <= mark.start.0 + LONG / 2).count()
    };
    // A text with very many marks is not worth comparing all of them.
    let few = marks.get(..marks.len().min(100))?;
    few.iter().rev().max_by_key(|mark| near(mark)).copied()
}

/// About 120 characters of `text` with the mark in their midst, on one line, cut between words where
/// there are such, with `…` at a cut; and where the mark is in them. A longer mark is cut.
pub(super) fn around(text: &str, mark: Span) -> (String, Span) {
    let hit = mark.of(text);
    let room = LONG.saturating_sub(hit.chars().count());
    let (before, after) =
        (text.get(..mark.start.0).unwrap_or_default(), text.get(mark.end.0..).unwrap_or_default());
    let after_has = after.chars().take(room).count();
    let left = room / 2 + (room - room / 2).saturating_sub(after_has);
    let from = left_cut(before, left);
    let shown_before = before.get(from..).unwrap_or_default();
    let right = room.saturating_sub(shown_before.chars().count());
    let (hit, hit_is_cut) = head(hit, LONG);
    let rest = if hit_is_cut { "" } else { after.get(..right_cut(after, right)).unwrap_or_default() };
    let (shown_before, rest) = (shown_before.trim_start(), rest.trim_end());

    let mut snippet = String::new();
    if before.len() > shown_before.len() && !before.trim().is_empty() && from > 0 {
        snippet.push('…');
    }
    snippet.push_str(shown_before);
    let start = snippet.len();
    snippet.push_str(hit);
    let end = snippet.len();
    snippet.push_str(rest);
    if hit_is_cut || rest.len() < after.trim_end().len() {
        snippet.push('…');
    }
    let joined = Joined::of(&snippet);
    // What becomes a space is one byte before and after, so that only what goes moves the mark.
    (joined.text.replace(['\n', '\t'], " "), joined.moved(Span::new(start, end)))
}

/// Where the last `most` characters begin, moved right to a word's start where there is one near.
fn left_cut(text: &str, most: usize) -> usize {
    let Some((at, _)) = text.char_indices().rev().take(most).last() else { return text.len() };
    if at == 0 {
        return 0;
    }
    let tail = text.get(at..).unwrap_or_default();
    let blank = tail.char_indices().take(TO_A_WORD).find(|(_, c)| c.is_whitespace());
    match blank {
        Some((blank, c)) => at + blank + c.len_utf8(),
        None => grapheme::floor(text, at).0,
    }
}

/// Where the first `most` characters end, moved left to a word's end where there is one near.
fn right_cut(text: &str, most: usize) -> usize {
    let Some((at, _)) = text.char_indices().nth(most) else { return text.len() };
    let start = text.get(..at).unwrap_or_default();
    let blank = start.char_indices().rev().take(TO_A_WORD).find(|(_, c)| c.is_whitespace());
    blank.map_or_else(|| grapheme::floor(text, at).0, |(blank, _)| blank)
}

/// The first `most` characters, and whether that is less than all.
fn head(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().nth(most) {
        Some((at, _)) => (text.get(..grapheme::floor(text, at).0).unwrap_or_default(), true),
        None => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str, word: &str) -> (String, String) {
        let at = text.find(word).unwrap();
        let (snippet, marked) = around(text, Span::new(at, at + word.len()));
        let marked = marked.of(&snippet).to_owned();
        (snippet, marked)
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(of("One café.\n\nTwo\tmore.\n\n", "café"), ("One café.  Two more.".into(), "café".into()));
        assert_eq!(of("word", "word"), ("word".into(), "word".into()));
        assert_eq!(of("情報\n機関の\n話", "機関の"), ("情報機関の話".into(), "機関の".into()));
        assert_eq!(of("情報\n機関の\n話", "報\n機"), ("情報機関の話".into(), "報機".into()));
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let text = format!("{}needle {}", "lorem ipsum ".repeat(40), "dolor sit ".repeat(40));
        let (snippet, marked) = of(&text, "needle");
        assert_eq!(marked, "needle");
        assert!(snippet.starts_with("…ipsum lorem") || snippet.starts_with("…lorem ipsum"), "{snippet}");
        assert!(snippet.ends_with("dolor…") || snippet.ends_with("sit…"), "{snippet}");
        assert!((100..=122).contains(&snippet.chars().count()), "{snippet}");
        let (start, _) = of(&format!("needle {text}"), "needle");
        assert!(
            start.starts_with("needle lorem") && start.chars().count() > 100,
            "room goes to where text is: {start}"
        );
        let (end, _) = of(&format!("{}thread", "lorem ipsum ".repeat(40)), "thread");
        assert!(end.ends_with("thread") && end.chars().count() > 100, "{end}");
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_clusters() {
        let text = format!("{}針{}", "👩‍👩‍👧情".repeat(60), "e\u{301}情".repeat(60));
        let (snippet, marked) = of(&text, "針");
        assert_eq!(marked, "針");
        let inner = snippet.trim_matches('…');
        assert!(text.contains(inner));
        let start = text.find(inner).unwrap();
        assert!(grapheme::is_boundary(&text, crate::text::Offset(start)));
        assert!(grapheme::is_boundary(&text, crate::text::Offset(start + inner.len())));
    }

    #[test]
    fn the_place_with_most_marks_is_shown() {
        let marks = [Span::new(0, 2), Span::new(300, 302), Span::new(310, 312), Span::new(900, 902)];
        assert_eq!(densest(&marks), Some(Span::new(300, 302)));
        assert_eq!(densest(&[Span::new(5, 6), Span::new(500, 501)]), Some(Span::new(5, 6)));
        assert_eq!(densest(&[]), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_mark_is_what_was_marked(before in "(\\PC|\n){0,200}", hit in "\\PC{1,30}", after in "(\\PC| |\n){0,200}") {
            let text = format!("{before}{hit}{after}");
            let (snippet, marked) = around(&text, Span::new(before.len(), before.len() + hit.len()));
            prop_assert_eq!(marked.of(&snippet), hit.as_str());
            prop_assert!(snippet.chars().count() <= LONG + 2);
            prop_assert!(!snippet.contains('\n'));
        }
    }
}
