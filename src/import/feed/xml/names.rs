//! Names of elements, whatever prefix a feed gives its namespaces.

use super::super::super::html::scan::text::Tag;

/// Namespaces by the beginning of their address, with the prefix they have here.
const SPACES: &[(&str, &str)] = &[
    ("http://www.w3.org/2005/atom", ""),
    ("http://purl.org/atom/", ""),
    ("http://example.com/newformat", ""),
    ("http://purl.org/rss/1.0/modules/content", "content"),
    ("http://purl.org/rss/1.0/modules/", "module"),
    ("http://purl.org/rss/1.0", ""),
    ("http://my.netscape.com/rdf/simple/0.9", ""),
    ("http://channel.netscape.com/rdf/simple/0.9", ""),
    ("http://my.netscape.com/publish/formats/rss-0.9", ""),
    ("http://backend.userland.com/rss", ""),
    ("http://blogs.law.harvard.edu/tech/rss", ""),
    ("http://cyber.law.harvard.edu/rss", ""),
    ("http://purl.org/net/rss", ""),
    ("http://purl.org/dc/terms", "dcterms"),
    ("http://purl.org/dc/", "dc"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.itunes.com/", "itunes"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.w3.org/1999/02/22-rdf", "rdf"),
];
/// What prefixes mean that nobody declared.
const USUAL: &[(&str, &str)] = &[("atom", ""), ("atom10", ""), ("a10", ""), ("rss", ""), ("rss1", "")];
/// Prefixes that are kept.
const MOST: usize = 64;

#[derive(Debug, Default)]
pub(super) struct Names {
    /// Prefixes that were declared, and those they have here.
    declared: Vec<(String, &'static str)>,
}

impl Names {
    /// The name of an element that begins, with the namespaces that it declares.
    pub(super) fn of(&mut self, name: &str, tag: &Tag<'_>) -> String {
        for (key, value) in &tag.attributes {
            let Some(prefix) = key.strip_prefix("xmlns:") else { continue };
            let prefix = prefix.to_ascii_lowercase();
            let value = value.trim().to_ascii_lowercase();
            let Some((_, ours)) = SPACES.iter().find(|(start, _)| value.starts_with(start)) else { continue };
            if let Some((_, known)) = self.declared.iter_mut().find(|(known, _)| *known == prefix) {
                *known = ours;
            } else if self.declared.len() < MOST {
                self.declared.push((prefix, ours));
            }
        }
        self.known(name)
    }

    /// A name with the prefix that its namespace has here, if any.
    pub(super) fn known(&self, name: &str) -> String {
        let Some((prefix, local)) = name.split_once(':') else { return name.to_owned() };
        let declared = self.declared.iter().find(|(known, _)| known == prefix).map(|(_, ours)| *ours);
        let ours =
            declared.or_else(|| USUAL.iter().find(|(usual, _)| *usual == prefix).map(|(_, ours)| *ours));
        match ours {
            Some("") => local.to_owned(),
            Some(ours) => format!("{ours}:{local}"),
            None => name.to_owned(),
        }
    }
}
