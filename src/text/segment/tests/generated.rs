//! What holds for any text, tried on generated ones.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::super::view::{cut, is_boundary};
use super::*;

/// Texts of mixed scripts, with many signs that matter here.
fn texts() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        4 => "[a-z]{1,8}",
        3 => "[A-Z][a-z]{0,6}",
        5 => Just(" ".to_owned()),
        2 => prop::sample::select(vec![
            ".", "!", "?", "…", "...", ". . .", "。", "？", "”", "“", "\"", "'", "’", "(", ")", "[", "]", "«", "»", "„", "*", "¿", "‡", "—", ";",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "U.S.", "Dr.", "p.m.", "[12]", "1.", "\n", "\n\n", "\t", "\u{a0}", "\u{301}", "\u{200d}", "👩‍👩‍👧", "🇫🇷", "é", "情報", "ひらがな", "カタカナ",
            "سلام", "שלום", "हिन्दी", "।", "؟", "Й", "ß", "\u{600}", "\u{fe0f}", "\r\n", "\u{2028}", "e\u{301}", " \u{301}",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(bit, 0..60).prop_map(|bits| bits.concat())
}

/// Texts with a few cells, so that edges occur.
fn long_texts() -> impl Strategy<Value = String> {
    (texts(), 1_usize..4000, texts())
        .prop_map(|(a, n, b)| format!("{}{b}", a.repeat(n.min(40_000 / a.len().max(1)))))
}

fn holds(text: &str) {
    let block = whole(text);
    let all: Vec<Span> = sentences(text, block).collect();
    let mut covered = 0;
    for span in &all {
        assert!(!span.is_empty() && span.start.0 >= covered, "{span:?} after {covered}");
        assert!(is_boundary(text, span.start.0) && is_boundary(text, span.end.0), "{span:?} cuts a cluster");
        assert!(
            cut(text, covered, span.start.0).chars().all(char::is_whitespace),
            "{covered}..{} left out",
            span.start.0
        );
        assert!(span.of(text).graphemes(true).next_back().is_some_and(|c| !view::is_white(c)));
        covered = span.end.0;
    }
    assert!(cut(text, covered, text.len()).chars().all(char::is_whitespace));
    for pair in all.windows(2) {
        let &[one, two] = pair else { continue };
        assert_eq!(next_sentence(text, block, one.start), Some(two.start));
        assert_eq!(prev_sentence(text, block, two.start), Some(one.start));
        let inside = one.of(text).char_indices().last().map_or(0, |(i, _)| i);
        for at in [one.start.0, one.start.0 + inside] {
            assert_eq!(sentence_at(text, block, Offset(at)), one);
            assert_eq!(next_sentence(text, block, Offset(at)), Some(two.start));
        }
        assert_eq!(sentence_at(text, block, one.end), if one.end == two.start { two } else { one });
    }
    if let Some(last) = all.last() {
        assert_eq!(sentence_at(text, block, Offset(text.len())), *last);
        assert_eq!(next_sentence(text, block, last.start), None);
    }
}

fn words_hold(text: &str, big: bool) {
    let area = whole(text);
    let mut at = Offset(0);
    for _ in 0..=text.len() {
        let next = next_word(text, area, at, big);
        assert!(next >= at && is_boundary(text, next.0));
        let end = word_end(text, area, at, big);
        assert!(end >= at && is_boundary(text, end.0));
        let back = prev_word(text, area, at, big);
        assert!(back <= at && is_boundary(text, back.0));
        if next == at {
            return;
        }
        at = next;
    }
    panic!("w does not come to an end");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, max_shrink_time: 2000, ..ProptestConfig::default() })]

    #[test]
    fn sentences_of_any_text_hold(text in texts()) {
        holds(&text);
    }

    #[test]
    fn words_of_any_text_hold(text in texts()) {
        words_hold(&text, false);
        words_hold(&text, true);
    }

    #[test]
    fn nothing_panics_anywhere(text in texts(), a in 0_usize..200, b in 0_usize..200, at in 0_usize..200, around: bool) {
        let (block, at) = (Span::new(a, b), Offset(at));
        let found = [
            object_word(&text, block, at, around),
            object_sentence(&text, block, at, around),
            object_quotes(&text, block, at, around),
            object_brackets(&text, block, at, '(', around),
            object_brackets(&text, block, at, '<', around),
        ];
        for span in found.into_iter().flatten() {
            prop_assert!(!span.is_empty() && text.get(span.range()).is_some());
            let on_characters = text.is_char_boundary(block.start.0) && text.is_char_boundary(block.end.0.min(text.len()));
            prop_assert!(!on_characters || block.covers(span));
        }
        sentence_at(&text, block, at);
        next_sentence(&text, block, at);
        prev_sentence(&text, block, at);
        next_word(&text, block, at, around);
        prev_word(&text, block, at, around);
        word_end(&text, block, at, around);
    }

    #[test]
    fn words_are_counted_as_uax_29_counts_them(text in texts()) {
        prop_assert_eq!(word_count(&text), text.unicode_words().count() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, max_shrink_time: 2000, ..ProptestConfig::default() })]

    #[test]
    fn sentences_of_long_texts_hold(text in long_texts()) {
        let block = whole(&text);
        let mut at = Offset(0);
        let mut seen = 0;
        while let Some(next) = next_sentence(&text, block, at) {
            prop_assert!(next > at && is_boundary(&text, next.0));
            seen += 1;
            at = next;
            if seen > 60 {
                break;
            }
        }
        let all: Vec<Span> = sentences(&text, block).collect();
        for pair in all.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start && !pair[1].is_empty());
        }
        for span in all.iter().step_by(all.len() / 20 + 1) {
            prop_assert_eq!(sentence_at(&text, block, span.start), *span);
        }
    }
}

/// A text of 100 MB without a line break; a thousand questions at places all over it are
/// answered from windows, or this test would take hours.
#[test]
fn a_hundred_megabytes_in_one_line_cost_no_more_than_a_page() {
    const SIZE: usize = 100 * 1024 * 1024;
    for unit in ["word ", "A sentence of the usual kind. ", "!", "(", "“a", " ", "e\u{301}"] {
        let text = unit.repeat(SIZE / unit.len());
        let block = whole(&text);
        for i in 0..3 {
            let at = view_floor(&text, SIZE / 3 * i + 17);
            let span = sentence_at(&text, block, at);
            assert!(
                span.len() < WINDOW && (span.is_empty() || span.contains(at) || unit.contains(' ')),
                "{unit:?} {span:?}"
            );
            let next = next_sentence(&text, block, at).unwrap();
            assert!(next > at && next.0 - at.0 < WINDOW);
            assert!(i == 0 || prev_sentence(&text, block, at).is_some_and(|p| p < at && at.0 - p.0 < WINDOW));
            let far = [
                next_word(&text, block, at, true),
                word_end(&text, block, at, true),
                prev_word(&text, block, at, true),
            ];
            assert!(far.iter().all(|f| f.0.abs_diff(at.0) <= WINDOW));
            object_word(&text, block, at, true);
            object_sentence(&text, block, at, true);
            object_quotes(&text, block, at, true);
            object_brackets(&text, block, at, '(', true);
        }
    }
}

fn view_floor(text: &str, at: usize) -> Offset {
    Offset(view::floor_cluster(text, at, 0))
}
