//! Items of a feed as articles: which are known, which are new, which have changed.

use std::collections::HashMap;

use super::super::again::{Details, is_marked_anew, revised};
use super::super::saving::{PartOf, Update, same_item};
use super::super::{Job, What};
use super::open::Open;
use crate::import::feed::{self, Feed, Item};
use crate::import::{self, ImportError, Imported, PageLimits};
use crate::model::{ArticleId, CollectionId, Document, Edit, KnownItem, MetadataChange, Place, WANTED};
use crate::store::{Result, Store};

/// An item that is new, or not as it was.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Which of the feed's items it is.
    pub item: usize,
    pub key: String,
    hash: String,
    known: Option<KnownItem>,
    /// The page that its link leads to, where that was wanted and could be had.
    pub page: Option<Imported>,
    /// The page was wanted and could not be had this time.
    pub missed: bool,
    /// Why there is no page, where one was wanted.
    pub problem: Option<String>,
}

impl Candidate {
    /// The hash to remember: one that no item has where the page is still wanted, so that the next
    /// refresh takes the item up again.
    fn kept(&self) -> String {
        if self.missed { format!("{WANTED}{}", self.hash) } else { self.hash.clone() }
    }

    /// Nothing is new but that its page was asked for in vain once more.
    pub(super) fn is_missed_again(&self) -> bool {
        self.missed && self.known.as_ref().is_some_and(|known| known.hash == self.kept())
    }
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    New,
    Changed,
    Known,
}

