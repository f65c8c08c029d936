//! What the library has of things that come from elsewhere, by their UUIDs.

use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::{Result, Store};
use crate::model::ArticleId;

impl Store {
    /// The article with a UUID, and whether it is in the trash.
    pub fn article_by_uuid(&self, uuid: Uuid) -> Result<Option<(ArticleId, bool)>> {
        let mut select =
            self.conn().prepare_cached("SELECT id, trashed_at IS NOT NULL FROM articles WHERE uuid = ?1")?;
        let row = |row: &rusqlite::Row<'_>| Ok((ArticleId(row.get(0)?), row.get(1)?));
        Ok(select.query_row(params![uuid.to_string()], row).optional()?)
    }
}
