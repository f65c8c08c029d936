//! The texts that an article has had.

use rusqlite::{OptionalExtension, params};

use super::pieces::size;
use super::{Result, Store, StoreError, furniture, pieces};
use crate::model::{ArticleId, Document};

/// A text that an article has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// From 1, in the order in which they came.
    pub number: usize,
    /// RFC 3339 in UTC.
    pub created: String,
    pub sha256: String,
    pub words: u64,
    pub bytes: usize,
    /// Whether it is the one that is read now.
    pub current: bool,
    /// Its source had it, and it was never read as it is: what the user corrected was made again on it at once, in
    /// the next text. Such a one is the text that it mends itself.
    pub uncorrected: bool,
    id: i64,
}

impl Store {
    /// The texts of an article, the oldest first; also those that were undone.
    pub fn revisions(&self, article: ArticleId) -> Result<Vec<Revision>> {
        let current = furniture::current(self.conn(), article)?;
        let mut select = self.conn().prepare_cached(
            "SELECT id, created, sha256, words, bytes, mends IS id FROM revisions WHERE article = ?1 ORDER BY id",
        )?;
        let rows = select.query_map(params![article.0], |row| {
            let id: i64 = row.get(0)?;
            Ok(Revision {
                number: 0,
                created: row.get(1)?,
                sha256: row.get(2)?,
                words: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                bytes: size(row.get(4)?),
                current: id == current,
                uncorrected: row.get(5)?,
                id,
            })
        })?;
        let mut all = rows.collect::<Result<Vec<_>, _>>()?;
        for (i, revision) in all.iter_mut().enumerate() {
            revision.number = i + 1;
        }
        Ok(all)
    }

    /// By which the present text of an article is known from all others that it has or had, also from those of the same
    /// words.
    pub fn present_text(&self, article: ArticleId) -> Result<i64> {
        furniture::current(self.conn(), article)
    }

    /// The sha256 of the text of its source, where the present text of an article is one that the user mended.
    pub fn mended_from(&self, article: ArticleId) -> Result<Option<String>> {
        let mut select = self.conn().prepare_cached(
            "SELECT m.sha256 FROM articles a JOIN revisions r ON r.id = a.revision \
             JOIN revisions m ON m.id = r.mends WHERE a.id = ?1",
        )?;
        Ok(select.query_row(params![article.0], |row| row.get(0)).optional()?)
    }

    /// The text that the source of an article has, where the present one is one that the user mended; without the user's
    /// word on furniture.
    pub fn source_document(&self, article: ArticleId) -> Result<Option<Document>> {
        let of = self.source_revision(article)?;
        of.map(|of| pieces::load_document(self.conn(), of)).transpose()
    }

    /// The revision of that text.
    pub(super) fn source_revision(&self, article: ArticleId) -> Result<Option<i64>> {
        let mut select = self.conn().prepare_cached(
            "SELECT r.mends FROM articles a JOIN revisions r ON r.id = a.revision \
             WHERE a.id = ?1 AND r.mends IS NOT NULL",
        )?;
        Ok(select.query_row(params![article.0], |row| row.get(0)).optional()?)
    }

    /// The text of one of them.
    pub fn revision_text(&self, revision: &Revision) -> Result<String> {
        pieces::load_text(self.conn(), revision.id)
    }

    /// Two texts of an article to compare, by number: the present one and the one that was read before
    /// it where none is named.
    pub fn two_revisions(
        &self,
        article: ArticleId,
        from: Option<usize>,
        to: Option<usize>,
    ) -> Result<(Revision, Revision)> {
        let all = self.revisions(article)?;
        let named = |number: usize| {
            all.iter().find(|r| r.number == number).cloned().ok_or_else(|| {
                StoreError::refused(format!(
                    "it has no text {number} (it has {}; --list shows them)",
                    all.len()
                ))
            })
        };
        let to = match to {
            Some(number) => named(number)?,
            None => all
                .iter()
                .find(|r| r.current)
                .cloned()
                .ok_or_else(|| StoreError::Damaged("its present text is missing".into()))?,
        };
        if let Some(number) = from {
            return Ok((named(number)?, to));
        }
        // One before it with the same words had other links or styles: nothing to compare.
        let is_before = |r: &&Revision| r.number < to.number && r.sha256 != to.sha256 && !r.uncorrected;
        let from = all.iter().rev().find(is_before).cloned().ok_or_else(|| {
            StoreError::refused("its text has not changed since it was added, so there is nothing to compare")
        })?;
        Ok((from, to))
    }
}
