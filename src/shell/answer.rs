//! What a request comes to: one plain function over a store.

use std::path::Path;
use std::sync::Arc;

use super::bulk;
use super::export::export;
use super::import::import;
use super::mending;
use super::travel::{self, Travelled};
use super::worker::Course;
use super::{drafts, finding, passages};
use crate::app::{Ask, Completion, Fresh, Outcome};
use crate::files;
use crate::job::Means;
use crate::model::{
    Applied, ArticleId, Document, Draft, Edit, Listing, NoteOn, Shelf, State, Status, ThemeId,
};
use crate::store::{Result, Store, StoreError};
use crate::text::Span;
use crate::text::find::{Gathered, Hits, find, gather};

/// Under this key the store keeps the article that was open.
const ARTICLE: &str = "article";
/// And under this one the pane.
const PANE: &str = "pane";
/// The key under which the order of the list is remembered.
const SORT: &str = "sort";

/// More hits than this are not counted, let alone shown.
const HITS: usize = 1_000_000;

/// Answers a request. What cannot be done is [`Outcome::Failed`] with its sentence.
pub fn answer(store: &mut Store, ask: &Ask) -> Outcome {
    answer_until(store, ask, &Course { stop: &Arc::default(), tell: &|_| () })
}

/// The same; what takes long ends early, with what it has done, once it is to stop.
pub fn answer_until(store: &mut Store, ask: &Ask, course: &Course<'_>) -> Outcome {
    answer_over(store, ask, course, &Means::default())
}

/// The same, with a say on by what sources are got and read.
pub fn answer_over(store: &mut Store, ask: &Ask, course: &Course<'_>, means: &Means) -> Outcome {
    try_answer(store, ask, course, means).unwrap_or_else(|error| Outcome::Failed(error.to_string()))
}

