//! Keeps the search tables in step with what they index, and remembers what a step touched.

use std::collections::BTreeSet;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension, params};

use super::Result;
use super::journal::Change;
use crate::model::{AnnotationId, ArticleId, CollectionId, Dismissal, ThemeId, Touched};

/// Gathers what changes touch; small whatever the size of the texts.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    articles: BTreeSet<i64>,
    annotations: BTreeSet<i64>,
    themes: BTreeSet<i64>,
    texts: BTreeSet<i64>,
    collections: BTreeSet<i64>,
    library: bool,
    dismissals: Vec<Dismissal>,
}

impl Gathered {
    pub fn take(&mut self, conn: &Connection, change: &Change) -> Result<()> {
        let id = |column| change.value(column).and_then(serde_json::Value::as_i64);
        match change.table.as_str() {
            "articles" => {
                self.articles.insert(change.row);
                if change.value("revision").is_some() {
                    self.texts.insert(change.row);
                }
            }
            "annotations" => {
                self.annotations.insert(change.row);
                self.articles.extend(match id("article") {
                    Some(article) => Some(article),
                    None => article_of(conn, change.row)?,
                });
            }
            "annotation_themes" => {
                let annotation = match id("annotation") {
                    Some(annotation) => Some(annotation),
                    None => annotation_of(conn, change.row)?,
                };
                if let Some(annotation) = annotation {
                    self.annotations.insert(annotation);
                    self.articles.extend(article_of(conn, annotation)?);
                }
                for image in [&change.before, &change.after].into_iter().flatten() {
                    self.themes.extend(image.get("theme").and_then(serde_json::Value::as_i64));
                }
            }
            "themes" => {
                self.themes.insert(change.row);
            }
            "furniture" => {
                let article = match id("article") {
                    Some(article) => Some(article),
                    None => marked_in(conn, change.row)?,
                };
                self.articles.extend(article);
                self.texts.extend(article);
            }
            "collections" => {
                self.collections.insert(change.row);
            }
            // Nothing that is searched or shown says it but the suggestions.
            "dismissed" => self.dismissals.extend(dismissal(change)),
            _ => self.library = true,
        }
        Ok(())
    }

    /// Brings the search tables in step with everything gathered; `go_on` is asked between two rows.
    pub fn index(&self, conn: &Connection, go_on: &dyn Fn() -> Result<()>) -> Result<()> {
        for article in &self.articles {
            go_on()?;
            index_article(conn, *article)?;
        }
        for annotation in &self.annotations {
            go_on()?;
            index_annotation(conn, *annotation)?;
        }
        Ok(())
    }

    pub fn touched(self) -> Touched {
        Touched {
            articles: self.articles.into_iter().map(ArticleId).collect(),
            annotations: self.annotations.into_iter().map(AnnotationId).collect(),
            themes: self.themes.into_iter().map(ThemeId).collect(),
            collections: self.collections.into_iter().map(CollectionId).collect(),
            library: self.library,
            texts: self.texts.into_iter().map(ArticleId).collect(),
            dismissals: self.dismissals,
        }
    }
}

/// What a row that came or went says; nothing of one that only changed its theme.
fn dismissal(change: &Change) -> Option<Dismissal> {
    let image = change.after.as_ref().or(change.before.as_ref())?;
    let number = |name: &str| image.get(name).and_then(serde_json::Value::as_i64);
    Some(Dismissal {
        theme: ThemeId(number("theme")?),
        article: ArticleId(number("article")?),
        quote: image.get("quote")?.as_str()?.to_owned(),
        is_dismissed: change.after.is_some(),
    })
}

fn article_of(conn: &Connection, annotation: i64) -> Result<Option<i64>> {
    let mut select = conn.prepare_cached("SELECT article FROM annotations WHERE id = ?1")?;
    Ok(select.query_row([annotation], |row| row.get(0)).optional()?)
}

fn annotation_of(conn: &Connection, row: i64) -> Result<Option<i64>> {
    let mut select = conn.prepare_cached("SELECT annotation FROM annotation_themes WHERE id = ?1")?;
    Ok(select.query_row([row], |row| row.get(0)).optional()?)
}

fn marked_in(conn: &Connection, row: i64) -> Result<Option<i64>> {
    let mut select = conn.prepare_cached("SELECT article FROM furniture WHERE id = ?1")?;
    Ok(select.query_row([row], |row| row.get(0)).optional()?)
}

