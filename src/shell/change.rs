//! Another library in place of the present one: opened beside it, taken over whole, and the one
//! before let go in its own time, so that the screen never waits.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use super::desk::Connection;
use super::rescue::Unsaved;
use super::run::Happening;
use super::settings::Terms;
use super::watch::Watch;
use super::worker::{Desk, Worker};
use crate::app::{Ask, Locked};
use crate::clock::Clock;
use crate::contain::contain;
use crate::job::library;
use crate::store::Store;

/// A library that is open and not yet in use.
#[derive(Debug)]
pub struct Opened {
    pub path: PathBuf,
    /// It was not there before.
    pub made: bool,
    /// Why it can only be read, where that is so.
    pub locked: Option<Locked>,
    store: Store,
}

impl Opened {
    pub fn new(store: Store) -> Self {
        let path = store.path().map(Path::to_owned).unwrap_or_default();
        Self { path, made: store.is_new(), locked: locked(&store), store }
    }
}

/// Why a library can only be read, where that is so.
pub fn locked(store: &Store) -> Option<Locked> {
    let full = store.lacks_room();
    store.locked().map(|why| Locked { why: why.to_owned(), full })
}

/// The threads that serve a library, and the watch on its files.
#[derive(Debug)]
pub struct Service {
    pub worker: Worker,
    pub library: PathBuf,
    _watch: Option<Watch>,
}

/// Serves a library, fetching on those terms; what comes of it is sent.
pub fn serve(
    opened: Opened,
    clock: &Clock,
    terms: Terms,
    send: &Sender<Happening>,
) -> std::io::Result<Service> {
    let Opened { path, store, .. } = opened;
    let kin = store.kin();
    let (edits, reads) = Connection::pair(store);
    let reads = || reads().map_err(|error| error.to_string());
    let (library, spare_clock) = (path.clone(), clock.clone());
    let spare = move |ask: &Ask| -> Result<Box<dyn Desk>, String> {
        let clock = spare_clock.clone();
        let opened = match ask {
            Ask::Import { .. } => {
                Connection::editing(&library, clock, &kin).map(|connection| connection.over(terms.now()))
            }
            Ask::Mend { .. } => Connection::editing(&library, clock, &kin),
            _ => Connection::reading(&library, clock, &kin),
        };
        match opened {
            Ok(connection) => Ok(Box::new(connection)),
            Err(error) => Err(error.to_string()),
        }
    };
    let tell = send.clone();
    let worker = Worker::start(edits, reads, spare, move |msg| drop(tell.send(Happening::Msg(msg))))?;
    let tell = send.clone();
    // Without it a key is what makes us look.
    let watch = Watch::start(&path, move || tell.send(Happening::Written).is_ok())
        .inspect_err(|error| tracing::info!("the library is not watched: {error}"));
    Ok(Service { worker, library: path, _watch: watch.ok() })
}

/// Opens a library on a thread of its own: one that does not exist is made and gets the starters, but in
/// no folder that is not there, which would be a mistake in typing. It comes as [`Happening::Library`].
pub fn open(path: PathBuf, clock: Clock, send: Sender<Happening>) -> std::io::Result<()> {
    thread::Builder::new().name("open".into()).spawn(move || {
        let opened = contain(|| {
            if let Some(folder) =
                path.parent().filter(|folder| !(folder.as_os_str().is_empty() || folder.exists()))
            {
                return Err(format!(
                    "There is no folder {}: check the name, or make it first.",
                    folder.display()
                ));
            }
            let store = Store::open_or_make(&path, clock, &library::furnish);
            store.map(Opened::new).map_err(|error| error.to_string())
        });
        let opened = opened.unwrap_or_else(|why| Err(format!("{}: {why}", path.display())));
        // Nobody listens only when the program has ended meanwhile.
        let _ = send.send(Happening::Library(opened.map(Box::new)));
    })?;
    Ok(())
}

/// How a library was left.
#[derive(Debug, Default)]
pub struct Left {
    /// All that was being saved was, in time.
    pub saved: bool,
    /// The library, and what was typed there and could not be stored.
    pub unkept: Unsaved,
}

/// Lets what is being saved in a library end.
pub fn leave(mut service: Service) -> Option<JoinHandle<Left>> {
    let end = move || Left {
        saved: service.worker.finish(),
        unkept: Unsaved { drafts: service.worker.unkept(), library: service.library },
    };
    thread::Builder::new().name("leave".into()).spawn(end).ok()
}
