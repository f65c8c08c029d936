//! The places of several words, as somebody wants to go over them who looks for what they say together: not
//! each “to” and “or”.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::text::{Offset, Span};

/// A word that occurs so many times as often as the rarest tells as little as one that most paragraphs have.
const OFTEN: usize = 8;

/// What is left of the hits of several words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gathered {
    /// Sorted and apart from each other; what stands side by side is one.
    pub spans: Vec<Span>,
    /// Of which words, by their places among those that were sought.
    pub of: Vec<usize>,
    /// They are only in paragraphs that have all the words.
    pub together: bool,
}

/// `words` are the hits of each word, sorted; `blocks` the paragraphs, in order. Words that most paragraphs have
/// are left out, unless there are no others. With `all`, what is outside of the paragraphs that have every
/// word is left out too, if there are such.
pub fn gather(text: &str, blocks: &[Span], words: &[Vec<Span>], all: bool) -> Gathered {
    let block = |hit: &Span| blocks.partition_point(|block| block.end <= hit.start);
    let there: Vec<(usize, &Vec<Span>, BTreeSet<usize>)> = words
        .iter()
        .enumerate()
        .filter(|(_, hits)| !hits.is_empty())
        .map(|(of, hits)| (of, hits, hits.iter().map(block).collect()))
        .collect();
    let Some(least) = there.iter().map(|(_, hits, _)| hits.len()).min() else { return Gathered::default() };
    let tells = |(_, hits, within): &(usize, &Vec<Span>, BTreeSet<usize>)| {
        hits.len() == least || (within.len() * 2 <= blocks.len() && hits.len() < least.saturating_mul(OFTEN))
    };
    let mut common: Option<BTreeSet<usize>> = None;
    for (_, _, within) in &there {
        common = Some(match common {
            Some(common) => common.intersection(within).copied().collect(),
            None => within.clone(),
        });
    }
    let common = common.filter(|common| all && there.len() > 1 && !common.is_empty());
    let told: Vec<_> = there.iter().filter(|word| tells(word)).collect();
    let of = told.iter().map(|(of, ..)| *of).collect();
    let is_in = |hit: &&Span| common.as_ref().is_none_or(|common| common.contains(&block(hit)));
    let mut hits: Vec<Span> =
        told.iter().flat_map(|(_, hits, _)| hits.iter().filter(is_in).copied()).collect();
    hits.sort_by_key(|hit| (hit.start, Reverse(hit.end)));
    let mut spans: Vec<Span> = Vec::new();
    let mut end = Offset(0);
    for hit in hits.into_iter().filter(|hit| {
        // Of two that overlap the first stays.
        let is_apart = hit.start >= end;
        end = if is_apart { hit.end } else { end };
        is_apart
    }) {
        match spans.last_mut().filter(|before| are_beside(text, before.end, hit.start)) {
            Some(before) => before.end = hit.end,
            None => spans.push(hit),
        }
    }
    Gathered { spans, of, together: common.is_some() }
}

/// Whether nothing but a few spaces and signs stands between two places of a paragraph.
fn are_beside(text: &str, from: Offset, to: Offset) -> bool {
    let between = text.get(from.0..to.0).unwrap_or_default();
    between.len() <= 8 && !between.chars().any(char::is_alphanumeric) && !between.contains("\n\n")
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    fn gathered(text: &str, words: &[&str], all: bool) -> (Vec<String>, bool) {
        let mut at = 0;
        let blocks: Vec<Span> = text
            .split("\n\n")
            .map(|part| {
                let span = Span::new(at, at + part.len());
                at += part.len() + 2;
                span
            })
            .collect();
        let words: Vec<Vec<Span>> = words.iter().map(|word| find(text, word, 99).spans).collect();
        let found = gather(text, &blocks, &words, all);
        (found.spans.iter().map(|span| span.of(text).to_owned()).collect(), found.together)
    }

    const TEXT: &str = "A boat came to the shore to wait.\n\nThe flat land, or so they said, is to be sold.\n\n\
        Trade went to the flat boat, to the other flat boats or to none.\n\nTo sell or not: to whom?";

    #[test]
    fn only_paragraphs_with_all_words_and_words_that_say_something() {
        let found = |words: &[&str]| gathered(TEXT, words, true);
        let both = ["flat boat", "flat boat"].map(str::to_owned).to_vec();
        assert_eq!(found(&["flat", "boat"]), (both.clone(), true));
        assert_eq!(found(&["to", "or", "flat", "boat"]), (both, true));
        // No paragraph has both.
        assert_eq!(found(&["shore", "land"]), (vec!["shore".to_owned(), "land".to_owned()], false));
        assert_eq!(found(&["whom", "nowhere", "to"]), (vec!["whom".to_owned()], true));
    }

    #[test]
    fn any_of_the_words_are_wherever_they_are() {
        let found = |words: &[&str]| gathered(TEXT, words, false);
        assert_eq!(found(&["whom", "shore"]), (vec!["shore".to_owned(), "whom".to_owned()], false));
        // Nothing but what most paragraphs have: the rarest.
        assert_eq!(found(&["to"]).0.len(), 8);
        assert_eq!(found(&["none such"]), (Vec::new(), false));
    }
}
