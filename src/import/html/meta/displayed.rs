//! The headline that readers see above the article, where the head of the page calls it otherwise: for other pages, for
//! machines, or as it was called before.

use super::super::super::dates;
use super::super::choose::{fold, is_same};
use super::heading::Heading;
use super::title::{after, before, is_headline, is_reworded, shared};
use super::{ABOVE, Facts, byline, elsewhere};

/// Elements below a headline among which it is told who wrote, or when.
const SIGNED: usize = 30;
/// Words of a headline at least, and longer ones that it shares with what the head of the page says.
const WORDS: usize = 2;
const SHARED: usize = 2;

/// The heading of the first order above the article that is its headline: it is called so and signed, or signed or
/// called so and about the same as what the head says. None where the page shows what the head says, too, or more than that. `site`
/// tells names of the site.
pub(super) fn find<'a>(facts: &'a Facts, heads: &[String], site: impl Fn(&str) -> bool) -> Option<&'a str> {
    let told = facts.told?;
    let shows = |h: &Heading| {
        let words = fold(&h.words);
        heads.iter().map(|head| fold(head)).any(|head| !head.is_empty() && words.contains(&head))
    };
    let is_shown = |h: &Heading| !h.is_apart && h.at <= told && shows(h);
    if facts.headings.iter().chain(&facts.lower).any(is_shown) {
        return None;
    }
    let may_be = |h: &&Heading| {
        h.at <= told
            && !h.is_site
            && !h.is_apart
            && h.words.split_whitespace().nth(WORDS - 1).is_some()
            && !site(&h.words)
    };
    let is_headline = |h: &&Heading| {
        let shared = shared(&h.words, heads);
        let signed = facts.is_signed(h);
        (h.is_named && (signed || shared > 0)) || (signed && shared >= SHARED) || is_reworded(&h.words, heads)
    };
    let first = facts.headings.iter().filter(may_be);
    let mut own = first.clone().rev().filter(is_headline);
    let found = own.next();
    // Where the page has none of the first order but its sign, one of the second in its place.
    let second = || {
        let mut lower = facts.lower.iter().filter(may_be);
        lower.find(|h| told - h.at <= ABOVE && facts.is_signed(h) && shared(&h.words, heads) >= SHARED)
    };
    found.or_else(|| if first.count() == 0 { second() } else { None }).map(|h| h.words.as_str())
}

/// The headline of lower order that fits, where all of the first order stand apart and say something else.
pub(super) fn lower(facts: &Facts, fits: impl Fn(&str) -> bool) -> Option<&str> {
    let told = facts.told?;
    if facts.headings.iter().any(|h| !h.is_apart && !h.is_site) {
        return None;
    }
    let mut own = facts.lower.iter().filter(|h| h.is_named && !h.is_apart && h.at <= told);
    own.find(|h| fits(&h.words) && !facts.headings.iter().any(|first| is_same(&first.words, &h.words)))
        .map(|h| h.words.as_str())
}

/// The headline of lower order that is the greater part of what the head says, where none of the first order is about the
/// article: `The Pier - News - Nine days of storm`.
pub(super) fn part<'a>(facts: &'a Facts, heads: &[&str]) -> Option<&'a str> {
    let told = facts.told?;
    if facts.headings.iter().any(|h| !h.is_apart && !h.is_site && !h.is_home) {
        return None;
    }
    let is_part = |h: &Heading| {
        let rest = heads
            .iter()
            .find_map(|head| before(head, &h.words).or_else(|| after(head, &h.words, |_, _| true)));
        // What is said elsewhere in the same words has their signs as well.
        let is_whole = heads.iter().any(|head| is_same(head, &h.words));
        !is_whole
            && rest.is_some_and(|rest| {
                fold(rest).len() < fold(&h.words).len() && (h.is_named || is_headline(&h.words, rest))
            })
    };
    let mut own = facts.lower.iter().filter(|h| h.at <= told && !h.is_apart && !h.is_site && !h.is_home);
    own.rfind(|h| is_part(h)).map(|h| h.words.as_str())
}

impl Facts {
    /// Whether it is told right below a heading who wrote, or when.
    fn is_signed(&self, heading: &Heading) -> bool {
        let below = |at: usize| at > heading.at && at <= heading.at + SIGNED;
        self.authors.iter().any(|author| author.sure <= byline::LINKED && below(author.at))
            || self.dates.iter().any(|date| {
                date.sure < elsewhere::MORE && below(date.at) && dates::within(&date.words).is_some()
            })
    }
}
