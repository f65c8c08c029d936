//! A page from the web: from the address that was named over all that it sends on to. The work is done
//! in a thread of its own, so that whoever waits can stop waiting at any moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::files::fetch::{self, Answer, FetchError, Network, Page};
use crate::import;

/// Between two looks at whether to stop.
const LOOK: Duration = Duration::from_millis(40);

/// A page and where it came from in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fetched {
    pub page: Page,
    pub address: String,
}

impl Fetched {
    /// What the page would be called as a file, as far as that tells its format.
    pub fn name(&self) -> Option<String> {
        match self.page.kind.as_deref() {
            Some("text/html" | "application/xhtml+xml") => Some("page.html".to_owned()),
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
pub(super) fn fetch(address: &str, network: &Network, cancel: &AtomicBool) -> Result<Fetched, FetchError> {
    let stop = Arc::new(AtomicBool::new(false));
    let (send, receive) = mpsc::sync_channel(1);
    let (of_thread, settings, first) = (Arc::clone(&stop), network.clone(), address.to_owned());
    let follow = move || {
        // Nobody waits any more: then the page is for nobody.
        let _ = send.send(follow(&first, &settings, &of_thread));
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
fn follow(first: &str, network: &Network, stop: &AtomicBool) -> Result<Fetched, FetchError> {
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
        match fetch::get(&address, network, stop).map_err(beyond)? {
            Answer::Page(page) => return Ok(Fetched { page, address }),
            Answer::Moved(to) => match import::join(&address, &to) {
                Some(next) => address = next,
                None => return Err(FetchError::Nowhere(to)),
            },
        }
    }
    Err(FetchError::TooFar(network.redirects))
}
