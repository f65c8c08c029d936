//! The text of a PDF, as `pdftotext -bbox-layout` prints it, to a document: a PDF holds letters and
//! their places and nothing else, so lines, columns, paragraphs and headings are told by where words
//! stand and how large they are. What is not certain stays a paragraph.

mod body;
mod frame;
mod info;
mod items;
mod join;
mod labels;
mod lines;
mod order;
mod rows;
mod strips;
mod verse;
mod words;

use super::builder::Builder;
use super::plain::verse::Wrapped;
use super::{ImportError, Imported};
use body::Body;
use join::Known;
use strips::{Chunk, Usual};
use words::Unit;

/// Lines that lead over dots to a page number make a page one of contents, if there are so many.
const ENTRIES: usize = 4;

/// Reads what `pdftotext -bbox-layout` printed, and what `pdfinfo -isodates` did, if anything.
/// `name` is that of the file, which is no title. O(words × lines of a page).
pub fn read(text: &str, about: Option<&str>, name: Option<&str>) -> Result<Imported, ImportError> {
    let mut pages: Vec<_> =
        words::read(text).into_iter().map(|sheet| (sheet.height, lines::of(sheet))).collect();
    if pages.iter().all(|(_, lines)| lines.is_empty()) {
        return Err(ImportError::Pictures { pages: pages.len() });
    }
    lines::find_code(pages.iter_mut().flat_map(|(_, lines)| lines));
    let frame = frame::find(&pages);
    let mut known = Known::default();
    let usual = Usual::of(&pages.iter().flat_map(|(_, lines)| lines));
    let texts: Vec<String> = pages.iter().map(|(_, lines)| verse::text(lines)).collect();
    let wrapped = Wrapped::of(texts.iter().map(String::as_str));
    drop(texts);
    let mut framed = Vec::new();
    let mut sheets: Vec<Vec<Chunk>> = Vec::new();
    for ((_, lines), is_frame) in pages.into_iter().zip(&frame.lines) {
        let (mut edge, mut inner) = (Vec::new(), Vec::new());
        for (line, is_frame) in lines.into_iter().zip(is_frame) {
            known.add(&line.text);
            if *is_frame { edge.push(line) } else { inner.push(line) }
        }
        edge.sort_by_key(|line| (line.area.top, line.area.left));
        framed.push(edge);
        sheets.push(strips::chunks(order::sort(inner, usual.size), usual, wrapped.as_ref()));
    }
    let contents = sheets.iter().map(|chunks| contents_end(chunks)).collect();
    let mut body = Body::new(&known, usual, sheets.iter().flatten(), contents);
    for (page, (chunks, edge)) in sheets.iter().zip(&framed).enumerate() {
        let top = chunks.iter().flat_map(|chunk| &chunk.lines).map(|line| line.area.top).min();
        let is_head = |line: &&lines::Line| top.is_some_and(|top| line.area.top < top);
        for line in edge.iter().filter(is_head) {
            body.frame(line, page);
        }
        for (i, chunk) in chunks.iter().enumerate() {
            body.chunk(chunk, chunks.get(i + 1), page);
        }
        for line in edge.iter().filter(|line| !is_head(line)) {
            body.frame(line, page);
        }
    }
    // The title may stand above each page.
    let head = || framed.first()?.iter().filter(|line| usual.is_title(line)).max_by_key(|line| line.height);
    let shown = body.title().or_else(|| head().map(|line| line.text.as_str()));
    let mut meta = info::read(about.unwrap_or_default(), name, shown);
    "pdf".clone_into(&mut meta.format);
    Ok(Imported {
        meta,
        document: built(body, &frame.labels),
        themes: Vec::new(),
        remarks: Vec::new(),
        is_stored: false,
        is_cut: false,
    })
}

/// How far down the table of contents reaches on a page that has lines of it.
fn contents_end(chunks: &[Chunk]) -> Option<Unit> {
    let lines = chunks.iter().flat_map(|chunk| &chunk.lines);
    let entries = || lines.clone().filter(|line| strips::is_leader(&line.text));
    let last = entries().map(|line| line.area.bottom).max();
    last.filter(|_| entries().count() >= ENTRIES)
}

fn built(body: Body<'_>, labels: &[String]) -> crate::model::Document {
    let mut builder = Builder::default();
    for placed in body.finish() {
        let label = |page: &usize| labels.get(*page).map_or("", String::as_str);
        let pages: Vec<(usize, &str)> = placed.pages.iter().map(|(at, page)| (*at, label(page))).collect();
        builder.push_paged(&placed.piece, &pages);
    }
    builder.finish()
}

#[cfg(test)]
mod tests;
