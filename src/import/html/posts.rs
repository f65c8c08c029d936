//! Pages on which people say something to each other, and that is what is read: a topic of a forum, a question and its
//! answers, an issue, a letter and the replies to a list. All of it is the article, however short an answer is beside what is
//! answered, and though what holds it may be called a comment.
//!
//! Posts are told by what they share: each stands in an element that is called as those of the others, in a larger one
//! that holds no other and names somebody besides. Below an article comments do so, too. There the article is no post, and
//! it is called otherwise, by a name that says so or by its title.

mod lead;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};

use super::part::{self, Part};
use super::{beside, node, people, pick};
use lead::Lead;

/// Posts of a page that are looked at, and kinds of elements that may hold what they say.
const POSTS: usize = 4000;
const KINDS: usize = 24;
/// Labels of so few letters or fewer tell how something looks.
const SHORT: usize = 3;
/// Words, or characters of a text in signs that no white space parts, that are prose.
const WORDS: usize = 5;
const SIGNS: usize = 12;
/// Characters of the heading of a post.
const HEADING: usize = 300;
/// Elements of a post that are looked at.
const NEAR: usize = 400;

/// What people say to each other on a page.
#[derive(Debug)]
pub(super) struct Talk {
    pub words: Vec<NodeId>,
    /// The elements around it, which are no other part of the page, whatever they are called.
    pub around: HashSet<NodeId>,
    /// Elements that are called as those of posts and are none.
    pub apart: Vec<NodeId>,
}

/// The talk below `body` that the page is about, if it is. O(elements × depth).
pub(super) fn find(body: &NodeRef<'_>) -> Option<Talk> {
    let page = Page::read(body);
    let mut kinds: Vec<Kind<'_>> = page.kinds(body).into_iter().filter_map(|said| page.kind(said)).collect();
    let most = kinds.iter().map(|kind| kind.said.len()).max()?;
    kinds.retain(|kind| kind.said.len() == most);
    let prose = kinds.iter().map(|kind| kind.prose).max()?;
    kinds.retain(|kind| kind.prose * 10 >= prose * 9);
    // The innermost, so that who says it is none of it.
    let depth = |kind: &Kind<'_>| kind.said.first().map_or(0, |said| said.ancestors_it(None).count());
    let kind = kinds.into_iter().min_by_key(|kind| (kind.all, Reverse(depth(kind))))?;
    page.talk(body, &kind)
}

/// What an element holds: characters without white space, and those of prose.
#[derive(Debug, Default, Clone, Copy)]
struct Size {
    all: usize,
    prose: usize,
}

/// Elements that are called the same and hold what people say.
struct Kind<'a> {
    said: Vec<NodeRef<'a>>,
    /// The largest elements that hold no other of them.
    posts: Vec<NodeRef<'a>>,
    /// Those that nobody is named with.
    unnamed: Vec<NodeRef<'a>>,
    all: usize,
    prose: usize,
}

/// A page, and what is known of it.
struct Page {
    sizes: HashMap<NodeId, Size>,
    /// Its titles, letters and digits alone.
    heads: Vec<String>,
}

impl Page {
    fn read(body: &NodeRef<'_>) -> Self {
        let mut page = Self { sizes: HashMap::new(), heads: beside::heads(body) };
        page.add(body, false);
        page
    }

    fn add(&mut self, node: &NodeRef<'_>, is_linked: bool) -> Size {
        let mut sum = Size::default();
        for child in node.children_it(false) {
            let below = if child.is_text() {
                let all = pick::length(&child);
                Size { all, prose: if !is_linked && is_prose(&child) { all } else { 0 } }
            } else if child.is_element() && !child.has_attr("hidden") {
                self.add(&child, is_linked || (child.has_name("a") && node::leads_away(&child)))
            } else {
                continue;
            };
            sum.all += below.all;
            sum.prose += below.prose;
        }
        self.sizes.insert(node.id, sum);
        sum
    }

    fn of(&self, node: &NodeRef<'_>) -> Size {
        self.sizes.get(&node.id).copied().unwrap_or_default()
    }

