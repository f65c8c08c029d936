//! The signs at the end of a sentence as one thing: stops, marks, closing quotation marks
//! and brackets, notes. Found by walking forward from the first of them.

use super::chars::{self, End};
use super::view;

/// Bytes that the signs after one sentence may take; what is longer is no prose.
pub const MOST: usize = 512;

/// Bytes before and behind the signs that have a say.
pub const NEAR: usize = 512;

/// A run of signs that may end a sentence.
#[derive(Debug)]
pub struct Cluster<'a> {
    /// What stands before it in the slice.
    pub before: &'a str,
    /// The first run of stops and marks, as written.
    pub run: &'a str,
    pub kind: End,
    /// Signs follow the first run.
    pub more: bool,
    pub quote: bool,
    pub bracket: bool,
    /// Byte of the slice after the last of the signs.
    pub end: usize,
    /// Byte after the white space behind them.
    pub start: usize,
}

impl<'a> Cluster<'a> {
    /// Reads the signs from `at`, where a stop or mark stands. None if they go on too long.
    pub fn read(slice: &'a str, at: usize) -> Option<Self> {
        let mut it = Self {
            before: view::behind(slice, 0, at, NEAR),
            run: "",
            kind: End::Stop,
            more: false,
            quote: false,
            bracket: false,
            end: at,
            start: at,
        };
        let mut stops = 0;
        let mut closed = false;
        while let Some(c) = char_at(slice, it.end) {
            if it.end - at > MOST {
                return None;
            }
            let next = it.end + c.len_utf8();
            let greek = it.end == at && c == ';';
            if let Some(kind) = chars::end(c).or(greek.then_some(End::Strong)) {
                stops += usize::from(kind == End::Stop && !closed);
                it.kind = stronger(it.kind, kind);
                (it.quote, it.bracket) = (false, false);
                if !closed {
                    it.run = view::cut(slice, at, next);
                }
                it.end = next;
                continue;
            }
            match it.sign(slice, c, next) {
                Some(end) => {
                    closed |= !c.is_whitespace();
                    it.end = end;
                }
                None => break,
            }
        }
        if it.kind == End::Stop && stops > 1 {
            it.kind = End::Dots;
        }
        it.more = at + it.run.len() < it.end;
        it.end = view::ceil_cluster(slice, it.end, slice.len());
        it.start = view::skip_white(slice, it.end, slice.len());
        Some(it)
    }

    /// The end of the sign at `self.end`, if it belongs to the sentence before.
    fn sign(&mut self, slice: &str, c: char, next: usize) -> Option<usize> {
        let after = char_at(slice, next);
        let free = after.is_none_or(|a| !a.is_alphanumeric());
        if chars::closes_bracket(c) {
            self.bracket = true;
            return Some(next);
        }
        if chars::may_close_quote(c) {
            let apostrophe = matches!(c, '\'' | '’') && !free;
            let opening = !chars::closes_quote(c) && c != '"' && !free || apostrophe;
            if opening || c == '»' && !free {
                return None;
            }
            self.quote = true;
            return Some(next);
        }
        if chars::is_note_mark(c) {
            return free.then_some(next);
        }
        if chars::is_picture(c) {
            return Some(next);
        }
        if c == '[' {
            return note(slice, self.end);
        }
        if c.is_ascii_digit() {
            return self.number(slice);
        }
        if c.is_whitespace() && c != '\n' {
            return self.spaced(slice, next);
        }
        None
    }

    /// The number of a note that lost its raised place: `policy.12 The`.
    fn number(&self, slice: &str) -> Option<usize> {
        let letters = self.before.chars().rev().take_while(|c| c.is_lowercase()).take(3).count();
        let rest = slice.get(self.end..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(digits..)?;
        let word = after.strip_prefix(' ').and_then(|a| a.trim_start_matches(chars::opens).chars().next());
        let fits = (self.quote || letters == 3) && self.run.len() == 1 && digits <= 3;
        (fits && (after.is_empty() || word.is_some_and(chars::is_upper))).then_some(self.end + digits)
    }

    /// What belongs to the sentence though a space parts it: the rest of `. . .`, a lone
    /// closing quotation mark as in French, `[12]`, a picture.
    fn spaced(&mut self, slice: &str, next: usize) -> Option<usize> {
        let c = char_at(slice, next)?;
        let behind = next + c.len_utf8();
        let after = char_at(slice, behind);
        let free = after.is_none_or(|a| !a.is_alphanumeric());
        let lone = after.is_none_or(|a| a.is_whitespace() || matches!(a, ',' | ';' | ')' | '.'));
        match c {
            '.' if self.kind == End::Stop && self.run.ends_with('.') && free => Some(next),
            '»' | '"' | '”' | '›' | '“' if lone => {
                self.quote = true;
                Some(behind)
            }
            '[' => note(slice, next),
            c if chars::is_picture(c) && lone => Some(behind),
            _ => None,
        }
    }
}

/// The end of a note in brackets, `[12]` or `[3, 4]`, that begins at the byte.
fn note(slice: &str, at: usize) -> Option<usize> {
    let inner = slice.get(at + 1..)?;
    let len =
        inner.bytes().take(16).take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'-' | b' ')).count();
    let closed = len > 0 && inner.as_bytes().get(len) == Some(&b']');
    closed.then_some(at + len + 2)
}

fn stronger(a: End, b: End) -> End {
    match (a, b) {
        (End::Wide, _) | (_, End::Wide) => End::Wide,
        (End::Strong, _) | (_, End::Strong) => End::Strong,
        (End::Dots, _) | (_, End::Dots) => End::Dots,
        (End::Stop, End::Stop) => End::Stop,
    }
}

/// The character that begins at the byte.
pub fn char_at(slice: &str, at: usize) -> Option<char> {
    slice.get(at..)?.chars().next()
}
