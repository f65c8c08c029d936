//! Bytes to an article: its document and what is known of it beside. Pure: no paths, no network,
//! no clock. What postil cannot read is refused with a sentence, never half read.

mod address;
pub mod archive;
pub mod book;
mod builder;
mod clean;
mod credits;
mod dates;
mod decode;
mod error;
pub mod feed;
mod front;
mod furniture;
mod html;
mod limits;
mod markdown;
pub mod pdf;
mod plain;
pub mod refi;
mod sniff;
pub mod w3c;
mod xml;

pub use address::{host, join_web as join, same_site};
pub use clean::characters;
pub use error::ImportError;
pub use limits::PageLimits;
pub use sniff::{HEAD, is_book, is_html as is_page, is_met, is_pdf, is_readable, refused};

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest as _, Sha256};

use crate::model::{Document, Metadata};

/// The size limit of a source in bytes, where the caller has no other: 512 MiB.
pub const LIMIT: usize = 512 << 20;

/// What is known of bytes before they are read.
#[derive(Debug, Clone, Copy)]
pub struct Hint<'a> {
    /// The name of the file, if it has one; its extension tells the format.
    pub name: Option<&'a str>,
    /// More bytes than this are refused.
    pub limit: usize,
    /// The character encoding that the server named, for a page that was fetched.
    pub charset: Option<&'a str>,
    /// Where a page was fetched from in the end; its relative links are read against it.
    pub address: Option<&'a str>,
    pub pages: PageLimits,
    /// Set from outside, it stops the reading between two of its stages, or two blocks of what is long.
    pub stop: Option<&'a AtomicBool>,
}

impl Default for Hint<'_> {
    fn default() -> Self {
        let pages = PageLimits::default();
        Self { name: None, limit: LIMIT, charset: None, address: None, pages, stop: None }
    }
}

impl<'a> Hint<'a> {
    /// A hint with the name of a file.
    pub fn named(name: &'a str) -> Self {
        Self { name: Some(name), ..Self::default() }
    }

    /// Asked between two stages of the reading, and two blocks.
    fn go_on(&self) -> Result<(), ImportError> {
        let stopped = self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed));
        if stopped { Err(ImportError::Stopped) } else { Ok(()) }
    }
}

/// What was read. `meta.source` is left to the caller, who knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub meta: Metadata,
    /// Has at least one block.
    pub document: Document,
    /// Paths of themes that the source names (`tags` or `themes` in front matter).
    pub themes: Vec<String>,
    /// What of the source could not be taken over as it is: sentences without a full stop.
    pub remarks: Vec<String>,
    /// It is a page that does not say itself where it is: its address is where it was read or stored from, where another
    /// may have been before.
    pub is_stored: bool,
    /// A page of the web without an end: it may have come in part.
    pub is_cut: bool,
}

/// Characters of a number that stands for a name.
const DIGEST: usize = 12;

/// A title made of the name of a file: on one line, without what could drive a terminal.
pub fn title_of(name: &str) -> String {
    clean::line(name)
}

/// What a document without a title is called: as its file, whose name (without ending) is `stem`, or by how
/// it begins where there is no file, or one with a number for a name.
pub fn title_for(document: &Document, stem: Option<&str>) -> String {
    let name = stem.filter(|stem| !is_number(stem)).map(title_of).filter(|name| !name.is_empty());
    let begins = || {
        let mut shown = document.blocks.iter().filter(|block| !block.furniture);
        shown
            .next()
            .map(|block| clean::beginning(document.slice(block.span)))
            .filter(|title| !title.is_empty())
    };
    name.or_else(begins).or_else(|| stem.map(title_of)).unwrap_or_default()
}

/// Whether a name says nothing to a person: digests, UUIDs, with numbers beside them at most.
fn is_number(name: &str) -> bool {
    let parts = || name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let is_digest = |part: &str| part.len() >= DIGEST && part.contains(|c: char| c.is_ascii_digit());
    parts().all(|part| part.chars().all(|c| c.is_ascii_hexdigit())) && parts().any(is_digest)
}

/// What a source may be that is more than one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Several {
    Book,
    /// Of REFI-QDA.
    Project,
    /// The codes of one alone.
    Codebook,
}

/// What a source is, by its name or what is in it, if it is more than one article.
pub fn whole(bytes: &[u8], name: Option<&str>) -> Option<Several> {
    if refi::is_project(bytes, name) {
        Some(Several::Project)
    } else if is_book(bytes, name) {
        Some(Several::Book)
    } else {
        refi::is_codebook(bytes, name).then_some(Several::Codebook)
    }
}

/// Reads a source that is one article; a book is read by [`book::Book`]. O(bytes).
pub fn read(bytes: &[u8], hint: &Hint<'_>) -> Result<Imported, ImportError> {
    if bytes.len() > hint.limit {
        return Err(ImportError::TooLarge { limit: hint.limit });
    }
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let several = whole(bytes, hint.name).map(|several| match several {
        Several::Book => "a book of several chapters",
        Several::Project => "a project of several texts",
        Several::Codebook => "a codebook",
    });
    if let Some(what) = several {
        return Err(ImportError::Several { what });
    }
    if let Some(refused) = hint.name.and_then(|name| refused(bytes, name)) {
        return Err(refused);
    }
    let named = match (hint.name, sniff::foreign(bytes)) {
        (_, Some(refused)) => return Err(refused),
        (Some(name), None) => sniff::by_name(name)?,
        (None, None) => None,
    };
    let format = if named == Some(sniff::Format::Html) || (named.is_none() && sniff::is_html(bytes)) {
        sniff::Format::Html
    } else {
        named.unwrap_or(sniff::Format::Text)
    };
    let (format, mut imported) = if format == sniff::Format::Html {
        (format, html::read(bytes, hint)?)
    } else {
        let decoded = match hint.charset {
            Some(_) => html::charset::decode(bytes, hint.charset)?,
            None => decode::decode(bytes)?,
        };
        hint.go_on()?;
        let text = clean::unparted(characters(&decoded));
        hint.go_on()?;
        let format = named.unwrap_or_else(|| sniff::by_content(&text));
        let imported = if format == sniff::Format::Markdown {
            markdown::read(&text, hint)?
        } else {
            plain::read(&text, hint)?
        };
        (format, imported)
    };
    // What nobody sees is no text.
    let is_unseen =
        |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    if imported.document.text.chars().all(is_unseen) {
        return Err(ImportError::Blank);
    }
    format.word().clone_into(&mut imported.meta.format);
    Ok(imported)
}

/// SHA-256 of a canonical text, in hexadecimal.
pub fn digest(text: &str) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing into a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests;
