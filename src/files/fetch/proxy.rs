//! Which proxy an address is asked through.

use std::fmt;

use ureq::Proxy;
use ureq::http::Uri;
use ureq::http::uri::Scheme;

use super::FetchError;

/// Bytes of a host that is shown.
const LONGEST: usize = 253;

/// A proxy, and the variable of the environment that names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Named {
    pub variable: String,
    /// An address such as `http://host:port`.
    pub address: String,
}

/// Without the address, which may have a password.
impl fmt::Debug for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Named")
            .field("variable", &self.variable)
            .field("place", &self.place())
            .finish_non_exhaustive()
    }
}

impl Named {
    /// As messages name it: with its host and port, where these can be told.
    pub(super) fn told(&self) -> String {
        let place = self.place().map(|place| format!("{place} ")).unwrap_or_default();
        format!("the proxy {place}that {} names", self.variable)
    }

    /// Its host and port as they are named, and nothing of what stands before or behind them, which may be a
    /// secret. `None` where a password with signs that it should not have could be taken for them.
    fn place(&self) -> Option<String> {
        let address = self.address.split_once("://").map_or(self.address.as_str(), |(_, after)| after);
        let (before, behind) = address.split_at(address.find(['/', '?', '#', '\\']).unwrap_or(address.len()));
        if behind.contains('@') {
            return None;
        }
        let place = before.rsplit_once('@').map_or(before, |(_, place)| place);
        let end = if place.starts_with('[') { place.find(']').map(|at| at + 1) } else { place.find(':') };
        let (host, port) = place.split_at(end.unwrap_or(place.len()));
        let of_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
        let is_host = match host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
            Some(inner) => inner.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.')),
            None => host.chars().all(of_host),
        };
        if host.is_empty() || host.len() > LONGEST || !is_host {
            return None;
        }
        let is_port = port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
        Some(if is_port { place } else { host }.to_owned())
    }
}

/// Proxies as the environment names them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proxies {
    /// For `http`, for `https`.
    pub http: Option<Named>,
    pub https: Option<Named>,
    /// Hosts that are asked directly, with commas between them; `*` is all.
    pub none: Option<String>,
}

impl Proxies {
    /// The proxy for an address, if there is to be one.
    pub(super) fn of(&self, uri: &Uri) -> Result<Option<(Proxy, &Named)>, FetchError> {
        let named = if uri.scheme() == Some(&Scheme::HTTPS) { &self.https } else { &self.http };
        let Some(named) = named else { return Ok(None) };
        let host = uri.host().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
        if self.none.as_deref().is_some_and(|none| none.split(',').any(|entry| spares(entry, &host))) {
            return Ok(None);
        }
        let not = |why: &str| Err(FetchError::Proxy { proxy: named.clone(), why: why.to_owned() });
        let Ok(proxy) = Proxy::new(&named.address) else { return not("its address is not valid") };
        if matches!(proxy.protocol(), ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https) {
            Ok(Some((proxy, named)))
        } else {
            not("postil knows proxies of HTTP only")
        }
    }
}

/// Whether an entry of `NO_PROXY` is for a host: itself and all below it.
fn spares(entry: &str, host: &str) -> bool {
    let entry = entry.trim().to_ascii_lowercase();
    if entry == "*" {
        return true;
    }
    let name = entry.trim_start_matches('*').trim_start_matches('.');
    !name.is_empty() && host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scheme_has_its_proxy_and_some_hosts_none() {
        let named = |address: &str| Some(Named { variable: "a_proxy".into(), address: address.into() });
        let proxies = Proxies {
            http: named("http://plain.example:3128"),
            https: named("secure.example:8080"),
            none: Some("inner.example, .sub.example".into()),
        };
        let of = |address: &str| {
            let proxy = proxies.of(&address.parse().unwrap()).unwrap();
            proxy.map(|(proxy, _)| format!("{}:{}", proxy.host(), proxy.port()))
        };
        assert_eq!(of("http://a.example/").as_deref(), Some("plain.example:3128"));
        assert_eq!(of("https://a.example/").as_deref(), Some("secure.example:8080"));
        assert_eq!(of("https://inner.example/"), None);
        assert_eq!(of("https://deep.inner.example/"), None);
        assert_eq!(of("https://x.sub.example/"), None);
        assert!(of("https://dinner.example/").is_some());
        let odd = Proxies { http: named("socks5://me:secret@a:1/x"), ..Proxies::default() };
        let why = odd.of(&"http://a.example/".parse().unwrap()).unwrap_err().to_string();
        assert!(why.starts_with("the proxy a:1 that a_proxy names does not help: postil knows"), "{why}");
    }

    #[test]
    fn nothing_of_a_proxy_but_host_and_port_is_told_whatever_its_address_is_like() {
        let named = |address: &str| Named { variable: "a_proxy".into(), address: address.into() };
        for (address, place) in [
            ("a:1?token=secret", "a:1 "),
            ("http://a:1#secret", "a:1 "),
            ("http://me:secret@a:1?x", "a:1 "),
            ("me:sec@ret@a.example:1/", "a.example:1 "),
            ("http://me:sec@ret@[::1]:3128", "[::1]:3128 "),
            ("http://[::1]", "[::1] "),
            ("http://a", "a "),
            ("http://bücher.example", "bücher.example "),
            // What stands for the port may be a password.
            ("me:secret", "me "),
            ("me:secret:a:1", "me "),
            ("http://me:secret%40a:1", "me "),
            ("http://me:99999", "me "),
            // A password with such signs, or something behind the host: nobody can tell.
            ("me:sec?ret@a:1", ""),
            ("http://me:sec://ret@a:1", ""),
            ("http://me:1/secret@a:1", ""),
            ("http://me:secret@a:1?x=y@secret", ""),
            ("a:1/?x=y@b", ""),
            ("me:sec\\ret@a:1", ""),
            ("http://secret me@a", "a "),
            ("secret me", ""),
            ("http://me:secret@", ""),
            ("[secret", ""),
            ("", ""),
        ] {
            let named = named(address);
            assert_eq!(named.told(), format!("the proxy {place}that a_proxy names"), "{address}");
            let errors = [
                FetchError::Proxy { proxy: named.clone(), why: "so".into() },
                FetchError::NoProxy { proxy: named, why: "so".into() },
            ];
            for error in errors {
                assert!(!format!("{error} {error:?}").contains("secret"), "{address}: {error} {error:?}");
            }
        }
    }
}
