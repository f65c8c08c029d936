//! Making a library: under a temporary name, with what it begins with, so that whoever is stopped on the way
//! leaves none that lacks something. What such a one left behind, the next making in the folder takes away.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use jiff::Timestamp;

use super::backup::sync_folder;
use super::disk::is_remote;
use super::migrate::{self, APPLICATION_ID};
use super::open::{Furnish, companion, connect, folder, keep_journal, number, settle};
use super::{Result, Store, StoreError};
use crate::clock::Clock;
use crate::databases::{self, BESIDE, is_open};

/// What the temporary name begins with; six letters and digits follow.
const MAKING: &str = ".postil-new-";

/// Makes a library and then gives it its name, unless another program was quicker. Whether it was us.
pub(super) fn create(path: &Path, clock: &Clock, furnish: Furnish<'_>, files: &[&str]) -> Result<bool> {
    let folder = folder(path);
    fs::create_dir_all(folder).map_err(|source| StoreError::NoFolder { path: folder.to_owned(), source })?;
    remove_left(folder, clock);
    let denied = |source: io::Error| StoreError::ReadOnly { path: path.to_owned(), why: source.to_string() };
    let temporary = tempfile::Builder::new().prefix(MAKING).tempfile_in(folder).map_err(denied)?;
    // The kernel lets go of this with the process. Elsewhere, and on NFS and SMB (flock(2)), such a lock would be in
    // SQLite's way.
    if cfg!(target_os = "linux") && !is_remote(folder) {
        let _ = temporary.as_file().try_lock();
    }
    let mut conn = connect(temporary.path())?;
    settle(&conn)?;
    migrate::migrate(&mut conn, None, files)?;
    let mut store = Store::over(conn, clock.clone(), None, databases::Open::default());
    furnish(&mut store)?;
    let conn = store.conn;
    // Now, while nobody else has it: changing the mode of a library in use can fail.
    keep_journal(&conn, temporary.path())?;
    conn.close().map_err(|(_, error)| StoreError::from(error))?;
    temporary.as_file().sync_all().map_err(denied)?;
    match temporary.persist_noclobber(path) {
        Ok(_) => {
            sync_folder(folder);
            Ok(true)
        }
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(denied(error.error)),
    }
}

/// Takes away what makings left that were killed. What cannot be looked at or removed stays, and keeps nothing
/// from being made.
fn remove_left(folder: &Path, clock: &Clock) {
    if !cfg!(target_os = "linux") || is_remote(folder) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix(MAKING));
        let is_named_so = rest.is_some_and(|rest| rest.len() == 6 && rest.chars().all(char::is_alphanumeric));
        let path = entry.path();
        if is_named_so && is_left(&path, clock) {
            for beside in BESIDE {
                let _ = fs::remove_file(companion(&path, beside));
            }
            let _ = fs::remove_file(path);
        }
    }
}

/// Seconds after which a making that has not written anything is no more just begun: nothing comes to the file before
/// its first transaction ends, of which a killed one leaves the journal alone.
const BEGUN: i64 = 600;

/// Whether a file is a library of ours that nobody is making any more.
fn is_left(path: &Path, clock: &Clock) -> bool {
    let Ok(about) = fs::symlink_metadata(path) else { return false };
    if is_open(path) || !about.is_file() {
        return false;
    }
    let Ok(mut file) = File::open(path) else { return false };
    let is_ours = if about.len() == 0 {
        let changed = about.modified().ok().and_then(|at| Timestamp::try_from(at).ok());
        changed.is_some_and(|at| clock.now().as_second() - at.as_second() > BEGUN)
    } else {
        let mut head = [0u8; 100];
        file.read_exact(&mut head).is_ok()
            && head.starts_with(b"SQLite format 3\0")
            && number(&head, 68) == APPLICATION_ID
    };
    is_ours && file.try_lock().is_ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_making_left_is_taken_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let make = |name: &str| {
            let clock = Clock::counted("2026-01-01T00:00:00Z".parse().unwrap());
            drop(Store::open(&path(name), clock).unwrap());
        };
        make("first");
        let library = fs::read(path("first")).unwrap();
        for name in [
            ".postil-new-AbC123",
            ".postil-new-AbC123-journal",
            ".postil-new-AbC123-wal",
            ".postil-new-alive1",
            ".postil-new-mine",
            ".postil-new-longer7",
            ".postil-AbC123",
        ] {
            fs::write(path(name), &library).unwrap();
        }
        // Both without a byte; the one was begun long ago.
        let now = "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap();
        for (name, ago) in [(".postil-new-begun1", 5), (".postil-new-killed", BEGUN + 60)] {
            let at = now - jiff::SignedDuration::from_secs(ago);
            File::create(path(name)).unwrap().set_modified(at.into()).unwrap();
        }
        fs::write(path(".postil-new-killed-journal"), "\0".repeat(512)).unwrap();
        fs::write(path(".postil-new-notes1"), "notes ".repeat(99)).unwrap();
        let alive = File::open(path(".postil-new-alive1")).unwrap();
        alive.lock().unwrap();
        make("second");
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(
            left,
            [
                ".postil-AbC123",
                ".postil-new-alive1",
                ".postil-new-begun1",
                ".postil-new-longer7",
                ".postil-new-mine",
                ".postil-new-notes1",
                "first",
                "second",
            ]
        );
    }
}
