//! What is saved but is no step: where the reader is, what the program remembers, drafts.

use rusqlite::{OptionalExtension, params};

use super::pieces::{int, size};
use super::{Result, Store};
use crate::model::{AnnotationId, ArticleId, Draft, DraftOn, Status, ThemeId};
use crate::text::{Offset, Span};

impl Store {
    /// Where an article was left, and how far it was read, in percent. Also when it was last open.
    pub fn set_place(&mut self, article: ArticleId, place: Offset, progress: u8) -> Result<()> {
        self.write(|store| {
            store
                .conn
                .prepare_cached(
                    "INSERT INTO reading (article, place, progress, opened) VALUES (?1, ?2, ?3, ?4) \
                     ON CONFLICT (article) DO UPDATE SET place = ?2, progress = ?3, opened = ?4",
                )?
                .execute(params![article.0, int(place.0), progress.min(100), store.clock.stamp()])?;
            Ok(())
        })
    }

    /// The status that follows from reading; what the user sets is an edit.
    pub fn set_reading_status(&mut self, article: ArticleId, status: Status) -> Result<()> {
        self.write(|store| {
            store
                .conn
                .prepare_cached("UPDATE articles SET status = ?2 WHERE id = ?1")?
                .execute(params![article.0, status.word()])?;
            Ok(())
        })
    }

    /// Keeps a value under a key, in place of the one it had.
    pub fn remember(&mut self, key: &str, value: &str) -> Result<()> {
        if self.recall(key)?.as_deref() == Some(value) {
            return Ok(());
        }
        self.write(|store| store.keep(key, value))
    }

