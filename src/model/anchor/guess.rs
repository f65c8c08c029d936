//! Step 5: where a passage is whose words changed, by the edit distance over quote and context.
//!
//! The bound: two passes over the text for all passages together, and for each passage at most five
//! places, each with a table of at most [`LONG`] and context by about 1.5 times that; of a longer
//! quote its beginning and its end are sought, and its words counted.

use super::align::{align, cells};
use super::fold::Folded;
use super::least::Least;
use super::seeds::{Pattern, Place, places};
use super::shared::shared;
use super::{SHORT, Sought, Verdict, is_cluster_edge, verdicts};
use crate::model::Document;
use crate::model::annotation::State;
use crate::text::grapheme::char_floor;
use crate::text::segment::object_word;
use crate::text::{Offset, Span};

/// The least likeness that is a find.
const FLOOR: f32 = 0.75;
/// The least likeness that is worth showing to a person.
const WORTH: f32 = 0.4;
/// The least likeness of the words themselves.
const WORDS: f32 = 0.6;
/// How like a side of the context must be to speak for a place: of a long quote, of a short one.
const SIDE: f32 = 0.7;
const SIDE_OF_SHORT: f32 = 0.85;
/// How much better than the next a find must be.
const MARGIN: f32 = 0.1;
/// More than a likeness may be off because of how numbers are rounded.
const ROUNDING: f32 = 0.001;
/// Bytes of a quote from which on only its ends are aligned.
const LONG: usize = 1_600;
/// Bytes of each end.
const END: usize = 700;
/// Bytes of a context that says something by itself.
const TELLING: usize = 8;
/// Cells of all tables of one call: with 2,000 passages of usual length a tenth of it is used.
const CELLS: usize = 4_000_000_000;
/// Places handed back for each passage.
const CANDIDATES: usize = 5;

/// A place where a passage may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Bytes of the text, on grapheme boundaries.
    pub span: Span,
    /// How like the words and their surroundings are, 0 to 1.
    pub score: f32,
    /// How like the words alone are.
    words: f32,
    /// How like the context before and after is; `None` where none was kept.
    sides: [Option<f32>; 2],
    /// Whether the very words stand there.
    same: bool,
}

impl Candidate {
    fn new(span: Span, quote: usize, context: [usize; 2], words: f32, sides: [f32; 2]) -> Self {
        let mut sum = 0.0;
        let mut weights = 0.0;
        let mut known = [None, None];
        let mut weigh = |like: f32, weight: usize| {
            let weight = f32::from(u16::try_from(weight).unwrap_or(u16::MAX));
            sum += like * weight;
            weights += weight;
        };
        // A long quote must not outweigh its surroundings: near copies of a sentence are common.
        weigh(words, quote.clamp(32, 96));
        for ((known, like), bytes) in known.iter_mut().zip(sides).zip(context) {
            if bytes >= TELLING {
                *known = Some(like);
                weigh(like, bytes.clamp(16, 48));
            }
        }
        Self { span, score: sum / weights, words, sides: known, same: false }
    }

    /// The place for a passage of one paragraph: it does not run on into the next.
    #[must_use]
    pub fn of_passage(self, document: &Document, quote: &str) -> Self {
        if quote.contains("\n\n") { self } else { Self { span: document.in_one_block(self.span), ..self } }
    }

    /// The score in percent, rounded as where it is printed; 100 only where the very words stand.
    pub fn percent(&self) -> u8 {
        let most = if self.same { 100 } else { 99_u8 };
        (0..=most).rev().find(|n| f32::from(*n) <= (self.score * 100.0).round()).unwrap_or(0)
    }

    /// Whether it may be taken for the passage, were it alone.
    fn passes(&self, sought: &Sought) -> bool {
        let short = sought.quote.chars().take(SHORT).count() < SHORT;
        let agree = |least: f32| self.sides.iter().flatten().filter(|side| **side >= least).count();
        let known = self.sides.iter().flatten().count();
        let enough = match (short, known) {
            (true, 2) => agree(SIDE_OF_SHORT) == 2,
            // A short quote at an edge of its text has too little to go by.
            (true, _) => false,
            (false, 0) => self.words >= 0.85,
            (false, _) => agree(SIDE) > 0,
        };
        enough && self.words >= WORDS && self.score >= FLOOR
    }
}

