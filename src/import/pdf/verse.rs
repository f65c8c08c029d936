//! Verse in a column, and whatever else has lines that end where they are meant to: told by its words as in plain
//! text, and by the room that its lines leave beside the longest of them, which those of a narrow paragraph do not.

use std::ops::Range;

use super::join::is_ended;
use super::lines::Line;
use crate::import::plain::verse::{Wrapped, begins_anew};

/// Lines of a stanza, at least.
const LEAST: usize = 3;

/// The runs of lines that are verse. `is_parted`: whether the line at a place, from 1 on, does not go on with the one
/// before it.
pub(super) fn runs(
    lines: &[Line],
    is_parted: &dyn Fn(usize) -> bool,
    wrapped: &Wrapped,
) -> Vec<Range<usize>> {
    let (mut runs, mut start) = (Vec::new(), 0);
    for at in 1..=lines.len() {
        if at < lines.len() && !is_parted(at) {
            continue;
        }
        if lines.get(start..at).is_some_and(|run| is_verse(run, wrapped)) {
            runs.push(start..at);
        }
        start = at;
    }
    runs
}

fn is_verse(run: &[Line], wrapped: &Wrapped) -> bool {
    let broken = |line: &Line| line.text.ends_with(['-', '\u{2010}', '\u{ad}']);
    // Where each line is a sentence, each is a paragraph.
    if run.len() < LEAST || run.iter().any(broken) || run.iter().all(|line| is_ended(&line.text)) {
        return false;
    }
    let right = run.iter().map(|line| line.area.right).max().unwrap_or_default();
    let leaves_room = |pair: &&[Line]| match pair {
        [line, next] => right - line.area.right > next.first + line.size,
        _ => false,
    };
    if run.windows(2).filter(leaves_room).count() * 3 < run.len() - 1 {
        return false;
    }
    let text = text(run);
    begins_anew(&text) && wrapped.is_verse(&text)
}

/// The lines, each as one.
pub(super) fn text(lines: &[Line]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    lines.join("\n")
}
