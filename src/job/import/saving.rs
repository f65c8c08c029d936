//! What waits becomes part of the library, a few sources at a time. Other programs may have changed that
//! since a source was looked up there, so what was found is looked at again under the lock.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use super::again::{Details, is_same, renew, renew_now};
use super::book::is_sure;
use super::meeting::{Part, meet};
use super::same_item::{Of, item_found};
use super::steps::Steps;
use super::{BACK, Corrections, Job, Outcome, Report};
use crate::files::fetch::is_address;
use crate::import::digest;
use crate::job::identity::{self, Known};
use crate::model::{Anchored, Applied, ArticleId, ArticleRef, CollectionId, Edit, KnownItem};
use crate::store::{Result, Store, StoreError};
use crate::text::Offset;

/// Where an article was read from that came by standard input.
pub(super) const NOWHERE: &str = "-";

/// Bytes of a source from which on saving it may be stopped, and what an annotation counts: it takes about as long as
/// that much text.
const HEAVY: usize = 256 << 10;
const ANNOTATION: usize = 256;

/// A source that was read and is to be saved.
pub(super) struct Pending {
    pub source: String,
    pub what: What,
    pub of: PartOf,
    /// What of it could not be taken over: a sentence without a full stop.
    pub remark: Option<String>,
    /// It does not say itself where it is ([`Known::is_stored`]).
    pub is_stored: bool,
}

/// What a source is a part of.
#[derive(Debug, Clone)]
pub(super) enum PartOf {
    /// Nothing: it stands for itself.
    Itself,
    Feed(Of),
    Book,
    Project(Part),
}

pub(super) enum What {
    Failed(String),
    Unchanged(ArticleId),
    /// An article, and before it what it needs.
    Add(Vec<Edit>),
    Update(Update),
    /// The book of which it is the first chapter is in the library by now: all of it is to be read anew.
    Again,
}

/// What is new of an article.
pub(super) struct Update {
    pub article: ArticleId,
    pub edits: Vec<Edit>,
    /// The text that a new one was compared with ([`Store::present_text`]).
    pub base: Option<i64>,
    /// The reading place in the new text, and the progress.
    pub place: Option<(Offset, u8)>,
    /// What becomes of the annotations.
    pub anchored: Option<Anchored>,
    /// What becomes of what the user corrected in the text that goes.
    pub corrections: Corrections,
    /// What is new of its details, as a sentence without a full stop.
    pub told: Option<String>,
}

impl Update {
    pub(super) fn new(article: ArticleId, edits: Vec<Edit>) -> Self {
        let corrections = Corrections::default();
        Self { article, edits, base: None, place: None, anchored: None, corrections, told: None }
    }
}

impl What {
    fn edits(&self) -> &[Edit] {
        match self {
            Self::Add(edits) | Self::Update(Update { edits, .. }) => edits,
            Self::Failed(_) | Self::Unchanged(_) | Self::Again => &[],
        }
    }

    /// Bytes of text that come in, and what annotations count of that.
    pub(super) fn bytes(&self) -> usize {
        let text = |edit: &Edit| match edit {
            Edit::AddArticle { document, .. } | Edit::Revise { document, .. } => document.text.len(),
            Edit::CarryMends { source, document, .. } => source.text.len() + document.text.len(),
            Edit::BringArticle(text) => text.document.text.len() + text.annotations.len() * ANNOTATION,
            Edit::BringAnnotation { .. } => ANNOTATION,
            _ => 0,
        };
        self.edits().iter().map(text).sum()
    }

    /// Whether saving it takes so long that it may be stopped.
    fn is_heavy(&self) -> bool {
        self.bytes() >= HEAVY
    }

    fn is_news(&self) -> bool {
        !self.edits().is_empty()
    }

    /// Whether an article that was in the trash is taken out of there.
    fn restores(&self) -> bool {
        self.edits().iter().any(|edit| matches!(edit, Edit::RestoreArticle { .. }))
    }

    /// Whether an article that was there gets another text, or other links and styles.
    fn revises(&self) -> bool {
        self.edits().iter().any(|edit| matches!(edit, Edit::Revise { .. } | Edit::CarryMends { .. }))
    }
}

impl Job<'_, '_> {
    /// Notes how the library is before something is looked up in it for what waits next.
    pub(super) fn look(&mut self) -> Result<()> {
        if self.seen.is_none() {
            self.seen = Some(self.store.data_version()?);
        }
        Ok(())
    }

