//! What has to be looked up to find every article that shares a run of words with a text: phrases of
//! about half as many words, so that each run holds one of them, each around a word that few texts have.

use std::cmp::Reverse;

use crate::model::Document;
use crate::text::Span;
use crate::text::token::{is_unspaced, tokens};

/// Words of a phrase at most: more make it no rarer.
const LONGEST: usize = 6;
/// Fewer words, at the edge of a paragraph, stand in too many texts to say anything.
const SHORTEST: usize = 3;
/// Characters of a script without spaces that are looked up by themselves, at least: the index has what
/// stands between two punctuation marks as one word.
const CLAUSE: usize = 4;

/// A word of the text, and the block that it is in.
#[derive(Debug, Clone, Copy)]
struct Word {
    span: Span,
    block: usize,
}

/// Goes through the words of a text outside furniture. `rows` tells in how many places of the library a
/// word stands beside those of this text; `each` takes phrases of which at least one stands in any
/// article that shares a run of `least` words (within a paragraph); before them the word in all of them
/// that the fewest texts have, behind them how far through the text they are, in bytes.
pub fn each_probe<E>(
    document: &Document,
    least: usize,
    mut rows: impl FnMut(&str) -> Result<u64, E>,
    mut each: impl FnMut(&str, &[Vec<&str>], usize) -> Result<(), E>,
) -> Result<(), E> {
    let mut run: Vec<Word> = Vec::new();
    for (block, part) in document.blocks.iter().enumerate() {
        if part.is_furniture() {
            probe_run(document, &std::mem::take(&mut run), least, &mut rows, &mut each)?;
            continue;
        }
        let text = document.slice(part.span);
        for token in tokens(text) {
            let at = part.span.start.0;
            let span = Span::new(at + token.start.0, at + token.end.0);
            let word = document.slice(span);
            if !is_unspaced(word) {
                run.push(Word { span, block });
                continue;
            }
            probe_run(document, &std::mem::take(&mut run), least, &mut rows, &mut each)?;
            if word.chars().count() >= CLAUSE {
                each(word, &[vec![word]], span.end.0)?;
            }
        }
    }
    probe_run(document, &run, least, &mut rows, &mut each)
}

/// Words that follow each other without furniture between them.
fn probe_run<E>(
    document: &Document,
    run: &[Word],
    least: usize,
    rows: &mut impl FnMut(&str) -> Result<u64, E>,
    each: &mut impl FnMut(&str, &[Vec<&str>], usize) -> Result<(), E>,
) -> Result<(), E> {
    let least = least.max(1);
    // Whatever run holds a word goes on for so many words on one side of it at least.
    let side = least.saturating_sub(1).div_ceil(2).min(LONGEST);
    let mut from = 0;
    while let Some(window) = run.get(from..from + least) {
        let mut rarest: Option<(u64, Reverse<usize>, Reverse<usize>)> = None;
        for (i, word) in window.iter().enumerate() {
            let count = rows(document.slice(word.span))?;
            // Of equals the last: it takes the most windows with it.
            let now = (count, Reverse(word.span.len()), Reverse(from + i));
            rarest = Some(rarest.map_or(now, |best| best.min(now)));
        }
        let Some((count, _, Reverse(at))) = rarest else { return Ok(()) };
        // No other text has the word, and so none a run with it.
        if let Some(word) = run.get(at).filter(|_| count > 0) {
            let here = |other: &&Word| other.block == word.block;
            let said = |words: &[Word]| {
                let words: Vec<&str> =
                    words.iter().filter(here).map(|word| document.slice(word.span)).collect();
                (words.len() > side.min(SHORTEST - 1)).then_some(words)
            };
            // Where the text ends on one side, a run that holds the word goes on at the other.
            let left = at.checked_sub(side).and_then(|from| run.get(from..=at)).and_then(said);
            let right = run.get(at..=at + side).and_then(said);
            let mut phrases: Vec<Vec<&str>> = left.into_iter().chain(right).collect();
            phrases.dedup();
            if !phrases.is_empty() {
                each(document.slice(word.span), &phrases, word.span.end.0)?;
            }
        }
        // Every run that holds that word is found.
        from = at + 1;
    }
    Ok(())
}
