//! Why an address could not be fetched. Each sentence says why and how to mend it; who shows it puts
//! the address before it.

use std::io;
use std::time::Duration;

use thiserror::Error;
use ureq::Timeout;

use super::{Later, Named};

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FetchError {
    #[error("it is no address that can be asked for (write it as https://host/path)")]
    NoAddress,
    #[error("only http and https addresses are fetched (save what is there to a file and import that)")]
    Scheme,
    #[error(
        "its host has letters that no host has (check the address, or write the host as a browser shows it)"
    )]
    Foreign,
    #[error("there is a name or password in it, and postil sends none (take out what stands before the @)")]
    UserInfo,
    #[error(
        "it is on this computer or in a local network, which postil leaves alone unless told (import it with `postil import --allow-local`)"
    )]
    Local,
    #[error("there is no host of that name (check the address and your connection)")]
    NoHost,
    #[error("there is no connection to it: {0} (check the address and your connection)")]
    Unreachable(String),
    #[error("no secure connection came about: {0} (check the address and the date of this computer)")]
    Tls(String),
    #[error("it took longer than {0:?} (try again, or raise `timeout` in [network] of the configuration)")]
    Slow(Duration),
    /// Bytes.
    #[error("it is larger than {} MB (raise `size` in [network] of the configuration)", limit >> 20)]
    TooLarge { limit: u64 },
    #[error("the server says {}", status(*.0))]
    Status(u16),
    /// The server named a time before which it is not to be asked again.
    #[error("the server says {}", busy(*.code, *.after))]
    Later { code: u16, after: Later },
    /// Its host said so when something else was asked of it just now.
    #[error("its server wants to be asked less often ({0})")]
    Resting(Later),
    /// Its host came to nothing some times in a row just now, with this.
    #[error("its server was asked in vain just now, and is left alone for this time: {0}")]
    InVain(Box<FetchError>),
    #[error("it is {0}, nothing to read (save what it says as a web page, text or Markdown)")]
    Kind(String),
    #[error("it is packed in a way that postil does not know (save it in a browser and import the file)")]
    Packed,
    #[error("it cannot be unpacked: {0} (try again, or save it in a browser and import the file)")]
    Unpacking(String),
    #[error("the connection ended before the page did (try again)")]
    Cut,
    #[error("the server sent a part of it (HTTP 206), where the whole was asked for (try again)")]
    Partial,
    #[error("what answers does not speak HTTP as it should: {0} (check the address and its port)")]
    Protocol(String),
    #[error(
        "{} does not help: {why} (mend or unset {}, or name the host in NO_PROXY)",
        .proxy.told(), .proxy.variable
    )]
    Proxy { proxy: Named, why: String },
    /// It cannot be reached.
    #[error(
        "{} does not answer: {why} (start it, mend or unset {}, or name the host in NO_PROXY)",
        .proxy.told(), .proxy.variable
    )]
    NoProxy { proxy: Named, why: String },
    #[error(
        "it was sent on more than {0} times (check the address, or raise `redirects` in [network] of the configuration)"
    )]
    TooFar(u16),
    #[error("it sends on to {0}, which is no address that can be asked for (check the address)")]
    Nowhere(String),
    /// What came of the address that it was sent on to.
    #[error("it sends on to {address}: {error}")]
    Beyond { address: String, error: Box<FetchError> },
    #[error("it was stopped")]
    Stopped,
    #[error("no thread could be started (close other programs and try again)")]
    NoThread,
}

impl FetchError {
    /// `proxy` is the one that the request went through.
    pub(super) fn of(error: ureq::Error, timeout: Duration, proxy: Option<&Named>) -> Self {
        let Some(proxy) = proxy.cloned() else { return Self::direct(error, timeout) };
        if let ureq::Error::ConnectProxyFailed(why) = &error {
            return Self::Proxy { proxy, why: plain(why) };
        }
        // Nothing but the proxy is connected to.
        match Self::direct(error, timeout) {
            Self::Unreachable(why) => Self::NoProxy { proxy, why },
            Self::NoHost => Self::NoProxy { proxy, why: "there is no host of that name".to_owned() },
            other => other,
        }
    }

