//! Why bytes could not become an article. Each sentence says why and how to mend it; who shows it
//! puts the name of the source before it.

use thiserror::Error;

use super::address;
use super::archive::ArchiveError;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    #[error("it is empty (check that it was saved or downloaded whole)")]
    Empty,
    #[error("there is nothing but white space in it (check that it was saved or downloaded whole)")]
    Blank,
    /// In bytes.
    #[error(
        "it is larger than {} MB (split it; [limits] source-size in the configuration raises that)", limit >> 20
    )]
    TooLarge { limit: usize },
    #[error("it is not text but looks like {what} (save what it says as text or Markdown)")]
    Binary { what: &'static str },
    /// Sizes in bytes.
    #[error(
        "it has {size} bytes, of which {limit} at most are read ([limits] page-size in the configuration raises that)"
    )]
    LargePage { size: usize, limit: usize },
    #[error(
        "it has more than {limit} elements, which no article needs (save only the article's part of it; [limits] \
         page-elements in the configuration raises that)"
    )]
    Elements { limit: usize },
    #[error("it says nothing but sends its readers on to another page ({})", instead(.to))]
    Elsewhere { to: String },
    /// Nobody waits for it any more.
    #[error("reading it was stopped")]
    Stopped,
    #[error("it has more than {limit} {what}, which no article needs (save only the article's part of it)")]
    TooComplex { what: &'static str, limit: usize },
    #[error("it is a PDF, whose letters another program has to find (import it as a file)")]
    Pdf,
    #[error(
        "its {} without text (let a program recognise their words, as `ocrmypdf IN.pdf OUT.pdf` does, and import that)",
        pictures(*.pages)
    )]
    Pictures { pages: usize },
    #[error("it is no feed that postil knows: neither RSS, Atom nor JSON Feed (check the address)")]
    NoFeed,
    #[error(
        "postil cannot read {what} files yet (turn it into a web page, as `libreoffice --headless --convert-to html FILE` \
         does, and import that)"
    )]
    Office { what: &'static str },
    #[error(
        "it nests more than {limit} elements in each other ([limits] depth in the configuration raises that)"
    )]
    TooDeep { limit: usize },
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    #[error(
        "it is encrypted, so that only the program it was sold for can read it (get a copy without protection)"
    )]
    Encrypted,
    #[error("it is no book that postil can read: it lacks {what} (download or copy it again)")]
    NoBook { what: &'static str },
    #[error("its text “{name}” cannot be read: {why}")]
    Beside { name: String, why: String },
    #[error(
        "its list of contents is more than {limit} bytes long ([limits] archive-entry in the configuration raises that)"
    )]
    LongList { limit: u64 },
    #[error("it is no project or codebook that postil can read: {what} (export it again)")]
    NoProject { what: &'static str },
    #[error(
        "it is {what}, which postil writes and does not read (it reads annotations as W3C, which `postil export --format w3c` \
         writes, and with their articles as a project, `--format refi-qda`)"
    )]
    Annotations { what: &'static str },
    #[error("it is {what} (postil import reads it)")]
    Several { what: &'static str },
    #[error("postil cannot read {what} files yet (save it as a web page, text or Markdown)")]
    Unsupported { what: &'static str },
}

/// What to do instead of importing a page that sends on to another: only what is on the web can be had by its address.
fn instead(to: &str) -> String {
    if address::is_web(to) {
        format!("import {to} instead")
    } else {
        "open it in a browser, save what it shows, and import that".to_owned()
    }
}

fn pictures(pages: usize) -> String {
    if pages == 1 { "one page is a picture".to_owned() } else { format!("{pages} pages are pictures") }
}
