//! The texts of a project whose list of contents is in no archive: those in the folder beside it.

use std::path::{Path, PathBuf};

use crate::files::{Beside, FileError};
use crate::import::archive::Limits;
use crate::import::refi::Folder;

/// What the folder is called.
const CALLED: &[&str] = &["sources", "Sources"];

/// The folder; `None` where there is none.
#[derive(Debug)]
pub(super) struct Sources(Option<Beside>);

impl Sources {
    /// Those of the list at `path`. An error says why they cannot be read.
    pub(super) fn beside(path: &Path, limits: Limits) -> Result<Self, String> {
        let found = Beside::of(path, CALLED, limits.entries);
        found.map(Self).map_err(|error| format!("the folder “sources” beside it cannot be read: {error}"))
    }
}

impl Folder for Sources {
    fn names(&self) -> Vec<String> {
        self.0.as_ref().map(|beside| beside.names().to_vec()).unwrap_or_default()
    }

    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, String> {
        let Some(beside) = &self.0 else { return Err(FileError::Missing.to_string()) };
        match beside.read(name, limit) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(FileError::TooLarge { .. }) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Takes out of the files of a folder the texts of projects that are among them: they come with those.
pub(super) fn without_sources(files: &mut Vec<PathBuf>) {
    let is_list = |path: &&PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("qde"));
    let lists: Vec<PathBuf> =
        files.iter().filter(is_list).filter_map(|path| path.parent().map(Path::to_owned)).collect();
    files.retain(|path| {
        let Some(folder) = path.parent() else { return true };
        let is_called = folder.file_name().is_some_and(|name| CALLED.iter().any(|called| name == *called));
        !(is_called && folder.parent().is_some_and(|above| lists.iter().any(|list| list == above)))
    });
}
