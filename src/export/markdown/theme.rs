//! The file of one theme: its passages across articles, and those of the themes below it.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use crate::export::{Options, Themes};
use crate::model::citation;
use crate::model::{Annotation, Article, Theme, ThemeId};

use super::passage::Under;
use super::{PARTS, Passages, inline, note, passage, sourced, yaml};

/// A theme with its passages in the order of the articles given; child themes one level down; at the
/// end the sources. Annotations that carry neither the theme nor one below it are left out.
pub fn theme(theme: &Theme, themes: &Themes, passages: &[Passages], options: &Options) -> String {
    let family = themes.family(&[theme.id]);
    let counted: Vec<(&Article, usize)> = passages
        .iter()
        .map(|p| (&p.article, p.annotations.iter().filter(|a| carries(a, &family)).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let mut out = head(theme, themes, &counted, options);
    let _ = writeln!(out, "\n# {}", inline(&theme.name));
    for text in [&theme.description, &theme.note].into_iter().flatten() {
        let _ = writeln!(out, "\n{}", note(text, PARTS));
    }
    counts(&mut out, &counted);
    section(&mut out, theme, 2, themes, passages, options);
    if !counted.is_empty() {
        out.push_str("\n## Sources\n\n");
        for (article, _) in counted {
            let line = sourced(article, Some(citation::title(&article.meta)));
            let _ = writeln!(out, "- {}", line.unwrap_or_default());
        }
    }
    out
}

/// Whether an annotation has any of these themes.
pub(in crate::export) fn carries(annotation: &Annotation, family: &HashSet<ThemeId>) -> bool {
    annotation.themes.iter().any(|id| family.contains(id))
}

fn head(theme: &Theme, themes: &Themes, counted: &[(&Article, usize)], options: &Options) -> String {
    let mut out = String::from("---\n");
    let _ = writeln!(out, "theme: {}", yaml::quoted(&theme.path));
    if let Some(parent) = theme.parent.and_then(|id| themes.get(id)) {
        let _ = writeln!(out, "parent: {}", yaml::quoted(&parent.path));
    }
    if let Some(description) = &theme.description {
        let _ = writeln!(out, "description: {}", yaml::quoted(description));
    }
    let _ = writeln!(out, "annotations: {}", counted.iter().map(|(_, n)| n).sum::<usize>());
    let _ = writeln!(out, "articles: {}", counted.len());
    if let Some(stamp) = &options.stamp {
        let _ = writeln!(out, "exported: {}", yaml::quoted(stamp));
    }
    let _ = writeln!(out, "postil: {{id: {}}}\n---", theme.uuid);
    out
}

fn counts(out: &mut String, counted: &[(&Article, usize)]) {
    if counted.is_empty() {
        return;
    }
    out.push_str("\nBy article:\n\n");
    let mut months: BTreeMap<&str, usize> = BTreeMap::new();
    for (article, count) in counted {
        let _ = writeln!(out, "- {}: {count}", heading(article));
        let published = article.meta.published.as_deref().unwrap_or("undated");
        *months.entry(published.get(..7).unwrap_or(published)).or_default() += count;
    }
    out.push_str("\nBy month:\n\n");
    for (month, count) in months {
        let _ = writeln!(out, "- {}: {count}", inline(month));
    }
}

/// `Title (Author, date)`, of a chapter `Title (Author, Book, date)`
fn heading(article: &Article) -> String {
    let meta = &article.meta;
    let date = meta.published.as_deref().map(citation::date);
    let about = [citation::byline(meta), article.book().map(str::to_owned), date];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let title = inline(citation::title(meta));
    if about.is_empty() { title } else { format!("{title} ({})", inline(&about.join(", "))) }
}

fn section(
    out: &mut String,
    theme: &Theme,
    level: usize,
    themes: &Themes,
    passages: &[Passages],
    options: &Options,
) {
    let hashes = "######".get(..level.min(6)).unwrap_or("######");
    for of in passages {
        let own: Vec<&Annotation> =
            passage::sorted(&of.annotations).into_iter().filter(|a| a.themes.contains(&theme.id)).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{hashes} {}", heading(&of.article));
        for annotation in own {
            let at = passage::place(annotation).within(&of.article);
            let cited = match options.keys.as_ref().and_then(|keys| keys.get(of.article.uuid)) {
                Some(key) => citation::keyed(key, at),
                None => citation::short(&of.article.meta, at),
            };
            let under = Under { level, theme: Some(theme.id), cited: Some(&cited) };
            passage::push(out, of, annotation, themes, &under);
        }
    }
    for child in themes.children(theme.id) {
        let below = themes.family(&[child.id]);
        if passages.iter().flat_map(|p| &p.annotations).any(|a| carries(a, &below)) {
            let _ = writeln!(out, "\n{hashes} {}", inline(&child.name));
            if let Some(description) = &child.description {
                let _ = writeln!(out, "\n{}", note(description, level + 1));
            }
            section(out, child, level + 1, themes, passages, options);
        }
    }
}