/// The best places for each passage in a text that need not have its very words, best first, at
/// most five. For a person to choose from: the first need not be right. Where the very words stand
/// comes first, as wholly like it; what is no more than a scrap of the passage is not offered,
/// however well its surroundings agree.
pub fn candidates(text: &str, sought: &[Sought]) -> Vec<Vec<Candidate>> {
    let like = candidates_within(text, sought, &mut Budget::of(&|| false), Rivals(false));
    let exact = verdicts(text, sought);
    sought
        .iter()
        .zip(like.into_iter().zip(exact))
        .map(|(one, (like, exact))| offer(text, one, like, &exact))
        .collect()
}

fn offer(text: &str, sought: &Sought, like: Vec<Candidate>, exact: &Verdict) -> Vec<Candidate> {
    // “art” in “party” is not the same word.
    let around = [sought.prefix, sought.quote, sought.suffix].concat();
    let (start, end) = (sought.prefix.len(), sought.prefix.len() + sought.quote.len());
    let in_words = |at: usize, own: usize| cut_word(text, at).is_some() && cut_word(&around, own).is_none();
    let cut = |span: Span| in_words(span.start.0, start) || in_words(span.end.0, end);
    let untouched = (exact.found.state == State::Placed).then_some(exact.found.span);
    let mut all: Vec<Candidate> = Vec::new();
    for span in untouched.into_iter().chain(exact.copies.iter().copied()) {
        if !sought.quote.is_empty() && !cut(span) && !all.iter().any(|other| other.span.overlaps(span)) {
            all.push(Candidate { span, score: 1.0, words: 1.0, sides: [None; 2], same: true });
        }
    }
    // What is left of a passage where its surroundings still stand is no scrap that they happen to agree with.
    let stands = |one: &Candidate| one.sides.iter().flatten().all(|side| *side >= SIDE);
    let worth =
        |one: &Candidate| one.words >= WORTH && (one.span.len() * 2 >= sought.quote.len() || stands(one));
    for one in like.into_iter().filter(worth) {
        if !all.iter().any(|other| other.span.overlaps(one.span)) {
            all.push(one);
        }
    }
    all.truncate(CANDIDATES);
    all
}

/// Whether only those places are asked for that may be the best or call it into doubt.
#[derive(Debug, Clone, Copy)]
struct Rivals(bool);

/// Cells that may still be used.
struct Budget<'s> {
    left: usize,
    /// Says that nobody waits any more: then nothing is looked at.
    stop: &'s dyn Fn() -> bool,
}

impl<'s> Budget<'s> {
    fn of(stop: &'s dyn Fn() -> bool) -> Self {
        Self { left: CELLS, stop }
    }
}

fn candidates_within(
    text: &str,
    sought: &[Sought],
    budget: &mut Budget<'_>,
    rivals: Rivals,
) -> Vec<Vec<Candidate>> {
    let mut patterns = Vec::new();
    for one in sought {
        let (head, tail) = ends(one.quote);
        patterns.push(pattern(one.prefix, head, tail.map_or(one.suffix, |_| "")));
        if let Some(tail) = tail {
            patterns.push(pattern("", tail, one.suffix));
        }
    }
    let mut found = places(text, &patterns).into_iter().zip(&patterns);
    sought
        .iter()
        .map(|one| {
            let long = ends(one.quote).1.is_some();
            let rivals = Rivals(rivals.0 && !long);
            let mut next = || {
                let next = found.next().filter(|_| !(budget.stop)());
                next.map_or(Vec::new(), |(places, p)| look(text, p, &places, budget, rivals))
            };
            let mut all = next();
            if long {
                let tails = next();
                all = join(text, one, &all, &tails);
            }
            all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.span.start.cmp(&b.span.start)));
            let mut apart: Vec<Candidate> = Vec::new();
            for candidate in all {
                if candidate.score >= WORTH && !apart.iter().any(|other| other.span.overlaps(candidate.span))
                {
                    apart.push(candidate);
                }
            }
            apart.truncate(CANDIDATES);
            apart
        })
        .collect()
}

/// The beginning and the end of a long quote; a shorter one whole.
fn ends(quote: &str) -> (&str, Option<&str>) {
    if quote.len() <= LONG {
        return (quote, None);
    }
    let head = quote.get(..char_floor(quote, END)).unwrap_or(quote);
    let tail = quote.get(char_floor(quote, quote.len() - END)..).unwrap_or(quote);
    (head, Some(tail))
}

