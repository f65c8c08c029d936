//! The geometry of text: where clusters, words, sentences, rows and cells begin and end.
//! Pure, and it knows nothing of articles, terminals or files.

pub mod segment;
mod span;

pub use span::{Column, Offset, Row, Span};
