//! A feed that was read and comes in: its subscription, its new items, and the pages they wait for.

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;

use super::super::{Fetched, Job, Outcome, page};
use super::candidate::Candidate;
use super::item::{Found, InPart};
use super::stays::Stays;
use super::{Target, Whole, fetched, place};
use crate::files::fetch::{FetchError, Version, is_address};
use crate::import::feed::{Feed, Item};
use crate::job::Means;
use crate::job::read::Unread;
use crate::model::{CollectionId, CollectionKind, CollectionMeta, Edit, FeedState};
use crate::store::Result;

/// Items that are named of which the same is told, and things that are told of items.
const MOST: usize = 5;

#[derive(Debug)]
pub(super) struct Open {
    pub feed: Feed,
    version: Version,
    /// It was not subscribed before.
    is_new: bool,
    /// The feed was not sent again, as it is what it was.
    pub is_as_it_was: bool,
    /// Items that are new or changed, in the order of the feed.
    pub candidates: Vec<Candidate>,
    /// By what the items of the feed are called.
    pub keys: HashSet<String>,
    /// Items of the feed of which only a part is in the library.
    pub parts: Vec<InPart>,
    /// Pages that are not here yet.
    waiting: usize,
}

impl Open {
    pub(super) fn new(feed: Feed, version: Version, is_new: bool) -> Self {
        let (candidates, keys, parts) = (Vec::new(), HashSet::new(), Vec::new());
        Self { feed, version, is_new, is_as_it_was: false, candidates, keys, parts, waiting: 0 }
    }

    /// The candidates of which the feed has only a summary, with the addresses of their pages. From now
    /// on these are waited for.
    pub(super) fn summaries(&mut self) -> Vec<(usize, String)> {
        let items = &self.feed.items;
        let wanted = self.candidates.iter().enumerate().filter_map(|(at, candidate)| {
            let item = items.get(candidate.item)?;
            // A page to which several lead is that of none.
            let is_wanted = (item.is_summary() || candidate.is_less) && !candidate.is_shared;
            let link = item.link.as_ref().filter(|link| is_wanted && is_address(link))?;
            Some((at, link.clone()))
        });
        let wanted: Vec<_> = wanted.collect();
        self.waiting = wanted.len();
        wanted
    }

    pub(super) fn is_whole(&self) -> bool {
        self.waiting == 0
    }

    /// Takes the page of a candidate, or that there is none to be had; whether all are here now.
    pub(super) fn page(
        &mut self,
        at: usize,
        answer: std::result::Result<Fetched, FetchError>,
        means: &Means,
        cancel: &AtomicBool,
    ) -> bool {
        self.waiting = self.waiting.saturating_sub(1);
        if let Some(candidate) = self.candidates.get_mut(at) {
            match answer {
                Ok(fetched) => match page(&fetched, means, cancel) {
                    Ok(page) => candidate.page = Some(page),
                    Err(Unread::Because(why)) => candidate.problem = Some(why),
                    Err(Unread::Stopped) => {}
                },
                Err(error) => candidate.misses(&error),
            }
        }
        self.is_whole()
    }

    /// Of which items the feed breaks off in one, so that its article keeps its text.
    fn broken_off(&self, candidates: &[(Candidate, Option<Stays>)]) -> Vec<String> {
        let told = candidates.iter().filter_map(|(candidate, stays)| {
            let stays = stays.filter(|stays| *stays == Stays::Part)?;
            Some(format!("{}: {}", name(self.feed.items.get(candidate.item)?), stays.told("")))
        });
        told.collect()
    }

    /// Which items came without the page that was wanted, and why, and which articles keep their text; not
    /// those of which it was said before. Those of which the same is to be said are told together.
    fn problems(&self, candidates: &[(Candidate, Option<Stays>)]) -> Vec<String> {
        let mut told: Vec<(String, Vec<String>)> = Vec::new();
        for (candidate, stays) in candidates {
            let Some(what) = candidate.told(*stays) else { continue };
            let Some(name) = self.feed.items.get(candidate.item).map(name) else { continue };
            match told.iter_mut().find(|(said, _)| *said == what) {
                Some((_, names)) => names.push(name),
                None => told.push((what, vec![name])),
            }
        }
        let more: usize = told.iter().skip(MOST).map(|(_, names)| names.len()).sum();
        let told = told.into_iter().take(MOST).map(|(what, names)| format!("{}: {what}", listed(names)));
        let more =
            (more > 0).then(|| format!("of {more} more there is less than was wanted, for such reasons"));
        told.chain(more).collect()
    }

    /// The newest item first, as far as all say when they appeared; else as the feed has them. What the feed has
    /// no more has its place already.
    fn sort(&mut self) {
        let items = &self.feed.items;
        let date = |candidate: &Candidate| items.get(candidate.item).and_then(|item| item.published.clone());
        let is_dated = |candidate: &Candidate| date(candidate).is_some_and(|date| date.len() == 10);
        if self.candidates.iter().all(|candidate| candidate.has_left || is_dated(candidate)) {
            self.candidates.sort_by_key(|candidate| std::cmp::Reverse(date(candidate)));
        }
    }
}

/// What an item is called where something is told of it.
fn name(item: &Item) -> String {
    match &item.link {
        Some(link) if item.title.is_empty() => link.clone(),
        _ => format!("“{}”", item.title),
    }
}

