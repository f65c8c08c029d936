//! Mending an article as one step: its text, its title, and its annotations anchored again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::anchor::follow;
use crate::model::mend::{Mend, carry, mend};
use crate::model::{Anchored, Applied, ArticleId, Edit, MetadataChange};
use crate::store::{Result, Store, StoreError};

/// Mends an article. `sha256` is that of the text that the places in `what` belong to; if the
/// article has another by now, nothing is done.
pub fn apply(store: &mut Store, id: ArticleId, sha256: &str, what: &Mend) -> Result<(Applied, Anchored)> {
    apply_until(store, id, sha256, what, &Arc::default(), &mut |_| ())
}

/// The same. Takes as long as indexing the text twice, some seconds for tens of
/// megabytes; no other program can change the library meanwhile. `tell` takes how far it is, 0 to 100. Interrupted,
/// as an error and with nothing done, once it is to stop.
pub fn apply_until(
    store: &mut Store,
    id: ArticleId,
    sha256: &str,
    what: &Mend,
    stop: &Arc<AtomicBool>,
    tell: &mut dyn FnMut(u8),
) -> Result<(Applied, Anchored)> {
    store.hold(|store| {
        let mut go_on = |percent| {
            tell(percent);
            if stop.load(Ordering::SeqCst) { Err(StoreError::Interrupted) } else { Ok(()) }
        };
        go_on(0)?;
        let done = store.until(stop, |store| apply_held(store, id, sha256, what, &mut go_on))?;
        // Before it is on disk: what was to stop is not done all the same.
        go_on(100)?;
        Ok(done)
    })
}

fn apply_held(
    store: &mut Store,
    id: ArticleId,
    sha256: &str,
    what: &Mend,
    go_on: &mut dyn FnMut(u8) -> Result<()>,
) -> Result<(Applied, Anchored)> {
    let Some(article) = store.article(id)?.filter(|article| !article.trashed) else {
        return Err(StoreError::refused(
            "this article is in the library no more (u brings back what was removed)",
        ));
    };
    if article.sha256 != sha256 {
        return Err(StoreError::refused(
            "its text changed meanwhile, so nothing was done (look at the new text first)",
        ));
    }
    let old = store.document(id)?;
    go_on(10)?;
    let mended = mend(&old, what).map_err(StoreError::refused)?;
    if mended.document == old && mended.title.as_deref().is_none_or(|title| title == article.meta.title) {
        return Ok((Applied::default(), Anchored::default()));
    }
    go_on(20)?;
    let annotations = store.annotations_of(id)?;
    let placements = carry(&old.text, &mended, &annotations);
    let anchored = Anchored::of(&annotations, &placements);
    let place = follow(&old.text, &mended.document.text, article.place);
    let mut edits = vec![Edit::Revise { article: id, document: mended.document, placements, mend: true }];
    if let Some(title) = mended.title {
        let change = MetadataChange { title: Some(title), ..MetadataChange::default() };
        edits.push(Edit::SetMetadata { article: id, change });
    }
    go_on(30)?;
    let applied = store.apply_as(&format!("{} “{}”", what.label(), article.title()), &edits)?;
    // Where the reader was left moves with its words.
    store.set_place(id, place, article.progress)?;
    Ok((applied, anchored))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::import::{self, Hint};
    use crate::text::Offset;

    #[test]
    fn it_tells_how_far_it_is_and_does_nothing_once_it_is_to_stop() {
        let mut store = Store::memory(Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())).unwrap();
        let text = b"A title\n\nOne is here.\n\nTwo is there.\n";
        let read = import::read(text, &Hint::named("a.txt")).unwrap();
        let edit =
            Edit::AddArticle { meta: read.meta, document: read.document, themes: read.themes, place: None };
        let id = store.apply(&[edit]).unwrap().touched.articles[0];
        let before = store.document(id).unwrap();
        let sha256 = store.article(id).unwrap().unwrap().sha256;
        let join = Mend::Join { at: Offset(before.text.find("One").unwrap()) };
        for end in [0, 10, 30, 100] {
            let stop = Arc::new(AtomicBool::new(false));
            let done = apply_until(&mut store, id, &sha256, &join, &stop, &mut |percent| {
                stop.store(percent == end, Ordering::SeqCst);
            });
            assert!(matches!(done, Err(StoreError::Interrupted)), "{end}: {done:?}");
            assert_eq!((store.document(id).unwrap(), store.history(9).unwrap().len()), (before.clone(), 1));
        }
        let mut told = Vec::new();
        let never = Arc::default();
        apply_until(&mut store, id, &sha256, &join, &never, &mut |percent| told.push(percent)).unwrap();
        assert!(told.is_sorted() && told.first() == Some(&0) && told.last() == Some(&100), "{told:?}");
        assert!(store.document(id).unwrap().text.contains("One is here. Two is there."));
    }
}
