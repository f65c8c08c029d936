//! The headings of a page, and what they say of themselves.

use dom_query::NodeRef;

use super::super::super::clean;
use super::super::{choose, node, pick};
use super::{elsewhere, title};

/// Longer headings (characters) are no titles.
const LONGEST: usize = 1024;

/// Elements around a heading among which the steps are looked for that lead to the page.
const ABOVE: usize = 3;

/// Elements that are the parts of a heading at most, characters of one that may be the title, and characters between two.
const PARTS: usize = 4;
const PART: usize = 8;
const BETWEEN: usize = 3;

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
    /// What it says in elements that follow each other with nothing between, where it says all in such.
    glued: Vec<String>,
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
            glued: glued(node),
        })
    }

    /// Parts what stands in elements that only a style sets apart, as the head of the page has it: `social` is what it says
    /// for other pages, which may be one of them, and `said` all that it says.
    pub(super) fn part(&mut self, social: &[&str], said: &[&str]) {
        if self.glued.is_empty() {
            return;
        }
        let is_title = |part: &&String| {
            part.chars().count() >= PART && social.iter().any(|said| choose::is_same(said, part))
        };
        let found = self.glued.iter().find(is_title).cloned();
        if let Some(words) = found.or_else(|| said.iter().find_map(|said| self.parted_in(said))) {
            self.words = words;
        }
    }

    /// The parts as such words have them, where those part them.
    fn parted_in(&self, said: &str) -> Option<String> {
        let first = self.glued.first()?;
        let from = said.find(first.as_str())?;
        let mut to = from;
        for (at, part) in self.glued.iter().enumerate() {
            let rest = said.get(to..)?;
            let start = rest.find(part.as_str())?;
            let between = rest.get(..start)?;
            let is_parted =
                (1..=BETWEEN).contains(&between.chars().count()) && !between.contains(char::is_alphanumeric);
            if at > 0 && !is_parted {
                return None;
            }
            to += start + part.len();
        }
        said.get(from..to).map(str::to_owned)
    }
}

/// The words of the elements of which a heading consists, if those are several with nothing between.
fn glued(heading: &NodeRef<'_>) -> Vec<String> {
    let mut within = *heading;
    for _ in 0..ABOVE {
        let mut inner = within.children_it(false).filter(|node| !is_blank(node));
        let (first, second) = (inner.next(), inner.next());
        match first.filter(|first| second.is_none() && first.is_element()) {
            Some(only) => within = only,
            None => break,
        }
    }
    let parts: Vec<NodeRef<'_>> = within.children_it(false).take(PARTS + 1).collect();
    if !(2..=PARTS).contains(&parts.len()) || !parts.iter().all(NodeRef::is_element) {
        return Vec::new();
    }
    let words: Vec<String> = parts.iter().filter_map(|part| node::few_words(part, LONGEST)).collect();
    let say = |words: &String| words.contains(char::is_alphanumeric);
    if words.len() == parts.len() && words.iter().all(say) { words } else { Vec::new() }
}

/// Whether a node is no element and says nothing.
fn is_blank(node: &NodeRef<'_>) -> bool {
    !node.is_element() && node::look_at_text(node, |text| text.trim().is_empty())
}

/// Whether a heading names the site, and not the article.
pub(super) fn names_site(heading: &NodeRef<'_>) -> bool {
    is_site(heading) || is_home(heading)
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
    links(heading).any(|link| leads_home(&link))
        || is_called_site(&node::labels_of(heading, &["class", "id"]))
}

/// Whether a link leads to the first page of a site.
pub(super) fn leads_home(link: &NodeRef<'_>) -> bool {
    let is_said = link.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "home"));
    let href = link.attr("href").unwrap_or_default();
    let path = href
        .split_once("://")
        .map_or(&*href, |(_, rest)| rest.find('/').map_or("/", |at| rest.get(at..).unwrap_or_default()));
    is_said || path.trim() == "/"
}

/// Whether labels say that something is the name of a site: `site-title`.
pub(super) fn is_called_site(labels: &[String]) -> bool {
    let is_name = |pair: &[String]| match pair {
        [first, second] => {
            matches!(first.as_str(), "site" | "blog")
                && matches!(second.as_str(), "title" | "name" | "heading" | "header")
        }
        _ => false,
    };
    let is_one =
        |label: &String| matches!(label.as_str(), "sitetitle" | "sitename" | "blogtitle" | "blogname");
    labels.windows(2).any(is_name) || labels.iter().any(is_one)
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
