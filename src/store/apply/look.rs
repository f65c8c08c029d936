//! What edits look up first, and the words of their labels.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::model::{AnnotationId, ArticleId, State, ThemeId, join_path};
use crate::store::articles::uuid;
use crate::store::{Result, StoreError};
use crate::text::{Span, excerpt};

/// Cells of a quote in a label.
const CUT: usize = 40;

/// The passage or title as labels show it: on one line, cut, in quotation marks.
pub(super) fn cut(text: &str) -> String {
    format!("“{}”", excerpt(text, CUT))
}

/// A note of white space alone is no note. Its lines end in LF, and no byte order mark begins it, whatever
/// program wrote it.
pub(super) fn note(note: Option<&str>) -> Option<Cow<'_, str>> {
    let note = note.map(|note| note.trim_start_matches('\u{feff}')).filter(|note| !note.trim().is_empty())?;
    Some(if note.contains('\r') {
        Cow::Owned(note.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(note)
    })
}

pub(super) struct ArticleRow {
    pub title: String,
    pub revision: i64,
    pub trashed: bool,
}

impl ArticleRow {
    /// As labels name it.
    pub fn name(&self) -> String {
        if self.title.is_empty() { cut("untitled") } else { cut(&self.title) }
    }
}

pub(super) fn article(conn: &Connection, id: ArticleId) -> Result<ArticleRow> {
    conn.prepare_cached("SELECT title, revision, trashed_at IS NOT NULL FROM articles WHERE id = ?1")?
        .query_row([id.0], |row| {
            Ok(ArticleRow { title: row.get(0)?, revision: row.get(1)?, trashed: row.get(2)? })
        })
        .optional()?
        .ok_or_else(|| {
            StoreError::refused(format!("there is no article {} (`postil list` shows them)", id.0))
        })
}

/// An article that can be annotated: one that is not in the trash.
pub(super) fn readable(conn: &Connection, id: ArticleId) -> Result<ArticleRow> {
    let row = article(conn, id)?;
    if row.trashed {
        return Err(StoreError::refused(format!("{} is in the trash (restore it first)", row.name())));
    }
    Ok(row)
}

pub(super) fn article_uuid(conn: &Connection, id: ArticleId) -> Result<Uuid> {
    let mut select = conn.prepare_cached("SELECT uuid FROM articles WHERE id = ?1")?;
    Ok(select.query_row([id.0], |row| uuid(row, 0))?)
}

/// The annotation of a UUID, and the article that it is on.
pub(super) fn annotation_with(conn: &Connection, uuid: Uuid) -> Result<Option<(AnnotationId, ArticleId)>> {
    let mut select = conn.prepare_cached("SELECT id, article FROM annotations WHERE uuid = ?1")?;
    let row = |row: &rusqlite::Row<'_>| Ok((AnnotationId(row.get(0)?), ArticleId(row.get(1)?)));
    Ok(select.query_row([uuid.to_string()], row).optional()?)
}

pub(super) struct AnnotationRow {
    pub article: ArticleId,
    pub span: Span,
    pub quote: String,
    pub state: State,
}

pub(super) fn annotation(conn: &Connection, id: AnnotationId) -> Result<AnnotationRow> {
    conn.prepare_cached("SELECT article, start, \"end\", quote, state FROM annotations WHERE id = ?1")?
        .query_row([id.0], |row| {
            let (start, end): (i64, i64) = (row.get(1)?, row.get(2)?);
            Ok(AnnotationRow {
                article: ArticleId(row.get(0)?),
                span: Span::new(
                    usize::try_from(start).unwrap_or_default(),
                    usize::try_from(end).unwrap_or_default(),
                ),
                quote: row.get(3)?,
                state: State::parse(row.get_ref(4)?.as_str()?).unwrap_or_default(),
            })
        })
        .optional()?
        .ok_or_else(|| {
            StoreError::refused(format!("there is no annotation {} (`postil annotations` shows them)", id.0))
        })
}

pub(super) struct ThemeRow {
    pub name: String,
    pub folded: String,
    pub parent: Option<i64>,
    pub description: Option<String>,
    pub note: Option<String>,
    pub key: Option<i64>,
}

pub(super) fn theme(conn: &Connection, id: ThemeId) -> Result<ThemeRow> {
    conn.prepare_cached("SELECT name, folded, parent, description, note, key FROM themes WHERE id = ?1")?
        .query_row([id.0], |row| {
            Ok(ThemeRow {
                name: row.get(0)?,
                folded: row.get(1)?,
                parent: row.get(2)?,
                description: row.get(3)?,
                note: row.get(4)?,
                key: row.get(5)?,
            })
        })
        .optional()?
        .ok_or_else(|| {
            // Its name went with it, and the number means nothing to anybody.
            StoreError::refused("the theme is not there any more (`postil themes` shows those there are)")
        })
}

/// The theme and those above it, from itself to the top.
pub(super) fn lineage(conn: &Connection, id: ThemeId) -> Result<Vec<i64>> {
    let mut ids = vec![id.0];
    let mut next = theme(conn, id)?.parent;
    while let Some(parent) = next.filter(|parent| !ids.contains(parent)) {
        ids.push(parent);
        next = theme(conn, ThemeId(parent))?.parent;
    }
    Ok(ids)
}

pub(super) fn path(conn: &Connection, id: ThemeId) -> Result<String> {
    let mut names = Vec::new();
    for id in lineage(conn, id)? {
        names.push(theme(conn, ThemeId(id))?.name);
    }
    Ok(join_path(names.iter().rev().map(String::as_str)))
}

/// Paths as a label lists them.
pub(super) fn paths(conn: &Connection, themes: &[ThemeId]) -> Result<String> {
    let mut paths = Vec::new();
    for theme in themes {
        paths.push(path(conn, *theme)?);
    }
    Ok(paths.join(", "))
}

/// The sibling of that name.
pub(super) fn child(conn: &Connection, parent: Option<i64>, folded: &str) -> Result<Option<ThemeId>> {
    let mut select =
        conn.prepare_cached("SELECT id FROM themes WHERE ifnull(parent, 0) = ?1 AND folded = ?2")?;
    Ok(select.query_row((parent.unwrap_or(0), folded), |row| row.get(0).map(ThemeId)).optional()?)
}
