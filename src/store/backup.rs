//! Copies of the whole library, made while it is in use.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::open::inspect_backup;
use super::{Result, Store, StoreError};
use crate::databases::{FileId, is_open};

/// Files of a folder that are looked at for copies.
const LOOKED_AT: usize = 1_000;

/// The libraries in the folder of one whose names begin as its name does, the newest first: copies that a repair, a
/// restoring or a migration left there, and those that were put there. Looks at the heads of at most 1,000 files.
pub fn copies_beside(library: &Path) -> Vec<PathBuf> {
    let this = FileId::of(library);
    let stem = library.file_stem().map(|stem| stem.as_encoded_bytes().to_owned()).unwrap_or_default();
    let Ok(entries) = fs::read_dir(super::open::folder(library)) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .flatten()
        .take(LOOKED_AT)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .filter(|entry| entry.file_name().as_encoded_bytes().starts_with(&stem))
        .map(|entry| entry.path())
        .filter(|path| FileId::of(path) != this && !is_open(path) && inspect_backup(path).is_ok())
        .filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path)))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, path)| path).collect()
}

impl Store {
    /// Writes a copy of the library to `path`, whole or not at all. A file that is there already is
    /// left alone: an error. Returns the bytes written.
    pub fn backup(&self, path: &Path) -> Result<u64> {
        copy(&self.conn, path)
    }
}

impl Store {
    /// Takes over all that a backup holds, whole or not at all; the backup stays as it is. What the
    /// library held goes into a file `aside` first, if there is to be one. Returns the bytes taken
    /// over. It is no step: the history is the backup's from now on.
    pub fn restore(&mut self, from: &Path, aside: Option<&Path>) -> Result<u64> {
        let Some(path) = self.path.clone() else {
            return Err(StoreError::refused("a library in memory cannot be restored (open one in a file)"));
        };
        let same = |a: &Path, b: &Path| {
            fs::canonicalize(a).ok().is_some_and(|a| fs::canonicalize(b).ok() == Some(a))
        };
        if same(from, &path) {
            return Err(StoreError::refused("the backup is the library itself (name another file)"));
        }
        self.unlocked()?;
        if !from.exists() {
            let why = format!("{}: there is no such file (name a backup)", from.display());
            return Err(StoreError::refused(why));
        }
        inspect_backup(from)?;
        let io = |source| StoreError::Io { path: from.to_owned(), source };
        // A backup of an older program is brought up to date in a copy.
        let folder =
            tempfile::Builder::new().prefix(".postil-").tempdir_in(super::open::folder(&path)).map_err(io)?;
        let copied = folder.path().join("backup.postil");
        copy(&super::open::look_at_backup(from)?, &copied)?;
        let backup = Self::open(&copied, self.clock.clone())?;
        let found: String = backup.conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if found != "ok" {
            return Err(StoreError::refused(format!(
                "{}: the backup is damaged: {found} (`postil --library FILE doctor` says more; nothing was changed)",
                from.display()
            )));
        }
        if let Some(aside) = aside {
            self.backup(aside)?;
        }
        let whole = Backup::new(&backup.conn, &mut self.conn)?;
        whole.run_to_completion(i32::MAX, Duration::ZERO, None)?;
        drop(whole);
        fs::metadata(&copied).map(|about| about.len()).map_err(io)
    }
}

/// The copy comes about under a temporary name in the same folder and gets its name when it is on disk.
pub(super) fn copy(conn: &Connection, path: &Path) -> Result<u64> {
    // A temporary name that an error would show says nothing to anybody.
    let io = |source: std::io::Error| {
        let source = source.raw_os_error().map_or(source, std::io::Error::from_raw_os_error);
        StoreError::Io { path: path.to_owned(), source }
    };
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::Exists { path: path.to_owned() });
    }
    let folder = super::open::folder(path);
    let temporary = tempfile::Builder::new().prefix(".postil-").tempfile_in(folder).map_err(|error| {
        match error.kind() {
            std::io::ErrorKind::NotFound => StoreError::refused(format!(
                "{}: there is no folder {} (make it first, or name another)",
                path.display(),
                folder.display()
            )),
            _ => io(error),
        }
    })?;
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

    #[test]
    fn a_backup_is_taken_over_whole_and_what_was_there_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let mut store = Store::open(&path("library.postil"), clock()).unwrap();
        store.apply(&[import("A", &["one two"])]).unwrap();
        store.backup(&path("copy.postil")).unwrap();
        let (before, bytes) = (dump(&store), std::fs::read(path("copy.postil")).unwrap());
        store.apply(&[import("B", &["three four"])]).unwrap();
        let after = dump(&store);
        // Another program has it open meanwhile.
        let other = Store::open(&path("library.postil"), clock()).unwrap();
        let seen = other.data_version().unwrap();
        store.restore(&path("copy.postil"), Some(&path("aside.postil"))).unwrap();
        assert_eq!(dump(&store), before);
        assert_eq!(dump(&other), before);
        assert_ne!(other.data_version().unwrap(), seen, "it is told");
        assert_eq!(std::fs::read(path("copy.postil")).unwrap(), bytes, "the backup stays as it is");
        assert_eq!(dump(&Store::open(&path("aside.postil"), clock()).unwrap()), after);
        store.apply(&[import("C", &["five"])]).unwrap();
        assert!(store.undo().unwrap().is_some() && store.undo().unwrap().is_some(), "and it goes on");
        store.restore(&path("aside.postil"), None).unwrap();
        assert_eq!(dump(&store), after);

        std::fs::write(path("no.txt"), "a shopping list").unwrap();
        for from in ["no.txt", "library.postil", "nowhere"] {
            assert!(store.restore(&path(from), Some(&path("never.postil"))).is_err(), "{from}");
        }
        assert!(!path("never.postil").exists() && !path("nowhere").exists());
        assert_eq!(dump(&store), after);
    }
}
