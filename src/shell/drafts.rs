//! The drafts that wait.

use crate::app::Outcome;
use crate::job::drafts::{now, place, waiting};
use crate::model::{Draft, DraftOn, Edit, NoteOn, WaitingDraft};
use crate::store::{Result, Store};
use crate::text::Span;

/// All drafts, and which of them nothing shows. The words that one is on are known also where it does not have
/// them itself: its annotation may go.
pub fn drafts(store: &Store) -> Result<Outcome> {
    let mut drafts = store.drafts()?;
    // Mostly there are none, and the longer question is the dearest of those that the first frame asks.
    let orphans = if drafts.is_empty() { Vec::new() } else { store.orphans()? };
    for draft in &mut drafts {
        if let (DraftOn::Annotation(id), None) = (draft.on, &draft.was) {
            draft.was = match store.annotation(id)? {
                Some(annotation) => Some(annotation.quote),
                None => store.gone_annotation(id)?.map(|gone| gone.quote),
            };
        }
    }
    Ok(Outcome::Drafts(drafts, orphans))
}

/// The same with where they belong; what is not on disk as it is by now stands before what is.
pub fn listed(store: &Store, unstored: &[Draft]) -> Result<Vec<WaitingDraft>> {
    let mut own = Vec::new();
    for draft in unstored {
        own.extend(store.draft(draft.on)?);
    }
    let is_older =
        |one: &WaitingDraft| own.iter().any(|own| (own.on, &own.text) == (one.draft.on, &one.draft.text));
    let mut all: Vec<WaitingDraft> =
        unstored.iter().map(|draft| place(store, draft.clone())).collect::<Result<_>>()?;
    all.extend(waiting(store)?.into_iter().filter(|one| !is_older(one)));
    Ok(all)
}

/// What there is to be said where the thing that a note is to be set on is there no more: where its words
/// are, if they are anywhere.
pub fn homeless(store: &Store, edit: &Edit) -> Result<Option<Outcome>> {
    let is_shown = |id| -> Result<bool> { Ok(store.article(id)?.is_some_and(|article| !article.trashed)) };
    let place = match edit {
        Edit::SetNote { on: NoteOn::Annotation(id), .. } => match store.annotation(*id)? {
            Some(annotation) if is_shown(annotation.article.id)? => return Ok(None),
            Some(_) => None,
            None => match store.gone_annotation(*id)? {
                Some(gone) if is_shown(gone.article)? => {
                    let span: Option<Span> = now(store, gone.article, gone.span, &gone.quote)?;
                    span.map(|span| (gone.article, span))
                }
                _ => None,
            },
        },
        Edit::SetNote { on: NoteOn::Article(id), .. } | Edit::Annotate { article: id, .. } => {
            if is_shown(*id)? {
                return Ok(None);
            }
            None
        }
        Edit::SetNote { on: NoteOn::Theme(id), .. } => {
            if store.has_theme(*id)? {
                return Ok(None);
            }
            None
        }
        _ => return Ok(None),
    };
    Ok(Some(Outcome::NoteHomeless(place)))
}
