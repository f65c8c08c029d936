//! SQLite, the one truth: every edit goes through `Store::apply`, one transaction that also
//! writes the journal, so that undo and redo survive a restart and other programs share them.
//! It refuses what it cannot keep whole: a file that is not ours, a newer schema, an edit that
//! does not fit, each with a sentence and without a change.

mod alike;
mod annotations;
mod apply;
mod articles;
mod backup;
mod blocks;
mod collections;
mod create;
mod disk;
mod dismissed;
mod doctor;
mod documents;
mod drafts;
mod error;
mod feeds;
mod filter;
#[cfg(test)]
mod fixture;
mod fold;
mod furniture;
mod glimpse;
mod index;
mod journal;
mod look;
#[cfg(test)]
mod made;
mod marks;
mod merged;
mod migrate;
mod named;
mod open;
mod passages;
mod pieces;
mod resolve;
mod revisions;
mod said;
mod same;
mod samples;
mod search;
mod starters;
mod state;
mod stats;
mod step;
mod themes;
mod trash;
mod tree;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use rusqlite::{Connection, InterruptHandle};

use crate::clock::Clock;
use crate::databases::{self, FileId};

pub use crate::model::{Sort, SortBy};
pub use alike::TextRow;
pub use annotations::AnnotationFilter;
pub use backup::copies_beside;
pub use dismissed::Dismissed;
pub use doctor::Check;
pub use drafts::GoneAnnotation;
pub use error::StoreError;
pub use glimpse::{HEAD as GLIMPSE_HEAD, glimpse_of, is_private, open_glimpse};
pub use resolve::{NameError, Thing};
pub use revisions::Revision;
pub use same::Same;
pub use samples::Sample;
pub use search::{Field, Hit};
pub use starters::{StarterArticle, StarterTheme, Starters};
pub use step::As;
pub use trash::Purged;

/// What the store's functions return.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Instructions of SQLite between two looks whether it is to stop: far less than a millisecond.
const OFTEN: i32 = 1_000;

/// A connection to a library.
pub struct Store {
    conn: Connection,
    /// The file that was opened: known for as long as the connection is there.
    file: databases::Open,
    clock: Clock,
    /// `None` in memory.
    path: Option<PathBuf>,
    /// Names this running program in the journal.
    instance: String,
    /// The newest step there was when it was opened.
    began: i64,
    new: bool,
    /// Why it can only be read, where that is so.
    locked: Option<open::Locked>,
    /// Whether this connection has the journal's triggers.
    recorder: bool,
    /// Whether a transaction is open that several changes share: see [`Store::hold`].
    held: Arc<AtomicU8>,
    /// Called while a lock is waited for.
    #[cfg(test)]
    waiting: Option<Box<dyn Fn() + Send>>,
    /// Called once, right before the lock is asked for after so many times.
    #[cfg(test)]
    meanwhile: Option<(usize, Box<dyn FnOnce() + Send>)>,
}

/// Who a running program is to a library: see [`Store::kin`].
#[derive(Debug, Clone)]
pub struct Kin {
    instance: String,
    began: i64,
    /// The file that is open, so that another one under its name is not taken for it.
    file: Option<FileId>,
    /// How it is read, where it cannot be written to.
    locked: Option<open::Locked>,
}

