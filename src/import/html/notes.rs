//! Notes below an article, as a link leads to each from the words it belongs to, and one leads back from it: however few there
//! are, and whatever they stand in.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::node;
use super::pick::Weights;

/// Links of a page that are looked at, and elements around one among which its place and its note are looked for.
const LINKS: usize = 4000;
const AROUND: usize = 4;
/// Characters of the mark of a note, and elements of a note, at most.
const MARK: usize = 6;
const NEAR: usize = 200;
/// Links to one note that are looked at.
const TO_ONE: usize = 20;

/// A link to a place on its own page.
struct Link<'a> {
    node: NodeRef<'a>,
    to: String,
    /// Names of the place where it stands.
    at: Vec<String>,
}

/// Keeps the notes to words that are kept. O(links + what is looked at of notes).
pub(super) fn keep(weights: &mut Weights, body: &NodeRef<'_>) {
    let links: Vec<Link<'_>> = body.descendants_it().filter_map(link).take(LINKS).collect();
    let mut by_target: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, link) in links.iter().enumerate() {
        by_target.entry(&link.to).or_default().push(at);
    }
    let mut found: Vec<NodeId> = Vec::new();
    for (at, back) in links.iter().enumerate() {
        let to_it = back.at.iter().filter_map(|name| by_target.get(name.as_str())).flatten().take(TO_ONE);
        let is_of_kept = to_it.filter(|from| **from < at).filter_map(|from| links.get(*from)).any(|from| {
            from.at.contains(&back.to)
                && paragraph(&from.node).is_some_and(|around| holds_kept(weights, &around))
        });
        let note = paragraph(&back.node).filter(|note| is_of_kept && !holds_kept(weights, note));
        if let Some(note) = note {
            let texts = note.descendants_it().take(NEAR).filter(NodeRef::is_text);
            found.extend(texts.map(|text| text.id));
            if let Some(heading) = heading(&note) {
                found.extend(heading.descendants_it().filter(NodeRef::is_text).map(|text| text.id));
            }
        }
    }
    weights.kept.extend(found);
}

/// The heading right above a note, or above the elements that it is the first of.
fn heading<'a>(note: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut around = std::iter::once(*note).chain(note.ancestors_it(Some(AROUND)));
    let above = around.find_map(|around| around.prev_element_sibling())?;
    node::is_heading(&above).then_some(above)
}

fn link(node: NodeRef<'_>) -> Option<Link<'_>> {
    if !node.has_name("a") || node.ancestors_it(Some(AROUND)).any(|above| node::is_heading(&above)) {
        return None;
    }
    let to = node::attribute(&node, "href")?.strip_prefix('#')?.to_owned();
    node::few_words(&node, MARK)?;
    let around = std::iter::once(node).chain(node.ancestors_it(Some(AROUND)));
    let names = around.flat_map(|above| [node::attribute(&above, "id"), node::attribute(&above, "name")]);
    let at: Vec<String> = names.flatten().collect();
    (!to.is_empty() && !at.is_empty()).then_some(Link { node, to, at })
}

/// The block that a link stands in.
fn paragraph<'a>(link: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    link.ancestors_it(Some(AROUND)).find(|above| node::is_block(&node::name(above)))
}

fn holds_kept(weights: &Weights, node: &NodeRef<'_>) -> bool {
    node.descendants_it().take(NEAR).any(|text| weights.keeps(&text) && super::pick::length(&text) > 0)
}
