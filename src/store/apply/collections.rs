//! Edits of collections.

use rusqlite::{OptionalExtension, params};

use super::{Act, Said, look};
use crate::model::{ArticleId, CollectionId, CollectionKind, CollectionMeta, Place};
use crate::store::{Result, StoreError};

pub(super) fn add(act: &Act<'_>, meta: &CollectionMeta) -> Result<Said> {
    let CollectionMeta { kind, title, byline, url, source, language } = meta;
    act.conn
        .prepare_cached(
            "INSERT INTO collections (uuid, kind, title, byline, url, source, language, added) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            act.clock.id().to_string(),
            kind.word(),
            title,
            byline,
            url,
            source,
            language,
            act.now,
        ])?;
    act.collection.set(Some(CollectionId(act.conn.last_insert_rowid())));
    Ok(Said::new(format!("add {}", look::cut(title)), format!("add {{n}} {}s", kind.word())))
}

pub(super) fn set(act: &Act<'_>, id: CollectionId, meta: &CollectionMeta) -> Result<Said> {
    let CollectionMeta { kind: _, title, byline, url, source, language } = meta;
    let changed = act
        .conn
        .prepare_cached(
            "UPDATE collections SET title = ?2, byline = ?3, url = ?4, source = ?5, language = ?6 \
             WHERE id = ?1",
        )?
        .execute(params![id.0, title, byline, url, source, language])?;
    if changed == 0 {
        return Err(missing(id));
    }
    Ok(Said::new(format!("details of {}", look::cut(title)), "details of {n} collections"))
}

/// Ends the subscription to a feed, or takes it up again.
pub(super) fn end(act: &Act<'_>, id: CollectionId, ends: bool) -> Result<Said> {
    let title: Option<String> = act
        .conn
        .prepare_cached("SELECT title FROM collections WHERE id = ?1 AND kind = 'feed'")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let title =
        title.ok_or_else(|| StoreError::refused("there is no such feed (`postil feeds` lists them)"))?;
    act.conn
        .prepare_cached("UPDATE collections SET trashed_at = ?2 WHERE id = ?1 AND (trashed_at IS NULL) = ?3")?
        .execute(params![id.0, ends.then_some(&act.now), ends])?;
    let title = look::cut(&title);
    Ok(if ends {
        Said::new(format!("end the subscription to {title}"), "end {n} subscriptions")
    } else {
        Said::new(format!("subscribe to {title} again"), "subscribe to {n} feeds again")
    })
}

pub(super) fn place(act: &Act<'_>, id: ArticleId, place: Option<Place>) -> Result<Said> {
    let name = look::article(act.conn, id)?.name();
    let collection = place.map(|place| of(act, place)).transpose()?.map(|(collection, _)| collection);
    act.conn
        .prepare_cached("UPDATE articles SET collection = ?2, position = ?3 WHERE id = ?1")?
        .execute(params![id.0, collection, place.and_then(Place::stored)])?;
    Ok(Said::new(format!("move {name}"), "move {n} articles"))
}

/// The collection that is meant, and when an article counts as added that comes into it: with the
/// book whose chapter it is, so that a list keeps the two together; an item of a feed when it comes.
pub(super) fn of(act: &Act<'_>, place: Place) -> Result<(i64, String)> {
    let Some(id) = place.collection.or(act.collection.get()) else {
        return Err(StoreError::refused("it is to be a part of a collection that was never added"));
    };
    let found: Option<(String, String)> = act
        .conn
        .prepare_cached("SELECT kind, added FROM collections WHERE id = ?1")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (kind, added) = found.ok_or_else(|| missing(id))?;
    let is_book = kind == CollectionKind::Book.word();
    Ok((id.0, if is_book { added } else { act.now.clone() }))
}

fn missing(id: CollectionId) -> StoreError {
    StoreError::refused(format!(
        "there is no collection {} (`postil list --json` shows which there are)",
        id.0
    ))
}
