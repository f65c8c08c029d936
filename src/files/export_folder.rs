//! Keeps a folder of exported files: writes what changed, finds a file again by its id when its title
//! changed, keeps what the user wrote below the line, and touches nothing that it did not write.

mod manifest;
#[cfg(test)]
mod tests;
mod typed;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use super::error::FileError;
use super::read::{open, read_limited};
use super::write::write_atomic;
use manifest::Manifest;
use typed::{Print, Typed};

/// What the user writes below this line stays.
pub const YOURS: &str = "<!-- postil: yours below -->";
/// Bytes of a file in which its id is looked for.
const HEAD: u64 = 16 * 1024;

/// A file that should be in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedFile {
    /// Below the folder, parted by `/`.
    pub path: String,
    /// By which the file is found again; the same as `postil: {id: …}` in its front matter.
    pub id: Option<String>,
    pub content: String,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Written,
    Unchanged,
    /// Its title changed, so it has a new name; its content was brought up to date too.
    Renamed,
    /// Written, with what the user wrote below.
    Kept,
    /// Somebody else's file or a link is in the way, or the path leaves the folder; nothing was done.
    Refused,
    /// It is ours, but what it was made of is no more; it was left as it is.
    Left,
    /// A copy of a file of ours as somebody had changed it.
    Copied,
}

impl Outcome {
    pub fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Renamed => "renamed",
            Self::Kept => "kept",
            Self::Refused => "refused",
            Self::Left => "left",
            Self::Copied => "copied",
        }
    }
}

/// The id of an article or theme, and whether the file is a page of HTML: a folder may have both of it.
type Key = (String, bool);

fn key(path: &str, id: &str) -> Key {
    (id.to_owned(), is_html(Path::new(path)))
}

/// An open export folder.
#[derive(Debug)]
pub struct ExportFolder {
    root: PathBuf,
    manifest: Manifest,
    /// Relative path of each of our files by what it is.
    by_id: HashMap<Key, String>,
    /// What is at the paths of ours that carry an id, ignoring case.
    ids: BTreeMap<String, Key>,
    /// The files that were put.
    put: HashSet<Key>,
    /// Copies that were made of files which somebody had changed.
    copies: Vec<String>,
}

impl ExportFolder {
    /// Opens a folder, making it if it is missing. Our files in it are known by the manifest, and by the id
    /// in their front matter where the manifest is gone or they were renamed by hand.
    pub fn open(root: &Path) -> Result<Self, FileError> {
        fs::create_dir_all(root).map_err(|error| FileError::of(error, "made"))?;
        let mut folder = Self {
            root: root.to_owned(),
            manifest: Manifest::read(root),
            by_id: HashMap::new(),
            ids: BTreeMap::new(),
            put: HashSet::new(),
            copies: Vec::new(),
        };
        folder.adopt();
        let known: Vec<(String, Option<String>)> = folder.manifest.files();
        for (path, id) in known {
            match id {
                Some(id) if folder.target(&path).is_ok_and(|target| id_in(&target).as_ref() == Some(&id)) => {
                    folder.note_id(&path, &id);
                }
                _ => {}
            }
        }
        for below in ["articles", "themes"] {
            folder.scan(below);
        }
        Ok(folder)
    }

    /// Takes over what an export wrote that was killed before its end, as far as it is as that wrote it.
    fn adopt(&mut self) {
        for (path, id, print) in Manifest::begun(&self.root) {
            let Ok(target) = self.target(&path) else { continue };
            let Ok(Some((text, true))) = read_text(&target) else { continue };
            if !Typed::of(&text, Some(&print), has_yours(&target)).is_changed {
                self.manifest.add(&path, id.as_deref(), Some(print));
            }
        }
    }

