//! A page from the web: from the address that was named over all that it sends on to. The work is done
//! in a thread of its own, so that whoever waits can stop waiting at any moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::files::fetch::{self, Answer, FetchError, Later, Network, Page, Wanted};
use crate::import::feed::{self, Kind};
use crate::import::{self, Several};

/// Between two looks at whether to stop.
const LOOK: Duration = Duration::from_millis(40);
/// What a server wants to be waited for at most; if it is longer, that is told.
const SOON: Duration = Duration::from_secs(10);
/// Times that a page is waited for.
const WAITS: u8 = 3;

/// Tells what time it is: seconds since 1970 in UTC.
pub(super) type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

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
/// `now` is asked how far off a time is at which a server wants to be asked again.
pub(super) fn fetch(
    address: &str,
    wanted: &Wanted,
    network: &Network,
    now: &Now,
    cancel: &AtomicBool,
) -> Result<Fetched, FetchError> {
    let stop = Arc::new(AtomicBool::new(false));
    let (send, receive) = mpsc::sync_channel(1);
    let (of_thread, settings, first, wanted) =
        (Arc::clone(&stop), network.clone(), address.to_owned(), wanted.clone());
    let now = Arc::clone(now);
    let follow = move || {
        // Nobody waits any more: then the page is for nobody.
        let _ = send.send(follow(&first, &wanted, &settings, &now, &of_thread));
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
    now: &Now,
    stop: &AtomicBool,
) -> Result<Fetched, FetchError> {
    // As long as every step was for good, where it led to.
    let (mut moved, mut all_for_good) = (None, true);
    let mut patience = Patience { now, left: network.timeout, times: WAITS };
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
        match ask(&address, wanted, network, stop, &mut patience).map_err(beyond)? {
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

/// How long a server wants to be left alone, if that is so short that it is waited for.
fn soon(later: Later, now: &Now) -> Option<Duration> {
    Some(later.from(now())).filter(|wait| *wait <= SOON)
}

/// Whether it is.
pub(super) fn is_soon(later: Later, now: &Now) -> bool {
    soon(later, now).is_some()
}

/// How long, and how many times, a server may want to be waited for yet.
struct Patience<'a> {
    now: &'a Now,
    left: Duration,
    times: u8,
}

impl Patience<'_> {
    /// How long to wait after an error before asking again, if that is soon enough.
    fn take(&mut self, error: &FetchError) -> Option<Duration> {
        let wait = soon(error.later()?, self.now)?;
        if wait >= self.left || self.times == 0 {
            return None;
        }
        self.left -= wait;
        self.times -= 1;
        Some(wait)
    }
}

/// Asks for an address, and again where its server wants to be asked a little later.
fn ask(
    address: &str,
    wanted: &Wanted,
    network: &Network,
    stop: &AtomicBool,
    patience: &mut Patience<'_>,
) -> Result<Answer, FetchError> {
    loop {
        let error = match fetch::get(address, wanted, network, stop) {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let Some(mut wait) = patience.take(&error) else { return Err(error.at((patience.now)())) };
        while !wait.is_zero() {
            if stop.load(Ordering::Relaxed) {
                return Err(FetchError::Stopped);
            }
            let nap = LOOK.min(wait);
            thread::sleep(nap);
            wait -= nap;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday, 2 January 2026, midnight.
    const NOW: i64 = 1_767_312_000;

    fn now() -> Now {
        Arc::new(|| NOW)
    }

    #[test]
    fn a_server_is_waited_for_some_seconds_some_times() {
        let after = |seconds| FetchError::Later { code: 429, after: Later::In(Duration::from_secs(seconds)) };
        let now = now();
        let patience = || Patience { now: &now, left: Duration::from_secs(60), times: WAITS };
        let wait = |error: &FetchError| patience().take(error).map(|wait| wait.as_secs());
        assert_eq!([0, 1, 10, 11].map(|seconds| wait(&after(seconds))), [Some(0), Some(1), Some(10), None]);
        assert_eq!(wait(&FetchError::Later { code: 503, after: Later::Sometime }), None);
        assert_eq!(wait(&FetchError::Status(503)), None);
        let mut short = Patience { left: Duration::from_secs(15), ..patience() };
        assert_eq!((short.take(&after(9)).is_some(), short.take(&after(6))), (true, None));
        let mut patient = patience();
        let waits = std::iter::from_fn(|| patient.take(&after(1))).count();
        assert_eq!(waits, usize::from(WAITS));
    }

    #[test]
    fn a_time_is_waited_for_as_the_seconds_until_then_are() {
        let wait = |seconds: i64| {
            let (now, after) = (now(), Later::At(NOW + seconds));
            let mut patience = Patience { now: &now, left: Duration::from_secs(60), times: WAITS };
            let wait = patience.take(&FetchError::Later { code: 503, after }).map(|wait| wait.as_secs());
            assert_eq!(is_soon(after, &now), wait.is_some(), "{seconds}");
            wait
        };
        assert_eq!([-5, 0, 1, 10, 11, 3600].map(wait), [Some(0), Some(0), Some(1), Some(10), None, None]);
    }

    #[test]
    fn who_wants_to_be_asked_much_later_is_said_to_with_the_time() {
        for (later, when) in [
            ("3600", "after 2026-01-02 01:00 UTC"),
            ("Fri, 02 Jan 2026 02:30:00 GMT", "after 2026-01-02 02:30 UTC"),
            ("soon", "later"),
        ] {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let address = format!("http://{}/", listener.local_addr().unwrap());
            let server = thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let answer =
                    format!("HTTP/1.1 429 Later\r\nRetry-After: {later}\r\nContent-Length: 0\r\n\r\n");
                std::io::Write::write_all(&mut stream, answer.as_bytes()).unwrap();
                let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
            });
            let network = Network { allow_local: true, ..Network::default() };
            let stop = AtomicBool::new(false);
            let error = follow(&address, &Wanted::default(), &network, &now(), &stop).unwrap_err();
            let told = format!("the server says that it is asked too often (HTTP 429; try again {when})");
            assert_eq!(error.to_string(), told);
            let resting = FetchError::Resting(error.later().unwrap()).to_string();
            assert_eq!(resting, format!("its server wants to be asked less often (try again {when})"));
            server.join().unwrap();
        }
    }

    #[test]
    fn a_wait_is_stopped_at_once() {
        for later in ["9", "Fri, 02 Jan 2026 00:00:09 GMT"] {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let address = format!("http://{}/", listener.local_addr().unwrap());
            let stop = Arc::new(AtomicBool::new(false));
            let of_server = Arc::clone(&stop);
            let server = thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                // Stopped while the answer is on its way, and so before any of the wait is over.
                of_server.store(true, Ordering::Relaxed);
                let answer =
                    format!("HTTP/1.1 429 Later\r\nRetry-After: {later}\r\nContent-Length: 0\r\n\r\n");
                std::io::Write::write_all(&mut stream, answer.as_bytes()).unwrap();
                let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
            });
            let network = Network { allow_local: true, ..Network::default() };
            let now = now();
            let mut patience = Patience { now: &now, left: network.timeout, times: WAITS };
            let asked = ask(&address, &Wanted::default(), &network, &stop, &mut patience);
            assert_eq!(asked.err(), Some(FetchError::Stopped));
            assert_eq!(patience.left + Duration::from_secs(9), network.timeout, "{later}: it began to wait");
            server.join().unwrap();
        }
    }
}