    fn direct(error: ureq::Error, timeout: Duration) -> Self {
        use ureq::Error as E;
        match error {
            E::Timeout(Timeout::Connect | Timeout::Resolve) => {
                Self::Unreachable("nothing answers".to_owned())
            }
            E::Timeout(_) => Self::Slow(timeout),
            E::HostNotFound => Self::NoHost,
            E::Other(error) => match error.downcast::<Self>() {
                Ok(ours) => *ours,
                Err(other) => Self::Unreachable(plain(&other)),
            },
            E::Tls(why) => Self::Tls(why.to_owned()),
            E::Rustls(error) => Self::Tls(plain(&error)),
            E::BadUri(_) | E::Http(_) => Self::NoAddress,
            E::Decompress(_, error) => Self::Unpacking(plain(&error)),
            E::Io(error) => Self::of_io(&error),
            other => Self::Protocol(plain(&other)),
        }
    }

    fn of_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => Self::Cut,
            io::ErrorKind::ConnectionRefused => Self::Unreachable("nothing answers there".to_owned()),
            // That is how what goes wrong under TLS arrives.
            io::ErrorKind::InvalidData => Self::Tls(plain(error)),
            _ => Self::Unreachable(plain(error)),
        }
    }
}

/// A word from outside on one line, without what could drive a terminal.
fn plain(what: &impl ToString) -> String {
    what.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

impl FetchError {
    /// The time before which the server is not to be asked again, if it named one.
    pub fn later(&self) -> Option<Later> {
        match self {
            Self::Later { after, .. } | Self::Resting(after) => Some(*after),
            Self::Beyond { error, .. } => error.later(),
            _ => None,
        }
    }

    /// The same with the time at which the server wants to be asked again, where it said how long from now
    /// (seconds since 1970) that is.
    #[must_use]
    pub fn at(self, now: i64) -> Self {
        match self {
            Self::Later { code, after } => Self::Later { code, after: after.at(now) },
            other => other,
        }
    }

    /// Whether the server hands it out to nobody, or says that it is gone for good: asking again is in vain.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::Status(code) => matches!(code, 401..=403 | 407 | 410 | 451),
            Self::Beyond { error, .. } => error.is_refusal(),
            _ => false,
        }
    }

    /// Whether it may be otherwise soon, without that anybody here mends something.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status(code) => matches!(code, 408 | 425 | 429 | 500..),
            Self::Later { .. }
            | Self::Resting(_)
            | Self::InVain(_)
            | Self::NoProxy { .. }
            | Self::NoHost
            | Self::Unreachable(_)
            | Self::Tls(_)
            | Self::Slow(_)
            | Self::Cut
            | Self::Partial
            | Self::NoThread => true,
            Self::Beyond { error, .. } => error.may_pass(),
            _ => false,
        }
    }

    /// Whether it is about the server rather than what was asked of it.
    pub fn is_of_host(&self) -> bool {
        matches!(
            self,
            Self::Later { .. }
                | Self::NoProxy { .. }
                | Self::NoHost
                | Self::Unreachable(_)
                | Self::Tls(_)
                | Self::Slow(_)
        )
    }

    /// Whether it was not asked for at all, as its server is left alone.
    pub fn is_unasked(&self) -> bool {
        matches!(self, Self::Resting(_) | Self::InVain(_))
    }

    /// Whether it is gone for good.
    pub fn is_gone(&self) -> bool {
        match self {
            Self::Status(code) => *code == 410,
            Self::Beyond { error, .. } => error.is_gone(),
            _ => false,
        }
    }
}

fn busy(code: u16, after: Later) -> String {
    status(code).replace("try again later", &after.to_string())
}

fn status(code: u16) -> String {
    match code {
        401 | 403 | 407 | 451 => format!(
            "that it does not hand it out (HTTP {code}; open it in a browser, save it, and import the file)"
        ),
        404 | 410 => format!("that there is no such page (HTTP {code}; check the address)"),
        429 => format!("that it is asked too often (HTTP {code}; try again later)"),
        500.. => format!("that something is wrong with it (HTTP {code}; try again later)"),
        _ => format!("HTTP {code} and sends no page (check the address)"),
    }
}
