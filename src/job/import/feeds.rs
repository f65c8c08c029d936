//! Feeds in an import and in a refresh: all are asked at the same time, and each comes in once it is
//! whole, with the pages that its items lead to. What was met before is known by what the feed calls it.

mod candidate;
mod item;
mod moved;
mod names;
mod open;
mod stays;

use std::path::Path;

use super::{Fetched, Job, Of, Outcome, Report, Unit, Whole};
use crate::files::fetch::{FetchError, Page, Version, Wanted, foreign, is_address};
use crate::files::{self, FileError};
use crate::import::Hint;
use crate::import::feed::{self, Kind, Listed};
use crate::job::fetches::Fetches;
use crate::model::address::spellings;
use crate::model::{CollectionId, FeedState, Subscription};
use crate::store::Result;
use open::Open;

/// A feed that is to be read.
#[derive(Debug)]
pub(super) struct Target {
    /// As it is reported.
    named: String,
    /// Where it is asked for.
    address: String,
    /// What a list calls it.
    title: String,
    known: Option<(CollectionId, FeedState)>,
    /// The page that was named instead of it was left for it.
    followed: bool,
    /// A list named it.
    listed: bool,
    /// What it is, where that was given and is not to be read.
    given: Option<Vec<u8>>,
    open: Option<Open>,
    /// What is to be told of it that its words do not say.
    remarks: Vec<String>,
}

impl Target {
    /// The feed, of which nothing is known that a list does not say.
    fn whole(&self) -> Whole {
        Whole { title: self.title.clone(), of: Of::Feed, subscribed: false, remarks: self.remarks.clone() }
    }
}

/// What an answer is for: a feed, or the page of one of its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    Feed(usize),
    Page(usize, usize),
}

impl Target {
    pub(super) fn new(named: &str) -> Self {
        Self {
            named: named.to_owned(),
            address: named.to_owned(),
            title: String::new(),
            known: None,
            followed: false,
            listed: false,
            given: None,
            open: None,
            remarks: Vec::new(),
        }
    }

    /// A list of feeds that was read already.
    pub(super) fn given(named: &str, bytes: Vec<u8>) -> Self {
        Self { given: Some(bytes), ..Self::new(named) }
    }

    pub(super) fn listed(listed: Listed) -> Self {
        Self { title: listed.title, listed: true, ..Self::new(&listed.address) }
    }

    pub(super) fn subscribed(of: &Subscription) -> Self {
        let known = Some((of.collection.id, of.state.clone()));
        Self { title: of.name().to_owned(), known, ..Self::new(of.address()) }
    }

    fn wanted(&self, anew: bool) -> Wanted {
        let state = self.known.as_ref().map(|(_, state)| state);
        let than = state
            .filter(|_| !anew)
            .map(|state| Version { tag: state.tag.clone(), modified: state.modified.clone() });
        let local = state.is_some_and(|state| state.local);
        Wanted { feed: true, than: than.unwrap_or_default(), local }
    }
}

/// What is under way.
struct Round {
    fetches: Fetches<For>,
    /// Feeds of lists that were read.
    more: Vec<Target>,
    /// How many feeds there are in all, as far as lists were read.
    total: usize,
    /// How many pages their items lead to, as far as feeds were read.
    pages: usize,
}

impl Round {
    /// How much there is to read.
    fn all(&self) -> (Unit, usize) {
        let unit = if self.pages > 0 { Unit::Page } else { Unit::Feed };
        (unit, self.total + self.pages)
    }
}

impl Job<'_, '_> {
    /// Reads feeds; `first` is what was fetched of the first already. `false` once it is to stop.
    pub(super) fn feeds(&mut self, targets: Vec<Target>, mut first: Option<Fetched>) -> Result<bool> {
        self.flush()?;
        let fetches = Fetches::new(&self.with.means.network, &self.now());
        let mut round = Round { fetches, total: targets.len(), pages: 0, more: targets };
        self.count(Unit::Feed, round.total);
        let mut targets: Vec<Target> = Vec::new();
        loop {
            for mut target in std::mem::take(&mut round.more) {
                self.begin(targets.len(), &mut target, first.take(), &mut round)?;
                targets.push(target);
            }
            if !round.more.is_empty() {
                continue;
            }
            let (what, answer) = match round.fetches.next(self.with.cancel) {
                Some(Ok(next)) => next,
                Some(Err(_)) => return Ok(false),
                None => return Ok(true),
            };
            let (For::Feed(at) | For::Page(at, _)) = what;
            let Some(target) = targets.get_mut(at) else { continue };
            if let For::Page(_, item) = what {
                self.done(Unit::Feed);
                let (means, cancel) = (self.with.means, self.with.cancel);
                if target.open.as_mut().is_some_and(|open| open.page(item, answer, means, cancel)) {
                    self.close(target)?;
                }
            } else {
                self.answered(at, target, answer, &mut round)?;
            }
        }
    }

