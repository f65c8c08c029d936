//! How far the network may be used for an address that is to be fetched.

use std::time::Duration;

use crate::files::fetch::{Named, Network, Proxies};
use crate::model::address::looked_up;
use crate::paths::{self, Environment};

/// See `assets/config.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Seconds for a page, with all that it sends on to.
    pub timeout: u16,
    /// Megabytes of a page.
    pub size: u16,
    /// Redirects that are followed.
    pub redirects: u16,
}

impl Limits {
    /// These limits, with the proxies of the environment.
    pub(super) fn network(self, environment: &Environment, allow_local: bool) -> Network {
        let named = |proxy: &Option<paths::Proxy>| {
            let proxy = proxy.as_ref().or(environment.proxies.all.as_ref())?.clone();
            Some(Named { variable: proxy.variable, address: proxy.address })
        };
        Network {
            timeout: Duration::from_secs(self.timeout.into()),
            size: u64::from(self.size) << 20,
            redirects: self.redirects,
            proxies: Proxies {
                http: named(&environment.proxies.http),
                https: named(&environment.proxies.https),
                none: environment.proxies.none.as_deref().map(as_looked_up),
            },
            allow_local,
            ..Network::default()
        }
    }
}

/// Hosts with commas between them, each as it is looked up: so they are compared with that of an address.
fn as_looked_up(hosts: &str) -> String {
    let hosts = hosts.split(',').map(|entry| {
        let entry = entry.trim().to_lowercase();
        let (below, host) = entry.split_at(entry.len() - entry.trim_start_matches(['*', '.']).len());
        format!("{below}{}", looked_up(host))
    });
    hosts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    #[test]
    fn the_defaults_are_those_of_the_network() {
        let network = Config::default().network(&Environment::default(), false);
        assert_eq!(network, Network::default());
    }

    #[test]
    fn limits_hold_within_their_bounds() {
        let text = "[network]\ntimeout = 5\nsize = 513\nredirect = 1\nredirects = 0\n";
        let (config, mistakes) = Config::with_user("my.toml", text, &[]);
        assert_eq!(config.network, Limits { timeout: 5, size: 64, redirects: 0 });
        let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(
            mistakes,
            [
                "my.toml:3:8: this wants a whole number from 1 to 512.",
                "my.toml:4:1: there is no setting “redirect”; did you mean “redirects”?",
            ]
        );
    }

    #[test]
    fn the_proxy_for_all_stands_in_for_the_others() {
        let named =
            |name: &str, address: &str| Some(paths::Proxy { variable: name.into(), address: address.into() });
        let proxies = paths::Proxies {
            http: named("http_proxy", "http://a:1"),
            all: named("ALL_PROXY", "http://b:2"),
            none: Some("*, Bücher.example, .пример.example,*.XN--r8jz45g.example, 10.0.0.1, ,[::1]".into()),
            ..paths::Proxies::default()
        };
        let environment = Environment { proxies, ..Environment::default() };
        let proxies = Limits::default().network(&environment, true).proxies;
        let told =
            [proxies.http, proxies.https].map(|proxy| proxy.map(|p| format!("{} {}", p.variable, p.address)));
        let none = "*,xn--bcher-kva.example,.xn--e1afmkfd.example,*.xn--r8jz45g.example,10.0.0.1,,[::1]";
        assert_eq!(proxies.none.as_deref(), Some(none), "hosts are compared as they are looked up");
        assert_eq!(told, [Some("http_proxy http://a:1".into()), Some("ALL_PROXY http://b:2".into())]);
    }
}
