//! Which proxy an address is asked through.

use ureq::Proxy;
use ureq::http::Uri;
use ureq::http::uri::Scheme;

use super::FetchError;

/// Proxies as the environment names them: addresses such as `http://host:port`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proxies {
    /// For `http`, for `https`.
    pub http: Option<String>,
    pub https: Option<String>,
    /// Hosts that are asked directly, with commas between them; `*` is all.
    pub none: Option<String>,
}

impl Proxies {
    /// The proxy for an address, if there is to be one.
    pub(super) fn of(&self, uri: &Uri) -> Result<Option<Proxy>, FetchError> {
        let named = if uri.scheme() == Some(&Scheme::HTTPS) { &self.https } else { &self.http };
        let Some(named) = named.as_deref() else { return Ok(None) };
        let host = uri.host().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
        if self.none.as_deref().is_some_and(|none| none.split(',').any(|entry| spares(entry, &host))) {
            return Ok(None);
        }
        let Ok(proxy) = Proxy::new(named) else {
            return Err(FetchError::Proxy("its address is not valid".to_owned()));
        };
        if matches!(proxy.protocol(), ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https) {
            Ok(Some(proxy))
        } else {
            Err(FetchError::Proxy("postil knows proxies of HTTP only".to_owned()))
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
        let proxies = Proxies {
            http: Some("http://plain.example:3128".into()),
            https: Some("secure.example:8080".into()),
            none: Some("inner.example, .sub.example".into()),
        };
        let of = |address: &str| {
            let proxy = proxies.of(&address.parse().unwrap()).unwrap();
            proxy.map(|proxy| format!("{}:{}", proxy.host(), proxy.port()))
        };
        assert_eq!(of("http://a.example/").as_deref(), Some("plain.example:3128"));
        assert_eq!(of("https://a.example/").as_deref(), Some("secure.example:8080"));
        assert_eq!(of("https://inner.example/"), None);
        assert_eq!(of("https://deep.inner.example/"), None);
        assert_eq!(of("https://x.sub.example/"), None);
        assert!(of("https://dinner.example/").is_some());
        let odd = Proxies { http: Some("socks5://a:1".into()), ..Proxies::default() };
        assert!(matches!(odd.of(&"http://a.example/".parse().unwrap()), Err(FetchError::Proxy(_))));
    }
}
