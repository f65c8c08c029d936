//! Where the passages of an old text are in a new one: by their words, and for those that these do not tell by
//! likeness, both ways.

use super::{Budget, Candidate, Rivals, candidates_within, clear, leads_back};
use crate::model::anchor::rewritten::Guess;
use crate::model::anchor::{Found, Sought, context, copies, flat, verdicts};
use crate::model::annotation::State;

/// Finds passages of an old text in a new one, in the order given: the steps of [`super::super::locate_all`];
/// then the same words by what both texts say together: a quote of 25 letters and four words or more
/// that is there once in either is `Moved` whatever its surroundings, unless its old ones are there with
/// new words between them, and of several copies the one that agrees with the old text farther on both
/// sides, or else stands untouched at its place, is it.
/// For what that loses, the place whose words and surroundings are most like it, as `Changed`.
///
/// Such a place is taken only if it is clearly better than the next, and if it leads back: sought in
/// the old text, no other passage may be as like it as the one it is taken for. Otherwise a
/// sentence that was deleted would be found in its neighbour of nearly the same words. A passage
/// that was not in the old text either (`was` does not have its words) is not guessed.
pub fn replace_all(old: &str, new: &str, sought: &[Sought]) -> Vec<Found> {
    replace_all_until(old, new, sought, &|| false).unwrap_or_default()
}

/// The same; `None` once `stop` says that nobody waits for it, which is asked now and then.
pub fn replace_all_until(
    old: &str,
    new: &str,
    sought: &[Sought],
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Found>> {
    let verdicts = verdicts(new, sought);
    if stop() {
        return None;
    }
    let (found, guesses) = copies::settle(old, new, sought, verdicts);
    let mut settled: Vec<(Found, Guess)> = found.into_iter().zip(guesses).collect();
    if stop() {
        return None;
    }
    flat::find(old, new, sought, &mut settled);
    let stood = |_: usize, one: &Sought| one.was.of(old) == one.quote;
    let found = like(new, sought, settled, stood, stop, |back, budget| {
        let back: Vec<Sought> = back.iter().map(|(_, one)| *one).collect();
        candidates_within(old, &back, budget, Rivals(true))
    });
    (!stop()).then_some(found)
}

/// The same for passages of which no more of the old text is known than stood around them: each has an old
/// text of its own. As many passes over the new text as for one of them. `None` once `stop` says that nobody
/// waits for it, which is asked between two of them.
pub fn replace_each(
    olds: &[String],
    new: &str,
    sought: &[Sought],
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Found>> {
    let mut settled = Vec::with_capacity(sought.len());
    for ((verdict, one), old) in verdicts(new, sought).into_iter().zip(sought).zip(olds) {
        if stop() {
            return None;
        }
        let (found, may) = copies::settle(old, new, std::slice::from_ref(one), vec![verdict]);
        settled.extend(found.into_iter().zip(may));
    }
    flat::find_each(olds, new, sought, &mut settled, stop);
    if stop() {
        return None;
    }
    let old = |i: usize| olds.get(i).map_or("", String::as_str);
    let stood = |i: usize, one: &Sought| one.was.of(old(i)) == one.quote;
    let found = like(new, sought, settled, stood, stop, |back, budget| {
        let mut all = Vec::with_capacity(back.len());
        for (i, one) in back {
            let mut like = candidates_within(old(*i), std::slice::from_ref(one), budget, Rivals(true));
            all.push(like.pop().unwrap_or_default());
        }
        all
    });
    (!stop()).then_some(found)
}

/// Finds by likeness what the words did not tell. `stood` says whether a passage was in its old text, and `back`
/// which places of that are like finds.
fn like(
    new: &str,
    sought: &[Sought],
    settled: Vec<(Found, Guess)>,
    stood: impl Fn(usize, &Sought) -> bool,
    stop: &dyn Fn() -> bool,
    back: impl FnOnce(&[(usize, Sought)], &mut Budget<'_>) -> Vec<Vec<Candidate>>,
) -> Vec<Found> {
    let (mut found, guess): (Vec<Found>, Vec<Guess>) = settled.into_iter().unzip();
    let guess = |i: usize| guess.get(i).copied().unwrap_or(Guess::None);
    let mut budget = Budget::of(stop);
    let lost: Vec<usize> = found
        .iter()
        .zip(sought)
        .enumerate()
        .filter(|(i, (found, one))| {
            let is_lost = found.state == State::Lost && guess(*i) != Guess::None;
            is_lost && !one.quote.is_empty() && stood(*i, one)
        })
        .map(|(i, _)| i)
        .collect();
    let meant: Vec<Sought> = lost.iter().filter_map(|i| sought.get(*i).copied()).collect();
    let guesses: Vec<(usize, Sought, Candidate)> = candidates_within(new, &meant, &mut budget, Rivals(true))
        .into_iter()
        .zip(meant.iter().zip(&lost))
        .filter_map(|(mut all, (one, i))| {
            if guess(*i) == Guess::OtherWords {
                all.retain(|place| place.span.of(new) != one.quote);
            }
            Some((*i, *one, clear(&all).filter(|best| best.passes(one))?))
        })
        .collect();
    let contexts: Vec<(String, String)> =
        guesses.iter().map(|(_, _, guess)| context(new, guess.span)).collect();
    let sought_back: Vec<(usize, Sought)> = guesses
        .iter()
        .zip(&contexts)
        .map(|((i, one, guess), (prefix, suffix))| {
            (*i, Sought { quote: guess.span.of(new), prefix, suffix, was: one.was })
        })
        .collect();
    for (all, (i, one, guess)) in back(&sought_back, &mut budget).into_iter().zip(&guesses) {
        if leads_back(&all, one.was)
            && let Some(slot) = found.get_mut(*i)
        {
            // The very words, where only the surroundings changed.
            let state = if guess.span.of(new) == one.quote { State::Moved } else { State::Changed };
            *slot = Found { span: guess.span, state, candidates: Vec::new() };
        }
    }
    found
}
