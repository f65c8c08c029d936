//! Items of a feed as articles: which are known, which are new, which have changed.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use super::super::again::{Details, is_marked_anew, revised};
use super::super::same_item::{Of, is_of_another, same_item};
use super::super::saving::{PartOf, Update};
use super::super::{Job, What};
use super::candidate::Candidate;
use super::names::{Names, met, place};
use super::open::Open;
use super::stays::{self, Stays};
use crate::files::fetch::{Version, is_address};
use crate::import::feed::{self, Feed, Item};
use crate::import::{self, ImportError, Imported, PageLimits};
use crate::job::identity::{Stop, is_article, is_cut_alike, prints};
use crate::model::{
    Article, ArticleId, CollectionId, Document, Edit, FeedState, KnownItem, Metadata, MetadataChange, PART,
    Place, WANTED,
};
use crate::store::{Result, Store};

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    New,
    Changed,
    Known,
    /// There is nothing to read in it.
    Blank,
}

/// What became of an item, and why its article keeps the text that it has, where it does.
pub(super) type Came = (Found, Option<Stays>);

/// Finds the items of a feed that are not in the library as they are in the feed.
pub(super) fn find_new(
    store: &Store,
    collection: Option<CollectionId>,
    open: &mut Open,
    limits: &PageLimits,
) -> Result<()> {
    open.parts = match collection {
        Some(collection) => parts(store, collection)?,
        None => Vec::new(),
    };
    let names = Names::of(&open.feed);
    let mut found: Vec<Candidate> = Vec::new();
    let mut keys = HashSet::new();
    for (at, item) in open.feed.items.iter().enumerate() {
        let hash = hash(item);
        let is_shared = names.is_shared(item);
        let key = names.key(item).unwrap_or_else(|| hash.clone());
        if !keys.insert(key.clone()) {
            continue;
        }
        let mut known = match collection {
            Some(collection) => met(store, collection, (item, &hash), (&key, names.others(item)))?,
            None => None,
        };
        if let (Some(collection), Some(one)) = (collection, known.as_ref().filter(|_| is_shared))
            && is_of_another(store, collection, one)?
        {
            known = None;
        }
        if let Some(known) = &known
            && is_there(store, known, &hash)?
        {
            continue;
        }
        // What it was met as it stays.
        let key = known.as_ref().map_or(key, |known| known.key.clone());
        keys.insert(key.clone());
        let article = known.as_ref().and_then(|known| known.article);
        let is_less = match article.filter(|_| item.is_short()) {
            Some(article) => stays::is_less(store, article, (&open.feed, item), limits)?,
            None => false,
        };
        found.push(Candidate { is_shared, is_less, ..Candidate::new(at, key, hash, known) });
    }
    open.candidates = found;
    open.keys = keys;
    match collection {
        Some(collection) => take_wanted(store, collection, open),
        None => Ok(()),
    }
}

/// The items of a feed that was not sent again whose pages are wanted all the same.
pub(super) fn find_wanted(store: &Store, collection: CollectionId, state: &FeedState) -> Result<Open> {
    let feed = Feed { site: state.site.clone(), ..Feed::default() };
    let version = Version { tag: state.tag.clone(), modified: state.modified.clone() };
    let mut open = Open::new(feed, version, false);
    open.is_as_it_was = true;
    take_wanted(store, collection, &mut open)?;
    Ok(open)
}

/// Takes up the items whose pages are wanted and that are not among those which the feed was sent with.
fn take_wanted(store: &Store, collection: CollectionId, open: &mut Open) -> Result<()> {
    let there: HashSet<String> =
        open.feed.items.iter().filter_map(|item| item.link.as_deref().map(place)).collect();
    for known in store.wanted_of(collection)? {
        let Some(article) = known.article.map(|id| store.article(id)).transpose()?.flatten() else {
            continue;
        };
        let Metadata { byline, published, language, url, source, .. } = article.meta;
        let (key, hash, title) = (known.key.clone(), known.own().to_owned(), known.title.clone());
        let link = source.filter(|source| is_address(source)).or(url);
        // What the feed calls otherwise by now has not left it.
        if open.keys.contains(&key) || link.as_deref().is_some_and(|link| there.contains(&place(link))) {
            continue;
        }
        // What was counted when it had left is counted on where the feed is not sent again.
        let has_left = !open.is_as_it_was || known.tries() > 1;
        let candidate = Candidate::new(open.feed.items.len(), key, hash, Some(known));
        open.candidates.push(Candidate { is_again: true, has_left, ..candidate });
        open.feed.items.push(Item { link, title, byline, published, language, ..Item::default() });
    }
    Ok(())
}

