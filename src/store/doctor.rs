//! What can go wrong with a library, looked for.

use rusqlite::Connection;

use super::index::index_article;
use super::migrate::{self, APPLICATION_ID};
use super::pieces::{load_parts, size, window};
use super::{Result, Store, StoreError, disk};
use crate::model::State;
use crate::text::Span;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub check: &'static str,
    pub ok: bool,
    /// A sentence on what was found.
    pub detail: String,
    /// How to mend it, where there is something to mend or to look at.
    pub mend: Option<&'static str>,
}

fn check(check: &'static str, ok: bool, detail: impl Into<String>, mend: &'static str) -> Check {
    Check { check, ok, detail: detail.into(), mend: (!ok).then_some(mend) }
}

const BACKUP: &str = "Put a backup in its place, or save what can be read with `postil export`.";
const REINDEX: &str =
    "Searching misses them; all else works. `postil doctor --repair` builds the search tables anew.";

impl Store {
    /// Looks at the whole library: takes as long as reading it once. Changes nothing. What cannot
    /// be read for a check is what that check found; the others go on.
    pub fn doctor(&self) -> Vec<Check> {
        type Look = fn(&Store) -> Result<Check>;
        let looks: [(&str, Look); 9] = [
            ("file", Self::file),
            ("journal", Self::journal_mode),
            ("integrity", Self::pages),
            ("references", Self::references),
            ("texts", Self::texts),
            ("quotes", Self::quotes),
            ("search", Self::search_tables),
            ("lost", Self::lost),
            ("drafts", Self::waiting_drafts),
        ];
        let looked = looks.into_iter().map(|(name, look)| {
            look(self).unwrap_or_else(|error| {
                let why = error.to_string();
                // The advice of an error to look the library over is what is being done.
                let why = why.split(" (").next().unwrap_or_default();
                check(name, false, format!("This could not be read: {why}."), BACKUP)
            })
        });
        looked.collect()
    }

    /// Builds anew what is made of other things: the search tables, and the indexes of tables. Of what they
    /// are made nothing changes.
    pub fn repair(&mut self) -> Result<()> {
        self.reindex()?;
        self.write(|store| Ok(store.conn.execute_batch("REINDEX")?))
    }

    /// Builds the search tables anew from what they index.
    pub fn reindex(&mut self) -> Result<()> {
        self.write(|store| {
            store.conn.execute_batch(
                "INSERT INTO text_fts (text_fts) VALUES ('delete-all'); DELETE FROM annotation_fts; \
                 DELETE FROM article_fts; DELETE FROM indexed",
            )?;
            let mut select = store.conn.prepare("SELECT id FROM articles ORDER BY id")?;
            let ids = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            ids.into_iter().try_for_each(|id| index_article(&store.conn, id))
        })
    }

    fn file(&self) -> Result<Check> {
        let id: i64 = self.conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let version = migrate::version(&self.conn)?;
        let ok = id == APPLICATION_ID && version == migrate::known(migrate::ALL);
        Ok(check("file", ok, format!("A postil library of schema {version}."), BACKUP))
    }

    fn journal_mode(&self) -> Result<Check> {
        let mode: String = self.conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        let kind = self.path().and_then(disk::file_system).unwrap_or_else(|| "an unknown kind".into());
        let remote = self.path().is_some_and(disk::is_remote);
        let detail = if remote {
            format!(
                "On a network or FUSE file system ({kind}), so without a write-ahead log ({mode}); two programs at once are slower there."
            )
        } else {
            format!("Journal mode {mode} on a file system of {kind}.")
        };
        Ok(check(
            "journal",
            !(remote && mode == "wal"),
            detail,
            "Close all programs that use the library and open it again.",
        ))
    }

    fn pages(&self) -> Result<Check> {
        let mut select = self.conn.prepare("PRAGMA integrity_check(10)")?;
        let found = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        let ok = found == ["ok"];
        let detail = if ok { "The database is whole.".into() } else { found.join("; ") };
        Ok(check("integrity", ok, detail, BACKUP))
    }

    fn references(&self) -> Result<Check> {
        let broken = count(&self.conn, "SELECT count(*) FROM pragma_foreign_key_check")?;
        let detail = format!("{broken} rows point to something that is not there.");
        Ok(check("references", broken == 0, detail, BACKUP))
    }

