//! Which chapter of a book in the library one that is read is, by their sentences. Each text of the library is gone
//! through once, and compared with those alone that share something with it, however many chapters have one title.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::identity::is_kept;
use crate::store::Result;

/// Chapters that are compared for a sentence which they share with others: what stands in more of them tells nothing.
const FEW: usize = 8;

/// What is known of the sentences of chapters, which go by their place on the shelf.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// Those of each text of a chapter.
    of: HashMap<usize, Vec<HashSet<u64>>>,
    /// The chapters with a sentence.
    with: HashMap<u64, BTreeSet<usize>>,
}

impl Sentences {
    /// Takes in a chapter, if it is not known yet.
    pub fn learn(&mut self, chapter: usize, texts: impl FnOnce() -> Result<Vec<HashSet<u64>>>) -> Result<()> {
        if self.of.contains_key(&chapter) {
            return Ok(());
        }
        let texts = texts()?;
        for sentence in texts.iter().flatten() {
            self.with.entry(*sentence).or_default().insert(chapter);
        }
        self.of.insert(chapter, texts);
        Ok(())
    }

    /// The first of some chapters of which at least half of the sentences are in a text.
    pub fn part_of(&self, text: &HashSet<u64>, free: &[usize]) -> Option<usize> {
        let is_it = |chapter: &usize| {
            self.of.get(chapter).is_some_and(|texts| texts.iter().any(|old| is_kept(old, text)))
        };
        self.alike(text, free).into_iter().find(is_it)
    }

    /// Those of some chapters, in their order, that share a sentence with a text.
    fn alike(&self, text: &HashSet<u64>, free: &[usize]) -> BTreeSet<usize> {
        let free: HashSet<usize> = free.iter().copied().collect();
        let with = text.iter().filter_map(|sentence| self.with.get(sentence));
        with.flat_map(|all| all.iter().copied().filter(|one| free.contains(one)).take(FEW)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sentences: impl IntoIterator<Item = u64>) -> HashSet<u64> {
        sentences.into_iter().collect()
    }

    #[test]
    fn chapters_of_one_title_are_compared_with_those_alone_that_share_a_sentence() {
        let (mut known, mut read) = (Sentences::default(), 0);
        let all: Vec<usize> = (0..500).collect();
        // Each ends with the same sentence.
        let chapter = |n: u64| of((n * 10..n * 10 + 6).chain([9_999_999]));
        for _ in 0..3 {
            for n in 0..500 {
                known
                    .learn(n, || {
                        read += 1;
                        Ok(vec![chapter(n as u64)])
                    })
                    .unwrap();
            }
        }
        assert_eq!(read, 500);
        for n in 0..500 {
            let now = of((n * 10 + 2..n * 10 + 9).chain([9_999_999]));
            assert_eq!(known.part_of(&now, &all), usize::try_from(n).ok());
            assert!(known.alike(&now, &all).len() <= FEW + 1, "{n}");
            assert_eq!(known.part_of(&now, &[3]), (n == 3).then_some(3));
        }
        assert_eq!(known.part_of(&of([9_999_999, 5]), &all), None);
    }

    #[test]
    fn chapters_that_share_all_are_found_one_after_the_other() {
        let mut known = Sentences::default();
        for n in 0..50 {
            known.learn(n, || Ok(vec![of(1..4)])).unwrap();
        }
        for n in 0..50 {
            let free: Vec<usize> = (n..50).collect();
            assert_eq!(known.part_of(&of(1..4), &free), Some(n));
        }
    }
}
