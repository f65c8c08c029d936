//! The articles that share wording with one, in all of the library. Its words are looked up in the index, each once;
//! the places that have all words of a phrase lead to texts, and these are compared word by word, one at a time, the
//! likeliest first. Of very many runs only the longest of each article are kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::wording::probe::each_probe;
use crate::model::wording::{Earlier, Place, Run, Shared, Sharing, Sought};
use crate::model::{ArticleId, ArticleRef, Document};
use crate::store::{Result, Store, StoreError};
use crate::text::token::folded;
use crate::text::{Span, points};

/// Rows that are kept in mind of a word: one that stands in more is common.
const COMMON: usize = 2_000;
/// Rows that a phrase of common words leads to, at most.
const PER_PHRASE: usize = 5_000;
/// Rows that are kept in mind, before only their articles are.
const ROWS: usize = 200_000;
/// Rows that are looked up at a time.
const BATCH: usize = 5_000;
/// Runs that are handed over of an article, at most: the longest.
const RUNS: usize = 1_000;
/// Runs that are kept of all articles, before of each further one only the longest is.
const MANY: usize = 200_000;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Those with the longest runs first.
    pub articles: Vec<Sharing>,
    /// A phrase of common words stands in more places than it led to: more texts may share it than were compared.
    pub more: bool,
}

/// The runs of at least so many words that an article shares with others outside the trash. `tell`
/// takes how far it is, 0 to 100. Interrupted, as an error, once it is to stop.
pub fn wording(
    store: &Store,
    id: ArticleId,
    least: usize,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(u8),
) -> Result<Found> {
    let article = store.article(id)?.ok_or_else(|| StoreError::refused("there is no such article"))?;
    let document = store.document(id)?;
    let (candidates, more) = candidates(store, id, &document, least, stop, tell)?;
    let sought = Sought::new(&document, least);
    let mut articles = Vec::new();
    let mut kept = 0;
    for (i, other) in candidates.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            return Err(StoreError::Interrupted);
        }
        let text = store.document(*other)?;
        let mut shared = sought.shared(&text);
        let most = if kept < MANY { RUNS } else { 1 };
        let more = shared.len() > most;
        shared.truncate(most);
        kept += shared.len();
        if let Some(other) = store.article(*other)?.filter(|other| !other.trashed && !shared.is_empty()) {
            let runs = placed(&shared, &document, &text);
            let earlier = Earlier::of(article.meta.published.as_deref(), other.meta.published.as_deref());
            let published = other.meta.published.clone();
            let named = ArticleRef { id: other.id, uuid: other.uuid, title: other.meta.title };
            articles.push(Sharing { article: named, published, earlier, runs, more });
        }
        tell(30 + u8::try_from((i + 1) * 70 / candidates.len().max(1)).unwrap_or(70));
    }
    let longest = |one: &Sharing| one.runs.first().map_or(0, |run| run.words);
    articles.sort_by_key(|one| (std::cmp::Reverse(longest(one)), one.article.id));
    Ok(Found { articles, more })
}

/// The articles that some phrase leads to, the likeliest first; whether a phrase would lead to more.
fn candidates(
    store: &Store,
    id: ArticleId,
    document: &Document,
    least: usize,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(u8),
) -> Result<(Vec<ArticleId>, bool)> {
    let rows = RefCell::new(Rows { store, own: store.rows_of(id)?, known: HashMap::new() });
    let rarity = |word: &str| Ok(rows.borrow_mut().of(word)?.map_or(u64::MAX, |rows| length(&rows)));
    let mut hits: BTreeMap<i64, Hits> = BTreeMap::new();
    let mut articles: BTreeMap<ArticleId, Hits> = BTreeMap::new();
    let mut asked: HashSet<Vec<String>> = HashSet::new();
    let mut more = false;
    each_probe(document, least, rarity, |word, phrases, at| {
        if stop.load(Ordering::Relaxed) {
            return Err(StoreError::Interrupted);
        }
        let mut rows = rows.borrow_mut();
        if let Some(with) = rows.of(word)? {
            for phrase in phrases {
                let found = rows.with_all(&with, phrase)?;
                for row in &found {
                    hits.entry(*row).or_default().take(found.len());
                }
            }
        } else {
            let phrases: Vec<String> = phrases.iter().map(|words| words.join(" ")).collect();
            if !asked.contains(&phrases) {
                let found = store.rows_with(&phrases, PER_PHRASE + 1)?;
                more |= found.len() > PER_PHRASE;
                let found = rows.but_own(found);
                for row in &found {
                    hits.entry(*row).or_default().take(found.len());
                }
                asked.insert(phrases);
            }
        }
        if hits.len() >= ROWS {
            by_article(store, &mut hits, &mut articles)?;
        }
        tell(u8::try_from(at * 30 / document.text.len().max(1)).unwrap_or(30));
        Ok(())
    })?;
    by_article(store, &mut hits, &mut articles)?;
    let mut all: Vec<(ArticleId, Hits)> = articles.into_iter().collect();
    all.sort_by_key(|(other, hits)| (hits.fewest, std::cmp::Reverse(hits.phrases), *other));
    Ok((all.into_iter().map(|(other, _)| other).collect(), more))
}

