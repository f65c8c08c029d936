//! What can be asked: the table of commands, keys and chords, the contexts in which they are
//! looked up, and the reference that is rendered from the table.

mod key;
mod keymap;
pub mod lessons;
pub mod reference;
mod setting;
mod table;

pub use key::{Chord, Key, KeyCode};
pub use keymap::{Bindings, Clash, Context, Found, Keymap};
pub use setting::Values;
pub use table::{Argument, Command, Takes};
