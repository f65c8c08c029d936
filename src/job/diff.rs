//! What changed between two texts, word by word.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::text::Span;
use paragraphs::places;

mod paragraphs;

pub(super) use paragraphs::{held, once};

/// How long words are compared in one place; then what is left of it counts as changed.
const LIMIT: Duration = Duration::from_millis(500);
/// Bytes of a place beyond which its words are not compared.
const WORDS: usize = 1 << 20;
/// What comparing the words of all places may cost, and those of one at most, in squares of its bytes: some
/// seconds, and about what [`LIMIT`] allows. What is beyond that counts as changed.
const WORK: u64 = 16 << 30;
const WORK_OF_ONE: u64 = 1 << 30;
/// Bytes of unchanged text that are shown on each side of a change.
const AROUND: usize = 120;

/// Whether a stretch is in both texts, or in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Same,
    Added,
    Removed,
}

impl Sign {
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// Paragraphs that changed, with the words in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the old text, and of the new one.
    pub old: Span,
    pub new: Span,
    /// In order; joined without what was added they are the old paragraphs, without what was removed the new ones.
    pub parts: Vec<(Sign, String)>,
}

impl Change {
    /// The parts, with what is unchanged cut to what stands beside a change.
    pub fn shortened(&self) -> Vec<(Sign, String)> {
        let last = self.parts.len().saturating_sub(1);
        let mut short = Vec::new();
        for (i, (sign, text)) in self.parts.iter().enumerate() {
            if *sign != Sign::Same || text.len() <= 2 * AROUND + 8 {
                short.push((*sign, text.clone()));
                continue;
            }
            let head = if i == 0 { "" } else { head(text) };
            let tail = if i == last { "" } else { tail(text) };
            let left_out = text.get(head.len()..text.len() - tail.len()).unwrap_or_default();
            // Where paragraphs end in what is left out, what follows is one of its own.
            let sign = match (head, tail) {
                (_, "") => " … ",
                ("", _) => "… ",
                _ if left_out.contains("\n\n") => " …\n\n… ",
                _ => " … ",
            };
            short.push((Sign::Same, format!("{head}{sign}{tail}")));
        }
        short
    }

    /// The change for people: the paragraphs, shortened, with [-what was removed-] and {+what was added+}.
    /// Nothing where only spaces differ.
    pub fn told(&self) -> Option<String> {
        let mut told = String::new();
        let mut is_change = false;
        for (sign, text) in self.shortened() {
            let (open, close) = match sign {
                Sign::Same => {
                    told += &text;
                    continue;
                }
                Sign::Added => ("{+", "+}"),
                Sign::Removed => ("[-", "-]"),
            };
            match blank(&text) {
                // A space more or less is no change to a reader; a new paragraph is.
                Some(false) if sign == Sign::Added => told.push(' '),
                Some(false) => {}
                Some(true) => {
                    is_change = true;
                    told.extend([open, "¶", close]);
                    told += if sign == Sign::Added { "\n\n" } else { "" };
                }
                None => {
                    is_change = true;
                    let (before, words, after) = without_breaks(&text);
                    told.extend([before, open, words, close, after]);
                }
            }
        }
        is_change.then_some(told)
    }
}

/// Of white space alone, whether it parts paragraphs or lines.
fn blank(text: &str) -> Option<bool> {
    text.trim().is_empty().then(|| text.contains('\n'))
}

/// The line breaks at both ends of a text, and what is between them.
fn without_breaks(text: &str) -> (&str, &str, &str) {
    let whole = text.trim_start_matches('\n');
    let words = whole.trim_end_matches('\n');
    let before = text.get(..text.len() - whole.len()).unwrap_or_default();
    (before, words, whole.get(words.len()..).unwrap_or_default())
}

/// The beginning of a longer text, to the end of a word where it has any.
fn head(text: &str) -> &str {
    let head = (0..=AROUND).rev().find_map(|at| text.get(..at)).unwrap_or_default();
    head.rfind(char::is_whitespace).and_then(|at| head.get(..at)).unwrap_or(head)
}

