//! What comes in and what goes out: messages, requests of the worker, its outcomes, and effects.

mod ask;
mod outcome;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

pub use ask::{Ask, Bulk, Pipe, Which};
pub use outcome::{Fresh, Hit, Outcome, Passage, Shown};

use super::Prefs;
use super::mouse::Mouse;
use crate::command::Key;
use crate::skin::Rgb;

/// Numbers a request, so that an outcome that is no longer wanted can be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ticket(pub u64);

/// Why a library can only be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Without a full stop.
    pub why: String,
    /// Whether nothing but room on its disk is wanting.
    pub full: bool,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Msg {
    Key(Key),
    /// Text pasted into the terminal, line ends LF.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// New size in cells: columns, rows.
    Resize(u16, u16),
    /// The worker is done with a request.
    Outcome(Ticket, Outcome),
    /// A wake-up that was asked for.
    Woke(Ticket),
    /// Another library is open in place of the one there was.
    LibraryOpened {
        path: PathBuf,
        made: bool,
        locked: Option<Locked>,
    },
    /// It could not be opened: a sentence. The one there was stays.
    LibraryRefused(String),
    /// Another program changed the library.
    LibraryChanged,
    /// The editor that was asked for has ended: its text, or why there is none.
    Edited(Result<String, String>),
    /// The terminal told the colour of its ground, or did not in time.
    Ground(Option<Rgb>),
    /// The settings were read again: what they are, and what to say of them, or their mistakes.
    Config(Box<Prefs>, Result<String, String>),
    /// A setting was changed: the settings as they are now, its name, and what to say of it.
    Set(Box<Prefs>, String, String),
    /// What came of an effect outside of postil, in a sentence.
    Told(Result<String, String>),
    /// Back from the background.
    Resumed,
    /// The program is told to end: what is unsaved is to be saved now.
    Closing,
}

/// Something for the shell to do. None of them blocks the loop.
#[derive(Debug, Clone)]
pub enum Effect {
    Ask(Ticket, Ask),
    /// Send [`Msg::Woke`] after that long; the only timer there is.
    Wake(Duration, Ticket),
    /// Hand text to `$VISUAL` or `$EDITOR`, answer with [`Msg::Edited`].
    EditOutside(String),
    /// Put text on the clipboard, answer with [`Msg::Told`].
    Copy(Clip),
    /// Change a setting until the program ends, answer with [`Msg::Set`] or [`Msg::Told`].
    Set {
        name: String,
        value: String,
    },
    /// Open something with the system's program for it, answer with [`Msg::Told`].
    OpenOutside(Original),
    /// Open another library, answer with [`Msg::LibraryOpened`] or [`Msg::LibraryRefused`].
    OpenLibrary(PathBuf),
    /// Draw everything anew.
    Redraw,
    /// The job of that ticket is to stop; what it has done stays.
    GiveUp(Ticket),
    Suspend,
    Quit,
}

/// Something for another program to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Original {
    /// Of the web, in visible ASCII.
    Address(String),
    File(PathBuf),
}

impl fmt::Display for Original {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => f.write_str(address),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Something for the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    /// Never empty.
    pub text: String,
    /// What a message calls it: `12 words`, `the note`.
    pub what: String,
}
