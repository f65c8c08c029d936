//! Whether bytes are a project or a codebook.

use memchr::memmem;

use crate::import::archive::{Archive, Limits};

/// Bytes in which the first element has to begin.
const HEAD: usize = 4096;

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

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The name of the first element of XML, and all of its tag.
fn first_element(bytes: &[u8]) -> Option<(String, String)> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
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
