//! The file beside a library that holds what the next start shows before the library is open. It may show what
//! is about to go for good, so whoever opens the library takes it away; it is kept by `shell`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How such a file begins.
pub const HEAD: &[u8; 16] = b"postil glimpse 1";

/// The file of a library, beside it whatever name leads there.
pub fn glimpse_of(library: &Path) -> PathBuf {
    let library = fs::canonicalize(library).unwrap_or_else(|_| library.to_owned());
    let mut glimpse = library.into_os_string();
    glimpse.push("-glimpse");
    glimpse.into()
}

/// Opens a glimpse of our own: a file that we made, that nobody else may read or write, and that begins as
/// one does. What follows its head is still to be read.
pub fn open_glimpse(path: &Path) -> io::Result<File> {
    let (file, head) = begun(path)?;
    let is_one = is_private(&file.metadata()?) && head == HEAD;
    if is_one { Ok(file) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// Whether nobody but us may read or write a file.
pub fn is_private(about: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        about.uid() == rustix::process::geteuid().as_raw() && about.mode() & 0o777 == 0o600
    }
    #[cfg(not(unix))]
    about.is_file()
}

/// A file that is no link, device or the like, and how it begins.
fn begun(path: &Path) -> io::Result<(File, Vec<u8>)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    let mut file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut head = Vec::with_capacity(HEAD.len());
    file.by_ref().take(HEAD.len() as u64).read_to_end(&mut head)?;
    Ok((file, head))
}

/// Takes the glimpse of a library away, if it has one: whoever may read it by now, and what a machine that went
/// down has left of one, which is nothing, its beginning or zeros.
pub(super) fn forget(library: &Path) {
    let path = glimpse_of(library);
    let is_one = |head: &[u8]| HEAD.starts_with(head) || head.iter().all(|byte| *byte == 0);
    if begun(&path).is_ok_and(|(_, head)| is_one(&head)) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use crate::store::fixture::clock;
    use crate::store::{Store, glimpse_of};

    #[test]
    fn what_is_called_like_a_glimpse_and_is_none_stays() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("notes");
        let other = glimpse_of(&library);
        std::fs::write(&other, "a letter").unwrap();
        drop(Store::open(&library, clock()).unwrap());
        drop(Store::open(&library, clock()).unwrap());
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "a letter");
        // What was begun, or lost its mode, is one.
        for left in [&b""[..], &[0; 99], &super::HEAD[..5], b"postil glimpse 1 and more"] {
            std::fs::write(&other, left).unwrap();
            drop(Store::open(&library, clock()).unwrap());
            assert!(!other.exists(), "{left:?}");
        }
        drop(Store::open(&other, clock()).unwrap());
        drop(Store::open(&library, clock()).unwrap());
        assert!(!Store::open(&other, clock()).unwrap().is_new(), "another library");
    }
}