    /// Elements that are called the same, of those kinds that hold the most prose.
    fn kinds<'a>(&self, body: &NodeRef<'a>) -> Vec<Vec<NodeRef<'a>>> {
        let mut kinds: HashMap<String, Vec<NodeRef<'a>>> = HashMap::new();
        for node in body.descendants_it().filter(|node| node.is_element() && self.of(node).all > 0) {
            if let Some(called) = called(&node) {
                kinds.entry(called).or_default().push(node);
            }
        }
        let mut kinds: Vec<(usize, String, Vec<NodeRef<'a>>)> = kinds
            .into_iter()
            .filter(|(_, nodes)| (2..=POSTS).contains(&nodes.len()))
            .map(|(called, nodes)| (nodes.iter().map(|node| self.of(node).prose).sum(), called, nodes))
            .filter(|(prose, ..)| *prose > 0)
            .collect();
        // By name where they hold as much, so that a page is read the same each time.
        kinds.sort_by(|(a, one, _), (b, other, _)| b.cmp(a).then_with(|| one.cmp(other)));
        kinds.into_iter().take(KINDS).map(|(.., nodes)| nodes).collect()
    }

    /// Those of some elements that are what people say, if two are or more.
    fn kind<'a>(&self, nodes: Vec<NodeRef<'a>>) -> Option<Kind<'a>> {
        let ids: HashSet<NodeId> = nodes.iter().map(|node| node.id).collect();
        let is_outermost = |node: &NodeRef<'_>| !node.ancestors_it(None).any(|above| ids.contains(&above.id));
        let said: Vec<NodeRef<'a>> = nodes.into_iter().filter(is_outermost).collect();
        let mut held: HashMap<NodeId, usize> = HashMap::new();
        for above in said.iter().flat_map(|said| said.ancestors_it(None)) {
            *held.entry(above.id).or_default() += 1;
        }
        let holds_one = |node: &NodeRef<'_>| held.get(&node.id) == Some(&1);
        let post = |said: &NodeRef<'a>| said.ancestors_it(None).take_while(holds_one).last().unwrap_or(*said);
        let (named, unnamed): (Vec<_>, Vec<_>) = said
            .into_iter()
            .map(|said| (said, post(&said)))
            .partition(|(said, post)| people::names(post, said));
        // What the first is called is what the page is about.
        let others = named.iter().skip(1).filter(|(said, post)| self.is_of_other(post, said)).count();
        let sizes = || named.iter().map(|(said, _)| self.of(said));
        let all: usize = sizes().map(|size| size.all).sum();
        let is_one = named.len() > 1 && unnamed.len() * 2 <= named.len() && others * 4 <= named.len();
        let prose: usize = sizes().map(|size| size.prose).sum();
        (is_one && prose * 3 >= all).then(|| Kind {
            all,
            prose,
            said: named.iter().map(|(said, _)| *said).collect(),
            posts: named.iter().map(|(_, post)| *post).collect(),
            unnamed: unnamed.into_iter().map(|(said, _)| said).collect(),
        })
    }

    /// Whether a heading tells that a post is of something else, such as another article: it is neither the title of this
    /// page nor somebody's name, and leads to another page, is of the first order or
    /// stands above all that is said.
    fn is_of_other(&self, post: &NodeRef<'_>, said: &NodeRef<'_>) -> bool {
        let leads = |heading: &NodeRef<'_>| {
            let is_link = |node: &NodeRef<'_>| node.has_name("a") && node::leads_away(node);
            heading.ancestors_it(Some(2)).any(|above| is_link(&above))
                || heading.descendants_it().any(|below| is_link(&below))
        };
        let is_other = |heading: &NodeRef<'_>| {
            let is_own = |words: String| {
                people::is_name(&words)
                    || self.is_title(&words)
                    || people::is_of_one(heading, &words, post, said)
            };
            !node::few_words(heading, HEADING).is_some_and(is_own)
        };
        let is_within = |heading: &NodeRef<'_>| heading.ancestors_it(None).any(|above| above.id == said.id);
        let near = post.descendants_it().take(NEAR).filter(node::is_heading);
        let above_all = |heading: &NodeRef<'_>| heading.has_name("h1") || !is_within(heading);
        near.filter(|heading| leads(heading) || above_all(heading)).any(|heading| is_other(&heading))
    }

    /// Whether a title of the page begins with some words.
    fn begins_with(&self, words: &str) -> bool {
        let words = beside::folded(words);
        !words.is_empty() && self.heads.iter().any(|head| head.starts_with(&words))
    }

    /// Whether words are the title of the page or a part of it, perhaps after a sign that they answer it.
    fn is_title(&self, words: &str) -> bool {
        let words = beside::folded(words);
        let is_said = |words: &str| words.len() > SHORT && self.heads.iter().any(|head| head.contains(words));
        is_said(&words) || words.strip_prefix("re").is_some_and(is_said)
    }

    /// What is read of a page on which people say something, if that is what it is about.
    fn talk<'a>(&self, body: &NodeRef<'a>, kind: &Kind<'a>) -> Option<Talk> {
        let mut lead = Lead::above(self, body, kind);
        let posts = common(&kind.posts)?;
        let is_answered = Self::is_answered(&lead, kind);
        if (lead.tells() || is_among_comments(kind, posts.id)) && !is_answered {
            return None;
        }
        if !is_answered {
            lead.leave_out();
        }
        let lead_prose: usize = lead.told().filter(is_prose).map(|text| pick::length(&text)).sum();
        if (kind.prose + lead_prose) * 3 < self.of(body).prose {
            return None;
        }
        let held: Vec<NodeRef<'a>> = kind.said.iter().copied().chain(lead.told()).collect();
        let top = common(&held)?;
        let around = held.iter().flat_map(|held| std::iter::once(*held).chain(held.ancestors_it(None)));
        let around = around.map(|node| node.id).collect();
        let texts = kind.said.iter().flat_map(NodeRef::descendants_it).filter(NodeRef::is_text);
        let words = texts.chain(lead.told()).map(|text| text.id).collect();
        let is_within = |node: &NodeRef<'_>| node.ancestors_it(None).any(|above| above.id == top.id);
        let apart = kind.unnamed.iter().filter(|node| !is_within(node)).map(|node| node.id).collect();
        Some(Talk { words, around, apart })
    }

    /// Whether what stands above is what the others answer: the page says so, or it is no article and names who says it
    /// as they are named.
    fn is_answered(lead: &Lead<'_>, kind: &Kind<'_>) -> bool {
        let Some(first) = lead.told().next().or(kind.said.first().copied()) else { return false };
        let is_article = || {
            let mut above = std::iter::once(first).chain(first.ancestors_it(None));
            lead.is_titled || above.any(|above| above.has_name("article") || beside::is_body(&above))
        };
        first.ancestors_it(None).any(|above| is_forum(&above))
            || kind.said.iter().skip(1).all(is_answer)
            || (!is_article() && lead.is_said_by_one_of(kind))
    }
}