#[expect(clippy::too_many_lines, reason = "one arm a request: the table is what is long")]
fn try_answer(store: &mut Store, ask: &Ask, course: &Course<'_>, means: &Means) -> Result<Outcome> {
    Ok(match ask {
        Ask::List { listing, first, count, around, selected } => {
            let place = |id| Ok::<_, StoreError>(store.place_in(listing, id)?.map(|at| (id, at)));
            let at = around.map(place).transpose()?.flatten();
            let first = match at {
                Some((_, at)) if !(*first..first.saturating_add(*count)).contains(&at) => {
                    at.saturating_sub(count / 4)
                }
                _ => *first,
            };
            let articles = store.listed(listing, first..first.saturating_add(*count))?;
            let got = u64::try_from(articles.len()).unwrap_or(u64::MAX);
            // Counting the rest looks at every article; the first window of many does not.
            let at_end = got < *count && (got > 0 || first == 0);
            let none = selected.is_empty();
            let selected = if none { (Vec::new(), 0) } else { store.among(listing, selected)? };
            Outcome::List { first, total: at_end.then_some(first + got), articles, at, selected }
        }
        Ask::Count { listing } => Outcome::Count(store.count_listed(listing)?),
        Ask::CountTrash => {
            let trash = Listing { shelf: Shelf::Trash, ..Listing::default() };
            Outcome::Count(store.count_listed(&trash)?)
        }
        Ask::LastSort => Outcome::LastSort(store.recall(SORT)?),
        Ask::Bulk { articles, bulk, open } => {
            let applied = store.hold(|store| {
                let edits = bulk::edits(store, articles, *bulk)?;
                store.apply(&edits)
            })?;
            Outcome::Applied(applied, fresh(store, *open)?)
        }
        Ask::Purge { articles } => {
            let gone = match articles {
                Some(articles) => store.delete_from_trash(articles)?,
                None => store.empty_trash()?,
            };
            Outcome::Purged(gone.articles, gone.drafts)
        }
        Ask::Recall { key } => Outcome::Recalled(key, store.recall(key)?),
        Ask::Named { typed, sort, most } => Outcome::Named(store.articles_named(typed, *sort, *most)?),
        Ask::Open { article } => open(store, *article)?,
        Ask::Themes => Outcome::Themes(store.themes()?),
        Ask::Apply { edits, open, text } => {
            let refuse = |store: &Store| refuse_for_another_text(store, *open, text.as_deref());
            match travel::on(store, edits, refuse, course)? {
                Travelled::Done(applied) => Outcome::Applied(applied, fresh(store, *open)?),
                Travelled::Not(outcome) => *outcome,
            }
        }
        Ask::SaveNote { edit, before, open, text } => {
            let saved = store.hold(|store| {
                refuse_for_another_text(store, *open, text.as_deref())?;
                save_note(store, edit, before.as_deref())
            })?;
            match saved {
                Saved::Done(applied) => Outcome::Applied(applied, fresh(store, *open)?),
                Saved::Not(outcome) => *outcome,
            }
        }
        Ask::Undo { anyway, importing, open, suggesting } => {
            match travel::back(store, *anyway, *importing, course)? {
                Travelled::Done(undone) => {
                    let fresh = fresh_after(store, *open, undone.as_ref(), suggesting)?;
                    Outcome::Undone(undone, fresh)
                }
                Travelled::Not(outcome) => *outcome,
            }
        }
        Ask::Redo { open, suggesting } => match travel::forth(store, course)? {
            Travelled::Done(redone) => {
                let fresh = fresh_after(store, *open, redone.as_ref(), suggesting)?;
                Outcome::Redone(redone, fresh)
            }
            Travelled::Not(outcome) => *outcome,
        },
        Ask::ClearSamples { open } => {
            let applied = store.clear_samples()?;
            Outcome::Applied(applied, fresh(store, *open)?)
        }
        Ask::Refresh { open } => Outcome::Refreshed(fresh(store, *open)?),
        // State is kept where it can be: nobody asked for it. Acts are refused by the store.
        Ask::SavePlace { .. }
        | Ask::Remember { .. }
        | Ask::AddLine { .. }
        | Ask::DropDraft(_)
        | Ask::HoldDraft(_)
            if store.locked().is_some() =>
        {
            Outcome::Saved
        }
        Ask::SavePlace { article, place, progress, status } => {
            store.hold(|store| {
                store.set_place(*article, *place, *progress)?;
                status.map_or(Ok(()), |status| advance(store, *article, status))
            })?;
            Outcome::Saved
        }
        Ask::Remember { key, value } => {
            store.remember(key, value)?;
            Outcome::Saved
        }
        Ask::AddLine { key, line } => {
            store.add_line(key, line)?;
            Outcome::Saved
        }
        Ask::SaveDraft(draft) => {
            store.save_draft(draft)?;
            Outcome::Saved
        }
        Ask::HoldDraft(draft) => {
            store.hold_draft(draft)?;
            Outcome::Saved
        }
        Ask::DropDraft(on) => {
            store.drop_draft(*on)?;
            Outcome::Saved
        }
        Ask::MoveDraft { from, draft } => {
            store.move_draft(*from, draft)?;
            Outcome::Saved
        }
        Ask::Passages { which, sort, first, count, at } => {
            passages::passages(store, which, *sort, (*first, *count), *at)?
        }
        Ask::SearchLibrary { query, limit } => finding::search(store, query, *limit)?,
        Ask::CountPassages { which } => Outcome::Count(passages::count(store, which)?),
        Ask::Narrowed { which } => Outcome::Narrowed(passages::ids(store, which)?),
        Ask::Survey(wanted) => super::survey::survey(store, *wanted, course)?,
        Ask::SettleSentence { article, span, quote, theme, dismissed, open } => {
            let applied = store.hold(|store| {
                let edit = super::survey::settling(store, (*article, *span), quote, *theme, *dismissed)?;
                store.apply(&[edit])
            })?;
            Outcome::Applied(applied, fresh(store, *open)?)
        }
        Ask::Mend { article, sha256, mend } => match mending::mend(store, *article, sha256, mend, course)? {
            Some((applied, anchored)) => Outcome::Mended(applied, fresh(store, Some(*article))?, anchored),
            None => Outcome::Failed("mending was stopped; the text is as it was".to_owned()),
        },
        Ask::Unplaced { article } => mending::tray(store, *article)?,
        Ask::Compare { article } => mending::compare(store, *article, course)?,
        Ask::LibraryNote => Outcome::LibraryNote(store.library_note()?),
        Ask::Drafts => drafts::drafts(store)?,
        Ask::WaitingDrafts { unstored } => Outcome::WaitingDrafts(drafts::listed(store, unstored)?),
        Ask::Backup { to, drafts } => backup(store, to, drafts)?,
        Ask::Marks => Outcome::Marks(store.marks()?),
        Ask::SetMark(mark) => {
            store.set_mark(mark)?;
            Outcome::Saved
        }
        Ask::LastImport => Outcome::LastImport(super::import::last(store)?.map(Box::new)),
        Ask::Feeds => super::feeds::feeds(store)?,
        Ask::LastPlace => Outcome::LastPlace(last(store)?, store.recall(PANE)?),
        Ask::Find { document, words, all } => found(document, words, *all),
        Ask::Export { scope, format, to } => export(store, scope, *format, to, course.stop),
        Ask::Import { sources } => import(store, sources, course, means)?,
        Ask::Complete { at, typed } => {
            let (added, names, more) = files::complete(at, typed);
            Outcome::Completed(Completion { added, names, more })
        }
        // The device starts one that can be ended; this one is waited for.
        Ask::Pipe(pipe) => super::pipe::run(None, pipe, &super::pipe::Running::default(), || ()),
        Ask::EndPipe => Outcome::Saved,
    })
}

