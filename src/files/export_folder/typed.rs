//! What somebody typed into a file that postil wrote, by what was written: found again also where git or an
//! editor changed the ends of its lines.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{YOURS, below_line};

/// By which it is known what was written: its length without the white space at its end, and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Print {
    /// Bytes.
    bytes: usize,
    sha256: String,
}

impl Print {
    /// That of a text as it is written, without a part of the user's.
    pub fn of(content: &str) -> Self {
        let content = unix(content);
        let content = content.trim_end();
        Self { bytes: content.len(), sha256: sha256(content) }
    }
}

/// A text with the ends of lines that git or an editor may give it.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn sha256(text: &str) -> String {
    format!("{:x}", Sha256::digest(text))
}

/// What is in a file that an export did not write there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// What is carried on below what is written: the line, and what stands below it.
    pub tail: Option<String>,
    /// There was, or may have been, something changed in what was written.
    pub is_changed: bool,
}

impl Typed {
    /// In a text of a file for which `print` was kept. With `has_yours` it can have a part of the user's: what was
    /// typed below all that was written, without the line, belongs there too.
    pub fn of(text: &str, print: Option<&Print>, has_yours: bool) -> Self {
        let tail = below_line(text).filter(|_| has_yours);
        let own = text.get(..text.len() - tail.map_or(0, str::len)).unwrap_or(text);
        let own = unix(own.trim_start_matches('\u{feff}'));
        // What no print is kept for may be changed.
        let Some(print) = print else { return Self { tail: tail.map(str::to_owned), is_changed: true } };
        let split = own.split_at_checked(print.bytes).filter(|(own, _)| sha256(own) == print.sha256);
        let Some((_, more)) = split else { return Self { tail: tail.map(str::to_owned), is_changed: true } };
        let more = without_blank_lines(more);
        if more.is_empty() || !has_yours {
            return Self { tail: tail.map(str::to_owned), is_changed: !more.is_empty() };
        }
        let below = tail.and_then(|tail| tail.split_once('\n')).map_or("", |(_, below)| below);
        let below = if below.trim().is_empty() { String::new() } else { format!("\n{below}") };
        Self { tail: Some(format!("{YOURS}\n\n{more}\n{below}")), is_changed: false }
    }
}

/// A text without the lines of nothing at its beginning and end; how far its first line is set in stays.
fn without_blank_lines(text: &str) -> &str {
    let text = text.trim_end();
    let blank: usize =
        text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    text.get(blank..).unwrap_or_default()
}
