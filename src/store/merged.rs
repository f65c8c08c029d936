//! Drafts on themes that were merged into others: they go along, and come back with undo. A draft is no step; so
//! that a theme became another, and which drafts went along, is state beside the step.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::Result;
use super::step::holds;
use crate::model::ThemeId;

/// The theme that is gone is behind it; the value is the one that it became, and the drafts.
const KEY: &str = "merged ";
/// Whether a theme is gone by a step that stands, or by the one that is recorded: not because its making was undone.
/// Where it was merged before and is removed by another step, that is noted no more.
const STANDS: &str = "SELECT NOT EXISTS (SELECT 1 FROM themes WHERE id = ?1) AND ( \
    EXISTS (SELECT 1 FROM recorded WHERE tbl = 'themes' AND row = ?1 AND after IS NULL) \
    OR EXISTS (SELECT 1 FROM changes AS c JOIN steps AS s ON s.id = c.step \
        WHERE c.tbl = 'themes' AND c.row = ?1 AND c.after IS NULL AND s.undone = 0))";
/// Whether no step that took a theme away stands or can be done again.
const PAST: &str = "SELECT NOT EXISTS (SELECT 1 FROM recorded WHERE tbl = 'themes' AND row = ?1 AND after IS NULL) \
    AND NOT EXISTS (SELECT 1 FROM changes AS c JOIN steps AS s ON s.id = c.step \
        WHERE c.tbl = 'themes' AND c.row = ?1 AND c.after IS NULL AND s.closed = 0)";

#[derive(Debug)]
struct Merged {
    from: i64,
    into: i64,
    /// Those that went along.
    drafts: Vec<Along>,
}

/// A draft that went along.
#[derive(Debug)]
struct Along {
    draft: i64,
    /// The program whose it was, where it became nobody's by that.
    holder: Option<String>,
}

impl Along {
    /// The number, and behind `=` whose it was.
    fn read(text: &str) -> Option<Self> {
        let (draft, holder) =
            text.split_once('=').map_or((text, None), |(draft, whose)| (draft, Some(whose)));
        Some(Self { draft: draft.parse().ok()?, holder: holder.map(str::to_owned) })
    }

    fn text(&self) -> String {
        self.holder
            .as_ref()
            .map_or_else(|| self.draft.to_string(), |holder| format!("{}={holder}", self.draft))
    }
}

/// Notes that a theme became another.
pub(super) fn note(conn: &Connection, from: ThemeId, into: ThemeId) -> Result<()> {
    keep(conn, &Merged { from: from.0, into: into.0, drafts: Vec::new() })
}

/// A theme is removed: what was on it does not go anywhere.
pub(super) fn forget(conn: &Connection, theme: ThemeId) -> Result<()> {
    conn.prepare_cached("DELETE FROM state WHERE key = ?1")?.execute([format!("{KEY}{}", theme.0)])?;
    Ok(())
}

/// Puts each draft where its theme is by now: along with a merge that stands, else back. What is noted of a merge
/// that nothing brings back is let go.
pub(super) fn follow(conn: &Connection) -> Result<()> {
    let all = all(conn)?;
    // What one became may have become another in its turn.
    for _ in 0..=all.len() {
        let mut moved = false;
        for mut one in self::all(conn)? {
            if holds(conn, STANDS, [one.from])? {
                let came = on(conn, one.from)?;
                if came.is_empty() {
                    continue;
                }
                for draft in came {
                    let before = holder(conn, draft)?;
                    put(conn, draft, (one.from, one.into))?;
                    let now = holder(conn, draft)?;
                    let lost = before.filter(|_| now.is_none());
                    one.drafts.push(Along { draft, holder: lost });
                }
            } else if one.drafts.is_empty() {
                continue;
            } else {
                for along in std::mem::take(&mut one.drafts) {
                    put(conn, along.draft, (one.into, one.from))?;
                    give_back(conn, &along, one.from)?;
                }
            }
            keep(conn, &one)?;
            moved = true;
        }
        if !moved {
            break;
        }
    }
    for one in self::all(conn)? {
        if one.drafts.is_empty() && holds(conn, PAST, [one.from])? {
            forget(conn, ThemeId(one.from))?;
        }
    }
    Ok(())
}

