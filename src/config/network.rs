//! How far the network may be used for an address that is to be fetched.

use std::time::Duration;

use crate::files::fetch::{Network, Proxies};
use crate::paths::Environment;

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
        let all = &environment.proxies.all;
        Network {
            timeout: Duration::from_secs(self.timeout.into()),
            size: u64::from(self.size) << 20,
            redirects: self.redirects,
            proxies: Proxies {
                http: environment.proxies.http.as_ref().or(all.as_ref()).cloned(),
                https: environment.proxies.https.as_ref().or(all.as_ref()).cloned(),
                none: environment.proxies.none.clone(),
            },
            allow_local,
            ..Network::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;
    use crate::paths;

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
        let proxies = paths::Proxies {
            http: Some("http://a:1".into()),
            all: Some("http://b:2".into()),
            ..paths::Proxies::default()
        };
        let environment = Environment { proxies, ..Environment::default() };
        let proxies = Limits::default().network(&environment, true).proxies;
        assert_eq!(
            (proxies.http.as_deref(), proxies.https.as_deref()),
            (Some("http://a:1"), Some("http://b:2"))
        );
    }
}
