//! The themes as a tree with counts.

use std::collections::HashMap;

use super::articles::{unsigned, uuid};
use super::tree::Tree;
use super::{Result, Store};
use crate::model::{Theme, ThemeId};

impl Store {
    /// All themes in tree order: a parent before its children, siblings by name, case and accents
    /// aside. Counts take in the themes below and leave out the trash. O(tags on passages).
    pub fn themes(&self) -> Result<Vec<Theme>> {
        let conn = self.conn();
        let tree = Tree::load(conn)?;
        let mut statement = conn.prepare_cached(
            "WITH RECURSIVE below (top, theme) AS (SELECT id, id FROM themes \
             UNION SELECT b.top, t.id FROM below b JOIN themes t ON t.parent = b.theme) \
             SELECT b.top, count(DISTINCT n.id), count(DISTINCT n.article) \
             FROM below b JOIN annotation_themes x ON x.theme = b.theme \
             JOIN annotations n ON n.id = x.annotation \
             WHERE n.article NOT IN (SELECT id FROM articles WHERE trashed_at IS NOT NULL) GROUP BY b.top",
        )?;
        let counts = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, (unsigned(row.get(1)?), unsigned(row.get(2)?))))
        })?;
        let counts: HashMap<i64, (u64, u64)> = counts.collect::<Result<_, _>>()?;
        let mut statement = conn.prepare_cached(
            "SELECT t.id, t.uuid, t.name, t.parent, t.description, t.note, t.color, t.sign, t.key, r.used \
             FROM themes t LEFT JOIN recent r ON r.theme = t.id",
        )?;
        let rows = statement.query_map([], |row| {
            let id = ThemeId(row.get(0)?);
            let (annotations, articles) = counts.get(&id.0).copied().unwrap_or_default();
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

    /// One theme as [`Self::themes`] has it.
    pub fn theme(&self, id: ThemeId) -> Result<Option<Theme>> {
        Ok(self.themes()?.into_iter().find(|theme| theme.id == id))
    }
}

#[cfg(test)]
mod tests;
