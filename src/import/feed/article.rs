//! An item as an article.

use super::super::builder::{Builder, Piece};
use super::super::{Hint, ImportError, Imported, PageLimits, clean, html, plain};
use super::cut::breaks_off;
use super::{Body, Feed, Item};
use crate::model::{BlockKind, Document, Metadata};

/// Shorter words of an item may be the beginning of its page.
const SHORT: usize = 250;

impl Item {
    /// Whether the feed has no words of it but its title.
    pub fn is_blank(&self) -> bool {
        self.content.is_none() && self.summary.is_none()
    }

    /// Whether the feed seems to have only the beginning or a summary of what is at the link.
    pub fn is_summary(&self) -> bool {
        let body = self.content.as_ref().or(self.summary.as_ref());
        let Some(body) = body.map(Body::as_str) else { return true };
        self.is_short() && (self.content.is_none() || breaks_off(body))
    }

    /// Whether the feed has so few words of it that they may be the beginning of its page.
    pub fn is_short(&self) -> bool {
        let body = self.content.as_ref().or(self.summary.as_ref()).map_or("", Body::as_str);
        body.split_whitespace().take(SHORT).count() < SHORT
    }
}

/// The article of an item, with the words that the feed has of it. One without any words has its
/// title alone.
pub fn article(feed: &Feed, item: &Item, limits: &PageLimits) -> Result<Imported, ImportError> {
    let body = item.content.as_ref().filter(|c| !c.as_str().trim().is_empty()).or(item.summary.as_ref());
    let title = if item.title.is_empty() { untitled(body) } else { item.title.clone() };
    let title = if title.is_empty() { item.link.clone().unwrap_or_default() } else { title };
    let base = item.base.as_deref().or(item.link.as_deref());
    let document = document(&item.title, body, base, limits)?;
    let document = if document.blocks.is_empty() { alone(&title) } else { document };
    if document.blocks.is_empty() {
        return Err(ImportError::Blank);
    }
    let format = if matches!(body, Some(Body::Html(_))) { "html" } else { "text" };
    let meta = Metadata {
        title,
        byline: item.byline.clone(),
        publication: Some(feed.title.clone()).filter(|title| !title.is_empty()),
        published: item.published.clone(),
        url: item.link.clone(),
        source: None,
        format: format.to_owned(),
        language: item.language.clone().or_else(|| feed.language.clone()),
    };
    Ok(Imported { meta, document, themes: Vec::new(), remarks: Vec::new(), is_stored: false, is_cut: false })
}

fn document(
    title: &str,
    body: Option<&Body>,
    base: Option<&str>,
    limits: &PageLimits,
) -> Result<Document, ImportError> {
    match body {
        Some(Body::Html(markup)) => html::fragment(markup, title, base, limits),
        Some(Body::Text(text)) => {
            let text = clean::characters(text);
            let mut builder = Builder::sized(text.len());
            if !title.is_empty() {
                builder.push(&Piece::new(BlockKind::Heading, 1, title));
            }
            let read = plain::read(&text, &Hint::default())?.document;
            for block in &read.blocks {
                let piece = Piece::new(BlockKind::Paragraph, 0, read.slice(block.span));
                builder.push(&Piece { furniture: block.furniture, ..piece });
            }
            Ok(builder.finish())
        }
        None => Ok(alone(title)),
    }
}

fn alone(title: &str) -> Document {
    let mut builder = Builder::default();
    builder.push(&Piece::new(BlockKind::Heading, 1, title));
    builder.finish()
}

/// What an item without a title is called: how its words begin.
fn untitled(body: Option<&Body>) -> String {
    let Some(body) = body else { return String::new() };
    let sort =
        if matches!(body, Body::Html(_)) { super::words::Sort::Html } else { super::words::Sort::Text };
    let words = super::words::plain(body.as_str(), sort);
    clean::beginning(&words)
}
