//! The drafts that wait.

use crate::app::WaitingDraft;
use crate::model::{ArticleId, Draft, DraftOn};
use crate::store::{Result, Store};
use crate::text::{Span, find, grapheme};

/// Cells of a draft's words that are shown at most.
const WORDS: usize = 60;

/// The drafts that wait for something that is there. One on an annotation that was taken back is
/// kept for when it comes again, but it cannot be offered.
pub fn drafts(store: &Store) -> Result<Vec<Draft>> {
    let mut waiting = Vec::new();
    for draft in store.drafts()? {
        if place(store, &draft)?.is_some() {
            waiting.push(draft);
        }
    }
    Ok(waiting)
}

/// The same, with where they belong.
pub fn waiting(store: &Store) -> Result<Vec<WaitingDraft>> {
    let mut waiting = Vec::new();
    for draft in store.drafts()? {
        let Some((what, place)) = place(store, &draft)? else { continue };
        let place = match (place, &draft.was) {
            (Some((article, span)), Some(was)) => Some((article, now(store, article, span, was)?)),
            (place, _) => place,
        };
        let line = draft.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let whole = line.trim();
        let clipped = grapheme::clip(whole, WORDS);
        let words = if clipped == whole { whole.to_owned() } else { format!("{clipped}…") };
        waiting.push(WaitingDraft { on: draft.on, words, what, place });
    }
    Ok(waiting)
}

/// Where words that stood at a span are now; an empty span where they are nowhere.
fn now(store: &Store, article: ArticleId, span: Span, words: &str) -> Result<Span> {
    if store.text_of(article, span)? == words {
        return Ok(span);
    }
    let document = store.document(article)?;
    Ok(find::nearest(&document.text, words, span.start).unwrap_or(Span { end: span.start, ..span }))
}

type Place = (String, Option<(ArticleId, Span)>);

/// What a draft is on, and its place in a text, if it has one; nothing where that is gone.
fn place(store: &Store, draft: &Draft) -> Result<Option<Place>> {
    let (article, span) = match draft.on {
        DraftOn::Library => return Ok(Some(("the library".to_owned(), None))),
        DraftOn::Theme(id) => return Ok(store.theme(id)?.map(|theme| (theme.path, None))),
        DraftOn::Annotation(id) => match store.annotation(id)? {
            Some(annotation) => (annotation.article.id, annotation.span),
            None => return Ok(None),
        },
        DraftOn::Passage { article, span } | DraftOn::Correction { article, span } => (article, span),
        DraftOn::Article(article) => (article, Span::default()),
    };
    let article = store.article(article)?.filter(|article| !article.trashed);
    Ok(article.map(|article| (article.title().to_owned(), Some((article.id, span)))))
}