/// An article that is there and not in the trash is indexed with its present text, title, note and
/// annotations; any other is not. A text that is indexed already is left alone.
///
/// Rows go into the search tables one by one: before a statement that takes many rows, as before one
/// that fires a trigger, SQLite has FTS5 write down all that it gathered, which makes an import of many
/// articles half as slow again.
pub(super) fn index_article(conn: &Connection, article: i64) -> Result<()> {
    type Present = (i64, String, Option<String>);
    let present: Option<Present> = conn
        .prepare_cached("SELECT revision, title, note FROM articles WHERE id = ?1 AND trashed_at IS NULL")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let was: Option<i64> = conn
        .prepare_cached("SELECT revision FROM indexed WHERE article = ?1")?
        .query_row([article], |row| row.get(0))
        .optional()?;
    conn.prepare_cached("DELETE FROM article_fts WHERE rowid = ?1")?.execute([article])?;
    if let Some((_, title, note)) = &present {
        conn.prepare_cached("INSERT INTO article_fts (rowid, title, note) VALUES (?1, ?2, ?3)")?
            .execute(params![article, title, note])?;
    }
    let now = present.map(|(revision, ..)| revision);
    if now == was {
        return Ok(());
    }
    if let Some(was) = was {
        each_piece(conn, was, "INSERT INTO text_fts (text_fts, rowid, body) VALUES ('delete', ?1, ?2)")?;
        conn.prepare_cached("DELETE FROM indexed WHERE article = ?1")?.execute([article])?;
    }
    if let Some(now) = now {
        each_piece(conn, now, "INSERT INTO text_fts (rowid, body) VALUES (?1, ?2)")?;
        conn.prepare_cached("INSERT INTO indexed (article, revision) VALUES (?1, ?2)")?
            .execute(params![article, now])?;
    }
    if now.is_some() != was.is_some() {
        let mut select = conn.prepare_cached("SELECT id FROM annotations WHERE article = ?1")?;
        let ids = select.query_map([article], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().try_for_each(|id| index_annotation(conn, id))?;
    }
    Ok(())
}

/// Runs a statement on the number and text of each piece of a revision, in order.
fn each_piece(conn: &Connection, revision: i64, sql: &'static str) -> Result<()> {
    let mut select = conn.prepare_cached("SELECT id, body FROM pieces WHERE revision = ?1 ORDER BY id")?;
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = select.query([revision])?;
    while let Some(row) = rows.next()? {
        statement.execute(params![row.get::<_, i64>(0)?, ToSqlOutput::Borrowed(row.get_ref(1)?)])?;
    }
    Ok(())
}

pub(super) fn index_annotation(conn: &Connection, annotation: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM annotation_fts WHERE rowid = ?1")?.execute([annotation])?;
    let present: Option<(String, Option<String>)> = conn
        .prepare_cached(
            "SELECT n.quote, n.note FROM annotations AS n JOIN articles AS a ON a.id = n.article \
             WHERE n.id = ?1 AND a.trashed_at IS NULL",
        )?
        .query_row([annotation], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((quote, note)) = present {
        conn.prepare_cached("INSERT INTO annotation_fts (rowid, quote, note) VALUES (?1, ?2, ?3)")?
            .execute(params![annotation, quote, note])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::model::{Edit, Metadata};
    use crate::store::fixture;

    #[test]
    fn the_articles_of_a_step_are_written_to_the_index_at_once() {
        let mut store = fixture::store();
        // As much text as an import saves at once.
        let word = |n: usize, at: usize| format!("word{}", (n * 7_919 + at * at * 31) % 20_000);
        let words = |n: usize| (0..4_000).map(|at| word(n, at)).collect::<Vec<_>>();
        let edits: Vec<Edit> = (0..25)
            .map(|n| Edit::AddArticle {
                meta: Metadata { title: format!("Number {n}"), ..Metadata::default() },
                document: fixture::document(&words(n).join(" "), &[]),
                themes: Vec::new(),
                place: None,
            })
            .collect();
        let segments = |store: &crate::store::Store| -> Vec<i64> {
            let count = |table: &str| {
                let sql = format!("SELECT count(DISTINCT segid) FROM {table}_idx");
                store.conn().query_row(&sql, [], |row| row.get(0)).unwrap()
            };
            ["text_fts", "article_fts"].map(count).to_vec()
        };
        let before = segments(&store);
        store.apply(&edits).unwrap();
        let more: Vec<i64> = segments(&store).iter().zip(before).map(|(now, before)| now - before).collect();
        assert!(more.iter().all(|more| *more <= 1), "{more:?} segments");
    }
}
