//! Positions of a source to bytes of it. The standard counts Unicode code points from 0; read literally
//! its end is the last character, and nearly all programs write the one after it. Where a file counts
//! otherwise than they do, the words by which its selections are named tell.

use std::collections::HashMap;

use super::parse::Selection;

/// How the positions of a source are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counting {
    /// The end is the last character, not the one after it.
    pub inclusive: bool,
    /// CR LF is one character.
    pub one: bool,
}

/// For each way of counting, how many selections are named by the words that it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Votes {
    /// By `inclusive`, where CR and LF are two.
    two: [usize; 2],
    /// Where they are one.
    one: [usize; 2],
}

impl Votes {
    /// Asks the selections of a text.
    pub(super) fn of(text: &str, selections: &[Selection]) -> Self {
        let mut votes = Self::default();
        let named: Vec<&Selection> =
            selections.iter().filter(|selection| selection.name.chars().nth(1).is_some()).collect();
        if named.is_empty() {
            return votes;
        }
        let positions =
            |one| Positions::of(text, one, named.iter().flat_map(|s| [s.start, s.end, after(s.end)]));
        let ask = |positions: &Positions, inclusive: bool| {
            let is_named = |selection: &&&Selection| {
                let bytes = positions.bytes(selection, inclusive);
                bytes
                    .and_then(|(start, end)| text.get(start..end))
                    .is_some_and(|words| says(words, &selection.name))
            };
            named.iter().filter(is_named).count()
        };
        let two = positions(false);
        votes.two = [ask(&two, false), ask(&two, true)];
        votes.one = votes.two;
        if text.contains("\r\n") {
            let one = positions(true);
            votes.one = [ask(&one, false), ask(&one, true)];
        }
        votes
    }

    pub(super) fn add(&mut self, other: Self) {
        for (all, more) in [(&mut self.two, other.two), (&mut self.one, other.one)] {
            for (sum, one) in all.iter_mut().zip(more) {
                *sum += one;
            }
        }
    }

    pub(super) fn count(&self) -> usize {
        self.two.into_iter().chain(self.one).max().unwrap_or_default()
    }

    /// Whether ends are inclusive: none are where nothing tells.
    pub(super) fn is_inclusive(&self) -> bool {
        let sum = |at: usize| {
            let pick = |votes: &[usize; 2]| votes.get(at).copied().unwrap_or_default();
            pick(&self.two).max(pick(&self.one))
        };
        sum(1) > sum(0)
    }

    /// Whether CR LF is one character; `otherwise` where nothing tells.
    pub(super) fn is_one(&self, inclusive: bool, otherwise: bool) -> bool {
        let at = usize::from(inclusive);
        let (two, one) = (self.two.get(at), self.one.get(at));
        if one == two { otherwise } else { one > two }
    }
}

fn after(end: i64) -> i64 {
    end.saturating_add(1)
}

/// Whether the words of a passage are those, white space aside.
pub(super) fn says(words: &str, name: &str) -> bool {
    words.len() <= name.len().saturating_mul(4).saturating_add(64)
        && words.split_whitespace().eq(name.split_whitespace())
}

/// Positions of a text and the bytes where they are.
#[derive(Debug)]
pub(super) struct Positions(HashMap<i64, usize>);

impl Positions {
    /// Finds positions in one walk; those outside the text are left out.
    pub(super) fn of(text: &str, one: bool, wanted: impl Iterator<Item = i64>) -> Self {
        let mut sorted: Vec<i64> = wanted.collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut sorted = sorted.into_iter().filter(|at| *at >= 0).peekable();
        let mut found = HashMap::new();
        let (mut point, mut before) = (0_i64, ' ');
        for (byte, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let is_same = one && before == '\r' && c == '\n' && byte < text.len();
            before = c;
            if is_same {
                continue;
            }
            while sorted.next_if_eq(&point).is_some() {
                found.insert(point, byte);
            }
            if sorted.peek().is_none() {
                break;
            }
            point += 1;
        }
        Self(found)
    }

    /// The bytes of a selection; `None` where it is reversed or not in the text.
    pub(super) fn bytes(&self, selection: &Selection, inclusive: bool) -> Option<(usize, usize)> {
        let end = if inclusive { after(selection.end) } else { selection.end };
        let (start, end) = (*self.0.get(&selection.start)?, *self.0.get(&end)?);
        (start <= end).then_some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(start: i64, end: i64, name: &str) -> Selection {
        Selection { start, end, name: name.to_owned(), ..Selection::default() }
    }

    fn words<'a>(text: &'a str, one: bool, of: &Selection, inclusive: bool) -> Option<&'a str> {
        let positions = Positions::of(text, one, [of.start, of.end, after(of.end)].into_iter());
        positions.bytes(of, inclusive).and_then(|(start, end)| text.get(start..end))
    }

    #[test]
    fn positions_are_code_points_and_none_outside_is_found() {
        let text = "a😀é\r\nb";
        assert_eq!(words(text, false, &selection(1, 3, ""), false), Some("😀é"));
        assert_eq!(words(text, false, &selection(1, 2, ""), true), Some("😀é"));
        assert_eq!(words(text, false, &selection(5, 6, ""), false), Some("b"));
        assert_eq!(words(text, true, &selection(4, 5, ""), false), Some("b"));
        for (start, end) in [(-1, 2), (3, 2), (0, 7), (2_000_000_000, 2_000_000_001), (i64::MIN, i64::MAX)] {
            assert_eq!(words(text, false, &selection(start, end, ""), false), None, "{start}..{end}");
        }
        assert_eq!(words(text, false, &selection(0, 6, ""), true), None);
        assert_eq!(words(text, false, &selection(6, 6, ""), false), Some(""));
    }

    #[test]
    fn the_names_tell_how_a_file_counts() {
        let text = "One line.\r\nTwo lines.\r\n";
        let exclusive = Votes::of(text, &[selection(0, 9, "One line."), selection(4, 8, "line")]);
        assert!(!exclusive.is_inclusive());
        assert!(exclusive.is_one(false, true) && !exclusive.is_one(false, false), "nothing tells");
        let inclusive = Votes::of(text, &[selection(0, 8, "One line."), selection(4, 7, "line")]);
        assert!(inclusive.is_inclusive());
        let one = Votes::of(text, &[selection(10, 20, "Two\nlines.")]);
        assert!(!one.is_inclusive() && one.is_one(false, false));
        let two = Votes::of(text, &[selection(11, 21, "Two lines.")]);
        assert!(!two.is_one(false, true));
        assert!(!Votes::of(text, &[selection(0, 9, "Passage 12")]).is_inclusive());
    }
}
