//! What the user corrected in a text, made again in the new text of its source. Three texts are compared by their
//! blocks: `base`, which the source had, `mine`, which the user made of it, and `theirs`, which the source has now. A
//! correction is made again where what it was made on stands in `theirs` word for word and there is no doubt that it
//! is the same place; it is never made by guess.

mod places;
mod runs;
#[cfg(test)]
mod tests;
mod woven;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::model::Document;
use places::Texts;
use runs::{Run, Runs, runs};
use woven::weave;

/// Words in a row that are known again where they were put instead. Of a block of fewer it is all of them.
const MOVED: usize = 4;

/// What became of the corrections of a text whose source has another by now. Paragraphs beside each other whose
/// corrections cannot be told apart count as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Corrections {
    /// They are in the new text.
    pub kept: usize,
    /// They are in the older text alone.
    pub left_out: usize,
}

impl Corrections {
    /// Without a full stop; nothing where there were none.
    pub fn sentence(self) -> Option<String> {
        let counted = |n: usize| if n == 1 { "1 correction".to_owned() } else { format!("{n} corrections") };
        let why = "the text around it is another now (`gD` and `postil diff` show it)";
        let all = "the text around them is another now (`gD` and `postil diff` show them)";
        match (self.kept, self.left_out) {
            (0, 0) => None,
            (kept, 0) => Some(format!("{} kept", counted(kept))),
            (0, 1) => Some(format!("1 correction could not be kept, as {why}")),
            (0, left) => Some(format!("{} could not be kept, as {all}", counted(left))),
            (kept, 1) => Some(format!("{} kept, 1 could not be, as {why}", counted(kept))),
            (kept, left) => Some(format!("{} kept, {left} could not be, as {all}", counted(kept))),
        }
    }
}

/// It was to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stopped;

/// The new text with the corrections, where any is to be made, and what became of all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carried {
    pub document: Option<Document>,
    pub corrections: Corrections,
}

/// Where the blocks of a correction stand in the new text.
type Found<'a> = (&'a Run, Range<usize>);

/// Makes the corrections between `base` and `mine` again in `theirs`. Costs O(bytes) and the sorting of words and
/// blocks, and at most the [`woven::WORK`] of comparing words where the source has other links or pages in what was
/// corrected. What comes of it does not depend on the time it takes. Nothing comes of it once `stop` says so, which is
/// asked between its parts and for each correction.
pub(super) fn carry(
    base: &Document,
    mine: &Document,
    theirs: &Document,
    stop: &dyn Fn() -> bool,
) -> Result<Carried, Stopped> {
    let go_on = || if stop() { Err(Stopped) } else { Ok(()) };
    go_on()?;
    let Runs { all, title } = runs(base, mine);
    go_on()?;
    let texts = Texts::new(base, mine, theirs);
    let (mut found, mut left, mut there) = (Vec::new(), Vec::new(), 0);
    for run in &all {
        go_on()?;
        match texts.place(run) {
            Some(place) => found.push((run, place)),
            None if texts.is_there(run) => there += 1,
            None => left.push(run),
        }
    }
    without_clashes(&mut found, &mut left);
    without_moves((base, mine), &mut found, &mut left);
    let document = if found.is_empty() { None } else { weave((base, mine, theirs), &found, title, &go_on)? };
    if document.is_none() {
        left.extend(found.drain(..).map(|(run, _)| run));
    }
    let corrections = Corrections { kept: found.len() + there, left_out: left.len() };
    Ok(Carried { document, corrections })
}

/// Sorts the places, and leaves out those that want the same blocks: which of them is meant cannot be told.
fn without_clashes<'a>(found: &mut Vec<Found<'a>>, left: &mut Vec<&'a Run>) {
    found.sort_by_key(|(run, place)| (place.start, place.end, run.was.start));
    let mut clashes = vec![false; found.len()];
    let mut furthest: Option<(usize, &Range<usize>)> = None;
    for (n, (_, place)) in found.iter().enumerate() {
        if let Some((other, before)) = furthest
            && (place.start < before.end || place == before)
        {
            for at in [n, other] {
                clashes.iter_mut().skip(at).take(1).for_each(|clash| *clash = true);
            }
        }
        if furthest.is_none_or(|(_, before)| before.end <= place.end) {
            furthest = Some((n, place));
        }
    }
    let mut clashes = clashes.into_iter();
    found.retain(|(run, _)| {
        let clash = clashes.next().unwrap_or_default();
        if clash {
            left.push(run);
        }
        !clash
    });
}

/// Leaves out those that take words out which another puts in that cannot be made: without it the words would be
/// nowhere.
fn without_moves<'a>(
    (base, mine): (&Document, &Document),
    found: &mut Vec<Found<'a>>,
    left: &mut Vec<&'a Run>,
) {
    if left.is_empty() {
        return;
    }
    let sides = |run: &Run| (words_in_a_row(base, &run.was), words_in_a_row(mine, &run.is));
    let mut taken = Vec::new();
    for (n, (run, _)) in found.iter().enumerate() {
        let (was, is) = sides(run);
        taken.extend(was.difference(&is).map(|words| (*words, n)));
    }
    taken.sort_unstable();
    let mut is_left = vec![false; found.len()];
    let mut seen = HashSet::new();
    let mut next = 0;
    while let Some(run) = left.get(next) {
        next += 1;
        let (was, is) = sides(run);
        for words in is.difference(&was).filter(|words| seen.insert(**words)) {
            let from = taken.partition_point(|(other, _)| other < words);
            let those = taken.iter().skip(from).take_while(|(other, _)| other == words);
            for (_, n) in those {
                if let (Some(is_left @ false), Some((run, _))) = (is_left.get_mut(*n), found.get(*n)) {
                    *is_left = true;
                    left.push(run);
                }
            }
        }
    }
    let mut is_left = is_left.into_iter();
    found.retain(|_| !is_left.next().unwrap_or_default());
}

/// All words of blocks beside each other, [`MOVED`] in a row, as numbers; and each block that has fewer.
fn words_in_a_row(document: &Document, blocks: &Range<usize>) -> HashSet<u64> {
    let number = |words: &[&str]| {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    };
    let (mut all, mut rows) = (Vec::new(), HashSet::new());
    for block in document.blocks.get(blocks.clone()).unwrap_or_default() {
        let before = all.len();
        all.extend(document.slice(block.span).split_whitespace());
        let own = all.get(before..).unwrap_or_default();
        if (1..MOVED).contains(&own.len()) {
            rows.insert(number(own));
        }
    }
    rows.extend(all.windows(MOVED).map(number));
    rows
}

/// The text of blocks beside each other.
fn text<'a>(document: &'a Document, blocks: &Range<usize>) -> &'a str {
    let all = document.blocks.get(blocks.clone()).unwrap_or_default();
    let span = all.first().zip(all.last()).map(|(first, last)| first.span.join(last.span));
    span.map(|span| document.slice(span)).unwrap_or_default()
}
