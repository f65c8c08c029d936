//! What a page says of itself: title, authors, outlet, date, language and address.

mod byline;
mod date;
mod displayed;
mod elsewhere;
mod heading;
mod json;
mod lines;
mod title;

use dom_query::{Document, NodeRef};

use super::super::{address, clean, credits};
use super::scan::Scanned;
use super::{Refresh, choose, node, pick};
use crate::model::Metadata;
use heading::Heading;

/// Against a longer address (bytes) no links are read: each of them would be as long.
const LONGEST_BASE: usize = 1024;
/// `<meta>` elements that are looked at.
const METAS: usize = 2000;
/// What part of the article (one of so many) a line above its title may be.
const TOLD: usize = 7;
/// Elements between a heading and the first words of the article that it is the title of.
const ABOVE: usize = 40;
/// Names of one that are.
const KEYS: usize = 4;

/// What a page says of itself, gathered in one walk over it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// `<meta>` elements: name, property or itemprop in lower case, and content.
    metas: Vec<(String, String)>,
    /// The `<title>`.
    title: Option<String>,
    headings: Vec<Heading>,
    /// Headings of lower orders, of which one may be the title.
    lower: Vec<Heading>,
    /// Elements that name an author.
    authors: Vec<Marked>,
    /// Elements that tell a date.
    dates: Vec<Marked>,
    lines: Vec<lines::Line>,
    /// Elements before the first and the last words of the article, if it was found.
    body: Option<(usize, usize)>,
    /// Elements before the words by which the article is told for the most part, and not by a line or two that was
    /// taken for it above the title.
    told: Option<usize>,
    json: json::Said,
    language: Option<String>,
    canonical: Option<String>,
    /// Against which relative links are read.
    pub base: Option<String>,
    address: Option<String>,
}

/// Words of an element that is named for what they say.
#[derive(Debug)]
struct Marked {
    /// How sure its name is; less is surer.
    sure: u8,
    /// Its number among the elements of the page.
    at: usize,
    words: String,
}

impl Marked {
    /// How far it is from the heading at `place`. What stands above a title is more rarely about it.
    fn distance(&self, place: usize) -> usize {
        if self.at >= place { self.at - place } else { (place - self.at).saturating_mul(4) }
    }
}

/// Where the article stands among the elements of the page.
#[derive(Debug)]
struct Place {
    heading: usize,
    /// Whether there is a heading at all.
    is_titled: bool,
    /// Its first words, and its last.
    first: usize,
    last: usize,
}

/// The words of the article that the page's JSON-LD holds, as they are written.
pub(super) fn body(data: &[String]) -> Option<String> {
    json::body(data)
}

/// Whether an address is that of the first page of a site.
fn is_home(address: &str) -> bool {
    const FIRST: &[&str] = &["", "index.html", "index.htm", "index.php"];
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let page = rest.split('#').next().unwrap_or_default();
    let path = page.split_once('/').map_or("", |(_, path)| path);
    !page.contains('?') && FIRST.contains(&path)
}

