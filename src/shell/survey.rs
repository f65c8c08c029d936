//! What the library is searched for at length, as its sheets show it.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use super::worker::Course;
use crate::app::{CountRow, Heading, Origin, Outcome, SharedRow, Suggestions, Survey, Surveyed};
use crate::job::suggest::{Order, suggest};
use crate::job::wording::wording;
use crate::model::stats::{Cell, Counted, NO_MONTH, NO_PUBLICATION};
use crate::model::suggest::Suggestion;
use crate::model::wording::LEAST;
use crate::model::{Article, ArticleId, ArticleRef, Dismissal, Document, Edit, ThemeId, ThemeName};
use crate::store::{Result, Store, StoreError};
use crate::text::{Span, excerpt, find_line};

/// Runs that are shown of an article, and of all.
const PER_ARTICLE: usize = 100;
const RUNS: usize = 1_000;
/// Bytes of a run that are read, and cells that are shown.
const READ: usize = 4_096;
const SHOWN: usize = 600;
/// Rows that each part of the counts has at most.
const ROWS: usize = 500;

/// Answers a request.
pub fn survey(store: &Store, wanted: Survey, course: &Course<'_>) -> Result<Outcome> {
    let mut told = 0;
    let mut tell = |percent: u8| {
        if percent > told {
            told = percent;
            (course.tell)(Outcome::Surveying(percent));
        }
    };
    let came = match wanted {
        Survey::Suggestions { theme } => suggestions(store, theme, course, &mut tell),
        Survey::SharedWording { article } => shared_wording(store, article, course, &mut tell),
        Survey::Counts { theme } => counts(store, theme),
    };
    match came {
        Err(_) if course.stop.load(Ordering::Relaxed) => Ok(Outcome::Stopped),
        came => Ok(Outcome::Surveyed(Box::new(came?))),
    }
}

/// Refuses a theme that was removed meanwhile.
fn look_for(store: &Store, theme: ThemeId) -> Result<()> {
    if store.has_theme(theme)? {
        return Ok(());
    }
    Err(StoreError::refused("this theme is in the library no more (gt shows those that are)"))
}

fn suggestions(
    store: &Store,
    theme: ThemeId,
    course: &Course<'_>,
    tell: &mut dyn FnMut(u8),
) -> Result<Surveyed> {
    look_for(store, theme)?;
    let order = Order { theme, article: None, limit: Suggestions::MOST };
    let found = suggest(store, &order, course.stop, tell)?;
    let ids = found.all.iter().map(|one| one.article.id);
    let headings = headings(store, ids)?;
    Ok(Surveyed::Suggestions { found, headings })
}

fn headings(store: &Store, ids: impl Iterator<Item = ArticleId>) -> Result<BTreeMap<ArticleId, Heading>> {
    let mut ids: Vec<ArticleId> = ids.collect();
    ids.sort();
    ids.dedup();
    Ok(store.articles_of(&ids)?.iter().map(|article| (article.id, Heading::of(article, 0))).collect())
}

fn shared_wording(
    store: &Store,
    article: ArticleId,
    course: &Course<'_>,
    tell: &mut dyn FnMut(u8),
) -> Result<Surveyed> {
    if store.article(article)?.is_none_or(|article| article.trashed) {
        return Err(StoreError::refused(
            "this article is in the library no more (u brings back what was removed)",
        ));
    }
    let found = wording(store, article, LEAST, course.stop, tell)?;
    let mut headings = headings(store, found.articles.iter().map(|sharing| sharing.article.id))?;
    let (mut rows, mut origins, mut more) = (Vec::new(), BTreeMap::new(), found.more);
    for sharing in &found.articles {
        let id = sharing.article.id;
        more |= sharing.more || sharing.runs.len() > PER_ARTICLE || rows.len() >= RUNS;
        for run in sharing.runs.iter().take(PER_ARTICLE.min(RUNS - rows.len().min(RUNS))) {
            rows.push(SharedRow {
                article: id,
                there: run.there.span,
                words: run.words,
                paragraphs: (run.here.paragraph, run.there.paragraph),
                quote: beginning(store, id, run.there.span)?,
            });
        }
        // Of an article without a row nothing shows.
        if rows.last().is_some_and(|row| row.article == id) {
            let heading = headings.remove(&id).unwrap_or_default();
            origins.insert(id, Origin { heading, earlier: sharing.earlier });
        }
    }
    Ok(Surveyed::SharedWording { rows, origins, more })
}

