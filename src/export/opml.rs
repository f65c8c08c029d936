//! A list of feeds in OPML 2.0, as other readers take it.

use std::fmt::Write as _;

/// A feed of the list.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub title: &'a str,
    pub address: &'a str,
    /// The page that it is about.
    pub site: Option<&'a str>,
}

/// The list; the same feeds give the same text.
pub fn list<'a>(feeds: impl Iterator<Item = Entry<'a>>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>Feeds of postil</title>\n  </head>\n  <body>\n",
    );
    for Entry { title, address, site } in feeds {
        let title = escaped(title);
        let site = site.map(|site| format!(" htmlUrl=\"{}\"", escaped(site))).unwrap_or_default();
        // Writing into a string cannot fail.
        let _ = writeln!(
            out,
            "    <outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{}\"{site}/>",
            escaped(address)
        );
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let entries = [
            Entry { title: "Fish & <Chips> \"daily\"", address: "https://a.example/?x=1&y=2", site: None },
            Entry { title: "Tides", address: "https://b.example/feed", site: Some("https://b.example/") },
        ];
        let text = list(entries.into_iter());
        let read = crate::import::feed::opml(text.as_bytes(), &crate::import::Hint::default()).unwrap();
        let read: Vec<_> =
            read.feeds.iter().map(|feed| (feed.title.as_str(), feed.address.as_str())).collect();
        assert_eq!(read, entries.map(|entry| (entry.title, entry.address)));
        assert!(text.contains("htmlUrl=\"https://b.example/\"/>"), "{text}");
    }
}
