//! What the user said of furniture, where the source has a paragraph in other words by now.

use std::collections::{HashMap, HashSet};

use crate::job::diff::places;
use crate::model::{Block, Document};

/// Paragraphs in one place of a new text among which the one that was marked is sought.
const MOST: usize = 64;

/// Puts what the user said of the blocks of the old text, `marked` in it, to those of the new one that stand in their
/// places and have half of their words still. Where two may be meant, to none.
pub(super) fn remember(old: &Document, new: &mut Document) {
    if old.blocks.iter().all(|block| block.marked.is_none()) {
        return;
    }
    let was: Vec<&str> = old.blocks.iter().map(|block| old.slice(block.span)).collect();
    let is: Vec<&str> = new.blocks.iter().map(|block| new.slice(block.span)).collect();
    // What stands in both texts has what was said of it.
    let (there, still): (HashSet<&str>, HashSet<&str>) =
        (was.iter().copied().collect(), is.iter().copied().collect());
    let mut said: Vec<(usize, bool)> = Vec::new();
    for (from, to) in places(&was, &is) {
        let one = |at: &usize| Some((*at, new.blocks.get(*at)?, *is.get(*at)?));
        let mut now: Vec<(usize, &Block, &str)> = to.take(MOST).filter_map(|at| one(&at)).collect();
        now.retain(|(_, _, text)| !there.contains(text));
        for at in from {
            let Some((block, text)) = old.blocks.get(at).zip(was.get(at)) else { continue };
            let Some(marked) = block.marked.filter(|_| !still.contains(text)) else { continue };
            let alike = now.iter().filter(|(_, other, _)| other.kind == block.kind);
            let shares = alike.filter_map(|(at, _, other)| Some((shared(text, other)?, *at)));
            let mut shares: Vec<(usize, usize)> = shares.collect();
            shares.sort_unstable_by(|a, b| b.cmp(a));
            match shares.as_slice() {
                [(most, _), (next, _), ..] if most == next => {}
                [(_, at), ..] => said.push((*at, marked)),
                [] => {}
            }
        }
    }
    for (at, marked) in said {
        if let Some(block) = new.blocks.get_mut(at) {
            block.marked = Some(marked);
        }
    }
}

/// How many words of a thousand two texts have in common, where it is half of them at least.
fn shared(a: &str, b: &str) -> Option<usize> {
    let mut words: HashMap<&str, usize> = HashMap::new();
    let mut count = 0_usize;
    for word in a.split_whitespace() {
        *words.entry(word).or_default() += 1;
        count += 1;
    }
    let (mut all, mut common) = (0_usize, 0_usize);
    for word in b.split_whitespace() {
        all += 1;
        if let Some(left @ 1..) = words.get_mut(word) {
            *left -= 1;
            common += 1;
        }
    }
    let share = common * 1000 / count.max(all).max(1);
    (share >= 500).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{self, Hint};

    fn document(text: &str) -> Document {
        import::read(text.as_bytes(), &Hint::named("a.txt")).unwrap().document
    }

    /// What is said of the paragraphs of a new text, where this was said of those of the old one.
    fn said(old: &str, marks: &[Option<bool>], new: &str) -> Vec<Option<bool>> {
        let (mut old, mut new) = (document(old), document(new));
        for (block, marked) in old.blocks.iter_mut().zip(marks) {
            block.marked = *marked;
        }
        remember(&old, &mut new);
        new.blocks.iter().map(|block| block.marked).collect()
    }

    #[test]
    fn what_was_said_of_a_paragraph_goes_along_into_its_new_words() {
        let old = "The pier stood long.\n\nRead 12 comments here.\n\nIt fell at noon.";
        let marks = [None, Some(true), None];
        assert_eq!(said(old, &marks, &old.replace("12", "13")), marks);
        assert_eq!(
            said(old, &[None, Some(false), None], &old.replace("12", "13")),
            [None, Some(false), None]
        );
        // Another paragraph in its place, and the same in another place, which the text alone tells.
        assert_eq!(
            said(old, &marks, &old.replace("Read 12 comments here.", "Nobody was hurt there.")),
            [None; 3]
        );
        let moved = "Read 12 comments here.\n\nThe pier stood long.\n\nIt fell at noon.";
        assert_eq!(said(old, &marks, moved), [None; 3]);
    }

    #[test]
    fn of_two_that_may_be_meant_none_is() {
        let old = "The pier stood long.\n\nRead 12 comments here.\n\nIt fell at noon.";
        let new =
            "The pier stood long.\n\nRead 13 comments here.\n\nRead 14 comments here.\n\nIt fell at noon.";
        assert_eq!(said(old, &[None, Some(true), None], new), [None; 4]);
        let more =
            "The pier stood long.\n\nRead 13 comments here.\n\nRead no more of it here.\n\nIt fell at noon.";
        assert_eq!(said(old, &[None, Some(true), None], more), [None, Some(true), None, None]);
    }
}
