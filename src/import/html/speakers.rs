//! Lines above the parts of an article that say who speaks there, or when: a debate, an interview, the entries of a day.
//! They are short, called the same and differ from each other. Readability leaves most of them out.

use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};

use super::pick::{self, Weights};
use super::{node, part};

/// Characters of such a line, with a few more of what is looked at, and how many of them are a row.
const LINE: usize = 80;
const ROW: usize = 3;
/// So many of those that are called the same stand above words that are kept, of ten.
const MOST: usize = 8;

/// Elements that are called the same.
#[derive(Default)]
struct Alike {
    all: usize,
    /// Those above words that are kept, and what they say.
    above: Vec<NodeId>,
    said: HashSet<String>,
}

/// Keeps such lines within `region`, the element that holds what Readability keeps. O(elements), as the looks are bounded.
pub(super) fn keep(weights: &mut Weights, region: &NodeRef<'_>) {
    let mut alike: HashMap<String, Alike> = HashMap::new();
    for line in region.descendants_it().filter(|node| is_line(weights, node)) {
        let Some(said) = node::few_words(&line, LINE) else { continue };
        let one = alike.entry(node::labels(&line).join(" ")).or_default();
        one.all += 1;
        if stands_above(weights, &line) {
            one.above.push(line.id);
            one.said.insert(said);
        }
    }
    let is_row = |alike: &Alike| {
        alike.above.len() >= ROW && alike.above.len() * 10 >= alike.all * MOST && alike.said.len() > 1
    };
    let lines: HashSet<NodeId> = alike.into_values().filter(is_row).flat_map(|alike| alike.above).collect();
    let words = region.descendants_it().filter(|node| node.is_text() && pick::length(node) > 0);
    let is_said = |text: &NodeRef<'_>| text.ancestors_it(Some(4)).any(|above| lines.contains(&above.id));
    let found: Vec<NodeId> = words.filter(is_said).map(|text| text.id).collect();
    weights.kept.extend(found);
}

/// Whether an element is a line that is called something, but no other part of a page, of which nothing is kept.
fn is_line(weights: &Weights, node: &NodeRef<'_>) -> bool {
    let name = node::name(node);
    let weight = weights.of(node);
    let is_heading = node::is_heading(node);
    (is_heading || matches!(name.as_str(), "div" | "p" | "header"))
        && !(is_heading && weight.linked > 0)
        && (1..=LINE).contains(&weight.all)
        && weight.kept == 0
        && node::labels(node).iter().any(|label| !label.is_empty())
        && !weights.beside.contains_key(&node.id)
        && part::of(node, &name).is_none()
}

/// Whether the next element holds words that are kept, and no heading.
fn stands_above(weights: &Weights, line: &NodeRef<'_>) -> bool {
    line.next_element_sibling().is_some_and(|next| weights.of(&next).kept > 0 && !node::is_heading(&next))
}
