//! Articles that are read again: what is new of them, and what becomes of what the reader did on them.

use std::path::Path;

use super::Corrections;
use super::furniture::remember;
use super::saving::{Update, What};
use crate::import::{digest, title_of};
use crate::job::corrections::{Stopped, carry};
use crate::model::anchor::follow;
use crate::model::{
    Anchored, Annotation, ArticleId, Document, Edit, Metadata, MetadataChange, Placement, place_again_until,
};
use crate::store::{Result, Same, Store, StoreError};
use crate::text::Offset;

/// Whether there is nothing new in what was read of an article that the library has.
pub(super) fn is_same(store: &Store, same: &Same, format: &str, document: &Document) -> Result<bool> {
    if !(same.mended || same.text) {
        return Ok(false);
    }
    // The same words in another file or format have lost or gained no link by that.
    if !is_own(store, same, format)? {
        return Ok(true);
    }
    // What the user mended stays mended as long as the source says what it said.
    let is_marked = if same.mended {
        store.has_source_markup(same.article, document)?
    } else {
        store.has_markup(same.article, document)?
    };
    Ok(is_marked)
}

/// Whether what was read is from where the article is from.
fn is_own(store: &Store, same: &Same, format: &str) -> Result<bool> {
    if same.source || !same.url {
        return Ok(same.source);
    }
    Ok(store.article(same.article)?.is_some_and(|known| known.meta.format == format))
}

/// What becomes of the details of an article that is read again.
#[derive(Debug, Default)]
pub(super) struct Details {
    edit: Option<Edit>,
    told: Option<String>,
}

impl Details {
    /// By what its source says now; of another place nothing follows. `document` is what was read, of which some are
    /// named by the line that they begin with, or by their file.
    pub(super) fn of(store: &Store, same: &Same, says: &Metadata, document: &Document) -> Result<Self> {
        if !is_own(store, same, &says.format)? {
            return Ok(Self::default());
        }
        let known = store.article(same.article)?.map(|known| known.meta).unwrap_or_default();
        let is_new_text = !(same.text || same.mended);
        if is_guess(&known, says) || (is_new_text && stands_in(&known.title, says, document)) {
            return Self::from(store, same.article, &Metadata { title: String::new(), ..says.clone() });
        }
        Self::from(store, same.article, says)
    }

    /// By what its source says now.
    pub(super) fn from(store: &Store, article: ArticleId, says: &Metadata) -> Result<Self> {
        let new = store.would_follow(article, says)?;
        if new == MetadataChange::default() {
            return Ok(Self::default());
        }
        let told = |what: &str, value: Option<&String>| value.map(|value| format!("{what} “{value}”"));
        let named = [
            told("the title", new.title.as_ref()),
            told("the byline", new.byline.as_ref().and_then(Option::as_ref)),
            told("the publication", new.publication.as_ref().and_then(Option::as_ref)),
            told("the date", new.published.as_ref().and_then(Option::as_ref)),
        ];
        let named: Vec<String> = named.into_iter().flatten().collect();
        let told = Some(format!("new from its source: {}", named.join(", ")));
        Ok(Self { edit: Some(Edit::FollowSource { article, says: new }), told })
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.edit.is_none()
    }

    /// Puts them to what becomes of the article.
    pub(super) fn with(self, what: What) -> What {
        let Self { edit: Some(edit), told } = self else { return what };
        let mut update = match what {
            What::Update(update) => update,
            What::Unchanged(article) => Update::new(article, Vec::new()),
            what => return what,
        };
        update.edits.push(edit);
        What::Update(Update { told, ..update })
    }
}

/// Whether a title is no more than the name of the file.
fn is_guess(known: &Metadata, says: &Metadata) -> bool {
    let stem = known.source.as_deref().map(Path::new).and_then(Path::file_stem);
    stem.is_some_and(|stem| title_of(&stem.to_string_lossy()) == says.title)
}

/// Whether a text that states no title still has the one that is known as a line of its own.
fn stands_in(title: &str, says: &Metadata, document: &Document) -> bool {
    says.format == "text" && document.blocks.iter().any(|block| document.slice(block.span).trim() == title)
}

