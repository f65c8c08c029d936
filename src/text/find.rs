//! Where words occur in a text. Small letters find capitals too; a capital is meant as one. A
//! space finds any white space, a straight quotation mark or apostrophe the curly ones, since
//! texts have what keyboards have not. Letters with marks are found in whichever form a text has them.

use memchr::{memchr2_iter, memmem};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

use super::{Offset, Span, grapheme};

/// Marks after a letter that are put in order: no language has more, and a text may have thousands. See
/// UAX #15, Stream-Safe Text Format.
const MARKS: usize = 30;

/// The letters of ASCII, those that most languages have most of first.
const OFTEN: &[u8] = b"etaoinsrhldcumfpgwybvxjqz";

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// Sorted, without overlap, on grapheme boundaries: a cluster that is hit in part is hit.
    pub spans: Vec<Span>,
    /// There are more than were asked for.
    pub more: bool,
}

/// The first `limit` places where `needle` occurs. O(text).
pub fn find(text: &str, needle: &str, limit: usize) -> Hits {
    let exact = needle.chars().any(char::is_uppercase);
    let wanted = Wanted::of(needle, exact);
    let mut hits = Hits::default();
    let mut after = 0;
    for start in wanted.beginnings(text) {
        if start < after {
            continue;
        }
        let Some(len) = text.get(start..).and_then(|rest| wanted.begins(rest)) else { continue };
        if hits.spans.len() == limit {
            hits.more = true;
            break;
        }
        let ends = start + len;
        let start = grapheme::floor(text, start);
        let end = grapheme::floor(text, ends);
        let end = if end.0 < ends { grapheme::next(text, end) } else { end };
        hits.spans.push(Span { start, end });
        after = end.0;
    }
    hits
}

/// What is sought, its letters and their marks apart: a text may have them as one character or as
/// several, and nobody sees which. See UAX #15.
struct Wanted {
    chars: Vec<char>,
    exact: bool,
    /// Whether its first letter may be one character in a text that is several here.
    is_composed: bool,
}

impl Wanted {
    fn of(needle: &str, exact: bool) -> Self {
        let chars: Vec<char> = needle.nfd().map(|c| fold(c, exact)).collect();
        let first = needle.nfc().next();
        let parts = first.map_or(0, |first| std::iter::once(first).nfd().count());
        Self { chars, exact, is_composed: parts > 1 }
    }

    /// Where something stands that what is sought may begin with. The rarest of its first letters is looked
    /// for byte by byte, which is many times faster than character by character.
    fn beginnings<'a>(&self, text: &'a str) -> Box<dyn Iterator<Item = usize> + 'a> {
        let Some(&first) = self.chars.first() else { return Box::new(std::iter::empty()) };
        let (exact, is_composed) = (self.exact, self.is_composed);
        match self.rarest() {
            Some((before, byte)) => {
                let other = if exact { byte } else { byte.to_ascii_uppercase() };
                Box::new(
                    memchr2_iter(byte, other, text.as_bytes()).filter_map(move |at| at.checked_sub(before)),
                )
            }
            None => Box::new(
                text.char_indices()
                    .filter(move |(_, c)| {
                        let may_be = !c.is_ascii() && (is_composed || has_other(*c));
                        fold(*c, exact) == first || (may_be && fold(head(*c), exact) == first)
                    })
                    .map(|(at, _)| at),
            ),
        }
    }

    /// The letter or digit that texts have least of among the first ones of ASCII, and the bytes before it.
    /// Each of these is the same byte in every text; `k` is not, of which the Kelvin sign is a capital, nor
    /// a letter that may be one character with the mark after it.
    fn rarest(&self) -> Option<(usize, u8)> {
        let same = |c: &char| {
            u8::try_from(*c).ok().filter(|byte| byte.is_ascii_alphanumeric() && !matches!(byte, b'k' | b'K'))
        };
        let mut bytes: Vec<u8> = self.chars.iter().map_while(same).collect();
        if self.chars.get(bytes.len()).is_some_and(|next| !next.is_ascii()) {
            bytes.pop();
        }
        let often = |byte: u8| OFTEN.iter().rev().position(|letter| *letter == byte.to_ascii_lowercase());
        bytes.into_iter().enumerate().min_by_key(|(_, byte)| often(*byte))
    }

    /// How many of its first characters are the bytes that a text of ASCII begins with; nothing where they
    /// are others.
    fn agreeing(&self, text: &str) -> Option<usize> {
        let mut bytes = text.bytes();
        let mut len = 0;
        for wanted in &self.chars {
            match bytes.next()? {
                byte if !byte.is_ascii() => break,
                byte if fold(char::from(byte), self.exact) == *wanted => len += 1,
                _ => return None,
            }
        }
        Some(len)
    }

    /// The bytes that it takes at the start of a text. A character of the text is in it as a whole or
    /// not at all: what `e` finds in “é” depends on whether its accent stands apart.
    fn begins(&self, text: &str) -> Option<usize> {
        let mut len = self.agreeing(text)?;
        let mut wanted = self.chars.iter().skip(len).copied().peekable();
        let mut chars = text.char_indices().skip(len).peekable();
        while wanted.peek().is_some() {
            let (at, c) = chars.next()?;
            if c.is_ascii() {
                wanted.next_if_eq(&fold(c, self.exact))?;
                len = at + 1;
                continue;
            }
            // With the marks after it, in their own order: so they may stand in any.
            let mut parts = Vec::new();
            let mut take = |at: usize, c: char| {
                let end = at + c.len_utf8();
                decompose_canonical(c, |part| parts.push((part, end)));
            };
            take(at, c);
            for _ in 0..MARKS {
                let Some((at, mark)) = chars.next_if(|(_, c)| canonical_combining_class(*c) > 0) else {
                    break;
                };
                take(at, mark);
            }
            parts.sort_by_key(|(part, _)| canonical_combining_class(*part));
            let met = parts
                .iter()
                .take_while(|(part, _)| wanted.next_if_eq(&fold(*part, self.exact)).is_some())
                .count();
            let (met, rest) = parts.split_at_checked(met)?;
            let is_cut = met.iter().any(|(_, end)| rest.iter().any(|(_, other)| end == other));
            if met.is_empty() || is_cut || (!rest.is_empty() && wanted.peek().is_some()) {
                return None;
            }
            len = met.iter().map(|(_, end)| *end).max().unwrap_or(len);
        }
        Some(len)
    }
}

