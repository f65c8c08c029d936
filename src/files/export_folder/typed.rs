//! What somebody typed into a file that postil wrote, by what was written: found again also where git or an
//! editor changed the ends of its lines.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{YOURS, below_line};

/// By which it is known what was written: its length without the white space at its end, and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Print {
    /// Bytes.
    bytes: usize,
    sha256: String,
    /// The same of its last lines, as many as are not found in it a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<End>,
}

/// The last lines of what was written: where they are in a file that was changed, all that was written ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct End {
    bytes: usize,
    sha256: String,
}

/// Bytes that the last lines have at least: fewer may have been typed by somebody.
const LAST: usize = 40;

impl Print {
    /// That of a text as it is written, without a part of the user's.
    pub fn of(content: &str) -> Self {
        let content = unix(content);
        let content = content.trim_end();
        Self { bytes: content.len(), sha256: sha256(content), end: End::of(content) }
    }

    /// Whether both are of one text.
    pub fn is_of_same(&self, other: &Self) -> bool {
        (self.bytes, &self.sha256) == (other.bytes, &other.sha256)
    }
}

impl End {
    /// That of a text without white space at its end; nothing where it repeats itself, or is short.
    fn of(content: &str) -> Option<Self> {
        let begins = content.rmatch_indices('\n').map(|(at, _)| at + 1);
        let end = begins.filter_map(|at| content.get(at..)).find(|end| end.len() >= LAST)?;
        // It is looked for as whole lines.
        let found = line_ends(content).filter(|at| content.get(..*at).is_some_and(|to| to.ends_with(end)));
        (found.count() == 1).then(|| Self { bytes: end.len(), sha256: sha256(end) })
    }

    /// Where it ends in a text that has it once, as whole lines.
    fn place(&self, text: &str) -> Option<usize> {
        let is_here = |at: &usize| {
            let from = at.checked_sub(self.bytes);
            let begins = |from: &usize| *from == 0 || text.as_bytes().get(from - 1) == Some(&b'\n');
            let lines = from.filter(begins).and_then(|from| text.get(from..*at));
            lines.is_some_and(|lines| sha256(lines) == self.sha256)
        };
        let mut places = line_ends(text).filter(is_here);
        places.next().filter(|_| places.next().is_none())
    }
}

/// Where the lines of a text end.
fn line_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices('\n').map(|(at, _)| at).chain([text.len()])
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
        Self { tail: Some(tail_of(more, tail)), is_changed: false }
    }

    /// The same of a text that was changed above its end too: what stands below the last lines that were written
    /// there is carried on, where these are found and nothing below them is `wanted`, what is to be written now.
    pub fn of_changed(text: &str, print: Option<&Print>, wanted: &str) -> Self {
        let tail = below_line(text);
        let own = unix(text.get(..text.len() - tail.map_or(0, str::len)).unwrap_or(text));
        let end = print.and_then(|print| print.end.as_ref()?.place(&own));
        let more = without_blank_lines(end.and_then(|end| own.get(end..)).unwrap_or_default());
        let written: HashSet<&str> = wanted.lines().map(str::trim).collect();
        // Where the last lines were moved, what stands below them is no one's but ours. Rules are anybody's, and who
        // writes on may quote what is written.
        let is_said = |line: &&str| !line.starts_with('>') && line.chars().any(char::is_alphanumeric);
        let mut said = more.lines().map(str::trim).filter(is_said).peekable();
        if said.peek().is_none() || said.any(|line| written.contains(line)) {
            return Self { tail: tail.map(str::to_owned), is_changed: true };
        }
        Self { tail: Some(tail_of(more, tail)), is_changed: true }
    }
}

/// What is carried on of what was typed without the line, before what stands below that.
fn tail_of(more: &str, tail: Option<&str>) -> String {
    let below = tail.and_then(|tail| tail.split_once('\n')).map_or("", |(_, below)| below);
    let below = if below.trim().is_empty() { String::new() } else { format!("\n{below}") };
    format!("{YOURS}\n\n{more}\n{below}")
}

/// A text without the lines of nothing at its beginning and end; how far its first line is set in stays.
fn without_blank_lines(text: &str) -> &str {
    let text = text.trim_end();
    let blank: usize =
        text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    text.get(blank..).unwrap_or_default()
}