/// As much of the text under a span as is shown of it, with `…` where it is cut.
fn beginning(store: &Store, id: ArticleId, span: Span) -> Result<String> {
    let mut text = String::new();
    // The end of what is read may fall within a character, where the store gives nothing.
    for reach in (READ - 3..=READ).rev() {
        let end = span.end.0.min(span.start.0 + reach);
        text = store.text_of(id, Span::new(span.start.0, end))?;
        if !text.is_empty() {
            break;
        }
    }
    let mut shown = excerpt(&text, SHOWN);
    if span.len() > READ && !shown.ends_with('…') {
        shown.push('…');
    }
    Ok(shown)
}

/// Articles and publications with most passages first, months in order; of very many, those with most.
fn counts(store: &Store, theme: ThemeId) -> Result<Surveyed> {
    look_for(store, theme)?;
    let mut rows = Vec::new();
    let articles = store.theme_by_article(theme)?;
    let (articles, articles_left) = most(articles);
    rows.extend(articles.into_iter().map(|cell| {
        let title = Some(cell.column.title).filter(|title| !title.is_empty());
        let name = title.unwrap_or_else(|| "untitled".to_owned());
        CountRow { of: Counted::Article(cell.column.id), name, passages: cell.annotations }
    }));
    let (publications, publications_left) = most(store.theme_by_publication(theme)?);
    rows.extend(publications.into_iter().map(|cell| {
        let name = cell.column.clone().unwrap_or_else(|| NO_PUBLICATION.to_owned());
        CountRow { of: Counted::Publication(cell.column), name, passages: cell.annotations }
    }));
    let (mut months, months_left) = most(store.theme_by_month(theme)?);
    months.sort_by(|one, other| one.column.cmp(&other.column));
    rows.extend(months.into_iter().map(|cell| {
        let name = cell.column.clone().unwrap_or_else(|| NO_MONTH.to_owned());
        CountRow { of: Counted::Month(cell.column), name, passages: cell.annotations }
    }));
    Ok(Surveyed::Counts { rows, left: [articles_left, publications_left, months_left] })
}

/// The cells with most passages, in their order where they have as many; and how many others there are.
fn most<C>(mut cells: Vec<Cell<C>>) -> (Vec<Cell<C>>, usize) {
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.annotations));
    let left = cells.len().saturating_sub(ROWS);
    cells.truncate(ROWS);
    (cells, left)
}

/// The edit that tags or dismisses a sentence that was suggested; refused where the text has other words there
/// by now.
pub fn settling(
    store: &Store,
    (article, span): (ArticleId, Span),
    quote: &str,
    theme: ThemeId,
    dismissed: bool,
) -> Result<Edit> {
    look_for(store, theme)?;
    if store.text_of(article, span)? != quote {
        return Err(StoreError::refused(
            "the text changed meanwhile, so nothing was done (look at the new text first)",
        ));
    }
    Ok(if dismissed {
        Edit::Dismiss { theme, article, span, dismissed }
    } else {
        Edit::Annotate { article, span, themes: vec![ThemeName::Id(theme)], note: None }
    })
}

/// The sentences that are dismissed no more for some themes, where their articles have them now.
pub fn brought_back(
    store: &Store,
    dismissals: &[Dismissal],
    themes: &[ThemeId],
) -> Result<Vec<(ThemeId, Suggestion)>> {
    let mut meant: Vec<&Dismissal> =
        dismissals.iter().filter(|one| !one.is_dismissed && themes.contains(&one.theme)).collect();
    meant.sort_by_key(|one| one.article);
    let mut back = Vec::new();
    for of_article in meant.chunk_by(|one, other| one.article == other.article) {
        let Some(id) = of_article.first().map(|one| one.article) else { continue };
        let Some(article) = store.article(id)?.filter(|article| !article.trashed) else { continue };
        let document = store.document(id)?;
        let sentences = of_article.iter().filter_map(|one| {
            let span = find_line(&document.text, &one.quote)?;
            Some((one.theme, sentence_at(&article, &document, span)))
        });
        back.extend(sentences);
    }
    Ok(back)
}

/// A sentence without a score.
fn sentence_at(article: &Article, document: &Document, span: Span) -> Suggestion {
    let points = |text: Option<&str>| u64::try_from(text.unwrap_or_default().chars().count()).unwrap_or(0);
    let start = points(document.text.get(..span.start.0));
    let quote = document.slice(span);
    let before = document.blocks.iter().take_while(|block| block.span.start <= span.start);
    let is_counted = before.clone().last().is_some_and(|block| block.is_counted());
    let counted = u32::try_from(before.filter(|block| block.is_counted()).count()).unwrap_or(u32::MAX);
    Suggestion {
        article: ArticleRef { id: article.id, uuid: article.uuid, title: article.meta.title.clone() },
        span,
        points: (start, start + points(Some(quote))),
        paragraph: is_counted.then_some(counted),
        quote: quote.to_owned(),
        score: 0.0,
        marks: Vec::new(),
    }
}
