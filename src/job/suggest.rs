//! Sentences that look like the passages of a theme and are not tagged with it nor dismissed, best first: the rows of
//! the index that have most of the words that speak for the theme, and of these the best sentences. A
//! bounded number of rows is looked at, whatever the size of the library.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::suggest::{Clue, Clues, Lesson, Suggestion, Suggestions, Telling, is_akin, stem};
use crate::model::{Article, ArticleId, ArticleRef, Block, PassageSort, Theme, ThemeId, split_path};
use crate::store::{AnnotationFilter, Result, Store, StoreError, TextRow};
use crate::text::grapheme::char_floor;
use crate::text::segment::{Bounds, sentences};
use crate::text::token::{folded, is_unspaced};
use crate::text::{Offset, Span, one_line};

/// Passages that are learnt from at most, the newest.
const PASSAGES: u64 = 300;
/// Bytes of a passage that are learnt from.
const PASSAGE: usize = 4_000;
/// Words with the same beginning that may be forms of one.
const ALIKE: usize = 400;
/// Rows that are looked up for a word, at most.
const ROWS: usize = 50_000;
/// Rows that are kept in mind, at most: a word that comes later only adds to those.
const KEPT: usize = 200_000;
/// The best of them, whose sentences are scored.
const BEST: usize = 800;
/// Of so few articles none is most.
const FEW: usize = 4;
/// Articles that are looked at for how far a word is spread, and forms of it that are sought in all of them.
const SAMPLE: usize = 64;
const FORMS: usize = 2_048;
/// A longer block is read by the part of it that the index has as a row.
const LONG: usize = 64 << 10;
/// What part of the best score a sentence has at least.
const LEAST: f64 = 0.3;

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub theme: ThemeId,
    /// Only in this article.
    pub article: Option<ArticleId>,
    pub limit: usize,
}

/// The best sentences, `limit` at most, in an order that is the same each time. `tell` takes how far it
/// is, 0 to 100. Interrupted, as an error, once it is to stop.
pub fn suggest(
    store: &Store,
    order: &Order,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(u8),
) -> Result<Suggestions> {
    let theme = store.theme(order.theme)?.ok_or_else(|| StoreError::refused("there is no such theme"))?;
    let passages = passages(store, order.theme)?;
    let lesson = Lesson::of(&split_path(&theme.path), theme.description.as_deref(), &passages);
    let clues = clues(store, &lesson, stop)?;
    tell(20);
    let rows = best_rows(store, &clues, order.article, stop, tell)?;
    tell(70);
    let mut all = scored(store, &theme, &clues, &rows, stop, tell)?;
    let rank = |s: &Suggestion| (s.article.id, s.span.start);
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| rank(a).cmp(&rank(b))));
    let least = all.first().map_or(0.0, |best| best.score * LEAST);
    all.retain(|suggestion| suggestion.score >= least);
    all.truncate(order.limit);
    let marks = all.iter().flat_map(|one| one.marks.iter().map(|mark| folded(mark.of(&one.quote))));
    let told: HashSet<String> = marks.collect();
    let is_told =
        |clue: &&Clue| clue.telling == Telling::Much || clue.forms.iter().any(|form| told.contains(form));
    let words = clues.all.iter().filter(is_told).map(|clue| clue.word.clone()).collect();
    Ok(Suggestions { passages: passages.len(), words, all })
}

fn go_on(stop: &AtomicBool) -> Result<()> {
    if stop.load(Ordering::Relaxed) { Err(StoreError::Interrupted) } else { Ok(()) }
}

/// The words of a theme's newest passages.
fn passages(store: &Store, theme: ThemeId) -> Result<Vec<String>> {
    let meant = AnnotationFilter { themes: vec![theme], ..AnnotationFilter::default() };
    let ids = store.annotation_ids(&meant, PassageSort::Newest, 0..PASSAGES)?;
    let cut = |text: &str| text.get(..char_floor(text, PASSAGE)).unwrap_or_default().to_owned();
    Ok(store.annotations_by_id(&ids)?.iter().map(|annotation| cut(annotation.words())).collect())
}

