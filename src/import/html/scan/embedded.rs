//! Other pages that a page shows in a frame within its words: films, maps, charts. What they are called is told in
//! a line that leads there; advertisements, buttons and what nobody sees are not.

use super::super::super::address;
use super::text::{self, Tag};

/// What the element is named that is written in place of such a frame.
pub(in crate::import::html) const NAME: &str = "embedded";

/// Longer names (bytes) are none.
const LONGEST: usize = 400;
/// So many words, besides those that any film may be called, say what is shown.
const SAYS: usize = 2;
/// Frames of fewer dots on a side are not seen.
const SEEN: f64 = 10.0;

/// Words that say of any frame what it is.
const ANY: &[&str] = &[
    "a", "an", "the", "video", "videos", "film", "audio", "media", "player", "embed", "embedded",
    "embedding", "content", "youtube", "vimeo", "dailymotion", "soundcloud", "spotify", "external", "frame",
    "iframe", "inline", "html5", "post", "tweet", "twitter", "facebook", "instagram", "map", "google",
    "maps", "from", "of", "for", "by", "this", "page", "document", "untitled", "no", "title", "html",
];
/// Words of what is nothing to read: advertisements, buttons, forms, and what counts readers.
const UNREAD: &[&str] = &[
    "ad", "ads", "advert", "adverts", "advertisement", "advertising", "anzeige", "werbung", "publicité",
    "publicidad", "sponsored", "banner", "plugin", "captcha", "recaptcha", "hcaptcha", "cookie", "cookies",
    "consent", "gdpr", "login", "signin", "signup", "newsletter", "subscribe", "disqus", "tracking", "pixel",
    "analytics", "cross-domain", "helper", "widget", "donate", "checkout", "paywall",
];
/// The same, which a longer title may have of what is to be read: `Share of households that rent`.
const UNREAD_ALONE: &[&str] = &[
    "button", "buttons", "subscription", "comments", "messaging", "navigation", "share", "social", "chat",
    "donation",
];
/// So many words that say something make such a title.
const AT_LENGTH: usize = 5;
/// Hosts of films, sounds, maps and charts: what they show is worth a look though nobody named it.
const HOSTS: &[&str] = &[
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "ted.com",
    "soundcloud.com",
    "spotify.com",
    "bandcamp.com",
    "archive.org",
    "datawrapper.de",
    "dwcdn.net",
    "flourish.studio",
    "uri.sh",
    "ourworldindata.org",
    "infogram.com",
    "openstreetmap.org",
    "peertube.tv",
    "bilibili.com",
    "youku.com",
    "documentcloud.org",
    "slideshare.net",
    "scribd.com",
    "arte.tv",
    "bbc.co.uk",
    "bbc.com",
    "rutube.ru",
];

/// Hosts of what is nothing to read, whatever it is called.
const NEVER: &[&str] = &[
    "googletagmanager.com",
    "google-analytics.com",
    "googlesyndication.com",
    "googleadservices.com",
    "doubleclick.net",
    "2mdn.net",
    "adnxs.com",
    "adsrvr.org",
    "amazon-adsystem.com",
    "pubmatic.com",
    "rubiconproject.com",
    "openx.net",
    "casalemedia.com",
    "smartadserver.com",
    "criteo.com",
    "criteo.net",
    "taboola.com",
    "outbrain.com",
    "teads.tv",
    "quantserve.com",
    "scorecardresearch.com",
    "hotjar.com",
    "stripe.com",
    "stripe.network",
    "paypal.com",
    "paypalobjects.com",
    "braintreegateway.com",
    "adyen.com",
    "klarna.com",
    "recaptcha.net",
    "hcaptcha.com",
    "disqus.com",
    "addthis.com",
    "sharethis.com",
    "cookiebot.com",
    "onetrust.com",
    "consensu.org",
    "privacy-mgmt.com",
    "piano.io",
    "tinypass.com",
    "list-manage.com",
];
/// Parts of the names of such hosts.
const NEVER_WITHIN: &[&str] = &[
    "ad", "ads", "adserver", "adservice", "analytics", "pixel", "tracking", "track", "pay", "payments",
    "checkout",
];
const MAPS: &str = "Google Maps";

