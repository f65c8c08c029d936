//! A bounded look into a text: the window that a question may see, cut on characters.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::text::Span;

/// Bytes before a place that decide whether it is inside a cluster; longer clusters occur
/// in no writing, and there a character boundary has to do.
const CONTEXT: usize = 256;

/// The last character boundary at or before the byte.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The span within the text, on character boundaries.
pub fn clamp(text: &str, span: Span) -> (usize, usize) {
    let end = floor(text, span.end.0);
    (floor(text, span.start.0).min(end), end)
}

/// The stretch, empty if it is none of the text.
pub fn cut(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// The stretch from `from` of at most `len` bytes, within `end`.
pub fn ahead(text: &str, from: usize, end: usize, len: usize) -> &str {
    cut(text, from, floor(text, from.saturating_add(len).min(end)))
}

/// The stretch up to `to` of at most `len` bytes, not before `start`.
pub fn behind(text: &str, start: usize, to: usize, len: usize) -> &str {
    cut(text, floor(text, to.saturating_sub(len)).max(start), to)
}

/// Whether a cluster begins at the byte.
pub fn is_boundary(text: &str, at: usize) -> bool {
    if at == 0 || at >= text.len() {
        return at == 0 || at == text.len();
    }
    if !text.is_char_boundary(at) {
        return false;
    }
    let from = floor(text, at.saturating_sub(CONTEXT));
    let slice = ahead(text, from, text.len(), at - from + CONTEXT);
    GraphemeCursor::new(at - from, slice.len(), true).is_boundary(slice, 0).unwrap_or(true)
}

/// The first cluster boundary at or after the byte, `end` at the latest.
pub fn ceil_cluster(text: &str, mut at: usize, end: usize) -> usize {
    for _ in 0..CONTEXT {
        if at >= end || is_boundary(text, at) {
            break;
        }
        at += 1;
    }
    floor(text, at.min(end))
}

/// The last cluster boundary at or before the byte, `start` at the earliest.
pub fn floor_cluster(text: &str, at: usize, start: usize) -> usize {
    let here = floor(text, at).max(start);
    let mut at = here;
    for _ in 0..CONTEXT {
        if at <= start || is_boundary(text, at) {
            return at;
        }
        at = floor(text, at - 1);
    }
    here
}

/// The cluster that begins at the byte, as far as the window goes.
pub fn cluster(text: &str, at: usize, end: usize) -> &str {
    ahead(text, at, end, CONTEXT).graphemes(true).next().unwrap_or_default()
}

/// Whether the cluster is white space alone; a space that carries an accent is not.
pub fn is_white(cluster: &str) -> bool {
    !cluster.is_empty() && cluster.chars().all(char::is_whitespace)
}

/// The first place at or after `from` that is not white, `to` at the latest.
pub fn skip_white(text: &str, from: usize, to: usize) -> usize {
    let rest = cut(text, from, to);
    let mut at = from + (rest.len() - rest.trim_start().len());
    if at > from && at < to && !is_boundary(text, at) {
        at = floor_cluster(text, at, from);
    }
    at
}

/// The span without white space around it.
pub fn trim(text: &str, from: usize, to: usize) -> Span {
    let start = skip_white(text, from, to);
    let end = start + cut(text, start, to).trim_end().len();
    // Some Arabic signs take the space behind them into their cluster.
    Span::new(start, if end < to { ceil_cluster(text, end, to) } else { end })
}
