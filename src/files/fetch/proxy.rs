//! Which proxy an address is asked through.

use ureq::Proxy;
use ureq::http::Uri;
use ureq::http::uri::Scheme;

use super::FetchError;

/// A proxy, and the variable of the environment that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub variable: String,
    /// An address such as `http://host:port`.
    pub address: String,
}

impl Named {
    /// Its host and port as they are named, without a name and password that may stand before them.
    pub(super) fn place(&self) -> String {
        let address = self.address.split_once("://").map_or(self.address.as_str(), |(_, after)| after);
        // What is behind may be a secret; but so may a password be that has such signs in it, which it should not.
        let before = |text: &str| text.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
        let first = before(address);
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        let is_place = !first.contains('@') && first.split_once(':').is_none_or(|(_, port)| is_port(port));
        let place = if is_place {
            first
        } else {
            before(address.rsplit_once('@').map_or(address, |(_, place)| place))
        };
        place.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
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
        for address in [
            "a:1?token=secret",
            "http://a:1#secret",
            "a:1/?x=y@b",
            "http://me:secret@a:1?x",
            "me:sec?ret@a:1",
        ] {
            let named = Named { variable: "a_proxy".into(), address: address.into() };
            assert_eq!(named.place(), "a:1", "{address}");
        }
    }
}
