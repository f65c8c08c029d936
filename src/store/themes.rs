//! The themes as a tree with counts.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::articles::uuid;
use super::step::holds;
use super::tree::Tree;
use super::{Result, Store};
use crate::model::{Theme, ThemeId};

/// What is on a theme and on those below it.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    annotations: u64,
    articles: u64,
    /// The article and the annotation that were counted last.
    last: (i64, i64),
}

/// What is on each theme that has anything on it.
fn counts(conn: &Connection, tree: &Tree) -> Result<HashMap<ThemeId, Count>> {
    // In the order of an index, so that no two articles or annotations have to be told apart but
    // those that follow each other.
    let mut statement = conn.prepare_cached(
        "SELECT n.article, n.id, x.theme FROM annotations n \
         JOIN annotation_themes x ON x.annotation = n.id \
         WHERE n.article NOT IN (SELECT id FROM articles WHERE trashed_at IS NOT NULL) \
         ORDER BY n.article, n.start, n.\"end\", n.id",
    )?;
    let mut rows = statement.query([])?;
    let mut counts: HashMap<ThemeId, Count> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (article, annotation): (i64, i64) = (row.get(0)?, row.get(1)?);
        for theme in tree.upward(ThemeId(row.get(2)?)) {
            let count = counts.entry(theme).or_default();
            count.articles += u64::from(count.last.0 != article);
            count.annotations += u64::from(count.last.1 != annotation);
            count.last = (article, annotation);
        }
    }
    Ok(counts)
}

impl Store {
    /// All themes in tree order: a parent before its children, siblings by name, case and accents
    /// aside and numbers as numbers. Counts take in the themes below and leave out the trash. O(annotations).
    pub fn themes(&self) -> Result<Vec<Theme>> {
        let conn = self.conn();
        let tree = Tree::load(conn)?;
        let counts = counts(conn, &tree)?;
        let mut statement = conn.prepare_cached(
            "SELECT t.id, t.uuid, t.name, t.parent, t.description, t.note, t.color, t.sign, t.key, r.used \
             FROM themes t LEFT JOIN recent r ON r.theme = t.id",
        )?;
        let rows = statement.query_map([], |row| {
            let id = ThemeId(row.get(0)?);
            let Count { annotations, articles, .. } = counts.get(&id).copied().unwrap_or_default();
            Ok(Theme {
                id,
                uuid: uuid(row, 1)?,
                name: row.get(2)?,
                path: tree.path(id).to_owned(),
                parent: row.get::<_, Option<i64>>(3)?.map(ThemeId),
                description: row.get(4)?,
                note: row.get(5)?,
                color: row.get(6)?,
                sign: row.get(7)?,
                key: row.get(8)?,
                annotations,
                articles,
                used: row.get(9)?,
            })
        })?;
        let mut found: HashMap<ThemeId, Theme> = HashMap::new();
        for theme in rows {
            let theme = theme?;
            found.insert(theme.id, theme);
        }
        Ok(tree.order.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// One theme as [`Self::themes`] has it. O(annotations) as well.
    pub fn theme(&self, id: ThemeId) -> Result<Option<Theme>> {
        Ok(self.themes()?.into_iter().find(|theme| theme.id == id))
    }

    /// Whether there is such a theme. O(log themes), where [`Self::theme`] counts what is on all of them.
    pub fn has_theme(&self, id: ThemeId) -> Result<bool> {
        holds(self.conn(), "SELECT EXISTS (SELECT 1 FROM themes WHERE id = ?1)", [id.0])
    }

    /// The path of a theme. O(themes).
    pub fn theme_path(&self, id: ThemeId) -> Result<Option<String>> {
        Ok(if self.has_theme(id)? { Some(Tree::load(self.conn())?.path(id).to_owned()) } else { None })
    }

    /// The note on a theme; also nothing where there is no such theme.
    pub fn theme_note(&self, id: ThemeId) -> Result<Option<String>> {
        let mut select = self.conn().prepare_cached("SELECT note FROM themes WHERE id = ?1")?;
        Ok(select.query_row([id.0], |row| row.get(0)).optional()?.flatten())
    }

    /// A theme and those below it.
    pub fn with_below(&self, theme: ThemeId) -> Result<Vec<ThemeId>> {
        Ok(Tree::load(self.conn())?.with_below(theme))
    }
}

#[cfg(test)]
mod tests;

impl Store {
    /// The name that a theme had which was removed, as far as the history knows it.
    pub fn gone_theme(&self, id: ThemeId) -> Result<Option<String>> {
        let mut select = self.conn.prepare_cached(
            "SELECT coalesce(before, after) ->> 'name' FROM changes WHERE tbl = 'themes' AND row = ?1 \
             AND (before IS NULL OR after IS NULL) ORDER BY id DESC LIMIT 1",
        )?;
        Ok(select.query_row([id.0], |row| row.get::<_, Option<String>>(0)).optional()?.flatten())
    }
}
