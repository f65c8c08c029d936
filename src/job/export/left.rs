//! Files of an earlier export whose article or theme is no more. They are left, since they may be all
//! that the user still has of it, and named.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{ExportError, WINDOW};
use crate::export::{By, Form};
use crate::files::ExportFolder;
use crate::model::query::Query;
use crate::store::{Sort, Store};

/// The paths, of the kinds that this export writes. An article in the trash is no more; one that is
/// merely not wanted this time is.
pub(super) fn left(
    store: &Store,
    (by, form): (By, Form),
    folder: &ExportFolder,
    cancel: &AtomicBool,
) -> Result<Vec<String>, ExportError> {
    let (mut articles, mut themes) = (Vec::new(), Vec::new());
    let ending = format!(".{}", form.ending());
    for (path, id) in folder.others().into_iter().filter(|(path, _)| path.ends_with(&ending)) {
        if path.starts_with("articles/") && by != By::Theme {
            articles.push((path, id));
        } else if path.starts_with("themes/") && by != By::Article {
            themes.push((path, id));
        }
    }
    let mut there = HashSet::new();
    if !articles.is_empty() {
        there.extend(ids_of_articles(store, cancel)?);
    }
    if !themes.is_empty() {
        there.extend(store.themes()?.into_iter().map(|theme| theme.uuid.to_string()));
    }
    articles.extend(themes);
    Ok(articles.into_iter().filter(|(_, id)| !there.contains(id)).map(|(path, _)| path).collect())
}

fn ids_of_articles(store: &Store, cancel: &AtomicBool) -> Result<Vec<String>, ExportError> {
    let mut ids = Vec::new();
    loop {
        if cancel.load(Ordering::Relaxed) {
            return Err(ExportError::Cancelled);
        }
        let from = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        let window = store.articles(&Query::default(), Sort::default(), from..from.saturating_add(WINDOW))?;
        if window.is_empty() {
            return Ok(ids);
        }
        ids.extend(window.iter().map(|article| article.uuid.to_string()));
    }
}
