//! The same words by what the old text and the new one say together: a quote that cannot be there by
//! chance, and which of several copies is the passage.

use unicode_segmentation::UnicodeSegmentation;

use super::agree::{common, same};
use super::{Found, SHORT, Sought, Tally, Verdict, floor_char, scan};
use crate::model::annotation::State;
use crate::text::{Span, grapheme};

/// Letters (a wide one counts twice) and words of a quote from which on it is not there by chance.
const LETTERS: usize = 25;
const WORDS: usize = 4;
/// Bytes on each side of a passage in which the texts are compared; longer than most paragraphs, since a
/// paragraph that was copied agrees with itself to its end.
const AROUND: usize = 2_000;
/// What parts the paragraphs of a text.
const PARAGRAPH: &str = "\n\n";
/// Characters by which a copy must agree farther than another to be told from it.
const CLEARLY: usize = 16;
/// Characters that must agree on a side for it to speak for a copy.
const TELLING: usize = 32;

/// The verdicts on the exact words, mended by what the old text shows; and for each whether a passage
/// that is lost may still be looked for by likeness: not where it is one of several copies of which
/// nothing says which.
pub(super) fn settle(
    old: &str,
    new: &str,
    sought: &[Sought],
    verdicts: Vec<Verdict>,
) -> (Vec<Found>, Vec<bool>) {
    let lone: Vec<usize> = verdicts
        .iter()
        .zip(sought)
        .enumerate()
        .filter(|(_, (verdict, one))| {
            verdict.found.state == State::Lost
                && verdict.all
                && verdict.copies.len() == 1
                && cannot_be_chance(one.quote)
        })
        .map(|(i, _)| i)
        .collect();
    let mut before: Vec<(usize, Tally)> =
        lone.into_iter().filter_map(|i| Some((i, Tally::new(sought.get(i)?)))).collect();
    scan::show_all(old, &mut before);
    let mut before = before.into_iter().peekable();
    let mut all = Vec::with_capacity(sought.len());
    for (i, (verdict, one)) in verdicts.into_iter().zip(sought).enumerate() {
        let stood = one.was.of(old) == one.quote;
        if let Some((_, tally)) = before.next_if(|(lone, _)| *lone == i) {
            // What stood elsewhere in the old text too may be the other one, whose fellow went.
            let own = !tally.crowded && tally.seen == usize::from(stood);
            let found = verdict.copies.first().filter(|_| own).map(|span| Found::at(*span, one));
            all.push((found.unwrap_or(verdict.found), true));
        } else if stood && verdict.copies.len() > 1 {
            all.push(among(old, new, one, verdict));
        } else {
            all.push((verdict.found, true));
        }
    }
    all.into_iter().unzip()
}

/// Whether a quote is so long that another text has it only from where it was.
fn cannot_be_chance(quote: &str) -> bool {
    let (mut letters, mut words) = (0, 0);
    for word in quote.unicode_words() {
        letters += grapheme::str_width(word);
        words += 1;
        if letters >= LETTERS && words >= WORDS {
            return true;
        }
    }
    false
}

/// How far a copy agrees with the passage in its old text, in characters.
struct Reach {
    span: Span,
    left: usize,
    right: usize,
    /// Whether its whole paragraph does.
    paragraph: bool,
}

impl Reach {
    fn of(old: &str, new: &str, sought: &Sought, span: Span) -> Self {
        let (was_before, was_after) = sides(old, sought.was);
        let (before, after) = sides(new, span);
        Self {
            span,
            left: common(was_before.chars().rev(), before.chars().rev()),
            right: common(was_after.chars(), after.chars()),
            paragraph: same(to_its_start(was_before), to_its_start(before))
                && same(to_its_end(was_after), to_its_end(after)),
        }
    }

    fn clearly_before(&self, other: &Self) -> bool {
        self.left >= other.left
            && self.right >= other.right
            && (self.left >= other.left + CLEARLY || self.right >= other.right + CLEARLY)
    }

    /// Whether so much agrees that it may be the passage.
    fn speaks(&self, quote: &str) -> bool {
        let short = quote.chars().nth(SHORT).is_none();
        let sides = usize::from(self.left >= TELLING) + usize::from(self.right >= TELLING);
        sides > usize::from(short)
    }
}

/// What stands before and after a span, as far as it is compared.
fn sides(text: &str, span: Span) -> (&str, &str) {
    let from = floor_char(text, span.start.0.saturating_sub(AROUND));
    let to = floor_char(text, span.end.0.saturating_add(AROUND));
    (text.get(from..span.start.0).unwrap_or_default(), text.get(span.end.0..to).unwrap_or_default())
}

fn to_its_start(before: &str) -> &str {
    before.rsplit(PARAGRAPH).next().unwrap_or_default()
}

fn to_its_end(after: &str) -> &str {
    after.split(PARAGRAPH).next().unwrap_or_default()
}

