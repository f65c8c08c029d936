//! Where words occur in a text. Small letters find capitals too; a capital is meant as one. A
//! space finds any white space, a straight quotation mark or apostrophe the curly ones, since
//! texts have what keyboards have not.

use memchr::memmem;

use super::{Offset, Span, grapheme};

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
    let wanted: Vec<char> = needle.chars().map(|c| fold(c, exact)).collect();
    let Some((&first, rest)) = wanted.split_first() else { return Hits::default() };
    let mut hits = Hits::default();
    let mut after = 0;
    for (start, len) in beginnings(text, first, exact) {
        if start < after {
            continue;
        }
        let mut ahead = text.get(start + len..).unwrap_or_default().chars();
        let is_hit = rest.iter().all(|want| ahead.next().is_some_and(|c| fold(c, exact) == *want));
        if !is_hit {
            continue;
        }
        if hits.spans.len() == limit {
            hits.more = true;
            break;
        }
        let ends = text.len() - ahead.as_str().len();
        let start = grapheme::floor(text, start);
        let end = grapheme::floor(text, ends);
        let end = if end.0 < ends { grapheme::next(text, end) } else { end };
        hits.spans.push(Span { start, end });
        after = end.0;
    }
    hits
}

/// Where the first character of what is sought stands, and its bytes. A letter or digit of ASCII
/// is looked for byte by byte, which is many times faster; but not `k`, which the Kelvin sign is
/// a capital of.
fn beginnings<'a>(text: &'a str, first: char, exact: bool) -> Box<dyn Iterator<Item = (usize, usize)> + 'a> {
    match u8::try_from(first) {
        Ok(byte) if byte.is_ascii_alphanumeric() && byte != b'k' => {
            let other = if exact { byte } else { byte.to_ascii_uppercase() };
            Box::new(memchr::memchr2_iter(byte, other, text.as_bytes()).map(|at| (at, 1)))
        }
        _ => Box::new(
            text.char_indices()
                .filter(move |(_, c)| fold(*c, exact) == first)
                .map(|(at, c)| (at, c.len_utf8())),
        ),
    }
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
