//! The library at a glance: `README.md` and `themes.md`.

use std::fmt::Write;

use crate::export::Themes;
use crate::model::{Article, Theme, citation, split_path};

use super::{PARTS, inline, link, note};

/// `README.md`, made article by article.
#[derive(Debug, Clone, Default)]
pub struct Readme {
    rows: String,
    articles: usize,
    annotations: u64,
}

impl Readme {
    /// Adds an article whose file is `articles/SLUG.md`.
    pub fn add(&mut self, article: &Article, slug: &str) {
        self.articles += 1;
        self.annotations += article.annotations;
        let meta = &article.meta;
        let mut parts = vec![format!(
            "[{}]({})",
            inline(citation::title(meta)),
            link::address(&format!("articles/{slug}.md"))
        )];
        parts.extend(meta.published.as_deref().map(|d| inline(&citation::date(d))));
        parts.extend(meta.publication.as_deref().map(|outlet| format!("*{}*", inline(outlet.trim()))));
        parts.push(count(article.annotations, "annotation"));
        if !article.themes.is_empty() {
            parts.push(
                article.themes.iter().map(|t| format!("**{}**", inline(t))).collect::<Vec<_>>().join(", "),
            );
        }
        let _ = writeln!(self.rows, "- {}", parts.join(" · "));
    }

    /// The file; `library_note` is the note on the library.
    pub fn finish(&self, library_note: Option<&str>, stamp: Option<&str>) -> String {
        let mut out = String::from("# Library\n");
        if let Some(text) = library_note {
            let _ = writeln!(out, "\n{}", note(text, PARTS));
        }
        let articles = u64::try_from(self.articles).unwrap_or(u64::MAX);
        let _ = writeln!(
            out,
            "\n{}, {}. [Themes](themes.md) · [all annotations as a table](annotations.csv)",
            count(articles, "article"),
            count(self.annotations, "annotation")
        );
        if let Some(stamp) = stamp {
            let _ = writeln!(out, "\nExported {}.", inline(stamp));
        }
        if !self.rows.is_empty() {
            let _ = writeln!(out, "\n## Articles\n\n{}", self.rows.trim_end());
        }
        out
    }
}

/// `themes.md`: the tree with descriptions and counts; `file` gives the slug of a theme's file.
pub fn themes(themes: &Themes, file: impl Fn(&Theme) -> Option<String>) -> String {
    let mut out = String::from("# Themes\n");
    if !themes.list().is_empty() {
        out.push('\n');
    }
    for theme in themes.list() {
        let depth = split_path(&theme.path).len().saturating_sub(1);
        let indent = "  ".repeat(depth);
        let name = inline(&theme.name);
        let name = match file(theme) {
            Some(slug) => format!("[{name}]({})", link::address(&format!("themes/{slug}.md"))),
            None => name,
        };
        let _ = writeln!(
            out,
            "{indent}- {name} · {} in {}",
            count(theme.annotations, "annotation"),
            count(theme.articles, "article")
        );
        if let Some(description) = &theme.description {
            let _ = writeln!(out, "{indent}  {}", inline(description));
        }
    }
    out
}

fn count(n: u64, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
