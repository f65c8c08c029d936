//! Many addresses at the same time: so many at once, and so many of one host. Whoever waits for them
//! can stop at any moment; what is under way then is given up.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

use super::fetch::{Fetched, Now, follow, is_soon};
use crate::files::fetch::{FetchError, Network, Wanted};
use crate::import;

/// Between two looks at whether to stop.
const LOOK: Duration = Duration::from_millis(40);
/// Requests in a row that come to nothing because of their host, after which no more is asked of that.
const IN_VAIN: usize = 3;

type Answer<K> = (K, Result<Fetched, FetchError>);

/// What is to be fetched, and what is under way. `K` says what an answer is for.
pub(super) struct Fetches<K> {
    network: Network,
    now: Now,
    /// With their hosts.
    waiting: VecDeque<(K, String, String, Wanted)>,
    /// Requests under way, by host.
    running: HashMap<String, usize>,
    /// Hosts that are left alone from now on, with what is said of whatever else is wanted of them.
    resting: HashMap<String, FetchError>,
    /// How many requests in a row came to nothing because of their host.
    failed: HashMap<String, usize>,
    hosts: Vec<(K, String)>,
    send: SyncSender<Answer<K>>,
    receive: Receiver<Answer<K>>,
    stop: Arc<AtomicBool>,
}

impl<K: Copy + Eq + Send + 'static> Fetches<K> {
    pub(super) fn new(network: &Network, now: &Now) -> Self {
        // No answer waits for a place, and no more wait than are under way.
        let (send, receive) = mpsc::sync_channel(usize::from(network.feeds.connections.max(1)));
        Self {
            network: network.clone(),
            now: Arc::clone(now),
            waiting: VecDeque::new(),
            running: HashMap::new(),
            resting: HashMap::new(),
            failed: HashMap::new(),
            hosts: Vec::new(),
            send,
            receive,
            stop: Arc::default(),
        }
    }

    /// Asks for one more, after those that wait.
    pub(super) fn ask(&mut self, what: K, address: String, wanted: Wanted) {
        let host = server(&address);
        self.waiting.push_back((what, host, address, wanted));
    }

    /// The same, before those that wait.
    pub(super) fn ask_first(&mut self, what: K, address: String, wanted: Wanted) {
        let host = server(&address);
        self.waiting.push_front((what, host, address, wanted));
    }

    /// The next answer, in whatever order they come; `None` where nothing is left, and
    /// [`FetchError::Stopped`] for nothing in particular once `cancel` is set.
    pub(super) fn next(&mut self, cancel: &AtomicBool) -> Option<Result<Answer<K>, FetchError>> {
        loop {
            if cancel.load(Ordering::Relaxed) {
                self.stop.store(true, Ordering::Relaxed);
                return Some(Err(FetchError::Stopped));
            }
            if let Some(refused) = self.begin() {
                return Some(Ok(refused));
            }
            if self.hosts.is_empty() {
                return None;
            }
            match self.receive.recv_timeout(LOOK) {
                Ok((what, answer)) => {
                    self.ended(what, &answer);
                    return Some(Ok((what, answer)));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Begins what may begin. One whose host rests, or that nothing can be begun for, is an answer at once.
    fn begin(&mut self) -> Option<Answer<K>> {
        let rules = self.network.feeds;
        while self.hosts.len() < usize::from(rules.connections.max(1)) {
            let of_host = usize::from(rules.per_host.max(1));
            let fits = |host: &str| self.running.get(host).is_none_or(|running| *running < of_host);
            let at = self.waiting.iter().position(|(_, host, ..)| fits(host))?;
            let (what, host, address, wanted) = self.waiting.remove(at)?;
            if let Some(why) = self.resting.get(&host) {
                return Some((what, Err(why.clone())));
            }
            let (send, network, stop) = (self.send.clone(), self.network.clone(), Arc::clone(&self.stop));
            let now = Arc::clone(&self.now);
            let work = move || {
                let answer = follow(&address, &wanted, &network, &now, &stop);
                // Nobody waits any more: then it is for nobody.
                let _ = send.send((what, answer));
            };
            if thread::Builder::new().name("fetch".into()).spawn(work).is_err() {
                return Some((what, Err(FetchError::NoThread)));
            }
            *self.running.entry(host.clone()).or_default() += 1;
            self.hosts.push((what, host));
        }
        None
    }

    fn ended(&mut self, what: K, answer: &Result<Fetched, FetchError>) {
        let Some(at) = self.hosts.iter().position(|(key, _)| *key == what) else { return };
        let (_, host) = self.hosts.swap_remove(at);
        if let Some(running) = self.running.get_mut(&host) {
            *running = running.saturating_sub(1);
        }
        // What it was sent on to may be of another host.
        let (host, error) = match answer {
            Ok(_) => (host, None),
            Err(FetchError::Beyond { address, error }) => (server(address), Some(&**error)),
            Err(error) => (host, Some(error)),
        };
        let Some(error) = error.filter(|error| error.is_of_host()) else {
            self.failed.remove(&host);
            return;
        };
        let failed = self.failed.entry(host.clone()).or_default();
        *failed += 1;
        let later = error.later();
        if *failed >= IN_VAIN || later.is_some_and(|later| !is_soon(later, &self.now)) {
            let why = later.map_or_else(|| FetchError::InVain(Box::new(error.clone())), FetchError::Resting);
            self.resting.entry(host).or_insert(why);
        }
    }
}

/// The host of an address, with its port where that is no usual one: another server may be there.
fn server(address: &str) -> String {
    let host = import::host(address).unwrap_or_default();
    let authority = address.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
    match authority.and_then(|authority| authority.rsplit_once(':')) {
        Some((_, port)) if port.parse::<u16>().is_ok_and(|port| !matches!(port, 80 | 443)) => {
            format!("{host}:{port}")
        }
        _ => host,
    }
}

impl<K> Drop for Fetches<K> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
