//! Paragraphs by how they begin: a day, a speaker, a town. Words that left one which is there still for another that was
//! there before are said of another now, unless so much went along that it is surely they.

use std::collections::HashMap;

use super::agree::whole_sides;
use super::rewritten::{Guess, PARAGRAPH};
use super::{Found, Sought, fellows};
use crate::model::annotation::State;
use crate::text::Span;

/// Bytes that a beginning has at least, in whole words, and at most.
const LEAST: usize = 9;
const MOST: usize = 64;

/// Takes from passages the very words in the paragraph of another. Two passes over each text.
pub(super) fn take_back(old: &str, new: &str, sought: &[Sought], found: &mut [(Found, Guess)]) {
    let moved: Vec<(usize, Span, Sought)> = sought
        .iter()
        .zip(&*found)
        .enumerate()
        .filter(|(_, (one, (found, _)))| found.state == State::Moved && one.was.of(old) == one.quote)
        .map(|(i, (one, (found, _)))| (i, found.span, *one))
        .collect();
    if moved.is_empty() {
        return;
    }
    let (before, after) = (heads(old), heads(new));
    let is_once = |head: &str| before.get(head) == Some(&1) && after.get(head) == Some(&1);
    let mut taken: Vec<(usize, Span, Sought)> = moved
        .into_iter()
        .filter(|(_, span, one)| {
            let (was, is) = (head_above(old, one.was), head_above(new, *span));
            was.zip(is).is_some_and(|(was, is)| was != is && is_once(was) && is_once(is))
        })
        .collect();
    // What stands around it there says nothing where it stands around others too.
    let around: Vec<Sought> = taken
        .iter()
        .flat_map(|(_, _, one)| [one.prefix, one.suffix])
        .map(|quote| Sought { quote, prefix: "", suffix: "", was: Span::default() })
        .collect();
    let seen: Vec<usize> =
        fellows::tallies(old, &around, 0..around.len()).into_iter().map(|(_, tally)| tally.seen).collect();
    let mut seen = seen.chunks(2);
    taken.retain(|(_, span, one)| {
        let went_along = whole_sides(new, one, *span);
        let is_told = |(side, went): (&usize, bool)| *side == 1 && went;
        !seen.next().is_some_and(|sides| sides.iter().zip(went_along).any(is_told))
    });
    for (i, span, one) in taken {
        if let Some(slot) = found.get_mut(i) {
            *slot = (Found::lost(new, &one, &[span]), Guess::OtherWords);
        }
    }
}

/// How often each beginning is that of a paragraph.
fn heads(text: &str) -> HashMap<&str, usize> {
    let mut all = HashMap::new();
    for head in text.split(PARAGRAPH).filter_map(head) {
        *all.entry(head).or_default() += 1;
    }
    all
}

/// The beginning of the paragraph in which a span begins, where all of that stands before it.
fn head_above(text: &str, span: Span) -> Option<&str> {
    let before = text.get(..span.start.0)?;
    let from = before.rfind(PARAGRAPH).map_or(0, |at| at + PARAGRAPH.len());
    head(text.get(from..)?).filter(|head| from + head.len() <= span.start.0)
}

/// The first whole words of a paragraph.
fn head(paragraph: &str) -> Option<&str> {
    let ends = paragraph.match_indices(char::is_whitespace).map(|(at, _)| at);
    let end = ends.take_while(|end| *end <= MOST).find(|end| *end >= LEAST)?;
    paragraph.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::{context, replace_all};

    fn run(old: &str, new: &str, quote: &str) -> (State, Span) {
        let at = old.find(quote).unwrap();
        let was = Span::new(at, at + quote.len());
        let (prefix, suffix) = context(old, was);
        let found =
            replace_all(old, new, &[Sought { quote, prefix: &prefix, suffix: &suffix, was }]).remove(0);
        (found.state, found.span)
    }

    fn at(text: &str, words: &str) -> Span {
        let at = text.find(words).unwrap();
        Span::new(at, at + words.len())
    }

    /// What was seen on three days, each told in the same words but for its number.
    fn days(wounded: [u32; 3], struck: [u32; 3]) -> String {
        let told = |(day, (wounded, struck)): (usize, (u32, u32))| {
            format!(
                "On {} May, {wounded} boats were seen off the pier. The harbour said that it had counted {struck} of them. \
                 The town confirmed the figures.",
                day + 12
            )
        };
        let told: Vec<String> = wounded.into_iter().zip(struck).enumerate().map(told).collect();
        told.join("\n\n")
    }

    #[test]
    fn a_figure_that_another_day_has_now_is_not_that_of_the_day_it_was_told_of() {
        let quote = "The harbour said that it had counted 9 of them.";
        let old = days([31, 32, 33], [8, 4, 9]);
        for new in
            [days([31, 32, 33], [9, 4, 13]), days([31, 36, 35], [8, 9, 4]), days([30, 36, 35], [9, 5, 4])]
        {
            assert_eq!(run(&old, &new, quote).0, State::Lost, "{new}");
        }
        // A new day above moves it with its own.
        let new = format!("On 11 May, nobody counted them at all.\n\n{old}");
        assert_eq!(run(&old, &new, quote), (State::Moved, at(&new, quote)));
    }

    #[test]
    fn what_went_along_with_its_neighbours_is_found() {
        let taken =
            "The keeper had two lamps. He lit the first of them at six. The second burned until morning.";
        let told = |first: &str, second: &str| {
            format!(
                "At Marram the tower is white.{first} It is old.\n\nAt Selby the tower is red.{second} It is new."
            )
        };
        let (old, new) = (told(&format!(" {taken}"), ""), told("", &format!(" {taken}")));
        let quote = "He lit the first of them at six.";
        assert_eq!(run(&old, &new, quote), (State::Moved, at(&new, quote)));
        // Alone it is another's.
        let (old, new) = (told(&format!(" {quote}"), ""), told("", &format!(" {quote}")));
        assert_eq!(run(&old, &new, quote).0, State::Lost);
    }
}
