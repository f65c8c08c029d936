//! Words, sentences and what stands between quotation marks or brackets: where they begin
//! and end, for motions and selections.
//!
//! Sentences follow UAX #29 (Unicode Text Segmentation) in what may end one, and rules of
//! our own in what does: abbreviations, initials, quoted questions, footnote marks, lists.
//! Nothing here reads more than [`WINDOW`] bytes for one question, however long the block;
//! only [`sentences`] and [`word_count`] go through all of what they are given.
//! It refuses to guess the language: the tables of all languages hold at once.

mod brackets;
mod chars;
mod cluster;
mod count;
mod objects;
mod quotes;
mod rules;
mod sentence;
mod tables;
mod view;
mod word;

pub use brackets::{brackets_over, innermost_brackets, object_brackets};
pub use count::word_count;
pub use objects::{object_sentence, object_word};
pub use quotes::{object_quotes, quotes_over};
pub use sentence::{Bounds, Sentences, next_sentence, prev_sentence, sentence_at, sentences};
pub use word::{next_word, prev_word, word_end};

/// Whether a word, without its last full stop, is short for another: `Prof`, `Corp`.
pub fn is_abbreviation(word: &str) -> bool {
    tables::abbreviation(word).is_some()
}

/// Bytes that one question may look at.
pub const WINDOW: usize = 64 * 1024;

#[cfg(test)]
mod tests;
