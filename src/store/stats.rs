//! The library in numbers: aggregates of SQL, a row of a matrix at a time. Nothing of the library is
//! read but what is counted.

use rusqlite::{Row, params};

use super::articles::{unsigned, uuid};
use super::{Result, Store};
use crate::model::stats::{Cell, Counts};
use crate::model::{ArticleId, ArticleRef, ThemeId};

/// The theme `?1` and those below it, and their annotations outside the trash, each once.
const TAGGED: &str = "WITH RECURSIVE below (theme) AS (SELECT ?1 UNION SELECT t.id FROM below b JOIN themes t \
    ON t.parent = b.theme), tagged (id, article) AS (SELECT DISTINCT n.id, n.article FROM below b \
    JOIN annotation_themes x ON x.theme = b.theme JOIN annotations n ON n.id = x.annotation \
    JOIN articles a ON a.id = n.article WHERE a.trashed_at IS NULL)";

/// What an article was published in; null where that is not known.
pub(in crate::store) const PUBLICATION: &str = "nullif(a.publication, '')";

/// When an article was published, as far as the month: YYYY-MM, YYYY where no more is known, or null.
pub(in crate::store) const MONTH: &str = "nullif(substr(a.published, 1, 7), '')";

impl Store {
    pub fn counts(&self) -> Result<Counts> {
        let mut counts = Counts::default();
        let conn = self.conn();
        let number = |row: &Row<'_>, at| Ok::<_, rusqlite::Error>(unsigned(row.get(at)?));
        conn.query_row(
            "SELECT count(*), count(*) FILTER (WHERE status = 'unread'), count(*) FILTER (WHERE status = 'reading'), \
             count(*) FILTER (WHERE status = 'done'), count(*) FILTER (WHERE starred), ifnull(sum(words), 0) \
             FROM articles WHERE trashed_at IS NULL",
            [],
            |row| {
                counts.articles = number(row, 0)?;
                counts.unread = number(row, 1)?;
                counts.reading = number(row, 2)?;
                counts.done = number(row, 3)?;
                counts.starred = number(row, 4)?;
                counts.words = number(row, 5)?;
                Ok(())
            },
        )?;
        conn.query_row(
            "SELECT count(*), count(DISTINCT n.article), count(n.note), \
             count(*) FILTER (WHERE n.state IN ('changed', 'lost')), \
             count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM annotation_themes x WHERE x.annotation = n.id)) \
             FROM annotations n JOIN articles a ON a.id = n.article WHERE a.trashed_at IS NULL",
            [],
            |row| {
                counts.annotations = number(row, 0)?;
                counts.annotated = number(row, 1)?;
                counts.notes = number(row, 2)?;
                counts.unplaced = number(row, 3)?;
                counts.untagged = number(row, 4)?;
                Ok(())
            },
        )?;
        conn.query_row(
            "WITH RECURSIVE used (theme) AS (SELECT DISTINCT x.theme FROM annotation_themes x \
             JOIN annotations n ON n.id = x.annotation JOIN articles a ON a.id = n.article \
             WHERE a.trashed_at IS NULL \
             UNION SELECT t.parent FROM used u JOIN themes t ON t.id = u.theme WHERE t.parent IS NOT NULL) \
             SELECT count(*), count(*) FILTER (WHERE id NOT IN (SELECT theme FROM used)) FROM themes",
            [],
            |row| {
                counts.themes = number(row, 0)?;
                counts.unused = number(row, 1)?;
                Ok(())
            },
        )?;
        Ok(counts)
    }

    /// The articles with passages on a theme, in the order in which they came.
    pub fn theme_by_article(&self, theme: ThemeId) -> Result<Vec<Cell<ArticleRef>>> {
        let sql = format!(
            "{TAGGED} SELECT a.id, a.uuid, a.title, count(*) FROM tagged n JOIN articles a ON a.id = n.article \
             GROUP BY a.id ORDER BY a.id"
        );
        self.cells(&sql, theme, |row| {
            let column = ArticleRef { id: ArticleId(row.get(0)?), uuid: uuid(row, 1)?, title: row.get(2)? };
            Ok(Cell { column, annotations: unsigned(row.get(3)?), articles: 1 })
        })
    }

