//! Where a page appeared: what its data says, else what its title ends or begins with, if the page calls its site so
//! elsewhere: in its logo, in the link to its first page, in the line of its rights, in its address.

use dom_query::NodeRef;

use super::super::super::{clean, credits};
use super::super::choose::{fold, is_same};
use super::super::{node, pick};
use super::{Facts, heading, lines, title};

/// Signs of a site that are kept, and characters of one.
const MOST: usize = 200;
const LONGEST: usize = 100;
/// Longer names (characters) are none.
const NAME: usize = 80;
/// Parts of a title of which it is asked whether they name the site.
const PARTS: usize = 12;
/// Elements in a sign, and elements around one that tell it.
const WITHIN: usize = 12;
const AROUND: usize = 2;
/// Letters (bytes) of a host that a name may begin with.
const HOST: usize = 5;
/// Letters of the name of a site at least: sections are called by fewer.
const LETTERS: usize = 3;

/// Signs behind what is no space, and before such, in scripts that part no words.
const GLUED: &[char] = &['|', '｜', '_', '-', '－', '—', '：', '・'];

/// What is no name of a site, whatever leads to it, folded.
const NO_NAMES: &[&str] = &[
    "home", "homepage", "start", "startseite", "accueil", "inicio", "início", "blog", "news", "main",
    "index", "welcome", "about", "support", "help", "docs", "documentation", "forum", "forums", "shop",
    "store", "search", "login", "menu", "archive", "archives", "article", "articles", "press", "www",
    "mobile", "community", "logo", "главная", "首页", "ホーム",
];
/// What follows the name of a site in its signs, folded.
const AFTER: &[&str] = &[
    "", "logo", "home", "homepage", "homelink", "startseite", "accueil", "inicio", "feed", "rss", "rssfeed",
    "rss20", "atom", "atomfeed", "frontpage", "mainpage",
];

/// What stands for the site of a page.
#[derive(Debug, Default)]
pub(super) struct Signs {
    words: Vec<String>,
    /// Whether a link that says something was seen.
    has_link: bool,
}

impl Signs {
    /// Whether a link is the first of the page that leads away from it, which is rarely one of its menu where it says a name.
    fn is_first(&mut self, link: &NodeRef<'_>) -> bool {
        if self.has_link || !node::leads_away(link) {
            return false;
        }
        let Some(words) = node::few_words(link, LONGEST).filter(|words| !words.is_empty()) else {
            return false;
        };
        self.has_link = true;
        words.contains(' ') || (!words.is_ascii() && words.chars().count() >= LETTERS)
    }
}

/// Notes an element that names the site.
pub(super) fn look(node: &NodeRef<'_>, name: &str, weights: &pick::Weights, signs: &mut Signs) {
    if signs.words.len() >= MOST {
        return;
    }
    let is_first = name == "a" && signs.is_first(node);
    let is_sign = match name {
        "link" => ["alternate", "search"].iter().any(|kind| {
            node.attr("rel")
                .is_some_and(|rel| rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case(kind)))
        }),
        "a" => {
            heading::leads_home(node)
                || is_called_sign(node)
                || node::labels(node).iter().any(|l| l == "home")
        }
        "img" => {
            is_called_sign(node)
                || node.attr("src").is_some_and(|src| src.to_ascii_lowercase().contains("logo"))
        }
        "p" | "div" | "span" | "strong" | "b" => is_called_sign(node),
        "h1" | "h2" | "h3" => {
            is_called_sign(node) || node.ancestors_it(Some(AROUND)).any(|above| is_called_sign(&above))
        }
        _ => false,
    };
    // What the article has of others is no sign of its own site.
    if !(is_sign || is_first) || node.descendants_it().take(WITHIN).any(|below| weights.keeps(&below)) {
        return;
    }
    let words = node::few_words(node, LONGEST).filter(|_| !matches!(name, "img" | "link"));
    let inner = node.descendants_it().take(WITHIN).filter_map(|below| node::attribute(&below, "alt"));
    let own = ["title", "aria-label", "alt"].iter().filter_map(|key| node::attribute(node, key));
    let said = words.into_iter().chain(inner).chain(own);
    signs.words.extend(said.filter(|said| !said.trim().is_empty() && said.len() <= LONGEST * 4));
}

/// Whether the labels of an element say that it is the sign of a site.
fn is_called_sign(node: &NodeRef<'_>) -> bool {
    let labels = node::labels_of(node, &["class", "id"]);
    let is_site = |pair: &[String]| {
        matches!(pair, [a, b] if matches!(a.as_str(), "site" | "blog")
            && matches!(b.as_str(), "logo" | "branding" | "brand" | "description"))
    };
    let is_one = |label: &String| matches!(label.as_str(), "logo" | "brand" | "branding" | "masthead");
    heading::is_called_site(&labels) || labels.iter().any(is_one) || labels.windows(2).any(is_site)
}

