//! The texts of a project whose list of contents is in no archive: those in the folder beside it.

use std::collections::{HashMap, HashSet};
use std::ops::Not as _;
use std::path::{Path, PathBuf};

use crate::files::{Beside, FileError, read_limited};
use crate::import::archive::Limits;
use crate::import::refi::{Folder, files_named};

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

/// Takes out of the files of a folder the texts of projects that are among them, as far as their lists name
/// them: they come with those.
pub(super) fn without_sources(files: &mut Vec<PathBuf>, limits: Limits) {
    let is_list = |path: &&PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("qde"));
    // By the folder of a list. What one names that cannot be read is not known, and that it cannot be is told.
    let mut named: HashMap<PathBuf, Option<HashSet<String>>> = HashMap::new();
    for list in files.iter().filter(is_list) {
        let Some(folder) = list.parent() else { continue };
        let told = read_limited(list, limits.entry).ok().and_then(|list| files_named(&list, limits).ok());
        let known = named.entry(folder.to_owned()).or_insert_with(|| Some(HashSet::new()));
        match (known.as_mut(), told) {
            (Some(known), Some(told)) => known.extend(told),
            _ => *known = None,
        }
    }
    files.retain(|path| {
        let Some(folder) = path.parent() else { return true };
        let is_called = folder.file_name().is_some_and(|name| CALLED.iter().any(|called| name == *called));
        let named = folder.parent().filter(|_| is_called).and_then(|above| named.get(above));
        let name = || path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        named.is_some_and(|named| named.as_ref().is_none_or(|named| named.contains(&name()))).not()
    });
}
