//! Edits of the tree of themes.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{Act, Said, dismissed, look};
use crate::model::{ThemeId, ThemeName, fold, split_path};
use crate::store::look::{new_color, new_sign};
use crate::store::pieces::size;
use crate::store::step::holds;
use crate::store::{Result, StoreError, merged};

/// The theme that is meant; a path is made where it does not exist.
pub(super) fn resolve(act: &Act<'_>, name: &ThemeName) -> Result<ThemeId> {
    match name {
        ThemeName::Id(id) => look::theme(act.conn, *id).map(|_| *id),
        ThemeName::Path(path) => ensure(act, path).map(|(id, _)| id),
    }
}

/// The theme of that path, made with each missing parent; whether it was made.
pub(in crate::store) fn ensure(act: &Act<'_>, path: &str) -> Result<(ThemeId, bool)> {
    let mut here: Option<ThemeId> = None;
    let mut made = false;
    for name in split_path(path) {
        let parent = here.map(|id| id.0);
        (here, made) = match look::child(act.conn, parent, &fold(&name))? {
            Some(id) => (Some(id), false),
            None => (Some(insert(act, parent, &name, act.clock.id(), None)?), true),
        };
    }
    let id =
        here.ok_or_else(|| StoreError::refused("a theme needs a name (give it at least one character)"))?;
    Ok((id, made))
}