/// The first part of a character.
fn head(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| first = first.or(Some(part)));
    first.unwrap_or(c)
}

/// Whether there is one other character that a character is the same as; for some it is not so.
fn has_other(c: char) -> bool {
    matches!(c, '\u{340}'..='\u{387}' | '\u{1f71}'..='\u{232a}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

/// A character as it is compared.
fn fold(c: char, exact: bool) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201f}' => '"',
        c if c.is_ascii() => {
            if c.is_ascii_whitespace() {
                ' '
            } else if exact {
                c
            } else {
                c.to_ascii_lowercase()
            }
        }
        c if c.is_whitespace() => ' ',
        c if exact => c,
        c => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// The place of some words that is nearest to another place.
pub fn nearest(text: &str, words: &str, near: Offset) -> Option<Span> {
    let near = grapheme::floor(text, near.0).0;
    let after = text.get(near..).and_then(|rest| memmem::find(rest.as_bytes(), words.as_bytes()));
    let before = text.get(..near).and_then(|rest| memmem::rfind(rest.as_bytes(), words.as_bytes()));
    // One that reaches over the place begins before it.
    let reach = grapheme::floor(text, (near + words.len()).min(text.len())).0;
    let over = text.get(..reach).and_then(|rest| memmem::rfind(rest.as_bytes(), words.as_bytes()));
    [after.map(|at| near + at), before, over]
        .into_iter()
        .flatten()
        .map(|at| Span::new(at, at + words.len()))
        .filter(|span| [span.start, span.end].iter().all(|at| grapheme::is_boundary(text, *at)))
        .min_by_key(|span| span.start.0.abs_diff(near))
}

#[cfg(test)]
mod tests {
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
        // Without its mark it is another letter; so is one with another.
        assert_eq!(found(composed, "cafe"), []);
        assert_eq!(found(composed, "ive"), []);
        assert_eq!(found(apart, "caf\u{e8}"), []);
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

    proptest::proptest! {
        /// What is looked for byte by byte passes no place over.
        #[test]
        fn every_place_is_looked_at(
            text in "[aezkKSK\u{e9}\u{301}\u{212a} ']{0,40}",
            needle in "[aezkKS\u{e9}\u{301} ']{1,5}",
        ) {
            for exact in [false, true] {
                let wanted = Wanted::of(&needle, exact);
                let looked: Vec<usize> = wanted.beginnings(&text).collect();
                for (at, _) in text.char_indices() {
                    let begins = text.get(at..).is_some_and(|rest| wanted.begins(rest).is_some());
                    proptest::prop_assert!(!begins || looked.contains(&at), "{at} in {looked:?}");
                }
            }
        }
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
}
