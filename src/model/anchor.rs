//! Finds an annotation's passage again in a text that has changed, by quote, context and place,
//! or says that it is lost: by its exact words ([`locate_all`]), else by what both texts say together,
//! else by words that are nearly the same ([`replace_all`]). A wrong guess is worse than a lost passage.
//!
//! The very words are a passage's best witness. A quote that is too long to be there by chance, and is
//! there once in either text, is the same passage whatever stands around it now, unless what stood around it
//! is still there with other words between, or the paragraph that it left, and the one that it stands in, were both
//! there before; a shorter one needs its context, and so does one that was not in the text before. Of several copies
//! the one that agrees with the old text farther on both sides is the passage, then the one that stands untouched at
//! its place; where neither tells, it is lost beside all.
//! A place that agrees farther with another passage of the same words is that one's. Words that stand
//! nowhere are sought with other white space between them.

use memchr::memmem;
use unicode_segmentation::UnicodeSegmentation;

use super::annotation::State;
use crate::text::grapheme::{self, char_floor};
use crate::text::{Offset, Span};

mod agree;
mod align;
mod cited;
mod copies;
mod fellows;
mod flat;
mod fold;
mod guess;
mod heads;
mod least;
mod paragraphs;
mod rewritten;
mod scan;
mod seeds;
mod shared;
#[cfg(test)]
mod tests;

use agree::{Fit, fit};
pub use guess::{Candidate, candidates, is_like, replace_all, replace_all_until, replace_each};
#[cfg(test)]
pub(in crate::model) use seeds::SEEN;

/// Characters of context that are always taken where the text has them.
const CONTEXT_MIN: usize = 32;
/// Characters of context that are never exceeded.
const CONTEXT_MAX: usize = 64;
/// Bytes looked at for a context: enough for 64 characters of four bytes and the word before them.
const CONTEXT_WINDOW: usize = 1024;
/// A quote of fewer characters needs the context on both sides.
const SHORT: usize = 32;
/// Occurrences of one quote that are looked at; a quote that is more frequent is lost unless it is in its place.
const OCCURRENCES: usize = 20_000;
/// Occurrences handed back for a lost passage.
const CANDIDATES: usize = 5;
/// Occurrences that are compared with each other at most.
const MANY: usize = 100;
/// How much better, of 2 for both contexts, a partly agreeing occurrence must be than the next.
const MARGIN: f32 = 0.5;
/// Of several occurrences with the very same context the nearest is taken if the next is farther
/// away by this many bytes and by eight times its distance.
const PLACE_MARGIN: usize = 1024;

/// What is known of a passage from the text it was marked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought<'a> {
    pub quote: &'a str,
    /// As [`context`] gives them; empty only at the start or end of the text.
    pub prefix: &'a str,
    pub suffix: &'a str,
    /// Bytes of the text it was marked in.
    pub was: Span,
}

/// Where a passage is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the new text, on grapheme boundaries; for a lost passage its old span clamped into the text.
    pub span: Span,
    /// `Placed`, `Moved` or `Lost`; from [`replace_all`] also `Changed`.
    pub state: State,
    /// For a lost passage up to five occurrences of the same words, best first; else empty.
    pub candidates: Vec<Span>,
}

impl Found {
    /// The very words at a place.
    fn at(span: Span, sought: &Sought) -> Self {
        let state = if span == sought.was { State::Placed } else { State::Moved };
        Self { span, state, candidates: Vec::new() }
    }

    fn lost(text: &str, sought: &Sought, copies: &[Span]) -> Self {
        let candidates = copies.iter().take(CANDIDATES).copied().collect();
        Self { span: clamp(text, sought.was), state: State::Lost, candidates }
    }
}

/// Bytes of text by which a reading place is found again.
const FOLLOWED: usize = 120;

/// What stands at a place, by which it is found again when the text has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trace {
    /// The words from the place on.
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
    pub at: Offset,
}

/// The trace of a place. Bounded on any length.
pub fn trace(text: &str, at: Offset) -> Trace {
    let end = char_floor(text, at.0.saturating_add(FOLLOWED));
    let span = Span::new(char_floor(text, at.0), end);
    let (prefix, suffix) = context(text, span);
    Trace { quote: span.of(text).to_owned(), prefix, suffix, at: span.start }
}

/// Where a traced place is in a text: found by the words that stood there, else the same number of
/// bytes from the start, as near as the text allows. On a grapheme boundary.
pub fn retrace(text: &str, trace: &Trace) -> Offset {
    let Trace { quote, prefix, suffix, at } = trace;
    let was = Span::new(at.0, at.0.saturating_add(quote.len()));
    let found = locate(text, &Sought { quote, prefix, suffix, was });
    if quote.is_empty() || found.state == State::Lost {
        return grapheme::floor(text, at.0.min(text.len()));
    }
    found.span.start
}

/// Where a reading place in an old text is in the new one; see [`retrace`].
pub fn follow(old: &str, new: &str, at: Offset) -> Offset {
    retrace(new, &trace(old, at))
}

