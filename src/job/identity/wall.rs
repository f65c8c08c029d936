//! Pages that ask for something before they show their article: that cookies are agreed to, that one pays or says who
//! one is. Servers send them as if they were the article, so what they say is all there is to tell them by.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{Stop, TOLD_APART, bare, is_words, length, sentences_of, texts_of};
use crate::model::{ArticleId, Document};
use crate::store::{Result, Store};

/// Sentences that a page has at most beside the beginning of its article where it asks for something.
const FEW: usize = 8;
/// Letters and digits in a row by which words are found again, and how many of a text are looked at.
const RUN: usize = 12;
const MOST: usize = 100_000;

/// Why a page that was fetched may not be what an annotated article is by now, as a sentence without a full stop: it
/// has next to nothing of that and is no longer, or the beginning of it, less than half and a few words. Texts of a
/// sentence or two tell nothing, and one without annotations may change as it likes.
pub(in crate::job) fn is_wall(
    store: &Store,
    article: ArticleId,
    document: &Document,
    stop: Stop<'_>,
) -> Result<Option<&'static str>> {
    if store.annotations_of(article)?.is_empty() {
        return Ok(None);
    }
    let (said, long) = (sentences_of(document, is_words, stop)?, length(document));
    let (mut is_beginning, mut is_another) = (true, true);
    for old in texts_of(store, article)? {
        let sentences = sentences_of(&old, is_words, stop)?;
        let was = length(&old);
        let is_told = sentences.len() >= TOLD_APART;
        is_beginning &= is_told && long.saturating_mul(2) < was && begins(&sentences, &said);
        is_another &= is_told && long <= was && has_nothing_of(&sentences, &said) && {
            let (old, new): (HashSet<u64>, HashSet<u64>) = (runs(&old).collect(), runs(document).collect());
            old.intersection(&new).count() * 10 < old.len()
        };
    }
    Ok(if is_beginning {
        Some(
            "it has the beginning of what is annotated here and little else, as a page that asks for payment does",
        )
    } else {
        is_another.then_some(
            "it has next to nothing of what is annotated here, as a page that asks for consent or for a name does",
        )
    })
}

/// Whether less than a tenth of the sentences are there still.
fn has_nothing_of(old: &[u64], new: &[u64]) -> bool {
    let old: HashSet<u64> = old.iter().copied().collect();
    let new: HashSet<u64> = new.iter().copied().collect();
    old.intersection(&new).count() * 10 < old.len()
}

/// Whether the new sentences are the first of the old and a few others, before or behind them.
fn begins(old: &[u64], new: &[u64]) -> bool {
    let all: HashSet<u64> = old.iter().copied().collect();
    let Some(before) = new.iter().position(|one| all.contains(one)) else { return false };
    let rest = new.iter().skip(before);
    // What stands below the title may be left out.
    let Some(from) = old.iter().take(TOLD_APART).position(|one| Some(one) == rest.clone().next()) else {
        return false;
    };
    let same = rest.clone().zip(old.iter().skip(from)).take_while(|(new, old)| new == old).count();
    let after = rest.skip(same);
    // What a site says below all of its articles may be there; more of it, and it was shortened.
    before + after.clone().count() <= FEW && after.filter(|one| all.contains(one)).count() <= 1
}

/// Whether two texts are the same but for where their lines end and a few words: nine in ten of their letters stand
/// as they did. Each counts as often as it is there, as lists say much the same in all of their lines.
pub(super) fn is_wrapped_anew(old: &Document, new: &Document) -> bool {
    let mut all: HashMap<u64, usize> = HashMap::new();
    for run in runs(new) {
        *all.entry(run).or_default() += 1;
    }
    let (mut kept, mut of) = (0_usize, 0);
    for run in runs(old) {
        of += 1;
        if let Some(left) = all.get_mut(&run).filter(|left| **left > 0) {
            *left -= 1;
            kept += 1;
        }
    }
    of > 0 && kept * 10 >= of * 9
}

/// A number for each run of letters: an article in which a word of each sentence was changed has most of them still.
fn runs(document: &Document) -> impl Iterator<Item = u64> {
    let blocks = document.blocks.iter().filter(|block| is_words(block));
    let letters: Vec<char> = blocks
        .flat_map(|block| bare(document.slice(block.span)).chars().collect::<Vec<_>>())
        .take(MOST)
        .collect();
    let number = |run: &[char]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    (0..(letters.len() + 1).saturating_sub(RUN))
        .map(move |at| number(letters.get(at..at + RUN).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_told_from_what_was_shortened() {
        let old: Vec<u64> = (0..30).collect();
        for (is_one, new) in [
            (true, vec![0, 1, 2, 100, 101]),
            (true, vec![100, 0, 1, 2, 101]),
            (true, vec![1, 2, 3, 100]),
            (true, vec![0, 1]),
            (true, vec![0, 1, 100, 29]),
            (false, vec![0, 1, 20, 21]),
            (false, vec![9, 10, 11, 100]),
            (false, vec![100, 101]),
            (false, (0..2).chain(100..109).collect()),
        ] {
            assert_eq!(begins(&old, &new), is_one, "{new:?}");
        }
    }
}
