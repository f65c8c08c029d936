//! An item of a feed that comes in, and the page that it leads to: whether that is its own, how often it was asked for,
//! and what is remembered of it.

use super::stays::Stays;
use crate::files::fetch::FetchError;
use crate::import::Imported;
use crate::job::identity::{Stop, is_no_edition, is_no_page, is_wall};
use crate::model::{ArticleId, Document, KnownItem, PART, SUMMARY, WANTED};
use crate::store::{Result, Store};

/// An item that is new, or not as it was.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing about the item")]
pub(super) struct Candidate {
    /// Which of the feed's items it is.
    pub item: usize,
    pub key: String,
    pub hash: String,
    pub known: Option<KnownItem>,
    /// The page that its link leads to, where that was wanted and could be had.
    pub page: Option<Imported>,
    /// The page was wanted and could not be had this time.
    pub miss: Option<Miss>,
    /// Why there is no page, where one was wanted.
    pub problem: Option<String>,
    /// The feed has nothing new of it; the page is asked for once more.
    pub is_again: bool,
    /// The feed has it no more, or its page was never there as long as it had it.
    pub has_left: bool,
    /// Others of the feed lead to the same page.
    pub is_shared: bool,
    /// The feed has much less of it by now than its article, which somebody works on, wherever it says so.
    pub is_less: bool,
}

/// How a page could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Miss {
    /// It may be otherwise soon.
    Passing,
    /// Nothing says that it will ever be otherwise, such as that there is no such page.
    Lasting,
}

/// Times that a page is asked for of which nothing says that it will ever be there.
const TRIES: usize = 5;

impl Candidate {
    pub(super) fn new(item: usize, key: String, hash: String, known: Option<KnownItem>) -> Self {
        let (page, miss, problem) = (None, None, None);
        let (is_again, has_left, is_shared, is_less) = (false, false, false, false);
        Self { item, key, hash, known, page, miss, problem, is_again, has_left, is_shared, is_less }
    }

    /// Takes why its page could not be had.
    pub(super) fn misses(&mut self, error: &FetchError) {
        // What the server hands out to nobody is not asked for again, nor for ever what the feed has no more.
        let is_passing = error.is_unasked() || error.may_pass() && !self.has_left;
        self.miss = match error {
            FetchError::Stopped => Some(Miss::Passing),
            error if error.is_refusal() => None,
            _ => Some(if is_passing { Miss::Passing } else { Miss::Lasting }),
        };
        self.problem = Some(error.to_string()).filter(|_| *error != FetchError::Stopped);
    }

    /// How many times its page was asked for in vain, with this one.
    pub(super) fn tries(&self) -> usize {
        let before = self.known.as_ref().filter(|known| known.is_of(&self.hash)).map_or(0, KnownItem::tries);
        (before + usize::from(self.miss == Some(Miss::Lasting))).max(1)
    }

    /// Leaves its page where that is no new edition of what is here; whether it did. It may be otherwise the next time.
    pub(super) fn leaves_page(
        &mut self,
        store: &Store,
        now: Option<&KnownItem>,
        page: &Document,
        stop: Stop<'_>,
    ) -> Result<bool> {
        let Some(article) = now.and_then(|known| known.article) else { return Ok(false) };
        if store.article(article)?.is_none() {
            return Ok(false);
        }
        let is_cut = self.page.as_ref().is_some_and(|page| page.is_cut);
        let mut why = is_no_edition(store, article, page, is_cut, stop)?;
        if why.is_none() {
            why = is_wall(store, article, page, stop)?.map(str::to_owned);
        }
        let Some(why) = why else { return Ok(false) };
        let ArticleId(id) = article;
        self.page = None;
        self.miss = Some(Miss::Lasting);
        self.problem = Some(format!("{why} (`postil import --as {id} ADDRESS` takes it all the same)"));
        Ok(true)
    }

    /// Leaves its page where nothing but its summary is here, and that is none of the item; whether it did.
    pub(super) fn refuses_page(&mut self, title: &str, known: &[Document], stop: Stop<'_>) -> Result<bool> {
        let Some(page) = &self.page else { return Ok(false) };
        let Some(why) = is_no_page(page, title, known, stop)? else { return Ok(false) };
        self.page = None;
        self.miss = Some(Miss::Lasting);
        self.problem = Some(why);
        Ok(true)
    }

    /// Its page was asked for in vain often enough.
    pub(super) fn is_given_up(&self) -> bool {
        self.miss == Some(Miss::Lasting) && self.tries() >= TRIES
    }

    /// Its page is to be asked for again.
    pub(super) fn is_wanted(&self) -> bool {
        self.miss.is_some() && !self.is_given_up()
    }

    /// What is here of it is but its summary.
    pub(super) fn is_summary(&self) -> bool {
        self.known.as_ref().is_some_and(KnownItem::is_summary)
    }

    /// The hash to remember: one that no item has where the page is still wanted, or the feed broke off, so
    /// that the next refresh takes the item up again. `is_less`: of what was wanted only the summary is here.
    pub(super) fn kept(&self, is_cut: bool, is_less: bool) -> String {
        let wanted = if self.is_wanted() { WANTED.repeat(self.tries()) } else { String::new() };
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
    pub(super) fn missed_again(&self) -> Option<&KnownItem> {
        let known = self.known.as_ref().filter(|_| self.miss.is_some())?;
        (known.tries() > 0 && known.is_of(&self.hash)).then_some(known)
    }

    /// What is to be told of it, as a sentence without a full stop: why it came without its page, or why its article
    /// keeps its text. Not where that was told before.
    pub(super) fn told(&self, stays: Option<Stays>) -> Option<String> {
        let is_missed_again = self.missed_again().is_some();
        if is_missed_again && !self.is_given_up() || stays == Some(Stays::Part) {
            return None;
        }
        if let Some(stays) = stays {
            return Some(stays.told(self.problem.as_deref().unwrap_or_default()));
        }
        let why = self.problem.as_deref()?;
        Some(if is_missed_again {
            let here = if self.is_summary() { "its summary" } else { "the text that is here" };
            format!(
                "its page was asked for {TRIES} times in vain and is not any more, so {here} stays: {why}"
            )
        } else {
            let until = if self.is_wanted() { " until a refresh brings it" } else { "" };
            format!("its page could not be had, so only its summary is here{until}: {why}")
        })
    }
}
