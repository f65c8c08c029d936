//! Web pages to articles: the words of the article as blocks, and what the page says of itself.
//!
//! The steps: characters ([`charset`]), markup made balanced and bounded ([`scan`]), the tree, which
//! words Readability takes for the article's ([`pick`]), unless people talk to each other there ([`posts`]),
//! all blocks of the page ([`blocks`]), which of them are the article ([`choose`]), and title, authors, date
//! and address ([`meta`]).

mod again;
mod below;
mod beside;
mod blocks;
pub(super) mod chapter;
pub(super) mod charset;
mod choose;
mod collapsed;
mod continued;
mod discussion;
mod doubt;
mod edits;
mod elsewhere;
mod foreign;
mod frame;
mod further;
mod hollow;
mod islands;
mod meta;
mod node;
mod notes;
mod outer;
mod part;
mod people;
mod pick;
mod pointers;
mod posts;
mod remainder;
mod repeated;
mod rows;
mod saved;
pub(super) mod scan;
mod sections;
mod sheets;
mod slides;
mod speakers;
mod standfirst;
mod stated;
mod threads;
mod unseen;
mod windows;
mod words;
mod xhtml;

use dom_query::Document;

use super::builder::{Builder, Piece};
use super::{Hint, ImportError, Imported, PageLimits, clean};
use crate::model::{BlockKind, Document as Model, Metadata};
use blocks::Found;
use scan::Lenient;

/// Reads a page. O(bytes), and bounded where finding the article costs more.
pub(super) fn read(bytes: &[u8], hint: &Hint<'_>) -> Result<Imported, ImportError> {
    refuse_large(bytes.len(), &hint.pages)?;
    let page = charset::decode(bytes, hint.charset)?;
    hint.go_on()?;
    let strict = page_of(&page, hint, Lenient::No)?;
    // Pages that show nothing until a script ran have their words where a browser without scripts
    // looks for them.
    let read = if strict.read.document.blocks.is_empty() {
        let lenient = page_of(&page, hint, Lenient::Hidden)?;
        Page { refresh: strict.refresh, ..lenient }
    } else {
        strict
    };
    unseen::instead(read, &page, hint)
}

fn refuse_large(size: usize, limits: &PageLimits) -> Result<(), ImportError> {
    if size > limits.bytes { Err(ImportError::LargePage { size, limit: limits.bytes }) } else { Ok(()) }
}

/// After how many seconds a page sends its readers on, and to which address.
type Refresh = (u32, String);

/// What a page says of itself.
struct Said {
    meta: Metadata,
    refresh: Option<Refresh>,
    is_stored: bool,
}

/// A page, and where it sends its readers.
struct Page {
    read: Imported,
    refresh: Option<Refresh>,
    /// Whether all that it tells stands at its head or foot.
    is_frame: bool,
}

fn page_of(page: &str, hint: &Hint<'_>, lenient: Lenient) -> Result<Page, ImportError> {
    let (Said { meta, refresh, is_stored }, found, (before, after)) = found_of(page, hint, lenient)?;
    hint.go_on()?;
    let mut chosen = choose::choose(found, &meta.title);
    if !chosen.is_empty() {
        chosen.splice(0..0, further::told(before));
        chosen.extend(further::told(after));
    }
    let is_told = |f: &&Found| !f.piece.furniture && f.piece.kind != BlockKind::Heading;
    let is_frame = chosen.iter().filter(is_told).all(|f| f.part.is_frame() || says_rights(&f.piece.text));
    hint.go_on()?;
    let mut builder = Builder::sized(chosen.iter().map(|found| found.piece.text.len() + 2).sum());
    if !meta.title.is_empty() && !chosen.is_empty() {
        builder.push(&Piece::new(BlockKind::Heading, 1, clean::line(&meta.title)));
    }
    // Each goes once it is taken over, so that no large page is held twice.
    for found in chosen {
        builder.push(&found.piece);
    }
    Ok(Page {
        read: Imported {
            meta,
            document: builder.finish(),
            themes: Vec::new(),
            remarks: Vec::new(),
            is_stored,
            is_cut: !is_ended(page),
        },
        refresh,
        is_frame,
    })
}

