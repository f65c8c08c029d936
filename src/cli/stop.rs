//! Why a command ended before its end, and the exit code of it.

use std::io;

use crate::job::export::ExportError;
use crate::paths::PathError;
use crate::store::{NameError, StoreError};

/// What ends a command.
#[derive(Debug)]
pub(super) enum Stop {
    /// Nobody reads what is printed: no error.
    Closed,
    /// Ctrl-C: 130.
    Interrupted,
    /// Wrong usage: 2.
    Usage(String),
    /// `WHAT: WHY (how to mend it)`: 1.
    Failed(String),
    /// `WHY (how to mend it)`; what was asked for is the command itself: 1.
    Refused(String),
}

impl Stop {
    /// It could not be done for `what`.
    pub(super) fn failed(what: &str, why: impl std::fmt::Display) -> Self {
        Self::Failed(format!("{what}: {why}"))
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Failed(format!("standard output: {error} (check where it goes)")),
        }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Interrupted => Self::Interrupted,
            StoreError::Newer { .. }
            | StoreError::Foreign { .. }
            | StoreError::Empty { .. }
            | StoreError::Folder { .. }
            | StoreError::ReadOnly { .. }
            | StoreError::Older { .. }
            | StoreError::Unreadable { .. }
            | StoreError::NoFolder { .. }
            | StoreError::Exists { .. }
            | StoreError::Io { .. } => Self::Failed(error.to_string()),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<NameError> for Stop {
    fn from(error: NameError) -> Self {
        match error {
            NameError::Store(error) => error.into(),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<PathError> for Stop {
    fn from(error: PathError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<ExportError> for Stop {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => error.into(),
            ExportError::Stream(error) => error.into(),
            ExportError::Cancelled => Self::Interrupted,
            ExportError::File { .. } | ExportError::Pages => Self::Failed(error.to_string()),
        }
    }
}
