//! The hits of a search of the library, with what stands above them.

use std::collections::BTreeMap;

use crate::app::{Heading, Hit, Outcome};
use crate::model::query::Query;
use crate::model::{Annotation, Article, ArticleId, Listing, State};
use crate::store::{self, AnnotationFilter, Result, Store};
use crate::text::excerpt;

/// Cells of a quote that are shown at most of a passage without a word that was sought.
const QUOTE: usize = 240;

/// The best hits, at most `limit`: places of the words that are sought; of a query without any, the
/// passages or the articles that it finds.
pub fn search(store: &Store, query: &Query, limit: usize) -> Result<Outcome> {
    if !query.has_word() {
        return Ok(Outcome::Hits(by_fields(store, query, limit)?, None));
    }
    let found = store.search(query, limit)?;
    if found.is_empty() {
        return Ok(Outcome::Hits(Vec::new(), store.nearest_word(query)?));
    }
    let headings = headings(store, found.iter().map(|hit| hit.article.id))?;
    let hits = found.into_iter().map(|hit| placed(store, hit, &headings));
    Ok(Outcome::Hits(hits.collect::<Result<_>>()?, None))
}

/// What stands above the hits of some articles.
fn headings(
    store: &Store,
    articles: impl Iterator<Item = ArticleId>,
) -> Result<BTreeMap<ArticleId, Heading>> {
    let mut ids: Vec<ArticleId> = articles.collect();
    ids.sort();
    ids.dedup();
    Ok(store.articles_of(&ids)?.into_iter().map(|article| (article.id, Heading::of(&article, 0))).collect())
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

/// What a query without words finds: passages where it asks for what passages have, else articles.
fn by_fields(store: &Store, query: &Query, limit: usize) -> Result<Vec<Hit>> {
    if query.is_of_annotations() {
        let meant = AnnotationFilter { query: query.clone(), ..AnnotationFilter::default() };
        let passages = store.annotations(&meant, Some(limit))?;
        let headings = headings(store, passages.iter().map(|annotation| annotation.article.id))?;
        return Ok(passages.iter().map(|annotation| passage(annotation, &headings)).collect());
    }
    let listing = Listing { query: query.clone(), ..Listing::default() };
    let articles = store.listed(&listing, 0..u64::try_from(limit).unwrap_or(u64::MAX))?;
    let hit = |article: Article| Hit {
        article: article.id,
        heading: Heading::of(&article, 0),
        field: "article",
        annotation: None,
        span: None,
        lost: false,
        snippet: String::new(),
        marks: Vec::new(),
    };
    Ok(articles.into_iter().map(hit).collect())
}

fn passage(annotation: &Annotation, headings: &BTreeMap<ArticleId, Heading>) -> Hit {
    Hit {
        article: annotation.article.id,
        heading: headings.get(&annotation.article.id).cloned().unwrap_or_default(),
        field: "quote",
        annotation: Some(annotation.id),
        span: Some(annotation.span),
        lost: annotation.state == State::Lost,
        snippet: excerpt(annotation.words(), QUOTE),
        marks: Vec::new(),
    }
}
