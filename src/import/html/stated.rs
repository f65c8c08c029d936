//! Where the page itself says that the words of its article stand, and what Readability lost of them.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::super::plain::is_sentence;
use super::part::{self, Part};
use super::pick::{self, Weights};
use super::{beside, node};

/// Fewer characters without white space are no article.
const LEAST: usize = 40;

/// Keeps what the element holds that the page says is the body of its article, where Readability keeps less
/// than half of it and it holds prose; whether there is one that does.
pub(super) fn keep(weights: &mut Weights, body: &NodeRef<'_>) -> bool {
    let Some(stated) = find(weights, body) else { return false };
    let mut told = Told::default();
    told.read(weights, &stated);
    let is_prose = told.all >= LEAST && told.says;
    if is_prose && told.kept * 2 < told.all {
        weights.kept.extend(told.words);
    }
    is_prose
}

/// The one element that is called the body of the article; else the one `article` that holds the heading of the
/// first order.
pub(super) fn find<'a>(weights: &Weights, body: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let is_seen = |node: &NodeRef<'_>| {
        let mut above = std::iter::once(*node).chain(node.ancestors_it(None));
        above.all(|n| {
            !n.has_attr("hidden")
                && !weights.beside.contains_key(&n.id)
                && !matches!(node::name(&n).as_str(), "nav" | "aside" | "footer")
        })
    };
    let elements = || body.descendants_it().filter(NodeRef::is_element);
    let mut named = elements().filter(|n| beside::is_body(n) && is_seen(n)).peekable();
    if let Some(first) = named.next() {
        // One that stands within is a part of it.
        let within = |n: &NodeRef<'_>| n.ancestors_it(None).any(|above| above.id == first.id);
        return named.all(|next| within(&next)).then_some(first);
    }
    let mut articles = elements().filter(|n| n.has_name("article") && is_seen(n));
    let article = articles.next().filter(|_| articles.next().is_none())?;
    article.descendants_it().any(|n| n.has_name("h1")).then_some(article)
}

#[derive(Default)]
struct Told {
    words: HashSet<NodeId>,
    all: usize,
    kept: usize,
    /// Whether a sentence is among it.
    says: bool,
}

impl Told {
    /// Reads what is neither a link nor another part of the page.
    fn read(&mut self, weights: &Weights, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            if child.is_text() {
                let length = pick::length(&child);
                self.all += length;
                self.kept += if weights.keeps(&child) { length } else { 0 };
                self.says |= node::look_at_text(&child, |text| is_sentence(text.trim()));
                self.words.insert(child.id);
            } else if child.is_element() && Self::is_part(weights, &child) {
                self.read(weights, &child);
            }
        }
    }

    fn is_part(weights: &Weights, node: &NodeRef<'_>) -> bool {
        let name = node::name(node);
        !node.has_attr("hidden")
            && !weights.beside.contains_key(&node.id)
            && !matches!(name.as_str(), "aside" | "form" | "h1")
            && !part::of(node, &name).is_some_and(|part| part.is_frame() || part == Part::Gallery)
    }
}