/// What becomes of an article that is read again, `same`: as it is by now.
pub(super) fn renew(
    store: &Store,
    article: ArticleId,
    trashed: bool,
    same: bool,
    document: Document,
    stop: &dyn Fn() -> bool,
) -> Result<What> {
    if same && !trashed {
        return Ok(What::Unchanged(article));
    }
    let edits = if trashed { vec![Edit::RestoreArticle { article }] } else { Vec::new() };
    if same {
        Ok(What::Update(Update::new(article, edits)))
    } else {
        revised(store, article, document, edits, stop)
    }
}

/// Whether a document has other blocks, links or styles than its article has by now.
pub(super) fn is_marked_anew(store: &Store, article: ArticleId, document: &Document) -> Result<bool> {
    Ok(!store.has_markup(article, document)?)
}

/// A new text for an article, or new markup of the one it has, after other edits of it. What the user corrected in the
/// old text is made again in the new one, as far as that can be done; interrupted, as an error, once `stop` says so.
pub(super) fn revised(
    store: &Store,
    article: ArticleId,
    document: Document,
    mut edits: Vec<Edit>,
    stop: &dyn Fn() -> bool,
) -> Result<What> {
    // Before it is read: where another program comes between, it is looked at again.
    let base = Some(store.present_text(article)?);
    let old = store.document(article)?;
    let (mut document, mut source, mut corrections) = (document, None, Corrections::default());
    if let Some(before) = store.source_document(article)? {
        if before == document {
            let update = Update { base, ..Update::new(article, edits) };
            return Ok(if update.edits.is_empty() { What::Unchanged(article) } else { What::Update(update) });
        }
        let carried = carry(&before, &old, &document, stop).map_err(|Stopped| StoreError::Interrupted)?;
        corrections = carried.corrections;
        source = carried.document.map(|corrected| std::mem::replace(&mut document, corrected));
    }
    remember(&old, &mut document);
    let annotations = store.annotations_of(article)?;
    let (mut anchored, mut place) = (None, None);
    let placements = if old.text == document.text {
        // Nothing has to be found again: what is lost or changed by now stays so as well.
        let stay = |a: &Annotation| Placement { annotation: a.id, was: a.span, span: a.span, state: a.state };
        annotations.iter().map(stay).collect()
    } else {
        let placements = place_again_until(&old.text, &document.text, &annotations, stop);
        let placements = placements.ok_or(StoreError::Interrupted)?;
        anchored = Some(Anchored::of(&annotations, &placements));
        place = place_in(store, article, &old.text, &document.text)?;
        placements
    };
    edits.push(match source {
        Some(source) => Edit::CarryMends { article, source, document, placements },
        None => Edit::Revise { article, document, placements, mend: false },
    });
    Ok(What::Update(Update { base, place, anchored, corrections, ..Update::new(article, edits) }))
}

/// Where the reader was left, in the new text.
fn place_in(store: &Store, id: ArticleId, old: &str, new: &str) -> Result<Option<(Offset, u8)>> {
    let article = store.article(id)?.filter(|article| article.place > Offset(0));
    Ok(article.map(|article| (follow(old, new, article.place), article.progress)))
}

/// What becomes of a new text once its article has another than the one this was compared with.
pub(super) fn renew_now(store: &Store, update: &Update, stop: &dyn Fn() -> bool) -> Result<What> {
    let Update { article, edits, told, .. } = update;
    let (article, told) = (*article, told.clone());
    let now = store.article(article)?;
    let (mut document, mut others) = (None, Vec::new());
    for edit in edits {
        match edit {
            Edit::Revise { document: new, .. } | Edit::CarryMends { source: new, .. } => {
                document = Some(new.clone());
            }
            // It is back already.
            Edit::RestoreArticle { .. } if now.as_ref().is_some_and(|now| !now.trashed) => {}
            other => others.push(other.clone()),
        }
    }
    if let (Some(mut new), Some(now)) = (document, now) {
        // What the user said of its blocks is looked at again.
        new.blocks.iter_mut().for_each(|block| block.marked = None);
        let sha256 = digest(&new.text);
        let is_there = if store.mended_from(article)?.as_ref() == Some(&sha256) {
            store.has_source_markup(article, &new)?
        } else {
            sha256 == now.sha256 && store.has_markup(article, &new)?
        };
        if !is_there {
            return Ok(match revised(store, article, new, others, stop)? {
                What::Update(update) => What::Update(Update { told, ..update }),
                what => what,
            });
        }
    }
    let update = Update { told, ..Update::new(article, others) };
    Ok(if update.edits.is_empty() { What::Unchanged(article) } else { What::Update(update) })
}
