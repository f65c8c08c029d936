//! Items of a feed as articles: which are known, which are new, which have changed.

use std::collections::{HashMap, HashSet};

use super::super::again::{Details, is_marked_anew, revised};
use super::super::same_item::{Of, is_of_another, same_item};
use super::super::saving::{PartOf, Update};
use super::super::{Job, What};
use super::open::Open;
use super::stays::{self, Stays};
use crate::import::feed::{self, Feed, Item};
use crate::import::{self, ImportError, Imported, PageLimits};
use crate::model::{
    Article, ArticleId, CollectionId, Document, Edit, KnownItem, MetadataChange, PART, Place, SUMMARY,
    WANTED, address,
};
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
    /// Others of the feed lead to the same page.
    pub is_shared: bool,
}

impl Candidate {
    /// The hash to remember: one that no item has where the page is still wanted, or the feed broke off, so
    /// that the next refresh takes the item up again. `is_less`: of what was wanted only the summary is here.
    fn kept(&self, is_cut: bool, is_less: bool) -> String {
        let wanted = if self.missed { WANTED } else { "" };
        let less = if is_cut {
            PART
        } else if is_less {
            SUMMARY
        } else {
            ""
        };
        format!("{wanted}{less}{}", self.hash)
    }

    /// Nothing is new but that its page was asked for in vain once more.
    pub(super) fn is_missed_again(&self) -> bool {
        let known = self.known.as_ref().filter(|_| self.missed);
        known.is_some_and(|known| known.hash.starts_with(WANTED) && known.is_of(&self.hash))
    }
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    New,
    Changed,
    Known,
}

/// What became of an item, and why its article keeps the text that it has, where it does.
pub(super) type Came = (Found, Option<Stays>);

/// Finds the items of a feed that are not in the library as they are in the feed.
pub(super) fn find_new(store: &Store, collection: Option<CollectionId>, open: &mut Open) -> Result<()> {
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
            Some(collection) => store.feed_item(collection, &key)?,
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
        let (page, missed, problem) = (None, false, None);
        found.push(Candidate { item: at, key, hash, known, page, missed, problem, is_shared });
    }
    open.candidates = found;
    Ok(())
}

/// Whether an item is in the library as it is in the feed, by its hash.
fn is_there(store: &Store, known: &KnownItem, hash: &str) -> Result<bool> {
    match known.article {
        // It was deleted for good.
        None => Ok(true),
        Some(article) => {
            let is_same = known.is_of(hash) && !known.hash.starts_with(WANTED);
            Ok(is_same && store.has_newest_text(article)?)
        }
    }
}

/// By what the items of a feed are told apart.
struct Names<'a> {
    /// How many items have an id, and an address together with another name.
    ids: HashMap<&'a str, usize>,
    links: HashMap<String, HashSet<&'a str>>,
}

impl<'a> Names<'a> {
    fn of(feed: &'a Feed) -> Self {
        let mut names = Self { ids: HashMap::new(), links: HashMap::new() };
        for id in feed.items.iter().filter_map(|item| item.id.as_deref()) {
            *names.ids.entry(id).or_default() += 1;
        }
        for item in &feed.items {
            if let Some(link) = &item.link {
                let own = names.id(item).unwrap_or(&item.title);
                names.links.entry(place(link)).or_default().insert(own);
            }
        }
        names
    }

    /// An id that several items have is none.
    fn id(&self, item: &'a Item) -> Option<&'a str> {
        item.id.as_deref().filter(|id| self.ids.get(id) == Some(&1))
    }

    /// Whether others lead to the same page.
    fn is_shared(&self, item: &Item) -> bool {
        let link = item.link.as_deref();
        link.is_some_and(|link| self.links.get(&place(link)).is_some_and(|names| names.len() > 1))
    }

    /// What an item is called by, if by anything that does not change with its words.
    fn key(&self, item: &'a Item) -> Option<String> {
        if let Some(id) = self.id(item) {
            return Some(id.to_owned());
        }
        let link = item.link.as_ref()?;
        match self.is_shared(item) {
            true if item.title.is_empty() => None,
            true => Some(format!("{link} {}", item.title)),
            false => Some(link.clone()),
        }
    }
}

fn place(link: &str) -> String {
    address::Place::of(link).map_or_else(|| link.to_owned(), |place| place.key())
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
    ) -> Result<Came> {
        let known = Ok((Found::Known, None));
        let Some(item) = feed.items.get(candidate.item) else { return known };
        let source = item.link.clone().unwrap_or_else(|| candidate.key.clone());
        if candidate.is_missed_again() {
            return known;
        }
        // An item without any words, such as a picture alone, is nothing to read.
        let Ok((read, has_page)) = article(feed, item, candidate.page.as_ref(), &self.with.means.pages)
        else {
            return known;
        };
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
            now = part(self.store, collection, item)?;
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
                let is_news = !before.is_of(&candidate.hash) || before.hash.starts_with(WANTED);
                let mut said = read.meta;
                // The title that the feed gives is told apart by what that gave before.
                said.title.clear();
                let is_away = self.store.article(article)?.is_none_or(|article| article.trashed);
                let details = if is_news && !is_away {
                    Details::from(self.store, article, &said)?
                } else {
                    Details::default()
                };
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
                if let Some(article) = same_item(self.store, &of, &read.meta, &read.document)? {
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
            Some(document) => revised(self.store, id, document, edits)?,
        };
        Ok((what, Found::Changed))
    }

    /// Whether an article is to have the text of its item. What the feed says as before is taken again where
    /// it was undone, and not over what the user mended.
    fn is_wanted(&self, article: &Article, document: &Document, is_news: bool) -> Result<bool> {
        let sha256 = import::digest(&document.text);
        if sha256 == article.sha256 {
            return Ok(is_news && is_marked_anew(self.store, article.id, document)?);
        }
        Ok(is_news || self.store.had_text_since(article.id, &sha256)?)
    }
}

/// The item of which a part came when the feed broke off in it, if this is the whole of it.
fn part(store: &Store, collection: CollectionId, item: &Item) -> Result<Option<KnownItem>> {
    for part in store.parts_of(collection)? {
        let Some(article) = part.article.map(|id| store.article(id)).transpose()?.flatten() else { continue };
        let url = article.meta.url.as_deref().map(place);
        // The title may be what the feed broke off in. Another item may lead to the same page.
        let is_same = match (&url, item.link.as_deref().map(place)) {
            (Some(url), Some(link)) => *url == link && item.title.starts_with(&part.title),
            _ => !part.title.is_empty() && item.title == part.title,
        };
        if is_same {
            return Ok(Some(part));
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
        meta.published = meta.published.take().or_else(|| page.meta.published.clone());
        meta.language = meta.language.take().or_else(|| page.meta.language.clone());
    }
    Ok((read, page.is_some()))
}

/// Words outside furniture.
pub(super) fn words(document: &Document) -> usize {
    let blocks = document.blocks.iter().filter(|block| !block.furniture);
    blocks.map(|block| document.slice(block.span).split_whitespace().count()).sum()
}
