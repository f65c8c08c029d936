//! Copies of the whole library, made while it is in use.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::{Result, Store, StoreError};

impl Store {
    /// Writes a copy of the library to `path`, whole or not at all. A file that is there already is
    /// left alone: an error. Returns the bytes written.
    pub fn backup(&self, path: &Path) -> Result<u64> {
        copy(&self.conn, path)
    }
}

/// The copy comes about under a temporary name in the same folder and gets its name when it is on disk.
pub(super) fn copy(conn: &Connection, path: &Path) -> Result<u64> {
    let io = |source| StoreError::Io { path: path.to_owned(), source };
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::Exists { path: path.to_owned() });
    }
    let folder = super::open::folder(path);
    let temporary = tempfile::Builder::new().prefix(".postil-").tempfile_in(folder).map_err(io)?;
    let mut target = Connection::open(temporary.path())?;
    {
        // All at once: a copy in steps begins anew whenever another program writes.
        let backup = Backup::new(conn, &mut target)?;
        backup.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    }
    // A copy stands alone, without files beside it.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.close().map_err(|(_, error)| StoreError::from(error))?;
    temporary.as_file().sync_all().map_err(io)?;
    let bytes = temporary.as_file().metadata().map_err(io)?.len();
    temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.to_owned() },
        _ => io(error.error),
    })?;
    sync_folder(folder);
    Ok(bytes)
}

/// Best effort: not every file system lets a folder be synced.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use crate::store::fixture::{clock, dump, import};
    use crate::store::{Store, StoreError};

    #[test]
    fn a_backup_is_a_library_and_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("library.postil"), clock()).unwrap();
        store.apply(&[import("A", &["one two"])]).unwrap();
        let copy = folder.path().join("copy.postil");
        let bytes = store.backup(&copy).unwrap();
        assert_eq!(std::fs::metadata(&copy).unwrap().len(), bytes);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4, "the copy stands alone");
        assert!(matches!(store.backup(&copy), Err(StoreError::Exists { .. })));
        let mut second = Store::open(&copy, clock()).unwrap();
        assert!(!second.is_new());
        assert_eq!(dump(&second), dump(&store));
        assert!(second.undo().unwrap().is_some(), "its history came along");
    }
}
