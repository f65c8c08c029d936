//! Web pages to articles: the words of the article as blocks, and what the page says of itself.
//!
//! The steps: characters ([`charset`]), markup made balanced and bounded ([`scan`]), the tree, which
//! words Readability takes for the article's ([`pick`]), all blocks of the page ([`blocks`]), which of
//! them are the article ([`choose`]), and title, authors, date and address ([`meta`]).

mod blocks;
pub(super) mod chapter;
pub(super) mod charset;
mod choose;
mod meta;
mod node;
mod part;
mod pick;
pub(super) mod scan;
mod words;
mod xhtml;

use dom_query::Document;

use super::builder::{Builder, Piece};
use super::{Hint, ImportError, Imported, clean};
use crate::model::{BlockKind, Document as Model};

/// Pages of more bytes are refused.
const LARGEST: usize = 64 << 20;

/// Reads a page. O(bytes), and bounded where finding the article costs more.
pub(super) fn read(bytes: &[u8], hint: &Hint<'_>) -> Result<Imported, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooLarge { size: bytes.len(), limit: LARGEST });
    }
    let page = charset::decode(bytes, hint.charset)?;
    let strict = page_of(&page, hint, scan::Lenient(false))?;
    // Pages that show nothing until a script ran have their words where a browser without scripts
    // looks for them.
    if strict.document.blocks.is_empty() {
        return page_of(&page, hint, scan::Lenient(true));
    }
    Ok(strict)
}

fn page_of(page: &str, hint: &Hint<'_>, lenient: scan::Lenient) -> Result<Imported, ImportError> {
    let scanned = scan::scan(page, lenient)?;
    let document = Document::from(scanned.html.as_str());
    let facts = meta::Facts::gather(&document, &scanned, hint.address);
    let meta = facts.metadata();
    let mut builder = Builder::default();
    if let Some(body) = document.body() {
        let weights = pick::weigh(&document, &body, scanned.elements);
        let region = pick::region(&weights, &body);
        let found = blocks::read(&body, &weights, &region, facts.base.as_deref());
        let chosen = choose::choose(found, &meta.title);
        if !meta.title.is_empty() && !chosen.is_empty() {
            builder.push(&Piece::new(BlockKind::Heading, 1, clean::line(&meta.title)));
        }
        for found in &chosen {
            builder.push(&found.piece);
        }
    }
    Ok(Imported { meta, document: builder.finish(), themes: Vec::new() })
}

/// The document of markup that is an article and nothing else, such as an item of a feed: all its blocks,
/// below its title. What its words show to be furniture is marked.
pub(super) fn fragment(markup: &str, title: &str, base: Option<&str>) -> Result<Model, ImportError> {
    let scanned = scan::scan(markup, scan::Lenient(false))?;
    let document = Document::from(scanned.html.as_str());
    let mut builder = Builder::default();
    if !title.is_empty() {
        builder.push(&Piece::new(BlockKind::Heading, 1, clean::line(title)));
    }
    if let Some(body) = document.body() {
        for found in choose::all(blocks::read(&body, &pick::Weights::default(), &body, base), title) {
            builder.push(&found.piece);
        }
    }
    Ok(builder.finish())
}

#[cfg(test)]
mod tests;
