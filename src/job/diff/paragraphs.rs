//! Which paragraphs of two texts are not in both, in order.
//!
//! What is at most [`FEW`] paragraphs is compared as it is. Of more, those that stand once in either text hold
//! the texts together where their order is the same, and what is between two of them is compared in the
//! same way. So the cost is O(paragraphs · log) and that of short comparisons, whatever changed.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Paragraphs of both texts that are compared as they are: at most so many squared steps.
const FEW: usize = 2_000;
/// How often what is between paragraphs is parted again.
const PARTED: usize = 12;

pub(in crate::job) type Place = (Range<usize>, Range<usize>);

/// The places at which paragraphs differ, in order: paragraphs of `a`, and those of `b` in place of them. A paragraph
/// is whatever it is compared by.
pub(in crate::job) fn places<T: Eq + Hash>(a: &[T], b: &[T]) -> Vec<Place> {
    parted(a, b, FEW)
}

/// The same by a comparison of all with all.
pub(super) fn few_places<T: Eq + Hash>(a: &[T], b: &[T]) -> Vec<Place> {
    let [a, b] = numbered([a, b]);
    short(Algorithm::Myers, &a, &b).collect()
}

fn numbered<T: Eq + Hash>(both: [&[T]; 2]) -> [Vec<usize>; 2] {
    let mut names = HashMap::new();
    both.map(|all| {
        let name = |one| {
            let next = names.len();
            *names.entry(one).or_insert(next)
        };
        all.iter().map(name).collect()
    })
}

/// The same where so few of both are compared as they are.
pub(super) fn parted<T: Eq + Hash>(a: &[T], b: &[T], few: usize) -> Vec<Place> {
    let [a, b] = numbered([a, b]);
    let mut found = Vec::new();
    // The last is the next in order.
    let mut left = vec![((0..a.len(), 0..b.len()), 0)];
    while let Some((place, parted)) = left.pop() {
        let (from, to) = trimmed(&a, &b, place);
        if from.is_empty() && to.is_empty() {
            continue;
        }
        let (was, is) = (a.get(from.clone()).unwrap_or_default(), b.get(to.clone()).unwrap_or_default());
        if was.is_empty() || is.is_empty() {
            found.push((from, to));
        } else if was.len() + is.len() <= few {
            found.extend(
                short(Algorithm::Patience, was, is)
                    .map(|(a, b)| (moved(&a, from.start), moved(&b, to.start))),
            );
        } else {
            let held = if parted < PARTED { held(was, is) } else { Vec::new() };
            if held.is_empty() {
                found.push((from, to));
                continue;
            }
            let held = held.iter().map(|(a, b)| (from.start + a, to.start + b));
            let mut between = Vec::new();
            let (mut i, mut j) = (from.start, to.start);
            for (a, b) in held.chain([(from.end, to.end)]) {
                between.push(((i..a, j..b), parted + 1));
                (i, j) = (a + 1, b + 1);
            }
            left.extend(between.into_iter().rev());
        }
    }
    found
}

