//! Texts on disk: a revision, cut into pieces of a block (4 KB at most) that search indexes one by
//! one, and a small blob with its blocks and inlines. What is asked of a long text reads the pieces
//! it needs and no others.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use unicode_segmentation::UnicodeSegmentation;

use super::blocks::{Parts, decode, encode};
use super::{Result, StoreError};
use crate::model::{Block, Document};
use crate::text::grapheme::{self, char_floor};
use crate::text::{Offset, Span};

/// A piece is cut at white space before this many bytes.
const PIECE: usize = 4096;

/// What is known of a stored text without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Revision {
    pub id: i64,
    pub bytes: usize,
    pub words: u64,
}

/// A stretch of a stored text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    pub text: String,
    /// Where it begins, in bytes of the whole.
    pub start: usize,
    /// The same in code points.
    pub point: u64,
}

impl Window {
    /// The span as it lies in the window's text.
    pub fn inside(&self, span: Span) -> Span {
        Span::new(span.start.0.saturating_sub(self.start), span.end.0.saturating_sub(self.start))
    }

    /// A place of the whole text in code points; `None` where it is off a character or the window.
    pub fn points(&self, at: Offset) -> Option<u64> {
        let before = self.text.get(..at.0.checked_sub(self.start)?)?;
        Some(self.point + count(before.chars().count()))
    }

    /// Whether a place of the whole text lies between two graphemes.
    pub fn is_boundary(&self, at: Offset) -> bool {
        at.0.checked_sub(self.start).is_some_and(|at| {
            at <= self.text.len() && grapheme::is_boundary_from(&self.text, self.start, Offset(at))
        })
    }
}

/// Of a text, in hexadecimal.
pub(super) fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Words of a text, as Unicode cuts them (UAX #29).
pub(super) fn words(text: &str) -> u64 {
    count(text.unicode_words().count())
}

pub(super) fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// A number as SQLite keeps it.
pub(super) fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(super) fn size(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

/// Saves a document as a revision of an article. Blocks that do not fit the text are refused.
pub(super) fn save(conn: &Connection, article: i64, document: &Document, now: &str) -> Result<Revision> {
    check(document)?;
    let text: &str = &document.text;
    let words =
        document.blocks.iter().filter(|b| !b.furniture).map(|b| words(document.slice(b.span))).sum::<u64>();
    conn.prepare_cached(
        "INSERT INTO revisions (article, sha256, bytes, points, words, blocks, created) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        article,
        sha256(text),
        int(text.len()),
        int(text.chars().count()),
        i64::try_from(words).unwrap_or(i64::MAX),
        encode(document)?,
        now,
    ])?;
    let id = conn.last_insert_rowid();
    let mut insert =
        conn.prepare_cached("INSERT INTO pieces (revision, start, point, body) VALUES (?1, ?2, ?3, ?4)")?;
    let (mut start, mut point) = (0, 0);
    for end in cuts(text, &document.blocks) {
        let body = text.get(start..end).unwrap_or_default();
        insert.execute(params![id, int(start), int(point), body])?;
        start = end;
        point += body.chars().count();
    }
    Ok(Revision { id, bytes: text.len(), words })
}

fn check(document: &Document) -> Result<()> {
    let mut last = 0;
    for block in &document.blocks {
        let Span { start, end } = block.span;
        if start.0 < last || document.text.get(start.0..end.0).is_none() {
            return Err(StoreError::Damaged("its blocks overlap or lie outside it".into()));
        }
        last = end.0;
    }
    if document.inlines.iter().any(|i| document.text.get(i.span.range()).is_none()) {
        return Err(StoreError::Damaged("a style lies outside it".into()));
    }
    let at = document.pages.iter().map(|page| page.start.0);
    if !document.pages.is_sorted_by_key(|page| page.start)
        || at.clone().any(|at| !document.text.is_char_boundary(at))
    {
        return Err(StoreError::Damaged("its pages are out of order or lie outside it".into()));
    }
    Ok(())
}

/// The end of each piece, in order; the last is the end of the text.
fn cuts<'a>(text: &'a str, blocks: &'a [Block]) -> impl Iterator<Item = usize> + 'a {
    let ends = blocks.iter().skip(1).map(|b| b.span.start.0).chain([text.len()]);
    let mut start = 0;
    ends.flat_map(move |end| {
        let mut here = Vec::new();
        while end - start > PIECE {
            start = cut(text, start, end);
            here.push(start);
        }
        if start < end {
            start = end;
            here.push(end);
        }
        here
    })
}

/// Where a stretch longer than a piece is cut: after white space if there is any, always between graphemes.
fn cut(text: &str, start: usize, end: usize) -> usize {
    let whole = text.get(start..end).unwrap_or_default();
    let most = char_floor(whole, PIECE);
    let head = whole.get(..most).unwrap_or_default();
    let blank = head
        .char_indices()
        .rev()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, c)| at + c.len_utf8())
        .find(|at| grapheme::is_boundary_from(whole, start, Offset(*at)));
    let before = || (1..=most).rev().find(|at| grapheme::is_boundary_from(whole, start, Offset(*at)));
    let after = || (most + 1..whole.len()).find(|at| grapheme::is_boundary_from(whole, start, Offset(*at)));
    start + blank.or_else(before).or_else(after).unwrap_or(whole.len())
}

