//! Annotations as a board shows them: a window over an order, by their numbers first, so that what
//! is read does not grow with how many there are.

use std::collections::HashMap;
use std::ops::Range;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::annotations::{AnnotationFilter, SELECT};
use super::articles::unsigned;
use super::filter::numbers;
use super::tree::Tree;
use super::{Result, Store};
use crate::model::{Annotation, AnnotationId, ArticleId, PassageSort, ThemeId};

/// With fewer annotations than this, sorting those that are meant is quicker than walking through
/// all articles in their order.
const FEW: i64 = 5_000;

/// A query of annotations in an order: what comes before its condition, the rest, what is bound.
struct Ordered {
    from: String,
    order: &'static str,
    bound: Vec<Value>,
}

impl Store {
    /// The numbers of the annotations that are meant and fall in `window`, from 0 in the order of `sort`.
    pub fn annotation_ids(
        &self,
        meant: &AnnotationFilter,
        sort: PassageSort,
        window: Range<u64>,
    ) -> Result<Vec<AnnotationId>> {
        let Ordered { from, order, mut bound } = self.ordered(meant, sort)?;
        let sql = format!("SELECT n.id {from} ORDER BY {order} LIMIT ? OFFSET ?");
        let int = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        bound.extend([int(window.end.saturating_sub(window.start)), int(window.start)]);
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(bound), |row| row.get(0).map(AnnotationId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Where an annotation comes in that order, from 0; `None` if it is not meant. Looks at all that are.
    pub fn position_of(
        &self,
        meant: &AnnotationFilter,
        sort: PassageSort,
        id: AnnotationId,
    ) -> Result<Option<u64>> {
        let Ordered { from, order, mut bound } = self.ordered(meant, sort)?;
        let sql = format!(
            "SELECT at FROM (SELECT n.id AS id, row_number() OVER (ORDER BY {order}) - 1 AS at {from}) WHERE id = ?"
        );
        bound.push(Value::Integer(id.0));
        let mut statement = self.conn().prepare_cached(&sql)?;
        let at: Option<i64> = statement.query_row(params_from_iter(bound), |row| row.get(0)).optional()?;
        Ok(at.map(unsigned))
    }

    /// The annotations of these numbers, in this order; those that are not there are left out.
    pub fn annotations_by_id(&self, ids: &[AnnotationId]) -> Result<Vec<Annotation>> {
        let sql = format!("{SELECT} WHERE n.id IN (SELECT value FROM json_each(?))");
        let read = self.read_annotations(&sql, vec![numbers(ids.iter().map(|id| id.0))])?;
        let mut found: HashMap<AnnotationId, Annotation> = read.into_iter().map(|a| (a.id, a)).collect();
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// How many of the annotations that are meant each of some articles has.
    pub fn count_by_article(
        &self,
        meant: &AnnotationFilter,
        articles: &[ArticleId],
    ) -> Result<HashMap<ArticleId, u64>> {
        let (condition, mut bound) = self.condition(meant)?;
        let sql = format!(
            "SELECT n.article, count(*) FROM annotations n JOIN articles a ON a.id = n.article WHERE {condition} \
             AND n.article IN (SELECT value FROM json_each(?)) GROUP BY n.article"
        );
        bound.push(numbers(articles.iter().map(|id| id.0)));
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement
            .query_map(params_from_iter(bound), |row| Ok((ArticleId(row.get(0)?), unsigned(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The themes by which [`PassageSort::Theme`] puts those that are meant in order, the first first.
    pub fn theme_order(&self, meant: &AnnotationFilter) -> Result<Vec<ThemeId>> {
        let tree = Tree::load(self.conn())?;
        if meant.themes.is_empty() {
            return Ok(tree.order);
        }
        let wanted: Vec<ThemeId> = meant.themes.iter().flat_map(|id| tree.with_below(*id)).collect();
        Ok(tree.order.into_iter().filter(|id| wanted.contains(id)).collect())
    }

    fn ordered(&self, meant: &AnnotationFilter, sort: PassageSort) -> Result<Ordered> {
        let (condition, mut bound) = self.condition(meant)?;
        let from = match sort {
            PassageSort::Theme => {
                let ranks = numbers(self.theme_order(meant)?.iter().map(|id| id.0));
                bound.insert(0, ranks);
                format!(
                    "FROM (SELECT m.*, (SELECT min(r.key) FROM annotation_themes x, json_each(?) r \
                     WHERE x.annotation = m.id AND r.value = x.theme) AS rank FROM annotations m) n \
                     JOIN articles a ON a.id = n.article WHERE {condition}"
                )
            }
            PassageSort::Article if meant.is_all() && self.has_many_annotations()? => {
                format!("FROM articles a CROSS JOIN annotations n ON n.article = a.id WHERE {condition}")
            }
            _ => format!("FROM annotations n JOIN articles a ON a.id = n.article WHERE {condition}"),
        };
        let order = match sort {
            PassageSort::Article => "a.added, a.id, n.start, n.\"end\", n.id",
            // Numbers grow with time and are never used again.
            PassageSort::Newest => "n.id DESC",
            PassageSort::Theme => "n.rank IS NULL, n.rank, a.added, a.id, n.start, n.\"end\", n.id",
        };
        Ok(Ordered { from, order, bound })
    }

    fn has_many_annotations(&self) -> Result<bool> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM annotations LIMIT ?)";
        let count: i64 = self.conn().prepare_cached(sql)?.query_row([FEW], |row| row.get(0))?;
        Ok(count == FEW)
    }
}

#[cfg(test)]
mod tests;