fn clues(store: &Store, lesson: &Lesson, stop: &AtomicBool) -> Result<Clues> {
    let rows = store.text_rows()?;
    let pairs: Vec<&str> = lesson.words().filter(|word| is_unspaced(word)).collect();
    let mut runs = if pairs.is_empty() {
        HashMap::new()
    } else {
        store.runs_with(&pairs, ALIKE, &mut || go_on(stop))?
    };
    let articles = store.article_ids()?;
    let forms = |word: &str| {
        go_on(stop)?;
        if is_unspaced(word) {
            return Ok(runs.remove(word).unwrap_or_default());
        }
        let mut forms = store.words_from(stem(word), ALIKE)?;
        forms.retain(|(form, _)| is_akin(form, word));
        Ok(forms)
    };
    lesson.clues(rows, forms, |clue| {
        go_on(stop)?;
        spread(store, &articles, clue)
    })
}

/// What part of the articles has a word: looked at are some of them, spread over all. Of a few articles nothing
/// can be said.
fn spread(store: &Store, articles: &[ArticleId], clue: &Clue) -> Result<f64> {
    let is_rare = clue.rows.saturating_mul(2) < articles.len() as u64;
    if articles.len() < FEW || is_rare {
        return Ok(0.0);
    }
    let looked_at = SAMPLE.min((FORMS / clue.forms.len().max(1)).max(FEW)).min(articles.len());
    let mut with = 0_u32;
    for i in 0..looked_at {
        let Some(article) = articles.get(i * articles.len() / looked_at) else { continue };
        let mut has_it = false;
        store.each_row_with(&clue.forms, Some(*article), 1, |_| has_it = true)?;
        with += u32::from(has_it);
    }
    Ok(f64::from(with) / f64::from(u32::try_from(looked_at).unwrap_or(u32::MAX)))
}

/// The rows with most to say for the theme, best first.
fn best_rows(
    store: &Store,
    clues: &Clues,
    article: Option<ArticleId>,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(u8),
) -> Result<Vec<i64>> {
    let mut scores: HashMap<i64, f64> = HashMap::new();
    // The rarest first: what they find is little, and kept.
    let mut rarest: Vec<&Clue> = clues.all.iter().collect();
    rarest.sort_by_key(|clue| clue.rows);
    for (i, clue) in rarest.iter().enumerate() {
        go_on(stop)?;
        store.each_row_with(&clue.forms, article, ROWS, |row| {
            if scores.len() < KEPT {
                *scores.entry(row).or_default() += clue.weight;
            } else if let Some(score) = scores.get_mut(&row) {
                *score += clue.weight;
            }
        })?;
        tell(20 + share(i, rarest.len(), 50));
    }
    let mut rows: Vec<(i64, f64)> = scores.into_iter().collect();
    let better = |a: &(i64, f64), b: &(i64, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if rows.len() > BEST {
        rows.select_nth_unstable_by(BEST, better);
        rows.truncate(BEST);
    }
    rows.sort_unstable_by(better);
    Ok(rows.into_iter().map(|(row, _)| row).collect())
}

/// So many of 100, `part` of `whole` being done.
fn share(part: usize, whole: usize, of: usize) -> u8 {
    u8::try_from(part * of / whole.max(1)).unwrap_or(100)
}

/// The sentences of these rows that say something for the theme.
fn scored(
    store: &Store,
    theme: &Theme,
    clues: &Clues,
    rows: &[i64],
    stop: &AtomicBool,
    tell: &mut dyn FnMut(u8),
) -> Result<Vec<Suggestion>> {
    let rows = store.rows_by_number(rows)?;
    let below = store.with_below(theme.id)?;
    let dismissed: HashSet<(ArticleId, String)> =
        store.dismissed(theme.id)?.into_iter().map(|one| (one.article, one_line(&one.quote))).collect();
    let mut found: Vec<Suggestion> = Vec::new();
    let mut done = 0;
    for of_article in rows.chunk_by(|a, b| a.article == b.article) {
        go_on(stop)?;
        let Some(first) = of_article.first() else { continue };
        let Some(article) = store.article(first.article)?.filter(|article| !article.trashed) else {
            continue;
        };
        let tagged = store.spans_of_themes(&below, article.id)?;
        let mut reading = Reading::new(store, &article)?;
        for row in of_article {
            for (span, point, quote) in reading.sentences(row)? {
                if tagged.iter().any(|tagged| tagged.overlaps(span)) {
                    continue;
                }
                let Some((worth, marks)) = clues.score(&quote) else { continue };
                if !dismissed.is_empty() && dismissed.contains(&(article.id, one_line(&quote))) {
                    continue;
                }
                let end = point + u64::try_from(quote.chars().count()).unwrap_or(0);
                let paragraph = reading.paragraph_at(span.start);
                let article = reading.named.clone();
                found.push(Suggestion {
                    article,
                    span,
                    points: (point, end),
                    paragraph,
                    quote,
                    score: worth,
                    marks,
                });
            }
        }
        done += of_article.len();
        tell(70 + share(done, rows.len(), 30));
    }
    Ok(found)
}

/// An article of which a few rows are read.
struct Reading<'a> {
    store: &'a Store,
    named: ArticleRef,
    blocks: Vec<Block>,
    /// How many blocks before each are counted as paragraphs.
    counted: Vec<u32>,
    /// Up to where sentences were handed over: a block may have several rows.
    until: usize,
}

