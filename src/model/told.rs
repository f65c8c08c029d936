//! Where passages that were marked elsewhere are in a text that may not be the one they were marked in.

use super::anchor::{Sought, locate_all, replace_all};
use super::annotation::State;
use crate::text::{Span, grapheme, quote};

/// What is told of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told<'a> {
    pub quote: &'a str,
    /// What stands before and after it; `None` where nothing is told of that.
    pub prefix: Option<&'a str>,
    pub suffix: Option<&'a str>,
    /// Bytes of this text, where that has such a place.
    pub at: Option<Span>,
}

/// Bytes of text that are gone through for passages whose very words are not found, all together.
const WORK: usize = 1 << 30;
/// Bytes of a quote that is looked for with other white space or quotation marks.
const LOOSE: usize = 8 << 10;
/// A place that no text has: no occurrence is nearer to it than another.
const NOWHERE: usize = usize::MAX / 4;

/// Where passages are in a text: by their very words and what stands around them, as an annotation is found
/// again whose text changed; else by words that differ in white space and the shape of quotation marks alone,
/// where these are there once; else by words that are nearly the same. What is told without context is taken
/// where it is there once, or stands at its place. A span and a state each, in the order given.
///
/// Without a place that is told, what is found is placed: it is not known to have been elsewhere.
pub fn place_told(text: &str, told: &[Told<'_>]) -> Vec<(Span, State)> {
    let sought: Vec<Sought<'_>> = told.iter().map(Told::sought).collect();
    let found = locate_all(text, &sought);
    let mut work = WORK;
    told.iter()
        .zip(found)
        .map(|(one, found)| {
            if found.state != State::Lost {
                return one.standing(found.span, found.state);
            }
            if let Some(span) = one.there(text, &mut work) {
                let state = if one.at == Some(span) { State::Placed } else { State::Moved };
                return one.standing(span, state);
            }
            let (span, state) = one.guess(text, &mut work).unwrap_or((found.span, State::Lost));
            one.standing(span, state)
        })
        .collect()
}

impl<'a> Told<'a> {
    fn sought(&self) -> Sought<'a> {
        let was = self.at.unwrap_or(Span::new(NOWHERE, NOWHERE + self.quote.len()));
        Sought {
            quote: self.quote,
            prefix: self.prefix.unwrap_or_default(),
            suffix: self.suffix.unwrap_or_default(),
            was,
        }
    }

    fn standing(&self, span: Span, state: State) -> (Span, State) {
        let is_placed = state == State::Moved && self.at.is_none();
        (span, if is_placed { State::Placed } else { state })
    }

    /// The one place that has the words and what is told of their surroundings, but for white space and
    /// quotation marks; of several the one that was told.
    fn there(&self, text: &str, work: &mut usize) -> Option<Span> {
        if self.quote.len() > LOOSE || !spend(work, text.len()) {
            return None;
        }
        let mut all = quote::find(text, self.quote, self.prefix, self.suffix);
        all.retain(|span| grapheme::is_boundary(text, span.start) && grapheme::is_boundary(text, span.end));
        match all[..] {
            [one] => Some(one),
            _ => all.into_iter().find(|span| Some(*span) == self.at),
        }
    }

    /// By words that are nearly the same. Of the text it was marked in no more is known than the passage
    /// and its context.
    fn guess(&self, text: &str, work: &mut usize) -> Option<(Span, State)> {
        if self.quote.is_empty() || !spend(work, text.len()) {
            return None;
        }
        let (prefix, suffix) = (self.prefix.unwrap_or_default(), self.suffix.unwrap_or_default());
        let old = [prefix, self.quote, suffix].concat();
        let was = Span::new(prefix.len(), prefix.len() + self.quote.len());
        let sought = Sought { quote: self.quote, prefix, suffix, was };
        let found = replace_all(&old, text, &[sought]).pop()?;
        (found.state != State::Lost).then_some((
            found.span,
            match found.state {
                State::Placed => State::Moved,
                state => state,
            },
        ))
    }
}

fn spend(work: &mut usize, bytes: usize) -> bool {
    match work.checked_sub(bytes) {
        Some(rest) => {
            *work = rest;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The harbour closed in spring, and nobody asked why it had to be so. “It’s over,” he said.\n\n\
                        Then the harbour opened again, and everybody asked.";

    fn placed(told: Told<'_>) -> (&'static str, State) {
        let (span, state) = place_told(TEXT, &[told]).remove(0);
        (span.of(TEXT), state)
    }

    #[test]
    fn the_words_at_their_place_are_placed_and_elsewhere_moved() {
        let at = TEXT.find("nobody").unwrap();
        let told = Told {
            quote: "nobody asked",
            prefix: Some("The harbour closed in spring, and "),
            suffix: Some(" why it had to be so. “It’s over,"),
            at: Some(Span::new(at, at + 12)),
        };
        assert_eq!(placed(told), ("nobody asked", State::Placed));
        assert_eq!(placed(Told { at: Some(Span::new(0, 12)), ..told }), ("nobody asked", State::Moved));
        assert_eq!(placed(Told { at: None, ..told }), ("nobody asked", State::Placed));
    }

    #[test]
    fn without_context_words_are_taken_that_are_there_once() {
        let told = |quote| Told { quote, ..Told::default() };
        assert_eq!(placed(told("it had to be so")), ("it had to be so", State::Placed));
        assert_eq!(placed(told("\"It's  over,\"")), ("“It’s over,”", State::Placed));
        assert_eq!(placed(told("harbour")).1, State::Lost);
        let second = TEXT.rfind("harbour").unwrap();
        let at = Some(Span::new(second, second + 7));
        assert_eq!(placed(Told { at, ..told("harbour") }), ("harbour", State::Placed));
        assert_eq!(placed(Told { prefix: Some("Then the "), ..told("harbour") }), ("harbour", State::Placed));
        assert_eq!(placed(told("pier")).1, State::Lost);
        assert_eq!(placed(told("")).1, State::Lost);
    }

    #[test]
    fn words_that_are_nearly_the_same_are_changed() {
        let told = Told {
            quote: "The harbour was closed in spring, and nobody asked why it had to be so.",
            prefix: Some(""),
            suffix: Some(" “It’s over,” he said.\n\nThen the"),
            at: None,
        };
        let wanted = "The harbour closed in spring, and nobody asked why it had to be so.";
        assert_eq!(placed(told), (wanted, State::Changed));
    }
}