fn pattern(prefix: &str, quote: &str, suffix: &str) -> Pattern {
    Pattern { text: [prefix, quote, suffix].concat(), quote: (prefix.len(), prefix.len() + quote.len()) }
}

/// Aligns a pattern with the text at each place.
fn look(
    text: &str,
    pattern: &Pattern,
    places: &[Place],
    budget: &mut Budget<'_>,
    rivals: Rivals,
) -> Vec<Candidate> {
    let folded = Folded::of(&pattern.text);
    let index = |byte: usize| folded.from.partition_point(|(start, _)| *start < byte);
    let quote = (index(pattern.quote.0), index(pattern.quote.1));
    let bytes = [pattern.quote.0, pattern.text.len() - pattern.quote.1];
    let slack = 64 + pattern.text.len() / 4;
    let quoted = pattern.text.get(pattern.quote.0..pattern.quote.1).unwrap_or_default();
    let cuts = [pattern.quote.0, pattern.quote.1].map(|at| cut_word(&pattern.text, at).is_some());
    let bound = Bound::of(&folded.chars, quote);
    let mut best: Option<Candidate> = None;
    let mut all = Vec::new();
    for place in places {
        let from = char_floor(text, place.from.saturating_sub(slack));
        let to = char_floor(text, place.to + pattern.text.len() + slack);
        let window = Folded::of(text.get(from..to).unwrap_or_default());
        let hopeless = |best: &Candidate| {
            let most = bound.most(&window.chars);
            let most = Candidate::new(Span::default(), quoted.len(), bytes, most.0, most.1);
            most.score + MARGIN + ROUNDING < best.score && most.words + ROUNDING < best.words
        };
        if rivals.0 && best.as_ref().is_some_and(hopeless) {
            continue;
        }
        let cost = cells(folded.chars.len(), window.chars.len());
        let Some(left) = budget.left.checked_sub(cost) else { break };
        budget.left = left;
        let near = |byte: usize| window.from.partition_point(|(start, _)| from + start < byte);
        let beside = 8 + pattern.text.len() / 16;
        let starts = near(place.from.saturating_sub(beside))..=near(place.to + beside);
        let Some(aligned) = align(&folded.chars, quote, &window.chars, starts) else { continue };
        let start = window.from.get(aligned.start).map_or(from, |(start, _)| from + start);
        let end =
            aligned.end.checked_sub(1).and_then(|i| window.from.get(i)).map_or(from, |(_, end)| from + end);
        let span = whole(text, Span::new(start, end), quoted, (cuts[0], cuts[1]));
        if span.is_empty() {
            continue;
        }
        let here = Candidate::new(span, quoted.len(), bytes, aligned.words, [aligned.left, aligned.right]);
        best = best.filter(|best| best.score >= here.score).or(Some(here));
        all.push(here);
    }
    all
}

/// The most that a place can be like a passage and its context, by the letters that it lacks.
struct Bound {
    parts: [(Least, usize); 3],
}

impl Bound {
    /// `quote` (start, end) is the passage in the pattern, the rest its context.
    fn of(pattern: &[char], quote: (usize, usize)) -> Self {
        let part = |from: usize, to: usize| {
            let part = pattern.get(from..to).unwrap_or_default();
            (Least::of(part), part.len())
        };
        Self { parts: [part(quote.0, quote.1), part(0, quote.0), part(quote.1, pattern.len())] }
    }

    /// Of the words, and of each side; never less than what an alignment with the window gives.
    fn most(&self, window: &[char]) -> (f32, [f32; 2]) {
        let [words, left, right] = &self.parts;
        let number = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
        let side = |(least, length): &(Least, usize)| {
            if *length == 0 { 0.0 } else { 1.0 - number(least.within(window)) / number(*length) }
        };
        // Letters that were put in make a passage longer, and each of them counts for less.
        let lacking = words.0.within(window);
        let like = number(words.1) / number((words.1 + lacking).max(1));
        (like, [side(left), side(right)])
    }
}

