//! Finds the places of a text that share rare words with many passages, in two passes over the
//! text however many passages there are.

use std::collections::HashMap;

use super::fold;

/// Bits of the number of slots in which words are counted: of a long text, and of a short one, for which a large
/// table would take longer than all else.
const SLOTS_BITS: (u32, u32) = (20, 12);

#[cfg(test)]
thread_local! {
    /// Bytes of texts that were gone through.
    pub(in crate::model) static SEEN: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}
/// Seeds taken of the passage, and of each side of its context.
const OF_QUOTE: usize = 12;
const OF_SIDE: usize = 6;
/// Occurrences of all seeds of one passage together, beyond its first few.
const HITS: u32 = 600;
/// Words of a pattern that are looked at.
const WORDS: usize = 2_000;
/// Letters of a word that count.
const LETTERS: usize = 32;
/// Places handed back for each passage.
const PLACES: usize = 5;

/// What is looked for: a passage between its contexts.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub text: String,
    /// Of the text, in bytes: where the passage begins and ends.
    pub quote: (usize, usize),
}

/// A stretch of text in which the beginning of a pattern may lie, in bytes, and how many seeds say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub from: usize,
    pub to: usize,
    seeds: usize,
}

/// Shows each word as a number, with the byte at which it begins. Letters of scripts that are
/// written without spaces are words of their own.
fn words(text: &str, mut each: impl FnMut(u64, usize)) {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let mix = |hash: u64, c: char| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    let (mut start, mut letters, mut hash) = (0, 0, BASIS);
    for (at, c) in text.char_indices() {
        let alone = matches!(u32::from(c), 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0xa4cf | 0xf900..=0xfaff | 0x20000..=0x3ffff);
        let letter = c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
        if letters > 0 && (alone || !letter || letters >= LETTERS) {
            each(hash, start);
            letters = 0;
        }
        if letter {
            if letters == 0 {
                (start, hash) = (at, BASIS);
            }
            letters += 1;
            if c.is_ascii() {
                hash = mix(hash, c.to_ascii_lowercase());
            } else {
                fold::each(c, |c| hash = mix(hash, c));
            }
            if alone {
                each(hash, start);
                letters = 0;
            }
        }
    }
    if letters > 0 {
        each(hash, start);
    }
}

/// Shows each word and each pair of words as a number, with the byte at which it begins.
fn shingles(text: &str, mut each: impl FnMut(u64, usize)) {
    let mut before: Option<(u64, usize)> = None;
    words(text, |hash, at| {
        each(hash, at);
        if let Some((first, start)) = before {
            each(first.rotate_left(23) ^ hash.wrapping_mul(0x9e37_79b9_7f4a_7c15), start);
        }
        before = Some((hash, at));
    });
}

fn slot(hash: u64, bits: u32) -> usize {
    usize::try_from(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)).unwrap_or(0)
}

/// The most promising places of each pattern, best first. Linear in the text; a pattern has 24
/// seeds at most, the rarest of its words, and of one that has only frequent words none.
pub(super) fn places(text: &str, patterns: &[Pattern]) -> Vec<Vec<Place>> {
    if patterns.is_empty() {
        return Vec::new();
    }
    #[cfg(test)]
    SEEN.set(SEEN.get() + text.len());
    let bits = (text.len().max(1).ilog2() + 2).clamp(SLOTS_BITS.1, SLOTS_BITS.0);
    let mut counts = vec![0_u32; 1 << bits];
    shingles(text, |hash, _| {
        if let Some(count) = counts.get_mut(slot(hash, bits)) {
            *count = count.saturating_add(1);
        }
    });
    let mut wanted = vec![false; 1 << bits];
    let mut by_hash: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
    for (p, pattern) in patterns.iter().enumerate() {
        for (hash, at) in chosen(pattern, &counts, bits) {
            by_hash.entry(hash).or_default().push((p, at));
            if let Some(flag) = wanted.get_mut(slot(hash, bits)) {
                *flag = true;
            }
        }
    }
    let mut hits: Vec<Vec<(usize, usize)>> = vec![Vec::new(); patterns.len()];
    shingles(text, |hash, at| {
        if wanted.get(slot(hash, bits)).copied().unwrap_or(false) {
            for &(p, within) in by_hash.get(&hash).into_iter().flatten() {
                if let Some(hits) = hits.get_mut(p) {
                    // Shifted, so that a pattern may begin before the text does.
                    let pattern = patterns.get(p).map_or(0, |p| p.text.len());
                    hits.push((at + pattern - within.min(pattern), within));
                }
            }
        }
    });
    hits.into_iter().zip(patterns).map(|(hits, pattern)| gather(hits, pattern.text.len())).collect()
}

