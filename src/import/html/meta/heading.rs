//! The headings of a page, and what they say of themselves.

use dom_query::NodeRef;

use super::super::super::clean;
use super::super::{node, pick};
use super::{elsewhere, title};

/// Longer headings (characters) are no titles.
const LONGEST: usize = 1024;

/// Elements around a heading among which the steps are looked for that lead to the page.
const ABOVE: usize = 3;

/// A heading.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of what was read")]
pub(super) struct Heading {
    pub words: String,
    /// Its number among the elements of the page.
    pub at: usize,
    /// Whether it stands in the head of the page or leads away, as the name of a site does.
    pub is_site: bool,
    /// Whether it stands in a menu, among comments or other articles, or beside the article.
    pub is_apart: bool,
    /// Whether it is called the headline of an article.
    pub is_named: bool,
    /// Whether it leads to the first page of a site, or is called the name of one.
    pub is_home: bool,
    /// Whether it leads to another page.
    pub is_link: bool,
    /// Whether it is of the lowest order of those that are read.
    pub is_least: bool,
}

impl Heading {
    pub(super) fn read(node: &NodeRef<'_>, at: usize, weights: &pick::Weights) -> Option<Self> {
        let words = node::few_words(node, LONGEST)?;
        let words = words.trim_end_matches(|c| c == ' ' || node::is_anchor_sign(c));
        Some(Self {
            words: title::once(&clean::some_line(words)?),
            at,
            is_site: is_site(node),
            is_apart: is_in_trail(node) || elsewhere::of(node, weights).is_some(),
            is_named: is_named(node),
            is_home: is_home(node),
            is_link: links(node).any(|link| node::leads_away(&link)),
            is_least: node.has_name("h4"),
        })
    }
}

/// Whether a heading names the site: it leads to another page from the head of this one, or is its sign.
fn is_site(heading: &NodeRef<'_>) -> bool {
    let leads = heading.descendants_it().any(|n| n.has_name("a") && node::leads_away(&n));
    let says = |node: &NodeRef<'_>, words: &[&str]| {
        node::labels(node).iter().any(|label| words.contains(&label.as_str()))
    };
    let head = heading.ancestors_it(Some(4)).any(|above| {
        (above.has_name("header") || says(&above, &["header", "masthead", "logo", "brand"]))
            && !says(&above, &["article", "entry", "post", "story", "content"])
    });
    // Those of a generator of books; its id may be made of the heading's own words.
    let is_menu =
        heading.attr("class").is_some_and(|class| class.split_whitespace().any(|c| c == "menu-title"));
    (leads && head) || is_menu || says(heading, &["logo", "brand"])
}

/// The links in a heading, and that in which it stands.
fn links<'a>(heading: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    heading.descendants_it().chain(heading.ancestors_it(Some(1))).filter(|node| node.has_name("a"))
}

/// Whether a heading leads to the first page of a site, or is called the name of one: `site-title`.
fn is_home(heading: &NodeRef<'_>) -> bool {
    let leads = |link: NodeRef<'_>| {
        let is_said = link.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "home"));
        let href = link.attr("href").unwrap_or_default();
        let path = href
            .split_once("://")
            .map_or(&*href, |(_, rest)| rest.find('/').map_or("/", |at| rest.get(at..).unwrap_or_default()));
        is_said || path.trim() == "/"
    };
    let labels = node::labels_of(heading, &["class", "id"]);
    let is_name = |pair: &[String]| match pair {
        [first, second] => {
            matches!(first.as_str(), "site" | "blog")
                && matches!(second.as_str(), "title" | "name" | "heading" | "header")
        }
        _ => false,
    };
    let is_one =
        |label: &String| matches!(label.as_str(), "sitetitle" | "sitename" | "blogtitle" | "blogname");
    links(heading).any(leads) || labels.windows(2).any(is_name) || labels.iter().any(is_one)
}

/// Whether a heading is the last of the steps that lead to the page.
fn is_in_trail(heading: &NodeRef<'_>) -> bool {
    let is_trail = |above: &NodeRef<'_>| {
        node::labels(above).iter().any(|label| matches!(label.as_str(), "breadcrumb" | "breadcrumbs"))
            && above.descendants_it().filter(|below| below.has_name("a")).nth(1).is_some()
    };
    heading.ancestors_it(Some(ABOVE)).any(|above| is_trail(&above))
}

/// Whether a heading is called the headline of an article.
fn is_named(heading: &NodeRef<'_>) -> bool {
    let labels = node::labels_of(heading, &["class", "itemprop"]);
    let is_headline = |label: &String| matches!(label.as_str(), "headline" | "hed" | "entrytitle");
    let is_title = |pair: &[String]| match pair {
        [first, second] => {
            matches!(first.as_str(), "article" | "entry" | "post" | "story")
                && matches!(second.as_str(), "title" | "heading" | "header")
        }
        _ => false,
    };
    labels.iter().any(is_headline) || labels.windows(2).any(is_title)
}