/// The address of the page that a frame shows, and what it is called.
pub(super) fn of(tag: &Tag<'_>) -> Option<(String, String)> {
    let said = |key: &str| {
        let mut all = tag.attributes.iter();
        let found = all.find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, value)| text::attribute(value).trim().to_owned()).filter(|value| !value.is_empty())
    };
    let has = |key: &str| tag.attributes.iter().any(|(name, _)| name.eq_ignore_ascii_case(key));
    if has("hidden") || said("style").is_some_and(|style| text::hides(&style) || is_unseen(&style)) {
        return None;
    }
    if ["width", "height"].into_iter().filter_map(said).any(|size| is_small(&size)) {
        return None;
    }
    // Frames that a script fills once they are seen have their address elsewhere.
    let addresses = ["src", "data-src", "data-lazy-src"].into_iter().filter_map(said);
    let address = addresses.into_iter().find(|found| is_page(found))?;
    let address = if address.starts_with("//") { format!("https:{address}") } else { address };
    let title = said("title").filter(|title| title.len() <= LONGEST);
    let words = |title: &str| -> Vec<String> {
        let parts = title.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')));
        parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
    };
    let all = title.as_deref().map(words).unwrap_or_default();
    let host = address::host(&address);
    let is_below = |known: &str| {
        let below = host.as_deref().and_then(|host| host.strip_suffix(known));
        below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
    };
    let known = HOSTS.iter().copied().find(|known| is_below(known));
    let known = known.or_else(|| host.as_deref().filter(|host| is_map(host, &address)).map(|_| MAPS));
    let says = all.iter().filter(|word| !ANY.contains(&word.as_str())).count();
    if known.is_none() {
        // The last is that of a country: `.ad` is Andorra's.
        let mut labels = host.iter().flat_map(|host| host.rsplit('.').skip(1));
        if NEVER.iter().any(|never| is_below(never))
            || labels.any(|label| NEVER_WITHIN.contains(&label))
            || all.iter().any(|word| UNREAD.contains(&word.as_str()))
            || says < AT_LENGTH && all.iter().any(|word| UNREAD_ALONE.contains(&word.as_str()))
        {
            return None;
        }
    }
    let title = title.filter(|_| says >= SAYS).or_else(|| known.map(str::to_owned))?;
    Some((address, title))
}

/// Whether an address is that of a map of Google, which has many hosts: `google.de/maps/embed`.
fn is_map(host: &str, address: &str) -> bool {
    let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
    let is_google = |host: &str| host.strip_prefix("google.").is_some_and(|end| end.len() <= "com.br".len());
    host.strip_prefix("maps.").is_some_and(is_google)
        || (is_google(host)
            && path
                .is_some_and(|path| path == "maps" || path.starts_with("maps/") || path.starts_with("maps?")))
}

/// Whether a length leaves nothing to be seen: `1`, `0px`. One in parts of what is around it may be anything but nothing.
fn is_small(size: &str) -> bool {
    let end = size.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(size.len());
    let (number, unit) = size.split_at_checked(end).unwrap_or_default();
    let unit = unit.trim();
    number.parse::<f64>().is_ok_and(|size| size <= 0.0 || (size < SEEN && matches!(unit, "" | "px")))
}

/// Whether a style leaves nothing to be seen. Where it says how much there is at least, what it says besides is for old
/// browsers.
fn is_unseen(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let value = |key: &str| {
        let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
        rules.find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim())
    };
    [("width", "min-width"), ("height", "min-height")]
        .iter()
        .any(|(side, least)| value(side).is_some_and(is_small) && value(least).is_none())
}

/// Writes in place of a frame an element without words; how many references are in it.
pub(super) fn write(out: &mut String, address: &str, title: &str) -> usize {
    let mut references = 0;
    out.push_str("<span name=\"");
    out.push_str(NAME);
    for (key, value) in [("src", address), ("title", title)] {
        out.push_str("\" ");
        out.push_str(key);
        out.push_str("=\"");
        references += text::push_value(out, &value.replace('&', "&amp;"));
    }
    out.push_str("\"></span>");
    references
}

