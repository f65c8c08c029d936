//! Where in the new text of a source the blocks stand that the user corrected in the old one.

use std::collections::HashMap;
use std::ops::Range;

use super::runs::Run;
use super::text;
use crate::model::{BlockKind, Document};

/// Characters from which on a passage that stands in a text once needs nothing around it to be known again. It is
/// what an annotation has around it at least.
const LONG: usize = 32;
/// Blocks on each side by which a passage is known again that stands in a text several times.
const REACH: usize = 64;

/// The blocks of three texts by numbers: the same number, the same block.
#[derive(Debug)]
pub(super) struct Texts<'a> {
    base: Blocks,
    theirs: Blocks,
    mine: Vec<usize>,
    documents: (&'a Document, &'a Document),
}

#[derive(Debug)]
struct Blocks {
    all: Vec<usize>,
    at: HashMap<usize, Vec<usize>>,
}

/// Blocks in a row, and whether they stand at an edge of the text.
#[derive(Debug)]
struct Row<'a> {
    blocks: &'a [usize],
    first: bool,
    last: bool,
}

impl Blocks {
    fn new(all: Vec<usize>) -> Self {
        let mut at: HashMap<usize, Vec<usize>> = HashMap::with_capacity(all.len());
        for (n, block) in all.iter().enumerate() {
            at.entry(*block).or_default().push(n);
        }
        Self { all, at }
    }

    /// Where a row stands, two places at most.
    fn find(&self, row: &Row<'_>) -> Vec<usize> {
        let Row { blocks, first, last } = row;
        let starts = blocks.first().and_then(|block| self.at.get(block)).map_or(&[][..], Vec::as_slice);
        let stands = |at: &&usize| {
            let end = **at + blocks.len();
            (!first || **at == 0)
                && (!last || end == self.all.len())
                && self.all.get(**at..end) == Some(*blocks)
        };
        starts.iter().filter(stands).take(2).copied().collect()
    }
}

impl<'a> Texts<'a> {
    pub(super) fn new(base: &'a Document, mine: &'a Document, theirs: &'a Document) -> Self {
        let mut names: HashMap<(BlockKind, u8, &'a str), usize> = HashMap::new();
        let mut name = |document: &'a Document| -> Vec<usize> {
            let mut all = Vec::with_capacity(document.blocks.len());
            for block in &document.blocks {
                let next = names.len();
                let key = (block.kind, block.level, document.slice(block.span));
                all.push(*names.entry(key).or_insert(next));
            }
            all
        };
        let (base_blocks, mine_blocks, theirs_blocks) = (name(base), name(mine), name(theirs));
        Self {
            base: Blocks::new(base_blocks),
            theirs: Blocks::new(theirs_blocks),
            mine: mine_blocks,
            documents: (base, mine),
        }
    }

    /// The blocks of the new text that are those which were corrected: they stand there in one piece. What is short
    /// has its neighbours beside it, or the edge of the text. What stands in a text several times has as many more
    /// as it takes for it to stand in both once.
    pub(super) fn place(&self, run: &Run) -> Option<Range<usize>> {
        let Range { start, end } = run.was;
        let reaches = usize::from(!is_long(self.documents.0, &run.was))..=REACH;
        for reach in reaches {
            let from = start.saturating_sub(reach);
            let to = end.saturating_add(reach).min(self.base.all.len());
            let row = Row {
                blocks: self.base.all.get(from..to)?,
                first: reach > start,
                last: end + reach > self.base.all.len(),
            };
            match (self.base.find(&row).as_slice(), self.theirs.find(&row).as_slice()) {
                (_, []) => return None,
                ([_], [at]) => {
                    let at = at + (start - from);
                    return Some(at..at + (end - start));
                }
                _ => {}
            }
        }
        None
    }

    /// Whether the new text says already what the correction says.
    pub(super) fn is_there(&self, run: &Run) -> bool {
        let Some(own) = self.mine.get(run.is.clone()) else { return false };
        if is_long(self.documents.1, &run.is) {
            return !self.theirs.find(&Row { blocks: own, first: false, last: false }).is_empty();
        }
        let before = run.was.start.checked_sub(1).and_then(|at| self.base.all.get(at));
        let after = self.base.all.get(run.was.end);
        let row: Vec<usize> = before.into_iter().chain(own).chain(after).copied().collect();
        let row = Row { blocks: &row, first: before.is_none(), last: after.is_none() };
        !self.theirs.find(&row).is_empty()
    }
}

fn is_long(document: &Document, blocks: &Range<usize>) -> bool {
    text(document, blocks).chars().nth(LONG - 1).is_some()
}
