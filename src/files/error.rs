//! Why a file could not be read or written. Each sentence says why and how to mend it; who shows it
//! puts the name of the file before it.

use std::io;

use thiserror::Error;

#[derive(Debug, Error)]
pub enum FileError {
    #[error("there is no such file or folder (check the name)")]
    Missing,
    #[error("postil may not open it (check its permissions)")]
    Forbidden,
    #[error("the disk that it is on can only be read (choose another place)")]
    ReadOnly,
    /// `what` it is instead.
    #[error("it is {what}, not a file (name a file)")]
    NotAFile { what: &'static str },
    /// Bytes.
    #[error("it is larger than {limit} bytes (split it)")]
    TooLarge { limit: u64 },
    #[error("it is a link out of the folder, which is not followed (name what it leads to)")]
    Outside,
    /// Files.
    #[error("it has more than {limit} files (take out what does not belong there)")]
    Crowded { limit: usize },
    #[error("it belongs to the library that is open (name another file)")]
    InUse,
    #[error("the disk is full (make room and try again)")]
    Full,
    #[error("the folder it should go into does not exist (make it first)")]
    NoFolder,
    #[error("a file is where a folder should be (name another place)")]
    InTheWay,
    #[error("it could not be {done}: {source} (check the disk and try again)")]
    Failed { done: &'static str, source: io::Error },
}

impl FileError {
    /// The error for what went wrong while something was being `done` ("read", "written").
    pub(super) fn of(source: io::Error, done: &'static str) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::IsADirectory => Self::NotAFile { what: "a folder" },
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Self::InTheWay,
            _ => Self::Failed { done, source },
        }
    }
}
