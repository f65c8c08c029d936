//! The drafts that wait: what each is on and where that is by now, also where it is gone. A draft is listed
//! as long as there is one; of one that nothing shows it is said why, and which note can take its words up.

use crate::model::{ArticleId, Draft, DraftAt, DraftOn, Elsewhere, ThemeId, WaitingDraft};
use crate::store::{Result, Store, StoreError};
use crate::text::{Span, find};

/// All drafts, the newest first.
pub fn waiting(store: &Store) -> Result<Vec<WaitingDraft>> {
    store.drafts()?.into_iter().map(|draft| place(store, draft)).collect()
}

/// Where a draft belongs, whether it is on disk or not.
pub fn place(store: &Store, mut draft: Draft) -> Result<WaitingDraft> {
    let mut why = "What it was on was deleted for good.";
    let title = draft.was.clone().filter(|_| matches!(draft.on, DraftOn::Gone(_)));
    let mut what = title.unwrap_or_else(|| "something that is gone".to_owned());
    let place = match draft.on {
        DraftOn::Library => {
            let at = DraftAt::Library { note: store.library_note()? };
            return Ok(WaitingDraft { draft, what: "the library".to_owned(), at });
        }
        DraftOn::Theme(id) => {
            if let Some(what) = store.theme_path(id)? {
                return Ok(WaitingDraft { draft, what, at: DraftAt::Theme });
            }
            (what, why) = (gone_theme(store, id)?, "Its theme was removed.");
            None
        }
        DraftOn::Line(line) => {
            let theme = line.theme().map(|id| Ok::<_, StoreError>((id, store.theme(id)?))).transpose()?;
            match theme {
                None => return Ok(WaitingDraft { draft, what: String::new(), at: DraftAt::Line }),
                Some((_, Some(theme))) => {
                    return Ok(WaitingDraft { draft, what: theme.path, at: DraftAt::Line });
                }
                Some((id, None)) => (what, why) = (gone_theme(store, id)?, "Its theme was removed."),
            }
            None
        }
        DraftOn::Gone(_) => None,
        DraftOn::Article(article) | DraftOn::Details(article) => Some((article, None)),
        DraftOn::Passage { article, span } | DraftOn::Correction { article, span } => {
            Some((article, Some((span, draft.was.clone()))))
        }
        DraftOn::Annotation(id) => match store.annotation(id)? {
            Some(annotation) => {
                let article = store.article(annotation.article.id)?.filter(|article| !article.trashed);
                if let Some(article) = article {
                    let at = DraftAt::Text(article.id, annotation.span);
                    return Ok(WaitingDraft { draft, what: article.title().to_owned(), at });
                }
                Some((annotation.article.id, None))
            }
            None => match store.gone_annotation(id)? {
                Some(gone) => {
                    draft.was.get_or_insert_with(|| gone.quote.clone());
                    Some((gone.article, Some((gone.span, Some(gone.quote)))))
                }
                None => None,
            },
        },
    };
    let article = match place {
        Some((id, _)) => store.article(id)?,
        None => None,
    };
    let missing = place.clone();
    let Some((article, place)) = article.zip(place.map(|(_, place)| place)) else {
        if let Some((id, _)) = missing
            && let Some(comes) = store.was_taken_back(id)?
        {
            why = if comes {
                "Its article was taken back, and comes again with redo."
            } else {
                "Its article was taken back."
            };
        }
        let elsewhere = library(store)?;
        return Ok(WaitingDraft { draft, what, at: DraftAt::Gone { why, elsewhere } });
    };
    article.title().clone_into(&mut what);
    let at = if article.trashed {
        why = "Its article is in the trash, and comes back from there.";
        DraftAt::Gone { why, elsewhere: library(store)? }
    } else {
        let span = match place {
            None => Some(Span::default()),
            Some((span, Some(words))) => now(store, article.id, span, &words)?,
            // Known by its place alone, which a shorter text has not.
            Some((span, None)) => (!store.text_of(article.id, span)?.is_empty()).then_some(span),
        };
        match span {
            Some(span) => DraftAt::Text(article.id, span),
            None => DraftAt::Gone {
                why: "Its words are in the text no more.",
                elsewhere: Elsewhere {
                    on: DraftOn::Article(article.id),
                    title: Some(article.title().to_owned()),
                    note: article.note,
                },
            },
        }
    };
    Ok(WaitingDraft { draft, what, at })
}

/// The name of a theme that was removed.
fn gone_theme(store: &Store, id: ThemeId) -> Result<String> {
    Ok(store.gone_theme(id)?.unwrap_or_else(|| "a theme".to_owned()))
}

fn library(store: &Store) -> Result<Elsewhere> {
    Ok(Elsewhere { on: DraftOn::Library, title: None, note: store.library_note()? })
}

/// Where words that stood at a span are now.
pub fn now(store: &Store, article: ArticleId, span: Span, words: &str) -> Result<Option<Span>> {
    if store.text_of(article, span)? == words {
        return Ok(Some(span));
    }
    let document = store.document(article)?;
    Ok(find::nearest(&document.text, words, span.start))
}
