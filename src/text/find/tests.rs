use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

use super::letter::is_mark;
use super::*;

fn found(text: &str, needle: &str) -> Vec<(usize, usize)> {
    find(text, needle, 99).spans.iter().map(|s| (s.start.0, s.end.0)).collect()
}

#[test]
fn small_letters_find_all_and_a_capital_itself() {
    assert_eq!(found("Syria, syria, SYRIA", "syria"), [(0, 5), (7, 12), (14, 19)]);
    assert_eq!(found("Syria, syria, SYRIA", "Syria"), [(0, 5)]);
    assert_eq!(found("ÜBER über", "über"), [(0, 5), (6, 11)]);
    assert_eq!(found("anything", ""), []);
    assert_eq!(found("5 \u{212a}, 5 k", "k"), [(2, 5), (9, 10)]);
    assert_eq!(found("x-ray X-RAY", "x-ray"), [(0, 5), (6, 11)]);
    assert_eq!(found("aaaa", "aa"), [(0, 2), (2, 4)]);
}

#[test]
fn what_keyboards_lack_is_found() {
    assert_eq!(found("air\nstrikes, air\u{a0}strikes", "air strikes"), [(0, 11), (13, 25)]);
    assert_eq!(found("“it’s”", "\"it's\""), [(0, 12)]);
}

#[test]
fn letters_with_marks_are_found_in_either_form() {
    let (composed, apart) = ("na\u{ef}ve Caf\u{e9}s", "nai\u{308}ve Cafe\u{301}s");
    for needle in ["caf\u{e9}", "cafe\u{301}"] {
        assert_eq!(found(composed, needle), [(7, 12)], "{needle}");
        assert_eq!(found(apart, needle), [(8, 14)], "{needle}");
    }
    for needle in ["\u{ef}ve", "i\u{308}ve"] {
        assert_eq!(found(composed, needle), [(2, 6)], "{needle}");
        assert_eq!(found(apart, needle), [(2, 7)], "{needle}");
    }
    // With another mark it is another letter.
    assert_eq!(found(apart, "caf\u{e8}"), []);
    assert_eq!(found(composed, "caf\u{e8}"), []);
    assert_eq!(found("cafes", "caf\u{e9}s"), []);
    // Marks in another order, syllables in their letters, and signs that are there twice.
    assert_eq!(found("x e\u{301}\u{323} y", "\u{1eb9}\u{301}"), [(2, 7)]);
    assert_eq!(found("x \u{e9}\u{323} y", "\u{1eb9}\u{301} y"), [(2, 8)]);
    assert_eq!(found("\u{1112}\u{1161}\u{11ab} x", "\u{d55c}"), [(0, 9)]);
    assert_eq!(found("\u{d55c} x", "\u{1112}\u{1161}\u{11ab} X"), []);
    assert_eq!(found("\u{d55c} x", "\u{1112}\u{1161}\u{11ab} x"), [(0, 5)]);
    assert_eq!(found("\u{d55c}", "\u{d558}"), []);
    assert_eq!(found("5 \u{2126}, 5 \u{3a9}", "\u{3a9}"), [(2, 5), (9, 11)]);
    assert_eq!(found("5 \u{2126}, 5 \u{3a9}", "\u{2126}"), [(2, 5), (9, 11)]);
    assert_eq!(found("\u{212a}!", "k!"), [(0, 4)]);
    assert_eq!(found("\u{c9}t\u{e9}", "e\u{301}t"), [(0, 3)]);
    assert_eq!(found("na\u{ef}vely nai\u{308}vely", "nai\u{308}vel"), [(0, 7), (9, 17)]);
    assert_eq!(found("wal\u{212a}z, walkz, kWALKZ", "walkz"), [(0, 7), (9, 14), (17, 22)]);
    assert_eq!(found("\u{e9}e\u{e9}zat z\u{e9}zat", "zat"), [(5, 8), (12, 15)]);
}

