//! Where on the web an article is, told by its address: what senders add to an address to see who comes
//! by it says nothing about the article, nor do the scheme, a leading `www.`, a slash at the end or the
//! part of the page. Only that is passed over of which no site makes a difference; `?id=`, `?p=` and
//! the like stay, as do unknown parameters.

use super::host::{looked_up, read};

/// How the names of parameters begin that only follow a reader about.
const TRACKING: &[&str] = &["utm_", "pk_", "mtm_", "piwik_", "at_medium", "at_campaign", "hsa_", "__hs"];
/// Such names in full.
const TRACKERS: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "oly_enc_id",
    "oly_anon_id",
    "wt_mc",
    "_ga",
    "_gl",
    "ref_src",
    "ref_url",
    "fb_action_ids",
    "fb_action_types",
    "fb_source",
    "__twitter_impression",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "sfnsn",
    "s_kwcid",
    "ef_id",
];
/// How an address of the web may begin that is the same but for its scheme and `www.`.
pub const STARTS: [&str; 4] = ["https://", "https://www.", "http://", "http://www."];

/// The place that an address is of; addresses of one place are those of one article.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Host, as it is looked up, and path, without `www.` and a slash at the end.
    pub page: String,
    /// The parameters that matter, sorted.
    pub query: Vec<String>,
    /// What follows the `#` where a page of a program is told by that.
    pub view: Option<String>,
}

impl Place {
    /// `None` for what is no address of the web.
    pub fn of(address: &str) -> Option<Self> {
        let (scheme, rest) = address.trim().split_once("://")?;
        let port = match scheme.to_ascii_lowercase().as_str() {
            "http" => ":80",
            "https" => ":443",
            _ => return None,
        };
        let (rest, view) = rest.split_once('#').map_or((rest, None), |(rest, view)| (rest, Some(view)));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let host = host.to_lowercase();
        let host = looked_up(&host);
        let host = host.strip_prefix("www.").unwrap_or(&*host);
        let host = host.strip_suffix(port).unwrap_or(host).trim_end_matches('.');
        if host.is_empty() {
            return None;
        }
        let mut query: Vec<String> =
            query.split('&').filter(|one| !one.is_empty() && !is_tracking(one)).map(str::to_owned).collect();
        query.sort_unstable();
        let view = view.filter(|view| view.starts_with(['!', '/'])).map(str::to_owned);
        Some(Self { page: format!("{host}{}", path.strip_suffix('/').unwrap_or(path)), query, view })
    }

    /// Whether it is the front of a site, which pages name as their address that have no better one.
    pub fn is_front(&self) -> bool {
        !self.page.contains('/') && self.query.is_empty() && self.view.is_none()
    }

    /// One word for it.
    pub fn key(&self) -> String {
        format!("{}?{}#{}", self.page, self.query.join("&"), self.view.as_deref().unwrap_or_default())
    }

    /// The page as an address of this place may write it: with its host as it is looked up, and as people read it.
    pub fn spellings(&self) -> Vec<String> {
        let (host, path) = self.page.split_at(self.page.find('/').unwrap_or(self.page.len()));
        std::iter::once(self.page.clone()).chain(read(host).map(|host| format!("{host}{path}"))).collect()
    }

    /// How parameters begin that an address of this place may have before others: each that only tracks,
    /// and the first that matters.
    pub fn first_parameters(&self) -> impl Iterator<Item = &str> {
        TRACKING.iter().chain(TRACKERS).copied().chain(self.query.first().map(String::as_str))
    }
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    TRACKING.iter().any(|start| name.starts_with(start)) || TRACKERS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_article_have_one_place() {
        let place = |address: &str| Place::of(address).unwrap();
        for (one, other) in [
            ("https://pier.example/a", "https://pier.example/a?utm_source=mail&UTM_Medium=x"),
            ("https://pier.example/a", "https://pier.example/a?fbclid=1&gclid=2&mc_cid=3&mc_eid=4&igshid=5"),
            ("https://pier.example/a", "https://pier.example/a#comments"),
            ("https://pier.example/a", "https://pier.example/a/"),
            ("https://pier.example/a", "http://WWW.Pier.example:80/a?"),
            ("https://pier.example", "https://pier.example:443/"),
            ("https://pier.example/a?id=7&p=2", "https://pier.example/a?p=2&utm_id=9&id=7"),
            ("https://bücher.example/ä", "http://www.xn--bcher-kva.example/ä"),
            ("https://BÜCHER.example:443/a", "https://xn--bcher-kva.example/a"),
            ("https://bu\u{308}cher.example/a", "https://bücher.example/a"),
        ] {
            assert_eq!(place(one), place(other), "{one} {other}");
        }
    }

    #[test]
    fn what_may_be_another_article_has_another_place() {
        let place = |address: &str| Place::of(address).unwrap();
        for (one, other) in [
            ("https://pier.example/a", "https://pier.example/A"),
            ("https://pier.example/a", "https://pier.example/a/b"),
            ("https://pier.example/a", "https://pier.example/a?id=7"),
            ("https://pier.example/a?id=7", "https://pier.example/a?id=8"),
            ("https://pier.example/a?utmost=1", "https://pier.example/a"),
            ("https://pier.example/a?ref=x", "https://pier.example/a"),
            ("https://pier.example/#!/a", "https://pier.example/#!/b"),
            ("https://pier.example/#/a", "https://pier.example/"),
            ("https://pier.example/a", "https://m.pier.example/a"),
            ("https://pier.example/a", "https://pier.example:8080/a"),
            ("https://bücher.example/a", "https://bucher.example/a"),
            ("https://pier.example/ä", "https://pier.example/xn--4ca"),
        ] {
            assert_ne!(place(one), place(other), "{one} {other}");
        }
        assert_eq!(place("https://pier.example/a").spellings(), ["pier.example/a"]);
        for address in ["https://bücher.example:81/a/", "https://xn--bcher-kva.example:81/a"] {
            let both = ["xn--bcher-kva.example:81/a", "bücher.example:81/a"];
            assert_eq!(place(address).spellings(), both);
        }
        for none in ["mailto:a@pier.example", "file:///a", "pier.example/a", "https://", "https:///a", ""] {
            assert_eq!(Place::of(none), None, "{none}");
        }
    }
}
