//! Text objects between quotation marks: straight and curly, of several languages.

use super::WINDOW;
use super::sentence::sentence_at;
use super::view::{self, cut};
use crate::text::{Offset, Span};

/// A quotation mark that waits for its other half.
struct Open {
    mark: char,
    at: usize,
}

/// What closes the mark.
fn closed_by(open: char, c: char) -> bool {
    match open {
        '“' => c == '”',
        '„' | '‟' => matches!(c, '“' | '”'),
        '‘' => c == '’',
        '‚' => matches!(c, '‘' | '’'),
        '«' => c == '»',
        '»' => c == '«',
        '‹' => c == '›',
        '›' => c == '‹',
        '「' => c == '」',
        '『' => c == '』',
        '"' | '\'' => c == open,
        _ => false,
    }
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

/// The innermost quotation around the place, or else the next one of its sentence; with
/// `around` its marks too, without it what they hold. Looks at half a window on each side.
/// Apostrophes are no marks. None if there is no quotation, or an empty one.
pub fn object_quotes(text: &str, block: Span, at: Offset, around: bool) -> Option<Span> {
    let (start, end) = view::clamp(text, block);
    let here = view::floor(text, at.0.clamp(start, end));
    let from = here - view::behind(text, start, here, WINDOW / 4).len();
    let to = here + view::ahead(text, here, end, WINDOW / 4).len();
    let pairs = pairs(cut(text, from, to), from);
    let holds = |s: &&Span| s.contains(Offset(here));
    let inner = pairs.iter().filter(holds).min_by_key(|s| s.len()).copied();
    let found = inner.or_else(|| {
        let sentence = sentence_at(text, block, Offset(here));
        pairs
            .iter()
            .filter(|s| s.start.0 > here && sentence.contains(s.start))
            .min_by_key(|s| s.start)
            .copied()
    })?;
    held_by(text, found, around)
}

/// What a quotation holds, or all of it; `None` where it holds nothing.
fn held_by(text: &str, pair: Span, around: bool) -> Option<Span> {
    if around {
        return Some(pair);
    }
    let whole = pair.of(text);
    let open = whole.chars().next().map_or(0, char::len_utf8);
    let close = whole.chars().next_back().map_or(0, char::len_utf8);
    let span = Span::new(pair.start.0 + open, pair.end.0 - close);
    (!span.is_empty()).then_some(span)
}

/// The smallest quotation whose span, as [`object_quotes`] gives it, holds all of `held` and more.
pub fn quotes_over(text: &str, block: Span, held: Span, around: bool) -> Option<Span> {
    let (start, end) = view::clamp(text, block);
    let first = view::floor(text, held.start.0.clamp(start, end));
    let last = view::floor(text, held.end.0.clamp(first, end));
    let from = first - view::behind(text, start, first, WINDOW / 4).len();
    let to = last + view::ahead(text, last, end, WINDOW / 4).len();
    pairs(cut(text, from, to), from)
        .into_iter()
        .filter_map(|pair| held_by(text, pair, around))
        .filter(|span| span.covers(held) && *span != held)
        .min_by_key(|span| span.len())
}

/// The quotations of the slice, marks included, as bytes of the text from `base`.
fn pairs(slice: &str, base: usize) -> Vec<Span> {
    let mut open: Vec<Open> = Vec::new();
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = slice.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        if is_mark(c) && !is_apostrophe(c, before, after, &open) {
            let match_at =
                open.iter().rposition(|o| closed_by(o.mark, c)).filter(|_| may_close(c, before, after));
            if let Some(i) = match_at {
                if let Some(start) = open.get(i).map(|o| o.at) {
                    found.push(Span::new(base + start, base + at + c.len_utf8()));
                }
                open.truncate(i);
            } else if may_open(c, before, after) {
                open.push(Open { mark: c, at });
            }
        }
        before = Some(c);
    }
    found
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// `don’t`, `the ’90s`, `dogs’` where no single quotation mark is open.
fn is_apostrophe(c: char, before: Option<char>, after: Option<char>, open: &[Open]) -> bool {
    if !matches!(c, '\'' | '’') {
        return false;
    }
    let is_open = open.iter().any(|o| closed_by(o.mark, c));
    let year = after.is_some_and(|a| a.is_ascii_digit()) && !is_word(before);
    is_word(before) && (is_word(after) || !is_open) || year || c == '’' && !is_open
}

fn may_open(c: char, before: Option<char>, after: Option<char>) -> bool {
    let free = before.is_none_or(|b| !b.is_alphanumeric());
    match c {
        '"' | '\'' | '»' | '›' => free && after.is_some_and(|a| !a.is_whitespace()),
        '”' | '’' | '」' | '』' => false,
        _ => true,
    }
}

/// A straight mark after a space and before a word opens another quotation instead.
fn may_close(c: char, before: Option<char>, after: Option<char>) -> bool {
    let opens = before.is_none_or(char::is_whitespace) && after.is_some_and(|a| !a.is_whitespace());
    !(matches!(c, '"' | '\'') && opens && is_word(after))
}
