//! What changed between two texts, word by word.

use crate::text::Span;

mod paragraphs;
mod words;

pub(super) use paragraphs::{held, once, places};
pub(super) use words::{Work, compared};

/// What comparing the words of all places may cost: about two seconds.
const WORK: u64 = 1 << 30;
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
/// those that differ, when their turn comes. Of what is beyond the work that is spent on words, paragraphs alone are told.
pub fn diff<'a>(old: &'a str, new: &'a str) -> impl Iterator<Item = Change> + 'a {
    diff_within(old, new, Work::new(WORK))
}

fn diff_within<'a>(old: &'a str, new: &'a str, mut work: Work) -> impl Iterator<Item = Change> + 'a {
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
    places.into_iter().map(move |(was, is)| {
        let (was, is) = (span(&from, &a, was), span(&to, &b, is));
        Change { old: was, new: is, parts: compared(was.of(old), is.of(new), &mut work) }
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
    fn what_stays_in_its_place_is_compared_word_by_word_whatever_moved_before_it() {
        let words = ["pier", "gull", "tide", "rope", "lamp", "keel", "mast", "buoy", "dock", "wave"];
        let paragraph = |n: usize| {
            let digits = n.to_string().into_bytes().into_iter().cycle().take(60).enumerate();
            let said: Vec<&str> = digits.map(|(i, d)| words[(usize::from(d) * 7 + i * n) % 10]).collect();
            format!("Number {n}: {}.", said.join(" "))
        };
        let last = "The council met on Tuesday to weigh a second ferry.";
        let text = |of: &dyn Fn(usize) -> usize, last: &str| {
            let moved = (0..300).map(|n| format!("{}\n\nStays {n}.\n\n", paragraph(of(n))));
            moved.collect::<String>() + last
        };
        let old = text(&|n| n, last);
        let new = text(&|n| 299 - n, &last.replace("Tuesday", "Friday"));
        let changes: Vec<Change> = diff_within(&old, &new, Work::new(1 << 22)).collect();
        assert_eq!(changes.len(), 301);
        let told = changes.last().and_then(Change::told).unwrap();
        assert!(told.ends_with("met on [-Tuesday-]{+Friday+} to weigh a second ferry."), "{told}");
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