/// The text before and after a span: 32 to 64 characters (code points) each, grown to a word
/// boundary, on grapheme boundaries; shorter at the ends of the text. Bounded on any length.
pub fn context(text: &str, span: Span) -> (String, String) {
    let start = char_floor(text, span.start.0);
    let end = char_floor(text, span.end.0);
    let before = text.get(char_floor(text, start.saturating_sub(CONTEXT_WINDOW))..start).unwrap_or_default();
    let after = text.get(end..char_floor(text, end.saturating_add(CONTEXT_WINDOW))).unwrap_or_default();

    let mut words: Vec<usize> = before.split_word_bound_indices().map(|(at, _)| at).collect();
    let clusters = before.grapheme_indices(true).rev().map(|(at, cluster)| (at, cluster.chars().count()));
    let from = reach(clusters, |at| words.binary_search(&at).is_ok()).unwrap_or(before.len());

    words = after.split_word_bound_indices().map(|(at, word)| at + word.len()).collect();
    let clusters =
        after.grapheme_indices(true).map(|(at, cluster)| (at + cluster.len(), cluster.chars().count()));
    let to = reach(clusters, |at| words.binary_search(&at).is_ok()).unwrap_or(0);
    (before.get(from..).unwrap_or_default().to_owned(), after.get(..to).unwrap_or_default().to_owned())
}

/// How far a context reaches over `(far edge, characters)` of the clusters from the passage outward.
fn reach(
    clusters: impl Iterator<Item = (usize, usize)>,
    is_word_edge: impl Fn(usize) -> bool,
) -> Option<usize> {
    let (mut taken, mut edge, mut enough) = (0, None, None);
    for (at, chars) in clusters {
        if taken + chars > CONTEXT_MAX {
            // A word longer than the limit is cut where there was enough.
            return enough.or(edge);
        }
        taken += chars;
        edge = Some(at);
        if taken >= CONTEXT_MIN {
            if is_word_edge(at) {
                return edge;
            }
            enough = enough.or(edge);
        }
    }
    edge
}

/// Finds one passage; see [`locate_all`].
pub fn locate(text: &str, sought: &Sought) -> Found {
    at_place(text, sought).unwrap_or_else(|| tally(text, sought).verdict(text).found)
}

/// Looks at the occurrences of one quote.
fn tally<'a>(text: &str, sought: &'a Sought<'a>) -> Tally<'a> {
    let mut tally = Tally::new(sought);
    if !sought.quote.is_empty() {
        let finder = memmem::Finder::new(sought.quote);
        let mut from = 0;
        while let Some(hit) = text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            tally.see(text, from + hit);
            if tally.crowded {
                break;
            }
            from += hit + tally.stride();
        }
    }
    tally
}

/// Finds passages, in the order given.
///
/// `Placed` where the words and enough of their context stand at the old span; `Moved` where one
/// occurrence has them elsewhere, or of several one is clearly best by context and then by place;
/// else `Lost`. A long quote needs one side of its context, a quote under 32 characters both.
/// White space in a context is compared by runs. Time is linear in the text, with a limit on
/// repetitions, so that no text can make it hang.
pub fn locate_all(text: &str, sought: &[Sought]) -> Vec<Found> {
    verdicts(text, sought).into_iter().map(|verdict| verdict.found).collect()
}

/// Where the very words of each passage stand, the best five and one more at most, and whether that are all;
/// in the order given, and in as many passes over the text as for one of them.
pub fn copies_of(text: &str, sought: &[Sought]) -> Vec<(Vec<Span>, bool)> {
    let mut all = Vec::with_capacity(sought.len());
    for (verdict, one) in verdicts(text, sought).into_iter().zip(sought) {
        let untouched = verdict.found.state == State::Placed && verdict.copies.is_empty();
        all.push(if untouched { (vec![one.was], false) } else { (verdict.copies, verdict.all) });
    }
    all
}

/// What the exact words say of a passage.
#[derive(Debug)]
struct Verdict {
    found: Found,
    /// Occurrences of its words, best first, five and one more at most; none where it stands untouched.
    copies: Vec<Span>,
    /// Whether these are all there are.
    all: bool,
    /// All there are, in their order, unless there are very many: then none.
    every: Vec<Span>,
}

fn verdicts(text: &str, sought: &[Sought]) -> Vec<Verdict> {
    let untouched = |found| Verdict { found, copies: Vec::new(), all: false, every: Vec::new() };
    let mut found: Vec<Option<Verdict>> = sought.iter().map(|s| at_place(text, s).map(untouched)).collect();
    let mut tallies = Vec::new();
    for (i, s) in sought.iter().enumerate() {
        if found.get(i).is_some_and(Option::is_some) {
            continue;
        }
        if s.quote.len() < scan::KEY {
            set(&mut found, i, tally(text, s).verdict(text));
        } else {
            tallies.push((i, Tally::new(s)));
        }
    }
    scan::show_all(text, &mut tallies);
    for (i, tally) in tallies {
        set(&mut found, i, tally.verdict(text));
    }
    found.into_iter().flatten().collect()
}

