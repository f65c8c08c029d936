//! Whether bytes are a project or a codebook.

use std::collections::HashSet;

use memchr::memmem;

use crate::import::ImportError;
use crate::import::archive::{Archive, Limits};
use crate::import::sniff::may_begin;
use crate::import::xml::{self, Token, Xml};

/// Bytes in which the first element has to begin.
const HEAD: usize = 4096;
/// Where elements name files.
const PATHS: &[&str] = &["plainTextPath", "richTextPath", "path", "currentPath"];

/// Whether a source is a project: by its name, or an archive with the list of contents of one, or that list.
pub fn is_project(bytes: &[u8], name: Option<&str>) -> bool {
    if name.is_some_and(|name| ends(name, ".qdpx")) || is_unpacked(bytes, name) {
        return true;
    }
    let has_list =
        || Archive::open(bytes, Limits::default()).is_ok_and(|archive| archive.names().any(is_list));
    is_archive(bytes) && memmem::rfind(bytes, b".qde").is_some() && has_list()
}

/// Whether a source is the list of contents of a project, without its archive: by its name, or by its first
/// element.
pub fn is_unpacked(bytes: &[u8], name: Option<&str>) -> bool {
    // Others have projects of that name too.
    let is_its = |element: &str| element.contains("urn:QDA-XML:project");
    !is_archive(bytes)
        && (name.is_some_and(|name| ends(name, ".qde"))
            || first_element(bytes).is_some_and(|(name, element)| name == "Project" && is_its(&element)))
}

/// Whether a source is a codebook: by its name, or by its first element.
pub fn is_codebook(bytes: &[u8], name: Option<&str>) -> bool {
    name.is_some_and(|name| ends(name, ".qdc"))
        || first_element(bytes).is_some_and(|(name, _)| matches!(name.as_str(), "CodeBook" | "Codebook"))
}

/// The names of the files that a list of contents names, whatever for, in small letters and without folders.
/// An error where it is none.
pub fn files_named(list: &[u8], limits: Limits) -> Result<HashSet<String>, ImportError> {
    let text = xml::decode(list)?;
    let mut xml = Xml::new(&text, limits.depth);
    let (mut names, mut has_begun) = (HashSet::new(), false);
    while let Some(token) = xml.next()? {
        let Token::Open(element) = token else { continue };
        has_begun |= element.name == "Project";
        for path in PATHS.iter().filter_map(|key| element.get(key)) {
            names.extend(path.rsplit(['/', '\\']).next().map(str::to_lowercase));
        }
    }
    if has_begun { Ok(names) } else { Err(ImportError::NoProject { what: "it begins no project" }) }
}

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The name of the first element of XML, and all of its tag.
fn first_element(bytes: &[u8]) -> Option<(String, String)> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    if !may_begin(head, b"<") {
        return None;
    }
    let head: Vec<u8> = head.iter().copied().filter(|b| *b != 0).collect();
    let text = String::from_utf8_lossy(&head);
    let mut rest = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?xml") => "?>",
            _ => break,
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let rest = rest.strip_prefix('<')?;
    let name = rest.split(['>', ' ', '\n', '\r', '\t', '/']).next()?;
    let tag = rest.split('>').next()?;
    Some((name.rsplit(':').next()?.to_owned(), tag.to_owned()))
}

pub(super) fn ends(name: &str, with: &str) -> bool {
    name.to_lowercase().ends_with(with)
}

/// Whether an entry is a list of contents.
pub(super) fn is_list(name: &str) -> bool {
    ends(name, ".qde") && !name.starts_with("__MACOSX")
}