impl Kin {
    /// Whether the file that the program has open is still the one at a path. Where it is not, what is
    /// there must not even be opened: SQLite would take the log of the one for that of the other.
    pub fn is_at(&self, path: &Path) -> bool {
        FileId::of(path).is_some_and(|file| Some(file) == self.file)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the library at `path`, made with its folders where there is none. A file that is not
    /// a library, is empty or is newer than this program is refused untouched. One that cannot be written to
    /// is open for reading alone, if it is not older than this program: see [`Store::locked`].
    pub fn open(path: &Path, clock: Clock) -> Result<Self> {
        Self::open_or_make(path, clock, &|_| Ok(()))
    }

    /// The same; one that is made has from the first moment on what `furnish` puts into it.
    pub fn open_or_make(
        path: &Path,
        clock: Clock,
        furnish: &dyn Fn(&mut Self) -> Result<()>,
    ) -> Result<Self> {
        let opened = open::open(path, &clock, furnish)?;
        let mut store = Self::over(opened.conn, clock, Some(path.to_owned()), opened.file);
        (store.new, store.locked) = (opened.new, opened.locked);
        Ok(store)
    }

    /// A library in memory, gone when it is dropped.
    pub fn memory(clock: Clock) -> Result<Self> {
        let mut conn = Connection::open_in_memory()?;
        open::settle(&conn)?;
        migrate::migrate(&mut conn, None, migrate::ALL)?;
        let mut store = Self::over(conn, clock, None, databases::Open::default());
        store.new = true;
        Ok(store)
    }

    fn over(conn: Connection, clock: Clock, path: Option<PathBuf>, file: databases::Open) -> Self {
        let instance = clock.id().to_string();
        // Where it cannot be read, every step counts as made since: the cautious side.
        let began = conn.query_row("SELECT ifnull(max(id), 0) FROM steps", [], |row| row.get(0)).unwrap_or(0);
        Self {
            conn,
            file,
            clock,
            path,
            instance,
            began,
            new: false,
            locked: None,
            recorder: false,
            held: Arc::default(),
            #[cfg(test)]
            waiting: None,
            #[cfg(test)]
            meanwhile: None,
        }
    }

    /// A second connection, for reading alone: it can be interrupted without harm to an edit.
    /// A library in memory has only the first one: an error.
    pub fn second(&self) -> Result<Self> {
        self.second_later()()
    }

    /// What opens the second connection, on another thread if that is wanted.
    pub fn second_later(&self) -> impl FnOnce() -> Result<Self> + Send + use<> {
        let (path, clock, kin) = (self.path.clone(), self.clock.clone(), self.kin());
        let locked = self.locked.clone();
        move || {
            let Some(path) = path else {
                return Err(StoreError::refused(
                    "a library in memory has one connection only (read through it)",
                ));
            };
            let file = databases::Open::of(&path);
            let conn = open::reader(&path, locked.as_ref())?;
            let mut second = Self::over(conn, clock, Some(path), file);
            second.locked = locked;
            (second.instance, second.began) = (kin.instance, kin.began);
            Ok(second)
        }
    }

    /// Who this running program is to a library: connections that share it make each other's steps.
    pub fn kin(&self) -> Kin {
        let (instance, locked) = (self.instance.clone(), self.locked.clone());
        Kin { instance, began: self.began, file: self.file.id(), locked }
    }

    /// One more connection of the same program, which changes the library beside the first. One that cannot be written
    /// to is read as by the first.
    pub fn open_kin(path: &Path, clock: Clock, kin: &Kin) -> Result<Self> {
        let mut store = match &kin.locked {
            None => Self::open(path, clock)?,
            Some(locked) => {
                let file = databases::Open::of(path);
                let conn = open::reader(path, Some(locked))?;
                let mut store = Self::over(conn, clock, Some(path.to_owned()), file);
                store.locked = Some(locked.clone());
                store
            }
        };
        store.instance.clone_from(&kin.instance);
        store.began = kin.began;
        Ok(store)
    }

    /// Whether opening made the library.
    pub fn is_new(&self) -> bool {
        self.new
    }

    /// Why the library can only be read, where that is so: every change is refused as
    /// [`StoreError::ReadOnly`], or as [`StoreError::NoRoom`] on a full disk.
    pub fn locked(&self) -> Option<&str> {
        self.locked.as_ref().map(|locked| locked.why.as_str())
    }

    /// Whether it can only be read because its disk is full.
    pub fn lacks_room(&self) -> bool {
        self.locked.as_ref().is_some_and(open::Locked::lacks_room)
    }

    /// The file it is in; `None` in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether the file that was opened is not at its path any more: what is saved would be lost.
    pub fn is_gone(&self) -> bool {
        self.path.as_deref().is_some_and(|path| FileId::of(path) != self.file.id())
    }

    /// Interrupts what this connection is doing, from any thread.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.conn.get_interrupt_handle()
    }

    /// Runs `body`. Once `stop` is set what it asks of the library is [`StoreError::Interrupted`]: the statement
    /// that runs then, and each one after it.
    pub fn until<T>(
        &mut self,
        stop: &Arc<AtomicBool>,
        body: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let stop = Arc::clone(stop);
        self.conn.progress_handler(OFTEN, Some(move || stop.load(Ordering::SeqCst)))?;
        let result = body(self);
        self.conn.progress_handler(0, None::<fn() -> bool>)?;
        result
    }

    /// A number that changes when another connection has changed the library.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// The note on the library.
    pub fn library_note(&self) -> Result<Option<String>> {
        Ok(self.conn().query_row("SELECT note FROM library WHERE id = 1", [], |row| row.get(0))?)
    }

    pub(in crate::store) fn conn(&self) -> &Connection {
        &self.conn
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }
}
