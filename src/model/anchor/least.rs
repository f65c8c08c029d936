//! The least that a passage can differ from any part of a text, cheaply: a bound by which places are passed
//! over before they are aligned in full.
//!
//! The bit-parallel edit distance of Myers (1999), in blocks of 64 as Hyyrö (2003) has it: a column of the
//! table at a time, of which only the differences between neighbours are kept, a bit each.

use std::collections::HashMap;

const BITS: usize = 64;
const ASCII: usize = 128;

/// Words made ready to be looked for.
pub(super) struct Least {
    length: usize,
    blocks: usize,
    /// Which places of the words a letter stands at, a bit each: of ASCII, and of all others.
    ascii: Vec<u64>,
    others: HashMap<char, Vec<u64>>,
}

impl Least {
    pub(super) fn of(words: &[char]) -> Self {
        let blocks = words.len().div_ceil(BITS);
        let mut least =
            Self { length: words.len(), blocks, ascii: vec![0; ASCII * blocks], others: HashMap::new() };
        for (at, c) in words.iter().enumerate() {
            let place = match usize::try_from(u32::from(*c)) {
                Ok(code) if code < ASCII => least.ascii.get_mut(code * blocks + at / BITS),
                _ => least.others.entry(*c).or_insert_with(|| vec![0; blocks]).get_mut(at / BITS),
            };
            if let Some(bits) = place {
                *bits |= 1 << (at % BITS);
            }
        }
        least
    }

    fn places(&self, c: char) -> Option<&[u64]> {
        match usize::try_from(u32::from(c)) {
            Ok(code) if code < ASCII => self.ascii.get(code * self.blocks..(code + 1) * self.blocks),
            _ => self.others.get(&c).map(Vec::as_slice),
        }
    }

    /// The fewest letters that have to be changed, left out or put in to make the words of some part of
    /// `window`. O(window × blocks of 64 letters).
    pub(super) fn within(&self, window: &[char]) -> usize {
        let Some(last) = self.length.checked_sub(1) else { return 0 };
        let end = 1_u64 << (last % BITS);
        // Where a cell costs one more, and one less, than the one above it.
        let mut columns = vec![(u64::MAX, 0_u64); self.blocks];
        let (mut cost, mut fewest) = (self.length, self.length);
        for c in window {
            let places = self.places(*c);
            // What the cell at the lower edge of a block costs more than the one left of it.
            let (mut more, mut less) = (false, false);
            for (block, (up, down)) in columns.iter_mut().enumerate() {
                let same = places.and_then(|p| p.get(block)).copied().unwrap_or(0);
                let edge = if block + 1 == self.blocks { end } else { 1 << (BITS - 1) };
                let diagonal = same | *down;
                let same = same | u64::from(less);
                let run = ((same & *up).wrapping_add(*up) ^ *up) | same;
                let (plus, minus) = (*down | !(run | *up), *up & run);
                let (right, left) = (plus << 1 | u64::from(more), minus << 1 | u64::from(less));
                (more, less) = (plus & edge != 0, minus & edge != 0);
                *up = left | !(diagonal | right);
                *down = right & diagonal;
            }
            cost = (cost + usize::from(more)).saturating_sub(usize::from(less));
            fewest = fewest.min(cost);
        }
        fewest
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    /// The table in full.
    fn slow(words: &[char], window: &[char]) -> usize {
        let mut row = vec![0; window.len() + 1];
        for (i, a) in words.iter().enumerate() {
            let mut corner = std::mem::replace(&mut row[0], i + 1);
            for (j, b) in window.iter().enumerate() {
                let cost = (corner + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
                corner = std::mem::replace(&mut row[j + 1], cost);
            }
        }
        row.into_iter().min().unwrap()
    }

    #[test]
    fn differences_are_counted_wherever_the_words_are() {
        for (words, window, least) in [
            ("", "abc", 0),
            ("abc", "", 3),
            ("harbour", "in the harbour there", 0),
            ("harbour", "in the harbor there", 1),
            ("hafen", "порт", 5),
            ("порт", "в порту", 0),
        ] {
            assert_eq!(Least::of(&chars(words)).within(&chars(window)), least, "{words} in {window}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_is_what_the_whole_table_says(words in "[a-cä]{0,200}", window in "[a-cä]{0,260}") {
            let (words, window) = (chars(&words), chars(&window));
            prop_assert_eq!(Least::of(&words).within(&window), slow(&words, &window));
        }
    }
}
