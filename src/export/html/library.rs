//! The library at a glance: `index.html` and `themes.html`.

use std::fmt::Write;

use super::page::{Head, page};
use super::passage::{link, named};
use super::{Links, count, line, note};
use crate::export::Themes;
use crate::model::{Article, Theme, citation, split_path};

/// `index.html`, made article by article.
#[derive(Debug, Clone, Default)]
pub struct Index {
    rows: String,
    articles: u64,
    annotations: u64,
}

impl Index {
    /// Adds an article whose page is `articles/SLUG.html`; its themes lead to their pages.
    pub fn add(&mut self, article: &Article, slug: &str, themes: &Themes, links: &Links) {
        self.articles += 1;
        self.annotations += article.annotations;
        let meta = &article.meta;
        let mut parts =
            vec![format!("<a href=\"articles/{}.html\">{}</a>", link(slug), line(citation::title(meta)))];
        parts.extend(meta.published.as_deref().map(|d| line(&citation::date(d))));
        parts.extend(meta.publication.as_deref().map(|outlet| format!("<cite>{}</cite>", line(outlet))));
        parts.push(count(article.annotations, "annotation"));
        if !article.themes.is_empty() {
            let page = |path: &str| {
                let theme = themes.list().iter().find(|theme| theme.path == path)?;
                links.themes.get(&theme.id)
            };
            let named = article.themes.iter().map(|path| match page(path) {
                Some(slug) => format!("<a href=\"themes/{}.html\">{}</a>", link(slug), line(path)),
                None => line(path),
            });
            parts.push(named.collect::<Vec<_>>().join(", "));
        }
        let _ = writeln!(self.rows, "<li>{}</li>", parts.join(" · "));
    }

    /// The page; `library_note` is the note on the library.
    pub fn finish(&self, library_note: Option<&str>, stamp: Option<&str>) -> String {
        let mut out = String::from("<header>\n<h1>Library</h1>\n");
        if let Some(words) = library_note {
            out.push_str(&note::note(words, 2));
        }
        let _ = writeln!(
            out,
            "<p>{}, {}. <a href=\"themes.html\">Themes</a> · <a href=\"annotations.csv\">all annotations as a table</a></p>\n\
             </header>",
            count(self.articles, "article"),
            count(self.annotations, "annotation")
        );
        if !self.rows.is_empty() {
            let _ = write!(out, "<h2>Articles</h2>\n<ul>\n{}</ul>\n", self.rows);
        }
        page(&Head { title: "Library", language: None, id: None, stamp }, &out)
    }
}

/// `themes.html`: the tree with descriptions and counts.
pub fn themes(themes: &Themes, links: &Links, stamp: Option<&str>) -> String {
    let mut out = String::from("<nav><a href=\"index.html\">All articles</a></nav>\n<h1>Themes</h1>\n");
    let mut depth = 0;
    for theme in themes.list() {
        let wanted = split_path(&theme.path).len().max(1);
        while depth > wanted {
            out.push_str("</li>\n</ul>\n");
            depth -= 1;
        }
        if depth == wanted {
            out.push_str("</li>\n");
        }
        while depth < wanted {
            out.push_str("<ul>\n");
            depth += 1;
            if depth < wanted {
                out.push_str("<li>");
            }
        }
        row(&mut out, theme, links);
    }
    for _ in 0..depth {
        out.push_str("</li>\n</ul>\n");
    }
    page(&Head { title: "Themes", language: None, id: None, stamp }, &out)
}

fn row(out: &mut String, theme: &Theme, links: &Links) {
    let name = named(theme, &Links::default());
    let name = match links.themes.get(&theme.id) {
        Some(slug) => format!("<a href=\"themes/{}.html\">{name}</a>", link(slug)),
        None => name,
    };
    let _ = write!(
        out,
        "<li>{name} · {} in {}",
        count(theme.annotations, "annotation"),
        count(theme.articles, "article")
    );
    if let Some(description) = &theme.description {
        let _ = write!(out, "<br>{}", line(description));
    }
}
