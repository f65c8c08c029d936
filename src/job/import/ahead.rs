//! Of many files, the next is read while the one before is saved. What is large or takes long, or is more than one
//! article, is read when its turn comes, so that no more than a few small texts are in memory beside the one that is.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::is_annotations;
use crate::contain::contain;
use crate::files::{self, FileError};
use crate::import::{self, Hint, Imported, feed};
use crate::job::read::{Means, Unread, read};
use crate::store::Result;

/// Files from which on it is worth a thread.
const MANY: usize = 16;
/// How many are read before it is their turn, and bytes that each may have.
const AHEAD: usize = 4;
const SMALL: u64 = 256 << 10;

/// What a file is found to be.
pub(super) enum Found {
    /// A sentence that says why nothing of it is read.
    Refused(String),
    Annotations,
    Feed,
    /// One article, or why there is none.
    Text(Box<std::result::Result<Imported, Unread>>),
    /// What is more than one article, or is read by another program, or cannot be read at all.
    Bytes(std::result::Result<Vec<u8>, FileError>),
}

/// Looks at a file and reads it, if that is all that there is to do. A mistake of the program is the failure of this
/// file, in whichever thread.
pub(super) fn look(path: &Path, means: &Means, cancel: &AtomicBool) -> Found {
    contain(|| find(path, means, cancel)).unwrap_or_else(|why| {
        let why = format!("it could not be read because of a mistake in the program: {why}");
        Found::Text(Box::new(Err(Unread::Because(why))))
    })
}

fn find(path: &Path, means: &Means, cancel: &AtomicBool) -> Found {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let refuse = |head: &[u8]| import::refused(head, &name);
    let bytes = match files::read_unless(path, means.size as u64, import::HEAD, refuse) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(refused)) => return Found::Refused(refused.to_string()),
        Err(error) => return Found::Bytes(Err(error)),
    };
    if is_annotations(&bytes, Some(&path.to_string_lossy())) {
        Found::Annotations
    } else if feed::kind(&bytes).is_some() {
        Found::Feed
    } else if import::whole(&bytes, Some(&name)).is_some() || import::is_pdf(&bytes) {
        Found::Bytes(Ok(bytes))
    } else {
        let hint = Hint { name: Some(&name), ..Hint::default() };
        Found::Text(Box::new(read(&bytes, &hint, means, cancel)))
    }
}

/// Has each file taken in order, with what it was found to be; `false` as soon as that says so or it is to stop.
pub(super) fn each(
    files: &[PathBuf],
    (means, cancel): (&Means, &AtomicBool),
    mut take: impl FnMut(&Path, Found) -> Result<bool>,
) -> Result<bool> {
    let is_stopped = || cancel.load(Ordering::Relaxed);
    let mut take = |path: &Path, found: Option<Found>| {
        if is_stopped() {
            return Ok(false);
        }
        let found = found.unwrap_or_else(|| look(path, means, cancel));
        take(path, found)
    };
    thread::scope(|scope| {
        let (send, ahead) = sync_channel(AHEAD);
        let look_ahead = move || {
            for path in files {
                let is_small = fs::metadata(path).is_ok_and(|about| about.len() <= SMALL);
                let found = is_small.then(|| look(path, means, cancel));
                if is_stopped() || send.send(found).is_err() {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().name("ahead".into());
        let is_ahead = files.len() >= MANY && thread.spawn_scoped(scope, look_ahead).is_ok();
        for path in files {
            let found = if is_ahead { ahead.recv().ok().flatten() } else { None };
            if !take(path, found)? {
                return Ok(false);
            }
        }
        Ok(true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(
        files: &[PathBuf],
        cancel: &AtomicBool,
        mut goes_on: impl FnMut(usize) -> bool,
    ) -> (Vec<String>, bool) {
        let mut told = Vec::new();
        let ended = each(files, (&Means::default(), cancel), |path, found| {
            let what = match found {
                Found::Refused(_) => "refused".to_owned(),
                Found::Annotations => "annotations".to_owned(),
                Found::Feed => "feed".to_owned(),
                Found::Text(read) => format!("{} letters", read.unwrap().document.text.trim().len()),
                Found::Bytes(bytes) => format!("{} bytes", bytes.map_or(0, |bytes| bytes.len())),
            };
            told.push(format!("{} {what}", path.file_name().unwrap().display()));
            Ok(goes_on(told.len()))
        });
        (told, ended.unwrap())
    }

    #[test]
    fn files_are_taken_in_order_whoever_read_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Vec::new();
        let mut wanted = Vec::new();
        for n in 0..3 * MANY {
            let large = "A word of many. ".repeat(20_000);
            let (name, bytes, found) = match n {
                3 => ("n.jsonld".into(), "[]".into(), "annotations".to_owned()),
                4 => ("f.xml".into(), "<rss version='2.0'><channel/></rss>".into(), "feed".to_owned()),
                5 => ("b.epub".into(), "PK\u{3}\u{4}".into(), "4 bytes".to_owned()),
                6 => ("l.txt".into(), large.clone().into(), format!("{} letters", large.trim().len())),
                7 => ("p.png".into(), b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "refused".to_owned()),
                _ => (
                    format!("{n}.txt"),
                    format!("Text {n}.").into(),
                    format!("{} letters", 6 + n.to_string().len()),
                ),
            };
            let path = folder.path().join(&name);
            fs::write(&path, bytes).unwrap();
            files.push(path);
            wanted.push(format!("{name} {found}"));
        }
        let go = AtomicBool::new(false);
        assert_eq!(kinds(&files, &go, |_| true), (wanted.clone(), true));
        assert_eq!(kinds(&files[..MANY - 1], &go, |_| true), (wanted[..MANY - 1].to_vec(), true));
        assert_eq!(kinds(&files, &go, |taken| taken < 9), (wanted[..9].to_vec(), false));
        let stopped = AtomicBool::new(false);
        let stop_at = |taken| {
            stopped.store(taken == 9, Ordering::Relaxed);
            true
        };
        assert_eq!(kinds(&files, &stopped, stop_at), (wanted[..9].to_vec(), false));
    }
}
