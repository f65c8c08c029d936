//! Work on a library that the screen and the command line share: each a function, with progress
//! and a flag that stops it where it may take long, so that what was done until then is kept.

pub mod around;
mod corrections;
pub mod diff;
pub mod drafts;
pub mod export;
mod fetch;
mod fetches;
mod identity;
pub mod import;
pub mod library;
pub mod mend;
mod read;
pub mod suggest;
pub mod wording;

pub use read::Means;