    /// The same within a transaction.
    pub(super) fn keep(&self, key: &str, value: &str) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO state (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            )?
            .execute([key, value])?;
        Ok(())
    }

    /// The value under a key.
    pub fn recall(&self, key: &str) -> Result<Option<String>> {
        let mut select = self.conn.prepare_cached("SELECT value FROM state WHERE key = ?1")?;
        Ok(select.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Keeps a draft in place of the one on the same thing; its time is set here.
    pub fn save_draft(&mut self, draft: &Draft) -> Result<()> {
        let (kind, target, start, end) = columns(draft.on);
        self.write(|store| {
            store
                .conn
                .prepare_cached(
                    "INSERT INTO drafts (kind, target, start, \"end\", text, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                     ON CONFLICT (kind, target, start, \"end\") DO UPDATE SET text = ?5, updated = ?6",
                )?
                .execute(params![kind, target, start, end, stored(draft), store.clock.stamp()])?;
            Ok(())
        })
    }

    /// All drafts, the newest first.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let mut select = self.conn.prepare_cached(
            "SELECT kind, target, start, \"end\", text, updated FROM drafts ORDER BY updated DESC, id DESC",
        )?;
        Ok(select.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// The draft on a thing.
    pub fn draft(&self, on: DraftOn) -> Result<Option<Draft>> {
        let (kind, target, start, end) = columns(on);
        let mut select = self.conn.prepare_cached(
            "SELECT kind, target, start, \"end\", text, updated FROM drafts \
             WHERE kind = ?1 AND target = ?2 AND start = ?3 AND \"end\" = ?4",
        )?;
        Ok(select.query_row(params![kind, target, start, end], read).optional()?)
    }

    /// Forgets the draft on a thing; whether there was one.
    pub fn drop_draft(&mut self, on: DraftOn) -> Result<bool> {
        let (kind, target, start, end) = columns(on);
        self.write(|store| {
            let dropped = store
                .conn
                .prepare_cached(
                    "DELETE FROM drafts WHERE kind = ?1 AND target = ?2 AND start = ?3 AND \"end\" = ?4",
                )?
                .execute(params![kind, target, start, end])?;
            Ok(dropped > 0)
        })
    }
}

/// Kind, target, start and end, with zeros for what a kind has not.
fn columns(on: DraftOn) -> (&'static str, i64, i64, i64) {
    match on {
        DraftOn::Library => ("library", 0, 0, 0),
        DraftOn::Article(id) => ("article", id.0, 0, 0),
        DraftOn::Theme(id) => ("theme", id.0, 0, 0),
        DraftOn::Annotation(id) => ("annotation", id.0, 0, 0),
        DraftOn::Passage { article, span } => ("passage", article.0, int(span.start.0), int(span.end.0)),
        // What is on an article and has a place is no note on it.
        DraftOn::Correction { article, span } => ("article", article.0, int(span.start.0), int(span.end.0)),
    }
}

/// The text as it is kept: with the words that a correction replaces or a note is on, as a pair in JSON.
fn stored(draft: &Draft) -> String {
    match &draft.was {
        Some(was) => serde_json::json!([was, draft.text]).to_string(),
        None => draft.text.clone(),
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    let target = row.get(1)?;
    let span = Span::new(size(row.get(2)?), size(row.get(3)?));
    let on = match row.get_ref(0)?.as_str()? {
        "article" if !span.is_empty() => DraftOn::Correction { article: ArticleId(target), span },
        "article" => DraftOn::Article(ArticleId(target)),
        "theme" => DraftOn::Theme(ThemeId(target)),
        "annotation" => DraftOn::Annotation(AnnotationId(target)),
        "passage" => DraftOn::Passage { article: ArticleId(target), span },
        _ => DraftOn::Library,
    };
    let (text, updated): (String, String) = (row.get(4)?, row.get(5)?);
    let (was, text) = match on {
        DraftOn::Correction { .. } | DraftOn::Passage { .. } => {
            match serde_json::from_str::<[String; 2]>(&text) {
                Ok([was, text]) => (Some(was), text),
                Err(_) => (None, text),
            }
        }
        _ => (None, text),
    };
    Ok(Draft { on, text, was, updated })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::filled;

    #[test]
    fn drafts_are_kept_apart_and_replaced() {
        let mut store = filled();
        let passage = |a, b| DraftOn::Passage { article: ArticleId(1), span: Span::new(a, b) };
        let all = [
            DraftOn::Library,
            DraftOn::Article(ArticleId(1)),
            DraftOn::Theme(ThemeId(1)),
            DraftOn::Annotation(AnnotationId(1)),
            passage(0, 3),
            passage(0, 4),
            DraftOn::Correction { article: ArticleId(1), span: Span::new(0, 4) },
        ];
        let was = |on| matches!(on, DraftOn::Correction { .. }).then(|| "was \"so\"".to_owned());
        for (n, on) in all.into_iter().enumerate() {
            store
                .save_draft(&Draft { on, text: format!("old {n}"), was: was(on), updated: String::new() })
                .unwrap();
            store
                .save_draft(&Draft { on, text: format!("text {n}"), was: was(on), updated: String::new() })
                .unwrap();
        }
        let read: Vec<_> = store.drafts().unwrap().into_iter().map(|d| (d.on, d.was, d.text)).collect();
        let want: Vec<_> =
            all.into_iter().enumerate().rev().map(|(n, on)| (on, was(on), format!("text {n}"))).collect();
        assert_eq!(read, want);
        assert!(store.drop_draft(passage(0, 3)).unwrap() && !store.drop_draft(passage(0, 3)).unwrap());
        assert!(store.draft(passage(0, 3)).unwrap().is_none());
        assert_eq!(store.draft(passage(0, 4)).unwrap().unwrap().text, "text 5");
    }

    #[test]
    fn state_is_no_step() {
        let mut store = filled();
        let id = ArticleId(1);
        store.set_place(id, Offset(12), 30).unwrap();
        store.set_place(id, Offset(14), 40).unwrap();
        store.set_reading_status(id, Status::Reading).unwrap();
        store.remember("pane", "reader").unwrap();
        store.remember("pane", "list").unwrap();
        assert_eq!(store.recall("pane").unwrap().as_deref(), Some("list"));
        assert_eq!(store.recall("nothing").unwrap(), None);
        assert_eq!(store.history(9).unwrap().len(), 1);
        let article = store.article(id).unwrap().unwrap();
        assert_eq!((article.place, article.progress, article.status), (Offset(14), 40, Status::Reading));
        // All of it is still there after undo and redo of the import, however often.
        for status in [Status::Reading, Status::Done] {
            store.set_reading_status(id, status).unwrap();
            store.undo().unwrap();
            store.redo().unwrap();
            let article = store.article(id).unwrap().unwrap();
            assert_eq!((article.place, article.progress, article.status), (Offset(14), 40, status));
        }
    }
}