/// Whether a line says whose a page is, as its foot does.
fn says_rights(line: &str) -> bool {
    let start: String = line.trim_start().chars().take(16).flat_map(char::to_lowercase).collect();
    ["copyright", "©", "(c) ", "all rights", "alle rechte"].iter().any(|said| start.starts_with(said))
}

/// Whether a page is closed anywhere, as nearly all are that came whole.
fn is_ended(page: &str) -> bool {
    const ENDS: [&str; 2] = ["html", "body"];
    memchr::memmem::find_iter(page.as_bytes(), b"</").any(|at| {
        let rest = page.as_bytes().get(at + 2..at + 6).unwrap_or_default();
        ENDS.iter().any(|end| rest.eq_ignore_ascii_case(end.as_bytes()))
    })
}

/// The blocks before and after the element that holds what the page is about, where the page says which.
type Around = (Vec<Found>, Vec<Found>);

/// What the page says of itself, and all of its blocks. The tree of the page goes before more is made of
/// them.
fn found_of(
    page: &str,
    hint: &Hint<'_>,
    lenient: Lenient,
) -> Result<(Said, Vec<Found>, Around), ImportError> {
    let mut scanned = scan::scan_until(page, lenient, &hint.pages, &|| hint.go_on())?;
    hint.go_on()?;
    let document = Document::from(std::mem::take(&mut scanned.html));
    hint.go_on()?;
    let body = document.body();
    if let Some(body) = &body {
        collapsed::show(body, &scanned.opened, scanned.language.as_deref());
    }
    body.iter().for_each(edits::leave_out);
    body.iter().for_each(windows::leave_out);
    body.iter().for_each(sections::unname);
    let look = scanned.work <= hint.pages.work;
    let (weights, top) = body.map(|body| pick::weigh(&document, &body, look)).unzip();
    let weights = weights.unwrap_or_default();
    hint.go_on()?;
    let facts = meta::Facts::gather(&document, &scanned, &weights, hint.address);
    let said = Said { meta: facts.metadata(), refresh: facts.refresh(), is_stored: facts.is_stored() };
    let Some(top) = top else { return Ok((said, Vec::new(), Around::default())) };
    hint.go_on()?;
    let region = pick::region(&weights, &top);
    hint.go_on()?;
    let mut found = blocks::read(&top, &weights, &region, facts.base.as_deref());
    standfirst::keep(&mut found, &said.meta.title, &facts.descriptions());
    let body = document.body().filter(|body| body.id != top.id);
    let around = body.map(|body| blocks::read_around(&body, &weights, &top, facts.base.as_deref()));
    Ok((said, found, around.unwrap_or_default()))
}

/// The document of markup that is an article and nothing else, such as an item of a feed: all its blocks,
/// below its title. What its words show to be furniture is marked.
pub(super) fn fragment(
    markup: &str,
    title: &str,
    base: Option<&str>,
    limits: &PageLimits,
) -> Result<Model, ImportError> {
    refuse_large(markup.len(), limits)?;
    let scanned = scan::scan(markup, Lenient::No, limits)?;
    let document = Document::from(scanned.html.as_str());
    let mut builder = Builder::default();
    if !title.is_empty() {
        builder.push(&Piece::new(BlockKind::Heading, 1, clean::line(title)));
    }
    if let Some(body) = document.body() {
        collapsed::show(&body, &scanned.opened, scanned.language.as_deref());
        for found in choose::all(blocks::read(&body, &pick::Weights::default(), &body, base), title) {
            builder.push(&found.piece);
        }
    }
    Ok(builder.finish())
}

#[cfg(test)]
mod tests;
