//! Edits that bring in what has an identity elsewhere: it keeps its UUID, where that is free, and the
//! times at which it was made and changed. An annotation that is here becomes as it is said to be; whoever
//! asks for that has looked at what it is.

use rusqlite::params;
use uuid::Uuid;

use super::annotations::{self, Made, Passage, passage, points, put_at};
use super::{Act, Said, articles, look, themes};
use crate::model::{
    AnnotationId, ArticleId, BroughtAnnotation, BroughtArticle, BroughtPlace, BroughtTheme, State, Status,
    fold, join_path, percent, split_path, stand_in,
};
use crate::store::pieces;
use crate::store::step::holds;
use crate::store::{Result, StoreError};

pub(super) fn article(act: &Act<'_>, brought: &BroughtArticle) -> Result<Said> {
    let BroughtArticle { uuid, meta, document, status, starred, note, annotations } = brought;
    let uuid = free(act, *uuid, "SELECT EXISTS (SELECT 1 FROM articles WHERE uuid = ?1)")?;
    let id = articles::insert(act, uuid, meta, document, None, None)?;
    if let Some(note) = look::note(note.as_deref()) {
        act.conn
            .prepare_cached("UPDATE articles SET note = ?2 WHERE id = ?1")?
            .execute(params![id.0, note])?;
    }
    if *status != Status::default() || *starred {
        act.conn
            .prepare_cached("UPDATE articles SET status = ?2, starred = ?3 WHERE id = ?1")?
            .execute(params![id.0, status.word(), starred])?;
    }
    for one in annotations {
        act.go_on()?;
        annotation(act, id, one)?;
    }
    let name = look::article(act.conn, id)?.name();
    Ok(Said::new(format!("import {name}"), "import {n} articles"))
}

pub(super) fn annotation(act: &Act<'_>, article: ArticleId, brought: &BroughtAnnotation) -> Result<Said> {
    let revision = look::readable(act.conn, article)?.revision;
    let BroughtAnnotation { place, note, updated, .. } = brought;
    let note = look::note(note.as_deref());
    let note = note.as_deref();
    let place = match place {
        Some(place) => Some((place.span, place.state, passage_of(act, article, revision, place)?)),
        None => None,
    };
    let id = match (known(act, article, brought.uuid)?, &place) {
        (Known::Here(id), place) => {
            let updated = updated.as_ref().unwrap_or(&act.now);
            if let Some((span, state, passage)) = place {
                put_at(act, id, *span, passage, *state, updated)?;
            }
            act.conn
                .prepare_cached("UPDATE annotations SET note = ?2, updated = ?3 WHERE id = ?1")?
                .execute(params![id.0, note, updated])?;
            id
        }
        (Known::New(uuid), Some((span, state, passage))) => {
            let now = || act.now.clone();
            let created = brought.created.clone();
            let made = Made {
                uuid,
                state: *state,
                updated: updated.clone().or_else(|| created.clone()).unwrap_or_else(now),
                created: created.or_else(|| updated.clone()).unwrap_or_else(now),
            };
            annotations::insert(act, article, *span, passage, note, &made)?
        }
        (Known::New(_), None) => {
            return Err(StoreError::refused("it says nothing about where it is (give it a quotation)"));
        }
    };
    set_themes(act, id, brought)?;
    let quote = look::cut(&look::annotation(act.conn, id)?.quote);
    Ok(Said::new(format!("import annotation {quote}"), "import {n} annotations"))
}

/// What an annotation that comes is here.
enum Known {
    Here(AnnotationId),
    /// None yet, and to go by this.
    New(Uuid),
}

fn known(act: &Act<'_>, article: ArticleId, uuid: Option<Uuid>) -> Result<Known> {
    let Some(uuid) = uuid else { return Ok(Known::New(act.clock.id())) };
    let other = match look::annotation_with(act.conn, uuid)? {
        None => return Ok(Known::New(uuid)),
        Some((id, of)) if of == article => return Ok(Known::Here(id)),
        Some(_) => stand_in(uuid, look::article_uuid(act.conn, article)?),
    };
    Ok(match look::annotation_with(act.conn, other)? {
        None => Known::New(other),
        Some((id, of)) if of == article => Known::Here(id),
        Some(_) => Known::New(act.clock.id()),
    })
}

fn passage_of(act: &Act<'_>, article: ArticleId, revision: i64, to: &BroughtPlace) -> Result<Passage> {
    let at = match to.state {
        State::Lost => nowhere(act, revision, to)?,
        _ => passage(act, article, revision, to.span)?,
    };
    Ok(match to.state {
        State::Changed | State::Lost => {
            Passage { quote: to.quote.clone(), prefix: to.prefix.clone(), suffix: to.suffix.clone(), ..at }
        }
        State::Placed | State::Moved => at,
    })
}

/// What is kept of a passage that the text has not: where it was thought to be, for whoever looks for it.
fn nowhere(act: &Act<'_>, revision: i64, to: &BroughtPlace) -> Result<Passage> {
    let bytes = pieces::revision(act.conn, revision)?.bytes;
    let window = pieces::window(act.conn, revision, to.span, 0)?;
    Ok(Passage {
        points: points(&window, to.span)?,
        quote: String::new(),
        prefix: String::new(),
        suffix: String::new(),
        paragraph: None,
        percent: percent(to.span.start.0, bytes),
        page: None,
        revision,
    })
}

/// Puts on the themes that it has and takes off the others. That they come in says nothing about what is
/// used here, so they are no recent ones.
fn set_themes(act: &Act<'_>, id: AnnotationId, brought: &BroughtAnnotation) -> Result<()> {
    let mut wanted = Vec::with_capacity(brought.themes.len());
    for name in &brought.themes {
        wanted.push(themes::resolve(act, name)?.0);
    }
    let there: Vec<i64> = act
        .conn
        .prepare_cached("SELECT theme FROM annotation_themes WHERE annotation = ?1 ORDER BY id")?
        .query_map([id.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for theme in there.iter().filter(|theme| !wanted.contains(theme)) {
        act.conn
            .prepare_cached("DELETE FROM annotation_themes WHERE annotation = ?1 AND theme = ?2")?
            .execute(params![id.0, theme])?;
    }
    for theme in wanted {
        act.conn
            .prepare_cached("INSERT OR IGNORE INTO annotation_themes (annotation, theme) VALUES (?1, ?2)")?
            .execute(params![id.0, theme])?;
    }
    Ok(())
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

#[cfg(test)]
mod tests;
