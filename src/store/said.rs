//! What the sources of articles said of them when they were read last, beside what the articles have: from
//! the two follows what the user changed.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{Result, Store};
use crate::model::{ArticleId, Metadata, MetadataChange};

/// The columns that follow the source.
pub(super) const NAMES: [&str; 4] = ["title", "byline", "publication", "published"];

/// Values by column; of what is not known there is none.
pub(super) type Values = BTreeMap<String, Option<String>>;

/// What a change gives, by column.
pub(super) fn values(change: &MetadataChange) -> Vec<(&'static str, Option<String>)> {
    let MetadataChange { title, byline, publication, published, .. } = change.clone();
    let all = [title.map(Some), byline, publication, published];
    NAMES.into_iter().zip(all).filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What an article has, and what its source said.
pub(super) fn read(conn: &Connection, id: ArticleId) -> Result<(Values, Values)> {
    let sql = "SELECT title, byline, publication, published, said FROM articles WHERE id = ?1";
    let (now, said) = conn.prepare_cached(sql)?.query_row([id.0], |row| {
        let mut now = Values::new();
        for (at, name) in NAMES.into_iter().enumerate() {
            now.insert(name.to_owned(), row.get(at)?);
        }
        Ok((now, row.get::<_, Option<String>>(4)?))
    })?;
    // What cannot be read says nothing, so that nothing is taken for unchanged by it.
    Ok((now, said.and_then(|said| serde_json::from_str(&said).ok()).unwrap_or_default()))
}

/// As it is stored.
pub(super) fn json(values: &Values) -> String {
    // Texts by name always have a form in JSON.
    serde_json::to_string(values).unwrap_or_default()
}

/// What the source of a new article says of it, as it is stored.
pub(super) fn of(meta: &Metadata) -> String {
    let Metadata { title, byline, publication, published, .. } = meta;
    let title = Some(title.clone());
    let all = [title, byline.clone(), publication.clone(), published.clone()];
    json(&NAMES.into_iter().map(str::to_owned).zip(all).collect())
}

/// An article came back with undo or redo from a time when that was not kept: of it is known what no step that
/// stands has changed.
pub(super) fn recover(conn: &Connection, id: i64) -> Result<()> {
    let sql = "UPDATE articles SET said = (SELECT json_group_object(name, value) \
               FROM (SELECT 'title' AS name, articles.title AS value UNION ALL SELECT 'byline', articles.byline \
                 UNION ALL SELECT 'publication', articles.publication UNION ALL SELECT 'published', articles.published) \
               WHERE NOT EXISTS (SELECT 1 FROM changes c JOIN steps s ON s.id = c.step \
                 WHERE c.tbl = 'articles' AND c.row = articles.id AND s.undone = 0 \
                 AND c.before IS NOT NULL AND json_type(c.after, '$.' || name) IS NOT NULL)) \
               WHERE id = ?1 AND said IS NULL AND format <> 'qdpx'";
    conn.prepare_cached(sql)?.execute([id])?;
    Ok(())
}

impl Store {
    /// What of an article follows its source and would be another by what that says now: for each of the
    /// title, byline, publication and date what it is to become. What the source says no more stays.
    pub fn would_follow(&self, id: ArticleId, says: &Metadata) -> Result<MetadataChange> {
        let (now, before) = read(self.conn(), id)?;
        let new = |name: &str, value: Option<&String>| {
            let value = value.filter(|value| !value.trim().is_empty())?;
            let own = now.get(name)?;
            (before.get(name) == Some(own) && own.as_ref() != Some(value)).then(|| value.clone())
        };
        Ok(MetadataChange {
            title: new("title", Some(&says.title)),
            byline: new("byline", says.byline.as_ref()).map(Some),
            publication: new("publication", says.publication.as_ref()).map(Some),
            published: new("published", says.published.as_ref()).map(Some),
            ..MetadataChange::default()
        })
    }
}
