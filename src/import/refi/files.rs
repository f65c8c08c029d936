//! Where the texts of a project are: with its list of contents in an archive, or in a folder beside it.

use std::fmt::Debug;

use crate::import::archive::{Archive, ArchiveError, Limits};
use crate::import::{ImportError, clean};

/// The folder `sources/` beside a list of contents that is in no archive. Whoever gives it sees to it that
/// nothing outside of it is read.
pub trait Folder: Debug {
    /// The files in it, each as `sources/NAME`, in no order.
    fn names(&self) -> Vec<String>;

    /// The whole of one of them; `None` where it has more than `limit` bytes. An error is a sentence that
    /// says why, and how to mend it.
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, String>;
}

#[derive(Debug)]
pub(super) enum Files<'a> {
    Archive(Archive<'a>),
    /// `None` where nobody knows what is beside the list. With the bytes that may still be read.
    Folder(Option<&'a dyn Folder>, Limits, u64),
}

impl<'a> Files<'a> {
    pub(super) fn beside(folder: Option<&'a dyn Folder>, limits: Limits) -> Self {
        Self::Folder(folder, limits, limits.total)
    }

    /// Their names.
    pub(super) fn names(&self) -> Vec<String> {
        match self {
            Self::Archive(archive) => archive.names().map(str::to_owned).collect(),
            Self::Folder(folder, ..) => folder.map(Folder::names).unwrap_or_default(),
        }
    }

    /// The whole of one.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, ImportError> {
        let (folder, limits, left) = match self {
            Self::Archive(archive) => return Ok(archive.read(name)?),
            Self::Folder(folder, limits, left) => (folder, *limits, left),
        };
        let beside = |why: String| ImportError::Beside { name: clean::line(name), why };
        let too_large = |limit: u64, setting: &str| {
            beside(format!(
                "it is more than {limit} bytes long ([limits] {setting} in the configuration raises that)"
            ))
        };
        let Some(folder) = folder else { return Err(self.missing(name).unwrap_or(ImportError::Empty)) };
        match folder.read(name, limits.entry.min(*left)).map_err(beside)? {
            Some(bytes) => {
                *left = left.saturating_sub(bytes.len() as u64);
                Ok(bytes)
            }
            None if *left < limits.entry => Err(ArchiveError::Full { limit: limits.total }.into()),
            None => Err(too_large(limits.entry, "archive-entry")),
        }
    }

    /// Why a file that is named is not there, where that is to be told of one by one.
    pub(super) fn missing(&self, path: &str) -> Option<ImportError> {
        let why = match self {
            Self::Archive(_) => return None,
            Self::Folder(None, ..) => {
                "where the project is cannot be told (import it as a file, with its folder “sources” beside it)"
            }
            Self::Folder(Some(_), ..) => {
                "there is no such file in the folder “sources” beside it, the only one that is read (put it there)"
            }
        };
        Some(ImportError::Beside { name: clean::line(path), why: why.to_owned() })
    }
}