#[test]
fn a_letter_without_marks_is_any_with_them() {
    let (composed, apart) = ("na\u{ef}ve Caf\u{e9}s", "nai\u{308}ve Cafe\u{301}s");
    for (needle, first, second) in [
        ("cafe", (7, 12), (8, 14)),
        ("ive", (2, 6), (2, 7)),
        ("cafes", (7, 13), (8, 15)),
        ("Cafe", (7, 12), (8, 14)),
    ] {
        assert_eq!(found(composed, needle), [first], "{needle}");
        assert_eq!(found(apart, needle), [second], "{needle}");
    }
    assert_eq!(found("\u{c9}COLE, \u{e9}cole, e\u{301}cole", "ecole"), [(0, 6), (8, 14), (16, 23)]);
    assert_eq!(found("\u{c9}COLE, \u{e9}cole, ecole", "Ecole"), []);
    assert_eq!(found("\u{c9}cole, \u{e9}cole", "Ecole"), [(0, 6)]);
    // Several marks, all of them or none.
    assert_eq!(found("Vi\u{1ec7}t, Vie\u{323}\u{302}t", "viet"), [(0, 6), (8, 16)]);
    assert_eq!(found("Vi\u{1ec7}t, Vie\u{323}\u{302}t", "vi\u{1ec7}t"), [(0, 6), (8, 16)]);
    assert_eq!(found("Vi\u{1ec7}t, Vie\u{323}\u{302}t", "vi\u{ea}t"), []);
    let many = format!("e{}zat", "\u{301}\u{316}".repeat(40));
    assert_eq!(found(&many, "ezat"), [(0, many.len())]);
    assert_eq!(found(&many, "e\u{301}"), []);
    // Greek, Cyrillic, and points of Hebrew and Arabic.
    assert_eq!(
        found("\u{391}\u{3b8}\u{3ae}\u{3bd}\u{3b1}", "\u{3b1}\u{3b8}\u{3b7}\u{3bd}\u{3b1}"),
        [(0, 10)]
    );
    assert_eq!(found("\u{451}\u{436}", "\u{435}\u{436}"), [(0, 4)]);
    assert_eq!(found("\u{5e9}\u{5c1}\u{5b8}\u{5dc}", "\u{5e9}\u{5dc}"), [(0, 8)]);
    assert_eq!(found("\u{fb2a}\u{5dc}", "\u{5e9}\u{5dc}"), [(0, 5)]);
    // Letters of their own.
    for (text, needle) in [
        ("\u{f8}re", "ore"),
        ("\u{142}za", "lza"),
        ("stra\u{df}e", "strase"),
        ("stra\u{df}e", "tras"),
        ("\u{d55c}", "\u{d558}"),
        ("\u{304c}\u{3044}", "\u{304b}\u{3044}"),
        ("\u{304b}\u{3099}\u{3044}", "\u{304b}\u{3044}"),
        ("\u{e01}\u{e38}\u{e19}", "\u{e01}\u{e19}"),
        ("\u{915}\u{94d}\u{937}", "\u{915}\u{937}"),
    ] {
        assert_eq!(found(text, needle), [], "{text}");
    }
    assert_eq!(found("\u{304c} \u{304b}\u{3099}", "\u{304c}"), [(0, 3), (4, 10)]);
    // A mark alone is looked for as it is.
    assert_eq!(found("ae\u{301}\u{302}", "\u{301}"), [(1, 6)]);
}

#[test]
fn letters_that_are_one_character_of_the_text_are_found() {
    // The cells of the character are hit, no more and no fewer.
    assert_eq!(found("a \u{fb01}re, fire", "fire"), [(2, 7), (9, 13)]);
    assert_eq!(found("o\u{fb03}ce, of\u{fb01}ce, o\u{fb00}ice, office", "office").len(), 4);
    assert_eq!(found("the o\u{fb03}ces", "offi"), [(4, 8)]);
    assert_eq!(found("Die Stra\u{df}e", "strasse"), [(4, 11)]);
    assert_eq!(found("Strasse, Stra\u{df}e, STRA\u{1e9e}E", "stra\u{df}e"), [(0, 7), (9, 16), (18, 26)]);
    assert_eq!(found("Strasse, STRASSE", "Stra\u{df}e"), [(0, 7)]);
    assert_eq!(found("GRO\u{1e9e}E STRA\u{1e9e}E", "strasse"), [(8, 16)]);
    assert_eq!(found("GRO\u{1e9e}, gro\u{df}", "gro\u{df}"), [(0, 6), (8, 13)]);
    assert_eq!(found("Ma\u{df}stab, Ma\u{df}\u{fb06}ab", "massstab"), [(0, 8), (10, 19)]);
    assert_eq!(found("au\u{fb02}age, auflage", "au\u{fb02}age"), [(0, 8), (10, 17)]);
    // A capital is meant as one here too.
    assert_eq!(found("\u{fb01}re Fire", "Fire"), [(6, 10)]);
    assert_eq!(found("Gro\u{df}e Stra\u{df}e", "Strasse"), [(7, 14)]);
    // Letters before it have marks; what follows it is not lost sight of.
    assert_eq!(found("caf\u{e9} d\u{e9}\u{fb01}ni, cafe\u{301} de\u{301}\u{fb01}ni", "cafe defini").len(), 2);
    assert_eq!(found("\u{df}s ss\u{df}", "sss"), [(0, 3), (5, 8)]);
    // No part of it by itself.
    assert_eq!(found("\u{fb01}re", "ire"), []);
    assert_eq!(found("\u{fb01}re", "f"), []);
}

