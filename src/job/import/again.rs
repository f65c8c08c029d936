//! Articles that are read again: what is new of them, and what becomes of what the reader did on them.

use super::{Job, What};
use crate::model::anchor::follow;
use crate::model::{Anchored, Annotation, ArticleId, Document, Edit, Placement, place_again};
use crate::store::{Result, Same, Store};
use crate::text::Offset;

impl Job<'_, '_> {
    /// Whether there is nothing new in what was read of an article that the library has.
    pub(super) fn is_same(&self, same: &Same, format: &str, document: &Document) -> Result<bool> {
        if !same.text {
            return Ok(false);
        }
        let known = self.store.article(same.article)?;
        // The same words in another file or format have lost or gained no link by that.
        let is_own = same.source || same.url && known.is_some_and(|known| known.meta.format == format);
        Ok(!is_own || !self.is_marked_anew(same.article, document)?)
    }

    /// What becomes of an article that is read again, `same`: as it is by now.
    pub(super) fn renew(
        &mut self,
        article: ArticleId,
        trashed: bool,
        same: bool,
        document: Document,
    ) -> Result<What> {
        if same && !trashed {
            return Ok(What::Unchanged(article));
        }
        let edits = if trashed { vec![Edit::RestoreArticle { article }] } else { Vec::new() };
        if same {
            Ok(What::Update(article, edits, None, None))
        } else {
            self.revised(article, document, edits)
        }
    }

    /// Whether a document has other blocks, links or styles than its article has by now.
    pub(super) fn is_marked_anew(&self, article: ArticleId, document: &Document) -> Result<bool> {
        Ok(!self.store.has_markup(article, document)?)
    }

    /// A new text for an article, or new markup of the one it has, after other edits of it.
    pub(super) fn revised(
        &mut self,
        article: ArticleId,
        document: Document,
        mut edits: Vec<Edit>,
    ) -> Result<What> {
        let old = self.store.document(article)?;
        let annotations = self.store.annotations_of(article)?;
        self.bytes += document.text.len();
        if old.text == document.text {
            // Nothing has to be found again: what is lost or changed by now stays so as well.
            let stay =
                |a: &Annotation| Placement { annotation: a.id, was: a.span, span: a.span, state: a.state };
            let placements = annotations.iter().map(stay).collect();
            edits.push(Edit::Revise { article, document, placements });
            return Ok(What::Update(article, edits, None, None));
        }
        let placements = place_again(&old.text, &document.text, &annotations);
        let report = Anchored::of(&annotations, &placements);
        let place = place_in(self.store, article, &old.text, &document.text)?;
        edits.push(Edit::Revise { article, document, placements });
        Ok(What::Update(article, edits, place, Some(report)))
    }
}

/// Where the reader was left, in the new text.
fn place_in(store: &Store, id: ArticleId, old: &str, new: &str) -> Result<Option<(Offset, u8)>> {
    let article = store.article(id)?.filter(|article| article.place > Offset(0));
    Ok(article.map(|article| (follow(old, new, article.place), article.progress)))
}
