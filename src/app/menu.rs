//! The export menu: what, in which format, to which place. It never acts at once: the place is
//! asked for first.

use super::msg::{ExportFormat, ExportScope};
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
    /// The choices there are with those articles open, chosen or selected, in words, and that theme chosen.
    pub fn new(articles: Option<(Vec<ArticleId>, String)>, theme: Option<&Theme>) -> Self {
        let mut choices = Vec::new();
        let mut add = |scope: &ExportScope, what: &str| {
            for (format, name, to) in [
                (ExportFormat::Markdown, "Markdown", "postil-export"),
                (ExportFormat::JsonLines, "JSON Lines", "postil-export.jsonl"),
            ] {
                choices.push(Choice {
                    scope: scope.clone(),
                    format,
                    label: format!("{name}: {what}"),
                    to: to.to_owned(),
                });
            }
        };
        if let Some((articles, what)) = articles {
            add(&ExportScope::Articles(articles), &what);
        }
        if let Some(theme) = theme {
            add(&ExportScope::Theme(theme.id), &format!("the theme “{}”", theme.path));
        }
        add(&ExportScope::Library, "the whole library");
        Self { choices, cursor: 0 }
    }
}