impl Facts {
    pub(super) fn gather(
        document: &Document,
        scanned: &Scanned,
        weights: &pick::Weights,
        address: Option<&str>,
    ) -> Self {
        let address = address.filter(|address| address::is_web(address)).map(str::to_owned);
        let address = address.or_else(|| scanned.saved.clone());
        let mut facts =
            Self { language: scanned.language.clone(), address: address.clone(), ..Self::default() };
        facts.json = json::Said::read(&scanned.data);
        let mut at = 0;
        let (mut kept, all) = (0, document.body().map(|body| weights.of(&body).kept).unwrap_or_default());
        for node in document.root().descendants_it() {
            if node.is_text() && weights.keeps(&node) {
                let (first, _) = facts.body.unwrap_or((at, at));
                facts.body = Some((first, at));
                kept += pick::length(&node);
                if facts.told.is_none() && kept * TOLD >= all {
                    facts.told = Some(at);
                }
            }
            if node.is_element() {
                facts.element(&node, at, weights);
                at += 1;
            }
        }
        facts.lines = lines::read(document, weights);
        let canonical = facts.canonical.take().or_else(|| facts.said(&["og:url", "twitter:url"]));
        // A page that stands elsewhere is not the first of its site, whatever it says.
        let is_elsewhere = address.as_deref().is_some_and(|address| !is_home(address));
        let is_own = |found: &String| address::is_web(found) && !(is_elsewhere && is_home(found));
        facts.canonical = canonical
            .and_then(|found| address::join(address.as_deref(), &found))
            .filter(is_own)
            .or_else(|| facts.json.address.clone().filter(is_own));
        let here = address.or_else(|| facts.canonical.clone());
        let base = scanned.base.as_deref().and_then(|base| address::join(here.as_deref(), base));
        facts.base =
            base.filter(|base| address::is_web(base)).or(here).filter(|base| base.len() <= LONGEST_BASE);
        facts
    }

    fn element(&mut self, node: &NodeRef<'_>, at: usize, weights: &pick::Weights) {
        let name = node::name(node);
        match name.as_str() {
            "meta" => self.meta(node),
            "title" if self.title.is_none() => self.title = clean::some_line(&node.text()),
            "link" => {
                let is_canonical = node.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if is_canonical && self.canonical.is_none() {
                    self.canonical = node::attribute(node, "href");
                }
            }
            "h1" if self.headings.len() < 20 => self.headings.extend(Heading::read(node, at, weights)),
            "h2" | "h3" | "h4" if self.lower.len() < 60 => {
                self.lower.extend(Heading::read(node, at, weights));
            }
            _ => {}
        }
        byline::look(node, &name, at, weights, &mut self.authors);
        date::look(node, &name, at, weights, &mut self.dates);
    }

    fn meta(&mut self, node: &NodeRef<'_>) {
        if self.metas.len() >= METAS {
            return;
        }
        let content = node::attribute(node, "content").map(|content| json::unescaped(&content));
        let Some(content) = content.and_then(|content| clean::some_line(&content)) else { return };
        if node.attr("name").is_some_and(|name| name.eq_ignore_ascii_case("parsely-page")) {
            self.metas.extend(json::page(&content));
            return;
        }
        let of_other = node.attr("itemprop").is_some() && elsewhere::is_of_thing(node);
        let keys = ["property", "name", "http-equiv", "itemprop"];
        for key in keys.into_iter().take(if of_other { 3 } else { 4 }) {
            // A property may be several.
            for key in node::attribute(node, key).iter().flat_map(|keys| keys.split_whitespace()).take(KEYS) {
                self.metas.push((key.to_lowercase(), content.clone()));
            }
        }
    }