/// The word that a place is in the midst of, if it is. Words are short: a run of letters of more than
/// a few hundred bytes is none.
fn cut_word(text: &str, at: usize) -> Option<Span> {
    const NEAR: usize = 160;
    let from = char_floor(text, at.saturating_sub(NEAR));
    let to = char_floor(text, (at + NEAR).min(text.len()));
    let word = object_word(text, Span::new(from, to), Offset(at), false)?;
    let ends = (from == 0 || word.start.0 > from) && (to == text.len() || word.end.0 < to);
    let is_word = word.of(text).starts_with(char::is_alphanumeric);
    (ends && is_word && word.start.0 < at && at < word.end.0).then_some(word)
}

/// The span to whole words and clusters. A side on which the passage itself `cuts` a word may do so
/// again.
fn whole(text: &str, span: Span, quote: &str, cuts: (bool, bool)) -> Span {
    let (mut start, mut end) = (span.start.0, span.end.0);
    let before = |at: usize| text.get(..at).and_then(|t| t.chars().next_back());
    let after = |at: usize| text.get(at..).and_then(|t| t.chars().next());
    if let Some(word) = cut_word(text, start).filter(|_| !cuts.0) {
        start = word.start.0;
    }
    if let Some(word) = cut_word(text, end).filter(|_| !cuts.1) {
        end = word.end.0;
    }
    while start < end && !quote.starts_with(char::is_whitespace) {
        match after(start).filter(|c| c.is_whitespace()) {
            Some(c) => start += c.len_utf8(),
            None => break,
        }
    }
    while start < end && !quote.ends_with(char::is_whitespace) {
        match before(end).filter(|c| c.is_whitespace()) {
            Some(c) => end -= c.len_utf8(),
            None => break,
        }
    }
    for _ in 0..super::CONTEXT_MAX {
        if is_cluster_edge(text, start) {
            break;
        }
        start = char_floor(text, start.saturating_sub(1));
    }
    for _ in 0..super::CONTEXT_MAX {
        if is_cluster_edge(text, end) {
            break;
        }
        end += after(end).map_or(1, char::len_utf8);
    }
    if is_cluster_edge(text, start) && is_cluster_edge(text, end) {
        Span::new(start, end)
    } else {
        Span::default()
    }
}

/// The places of a long quote from those of its two ends.
fn join(text: &str, sought: &Sought, heads: &[Candidate], tails: &[Candidate]) -> Vec<Candidate> {
    let mut all = Vec::new();
    for head in heads {
        let near = |tail: &&Candidate| {
            let length = tail.span.end.0.saturating_sub(head.span.start.0);
            length * 4 >= sought.quote.len() * 3 && length * 3 <= sought.quote.len() * 4
        };
        let best = tails.iter().filter(near).max_by(|a, b| a.score.total_cmp(&b.score));
        let Some(tail) = best else { continue };
        let span = Span::new(head.span.start.0, tail.span.end.0);
        let words = head.words.min(tail.words).min(shared(sought.quote, span.of(text)));
        let sides = [head.sides[0].unwrap_or(0.0), tail.sides[1].unwrap_or(0.0)];
        let bytes = [sought.prefix.len(), sought.suffix.len()];
        all.push(Candidate::new(span, sought.quote.len(), bytes, words, sides));
    }
    all
}

/// Whether words are as like a quote as what is taken for it has to be. Time and memory are bounded.
pub fn is_like(quote: &str, words: &str) -> bool {
    if quote.len().max(words.len()) > LONG {
        return shared(quote, words) >= WORDS;
    }
    let (quote, words) = (Folded::of(quote).chars, Folded::of(words).chars);
    align(&quote, (0, quote.len()), &words, 0..=0).is_some_and(|aligned| aligned.words >= WORDS)
}

/// The best, if the next is clearly worse.
fn clear(all: &[Candidate]) -> Option<Candidate> {
    let best = *all.first()?;
    all.get(1).is_none_or(|next| best.score - next.score >= MARGIN).then_some(best)
}

/// Whether of all places in the old text that are like a find the passage itself is most like it.
fn leads_back(all: &[Candidate], was: Span) -> bool {
    let own = all.iter().find(|c| {
        let common = c.span.end.min(was.end).0.saturating_sub(c.span.start.max(was.start).0);
        common * 2 >= was.len()
    });
    own.is_some_and(|own| {
        all.iter().all(|other| {
            other.span == own.span || (other.words < own.words && other.score + MARGIN <= own.score)
        })
    })
}

mod again;

pub use again::{replace_all, replace_all_until, replace_each};

#[cfg(test)]
mod tests;
