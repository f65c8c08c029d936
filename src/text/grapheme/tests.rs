use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

fn starts(text: &str) -> Vec<usize> {
    clusters(text, Offset(0), Offset(text.len())).map(|(at, _)| at.0).collect()
}

#[test]
fn clusters_are_what_a_reader_takes_for_one_character() {
    for (text, want) in [
        ("👩‍👩‍👧‍👦x", vec![0, 25]),
        ("e\u{301}a", vec![0, 3]),
        ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}", vec![0, 9]),
        ("🇩🇪🇫🇷", vec![0, 8]),
        ("a\r\nb", vec![0, 1, 3]),
        ("क्षि", vec![0]),
    ] {
        assert_eq!(starts(text), want, "{text:?}");
    }
}

#[test]
fn widths_in_cells() {
    for (cluster, want) in [
        ("a", 1),
        ("é", 1),
        ("e\u{301}", 1),
        ("語", 2),
        ("❤\u{fe0f}", 2),
        ("🇩🇪", 2),
        ("1\u{fe0f}\u{20e3}", 2),
        // What a terminal may take apart has room for all of its parts.
        ("👍🏽", 4),
        ("👩‍👩‍👧‍👦", 8),
        ("நா", 2),
        ("বাং", 3),
        ("हि", 2),
        ("ខ្មែ", 3),
        ("\u{1112}\u{1161}\u{11ab}", 2),
        ("\u{301}", 0),
        ("\u{1b}", 0),
        ("\t", 0),
        ("\r\n", 0),
        ("\u{9b}", 0),
    ] {
        assert_eq!(width(cluster), want, "{cluster:?}");
    }
    assert_eq!(str_width("naïve 漢字"), 10);
    assert_eq!(str_width("a\u{1b}b"), 2);
    assert_eq!(clip("漢字漢", 5), "漢字");
    assert_eq!(clip("abc", 5), "abc");
}

#[test]
fn places_outside_the_text_are_held_to_it() {
    assert_eq!(floor("ab", 99), Offset(2));
    assert_eq!(next("ab", Offset(2)), Offset(2));
    assert_eq!(next("ab", Offset(99)), Offset(2));
    assert_eq!(prev("ab", Offset(0)), Offset(0));
    assert_eq!(prev("ab", Offset(99)), Offset(2));
    assert_eq!(floor("", 0), Offset(0));
    assert!(!is_boundary("ab", Offset(3)));
}

/// A cluster without end is cut at the same places whichever way one goes, and no step is long.
#[test]
fn clusters_without_end_are_cut() {
    for unit in ["\u{301}", "\u{200d}", "🇩", "\u{1100}", "क\u{94d}", "👩\u{200d}", "\u{e0061}"] {
        let text = format!("x {}e{} y", unit.repeat(7), unit.repeat(10_000));
        let ahead = starts(&text);
        let mut back = Vec::new();
        let mut at = Offset(text.len());
        while at.0 > 0 {
            at = prev(&text, at);
            back.push(at.0);
        }
        back.reverse();
        assert_eq!(ahead, back, "{unit:?}");
        assert!(ahead.windows(2).all(|pair| matches!(pair, [a, b] if b - a <= 2 * GRID + 8)), "{unit:?}");
    }
}

/// The short cut for common scripts says what the rules say.
#[test]
fn characters_that_stand_alone_do() {
    for c in ('\0'..=char::MAX).filter(|&c| stands_alone(c)) {
        for other in ['a', 'я', '語', '가', '“', 'ー', 'ש', 'ع'] {
            for pair in [format!("{c}{other}"), format!("{other}{c}")] {
                assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
            }
        }
    }
}

/// Characters that make clusters of every kind, and plain ones.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "a",
        "word",
        " ",
        "  ",
        "-",
        "(",
        ")",
        "é",
        "e\u{301}",
        "語",
        "漢字",
        "。",
        "가",
        "\u{1112}\u{1161}\u{11ab}",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "🇩",
        "❤\u{fe0f}",
        "\u{301}",
        "\u{200d}",
        "\u{200b}",
        "\u{ad}",
        "क्षि",
        "שלום",
        "مرحبا",
        "\t",
        "\u{202e}",
        "“",
        "”",
        "—",
        "…",
        "\u{a0}",
        "\u{3000}",
        "\u{2028}",
        "Llanfairpwllgwyngyll",
    ]);
    prop::collection::vec(parts, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    /// On texts shorter than the grid the clusters are those of the whole algorithm.
    #[test]
    fn clusters_are_those_of_uax_29(text in "\\PC{0,50}") {
        let want: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        prop_assert_eq!(starts(&text), want);
    }

    #[test]
    fn steps_agree_with_boundaries(text in any_text()) {
        let starts = starts(&text);
        for at in 0..=text.len() {
            let is = starts.contains(&at) || at == text.len();
            prop_assert_eq!(is_boundary(&text, Offset(at)), is);
            let under = starts.iter().copied().chain([text.len()]).filter(|&s| s <= at).max().unwrap_or(0);
            prop_assert_eq!(floor(&text, at), Offset(under));
        }
    }
}