    fn texts(&self) -> Result<Check> {
        let broken = count(
            &self.conn,
            "SELECT count(*) FROM articles AS a LEFT JOIN revisions AS r ON r.id = a.revision WHERE r.bytes IS NOT \
             (SELECT ifnull(sum(length(CAST(body AS BLOB))), 0) FROM pieces WHERE revision = a.revision)",
        )?;
        let mut select = self.conn.prepare("SELECT revision FROM articles WHERE revision IS NOT NULL")?;
        let revisions = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let (mut newer, mut unreadable) = (0, 0);
        for revision in revisions {
            match load_parts(&self.conn, revision) {
                Ok(parts) => newer += i64::from(parts.newer > 0),
                Err(StoreError::NewerText) => newer += 1,
                Err(StoreError::Damaged(_)) => unreadable += 1,
                Err(error) => return Err(error),
            }
        }
        let broken = broken.max(unreadable);
        let newer = match newer {
            0 => String::new(),
            1 => " 1 has markup of a newer postil, which this one leaves out: update postil.".to_owned(),
            n => format!(" {n} have markup of a newer postil, which this one leaves out: update postil."),
        };
        Ok(check("texts", broken == 0, format!("{broken} articles have an incomplete text.{newer}"), BACKUP))
    }

    fn quotes(&self) -> Result<Check> {
        let mut select = self.conn.prepare(
            "SELECT n.start, n.\"end\", n.quote, n.revision, a.revision FROM annotations AS n \
             JOIN articles AS a ON a.id = n.article WHERE n.state IN ('placed', 'moved')",
        )?;
        let mut rows = select.query([])?;
        let mut astray = 0;
        while let Some(row) = rows.next()? {
            let span = Span::new(size(row.get(0)?), size(row.get(1)?));
            let (revision, current): (i64, i64) = (row.get(3)?, row.get(4)?);
            let window = window(&self.conn, current, span, 0)?;
            let quote = row.get_ref(2)?.as_str().unwrap_or_default();
            astray += i64::from(revision != current || window.inside(span).of(&window.text) != quote);
        }
        let detail = match astray {
            0 => self.on_their_words()?,
            1 => "1 annotation does not lie on the words it quotes.".to_owned(),
            n => format!("{n} annotations do not lie on the words they quote."),
        };
        Ok(check(
            "quotes",
            astray == 0,
            detail,
            "Move them with `postil amend ANNOTATION --span START..END`.",
        ))
    }

    /// What is said where no annotation is astray: one that changed or is lost with its text is known to be.
    fn on_their_words(&self) -> Result<String> {
        let number = |state: State| -> Result<i64> {
            let sql = "SELECT count(*) FROM annotations WHERE state = ?1";
            Ok(self.conn.query_row(sql, [state.word()], |row| row.get(0))?)
        };
        let mut but = Vec::new();
        for state in [State::Changed, State::Lost] {
            let n = number(state)?;
            if n > 0 {
                but.push(format!("{n} {}", state.word()));
            }
        }
        Ok(if but.is_empty() {
            "Every annotation lies on the words it quotes.".to_owned()
        } else {
            format!(
                "Every annotation lies on the words it quotes, but for {} with its text.",
                but.join(" and ")
            )
        })
    }

    fn search_tables(&self) -> Result<Check> {
        let apart = count(
            &self.conn,
            "SELECT (SELECT count(*) FROM articles AS a LEFT JOIN indexed AS i ON i.article = a.id \
              WHERE iif(a.trashed_at IS NULL, a.revision, NULL) IS NOT i.revision) \
             + abs((SELECT count(*) FROM text_fts_docsize) \
              - (SELECT count(*) FROM indexed AS i JOIN pieces AS p ON p.revision = i.revision)) \
             + abs((SELECT count(*) FROM article_fts_docsize) - (SELECT count(*) FROM indexed)) \
             + abs((SELECT count(*) FROM annotation_fts_docsize) \
              - (SELECT count(*) FROM annotations WHERE article IN (SELECT article FROM indexed)))",
        )?;
        let detail = format!("{apart} texts, quotes or notes are not found as they should be.");
        Ok(check("search", apart == 0, detail, REINDEX))
    }

    fn lost(&self) -> Result<Check> {
        let lost = count(&self.conn, "SELECT count(*) FROM annotations WHERE state = 'lost'")?;
        let mend = (lost > 0).then_some("`postil annotations --unplaced` lists them.");
        let detail =
            if lost == 1 { "1 annotation is lost.".into() } else { format!("{lost} annotations are lost.") };
        Ok(Check { check: "lost", ok: true, detail, mend })
    }

    fn waiting_drafts(&self) -> Result<Check> {
        let drafts = count(&self.conn, "SELECT count(*) FROM drafts WHERE dropped IS NULL")?;
        let mend = (drafts > 0).then_some(
            "`postil drafts` lists them; Enter on one in the list of gd, in the reader, goes on with it.",
        );
        let detail = if drafts == 1 { "1 draft waits.".into() } else { format!("{drafts} drafts wait.") };
        Ok(Check { check: "drafts", ok: true, detail, mend })
    }
}

