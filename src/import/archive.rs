//! Zip archives, such as books and documents are kept in. Nothing is believed of them: entries are read
//! whole, one at a time, into memory that is bounded by [`Limits`] and not by what an entry says of
//! itself. Links are as if they were not there, and an archive with a name that leads out of it is refused.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use thiserror::Error;
use zip::ZipArchive;
use zip::result::ZipError;

use super::clean;

/// Bytes of an entry that are read at a time.
const CHUNK: usize = 64 << 10;
/// An entry of fewer bytes may be packed as tightly as it likes.
const SMALL: u64 = 4 << 20;

/// How much is taken from an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of an entry, unpacked.
    pub entry: u64,
    /// Bytes of all entries that are read, unpacked.
    pub total: u64,
    /// Entries of an archive.
    pub entries: usize,
    /// How many times its packed size an entry may have.
    pub ratio: u64,
    /// How deep the elements of its data may nest.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entry: 64 << 20, total: 1 << 30, entries: 50_000, ratio: 250, depth: 256 }
    }
}

/// Why an archive, or something in it, is not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ArchiveError {
    #[error("its archive is broken or was cut off: {why} (download or copy it again)")]
    Broken { why: String },
    #[error(
        "its archive has {found} entries, and {limit} at most are read ([limits] archive-entries in the configuration raises that)"
    )]
    TooMany { found: usize, limit: usize },
    #[error("the entry “{name}” of its archive leads out of it (such an archive is not to be trusted)")]
    Outside { name: String },
    #[error("“{name}” is not in its archive (download or copy it again)")]
    Missing { name: String },
    #[error("“{name}” in its archive needs a password (save it without one)")]
    Encrypted { name: String },
    #[error(
        "“{name}” in its archive is more than {limit} bytes long ([limits] archive-entry in the configuration raises that)"
    )]
    TooLarge { name: String, limit: u64 },
    #[error(
        "“{name}” in its archive is packed more than {limit} times, as nothing honest is ([limits] archive-ratio in the configuration raises that)"
    )]
    TooTight { name: String, limit: u64 },
    #[error(
        "what is read from its archive comes to more than {limit} bytes ([limits] archive-total in the configuration raises that)"
    )]
    Full { limit: u64 },
    #[error("“{name}” in its archive cannot be unpacked: {why} (download or copy it again)")]
    Damaged { name: String, why: String },
}

/// An open archive.
#[derive(Debug)]
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Where the entry of a name is; names have `/` between folders and no `.` in them.
    places: HashMap<String, usize>,
    /// Names in small letters, with the one name that is so; `None` where there are several.
    small: OnceCell<HashMap<String, Option<String>>>,
    limits: Limits,
    /// Bytes that may still be read.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive: reads the list of its entries, none of them. O(entries).
    pub fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, ArchiveError> {
        let found = promised(bytes);
        if found > limits.entries {
            return Err(ArchiveError::TooMany { found, limit: limits.entries });
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| ArchiveError::Broken { why: said(&error) })?;
        if zip.len() > limits.entries {
            return Err(ArchiveError::TooMany { found: zip.len(), limit: limits.entries });
        }
        let mut places = HashMap::with_capacity(zip.len());
        for at in 0..zip.len() {
            // A name in no known characters is one that nothing asks for.
            let Some(Ok(name)) = zip.name_for_index(at) else { continue };
            match normal(&name) {
                Some(name) => places.insert(name, at),
                None => return Err(ArchiveError::Outside { name: shown(&name) }),
            };
        }
        Ok(Self { zip, places, small: OnceCell::new(), limits, left: limits.total })
    }

    pub fn limits(&self) -> Limits {
        self.limits
    }

    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// What the entry of a name is called, where capitals may differ: the very name, else the only one that is the
    /// same without them.
    pub fn called(&self, name: &str) -> Option<&str> {
        if let Some((name, _)) = self.places.get_key_value(name) {
            return Some(name);
        }
        let small = self.small.get_or_init(|| {
            let mut small = HashMap::with_capacity(self.places.len());
            for name in self.places.keys() {
                let one = small.entry(name.to_lowercase());
                one.and_modify(|one| *one = None).or_insert_with(|| Some(name.clone()));
            }
            small
        });
        small.get(&name.to_lowercase())?.as_deref()
    }

    /// The names of all entries, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// The whole of an entry.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, ArchiveError> {
        let missing = || ArchiveError::Missing { name: shown(name) };
        let place = *self.places.get(name).ok_or_else(missing)?;
        let damaged = |why: String| ArchiveError::Damaged { name: shown(name), why };
        let about = self.zip.by_index_raw(place).map_err(|error| damaged(said(&error)))?;
        let (locked, link, packed) = (about.encrypted(), about.is_symlink(), about.compressed_size());
        drop(about);
        if locked {
            return Err(ArchiveError::Encrypted { name: shown(name) });
        }
        if link {
            return Err(missing());
        }
        let mut entry = self.zip.by_index(place).map_err(|error| damaged(said(&error)))?;
        let (entry_limit, ratio) = (self.limits.entry, self.limits.ratio);
        let mut bytes = Vec::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = match entry.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => return Err(damaged(error.to_string())),
            };
            let length = (bytes.len() + read) as u64;
            self.left =
                self.left.checked_sub(read as u64).ok_or(ArchiveError::Full { limit: self.limits.total })?;
            if length > entry_limit {
                return Err(ArchiveError::TooLarge { name: shown(name), limit: entry_limit });
            }
            if length > SMALL && length / ratio.max(1) > packed {
                return Err(ArchiveError::TooTight { name: shown(name), limit: ratio });
            }
            bytes.extend_from_slice(chunk.get(..read).unwrap_or_default());
        }
        Ok(bytes)
    }
}

/// How many entries the end of the archive promises, so that a list of millions is refused before it is
/// read (APPNOTE 4.3.16; one of the 64-bit form is counted when it is open). 0 where there is no end.
fn promised(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(22 + 0xffff);
    let tail = bytes.get(from..).unwrap_or_default();
    let Some(at) = memchr::memmem::rfind(tail, b"PK\x05\x06") else { return 0 };
    let number = |at: usize, length: usize| {
        let digits = bytes.get(at..at + length).unwrap_or_default();
        digits.iter().rev().fold(0_u64, |n, digit| n << 8 | u64::from(*digit))
    };
    let end = from + at;
    let count = number(end + 10, 2);
    // The 64-bit end stands before its locator, which stands right before this one.
    let locator = end.checked_sub(20).filter(|at| bytes.get(*at..*at + 4) == Some(b"PK\x06\x07"));
    let wide = locator
        .and_then(|at| usize::try_from(number(at + 8, 8)).ok())
        .filter(|at| bytes.get(*at..at.saturating_add(4)) == Some(b"PK\x06\x06"))
        .map(|at| number(at + 32, 8));
    usize::try_from(wide.unwrap_or(count).max(count)).unwrap_or(usize::MAX)
}

/// A name with `/` alone between its parts; `None` where it leads out of the archive.
fn normal(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':') && name.starts_with(|c: char| c.is_ascii_alphabetic());
    if name.starts_with('/') || drive || name.contains('\0') || name.split('/').any(|part| part == "..") {
        return None;
    }
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    Some(parts.join("/"))
}

/// A name as a message may show it.
fn shown(name: &str) -> String {
    let line = clean::line(name);
    if line.chars().count() > 80 { line.chars().take(79).chain(['…']).collect() } else { line }
}

fn said(error: &ZipError) -> String {
    clean::line(&error.to_string())
}
