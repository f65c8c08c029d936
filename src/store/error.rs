//! What can go wrong with a library. Each message says what, why, and in brackets how to mend it.

use std::io;
use std::path::PathBuf;

use rusqlite::ffi;

/// Why the library could not be opened, read or changed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{}: this library was written by a newer postil (its schema is {found}, this program knows {known}) (update postil, or name another file with --library)", path.display())]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error("{}: this file is not a postil library: {why} (name another file with --library; it was left as it is)", path.display())]
    Foreign { path: PathBuf, why: &'static str },
    #[error("{}: this file is empty, and a library never is (put a backup in its place, or remove it to begin anew)", path.display())]
    Empty { path: PathBuf },
    #[error("{}: this is a folder, not a library (name a file in it, such as library.postil)", path.display())]
    Folder { path: PathBuf },
    #[error("{}: the library cannot be written to: {why} (make the file and its folder writable, or copy it elsewhere)", path.display())]
    ReadOnly { path: PathBuf, why: String },
    /// A disk that is known by its place.
    #[error("{why} (make room there and try again; nothing was changed)")]
    NoRoom { why: String },
    #[error("{}: this library is of an older postil (its schema is {found}, this program needs {known}) and cannot be brought up to date, since it cannot be written to: {why} (copy it to where it can be, and open the copy)", path.display())]
    Older { path: PathBuf, why: String, found: i64, known: i64 },
    #[error("{}: the library cannot be read: {source} (check its permissions and its disk)", path.display())]
    Unreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{}: the folder for the library cannot be made: {source} (make it by hand, or name another place with --library)", path.display())]
    NoFolder {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error(
        "the library is being written to by another program, which did not finish in {seconds} seconds (try again)"
    )]
    Busy { seconds: u64 },
    #[error("{}: this stands where SQLite keeps a file of the library beside it, so nothing could be saved (move it away, or rename it)", path.display())]
    InTheWay { path: PathBuf },
    #[error("{}: there is a file of that name already (choose another name)", path.display())]
    Exists { path: PathBuf },
    /// What was asked for cannot be done; a sentence that says why and how to mend it.
    #[error("{0}")]
    Refused(String),
    #[error("the library's journal cannot be followed: {0} (`postil doctor` checks the library)")]
    Journal(String),
    #[error("a stored text is of a newer postil, in a form that this one does not know (update postil)")]
    NewerText,
    #[error("a stored text cannot be read: {0} (`postil doctor` checks the library)")]
    Damaged(String),
    #[error("the disk is full (make room and try again; nothing was changed)")]
    Full,
    #[error("{why}, and {} saved until then (make room and import all of it again: nothing comes twice)", saved(*count))]
    FullAfter { why: String, count: u64 },
    #[error("interrupted")]
    Interrupted,
    #[error("the library does not answer: {0} (`postil doctor` checks the library)")]
    Sqlite(#[source] rusqlite::Error),
    #[error("{}: {source} (check the folder's permissions and its disk)", path.display())]
    Io {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

impl StoreError {
    /// A refusal with its sentence.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }

    /// The same after `count` articles were saved.
    #[must_use]
    pub fn after(self, count: u64) -> Self {
        match self {
            Self::Full => Self::FullAfter { why: "the disk is full".to_owned(), count },
            Self::NoRoom { why } => Self::FullAfter { why, count },
            other => other,
        }
    }

    /// Whether another connection holds the lock, so that trying again may help.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Busy { .. } => true,
            Self::Sqlite(error) => is_busy(error),
            _ => false,
        }
    }
}

fn saved(count: u64) -> String {
    if count == 1 { "1 article was".to_owned() } else { format!("{count} articles were") }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            // The file beside a library in which its connections agree finds no room, so not even a reader opens.
            _ if extended(&error) == Some(ffi::SQLITE_IOERR_SHMSIZE) => Self::Full,
            _ => Self::Sqlite(error),
        }
    }
}

fn extended(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}

pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
    )
}
