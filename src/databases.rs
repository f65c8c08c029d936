//! The databases that this process has open. Where it closes any handle to a file, the kernel drops all locks
//! that the process has on it, those of SQLite too (see POSIX, `fcntl`); another program may then take
//! its log away. So nobody here opens such a file, or what lies beside it, but SQLite, which knows of this.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the names of the files end with that SQLite keeps beside a database.
pub const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Those that are open, each as often as it is.
static OPEN: Mutex<Vec<FileId>> = Mutex::new(Vec::new());

/// By what a file is known whatever its name: its device and its number there. Elsewhere than on Unix
/// it is only known that there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(u64, u64);

impl FileId {
    pub fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|known| Self::from(&known))
    }
}

impl From<&Metadata> for FileId {
    fn from(known: &Metadata) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            Self(known.dev(), known.ino())
        }
        #[cfg(not(unix))]
        {
            Self(0, u64::from(known.is_file()))
        }
    }
}

/// A database that is open for as long as this lives; it is to be there before a connection is, and to go
/// after it. None for one in memory.
#[derive(Debug, Default)]
pub struct Open(Option<FileId>);

impl Open {
    pub fn of(path: &Path) -> Self {
        let file = FileId::of(path);
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).extend(file);
        Self(file)
    }

    pub fn id(&self) -> Option<FileId> {
        self.0
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|file| Some(*file) == self.0) {
            open.swap_remove(at);
        }
    }
}

/// Whether a file belongs to a database that is open here. Always `false` where closing a file drops no locks.
pub fn is_open(path: &Path) -> bool {
    if !cfg!(unix) {
        return false;
    }
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    !open.is_empty()
        && std::iter::once(path.to_owned())
            .chain(bases(path))
            .filter_map(|path| FileId::of(&path))
            .any(|file| open.contains(&file))
}

/// The databases beside which a file may lie by its name.
pub fn bases(path: &Path) -> impl Iterator<Item = PathBuf> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.as_os_str().as_encoded_bytes().to_vec();
    BESIDE.iter().filter_map(move |end| without(&name, end))
}

/// A path without the end of its name.
#[cfg(unix)]
fn without(path: &[u8], end: &str) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt as _;
    path.strip_suffix(end.as_bytes()).map(|base| PathBuf::from(std::ffi::OsStr::from_bytes(base)))
}

#[cfg(not(unix))]
fn without(path: &[u8], end: &str) -> Option<PathBuf> {
    std::str::from_utf8(path).ok()?.strip_suffix(end).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_is_open_is_known_by_any_name_until_the_last_lets_go() {
        use std::os::unix::ffi::OsStrExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let other = folder.path().join(std::ffi::OsStr::from_bytes(b"\xff"));
        fs::write(&other, "").unwrap();
        let open = Open::of(&other);
        assert!(is_open(&folder.path().join(std::ffi::OsStr::from_bytes(b"\xff-shm"))));
        drop(open);
        for name in ["a", "a-wal", "b"] {
            fs::write(path(name), name).unwrap();
        }
        std::os::unix::fs::symlink(path("a"), path("link")).unwrap();
        let known = || ["a", "link", "a-wal", "a-shm", "b", "b-wal", "none"].map(|name| is_open(&path(name)));
        let (one, two) = (Open::of(&path("a")), Open::of(&path("link")));
        assert_eq!(one.id(), two.id());
        let open = [true, true, true, true, false, false, false];
        assert_eq!(known(), open);
        drop(one);
        assert_eq!(known(), open);
        drop(two);
        assert_eq!(known(), [false; 7]);
        drop((Open::default(), Open::of(&path("none"))));
    }
}
