//! Sentences that are no passages of a theme, since the user said so.

use super::{Result, Store};
use crate::model::{ArticleId, ThemeId};

/// A sentence that was dismissed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissed {
    pub article: ArticleId,
    /// Its words on one line, by which it is known however the text wraps them.
    pub quote: String,
    /// RFC 3339 in UTC.
    pub at: String,
}

impl Store {
    /// The sentences that were dismissed for a theme, of articles outside the trash, the oldest first.
    pub fn dismissed(&self, theme: ThemeId) -> Result<Vec<Dismissed>> {
        let mut select = self.conn().prepare_cached(
            "SELECT d.article, d.quote, d.at FROM dismissed d JOIN articles a ON a.id = d.article \
             WHERE d.theme = ?1 AND a.trashed_at IS NULL ORDER BY d.id",
        )?;
        let row = |row: &rusqlite::Row<'_>| {
            Ok(Dismissed { article: ArticleId(row.get(0)?), quote: row.get(1)?, at: row.get(2)? })
        };
        Ok(select.query_map([theme.0], row)?.collect::<Result<_, _>>()?)
    }
}
