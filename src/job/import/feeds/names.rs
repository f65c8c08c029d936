//! By what items of a feed are told apart and known again: what the feed calls them, else where they lead, and
//! where several lead to one page their titles.

use std::collections::{HashMap, HashSet};

use crate::import::feed::{Feed, Item};
use crate::model::{CollectionId, KnownItem, address};
use crate::store::{Result, Store};

/// By what the items of a feed are told apart.
pub(super) struct Names<'a> {
    /// How many items have an id, and an address together with another name.
    ids: HashMap<&'a str, usize>,
    links: HashMap<String, HashSet<&'a str>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(feed: &'a Feed) -> Self {
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
    pub(super) fn is_shared(&self, item: &Item) -> bool {
        let link = item.link.as_deref();
        link.is_some_and(|link| self.links.get(&place(link)).is_some_and(|names| names.len() > 1))
    }

    /// What an item is called by, if by anything that does not change with its words.
    pub(super) fn key(&self, item: &'a Item) -> Option<String> {
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

    /// What an item without an id of its own may have been called by, as long as the feed had other items.
    pub(super) fn others(&self, item: &Item) -> Vec<String> {
        if self.id(item).is_some() {
            return Vec::new();
        }
        let link = item.link.as_ref();
        let named = link.map(|link| format!("{link} {}", item.title));
        [named, link.cloned(), item.id.clone()].into_iter().flatten().collect()
    }
}

/// An address as it is compared.
pub(super) fn place(link: &str) -> String {
    address::Place::of(link).map_or_else(|| link.to_owned(), |place| place.key())
}

/// The item as it was met before: by what it is called by now, or by what it was as long as the feed had other
/// items than now. By that alone an item of the same address may be another.
pub(super) fn met(
    store: &Store,
    collection: CollectionId,
    (item, hash): (&Item, &str),
    (key, others): (&str, Vec<String>),
) -> Result<Option<KnownItem>> {
    let known = store.feed_item(collection, key)?;
    let is_it = |one: &KnownItem| one.title == item.title && (!item.title.is_empty() || one.is_of(hash));
    if known.as_ref().is_some_and(is_it) {
        return Ok(known);
    }
    for other in others.iter().filter(|other| *other != key) {
        if let Some(one) = store.feed_item(collection, other)?.filter(is_it) {
            return Ok(Some(one));
        }
    }
    Ok(known)
}
