//! Words that stood several times in the old text: a find may be what became of another of them, while the
//! passage itself went or changed. A place of the new text is given to none that it agrees with less.

use super::copies::{Looks, among};
use super::rewritten::Guess;
use super::{Found, PLACE_MARGIN, Sought, Tally, Verdict, scan, tally};
use crate::model::annotation::State;
use crate::text::Span;

/// Takes from passages what is a fellow's. `copies` are the places of a passage's words in the new text, the
/// best few; none where it was found without looking for more. Two passes over each text. What is not compared any more,
/// as there are too many of them, is lost.
pub(super) fn give_back(
    looks: &mut Looks<'_>,
    sought: &[Sought],
    copies: &[Vec<Span>],
    found: &mut [(Found, Guess)],
) {
    let (old, new) = (looks.old, looks.new);
    let is_found = |i: &usize| found.get(*i).is_some_and(|(found, _)| found.state != State::Lost);
    let stood = |i: &usize| sought.get(*i).is_some_and(|one| one.was.of(old) == one.quote);
    let mut doubted = tallies(old, sought, (0..sought.len()).filter(is_found).filter(stood));
    doubted.retain(|(_, fellows)| fellows.seen > 1);
    let unseen = doubted.iter().map(|(i, _)| *i).filter(|i| copies.get(*i).is_none_or(Vec::is_empty));
    let mut unseen = tallies(new, sought, unseen).into_iter().peekable();
    for (i, before) in doubted {
        let late = unseen.next_if(|(late, _)| *late == i).map(|(_, tally)| tally);
        let (Some(one), Some(slot)) = (sought.get(i), found.get_mut(i)) else { continue };
        let mut fellows = before.known();
        fellows.retain(|span| *span != one.was);
        let copies: Vec<Span> = match &late {
            Some(tally) => tally.known(),
            None => copies.get(i).cloned().unwrap_or_default(),
        };
        let owns = |looks: &mut Looks<'_>, span: Span| is_own(looks, one, span, &fellows, &copies);
        let is_own = owns(looks, slot.0.span);
        if is_own == Some(true) {
            continue;
        }
        let guess = if is_own.is_some() { Guess::Any } else { Guess::None };
        let mut settled = (Found::lost(new, one, &copies), guess);
        if let Some(tally) = late {
            // It was taken because it lies at the old place; the others are asked for now.
            let all = tally.seen == copies.len();
            let verdict =
                Verdict { found: settled.0.clone(), copies: copies.clone(), all, every: Vec::new() };
            let other = among(looks, one, verdict);
            if other.0.state == State::Lost || owns(looks, other.0.span) == Some(true) {
                settled = other;
            }
        }
        *slot = settled;
    }
}

/// The places of the words of some passages, by their number.
pub(super) fn tallies<'a>(
    text: &str,
    sought: &'a [Sought<'a>],
    wanted: impl Iterator<Item = usize>,
) -> Vec<(usize, Tally<'a>)> {
    let mut all: Vec<(usize, Tally)> = wanted.filter_map(|i| Some((i, Tally::new(sought.get(i)?)))).collect();
    for (_, one) in all.iter_mut().filter(|(_, one)| one.sought.quote.len() < scan::KEY) {
        *one = tally(text, one.sought);
    }
    let (mut long, short): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, one)| one.sought.quote.len() >= scan::KEY);
    scan::show_all(text, &mut long);
    long.extend(short);
    long.sort_by_key(|(i, _)| *i);
    long
}

