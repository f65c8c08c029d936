//! Where the screen meets the machine: the terminal taken over and given back, keys, signals,
//! the loop, the worker that owns the store, and the editor. It decides nothing about what is
//! read or written; that is the app's.

pub mod answer;
mod awaited;
mod bulk;
mod change;
mod clipboard;
mod desk;
mod device;
mod drafts;
mod drive;
mod editor;
mod export;
mod feeds;
mod finding;
mod first;
mod glimpse;
mod ground;
mod import;
mod input;
mod keys;
pub mod log;
mod mending;
mod opener;
mod panics;
mod passages;
mod pipe;
mod program;
mod read;
mod rescue;
mod run;
pub mod screen;
mod settings;
mod signals;
mod stage;
mod survey;
mod terminal;
mod travel;
mod tree;
mod tutor;
mod unkept;
mod watch;
mod worker;

pub use awaited::answer_first;
pub use drive::{Asked, drive};
pub use ground::Silence;
pub use read::{NoTerminal, Options, read};
pub use run::Program;
pub use settings::{Settings, prefs};
pub use stage::Stage;
pub use worker::Course;
