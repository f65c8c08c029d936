//! `.postil.json`: the files of an export folder that postil wrote. It is written at the end; what is about to be written
//! until then goes into `.postil.begun` first, so that what an export wrote that was killed is known as ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::typed::Print;
use crate::files::write::append;
use crate::files::{FileError, read_limited, write_atomic};

const NAME: &str = ".postil.json";
const BEGUN: &str = ".postil.begun";

/// A line of [`BEGUN`]: a file with its id, and what is about to be written into it.
#[derive(Debug, Serialize, Deserialize)]
struct Begun {
    path: String,
    id: Option<String>,
    print: Print,
}

/// Files in order of their path; no time stamp, so that an export that changes nothing changes nothing here.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: u32,
    files: BTreeMap<String, Option<String>>,
    /// What was written into each.
    #[serde(default)]
    prints: BTreeMap<String, Print>,
}

impl Manifest {
    /// The one in the folder; an empty one where there is none or it cannot be understood. Then
    /// files are known by the ids in them alone.
    pub(super) fn read(root: &Path) -> Self {
        let path = root.join(NAME);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
        let read = is_file.then(|| read_limited(&path, u64::MAX).ok()).flatten();
        let mut manifest: Self =
            read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        manifest.version = 1;
        manifest
    }

    /// What an export began to write that was killed; the last line may be a part of one.
    pub(super) fn begun(root: &Path) -> Vec<(String, Option<String>, Print)> {
        let path = root.join(BEGUN);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
        let bytes = is_file.then(|| read_limited(&path, u64::MAX).ok()).flatten().unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n');
        let read = lines.filter_map(|line| serde_json::from_slice::<Begun>(line).ok());
        read.map(|Begun { path, id, print }| (path, id, print)).collect()
    }

    /// Notes what is about to be written. Where that cannot be done, no more follows than that it is not known as ours
    /// if the export is killed.
    pub(super) fn begin(root: &Path, path: &str, id: Option<&str>, print: &Print) {
        let line = Begun { path: path.to_owned(), id: id.map(str::to_owned), print: print.clone() };
        let line = serde_json::to_string(&line).unwrap_or_default();
        // The line before may be a part of one.
        let _ = append(&root.join(BEGUN), format!("\n{line}\n").as_bytes());
    }

    pub(super) fn files(&self) -> Vec<(String, Option<String>)> {
        self.files.iter().map(|(path, id)| (path.clone(), id.clone())).collect()
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// What was written into a file, also into one that has another name by now.
    pub(super) fn print(&self, path: &str, id: Option<&str>) -> Option<&Print> {
        let was = || {
            self.files.iter().find(|(_, known)| id.is_some() && known.as_deref() == id).map(|(path, _)| path)
        };
        self.prints.get(path).or_else(|| self.prints.get(was()?))
    }

    /// A file, with what was written into it where that is known.
    pub(super) fn add(&mut self, path: &str, id: Option<&str>, print: Option<Print>) {
        self.files.insert(path.to_owned(), id.map(str::to_owned));
        if let Some(print) = print {
            self.prints.insert(path.to_owned(), print);
        }
    }

    pub(super) fn remove(&mut self, path: &str) -> Option<Print> {
        self.files.remove(path);
        self.prints.remove(path)
    }

    /// Writes it where it differs from what is there.
    pub(super) fn write(&self, root: &Path) -> Result<(), FileError> {
        let path = root.join(NAME);
        if fs::symlink_metadata(&path).is_ok_and(|meta| !meta.is_file()) {
            return Err(FileError::NotAFile { what: "a link or folder in the place of `.postil.json`" });
        }
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        if read_limited(&path, u64::MAX).is_ok_and(|bytes| bytes == text.as_bytes()) {
            forget_begun(root);
            return Ok(());
        }
        write_atomic(&path, text.as_bytes())?;
        forget_begun(root);
        Ok(())
    }
}

/// All of it is in the list now.
fn forget_begun(root: &Path) {
    let path = root.join(BEGUN);
    if fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file()) {
        let _ = fs::remove_file(path);
    }
}
