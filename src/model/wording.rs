//! The same wording in two texts: the longest runs of words that both have. Case, accents, punctuation,
//! quotation marks and line breaks do not count; furniture is no part of either. A run may go on from
//! one paragraph to the next, but not across furniture.
//!
//! Every run of the least number of words is known by a number (a rolling hash, as Karp and Rabin have
//! it); where two texts share one, the run is followed word by word in both directions as far as it goes.

pub mod probe;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use super::{ArticleRef, Document};
use crate::text::token::{folded, is_unspaced, tokens};
use crate::text::{Offset, Span, grapheme};

/// Words that a run has at least, unless others are asked for.
pub const LEAST: usize = 8;

/// Places at which the same few words are looked at in a text that repeats itself.
const ALIKE: u32 = 32;
/// Words that are compared, for each word of the two texts, before the rest is left: more than any text
/// takes that was not made to take long.
const EFFORT: usize = 64;
/// By this the numbers of words make that of a run.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
/// The number of no word: furniture stands here.
const BREAK: u64 = 0;
const NONE: u32 = u32::MAX;

/// A run that two texts share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared {
    /// In the text that is asked about, and in the other: from the first word to the last.
    pub here: Span,
    pub there: Span,
    /// A character of a script that is written without spaces counts as half a word.
    pub words: usize,
}

/// Which of two articles was published first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    /// The one that is asked about.
    This,
    Other,
    /// On the same day, as far as is known.
    Same,
}

impl Earlier {
    pub fn word(self) -> &'static str {
        match self {
            Self::This => "this",
            Self::Other => "other",
            Self::Same => "same",
        }
    }

    /// What it says of the other article.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::This => "published later",
            Self::Other => "published first",
            Self::Same => "published on the same day",
        }
    }

    /// `None` where a date is missing, or where one is a part of the other, as a month is of a year.
    pub fn of(this: Option<&str>, other: Option<&str>) -> Option<Self> {
        let (this, other) = (this?, other?);
        let (short, long) = if this.len() <= other.len() { (this, other) } else { (other, this) };
        match this.cmp(other) {
            std::cmp::Ordering::Equal => Some(Self::Same),
            _ if long.starts_with(short) => None,
            std::cmp::Ordering::Less => Some(Self::This),
            std::cmp::Ordering::Greater => Some(Self::Other),
        }
    }
}

/// Where a run stands in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the canonical text.
    pub span: Span,
    /// The same in code points, `[start, end)`.
    pub points: (u64, u64),
    /// Of its beginning; `None` in headings and what else is not counted.
    pub paragraph: Option<u32>,
}

/// A run with its places in both articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub words: usize,
    pub here: Place,
    pub there: Place,
}

/// An article that shares wording with the one that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    pub article: ArticleRef,
    pub published: Option<String>,
    pub earlier: Option<Earlier>,
    /// Longest first; never empty.
    pub runs: Vec<Run>,
    /// There are more than are handed over.
    pub more: bool,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    number: u64,
    span: Span,
    /// A character of a script without spaces.
    half: bool,
}

fn words(document: &Document) -> Vec<Word> {
    let mut all = Vec::new();
    for block in &document.blocks {
        if block.is_furniture() {
            all.push(Word { number: BREAK, span: block.span, half: false });
            continue;
        }
        let text = document.slice(block.span);
        for token in tokens(text) {
            let at = block.span.start.0 + token.start.0;
            let word = token.of(text);
            if !is_unspaced(word) {
                let span = Span::new(at, at + word.len());
                all.push(Word { number: number(word), span, half: false });
                continue;
            }
            let clusters = grapheme::clusters(word, Offset(0), Offset(word.len()));
            all.extend(clusters.map(|(from, cluster)| {
                let span = Span::new(at + from.0, at + from.0 + cluster.len());
                Word { number: number(cluster), span, half: true }
            }));
        }
    }
    all
}

fn number(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(folded(word).as_bytes());
    hasher.finish().max(BREAK + 1)
}

/// Shows the number of each run of `least` words and the index of its first word.
fn grams(words: &[Word], least: usize, mut each: impl FnMut(u64, usize)) {
    let top = (1..least).fold(1_u64, |top, _| top.wrapping_mul(BASE));
    let (mut hash, mut since) = (0_u64, 0);
    for (at, word) in words.iter().enumerate() {
        if word.number == BREAK {
            (hash, since) = (0, 0);
            continue;
        }
        if since == least
            && let Some(first) = words.get(at - least)
        {
            hash = hash.wrapping_sub(first.number.wrapping_mul(top));
            since -= 1;
        }
        hash = hash.wrapping_mul(BASE).wrapping_add(word.number);
        since += 1;
        if since == least {
            each(hash, at + 1 - least);
        }
    }
}

