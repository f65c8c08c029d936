//! A window over passages, each with a little of what stands around it.

use std::collections::BTreeMap;

use crate::app::{Heading, Outcome, Passage, Shown, Which};
use crate::job::around::{Around, around};
use crate::model::{Annotation, AnnotationId, ArticleId, PassageSort, ThemeId};
use crate::store::{AnnotationFilter, Result, Store};

fn meant(which: &Which) -> AnnotationFilter {
    AnnotationFilter {
        query: which.query.clone(),
        themes: which.themes.clone(),
        all: true,
        articles: which.article.into_iter().collect(),
        within: which.within.clone(),
        ..AnnotationFilter::default()
    }
}

/// How many there are.
pub fn count(store: &Store, which: &Which) -> Result<u64> {
    store.count_annotations(&meant(which))
}

/// Their numbers, all of them: for an article, whose annotations are read whole.
pub fn ids(store: &Store, which: &Which) -> Result<Vec<AnnotationId>> {
    store.annotation_ids(&meant(which), PassageSort::Newest, 0..u64::MAX)
}

/// At most `count` passages from `first` on; around the annotation `at` if that is not among them
/// but among those that are meant.
pub fn passages(
    store: &Store,
    which: &Which,
    sort: PassageSort,
    (mut first, count): (u64, u64),
    at: Option<AnnotationId>,
) -> Result<Outcome> {
    let meant = meant(which);
    let mut ids = store.annotation_ids(&meant, sort, first..first.saturating_add(count))?;
    let mut place = at.and_then(|id| ids.iter().position(|other| *other == id)).map(|i| first + wide(i));
    if let (Some(id), None) = (at, place)
        && let Some(elsewhere) = store.position_of(&meant, sort, id)?
    {
        place = Some(elsewhere);
        first = elsewhere.saturating_sub(count / 2);
        ids = store.annotation_ids(&meant, sort, first..first.saturating_add(count))?;
    }
    let got = wide(ids.len());
    let at_end = got < count && (got > 0 || first == 0);
    let order = if sort == PassageSort::Theme { store.theme_order(&meant)? } else { Vec::new() };
    let passages = store
        .annotations_by_id(&ids)?
        .into_iter()
        .map(|annotation| surround(store, annotation, &order))
        .collect::<Result<Vec<_>>>()?;
    let headings = headings(store, &meant, &passages)?;
    let total = at_end.then_some(first + got);
    Ok(Outcome::Passages(Box::new(Shown { first, total, at: place, passages, headings })))
}

fn wide(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// What stands above the passages of each article.
fn headings(
    store: &Store,
    meant: &AnnotationFilter,
    passages: &[Passage],
) -> Result<BTreeMap<ArticleId, Heading>> {
    let mut ids: Vec<ArticleId> = passages.iter().map(|passage| passage.annotation.article.id).collect();
    ids.sort();
    ids.dedup();
    let counts = store.count_by_article(meant, &ids)?;
    let heading = |article: crate::model::Article| {
        let passages = counts.get(&article.id).copied().unwrap_or(0);
        (article.id, Heading::of(&article, passages))
    };
    Ok(store.articles_of(&ids)?.into_iter().map(heading).collect())
}

fn surround(store: &Store, annotation: Annotation, order: &[ThemeId]) -> Result<Passage> {
    let under = order.iter().find(|theme| annotation.themes.contains(theme)).copied();
    let Around { before, after } = around(store, &annotation)?;
    Ok(Passage { annotation, before, after, under })
}
