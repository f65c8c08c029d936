//! The geometry of text: where clusters, words, sentences, rows and cells begin and end.
//! Pure, and it knows nothing of articles, terminals or files.

mod apart;
pub mod direction;
pub mod find;
mod flow;
pub mod form;
pub mod fuzzy;
pub mod grapheme;
pub mod joint;
pub mod layout;
pub mod ligature;
mod line;
pub mod natural;
pub mod points;
pub mod quote;
pub mod segment;
mod span;
pub mod token;
mod visible;
pub mod wrap;

pub use apart::apart;
pub use flow::{clipped, excerpt, flow, head, one_line};
pub use line::find_line;
pub use span::{Column, Offset, Row, Span};
pub use visible::{Shown, cells, shown, sign, visible, visible_line};
