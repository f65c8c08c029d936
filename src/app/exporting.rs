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
}

impl ExportFormat {
    pub const EACH: [Self; 3] = [Self::Markdown, Self::Csv, Self::JsonLines];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::JsonLines => "json-lines",
        }
    }

    /// What comes of it.
    pub fn about(self) -> &'static str {
        match self {
            Self::Markdown => "a folder of notes, one for each article and theme",
            Self::Csv => "one table with a row for each annotation and theme",
            Self::JsonLines => "one file with an object on each line",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|format| format.word() == word)
    }
}
