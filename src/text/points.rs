//! Unicode code points, in which places are told to others, and bytes, in which they are counted here.

use std::collections::HashMap;
use std::hash::Hash;

/// A way through a text that only goes on.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> Walk<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    /// Goes on to a byte between characters; the code points before it.
    pub fn to_byte(&mut self, byte: usize) -> Option<usize> {
        self.point += self.text.get(self.byte..byte)?.chars().count();
        self.byte = byte;
        Some(self.point)
    }

    /// Goes on to a code point; the bytes before it.
    pub fn to_point(&mut self, point: usize) -> Option<usize> {
        let rest = self.text.get(self.byte..)?;
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        self.byte += { ends }.nth(point.checked_sub(self.point)?)?;
        self.point = point;
        Some(self.byte)
    }
}

/// The code points before bytes of a text; a byte within a character or outside the text has none. One walk
/// for all: O(text).
pub fn of_bytes(text: &str, bytes: impl Iterator<Item = usize>) -> HashMap<usize, u64> {
    let mut walk = Walk::new(text);
    each(bytes, |byte| u64::try_from(walk.to_byte(byte)?).ok())
}

/// The bytes before code points of a text; one outside the text has none. One walk for all: O(text).
pub fn to_bytes(text: &str, points: impl Iterator<Item = u64>) -> HashMap<u64, usize> {
    let mut walk = Walk::new(text);
    each(points, |point| walk.to_point(usize::try_from(point).ok()?))
}

fn each<K: Copy + Ord + Hash, V>(
    all: impl Iterator<Item = K>,
    mut to: impl FnMut(K) -> Option<V>,
) -> HashMap<K, V> {
    let mut all: Vec<K> = all.collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().filter_map(|one| Some((one, to(one)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_bytes_are_each_others_inverse_and_outside_there_are_none() {
        let text = "aé漢\u{1f469}\u{200d}\u{1f467}z";
        let count = u64::try_from(text.chars().count()).unwrap();
        let bytes = to_bytes(text, (0..count + 3).chain([u64::MAX, 2]));
        let all: HashMap<u64, usize> =
            (0..).zip(text.char_indices().map(|(at, _)| at).chain([text.len()])).collect();
        assert_eq!(bytes, all);
        let points = of_bytes(text, (0..text.len() + 3).rev().chain([usize::MAX]));
        assert_eq!(points, all.into_iter().map(|(point, byte)| (byte, point)).collect());
    }
}