/// Whether an item is in the library as it is in the feed, by its hash.
fn is_there(store: &Store, known: &KnownItem, hash: &str) -> Result<bool> {
    match known.article {
        // It was deleted for good.
        None => Ok(true),
        Some(article) => {
            let is_same = known.is_of(hash) && known.tries() == 0;
            Ok(is_same && store.has_newest_text(article)?)
        }
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
        open: &Open,
        candidate: &mut Candidate,
        collection: CollectionId,
    ) -> Result<Came> {
        let known = Ok((Found::Known, None));
        let cancel = self.with.cancel;
        let stop: Stop<'_> = &|| cancel.load(Ordering::Relaxed);
        let Some(item) = open.feed.items.get(candidate.item) else { return known };
        let source = item.link.clone().unwrap_or_else(|| candidate.key.clone());
        if self.count_try(candidate, collection)? {
            return known;
        }
        // An item without any words, such as a picture alone, is nothing to read.
        let read = article(&open.feed, item, candidate.page.as_ref(), &self.with.means.pages);
        let Ok((mut read, mut has_page)) = read else { return Ok((Found::Blank, None)) };
        // The page has no more words, and of those of the feed there is nothing new.
        if candidate.is_again && !has_page {
            return known;
        }
        let url = read.meta.url.clone();
        let keys: Vec<String> = url.iter().map(|url| format!("url {url}")).collect();
        if keys.iter().any(|key| self.keys.contains(key)) {
            self.flush()?;
        }
        self.keys.extend(keys);
        self.look()?;
        // Another program may have brought it while its page was waited for.
        let mut now = self.store.feed_item(collection, &candidate.key)?;
        if let Some(one) = now.as_ref().filter(|_| candidate.is_shared)
            && is_of_another(self.store, collection, one)?
        {
            now = None;
        }
        if let Some(now) = now.as_ref().filter(|now| Some(*now) != candidate.known.as_ref())
            && is_there(self.store, now, &candidate.hash)?
        {
            return known;
        }
        if now.is_none() && !candidate.is_shared {
            now = part(&open.parts, item);
        }
        if now.is_none() && !candidate.is_shared {
            now = renamed(self.store, collection, (open, candidate), (item, &read), stop)?;
        }
        if has_page {
            let Ok(without) = article(&open.feed, item, None, &self.with.means.pages) else { return known };
            let summary = (item, &without.0.document);
            if candidate.leaves_page(self.store, now.as_ref(), &read.document, stop)?
                || self.refuses_page(candidate, now.as_ref(), summary, stop)?
            {
                if self.count_try(candidate, collection)? {
                    return known;
                }
                (read, has_page) = without;
            }
        }
        let title = item.title.clone();
        let mut kept = KnownItem { key: candidate.key.clone(), hash: String::new(), title, article: None };
        let before = now.as_ref().and_then(|known| Some((known, known.article?)));
        let mut stays = None;
        let (what, found) = match before {
            Some((before, article)) if self.store.article(article)?.is_some() => {
                stays =
                    stays::why(self.store, candidate, item, (before, article), (&read.document, has_page))?;
                if stays == Some(Stays::Part) {
                    // The whole of it is looked at the next time. What is here may be no more either.
                    return Ok((Found::Known, stays.filter(|_| !before.hash.starts_with(PART))));
                }
                let is_news = !before.is_of(&candidate.hash) || before.tries() > 0;
                let details =
                    if is_news { self.details(article, item, read.meta)? } else { Details::default() };
                let document = Some(read.document).filter(|_| stays.is_none());
                let mut changed = self.changed(before, article, item, (document, is_news))?;
                if !details.is_nothing() {
                    changed = (details.with(changed.0), Found::Changed);
                }
                if matches!(changed.0, What::Unchanged(_)) && !is_news {
                    return known;
                }
                changed
            }
            _ => {
                let of = Of { collection, item: kept.clone(), before: None, is_shared: candidate.is_shared };
                if let Some(article) = same_item(self.store, &of, (&read.meta, &read.document), stop)? {
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
        let is_less = candidate.problem.is_some() && stays.is_none();
        kept.hash = candidate.kept(item.is_cut, is_less);
        let before = before.map(|(_, article)| article);
        let of = Of { collection, item: kept, before, is_shared: candidate.is_shared };
        self.push_part(source, what, PartOf::Feed(of))?;
        Ok((found, stays))
    }

    /// What becomes of the details of an article by what its item says now.
    fn details(&self, article: ArticleId, item: &Item, mut said: Metadata) -> Result<Details> {
        let known = self.store.article(article)?.filter(|article| !article.trashed);
        let Some(known) = known else { return Ok(Details::default()) };
        // The title that the feed gives is told apart by what that gave before.
        said.title.clear();
        // An article came out when it did, however often it is changed.
        if known.meta.published.is_some() && item.is_dated_by_change && said.published == item.published {
            said.published = None;
        }
        Details::from(self.store, article, &said)
    }

    /// Leaves the page of an item of which no more is here than a summary, where it is none of it; whether it did.
    fn refuses_page(
        &self,
        candidate: &mut Candidate,
        now: Option<&KnownItem>,
        (item, summary): (&Item, &Document),
        stop: Stop<'_>,
    ) -> Result<bool> {
        if now.is_some() && !candidate.is_summary() {
            return Ok(false);
        }
        let here = now.and_then(|known| known.article);
        let here = here.map(|id| self.store.article(id)).transpose()?.flatten();
        let here = here.map(|article| self.store.document(article.id)).transpose()?;
        let known: Vec<Document> = here.into_iter().chain([summary.clone()]).collect();
        candidate.refuses_page(&item.title, &known, stop)
    }

    /// Keeps that the page of an item was asked for in vain once more, where nothing else is new; whether it was.
    fn count_try(&mut self, candidate: &Candidate, collection: CollectionId) -> Result<bool> {
        let Some(before) = candidate.missed_again() else { return Ok(false) };
        let wanted = if candidate.is_wanted() { WANTED.repeat(candidate.tries()) } else { String::new() };
        let hash = format!("{wanted}{}", before.settled());
        let is_as_it_was = self.store.feed_item(collection, &candidate.key)?.as_ref() == Some(before);
        if is_as_it_was && hash != before.hash {
            self.store.keep_feed_items(collection, &[KnownItem { hash, ..before.clone() }])?;
        }
        Ok(true)
    }

    /// What becomes of an article whose item is not as it was (`is_news`), or whose text is not; without a
    /// document it keeps its text.
    fn changed(
        &self,
        before: &KnownItem,
        id: ArticleId,
        item: &Item,
        (document, is_news): (Option<Document>, bool),
    ) -> Result<(What, Found)> {
        let Some(article) = self.store.article(id)?.filter(|article| !article.trashed) else {
            // What was put away stays there.
            return Ok((What::Unchanged(id), Found::Known));
        };
        let new = match document {
            Some(document) if self.is_wanted(&article, &document, is_news)? => Some(document),
            _ => None,
        };
        // A title that the user gave it stays.
        let is_title =
            item.title == before.title || item.title.is_empty() || article.meta.title != before.title;
        if new.is_none() && is_title {
            return Ok((What::Unchanged(id), Found::Known));
        }
        let mut edits = Vec::new();
        if !is_title {
            let change = MetadataChange { title: Some(item.title.clone()), ..MetadataChange::default() };
            edits.push(Edit::SetMetadata { article: id, change });
        }
        let what = match new {
            None => What::Update(Update::new(id, edits)),
            Some(document) => revised(self.store, id, document, edits, &|| self.is_cancelled())?,
        };
        let found = if matches!(what, What::Unchanged(_)) { Found::Known } else { Found::Changed };
        Ok((what, found))
    }

    /// Whether an article is to have the text of its item. What the feed says as before is taken again where
    /// it was undone, and not over what the user mended.
    fn is_wanted(&self, article: &Article, document: &Document, is_news: bool) -> Result<bool> {
        let sha256 = import::digest(&document.text);
        if sha256 == article.sha256 {
            return Ok(is_news && is_marked_anew(self.store, article.id, document)?);
        }
        if is_news {
            // A feed that says otherwise that there is more of it says nothing new.
            return Ok(!is_cut_alike(&self.store.document(article.id)?, document));
        }
        self.store.had_text_since(article.id, &sha256)
    }
}

/// An item of which only a part is here, and where its article says that it is.
#[derive(Debug)]
pub(super) struct InPart {
    item: KnownItem,
    place: Option<String>,
}

/// The items of a feed of which only a part is here, and which the feed had no name for so far: one with a name is
/// known by that.
fn parts(store: &Store, collection: CollectionId) -> Result<Vec<InPart>> {
    #[cfg(test)]
    PARTS_READ.set(PARTS_READ.get() + 1);
    let mut parts = Vec::new();
    for item in store.parts_of(collection)? {
        if let Some(article) = item.article.map(|id| store.article(id)).transpose()?.flatten() {
            // Without a link its source is what it is called by.
            let links = [&article.meta.source, &article.meta.url].into_iter().flatten();
            let links = links.filter(|_| article.meta.url.is_some());
            let is_hash = item.hash.strip_prefix(PART) == Some(item.key.as_str());
            if !is_hash && !links.into_iter().any(|link| is_called_by(&item.key, link)) {
                continue;
            }
            parts.push(InPart { item, place: article.meta.url.as_deref().map(place) });
        }
    }
    Ok(parts)
}

/// Whether a key is but a link, or that and a title.
fn is_called_by(key: &str, link: &str) -> bool {
    key.strip_prefix(link).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
thread_local! {
    /// How many times the parts of a feed were looked up.
    pub(super) static PARTS_READ: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The item of which a part came when the feed broke off in it, if this is the whole of it.
fn part(parts: &[InPart], item: &Item) -> Option<KnownItem> {
    let here = item.link.as_deref().map(place);
    let is_same = |part: &&InPart| match (&part.place, &here) {
        // The title may be what the feed broke off in. Another item may lead to the same page.
        (Some(there), Some(here)) => there == here && item.title.starts_with(&part.item.title),
        // What was here before the feed broke off is in the whole too.
        (Some(_), None) => false,
        (None, _) => !part.item.title.is_empty() && item.title == part.item.title,
    };
    parts.iter().find(is_same).map(|part| part.item.clone())
}

/// The item that this one was under a name which the feed has no more, where its text is another by now: it leads to
/// the same page under the same title, and came out when that did or has half of its sentences still.
fn renamed(
    store: &Store,
    collection: CollectionId,
    (open, candidate): (&Open, &Candidate),
    (item, read): (&Item, &Imported),
    stop: Stop<'_>,
) -> Result<Option<KnownItem>> {
    let Some(url) = read.meta.url.as_deref().filter(|_| !item.title.is_empty()) else { return Ok(None) };
    for same in store.find_same(Some(url), None, None)? {
        let Some(article) = store.article(same.article)? else { continue };
        let mut others = store.items_of(collection, article.id)?;
        others.retain(|other| other.title == item.title && !open.keys.contains(&other.key));
        let Some(other) = others.into_iter().find(|other| !other.is_of(&candidate.hash)) else { continue };
        let is_of_then = item.published.is_some() && item.published == article.meta.published;
        if is_of_then || is_article(store, article.id, &prints(&read.document, stop)?, stop)? {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// The article of an item, and whether it has the words of its page, which has more of them than the feed.
fn article(
    feed: &Feed,
    item: &Item,
    page: Option<&Imported>,
    limits: &PageLimits,
) -> std::result::Result<(Imported, bool), ImportError> {
    let mut read = feed::article(feed, item, limits)?;
    let page = page.filter(|page| words(&page.document) > words(&read.document));
    if let Some(page) = page {
        read.document = page.document.clone();
        read.meta.format.clone_from(&page.meta.format);
        let meta = &mut read.meta;
        meta.url = page.meta.url.clone().or(meta.url.take());
        meta.byline = meta.byline.take().or_else(|| page.meta.byline.clone());
        let own = meta.published.take();
        meta.published = match &page.meta.published {
            Some(of_page) if item.is_dated_by_change => Some(of_page.clone()),
            of_page => own.or_else(|| of_page.clone()),
        };
        meta.language = meta.language.take().or_else(|| page.meta.language.clone());
    }
    Ok((read, page.is_some()))
}

/// Words outside furniture.
pub(super) fn words(document: &Document) -> usize {
    let blocks = document.blocks.iter().filter(|block| !block.furniture);
    blocks.map(|block| document.slice(block.span).split_whitespace().count()).sum()
}
