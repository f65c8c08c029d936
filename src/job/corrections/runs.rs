//! Which blocks the user corrected, and what they made of them.
//!
//! What stands once in both texts holds them together: a block, or the word with which one ends or begins where the
//! next to it begins or ends alike as well.
//! What became of the blocks between two such places is not told apart any further, whatever a comparison would say:
//! where paragraphs are alike it says it by chance, and of a correction that it parts one half could be made without
//! the other. So they are one correction, which is made as it is or not at all.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::ops::Range;

use super::super::diff::{held, once};
use crate::model::{Block, BlockKind, Document, InlineKind};

/// Blocks beside each other of the text that was corrected, and those in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub was: Range<usize>,
    pub is: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Runs {
    /// In order.
    pub all: Vec<Run>,
    /// The block of the corrected text that was made the title, so that others are none any more.
    pub title: Option<usize>,
}

/// How often what is between two places that hold the texts together is parted again.
const PARTED: usize = 12;

/// What blocks are compared by. Of two with the same words their styles and links tell which is which.
type Key<'a> = (BlockKind, u8, bool, &'a str, Vec<Style<'a>>);

/// A style in a block, from its start in bytes.
type Style<'a> = (InlineKind, usize, usize, Option<&'a str>);

/// What was corrected between the text of a source and the one that the user made of it. O(blocks · log).
pub(super) fn runs(base: &Document, mine: &Document) -> Runs {
    let tops = |document: &Document| -> Vec<usize> {
        (0..).zip(&document.blocks).filter(|(_, block)| is_top(block)).map(|(at, _)| at).collect()
    };
    let keys = |document, lower| keys(document, lower);
    let (was, is) = (keys(base, false), keys(mine, false));
    // Where a title was chosen, all others went down by a level. That is no correction of its own.
    let chosen = match *tops(mine) {
        [one] => {
            let before: Vec<&Key<'_>> = tops(base).into_iter().filter_map(|at| was.get(at)).collect();
            Some(one).filter(|one| before != is.get(*one).into_iter().collect::<Vec<_>>())
        }
        _ => None,
    };
    let lowered = if chosen.is_some() { keys(base, true) } else { was.clone() };
    let mut all = Sides::new((base, &lowered), (mine, &is)).runs();
    let title = chosen.filter(|_| is_lowered(base, mine, &all));
    let is_title = |run: &Run| title.is_some_and(|title| run.is.contains(&title));
    all.retain(|run| is_title(run) || was.get(run.was.clone()) != is.get(run.is.clone()));
    Runs { all, title }
}

fn is_top(block: &Block) -> bool {
    block.kind == BlockKind::Heading && block.level == 1
}

fn keys(document: &Document, lower: bool) -> Vec<Key<'_>> {
    let mut inlines = document.inlines.iter().peekable();
    let mut keys = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        let mut styles = Vec::new();
        while let Some(inline) = inlines.next_if(|inline| inline.span.start < block.span.end) {
            let start = inline.span.start.0.saturating_sub(block.span.start.0);
            styles.push((inline.kind, start, inline.span.len(), inline.target.as_deref()));
        }
        let level = if lower && is_top(block) { 2 } else { block.level };
        keys.push((block.kind, level, block.furniture, document.slice(block.span), styles));
    }
    keys
}

/// Whether a heading that is as it was but for its level was the title before.
fn is_lowered(base: &Document, mine: &Document, runs: &[Run]) -> bool {
    let ends = (base.blocks.len()..base.blocks.len(), mine.blocks.len()..mine.blocks.len());
    let runs = runs.iter().map(|run| (run.was.clone(), run.is.clone())).chain([ends]);
    let (mut i, mut j) = (0, 0);
    for (was, is) in runs {
        let before = base.blocks.get(i..was.start).unwrap_or_default();
        let after = mine.blocks.get(j..is.start).unwrap_or_default();
        if before.iter().zip(after).any(|(before, after)| is_top(before) && !is_top(after)) {
            return true;
        }
        (i, j) = (was.end, is.end);
    }
    false
}

/// The blocks of two texts, and the words that they begin and end with, by numbers: the same number, the same.
#[derive(Debug)]
struct Sides {
    blocks: [Vec<usize>; 2],
    firsts: [Vec<usize>; 2],
    lasts: [Vec<usize>; 2],
}

impl Sides {
    fn new((base, was): (&Document, &[Key<'_>]), (mine, is): (&Document, &[Key<'_>])) -> Self {
        let ((first, last), (first_now, last_now)) = (words(base), words(mine));
        Self {
            blocks: numbered([was, is]),
            firsts: numbered([&first, &first_now]),
            lasts: numbered([&last, &last_now]),
        }
    }