/// Letters with their marks, and where the characters end that they are of.
type Apart = Vec<(char, Vec<char>, Vec<usize>)>;

fn apart(text: &str, exact: bool) -> Apart {
    let mut parts: Vec<(char, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        for part in std::iter::once(c).nfd() {
            // A mark goes before those of a higher class.
            let class = canonical_combining_class(part);
            let above =
                parts.iter().rev().take_while(|(c, _)| class > 0 && canonical_combining_class(*c) > class);
            let place = parts.len() - above.count();
            parts.insert(place, (part, at + c.len_utf8()));
        }
    }
    let mut letters: Apart = Vec::new();
    for (part, end) in parts {
        match letters.last_mut() {
            Some((base, marks, ends)) if is_mark(part) && !is_mark(*base) => {
                marks.push(part);
                ends.push(end);
            }
            _ => letters.push((fold(part, exact), Vec::new(), vec![end])),
        }
    }
    letters
}

/// What `find` does, as it is told without haste: at each character, all that follows is parted into its letters.
fn slowly(text: &str, needle: &str) -> Vec<(usize, usize)> {
    let exact = needle.chars().any(char::is_uppercase);
    let wanted = apart(needle, exact);
    let (mut spans, mut after) = (Vec::new(), 0);
    for (at, _) in text.char_indices() {
        let letters = apart(text.split_at(at).1, exact);
        if wanted.is_empty() || at < after || letters.len() < wanted.len() {
            continue;
        }
        let is_met = wanted.iter().zip(&letters).all(|((base, marks, _), (other, others, _))| {
            let voicing = |mark: &&char| matches!(mark, '\u{3099}' | '\u{309a}');
            let is_plain = marks.iter().filter(voicing).count() == marks.len();
            base == other && (marks == others || is_plain && marks.iter().eq(others.iter().filter(voicing)))
        });
        let (met, left) = letters.split_at(wanted.len());
        let ends: Vec<usize> = met.iter().flat_map(|(_, _, ends)| ends).copied().collect();
        if is_met && !left.iter().flat_map(|(_, _, ends)| ends).any(|end| ends.contains(end)) {
            let clusters: Vec<usize> = grapheme::clusters(text, Offset(0), Offset(text.len()))
                .map(|(at, _)| at.0)
                .chain([text.len()])
                .collect();
            let end = at + ends.iter().max().unwrap();
            after = clusters.iter().copied().find(|place| *place >= end).unwrap();
            spans.push((clusters.into_iter().rfind(|place| *place <= at).unwrap(), after));
        }
    }
    spans
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(1024))]

    /// What is looked for byte by byte passes no place over.
    #[test]
    fn every_place_is_looked_at(
        text in "[aezkKSÅ\u{e9}\u{c9}\u{1ec7}\u{301}\u{323}\u{212a}\u{3b1}\u{3ac} ']{0,40}",
        needle in "[aezkKS\u{e9}\u{301}\u{3b1} ']{1,5}",
    ) {
        for exact in [false, true] {
            let wanted = Wanted::of(&needle, exact);
            let looked: Vec<usize> = wanted.beginnings(&text).collect();
            proptest::prop_assert!(looked.is_sorted(), "{looked:?}");
            for (at, _) in text.char_indices() {
                let begins = text.get(at..).is_some_and(|rest| wanted.begins(rest).is_some());
                proptest::prop_assert!(!begins || looked.contains(&at), "{at} in {looked:?}");
            }
        }
    }

    /// And finds what is found slowly.
    #[test]
    fn the_same_is_found_slowly(
        text in "[aezkKS\u{c5}\u{e9}\u{c9}\u{1ec7}\u{301}\u{323}\u{212a}\u{212b}\u{3b1}\u{3ac} ']{0,30}",
        needle in "[aezkKS\u{e9}\u{301}\u{3b1} ']{1,4}",
    ) {
        proptest::prop_assert_eq!(found(&text, &needle), slowly(&text, &needle));
    }

    /// So it is in scripts of other kinds.
    #[test]
    fn the_same_is_found_slowly_in_other_scripts(
        text in "[\u{304b}\u{304c}\u{3099}\u{d55c}\u{d558}\u{1112}\u{1161}\u{11ab}\u{e01}\u{e38}\u{e48}\u{5e9}\u{5c1}\u{5b8}\u{fb2a}\u{301}a]{0,20}",
        needle in "[\u{304b}\u{304c}\u{3099}\u{d55c}\u{d558}\u{1112}\u{1161}\u{e01}\u{e38}\u{5e9}\u{5c1}a]{1,3}",
    ) {
        proptest::prop_assert_eq!(found(&text, &needle), slowly(&text, &needle));
    }

    /// In whichever form the text is, and what is sought.
    #[test]
    fn forms_make_no_difference(
        text in "[aezk\u{c5}\u{e9}\u{1ec7}\u{212a}\u{3b1}\u{3ac}\u{304b}\u{304c} ]([aez\u{e9}\u{323}\u{301} ]{0,20})",
        needle in "[aez\u{e9}\u{3b1}\u{304b}][aez\u{e9}\u{301}]{0,3}",
    ) {
        let (one, two): (String, String) = (text.nfc().collect(), text.nfd().collect());
        let count = found(&one, &needle).len();
        proptest::prop_assert_eq!(found(&two, &needle).len(), count);
        let (needle, other): (String, String) = (needle.nfc().collect(), needle.nfd().collect());
        proptest::prop_assert_eq!(found(&two, &needle), found(&two, &other));
    }
}

