//! Text objects: the word and the sentence, alone or with the white space around.

use super::sentence::{Bounds, next_sentence, sentence_at};
use super::view::{self, skip_white};
use super::word::{Class, Run};
use crate::text::{Offset, Span};

/// `iw`, `aw`: the word, the run of signs or the white space at the place. With `around`
/// the white space behind it too, or, if there is none, before it; white space takes the
/// word behind it. None in an empty block.
pub fn object_word(text: &str, block: Span, at: Offset, around: bool) -> Option<Span> {
    let run = Run::new(text, block, at.0, false);
    let here = run.place(at.0);
    let (start, end) = (run.first(here), run.end(here));
    if start == end {
        return None;
    }
    if !around {
        return Some(Span::new(start, end));
    }
    let (_, limit) = view::clamp(text, block);
    let is_white = |at: usize| at < limit && run.class(at) == Class::White;
    if run.class(here) == Class::White {
        let end = if end < limit { run.end(end) } else { end };
        return Some(Span::new(start, end));
    }
    if is_white(end) {
        return Some(Span::new(start, run.end(end)));
    }
    let before = run.lead(start);
    Some(Span::new(before, end))
}

/// `is`, `as`: the sentence at the place; with `around` the white space up to the next
/// one too, or, behind the last one of the block, the white space before it. None where
/// there is only white space.
pub fn object_sentence(text: &str, block: impl Into<Bounds>, at: Offset, around: bool) -> Option<Span> {
    let block = block.into();
    let span = sentence_at(text, block, at);
    if span.is_empty() {
        return None;
    }
    if !around {
        return Some(span);
    }
    let (start, end) = view::clamp(text, block.span);
    let near = view::ahead(text, span.end.0, end, 1024).len();
    let behind = next_sentence(text, block, span.start)
        .map_or_else(|| skip_white(text, span.end.0, span.end.0 + near), |n| n.0);
    if behind > span.end.0 {
        return Some(Span::new(span.start.0, behind));
    }
    let before = view::behind(text, start, span.start.0, 1024);
    Some(Span::new(span.start.0 - (before.len() - before.trim_end().len()), span.end.0))
}