    /// The first of these that a `<meta>` element says.
    fn said(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.all(key).next().map(str::to_owned))
    }

    fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.metas.iter().filter(move |(said, _)| said == key).map(|(_, content)| content.as_str())
    }

    /// Whether words are the name of the host, as sites put theirs where an author's belongs.
    fn is_host(&self, name: &str) -> bool {
        let host = self.canonical.as_deref().or(self.address.as_deref()).and_then(title::host);
        let folded: String =
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        !folded.is_empty()
            && host.is_some_and(|host| {
                host.replace(['.', '-'], "") == folded || host.split('.').any(|label| label == folded)
            })
    }

    /// Whether a name is that of the site, or the beginning of it: `harbour` of `harbournews.example`.
    fn is_site(&self, name: &str, publication: Option<&str>) -> bool {
        let name = choose::fold(name);
        let host = self.canonical.as_deref().or(self.address.as_deref()).and_then(title::host);
        let is_label = |host: String| host.split('.').any(|label| choose::fold(label).starts_with(&name));
        host.is_some_and(is_label)
            || publication.is_some_and(|outlet| choose::fold(outlet).starts_with(&name))
    }

    /// Whether its address is none but that from which it was read or a browser stored it.
    pub(super) fn is_stored(&self) -> bool {
        self.canonical.is_none() && self.address.is_some()
    }

    pub(super) fn metadata(&self) -> Metadata {
        let publication = self.publication();
        let title = title::find(self, publication.as_deref());
        // Some pages are all called as their site is.
        let is_site =
            self.is_host(&title) || publication.as_deref().is_some_and(|p| choose::is_same(p, &title));
        let title = self.above().filter(|_| is_site).map_or(title, |heading| heading.words.clone());
        let place = self.place(&title);
        Metadata {
            byline: byline::find(self, publication.as_deref(), &place),
            published: date::find(self, &place),
            title,
            url: self.canonical.clone().or_else(|| self.address.clone()),
            language: self.language(),
            publication,
            ..Metadata::default()
        }
    }

    /// Where the page sends its readers.
    pub(super) fn refresh(&self) -> Option<Refresh> {
        let said = self.said(&["refresh"])?;
        let (delay, rest) = said.split_once([';', ',']).unwrap_or((&said, ""));
        let delay = delay.trim().split('.').next().and_then(|delay| delay.parse().ok())?;
        let (key, to) = rest.split_once('=')?;
        let to = to.trim().trim_matches(['"', '\'']);
        let is_address = key.trim().eq_ignore_ascii_case("url") && !to.is_empty();
        let base = self.base.as_deref();
        is_address.then(|| (delay, address::join(base, to).unwrap_or_else(|| to.to_owned())))
    }

    /// What the page says that its article is about.
    pub(super) fn descriptions(&self) -> Vec<&str> {
        ["description", "og:description", "twitter:description"]
            .iter()
            .flat_map(|key| self.all(key).take(1))
            .collect()
    }

    /// Where the article stands that is called `title`.
    fn place(&self, title: &str) -> Place {
        let titled = |h: &&Heading| choose::is_same(&h.words, title);
        let heading = (self.headings.iter().find(titled))
            .or_else(|| self.lower.iter().find(titled))
            .or_else(|| self.headings.iter().find(|h| !h.is_site))
            .or_else(|| self.above());
        let is_titled = heading.is_some();
        let first = self.body.map(|(first, _)| first);
        let heading = heading.map(|h| h.at).or(first).unwrap_or_default();
        let (first, last) = self.body.unwrap_or((heading, usize::MAX));
        Place { heading, is_titled, first: first.max(heading), last }
    }

    /// The heading that fits and is the nearest above the article's first words.
    fn own_heading(&self, fits: impl Fn(&&str) -> bool) -> Option<&str> {
        let (first, _) = self.body?;
        let above = self.headings.iter().filter(|h| !h.is_site && !h.is_apart && h.at <= first);
        above.map(|h| h.words.as_str()).rfind(fits)
    }

    /// The heading of lower order right above the article.
    fn above(&self) -> Option<&Heading> {
        let (first, _) = self.body?;
        self.lower.iter().rfind(|h| h.at < first && first - h.at <= ABOVE)
    }

    fn publication(&self) -> Option<String> {
        let said = self.said(&["og:site_name"]).or_else(|| self.json.publisher.clone()).or_else(|| {
            self.said(&[
                "dc.publisher",
                "dcterms.publisher",
                "citation_journal_title",
                "application-name",
                "al:android:app_name",
            ])
        });
        let lines = || self.lines.iter().filter(|line| !line.aside && !line.is_prose).take(lines::ASKED);
        let said = said.or_else(|| lines().find_map(|line| credits::of_source(&line.words).0))?;
        let said = said.trim_start_matches('@');
        clean::some_line(said).filter(|name| name.chars().count() <= 80 && !name.contains("://"))
    }

    fn language(&self) -> Option<String> {
        let said = self
            .language
            .clone()
            .or_else(|| {
                self.said(&["og:locale", "content-language", "language", "dc.language", "inlanguage"])
            })
            .or_else(|| self.json.language.clone())?;
        clean::language(&said)
    }
}
