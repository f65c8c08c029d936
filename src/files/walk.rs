//! The files of a folder and of all folders in it.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::error::FileError;

/// A file or folder that could not be looked at.
#[derive(Debug)]
pub struct Problem {
    pub path: PathBuf,
    pub error: FileError,
}

/// What was found: files sorted by path within each folder, and what could not be looked at.
#[derive(Debug, Default)]
pub struct Walk {
    pub files: Vec<PathBuf>,
    pub problems: Vec<Problem>,
}

/// The files below `path`. What is no folder is returned as it is, so that reading it says what is
/// wrong with it. In folders, hidden files and folders are passed over, and so are files whose name
/// `accepts` refuses. Links are followed within the folder, but never round and round; one that leads out of it
/// is a problem.
pub fn walk(path: &Path, accepts: impl Fn(&str) -> bool) -> Walk {
    let mut found = Walk::default();
    if !path.is_dir() {
        found.files.push(path.to_owned());
        return found;
    }
    let shown = |name: &std::ffi::OsStr| !name.as_encoded_bytes().starts_with(b".");
    let root = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut outside = Vec::new();
    let entries =
        WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| {
            if entry.depth() == 0 || !shown(entry.file_name()) {
                return entry.depth() == 0;
            }
            // What cannot be resolved is no way out.
            let leads_out = |link: &Path| std::fs::canonicalize(link).is_ok_and(|to| !to.starts_with(&root));
            let is_out = entry.path_is_symlink() && leads_out(entry.path());
            if is_out && (entry.file_type().is_dir() || accepts(&entry.file_name().to_string_lossy())) {
                outside.push(Problem { path: entry.path().to_owned(), error: FileError::Outside });
            }
            !is_out
        });
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if accepts(&entry.file_name().to_string_lossy()) => found.files.push(entry.into_path()),
            Ok(_) => {}
            // A link to a folder above it: all that is in there is met anyway.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let at = error.path().unwrap_or(path).to_owned();
                let hidden = at.file_name().is_some_and(|name| !shown(name));
                let named = at.file_name().is_none_or(|name| accepts(&name.to_string_lossy()));
                // A broken link to something that would not be read is no loss.
                if hidden || (at.is_symlink() && !named) {
                    continue;
                }
                let cause = error.into_io_error().unwrap_or_else(|| std::io::Error::other("unknown"));
                found.problems.push(Problem { path: at, error: FileError::of(cause, "looked at") });
            }
        }
    }
    found.problems.append(&mut outside);
    found
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(found: &Walk, root: &Path) -> Vec<String> {
        let relative = |p: &PathBuf| p.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        found.files.iter().map(relative).collect()
    }

    #[test]
    fn folders_are_walked_in_order_and_hidden_files_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/c")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        for name in ["z.txt", "a.txt", "b/c/deep.txt", "b/x.png", ".hidden.txt", ".git/x.txt"] {
            fs::write(root.join(name), "x").unwrap();
        }
        let found = walk(root, |name| name.contains(".txt"));
        assert_eq!(names(&found, root), ["a.txt", "b/c/deep.txt", "z.txt"]);
        assert!(found.problems.is_empty());
    }

    #[test]
    fn what_is_no_folder_is_returned_as_it_is() {
        for path in ["/dev/null", "/none/there.png"] {
            assert_eq!(walk(Path::new(path), |_| false).files, [PathBuf::from(path)]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (root, beside) = (folder.path().join("in"), folder.path().join("private"));
        fs::create_dir_all(root.join("b")).unwrap();
        fs::create_dir(&beside).unwrap();
        fs::write(root.join("b/a.txt"), "x").unwrap();
        fs::write(beside.join("secret.txt"), "x").unwrap();
        symlink(&beside, root.join("out")).unwrap();
        symlink(folder.path(), root.join("up")).unwrap();
        symlink(beside.join("secret.txt"), root.join("secret.txt")).unwrap();
        symlink(beside.join("secret.txt"), root.join("picture.png")).unwrap();
        symlink(root.join("b/a.txt"), root.join("same.txt")).unwrap();
        let found = walk(&root, |name| name.contains(".txt"));
        assert_eq!(names(&found, &root), ["b/a.txt", "same.txt"]);
        let told: Vec<_> = found.problems.iter().map(|p| p.path.file_name().unwrap()).collect();
        assert_eq!(told, ["out", "secret.txt", "up"]);
        // The folder itself may be a link, and what is named is read wherever it is.
        symlink(&root, folder.path().join("link")).unwrap();
        assert_eq!(walk(&folder.path().join("link"), |name| name.contains(".txt")).files.len(), 2);
        assert_eq!(walk(&root.join("out"), |name| name.contains(".txt")).files.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_go_round_end() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("b")).unwrap();
        fs::write(root.join("b/a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(root, root.join("b/up")).unwrap();
        std::os::unix::fs::symlink(root.join("gone"), root.join("broken.txt")).unwrap();
        std::os::unix::fs::symlink(root.join("gone"), root.join("broken.png")).unwrap();
        let found = walk(root, |name| name.contains(".txt"));
        assert_eq!(names(&found, root), ["b/a.txt"]);
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
        assert!(matches!(found.problems.first().map(|p| &p.error), Some(FileError::Missing)));
    }
}