    fn begin(
        &mut self,
        at: usize,
        target: &mut Target,
        first: Option<Fetched>,
        round: &mut Round,
    ) -> Result<()> {
        if let Some(fetched) = first {
            return self.answered(at, target, Ok(fetched), round);
        }
        if let Some(bytes) = target.given.take() {
            return self.read(at, target, &bytes, None, round);
        }
        if !is_address(&target.address) {
            let path = Path::new(&target.address);
            if let Some(why) = foreign(&target.address).filter(|_| !path.exists()) {
                return self.failed(target, why);
            }
            return match files::read_limited(path, self.with.means.network.size) {
                Ok(bytes) => self.read(at, target, &bytes, None, round),
                // As large as a page may be.
                Err(FileError::TooLarge { limit }) => {
                    self.failed(target, FetchError::TooLarge { limit }.to_string())
                }
                Err(error) => self.failed(target, error.to_string()),
            };
        }
        let anew = match &target.known {
            Some((collection, _)) => self.store.wants_whole_feed(*collection)?,
            None => true,
        };
        round.fetches.ask(For::Feed(at), target.address.clone(), target.wanted(anew));
        Ok(())
    }

    fn answered(
        &mut self,
        at: usize,
        target: &mut Target,
        answer: std::result::Result<Fetched, FetchError>,
        round: &mut Round,
    ) -> Result<()> {
        let fetched = match answer {
            Ok(fetched) => fetched,
            Err(error) => return self.unanswered(target, &error),
        };
        if let Some(moved) = fetched.moved {
            target.address = moved;
        }
        let Some(page) = fetched.page else { return self.unchanged(at, target, round) };
        if feed::kind(&page.bytes).is_none() && target.known.is_none() && !target.followed {
            let hint = hint(&page, &fetched.address);
            if let Some((address, _)) = feed::linked(&page.bytes, &hint).into_iter().next() {
                target.followed = true;
                target.address.clone_from(&address);
                round.fetches.ask_first(For::Feed(at), address, target.wanted(true));
                return Ok(());
            }
        }
        self.read(at, target, &page.bytes, Some((&page, &fetched.address)), round)
    }

    /// A feed that cannot be had now. One of a list is subscribed all the same, if it may be had soon.
    fn unanswered(&mut self, target: &mut Target, error: &FetchError) -> Result<()> {
        let mut subscribed = false;
        if target.listed && target.known.is_none() && error.may_pass() {
            let title = Some(target.title.clone()).filter(|title| !title.is_empty());
            subscribed = self.add_feed(target, title, None)?;
            if let Some((collection, state)) = &mut target.known {
                state.local |= self.with.means.network.allow_local;
                let collection = *collection;
                subscribed |= self.resume(collection)?;
            }
        }
        self.keep_failure(target, error)?;
        let mut why = error.to_string();
        if subscribed {
            why.push_str("; it is subscribed all the same, and the next refresh asks for it again");
        }
        self.tell(target, Outcome::Failed, Some(why), Whole { subscribed, ..target.whole() })
    }

    /// Takes in what is new of a feed, or waits for the pages of its items first.
    fn read(
        &mut self,
        at: usize,
        target: &mut Target,
        bytes: &[u8],
        from: Option<(&Page, &str)>,
        round: &mut Round,
    ) -> Result<()> {
        let hint = from.map_or_else(Hint::default, |(page, address)| hint(page, address));
        let hint = Hint { pages: self.with.means.pages, ..hint };
        if feed::kind(bytes) == Some(Kind::Opml) && !target.listed {
            return self.list(target, bytes, &hint, round);
        }
        let rules = self.with.means.network.feeds;
        let read = match feed::read(bytes, &hint, rules.items.into()) {
            Ok(read) => read,
            Err(error) => return self.failed(target, error.to_string()),
        };
        if target.known.is_none() {
            target.known = self.subscribed(&target.address)?;
        }
        let version = from.map(|(page, _)| page.version.clone()).unwrap_or_default();
        let mut open = Open::new(read, version, target.known.is_none());
        let collection = target.known.as_ref().map(|(collection, _)| *collection);
        item::find_new(self.store, collection, &mut open, &self.with.means.pages)?;
        self.wait(at, target, open, round)
    }

