//! The first screen of the next start, drawn when the program ends and kept beside the library: the next
//! start shows it at once, and opens the library behind it. What the library then has to show is the
//! truth, and takes its place where it is another.
//!
//! It holds as long as nobody opens the library: [`crate::store::Store::open`] takes it away. It goes to a
//! terminal as it is, so only a file that is ours, and that nobody else could write or read, is taken.

use std::fs::{self, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use crate::store::{GLIMPSE_HEAD, glimpse_of, is_private, open_glimpse};

/// Bytes of a screen at most: one of many cells, each in a colour of its own, has fewer.
const MOST: u64 = 1 << 20;

/// Bytes between the head and those of the screen: what it depends on, and what tells whether it is whole.
const BETWEEN: usize = 16;

/// A number that is another one when the library changes, or the terms that a screen depends on besides it, or
/// the program.
pub fn key(library: &Path, terms: &impl Hash) -> u64 {
    // The log lies beside the file itself, whatever name leads there.
    let library = fs::canonicalize(library).unwrap_or_else(|_| library.to_owned());
    let mut log = library.clone().into_os_string();
    log.push("-wal");
    digest(&(env!("CARGO_PKG_VERSION"), &library, stamp(&library), stamp(Path::new(&log)), terms))
}

/// Keeps the bytes of a screen beside a library that is closed, under the key that it had before it was
/// looked at and has still. A file that is there by now is another program's.
pub fn keep(library: &Path, key: u64, screen: &[u8]) -> io::Result<()> {
    let path = glimpse_of(library);
    let mut bytes = GLIMPSE_HEAD.to_vec();
    bytes.extend(key.to_le_bytes());
    bytes.extend(digest(&screen).to_le_bytes());
    bytes.extend(screen);
    if bytes.len() as u64 > MOST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    // A file system may have modes of its own, and what others can read is not shown again.
    let kept = match file.metadata() {
        Ok(about) if !is_private(&about) => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(_) => file.write_all(&bytes),
        Err(error) => Err(error),
    };
    kept.inspect_err(|_| drop(fs::remove_file(&path)))
}

/// The bytes of the screen that a start shows first, if it was kept and nothing changed that it depends on.
pub fn recall(library: &Path, terms: &impl Hash) -> Option<Vec<u8>> {
    let file = open_glimpse(&glimpse_of(library)).ok()?;
    let mut bytes = Vec::new();
    file.take(MOST).read_to_end(&mut bytes).ok()?;
    let screen = bytes.split_off(BETWEEN.min(bytes.len()));
    let mut between = key(library, terms).to_le_bytes().to_vec();
    between.extend(digest(&screen).to_le_bytes());
    Some(screen).filter(|screen| bytes == between && !screen.is_empty())
}

/// What is another when a file was written or replaced.
pub fn stamp(path: &Path) -> Option<[i128; 7]> {
    let about = fs::metadata(path).ok()?;
    let times = [about.ctime(), about.ctime_nsec(), about.mtime(), about.mtime_nsec()].map(i128::from);
    let [changed, changed_ns, written, written_ns] = times;
    let [device, number, bytes] = [about.dev(), about.ino(), about.len()].map(i128::from);
    Some([device, number, bytes, changed, changed_ns, written, written_ns])
}

fn digest(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::PathBuf;

    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let library = folder.path().join("a.postil");
        fs::write(&library, "the library").expect("a file");
        (folder, library)
    }

    #[test]
    fn a_screen_is_recalled_as_long_as_nothing_changed() {
        let (_folder, library) = folder();
        assert_eq!(recall(&library, &"terms"), None);
        keep(&library, key(&library, &"terms"), b"a screen").expect("kept");
        assert_eq!(recall(&library, &"terms").as_deref(), Some(&b"a screen"[..]));
        assert_eq!(recall(&library, &"other terms"), None);
        let log = library.with_file_name("a.postil-wal");
        fs::write(&log, "").expect("a file");
        assert_eq!(recall(&library, &"terms"), None, "another program has the library open");
        fs::remove_file(&log).expect("removed");
        assert!(recall(&library, &"terms").is_some());
        fs::write(&library, "the library, changed").expect("a file");
        assert_eq!(recall(&library, &"terms"), None);
        assert!(
            keep(&library, key(&library, &"terms"), b"another").is_err(),
            "what is there is another program's"
        );
    }

    #[test]
    fn a_library_is_the_same_whatever_name_leads_to_it() {
        let (folder, library) = folder();
        let link = folder.path().join("link");
        symlink(&library, &link).expect("a link");
        keep(&link, key(&link, &"terms"), b"a screen").expect("kept");
        assert!(recall(&library, &"terms").is_some());
        fs::write(library.with_file_name("a.postil-wal"), "").expect("a file");
        assert_eq!(recall(&link, &"terms"), None, "another program has it open by its own name");
    }

    #[test]
    fn only_a_whole_file_of_our_own_drives_the_terminal() {
        let (folder, library) = folder();
        let path = glimpse_of(&library);
        keep(&library, key(&library, &"terms"), b"a screen").expect("kept");
        let whole = fs::read(&path).expect("bytes");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o620)).expect("others may write");
        assert_eq!(recall(&library, &"terms"), None);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("others may not");
        assert!(recall(&library, &"terms").is_some());
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).expect("cut");
            assert_eq!(recall(&library, &"terms"), None, "{end}");
        }
        let aside = folder.path().join("aside");
        fs::write(&path, &whole).expect("whole");
        fs::rename(&path, &aside).expect("renamed");
        symlink(&aside, &path).expect("a link");
        assert_eq!(recall(&library, &"terms"), None);
    }
}
