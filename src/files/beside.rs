//! A folder beside a file, of which nothing but the files in it is ever read.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::FileError;
use super::read::read_limited;

/// The folder, if it is there. Folders in it are passed over, and so are links that lead out of it.
#[derive(Debug)]
pub struct Beside {
    /// Without links.
    folder: PathBuf,
    /// As it is called, and the files in it as `FOLDER/NAME`.
    called: &'static str,
    names: Vec<String>,
}

impl Beside {
    /// The first of these names that is a folder beside `path`, with `most` files at most: a longer list is
    /// `Err`. None of them: `Ok(None)`, also where the folder is a link to another place.
    pub fn of(path: &Path, called: &[&'static str], most: usize) -> Result<Option<Self>, FileError> {
        let here = path.parent().filter(|here| !here.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let here = fs::canonicalize(here).map_err(|error| FileError::of(error, "looked at"))?;
        let there = |name: &&&'static str| {
            let folder = here.join(name);
            folder.is_dir() && fs::canonicalize(&folder).is_ok_and(|real| real == folder)
        };
        let Some(called) = called.iter().find(there).copied() else { return Ok(None) };
        let mut beside = Self { folder: here.join(called), called, names: Vec::new() };
        let entries = fs::read_dir(&beside.folder).map_err(|error| FileError::of(error, "looked at"))?;
        for entry in entries {
            let entry = entry.map_err(|error| FileError::of(error, "looked at"))?;
            // A name in no known characters is one that nothing asks for.
            let Ok(name) = entry.file_name().into_string() else { continue };
            if beside.place(&name).is_none() {
                continue;
            }
            if beside.names.len() == most {
                return Err(FileError::Crowded { limit: most });
            }
            beside.names.push(format!("{called}/{name}"));
        }
        Ok(Some(beside))
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of one of its files, `limit` at most.
    pub fn read(&self, name: &str, limit: u64) -> Result<Vec<u8>, FileError> {
        let name = name.strip_prefix(self.called).and_then(|rest| rest.strip_prefix('/'));
        read_limited(&name.and_then(|name| self.place(name)).ok_or(FileError::Missing)?, limit)
    }

    /// Where an ordinary file right in the folder is in truth.
    fn place(&self, name: &str) -> Option<PathBuf> {
        let real = fs::canonicalize(self.folder.join(name)).ok()?;
        (real.parent() == Some(&self.folder) && real.is_file()).then_some(real)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_right_in_the_folder_are_read_and_no_others() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let list = root.join("list.xml");
        assert!(Beside::of(&list, &["in"], 9).unwrap().is_none());
        fs::create_dir_all(root.join("in/deeper")).unwrap();
        for name in ["secret.txt", "in/a.txt", "in/deeper/b.txt"] {
            fs::write(root.join(name), name).unwrap();
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(root.join("secret.txt"), root.join("in/out.txt")).unwrap();
            symlink("a.txt", root.join("in/same.txt")).unwrap();
            symlink(root.join("gone"), root.join("in/gone.txt")).unwrap();
            symlink(root, root.join("in/up")).unwrap();
        }
        let beside = Beside::of(&list, &["other", "in"], 9).unwrap().unwrap();
        let mut names = beside.names().to_vec();
        names.sort();
        #[cfg(unix)]
        assert_eq!(names, ["in/a.txt", "in/same.txt"]);
        assert_eq!(beside.read("in/a.txt", 99).unwrap(), b"in/a.txt");
        assert!(matches!(beside.read("in/a.txt", 3), Err(FileError::TooLarge { .. })));
        for name in [
            "in/../secret.txt", "in/deeper/b.txt", "in/out.txt", "in//etc/passwd", "secret.txt", "in/",
            "in/up/secret.txt",
        ] {
            assert!(matches!(beside.read(name, 99), Err(FileError::Missing)), "{name}");
        }
        assert!(matches!(Beside::of(&list, &["in"], 1), Err(FileError::Crowded { limit: 1 })));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_elsewhere_is_none() {
        let root = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join("in")).unwrap();
        assert!(Beside::of(&root.path().join("list"), &["in"], 9).unwrap().is_none());
    }
}
