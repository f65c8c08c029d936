//! What a step did, row by row. While a step is recorded, triggers of this connection write each
//! changed row of the journalled tables as JSON; the columns that changed are kept. Undo replays
//! them backwards, redo forwards, so rows keep ids, UUIDs and times.

use std::fmt::Write;

use rusqlite::{CachedStatement, Connection, params};
use serde_json::{Map, Value};

use super::{Result, StoreError, said};

/// The form of the row images.
const VERSION: i64 = 1;

/// A journalled table and its columns after `id`.
pub(super) struct Table {
    pub name: &'static str,
    pub columns: &'static [&'static str],
}

pub(super) const TABLES: [Table; 8] = [
    Table {
        name: "collections",
        columns: &["uuid", "kind", "title", "byline", "url", "source", "language", "added", "trashed_at"],
    },
    Table {
        name: "articles",
        columns: &[
            "uuid", "title", "byline", "publication", "published", "url", "source", "format", "language",
            "status", "starred", "note", "revision", "words", "added", "trashed_at", "seed", "collection",
            "position", "said",
        ],
    },
    Table {
        name: "annotations",
        columns: &[
            "uuid", "article", "start", "end", "start_point", "end_point", "quote", "prefix", "suffix",
            "paragraph", "percent", "note", "state", "revision", "coder", "created", "updated", "page",
        ],
    },
    Table { name: "annotation_themes", columns: &["annotation", "theme"] },
    Table {
        name: "themes",
        columns: &[
            "uuid", "parent", "name", "folded", "description", "note", "color", "sign", "key", "created",
            "seed",
        ],
    },
    Table { name: "furniture", columns: &["article", "key", "bytes", "furniture"] },
    Table { name: "library", columns: &["note"] },
    Table { name: "dismissed", columns: &["theme", "article", "quote", "at"] },
];

/// A row image: column to value.
pub(super) type Image = Map<String, Value>;

/// A row that came (no `before`), went (no `after`) or changed (the changed columns alone).
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub table: String,
    pub row: i64,
    pub before: Option<Image>,
    pub after: Option<Image>,
}

impl Change {
    fn inverse(self) -> Self {
        Self { before: self.after, after: self.before, ..self }
    }

    /// A column of a row that came or went, or that changed.
    pub fn value(&self, column: &str) -> Option<&Value> {
        [&self.after, &self.before].into_iter().flatten().find_map(|image| image.get(column))
    }
}

/// Makes the triggers and their tables, which live as long as the connection.
pub(super) fn install(conn: &Connection) -> Result<()> {
    let mut sql = String::from(
        "CREATE TEMP TABLE IF NOT EXISTS recording (live INTEGER NOT NULL);\
         CREATE TEMP TABLE IF NOT EXISTS recorded (n INTEGER PRIMARY KEY, tbl TEXT, row INTEGER, before TEXT, after TEXT);\
         DELETE FROM recording; INSERT INTO recording VALUES (0);",
    );
    for Table { name, columns } in &TABLES {
        let image = |side: &str| {
            let pairs: Vec<String> = columns.iter().map(|c| format!("'{c}', {side}.\"{c}\"")).collect();
            format!("json_object('id', {side}.id, {})", pairs.join(", "))
        };
        let (old, new) = (image("old"), image("new"));
        for (event, before, after) in
            [("INSERT", "NULL", new.as_str()), ("UPDATE", &old, &new), ("DELETE", &old, "NULL")]
        {
            let row = if event == "DELETE" { "old.id" } else { "new.id" };
            // Writing to a string cannot fail.
            let _ = write!(
                sql,
                "CREATE TEMP TRIGGER IF NOT EXISTS record_{name}_{event} AFTER {event} ON main.{name} \
                 WHEN (SELECT live FROM recording) BEGIN \
                 INSERT INTO recorded (tbl, row, before, after) \
                 SELECT '{name}', {row}, {before}, {after} WHERE {before} IS NOT {after}; END;"
            );
        }
    }
    conn.execute_batch(&sql)?;
    Ok(())
}

/// Begins to record, with nothing recorded yet.
pub(super) fn start(conn: &Connection) -> Result<()> {
    conn.execute_batch("DELETE FROM recorded; UPDATE recording SET live = 1")?;
    Ok(())
}

pub(super) fn stop(conn: &Connection) -> Result<()> {
    conn.execute_batch("UPDATE recording SET live = 0")?;
    Ok(())
}

/// How many row changes were recorded so far.
pub(super) fn recorded(conn: &Connection) -> Result<i64> {
    let mut select = conn.prepare_cached("SELECT ifnull(max(n), 0) FROM recorded")?;
    Ok(select.query_row([], |row| row.get(0))?)
}

/// Whether any row is different from what it was before.
pub(super) fn is_something(conn: &Connection) -> Result<bool> {
    let mut select = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM (SELECT min(n) AS a, max(n) AS z FROM recorded GROUP BY tbl, row) AS ends \
         JOIN recorded AS first ON first.n = ends.a JOIN recorded AS last ON last.n = ends.z \
         WHERE first.before IS NOT last.after)",
    )?;
    Ok(select.query_row([], |row| row.get(0))?)
}

