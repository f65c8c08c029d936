//! Edits of articles.

use std::collections::HashMap;

use rusqlite::params;
use uuid::Uuid;

use super::annotations::passage;
use super::{Act, Said, Text, collections, look, themes};
use crate::model::address::small_host;
use crate::model::{
    ArticleId, Document, Metadata, MetadataChange, Place, Placement, Shape, State, Status, page_at, percent,
    place_again,
};
use crate::store::annotations::of as annotations_of;
use crate::store::pieces::{self, int, size};
use crate::store::{Result, StoreError, furniture, said};
use crate::text::grapheme::char_floor;
use crate::text::{Offset, Span};

/// `seed` names the starter it is.
pub(in crate::store) fn add(
    act: &Act<'_>,
    meta: &Metadata,
    document: &Document,
    paths: &[String],
    place: Option<Place>,
    seed: Option<&str>,
) -> Result<Said> {
    let article = insert(act, act.clock.id(), meta, document, place, seed)?;
    act.conn
        .prepare_cached("UPDATE articles SET said = ?2 WHERE id = ?1")?
        .execute(params![article.0, said::of(meta)])?;
    for path in paths {
        themes::ensure(act, path)?;
    }
    let name = look::article(act.conn, article)?.name();
    Ok(Said::new(format!("import {name}"), "import {n} articles"))
}

/// Makes the rows of an article.
pub(super) fn insert(
    act: &Act<'_>,
    uuid: Uuid,
    meta: &Metadata,
    document: &Document,
    place: Option<Place>,
    seed: Option<&str>,
) -> Result<ArticleId> {
    let Metadata { title, byline, publication, published, url, source, format, language } = meta;
    let url = url.as_deref().map(small_host);
    let revision = pieces::save(act.conn, 0, document, &act.now)?;
    let shelved = place.map(|place| collections::of(act, place)).transpose()?;
    let (collection, added) = shelved.unzip();
    act.conn
        .prepare_cached(
            "INSERT INTO articles (uuid, title, byline, publication, published, url, source, format, language, \
             revision, words, added, seed, collection, position) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            uuid.to_string(),
            title,
            byline,
            publication,
            published,
            url,
            source,
            format,
            language,
            revision.id,
            i64::try_from(revision.words).unwrap_or(i64::MAX),
            added.as_ref().unwrap_or(&act.now),
            seed,
            collection,
            place.and_then(Place::stored),
        ])?;
    let article = act.conn.last_insert_rowid();
    act.conn
        .prepare_cached("UPDATE revisions SET article = ?2 WHERE id = ?1")?
        .execute(params![revision.id, article])?;
    Ok(ArticleId(article))
}

/// Of which text a new one is mended.
pub(super) enum Mends<'a> {
    /// Of none: its source has it.
    Nothing,
    /// Of the one that the article has.
    Old,
    /// Of this one, which its source has now, and which is never read as it is.
    New(&'a Document),
}

pub(super) fn revise(
    act: &Act<'_>,
    id: ArticleId,
    document: &Document,
    placements: &[Placement],
    mends: &Mends<'_>,
) -> Result<Said> {
    let old = look::article(act.conn, id)?;
    let name = old.name();
    let placed = placed_now(act, id, &document.text, placements)?;
    let of = match mends {
        Mends::Nothing => None,
        Mends::Old => Some(old.revision),
        Mends::New(source) => {
            let of = pieces::save(act.conn, id.0, source, &act.now)?.id;
            // By this it is known as one that was never read.
            act.conn.prepare_cached("UPDATE revisions SET mends = id WHERE id = ?1")?.execute([of])?;
            Some(of)
        }
    };
    let revision = pieces::save(act.conn, id.0, document, &act.now)?;
    furniture::keep(act.conn, id, document)?;
    if let Some(of) = of {
        act.conn
            .prepare_cached(
                "UPDATE revisions SET mends = (SELECT ifnull(mends, id) FROM revisions WHERE id = ?2) WHERE id = ?1",
            )?
            .execute([revision.id, of])?;
    }
    let text = act.text(id, revision.id)?;
    let words: u64 = text
        .parts
        .blocks
        .iter()
        .filter(|b| !b.is_furniture())
        .map(|b| pieces::words(document.slice(b.span)))
        .sum();
    act.conn
        .prepare_cached("UPDATE articles SET revision = ?2, words = ?3 WHERE id = ?1")?
        .execute(params![id.0, revision.id, i64::try_from(words).unwrap_or(i64::MAX)])?;
    for Placement { annotation, span, state, .. } in placed {
        place(act, id, annotation.0, revision.id, &document.text, span, state)?;
    }
    recount(act, id, revision.id, &text)?;
    let what = if is_reworded(act, old.revision, revision.id)? { "new text" } else { "new links and styles" };
    Ok(Said::new(format!("{what} for {name}"), format!("{what} for {{n}} articles")))
}