/// Whether an address is that of a page, and no script or blank.
fn is_page(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        None | Some("http" | "https") => true,
        Some(scheme) => scheme.contains(['/', '?', '#', '.']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(attributes: &str) -> Option<(String, String)> {
        of(&text::tag(&format!("<iframe {attributes}>"), 7))
    }

    #[test]
    fn what_a_frame_shows_is_told_by_its_title_or_a_known_host() {
        let pair = |address: &str, title: &str| Some((address.to_owned(), title.to_owned()));
        for (attributes, found) in [
            (
                "src='/charts/7' title='Rents in the port &amp; the town'",
                pair("/charts/7", "Rents in the port & the town"),
            ),
            (
                "src=https://www.youtube.com/embed/x title='YouTube video player'",
                pair("https://www.youtube.com/embed/x", "youtube.com"),
            ),
            ("src=//player.vimeo.com/video/1", pair("https://player.vimeo.com/video/1", "vimeo.com")),
            ("src=about:blank data-src=https://youtu.be/x", pair("https://youtu.be/x", "youtu.be")),
            ("src=https://maps.example/1 title='Map'", None),
            ("src=https://notyoutube.com/x", None),
            ("src=https://www.youtube.com/x width=1 height=1", None),
            ("src=https://www.youtube.com/x style='display:none'", None),
            ("src=https://www.youtube.com/x hidden", None),
            ("src=https://a.example/x title='3rd party ad content'", None),
            ("src='javascript:void(0)' title='Rents in the port'", None),
            ("title='Rents in the port'", None),
            // A known host is believed more than the words of a title.
            (
                "src=https://www.youtube.com/x title='Ad hoc committee hears the minister'",
                pair("https://www.youtube.com/x", "Ad hoc committee hears the minister"),
            ),
            (
                "src=https://ourworldindata.org/grapher/x title='Share of the people who rent'",
                pair("https://ourworldindata.org/grapher/x", "Share of the people who rent"),
            ),
            // Words of a button, which a longer title may have too.
            (
                "src=/charts/8 title='Share of households that rent in the port'",
                pair("/charts/8", "Share of households that rent in the port"),
            ),
            (
                "src=/charts/9 title='Social spending by district since 1990'",
                pair("/charts/9", "Social spending by district since 1990"),
            ),
            ("src=/s title='Share this page on Facebook'", None),
            ("src=/s title='Facebook social plugin'", None),
            ("src=/s title='Like and share buttons'", None),
            (
                "src=https://diari.ad/g/1 title='Rents in the old town'",
                pair("https://diari.ad/g/1", "Rents in the old town"),
            ),
            ("src=https://x.ad.example/g/1 title='Rents in the old town'", None),
            (
                "src='https://www.google.com/maps/embed?pb=1'",
                pair("https://www.google.com/maps/embed?pb=1", MAPS),
            ),
            ("src='https://maps.google.co.uk/?q=x' title=Map", pair("https://maps.google.co.uk/?q=x", MAPS)),
            ("src='https://www.google.com/recaptcha/maps'", None),
            ("src='https://google.rents.example/maps/'", None),
            ("src='https://www.googletagmanager.com/ns.html?id=1' title='Google Tag Manager'", None),
            ("src='https://a.g.doubleclick.net/x' title='Welcome offer today'", None),
            ("src='https://tpc.googlesyndication.com/x' title='Sponsor message'", None),
            ("src='https://js.stripe.com/v3' title='Secure payment input frame'", None),
            ("src='https://ads.paper.example/x' title='Boats of the port'", None),
            ("src=https://www.youtube.com/x width=1px height=1px", None),
            ("src=https://www.youtube.com/x width=100% height=0", None),
            ("src=https://www.youtube.com/x style='width:0; height:0; border:0'", None),
            (
                "src=https://www.youtube.com/x width=100% style='width: 0; min-width: 100% !important; height:4em'",
                pair("https://www.youtube.com/x", "youtube.com"),
            ),
        ] {
            assert_eq!(told(attributes), found, "{attributes}");
        }
    }
}
