//! Where something stands that what is sought may begin with. The rarest of its first letters is looked for byte
//! by byte, which is many times faster than character by character.

use std::iter::{empty, from_fn};
use std::mem::replace;
use std::ops::RangeInclusive;

use memchr::{memchr2_iter, memchr3_iter, memmem};

use super::Wanted;
use super::letter::{self, fold, has_order, head, is_mark};
use crate::text::ligature;

/// The letters of ASCII, those that most languages have most of first.
const OFTEN: &[u8] = b"etaoinsrhldcumfpgwybvxjqz";

/// Where the characters are that begin with a letter of ASCII and are more than that, or another.
pub(super) const COMPOSED: [RangeInclusive<char>; 3] =
    ['\u{c0}'..='\u{24f}', '\u{1e00}'..='\u{1eff}', '\u{212a}'..='\u{212b}'];

impl Wanted {
    /// Ascending; a place may be told twice.
    pub(super) fn beginnings<'a>(&self, text: &'a str) -> Box<dyn Iterator<Item = usize> + 'a> {
        let mut others = self.before_ligatures(text).into_iter().peekable();
        let mut plain = self.plain_beginnings(text);
        if others.peek().is_none() {
            return plain;
        }
        let mut next = plain.next();
        Box::new(from_fn(move || match (next, others.peek()) {
            (Some(at), Some(other)) if at <= *other => replace(&mut next, plain.next()),
            (_, Some(_)) => others.next(),
            (_, None) => replace(&mut next, plain.next()),
        }))
    }

    /// Where it may begin if some of its letters are one character of the text: by the first such, before which each
    /// letter is a character. Sorted. O(text), if it has such letters.
    fn before_ligatures(&self, text: &str) -> Vec<usize> {
        let mut places = Vec::new();
        if text.is_ascii() {
            return places;
        }
        for (c, letters) in ligature::all() {
            let is_here = |at: &usize| {
                let wanted = self.letters.get(*at..).unwrap_or_default();
                letter::after(letters, wanted, self.exact).is_some()
            };
            let befores: Vec<usize> = (0..self.letters.len()).filter(is_here).collect();
            if befores.is_empty() {
                continue;
            }
            for at in memmem::find_iter(text.as_bytes(), c.encode_utf8(&mut [0; 4]).as_bytes()) {
                places.extend(befores.iter().filter_map(|before| back(text, at, *before)));
            }
        }
        places.sort_unstable();
        places
    }

    /// Where it may begin if none are.
    fn plain_beginnings<'a>(&self, text: &'a str) -> Box<dyn Iterator<Item = usize> + 'a> {
        let Some(first) = self.letters.first() else { return Box::new(empty()) };
        let exact = self.exact;
        let Some((before, byte)) = self.rarest() else {
            let mut heads = Heads::new(first.base, exact);
            // What has an order of its own may stand behind others that it comes before.
            let is_ordered = has_order(first.base);
            let mut begins = move |c: char| heads.has(c) || is_ordered && has_order(c);
            return Box::new(text.char_indices().filter(move |(_, c)| begins(*c)).map(|(at, _)| at));
        };
        let other = if exact { byte } else { byte.to_ascii_uppercase() };
        let bytes = text.as_bytes();
        if text.is_ascii() {
            return Box::new(memchr2_iter(byte, other, bytes).filter_map(move |at| at.checked_sub(before)));
        }
        let mut heads = Heads::new(char::from(byte), exact);
        let sought: Vec<u8> = [byte, other].into_iter().chain(heads.leads()).collect();
        let mut scans: Vec<_> = sought
            .chunks(3)
            .map(|three| {
                let a = three.first().copied().unwrap_or(byte);
                let (b, c) = (three.get(1).copied().unwrap_or(a), three.get(2).copied().unwrap_or(a));
                let mut scan = memchr3_iter(a, b, c, bytes);
                (scan.next(), scan)
            })
            .collect();
        let hits = from_fn(move || {
            let ahead = scans.iter_mut().filter(|(next, _)| next.is_some());
            let (next, scan) = ahead.min_by_key(|(next, _)| *next)?;
            replace(next, scan.next())
        });
        let is_letter = move |at: &usize| {
            bytes.get(*at).is_some_and(u8::is_ascii)
                || text.get(*at..).and_then(|rest| rest.chars().next()).is_some_and(|c| heads.has(c))
        };
        Box::new(hits.filter(is_letter).filter_map(move |at| back(text, at, before)))
    }

    /// The letter or digit that texts have least of among the first ones of ASCII, and the letters before it.
    fn rarest(&self) -> Option<(usize, u8)> {
        let ascii = |letter: char| u8::try_from(letter).ok().filter(u8::is_ascii_alphanumeric);
        let often = |byte: u8| OFTEN.iter().rev().position(|letter| *letter == byte.to_ascii_lowercase());
        let bytes = self.letters.iter().map_while(|letter| ascii(letter.base));
        bytes.enumerate().min_by_key(|(_, byte)| often(*byte))
    }
}

/// The place so many letters before another, over the marks that they have.
fn back(text: &str, at: usize, letters: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..letters {
        let before = at.checked_sub(1)?;
        at = if text.as_bytes().get(before)?.is_ascii() {
            before
        } else {
            text.get(..at)?.char_indices().rev().find(|(_, c)| !is_mark(*c))?.0
        };
    }
    Some(at)
}

/// Which characters begin with a letter. A text has few others, so what was looked up is kept.
struct Heads {
    letter: char,
    exact: bool,
    /// Characters that are not of ASCII.
    known: [(char, bool); 256],
}

impl Heads {
    fn new(letter: char, exact: bool) -> Self {
        Self { letter, exact, known: [('\0', false); 256] }
    }

    fn look_up(&self, c: char) -> bool {
        fold(head(c), self.exact) == self.letter
    }

    fn has(&mut self, c: char) -> bool {
        if c.is_ascii() {
            return fold(c, self.exact) == self.letter;
        }
        let slot = usize::try_from(u32::from(c)).unwrap_or(0) % self.known.len();
        match self.known.get(slot) {
            Some((known, has)) if *known == c => *has,
            _ => {
                let has = self.look_up(c);
                if let Some(known) = self.known.get_mut(slot) {
                    *known = (c, has);
                }
                has
            }
        }
    }

    /// The first bytes of those that are not of ASCII, where the letter is.
    fn leads(&self) -> Vec<u8> {
        let has = COMPOSED.into_iter().flatten().filter(|c| self.look_up(*c));
        let mut leads: Vec<u8> = has.filter_map(|c| c.encode_utf8(&mut [0; 4]).bytes().next()).collect();
        leads.dedup();
        leads
    }
}