    /// The months in which the articles with passages on a theme were published; first those of which
    /// that is not known.
    pub fn theme_by_month(&self, theme: ThemeId) -> Result<Vec<Cell<Option<String>>>> {
        self.theme_by(theme, MONTH)
    }

    /// The publications of the articles with passages on a theme, by name; first `None`, for articles of
    /// which that is not known.
    pub fn theme_by_publication(&self, theme: ThemeId) -> Result<Vec<Cell<Option<String>>>> {
        self.theme_by(theme, PUBLICATION)
    }

    fn theme_by(&self, theme: ThemeId, column: &str) -> Result<Vec<Cell<Option<String>>>> {
        let sql = format!(
            "{TAGGED} SELECT {column}, count(*), count(DISTINCT a.id) FROM tagged n \
             JOIN articles a ON a.id = n.article GROUP BY 1 ORDER BY 1"
        );
        self.cells(&sql, theme, |row| {
            Ok(Cell {
                column: row.get(0)?,
                annotations: unsigned(row.get(1)?),
                articles: unsigned(row.get(2)?),
            })
        })
    }

    /// The themes that are on the same passages as a theme, by number. Those above and below it are left
    /// out: they are there by being that.
    pub fn theme_by_theme(&self, theme: ThemeId) -> Result<Vec<Cell<ThemeId>>> {
        // From the themes on its passages up to their ancestors.
        let sql = format!(
            "{TAGGED}, with_it (id, article, theme) AS (SELECT n.id, n.article, x.theme FROM tagged n \
             JOIN annotation_themes x ON x.annotation = n.id \
             UNION SELECT w.id, w.article, t.parent FROM with_it w JOIN themes t ON t.id = w.theme \
             WHERE t.parent IS NOT NULL), \
             above (theme) AS (SELECT ?1 UNION SELECT t.parent FROM above b JOIN themes t ON t.id = b.theme \
             WHERE t.parent IS NOT NULL) \
             SELECT theme, count(*), count(DISTINCT article) FROM with_it \
             WHERE theme NOT IN (SELECT theme FROM below) AND theme NOT IN (SELECT theme FROM above) \
             GROUP BY theme ORDER BY theme"
        );
        self.cells(&sql, theme, |row| {
            Ok(Cell {
                column: ThemeId(row.get(0)?),
                annotations: unsigned(row.get(1)?),
                articles: unsigned(row.get(2)?),
            })
        })
    }

    /// The articles that have passages with themes, in the order in which they came.
    pub fn tagged_articles(&self) -> Result<Vec<ArticleRef>> {
        let mut select = self.conn().prepare_cached(
            "SELECT a.id, a.uuid, a.title FROM articles a WHERE a.trashed_at IS NULL AND EXISTS \
             (SELECT 1 FROM annotations n JOIN annotation_themes x ON x.annotation = n.id WHERE n.article = a.id) \
             ORDER BY a.id",
        )?;
        let read = |row: &Row<'_>| {
            Ok(ArticleRef { id: ArticleId(row.get(0)?), uuid: uuid(row, 1)?, title: row.get(2)? })
        };
        Ok(select.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// The months in which these were published; first `None`, where that is not known of some.
    pub fn tagged_months(&self) -> Result<Vec<Option<String>>> {
        self.tagged_by(MONTH)
    }

    /// Their publications; first `None`, where that is not known of some.
    pub fn tagged_publications(&self) -> Result<Vec<Option<String>>> {
        self.tagged_by(PUBLICATION)
    }

    fn tagged_by(&self, column: &str) -> Result<Vec<Option<String>>> {
        let sql = format!(
            "SELECT DISTINCT {column} FROM articles a WHERE a.trashed_at IS NULL AND EXISTS \
             (SELECT 1 FROM annotations n JOIN annotation_themes x ON x.annotation = n.id WHERE n.article = a.id) \
             ORDER BY 1"
        );
        let mut select = self.conn().prepare_cached(&sql)?;
        Ok(select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    fn cells<C>(
        &self,
        sql: &str,
        theme: ThemeId,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<Cell<C>>,
    ) -> Result<Vec<Cell<C>>> {
        let mut select = self.conn().prepare_cached(sql)?;
        Ok(select.query_map(params![theme.0], read)?.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests;