/// The draft of a program that was on a theme which is gone and went along with it, by its number.
pub(super) fn along(conn: &Connection, theme: ThemeId, kind: &str, program: &str) -> Result<Option<i64>> {
    let Some(one) = all(conn)?.into_iter().find(|one| one.from == theme.0) else { return Ok(None) };
    let sql =
        "SELECT 1 FROM drafts WHERE id = ?1 AND kind = ?2 AND dropped IS NULL AND ifnull(holder, ?3) = ?4";
    let mut select = conn.prepare_cached(sql)?;
    for draft in one.drafts {
        if select.exists(params![draft.draft, kind, draft.holder, program])? {
            return Ok(Some(draft.draft));
        }
    }
    Ok(None)
}

fn holder(conn: &Connection, draft: i64) -> Result<Option<String>> {
    let mut select = conn.prepare_cached("SELECT holder FROM drafts WHERE id = ?1")?;
    Ok(select.query_row([draft], |row| row.get(0)).optional()?.flatten())
}

/// A draft that became nobody's when it went along is its program's again, where nobody took it and that has no
/// other there meanwhile.
fn give_back(conn: &Connection, along: &Along, theme: i64) -> Result<()> {
    let Some(holder) = &along.holder else { return Ok(()) };
    conn.prepare_cached(
        "UPDATE drafts SET holder = ?3 WHERE id = ?1 AND target = ?2 AND holder IS NULL AND dropped IS NULL \
         AND kind IN ('theme', 'description', 'name') AND NOT EXISTS (SELECT 1 FROM drafts AS o \
           WHERE o.kind = drafts.kind AND o.target = ?2 AND o.holder = ?3)",
    )?
    .execute(params![along.draft, theme, holder])?;
    Ok(())
}

fn all(conn: &Connection) -> Result<Vec<Merged>> {
    let mut select =
        conn.prepare_cached("SELECT key, value FROM state WHERE key >= ?1 AND key < ?1 || '~'")?;
    let rows = select.query_map([KEY], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut all = Vec::new();
    for row in rows {
        let (key, value) = row?;
        let mut parts = value.split(' ');
        let into = parts.next().and_then(|into| into.parse().ok());
        let from = key.strip_prefix(KEY).and_then(|from| from.parse().ok());
        if let (Some(from), Some(into)) = (from, into) {
            all.push(Merged { from, into, drafts: parts.filter_map(Along::read).collect() });
        }
    }
    Ok(all)
}

fn keep(conn: &Connection, one: &Merged) -> Result<()> {
    let numbers: Vec<String> =
        std::iter::once(one.into.to_string()).chain(one.drafts.iter().map(Along::text)).collect();
    conn.prepare_cached("INSERT OR REPLACE INTO state (key, value) VALUES (?1, ?2)")?
        .execute([format!("{KEY}{}", one.from), numbers.join(" ")])?;
    Ok(())
}

/// The drafts on a theme, those that were dropped too.
fn on(conn: &Connection, theme: i64) -> Result<Vec<i64>> {
    let mut select = conn.prepare_cached(
        "SELECT id FROM drafts WHERE kind IN ('theme', 'description', 'name') AND target = ?1 ORDER BY id",
    )?;
    Ok(select.query_map([theme], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?)
}

/// Puts a draft that is on one theme still on another. Where its program has one there, it is nobody's.
fn put(conn: &Connection, draft: i64, (from, to): (i64, i64)) -> Result<()> {
    conn.prepare_cached(
        "UPDATE drafts SET target = ?3, holder = CASE WHEN EXISTS (SELECT 1 FROM drafts AS o \
           WHERE o.kind = drafts.kind AND o.target = ?3 AND o.holder = drafts.holder) THEN NULL ELSE holder END \
         WHERE id = ?1 AND target = ?2 AND kind IN ('theme', 'description', 'name')",
    )?
    .execute(params![draft, from, to])?;
    Ok(())
}
