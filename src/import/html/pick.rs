//! Which words of a page are the article's: Readability says which, and the smallest element that holds
//! nearly all of them is where the article stands.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::part::Part;
use super::posts::{self, Talk};
use super::{beside, continued, frame, node, notes, outer, rows, speakers, stated};

/// Characters of text that are much prose.
const PROSE: usize = 1000;
/// Fewer say nothing at length.
pub(super) const TOLD: usize = 100;
/// Fewer are no article for sure.
const FEW: usize = 600;

/// How many characters of text an element holds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    pub all: usize,
    /// Those that Readability takes for the article's.
    pub kept: usize,
    /// Those in links.
    pub linked: usize,
    /// Elements below.
    pub elements: usize,
}

impl Weight {
    /// Whether it is a good deal of text, which Readability keeps, and few links.
    pub(super) fn is_prose(self) -> bool {
        self.all >= PROSE && self.kept * 10 >= self.all * 9 && self.linked * 10 <= self.all
    }

    /// Whether Readability keeps nearly all of it, and most is no link.
    pub(super) fn is_told(self) -> bool {
        self.all >= TOLD && self.kept * 10 >= self.all * 9 && self.linked * 10 <= self.all * 3
    }
}

/// What is known of the nodes of a page.
#[derive(Debug, Default)]
pub(super) struct Weights {
    pub of: HashMap<NodeId, Weight>,
    pub kept: HashSet<NodeId>,
    /// Elements that stand beside the article for certain.
    pub beside: HashMap<NodeId, Part>,
    /// Lists of teasers.
    pub rows: HashSet<NodeId>,
    /// The one element that holds what the page is about, if the page says so.
    pub main: Option<NodeId>,
    /// Elements around what people say to each other, where that is what the page is about.
    pub talk: HashSet<NodeId>,
    /// Characters that Readability keeps on the whole page.
    total: usize,
}

impl Weights {
    pub(super) fn of(&self, node: &NodeRef<'_>) -> Weight {
        self.of.get(&node.id).copied().unwrap_or_default()
    }

    /// Whether an element holds much of the article: then it is no other part, whatever it is called.
    pub(super) fn holds_article(&self, node: &NodeRef<'_>) -> bool {
        self.total > 0 && self.of(node).kept * 5 >= self.total * 2
    }

    /// Asks Readability, and the page itself, which words are the article's; whether the page says so.
    pub(super) fn keep(&mut self, document: &Document, body: &NodeRef<'_>) -> bool {
        self.kept = kept(document, &self.beside);
        stated::keep(self, body)
    }

    /// Characters that are kept.
    pub(super) fn characters(&self, body: &NodeRef<'_>) -> usize {
        body.descendants_it().filter(|node| self.keeps(node)).map(|node| length(&node)).sum()
    }

    /// Whether Readability keeps this text node.
    pub(super) fn keeps(&self, node: &NodeRef<'_>) -> bool {
        self.kept.contains(&node.id)
    }
}

/// Weighs the nodes below `body`; gives the element below which the article stands too. Where Readability is
/// not to look for the article, nothing is kept.
pub(super) fn weigh<'a>(document: &Document, body: &NodeRef<'a>, look: bool) -> (Weights, NodeRef<'a>) {
    let mut weights = Weights::default();
    if look {
        weights.beside = beside::find(body);
        let talk = posts::find(body);
        if let Some(Talk { around, apart, .. }) = &talk {
            weights.beside.retain(|id, _| !around.contains(id));
            weights.beside.extend(apart.iter().map(|id| (*id, Part::Further)));
        }
        let is_stated = weights.keep(document, body);
        // A page of little else is about what people said below it.
        if !is_stated && talk.is_none() && !weights.beside.is_empty() && weights.characters(body) < TOLD {
            weights.beside.retain(|_, part| *part == Part::Unscripted);
            weights.keep(document, body);
        }
        frame::set_aside(document, body, &mut weights);
        if let Some(Talk { words, around, .. }) = talk {
            weights.kept.extend(words);
            weights.talk = around;
        }
        weights.rows = beside::rows(body);
        rows::keep(&mut weights, body);
        continued::keep(&mut weights, body);
        add(&mut weights, body, false);
        let region = region(&weights, body);
        let stated = stated::find(&weights, body).or_else(|| sole_main(body).filter(has_title));
        outer::keep(&mut weights, body, &region, stated.as_ref());
        add(&mut weights, body, false);
        let region = self::region(&weights, body);
        speakers::keep(&mut weights, &region);
        notes::keep(&mut weights, body);
    }
    let main = sole_main(body).filter(|_| look);
    weights.main = main.map(|main| main.id);
    let top = main.filter(|main| settle(&mut weights.kept, body, main)).unwrap_or(*body);
    weights.total = add(&mut weights, body, false).kept;
    (weights, top)
}

