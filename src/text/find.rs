//! Where words occur in a text. Small letters find capitals too; a capital is meant as one. A
//! space finds any white space, a straight quotation mark or apostrophe the curly ones, since
//! texts have what keyboards have not.
//!
//! In the same way a letter without marks finds it with any marks (`cafe` “café”), while one that is sought
//! with a mark means that one, in whichever form a text has it. Marks are those of the module `letter`: what a character
//! has no canonical decomposition for (`ø`, `ł`, `æ`) is a letter of its own, and so is a syllable of Hangul. Letters
//! that a text has as one character (`ﬁ`, and `ß` for `ss`) are found there, and such a character finds them: see the
//! module `ligature`. A line end that parts nothing is passed over: see the module `joint`.

mod gather;
mod letter;
mod places;
#[cfg(test)]
mod tests;

use memchr::memmem;

pub use self::gather::{Gathered, gather};
use self::letter::{Letter, fold};
use super::{Offset, Span, grapheme, joint};

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

/// What is sought, letter by letter.
struct Wanted {
    letters: Vec<Letter>,
    exact: bool,
}

impl Wanted {
    fn of(needle: &str, exact: bool) -> Self {
        Self { letters: letter::letters(needle, exact), exact }
    }

    /// The bytes that it takes at the start of a text. A character of the text is in it as a whole or
    /// not at all.
    fn begins(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut letters = self.letters.iter();
        let mut at = 0;
        while let Some(wanted) = letters.as_slice().first() {
            let byte = *bytes.get(at)?;
            if byte == b'\n' && wanted.base != ' ' && joint::is_joint(text, at) {
                at += 1;
                continue;
            }
            if byte.is_ascii() && fold(char::from(byte), self.exact) != wanted.base {
                return None;
            }
            // What comes next may be a mark.
            if byte.is_ascii() && bytes.get(at + 1).is_none_or(u8::is_ascii) {
                if !wanted.marks.is_empty() {
                    return None;
                }
                letters.next();
                at += 1;
            } else {
                at += letter::meet(text.get(at..)?, &mut letters, self.exact)?;
            }
        }
        Some(at)
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