/// Whether a place is the passage's own: no fellow agrees with it farther, or that fellow has a better one.
/// Where neither does, the place must be the old one, or far nearer to it than to the fellow's. Nothing where too much
/// was compared already.
fn is_own(
    looks: &mut Looks<'_>,
    one: &Sought,
    span: Span,
    fellows: &[Span],
    copies: &[Span],
) -> Option<bool> {
    let ours = looks.reach(one.was, span)?;
    if span != one.was && !fellows.is_empty() && !ours.is_telling() {
        return Some(false);
    }
    let from = |was: Span| was.start.0.abs_diff(span.start.0);
    for fellow in fellows {
        let theirs = looks.reach(*fellow, span)?;
        let is_nearer = from(one.was).saturating_mul(8).saturating_add(PLACE_MARGIN) <= from(*fellow);
        if ours.clearly_before(&theirs) || (!theirs.clearly_before(&ours) && (span == one.was || is_nearer)) {
            continue;
        }
        let mut has_better = false;
        for other in copies.iter().filter(|other| **other != span) {
            has_better = looks.reach(*fellow, *other)?.clearly_before(&theirs);
            if has_better {
                break;
            }
        }
        if !has_better {
            return Some(false);
        }
    }
    Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::{context, replace_all};

    const LAMP: &str = "The lamp was lit at six and burned until morning.";
    const NOTHING: &str = "Nothing of note was seen on the water.";

    /// What becomes of the nth of the same words.
    fn run(old: &str, new: &str, quote: &str, n: usize) -> (State, Span) {
        let was = nth(old, quote, n);
        let (prefix, suffix) = context(old, was);
        let found =
            replace_all(old, new, &[Sought { quote, prefix: &prefix, suffix: &suffix, was }]).remove(0);
        (found.state, found.span)
    }

    fn nth(text: &str, quote: &str, n: usize) -> Span {
        let (at, _) = text.match_indices(quote).nth(n).unwrap();
        Span::new(at, at + quote.len())
    }

    fn diary() -> String {
        format!(
            "Diary of a keeper\n\nMonday. Wind from the north. {LAMP} {NOTHING} I read.\n\n\
             Tuesday. Rain. {LAMP} {NOTHING} Slept at noon.\n\nHere the book ends."
        )
    }

    #[test]
    fn a_sentence_that_was_reworded_is_not_found_in_the_same_words_of_another_day() {
        let old = diary();
        let first = old.replacen(NOTHING, "A sail was seen to the west, and lost again.", 1);
        assert_eq!(run(&old, &first, NOTHING, 0).0, State::Lost);
        assert_eq!(run(&old, &first, NOTHING, 1), (State::Moved, nth(&first, NOTHING, 0)));
        let second = old.replacen(&format!("Rain. {LAMP} {NOTHING}"), "Rain.", 1);
        assert_eq!(run(&old, &second, NOTHING, 1).0, State::Lost);
        assert_eq!(run(&old, &second, NOTHING, 0), (State::Placed, nth(&second, NOTHING, 0)));
        assert_eq!(run(&old, &second, LAMP, 1).0, State::Lost);
    }

    /// Minutes of a hearing: each witness is asked the same, and answers the same.
    fn hearing(witnesses: impl IntoIterator<Item = u32>) -> String {
        let part = |n| {
            format!(
                "Witness {n} was sworn and took the stand.\n\nDid you see the ship leave the harbour that night, \
                 or hear of it?\n\nI saw nothing of the kind that night.\n\nThe witness was thanked and \
                 dismissed by the chair of the court."
            )
        };
        witnesses.into_iter().map(part).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn an_answer_whose_witness_is_gone_is_lost_and_the_others_keep_theirs() {
        let old = hearing(1..=20);
        let new = hearing((1..=20).filter(|n| *n != 8));
        let quote = "I saw nothing of the kind that night.";
        for n in 0..20 {
            let now = run(&old, &new, quote, n);
            match n {
                7 => assert_eq!(now.0, State::Lost),
                _ => assert_eq!(now.1, nth(&new, quote, n - usize::from(n > 7)), "{n}: {:?}", now.0),
            }
        }
    }

    #[test]
    fn no_two_passages_of_the_same_words_take_one_place() {
        let old = hearing(1..=12);
        let quote = "I saw nothing of the kind that night.";
        for (from, to) in [("Witness 5", "Witness V"), ("Witness 7 was sworn and", "Number seven")] {
            let new = format!("The court met at nine.\n\n{}", old.replace(from, to));
            for n in 0..12 {
                assert_eq!(run(&old, &new, quote, n), (State::Moved, nth(&new, quote, n)), "{n} {to}");
            }
        }
    }

    #[test]
    fn what_too_much_would_have_to_be_compared_for_is_not_told() {
        let filler = [NOTHING; 20].join(" ");
        let old = format!("Diary\n\n{}", vec![format!("{filler} {LAMP} {filler}"); 30].join("\n\n"));
        let new = format!("Updated at noon, and once more in the evening.\n\n{old}");
        let places = |text: &str| (0..30).map(|n| nth(text, LAMP, n)).collect::<Vec<_>>();
        let (was, copies) = (places(&old), places(&new));
        let one = Sought { quote: LAMP, prefix: "", suffix: "", was: was[0] };
        let own = |looks: &mut Looks<'_>| is_own(looks, &one, copies[15], &was[1..], &copies);
        assert_eq!(own(&mut Looks::few(&old, &new, 20_000)), None);
        assert!(own(&mut Looks::new(&old, &new)).is_some());
    }
}
