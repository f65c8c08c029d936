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
}

impl ExportFormat {
    pub const EACH: [Self; 5] = [Self::Markdown, Self::Csv, Self::JsonLines, Self::Html, Self::W3c];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::JsonLines => "json-lines",
            Self::W3c => "w3c",
            Self::Html => "html",
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
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|format| format.word() == word)
    }
}
