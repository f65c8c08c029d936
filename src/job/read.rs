//! What a source says, whoever has to read it: postil itself, or for a PDF another program first.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::files::FileError;
use crate::files::fetch::Network;
use crate::files::pdf::{self, PdfError, Programs};
use crate::import::archive::Limits;
use crate::import::{self, Hint, ImportError, Imported, PageLimits, w3c};
use crate::text::sign;

/// By what sources are got and read that are more than a file of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Means {
    /// How addresses may be fetched.
    pub network: Network,
    pub pdf: Programs,
    /// How much is taken from an archive.
    pub limits: Limits,
    /// How much a page may be.
    pub pages: PageLimits,
    /// How much a file of annotations may hold.
    pub annotations: w3c::Limits,
    /// Bytes that any source may have.
    pub size: usize,
}

impl Default for Means {
    fn default() -> Self {
        Self {
            network: Network::default(),
            pdf: Programs::default(),
            limits: Limits::default(),
            pages: PageLimits::default(),
            annotations: w3c::Limits::default(),
            size: import::LIMIT,
        }
    }
}

/// Why a file could not be read as a source.
pub(super) fn unread(error: FileError) -> String {
    match error {
        FileError::TooLarge { limit } => {
            ImportError::TooLarge { limit: usize::try_from(limit).unwrap_or(usize::MAX) }.to_string()
        }
        other => other.to_string(),
    }
}

/// What has no title goes by its file, or by its first words.
pub(super) fn titled(mut imported: Imported, path: Option<&Path>) -> Imported {
    if imported.meta.title.is_empty() {
        let stem = path.and_then(Path::file_stem).map(OsStr::to_string_lossy);
        imported.meta.title = import::title_for(&imported.document, stem.as_deref());
    }
    imported
}

/// Why there is no article of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// A sentence that says why.
    Because(String),
    /// Nobody waits for it any more.
    Stopped,
}

pub(super) fn read(
    bytes: &[u8],
    hint: &Hint<'_>,
    means: &Means,
    cancel: &AtomicBool,
) -> Result<Imported, Unread> {
    let because = |error: ImportError| match error {
        ImportError::Stopped => Unread::Stopped,
        error => Unread::Because(error.to_string()),
    };
    if !import::is_pdf(bytes) {
        let hint = Hint { pages: means.pages, limit: means.size, stop: Some(cancel), ..*hint };
        return import::read(bytes, &hint).map_err(because);
    }
    let printed = pdf::read(bytes, &means.pdf, cancel).map_err(|error| match error {
        PdfError::Stopped => Unread::Stopped,
        error => Unread::Because(error.to_string()),
    })?;
    let mut read = import::pdf::read(&printed.text, printed.about.as_deref(), hint.name).map_err(because)?;
    read.remarks.extend(complaint(&printed.complaints));
    Ok(read)
}

/// Complaints of a program that are told, and characters of each.
const COMPLAINTS: usize = 3;
const LENGTH: usize = 160;

/// What `pdftotext` complained of while it read a file all the same, as a sentence: the first of it.
fn complaint(said: &str) -> Option<String> {
    let mut different: Vec<&str> = Vec::new();
    for line in said.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !different.contains(&line) {
            different.push(line);
        }
    }
    let shown = |line: &&str| {
        let mut shown: String = line.chars().take(LENGTH).map(|c| sign(c).unwrap_or(c)).collect();
        if line.chars().nth(LENGTH).is_some() {
            shown.push('…');
        }
        format!("“{shown}”")
    };
    let told: Vec<String> = different.iter().take(COMPLAINTS).map(shown).collect();
    let more = match different.len().saturating_sub(COMPLAINTS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!told.is_empty()).then(|| {
        format!(
            "pdftotext found mistakes in the file, so look whether words are missing: {}{more}",
            told.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_complains_of_is_told_within_bounds_and_without_controls() {
        assert_eq!(complaint("\n  \n"), None);
        let said = "Syntax Error: no \u{1b}[31mred\n".repeat(9) + &"x".repeat(9_000) + "\na\nb\nc\n";
        let told = complaint(&said).unwrap();
        assert!(
            told.contains("“Syntax Error: no ␛[31mred”, “xxx") && told.ends_with("“a” and 2 more"),
            "{told}"
        );
        assert!(told.len() < 400, "{told}");
    }
}
