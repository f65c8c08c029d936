//! Notes on anything.

use rusqlite::{OptionalExtension, params};

use super::{Act, Said, annotations, look};
use crate::model::{AnnotationId, NoteOn};
use crate::store::{Result, StoreError};

pub(super) fn set(act: &Act<'_>, on: NoteOn, note: Option<&str>) -> Result<Said> {
    let note = look::note(note);
    let note = note.as_deref();
    let verb = if note.is_some() { "note" } else { "no note" };
    match on {
        NoteOn::Library => {
            act.conn.execute("UPDATE library SET note = ?1 WHERE id = 1", [note])?;
            let label = format!("{verb} on the library");
            Ok(Said::new(label.clone(), label))
        }
        NoteOn::Article(id) => {
            let name = look::article(act.conn, id)?.name();
            act.conn
                .prepare_cached("UPDATE articles SET note = ?2 WHERE id = ?1")?
                .execute(params![id.0, note])?;
            Ok(Said::new(format!("{verb} on {name}"), format!("{verb} on {{n}} articles")))
        }
        NoteOn::Theme(id) => {
            let path = look::path(act.conn, id)?;
            act.conn
                .prepare_cached("UPDATE themes SET note = ?2 WHERE id = ?1")?
                .execute(params![id.0, note])?;
            Ok(Said::new(format!("{verb} on the theme {path}"), format!("{verb} on {{n}} themes")))
        }
        NoteOn::Annotation(id) => {
            let quote = look::cut(&look::annotation(act.conn, id)?.quote);
            act.conn
                .prepare_cached(
                    "UPDATE annotations SET note = ?2, updated = ?3 WHERE id = ?1 AND note IS NOT ?2",
                )?
                .execute(params![id.0, note, act.now])?;
            Ok(Said::new(format!("{verb} on {quote}"), format!("{verb} on {{n}} passages")))
        }
    }
}

/// Deletes an annotation and puts its words as a quotation, and its note, below what the article's
/// note says. Read and written in the step itself, so that a note that changed meanwhile is whole.
pub(super) fn keep(act: &Act<'_>, id: AnnotationId) -> Result<Said> {
    let (quote, note, article, before): (String, Option<String>, i64, Option<String>) = act
        .conn
        .prepare_cached(
            "SELECT a.quote, a.note, a.article, articles.note FROM annotations a \
             JOIN articles ON articles.id = a.article WHERE a.id = ?1",
        )?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?
        .ok_or_else(|| {
            StoreError::refused("this annotation is there no more (u brings back what was deleted)")
        })?;
    let Some(note) = look::note(note.as_deref()) else {
        return Err(StoreError::refused("this annotation has no note to keep (dd deletes it)"));
    };
    let quoted: Vec<String> = quote.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    let mut whole = before.map(|before| format!("{}\n\n", before.trim_end())).unwrap_or_default();
    whole = [&*whole, &quoted.join("\n"), "\n\n", &*note].concat();
    act.conn
        .prepare_cached("UPDATE articles SET note = ?2 WHERE id = ?1")?
        .execute(params![article, whole])?;
    annotations::delete(act, id)?;
    Ok(Said::new(
        format!("delete annotation {}, its note kept on the article", look::cut(&quote)),
        "delete {n} annotations, their notes kept on the article",
    ))
}
