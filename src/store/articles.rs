//! Articles as lists show them: windows over queries, each a fixed number of statements whatever
//! the number of articles in it or in the library.

use std::collections::HashMap;
use std::ops::Range;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use uuid::Uuid;

use super::filter::{Filter, Rows, filter, numbers};
use super::tree::Tree;
use super::{Result, Store};
use crate::model::query::Query;
use crate::model::{
    Article, ArticleId, CollectionId, CollectionKind, CollectionRef, Listing, Metadata, Shelf, Sort, SortBy,
    Status, ThemeId,
};
use crate::text::Offset;

/// The order of `articles a` in a list so sorted.
pub(super) fn order(sort: Sort) -> String {
    let way = if sort.descending { "DESC" } else { "ASC" };
    let reading = "(SELECT %s FROM reading g WHERE g.article = a.id)";
    let opened = reading.replace("%s", "g.opened");
    // What is equal otherwise keeps the order in which it was added, the parts of a collection that of
    // the collection.
    let rest = "a.added, a.collection, a.position, a.id";
    match sort.by {
        // The index of this order makes the first window cheap.
        SortBy::Added => format!("a.added {way}, a.collection {way}, a.position, a.id {way}"),
        SortBy::Byline => format!("a.byline IS NULL, fold(a.byline) {way}, {rest}"),
        // The chapters of a book go by its title.
        SortBy::Title => format!("{GOES_BY} = '', fold({GOES_BY}) {way}, {rest}"),
        SortBy::Published => format!("a.published IS NULL, a.published {way}, {rest}"),
        SortBy::Publication => format!("a.publication IS NULL, fold(a.publication) {way}, {rest}"),
        SortBy::Progress => format!("ifnull({}, 0) {way}, {rest}", reading.replace("%s", "g.progress")),
        SortBy::Annotations => {
            format!("(SELECT count(*) FROM annotations m WHERE m.article = a.id) {way}, {rest}")
        }
        SortBy::Opened => format!("{opened} IS NULL, {opened} {way}, {rest}"),
    }
}

const GOES_BY: &str = "iif(a.collection IS NULL, a.title, \
     ifnull((SELECT k.title FROM collections k WHERE k.id = a.collection AND k.kind = 'book'), a.title))";

const COLUMNS: &str = "a.id, a.uuid, a.title, a.byline, a.publication, a.published, a.url, a.source, a.format, \
     a.language, a.status, a.starred, ifnull(g.progress, 0), a.words, \
     (SELECT count(*) FROM annotations m WHERE m.article = a.id), a.note, a.added, r.sha256, \
     ifnull(g.place, 0), a.trashed_at IS NOT NULL, a.collection, k.uuid, k.title, k.kind, a.position";

/// The condition on what a listing shows, and its order. The trash shows what was removed last
/// first, unless another order than the default is asked for.
fn listed(conn: &rusqlite::Connection, listing: &Listing) -> Result<(Filter, String)> {
    let rows = if listing.is_trash() { Rows::Trash } else { Rows::Articles };
    let Filter { sql, bound } = filter(conn, &listing.whole_query(), rows)?;
    let (there, order) = if listing.is_trash() {
        let newest = if listing.sort.descending { "DESC" } else { "ASC" };
        let removed = format!("a.trashed_at {newest}, a.id {newest}");
        ("NOT NULL", if listing.sort.by == SortBy::Added { removed } else { order(listing.sort) })
    } else {
        ("NULL", order(listing.sort))
    };
    Ok((Filter { sql: format!("a.trashed_at IS {there} AND {sql}"), bound }, order))
}

fn window_sql(condition: &str, order: &str) -> String {
    format!("SELECT a.id FROM articles a WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?")
}

/// How the library answers for the first window of its list.
#[cfg(test)]
pub(in crate::store) fn plan(store: &Store) -> String {
    let sql = window_sql("a.trashed_at IS NULL AND (1)", &order(Sort::default()));
    let mut statement = store.conn().prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let rows = statement.query_map([10, 0], |row| row.get::<_, String>(3)).unwrap();
    rows.collect::<Result<Vec<_>, _>>().unwrap().join("; ")
}

impl Store {
    /// The articles that match and fall in `window` (from 0 in the order of `sort`), outside the trash.
    pub fn articles(&self, query: &Query, sort: Sort, window: Range<u64>) -> Result<Vec<Article>> {
        self.listed(&Listing { query: query.clone(), sort, shelf: Shelf::All }, window)
    }

