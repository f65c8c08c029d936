//! Markdown: `CommonMark` that Obsidian also likes. The same library gives the same bytes.

mod article;
mod escape;
mod headings;
mod library;
mod link;
mod passage;
mod passages;
mod tag;
mod theme;
mod yaml;

#[cfg(test)]
mod tests;

pub use article::article;
pub use escape::{inline, note, quote};
pub use library::{Readme, themes};
pub use link::{address, text_fragment};
pub(super) use passage::sorted;
pub use passages::Passages;
pub use tag::tag;
pub(super) use theme::carries;
pub use theme::theme;

use crate::model::Article;
use crate::model::citation;

/// The level below which the headings of a note go where it stands under the title of a file: below
/// those that part the file, so that they are not taken for them.
const PARTS: usize = 2;

/// `Name, *Outlet*, 12 July 2017. <url>` with what is absent left out; `None` where nothing is known.
pub fn byline(article: &Article) -> Option<String> {
    sourced(article, None)
}

/// The same with the title after the name. A chapter names its book.
fn sourced(article: &Article, title: Option<&str>) -> Option<String> {
    let meta = &article.meta;
    let parts: Vec<String> = [
        citation::byline(meta).map(|names| inline(&names)),
        title.map(|title| format!("“{}”", inline(title))),
        article.book().map(|book| format!("in *{}*", inline(book.trim()))),
        meta.publication.as_deref().map(|outlet| format!("*{}*", inline(outlet.trim()))),
        meta.published.as_deref().map(|date| inline(&citation::date(date))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut line = parts.join(", ");
    if !line.is_empty() {
        line.push('.');
    }
    if let Some(url) = &meta.url {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&link::bare(url));
    }
    Some(line).filter(|line| !line.is_empty())
}
