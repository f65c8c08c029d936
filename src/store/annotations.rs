//! Annotations as they are read: of an article, one by its number, or across the library.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};
use uuid::Uuid;

use super::articles::{unsigned, uuid};
use super::filter::{Filter, Rows, UNPLACED, UNTAGGED, filter, numbers, themed};
use super::pieces::size;
use super::stats::{MONTH, PUBLICATION};
use super::tree::Tree;
use super::{Result, Store, furniture, pieces};
use crate::model::query::Query;
use crate::model::stats::Counted;
use crate::model::{Annotation, AnnotationId, ArticleId, ArticleRef, State, ThemeId};
use crate::text::Span;

/// Which annotations are meant; the default means all. Each part that is given narrows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnnotationFilter {
    pub query: Query,
    /// Any of these or of the themes below them, or with `all` each of them.
    pub themes: Vec<ThemeId>,
    pub all: bool,
    /// On one of these; empty means any.
    pub articles: Vec<ArticleId>,
    /// On these.
    pub within: Option<Counted>,
    /// Without a theme.
    pub untagged: bool,
    /// Lost in the present text of their article.
    pub unplaced: bool,
}

impl AnnotationFilter {
    /// Whether it narrows nothing.
    pub fn is_all(&self) -> bool {
        self.query.is_all()
            && self.themes.is_empty()
            && self.articles.is_empty()
            && self.within.is_none()
            && !self.untagged
            && !self.unplaced
    }
}

pub(in crate::store) const SELECT: &str = "SELECT n.id, n.uuid, a.id, a.uuid, a.title, n.start, n.\"end\", n.start_point, n.end_point, \
     n.quote, n.prefix, n.suffix, n.paragraph, n.percent, n.note, n.state, n.created, n.updated, n.page, \
     (SELECT json_group_array(x.theme ORDER BY x.id) FROM annotation_themes x WHERE x.annotation = n.id) \
     FROM annotations n JOIN articles a ON a.id = n.article";

impl Store {
    /// The annotations on an article, sorted by start, end, time of making and UUID; lost ones too,
    /// where they last were.
    pub fn annotations_of(&self, article: ArticleId) -> Result<Vec<Annotation>> {
        of(self.conn(), article)
    }

    /// The bytes of an annotation's passage; 0 where there is none.
    pub fn passage_bytes(&self, id: AnnotationId) -> Result<usize> {
        let mut select =
            self.conn().prepare_cached("SELECT octet_length(quote) FROM annotations WHERE id = ?")?;
        let bytes: Option<i64> = select.query_row([id.0], |row| row.get(0)).optional()?;
        Ok(size(bytes.unwrap_or(0)))
    }

    /// How many passages carry one of some themes, with `below` or one below them, and their bytes.
    pub fn passages_of(&self, themes: &[ThemeId], below: bool) -> Result<(usize, usize)> {
        let mut select = self.conn().prepare_cached(
            "WITH RECURSIVE meant (id) AS (SELECT value FROM json_each(?1) UNION \
             SELECT t.id FROM themes t JOIN meant m ON t.parent = m.id WHERE ?2) \
             SELECT count(*), coalesce(sum(octet_length(n.quote)), 0) FROM annotation_themes l \
             JOIN annotations n ON n.id = l.annotation WHERE l.theme IN (SELECT id FROM meant)",
        )?;
        let themes = numbers(themes.iter().map(|theme| theme.0));
        let found: (i64, i64) =
            select.query_row(params![themes, below], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((size(found.0), size(found.1)))
    }

    /// An annotation, also one on an article in the trash.
    pub fn annotation(&self, id: AnnotationId) -> Result<Option<Annotation>> {
        let sql = format!("{SELECT} WHERE n.id = ?");
        Ok(self.read_annotations(&sql, vec![Value::Integer(id.0)])?.pop())
    }

    /// The annotation of that UUID, also one on an article in the trash.
    pub fn annotation_with(&self, uuid: Uuid) -> Result<Option<Annotation>> {
        let sql = format!("{SELECT} WHERE n.uuid = ?");
        Ok(self.read_annotations(&sql, vec![Value::Text(uuid.to_string())])?.pop())
    }

    /// The annotations that are meant, outside the trash, `limit` at most: articles in the order in
    /// which they were added, within an article as [`Self::annotations_of`].
    pub fn annotations(&self, meant: &AnnotationFilter, limit: Option<usize>) -> Result<Vec<Annotation>> {
        let (condition, mut bound) = self.condition(meant)?;
        let sql = format!(
            "{SELECT} WHERE {condition} ORDER BY a.added, a.id, n.start, n.\"end\", n.created, n.uuid LIMIT ?"
        );
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(-1));
        bound.push(Value::Integer(limit));
        self.read_annotations(&sql, bound)
    }