    fn scan(&mut self, below: &str) {
        let is_folder = fs::symlink_metadata(self.root.join(below)).is_ok_and(|meta| meta.is_dir());
        let Some(entries) = is_folder.then(|| fs::read_dir(self.root.join(below)).ok()).flatten() else {
            return;
        };
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| has_yours(Path::new(name)) || is_html(Path::new(name)))
            .collect();
        names.sort();
        for name in names {
            let path = format!("{below}/{name}");
            if self.ids.contains_key(&path.to_lowercase()) {
                continue;
            }
            if let Some(id) = id_in(&self.root.join(below).join(&name)) {
                // Of two files with one id (a copy made by hand) the known one is ours.
                if !self.by_id.contains_key(&key(&path, &id)) {
                    self.note_id(&path, &id);
                }
            }
        }
    }

    fn note_id(&mut self, path: &str, id: &str) {
        self.by_id.insert(key(path, id), path.to_owned());
        self.ids.insert(path.to_lowercase(), key(path, id));
    }

    fn forget(&mut self, path: &str) {
        if let Some(key) = self.ids.remove(&path.to_lowercase()) {
            self.by_id.remove(&key);
        }
    }

    /// Brings one file up to date. What was typed below all that was written there is carried on, and a copy is made
    /// of a file that was changed in another way. An error is the disk's; what is refused is an outcome.
    pub fn put(&mut self, wanted: &WantedFile) -> Result<Outcome, FileError> {
        let own = wanted.id.as_ref().map(|id| key(&wanted.path, id));
        self.put.extend(own.clone());
        let Ok(target) = self.target(&wanted.path) else { return Ok(Outcome::Refused) };
        let old = own.as_ref().and_then(|own| self.by_id.get(own)).cloned();
        let moves = old.as_ref().is_some_and(|old| *old != wanted.path);
        let same_file = old.as_ref().is_some_and(|old| old.to_lowercase() == wanted.path.to_lowercase());
        if target.exists() && !same_file {
            let other = self.ids.get(&wanted.path.to_lowercase()).cloned();
            match other {
                // Two of our files change names: the other one steps aside until it is put.
                Some(other) if Some(&other) != own.as_ref() => self.step_aside(&wanted.path, &other.0)?,
                _ if wanted.id.is_none() && self.manifest.has(&wanted.path) => {}
                _ => return Ok(Outcome::Refused),
            }
        }
        let from = match &old {
            Some(old) => self.target(old).unwrap_or_else(|()| target.clone()),
            None => target.clone(),
        };
        let name = old.as_deref().unwrap_or(&wanted.path);
        let (before, is_text) = read_text(&from)?.unzip();
        let print = self.manifest.print(name, wanted.id.as_deref());
        let now = Print::of(&wanted.content);
        let typed = before.as_deref().map(|text| {
            let typed = |print| Typed::of(text, print, has_yours(&target));
            // Or it is what is to be written by now.
            let as_written = [print, Some(&now)].into_iter().map(|print| (typed(print), print));
            match as_written.into_iter().find(|(typed, _)| !typed.is_changed) {
                Some((typed, print)) => (typed, print.is_some_and(|print| print.is_of_same(&now))),
                None if has_yours(&target) => (Typed::of_changed(text, print, &wanted.content), false),
                None => (typed(print), false),
            }
        });
        let (Typed { tail, is_changed }, is_as_wanted) = typed.unwrap_or_default();
        let content = joined(&wanted.content, tail.as_deref());
        // What was typed below what is to be written waits for its line until that is another.
        let same = before.as_deref() == Some(content.as_str())
            || (tail.is_some() && is_as_wanted && is_text == Some(true));
        // What is no UTF-8 is carried on with signs in the place of some of its bytes.
        if (is_changed && !same) || is_text == Some(false) {
            self.copy(name, &from)?;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|error| FileError::of(error, "made"))?;
        }
        if !same {
            Manifest::begin(&self.root, &wanted.path, wanted.id.as_deref(), &now);
        }
        if let (true, Some(old)) = (moves, &old) {
            fs::rename(&from, &target).map_err(|error| FileError::of(error, "renamed"))?;
            self.forget(old);
            self.manifest.remove(old);
        }
        if !same {
            write_atomic(&target, content.as_bytes())?;
        }
        if let Some(id) = &wanted.id {
            self.note_id(&wanted.path, id);
        }
        self.manifest.add(&wanted.path, wanted.id.as_deref(), Some(now));
        Ok(match (moves, same, tail.is_some()) {
            (true, _, _) => Outcome::Renamed,
            (_, true, _) => Outcome::Unchanged,
            (_, _, true) => Outcome::Kept,
            _ => Outcome::Written,
        })
    }

    fn step_aside(&mut self, path: &str, id: &str) -> Result<(), FileError> {
        let digits: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
        let (stem, ending) = path.rsplit_once('.').unwrap_or((path, "md"));
        let mut aside = format!("{stem}-{digits}.{ending}");
        while self.root.join(&aside).exists() {
            aside.insert(aside.len() - ending.len() - 1, '-');
        }
        fs::rename(self.root.join(path), self.root.join(&aside))
            .map_err(|error| FileError::of(error, "renamed"))?;
        self.forget(path);
        self.note_id(&aside, id);
        let print = self.manifest.remove(path);
        self.manifest.add(&aside, Some(id), print);
        Ok(())
    }

    /// Copies a file beside itself, as `NAME~`, never over another one; not if such a copy is there.
    fn copy(&mut self, name: &str, path: &Path) -> Result<(), FileError> {
        let bytes = read_limited(path, u64::MAX)?;
        for number in 1_u32.. {
            let ending = if number == 1 { "~".to_owned() } else { format!("~{number}~") };
            let mut copy = path.as_os_str().to_owned();
            copy.push(&ending);
            let copy = PathBuf::from(copy);
            if fs::symlink_metadata(&copy).is_err() {
                write_atomic(&copy, &bytes)?;
                self.copies.push(format!("{name}{ending}"));
                return Ok(());
            }
            if read_limited(&copy, u64::MAX).is_ok_and(|there| there == bytes) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The paths of the copies that were made of files which somebody had changed.
    pub fn copies(&self) -> Vec<String> {
        self.copies.clone()
    }

    /// Path and id of each file that postil wrote and that was not put, in order of the paths.
    pub fn others(&self) -> Vec<(String, String)> {
        let mut others: Vec<(String, String)> = self
            .by_id
            .iter()
            .filter(|(key, path)| !self.put.contains(*key) && self.manifest.has(path))
            .map(|(key, path)| (path.clone(), key.0.clone()))
            .collect();
        others.sort();
        others
    }

    /// Writes the list of our files. Call it at the end, also of an export that was stopped.
    pub fn finish(self) -> Result<(), FileError> {
        self.manifest.write(&self.root)
    }

    /// Where a path lies: below the folder, with no link on the way.
    fn target(&self, path: &str) -> Result<PathBuf, ()> {
        let relative = Path::new(path);
        let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
        if !plain || path.is_empty() || path.contains(['\\', '\0']) {
            return Err(());
        }
        let mut target = self.root.clone();
        for part in relative.components() {
            target.push(part);
            if fs::symlink_metadata(&target).is_ok_and(|meta| meta.file_type().is_symlink()) {
                return Err(());
            }
        }
        if target.is_dir() { Err(()) } else { Ok(target) }
    }
}

/// The text of a file of ours, and whether it is UTF-8; `None` where it is missing.
fn read_text(path: &Path) -> Result<Option<(String, bool)>, FileError> {
    match read_limited(path, u64::MAX) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let is_text = text.as_bytes() == bytes;
            Ok(Some((text, is_text)))
        }
        Err(FileError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a file can have a part of the user's: Markdown only, since in a table or in data the
/// line is somebody's note.
pub fn has_yours(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

fn is_html(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"))
}

/// The user's part: from the line on, if it is there.
fn below_line(text: &str) -> Option<&str> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == YOURS {
            return text.get(at..);
        }
        at += line.len();
    }
    None
}

fn joined(content: &str, tail: Option<&str>) -> String {
    match tail {
        Some(tail) => format!("{content}\n{tail}"),
        None => content.to_owned(),
    }
}

/// The id in a file's front matter, `postil: {id: X, …}`, or in the head of a page, `<meta name="postil"
/// content="X">`; nothing in a page that is of no article or theme.
pub fn id_in(path: &Path) -> Option<String> {
    let meta = fs::symlink_metadata(path).ok()?;
    if !meta.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    open(path).ok()?.0.take(HEAD).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    if let Some(page) = text.strip_prefix("<!DOCTYPE html>\n") {
        let line = page.lines().find_map(|l| l.strip_prefix("<meta name=\"postil\" content=\""))?;
        return line.strip_suffix("\">").filter(|id| *id != "library").map(str::to_owned);
    }
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    if lines.next()?.trim_end() != "---" {
        return None;
    }
    let line = lines.take_while(|l| l.trim_end() != "---").find_map(|l| l.strip_prefix("postil: {id: "))?;
    let id: String = line.chars().take_while(|c| !matches!(c, ',' | '}')).collect();
    Some(id.trim().to_owned()).filter(|id| !id.is_empty())
}
