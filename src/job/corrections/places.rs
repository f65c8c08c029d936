//! Where in the new text of a source the blocks stand that the user corrected in the old one.

use std::collections::HashMap;
use std::ops::Range;

use super::runs::Run;
use crate::model::{BlockKind, Document};

/// Characters of blocks that stand in a text once, by which a passage is known again. It is what an annotation has
/// around it at least.
const LONG: usize = 32;
/// Blocks on each side by which a passage is known again that has not so many itself, or stands in the new text
/// several times.
const REACH: usize = 64;

/// The blocks of three texts by numbers: the same number, the same block.
#[derive(Debug)]
pub(super) struct Texts {
    base: Blocks,
    mine: Blocks,
    theirs: Blocks,
}

#[derive(Debug)]
struct Blocks {
    all: Vec<usize>,
    at: HashMap<usize, Vec<usize>>,
    /// Before each block, and behind the last, the characters of blocks that stand in the text once.
    known: Vec<usize>,
}

/// Blocks in a row, and whether they stand at an edge of the text.
#[derive(Debug)]
struct Row {
    blocks: Vec<usize>,
    first: bool,
    last: bool,
}

impl Blocks {
    fn new(document: &Document, all: Vec<usize>) -> Self {
        let mut at: HashMap<usize, Vec<usize>> = HashMap::with_capacity(all.len());
        for (n, block) in all.iter().enumerate() {
            at.entry(*block).or_default().push(n);
        }
        let mut sum = 0;
        let mut known = Vec::with_capacity(all.len() + 1);
        known.push(sum);
        for (number, block) in all.iter().zip(&document.blocks) {
            if at.get(number).is_some_and(|at| at.len() == 1) {
                sum += document.slice(block.span).chars().count();
            }
            known.push(sum);
        }
        Self { all, at, known }
    }

    fn known(&self, range: &Range<usize>) -> usize {
        let at = |n: usize| self.known.get(n).copied().unwrap_or_default();
        at(range.end).saturating_sub(at(range.start))
    }

    /// Where a row of at least one block stands.
    fn find<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = usize> + 'a {
        let Row { blocks, first, last } = row;
        let places = |block| self.at.get(block).map_or(&[][..], Vec::as_slice);
        // By the one that stands in the fewest places.
        let (before, starts) =
            blocks.iter().map(places).enumerate().min_by_key(|(_, places)| places.len()).unwrap_or_default();
        let starts = starts.iter().filter_map(move |at| at.checked_sub(before));
        starts.filter(move |at| {
            let end = at + blocks.len();
            (!first || *at == 0) && (!last || end == self.all.len()) && self.all.get(*at..end) == Some(blocks)
        })
    }
}

impl Texts {
    pub(super) fn new(base: &Document, mine: &Document, theirs: &Document) -> Self {
        let mut names = HashMap::new();
        let [base, mine, theirs] = [base, mine, theirs].map(|document| {
            let mut all = Vec::with_capacity(document.blocks.len());
            for block in &document.blocks {
                let next = names.len();
                let key: (BlockKind, u8, &str) = (block.kind, block.level, document.slice(block.span));
                all.push(*names.entry(key).or_insert(next));
            }
            Blocks::new(document, all)
        });
        Self { base, mine, theirs }
    }

    /// The blocks of the new text that are those which were corrected: they stand there in one piece, and once. What has
    /// not enough itself to be known again has its neighbours beside it, or the edge of the text: as many as it takes,
    /// or as many more as it takes for it to stand there once.
    pub(super) fn place(&self, run: &Run) -> Option<Range<usize>> {
        let own = part(&self.base.all, &run.was);
        for reach in self.reaches(self.base.known(&run.was), run) {
            let row = self.row(own, run, reach);
            let mut places = self.theirs.find(&row);
            match (places.next(), places.next()) {
                (None, _) => return None,
                (Some(at), None) => {
                    let at = at + run.was.start.min(reach);
                    return Some(at..at + run.was.len());
                }
                _ => {}
            }
        }
        None
    }

    /// Whether the new text says already what the correction says, in a place where the old one did not.
    pub(super) fn is_there(&self, run: &Run) -> bool {
        let own = part(&self.mine.all, &run.is);
        let Some(reach) = self.reaches(self.mine.known(&run.is), run).next() else { return false };
        let row = self.row(own, run, reach);
        self.theirs.find(&row).count() > self.base.find(&row).count()
    }

    /// How many blocks on each side it takes to know a passage again that has so many characters itself, and more.
    fn reaches(&self, own: usize, run: &Run) -> impl Iterator<Item = usize> {
        let Range { start, end } = run.was;
        let all = self.base.all.len();
        let is_known = move |reach: &usize| {
            let before = self.base.known(&(start.saturating_sub(*reach)..start));
            let after = self.base.known(&(end..end.saturating_add(*reach).min(all)));
            let is_whole = *reach > start && end + reach > all;
            is_whole || before + own + after >= LONG
        };
        (usize::from(own < LONG)..=REACH).filter(is_known)
    }

    /// Blocks with those that the old text has on each side of a run, and its edges where these are reached.
    fn row(&self, own: &[usize], run: &Run, reach: usize) -> Row {
        let Range { start, end } = run.was;
        let all = self.base.all.len();
        let before = part(&self.base.all, &(start.saturating_sub(reach)..start));
        let after = part(&self.base.all, &(end..end.saturating_add(reach).min(all)));
        Row { blocks: [before, own, after].concat(), first: reach > start, last: end + reach > all }
    }
}

fn part<'a>(all: &'a [usize], range: &Range<usize>) -> &'a [usize] {
    all.get(range.clone()).unwrap_or_default()
}
