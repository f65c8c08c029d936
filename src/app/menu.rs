//! The export menu: what, in which format, to which place. It never acts at once: the place is
//! asked for first.

use super::exporting::{ExportFormat, ExportScope};
use crate::model::{ArticleId, Theme};

/// The formats with their names and the places that are proposed, those for people first.
const FORMATS: [(ExportFormat, &str, &str); 7] = [
    (ExportFormat::Markdown, "Markdown", "postil-export"),
    (ExportFormat::Html, "HTML", "postil-html"),
    (ExportFormat::Csv, "CSV", "postil-export.csv"),
    (ExportFormat::JsonLines, "JSON Lines", "postil-export.jsonl"),
    (ExportFormat::W3c, "W3C annotations", "postil-export.jsonld"),
    (ExportFormat::Qdpx, "REFI-QDA project", "postil-export.qdpx"),
    (ExportFormat::Qdc, "REFI-QDA codebook", "postil-export.qdc"),
];

/// A row of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub scope: ExportScope,
    pub format: ExportFormat,
    pub label: String,
    /// The place that is proposed.
    pub to: String,
}

impl Choice {
    /// Whether the place that is proposed is a folder; another may be a file all the same.
    pub fn is_folder(&self) -> bool {
        matches!(self.format, ExportFormat::Markdown | ExportFormat::Html)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Menu {
    pub choices: Vec<Choice>,
    pub cursor: usize,
}

impl Menu {
    /// The choices there are with those articles open, chosen or selected, in words, and that theme; the
    /// first in the list is what is nearest at hand.
    pub fn new(articles: Option<(Vec<ArticleId>, String)>, theme: Option<&Theme>, theme_first: bool) -> Self {
        let articles = articles.map(|(articles, what)| (ExportScope::Articles(articles), what));
        let theme = theme.map(|theme| (ExportScope::Theme(theme.id), format!("the theme “{}”", theme.path)));
        let (first, second) = if theme_first { (theme, articles) } else { (articles, theme) };
        let whole = (ExportScope::Library, "the whole library".to_owned());
        let scopes: Vec<(ExportScope, String)> = first.into_iter().chain(second).chain([whole]).collect();
        let choices = FORMATS.iter().flat_map(|(format, name, to)| {
            // An article has no themes of its own.
            let fits = |scope: &ExportScope| {
                *format != ExportFormat::Qdc || !matches!(scope, ExportScope::Articles(_))
            };
            scopes.iter().filter(move |(scope, _)| fits(scope)).map(move |(scope, what)| Choice {
                scope: scope.clone(),
                format: *format,
                label: format!("{name}: {what}"),
                to: (*to).to_owned(),
            })
        });
        Self { choices: choices.collect(), cursor: 0 }
    }
}
