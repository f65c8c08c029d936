//! The hits of a search of the library, with what stands above them.

use std::collections::BTreeMap;

use crate::app::{Heading, Hit, Outcome};
use crate::model::query::Query;
use crate::model::{ArticleId, State};
use crate::store::{self, Result, Store};

/// The best hits, at most `limit`.
pub fn search(store: &Store, query: &Query, limit: usize) -> Result<Outcome> {
    let found = store.search(query, limit)?;
    let mut ids: Vec<ArticleId> = found.iter().map(|hit| hit.article.id).collect();
    ids.sort();
    ids.dedup();
    let mut headings = BTreeMap::new();
    for article in store.articles_of(&ids)? {
        let title = article.title().to_owned();
        let meta = article.meta;
        let facts = [meta.byline, meta.publication, meta.published].into_iter().flatten().collect();
        headings.insert(article.id, Heading { title, facts, passages: 0 });
    }
    let hits = found.into_iter().map(|hit| placed(store, hit, &headings));
    Ok(Outcome::Hits(hits.collect::<Result<_>>()?))
}

/// A note on a passage leads to the passage; what is lost has no place.
fn placed(store: &Store, hit: store::Hit, headings: &BTreeMap<ArticleId, Heading>) -> Result<Hit> {
    let annotation = hit.annotation.map(|id| store.annotation(id)).transpose()?.flatten();
    let span = annotation.as_ref().map(|annotation| annotation.span).or(hit.span);
    Ok(Hit {
        article: hit.article.id,
        heading: headings.get(&hit.article.id).cloned().unwrap_or_default(),
        field: hit.field.word(),
        annotation: hit.annotation,
        span,
        lost: annotation.is_some_and(|annotation| annotation.state == State::Lost),
        snippet: hit.snippet,
        marks: hit.marks,
    })
}
