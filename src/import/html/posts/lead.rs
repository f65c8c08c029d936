//! What stands above all that people say to each other: what they answer, an article, or nothing.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::super::super::plain::is_sentence;
use super::super::part::{self, Part};
use super::super::{node, people, pick};
use super::{HEADING, Kind, Page, common, is_prose};

/// Characters without white space of a sentence that tells something.
const SENTENCE: usize = 40;
/// So many that lead nowhere tell something together.
const TOLD: usize = 200;

/// The words between the title and the first post.
#[derive(Default)]
pub(super) struct Lead<'a> {
    texts: Vec<NodeRef<'a>>,
    /// Whether a heading of the first order among or above them is the title of the page.
    pub is_titled: bool,
    /// What stands in the addresses of people before their names.
    places: HashSet<String>,
    tells: bool,
}

impl<'a> Lead<'a> {
    pub(super) fn above(page: &Page, body: &NodeRef<'a>, kind: &Kind<'_>) -> Self {
        let ids = |nodes: &[NodeRef<'_>]| nodes.iter().map(|node| node.id).collect();
        let around = kind.posts.iter().flat_map(|post| post.ancestors_it(None)).map(|above| above.id);
        let mut walk = Walk {
            page,
            posts: ids(&kind.posts),
            unnamed: ids(&kind.unnamed),
            around: around.collect(),
            lead: Self::default(),
        };
        walk.node(body, Words::Told);
        let around = walk.around;
        let mut lead = walk.lead;
        let is_told = |text: &NodeRef<'_>| node::look_at_text(text, |text| is_sentence(text.trim()));
        let told: usize = lead.texts.iter().filter(|text| is_prose(text)).map(pick::length).sum();
        let says = |text: &NodeRef<'_>| pick::length(text) >= SENTENCE && is_told(text);
        lead.tells = told >= TOLD || lead.texts.iter().any(says);
        // The element that holds its prose holds the short paragraphs of it, too.
        let prose: Vec<NodeRef<'a>> = lead.texts.iter().copied().filter(is_prose).collect();
        let top = common(&prose).filter(|top| lead.tells && !around.contains(&top.id));
        lead.texts.retain(|text| match &top {
            Some(top) => text.ancestors_it(None).any(|above| above.id == top.id),
            None if lead.tells => is_prose(text),
            None => is_told(text),
        });
        lead
    }

    /// Its texts.
    pub(super) fn told(&self) -> impl Iterator<Item = NodeRef<'a>> {
        self.texts.iter().copied()
    }

    /// Takes them for a label of what is said below.
    pub(super) fn leave_out(&mut self) {
        self.texts.clear();
    }

    /// Whether they tell so much that they may be an article.
    pub(super) fn tells(&self) -> bool {
        self.tells
    }

    /// Whether somebody is named above as those who say something below.
    pub(super) fn is_said_by_one_of(&self, kind: &Kind<'_>) -> bool {
        let last = kind.posts.last().zip(kind.said.last());
        let first = kind.posts.first().zip(kind.said.first());
        let places = |one: Option<(&NodeRef<'_>, &NodeRef<'_>)>| -> HashSet<String> {
            one.map(|(post, said)| people::places(post, said)).unwrap_or_default().into_iter().collect()
        };
        let last = places(last);
        let above = if self.tells { self.places.clone() } else { places(first) };
        last.iter().any(|place| above.contains(place))
    }
}

/// What the words are in which a walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Told,
    /// A link, or who wrote, and when.
    Other,
}

struct Walk<'p, 'a> {
    page: &'p Page,
    posts: HashSet<NodeId>,
    unnamed: HashSet<NodeId>,
    /// The elements around posts.
    around: HashSet<NodeId>,
    lead: Lead<'a>,
}

impl<'a> Walk<'_, 'a> {
    /// Reads a node up to the first post; whether that has come.
    fn node(&mut self, node: &NodeRef<'a>, words: Words) -> bool {
        if node.is_text() {
            if words == Words::Told && pick::length(node) > 0 {
                self.lead.texts.push(*node);
            }
            return false;
        }
        if !node.is_element() || node.has_attr("hidden") || self.unnamed.contains(&node.id) {
            return false;
        }
        if self.posts.contains(&node.id) {
            return true;
        }
        if node::is_heading(node) {
            self.heading(node);
            return false;
        }
        let name = node::name(node);
        let part = part::of(node, &name).filter(|_| !self.around.contains(&node.id));
        if matches!(name.as_str(), "nav" | "aside" | "footer") || part.is_some_and(Part::is_frame) {
            return false;
        }
        self.lead.places.extend(people::place(node));
        let is_link = name == "a" && node::leads_away(node);
        let words = if is_link || part.is_some() { Words::Other } else { words };
        node.children_it(false).any(|child| self.node(&child, words))
    }

    /// What stands above the title of the page leads to nothing.
    fn heading(&mut self, heading: &NodeRef<'a>) {
        let is_first = heading.has_name("h1");
        let title = node::few_words(heading, HEADING).filter(|words| self.page.is_title(words));
        if title.is_some() || is_first {
            self.lead.texts.clear();
            self.lead.places.clear();
        }
        self.lead.is_titled |= is_first && title.is_some_and(|title| self.page.begins_with(&title));
    }
}