/// Copies the library, and puts drafts into the copy that are not on disk here, as far as it takes them: one
/// that a newer postil has changed meanwhile takes none, and is a copy all the same.
fn backup(store: &Store, to: &Path, drafts: &[Draft]) -> Result<Outcome> {
    let mut bytes = store.backup(to)?;
    let mut taken = Vec::new();
    if !drafts.is_empty() {
        match Store::open(to, store.clock().clone()) {
            Ok(mut copy) => {
                taken.extend(drafts.iter().filter(|draft| copy.save_draft(draft).is_ok()).cloned());
            }
            Err(error) => tracing::info!("the copy takes no drafts: {error}"),
        }
        bytes = std::fs::metadata(to).map_or(bytes, |about| about.len());
    }
    Ok(Outcome::BackedUp(to.to_owned(), bytes, taken))
}

fn open(store: &Store, id: ArticleId) -> Result<Outcome> {
    open_with(store, id, || Ok(Arc::new(store.document(id)?)))
}

/// An article with its document, which may be there already.
pub fn open_with(
    store: &Store,
    id: ArticleId,
    document: impl FnOnce() -> Result<Arc<Document>>,
) -> Result<Outcome> {
    Ok(match store.article(id)?.filter(|article| !article.trashed) {
        Some(article) => Outcome::Opened {
            document: document()?,
            annotations: store.annotations_of(id)?,
            article: Box::new(article),
        },
        None => Outcome::Failed(
            "this article is in the library no more (u brings back what was removed)".to_owned(),
        ),
    })
}

/// The hits of a word, or of several as somebody goes over them who looks for what they say together.
fn found(document: &Document, words: &[String], all: bool) -> Outcome {
    let text = &document.text;
    let mut each: Vec<Hits> = words.iter().map(|word| find(text, word, HITS)).collect();
    let more = each.iter().any(|hits| hits.more);
    if let ([word], [hits]) = (words, &mut *each) {
        // Capitals that the text has not are better than nothing in small letters; the app sees that and says it.
        let small = word.to_lowercase();
        if hits.spans.is_empty() && small != *word {
            *hits = find(text, &small, HITS);
        }
        let (words, hits, more) = (words.to_vec(), std::mem::take(&mut hits.spans), more || hits.more);
        return Outcome::Found { words, hits, more, together: false };
    }
    let blocks: Vec<Span> = document.blocks.iter().map(|block| block.span).collect();
    let each: Vec<Vec<Span>> = each.into_iter().map(|hits| hits.spans).collect();
    let Gathered { spans, of, together } = gather(text, &blocks, &each, all);
    let left = of.iter().filter_map(|of| words.get(*of).cloned()).collect();
    // Where none has a hit, all of them have none.
    let words = if spans.is_empty() { words.to_vec() } else { left };
    Outcome::Found { words, hits: spans, more, together }
}

