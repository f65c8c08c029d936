//! What a page says of itself: title, authors, outlet, date, language and address.

mod byline;
mod date;
mod displayed;
mod elsewhere;
mod heading;
mod json;
mod language;
mod lines;
mod named;
mod outlet;
mod title;

use dom_query::{Document, NodeRef};

use super::super::{address, clean};
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
/// Words (bytes) by which the language of an article is told.
const SAMPLE: usize = 12_000;
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
    /// That of the smallest element that says it and holds most of the article.
    own_language: Option<String>,
    /// Words of the article, by which its language is told.
    sample: String,
    /// Words of what stands for the site: its logo, the link to its first page.
    signs: outlet::Signs,
    /// Where a browser says that it has from what it shows for reading: the address, and the words for it.
    source: Option<(String, String)>,
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
            // Where it was not looked for the article, all is.
            if node.is_text() && (weights.keeps(&node) || all == 0) {
                facts.sample(&node);
            }
            if node.is_text() && weights.keeps(&node) {
                let (first, _) = facts.body.unwrap_or((at, at));
                facts.body = Some((first, at));
                kept += pick::length(&node);
                if facts.told.is_none() && kept * TOLD >= all {
                    facts.told = Some(at);
                }
            }
            if node.is_element() {
                if let Some(language) = node::attribute(&node, "lang")
                    && weights.of(&node).kept * 5 > all * 3
                {
                    facts.own_language = Some(language);
                }
                facts.element(&node, at, weights);
                at += 1;
            }
        }
        facts.lines = lines::read(document, weights);
        facts.part_headings();
        let source = facts.source.as_ref().map(|(address, _)| address.clone());
        let canonical = facts.canonical.take().or(source).or_else(|| facts.said(&["og:url", "twitter:url"]));
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
        if name == "a" && self.source.is_none() {
            self.source = outlet::source(node);
        }
        outlet::look(node, &name, weights, &mut self.signs);
        byline::look(node, &name, at, weights, &mut self.authors);
        date::look(node, &name, at, weights, &mut self.dates);
    }

    /// Keeps the words of a text of the article while there are few.
    fn sample(&mut self, node: &NodeRef<'_>) {
        let left = SAMPLE.saturating_sub(self.sample.len());
        if left > 0 {
            let words = node::look_at_text(node, |text| text.chars().take(left).collect::<String>());
            self.sample.push_str(&words);
            self.sample.push(' ');
        }
    }

    /// Parts the words of headings as the head of the page does.
    fn part_headings(&mut self) {
        let mut headings = std::mem::take(&mut self.headings);
        let social = self.said(title::SOCIAL);
        let social: Vec<&str> = social.iter().chain(&self.json.headline).map(String::as_str).collect();
        let said: Vec<&str> = social.iter().copied().chain(self.title.as_deref()).collect();
        for heading in &mut headings {
            heading.part(&social, &said);
        }
        self.headings = headings;
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
        let byline = byline::find(self, publication.as_deref(), &place);
        // What only the title of the page says of its site tells nothing of who wrote.
        let publication = publication.or_else(|| self.named_in_title(&title, byline.as_deref()));
        Metadata {
            byline,
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

    fn language(&self) -> Option<String> {
        let of_text = self.own_language.iter().chain(&self.language).cloned();
        let keys = ["og:locale", "content-language", "language", "dc.language", "inlanguage"];
        let of_page = keys.iter().filter_map(|key| self.said(&[key])).chain(self.json.language.clone());
        let said = of_text.chain(of_page).find_map(|said| clean::language(&said));
        said.or_else(|| language::told(&self.sample).map(str::to_owned))
    }
}