    /// The places in an article that one of some themes is on.
    pub fn spans_of_themes(&self, themes: &[ThemeId], article: ArticleId) -> Result<Vec<Span>> {
        let mut select = self.conn().prepare_cached(
            "SELECT n.start, n.\"end\" FROM annotations n WHERE n.article = ?1 AND n.state <> ?2 AND n.id IN \
             (SELECT annotation FROM annotation_themes WHERE theme IN (SELECT value FROM json_each(?3)))",
        )?;
        let themes = numbers(themes.iter().map(|id| id.0));
        let rows = select.query_map(params![article.0, State::Lost.word(), themes], |row| {
            Ok(Span::new(size(row.get(0)?), size(row.get(1)?)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many annotations are meant, outside the trash.
    pub fn count_annotations(&self, meant: &AnnotationFilter) -> Result<u64> {
        let (condition, bound) = self.condition(meant)?;
        let sql = format!(
            "SELECT count(*) FROM annotations n JOIN articles a ON a.id = n.article WHERE {condition}"
        );
        let count = self.conn().prepare_cached(&sql)?.query_row(params_from_iter(bound), |row| row.get(0))?;
        Ok(unsigned(count))
    }

    pub(in crate::store) fn condition(&self, meant: &AnnotationFilter) -> Result<(String, Vec<Value>)> {
        let Filter { sql, mut bound } = filter(self.conn(), &meant.query, Rows::Annotations)?;
        let mut condition = format!("a.trashed_at IS NULL AND {sql}");
        let mut add = |filter: Filter| {
            condition.push_str(" AND ");
            condition.push_str(&filter.sql);
            bound.extend(filter.bound);
        };
        if !meant.themes.is_empty() {
            let tree = Tree::load(self.conn())?;
            let each = meant.themes.iter().map(|theme| tree.with_below(*theme));
            if meant.all {
                each.for_each(|themes| add(themed(Rows::Annotations, themes)));
            } else {
                add(themed(Rows::Annotations, each.flatten()));
            }
        }
        if !meant.articles.is_empty() {
            let bound = vec![numbers(meant.articles.iter().map(|id| id.0))];
            add(Filter { sql: "n.article IN (SELECT value FROM json_each(?))".into(), bound });
        }
        match &meant.within {
            Some(Counted::Article(id)) => {
                add(Filter { sql: "n.article = ?".into(), bound: vec![Value::Integer(id.0)] });
            }
            Some(Counted::Publication(name)) => {
                add(Filter { sql: format!("{PUBLICATION} IS ?"), bound: vec![text_or_null(name.as_ref())] });
            }
            Some(Counted::Month(month)) => {
                add(Filter { sql: format!("{MONTH} IS ?"), bound: vec![text_or_null(month.as_ref())] });
            }
            None => {}
        }
        if meant.untagged {
            add(Filter { sql: UNTAGGED.into(), bound: Vec::new() });
        }
        if meant.unplaced {
            add(Filter { sql: UNPLACED.into(), bound: Vec::new() });
        }
        Ok((condition, bound))
    }

    pub(in crate::store) fn read_annotations(&self, sql: &str, bound: Vec<Value>) -> Result<Vec<Annotation>> {
        read(self.conn(), sql, bound)
    }
}

fn text_or_null(text: Option<&String>) -> Value {
    text.cloned().map_or(Value::Null, Value::Text)
}

/// The annotations of an article, in the order of [`Store::annotations_of`].
pub(in crate::store) fn of(conn: &Connection, article: ArticleId) -> Result<Vec<Annotation>> {
    let sql = format!("{SELECT} WHERE n.article = ? ORDER BY n.start, n.\"end\", n.created, n.uuid");
    read(conn, &sql, vec![Value::Integer(article.0)])
}

fn read(conn: &Connection, sql: &str, bound: Vec<Value>) -> Result<Vec<Annotation>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params_from_iter(bound), annotation)?;
    let mut all: Vec<Annotation> = rows.collect::<Result<_, _>>()?;
    // Those of an article stand together.
    let mut last: Option<(ArticleId, i64)> = None;
    for one in &mut all {
        match one.state {
            State::Changed => {
                let revision = match last.filter(|(article, _)| *article == one.article.id) {
                    Some((_, revision)) => revision,
                    None => furniture::current(conn, one.article.id)?,
                };
                last = Some((one.article.id, revision));
                let window = pieces::window(conn, revision, one.span, 0)?;
                one.now =
                    Some(window.inside(one.span).of(&window.text).to_owned()).filter(|now| !now.is_empty());
            }
            // Its row remembers where it was, for undo; in this text it stands nowhere.
            State::Lost => (one.paragraph, one.page) = (None, None),
            State::Placed | State::Moved => {}
        }
    }
    Ok(all)
}

fn annotation(row: &Row<'_>) -> rusqlite::Result<Annotation> {
    let place = |column| row.get(column).map(|n: i64| usize::try_from(n).unwrap_or(0));
    Ok(Annotation {
        id: AnnotationId(row.get(0)?),
        uuid: uuid(row, 1)?,
        article: ArticleRef { id: ArticleId(row.get(2)?), uuid: uuid(row, 3)?, title: row.get(4)? },
        span: Span::new(place(5)?, place(6)?),
        points: (unsigned(row.get(7)?), unsigned(row.get(8)?)),
        quote: row.get(9)?,
        now: None,
        prefix: row.get(10)?,
        suffix: row.get(11)?,
        paragraph: row.get(12)?,
        percent: u8::try_from(row.get::<_, i64>(13)?.clamp(0, 100)).unwrap_or(0),
        note: row.get(14)?,
        state: State::parse(row.get_ref(15)?.as_str()?).unwrap_or_default(),
        created: row.get(16)?,
        updated: row.get(17)?,
        page: row.get(18)?,
        themes: list(row.get_ref(19)?.as_str()?).map(ThemeId).collect(),
    })
}

/// The numbers of a JSON array that SQLite made.
fn list(json: &str) -> impl Iterator<Item = i64> + '_ {
    json.trim_matches(['[', ']']).split(',').filter_map(|number| number.trim().parse().ok())
}

#[cfg(test)]
mod tests;
