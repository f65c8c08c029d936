//! A small library for the tests of reading, written straight into the tables, so that reading is
//! tested by itself.

use rusqlite::params;

use super::{Result, Store};
use crate::clock::Clock;

impl Store {
    /// Empty, with a counted clock.
    pub(in crate::store) fn bare() -> Self {
        Self::memory(Clock::counted("2020-01-01T00:00:00Z".parse().unwrap())).unwrap()
    }

    /// What another program does right before this one has the lock, after it had it so many times.
    pub(crate) fn meanwhile(&mut self, times: usize, act: impl FnOnce() + Send + 'static) {
        self.meanwhile = Some((times, Box::new(act)));
    }

    /// Steps of SQLite's machine that something takes, counted in tens.
    pub(crate) fn work<T>(&mut self, of: impl FnOnce(&Self) -> T) -> (u64, T) {
        let steps = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
        let count = std::sync::Arc::clone(&steps);
        let handler = move || {
            count.fetch_add(10, std::sync::atomic::Ordering::Relaxed);
            false
        };
        self.conn.progress_handler(10, Some(handler)).unwrap();
        let value = of(self);
        self.conn.progress_handler(0, None::<fn() -> bool>).unwrap();
        (steps.load(std::sync::atomic::Ordering::Relaxed), value)
    }

    /// Takes no more than so many pages beyond those that there are.
    pub(crate) fn fill_after(&self, pages: i64) {
        let conn = self.conn();
        let now: i64 = conn.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        conn.pragma_update(None, "max_page_count", now + pages).unwrap();
    }

    /// An article whose text is these pieces, one after the other; its number.
    pub(in crate::store) fn put(&self, title: &str, pieces: &[&str]) -> i64 {
        self.try_put(title, pieces).unwrap()
    }

    fn try_put(&self, title: &str, pieces: &[&str]) -> Result<i64> {
        let conn = self.conn();
        let text = pieces.concat();
        conn.execute(
            "INSERT INTO revisions (article, sha256, bytes, points, words, blocks, created) VALUES (0, ?, ?, ?, 0, x'', '')",
            params![format!("sha of {text}"), i64::try_from(text.len()).unwrap(), i64::try_from(text.chars().count()).unwrap()],
        )?;
        let revision = conn.last_insert_rowid();
        conn.execute(
            "INSERT INTO articles (uuid, title, revision, words, added) VALUES (?, ?, ?, 7, ?)",
            params![self.clock().id().to_string(), title, revision, self.clock().stamp()],
        )?;
        let article = conn.last_insert_rowid();
        conn.execute("UPDATE revisions SET article = ? WHERE id = ?", [article, revision])?;
        let mut at = 0;
        for piece in pieces {
            let point = text.get(..at).unwrap().chars().count();
            conn.execute(
                "INSERT INTO pieces (revision, start, point, body) VALUES (?, ?, ?, ?)",
                params![revision, i64::try_from(at).unwrap(), i64::try_from(point).unwrap(), piece],
            )?;
            at += piece.len();
        }
        conn.execute(
            "INSERT INTO text_fts (rowid, body) SELECT id, body FROM pieces WHERE revision = ?",
            [revision],
        )?;
        conn.execute("INSERT INTO indexed VALUES (?, ?)", [article, revision])?;
        conn.execute("INSERT INTO article_fts (rowid, title) VALUES (?, ?)", params![article, title])?;
        Ok(article)
    }

    /// Sets a column of an article; a note goes to the index too.
    pub(in crate::store) fn set(&self, article: i64, column: &str, value: &str) {
        let conn = self.conn();
        conn.execute(&format!("UPDATE articles SET {column} = ? WHERE id = ?"), params![value, article])
            .unwrap();
        if column == "note" {
            conn.execute("UPDATE article_fts SET note = ? WHERE rowid = ?", params![value, article]).unwrap();
        }
    }

    pub(in crate::store) fn theme_put(&self, parent: Option<i64>, name: &str) -> i64 {
        let conn = self.conn();
        conn.execute(
            "INSERT INTO themes (uuid, parent, name, folded, color, sign, created) VALUES (?, ?, ?, ?, '#aabbcc', 'x', '')",
            params![self.clock().id().to_string(), parent, name, crate::model::fold(name)],
        )
        .unwrap();
        conn.last_insert_rowid()
    }

    /// An annotation on bytes (which must be code points too) with its themes and note; its number.
    pub(in crate::store) fn tag(
        &self,
        article: i64,
        at: (i64, i64),
        quote: &str,
        themes: &[i64],
        note: Option<&str>,
    ) -> i64 {
        let conn = self.conn();
        conn.execute(
            "INSERT INTO annotations (uuid, article, start, \"end\", start_point, end_point, quote, note, revision, created, updated)
             VALUES (?1, ?2, ?3, ?4, ?3, ?4, ?5, ?6, 1, ?7, ?7)",
            params![self.clock().id().to_string(), article, at.0, at.1, quote, note, self.clock().stamp()],
        )
        .unwrap();
        let id = conn.last_insert_rowid();
        for theme in themes {
            conn.execute("INSERT INTO annotation_themes (annotation, theme) VALUES (?, ?)", [id, *theme])
                .unwrap();
        }
        conn.execute(
            "INSERT INTO annotation_fts (rowid, quote, note) VALUES (?, ?, ?)",
            params![id, quote, note],
        )
        .unwrap();
        id
    }

    /// To the trash, and out of the indexes.
    pub(in crate::store) fn bin(&self, article: i64) {
        let conn = self.conn();
        conn.execute(
            "UPDATE articles SET trashed_at = ? WHERE id = ?",
            params![self.clock().stamp(), article],
        )
        .unwrap();
        conn.execute(
            "INSERT INTO text_fts (text_fts, rowid, body) SELECT 'delete', p.id, p.body FROM pieces p JOIN indexed i \
             ON i.revision = p.revision WHERE i.article = ?",
            [article],
        )
        .unwrap();
        conn.execute("DELETE FROM indexed WHERE article = ?", [article]).unwrap();
        conn.execute("DELETE FROM article_fts WHERE rowid = ?", [article]).unwrap();
        conn.execute(
            "DELETE FROM annotation_fts WHERE rowid IN (SELECT id FROM annotations WHERE article = ?)",
            [article],
        )
        .unwrap();
    }
}
