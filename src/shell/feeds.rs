//! The feeds for the screen.

use crate::app::{FeedRow, Outcome};
use crate::model::Subscription;
use crate::model::query::{Expr, Query, Term, UUID_START, parse};
use crate::store::{Result, Store};

/// The feeds that are subscribed, each with the filter that shows its articles and no others.
pub fn feeds(store: &Store) -> Result<Outcome> {
    let feeds = store.subscriptions()?;
    let alone = store.titles_stand_alone(&feeds)?;
    let row = |(feed, alone)| FeedRow { filter: filter(&feed, alone), feed };
    Ok(Outcome::Feeds(feeds.into_iter().zip(alone).map(row).collect()))
}

/// By its title, where no other collection has these words in its own and they can be typed; else by its UUID.
fn filter(feed: &Subscription, alone: bool) -> String {
    let query = |name| Query { expr: Expr::Term(Term::Collection(name)), ..Query::default() };
    let titled = query(feed.collection.meta.title.clone());
    let typed = titled.to_string();
    if alone && parse(&typed).is_ok_and(|read| read == titled) {
        return typed;
    }
    query(feed.collection.uuid.to_string().chars().take(UUID_START).collect()).to_string()
}
