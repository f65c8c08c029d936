//! The edit distance of a passage with its context to the part of a text that is most like it.

use std::ops::RangeInclusive;

/// Where a passage lies in a window, and how like it and its surroundings are, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Aligned {
    /// Of the window, in characters.
    pub start: usize,
    pub end: usize,
    pub words: f32,
    pub left: f32,
    pub right: f32,
}

/// Steps back through the table of costs.
const MATCH: u8 = 0;
const CHANGE: u8 = 1;
const LEFT_OUT: u8 = 2;
const PUT_IN: u8 = 3;

/// Cells of the table of an alignment: what it costs in time, and in bytes of memory.
pub(super) fn cells(pattern: usize, window: usize) -> usize {
    (pattern + 1) * (window + 1)
}

/// Aligns `pattern`, of which `quote` (start, end) is the passage and the rest its context, with
/// the part of `window` that it costs the fewest characters to turn it into, if that begins at one of
/// `starts`; to begin farther off costs as many characters as it is off, so that of two copies the one
/// at hand is taken. Time and memory are those of [`cells`]. `None` where nothing of the passage is left.
pub(super) fn align(
    pattern: &[char],
    quote: (usize, usize),
    window: &[char],
    starts: RangeInclusive<usize>,
) -> Option<Aligned> {
    let width = window.len() + 1;
    let mut steps = vec![0_u8; cells(pattern.len(), window.len())];
    let off = |j: usize| starts.start().saturating_sub(j).max(j.saturating_sub(*starts.end()));
    let mut above: Vec<u32> = (0..width).map(|j| u32::try_from(off(j)).unwrap_or(u32::MAX / 2)).collect();
    let mut row: Vec<u32> = vec![0; width];
    for (i, p) in pattern.iter().enumerate() {
        let line = steps.get_mut((i + 1) * width..(i + 2) * width)?;
        let (first_step, line) = line.split_first_mut()?;
        let (first, rest) = row.split_first_mut()?;
        *first = above.first()? + 1;
        *first_step = LEFT_OUT;
        let mut before = *first;
        let diagonal = above.iter().zip(above.iter().skip(1));
        for (((w, (corner, over)), cell), step) in window.iter().zip(diagonal).zip(rest).zip(line) {
            let same = p == w;
            let (mut cost, mut how) = (corner + u32::from(!same), if same { MATCH } else { CHANGE });
            if over + 1 < cost {
                (cost, how) = (over + 1, LEFT_OUT);
            }
            if before + 1 < cost {
                (cost, how) = (before + 1, PUT_IN);
            }
            (*cell, *step, before) = (cost, how, cost);
        }
        std::mem::swap(&mut above, &mut row);
    }
    let last = above.iter().enumerate().min_by_key(|(_, cost)| **cost)?.0;
    trace(&steps, width, pattern.len(), quote, last)
}

/// Follows the cheapest way back and counts what it cost in the passage and on each side of it.
fn trace(steps: &[u8], width: usize, rows: usize, quote: (usize, usize), last: usize) -> Option<Aligned> {
    let (mut i, mut j) = (rows, last);
    let (mut start, mut end) = (None, last);
    let (mut left, mut words, mut right) = (0_usize, 0_usize, 0_usize);
    loop {
        // What was put in between the passage and its context belongs to neither.
        if i == quote.1 {
            end = j;
        }
        if i == quote.0 && start.is_none() {
            start = Some(j);
        }
        if i == 0 {
            break;
        }
        let step = *steps.get(i * width + j)?;
        let (consumes, put_in) = (step != PUT_IN, step == PUT_IN);
        if step != MATCH {
            let at = if put_in { i } else { i - 1 };
            let inside = if put_in { quote.0 < at && at < quote.1 } else { quote.0 <= at && at < quote.1 };
            if inside {
                words += 1;
            } else if at <= quote.0 {
                left += 1;
            } else {
                right += 1;
            }
        }
        if consumes {
            i -= 1;
        }
        if step != LEFT_OUT {
            j = j.checked_sub(1)?;
        }
    }
    let start = start?;
    if start >= end {
        return None;
    }
    let like = |edits: usize, of: usize| {
        let (edits, of) = (u16::try_from(edits).unwrap_or(u16::MAX), u16::try_from(of).unwrap_or(u16::MAX));
        if of == 0 { 0.0 } else { 1.0 - (f32::from(edits) / f32::from(of)).min(1.0) }
    };
    Some(Aligned {
        start,
        end,
        words: like(words, (quote.1 - quote.0).max(end - start)),
        left: like(left, quote.0),
        right: like(right, rows - quote.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(prefix: &str, quote: &str, suffix: &str, window: &str) -> Option<(String, f32, f32, f32)> {
        let pattern: Vec<char> = [prefix, quote, suffix].concat().chars().collect();
        let start = prefix.chars().count();
        let cut = (start, start + quote.chars().count());
        let window: Vec<char> = window.chars().collect();
        let found = align(&pattern, cut, &window, 0..=window.len())?;
        let words: String = window.get(found.start..found.end)?.iter().collect();
        Some((words, found.words, found.left, found.right))
    }

    #[test]
    fn the_same_words_cost_nothing() {
        assert_eq!(
            run("one two ", "three four", " five", "zero one two three four five six"),
            Some(("three four".into(), 1.0, 1.0, 1.0))
        );
    }

    #[test]
    fn a_change_is_counted_where_it_is() {
        let (words, quote, left, right) =
            run("one two ", "three four", " five six", "one two three 4our five six").unwrap();
        assert_eq!((words.as_str(), quote, left, right), ("three 4our", 0.9, 1.0, 1.0));
        let (words, quote, left, right) =
            run("one two ", "three four", " five six", "uno two three four five six").unwrap();
        assert_eq!((words.as_str(), quote, right), ("three four", 1.0, 1.0));
        assert!(left < 1.0);
    }

    #[test]
    fn a_quote_that_is_gone_is_not_found_between_its_contexts() {
        assert_eq!(run("one two ", "three", " five six", "one two  five six"), None);
        assert_eq!(run("", "abc", "", ""), None);
    }
}