fn set(found: &mut [Option<Verdict>], i: usize, value: Verdict) {
    if let Some(slot) = found.get_mut(i) {
        *slot = Some(value);
    }
}

/// Step 2: the same words in the same place with the same context on both sides. Less than that
/// is weighed against the other occurrences.
fn at_place(text: &str, sought: &Sought) -> Option<Found> {
    if sought.quote.is_empty() || sought.was.of(text) != sought.quote || !on_clusters(text, sought.was) {
        return None;
    }
    fit(text, sought, sought.was).whole.then(|| Found::at(sought.was, sought))
}

/// The best occurrences of a quote so far.
struct Tally<'a> {
    sought: &'a Sought<'a>,
    seen: usize,
    /// Too many occurrences to look at them all, so that no one can be said to be the only one.
    crowded: bool,
    /// The first byte at which the next occurrence may begin.
    next: usize,
    /// Best first, by context and then by distance from the old place; the five best and one to compare with.
    best: Vec<(Fit, usize, Span)>,
    /// All of them, in their order, and one more than [`MANY`] at most.
    every: Vec<Span>,
}

impl<'a> Tally<'a> {
    fn new(sought: &'a Sought<'a>) -> Self {
        Self { sought, seen: 0, crowded: false, next: 0, best: Vec::new(), every: Vec::new() }
    }

    /// Bytes to the next possible occurrence. Occurrences of a short quote may overlap; looking at
    /// those of a long one would be quadratic in a text such as a million times the same letter.
    fn stride(&self) -> usize {
        if self.sought.quote.len() > 64 { self.sought.quote.len() } else { 1 }
    }

    /// The best of its occurrences.
    fn places(&self) -> Vec<Span> {
        self.best.iter().map(|entry| entry.2).collect()
    }

    /// All its occurrences in the text that it was shown, unless they are very many; else the best.
    fn known(&self) -> Vec<Span> {
        let places = self.places();
        if self.seen == places.len() || self.every.len() > MANY { places } else { self.every.clone() }
    }

    fn see(&mut self, text: &str, at: usize) {
        self.seen += 1;
        self.crowded |= self.seen > OCCURRENCES;
        let span = Span::new(at, at + self.sought.quote.len());
        if !on_clusters(text, span) {
            return;
        }
        if self.every.len() <= MANY {
            self.every.push(span);
        }
        let distance = at.abs_diff(self.sought.was.start.0);
        let entry = (fit(text, self.sought, span), distance, span);
        let place = self.best.partition_point(|other| better(other, &entry));
        if place <= CANDIDATES {
            self.best.insert(place, entry);
            self.best.truncate(CANDIDATES + 1);
        }
    }

    fn verdict(mut self, text: &str) -> Verdict {
        let copies = self.places();
        let all = !self.crowded && self.seen == copies.len();
        let chosen = if self.crowded { None } else { self.clear_best() };
        let found = match chosen {
            Some(span) => Found::at(span, self.sought),
            None => Found::lost(text, self.sought, &copies),
        };
        let every = if self.every.len() > MANY { Vec::new() } else { std::mem::take(&mut self.every) };
        Verdict { found, copies, all, every }
    }

    fn clear_best(&self) -> Option<Span> {
        let (first, near, span) = self.best.first().copied().filter(|best| best.0.passes)?;
        let Some((second, far, _)) = self.best.get(1).copied() else { return Some(span) };
        let clear = match (first.whole, second.whole) {
            (true, false) => true,
            (true, true) => far >= near.saturating_mul(8).saturating_add(PLACE_MARGIN),
            // Where the context changed, an occurrence that fails may still be the right one.
            (false, _) => first.score - second.score >= MARGIN,
        };
        clear.then_some(span)
    }
}

/// Whether `a` goes before `b`, an occurrence that was seen later.
fn better(a: &(Fit, usize, Span), b: &(Fit, usize, Span)) -> bool {
    let key = |entry: &(Fit, usize, Span)| (entry.0.whole, entry.0.passes);
    key(a).cmp(&key(b)).then(a.0.score.total_cmp(&b.0.score)).then(b.1.cmp(&a.1)).is_ge()
}

fn on_clusters(text: &str, span: Span) -> bool {
    is_cluster_edge(text, span.start.0) && is_cluster_edge(text, span.end.0)
}

fn is_cluster_edge(text: &str, at: usize) -> bool {
    at <= text.len() && grapheme::is_boundary(text, Offset(at))
}

/// The old span as far as the text has it, on grapheme boundaries.
fn clamp(text: &str, span: Span) -> Span {
    let floor = |at: Offset| {
        let mut at = char_floor(text, at.0);
        // A cluster is rarely longer than a few characters; one that never ends is cut.
        for _ in 0..CONTEXT_MAX {
            if is_cluster_edge(text, at) {
                break;
            }
            at = char_floor(text, at.saturating_sub(1));
        }
        at
    };
    Span::new(floor(span.start), floor(span.end))
}
