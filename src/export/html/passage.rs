//! What is written about a passage: where it is, its themes, its note, and its words where they are not
//! in the text beside it.

use std::fmt::Write;

use super::mark::LINE_END;
use super::{Links, line, note, text};
use crate::export::Themes;
use crate::export::markdown::text_fragment;
use crate::model::citation::Locator;
use crate::model::{Annotation, Article, State, Theme, ThemeId, is_color};

/// Where a passage stands. What is lost stands nowhere: its span is only where it last was.
pub(super) fn locator(annotation: &Annotation) -> Locator<'_> {
    if annotation.state == State::Lost { Locator::default() } else { Locator::of(annotation) }
}

/// How a passage is shown.
pub(super) struct Shown<'a> {
    /// The link to where it stands, if it stands anywhere.
    pub href: Option<String>,
    /// Whether its words are shown too.
    pub quote: bool,
    /// The theme that a heading names already.
    pub theme: Option<ThemeId>,
    pub cited: Option<&'a str>,
    /// The level of the heading above it.
    pub level: usize,
}

/// The lines of it, without an element around them.
pub(super) fn about(
    article: &Article,
    annotation: &Annotation,
    themes: &Themes,
    links: &Links,
    shown: &Shown<'_>,
) -> String {
    let mut out = String::new();
    let now = annotation.now.as_deref().filter(|now| *now != annotation.quote);
    if shown.quote {
        quote(&mut out, now.unwrap_or(&annotation.quote));
    }
    let _ = writeln!(out, "<p class=\"place\">{}</p>", place(article, annotation, now, themes, links, shown));
    if let Some(cited) = shown.cited {
        let _ = writeln!(out, "<p>{}</p>", line(cited));
    }
    if now.is_some() {
        out.push_str("<p class=\"place\">The words when they were marked:</p>\n");
        quote(&mut out, &annotation.quote);
    }
    if let Some(words) = &annotation.note {
        out.push_str(&note::note(words, shown.level));
    }
    out
}

fn quote(out: &mut String, words: &str) {
    let words = text(words.trim()).replace('\n', LINE_END);
    let _ = writeln!(out, "<blockquote><p dir=\"auto\">{words}</p></blockquote>");
}

fn place(
    article: &Article,
    annotation: &Annotation,
    now: Option<&str>,
    themes: &Themes,
    links: &Links,
    shown: &Shown<'_>,
) -> String {
    let is_lost = annotation.state == State::Lost;
    let mut at: Vec<String> = locator(annotation).parts().map(|part| line(&part)).collect();
    if !is_lost {
        at.push(format!("{}%", annotation.percent));
    }
    let at = at.join(" · ");
    let mut parts = match &shown.href {
        Some(href) if !at.is_empty() => vec![format!("<a href=\"{}\">{at}</a>", text(href))],
        _ if at.is_empty() => Vec::new(),
        _ => vec![at],
    };
    let others = annotation.themes.iter().filter(|id| Some(**id) != shown.theme);
    parts.extend(others.filter_map(|id| themes.get(*id)).map(|theme| named(theme, links)));
    if is_lost {
        parts.push("not in the present text".to_owned());
        return parts.join(" · ");
    }
    if now.is_some() {
        parts.push("the words have changed".to_owned());
    }
    let words = now.unwrap_or(&annotation.quote);
    if let Some(url) = article.meta.url.as_deref().and_then(|url| text_fragment(url, words)) {
        parts.push(format!("<a href=\"{}\">in the source</a>", text(&url)));
    }
    parts.join(" · ")
}

/// A theme with its sign, in its colour; it leads to its page where there is one.
pub(super) fn named(theme: &Theme, links: &Links) -> String {
    let color = if is_color(&theme.color) { theme.color.as_str() } else { "#8a8a8a" };
    let name = format!(
        "<span class=\"theme\" style=\"border-color:{color}\"><b>{}</b> {}</span>",
        text(&theme.sign),
        line(&theme.path)
    );
    match links.themes.get(&theme.id) {
        Some(slug) => format!("<a href=\"../themes/{}.html\">{name}</a>", text(&link(slug))),
        None => name,
    }
}

/// The name of a file as it stands in an address.
pub(super) fn link(slug: &str) -> String {
    crate::export::markdown::address(slug)
}
