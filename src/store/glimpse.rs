//! The file beside a library that holds what the next start shows before the library is open. It may show what
//! is about to go for good, so whoever opens the library takes it away; it is kept by `shell`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How such a file begins: nothing else is ever taken away.
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
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    let mut file = options.open(path)?;
    let mut head = [0; HEAD.len()];
    let is_whole = is_ours(&file.metadata()?) && file.read_exact(&mut head).is_ok();
    if is_whole && head == *HEAD { Ok(file) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn is_ours(about: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let own = rustix::process::geteuid().as_raw();
        about.is_file() && about.uid() == own && about.mode() & 0o777 == 0o600
    }
    #[cfg(not(unix))]
    about.is_file()
}

/// Takes the glimpse of a library away, if it has one.
pub(super) fn forget(library: &Path) {
    let path = glimpse_of(library);
    if open_glimpse(&path).is_ok() {
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
        std::fs::remove_file(&other).unwrap();
        drop(Store::open(&other, clock()).unwrap());
        drop(Store::open(&library, clock()).unwrap());
        assert!(!Store::open(&other, clock()).unwrap().is_new(), "another library");
    }
}
