//! The sample annotations of a new library: put on once, without a step, and taken away by one.

use rusqlite::OptionalExtension;

use super::apply::{Act, annotations};
use super::index::index_annotation;
use super::{Result, Store, StoreError, furniture};
use crate::model::{AnnotationId, Applied, ArticleId, ThemeName};
use crate::text::Span;

/// An annotation on a starter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The name of the starter.
    pub article: String,
    /// Words that occur in it once.
    pub quote: String,
    /// Paths.
    pub themes: Vec<String>,
    pub note: String,
}

/// Under this key the numbers of the samples are kept.
const SAMPLES: &str = "samples";

/// Puts the samples on their starters; the article of the first. A sample whose words are not found
/// once is an error.
pub(super) fn put(store: &Store, act: &Act<'_>, samples: &[Sample]) -> Result<Option<ArticleId>> {
    let (mut first, mut made) = (None, Vec::new());
    for sample in samples {
        let article: Option<i64> = store
            .conn
            .prepare_cached("SELECT id FROM articles WHERE seed = ?1")?
            .query_row([&sample.article], |row| row.get(0))
            .optional()?;
        let missing = || StoreError::refused(format!("“{}” is no starter", sample.article));
        let article = ArticleId(article.ok_or_else(missing)?);
        let text = furniture::document(&store.conn, article)?.text;
        let mut found = text.match_indices(&sample.quote);
        let (Some((at, quote)), None) = (found.next(), found.next()) else {
            return Err(StoreError::refused(format!("“{}” is not there once", sample.quote)));
        };
        let themes: Vec<_> = sample.themes.iter().cloned().map(ThemeName::Path).collect();
        let span = Span::new(at, at + quote.len());
        annotations::annotate(act, article, span, &themes, Some(&sample.note))?;
        let id: i64 = store.conn.query_row("SELECT max(id) FROM annotations", [], |row| row.get(0))?;
        index_annotation(&store.conn, id)?;
        made.push(id.to_string());
        first = first.or(Some(article));
    }
    store.keep(SAMPLES, &made.join(","))?;
    Ok(first)
}

impl Store {
    /// Takes away the samples that are as they were put; what was changed is the user's by now. A step.
    pub fn clear_samples(&mut self) -> Result<Applied> {
        let samples = self.samples()?;
        self.step(|act| clear(act, &samples).map(|()| "clear the sample annotations".into()))
    }

    /// The numbers of the samples, whether or not they are still there.
    pub(super) fn samples(&self) -> Result<Vec<i64>> {
        let kept = self.recall(SAMPLES)?.unwrap_or_default();
        Ok(kept.split(',').filter_map(|id| id.parse().ok()).collect())
    }
}

pub(super) fn clear(act: &Act<'_>, samples: &[i64]) -> Result<()> {
    for id in samples {
        let untouched = "SELECT 1 FROM annotations WHERE id = ?1 AND created = updated";
        if act.conn.prepare_cached(untouched)?.exists([id])? {
            annotations::delete(act, AnnotationId(*id))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::library;
    use crate::store::fixture::{assert_indexed, dump, store};
    use crate::store::starters::OPEN;

    #[test]
    fn samples_come_go_in_one_step_and_leave_what_the_user_changed() {
        let mut store = store();
        store.add_starters(&library::starters().unwrap()).unwrap();
        let first: ArticleId = ArticleId(store.recall(OPEN).unwrap().unwrap().parse().unwrap());
        assert_eq!(store.annotations_of(first).unwrap().len(), 3);
        assert!(store.history(9).unwrap().is_empty(), "no step");
        assert_indexed(&store);
        let fresh = dump(&store);
        assert!(store.clear_samples().unwrap().step.is_some());
        assert_eq!(store.annotations_of(first).unwrap(), []);
        assert_indexed(&store);
        store.undo().unwrap();
        assert_eq!(dump(&store), fresh);
        store.remove_seeds().unwrap();
        assert!(store.themes().unwrap().is_empty(), "a theme of samples alone is unused");
        store.undo().unwrap();
        assert_eq!(dump(&store), fresh);

        let mine = store.annotations_of(first).unwrap().remove(0).id;
        store.conn.execute("UPDATE annotations SET updated = 'later' WHERE id = ?1", [mine.0]).unwrap();
        store.clear_samples().unwrap();
        let left: Vec<_> = store.annotations_of(first).unwrap().into_iter().map(|a| a.id).collect();
        assert_eq!(left, [mine]);
        assert!(store.clear_samples().unwrap().step.is_none());
    }
}