/// A mark may stand behind a vowel that it comes before.
#[test]
fn marks_without_a_letter_are_found_in_any_order() {
    for (text, needle) in [("\u{e38}\u{3099}", "\u{3099}\u{e38}"), ("a \u{e38}\u{3099}", "\u{e38}\u{3099}")] {
        assert_eq!(found(text, needle), slowly(text, needle), "{text:?} {needle:?}");
        assert_eq!(found(text, needle).len(), 1, "{text:?} {needle:?}");
    }
}

/// Every character that begins with a letter of ASCII is looked for where one is sought.
#[test]
fn what_is_a_letter_of_ascii_with_marks_is_known() {
    for c in '\u{80}'..=char::MAX {
        let base = letter::head(c);
        assert!(
            !base.is_ascii_alphanumeric() || places::COMPOSED.iter().any(|range| range.contains(&c)),
            "{c:?}"
        );
    }
}

#[test]
fn line_ends_that_part_nothing_are_passed_over() {
    // The hit has the line end within it, and no other around it.
    assert_eq!(found("情報\n機関\nの", "報機"), [(3, 10)]);
    assert_eq!(found("情報\n機関\nの", "情報機関の"), [(0, 17)]);
    assert_eq!(found("情報\n機関", "機関"), [(7, 13)]);
    assert_eq!(found("情報\n機関", "報 機"), [(3, 10)], "as it was found ever since");
    assert_eq!(found("か\u{3099}\nき", "がき"), [(0, 10)]);
    assert_eq!(found("한국\n어", "국어"), []);
    assert_eq!(found("情報\n\n機関", "報機"), []);
    assert_eq!(found("情報\nNATO", "報nato"), []);
    assert_eq!(found("air\nstrikes", "airstrikes"), []);
}

#[test]
fn hits_hold_whole_clusters() {
    // An e with its accent apart, and a family of which the mother is asked for.
    assert_eq!(found("cafe\u{301} au lait", "cafe"), [(0, 6)]);
    let family = "👨\u{200d}👩\u{200d}👧";
    assert_eq!(found(family, "👩"), [(0, family.len())]);
    assert_eq!(found("日本語", "本"), [(3, 6)]);
}

#[test]
fn no_more_than_asked_for() {
    let hits = find("a a a", "a", 2);
    assert_eq!((hits.spans.len(), hits.more), (2, true));
    assert!(!find("a a", "a", 2).more);
}
