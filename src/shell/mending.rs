//! What the mending of texts asks of the library.

use std::sync::atomic::Ordering;

use super::worker::Course;
use crate::app::{Candidate, Outcome, Unplaced};
use crate::job::diff::diff;
use crate::job::mend::apply_until;
use crate::model::anchor::{Sought, candidates};
use crate::model::mend::Mend;
use crate::model::{Anchored, Applied, ArticleId, State};
use crate::store::{AnnotationFilter, Result, Store};
use crate::text::{Span, apart};

/// Annotations that the tray shows at most.
const MOST: usize = 500;
/// Changes that are shown at most.
const CHANGES: usize = 2_000;

/// What the tray shows: where an article has none, how many there are in others.
pub fn tray(store: &Store, article: Option<ArticleId>) -> Result<Outcome> {
    let here = unplaced(store, article)?;
    let all = AnnotationFilter { unplaced: true, ..AnnotationFilter::default() };
    let elsewhere = if here.is_empty() { store.count_annotations(&all)? } else { 0 };
    Ok(Outcome::Unplaced(here, elsewhere))
}

/// The annotations that are not placed, with the best places of each; of one article or of all.
pub fn unplaced(store: &Store, article: Option<ArticleId>) -> Result<Vec<Unplaced>> {
    let articles = article.into_iter().collect();
    let meant = AnnotationFilter { unplaced: true, articles, ..AnnotationFilter::default() };
    let annotations = store.annotations(&meant, Some(MOST))?;
    let mut all = Vec::new();
    // One pass over a text for all that is sought in it.
    for group in annotations.chunk_by(|a, b| a.article.id == b.article.id) {
        let Some(first) = group.first() else { continue };
        let document = store.document(first.article.id)?;
        let text = document.text.as_str();
        let sought: Vec<Sought<'_>> = group
            .iter()
            .map(|a| Sought { quote: &a.quote, prefix: &a.prefix, suffix: &a.suffix, was: a.span })
            .collect();
        for (annotation, found) in group.iter().zip(candidates(text, &sought)) {
            let mut places = Vec::new();
            if annotation.state == State::Changed {
                let span = annotation.span;
                places.push(Candidate { span, percent: None, words: String::new() });
            }
            for one in found
                .into_iter()
                .map(|one| one.of_passage(&document, &annotation.quote))
                .filter(|one| places.iter().all(|p: &Candidate| !p.span.overlaps(one.span)))
                .collect::<Vec<_>>()
            {
                places.push(Candidate { span: one.span, percent: Some(one.percent()), words: String::new() });
            }
            let spans: Vec<Span> = places.iter().map(|place| place.span).collect();
            for (place, words) in places.iter_mut().zip(apart(text, &spans)) {
                place.words = words;
            }
            all.push(Unplaced { annotation: annotation.clone(), places });
        }
    }
    Ok(all)
}

/// Mends a text; `None` where that was stopped, with nothing done.
pub fn mend(
    store: &mut Store,
    article: ArticleId,
    sha256: &str,
    what: &Mend,
    course: &Course<'_>,
) -> Result<Option<(Applied, Anchored)>> {
    let mut tell = |percent| (course.tell)(Outcome::Surveying(percent));
    match apply_until(store, article, sha256, what, course.stop, &mut tell) {
        Err(_) if course.stop.load(Ordering::SeqCst) => Ok(None),
        done => done.map(Some),
    }
}

/// What the newest text of an article changed in the one before.
pub fn compare(store: &Store, article: ArticleId, course: &Course<'_>) -> Result<Outcome> {
    let (from, to) = store.two_revisions(article, None, None)?;
    let (old, new) = (store.revision_text(&from)?, store.revision_text(&to)?);
    let mut changes = Vec::new();
    let mut told = 0;
    for change in diff(&old, &new) {
        if course.stop.load(Ordering::Relaxed) {
            return Ok(Outcome::Stopped);
        }
        let percent = u8::try_from(change.new.end.0 * 100 / new.len().max(1)).unwrap_or(100);
        if percent > told {
            told = percent;
            (course.tell)(Outcome::Surveying(percent));
        }
        changes.extend(change.told());
        if changes.len() == CHANGES {
            break;
        }
    }
    let title = format!(
        "What changed from text {} ({}) to text {}",
        from.number,
        from.created.get(..10).unwrap_or_default(),
        to.number
    );
    Ok(Outcome::Compared { title, changes })
}
