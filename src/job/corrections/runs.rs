//! Which blocks the user corrected, and what they made of them.

use std::ops::Range;

use super::super::diff::places;
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

/// What blocks are compared by. Of two with the same words their styles and links tell which is which.
type Key<'a> = (BlockKind, u8, bool, &'a str, Vec<Style<'a>>);

/// A style in a block, from its start in bytes.
type Style<'a> = (InlineKind, usize, usize, Option<&'a str>);

/// What was corrected between the text of a source and the one that the user made of it.
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
    let mut all = Vec::new();
    for (was, is) in places(&lowered, &is) {
        all.extend(parted(base, mine, &was, &is));
    }
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

/// A run parted where a paragraph ends and another begins in both texts with the same word: so corrections in
/// paragraphs beside each other are as many runs. Where the end of a paragraph was moved, other words stand on its
/// sides, and what is there stays together.
fn parted(base: &Document, mine: &Document, was: &Range<usize>, is: &Range<usize>) -> Vec<Run> {
    let (before, after) = (edges(base, was), edges(mine, is));
    let ends = (before.len()..before.len(), after.len()..after.len());
    let mut cuts = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (from, to) in places(&before, &after).into_iter().chain([ends]) {
        cuts.extend((i..from.start).zip(j..to.start).map(|(i, j)| (was.start + i + 1, is.start + j + 1)));
        (i, j) = (from.end, to.end);
    }
    let mut runs = Vec::with_capacity(cuts.len() + 1);
    let (mut i, mut j) = (was.start, is.start);
    for (was, is) in cuts.into_iter().chain([(was.end, is.end)]) {
        runs.push(Run { was: i..was, is: j..is });
        (i, j) = (was, is);
    }
    runs
}

/// The last word of each block but the last, and the first one of the next.
fn edges<'a>(document: &'a Document, blocks: &Range<usize>) -> Vec<(Option<&'a str>, Option<&'a str>)> {
    let blocks = document.blocks.get(blocks.clone()).unwrap_or_default();
    let words = |block: &Block| document.slice(block.span).split_whitespace();
    let next = blocks.iter().skip(1);
    blocks.iter().zip(next).map(|(a, b)| (words(a).next_back(), words(b).next())).collect()
}
