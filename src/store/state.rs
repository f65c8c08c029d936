//! What is saved but is no step: where the reader is, what the program remembers.

use rusqlite::{OptionalExtension, params};

use super::pieces::int;
use super::{Result, Store};
use crate::model::{ArticleId, Status};
use crate::text::Offset;

/// Lines of a kind that are kept.
const LINES: usize = 100;

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

    /// Adds a line to those under a key, oldest first, each once; of very many the oldest go. What another
    /// program adds meanwhile stays.
    pub fn add_line(&mut self, key: &str, line: &str) -> Result<()> {
        self.write(|store| {
            let now = store.recall(key)?.unwrap_or_default();
            let mut lines: Vec<&str> = now.lines().filter(|there| *there != line).collect();
            lines.push(line);
            let oldest = lines.len().saturating_sub(LINES);
            store.keep(key, &lines.get(oldest..).unwrap_or_default().join("\n"))
        })
    }

    /// The value under a key.
    pub fn recall(&self, key: &str) -> Result<Option<String>> {
        let mut select = self.conn.prepare_cached("SELECT value FROM state WHERE key = ?1")?;
        Ok(select.query_row([key], |row| row.get(0)).optional()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::filled;

    #[test]
    fn lines_are_kept_once_each_and_the_oldest_go() {
        let mut store = filled();
        (0..LINES).for_each(|n| store.add_line("lines", &n.to_string()).unwrap());
        store.add_line("lines", "50").unwrap();
        store.add_line("lines", "new").unwrap();
        let kept = store.recall("lines").unwrap().unwrap();
        let lines: Vec<&str> = kept.lines().collect();
        assert_eq!((lines.len(), lines[0], &lines[98..]), (LINES, "1", &["50", "new"][..]));
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