/// Moves what was recorded into the journal of `step`; calls `each` with every change.
pub(super) fn keep(conn: &Connection, step: i64, mut each: impl FnMut(&Change) -> Result<()>) -> Result<()> {
    let mut select = conn.prepare_cached("SELECT tbl, row, before, after FROM recorded ORDER BY n")?;
    let mut insert = conn.prepare_cached(
        "INSERT INTO changes (step, tbl, row, before, after, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let mut change = read(row)?;
        if let (Some(before), Some(after)) = (&mut change.before, &mut change.after) {
            before.retain(|column, value| after.get(column) != Some(value));
            after.retain(|column, _| before.contains_key(column));
        }
        each(&change)?;
        let text = |image: &Option<Image>| image.as_ref().map(|i| Value::Object(i.clone()).to_string());
        insert.execute(params![
            step,
            change.table,
            change.row,
            text(&change.before),
            text(&change.after),
            VERSION
        ])?;
    }
    drop(rows);
    conn.execute_batch("DELETE FROM recorded")?;
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> Result<Change> {
    let image = |text: Option<String>| -> Result<Option<Image>> {
        text.map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|error| StoreError::Journal(format!("a row image is damaged: {error}")))
    };
    Ok(Change {
        table: row.get(0)?,
        row: row.get(1)?,
        before: image(row.get(2)?)?,
        after: image(row.get(3)?)?,
    })
}

/// Which way a step is replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Back,
    Forth,
}

/// Has redo bring back the articles that undo is about to take away as they are now: that one was read
/// since it came is state, of which the row's image knows nothing.
fn keep_status(conn: &Connection, step: i64) -> Result<()> {
    conn.prepare_cached(
        "UPDATE changes SET after = json_set(after, '$.status', (SELECT status FROM articles WHERE id = changes.row)) \
         WHERE step = ?1 AND tbl = 'articles' AND before IS NULL AND version = ?2 \
         AND EXISTS (SELECT 1 FROM articles AS a WHERE a.id = changes.row AND a.status IS NOT json_extract(changes.after, '$.status'))",
    )?
    .execute(params![step, VERSION])?;
    Ok(())
}

/// Replays a step row by row; calls `each` with every change as it is made.
pub(super) fn replay(
    conn: &Connection,
    step: i64,
    way: Way,
    mut each: impl FnMut(&Change) -> Result<()>,
) -> Result<()> {
    if way == Way::Back {
        keep_status(conn, step)?;
    }
    let mut select = conn.prepare_cached(match way {
        Way::Back => "SELECT tbl, row, before, after, version FROM changes WHERE step = ?1 ORDER BY id DESC",
        Way::Forth => "SELECT tbl, row, before, after, version FROM changes WHERE step = ?1 ORDER BY id",
    })?;
    let mut replayers = TABLES.iter().map(|table| Replayer::new(conn, table)).collect::<Result<Vec<_>>>()?;
    let mut rows = select.query([step])?;
    let mut unsaid = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(4)? != VERSION {
            return Err(StoreError::Journal(format!(
                "step {step} was written in a form this program does not know"
            )));
        }
        let change = read(row)?;
        let change = if way == Way::Back { change.inverse() } else { change };
        let replayer = replayers.iter_mut().find(|r| r.name == change.table).ok_or_else(|| {
            StoreError::Journal(format!("it names a table {} that is not there", change.table))
        })?;
        replayer.apply(&change)?;
        each(&change)?;
        let came = change.after.as_ref().filter(|_| change.table == "articles" && change.before.is_none());
        if came.is_some_and(|image| !image.contains_key("said")) {
            unsaid.push(change.row);
        }
    }
    unsaid.into_iter().try_for_each(|row| said::recover(conn, row))
}

/// The three statements by which a row image becomes a row again. Their text comes from [`TABLES`] alone.
struct Replayer<'c> {
    name: &'static str,
    insert: CachedStatement<'c>,
    update: CachedStatement<'c>,
    delete: CachedStatement<'c>,
}

impl<'c> Replayer<'c> {
    fn new(conn: &'c Connection, Table { name, columns }: &Table) -> Result<Self> {
        let list: Vec<String> = columns.iter().map(|c| format!("\"{c}\"")).collect();
        let values: Vec<String> = columns.iter().map(|c| format!("json_extract(?2, '$.{c}')")).collect();
        let sets: Vec<String> = columns
            .iter()
            .map(|c| {
                format!("\"{c}\" = CASE WHEN json_type(?2, '$.{c}') IS NULL THEN \"{c}\" ELSE json_extract(?2, '$.{c}') END")
            })
            .collect();
        Ok(Self {
            name,
            insert: conn.prepare_cached(&format!(
                "INSERT INTO main.{name} (id, {}) VALUES (?1, {})",
                list.join(", "),
                values.join(", ")
            ))?,
            update: conn
                .prepare_cached(&format!("UPDATE main.{name} SET {} WHERE id = ?1", sets.join(", ")))?,
            delete: conn.prepare_cached(&format!("DELETE FROM main.{name} WHERE id = ?1"))?,
        })
    }

    fn apply(&mut self, change: &Change) -> Result<()> {
        let text = |image: &Image| Value::Object(image.clone()).to_string();
        let changed = match (&change.before, &change.after) {
            (_, Some(after)) if change.before.is_none() => {
                self.insert.execute(params![change.row, text(after)])?
            }
            (Some(_), Some(after)) => self.update.execute(params![change.row, text(after)])?,
            _ => self.delete.execute(params![change.row])?,
        };
        if changed == 1 {
            Ok(())
        } else {
            Err(StoreError::Journal(format!("row {} of {} is not there any more", change.row, self.name)))
        }
    }
}

#[cfg(test)]
mod tests;
