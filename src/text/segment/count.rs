//! How many words a text has.

use unicode_segmentation::UnicodeSegmentation;

/// The words of UAX #29 that have a letter or a digit. Goes through the whole text; plain
/// ASCII words between spaces, which are most of any large text, cost one pass.
pub fn word_count(text: &str) -> u64 {
    let mut words = 0;
    for token in text.split([' ', '\n', '\t']) {
        if token.is_empty() {
            continue;
        }
        if token.bytes().all(|b| b.is_ascii_alphanumeric()) {
            words += 1;
        } else {
            words += token.unicode_words().map(|_| 1_u64).sum::<u64>();
        }
    }
    words
}
