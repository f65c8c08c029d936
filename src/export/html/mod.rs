//! Pages for a browser, each whole by itself: no script, nothing that is fetched, its style in it, light and
//! dark, fit to be printed. The same library gives the same bytes.
//!
//! All that comes from elsewhere is text: it is escaped, and characters that turn the order of letters about
//! or control a device become signs. Links lead to `http`, `https` and `mailto` alone, and a policy in the
//! page forbids a browser to run or fetch anything, should something be amiss all the same.
//!
//! What a user wrote below a line, as in Markdown, there is not: who changes a page changes HTML, and no line
//! in it parts one's own from ours for certain.

mod article;
mod block;
mod library;
mod list;
mod mark;
mod note;
mod page;
mod passage;
mod table;
#[cfg(test)]
mod tests;
mod theme;

use std::borrow::Cow;

pub use article::article;
pub use library::{Index, themes};
pub use page::{END, inside, is_page};
pub use theme::theme;

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::model::address::fit;
use crate::model::{Article, ArticleId, ThemeId, citation};
use crate::text::{one_line, sign};

/// The pages of a library that a page can lead to, by the slug of their file. Of a page that stands alone
/// there are none.
#[derive(Debug, Clone, Default)]
pub struct Links {
    pub articles: HashMap<ArticleId, String>,
    pub themes: HashMap<ThemeId, String>,
    /// Whether there is an index above the page.
    pub index: bool,
}

/// How links begin that a page may have.
const SCHEMES: &[&str] = &["https://", "http://", "mailto:"];

/// Text as it stands between tags or in an attribute in double quotation marks.
fn text(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'') && inert(c).is_none();
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(inert(c).unwrap_or(c)),
        }
    }
    Cow::Owned(out)
}

/// The sign for a character that would act on what stands around it: controls, and those that embed,
/// isolate or override a direction. Marks of direction and soft hyphens belong to a text, and stay.
fn inert(c: char) -> Option<char> {
    let acts = match c {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}' => true,
        c => c.is_control(),
    };
    if acts { sign(c) } else { None }
}

/// On one line: runs of white space are one space.
fn line(words: &str) -> String {
    text(&one_line(words)).into_owned()
}

/// An address that a link may have, escaped for its attribute.
fn address(url: &str) -> Option<String> {
    fit(url, SCHEMES).map(|url| text(&url).into_owned())
}

/// `Name, Outlet, 12 July 2017. address`, what is absent left out; with the title after the name where it
/// is asked for. A chapter names its book.
fn sourced(article: &Article, title: Option<&str>) -> Option<String> {
    let meta = &article.meta;
    let parts: Vec<String> = [
        citation::byline(meta).map(|names| line(&names)),
        title.map(|title| format!("“{}”", line(title))),
        article.book().map(|book| format!("in <cite>{}</cite>", line(book))),
        meta.publication.as_deref().map(|outlet| format!("<cite>{}</cite>", line(outlet))),
        meta.published.as_deref().map(|date| line(&citation::date(date))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut out = parts.join(", ");
    if !out.is_empty() {
        out.push('.');
    }
    if let Some(url) = &meta.url {
        if !out.is_empty() {
            out.push(' ');
        }
        match address(url) {
            Some(href) => {
                let _ = write!(out, "<a href=\"{href}\">{}</a>", line(url));
            }
            None => out.push_str(&line(url)),
        }
    }
    Some(out).filter(|out| !out.is_empty())
}

fn count(n: u64, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