/// The rarest words and pairs of a pattern that the text has, with their places in it.
fn chosen(pattern: &Pattern, counts: &[u32], bits: u32) -> Vec<(u64, usize)> {
    let (mut quote, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = 0;
    shingles(&pattern.text, |hash, at| {
        let count = counts.get(slot(hash, bits)).copied().unwrap_or(0);
        seen += 1;
        if count > 0 && seen <= WORDS {
            let part = if at < pattern.quote.0 {
                &mut left
            } else if at < pattern.quote.1 {
                &mut quote
            } else {
                &mut right
            };
            part.push((count, at, hash));
        }
    });
    let mut all = Vec::new();
    for (mut part, most) in [(quote, OF_QUOTE), (left, OF_SIDE), (right, OF_SIDE)] {
        part.sort_unstable();
        let mut hits = 0_u32;
        for (count, at, hash) in part.into_iter().take(most) {
            hits = hits.saturating_add(count);
            if hits > HITS {
                break;
            }
            all.push((hash, at));
        }
    }
    all
}

/// Gathers hits, as (where the pattern would begin, shifted by its length; which seed), to places.
fn gather(mut hits: Vec<(usize, usize)>, pattern: usize) -> Vec<Place> {
    let wide = 16 + pattern / 16;
    hits.sort_unstable();
    let mut places = Vec::new();
    let mut rest = hits.as_slice();
    while let Some(&(from, _)) = rest.first() {
        let many = rest.partition_point(|(at, _)| *at <= from + wide);
        let (here, after) = rest.split_at(many);
        let mut seeds: Vec<usize> = here.iter().map(|(_, seed)| *seed).collect();
        seeds.sort_unstable();
        seeds.dedup();
        let to = here.last().map_or(from, |(at, _)| *at);
        places.push(Place {
            from: from.saturating_sub(pattern),
            to: to.saturating_sub(pattern),
            seeds: seeds.len(),
        });
        rest = after;
    }
    places.sort_by_key(|place| (std::cmp::Reverse(place.seeds), place.from));
    let most = places.first().map_or(0, |place| place.seeds);
    places.retain(|place| place.seeds * 5 >= most);
    places.truncate(PLACES);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_those_of_scripts_without_spaces_are_letters() {
        let all = |text: &str| {
            let mut all = Vec::new();
            words(text, |hash, at| all.push((hash, at)));
            all
        };
        assert_eq!(all("Café au LAIT"), [all("cafe\u{301}")[0], (all("au")[0].0, 6), (all("lait")[0].0, 9)]);
        assert_eq!(all("情報 x").iter().map(|w| w.1).collect::<Vec<_>>(), [0, 3, 7]);
        assert_eq!(all(&"x".repeat(100)).len(), 4);
        assert!(all(" – ").is_empty());
    }

    #[test]
    fn the_place_that_shares_most_comes_first_and_frequent_words_are_no_seeds() {
        let pattern = |text: &str| Pattern { text: text.to_owned(), quote: (0, text.len()) };
        let text = "the harbour was closed. Much later the harbour was opened by the minister";
        let found =
            places(text, &[pattern("The harbour was opened by a minister"), pattern("nothing of it")]);
        assert_eq!(found[0][0].from, 35);
        assert!(found[1].is_empty());
        let many = "tick tock ".repeat(100_000);
        assert!(places(&many, &[pattern("tick tock tick")])[0].is_empty());
    }
}