/// The end of a longer text, from the beginning of a word where it has any.
fn tail(text: &str) -> &str {
    let tail =
        (text.len().saturating_sub(AROUND)..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default();
    tail.find(char::is_whitespace).and_then(|at| tail.get(at..)).map_or(tail, str::trim_start)
}

/// The changes from one text to another, in order. Paragraphs are compared first and words only in
/// those that differ, when their turn comes.
pub fn diff<'a>(old: &'a str, new: &'a str) -> impl Iterator<Item = Change> + 'a {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split("\n\n").collect(), new.split("\n\n").collect());
    let places = places(&a, &b);
    let (from, to) = (starts(&a), starts(&b));
    let span = |starts: &[usize], parts: &[&str], range: std::ops::Range<usize>| {
        // Behind the last paragraph is the end of the text.
        let end = || starts.last().zip(parts.last()).map_or(0, |(start, part)| start + part.len());
        let start = starts.get(range.start).copied().unwrap_or_else(end);
        let end = range.end.checked_sub(1).filter(|last| *last >= range.start);
        let end = end.and_then(|last| Some(starts.get(last)? + parts.get(last)?.len()));
        Span::new(start, end.unwrap_or(start))
    };
    let mut work = WORK;
    places.into_iter().map(move |(was, is)| {
        let (was, is) = (span(&from, &a, was), span(&to, &b, is));
        Change {
            old: was,
            new: is,
            parts: words(was.of(old), is.of(new), (&mut work, WORK_OF_ONE), Some(LIMIT)),
        }
    })
}

fn starts(parts: &[&str]) -> Vec<usize> {
    let mut at = 0;
    parts
        .iter()
        .map(|part| {
            let start = at;
            at += part.len() + 2;
            start
        })
        .collect()
}

/// The words of two texts, with those that are in one alone: joined without what was added they are the old text,
/// without what was removed the new one. What it costs, the square of their bytes, is taken off the `work`; where that
/// is not enough for it, all counts as changed. The time does not matter.
pub(super) fn compared(old: &str, new: &str, work: &mut u64) -> Vec<(Sign, String)> {
    words(old, new, (work, u64::MAX), None)
}

/// The words within what `work` there is and what one place may cost of it, and, if so, within a time.
fn words(
    old: &str,
    new: &str,
    (work, most): (&mut u64, u64),
    limit: Option<Duration>,
) -> Vec<(Sign, String)> {
    let mut parts: Vec<(Sign, String)> = Vec::new();
    let mut push = |sign: Sign, text: &str| match parts.last_mut() {
        _ if text.is_empty() => {}
        Some((last, there)) if *last == sign => there.push_str(text),
        _ => parts.push((sign, text.to_owned())),
    };
    let is_compared = !old.is_empty() && !new.is_empty() && old.len() + new.len() <= WORDS;
    if !is_compared || !spend((work, most), old.len() + new.len()) {
        push(Sign::Removed, old);
        push(Sign::Added, new);
        return parts;
    }
    let mut how = TextDiff::configure();
    if let Some(limit) = limit {
        how.timeout(limit);
    }
    let words = how.diff_unicode_words(old, new);
    for change in words.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Equal => Sign::Same,
            ChangeTag::Insert => Sign::Added,
            ChangeTag::Delete => Sign::Removed,
        };
        push(sign, change.value());
    }
    joined(parts)
}