/// The element that the page says holds what it is about, where it says so of one.
fn sole_main<'a>(body: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let is_main = |node: &NodeRef<'_>| {
        node.has_name("main") || node.attr("role").is_some_and(|role| role.eq_ignore_ascii_case("main"))
    };
    let mut found = body.descendants_it().filter(|node| node.is_element() && is_main(node));
    let is_hidden = |main: &NodeRef<'_>| {
        main.has_attr("hidden") || main.ancestors_it(None).any(|above| above.has_attr("hidden"))
    };
    found.next().filter(|main| found.next().is_none() && !is_hidden(main))
}

/// Whether the title stands in an element, and it holds no further article.
fn has_title(node: &NodeRef<'_>) -> bool {
    let has = |name: &str| node.descendants_it().any(|below| below.has_name(name));
    has("h1") && !has("article")
}

/// Takes away the few words that are kept outside of `main`, if more are within. Where nothing but a few words
/// is kept, and those outside, all of `main` is the article instead, if it has a heading of the first order and
/// words besides: true then.
fn settle(kept: &mut HashSet<NodeId>, body: &NodeRef<'_>, main: &NodeRef<'_>) -> bool {
    let within: HashSet<NodeId> =
        main.descendants_it().filter(NodeRef::is_text).map(|node| node.id).collect();
    let (mut inside, mut outside) = (0, 0);
    for node in body.descendants_it().filter(|node| kept.contains(&node.id)) {
        *(if within.contains(&node.id) { &mut inside } else { &mut outside }) += length(&node);
    }
    if outside >= FEW {
        return false;
    }
    if inside > 0 && inside >= outside {
        kept.retain(|id| within.contains(id));
        return false;
    }
    // A heading, and a word that is neither of it nor of a link.
    let is_heading = |node: &NodeRef<'_>| node.has_name("h1");
    let has_words = main.descendants_it().any(|node| {
        length(&node) > 0 && !node.ancestors_it(None).any(|above| is_heading(&above) || above.has_name("a"))
    });
    let is_it = has_words && main.descendants_it().any(|node| node.is_element() && is_heading(&node));
    if is_it {
        *kept = within;
    }
    is_it
}

/// Characters of a text node that are no white space.
pub(super) fn length(node: &NodeRef<'_>) -> usize {
    node::look_at_text(node, |text| text.chars().filter(|c| !c.is_whitespace()).count())
}

/// The text nodes that Readability keeps of what does not stand `beside`. It works on a copy, in which nodes
/// keep their numbers.
fn kept(document: &Document, beside: &HashMap<NodeId, Part>) -> HashSet<NodeId> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let copy = document.clone();
    for node in beside.keys().filter_map(|id| copy.tree.get(id)) {
        node.remove_from_parent();
    }
    let Ok(mut reader) = Readability::with_document(copy, None, Some(config)) else {
        return HashSet::new();
    };
    if reader.parse().is_err() {
        return HashSet::new();
    }
    let found = reader.doc.select_single("#readability-page-1");
    let nodes = found.nodes().iter().flat_map(NodeRef::descendants_it);
    nodes.filter(NodeRef::is_text).map(|node| node.id).collect()
}

fn add(weights: &mut Weights, node: &NodeRef<'_>, linked: bool) -> Weight {
    let mut sum = Weight::default();
    for child in node.children_it(false) {
        if child.is_text() {
            let length = length(&child);
            sum.all += length;
            sum.kept += if weights.keeps(&child) { length } else { 0 };
            sum.linked += if linked { length } else { 0 };
        } else if child.is_element() && !child.has_attr("hidden") {
            let below = add(weights, &child, linked || (child.has_name("a") && node::leads_away(&child)));
            sum.all += below.all;
            sum.kept += below.kept;
            sum.linked += below.linked;
            sum.elements += below.elements + 1;
        }
    }
    weights.of.insert(node.id, sum);
    sum
}

/// The smallest element that holds nearly all that Readability keeps.
pub(super) fn region<'a>(weights: &Weights, body: &NodeRef<'a>) -> NodeRef<'a> {
    let all = weights.of(body).kept;
    let mut region = *body;
    loop {
        let next = region
            .children_it(false)
            .find(|child| child.is_element() && weights.of(child).kept * 100 >= all * 96 && all > 0);
        match next {
            // Where an item holds most of a list, the others belong to it.
            Some(child) if matches!(node::name(&child).as_str(), "ul" | "ol" | "dl") => return region,
            // Not into a part of one paragraph.
            Some(child) if node::is_block(&node::name(&child)) || weights.of(&child).elements > 2 => {
                region = child;
            }
            _ => return region,
        }
    }
}
