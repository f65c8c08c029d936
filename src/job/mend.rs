//! Mending an article as one step: its text, its title, and its annotations anchored again.

use crate::model::anchor::follow;
use crate::model::mend::{Mend, carry, mend};
use crate::model::{Anchored, Applied, ArticleId, Edit, MetadataChange};
use crate::store::{Result, Store, StoreError};

/// Mends an article. `sha256` is that of the text that the places in `what` belong to; if the
/// article has another by now, nothing is done. Takes as long as reading the text a few times; no other
/// program can change it meanwhile.
pub fn apply(store: &mut Store, id: ArticleId, sha256: &str, what: &Mend) -> Result<(Applied, Anchored)> {
    store.hold(|store| apply_held(store, id, sha256, what))
}

fn apply_held(store: &mut Store, id: ArticleId, sha256: &str, what: &Mend) -> Result<(Applied, Anchored)> {
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
    let mended = mend(&old, what).map_err(StoreError::refused)?;
    if mended.document == old && mended.title.as_deref().is_none_or(|title| title == article.meta.title) {
        return Ok((Applied::default(), Anchored::default()));
    }
    let annotations = store.annotations_of(id)?;
    let placements = carry(&old.text, &mended, &annotations);
    let anchored = Anchored::of(&annotations, &placements);
    let place = follow(&old.text, &mended.document.text, article.place);
    let mut edits = vec![Edit::Revise { article: id, document: mended.document, placements, mend: true }];
    if let Some(title) = mended.title {
        let change = MetadataChange { title: Some(title), ..MetadataChange::default() };
        edits.push(Edit::SetMetadata { article: id, change });
    }
    let applied = store.apply_as(&format!("{} “{}”", what.label(), article.title()), &edits)?;
    // Where the reader was left moves with its words.
    store.set_place(id, place, article.progress)?;
    Ok((applied, anchored))
}