/// Adds up what leads to rows by the articles that these are of, and lets the rows go.
fn by_article(
    store: &Store,
    hits: &mut BTreeMap<i64, Hits>,
    articles: &mut BTreeMap<ArticleId, Hits>,
) -> Result<()> {
    let rows: Vec<i64> = hits.keys().copied().collect();
    for some in rows.chunks(BATCH) {
        for (row, article) in store.articles_of_rows(some)? {
            articles.entry(article).or_default().add(hits.get(&row).copied().unwrap_or_default());
        }
    }
    hits.clear();
    Ok(())
}

/// What leads to a text.
#[derive(Debug, Clone, Copy)]
struct Hits {
    phrases: u32,
    /// The rows that the rarest of them leads to.
    fewest: usize,
}

impl Default for Hits {
    fn default() -> Self {
        Self { phrases: 0, fewest: usize::MAX }
    }
}

impl Hits {
    fn take(&mut self, rows: usize) {
        self.add(Self { phrases: 1, fewest: rows });
    }

    fn add(&mut self, other: Self) {
        self.phrases = self.phrases.saturating_add(other.phrases);
        self.fewest = self.fewest.min(other.fewest);
    }
}

fn length(rows: &[i64]) -> u64 {
    u64::try_from(rows.len()).unwrap_or(u64::MAX)
}

/// The rows of words beside those of the article that is asked about, each word looked up once.
struct Rows<'a> {
    store: &'a Store,
    own: (i64, i64),
    /// `None` of a common word.
    known: HashMap<String, Option<Rc<Vec<i64>>>>,
}

impl Rows<'_> {
    fn but_own(&self, rows: Vec<i64>) -> Vec<i64> {
        let (first, last) = self.own;
        rows.into_iter().filter(|row| !(first..=last).contains(row)).collect()
    }

    /// In order.
    fn of(&mut self, word: &str) -> Result<Option<Rc<Vec<i64>>>> {
        let word = folded(word);
        if let Some(rows) = self.known.get(&word) {
            return Ok(rows.clone());
        }
        let found = self.store.rows_with(std::slice::from_ref(&word), COMMON + 1)?;
        let rows = (found.len() <= COMMON).then(|| Rc::new(self.but_own(found)));
        self.known.insert(word, rows.clone());
        Ok(rows)
    }

    /// Those of some rows that have all words of a phrase, common ones apart.
    fn with_all(&mut self, rows: &[i64], phrase: &[&str]) -> Result<Vec<i64>> {
        let mut left = rows.to_vec();
        for word in phrase {
            if left.is_empty() {
                break;
            }
            if let Some(with) = self.of(word)? {
                left.retain(|row| with.binary_search(row).is_ok());
            }
        }
        Ok(left)
    }
}

fn placed(shared: &[Shared], here: &Document, there: &Document) -> Vec<Run> {
    let mine = places(here, shared.iter().map(|run| run.here));
    let others = places(there, shared.iter().map(|run| run.there));
    let runs = shared.iter().zip(mine).zip(others);
    runs.map(|((run, here), there)| Run { words: run.words, here, there }).collect()
}

/// The places of some spans, in the same order: one walk through the text.
fn places(document: &Document, spans: impl Iterator<Item = Span>) -> Vec<Place> {
    let spans: Vec<Span> = spans.collect();
    let ends = spans.iter().flat_map(|span| [span.start.0, span.end.0]);
    let points = points::of_bytes(&document.text, ends);
    let point = |byte: usize| points.get(&byte).copied().unwrap_or(0);
    let counted: Vec<u32> = document
        .blocks
        .iter()
        .scan(0, |count, block| {
            *count += u32::from(block.is_counted());
            Some(*count)
        })
        .collect();
    let paragraph = |span: Span| {
        let block = document.block_at(span.start);
        document.blocks.get(block).filter(|block| block.is_counted())?;
        counted.get(block).copied()
    };
    let place = |span: &Span| Place {
        span: *span,
        points: (point(span.start.0), point(span.end.0)),
        paragraph: paragraph(*span),
    };
    spans.iter().map(place).collect()
}

#[cfg(test)]
mod tests;
