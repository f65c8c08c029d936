//! The user's word on furniture, kept by the text of the block.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest, Sha256};

use super::blocks::Parts;
use super::pieces::{hex, int, load_document, load_parts, size, window};
use super::{Result, StoreError};
use crate::model::{ArticleId, Block, Document};
use crate::text::Span;

/// Under which a block's text is known: half of its SHA-256, white space at its ends apart.
pub(super) fn key(text: &str) -> String {
    hex(Sha256::digest(text.trim().as_bytes()).get(..16).unwrap_or_default())
}

/// The document an article has now, with the user's word on furniture.
pub(super) fn document(conn: &Connection, article: ArticleId) -> Result<Document> {
    let mut document = load_document(conn, current(conn, article)?)?;
    let text = document.text.clone();
    mark(conn, article, &mut document.blocks, |span| Ok(span.of(&text).to_owned()))?;
    Ok(document)
}

/// The revision an article has now.
pub(super) fn current(conn: &Connection, article: ArticleId) -> Result<i64> {
    conn.prepare_cached("SELECT revision FROM articles WHERE id = ?1")?
        .query_row([article.0], |row| row.get(0))
        .optional()?
        .ok_or_else(|| {
            StoreError::refused(format!("there is no article {} (`postil list` shows them)", article.0))
        })
}

/// What an article's revision is beside its text, with the user's word on its blocks; reads no text
/// but that of blocks that may be meant.
pub(super) fn parts(conn: &Connection, article: ArticleId, revision: i64) -> Result<Parts> {
    let mut parts = load_parts(conn, revision)?;
    mark(conn, article, &mut parts.blocks, |span| block_text(conn, revision, span))?;
    Ok(parts)
}

pub(super) fn block_text(conn: &Connection, revision: i64, span: Span) -> Result<String> {
    let window = window(conn, revision, span, 0)?;
    Ok(window.inside(span).of(&window.text).to_owned())
}

fn mark(
    conn: &Connection,
    article: ArticleId,
    blocks: &mut [Block],
    mut text: impl FnMut(Span) -> Result<String>,
) -> Result<()> {
    let mut select = conn.prepare_cached("SELECT key, bytes, furniture FROM furniture WHERE article = ?1")?;
    let mut rows = select.query(params![article.0])?;
    let mut marks = HashMap::new();
    let mut lengths = HashSet::new();
    while let Some(row) = rows.next()? {
        marks.insert(row.get::<_, String>(0)?, row.get::<_, bool>(2)?);
        lengths.insert(size(row.get(1)?));
    }
    if marks.is_empty() {
        return Ok(());
    }
    for block in blocks.iter_mut().filter(|b| lengths.contains(&b.span.len())) {
        block.marked = marks.get(&key(&text(block.span)?)).copied();
    }
    Ok(())
}

/// Keeps what the user said of the blocks of a new text, where nothing else says it: they may have other words now.
pub(super) fn keep(conn: &Connection, article: ArticleId, document: &Document) -> Result<()> {
    let mut select =
        conn.prepare_cached("SELECT furniture FROM furniture WHERE article = ?1 AND key = ?2")?;
    for block in &document.blocks {
        let text = document.slice(block.span);
        let Some(said) = block.marked else { continue };
        let there = select.query_row(params![article.0, key(text)], |row| row.get(0)).optional()?;
        if there.unwrap_or(block.furniture) != said {
            set(conn, article, text, Some(said))?;
        }
    }
    Ok(())
}

/// Sets or takes back the mark of a block's text.
pub(super) fn set(conn: &Connection, article: ArticleId, text: &str, furniture: Option<bool>) -> Result<()> {
    let key = key(text);
    match furniture {
        Some(furniture) => {
            let changed = conn
                .prepare_cached("UPDATE furniture SET furniture = ?3 WHERE article = ?1 AND key = ?2")?
                .execute(params![article.0, key, furniture])?;
            if changed == 0 {
                conn.prepare_cached(
                    "INSERT INTO furniture (article, key, bytes, furniture) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![article.0, key, int(text.len()), furniture])?;
            }
        }
        None => {
            conn.prepare_cached("DELETE FROM furniture WHERE article = ?1 AND key = ?2")?
                .execute(params![article.0, key])?;
        }
    }
    Ok(())
}
