//! Where passages that were marked elsewhere are in a text that may not be the one they were marked in.

use super::anchor::{Found, Sought, copies_of, locate_all, replace_each};
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

/// Bytes of a quote that is looked for with other white space, or letters and marks of another form.
const LOOSE: usize = 8 << 10;
/// A text from this many bytes on is not held a second time to look for such: then its own white space and
/// the form of its letters and marks count.
const LONG: usize = 32 << 20;
/// A place that no text has: no occurrence is nearer to it than another.
const NOWHERE: usize = usize::MAX / 4;

/// Where passages are in a text: by their very words and what stands around them, as an annotation is found
/// again whose text changed; else by words that differ in white space and in the form of letters, quotation marks,
/// dashes and ellipses alone, where these are there once; else by words that are nearly the same. What is told
/// without context is taken where it is there once, or stands at its place. A span and a state each, in the order
/// given. The passes over the text do not grow with the number of passages.
///
/// Without a place that is told, what is found is placed: it is not known to have been elsewhere.
pub fn place_told(text: &str, told: &[Told<'_>]) -> Vec<(Span, State)> {
    place_told_until(text, told, &|| false).unwrap_or_default()
}

/// The same, as long as `stop` does not say that nobody waits for it; then `None`.
pub fn place_told_until(
    text: &str,
    told: &[Told<'_>],
    stop: &dyn Fn() -> bool,
) -> Option<Vec<(Span, State)>> {
    let sought: Vec<Sought<'_>> = told.iter().map(Told::sought).collect();
    let mut all: Vec<(Span, State)> =
        locate_all(text, &sought).into_iter().map(|found| (found.span, found.state)).collect();
    for by in [loosely, nearly] {
        if stop() {
            return None;
        }
        let lost: Vec<usize> =
            all.iter().enumerate().filter(|(_, (_, state))| *state == State::Lost).map(|(i, _)| i).collect();
        let some: Vec<Told<'_>> = lost.iter().filter_map(|i| told.get(*i).copied()).collect();
        for (i, found) in lost.into_iter().zip(by(text, &some, stop)?) {
            if let (Some(slot), Some(found)) = (all.get_mut(i), found) {
                *slot = found;
            }
        }
    }
    Some(told.iter().zip(all).map(|(one, (span, state))| one.standing(span, state)).collect())
}

/// The one place that has the words and what is told of their surroundings, but for white space, the form of
/// quotation marks, dashes and ellipses, and how letters are composed and how wide they are; of several the one that
/// was told.
fn loosely(text: &str, told: &[Told<'_>], stop: &dyn Fn() -> bool) -> Option<Vec<Option<(Span, State)>>> {
    if told.is_empty() || text.len() > LONG {
        return Some(vec![None; told.len()]);
    }
    let plain = quote::Plain::of(text);
    let quotes: Vec<String> = told.iter().map(|one| quote::plainly(one.quote)).collect();
    let nowhere = |quote: &str| Span::new(NOWHERE, NOWHERE + quote.len());
    let sides: Vec<[String; 2]> = told
        .iter()
        .map(|one| {
            let side = |side: Option<&str>| quote::Plain::of(side.unwrap_or_default()).text().to_owned();
            [side(one.prefix), side(one.suffix)]
        })
        .collect();
    let sought: Vec<Sought<'_>> = quotes
        .iter()
        .zip(&sides)
        .zip(told)
        .map(|((quote, [prefix, suffix]), one)| {
            let quote = if one.quote.len() > LOOSE { "" } else { quote.as_str() };
            Sought { quote, prefix, suffix, was: nowhere(quote) }
        })
        .collect();
    let mut all = Vec::with_capacity(told.len());
    for ((copies, _), one) in copies_of(plain.text(), &sought).into_iter().zip(told) {
        if stop() {
            return None;
        }
        let mut places: Vec<Span> = copies.into_iter().map(|span| plain.back(span)).collect();
        // One at its place may be one of very many.
        places.extend(one.at.filter(|at| !places.contains(at)));
        places.retain(|span| one.is_at(text, *span));
        let place = match places[..] {
            [place] => Some(place),
            _ => places.into_iter().find(|span| Some(*span) == one.at),
        };
        let state = |place| if one.at == Some(place) { State::Placed } else { State::Moved };
        all.push(place.map(|place| (place, state(place))));
    }
    Some(all)
}

/// By words that are nearly the same. Of the text they were marked in no more is known than the passages and
/// their context.
fn nearly(text: &str, told: &[Told<'_>], stop: &dyn Fn() -> bool) -> Option<Vec<Option<(Span, State)>>> {
    let side = |side: Option<&str>| side.unwrap_or_default().len();
    let olds: Vec<String> = told
        .iter()
        .map(|one| [one.prefix.unwrap_or_default(), one.quote, one.suffix.unwrap_or_default()].concat())
        .collect();
    let sought: Vec<Sought<'_>> = told
        .iter()
        .map(|one| {
            let start = side(one.prefix);
            Sought { was: Span::new(start, start + one.quote.len()), ..one.sought() }
        })
        .collect();
    let found = replace_each(&olds, text, &sought, stop)?;
    let standing = |(found, one): (Found, &Told<'_>)| {
        let state = if found.state == State::Placed { State::Moved } else { found.state };
        (state != State::Lost && !one.quote.is_empty()).then_some((found.span, state))
    };
    Some(found.into_iter().zip(told).map(standing).collect())
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

    /// Whether the words and what is told of their surroundings stand there, but for white space and the form of
    /// letters and marks.
    fn is_at(&self, text: &str, span: Span) -> bool {
        grapheme::is_boundary(text, span.start)
            && grapheme::is_boundary(text, span.end)
            && quote::is_at(text, span, self.quote, self.prefix, self.suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::SEEN;

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
    fn very_many_are_found_as_one_is_and_may_be_stopped_between() {
        const MANY: usize = 600;
        // Words of no language, so that no sentence is like another.
        let mut seed = 7_u64;
        let mut word = || {
            let letter = |_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b'a' + u8::try_from((seed >> 33) % 26).unwrap())
            };
            (0..6).map(letter).collect::<String>()
        };
        let mut sentence = || format!("{} {} at dawn {} {} {}.", word(), word(), word(), word(), word());
        let sentences: Vec<String> = (0..MANY).map(|_| sentence()).collect();
        let text = sentences.join("\n\n");
        // One in two with other white space, the others with another word.
        let quotes: Vec<String> = (0..MANY)
            .zip(&sentences)
            .map(|(n, s)| {
                if n % 2 == 0 {
                    s.replacen(" at dawn ", "  at\ndawn ", 1)
                } else {
                    s.replacen("dawn", "dusk", 1)
                }
            })
            .collect();
        let told: Vec<Told<'_>> = quotes
            .iter()
            .enumerate()
            .map(|(n, quote)| Told {
                quote,
                prefix: n.checked_sub(1).and_then(|n| sentences.get(n)).map(String::as_str),
                suffix: sentences.get(n + 1).map(String::as_str),
                at: None,
            })
            .collect();
        SEEN.set(0);
        let found = place_told(&text, &told);
        // The text twice, as for one; and of each passage what is told of it.
        assert!(SEEN.get() < 4 * text.len(), "{} of {}", SEEN.get(), text.len());
        for (n, (span, state)) in found.iter().enumerate() {
            let wanted = if n % 2 == 0 { State::Placed } else { State::Changed };
            assert_eq!((span.of(&text), *state), (sentences[n].as_str(), wanted), "{n}");
        }
        for n in [0, 1, 7, MANY - 1] {
            assert_eq!(place_told(&text, &told[n..=n]), found[n..=n], "{n}");
        }
        for asked in [0, 1, 2, 9, MANY + 9] {
            let left = std::cell::Cell::new(asked);
            let stop = || {
                left.set(left.get().saturating_sub(1));
                left.get() == 0
            };
            assert_eq!(place_told_until(&text, &told, &stop), None, "{asked}");
        }
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