/// Makes the row of a theme; without a colour it gets one that tells it from the others.
pub(super) fn insert(
    act: &Act<'_>,
    parent: Option<i64>,
    name: &str,
    uuid: Uuid,
    color: Option<&str>,
) -> Result<ThemeId> {
    let color = match color.filter(|color| crate::model::is_color(color)) {
        Some(color) => color.to_ascii_lowercase(),
        None => new_color(act.conn)?,
    };
    let sign = new_sign(act.conn, name)?;
    let key = free_digit(act.conn)?;
    act.conn
        .prepare_cached(
            "INSERT INTO themes (uuid, parent, name, folded, color, sign, key, created) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![uuid.to_string(), parent, name, fold(name), color, sign, key, act.now])?;
    Ok(ThemeId(act.conn.last_insert_rowid()))
}

/// The lowest digit that no theme has: a new theme is at once two keys away, and keeps its digit
/// until the user moves it.
fn free_digit(conn: &Connection) -> Result<Option<u8>> {
    let mut taken = conn.prepare_cached("SELECT 1 FROM themes WHERE key = ?1")?;
    for digit in 1..=9 {
        if !taken.exists([digit])? {
            return Ok(Some(digit));
        }
    }
    Ok(None)
}

/// Refuses a name that a sibling has.
fn free(act: &Act<'_>, parent: Option<i64>, name: &str, itself: ThemeId) -> Result<()> {
    match look::child(act.conn, parent, &fold(name))? {
        Some(other) if other != itself => Err(StoreError::refused(format!(
            "there is a theme “{}” already (choose another name, or merge the two)",
            look::path(act.conn, other)?
        ))),
        _ => Ok(()),
    }
}

pub(super) fn add(act: &Act<'_>, path: &str) -> Result<Said> {
    let (id, made) = ensure(act, path)?;
    let path = look::path(act.conn, id)?;
    if !made {
        return Err(StoreError::refused(format!("there is a theme “{path}” already (choose another name)")));
    }
    Ok(Said::new(format!("new theme {path}"), "{n} new themes"))
}

pub(super) fn rename(act: &Act<'_>, id: ThemeId, name: &str) -> Result<Said> {
    let row = look::theme(act.conn, id)?;
    let before = look::path(act.conn, id)?;
    let names = split_path(name);
    let [name] = names.as_slice() else {
        return Err(StoreError::refused(
            "a theme has one name (write \\/ for a slash in it; `move` puts it below another theme)",
        ));
    };
    free(act, row.parent, name, id)?;
    act.conn.prepare_cached("UPDATE themes SET name = ?2, folded = ?3 WHERE id = ?1")?.execute(params![
        id.0,
        name,
        fold(name)
    ])?;
    let after = look::path(act.conn, id)?;
    Ok(Said::new(format!("rename {before} to {after}"), "rename {n} themes"))
}

pub(super) fn merge(act: &Act<'_>, from: &[ThemeId], into: ThemeId) -> Result<Said> {
    let target = look::path(act.conn, into)?;
    let above = look::lineage(act.conn, into)?;
    let mut names = Vec::new();
    for id in from {
        let path = look::path(act.conn, *id)?;
        if *id == into {
            return Err(StoreError::refused(format!(
                "“{path}” cannot be merged into itself (name another theme)"
            )));
        }
        if above.contains(&id.0) {
            return Err(StoreError::refused(format!(
                "“{path}” cannot be merged into “{target}”, which lies below it (move that to the top first)"
            )));
        }
        names.push(path);
    }
    let mut passages = 0;
    let mut done: Vec<ThemeId> = Vec::new();
    for id in from {
        if !done.contains(id) {
            merge_one(act, *id, into, &mut passages, &mut done)?;
        }
    }
    merged::follow(act.conn)?;
    let unit = if passages == 1 { "passage" } else { "passages" };
    let label = format!("merge {} into {target} ({passages} {unit})", names.join(", "));
    Ok(Said::new(label, format!("merge themes {{n}} times into {target}")))
}

/// Children of the same name are merged too; `done` gathers every theme that is gone.
fn merge_one(
    act: &Act<'_>,
    from: ThemeId,
    into: ThemeId,
    passages: &mut usize,
    done: &mut Vec<ThemeId>,
) -> Result<()> {
    let conn = act.conn;
    let (source, target) = (look::theme(conn, from)?, look::theme(conn, into)?);
    // Out of the way of a child of its own name that is lifted beside it.
    conn.prepare_cached("UPDATE themes SET folded = '/' || id, key = NULL WHERE id = ?1")?
        .execute([from.0])?;
    *passages += size(
        conn.prepare_cached("SELECT count(*) FROM annotation_themes WHERE theme = ?1")?
            .query_row([from.0], |row| row.get(0))?,
    );
    conn.prepare_cached(
        "DELETE FROM annotation_themes WHERE theme = ?1 \
         AND annotation IN (SELECT annotation FROM annotation_themes WHERE theme = ?2)",
    )?
    .execute(params![from.0, into.0])?;
    conn.prepare_cached("UPDATE annotation_themes SET theme = ?2 WHERE theme = ?1")?
        .execute(params![from.0, into.0])?;
    dismissed::merge(act, from, into)?;
    let join = |a: Option<String>, b: Option<String>| match (a, b) {
        (Some(a), Some(b)) if a != b => Some(format!("{a}\n\n{b}")),
        (a, b) => a.or(b),
    };
    conn.prepare_cached("UPDATE themes SET description = ?2, note = ?3, key = ?4 WHERE id = ?1")?.execute(
        params![
            into.0,
            join(target.description, source.description),
            join(target.note, source.note),
            target.key.or(source.key)
        ],
    )?;
    for child in children(act, from)? {
        match look::child(conn, Some(into.0), &look::theme(conn, child)?.folded)? {
            Some(there) => merge_one(act, child, there, passages, done)?,
            None => put_below(act, child, Some(into.0))?,
        }
    }
    conn.prepare_cached("DELETE FROM themes WHERE id = ?1")?.execute([from.0])?;
    conn.prepare_cached(
        "INSERT INTO recent (theme, used) SELECT ?2, used FROM recent WHERE theme = ?1 \
         ON CONFLICT (theme) DO UPDATE SET used = max(used, excluded.used)",
    )?
    .execute(params![from.0, into.0])?;
    merged::note(conn, from, into)?;
    done.push(from);
    Ok(())
}

fn children(act: &Act<'_>, parent: ThemeId) -> Result<Vec<ThemeId>> {
    let mut select = act.conn.prepare_cached("SELECT id FROM themes WHERE parent = ?1 ORDER BY id")?;
    Ok(select.query_map([parent.0], |row| row.get(0).map(ThemeId))?.collect::<Result<_, _>>()?)
}

fn put_below(act: &Act<'_>, id: ThemeId, parent: Option<i64>) -> Result<()> {
    act.conn.prepare_cached("UPDATE themes SET parent = ?2 WHERE id = ?1")?.execute(params![id.0, parent])?;
    Ok(())
}

pub(super) fn move_to(act: &Act<'_>, id: ThemeId, parent: Option<ThemeId>) -> Result<Said> {
    let row = look::theme(act.conn, id)?;
    let path = look::path(act.conn, id)?;
    let place = match parent {
        None => "the top".to_owned(),
        Some(parent) => {
            let place = look::path(act.conn, parent)?;
            if look::lineage(act.conn, parent)?.contains(&id.0) {
                return Err(StoreError::refused(format!(
                    "“{path}” cannot be moved below “{place}”, which is itself or lies below it (name another parent)"
                )));
            }
            place
        }
    };
    free(act, parent.map(|p| p.0), &row.name, id)?;
    put_below(act, id, parent.map(|p| p.0))?;
    Ok(Said::new(format!("move {path} to {place}"), format!("move {{n}} themes to {place}")))
}

pub(super) fn describe(act: &Act<'_>, id: ThemeId, description: Option<&str>) -> Result<Said> {
    let path = look::path(act.conn, id)?;
    act.conn
        .prepare_cached("UPDATE themes SET description = ?2 WHERE id = ?1")?
        .execute(params![id.0, look::note(description)])?;
    Ok(Said::new(format!("description of {path}"), "description of {n} themes"))
}

pub(in crate::store) fn color(act: &Act<'_>, id: ThemeId, color: &str) -> Result<Said> {
    let path = look::path(act.conn, id)?;
    let fits = crate::model::is_color(color);
    if !fits {
        return Err(StoreError::refused(format!(
            "“{color}” is not a colour (write #rrggbb, such as #0072b2)"
        )));
    }
    act.conn
        .prepare_cached("UPDATE themes SET color = ?2 WHERE id = ?1")?
        .execute(params![id.0, color.to_ascii_lowercase()])?;
    Ok(Said::new(format!("colour of {path}"), "colour of {n} themes"))
}

pub(super) fn pin(act: &Act<'_>, id: ThemeId, key: Option<u8>) -> Result<Said> {
    let path = look::path(act.conn, id)?;
    let Some(key) = key else {
        act.conn.prepare_cached("UPDATE themes SET key = NULL WHERE id = ?1")?.execute([id.0])?;
        return Ok(Said::new(format!("no digit for {path}"), "no digit for {n} themes"));
    };
    if !(1..=9).contains(&key) {
        return Err(StoreError::refused(format!("{key} is not a digit to pin to (choose 1 to 9)")));
    }
    act.conn
        .prepare_cached("UPDATE themes SET key = NULL WHERE key = ?2 AND id <> ?1")?
        .execute(params![id.0, key])?;
    act.conn.prepare_cached("UPDATE themes SET key = ?2 WHERE id = ?1")?.execute(params![id.0, key])?;
    Ok(Said::new(format!("pin {path} to {key}"), "pin {n} themes"))
}

pub(in crate::store) fn remove(act: &Act<'_>, id: ThemeId) -> Result<Said> {
    let row = look::theme(act.conn, id)?;
    let path = look::path(act.conn, id)?;
    act.conn.prepare_cached("DELETE FROM annotation_themes WHERE theme = ?1")?.execute([id.0])?;
    dismissed::forget(act, id)?;
    act.conn.prepare_cached("UPDATE themes SET folded = '/' || id WHERE id = ?1")?.execute([id.0])?;
    for child in children(act, id)? {
        let name = look::theme(act.conn, child)?.name;
        let taken = |name: &str| {
            let sql = "SELECT EXISTS (SELECT 1 FROM themes WHERE ifnull(parent, 0) = ?1 AND folded = ?2)";
            holds(act.conn, sql, params![row.parent.unwrap_or(0), fold(name)])
        };
        // A lifted child never merges with a theme of its name: it gets a number.
        let mut free = name.clone();
        let mut n = 2;
        while taken(&free)? {
            free = format!("{name} {n}");
            n += 1;
        }
        if free == name {
            put_below(act, child, row.parent)?;
        } else {
            // Its own siblings may have the numbered name, so name and parent change at once.
            act.conn
                .prepare_cached("UPDATE themes SET name = ?2, folded = ?3, parent = ?4 WHERE id = ?1")?
                .execute(params![child.0, free, fold(&free), row.parent])?;
        }
    }
    act.conn.prepare_cached("DELETE FROM themes WHERE id = ?1")?.execute([id.0])?;
    merged::forget(act.conn, id)?;
    Ok(Said::new(format!("remove theme {path}"), "remove {n} themes"))
}
