//! Where the screen meets the machine: the terminal taken over and given back, keys, signals,
//! the loop, the worker that owns the store, and the editor. It decides nothing about what is
//! read or written; that is the app's.

pub mod editor;
pub mod input;
mod keys;
pub mod log;
pub mod panics;
pub mod screen;
pub mod signals;
pub mod terminal;
