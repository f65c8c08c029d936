//! Further parts of an article, behind an advertisement or what asks for money: Readability keeps the part that has most and
//! loses the others. They are told from other articles by where they stand and what they are called, as the first is, and
//! by what they lack: a heading that leads elsewhere, a title, a name or a day of their own.

use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};

use super::super::furniture;
use super::super::plain::is_sentence;
use super::node;
use super::part::Part;
use super::pick::{self, Weights};

/// Characters without white space that a paragraph has, and a part.
const PARAGRAPH: usize = 60;
const LEAST: usize = 120;
/// Elements around a paragraph that are looked at, and elements beside each.
const AROUND: usize = 10;
const BESIDE: usize = 200;
/// Elements of a part that are looked at, those among which its heading stands if it has one above it, and characters
/// of a heading.
const NEAR: usize = 600;
const FIRST: usize = 4;
const HEADING: usize = 60;
/// Labels of an element that are compared.
const LABELS: usize = 400;

/// Keeps further parts of the article that Readability keeps one of. O(elements beside the article).
pub(super) fn keep(weights: &mut Weights, body: &NodeRef<'_>) {
    let total = weights.characters(body);
    let Some(paragraph) = paragraph(weights, body) else { return };
    let mut found: HashSet<NodeId> = HashSet::new();
    let mut path: Vec<String> = Vec::new();
    let mut is_named = false;
    for part in paragraph.ancestors_it(Some(AROUND)).take_while(|above| above.id != body.id) {
        let labels = labels(&part);
        is_named |= labels.contains(' ') || matches!(node::name(&part).as_str(), "article" | "table");
        path.push(labels);
        if !is_named || weights.characters(&part) * 4 < total {
            continue;
        }
        for sibling in beside(weights, &part) {
            let is_same = path.last().is_some_and(|own| *own == self::labels(&sibling));
            if is_same
                && is_part(weights, &sibling, &node::name(&paragraph), &path)
                && !is_new(&part, &sibling)
            {
                found.extend(words(weights, &sibling));
            }
        }
    }
    weights.kept.extend(found);
}

/// The words of a part, without what stands aside in it.
fn words(weights: &Weights, part: &NodeRef<'_>) -> Vec<NodeId> {
    let mut open: Vec<NodeRef<'_>> = vec![*part];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        if node.is_text() {
            found.push(node.id);
        } else if !weights.beside.contains_key(&node.id) {
            open.extend(node.children_it(false));
        }
    }
    found
}

/// The first paragraph that is kept, of the element that has most of them.
fn paragraph<'a>(weights: &Weights, body: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut around: HashMap<NodeId, (usize, NodeRef<'a>)> = HashMap::new();
    let mut order: Vec<NodeId> = Vec::new();
    for text in body.descendants_it().filter(|node| weights.keeps(node)) {
        let length = pick::length(&text);
        let Some(paragraph) = text.ancestors_it(None).find(|above| node::is_block(&node::name(above))) else {
            continue;
        };
        let Some(parent) = paragraph.parent().filter(|_| length >= PARAGRAPH) else { continue };
        if !around.contains_key(&parent.id) {
            order.push(parent.id);
        }
        around.entry(parent.id).or_insert((0, paragraph)).0 += length;
    }
    // The first of those that have as much.
    let most = order.iter().rev().max_by_key(|id| around.get(id).map_or(0, |(length, _)| *length))?;
    around.get(most).map(|(_, paragraph)| *paragraph)
}

/// The elements after a part up to one that is none of the article for certain, and those before it down to one that
/// has the title.
fn beside<'a>(weights: &Weights, part: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let ends = |node: &NodeRef<'_>| {
        weights.beside.contains_key(&node.id)
            || (node::is_heading(node)
                && node::few_words(node, HEADING).is_some_and(|words| furniture::is_above_teasers(&words)))
    };
    let after = std::iter::successors(part.next_element_sibling(), NodeRef::next_element_sibling);
    let mut found: Vec<NodeRef<'a>> = after.take(BESIDE).take_while(|sibling| !ends(sibling)).collect();
    let is_titled =
        |node: &NodeRef<'_>| node.has_name("h1") || node.descendants_it().any(|below| below.has_name("h1"));
    if !is_titled(part) {
        let before = std::iter::successors(part.prev_element_sibling(), NodeRef::prev_element_sibling);
        found.extend(before.take(BESIDE).take_while(|sibling| !ends(sibling) && !is_titled(sibling)));
    }
    found
}