fn is_reworded(act: &Act<'_>, old: i64, new: i64) -> Result<bool> {
    let sql = "SELECT a.sha256 <> b.sha256 FROM revisions a, revisions b WHERE a.id = ?1 AND b.id = ?2";
    Ok(act.conn.prepare_cached(sql)?.query_row([old, new], |row| row.get(0))?)
}

/// A place for each annotation that the article has: the given ones, and new ones for those that were made
/// or changed since these were found.
fn placed_now(act: &Act<'_>, id: ArticleId, new: &str, given: &[Placement]) -> Result<Vec<Placement>> {
    let mut select = act
        .conn
        .prepare_cached("SELECT id, start, \"end\" FROM annotations WHERE article = ?1 ORDER BY id")?;
    let all = select
        .query_map([id.0], |row| {
            let (start, end): (i64, i64) = (row.get(1)?, row.get(2)?);
            Ok((row.get::<_, i64>(0)?, Span::new(size(start), size(end))))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let given: HashMap<i64, &Placement> = given.iter().map(|p| (p.annotation.0, p)).collect();
    let holds = |(annotation, span): &(i64, Span)| {
        given.get(annotation).filter(|placement| placement.was == *span).copied().copied()
    };
    let mut placed: Vec<Placement> = all.iter().filter_map(holds).collect();
    if placed.len() < all.len() {
        let old = furniture::document(act.conn, id)?;
        let mut since = annotations_of(act.conn, id)?;
        since.retain(|a| holds(&(a.id.0, a.span)).is_none());
        placed.extend(place_again(&old.text, new, &since));
    }
    Ok(placed)
}

/// Puts an annotation to its place in a new text; the quote of one that is lost or changed is kept. One that stays as it was
/// is not changed by that.
fn place(
    act: &Act<'_>,
    article: ArticleId,
    annotation: i64,
    revision: i64,
    text: &str,
    span: Span,
    state: State,
) -> Result<()> {
    if state == State::Lost {
        let (start, end) = (char_floor(text, span.start.0), char_floor(text, span.end.0));
        let window = pieces::window(act.conn, revision, Span::new(start, end), 0)?;
        let points =
            |at: usize| i64::try_from(window.points(Offset(at)).unwrap_or_default()).unwrap_or(i64::MAX);
        act.conn
            .prepare_cached(
                "UPDATE annotations SET start = ?2, \"end\" = ?3, start_point = ?4, end_point = ?5, \
                 state = 'lost', revision = ?6, \
                 updated = iif(start = ?2 AND \"end\" = ?3 AND state = 'lost', updated, ?7) WHERE id = ?1",
            )?
            .execute(params![
                annotation,
                int(start),
                int(end),
                points(start),
                points(end),
                revision,
                act.now
            ])?;
        return Ok(());
    }
    let passage = passage(act, article, revision, span)?;
    let whole = i64::from(state != State::Changed);
    act.conn
        .prepare_cached(
            "UPDATE annotations SET start = ?2, \"end\" = ?3, start_point = ?4, end_point = ?5, \
             quote = iif(?6, ?7, quote), prefix = iif(?6, ?8, prefix), suffix = iif(?6, ?9, suffix), \
             state = ?10, revision = ?11, \
             updated = iif(start = ?2 AND \"end\" = ?3 AND state = ?10 AND \
             (NOT ?6 OR quote = ?7 AND prefix = ?8 AND suffix = ?9), updated, ?12) WHERE id = ?1",
        )?
        .execute(params![
            annotation,
            int(span.start.0),
            int(span.end.0),
            i64::try_from(passage.points.0).unwrap_or(i64::MAX),
            i64::try_from(passage.points.1).unwrap_or(i64::MAX),
            whole,
            passage.quote,
            passage.prefix,
            passage.suffix,
            state.word(),
            revision,
            act.now,
        ])?;
    Ok(())
}

/// Brings paragraph numbers, percent and pages of an article's annotations in step with its text.
fn recount(act: &Act<'_>, id: ArticleId, revision: i64, text: &Text) -> Result<()> {
    let bytes = pieces::revision(act.conn, revision)?.bytes;
    let mut select = act.conn.prepare_cached("SELECT id, start FROM annotations WHERE article = ?1")?;
    let all = select
        .query_map([id.0], |row| Ok((row.get::<_, i64>(0)?, size(row.get(1)?))))?
        .collect::<Result<Vec<_>, _>>()?;
    for (annotation, start) in all {
        let paragraph = text.paragraph(Offset(start));
        act.conn
            .prepare_cached(
                "UPDATE annotations SET paragraph = ?2, percent = ?3, page = ?4 \
                 WHERE id = ?1 AND (paragraph IS NOT ?2 OR percent <> ?3 OR page IS NOT ?4)",
            )?
            .execute(params![
                annotation,
                paragraph,
                percent(start, bytes),
                page_at(&text.parts.pages, Offset(start))
            ])?;
    }
    Ok(())
}

pub(super) fn set_metadata(act: &Act<'_>, id: ArticleId, change: &MetadataChange) -> Result<Said> {
    let name = look::article(act.conn, id)?.name();
    let MetadataChange { title, byline, publication, published, url, language } = change;
    if let Some(title) = title {
        act.conn
            .prepare_cached("UPDATE articles SET title = ?2 WHERE id = ?1")?
            .execute(params![id.0, title.trim()])?;
    }
    for (shape, value) in [(Shape::Date, published), (Shape::Address, url), (Shape::Language, language)] {
        if let Some(Some(value)) = value
            && let Some(mend) = shape.mistake(value)
        {
            return Err(StoreError::refused(format!("“{value}” is not {} ({mend})", shape.word())));
        }
    }
    for (sql, value) in [
        ("UPDATE articles SET byline = ?2 WHERE id = ?1", byline),
        ("UPDATE articles SET publication = ?2 WHERE id = ?1", publication),
        ("UPDATE articles SET published = ?2 WHERE id = ?1", published),
        ("UPDATE articles SET url = ?2 WHERE id = ?1", url),
        ("UPDATE articles SET language = ?2 WHERE id = ?1", language),
    ] {
        if let Some(value) = value {
            // Absent values are null, never empty. No other of these begins like an address.
            let value = value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(small_host);
            act.conn.prepare_cached(sql)?.execute(params![id.0, value])?;
        }
    }
    Ok(Said::new(format!("details of {name}"), "details of {n} articles"))
}

pub(super) fn set_status(act: &Act<'_>, id: ArticleId, status: Status) -> Result<Said> {
    let name = look::article(act.conn, id)?.name();
    act.conn
        .prepare_cached("UPDATE articles SET status = ?2 WHERE id = ?1")?
        .execute(params![id.0, status.word()])?;
    let word = status.word();
    Ok(Said::new(format!("{name} as {word}"), format!("{{n}} articles as {word}")))
}

pub(super) fn set_starred(act: &Act<'_>, id: ArticleId, starred: bool) -> Result<Said> {
    let name = look::article(act.conn, id)?.name();
    act.conn
        .prepare_cached("UPDATE articles SET starred = ?2 WHERE id = ?1")?
        .execute(params![id.0, starred])?;
    let word = if starred { "star" } else { "no star" };
    Ok(Said::new(format!("{word} on {name}"), format!("{word} on {{n}} articles")))
}

pub(super) fn set_furniture(act: &Act<'_>, id: ArticleId, span: Span, mark: Option<bool>) -> Result<Said> {
    let row = look::article(act.conn, id)?;
    let before = act.text(id, row.revision)?;
    let meant = before
        .parts
        .blocks
        .iter()
        .filter(|b| span.contains(b.span.start) || (span.is_empty() && b.span.start == span.start));
    let mut first = None;
    for block in meant {
        let text = furniture::block_text(act.conn, row.revision, block.span)?;
        furniture::set(act.conn, id, &text, mark)?;
        first.get_or_insert(text);
    }
    let Some(first) = first else {
        return Err(StoreError::refused(
            "no paragraph begins in that span (`postil show --format json` lists where they begin)",
        ));
    };
    act.forget_blocks();
    let after = act.text(id, row.revision)?;
    // Only what changed is counted anew, so that a long text costs no more than a short one.
    let mut words = 0i64;
    for (was, is) in before
        .parts
        .blocks
        .iter()
        .zip(&after.parts.blocks)
        .filter(|(was, is)| was.is_furniture() != is.is_furniture())
    {
        let text = furniture::block_text(act.conn, row.revision, was.span)?;
        let here = i64::try_from(pieces::words(&text)).unwrap_or(0);
        words += if is.is_furniture() { -here } else { here };
    }
    act.conn
        .prepare_cached("UPDATE articles SET words = max(0, words + ?2) WHERE id = ?1")?
        .execute(params![id.0, words])?;
    recount(act, id, row.revision, &after)?;
    let word = match mark {
        Some(true) => "as furniture",
        Some(false) => "as no furniture",
        None => "with no furniture mark",
    };
    Ok(Said::new(format!("{} {word}", look::cut(&first)), format!("{{n}} paragraphs {word}")))
}

pub(in crate::store) fn trash(act: &Act<'_>, id: ArticleId) -> Result<Said> {
    let name = look::article(act.conn, id)?.name();
    act.conn
        .prepare_cached("UPDATE articles SET trashed_at = ?2 WHERE id = ?1 AND trashed_at IS NULL")?
        .execute(params![id.0, act.now])?;
    Ok(Said::new(format!("move {name} to the trash"), "move {n} articles to the trash"))
}

pub(in crate::store) fn restore(act: &Act<'_>, id: ArticleId) -> Result<Said> {
    let name = look::article(act.conn, id)?.name();
    act.conn.prepare_cached("UPDATE articles SET trashed_at = NULL WHERE id = ?1")?.execute([id.0])?;
    Ok(Said::new(format!("restore {name}"), "restore {n} articles"))
}