pub(super) fn revision(conn: &Connection, id: i64) -> Result<Revision> {
    conn.prepare_cached("SELECT bytes, words FROM revisions WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Revision {
                id,
                bytes: size(row.get(0)?),
                words: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
            })
        })
        .optional()?
        .ok_or_else(|| StoreError::Damaged(format!("revision {id} is missing")))
}

/// The text of a revision, read straight into one string.
pub(super) fn load_text(conn: &Connection, id: i64) -> Result<String> {
    let bytes = revision(conn, id)?.bytes;
    let mut text = String::with_capacity(bytes);
    let mut select = conn.prepare_cached("SELECT body FROM pieces WHERE revision = ?1 ORDER BY start")?;
    let mut rows = select.query([id])?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_str().map_err(|error| StoreError::Damaged(error.to_string()))?;
        text.push_str(body);
    }
    if text.len() == bytes {
        Ok(text)
    } else {
        Err(StoreError::Damaged(format!("revision {id} has {} bytes instead of {bytes}", text.len())))
    }
}

/// The blocks, inlines and pages of a revision; O(blocks), whatever the length of the text.
pub(super) fn load_parts(conn: &Connection, id: i64) -> Result<Parts> {
    let blob: Option<Vec<u8>> = conn
        .prepare_cached("SELECT blocks FROM revisions WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    decode(&blob.ok_or_else(|| StoreError::Damaged(format!("revision {id} is missing")))?)
}

/// A revision as it was read, without the user's word on furniture.
pub(super) fn load_document(conn: &Connection, revision: i64) -> Result<Document> {
    let Parts { blocks, inlines, pages, .. } = load_parts(conn, revision)?;
    Ok(Document { text: load_text(conn, revision)?.into(), blocks, inlines, pages })
}

/// The pieces that hold the span and `margin` bytes on each side of it. What lies outside the text
/// is left out.
pub(super) fn window(conn: &Connection, revision: i64, span: Span, margin: usize) -> Result<Window> {
    let (from, to) = (span.start.0.saturating_sub(margin), span.end.0.saturating_add(margin));
    let mut select = conn.prepare_cached(
        "SELECT start, point, body FROM pieces WHERE revision = ?1 AND start <= ?3 AND start >= ifnull(\
         (SELECT max(start) FROM pieces WHERE revision = ?1 AND start <= ?2), 0) ORDER BY start",
    )?;
    let mut rows = select.query(params![revision, int(from), int(to)])?;
    let mut window: Option<Window> = None;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(2)?.as_str().map_err(|error| StoreError::Damaged(error.to_string()))?;
        if let Some(window) = &mut window {
            window.text.push_str(body);
        } else {
            let (start, point): (i64, i64) = (row.get(0)?, row.get(1)?);
            let point = u64::try_from(point).unwrap_or(0);
            window = Some(Window { text: body.to_owned(), start: size(start), point });
        }
    }
    Ok(window.unwrap_or(Window { text: String::new(), start: 0, point: 0 }))
}

#[cfg(test)]
mod tests;