/// What the same is to be said of, of very many the first.
fn listed(mut names: Vec<String>) -> String {
    let more = names.split_off(names.len().min(MOST)).len();
    let all = names.join(", ");
    match (names.len(), more) {
        (1, 0) => all,
        (_, 0) => format!("{all}, each"),
        _ => format!("{all} and {more} more, each"),
    }
}

impl Job<'_, '_> {
    /// Brings the items of a feed in.
    pub(super) fn close(&mut self, target: &mut Target) -> Result<()> {
        let Some(mut open) = target.open.take() else { return Ok(()) };
        open.sort();
        let collection = self.subscription(target, &mut open)?;
        let mut candidates: Vec<(Candidate, Option<Stays>)> =
            std::mem::take(&mut open.candidates).into_iter().map(|one| (one, None)).collect();
        let (mut came, mut changed, mut blank) = (false, false, 0);
        // The oldest first: so the newest stands first in the list, in however many transactions they come.
        for (candidate, stays) in candidates.iter_mut().rev() {
            let (found, why) = self.item(&open, candidate, collection)?;
            *stays = why;
            match found {
                Found::New => came = true,
                Found::Changed => changed = true,
                Found::Known => {}
                Found::Blank => blank += 1,
            }
        }
        self.flush()?;
        let mut remarks = std::mem::take(&mut target.remarks);
        if !open.is_as_it_was {
            let broken = open.broken_off(&candidates);
            let mut odd = [std::mem::take(&mut open.feed.warnings), broken].concat();
            if blank == open.keys.len() {
                odd.push("there is nothing to read in it (check that it is the feed you mean)".to_owned());
            }
            // A feed that always breaks off is told of once.
            remarks.extend(self.store.news_of_feed(collection, &odd)?);
        }
        remarks.extend(open.problems(&candidates));
        let wanted = candidates.iter().filter(|(candidate, _)| candidate.is_wanted());
        let wanted: Vec<&str> = wanted.map(|(candidate, _)| candidate.key.as_str()).collect();
        self.store.settle_feed_items(collection, &wanted)?;
        if !open.feed.is_cut {
            self.store.settle_parts(collection)?;
        }
        let now = self.store.clock().stamp();
        let network = &self.with.means.network;
        if let Some((_, state)) = &mut target.known {
            fetched(state, now);
            // Of one that broke off the rest is wanted.
            let version = if open.feed.is_cut { Version::default() } else { open.version };
            state.tag = version.tag;
            state.modified = version.modified;
            state.site.clone_from(&open.feed.site);
            state.local |= network.allow_local;
            self.store.keep_feed_state(collection, state)?;
        }
        let outcome = match (open.is_new, came || changed) {
            (true, _) => Outcome::Added,
            (false, true) => Outcome::Updated,
            (false, false) => Outcome::Unchanged,
        };
        let mut whole = Whole { subscribed: open.is_new, remarks, ..target.whole() };
        if let Some(collection) = self.store.collection(collection)? {
            whole.title = collection.meta.title;
        }
        self.tell(target, outcome, None, whole)
    }

    /// The collection of a feed, which may have to be made or brought back, and may have moved.
    fn subscription(&mut self, target: &mut Target, open: &mut Open) -> Result<CollectionId> {
        let title = [&open.feed.title, &target.title].into_iter().find(|title| !title.is_empty()).cloned();
        if target.known.is_none() {
            open.is_new = self.add_feed(target, title.clone(), open.feed.language.clone())?;
        }
        let Some((collection, _)) = target.known else { return Ok(CollectionId(0)) };
        self.resume(collection)?;
        let collection = self.follow_move(target, collection)?;
        // One that did not answer when it was subscribed has only its address for a title.
        if let (Some(title), Some(known)) = (title, self.store.collection(collection)?)
            && known.meta.url.as_ref() == Some(&known.meta.title)
            && title != known.meta.title
        {
            let meta = CollectionMeta { title, ..known.meta };
            self.apply(&[Edit::SetCollection { collection, meta }], 0)?;
        }
        Ok(collection)
    }

    /// Subscribes to a feed, unless that is done by now; whether it was not.
    pub(super) fn add_feed(
        &mut self,
        target: &mut Target,
        title: Option<String>,
        language: Option<String>,
    ) -> Result<bool> {
        let place = place(&target.address);
        let meta = CollectionMeta {
            kind: CollectionKind::Feed,
            title: title.unwrap_or_else(|| place.clone()),
            byline: None,
            url: Some(place.clone()),
            source: Some(place.clone()),
            language,
        };
        let steps = &mut self.steps;
        // Nobody else subscribes between the look and the deed.
        let (collection, state, is_new) = self.store.hold(|store| {
            if let Some(found) = store.feed_at(&place)? {
                return Ok((found.id, store.feed_state(found.id)?, false));
            }
            let applied = steps.apply(store, &[Edit::AddCollection { collection: meta }], 0)?;
            let made = applied.touched.collections.into_iter().max_by_key(|collection| collection.0);
            Ok((made.unwrap_or(CollectionId(0)), FeedState::default(), true))
        })?;
        target.known = Some((collection, state));
        Ok(is_new)
    }

    /// Takes up a subscription that was ended; whether it was.
    pub(super) fn resume(&mut self, collection: CollectionId) -> Result<bool> {
        let is_ended = self.store.collection(collection)?.is_some_and(|feed| feed.trashed);
        if is_ended {
            self.apply(&[Edit::ResumeFeed { collection }], 0)?;
        }
        Ok(is_ended)
    }
}