/// Refuses edits whose places belong to another text than the one that the article has by now.
fn refuse_for_another_text(store: &Store, open: Option<ArticleId>, text: Option<&str>) -> Result<()> {
    let (Some(open), Some(text)) = (open, text) else { return Ok(()) };
    if store.article(open)?.is_some_and(|article| article.sha256 != text) {
        return Err(StoreError::refused(
            "the text changed meanwhile, so nothing was done (look at the new text first)",
        ));
    }
    Ok(())
}

/// What came of something that is looked at and changed while no other program can change the library.
enum Saved {
    Done(Applied),
    Not(Box<Outcome>),
}

/// Sets a note, unless what it is on is gone or it is another than `before` by now.
fn save_note(store: &mut Store, edit: &Edit, before: Option<&str>) -> Result<Saved> {
    if let Some(homeless) = drafts::homeless(store, edit)? {
        return Ok(Saved::Not(Box::new(homeless)));
    }
    let now = note_now(store, edit)?;
    if now.as_deref() != before {
        return Ok(Saved::Not(Box::new(Outcome::NoteChanged(now))));
    }
    Ok(Saved::Done(store.apply(std::slice::from_ref(edit))?))
}

/// The note that an edit would replace.
fn note_now(store: &Store, edit: &Edit) -> Result<Option<String>> {
    Ok(match edit {
        Edit::SetNote { on: NoteOn::Library, .. } => store.library_note()?,
        Edit::SetNote { on: NoteOn::Article(id), .. } => store.article(*id)?.and_then(|a| a.note),
        Edit::SetNote { on: NoteOn::Theme(id), .. } => store.theme_note(*id)?,
        Edit::SetNote { on: NoteOn::Annotation(id), .. } => store.annotation(*id)?.and_then(|a| a.note),
        Edit::Annotate { article, span, .. } => {
            let there = store.annotations_of(*article)?.into_iter();
            there.filter(|a| a.state != State::Lost).find(|a| a.span == *span).and_then(|a| a.note)
        }
        _ => None,
    })
}

/// What is shown, as it is now.
fn fresh(store: &Store, asked: Option<ArticleId>) -> Result<Box<Fresh>> {
    let themes = store.themes()?;
    let article = asked.map(|id| store.article(id)).transpose()?.flatten().filter(|article| !article.trashed);
    let open = match article {
        Some(article) => {
            let annotations = store.annotations_of(article.id)?;
            Some((article, annotations))
        }
        None => None,
    };
    let on_themes = store.drafts_on_themes()?;
    Ok(Box::new(Fresh { asked, open, themes, orphans: store.orphans()?, on_themes, sentences: Vec::new() }))
}

/// The same after a step was taken back or done again, while sentences are suggested for some themes.
fn fresh_after(
    store: &Store,
    asked: Option<ArticleId>,
    applied: Option<&Applied>,
    suggesting: &[ThemeId],
) -> Result<Box<Fresh>> {
    let mut fresh = fresh(store, asked)?;
    let dismissals = applied.map_or(&[][..], |applied| &applied.touched.dismissals);
    fresh.sentences = super::survey::brought_back(store, dismissals, suggesting)?;
    Ok(fresh)
}

/// The status only ever moves forward by itself, whatever the user has set meanwhile.
fn advance(store: &mut Store, id: ArticleId, status: Status) -> Result<()> {
    let rank = |status| match status {
        Status::Unread => 0,
        Status::Reading => 1,
        Status::Done => 2,
    };
    match store.article(id)? {
        Some(article) if rank(status) > rank(article.status) => store.set_reading_status(id, status),
        _ => Ok(()),
    }
}

/// The article that was open when postil was left, if it is still there.
fn last(store: &Store) -> Result<Option<ArticleId>> {
    let Some(id) = store.recall(ARTICLE)?.and_then(|id| id.parse().ok()).map(ArticleId) else {
        return Ok(None);
    };
    Ok(store.has_article(id)?.then_some(id))
}

#[cfg(test)]
mod tests;
