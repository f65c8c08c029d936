//! Doing, taking back and doing again. Where that is much it says so, and can be stopped with nothing done.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::worker::Course;
use crate::app::Outcome;
use crate::model::{Applied, Edit, Step};
use crate::store::{As, Result, Store};

/// From so many rows on it is much.
const MUCH: u64 = if cfg!(test) { 50 } else { 1_000 };

/// What came of it.
#[derive(Debug)]
pub enum Travelled<T = Option<Applied>> {
    /// `None`: there is nothing.
    Done(T),
    Not(Box<Outcome>),
}

/// A passage of so many bytes takes a second to be saved.
const LONG: usize = if cfg!(test) { 50 } else { 4 << 20 };
/// So many passages take as long, however short they are.
const ROWS: usize = if cfg!(test) { 50 } else { 1_000 };

/// Does some edits, unless `refuse` says why not.
pub fn on(
    store: &mut Store,
    edits: &[Edit],
    refuse: impl FnOnce(&Store) -> Result<()>,
    course: &Course<'_>,
) -> Result<Travelled<Applied>> {
    unless_stopped(course, || {
        store.hold(|store| {
            refuse(store)?;
            if weight(store, edits)? < LONG {
                return store.apply(edits).map(Travelled::Done);
            }
            (course.tell)(Outcome::Surveying(0));
            let stop = Arc::clone(course.stop);
            let is_stopped = || stop.load(Ordering::SeqCst);
            store.until(course.stop, |store| {
                store.apply_until(As::Itself, edits, &is_stopped).map(Travelled::Done)
            })
        })
    })
}

/// The bytes of the passages of that one of some edits which makes, takes away or moves to another theme the most; a
/// passage counts no less than its rows take.
fn weight(store: &Store, edits: &[Edit]) -> Result<usize> {
    let rows = |(rows, bytes): (usize, usize)| bytes.saturating_add(rows.saturating_mul(LONG / ROWS));
    let mut most = 0;
    for edit in edits {
        most = most.max(match edit {
            Edit::Annotate { span, .. } | Edit::MoveAnnotation { span, .. } => span.len(),
            Edit::DeleteAnnotation { annotation }
            | Edit::KeepNote { annotation }
            | Edit::PutThemes { annotation, .. }
            | Edit::TakeThemes { annotation, .. } => store.passage_bytes(*annotation)?,
            Edit::RemoveTheme { theme } => rows(store.passages_of(&[*theme], false)?),
            Edit::MergeThemes { from, .. } => rows(store.passages_of(from, true)?),
            _ => 0,
        });
    }
    Ok(most)
}

/// Takes back the newest step. Another running program's is only named, and with `importing` one of an import,
/// unless it is the step `anyway`.
pub fn back(
    store: &mut Store,
    anyway: Option<i64>,
    importing: bool,
    course: &Course<'_>,
) -> Result<Travelled> {
    unless_stopped(course, || {
        store.hold(|store| {
            let newest = store.newest_step()?;
            let is_named = |step: &Step| store.is_anothers(step) || (importing && step.is_import());
            if let Some(step) = newest.as_ref().filter(|step| is_named(step) && anyway != Some(step.id)) {
                return Ok(Travelled::Not(Box::new(Outcome::NotOurs(step.clone()))));
            }
            travel(store, newest.as_ref(), course, Store::undo)
        })
    })
}

/// Does again what was taken back last.
pub fn forth(store: &mut Store, course: &Course<'_>) -> Result<Travelled> {
    unless_stopped(course, || {
        store.hold(|store| {
            let next = store.next_redo()?;
            travel(store, next.as_ref(), course, Store::redo)
        })
    })
}

fn travel(
    store: &mut Store,
    step: Option<&Step>,
    course: &Course<'_>,
    act: fn(&mut Store) -> Result<Option<Applied>>,
) -> Result<Travelled> {
    if step.map_or(Ok(0), |step| store.extent(step))? >= MUCH {
        (course.tell)(Outcome::Surveying(0));
    }
    store.until(course.stop, act).map(Travelled::Done)
}

fn unless_stopped<T>(
    course: &Course<'_>,
    act: impl FnOnce() -> Result<Travelled<T>>,
) -> Result<Travelled<T>> {
    match act() {
        Err(_) if course.stop.load(Ordering::SeqCst) => Ok(Travelled::Not(Box::new(Outcome::Failed(
            "it was stopped; everything is as it was".to_owned(),
        )))),
        came => came,
    }
}