/// A text whose runs are sought in others. Takes about 60 bytes for each of its words.
#[derive(Debug)]
pub struct Sought {
    words: Vec<Word>,
    least: usize,
    /// The first place of each run of the least length, and from each place the next of the same.
    first: HashMap<u64, u32>,
    next: Vec<u32>,
}

impl Sought {
    /// `least`: words that a run has at least, from 1 on.
    pub fn new(document: &Document, least: usize) -> Self {
        let (words, least) = (words(document), least.max(1));
        let mut first = HashMap::new();
        let mut next = vec![NONE; words.len()];
        let mut all = Vec::new();
        grams(&words, least, |hash, at| all.push((hash, u32::try_from(at).unwrap_or(NONE))));
        // From the end, so that the first place is the one that is found first.
        for (hash, at) in all.into_iter().rev().filter(|(_, at)| *at != NONE) {
            let after = first.insert(hash, at).unwrap_or(NONE);
            if let Some(slot) = usize::try_from(at).ok().and_then(|at| next.get_mut(at)) {
                *slot = after;
            }
        }
        Self { words, least, first, next }
    }

    /// The runs that another text shares, longest first, equals in the order of the text. Of words that
    /// stand several times in this text, the place where the run is longest counts.
    pub fn shared(&self, other: &Document) -> Vec<Shared> {
        let there = words(other);
        let mut matching = Matching {
            sought: self,
            there: &there,
            effort: EFFORT.saturating_mul(self.words.len() + there.len()),
            from: 0,
            found: Vec::new(),
        };
        grams(&there, self.least, |hash, at| matching.look(hash, at));
        let mut runs: Vec<Shared> =
            matching.found.iter().filter_map(|stretch| self.run(*stretch, &there)).collect();
        runs.sort_by_key(|run| (std::cmp::Reverse(run.words), run.here.start, run.there.start));
        runs
    }

    fn run(&self, Stretch { here, there: at, len }: Stretch, there: &[Word]) -> Option<Shared> {
        let (mine, others) = (self.words.get(here..here + len)?, there.get(at..at + len)?);
        let halves = mine.iter().filter(|word| word.half).count();
        let enough = 2 * len - halves >= 2 * self.least;
        let span = |words: &[Word]| Some(words.first()?.span.join(words.last()?.span));
        enough.then_some(())?;
        Some(Shared { here: span(mine)?, there: span(others)?, words: len - halves / 2 })
    }
}

/// So many words from one index on in each text.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    here: usize,
    there: usize,
    len: usize,
}

struct Matching<'a> {
    sought: &'a Sought,
    there: &'a [Word],
    effort: usize,
    /// Places before it are within a run that was found.
    from: usize,
    found: Vec<Stretch>,
}

impl Matching<'_> {
    fn look(&mut self, hash: u64, at: usize) {
        if at < self.from {
            return;
        }
        let mut best: Option<(usize, usize)> = None;
        let mut place = self.sought.first.get(&hash).copied().unwrap_or(NONE);
        for _ in 0..ALIKE {
            let Some(here) = usize::try_from(place).ok().filter(|_| place != NONE) else { break };
            let len = self.follow(here, at);
            if len >= self.sought.least && best.is_none_or(|(_, most)| len > most) {
                best = Some((here, len));
            }
            place = self.sought.next.get(here).copied().unwrap_or(NONE);
        }
        let Some((here, len)) = best else { return };
        let before = self.follow_back(here, at);
        let stretch = Stretch { here: here - before, there: at - before, len: len + before };
        // A longer run that begins before a shorter one and ends behind it has it all.
        while self.found.last().is_some_and(|last| last.there >= stretch.there) {
            self.found.pop();
        }
        self.found.push(stretch);
        // What goes on beyond this run begins with its last words at the earliest.
        self.from = at + len + 1 - self.sought.least;
    }

    fn is_same(&self, here: usize, there: usize) -> bool {
        match (self.sought.words.get(here), self.there.get(there)) {
            (Some(one), Some(other)) => one.number == other.number && one.number != BREAK,
            _ => false,
        }
    }

    /// How many words are the same from here on.
    fn follow(&mut self, here: usize, there: usize) -> usize {
        let len = (0..self.effort).take_while(|by| self.is_same(here + by, there + by)).count();
        self.effort -= len;
        len
    }

    /// How many are the same before.
    fn follow_back(&mut self, here: usize, there: usize) -> usize {
        let most = self.effort.min(here).min(there);
        let len = (1..=most).take_while(|by| self.is_same(here - by, there - by)).count();
        self.effort -= len;
        len
    }
}

#[cfg(test)]
mod tests;