impl<'a> Reading<'a> {
    fn new(store: &'a Store, article: &Article) -> Result<Self> {
        let blocks = store.blocks(article.id)?;
        let counted = blocks.iter().scan(0, |count, block| {
            let before = *count;
            *count += u32::from(block.is_counted());
            Some(before)
        });
        let counted = counted.collect();
        let named = ArticleRef { id: article.id, uuid: article.uuid, title: article.meta.title.clone() };
        Ok(Self { store, named, blocks, counted, until: 0 })
    }

    fn block_at(&self, at: Offset) -> Option<(usize, &Block)> {
        let index = self.blocks.partition_point(|block| block.span.start <= at).checked_sub(1)?;
        Some((index, self.blocks.get(index)?))
    }

    fn paragraph_at(&self, at: Offset) -> Option<u32> {
        let (index, block) = self.block_at(at)?;
        if block.is_counted() { self.counted.get(index).map(|before| before + 1) } else { None }
    }

    /// The sentences of the block that a row is of, each with its place in bytes and in code points; of
    /// a long block those that lie whole in the row. Rows are to come in order; what was handed over for
    /// one is not again for the next.
    fn sentences(&mut self, row: &TextRow) -> Result<Vec<(Span, u64, String)>> {
        let Some((_, block)) = self.block_at(row.span.start) else { return Ok(Vec::new()) };
        let block = *block;
        if block.is_furniture() || block.span.end.0 <= self.until {
            return Ok(Vec::new());
        }
        let is_long = block.span.len() > LONG;
        let span = if is_long {
            Span { start: row.span.start, end: row.span.end.min(block.span.end) }
        } else {
            block.span
        };
        self.until = span.end.0;
        let text = self.store.text_of(self.named.id, span)?;
        // The row begins where its block does, or within it.
        let before = text.get(..row.span.start.0 - span.start.0).unwrap_or_default();
        let begin = row.point - u64::try_from(before.chars().count()).unwrap_or(0).min(row.point);
        let (mut at, mut point) = (0, begin);
        let mut out = Vec::new();
        let bounds = Bounds { span: Span::new(0, text.len()), ..block.bounds() };
        for sentence in sentences(&text, bounds) {
            point += count(text.get(at..sentence.start.0));
            at = sentence.start.0;
            let cut_off = is_long
                && ((sentence.start.0 == 0 && span.start > block.span.start)
                    || (sentence.end.0 == text.trim_end().len() && span.end < block.span.end));
            if !cut_off {
                let place = Span::new(span.start.0 + sentence.start.0, span.start.0 + sentence.end.0);
                out.push((place, point, sentence.of(&text).to_owned()));
            }
        }
        Ok(out)
    }
}

fn count(text: Option<&str>) -> u64 {
    u64::try_from(text.unwrap_or_default().chars().count()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
