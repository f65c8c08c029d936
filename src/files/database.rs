//! Which files belong to a database: text written over one, or into what SQLite keeps beside it, would
//! destroy it.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use crate::databases::{bases, is_open};

/// What a database of SQLite begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Whether a path is a database of SQLite, or has the name of what is kept beside one that is there.
pub fn is_of_database(path: &Path) -> bool {
    is_open(path) || is_database(path) || bases(path).any(|base| is_database(&base))
}

fn is_database(path: &Path) -> bool {
    // What is no file may block for ever.
    if !fs::metadata(path).is_ok_and(|meta| meta.is_file()) {
        return false;
    }
    let mut head = [0; MAGIC.len()];
    File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok() && head == *MAGIC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_known_by_its_head_and_what_lies_beside_it_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), b"SQLite format 3\0...").unwrap();
        fs::write(path("b"), "SQLite format 3 is a format").unwrap();
        fs::write(path("c-wal"), "").unwrap();
        for (name, is) in [("a", true), ("a-wal", true), ("a-shm", true), ("a-journal", true)] {
            assert_eq!(is_of_database(&path(name)), is, "{name}");
        }
        for name in ["b", "b-wal", "c-wal", "none", "none-wal", ""] {
            assert!(!is_of_database(&path(name)), "{name}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(path("a"), path("link")).unwrap();
            assert!(is_of_database(&path("link")));
        }
    }
}
