//! Full text over texts, quotes, notes and titles, best first.
//!
//! The index ranks and hands over row numbers one by one; text is read for the rows that are shown
//! and no others, so that a hit in a 100 MB text costs what one in a short text costs.

mod holding;
mod nearest;
mod snippet;
mod source;
mod spoken;

use std::collections::{HashMap, HashSet};

use rusqlite::OptionalExtension;

use super::articles::{unsigned, uuid};
use super::{Result, Store, StoreError};
use crate::model::query::Query;
use crate::model::{AnnotationId, ArticleId, ArticleRef};
use crate::text::{Offset, Span, grapheme};
use holding::Holding;
use source::{Choice, Found, Sought, Table};

/// Hits of one article at most.
const PER_ARTICLE: usize = 3;

/// In what a hit was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Text,
    Quote,
    Note,
    Title,
}

impl Field {
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Quote => "quote",
            Self::Note => "note",
            Self::Title => "title",
        }
    }
}

/// A place at which a search found something.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub article: ArticleRef,
    pub field: Field,
    /// Whose quote or note it is; `None` for texts, titles and notes on articles.
    pub annotation: Option<AnnotationId>,
    /// Bytes of the canonical text: the hit, or for a quote the annotation's place. `None` in notes and titles.
    pub span: Option<Span>,
    /// The same in code points, `[start, end)`.
    pub points: Option<(u64, u64)>,
    /// About 120 characters around the hit, on one line.
    pub snippet: String,
    /// Where the hit is in the snippet, in bytes.
    pub marked: Span,
    /// Where it has words that are sought, in bytes, in order.
    pub marks: Vec<Span>,
    /// Higher is better; comparable within one search only.
    pub score: f64,
}

impl Store {
    /// The best hits of a query, `limit` at most and three of an article at most. An article is
    /// searched if all of the query holds for it; hits are places of the words that are asked for.
    /// A query without such a word is refused, since there would be nothing to show. Can be interrupted.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Vec<Hit>> {
        let sought = Sought::of(query);
        if sought.is_empty() {
            return Err(StoreError::refused(
                "there is no word to search for (add one; articles and annotations are listed by fields alone)",
            ));
        }
        let holding = if sought.alone {
            None
        } else {
            // What is wrong with a field is said also where no word is found.
            Some(Holding::of(self.conn(), query)?)
        };
        let (counts, whole, hits) = (HashMap::new(), HashSet::new(), Vec::new());
        let mut picking =
            Picking { store: self, query, sought: &sought, limit, holding, counts, whole, hits };
        if limit > 0 {
            source::each(self.conn(), &sought, &mut picking)?;
        }
        Ok(picking.hits)
    }

    /// The hits of a row, one for each of its columns in which something was found.
    fn hits(&self, found: &Found, sought: &Sought) -> Result<Vec<Hit>> {
        let mut select = self
            .conn()
            .prepare_cached("SELECT uuid, title FROM articles WHERE id = ? AND trashed_at IS NULL")?;
        let article = select
            .query_row([found.article], |row| {
                Ok(ArticleRef { id: ArticleId(found.article), uuid: uuid(row, 0)?, title: row.get(1)? })
            })
            .optional()?;
        let Some(article) = article else { return Ok(Vec::new()) };
        let mut hits = Vec::new();
        for (field, text, marks) in source::marked(self.conn(), sought, found)? {
            let Some(mark) = snippet::densest(&marks) else { continue };
            let mark = whole_clusters(&text, mark);
            let (snippet, marked) = snippet::around(&text, mark);
            let mut marks = source::marks_in(&snippet, sought, found, field);
            if marks.is_empty() {
                marks.push(marked);
            }
            let (span, points) = match field {
                Field::Text => self.place_in_text(found.row, &text, mark)?,
                Field::Quote => self.place_of_annotation(found.row)?,
                Field::Note | Field::Title => (None, None),
            };
            let annotation = (found.table == Table::Annotations).then_some(AnnotationId(found.row));
            let score = found.score;
            hits.push(Hit {
                article: article.clone(),
                field,
                annotation,
                span,
                points,
                snippet,
                marked,
                marks,
                score,
            });
        }
        Ok(hits)
    }

    fn place_in_text(&self, piece: i64, body: &str, mark: Span) -> Result<Place> {
        let mut select = self.conn().prepare_cached("SELECT start, point FROM pieces WHERE id = ?")?;
        let (start, point): (i64, i64) = select.query_row([piece], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let start = usize::try_from(start).unwrap_or(0);
        let points = |upto: usize| {
            let before = body.get(..upto).unwrap_or(body).chars().count();
            unsigned(point) + u64::try_from(before).unwrap_or(0)
        };
        Ok((
            Some(Span::new(start + mark.start.0, start + mark.end.0)),
            Some((points(mark.start.0), points(mark.end.0))),
        ))
    }

    fn place_of_annotation(&self, id: i64) -> Result<Place> {
        let sql = "SELECT start, \"end\", start_point, end_point FROM annotations WHERE id = ?";
        Ok(self.conn().prepare_cached(sql)?.query_row([id], |row| {
            let byte = |column| row.get(column).map(|n: i64| usize::try_from(n).unwrap_or(0));
            let points = (unsigned(row.get(2)?), unsigned(row.get(3)?));
            Ok((Some(Span::new(byte(0)?, byte(1)?)), Some(points)))
        })?)
    }
}

/// The first hits of the rows that are found, of articles for which the whole query holds.
struct Picking<'a> {
    store: &'a Store,
    query: &'a Query,
    sought: &'a Sought,
    limit: usize,
    /// Made once a row does not show by itself that the query holds.
    holding: Option<Holding<'a>>,
    /// Hits of each article.
    counts: HashMap<i64, usize>,
    /// Articles in which all words stand together somewhere.
    whole: HashSet<i64>,
    hits: Vec<Hit>,
}

impl Choice for Picking<'_> {
    fn article(&mut self, found: &Found) -> Result<Option<i64>> {
        let article = if self.sought.is_shown_by(found) {
            holding::article_under(self.store.conn(), found)?
        } else {
            let holding = match &mut self.holding {
                Some(holding) => holding,
                none => none.insert(Holding::of(self.store.conn(), self.query)?),
            };
            holding.article(found)?
        };
        Ok(article.filter(|article| {
            // Where the words stand together, places of one of them alone are of no use.
            let is_apart = !found.whole && self.whole.contains(article);
            !is_apart && self.counts.get(article).is_none_or(|count| *count < PER_ARTICLE)
        }))
    }

    fn take(&mut self, found: &Found) -> Result<bool> {
        if found.whole {
            self.whole.insert(found.article);
        }
        let count = self.counts.entry(found.article).or_default();
        // Another row of the article may have been taken since this one was wanted.
        if *count < PER_ARTICLE {
            let more = self.store.hits(found, self.sought)?;
            let most = (PER_ARTICLE - *count).min(self.limit - self.hits.len());
            let before = self.hits.len();
            self.hits.extend(more.into_iter().take(most));
            *count += self.hits.len() - before;
        }
        Ok(self.hits.len() < self.limit)
    }
}

type Place = (Option<Span>, Option<(u64, u64)>);

/// The span grown to grapheme boundaries.
fn whole_clusters(text: &str, span: Span) -> Span {
    let start = grapheme::floor(text, span.start.0);
    let end = span.end;
    let end = if grapheme::is_boundary(text, end) { end } else { grapheme::next(text, end) };
    Span { start, end: Offset(end.0.max(start.0)) }
}

#[cfg(test)]
mod tests;
