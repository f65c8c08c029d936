//! What was laid out lately: two generations, the older of which is dropped when the younger is
//! full. Memory is bounded by entries and by rows, whatever is scrolled through.

use std::collections::HashMap;
use std::sync::Arc;

/// What the layout has done: what tests hold it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// Blocks, or pieces of large ones, that were broken into rows.
    pub blocks_laid: usize,
    /// Bytes in them.
    pub bytes_wrapped: usize,
}

/// Entries and rows of one generation.
const ENTRIES: usize = 1024;
const ROWS: usize = 256 * 1024;

/// A block and the number of its piece.
pub type Key = (usize, usize);

/// Starts of rows, see [`crate::text::wrap::wrap`].
pub type Starts = Arc<[usize]>;

#[derive(Debug, Clone, Default)]
pub struct Cache {
    young: HashMap<Key, Starts>,
    old: HashMap<Key, Starts>,
    rows: usize,
    pub counters: Counters,
}

impl Cache {
    pub fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
        self.rows = 0;
    }

    pub fn get(&mut self, key: Key) -> Option<Starts> {
        if let Some(starts) = self.young.get(&key) {
            return Some(Arc::clone(starts));
        }
        let starts = self.old.remove(&key)?;
        self.keep(key, &starts);
        Some(starts)
    }

    /// Keeps what was laid out of so many bytes.
    pub fn put(&mut self, key: Key, starts: &Starts, bytes: usize) {
        self.counters.blocks_laid += 1;
        self.counters.bytes_wrapped += bytes;
        self.keep(key, starts);
    }

    fn keep(&mut self, key: Key, starts: &Starts) {
        if self.young.len() >= ENTRIES || self.rows >= ROWS {
            self.old = std::mem::take(&mut self.young);
            self.rows = 0;
        }
        self.rows += starts.len();
        self.young.insert(key, Arc::clone(starts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_lately_stays_and_the_rest_is_bounded() {
        let mut cache = Cache::default();
        let starts: Starts = vec![0].into();
        for block in 0..10 * ENTRIES {
            cache.put((block, 0), &starts, 1);
            assert!(cache.get((0, 0)).is_some(), "used at every step");
        }
        assert!(cache.young.len() + cache.old.len() <= 2 * ENTRIES);
        assert!(cache.get((1, 0)).is_none());
        let long: Starts = vec![0; ROWS].into();
        for block in 0..10 {
            cache.put((block, 1), &long, 1);
        }
        assert!(cache.young.len() + cache.old.len() <= 2 + ENTRIES);
    }
}