/// Finds the items of a feed that are not in the library as they are in the feed.
pub(super) fn find_new(store: &Store, collection: Option<CollectionId>, open: &mut Open) -> Result<()> {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for item in &open.feed.items {
        *ids.entry(item.id.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let mut found: Vec<Candidate> = Vec::new();
    let mut keys = std::collections::HashSet::new();
    for (at, item) in open.feed.items.iter().enumerate() {
        let hash = hash(item);
        // An id that several items have is none.
        let id = item.id.as_deref().filter(|id| ids.get(id) == Some(&1));
        let key = id.or(item.link.as_deref()).map_or_else(|| hash.clone(), str::to_owned);
        if !keys.insert(key.clone()) {
            continue;
        }
        let known = match collection {
            Some(collection) => store.feed_item(collection, &key)?,
            None => None,
        };
        if let Some(known) = &known
            && is_there(store, known, &hash)?
        {
            continue;
        }
        found.push(Candidate { item: at, key, hash, known, page: None, missed: false, problem: None });
    }
    open.candidates = found;
    Ok(())
}

/// Whether an item is in the library as it is in the feed, by its hash.
fn is_there(store: &Store, known: &KnownItem, hash: &str) -> Result<bool> {
    match known.article {
        // It was deleted for good.
        None => Ok(true),
        Some(article) => Ok(known.hash == hash && store.has_newest_text(article)?),
    }
}

/// A number for all that a feed says of an item.
fn hash(item: &Item) -> String {
    let body =
        |body: &Option<feed::Body>| body.as_ref().map(|body| body.as_str().to_owned()).unwrap_or_default();
    let link = item.link.clone().unwrap_or_default();
    import::digest(&[item.title.clone(), link, body(&item.content), body(&item.summary)].join("\0"))
}

impl Job<'_, '_> {
    /// Decides what an item is to become.
    pub(super) fn item(
        &mut self,
        feed: &Feed,
        candidate: &Candidate,
        collection: CollectionId,
    ) -> Result<Found> {
        let Some(item) = feed.items.get(candidate.item) else { return Ok(Found::Known) };
        let source = item.link.clone().unwrap_or_else(|| candidate.key.clone());
        if candidate.is_missed_again() {
            return Ok(Found::Known);
        }
        // An item without any words, such as a picture alone, is nothing to read.
        let Ok(read) = article(feed, item, candidate.page.as_ref(), &self.with.means.pages) else {
            return Ok(Found::Known);
        };
        let url = read.meta.url.clone();
        let keys: Vec<String> = url.iter().map(|url| format!("url {url}")).collect();
        if keys.iter().any(|key| self.keys.contains(key)) {
            self.flush()?;
        }
        self.keys.extend(keys);
        self.look()?;
        // Another program may have brought it while its page was waited for.
        let now = self.store.feed_item(collection, &candidate.key)?;
        if let Some(now) = now.as_ref().filter(|now| Some(*now) != candidate.known.as_ref())
            && is_there(self.store, now, &candidate.hash)?
        {
            return Ok(Found::Known);
        }
        let before = now.as_ref().and_then(|known| Some((known, known.article?)));
        let (what, found) = match before {
            Some((before, article)) if self.store.article(article)?.is_some() => {
                let is_news = before.hash != candidate.hash;
                let mut says = read.meta;
                // The title that the feed gives is told apart by what that gave before.
                says.title.clear();
                let details =
                    if is_news { Details::from(self.store, article, &says)? } else { Details::default() };
                let mut changed = self.changed(before, article, item, (read.document, is_news))?;
                if !details.is_nothing() {
                    changed = (details.with(changed.0), Found::Changed);
                }
                if matches!(changed.0, What::Unchanged(_)) && !is_news {
                    return Ok(Found::Known);
                }
                changed
            }
            _ => {
                if let Some(article) = same_item(self.store, &read.meta, &read.document.text)? {
                    (What::Unchanged(article), Found::Known)
                } else {
                    let mut meta = read.meta;
                    meta.source = Some(source.clone());
                    let place = Some(Place { collection: Some(collection), position: 0 });
                    let edit = Edit::AddArticle { meta, document: read.document, themes: Vec::new(), place };
                    (What::Add(vec![edit]), Found::New)
                }
            }
        };
        let known = KnownItem {
            key: candidate.key.clone(),
            hash: candidate.kept(),
            title: item.title.clone(),
            article: None,
        };
        let article = before.map(|(_, article)| article);
        self.push_part(source, what, PartOf::Feed(collection, known, article))?;
        Ok(found)
    }

    /// What becomes of an article whose item is not as it was (`is_news`), or whose text is not.
    fn changed(
        &self,
        before: &KnownItem,
        id: ArticleId,
        item: &Item,
        (document, is_news): (Document, bool),
    ) -> Result<(What, Found)> {
        let Some(article) = self.store.article(id)?.filter(|article| !article.trashed) else {
            // What was put away stays there.
            return Ok((What::Unchanged(id), Found::Known));
        };
        let sha256 = import::digest(&document.text);
        // What the feed says as before is taken again where it was undone, and not over what the user mended.
        let is_text = if sha256 == article.sha256 {
            !(is_news && is_marked_anew(self.store, id, &document)?)
        } else {
            !(is_news || self.store.had_text_since(id, &sha256)?)
        };
        // A title that the user gave it stays.
        let is_title =
            item.title == before.title || item.title.is_empty() || article.meta.title != before.title;
        if is_text && is_title {
            return Ok((What::Unchanged(id), Found::Known));
        }
        let mut edits = Vec::new();
        if !is_title {
            let change = MetadataChange { title: Some(item.title.clone()), ..MetadataChange::default() };
            edits.push(Edit::SetMetadata { article: id, change });
        }
        let what = if is_text {
            What::Update(Update::new(id, edits))
        } else {
            revised(self.store, id, document, edits)?
        };
        Ok((what, Found::Changed))
    }
}

/// The article of an item: with the words of its page, where that has more of them than the feed.
fn article(
    feed: &Feed,
    item: &Item,
    page: Option<&Imported>,
    limits: &PageLimits,
) -> std::result::Result<Imported, ImportError> {
    let mut read = feed::article(feed, item, limits)?;
    if let Some(page) = page.filter(|page| words(&page.document) > words(&read.document)) {
        read.document = page.document.clone();
        read.meta.format.clone_from(&page.meta.format);
        let meta = &mut read.meta;
        meta.url = page.meta.url.clone().or(meta.url.take());
        meta.byline = meta.byline.take().or_else(|| page.meta.byline.clone());
        meta.published = meta.published.take().or_else(|| page.meta.published.clone());
        meta.language = meta.language.take().or_else(|| page.meta.language.clone());
    }
    Ok(read)
}

/// Words outside furniture.
fn words(document: &Document) -> usize {
    let blocks = document.blocks.iter().filter(|block| !block.furniture);
    blocks.map(|block| document.slice(block.span).split_whitespace().count()).sum()
}
