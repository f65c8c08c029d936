//! A page from the web: from the address that was named over all that it sends on to. The work is done
//! in a thread of its own, so that whoever waits can stop waiting at any moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::files::fetch::{self, Answer, FetchError, Network, Page, Wanted};
use crate::import::feed::{self, Kind};
use crate::import::{self, Several};

/// Between two looks at whether to stop.
const LOOK: Duration = Duration::from_millis(40);

/// A page and where it came from in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fetched {
    /// `None` where there is nothing newer than what was named.
    pub page: Option<Page>,
    pub address: String,
    /// Where what was asked for is from now on, if it moved for good.
    pub moved: Option<String>,
}

impl Fetched {
    /// What it is, if it is more than one article.
    pub fn whole(&self) -> Option<Several> {
        import::whole(&self.page.as_ref()?.bytes, self.name().as_deref())
    }

    /// What it is, if it is a feed or a list of them.
    pub fn kind(&self) -> Option<Kind> {
        feed::kind(&self.page.as_ref()?.bytes)
    }

    /// What the page would be called as a file, as far as that tells its format.
    pub fn name(&self) -> Option<String> {
        match self.page.as_ref().and_then(|page| page.kind.as_deref()) {
            Some("text/html" | "application/xhtml+xml") => Some("page.html".to_owned()),
            Some("application/epub+zip") => Some("book.epub".to_owned()),
            Some("text/markdown" | "text/x-markdown" | "application/markdown" | "application/x-markdown") => {
                Some("page.md".to_owned())
            }
            _ => {
                let path = self.address.split(['?', '#']).next().unwrap_or_default();
                let last = path.rsplit('/').next().unwrap_or_default();
                import::is_readable(last).then(|| last.to_owned())
            }
        }
    }
}

/// Fetches a page. It is [`FetchError::Stopped`] soon after `cancel` is set, whatever the other side does.
pub(super) fn fetch(
    address: &str,
    wanted: &Wanted,
    network: &Network,
    cancel: &AtomicBool,
) -> Result<Fetched, FetchError> {
    let stop = Arc::new(AtomicBool::new(false));
    let (send, receive) = mpsc::sync_channel(1);
    let (of_thread, settings, first, wanted) =
        (Arc::clone(&stop), network.clone(), address.to_owned(), wanted.clone());
    let follow = move || {
        // Nobody waits any more: then the page is for nobody.
        let _ = send.send(follow(&first, &wanted, &settings, &of_thread));
    };
    if thread::Builder::new().name("fetch".into()).spawn(follow).is_err() {
        return Err(FetchError::NoThread);
    }
    let mut left = network.timeout;
    let ended = loop {
        if cancel.load(Ordering::Relaxed) {
            break Err(FetchError::Stopped);
        }
        match receive.recv_timeout(LOOK.min(left)) {
            Ok(fetched) => break fetched,
            Err(RecvTimeoutError::Timeout) => left = left.saturating_sub(LOOK),
            Err(RecvTimeoutError::Disconnected) => break Err(FetchError::Stopped),
        }
        if left.is_zero() {
            break Err(FetchError::Slow(network.timeout));
        }
    };
    stop.store(true, Ordering::Relaxed);
    ended
}

/// Asks for an address and for all that it sends on to.
pub(super) fn follow(
    first: &str,
    wanted: &Wanted,
    network: &Network,
    stop: &AtomicBool,
) -> Result<Fetched, FetchError> {
    // As long as every step was for good, where it led to.
    let (mut moved, mut all_for_good) = (None, true);
    let mut address = first.split('#').next().unwrap_or_default().to_owned();
    for _ in 0..=network.redirects {
        let beyond = |error| {
            if address.as_str() == first.split('#').next().unwrap_or_default() {
                error
            } else {
                FetchError::Beyond { address: address.clone(), error: Box::new(error) }
            }
        };
        if stop.load(Ordering::Relaxed) {
            return Err(FetchError::Stopped);
        }
        match fetch::get(&address, wanted, network, stop).map_err(beyond)? {
            Answer::Page(page) => return Ok(Fetched { page: Some(page), address, moved }),
            Answer::Unchanged => return Ok(Fetched { page: None, address, moved }),
            Answer::Moved { to, for_good } => match import::join(&address, &to) {
                Some(next) => {
                    all_for_good &= for_good;
                    if all_for_good {
                        moved = Some(next.clone());
                    }
                    address = next;
                }
                None => return Err(FetchError::Nowhere(to)),
            },
        }
    }
    Err(FetchError::TooFar(network.redirects))
}