    /// Asks for the pages that the items of a feed lead to; where there are none to wait for, takes it in.
    fn wait(&mut self, at: usize, target: &mut Target, mut open: Open, round: &mut Round) -> Result<()> {
        let network = &self.with.means.network;
        let local = network.allow_local || target.wanted(true).local;
        if network.feeds.full_text {
            for (item, address) in open.summaries() {
                let wanted = Wanted { local, ..Wanted::default() };
                round.fetches.ask_first(For::Page(at, item), address, wanted);
                round.pages += 1;
            }
            let (unit, total) = round.all();
            self.count(unit, total);
        }
        let whole = open.is_whole();
        target.open = Some(open);
        if whole { self.close(target) } else { Ok(()) }
    }

    /// Takes up the feeds of a list.
    fn list(&mut self, target: &mut Target, bytes: &[u8], hint: &Hint<'_>, round: &mut Round) -> Result<()> {
        match feed::opml(bytes, hint) {
            Ok(list) if list.feeds.is_empty() && list.others.is_empty() => {
                self.failed(target, "no feed is named in it (check that it is the list you mean)".to_owned())
            }
            Ok(list) => {
                // The list itself is none.
                round.total += list.feeds.len() + list.others.len() - 1;
                let (unit, total) = round.all();
                self.count(unit, total);
                round.more.extend(list.feeds.into_iter().map(Target::listed));
                list.others.into_iter().try_for_each(|other| {
                    let title = Some(&other.title).filter(|title| !title.is_empty());
                    let whose = title.map_or_else(String::new, |title| format!(" of “{title}”"));
                    let why = format!(
                        "the list has this as address{whose}, and it is none of the web (mend it there)"
                    );
                    self.failed(&mut Target::listed(other), why)
                })
            }
            Err(error) => self.failed(target, error.to_string()),
        }
    }

    /// The subscription to an address, if there is one.
    fn subscribed(&self, address: &str) -> Result<Option<(CollectionId, FeedState)>> {
        let Some(found) = self.store.feed_at(&place(address))? else { return Ok(None) };
        Ok(Some((found.id, self.store.feed_state(found.id)?)))
    }

    fn keep_failure(&mut self, target: &mut Target, error: &FetchError) -> Result<()> {
        let now = self.store.clock().now();
        let rests = error.later().and_then(|later| {
            let rest = i64::try_from(later.from(now.as_second()).as_secs()).ok()?;
            Some(jiff::Timestamp::from_second(now.as_second() + rest).ok()?.to_string())
        });
        self.keep_why(target, error.to_string(), error.is_gone(), rests)
    }

    /// Keeps why a subscribed feed could not be had, instead of what went wrong with it before.
    fn keep_why(
        &mut self,
        target: &mut Target,
        why: String,
        gone: bool,
        rests: Option<String>,
    ) -> Result<()> {
        let Some((collection, state)) = &mut target.known else { return Ok(()) };
        (state.failure, state.gone, state.rests) = (Some(why), gone, rests);
        self.store.keep_feed_state(*collection, state)
    }

    /// What was there is no feed, or cannot be read.
    fn failed(&mut self, target: &mut Target, why: String) -> Result<()> {
        if target.known.is_none() {
            target.known = self.subscribed(&target.address)?;
        }
        self.keep_why(target, why.clone(), false, None)?;
        self.tell(target, Outcome::Failed, Some(why), target.whole())
    }

    fn unchanged(&mut self, at: usize, target: &mut Target, round: &mut Round) -> Result<()> {
        if let Some((collection, state)) = &target.known {
            let open = item::find_wanted(self.store, *collection, state)?;
            if !open.candidates.is_empty() {
                return self.wait(at, target, open, round);
            }
        }
        if let Some((collection, state)) = &mut target.known {
            fetched(state, self.store.clock().stamp());
            let collection = *collection;
            self.store.keep_feed_state(collection, state)?;
            self.follow_move(target, collection)?;
        }
        self.tell(target, Outcome::Unchanged, None, target.whole())
    }

    fn tell(&mut self, target: &Target, outcome: Outcome, error: Option<String>, whole: Whole) -> Result<()> {
        self.flush()?;
        (self.with.each)(Report { error, whole: Some(whole), ..Report::new(&target.named, outcome) });
        self.done(Unit::Feed);
        Ok(())
    }
}

/// The address, its host as people read it where it was written so, or the whole path of a file.
fn place(address: &str) -> String {
    if is_address(address) {
        let people = if address.is_ascii() { None } else { spellings(address).pop() };
        return people.unwrap_or_else(|| address.to_owned());
    }
    let path = Path::new(address);
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

/// What is known after a feed was fetched without failure.
fn fetched(state: &mut FeedState, now: String) {
    state.fetched = Some(now);
    state.failure = None;
    state.rests = None;
    state.gone = false;
}

fn hint<'a>(page: &'a Page, address: &'a str) -> Hint<'a> {
    Hint { charset: page.charset.as_deref(), address: Some(address), ..Hint::default() }
}

#[cfg(test)]
mod tests;
