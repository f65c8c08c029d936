//! Edits that bring in what has an identity elsewhere: it keeps its UUID, where that is free, and the
//! times at which it was made and changed.

use rusqlite::params;
use uuid::Uuid;

use super::annotations::{self, Made, passage};
use super::{Act, Said, articles, look, themes};
use crate::model::{ArticleId, BroughtAnnotation, BroughtArticle, BroughtTheme, fold, join_path, split_path};
use crate::store::step::holds;
use crate::store::{Result, StoreError};

pub(super) fn article(act: &Act<'_>, brought: &BroughtArticle) -> Result<Said> {
    let BroughtArticle { uuid, meta, document, note, annotations } = brought;
    let uuid = free(act, *uuid, "SELECT EXISTS (SELECT 1 FROM articles WHERE uuid = ?1)")?;
    let id = articles::insert(act, uuid, meta, document, None, None)?;
    if let Some(note) = look::note(note.as_deref()) {
        act.conn
            .prepare_cached("UPDATE articles SET note = ?2 WHERE id = ?1")?
            .execute(params![id.0, note])?;
    }
    for one in annotations {
        annotation(act, id, one)?;
    }
    let name = look::article(act.conn, id)?.name();
    Ok(Said::new(format!("import {name}"), "import {n} articles"))
}

pub(super) fn annotation(act: &Act<'_>, article: ArticleId, brought: &BroughtAnnotation) -> Result<Said> {
    let BroughtAnnotation { uuid, span, themes, note, created, updated } = brought;
    let row = look::readable(act.conn, article)?;
    let passage = passage(act, article, row.revision, *span)?;
    let now = || act.now.clone();
    let made = Made {
        uuid: free(act, *uuid, "SELECT EXISTS (SELECT 1 FROM annotations WHERE uuid = ?1)")?,
        created: created.clone().unwrap_or_else(now),
        updated: updated.clone().or_else(|| created.clone()).unwrap_or_else(now),
    };
    let id = annotations::insert(act, article, *span, &passage, look::note(note.as_deref()), &made)?;
    for theme in themes {
        look::theme(act.conn, *theme)?;
        act.conn
            .prepare_cached("INSERT OR IGNORE INTO annotation_themes (annotation, theme) VALUES (?1, ?2)")?
            .execute(params![id.0, theme.0])?;
    }
    Ok(Said::new(format!("import {}", look::cut(&passage.quote)), "import {n} passages"))
}

pub(super) fn theme(act: &Act<'_>, brought: &BroughtTheme) -> Result<Said> {
    let BroughtTheme { uuid, path, color, description, note } = brought;
    let names = split_path(path);
    let Some((name, above)) = names.split_last() else {
        return Err(StoreError::refused("a theme needs a name (give it at least one character)"));
    };
    let parent = match above {
        [] => None,
        above => Some(themes::ensure(act, &join_path(above.iter().map(String::as_str)))?.0.0),
    };
    if look::child(act.conn, parent, &fold(name))?.is_some() {
        return Err(StoreError::refused(format!("there is a theme “{path}” already (choose another name)")));
    }
    let uuid = free(act, *uuid, "SELECT EXISTS (SELECT 1 FROM themes WHERE uuid = ?1)")?;
    let id = themes::insert(act, parent, name, uuid, color.as_deref())?;
    act.conn
        .prepare_cached("UPDATE themes SET description = ?2, note = ?3 WHERE id = ?1")?
        .execute(params![id.0, look::note(description.as_deref()), look::note(note.as_deref())])?;
    Ok(Said::new(format!("import theme {}", look::path(act.conn, id)?), "import {n} themes"))
}

/// The UUID, or a new one where it is not known or `taken` says that a row has it.
fn free(act: &Act<'_>, uuid: Option<Uuid>, taken: &'static str) -> Result<Uuid> {
    Ok(match uuid {
        Some(uuid) if !holds(act.conn, taken, [uuid.to_string()])? => uuid,
        _ => act.clock.id(),
    })
}