fn count(conn: &Connection, sql: &'static str) -> Result<i64> {
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use crate::model::{ArticleId, BlockKind, Edit};
    use crate::store::Store;
    use crate::store::fixture::{assert_indexed, dump, filled, tag};

    fn bad(store: &Store) -> Vec<&'static str> {
        store.doctor().into_iter().filter(|c| !c.ok).map(|c| c.check).collect()
    }

    #[test]
    fn a_whole_library_is_well_and_each_fault_is_found() {
        let mut store = filled();
        store.apply(&[tag(1, (7, 10), &["a"]), tag(3, (7, 11), &["a"])]).unwrap();
        store.apply(&[Edit::TrashArticle { article: ArticleId(3) }]).unwrap();
        assert_eq!(bad(&store), [""; 0]);
        let conn = store.conn();
        for (sql, found) in [
            ("UPDATE annotations SET quote = 'Tho'", "quotes"),
            ("UPDATE annotations SET revision = 9", "quotes"),
            ("DELETE FROM annotation_fts", "search"),
            ("DELETE FROM indexed", "search"),
            ("PRAGMA application_id = 1", "file"),
        ] {
            conn.execute_batch(&format!("SAVEPOINT fault; {sql}")).unwrap();
            assert_eq!(bad(&store), [found], "{sql}");
            conn.execute_batch("ROLLBACK TO fault; RELEASE fault").unwrap();
        }
        conn.execute_batch("SAVEPOINT fault; UPDATE pieces SET body = 'x' WHERE id = 1").unwrap();
        assert!(bad(&store).contains(&"texts"));
        conn.execute_batch("ROLLBACK TO fault; RELEASE fault").unwrap();
        conn.pragma_update(None, "foreign_keys", false).unwrap();
        conn.execute_batch("SAVEPOINT fault; UPDATE annotation_themes SET theme = 99").unwrap();
        assert_eq!(bad(&store), ["references"]);
        conn.execute_batch("ROLLBACK TO fault; RELEASE fault").unwrap();
    }

    #[test]
    fn what_changed_with_its_text_is_said_to_lie_on_other_words() {
        let mut store = filled();
        store.apply(&[tag(1, (7, 10), &["a"]), tag(1, (0, 3), &["b"])]).unwrap();
        let said = |store: &Store| {
            store.doctor().into_iter().find(|c| c.check == "quotes").map(|c| (c.ok, c.detail)).unwrap()
        };
        assert_eq!(said(&store), (true, "Every annotation lies on the words it quotes.".into()));
        store
            .conn()
            .execute("UPDATE annotations SET state = 'changed', quote = 'old' WHERE id = 1", [])
            .unwrap();
        let told = "Every annotation lies on the words it quotes, but for 1 changed with its text.";
        assert_eq!(said(&store), (true, told.into()));
    }

    #[test]
    fn markup_of_a_newer_program_is_told_and_is_no_damage() {
        let store = filled();
        let blob: Vec<u8> = store
            .conn()
            .query_row("SELECT blocks FROM revisions WHERE id = 1", [], |row| row.get(0))
            .unwrap();
        let mut newer = blob;
        // The kind of the first block: behind the version and the number of the blocks.
        newer[2] = 99;
        store.conn().execute("UPDATE revisions SET blocks = ?1 WHERE id = 1", [newer]).unwrap();
        assert_eq!(bad(&store), [""; 0]);
        let texts = store.doctor().into_iter().find(|check| check.check == "texts").unwrap().detail;
        assert!(
            texts
                .ends_with("text. 1 has markup of a newer postil, which this one leaves out: update postil."),
            "{texts}"
        );
        assert_eq!(store.document(ArticleId(1)).unwrap().blocks[0].kind, BlockKind::Paragraph);
    }

    #[test]
    fn what_cannot_be_read_is_a_finding_and_the_rest_goes_on() {
        let store = filled();
        store.conn().execute_batch("DROP TABLE drafts").unwrap();
        let checks = store.doctor();
        assert_eq!(checks.len(), 9);
        let drafts = checks.last().unwrap();
        assert!(!drafts.ok && drafts.detail.starts_with("This could not be read: "), "{drafts:?}");
        assert_eq!(bad(&store), ["drafts"]);
    }

    #[test]
    fn search_is_built_anew() {
        let mut store = filled();
        store.apply(&[tag(1, (7, 10), &["a"])]).unwrap();
        let before = dump(&store);
        store.conn().execute_batch("DELETE FROM annotation_fts; DELETE FROM indexed").unwrap();
        store.repair().unwrap();
        assert_eq!(bad(&store), [""; 0]);
        assert_indexed(&store);
        assert_eq!(dump(&store), before, "what it is made of stays");
    }
}