/// The source that a browser names above what it shows of a page for reading: the address, and the words for it.
pub(super) fn source(link: &NodeRef<'_>) -> Option<(String, String)> {
    let labels = node::labels_of(link, &["class"]);
    let is_source = labels.windows(2).any(|pair| matches!(pair, [a, b] if a == "reader" && b == "domain"));
    let words = node::few_words(link, LONGEST).filter(|words| !words.is_empty() && is_source)?;
    Some((node::attribute(link, "href")?, words))
}

impl Facts {
    /// Where the page says that it appeared.
    pub(super) fn publication(&self) -> Option<String> {
        // The platform on which a journal appears is not where its article did.
        let journal = self.said(&["citation_journal_title"]).or_else(|| self.json.journal.clone());
        let said = journal.or_else(|| self.said(&["og:site_name"])).or_else(|| self.json.publisher.clone());
        let said = said.or_else(|| {
            self.said(&["dc.publisher", "dcterms.publisher", "application-name", "al:android:app_name"])
        });
        let lines = || self.lines.iter().filter(|line| !line.aside && !line.is_prose).take(lines::ASKED);
        let said = said.or_else(|| lines().find_map(|line| credits::of_source(&line.words).0));
        let said = said.or_else(|| self.source.as_ref().map(|(_, words)| words.clone()))?;
        let said = said.trim_start_matches('@');
        clean::some_line(said).filter(|name| name.chars().count() <= NAME && !name.contains("://"))
    }

    /// The part of the page's title beside that of its article that names the site, as the page does elsewhere. People in
    /// the byline are none.
    pub(super) fn named_in_title(&self, article: &str, byline: Option<&str>) -> Option<String> {
        let head = self.title.as_deref()?;
        let (before, after) = head.split_once(article).filter(|_| !article.is_empty()).unwrap_or((head, ""));
        let parts = parts(after).into_iter().rev().chain(parts(before));
        let is_person =
            |part: &str| byline.is_some_and(|names| names.split("; ").any(|name| is_same(name, part)));
        let name = parts.take(PARTS).find(|part| {
            let folded = fold(part);
            folded.chars().count() >= LETTERS
                && part.chars().count() <= NAME
                && !NO_NAMES.contains(&folded.as_str())
                && !is_same(part, article)
                && !is_person(part)
                && (self.is_on_sign(&folded) || self.has_rights(&folded) || self.is_in_address(&folded))
        })?;
        clean::some_line(name)
    }

    /// Whether a folded name stands on a sign of the site.
    fn is_on_sign(&self, name: &str) -> bool {
        self.signs.words.iter().any(|sign| {
            let sign = fold(sign);
            let after = sign.strip_prefix(name).or_else(|| sign.strip_prefix("the")?.strip_prefix(name));
            after.is_some_and(|after| AFTER.contains(&after))
        })
    }

    /// Whether a line of the page says that the rights are those of a folded name.
    fn has_rights(&self, name: &str) -> bool {
        self.lines.iter().filter(|line| line.words.contains('©')).any(|line| {
            let parts = line.words.split(['©', '.', ',', '|', '·', '–']);
            let mut owners = parts.map(|part| {
                let part: String = part.chars().filter(|c| !c.is_numeric()).collect();
                let part = fold(&part);
                part.strip_prefix("copyright").unwrap_or(&part).to_owned()
            });
            owners.any(|owner| owner == name)
        })
    }

    /// Whether a folded name is that of the host.
    fn is_in_address(&self, name: &str) -> bool {
        let host = self.canonical.as_deref().or(self.address.as_deref()).and_then(title::host);
        let name = name.strip_prefix("the").filter(|rest| !rest.is_empty()).unwrap_or(name);
        host.is_some_and(|host| {
            let mut labels: Vec<&str> = host.split('.').collect();
            labels.pop();
            labels.into_iter().map(fold).any(|label| {
                label == name
                    || label.strip_prefix("the") == Some(name)
                    || (label.len() >= HOST && name.starts_with(&label) && !NO_NAMES.contains(&&*label))
                    || (name.len() >= HOST * 2 && label.starts_with(name))
            })
        })
    }
}

/// What signs part in a piece of a title.
fn parts(piece: &str) -> Vec<&str> {
    // A sign at its edge parts it from the title of the article.
    let is_edge = |c: char| c.is_whitespace() || GLUED.contains(&c) || "–·•»«›/:~".contains(c);
    let mut parts = vec![piece];
    for sign in title::SIGNS {
        parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    let is_glued = |part: &str| part.chars().any(|c| c > '\u{2e80}');
    let glued = parts
        .into_iter()
        .flat_map(|part| if is_glued(part) { part.split(GLUED).collect::<Vec<_>>() } else { vec![part] });
    glued.map(|part| part.trim_matches(is_edge)).filter(|part| !part.is_empty()).collect()
}
