//! What may be exported, and as what.

use crate::model::{ArticleId, ThemeId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportScope {
    Articles(Vec<ArticleId>),
    Theme(ThemeId),
    Library,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    Markdown,
    Csv,
    JsonLines,
    W3c,
    Html,
    /// A codebook of REFI-QDA.
    Qdc,
    /// A project of REFI-QDA.
    Qdpx,
}

impl ExportFormat {
    pub const EACH: [Self; 7] =
        [Self::Markdown, Self::Html, Self::Csv, Self::JsonLines, Self::W3c, Self::Qdpx, Self::Qdc];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::JsonLines => "json-lines",
            Self::W3c => "w3c",
            Self::Html => "html",
            Self::Qdc => "qdc",
            Self::Qdpx => "qdpx",
        }
    }

    /// What comes of it.
    pub fn about(self) -> &'static str {
        match self {
            Self::Markdown => "a folder of notes, one for each article and theme",
            Self::Csv => "one table with a row for each annotation and theme",
            Self::JsonLines => "one file with an object on each line",
            Self::W3c => "one file of W3C Web Annotations (JSON-LD)",
            Self::Html => "a folder of pages for a browser, passages marked in the text",
            Self::Qdc => "the themes as a codebook of REFI-QDA",
            Self::Qdpx => "one file of REFI-QDA, for other programs",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|format| format.word() == word)
    }
}
