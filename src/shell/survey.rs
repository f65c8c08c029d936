//! What the library is searched for at length, as its sheets show it.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use super::worker::Course;
use crate::app::{Counted, Heading, Likes, Origin, Outcome, SharedRow, Survey, Surveyed, TallyRow};
use crate::job::suggest::{Order, suggest};
use crate::job::wording::wording;
use crate::model::wording::LEAST;
use crate::model::{ArticleId, Edit, ThemeId, ThemeName};
use crate::store::{Result, Store, StoreError};
use crate::text::{Span, grapheme};

/// Runs that are shown of an article, and of all.
const PER_ARTICLE: usize = 100;
const RUNS: usize = 1_000;
/// Bytes of a run that are read, and cells that are shown.
const READ: usize = 4_096;
const SHOWN: usize = 600;
/// Articles that a tally names.
const ARTICLES: usize = 500;

/// Answers a request. Of one that is to stop nobody waits for an answer.
pub fn survey(store: &Store, wanted: Survey, course: &Course<'_>) -> Result<Outcome> {
    let mut told = 0;
    let mut tell = |percent: u8| {
        if percent > told {
            told = percent;
            (course.tell)(Outcome::Surveying(percent));
        }
    };
    let came = match wanted {
        Survey::Suggest { theme } => suggested(store, theme, course, &mut tell),
        Survey::Wording { article } => worded(store, article, course, &mut tell),
        Survey::Tally { theme } => tallied(store, theme),
    };
    match came {
        Err(_) if course.stop.load(Ordering::Relaxed) => Ok(Outcome::Saved),
        came => Ok(Outcome::Surveyed(Box::new(came?))),
    }
}

fn suggested(
    store: &Store,
    theme: ThemeId,
    course: &Course<'_>,
    tell: &mut dyn FnMut(u8),
) -> Result<Surveyed> {
    let order = Order { theme, article: None, limit: Likes::MOST };
    let found = suggest(store, &order, course.stop, tell)?;
    let ids = found.all.iter().map(|one| one.article.id);
    let headings = headings(store, ids)?;
    Ok(Surveyed::Suggested { found, headings })
}

fn headings(store: &Store, ids: impl Iterator<Item = ArticleId>) -> Result<BTreeMap<ArticleId, Heading>> {
    let mut ids: Vec<ArticleId> = ids.collect();
    ids.sort();
    ids.dedup();
    Ok(store.articles_of(&ids)?.iter().map(|article| (article.id, Heading::of(article, 0))).collect())
}

fn worded(
    store: &Store,
    article: ArticleId,
    course: &Course<'_>,
    tell: &mut dyn FnMut(u8),
) -> Result<Surveyed> {
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
        let heading = headings.remove(&id).unwrap_or_default();
        origins.insert(id, Origin { heading, earlier: sharing.earlier });
    }
    Ok(Surveyed::Worded { rows, origins, more })
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
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = grapheme::clip(&line, SHOWN);
    let is_cut = shown.len() < line.len() || span.len() > READ;
    Ok(if is_cut { format!("{}…", shown.trim_end()) } else { line })
}

/// Articles and publications with most passages first, months in order.
fn tallied(store: &Store, theme: ThemeId) -> Result<Surveyed> {
    let mut rows = Vec::new();
    let mut articles = store.theme_by_article(theme)?;
    articles.sort_by_key(|cell| std::cmp::Reverse(cell.annotations));
    articles.truncate(ARTICLES);
    rows.extend(articles.into_iter().map(|cell| {
        let title = Some(cell.column.title).filter(|title| !title.is_empty());
        let name = title.unwrap_or_else(|| "untitled".to_owned());
        TallyRow { of: Counted::Article(cell.column.id), name, passages: cell.annotations }
    }));
    let mut publications = store.theme_by_publication(theme)?;
    publications.sort_by_key(|cell| std::cmp::Reverse(cell.annotations));
    rows.extend(publications.into_iter().map(|cell| {
        let name = cell.column.clone().unwrap_or_else(|| "not known".to_owned());
        TallyRow { of: Counted::Publication(cell.column), name, passages: cell.annotations }
    }));
    rows.extend(store.theme_by_month(theme)?.into_iter().map(|cell| {
        let name = cell.column.clone().unwrap_or_else(|| "undated".to_owned());
        TallyRow { of: Counted::Month(cell.column), name, passages: cell.annotations }
    }));
    Ok(Surveyed::Tallied(rows))
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