/// Without what both begin and end with.
pub(super) fn trimmed<T: Eq>(a: &[T], b: &[T], (from, to): Place) -> Place {
    let (was, is) = (a.get(from.clone()).unwrap_or_default(), b.get(to.clone()).unwrap_or_default());
    let head = was.iter().zip(is).take_while(|(a, b)| a == b).count();
    let rest = was.iter().skip(head).rev().zip(is.iter().skip(head).rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    (from.start + head..from.end - tail, to.start + head..to.end - tail)
}

/// What is between the paragraphs that are the same: of what was only added or removed `similar` does not
/// always say rightly where that is in the other text.
fn short(how: Algorithm, a: &[usize], b: &[usize]) -> impl Iterator<Item = Place> {
    let all = capture_diff_slices(how, a, b).into_iter();
    let same = all.filter(|op| op.tag() == DiffTag::Equal).map(|op| (op.old_range(), op.new_range()));
    let (mut i, mut j) = (0, 0);
    let between = same.chain([(a.len()..a.len(), b.len()..b.len())]).map(move |(from, to)| {
        let place = (i..from.start, j..to.start);
        (i, j) = (from.end, to.end);
        place
    });
    between.filter(|(from, to)| !from.is_empty() || !to.is_empty())
}

fn moved(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// Those that stand once in either, in the order of `a`.
pub(in crate::job) fn once(a: &[usize], b: &[usize]) -> Vec<(usize, usize)> {
    let once = |all: &[usize]| {
        let mut at: HashMap<usize, Option<usize>> = HashMap::with_capacity(all.len());
        for (i, one) in all.iter().enumerate() {
            at.entry(*one).and_modify(|at| *at = None).or_insert(Some(i));
        }
        at
    };
    let (first, other) = (once(a), once(b));
    a.iter()
        .enumerate()
        .filter(|(i, one)| first.get(one) == Some(&Some(*i)))
        .filter_map(|(i, one)| Some((i, (*other.get(one)?)?)))
        .collect()
}

/// Those of them that are in the same order in both, as many as there are.
pub(in crate::job) fn held(a: &[usize], b: &[usize]) -> Vec<(usize, usize)> {
    let pairs = once(a, b);
    // The longest row of them that rises in `b`: for each length the pair that ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let place = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, (_, b)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| place(*end) < *b);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut last = ends.last().copied();
    while let Some(at) = last {
        row.extend(pairs.get(at));
        last = before.get(at).copied().flatten();
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Holds that what is between the places is the same.
    fn check(a: &[&str], b: &[&str], places: &[Place]) {
        let (mut i, mut j) = (0, 0);
        for (from, to) in places.iter().cloned().chain([(a.len()..a.len(), b.len()..b.len())]) {
            assert_eq!(a[i..from.start], b[j..to.start]);
            (i, j) = (from.end, to.end);
        }
    }

    fn found(a: &[String], b: &[String]) -> Vec<Place> {
        let a: Vec<&str> = a.iter().map(String::as_str).collect();
        let b: Vec<&str> = b.iter().map(String::as_str).collect();
        let places = places(&a, &b);
        check(&a, &b, &places);
        places
    }

    #[test]
    fn a_long_text_of_which_half_changed_is_told_apart_without_comparing_all_with_all() {
        let text = |n: usize, of: &str| format!("{of} {n}");
        let old: Vec<String> = (0..40_000).map(|n| text(n, "old")).collect();
        let mut new = old.clone();
        for (n, one) in new.iter_mut().enumerate().skip(20_000) {
            *one = text(n, "new");
        }
        new[10_000] = "one in the midst".into();
        new.remove(5_000);
        let wanted =
            [(5_000..5_001, 5_000..5_000), (10_000..10_001, 9_999..10_000), (20_000..40_000, 19_999..39_999)];
        assert_eq!(found(&old, &new), wanted);
        // All others, and all the same backwards.
        let others: Vec<String> = (0..40_000).map(|n| text(n, "other")).collect();
        assert_eq!(found(&old, &others), [(0..40_000, 0..40_000)]);
        let back: Vec<String> = old.iter().rev().cloned().collect();
        assert_eq!(found(&old, &back).len(), 2);
        // The same signs all over both.
        let signs = |of: &str| -> Vec<String> {
            (0..40_000).map(|n| if n % 3 == 0 { "* * *".to_owned() } else { text(n, of) }).collect()
        };
        let (one, two) = (signs("old"), signs("new"));
        assert_eq!(found(&one, &two).len(), 1);
    }

    #[test]
    fn what_was_only_added_is_where_it_was_added() {
        let [a, b] = ["eacffiaj", "cbcia"].map(|text| text.split_inclusive(|_| true).collect::<Vec<_>>());
        for few in [2, 8, 100] {
            check(&a, &b, &parted(&a, &b, few));
        }
    }

    proptest! {
        #[test]
        fn what_is_between_the_places_is_the_same(a in "[abcdefghij]{0,40}", b in "[abcdefghij]{0,40}", few in 2..9usize) {
            let a: Vec<&str> = a.split_inclusive(|_| true).collect();
            let b: Vec<&str> = b.split_inclusive(|_| true).collect();
            check(&a, &b, &parted(&a, &b, few));
        }
    }
}