/// Takes off the work what comparing the words of a place costs; `false` where there is no more for it.
fn spend((work, most): (&mut u64, u64), bytes: usize) -> bool {
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    match work.checked_sub(bytes.saturating_mul(bytes).min(most)) {
        Some(rest) => {
            *work = rest;
            true
        }
        None => false,
    }
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
    use proptest::prelude::*;

    use super::{diff as changes, *};

    fn diff(old: &str, new: &str) -> Vec<Change> {
        changes(old, new).collect()
    }

    fn side(parts: &[(Sign, String)], without: Sign) -> String {
        parts.iter().filter(|(sign, _)| *sign != without).map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn a_changed_word_is_removed_and_added_in_its_paragraph() {
        let changes =
            diff("One.\n\nIt cost 40 crowns.\n\nEnd.", "One.\n\nIt cost 45 crowns.\n\nMore.\n\nEnd.");
        assert_eq!(changes.len(), 1);
        let parts: Vec<(Sign, &str)> = changes[0].parts.iter().map(|(s, t)| (*s, t.as_str())).collect();
        assert_eq!(
            parts,
            [
                (Sign::Same, "It cost "),
                (Sign::Removed, "40"),
                (Sign::Added, "45"),
                (Sign::Same, " crowns."),
                (Sign::Added, "\n\nMore."),
            ]
        );
        assert_eq!((changes[0].old.start.0, changes[0].new.end.0), (6, 31));
        assert!(diff("Same.", "Same.").is_empty());
    }

    #[test]
    fn words_in_place_of_others_are_one_change() {
        let told = |old: &str, new: &str| {
            let changes = diff(old, new);
            let part = |(sign, text): &(Sign, String)| match sign {
                Sign::Same => text.clone(),
                Sign::Added => format!("{{{text}}}"),
                Sign::Removed => format!("[{text}]"),
            };
            changes[0].parts.iter().map(part).collect::<String>()
        };
        let old = "The basic problem comes down to this, they say.";
        assert_eq!(
            told(old, "At bottom, the trouble is this, they say."),
            "[The basic problem comes down to]{At bottom, the trouble is} this, they say."
        );
        // Words that went, or came, stay apart from each other.
        assert_eq!(told("One two three four.", "One three."), "One [two ]three[ four].");
        assert_eq!(told("One three.", "One two three four."), "One {two }three{ four}.");
    }

    #[test]
    fn what_is_unchanged_is_shortened_to_what_stands_beside_a_change() {
        let long = "word ".repeat(200);
        let change = &diff(&format!("{long}old {long}"), &format!("{long}new {long}"))[0];
        let short = change.shortened();
        assert!(
            short.iter().all(|(_, text)| text.len() < 300)
                && short.iter().any(|(_, text)| text.contains("old"))
        );
        // At the edge of a word.
        let between = format!("old {long}\n\n{long}old");
        let told = diff(&between, &between.replace("old", "new"))[0].told().unwrap();
        assert!(told.contains(" word …\n\n… word ") && told.len() < 350, "{told}");
        assert!(short[0].1.starts_with("… word word ") && short[0].1.ends_with(" word "), "{short:?}");
        assert!(short[3].1.starts_with(" word ") && short[3].1.ends_with(" word … "), "{short:?}");
    }

    #[test]
    fn a_change_is_told_in_its_paragraphs() {
        let told = |old: &str, new: &str| diff(old, new).iter().map(Change::told).collect::<Vec<_>>();
        let some = |text: &str| vec![Some(text.to_owned())];
        assert_eq!(
            told("It cost 40 crowns.", "It cost 45 crowns.\n\nMore."),
            some("It cost [-40-]{+45+} crowns.\n\n{+More.+}")
        );
        assert_eq!(told("One. Two.", "One.\n\nTwo."), some("One.{+¶+}\n\nTwo."));
        assert_eq!(told("One.  Two.", "One. Two."), [None]);
    }

    #[test]
    fn what_is_added_or_removed_at_an_end_has_its_place_there() {
        let (short, long) = ("A\n\nOne.", "A\n\nOne.\n\nTwo is here.");
        let spans = |old: &str, new: &str| -> Vec<_> {
            diff(old, new).iter().map(|change| (change.old.range(), change.new.range())).collect()
        };
        assert_eq!(spans(short, long), [(7..7, 9..21)]);
        assert_eq!(spans(long, short), [(9..21, 7..7)]);
        assert_eq!(spans("One.", "New.\n\nOne."), [(0..0, 0..4)]);
    }

    #[test]
    fn when_the_work_is_done_what_is_left_counts_as_changed() {
        let mut work = 2 * 22 * 22;
        let mut told = || words("it was old.", "it was new.", (&mut work, WORK_OF_ONE), None).len();
        assert_eq!([told(), told(), told()], [4, 4, 2]);
    }

    proptest! {
        #[test]
        fn the_parts_are_both_texts(old in "[ab \n]{0,60}", new in "[ab \n]{0,60}") {
            for change in diff(&old, &new) {
                prop_assert_eq!(side(&change.parts, Sign::Added), change.old.of(&old));
                prop_assert_eq!(side(&change.parts, Sign::Removed), change.new.of(&new));
            }
        }
    }
}
