//! The export menu: what, in which format, to which place. It never acts at once: the place is
//! asked for first.

use super::exporting::{ExportFormat, ExportScope};
use crate::model::{ArticleId, Theme};

/// A row of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub scope: ExportScope,
    pub format: ExportFormat,
    pub label: String,
    /// The place that is proposed.
    pub to: String,
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
        let choices = first.into_iter().chain(second).chain([whole]).flat_map(|(scope, what)| {
            let choice = move |(format, name, to): (ExportFormat, &str, &str)| Choice {
                scope: scope.clone(),
                format,
                label: format!("{name}: {what}"),
                to: to.to_owned(),
            };
            [
                (ExportFormat::Markdown, "Markdown", "postil-export"),
                (ExportFormat::Csv, "CSV", "postil-export.csv"),
                (ExportFormat::JsonLines, "JSON Lines", "postil-export.jsonl"),
                (ExportFormat::Html, "HTML", "postil-html"),
                (ExportFormat::W3c, "W3C annotations", "postil-export.jsonld"),
            ]
            .map(choice)
        });
        Self { choices: choices.collect(), cursor: 0 }
    }
}