/// Whether a text is more than a label.
fn is_prose(text: &NodeRef<'_>) -> bool {
    node::look_at_text(text, |text| {
        text.split_whitespace().nth(WORDS - 1).is_some()
            || (!text.is_ascii() && text.trim().chars().nth(SIGNS - 1).is_some())
    })
}

/// What an element is called that may hold what somebody says: its first label that is no number and tells more than how it
/// looks. An id is one of many where it has a number.
fn called(node: &NodeRef<'_>) -> Option<String> {
    let name = node::name(node);
    let may_hold = node::is_block(&name)
        && !node::is_heading(node)
        && !matches!(name.as_str(), "p" | "nav" | "footer" | "header" | "aside" | "body" | "html" | "main");
    if !may_hold || part::of(node, &name).is_some_and(|part| part != Part::Comments) {
        return None;
    }
    let plain = |label: &str| -> String { label.chars().filter(|c| !c.is_ascii_digit()).collect() };
    let class = node.attr("class").and_then(|class| {
        let labels: Vec<String> = class.split_whitespace().take(20).map(plain).collect();
        let first = labels.iter().find(|label| label.chars().count() > SHORT).or(labels.first());
        first.filter(|label| !label.is_empty()).cloned()
    });
    let id = || {
        let id = node.attr("id").filter(|id| id.contains(|c: char| c.is_ascii_digit()))?;
        Some(plain(&id)).filter(|id| !id.is_empty())
    };
    Some(format!("{name} {}", class.or_else(id)?))
}

/// The smallest element that stands around each of some nodes.
fn common<'a>(nodes: &[NodeRef<'a>]) -> Option<NodeRef<'a>> {
    let mut held: HashMap<NodeId, usize> = HashMap::new();
    for above in nodes.iter().flat_map(|node| node.ancestors_it(None)) {
        *held.entry(above.id).or_default() += 1;
    }
    nodes.first()?.ancestors_it(None).find(|above| held.get(&above.id) == Some(&nodes.len()))
}

/// Whether the page says that what somebody says answers something.
fn is_answer(said: &NodeRef<'_>) -> bool {
    let above = || std::iter::once(*said).chain(said.ancestors_it(None));
    let is_answer = |node: &NodeRef<'_>| is_marked(node, &["/Answer", "/Comment"]);
    let is_asked = |node: &NodeRef<'_>| is_marked(node, &["/Question", "/QAPage", "/DiscussionForumPosting"]);
    above().any(|node| is_answer(&node)) && above().any(|node| is_asked(&node))
}

/// Whether an element is marked as one of these kinds.
fn is_marked(node: &NodeRef<'_>, kinds: &[&str]) -> bool {
    node.attr("itemtype").is_some_and(|kind| kinds.iter().any(|of| kind.ends_with(of)))
}

/// Whether an element is called what a forum or a list of issues is made of.
fn is_forum(node: &NodeRef<'_>) -> bool {
    const FORUMS: &[&str] =
        &["forum", "forums", "viewtopic", "showthread", "discussion", "discussions", "ticket", "issuable"];
    let labels = node::labels(node);
    let is_of_issue = |pair: &[String]| match pair {
        [a, b] => {
            (a == "issue" && matches!(b.as_str(), "details" | "body" | "viewer" | "container"))
                || (a == "show" && b == "issue")
        }
        _ => false,
    };
    labels.iter().any(|label| FORUMS.contains(&label.as_str())) || labels.windows(2).any(is_of_issue)
}

/// Whether what is said is called a comment, but for the first.
fn is_among_comments(kind: &Kind<'_>, top: NodeId) -> bool {
    let is_comment = |node: &NodeRef<'_>| {
        node::labels(node).iter().any(|label| {
            ["comment", "kommentar", "respon", "repl", "reader"].iter().any(|name| label.starts_with(name))
        })
    };
    let is_one = |said: &NodeRef<'_>| {
        let around = std::iter::once(*said).chain(said.ancestors_it(None));
        around.take_while(|above| above.id != top).any(|above| is_comment(&above))
    };
    let mut said = kind.said.iter();
    said.next().is_some_and(|first| !is_one(first)) && said.all(is_one)
}
