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
const SEEN: u32 = 10;

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
    "publicidad", "sponsored", "banner", "button", "buttons", "plugin", "captcha", "recaptcha", "hcaptcha",
    "cookie", "cookies", "consent", "gdpr", "login", "signin", "signup", "newsletter", "subscribe",
    "subscription", "comments", "disqus", "tracking", "pixel", "analytics", "messaging", "cross-domain",
    "helper", "widget", "navigation", "share", "social", "chat", "donate", "donation", "checkout", "paywall",
];
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

/// The address of the page that a frame shows, and what it is called.
pub(super) fn of(tag: &Tag<'_>) -> Option<(String, String)> {
    let said = |key: &str| {
        let mut all = tag.attributes.iter();
        let found = all.find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, value)| text::attribute(value).trim().to_owned()).filter(|value| !value.is_empty())
    };
    let has = |key: &str| tag.attributes.iter().any(|(name, _)| name.eq_ignore_ascii_case(key));
    let is_small =
        |key: &str| said(key).and_then(|size| size.parse().ok()).is_some_and(|size: u32| size < SEEN);
    if has("hidden") || said("style").is_some_and(|style| text::hides(&style)) {
        return None;
    }
    if is_small("width") || is_small("height") {
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
    if all.iter().any(|word| UNREAD.contains(&word.as_str())) {
        return None;
    }
    let says = all.iter().filter(|word| !ANY.contains(&word.as_str())).count() >= SAYS;
    let title = title.filter(|_| says);
    let known = || {
        let host = address::host(&address)?;
        let is_one = |known: &&&str| {
            host.strip_suffix(**known).is_some_and(|below| below.is_empty() || below.ends_with('.'))
        };
        HOSTS.iter().find(is_one).map(|known| (*known).to_owned())
    };
    let title = title.or_else(known)?;
    Some((address, title))
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
        ] {
            assert_eq!(told(attributes), found, "{attributes}");
        }
    }
}
