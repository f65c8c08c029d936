//! How many words two texts have in common.

use std::collections::HashMap;

/// The share of words, 0 to 1, that two texts have in common, each as often as it occurs.
pub(super) fn shared(a: &str, b: &str) -> f32 {
    let mut counts: HashMap<&str, i32> = HashMap::new();
    let (mut here, mut there, mut same) = (0_u32, 0_u32, 0_u32);
    for word in a.split_whitespace() {
        *counts.entry(word).or_default() += 1;
        here += 1;
    }
    for word in b.split_whitespace() {
        there += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            same += 1;
        }
    }
    let part = u128::from(same) * 1000 / u128::from(here.max(there).max(1));
    f32::from(u16::try_from(part).unwrap_or(0)) / 1000.0
}
