//! A connection to the library as the worker uses it.

use super::answer::answer;
use super::worker::Desk;
use crate::app::{Ask, Outcome};
use crate::store::{Result, Store};

/// The connection that edits, or the one that only reads.
#[derive(Debug)]
pub struct Connection {
    store: Store,
    reads_only: bool,
}

impl Connection {
    /// Both, over a library in a file.
    pub fn pair(store: Store) -> Result<(Self, Self)> {
        let second = store.second()?;
        Ok((Self { store, reads_only: false }, Self { store: second, reads_only: true }))
    }

    fn open_again(&self) -> Result<Option<Store>> {
        let Some(path) = self.store.path() else { return Ok(None) };
        let store = Store::open(path, self.store.clock().clone())?;
        Ok(Some(if self.reads_only { store.second()? } else { store }))
    }
}

impl Desk for Connection {
    fn answer(&mut self, ask: &Ask) -> Outcome {
        answer(&mut self.store, ask)
    }

    fn version(&self) -> Option<i64> {
        self.store.data_version().ok()
    }

    fn interrupter(&self) -> Box<dyn Fn() + Send> {
        let handle = self.store.interrupt_handle();
        Box::new(move || handle.interrupt())
    }

    fn renew(&mut self) -> std::result::Result<(), String> {
        if let Some(store) = self.open_again().map_err(|error| error.to_string())? {
            self.store = store;
        }
        Ok(())
    }
}
