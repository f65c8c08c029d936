//! The page of one theme: its passages across articles, and those of the themes below it.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use uuid::Uuid;

use super::page::{Head, page};
use super::passage::{Shown, about, link, locator};
use super::{Links, line, note, sourced};
use crate::export::markdown::{Passages, carries, sorted};
use crate::export::{Options, Themes};
use crate::model::{Annotation, Article, Theme, citation};

/// A theme with its passages in the order of the articles given; child themes one level down; at the
/// end the sources. Annotations that carry neither the theme nor one below it are left out.
pub fn theme(
    theme: &Theme,
    themes: &Themes,
    passages: &[Passages],
    links: &Links,
    options: &Options,
) -> String {
    let below = themes.family(&[theme.id]);
    let counted: Vec<(&Article, usize)> = passages
        .iter()
        .map(|p| (&p.article, p.annotations.iter().filter(|a| carries(a, &below)).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let mut out = String::from("<article>\n");
    if links.index {
        out.push_str("<nav><a href=\"../themes.html\">All themes</a></nav>\n");
    }
    let _ = writeln!(out, "<header>\n<h1 dir=\"auto\">{}</h1>", line(&theme.path));
    for words in [&theme.description, &theme.note].into_iter().flatten() {
        out.push_str(&note::note(words, 2));
    }
    out.push_str("</header>\n");
    counts(&mut out, &counted);
    let mut section = Section { themes, passages, links, options, root: theme.uuid, seen: HashSet::new() };
    section.write(&mut out, theme, 2);
    if !counted.is_empty() {
        out.push_str("<h2>Sources</h2>\n<ul>\n");
        for (article, _) in counted {
            let words = sourced(article, Some(citation::title(&article.meta))).unwrap_or_default();
            let _ = writeln!(out, "<li>{words}</li>");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</article>\n");
    let head =
        Head { title: &theme.path, language: None, id: Some(theme.uuid), stamp: options.stamp.as_deref() };
    page(&head, &out)
}

fn counts(out: &mut String, counted: &[(&Article, usize)]) {
    if counted.is_empty() {
        return;
    }
    let mut months: BTreeMap<&str, usize> = BTreeMap::new();
    for (article, count) in counted {
        let published = article.meta.published.as_deref().unwrap_or("undated");
        *months.entry(published.get(..7).unwrap_or(published)).or_default() += count;
    }
    // As in the counts of the program: most passages first, but months in order.
    let mut most: Vec<&(&Article, usize)> = counted.iter().collect();
    most.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    table(out, "Article", most.into_iter().map(|(article, count)| (heading(article), *count)));
    table(out, "Month", months.into_iter().map(|(month, count)| (line(month), count)));
}

/// What is counted, under a heading.
fn table(out: &mut String, what: &str, rows: impl Iterator<Item = (String, usize)>) {
    let _ = writeln!(
        out,
        "<div class=\"table\"><table>\n<tr><th scope=\"col\">{what}</th><th scope=\"col\" class=\"n\">Passages</th></tr>"
    );
    for (name, count) in rows {
        let _ = writeln!(out, "<tr><td>{name}</td><td class=\"n\">{count}</td></tr>");
    }
    out.push_str("</table></div>\n");
}

/// `Title (Author, date)`, of a chapter `Title (Author, Book, date)`
fn heading(article: &Article) -> String {
    let meta = &article.meta;
    let date = meta.published.as_deref().map(citation::date);
    let about = [citation::byline(meta), article.book().map(str::to_owned), date];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let title = line(citation::title(meta));
    if about.is_empty() { title } else { format!("{title} ({})", line(&about.join(", "))) }
}

struct Section<'a> {
    themes: &'a Themes,
    passages: &'a [Passages],
    links: &'a Links,
    options: &'a Options,
    /// Whose page it is: anchors begin with it, since several pages may go into one.
    root: Uuid,
    /// Annotations that have their anchor: one with two themes of the page is in it twice.
    seen: HashSet<Uuid>,
}

impl Section<'_> {
    fn write(&mut self, out: &mut String, theme: &Theme, level: usize) {
        let heads = level.min(6);
        for of in self.passages {
            let own: Vec<&Annotation> =
                sorted(&of.annotations).into_iter().filter(|a| a.themes.contains(&theme.id)).collect();
            if own.is_empty() {
                continue;
            }
            let name = heading(&of.article);
            let name = match self.links.articles.get(&of.article.id) {
                Some(slug) => format!("<a href=\"../articles/{}.html\">{name}</a>", link(slug)),
                None => name,
            };
            let _ = writeln!(out, "<h{heads}>{name}</h{heads}>");
            for annotation in own {
                self.passage(out, of, annotation, theme, level);
            }
        }
        for child in self.themes.children(theme.id) {
            let below = self.themes.family(&[child.id]);
            if self.passages.iter().flat_map(|p| &p.annotations).any(|a| carries(a, &below)) {
                let _ = writeln!(out, "<h{heads}>{}</h{heads}>", line(&child.path));
                if let Some(description) = &child.description {
                    out.push_str(&note::note(description, level + 1));
                }
                self.write(out, child, level + 1);
            }
        }
    }

    fn passage(
        &mut self,
        out: &mut String,
        of: &Passages,
        annotation: &Annotation,
        theme: &Theme,
        level: usize,
    ) {
        let at = locator(annotation).within(&of.article);
        let cited = match self.options.keys.as_ref().and_then(|keys| keys.get(of.article.uuid)) {
            Some(key) => citation::keyed(key, at),
            None => citation::short(&of.article.meta, at),
        };
        let href = self
            .links
            .articles
            .get(&of.article.id)
            .map(|slug| format!("../articles/{}.html#p-{}", link(slug), annotation.uuid));
        let shown = Shown { href, quote: true, theme: Some(theme.id), cited: Some(&cited), level };
        let lines = about(&of.article, annotation, self.themes, self.links, &shown);
        let id = if self.seen.insert(annotation.uuid) {
            let root = self.root.simple().to_string();
            format!(" id=\"t-{}-{}\"", root.get(..8).unwrap_or_default(), annotation.uuid)
        } else {
            String::new()
        };
        let _ = write!(out, "<section{id}>\n{lines}</section>\n");
    }
}