    /// How many articles match, outside the trash.
    pub fn count_articles(&self, query: &Query) -> Result<u64> {
        self.count_listed(&Listing { query: query.clone(), ..Listing::default() })
    }

    /// The articles of a listing that fall in `window`.
    pub fn listed(&self, listing: &Listing, window: Range<u64>) -> Result<Vec<Article>> {
        let (Filter { sql, mut bound }, order) = listed(self.conn(), listing)?;
        let sql = window_sql(&sql, &order);
        bound.push(Value::Integer(int(window.end.saturating_sub(window.start))));
        bound.push(Value::Integer(int(window.start)));
        let mut statement = self.conn().prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(bound), |row| row.get(0))?;
        self.articles_by_id(&ids.collect::<Result<Vec<i64>, _>>()?)
    }

    /// All articles of a listing, in its order: the query is asked once, where each window of it asks anew.
    pub fn ids_listed(&self, listing: &Listing) -> Result<Vec<ArticleId>> {
        let (Filter { sql, bound }, order) = listed(self.conn(), listing)?;
        let sql = format!("SELECT a.id FROM articles a WHERE {sql} ORDER BY {order}");
        let mut statement = self.conn().prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(bound), |row| Ok(ArticleId(row.get(0)?)))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// How many articles a listing has.
    pub fn count_listed(&self, listing: &Listing) -> Result<u64> {
        let (Filter { sql, bound }, _) = listed(self.conn(), listing)?;
        let sql = format!("SELECT count(*) FROM articles a WHERE {sql}");
        let count: i64 =
            self.conn().prepare_cached(&sql)?.query_row(params_from_iter(bound), |row| row.get(0))?;
        Ok(unsigned(count))
    }

    /// The place of an article in a listing, from 0; `None` if it is not in it. Looks at all before it.
    pub fn place_in(&self, listing: &Listing, id: ArticleId) -> Result<Option<u64>> {
        let (Filter { sql, bound }, order) = listed(self.conn(), listing)?;
        let sql = format!("SELECT a.id FROM articles a WHERE {sql} ORDER BY {order}");
        let mut statement = self.conn().prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(bound))?;
        let mut place = 0;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(0)? == id.0 {
                return Ok(Some(place));
            }
            place += 1;
        }
        Ok(None)
    }

    /// Of some articles, those that are there (in the trash, if that is listed, else outside it), and
    /// how many of them the listing has.
    pub fn among(&self, listing: &Listing, ids: &[ArticleId]) -> Result<(Vec<ArticleId>, u64)> {
        let meant = numbers(ids.iter().map(|id| id.0));
        let sql = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) \
                   AND (trashed_at IS NOT NULL) = ?";
        let mut statement = self.conn().prepare_cached(sql)?;
        let there =
            statement.query_map(params![meant, listing.is_trash()], |row| Ok(ArticleId(row.get(0)?)))?;
        let there = there.collect::<Result<Vec<_>, _>>()?;
        let (Filter { sql, mut bound }, _) = listed(self.conn(), listing)?;
        bound.push(meant);
        let sql = format!(
            "SELECT count(*) FROM articles a WHERE {sql} AND a.id IN (SELECT value FROM json_each(?))"
        );
        let shown: i64 =
            self.conn().prepare_cached(&sql)?.query_row(params_from_iter(bound), |row| row.get(0))?;
        Ok((there, unsigned(shown)))
    }

    /// An article, also one in the trash.
    pub fn article(&self, id: ArticleId) -> Result<Option<Article>> {
        Ok(self.articles_by_id(&[id.0])?.pop())
    }

    /// The articles of these numbers, in this order; those that are not there are left out.
    pub fn articles_of(&self, ids: &[ArticleId]) -> Result<Vec<Article>> {
        self.articles_by_id(&ids.iter().map(|id| id.0).collect::<Vec<_>>())
    }

    /// All articles outside the trash, in the order in which they came.
    pub fn article_ids(&self) -> Result<Vec<ArticleId>> {
        let mut select =
            self.conn().prepare_cached("SELECT id FROM articles WHERE trashed_at IS NULL ORDER BY id")?;
        let ids = select.query_map([], |row| Ok(ArticleId(row.get(0)?)))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// What is in the trash, last removed first.
    pub fn trash(&self) -> Result<Vec<Article>> {
        let sql = "SELECT id FROM articles WHERE trashed_at IS NOT NULL ORDER BY trashed_at DESC, id DESC";
        let mut statement = self.conn().prepare_cached(sql)?;
        let ids = statement.query_map([], |row| row.get(0))?;
        self.articles_by_id(&ids.collect::<Result<Vec<i64>, _>>()?)
    }

    fn articles_by_id(&self, ids: &[i64]) -> Result<Vec<Article>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids_value = numbers(ids.iter().copied());
        let sql = format!(
            "SELECT {COLUMNS} FROM articles a LEFT JOIN revisions r ON r.id = a.revision \
             LEFT JOIN reading g ON g.article = a.id \
             LEFT JOIN collections k ON k.id = a.collection WHERE a.id IN (SELECT value FROM json_each(?))"
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map([&ids_value], article)?;
        let mut found: HashMap<i64, Article> = HashMap::with_capacity(ids.len());
        for article in rows {
            let article = article?;
            found.insert(article.id.0, article);
        }
        self.add_themes(&ids_value, &mut found)?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    fn add_themes(&self, ids: &Value, articles: &mut HashMap<i64, Article>) -> Result<()> {
        if articles.values().all(|article| article.annotations == 0) {
            return Ok(());
        }
        let mut statement = self.conn().prepare_cached(
            "SELECT DISTINCT n.article, x.theme FROM annotations n \
             JOIN annotation_themes x ON x.annotation = n.id \
             WHERE n.article IN (SELECT value FROM json_each(?))",
        )?;
        let pairs = statement.query_map([ids], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let pairs = pairs.collect::<Result<Vec<(i64, i64)>, _>>()?;
        let tree = Tree::load(self.conn())?;
        for (article, theme) in pairs {
            if let Some(article) = articles.get_mut(&article) {
                article.themes.push(tree.path(ThemeId(theme)).to_owned());
            }
        }
        for article in articles.values_mut() {
            article.themes.sort();
        }
        Ok(())
    }

    /// The article of that UUID, also one in the trash.
    pub fn article_with(&self, uuid: Uuid) -> Result<Option<Article>> {
        let mut select = self.conn().prepare_cached("SELECT id FROM articles WHERE uuid = ?1")?;
        let id: Option<i64> = select.query_row([uuid.to_string()], |row| row.get(0)).optional()?;
        id.map_or(Ok(None), |id| self.article(ArticleId(id)))
    }

    /// How many words an article has, also one in the trash.
    pub fn words(&self, id: ArticleId) -> Result<Option<u64>> {
        let mut select = self.conn().prepare_cached("SELECT words FROM articles WHERE id = ?")?;
        Ok(select.query_row([id.0], |row| row.get(0).map(unsigned)).optional()?)
    }

    /// Whether there is such an article outside the trash.
    pub fn has_article(&self, id: ArticleId) -> Result<bool> {
        let sql = "SELECT 1 FROM articles WHERE id = ? AND trashed_at IS NULL";
        Ok(self.conn().prepare_cached(sql)?.query_row([id.0], |_| Ok(())).optional()?.is_some())
    }
}

fn article(row: &Row<'_>) -> rusqlite::Result<Article> {
    Ok(Article {
        id: ArticleId(row.get(0)?),
        uuid: uuid(row, 1)?,
        meta: Metadata {
            title: row.get(2)?,
            byline: row.get(3)?,
            publication: row.get(4)?,
            published: row.get(5)?,
            url: row.get(6)?,
            source: row.get(7)?,
            format: row.get(8)?,
            language: row.get(9)?,
        },
        status: Status::parse(row.get_ref(10)?.as_str()?).unwrap_or_default(),
        starred: row.get(11)?,
        progress: u8::try_from(row.get::<_, i64>(12)?.clamp(0, 100)).unwrap_or(0),
        words: unsigned(row.get(13)?),
        annotations: unsigned(row.get(14)?),
        themes: Vec::new(),
        note: row.get(15)?,
        added: row.get(16)?,
        sha256: row.get::<_, Option<String>>(17)?.unwrap_or_default(),
        place: Offset(usize::try_from(row.get::<_, i64>(18)?).unwrap_or(0)),
        trashed: row.get(19)?,
        collection: collection(row)?,
        position: row.get(24)?,
    })
}

fn collection(row: &Row<'_>) -> rusqlite::Result<Option<CollectionRef>> {
    let (Some(id), Some(title)) = (row.get(20)?, row.get(22)?) else { return Ok(None) };
    let kind = row.get_ref(23)?.as_str()?;
    Ok(Some(CollectionRef {
        id: CollectionId(id),
        uuid: uuid(row, 21)?,
        title,
        kind: CollectionKind::parse(kind).unwrap_or_default(),
    }))
}

/// A UUID as it is stored, in text.
pub(in crate::store) fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

pub(in crate::store) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
