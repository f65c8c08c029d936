//! Annotations that others made: JSON-LD of the W3C Web Annotation Data Model
//! (<https://www.w3.org/TR/annotation-model/>), one or a list, a page or a collection of them, and what the
//! API of Hypothesis answers to a search (<https://h.readthedocs.io/en/latest/api-reference/>).
//!
//! A file is taken apart annotation by annotation, each at most `ITEM` bytes, so that no nesting and no number
//! costs more memory than the file has bytes. What is no annotation of a passage is left out and counted by
//! reason, and the others go on.

mod body;
mod item;
mod rows;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeMap;

use memchr::memmem;
use serde::de::IgnoredAny;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use uuid::Uuid;

use crate::model::id_of;

/// Bytes of one annotation at most.
pub(in crate::import) const ITEM: usize = 1 << 20;

/// How much is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Larger files are refused.
    pub bytes: usize,
    /// Files of more annotations are refused.
    pub annotations: usize,
}

impl Default for Limits {
    /// What the defaults of the settings say.
    fn default() -> Self {
        Self { bytes: 64 << 20, annotations: 100_000 }
    }
}

/// An annotation as it is told. Its texts hold no control characters but LF and TAB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Its own, or made of its name, so that the same annotation has the same each time.
    pub uuid: Uuid,
    /// The address of what it is on, or `urn:uuid:` of an article.
    pub source: String,
    /// The article that it was made on, as postil tells it.
    pub whole: Whole,
    /// Empty where only a position is told.
    pub quote: String,
    pub prefix: Option<String>,
    pub suffix: Option<String>,
    /// Unicode code points of the text, `[start, end)`.
    pub at: Option<(u64, u64)>,
    /// Paths.
    pub themes: Vec<String>,
    pub note: Option<String>,
    /// RFC 3339 in UTC.
    pub created: Option<String>,
    pub updated: Option<String>,
}

/// An article of another library.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Whole {
    pub uuid: Option<Uuid>,
    pub title: Option<String>,
    /// Of its text, in lower case.
    pub sha256: Option<String>,
}

/// What was left out: why, how often, and of which annotation first (its id, else its number).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Left(BTreeMap<String, (u64, String)>);

impl Left {
    pub fn add(&mut self, why: &str, of: &str) {
        match self.0.get_mut(why) {
            Some((count, _)) => *count += 1,
            None => drop(self.0.insert(why.to_owned(), (1, of.to_owned()))),
        }
    }

    /// A sentence for each reason, without a full stop.
    pub fn sentences(&self) -> Vec<String> {
        let told = self.0.iter().map(|(why, (count, first))| match count {
            1 => format!("1 left out: {why} ({first})"),
            n => format!("{n} left out: {why} (first {first})"),
        });
        told.collect()
    }

    /// How many were left out, the parts of annotations that came in among them.
    pub fn count(&self) -> u64 {
        self.0.values().map(|(count, _)| count).sum()
    }
}

/// Why there is nothing to take from a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum W3cError {
    /// Sizes in bytes.
    #[error(
        "it is a file of annotations of {size} bytes, of which {limit} at most are read ([limits] annotations-size in \
         the configuration raises that)"
    )]
    TooLarge { size: usize, limit: usize },
    #[error(
        "it has more than {limit} annotations ([limits] annotations in the configuration raises that, or export it \
         in parts)"
    )]
    TooMany { limit: usize },
    #[error("it is not in UTF-8, as JSON has to be (save it as that)")]
    Encoding,
    #[error("it is no JSON: {what} in line {line}, column {column} (check that it was saved whole)")]
    Syntax { what: String, line: usize, column: usize },
    #[error("its annotations are at another address, {address} (download that and import the file)")]
    Elsewhere { address: String },
    #[error("there is no annotation in it (W3C Web Annotation and the JSON of Hypothesis are read)")]
    Empty,
}

/// Whether a file holds annotations: by the ending `jsonld`; of JSON, or what has no name, by what is in it.
/// O(bytes).
pub fn is_annotations(bytes: &[u8], name: Option<&str>) -> bool {
    let ending = name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    let json = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let opens = matches!(json.trim_ascii_start().first(), Some(b'{' | b'['));
    let has = |mark: &str| memmem::find(json, mark.as_bytes()).is_some();
    let tells = || {
        has("ns/anno.jsonld")
            || has("\"Annotation\"")
            || has("\"AnnotationPage\"")
            || has("\"AnnotationCollection\"")
            || (has("\"rows\"") && has("\"uri\"") && has("\"target\""))
    };
    match ending.as_deref() {
        Some("jsonld") => true,
        Some("json") => opens && tells(),
        // A text that was piped in or pasted may speak of annotations.
        None => opens && tells() && serde_json::from_slice::<IgnoredAny>(json).is_ok(),
        Some(_) => false,
    }
}

/// Reads a file of annotations, in the order in which they stand. O(bytes).
pub fn read(bytes: &[u8], limits: Limits) -> Result<(Vec<Noted>, Left), W3cError> {
    if bytes.len() > limits.bytes {
        return Err(W3cError::TooLarge { size: bytes.len(), limit: limits.bytes });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_not_utf8| W3cError::Encoding)?;
    walk::walk(text, limits)
}

/// The UUID of an annotation: that of a `urn:uuid:`, else one made of its name or, without any, of what
/// it says.
fn uuid_of(name: Option<&str>, says: &[&str]) -> Uuid {
    if let Some(uuid) = name.and_then(|name| name.strip_prefix("urn:uuid:")).and_then(|u| u.parse().ok()) {
        return uuid;
    }
    let mut hash = Sha256::new();
    match name {
        Some(name) => hash.update(name),
        None => says.iter().for_each(|part| {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }),
    }
    id_of(hash.finalize())
}
