//! postil: close reading in the terminal.
//!
//! The rooms, and who may enter which, from the inside out:
//! [`text`] is the geometry of text; [`model`] is what postil is about.

pub mod clock;
pub mod model;
pub mod seeds;
pub mod store;
pub mod text;
