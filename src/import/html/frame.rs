//! The foot of a page that Readability took for its article, as that says less.

use dom_query::{Document, NodeRef};

use super::super::plain::is_sentence;
use super::part::{self, Part};
use super::pick::{self, TOLD, Weights};
use super::{beside, node};

/// So many characters without white space are an article, whatever they stand in.
const MUCH: usize = 1500;

/// Sets the foot of a page aside where it has much of the little that Readability keeps, the title stands above, and there
/// are sentences to be read without it.
pub(super) fn set_aside(document: &Document, body: &NodeRef<'_>, weights: &mut Weights) {
    let total = weights.characters(body);
    if total == 0 || total >= MUCH {
        return;
    }
    let mut feet = body.descendants_it().filter(|node| node.is_element() && is_foot(node));
    // As much as makes it the article, whatever it is called.
    let Some(foot) = feet.find(|foot| weights.characters(foot) * 5 >= total * 2) else { return };
    let mut before = body.descendants_it().take_while(|node| node.id != foot.id);
    if !before.any(|node| node.has_name("h1")) {
        return;
    }
    let before = weights.kept.clone();
    weights.beside.insert(foot.id, Part::Frame);
    weights.keep(document, body);
    let says =
        |text: &NodeRef<'_>| weights.keeps(text) && node::look_at_text(text, |t| is_sentence(t.trim()));
    if weights.characters(body) < TOLD || !body.descendants_it().any(|text| says(&text)) {
        weights.beside.remove(&foot.id);
        weights.kept = before;
    }
}

/// Whether an element is named the foot of a page, and has many links.
fn is_foot(node: &NodeRef<'_>) -> bool {
    let labels = || node::labels(node);
    let is_named = || {
        node.has_name("footer")
            || labels().iter().any(|l| matches!(l.as_str(), "foot" | "footer" | "contentinfo"))
    };
    if !is_named() || part::of(node, &node::name(node)) != Some(Part::Frame) || beside::holds_article(node) {
        return false;
    }
    let (mut all, mut linked) = (0, 0);
    for text in node.descendants_it().filter(NodeRef::is_text) {
        let length = pick::length(&text);
        all += length;
        linked += if text.ancestors_it(Some(4)).any(|above| above.has_name("a")) { length } else { 0 };
    }
    linked * 5 >= all
}