    /// Saves what waits and reports it. Where the import is stopped meanwhile, what takes long is left out as if it had
    /// not been read, and it is interrupted, as an error, once the rest is saved.
    pub(super) fn flush(&mut self) -> Result<()> {
        let mut pending = std::mem::take(&mut self.pending);
        self.keys.clear();
        self.bytes = 0;
        let seen = self.seen.take();
        let saved = self.save_all(&mut pending, seen);
        if let Err(StoreError::Interrupted) = saved {
            pending.retain(|one| !one.what.is_heavy());
            self.save_all(&mut pending, seen)?;
        }
        saved
    }

    /// Saves all, or one after the other where one does not fit: those that are not are left.
    fn save_all(&mut self, pending: &mut Vec<Pending>, seen: Option<i64>) -> Result<()> {
        if pending.iter().filter(|one| one.what.is_news()).count() > 1 {
            match self.save(pending, seen) {
                // One that does not fit must not keep the others out.
                Err(StoreError::Refused(_)) => {}
                other => return other,
            }
        }
        let mut left = std::mem::take(pending).into_iter();
        for mut one in left.by_ref() {
            if let Err(error) = self.save_one(&mut one, seen) {
                pending.push(one);
                pending.extend(left);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Saves one by itself; what does not fit is told as failed.
    fn save_one(&mut self, one: &mut Pending, seen: Option<i64>) -> Result<()> {
        match self.save(std::slice::from_mut(one), seen) {
            Err(StoreError::Refused(why)) => {
                (one.what, one.of) = (What::Failed(why), PartOf::Itself);
                self.save(std::slice::from_mut(one), seen)
            }
            other => other,
        }
    }

    /// Saves all that is pending in one transaction and reports it. `seen` is how the library was before it
    /// was looked up.
    fn save(&mut self, pending: &mut [Pending], seen: Option<i64>) -> Result<()> {
        let writes = |one: &Pending| one.what.is_news() || matches!(one.of, PartOf::Feed(_));
        let steps = self.steps.clone();
        let cancel = self.with.cancel;
        let is_heavy = pending.iter().any(|one| one.what.is_heavy());
        let stop = || is_heavy && cancel.load(Ordering::Relaxed);
        let saved = if pending.iter().any(writes) {
            let (steps, added) = (&mut self.steps, &self.added);
            self.store.hold_whole(|store| {
                let is_changed = match seen {
                    Some(seen) => store.data_version()? != seen,
                    None => false,
                };
                for one in pending.iter_mut() {
                    look_again(store, one, is_changed, added, &stop)?;
                }
                put(store, steps, pending, &stop)
            })
        } else {
            put(self.store, &mut self.steps, pending, &stop)
        };
        if saved.is_err() {
            self.steps = steps;
        }
        let (reports, collection) = saved?;
        self.collection = collection.or(self.collection);
        self.again |= pending.iter().any(|one| matches!(one.what, What::Again));
        let told = pending.iter().filter(|one| !matches!(one.what, What::Again)).zip(&reports);
        for (one, report) in told {
            if let PartOf::Project(part) = &one.of {
                self.came.add(&part.came);
                let article = report.article.as_ref().map(|article| article.id);
                self.sources.extend(article.map(|article| (article, part.called.clone())));
            }
        }
        let added = reports.iter().filter(|report| report.outcome == Outcome::Added);
        self.added.extend(added.filter_map(|report| Some(report.article.as_ref()?.id)));
        reports.into_iter().for_each(&mut *self.with.each);
        Ok(())
    }

    /// Applies edits beside the articles that wait, of which there are `count`.
    pub(super) fn apply(&mut self, edits: &[Edit], count: usize) -> Result<Applied> {
        self.steps.apply(self.store, edits, count)
    }

    /// Saves what is decided on beside the articles that wait; each edit counts `weight` in the label. Where
    /// another program changed the library meanwhile it is decided on anew, while nobody else can change it. Once the
    /// import is to stop it is interrupted, as an error and with nothing done.
    pub(super) fn agree<T>(
        &mut self,
        weight: usize,
        decide: impl Fn(&Store) -> Result<(Vec<Edit>, T)>,
    ) -> Result<T> {
        let seen = self.store.data_version()?;
        let (edits, told) = decide(self.store)?;
        if edits.is_empty() {
            return Ok(told);
        }
        let before = self.steps.clone();
        let steps = &mut self.steps;
        let cancel = self.with.cancel;
        let stop = || cancel.load(Ordering::Relaxed);
        let saved = self.store.hold(|store| {
            let is_same = store.data_version()? == seen;
            let (edits, told) = if is_same { (edits, told) } else { decide(store)? };
            if !edits.is_empty() {
                steps.apply_until(store, &edits, weight * edits.len(), &stop)?;
            }
            Ok(told)
        });
        if saved.is_err() {
            self.steps = before;
        }
        saved
    }
}

/// Saves what is pending; the reports on it, and the collection that was added.
fn put(
    store: &mut Store,
    steps: &mut Steps,
    pending: &[Pending],
    stop: &dyn Fn() -> bool,
) -> Result<(Vec<Report>, Option<CollectionId>)> {
    let (mut edits, mut known, mut count) = (Vec::new(), Vec::new(), 0);
    for one in pending {
        count += usize::from(one.what.is_news());
        edits.extend_from_slice(one.what.edits());
        if let What::Update(update) = &one.what {
            known.push(update.article);
        }
    }
    let applied = match edits.as_slice() {
        [] => Applied::default(),
        edits => steps.apply_until(store, edits, count, stop)?,
    };
    drop(edits);
    let collection = applied.touched.collections.first().copied();
    // New articles have the numbers that follow, in the order of their edits.
    let mut made: Vec<ArticleId> =
        applied.touched.articles.into_iter().filter(|id| !known.contains(id)).collect();
    made.sort_unstable();
    let mut made = made.into_iter();
    let mut items: Vec<(CollectionId, Vec<KnownItem>)> = Vec::new();
    let mut reports = Vec::with_capacity(pending.len());
    for one in pending {
        let (mut anchored, mut corrections, mut older, mut remark) = (None, None, None, one.remark.clone());
        let (outcome, id, error) = match &one.what {
            What::Again => continue,
            What::Failed(why) => (Outcome::Failed, None, Some(why.clone())),
            What::Unchanged(id) => (Outcome::Unchanged, Some(*id), None),
            What::Update(update) => {
                if let Some((at, progress)) = update.place {
                    store.set_place(update.article, at, progress)?;
                }
                anchored.clone_from(&update.anchored);
                let told = update.corrections.sentence();
                corrections = told.as_ref().map(|_| update.corrections);
                let back = one.what.restores().then(|| BACK.to_owned());
                remark = [back, update.told.clone(), told, remark]
                    .into_iter()
                    .flatten()
                    .reduce(|a, b| format!("{a}; {b}"));
                (Outcome::Updated, Some(update.article), None)
            }
            What::Add(edits) => {
                let id = made.next();
                let mut told = None;
                if let (PartOf::Itself, Some(id)) = (&one.of, id) {
                    older = older_of(store, id, edits)?;
                    told = older.as_ref().map(|older| told_of_older(older, id));
                }
                remark = told.into_iter().chain(remark).reduce(|a, b| format!("{a}; {b}"));
                (Outcome::Added, id, None)
            }
        };
        let article = match id {
            Some(id) => store.article(id)?,
            None => None,
        };
        if let PartOf::Feed(Of { collection, item, .. }) = &one.of {
            let item = KnownItem { article: id, ..item.clone() };
            match items.last_mut().filter(|(last, _)| last == collection) {
                Some((_, items)) => items.push(item),
                None => items.push((*collection, vec![item])),
            }
        }
        let article = article.map(|a| ArticleRef { id: a.id, uuid: a.uuid, title: a.meta.title });
        reports.push(Report {
            article,
            error,
            anchored,
            corrections,
            older,
            restored: one.what.restores(),
            revised: one.what.revises(),
            remark,
            ..Report::new(&one.source, outcome)
        });
    }
    for (collection, items) in items {
        store.keep_feed_items(collection, &items)?;
    }
    Ok((reports, collection))
}

/// The article that a file was before, where it became another one: the newest.
fn older_of(store: &Store, new: ArticleId, edits: &[Edit]) -> Result<Option<ArticleRef>> {
    let Some(Edit::AddArticle { meta, .. }) = edits.last() else { return Ok(None) };
    // Of an address it is another each day, and what comes by standard input comes from nowhere.
    let file = meta.source.as_deref().filter(|source| *source != NOWHERE && !is_address(source));
    let Some(file) = file else { return Ok(None) };
    let all = store.find_same(None, None, Some(file))?;
    let older = all.iter().rev().find(|same| same.source && !same.trashed && same.article != new);
    let older = older.map(|same| store.article(same.article)).transpose()?.flatten();
    Ok(older.map(|a| ArticleRef { id: a.id, uuid: a.uuid, title: a.meta.title }))
}

/// That it is there beside the new one, as a sentence without a full stop.
fn told_of_older(
    ArticleRef { id: ArticleId(id), title, .. }: &ArticleRef,
    ArticleId(new): ArticleId,
) -> String {
    format!(
        "article {id}, “{title}”, was read from the same file, but less than half of its sentences are in there now: it stays \
         beside this one (`postil import --as {id} FILE` makes this its text, and `postil remove {new}` this one go; or \
         `postil remove {id}` puts the old one in the trash)"
    )
}

/// Looks up what is to be saved once more, where another program may have been there first: the library was
/// changed (`is_changed`), or longer ago.
fn look_again(
    store: &Store,
    one: &mut Pending,
    is_changed: bool,
    added: &HashSet<ArticleId>,
    stop: &dyn Fn() -> bool,
) -> Result<()> {
    if let PartOf::Project(part) = &mut one.of {
        if is_changed && let Some(text) = part.text(&mut one.what) {
            let called = std::mem::take(&mut part.called);
            let Some(met) = meet(store, text, stop)? else {
                // Its text is gone with the question, so what waits is saved without it.
                let why = "it was stopped before it was saved (import it again)".to_owned();
                (one.what, one.of) = (What::Failed(why), PartOf::Itself);
                return Err(StoreError::Interrupted);
            };
            (one.what, *part) = met;
            part.called = called;
        }
        return Ok(());
    }
    let renewed = match &one.what {
        What::Update(update) => {
            let is_there = is_changed && store.article(update.article)?.is_some();
            let stale = is_there && Some(store.present_text(update.article)?) != update.base;
            if !stale {
                return Ok(());
            }
            Some(renew_now(store, update, stop)?)
        }
        What::Add(edits) => match &one.of {
            PartOf::Itself if is_changed => found(store, edits, added, one.is_stored, stop)?,
            PartOf::Feed(of) if is_changed => item_found(store, of, edits, stop)?,
            PartOf::Book => chapter_found(store, edits)?,
            PartOf::Itself | PartOf::Feed(_) | PartOf::Project(_) => None,
        },
        What::Failed(_) | What::Unchanged(_) | What::Again => None,
    };
    if let Some(what) = renewed {
        one.what = what;
    }
    Ok(())
}

/// What becomes of a new article that is there by now.
fn found(
    store: &Store,
    edits: &[Edit],
    added: &HashSet<ArticleId>,
    is_stored: bool,
    stop: &dyn Fn() -> bool,
) -> Result<Option<What>> {
    let Some(Edit::AddArticle { meta, document, .. }) = edits.last() else { return Ok(None) };
    let sha256 = digest(&document.text);
    let file = meta.source.as_deref().filter(|source| *source != NOWHERE);
    let page = Some(added).filter(|_| meta.format == "html");
    let (url, title) = (meta.url.as_deref(), meta.title.as_str());
    let known = Known { url, sha256: &sha256, file, page, title, is_stored };
    let Some(same) = identity::find(store, &known, document, stop)? else { return Ok(None) };
    let is_same = is_same(store, &same, &meta.format, document)?;
    let details = Details::of(store, &same, meta, document)?;
    let Some(Edit::AddArticle { document, .. }) = edits.last() else { return Ok(None) };
    // It stays what it was where this is interrupted.
    let what = renew(store, same.article, same.trashed, is_same, document.clone(), stop)?;
    Ok(Some(details.with(what)))
}

/// The same of a chapter of a book.
fn chapter_found(store: &Store, edits: &[Edit]) -> Result<Option<What>> {
    if let Some(Edit::AddCollection { collection }) = edits.first() {
        let is_there = store.collections_like(collection)?.iter().any(|known| is_sure(known, collection));
        return Ok(is_there.then_some(What::Again));
    }
    let Some(Edit::AddArticle { meta, document, place, .. }) = edits.last() else { return Ok(None) };
    let shelf = place.and_then(|place| place.collection);
    for same in store.find_same(None, Some(&digest(&document.text)), meta.source.as_deref())? {
        let is_there = same.source && (same.text || same.mended) && !same.trashed;
        if is_there && store.article(same.article)?.and_then(|a| a.collection).map(|c| c.id) == shelf {
            return Ok(Some(What::Unchanged(same.article)));
        }
    }
    Ok(None)
}
