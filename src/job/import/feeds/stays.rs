//! Where an article keeps its text though its item has another by now: what has fewer words because something
//! failed does not take the place of more, nor does a summary that of a text that somebody works on.

use super::candidate::Candidate;
use super::item::words;
use crate::import::PageLimits;
use crate::import::feed::{self, Feed, Item};
use crate::model::{ArticleId, Document, KnownItem};
use crate::store::{Result, Store};

/// Why it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stays {
    /// The feed broke off in the item.
    Part,
    /// The page that the item leads to could not be had.
    NoPage,
    /// The feed has only a summary now, or nothing, of what it had more of.
    Less,
}

impl Stays {
    /// As a sentence without a full stop; `problem` says why there is no page.
    pub(super) fn told(self, problem: &str) -> String {
        match self {
            Self::Part => "the feed breaks off in it, so the text that is here stays".to_owned(),
            Self::NoPage => {
                format!("its page could not be had, so the longer text that is here stays: {problem}")
            }
            Self::Less => "the feed has less of it by now, so the text that is here stays".to_owned(),
        }
    }
}

/// Whether an article keeps its text where its item has `document` now, which may be that of its page.
pub(super) fn why(
    store: &Store,
    candidate: &Candidate,
    item: &Item,
    (before, article): (&KnownItem, ArticleId),
    (document, has_page): (&Document, bool),
) -> Result<Option<Stays>> {
    if item.is_cut {
        return Ok(Some(Stays::Part));
    }
    let failed = candidate.problem.is_some();
    if has_page || !(item.is_blank() || item.is_summary() || candidate.is_less) {
        return Ok(None);
    }
    let (old, new) = (words(&store.document(article)?), words(document));
    // Of two summaries the newer one counts; but what is here without its page may be all of it, as the feed had it.
    let is_newer_summary = before.is_summary() && new.saturating_mul(2) >= old;
    if failed && new < old && !is_newer_summary {
        return Ok(Some(Stays::NoPage));
    }
    let is_less = item.is_blank() && new < old || is_less_than(new, old, store, article)?;
    Ok(is_less.then_some(Stays::Less))
}

/// Whether a feed has much less of an item than its article, which somebody works on. A site that begins to sell
/// what it gave away may send a teaser as the content of the item.
pub(super) fn is_less(
    store: &Store,
    article: ArticleId,
    (feed, item): (&Feed, &Item),
    limits: &PageLimits,
) -> Result<bool> {
    if store.article(article)?.is_none() {
        return Ok(false);
    }
    let Ok(read) = feed::article(feed, item, limits) else { return Ok(false) };
    is_less_than(words(&read.document), words(&store.document(article)?), store, article)
}

fn is_less_than(new: usize, old: usize, store: &Store, article: ArticleId) -> Result<bool> {
    Ok(new.saturating_mul(2) < old && !store.annotations_of(article)?.is_empty())
}
