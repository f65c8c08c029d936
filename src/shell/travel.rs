//! Taking back and doing again. Where that is much it says so, and can be stopped with nothing done.

use std::sync::atomic::Ordering;

use super::worker::Course;
use crate::app::Outcome;
use crate::model::{Applied, Step};
use crate::store::{Result, Store};

/// From so many rows on it is much.
const MUCH: u64 = if cfg!(test) { 50 } else { 1_000 };

/// What came of it.
#[derive(Debug)]
pub enum Travelled {
    /// `None`: there is nothing.
    Done(Option<Applied>),
    Not(Box<Outcome>),
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

fn unless_stopped(course: &Course<'_>, act: impl FnOnce() -> Result<Travelled>) -> Result<Travelled> {
    match act() {
        Err(_) if course.stop.load(Ordering::SeqCst) => Ok(Travelled::Not(Box::new(Outcome::Failed(
            "it was stopped; everything is as it was".to_owned(),
        )))),
        came => came,
    }
}
