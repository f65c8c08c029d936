//! Letters with their marks, whether a text has them as one character or as several, which nobody sees. See UAX #15.

use std::slice::Iter;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

use crate::text::ligature;

/// Marks after a letter that are put in order: no language has more, and a text may have thousands. See
/// UAX #15, Stream-Safe Text Format.
const MARKS: usize = 30;

/// A letter as it is compared, and its marks in the order that is theirs. A mark that stands for itself is a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub base: char,
    pub marks: Vec<char>,
}

impl Letter {
    /// Whether a letter of a text is this one: with the same marks, or with any where this has none.
    pub fn is_met_by(&self, base: char, marks: &[char]) -> bool {
        let is_voiced_alike = || self.marks.iter().eq(marks.iter().filter(|mark| is_voicing(**mark)));
        self.base == base && (self.marks == marks || (!self.means_marks() && is_voiced_alike()))
    }

    /// Whether only the letter with the very marks that it has is meant.
    fn means_marks(&self) -> bool {
        is_mark(self.base) || self.marks.iter().any(|mark| !is_voicing(*mark))
    }
}

/// Whether a character is a mark on the letter before it: nukta, points of Hebrew, Arabic and Syriac, and all accents.
/// The vowels and tones of Thai, Lao and Tibetan and what takes a vowel away are letters to their readers, though
/// they have a combining class like marks: they are looked for.
pub(super) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && matches!(canonical_combining_class(c), 1..=8 | 10..=36 | 200..)
}

/// Whether a character is put in order among those beside it, as all marks and some vowels are.
pub(super) fn has_order(c: char) -> bool {
    canonical_combining_class(c) != 0
}

/// Whether a mark makes another letter of a kana (か, が): it is not laid aside.
fn is_voicing(c: char) -> bool {
    canonical_combining_class(c) == 8
}

/// The letters of what is sought. What is one character for several letters is sought in those.
pub(super) fn letters(needle: &str, exact: bool) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut apart = String::with_capacity(needle.len());
    for c in needle.chars() {
        match ligature::letters(c) {
            Some(letters) => apart.push_str(letters),
            None => apart.push(c),
        }
    }
    for c in apart.nfd() {
        match letters.last_mut() {
            Some(letter) if is_mark(c) && !is_mark(letter.base) => letter.marks.push(c),
            _ => letters.push(Letter { base: fold(c, exact), marks: Vec::new() }),
        }
    }
    letters
}

/// Takes the first of the letters that are sought, and further ones that share its characters, for what a text begins
/// with; the bytes that they have there. Nothing if there are others, or a character would be parted.
pub(super) fn meet(text: &str, wanted: &mut Iter<Letter>, exact: bool) -> Option<usize> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if let Some(letters) = ligature::letters(first)
        && let Some(left) = after(letters, wanted.as_slice(), exact)
    {
        *wanted = left.iter();
        // The marks on it are on its last letter, which is sought without any.
        let marks = chars.take_while(|c| is_mark(*c)).map(char::len_utf8).sum::<usize>();
        return Some(first.len_utf8() + marks);
    }
    let is_alone = chars.next().is_none_or(|next| canonical_combining_class(next) == 0);
    let (apart, count) = parted(first);
    let (base, marks) = apart.get(..count)?.split_first()?;
    if is_alone && !is_mark(*base) && marks.iter().all(|mark| is_mark(*mark)) {
        return wanted.next()?.is_met_by(fold(*base, exact), marks).then_some(first.len_utf8());
    }
    // With the marks after it, in their own order: so they may stand in any.
    let mut parts = Vec::new();
    let mut end = 0;
    for (at, c) in text.char_indices().take(1 + MARKS) {
        if at > 0 && canonical_combining_class(c) == 0 {
            break;
        }
        end = at + c.len_utf8();
        decompose_canonical(c, |part| parts.push((part, end)));
    }
    parts.sort_by_key(|(part, _)| canonical_combining_class(*part));
    let mut left = parts.as_slice();
    let mut last = None;
    while let (Some(((base, _), rest)), false) = (left.split_first(), wanted.as_slice().is_empty()) {
        let own = |(mark, _): &&(char, usize)| is_mark(*mark) && !is_mark(*base);
        let marks: Vec<char> = rest.iter().take_while(own).map(|(mark, _)| *mark).collect();
        last = wanted.next().filter(|letter| letter.is_met_by(fold(*base, exact), &marks));
        last?;
        left = rest.get(marks.len()..)?;
    }
    let met = parts.get(..parts.len() - left.len())?;
    if left.iter().any(|(_, end)| met.iter().any(|(_, other)| end == other)) {
        return None;
    }
    let letter = last?;
    if !left.is_empty() || is_mark(letter.base) {
        return met.iter().map(|(_, end)| *end).max();
    }
    // Those that are too many to be put in order.
    let more: usize = text.get(end..)?.chars().take_while(|c| is_mark(*c)).map(char::len_utf8).sum();
    (more == 0 || !letter.means_marks()).then_some(end + more)
}

/// What is left of the letters that are sought, if they begin with those of one character.
pub(super) fn after<'w>(letters: &str, wanted: &'w [Letter], exact: bool) -> Option<&'w [Letter]> {
    let (met, left) = wanted.split_at_checked(letters.len())?;
    let mut pairs = met.iter().zip(letters.chars());
    pairs.all(|(wanted, letter)| wanted.is_met_by(fold(letter, exact), &[])).then_some(left)
}

/// The parts of a character, of which there are four at most, and how many.
fn parted(c: char) -> ([char; 4], usize) {
    let (mut parts, mut count) = (['\0'; 4], 0);
    decompose_canonical(c, |part| {
        if let Some(place) = parts.get_mut(count) {
            *place = part;
            count += 1;
        }
    });
    (parts, count)
}

/// The first part of a character.
pub(super) fn head(c: char) -> char {
    let ([first, ..], _) = parted(c);
    first
}

/// A character as it is compared.
pub(super) fn fold(c: char, exact: bool) -> char {
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
