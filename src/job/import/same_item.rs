//! Whether an item of a feed is an article that the library has already, which came with it before or in some
//! other way. In a feed the items are told apart by what it calls them, not by where they lead: the notes on
//! all releases may lead to one page.

use super::saving::What;
use crate::import::digest;
use crate::job::identity::{Stop, is_apart_from, is_article, prints};
use crate::model::{ArticleId, CollectionId, Document, Edit, KnownItem, Metadata};
use crate::store::{Result, Store};

/// An item of a feed.
#[derive(Debug, Clone)]
pub(super) struct Of {
    pub collection: CollectionId,
    pub item: KnownItem,
    /// The article that it was when it was looked up.
    pub before: Option<ArticleId>,
    /// Others of the feed lead to the same page.
    pub is_shared: bool,
}

/// The article that an item is, if it came in some other way, or under another name: by its address, or else
/// by its text.
pub(super) fn same_item(
    store: &Store,
    of: &Of,
    (meta, document): (&Metadata, &Document),
    stop: Stop<'_>,
) -> Result<Option<ArticleId>> {
    let url = meta.url.as_deref();
    let sha256 = digest(&document.text);
    let by_text = Some(sha256.as_str()).filter(|_| url.is_none() || of.is_shared);
    let mut found = store.find_same(url, by_text, None)?;
    found.sort_by_key(|same| (same.trashed, same.article.0));
    for same in found {
        let is_text = by_text.is_some() && (same.text || same.mended);
        // Where no other leads there, the page is that of the item.
        if is_text || !of.is_shared && is_renamed(store, of, same.article, (meta, document), stop)? {
            return Ok(Some(same.article));
        }
    }
    Ok(None)
}

/// Whether no other item of the feed was this article, or only one that the feed has another name for now.
/// Of one title too they are two where each has its day and they have hardly a sentence in common.
fn is_renamed(
    store: &Store,
    of: &Of,
    article: ArticleId,
    (meta, document): (&Metadata, &Document),
    stop: Stop<'_>,
) -> Result<bool> {
    let mut others = store.items_of(of.collection, article)?;
    others.retain(|other| other.key != of.item.key);
    if others.is_empty() {
        return Ok(true);
    }
    if others.iter().any(|other| !other.title.is_empty() && other.title == of.item.title) {
        let before = store.article(article)?.and_then(|article| article.meta.published);
        let is_of_another_day = before.is_some() && meta.published.is_some() && before != meta.published;
        return Ok(!is_of_another_day || !is_apart_from(store, article, document, stop)?);
    }
    is_article(store, article, &prints(document, stop)?, stop)
}

/// Whether an article that an item is said to be is another item's, to which it was taken by its address.
pub(super) fn is_of_another(store: &Store, collection: CollectionId, item: &KnownItem) -> Result<bool> {
    let Some(id) = item.article else { return Ok(false) };
    let all = store.items_of(collection, id)?;
    let Some(article) = store.article(id)?.filter(|_| all.len() > 1) else { return Ok(false) };
    // Of several names for one article each is its own.
    if item.title == article.meta.title {
        return Ok(false);
    }
    let titled = all.iter().find(|one| one.title == article.meta.title);
    Ok(titled.or(all.first()).is_some_and(|owner| owner.key != item.key))
}

/// What becomes of a new item that is there by now: it stays as whoever brought it left it.
pub(super) fn item_found(store: &Store, of: &Of, edits: &[Edit], stop: Stop<'_>) -> Result<Option<What>> {
    let known = store.feed_item(of.collection, &of.item.key)?.and_then(|known| known.article);
    if let Some(article) = known.filter(|article| Some(*article) != of.before)
        && store.article(article)?.is_some()
    {
        return Ok(Some(What::Unchanged(article)));
    }
    let Some(Edit::AddArticle { meta, document, .. }) = edits.last() else { return Ok(None) };
    Ok(same_item(store, of, (meta, document), stop)?.map(What::Unchanged))
}
