//! The words in which two texts differ, for work that is bounded however they do.
//!
//! Few words are compared as they are. Of more, those that stand once in either text hold the texts together where
//! their order is the same, as paragraphs do. Texts that have hardly three words in a row in common, as those of
//! paragraphs that were moved, have little work of their own, so that none is taken from texts that were corrected.

use std::collections::HashSet;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::Sign;
use super::paragraphs::{Place, few_places, parted, trimmed};

/// Bytes of two texts beyond which their words are not compared.
const MOST: usize = 1 << 20;
/// Words, and what is between them, of two texts that are compared as they are: of such as are alike, and of others.
const FEW: usize = 3_000;
const FEW_OF_OTHERS: usize = 1_000;
/// Words in a row by which texts are alike, and the part of those of the shorter one that must be in both.
const ROW: usize = 3;
const PART: usize = 4;

/// What comparing words may cost yet, in steps: the number of words by that of those that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::job) struct Work {
    alike: u64,
    other: u64,
}

impl Work {
    pub(in crate::job) const fn new(steps: u64) -> Self {
        Self { alike: steps, other: steps / 16 }
    }
}

/// The words of two texts, with those that are in one alone: joined without what was added they are the old text,
/// without what was removed the new one. What it costs is taken off the `work`; where that does not allow it, all counts
/// as changed. The time does not matter.
pub(in crate::job) fn compared(old: &str, new: &str, work: &mut Work) -> Vec<(Sign, String)> {
    let mut parts: Vec<(Sign, String)> = Vec::new();
    let mut push = |sign: Sign, text: &str| match parts.last_mut() {
        _ if text.is_empty() => {}
        Some((last, there)) if *last == sign => there.push_str(text),
        _ => parts.push((sign, text.to_owned())),
    };
    let places = if old.is_empty() || new.is_empty() || old.len() + new.len() > MOST {
        None
    } else {
        let [a, b] = [old, new].map(|text| text.split_word_bounds().collect::<Vec<&str>>());
        changed(&a, &b, work).map(|places| (a, b, places))
    };
    let Some((a, b, places)) = places else {
        push(Sign::Removed, old);
        push(Sign::Added, new);
        return parts;
    };
    let mut at = 0;
    let words = |words: &[&str], range: Range<usize>| words.get(range).unwrap_or_default().concat();
    for (was, is) in places {
        push(Sign::Same, &words(&a, at..was.start));
        at = was.end;
        push(Sign::Removed, &words(&a, was));
        push(Sign::Added, &words(&b, is));
    }
    push(Sign::Same, &words(&a, at..a.len()));
    joined(parts)
}

/// Where words differ, if there is work for it. One place may cost more than there is, by its words times [`FEW`].
fn changed(a: &[&str], b: &[&str], work: &mut Work) -> Option<Vec<Place>> {
    let (from, to) = trimmed(a, b, (0..a.len(), 0..b.len()));
    let count = from.len() + to.len();
    let is_alike = are_alike(a, b);
    let (left, few) = if is_alike { (&mut work.alike, FEW) } else { (&mut work.other, FEW_OF_OTHERS) };
    let steps = |changed: usize| u64::try_from(count.min(few).saturating_mul(changed)).unwrap_or(u64::MAX);
    // Of what is not alike all may have changed.
    let least = if is_alike { 1 } else { steps(count) };
    if *left < least {
        return None;
    }
    let places = if count <= few { few_places(a, b) } else { parted(a, b, few) };
    let changed = places.iter().map(|(was, is)| was.len() + is.len()).sum();
    *left = left.saturating_sub(steps(changed));
    Some(places)
}

/// Whether two texts have a good part of the words in a row of the shorter one in common.
fn are_alike(a: &[&str], b: &[&str]) -> bool {
    let [a, b] = [a, b].map(|all| {
        let words = all.iter().copied().filter(|word| word.contains(char::is_alphanumeric));
        words.collect::<Vec<&str>>()
    });
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let row = short.len().min(ROW);
    if row == 0 {
        return false;
    }
    let there: HashSet<&[&str]> = long.windows(row).collect();
    let common = short.windows(row).filter(|words| there.contains(words)).count();
    common * PART >= short.windows(row).count()
}

/// Words put in place of others in a row are one change: what parts them in both texts (white space, signs)
/// goes with both.
fn joined(parts: Vec<(Sign, String)>) -> Vec<(Sign, String)> {
    // What was removed and added in one place, and what is the same behind that.
    let mut places: Vec<[String; 3]> = vec![Default::default()];
    for (sign, text) in parts {
        let is_over = sign != Sign::Same && places.last().is_some_and(|[_, _, same]| !same.is_empty());
        if is_over {
            places.push(Default::default());
        }
        if let Some([removed, added, same]) = places.last_mut() {
            match sign {
                Sign::Removed => removed.push_str(&text),
                Sign::Added => added.push_str(&text),
                Sign::Same => same.push_str(&text),
            }
        }
    }
    let mut all: Vec<[String; 3]> = Vec::new();
    for [removed, added, same] in places {
        match all.last_mut() {
            Some([before, instead, between]) if goes_on([before, instead, between], [&removed, &added]) => {
                *before += &(between.clone() + &removed);
                *instead += &(between.clone() + &added);
                *between = same;
            }
            _ => all.push([removed, added, same]),
        }
    }
    let signed = |[removed, added, same]: [String; 3]| {
        [(Sign::Removed, removed), (Sign::Added, added), (Sign::Same, same)]
    };
    all.into_iter().flat_map(signed).filter(|(_, text)| !text.is_empty()).collect()
}

/// Whether words are replaced on both sides of what is the same.
fn goes_on([removed, added, between]: [&String; 3], next: [&String; 2]) -> bool {
    let is_thin = !between.contains(|c: char| c.is_alphanumeric() || c == '\n');
    let changed = !(removed.is_empty() && added.is_empty());
    let [more_removed, more_added] = next;
    let replaces = removed.len() + more_removed.len() > 0 && added.len() + more_added.len() > 0;
    is_thin && changed && replaces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_the_work_is_done_what_is_left_counts_as_changed() {
        let mut work = Work { alike: 0, other: 300 };
        let mut told = || compared("it was old, then.", "she was new, now.", &mut work).len();
        assert!(told() > 2);
        assert_eq!(told(), 2);
    }

    #[test]
    fn texts_that_are_alike_are_compared_whatever_others_have_cost() {
        let mut work = Work { alike: 100, other: 0 };
        assert_eq!(compared("a b c d e f", "g h i j k l", &mut work).len(), 2);
        assert_eq!(compared("it was an old one", "it was an new one", &mut work).len(), 4);
        assert!(work.alike < 100, "{work:?}");
    }

    #[test]
    fn long_texts_are_compared_for_no_more_than_their_words_by_what_is_few() {
        let numbered = |n: usize| format!("w{n}");
        let all: Vec<String> = (0..20_000).map(numbered).collect();
        let mut new = all.clone();
        for n in (0..20_000).step_by(100) {
            new[n] = "other".to_owned();
        }
        let mut work = Work::new(1 << 30);
        let parts = compared(&all.join(" "), &new.join(" "), &mut work);
        assert_eq!(parts.iter().filter(|(sign, _)| *sign == Sign::Added).count(), 200);
        assert!((1 << 30) - work.alike <= 400 * 3_000, "{work:?}");
    }
}