/// Which of several copies is the passage.
fn among(old: &str, new: &str, one: &Sought, verdict: Verdict) -> (Found, bool) {
    let all: Vec<Reach> = verdict.copies.iter().map(|span| Reach::of(old, new, one, *span)).collect();
    let others_fall_short =
        |copy: &Reach| all.iter().all(|other| other.span == copy.span || copy.clearly_before(other));
    let farthest = all.iter().find(|copy| copy.speaks(one.quote) && others_fall_short(copy));
    if let Some(copy) = farthest.filter(|copy| verdict.all || copy.span == verdict.found.span) {
        return (Found::at(copy.span, one), true);
    }
    // A paragraph put twice: each copy has the old neighbour on one side only.
    let twins: Vec<&Reach> = all
        .iter()
        .filter(|copy| copy.paragraph && !all.iter().any(|other| other.clearly_before(copy)))
        .collect();
    if let Some(untouched) = twins.iter().find(|copy| copy.span == one.was) {
        return (Found::at(untouched.span, one), true);
    }
    if twins.len() > 1 {
        return (Found::lost(new, one, &verdict.copies), false);
    }
    (verdict.found, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::{context, replace_all};

    const FIRST: &str = "Harbour talks resumed on Monday after a long pause.";
    const TERMS: &str = "The two services agreed to share raw intercepts. The union called the terms late.";
    const LAST: &str = "A vote is set for the first week of June, the speaker said.";

    fn old() -> String {
        [FIRST, TERMS, LAST].join("\n\n")
    }

    fn run(old: &str, new: &str, quote: &str) -> Found {
        let at = old.find(quote).unwrap();
        let was = Span::new(at, at + quote.len());
        let (prefix, suffix) = context(old, was);
        replace_all(old, new, &[Sought { quote, prefix: &prefix, suffix: &suffix, was }]).remove(0)
    }

    fn nth(text: &str, quote: &str, n: usize) -> Span {
        let (at, _) = text.match_indices(quote).nth(n).unwrap();
        Span::new(at, at + quote.len())
    }

    #[test]
    fn the_same_words_that_are_there_once_are_the_passage_whatever_stands_around_them() {
        let quote = "The union called the terms late.";
        for new in [
            // Its paragraph moved and lost its other sentence.
            [quote, FIRST, LAST].join("\n\n"),
            [FIRST, LAST, quote].join("\n\n"),
            // It went into the midst of others.
            [FIRST, "One thing is new here. The union called the terms late. Another is as well."]
                .join("\n\n"),
            quote.to_owned(),
        ] {
            let found = run(&old(), &new, quote);
            assert_eq!((found.state, found.span), (State::Moved, nth(&new, quote, 0)), "{new}");
        }
        let few = "the terms late";
        let new = [FIRST, LAST, "Nobody called the terms late then."].join("\n\n");
        assert_eq!(run(&old(), &new, few).state, State::Lost);
    }

    #[test]
    fn words_that_were_there_twice_and_are_once_may_be_the_others() {
        let quote = "The union called the terms late.";
        let twice = format!("{}\n\nIn the margin: {quote} So it ran.", old());
        let new = twice.replacen(TERMS, "Something else altogether.", 1);
        let found = run(&twice, &new, quote);
        assert_eq!((found.state, found.candidates), (State::Lost, vec![nth(&new, quote, 0)]));
    }

    #[test]
    fn words_that_come_back_are_found_and_their_fellow_is_not_taken_for_them() {
        let quote = "The union called the terms late.";
        let was = nth(&old(), quote, 0);
        let (prefix, suffix) = context(&old(), was);
        let sought = Sought { quote, prefix: &prefix, suffix: &suffix, was };
        let gone = [FIRST, LAST].join("\n\n");
        let back = [quote, FIRST, LAST].join("\n\n");
        assert_eq!(replace_all(&gone, &back, &[sought])[0].state, State::Moved);
        let fellow = format!("In the margin: {quote}\n\n{FIRST}\n\n{LAST}");
        assert_eq!(replace_all(&fellow, &format!("{fellow} More."), &[sought])[0].state, State::Lost);
    }

    #[test]
    fn a_paragraph_put_twice_leaves_the_passage_where_it_stands_untouched() {
        let twice = [FIRST, TERMS, TERMS, LAST].join("\n\n");
        for quote in [
            TERMS,
            "The two services agreed to share raw intercepts.",
            "The union called the terms late.",
            "late.",
        ] {
            let found = run(&old(), &twice, quote);
            assert_eq!((found.state, found.span), (State::Placed, nth(&twice, quote, 0)), "{quote}");
        }
    }

    #[test]
    fn copies_that_nothing_tells_apart_are_candidates_all() {
        let twice = ["Corrected at noon.", FIRST, TERMS, TERMS, LAST].join("\n\n");
        for quote in
            [TERMS, "The union called the terms late.", "The two services agreed to share raw intercepts."]
        {
            let found = run(&old(), &twice, quote);
            let mut places = found.candidates;
            places.sort();
            assert_eq!(
                (found.state, places),
                (State::Lost, vec![nth(&twice, quote, 0), nth(&twice, quote, 1)]),
                "{quote}"
            );
        }
    }

    #[test]
    fn a_copy_elsewhere_is_told_from_the_passage_by_what_stands_beside_its_paragraph() {
        let paragraph = format!(
            "{} {TERMS} {}",
            "It had been long in the making. ".repeat(4),
            "Much was left out of it. ".repeat(4)
        );
        let old = [FIRST, &paragraph, LAST, FIRST].join("\n\n");
        let new = ["Summary.", &paragraph, "Corrected.", FIRST, &paragraph, LAST, FIRST].join("\n\n");
        for quote in [TERMS, "raw intercepts"] {
            let found = run(&old, &new, quote);
            assert_eq!((found.state, found.span), (State::Moved, nth(&new, quote, 1)), "{quote}");
        }
    }
}
