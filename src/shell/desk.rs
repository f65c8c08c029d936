//! A connection to the library as the worker uses it.

use std::path::Path;

use super::answer::answer_over;
use super::worker::{Course, Desk};
use crate::app::{Ask, Outcome};
use crate::clock::Clock;
use crate::job::Means;
use crate::store::{Kin, Result, Store};

/// The connection that edits, or one that only reads.
#[derive(Debug)]
pub struct Connection {
    store: Store,
    reads_only: bool,
    /// By what sources are got and read.
    means: Means,
}

impl Connection {
    /// One of each, over a library in a file.
    pub fn pair(store: Store) -> Result<(Self, Self)> {
        let second = store.second()?;
        Ok((Self::new(store, false), Self::new(second, true)))
    }

    fn new(store: Store, reads_only: bool) -> Self {
        Self { store, reads_only, means: Means::default() }
    }

    /// With another say on by what sources are got and read.
    pub fn over(self, means: Means) -> Self {
        Self { means, ..self }
    }

    /// One more that only reads, over the library at `path`.
    pub fn reading(path: &Path, clock: Clock) -> Result<Self> {
        Ok(Self::new(Store::open(path, clock)?.second()?, true))
    }

    /// One more that edits, for a job of the program that `kin` names.
    pub fn editing(path: &Path, clock: Clock, kin: &Kin) -> Result<Self> {
        Ok(Self::new(Store::open_kin(path, clock, kin)?, false))
    }

    fn open_again(&self) -> Result<Option<Self>> {
        let Some(path) = self.store.path() else { return Ok(None) };
        let clock = self.store.clock().clone();
        Ok(Some(if self.reads_only {
            Self::reading(path, clock)?
        } else {
            Self::new(Store::open(path, clock)?, false).over(self.means.clone())
        }))
    }
}

impl Desk for Connection {
    fn answer(&mut self, ask: &Ask, course: &Course<'_>) -> Outcome {
        answer_over(&mut self.store, ask, course, &self.means)
    }

    fn version(&self) -> Option<i64> {
        self.store.data_version().ok()
    }

    fn interrupter(&self) -> Box<dyn Fn() + Send> {
        let handle = self.store.interrupt_handle();
        Box::new(move || handle.interrupt())
    }

    fn renew(&mut self) -> std::result::Result<(), String> {
        if let Some(again) = self.open_again().map_err(|error| error.to_string())? {
            *self = again;
        }
        Ok(())
    }
}
