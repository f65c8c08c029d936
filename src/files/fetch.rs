//! One request over HTTP, for an address that the user named. Nothing is believed of the other side:
//! where it is, how much it sends, how long it takes and what it sends on to are checked here; the
//! caller follows redirects, asking anew for each.

mod cut;
mod error;
mod forward;
mod later;
mod local;
mod packed;
mod proxy;

use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub use error::FetchError;
use idna::AsciiDenyList;
pub use later::Later;
pub use proxy::{Named, Proxies};
use ureq::Agent;
use ureq::http::header::{
    ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
    PROXY_AUTHORIZATION, RETRY_AFTER,
};
use ureq::http::uri::{Scheme, Uri};
use ureq::http::{HeaderMap, HeaderName, HeaderValue};
use ureq::unversioned::transport::Connector as _;

/// Longer addresses (bytes) are refused.
const LONGEST: usize = 8192;
/// Bytes of a page read at a time.
const CHUNK: usize = 64 << 10;
/// A connection that takes longer is given up, however long the page may take.
const CONNECT: Duration = Duration::from_secs(20);

/// Longer stamps of versions (bytes) are not kept.
const LONGEST_STAMP: usize = 1024;

/// What is asked for before all else; what cannot be read is refused by its name.
const PAGES: &str = "text/html, application/xhtml+xml, text/markdown, text/plain, */*;q=0.5";
const FEEDS: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, \
                     application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.7, */*;q=0.5";

/// How the network may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// For a page with all redirects on the way to it.
    pub timeout: Duration,
    /// Bytes of a page at most, once they are unpacked.
    pub size: u64,
    /// Redirects that are followed.
    pub redirects: u16,
    pub proxies: Proxies,
    /// This computer and local networks may be asked too.
    pub allow_local: bool,
    pub feeds: Feeds,
}

/// How feeds are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feeds {
    /// The pages of items are fetched, too, where the feed has only a summary of them.
    pub full_text: bool,
    /// Requests at the same time, and of one host.
    pub connections: u16,
    pub per_host: u16,
    /// Items that are taken of a feed.
    pub items: u16,
}

impl Default for Feeds {
    fn default() -> Self {
        Self { full_text: true, connections: 8, per_host: 2, items: 500 }
    }
}

impl Default for Network {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            size: 64 << 20,
            redirects: 10,
            proxies: Proxies::default(),
            allow_local: false,
            feeds: Feeds::default(),
        }
    }
}

/// What is wanted of an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// A feed rather than a page.
    pub feed: bool,
    /// Only what is newer than this.
    pub than: Version,
    /// It may be local, though the network says nothing of it.
    pub local: bool,
}

/// How a server names the version of what it handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Version {
    /// Its `ETag`.
    pub tag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Page(Page),
    /// There is nothing newer than what was named.
    Unchanged,
    /// What was asked for is at this address, which may be relative and may be anything; for good, or
    /// only now.
    Moved {
        to: String,
        for_good: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Unpacked.
    pub bytes: Vec<u8>,
    /// The media type in lower case without its parameters, such as `text/html`, if one was named.
    pub kind: Option<String>,
    /// The character encoding, if one was named.
    pub charset: Option<String>,
    pub version: Version,
}

/// Whether a source is an address of the web rather than a file.
pub fn is_address(source: &str) -> bool {
    let lower = source.get(..8).unwrap_or(source).to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// Why a source that looks like an address is none that can be fetched; nothing for all others.
pub fn foreign(source: &str) -> Option<String> {
    let Some((scheme, rest)) = source.split_once("://") else {
        return is_host_and_path(source).then(|| {
            format!("there is no such file or folder (check the name; an address begins with https://, as https://{source})")
        });
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    if !is_scheme || is_address(source) {
        return None;
    }
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let mend = match scheme.to_ascii_lowercase().as_str() {
        "file" if path.starts_with('/') && path.len() > 1 && !path.contains('%') => {
            format!("name the file by its path: {path}")
        }
        "file" => "name the file by its path".to_owned(),
        _ => "save the page and import the file".to_owned(),
    };
    Some(format!("only addresses that begin with http:// or https:// are fetched ({mend})"))
}

/// Whether words begin like `example.org/` or are `www.example.org`.
fn is_host_and_path(source: &str) -> bool {
    let (host, is_path) = source.split_once('/').map_or((source, false), |(host, _)| (host, true));
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let top = host.rsplit('.').next().unwrap_or_default();
    let is_host = host.contains('.') && host.split('.').all(is_label);
    is_host
        && top.len() > 1
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        && (is_path || host.starts_with("www."))
}

/// Asks for an address. Ends early with [`FetchError::Stopped`] once `stop` is set, at the latest when
/// the next bytes come or the time is up.
pub fn get(
    address: &str,
    wanted: &Wanted,
    network: &Network,
    stop: &AtomicBool,
) -> Result<Answer, FetchError> {
    let uri = checked(address)?;
    let (proxy, via) = network.proxies.of(&uri)?.unzip();
    let allow_local = network.allow_local || wanted.local;
    if !allow_local {
        local::refuse_host(&uri, proxy.is_some())?;
    }
    // A proxy finds the host itself; where the proxy is has been said by the user.
    let resolver = local::Resolver::new(allow_local || proxy.is_some());
    // In a tunnel the server answers, and who wants one has said who he is.
    let known =
        proxy.as_ref().filter(|_| uri.scheme() == Some(&Scheme::HTTP)).and_then(forward::authorization);
    let config = Agent::config_builder()
        .proxy(proxy)
        .user_agent(concat!("postil/", env!("CARGO_PKG_VERSION")))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(network.timeout))
        .timeout_connect(Some(CONNECT.min(network.timeout)))
        .build();
    let agent = Agent::with_parts(config, forward::Ways::default().chain(cut::Ends), resolver);
    let failed = |error| FetchError::of(error, network.timeout, via);
    let mut request = agent.get(uri).header(ACCEPT, if wanted.feed { FEEDS } else { PAGES });
    if let Some(known) = known {
        request = request.header(PROXY_AUTHORIZATION, known);
    }
    let stamps = [(IF_NONE_MATCH, &wanted.than.tag), (IF_MODIFIED_SINCE, &wanted.than.modified)];
    for (name, stamp) in stamps {
        // What was kept of an earlier answer and cannot be sent asks for all of it.
        if let Some(stamp) = stamp.as_deref().and_then(|stamp| HeaderValue::from_str(stamp).ok()) {
            request = request.header(name, stamp);
        }
    }
    let response = request.call().map_err(failed)?;
    let status = response.status().as_u16();
    let headers = response.headers();
    if let Some(named) = via.filter(|_| status == 407) {
        let why =
            "it wants to know who asks, as http://NAME:PASSWORD@HOST:PORT tells it (HTTP 407)".to_owned();
        return Err(FetchError::Proxy { proxy: named.clone(), why });
    }
    if matches!(status, 301 | 302 | 303 | 307 | 308) {
        let for_good = matches!(status, 301 | 308);
        let to = headers.get(LOCATION).map(place).filter(|to| !to.is_empty());
        let to = to.ok_or(FetchError::Status(status))?;
        return Ok(Answer::Moved { to, for_good });
    }
    if status == 304 && wanted.than != Version::default() {
        return Ok(Answer::Unchanged);
    }
    let after = value(headers, &RETRY_AFTER).map(|after| later::read(&after));
    match (status, after) {
        (429 | 503, Some(after)) => return Err(FetchError::Later { code: status, after }),
        // Asked too often it is, also where it does not say how long to wait.
        (429, None) => return Err(FetchError::Later { code: status, after: Later::Sometime }),
        _ => {}
    }
    if status == 206 {
        return Err(FetchError::Partial);
    }
    if !(200..300).contains(&status) || status == 204 {
        return Err(FetchError::Status(status));
    }
    let (kind, charset) = value(headers, &CONTENT_TYPE).map(|value| split(&value)).unwrap_or_default();
    if kind.as_deref().is_some_and(|kind| !is_readable(kind)) {
        return Err(FetchError::Kind(kind.unwrap_or_default()));
    }
    // What ureq unpacks it takes out of the headers.
    let packed = value(headers, &CONTENT_ENCODING);
    let stamp = |name| value(headers, name).filter(|stamp| stamp.len() <= LONGEST_STAMP);
    let version = Version { tag: stamp(&ETAG), modified: stamp(&LAST_MODIFIED) };
    let body = response.into_body();
    if body.content_length().is_some_and(|length| length > network.size) {
        return Err(FetchError::TooLarge { limit: network.size });
    }
    let failed = |error: io::Error| FetchError::of(error.into(), network.timeout, None);
    let bytes = read(body.into_with_config().limit(u64::MAX).reader(), network, stop, failed)?;
    let bytes = match packed {
        Some(name) => packed::unpack(&name, bytes, network, stop)?,
        None => bytes,
    };
    Ok(Answer::Page(Page { bytes, kind, charset, version }))
}

/// All of a page, up to the limit; `failed` says why it cannot be read on.
fn read(
    mut page: impl Read,
    network: &Network,
    stop: &AtomicBool,
    failed: impl Fn(io::Error) -> FetchError,
) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(FetchError::Stopped);
        }
        let read = page.read(&mut chunk).map_err(&failed)?;
        if read == 0 {
            return Ok(bytes);
        }
        if (bytes.len() + read) as u64 > network.size {
            return Err(FetchError::TooLarge { limit: network.size });
        }
        bytes.extend_from_slice(chunk.get(..read).unwrap_or_default());
    }
}

/// An address that may be asked for, as far as its letters tell.
fn checked(address: &str) -> Result<Uri, FetchError> {
    let address = address.split('#').next().unwrap_or_default();
    if address.len() > LONGEST {
        return Err(FetchError::NoAddress);
    }
    let Ok(uri) = escaped(&looked_up(address)?).parse::<Uri>() else { return Err(FetchError::NoAddress) };
    if uri.scheme() != Some(&Scheme::HTTP) && uri.scheme() != Some(&Scheme::HTTPS) {
        return Err(FetchError::Scheme);
    }
    let authority = uri.authority().ok_or(FetchError::NoAddress)?;
    if authority.as_str().contains('@') {
        return Err(FetchError::UserInfo);
    }
    let named = authority.as_str() == authority.host() || authority.port_u16().is_some();
    if authority.host().is_empty() || !named {
        return Err(FetchError::NoAddress);
    }
    Ok(uri)
}

/// The address with its host as it is looked up: letters beyond a-z written as `xn--…`, or as what they only look
/// different from, such as full-width digits (IDNA as in Unicode Technical Standard 46).
fn looked_up(address: &str) -> Result<Cow<'_, str>, FetchError> {
    let start = address.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = address.split_at(start);
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    if authority.is_ascii() {
        return Ok(Cow::Borrowed(address));
    }
    if authority.contains('@') {
        return Err(FetchError::UserInfo);
    }
    let (host, port) = authority.split_at(authority.rfind(':').unwrap_or(authority.len()));
    let host = idna::domain_to_ascii_cow(host.as_bytes(), AsciiDenyList::URL);
    let host = host.or(Err(FetchError::Foreign))?;
    Ok(Cow::Owned(format!("{scheme}{host}{port}{path}")))
}

/// The address with what may not stand in one as it is (white space, other alphabets) written by its bytes.
fn escaped(address: &str) -> String {
    by_bytes(address.as_bytes())
}

fn by_bytes(address: &[u8]) -> String {
    let mut out = String::with_capacity(address.len());
    for &byte in address {
        if byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
        {
            out.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase();
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

/// An address out of a header, which may have letters of other alphabets: where those are no UTF-8, by their bytes.
fn place(value: &HeaderValue) -> String {
    let bytes = value.as_bytes().trim_ascii();
    let words = std::str::from_utf8(bytes).ok().filter(|words| !words.chars().any(char::is_control));
    words.map_or_else(|| by_bytes(bytes), str::to_owned)
}

fn value(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Media type and encoding out of a `Content-Type`.
fn split(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().map(str::to_ascii_lowercase).filter(|kind| kind.contains('/'));
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (kind, charset)
}

/// Whether a page of this media type may be something to read. What is in it is looked at again.
fn is_readable(kind: &str) -> bool {
    const OTHERS: &[&str] = &[
        "application/xhtml+xml",
        "application/markdown",
        "application/x-markdown",
        "application/octet-stream",
        "binary/octet-stream",
        // Refused, or read, by what they are.
        "application/pdf",
        "application/epub+zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
        // Feeds, under their many names.
        "application/xml",
        "application/json",
        "application/rss",
    ];
    const NOT: &[&str] = &["text/css", "text/javascript", "text/calendar"];
    let feed =
        kind.starts_with("application/") && (kind.ends_with("+xml") || kind == "application/feed+json");
    (kind.starts_with("text/") && !NOT.contains(&kind)) || OTHERS.contains(&kind) || feed
}

/// Whether this media type says no more than that it is XML or JSON, which may be a feed and is no page.
pub fn is_data(kind: &str) -> bool {
    let json = matches!(kind, "application/json" | "application/feed+json");
    json || kind == "application/rss"
        || (kind != "application/xhtml+xml" && (kind.ends_with("/xml") || kind.ends_with("+xml")))
}

#[cfg(test)]
mod tests;
