//! Writing so that, whatever happens, a file is either as it was or whole.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::error::FileError;
use super::read::{open, refuse_special};

/// Writes `bytes` to `path` through a temporary file in the same folder, which takes its place once
/// it is safe on the disk. A file that is there keeps its permissions; a link to a file stays a
/// link; what is no file is refused.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = Pending::beside(path)?;
    file.as_file().write_all(bytes).map_err(failed)?;
    file.finish()
}

/// A file that is written piece by piece, and takes its place only when it is whole; dropped before that it
/// leaves nothing.
#[derive(Debug)]
pub struct Pending {
    file: tempfile::NamedTempFile,
    target: PathBuf,
    known: Option<fs::Metadata>,
}

fn failed(error: std::io::Error) -> FileError {
    FileError::of(error, "written")
}

impl Pending {
    /// Begins the file of a path, in the same folder.
    pub fn beside(path: &Path) -> Result<Self, FileError> {
        let known = match fs::metadata(path) {
            Ok(known) => Some(known),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if let Some(known) = &known {
            refuse_special(known.file_type())?;
        }
        let target = if known.is_some() { fs::canonicalize(path).map_err(failed)? } else { path.to_owned() };
        if target.file_name().is_none() {
            return Err(FileError::NotAFile { what: "a folder" });
        }
        let file = temporary(folder_of(&target)?).map_err(failed)?;
        Ok(Self { file, target, known })
    }

    pub fn as_file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Whether the file that is there has the same bytes.
    pub fn is_there(&mut self) -> Result<bool, FileError> {
        let Some(known) = &self.known else { return Ok(false) };
        let file = self.file.as_file_mut();
        if known.len() != file.metadata().map_err(failed)?.len() {
            return Ok(false);
        }
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        let Ok((there, _)) = open(&self.target) else { return Ok(false) };
        let (mut new, mut there) = (BufReader::new(file), BufReader::new(there));
        loop {
            let (a, b) = (new.fill_buf().map_err(failed)?, there.fill_buf().map_err(failed)?);
            let both = a.len().min(b.len());
            if both == 0 {
                return Ok(a.is_empty() && b.is_empty());
            }
            if a.get(..both) != b.get(..both) {
                return Ok(false);
            }
            new.consume(both);
            there.consume(both);
        }
    }

    /// Puts the file in its place.
    pub fn finish(self) -> Result<(), FileError> {
        let Self { file, target, known } = self;
        if let Some(known) = &known {
            file.as_file().set_permissions(known.permissions()).map_err(failed)?;
        }
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&target).map_err(|error| failed(error.error))?;
        // The new name is safe only once the folder is on the disk too; not every file system can do it.
        if let Ok(folder) = File::open(folder_of(&target)?) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// Adds to the end of a file that is ours, which is made where there is none. What is no file is refused.
pub(super) fn append(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    match fs::symlink_metadata(path) {
        Ok(known) => refuse_special(known.file_type())?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let mut file = File::options().append(true).create(true).open(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)
}

/// Makes a folder with those above it, where there is none.
pub fn make_folder(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(|error| FileError::of(error, "made"))
}

fn folder_of(target: &Path) -> Result<&Path, FileError> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if folder.is_dir() { Ok(folder) } else { Err(FileError::NoFolder) }
}

/// A temporary file that gets the permissions of any new file.
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".postil-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_is_left_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        write_atomic(&path, b"one").unwrap();
        write_atomic(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(entries(folder.path()), 1);
    }

    #[test]
    fn folders_and_missing_folders_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let says = |path: &Path| write_atomic(path, b"x").unwrap_err().to_string();
        assert!(says(folder.path()).contains("a folder"));
        assert!(says(&folder.path().join("none/a.md")).contains("does not exist"));
        assert_eq!(entries(folder.path()), 0);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write_atomic(&link, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(link.is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_special_is_not_replaced() {
        for path in ["/dev/null", "/dev/null/below"] {
            let error = make_folder(Path::new(path)).unwrap_err().to_string();
            assert!(error.contains("a file is where a folder should be"), "{error}");
        }
        assert!(write_atomic(Path::new("/dev/null"), b"x").unwrap_err().to_string().contains("a device"));
    }
}
