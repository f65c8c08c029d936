//! Drafts on themes that were merged into others: they go along, and come back with undo. A draft is no step; so
//! that a theme became another, and which drafts went along, is state beside the step.

use rusqlite::{Connection, params};

use super::Result;
use super::step::holds;
use crate::model::ThemeId;

/// The theme that is gone is behind it; the value is the one that it became, and the numbers of drafts.
const KEY: &str = "merged ";
const THERE: &str = "SELECT EXISTS (SELECT 1 FROM themes WHERE id = ?1)";

#[derive(Debug)]
struct Merged {
    from: i64,
    into: i64,
    /// Those that went along.
    drafts: Vec<i64>,
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

/// Puts each draft where its theme is by now.
pub(super) fn follow(conn: &Connection) -> Result<()> {
    let all = all(conn)?;
    // What one became may have become another in its turn.
    for _ in 0..=all.len() {
        let mut moved = false;
        for mut one in self::all(conn)? {
            let (came, from, to) = if holds(conn, THERE, [one.from])? {
                (std::mem::take(&mut one.drafts), one.into, one.from)
            } else {
                (on(conn, one.from)?, one.from, one.into)
            };
            if came.is_empty() {
                continue;
            }
            for draft in &came {
                put(conn, *draft, (from, to))?;
            }
            if to == one.into {
                one.drafts.extend(came);
            }
            keep(conn, &one)?;
            moved = true;
        }
        if !moved {
            break;
        }
    }
    Ok(())
}

fn all(conn: &Connection) -> Result<Vec<Merged>> {
    let mut select =
        conn.prepare_cached("SELECT key, value FROM state WHERE key >= ?1 AND key < ?1 || '~'")?;
    let rows = select.query_map([KEY], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut all = Vec::new();
    for row in rows {
        let (key, value) = row?;
        let mut numbers = value.split(' ').filter_map(|number| number.parse().ok());
        let from = key.strip_prefix(KEY).and_then(|from| from.parse().ok());
        if let (Some(from), Some(into)) = (from, numbers.next()) {
            all.push(Merged { from, into, drafts: numbers.collect() });
        }
    }
    Ok(all)
}

fn keep(conn: &Connection, one: &Merged) -> Result<()> {
    let numbers: Vec<String> = [one.into].iter().chain(&one.drafts).map(ToString::to_string).collect();
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