/// What an element is and is called, as it is compared.
fn labels(node: &NodeRef<'_>) -> String {
    let class: String =
        node.attr("class").map(|class| class.chars().take(LABELS).collect()).unwrap_or_default();
    let mut labels: Vec<&str> = class.split_whitespace().collect();
    labels.sort_unstable();
    let name = node::name(node);
    labels.insert(0, &name);
    labels.join(" ")
}

/// Whether an element is a further part: paragraphs stand in it as `path`, from within, says, nothing of it is kept,
/// and nothing in it is of an article of its own.
fn is_part(weights: &Weights, node: &NodeRef<'_>, paragraph: &str, path: &[String]) -> bool {
    if node.has_attr("hidden") || node.descendants_it().any(|below| weights.keeps(&below)) {
        return false;
    }
    let mut told = 0;
    for below in node.descendants_it().filter(NodeRef::is_element).take(NEAR) {
        // With what he says somebody may be shown how he signs it.
        let is_other = weights.beside.get(&below.id).is_some_and(|part| *part != Part::Tools)
            || matches!(node::name(&below).as_str(), "h1" | "time" | "form")
            || (node::is_heading(&below) && leads(&below));
        if is_other {
            return false;
        }
        if !below.has_name(paragraph) || !stands_as(&below, node, path) {
            continue;
        }
        let (mut all, mut linked) = (0, 0);
        for text in below.descendants_it().filter(NodeRef::is_text) {
            let length = pick::length(&text);
            all += length;
            linked += if text.ancestors_it(Some(4)).any(|above| above.has_name("a")) { length } else { 0 };
        }
        if all >= PARAGRAPH && linked * 4 >= all {
            return false;
        }
        told += if all >= PARAGRAPH && is_sentence(&node::words(&below)) { all } else { 0 };
    }
    told >= LEAST
}

/// Whether a paragraph stands in an element as `path` says.
fn stands_as(paragraph: &NodeRef<'_>, node: &NodeRef<'_>, path: &[String]) -> bool {
    let around = paragraph.ancestors_it(Some(path.len()));
    !path.is_empty()
        && around.last().is_some_and(|last| last.id == node.id)
        && paragraph.ancestors_it(Some(path.len())).map(|above| labels(&above)).eq(path.iter().cloned())
}

/// Whether what comes after a part begins with a heading, as another article does: the part has the title, or both
/// are called articles.
fn is_new(part: &NodeRef<'_>, next: &NodeRef<'_>) -> bool {
    let begins =
        next.descendants_it().filter(NodeRef::is_element).take(FIRST).any(|below| node::is_heading(&below));
    begins && (part.has_name("article") || part.descendants_it().any(|below| below.has_name("h1")))
}

/// Whether an `article` goes on with another one: it is called the same, begins with a paragraph and has no day, no
/// title and no link above a paragraph of its own.
pub(super) fn goes_on(own: &NodeRef<'_>, other: &NodeRef<'_>) -> bool {
    let mut near = other.descendants_it().filter(NodeRef::is_element).take(NEAR);
    labels(own) == labels(other)
        && near.next().is_some_and(|first| first.has_name("p"))
        && !near.any(|below| {
            matches!(node::name(&below).as_str(), "h1" | "time")
                || (node::is_heading(&below) && leads(&below))
        })
}

fn leads(heading: &NodeRef<'_>) -> bool {
    let is_link = |node: &NodeRef<'_>| node.has_name("a") && node::leads_away(node);
    heading.ancestors_it(Some(2)).any(|above| is_link(&above))
        || heading.descendants_it().any(|below| is_link(&below))
}
