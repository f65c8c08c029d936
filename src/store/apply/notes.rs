//! Notes on anything.

use rusqlite::params;

use super::{Act, Said, look};
use crate::model::NoteOn;
use crate::store::Result;

pub(super) fn set(act: &Act<'_>, on: NoteOn, note: Option<&str>) -> Result<Said> {
    let note = look::note(note);
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
