//! postil: close reading in the terminal.
//!
//! The rooms, and who may enter which, from the inside out:
//! [`text`] is the geometry of text; [`model`] is what postil is about; [`command`] is what can
//! be asked; [`import`] makes articles of bytes, [`export`] makes text of articles, [`files`] reads and writes them.

pub mod app;
pub mod cli;
pub mod clock;
pub mod command;
pub mod config;
pub mod export;
pub mod files;
pub mod import;
pub mod job;
pub mod model;
pub mod paths;
pub mod seeds;
pub mod shell;
pub mod store;
pub mod text;
pub mod view;
