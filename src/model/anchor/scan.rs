//! Shows the occurrences of many quotes in two passes over a text, however many quotes there are.

use std::collections::HashMap;

use super::Tally;

/// Bytes of a quote by which it is looked up.
pub(super) const KEY: usize = 8;
/// Comparisons that one call may make for all quotes together; then the rest counts as too frequent.
const COMPARISONS: usize = 20_000_000;
const SLOTS: usize = 1 << 18;

fn slot(key: u64) -> usize {
    usize::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 46).unwrap_or(0)
}

fn keys(text: &[u8]) -> impl Iterator<Item = u64> {
    text.windows(KEY).filter_map(|w| w.first_chunk::<KEY>()).map(|bytes| u64::from_le_bytes(*bytes))
}

/// Shows every occurrence of each tally's quote to it. Quotes have [`KEY`] bytes or more.
pub(super) fn show_all(text: &str, tallies: &mut [(usize, Tally)]) {
    if tallies.is_empty() {
        return;
    }
    // Each quote is looked up by those of its bytes that are rarest in the text: the beginnings
    // of sentences are often the same.
    let mut counts = vec![0_u32; SLOTS];
    for key in keys(text.as_bytes()) {
        if let Some(count) = counts.get_mut(slot(key)) {
            *count = count.saturating_add(1);
        }
    }
    let mut wanted = vec![false; SLOTS];
    let mut by_key: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
    for (t, (_, tally)) in tallies.iter().enumerate() {
        let rarity = |key: u64| counts.get(slot(key)).copied().unwrap_or(0);
        let rarest =
            keys(tally.sought.quote.as_bytes()).take(256).enumerate().min_by_key(|(_, key)| rarity(*key));
        let Some((within, key)) = rarest else { continue };
        by_key.entry(key).or_default().push((t, within));
        if let Some(flag) = wanted.get_mut(slot(key)) {
            *flag = true;
        }
    }
    let mut budget = COMPARISONS;
    for (here, key) in keys(text.as_bytes()).enumerate() {
        if !wanted.get(slot(key)).copied().unwrap_or(false) {
            continue;
        }
        for &(t, within) in by_key.get(&key).into_iter().flatten() {
            let (Some((_, tally)), Some(at)) = (tallies.get_mut(t), here.checked_sub(within)) else {
                continue;
            };
            if budget == 0 {
                tally.crowded = true;
            }
            if tally.crowded || at < tally.next {
                continue;
            }
            budget = budget.saturating_sub(1);
            if text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(tally.sought.quote.as_bytes())) {
                tally.see(text, at);
                tally.next = at + tally.stride();
            }
        }
    }
}