    /// In order.
    fn runs(&self) -> Vec<Run> {
        let mut all = Vec::new();
        let [was, is] = self.blocks.each_ref().map(Vec::len);
        // The last is the next in order.
        let mut left = vec![(Run { was: 0..was, is: 0..is }, 0)];
        while let Some((run, parted)) = left.pop() {
            let [was, is] = parts(&self.blocks, &run);
            if was == is {
                continue;
            }
            let mut held = if parted < PARTED { self.held(&run) } else { Vec::new() };
            if held.is_empty() {
                all.push(self.narrowed(&run));
                continue;
            }
            let ends = Run { was: run.was.end..run.was.end, is: run.is.end..run.is.end };
            held.push(ends);
            let (mut i, mut j) = (run.was.start, run.is.start);
            let mut between = Vec::with_capacity(held.len());
            for Run { was, is } in held {
                between.push((Run { was: i..was.start, is: j..is.start }, parted + 1));
                (i, j) = (was.end, is.end);
            }
            left.extend(between.into_iter().rev());
        }
        all
    }

    /// What holds a run together: blocks that stand once on both sides of it, else where one ends there and another
    /// begins.
    fn held(&self, run: &Run) -> Vec<Run> {
        let [was, is] = parts(&self.blocks, run);
        let (i, j) = (run.was.start, run.is.start);
        let blocks = held(was, is).into_iter();
        let blocks: Vec<Run> =
            blocks.map(|(a, b)| Run { was: i + a..i + a + 1, is: j + b..j + b + 1 }).collect();
        if !blocks.is_empty() {
            return blocks;
        }
        let ([first, first_now], [last, last_now]) = (parts(&self.firsts, run), parts(&self.lasts, run));
        let begin = once(first, first_now).into_iter();
        let end = once(last, last_now).into_iter().map(|(a, b)| (a + 1, b + 1));
        let mut ends: Vec<(usize, usize)> = begin.chain(end).collect();
        ends.retain(|(a, b)| {
            let before = a
                .checked_sub(1)
                .and_then(|a| last.get(a))
                .zip(b.checked_sub(1).and_then(|b| last_now.get(b)));
            let behind = first.get(*a).zip(first_now.get(*b));
            before.is_some_and(|(a, b)| a == b) && behind.is_some_and(|(a, b)| a == b)
        });
        ends.sort_unstable();
        ends.dedup();
        let ends = uncrossed(&ends).into_iter().map(|(a, b)| (i + a, j + b));
        ends.map(|(a, b)| Run { was: a..a, is: b..b }).collect()
    }

    /// Without what both sides begin and end with, but for blocks like those that were corrected: which of them it was
    /// is not to be seen.
    fn narrowed(&self, run: &Run) -> Run {
        let [was, is] = parts(&self.blocks, run);
        let mut head = was.iter().zip(is).take_while(|(a, b)| a == b).count();
        let rest = was.iter().skip(head).rev().zip(is.iter().skip(head).rev());
        let mut tail = rest.take_while(|(a, b)| a == b).count();
        let inner = part(was, &(head..was.len() - tail)).iter().chain(part(is, &(head..is.len() - tail)));
        let inner: HashSet<&usize> = inner.collect();
        let like = |one: &&usize| inner.contains(one);
        head -= part(was, &(0..head)).iter().rev().take_while(like).count();
        tail -= part(was, &(was.len() - tail..was.len())).iter().take_while(like).count();
        Run { was: run.was.start + head..run.was.end - tail, is: run.is.start + head..run.is.end - tail }
    }
}

fn part<'a>(all: &'a [usize], range: &Range<usize>) -> &'a [usize] {
    all.get(range.clone()).unwrap_or_default()
}

fn parts<'a>([was, is]: &'a [Vec<usize>; 2], run: &Run) -> [&'a [usize]; 2] {
    [part(was, &run.was), part(is, &run.is)]
}

fn numbered<T: Eq + Hash>(sides: [&[T]; 2]) -> [Vec<usize>; 2] {
    let mut names = HashMap::new();
    sides.map(|all| {
        let number = |one| {
            let next = names.len();
            *names.entry(one).or_insert(next)
        };
        all.iter().map(number).collect()
    })
}

/// Of pairs in the order of one side, those that have the same pairs before and behind them on the other.
fn uncrossed(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut least = usize::MAX;
    let mut behind = Vec::with_capacity(pairs.len());
    for (_, b) in pairs.iter().rev() {
        behind.push(least);
        least = least.min(*b);
    }
    let mut most = None;
    let mut all = Vec::with_capacity(pairs.len());
    for ((a, b), behind) in pairs.iter().zip(behind.into_iter().rev()) {
        if most < Some(*b) && *b < behind {
            all.push((*a, *b));
        }
        most = most.max(Some(*b));
    }
    all
}

/// The first word of each block, and the last.
fn words(document: &Document) -> (Vec<&str>, Vec<&str>) {
    let ends = |block: &Block| {
        let mut words = document.slice(block.span).split_whitespace();
        let first = words.next().unwrap_or_default();
        (first, words.next_back().unwrap_or(first))
    };
    document.blocks.iter().map(ends).unzip()
}
