//! Steps: what is applied, undone and redone as one, each in one transaction.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rusqlite::{Connection, OptionalExtension, params};

use super::apply::{self, Act};
use super::index::Gathered;
use super::journal::{self, Way};
use super::{Result, Store, StoreError, disk, error, merged, open};
use crate::model::{Applied, ArticleId, Edit, Step};

/// The columns of [`Store::step_of`].
const COLUMNS: &str = "id, label, at, undone, instance";

/// What edits become a step as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As<'a> {
    /// Under a label of their own.
    Itself,
    /// Under this label.
    Called(&'a str),
    /// As a part of this step, which this program made and which has this label then: so a long import is one
    /// step in many short transactions.
    More(i64, &'a str),
}

impl Store {
    /// Applies edits as one step with a label of their own: all of them or, with an error, none.
    /// Edits that change nothing make no step.
    pub fn apply(&mut self, edits: &[Edit]) -> Result<Applied> {
        self.apply_until(As::Itself, edits, &|| false)
    }

    /// The same under a given label.
    pub fn apply_as(&mut self, label: &str, edits: &[Edit]) -> Result<Applied> {
        self.apply_until(As::Called(label), edits, &|| false)
    }

    /// Applies edits as is said; once `stop` says so it is interrupted, as an error and with nothing done. Adding to a
    /// step is refused where a newer one or an undo came between.
    pub fn apply_until(&mut self, how: As<'_>, edits: &[Edit], stop: &dyn Fn() -> bool) -> Result<Applied> {
        match how {
            As::Itself => self.step_until(stop, |act| apply::all(act, edits)),
            As::Called(label) => {
                self.step_until(stop, |act| apply::all(act, edits).map(|_| label.to_owned()))
            }
            As::More(onto, label) => self.more(onto, label, edits, stop),
        }
    }

    fn more(&mut self, onto: i64, label: &str, edits: &[Edit], stop: &dyn Fn() -> bool) -> Result<Applied> {
        self.write(|store| {
            if !store.takes_more(onto)? {
                return Err(StoreError::refused(
                    "another step came between (undo takes back the two parts one after the other)",
                ));
            }
            journal::start(&store.conn)?;
            let act = Act::until(store, stop);
            apply::all(&act, edits)?;
            journal::stop(&store.conn)?;
            store.conn.execute("UPDATE steps SET label = ?2 WHERE id = ?1", params![onto, label])?;
            let mut gathered = Gathered::default();
            journal::keep(&store.conn, onto, |change| {
                act.go_on()?;
                gathered.take(&store.conn, change)
            })?;
            gathered.index(&store.conn, &|| act.go_on())?;
            Ok(Applied { step: Some(onto), label: label.to_owned(), touched: gathered.touched() })
        })
    }

    /// Whether something can be added to a step: this program made it, and nothing came after it.
    pub fn takes_more(&self, step: i64) -> Result<bool> {
        let is_newest = self.newest_step()?.is_some_and(|newest| newest.id == step && newest.ours);
        Ok(is_newest && self.next_redo()?.is_none())
    }

    /// Runs `body` as a step labelled by what it returns.
    pub(super) fn step(&mut self, body: impl FnOnce(&Act<'_>) -> Result<String>) -> Result<Applied> {
        self.step_until(&|| false, body)
    }

    fn step_until(
        &mut self,
        stop: &dyn Fn() -> bool,
        body: impl FnOnce(&Act<'_>) -> Result<String>,
    ) -> Result<Applied> {
        self.write(|store| {
            let conn = &store.conn;
            journal::start(conn)?;
            let act = Act::until(store, stop);
            let label = body(&act)?;
            journal::stop(conn)?;
            if !journal::is_something(conn)? {
                return Ok(Applied { step: None, label, ..Applied::default() });
            }
            conn.execute("UPDATE steps SET closed = 1 WHERE undone = 1 AND closed = 0", [])?;
            conn.prepare_cached("INSERT INTO steps (label, at, instance) VALUES (?1, ?2, ?3)")?
                .execute(params![label, store.clock.stamp(), store.instance])?;
            let id = conn.last_insert_rowid();
            let mut gathered = Gathered::default();
            journal::keep(conn, id, |change| {
                act.go_on()?;
                gathered.take(conn, change)
            })?;
            gathered.index(conn, &|| act.go_on())?;
            Ok(Applied { step: Some(id), label, touched: gathered.touched() })
        })
    }

    /// Takes back the newest step that stands, whoever made it; `None` where there is none.
    pub fn undo(&mut self) -> Result<Option<Applied>> {
        self.replay(Way::Back)
    }

    /// Does again what was undone last; `None` where nothing was, or a newer step came since.
    pub fn redo(&mut self) -> Result<Option<Applied>> {
        self.replay(Way::Forth)
    }

    fn replay(&mut self, way: Way) -> Result<Option<Applied>> {
        self.write(|store| {
            let conn = &store.conn;
            let step = match way {
                Way::Back => store.newest_step()?,
                Way::Forth => store.next_redo()?,
            };
            let Some(step) = step else { return Ok(None) };
            let mut gathered = Gathered::default();
            let mut is_themes = false;
            journal::replay(conn, step.id, way, |change| {
                is_themes |= change.table == "themes";
                gathered.take(conn, change)
            })?;
            conn.execute("UPDATE steps SET undone = ?2 WHERE id = ?1", params![step.id, way == Way::Back])?;
            if is_themes {
                merged::follow(conn)?;
            }
            gathered.index(conn, &|| Ok(()))?;
            Ok(Some(Applied { step: Some(step.id), label: step.label, touched: gathered.touched() }))
        })
    }

    /// The step that [`Store::undo`] would take back.
    pub fn newest_step(&self) -> Result<Option<Step>> {
        self.step_of("WHERE undone = 0 AND unable = 0 ORDER BY id DESC LIMIT 1")
    }

    /// How much taking a step back, or doing it again, changes: its rows, those of the texts that come or go, and
    /// of long passages one for each 4 KB.
    pub fn extent(&self, step: &Step) -> Result<u64> {
        let mut select = self.conn.prepare_cached(
            "SELECT (SELECT count(*) FROM changes WHERE step = ?1) + (SELECT count(*) FROM pieces \
             WHERE revision IN (SELECT json_extract(coalesce(after, before), '$.revision') FROM changes \
                 WHERE step = ?1 AND tbl = 'articles')) + (SELECT coalesce(sum(coalesce(octet_length(before), 0) \
                 + coalesce(octet_length(after), 0)), 0) / 4096 FROM changes WHERE step = ?1 AND tbl = 'annotations')",
        )?;
        Ok(select.query_row([step.id], |row| row.get::<_, i64>(0))?.try_into().unwrap_or(0))
    }

    /// Whether another program made the step while this one was running. What an earlier run made
    /// is nobody else's.
    pub fn is_anothers(&self, step: &Step) -> bool {
        !step.ours && step.id > self.began
    }

    /// The step that [`Store::redo`] would do again.
    pub fn next_redo(&self) -> Result<Option<Step>> {
        self.step_of("WHERE undone = 1 AND closed = 0 AND unable = 0 ORDER BY id LIMIT 1")
    }

    /// Whether an article that is not there was taken back, and if so whether redo can bring it again; nothing
    /// where the history does not know it.
    pub fn was_taken_back(&self, article: ArticleId) -> Result<Option<bool>> {
        let mut select = self.conn.prepare_cached(
            "SELECT max(s.undone = 1 AND s.closed = 0) FROM changes AS c JOIN steps AS s ON s.id = c.step \
             WHERE c.tbl = 'articles' AND c.row = ?1",
        )?;
        Ok(select.query_row([article.0], |row| row.get(0))?)
    }

    fn step_of(&self, which: &'static str) -> Result<Option<Step>> {
        let mut select = self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM steps {which}"))?;
        Ok(select.query_row([], |row| self.read_step(row)).optional()?)
    }

    /// Whether these are steps at all, and each of them is undone.
    pub fn are_undone(&self, steps: &[i64]) -> Result<bool> {
        let mut select = self.conn.prepare_cached("SELECT undone FROM steps WHERE id = ?1")?;
        for step in steps {
            if !select.query_row([step], |row| row.get::<_, bool>(0)).optional()?.unwrap_or_default() {
                return Ok(false);
            }
        }
        Ok(!steps.is_empty())
    }

    /// What those of some steps are called that are undone.
    pub fn undone_of(&self, steps: &[i64]) -> Result<Vec<String>> {
        let mut select = self.conn.prepare_cached("SELECT label FROM steps WHERE id = ?1 AND undone = 1")?;
        let mut labels = Vec::new();
        for step in steps {
            labels.extend(select.query_row([step], |row| row.get(0)).optional()?);
        }
        Ok(labels)
    }

    /// The newest steps first, undone ones too.
    pub fn history(&self, limit: usize) -> Result<Vec<Step>> {
        let mut select =
            self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM steps ORDER BY id DESC LIMIT ?1"))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let steps = select.query_map([limit], |row| self.read_step(row))?.collect::<Result<_, _>>()?;
        Ok(steps)
    }

    fn read_step(&self, row: &rusqlite::Row<'_>) -> rusqlite::Result<Step> {
        Ok(Step {
            id: row.get(0)?,
            label: row.get(1)?,
            at: row.get(2)?,
            undone: row.get(3)?,
            ours: row.get::<_, String>(4)? == self.instance,
        })
    }

    /// Refuses to change a library that can only be read.
    pub(super) fn unlocked(&self) -> Result<()> {
        let path = self.path.as_deref().unwrap_or_else(|| Path::new(""));
        self.locked.as_ref().map_or(Ok(()), |locked| Err(locked.refusal(path)))
    }

    /// Runs `body` while no other program can change the library: what it looks up holds still when what it
    /// changes is saved. All that it changes is one transaction, of which nothing is kept after an error. A part that
    /// fails leaves nothing, and `body` may go on without it.
    pub fn hold<T>(&mut self, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.hold_as(PARTS, body)
    }

    /// The same where a part that fails is the failure of all: much is saved faster so, since no page has to be kept
    /// as it was before each part.
    pub fn hold_whole<T>(&mut self, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.hold_as(WHOLE, body)
    }

    fn hold_as<T>(&mut self, how: u8, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.begin()?;
        let held = Held::new(&self.held, how);
        let result = body(self);
        let failed = self.held.load(Ordering::Relaxed) == FAILED;
        drop(held);
        self.end(if failed { result.and(Err(failed_part())) } else { result })
    }

    /// Runs `body` in a transaction: all of it is on disk when this returns, or nothing is. Within
    /// [`Store::hold`] it is a part of that.
    pub(super) fn write<T>(&mut self, body: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        match self.held.load(Ordering::Relaxed) {
            PARTS => return self.part(body),
            WHOLE => {
                return body(self).inspect_err(|_| self.held.store(FAILED, Ordering::Relaxed));
            }
            FAILED => return Err(failed_part()),
            _ => {}
        }
        self.begin()?;
        let result = body(self);
        self.end(result)
    }

    fn part<T>(&self, body: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.conn.execute_batch("SAVEPOINT part")?;
        let result =
            body(self).and_then(|value| Ok(self.conn.execute_batch("RELEASE part").map(|()| value)?));
        // Where SQLite took all of it back by itself, as on a full disk, there is no part any more.
        if result.is_err() && !self.conn.is_autocommit() {
            self.conn.execute_batch("ROLLBACK TO part; RELEASE part")?;
        }
        result
    }

    fn begin(&mut self) -> Result<()> {
        self.unlocked()?;
        // Left open by a panic that was caught further out: nobody was told that it was saved. The triggers
        // would go with it.
        if !self.conn.is_autocommit() {
            self.conn.execute_batch("ROLLBACK")?;
        }
        if !self.recorder {
            journal::install(&self.conn)?;
            self.recorder = true;
        }
        #[cfg(test)]
        match self.meanwhile.take() {
            Some((0, act)) => act(),
            later => self.meanwhile = later.map(|(times, act)| (times - 1, act)),
        }
        self.insist("BEGIN IMMEDIATE")
    }

    fn end<T>(&self, result: Result<T>) -> Result<T> {
        let result = result.and_then(|value| self.insist("COMMIT").map(|()| value));
        if result.is_err() && !self.conn.is_autocommit() {
            self.conn.execute_batch("ROLLBACK")?;
        }
        result.map_err(|error| disk::named(self.path.as_deref(), error))
    }

    /// Tries a statement again while another program holds the lock, several times the busy time-out.
    fn insist(&self, sql: &'static str) -> Result<()> {
        let mut tries = 0;
        loop {
            match self.conn.execute_batch(sql) {
                Err(error) if error::is_busy(&error) => tries += 1,
                result => return Ok(result?),
            }
            if tries >= open::TRIES {
                return Err(StoreError::Busy { seconds: u64::from(tries) * open::WAIT.as_secs() });
            }
            #[cfg(test)]
            if let Some(waiting) = &self.waiting {
                waiting();
            }
        }
    }
}

/// How changes are held together: not at all, as parts of one transaction each of which may fail, as one whole, and
/// as one of which a part failed.
const NOT: u8 = 0;
const PARTS: u8 = 1;
const WHOLE: u8 = 2;
const FAILED: u8 = 3;

/// That changes are held together, as long as it lives: also where a panic ends that.
struct Held(Arc<AtomicU8>);

impl Held {
    fn new(held: &Arc<AtomicU8>, how: u8) -> Self {
        held.store(how, Ordering::Relaxed);
        Self(Arc::clone(held))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.store(NOT, Ordering::Relaxed);
    }
}

fn failed_part() -> StoreError {
    StoreError::refused("a part of it failed, so none of it was done")
}

/// Asks a yes or no question of the library.
pub(super) fn holds(conn: &Connection, sql: &'static str, params: impl rusqlite::Params) -> Result<bool> {
    Ok(conn.prepare_cached(sql)?.query_row(params, |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use crate::model::query::Query;
    use crate::model::{ArticleId, Edit};
    use crate::store::fixture::{assert_indexed, import, store};
    use crate::store::{As, Result, Store, StoreError};

    fn count(store: &Store) -> u64 {
        store.count_articles(&Query::default()).unwrap()
    }

    #[test]
    fn what_a_panic_left_open_is_given_up_by_the_next_change() {
        let mut store = store();
        store.conn.execute_batch("BEGIN; UPDATE library SET note = 'half'").unwrap();
        store.apply(&[import("one", &["x"])]).unwrap();
        store.undo().unwrap();
        assert_eq!((count(&store), store.library_note().unwrap()), (0, None));
    }

    #[test]
    fn what_is_held_together_is_kept_together_or_not_at_all() {
        let mut store = store();
        let refused = |store: &mut Store| {
            store.apply(&[import("x", &["x"]), Edit::TrashArticle { article: ArticleId(99) }])
        };
        store
            .hold(|store| {
                let step = store.apply(&[import("one", &["x"])])?.step.unwrap_or_default();
                // One part is refused and leaves nothing; the others stand.
                assert!(matches!(refused(store), Err(StoreError::Refused(_))));
                store.apply_until(As::More(step, "two"), &[import("two", &["y"])], &|| false)
            })
            .unwrap();
        assert_eq!((count(&store), store.history(9).unwrap().len()), (2, 1));
        let failed: Result<()> = store.hold(|store| {
            store.apply(&[import("three", &["z"])])?;
            refused(store).map(drop)
        });
        assert!(failed.is_err());
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            let _ = store.hold(|store| -> Result<()> {
                store.apply(&[import("four", &["z"])])?;
                panic!("on the way");
            });
        }));
        assert!(panicked.is_err());
        assert_eq!(count(&store), 3, "it is not committed and still open");
        store.apply(&[import("five", &["z"])]).unwrap();
        assert_eq!((count(&store), store.history(9).unwrap().len()), (3, 2), "what was open is taken back");
        assert_indexed(&store);
        store.undo().unwrap();
        store.undo().unwrap();
        assert_eq!(count(&store), 0);
    }

    #[test]
    fn a_part_that_fails_is_the_failure_of_a_whole() {
        let mut store = store();
        let refuse = |store: &mut Store| {
            store.apply(&[import("x", &["x"]), Edit::TrashArticle { article: ArticleId(99) }])
        };
        // Also where what holds it together does not say so, and goes on.
        let failed: Result<()> = store.hold_whole(|store| {
            store.apply(&[import("one", &["x"])])?;
            assert!(matches!(refuse(store), Err(StoreError::Refused(_))));
            assert!(store.apply(&[import("two", &["y"])]).is_err());
            Ok(())
        });
        assert!(matches!(failed, Err(StoreError::Refused(_))));
        assert_eq!((count(&store), store.history(9).unwrap().len()), (0, 0));
        store
            .hold_whole(|store| {
                let step = store.apply(&[import("one", &["x"])])?.step.unwrap_or_default();
                assert!(store.takes_more(step)?);
                store.apply_until(As::More(step, "two"), &[import("two", &["y"])], &|| false)
            })
            .unwrap();
        assert_eq!((count(&store), store.history(9).unwrap().len()), (2, 1));
        assert_indexed(&store);
    }
}
