//! Text objects between brackets.

use super::WINDOW;
use super::view::{self, cut};
use crate::text::{Offset, Span};

/// The opening and closing forms of a kind of bracket.
fn pair(kind: char) -> Option<([char; 2], [char; 2])> {
    match kind {
        '(' | ')' | 'b' => Some((['(', '（'], [')', '）'])),
        '[' | ']' => Some((['[', '［'], [']', '］'])),
        '{' | '}' | 'B' => Some((['{', '｛'], ['}', '｝'])),
        '<' | '>' => Some((['<', '＜'], ['>', '＞'])),
        '⟨' | '⟩' => Some((['⟨', '〈'], ['⟩', '〉'])),
        '《' | '》' => Some((['⟪', '《'], ['⟫', '》'])),
        '【' | '】' => Some((['【', '〔'], ['】', '〕'])),
        _ => None,
    }
}

/// The innermost brackets of the kind (either bracket, or vim's `b` and `B`) around the
/// place, within half a window on each side: with `around` the brackets too, without it
/// what they hold. None if there are none, or they hold nothing.
pub fn object_brackets(text: &str, block: Span, at: Offset, kind: char, around: bool) -> Option<Span> {
    let (open, close) = pair(kind)?;
    let (start, end) = view::clamp(text, block);
    let at = view::floor(text, at.0.clamp(start, end));
    let here = cut(text, at, end).chars().next();
    let begins = here.is_some_and(|c| open.contains(&c));
    let from = if begins { at } else { opening(view::behind(text, start, at, WINDOW / 2), at, open, close)? };
    let to = closing(view::ahead(text, from, end, WINDOW / 2 + at - from), from, open, close)?;
    let width = |at: usize| cut(text, at, end).chars().next().map_or(0, char::len_utf8);
    let span = if around { Span::new(from, to + width(to)) } else { Span::new(from + width(from), to) };
    (!span.is_empty()).then_some(span)
}

/// Kinds that an object without a kind of its own looks for. `<` is left out: in prose it stands
/// for "less than".
const KINDS: [char; 6] = ['(', '[', '{', '⟨', '《', '【'];

/// The smallest pair of brackets of any kind around a place: see [`object_brackets`].
pub fn innermost_brackets(text: &str, block: Span, at: Offset, around: bool) -> Option<Span> {
    KINDS
        .into_iter()
        .filter_map(|kind| object_brackets(text, block, at, kind, around))
        .min_by_key(|span| span.len())
}

/// The smallest pair of brackets of any kind whose span, as [`object_brackets`] gives it, holds
/// all of `held` and more.
pub fn brackets_over(text: &str, block: Span, held: Span, around: bool) -> Option<Span> {
    let over = |kind: char| {
        let mut at = held.start;
        // Each turn leaves one pair to the left.
        for _ in 0..64 {
            let pair = object_brackets(text, block, at, kind, true)?;
            let found = if around { Some(pair) } else { object_brackets(text, block, at, kind, false) };
            if let Some(found) = found.filter(|found| found.covers(held) && *found != held) {
                return Some(found);
            }
            at = Offset(view::floor(text, pair.start.0.checked_sub(1).filter(|at| *at >= block.start.0)?));
        }
        None
    };
    KINDS.into_iter().filter_map(over).min_by_key(|span| span.len())
}

/// The bracket before the place that is not closed before it.
fn opening(before: &str, at: usize, open: [char; 2], close: [char; 2]) -> Option<usize> {
    let base = at - before.len();
    let mut depth = 0_usize;
    for (i, c) in before.char_indices().rev() {
        if close.contains(&c) {
            depth += 1;
        } else if open.contains(&c) {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(base + i),
            }
        }
    }
    None
}

/// The bracket that closes the one at the start of the stretch.
fn closing(after: &str, at: usize, open: [char; 2], close: [char; 2]) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, c) in after.char_indices() {
        if open.contains(&c) {
            depth += 1;
        } else if close.contains(&c) {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at + i);
            }
        }
    }
    None
}
