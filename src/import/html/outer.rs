//! What an article says around the part of it that Readability took: the words around a long quotation or a deep thread, and
//! paragraphs beside an element that holds the most of it. Readability looks at what stands right beside its choice alone,
//! and not one step further out.

use dom_query::{NodeId, NodeRef};

use super::super::furniture;
use super::super::plain::is_sentence;
use super::part::{self, Part};
use super::pick::Weights;
use super::{beside, node, scan};

/// Characters without white space of a sentence that is a paragraph, and of words that are none and are one.
const SENTENCE: usize = 40;
const PARAGRAPH: usize = 80;
/// Siblings that are looked at on each side.
const BESIDE: usize = 1000;
/// Characters of a heading that may be one above teasers.
const HEADING: usize = 60;
/// Elements of what is beside that are looked at, and characters of what asks for something.
const NEAR: usize = 400;
const ASKS: usize = 400;
/// So many paragraphs below a line are a section of the article, and no foot of the page.
const SECTION: usize = 2;

/// Keeps what stands around `region`, the element that holds what Readability keeps, where it is of the same article: all
/// that tells something within `stated`, the element that the page says holds it. Weights are to be known. O(elements),
/// as the looks are bounded.
pub(super) fn keep(
    weights: &mut Weights,
    body: &NodeRef<'_>,
    region: &NodeRef<'_>,
    stated: Option<&NodeRef<'_>>,
) {
    if weights.of(region).kept == 0 {
        return;
    }
    let (mut found, mut asking): (Vec<NodeId>, Vec<NodeId>) = (Vec::new(), Vec::new());
    let outermost = outermost(body, region);
    if let Some(around) = outermost.filter(|list| depth(list, region) > 1) {
        found.extend(Walk::over(weights, std::iter::once(around)).words());
    }
    let mut child = outermost.unwrap_or(*region);
    let mut place = if outermost.is_some() { Place::Quoted } else { Place::Anywhere };
    let is_stated = |node: &NodeRef<'_>| stated.is_some_and(|stated| stated.id == node.id);
    let is_within = child.ancestors_it(None).any(|above| is_stated(&above));
    if (is_within || is_stated(&child))
        && let Some(part) = first_part(weights, &child)
    {
        found.extend(beside(weights, &child, &part, Place::Stated));
        asking.extend(asking_beside(weights, &part));
    }
    while child.id != body.id && !is_whole(&child) && !is_stated(&child) {
        let Some(parent) = child.parent() else { break };
        if is_within && place == Place::Anywhere {
            place = Place::Stated;
        }
        found.extend(beside(weights, &parent, &child, place));
        if place == Place::Stated {
            asking.extend(asking_beside(weights, &child));
        }
        child = parent;
        place = Place::Anywhere;
    }
    weights.kept.extend(found);
    weights.beside.extend(asking.into_iter().map(|node| (node, Part::Appeal)));
}

/// What asks for something beside a part of what the page says holds the article.
fn asking_beside(weights: &Weights, part: &NodeRef<'_>) -> Vec<NodeId> {
    let after = std::iter::successors(part.next_element_sibling(), NodeRef::next_element_sibling);
    let before = std::iter::successors(part.prev_element_sibling(), NodeRef::prev_element_sibling);
    let all = after.take(BESIDE).chain(before.take(BESIDE));
    let is_other = |node: &NodeRef<'_>| weights.of(node).kept == 0 && !weights.beside.contains_key(&node.id);
    let is_part = |node: &NodeRef<'_>| matches!(node::name(node).as_str(), "div" | "section");
    all.filter(|node| is_part(node) && is_other(node) && asks(node)).map(|node| node.id).collect()
}

/// The first element of the article that has paragraphs of its own, where it stands in such elements.
fn first_part<'a>(weights: &Weights, region: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let first = region.children_it(false).find(|child| child.is_element() && weights.of(child).kept > 0)?;
    let is_part = matches!(node::name(&first).as_str(), "div" | "section")
        && first.descendants_it().any(|below| below.has_name("p"));
    is_part.then_some(first)
}

/// Where an element stands beside which words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// It is the outermost quotation around what is kept.
    Quoted,
    /// Within what the page says holds its article.
    Stated,
}

/// The outermost list or quotation around `region` that is no lay-out of the page: the article has its title elsewhere.
fn outermost<'a>(body: &NodeRef<'a>, region: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let around = std::iter::once(*region).chain(region.ancestors_it(None));
    let around =
        around.take_while(|node| node.id != body.id && !is_whole(node) && !beside::holds_article(node));
    around.filter(is_list).last()
}

fn is_list(node: &NodeRef<'_>) -> bool {
    matches!(node::name(node).as_str(), "blockquote" | "ul" | "ol" | "dl")
}

/// How many lists and quotations stand within each other from `list` to `region`.
fn depth(list: &NodeRef<'_>, region: &NodeRef<'_>) -> usize {
    let within = region.ancestors_it(None).take_while(|above| above.id != list.id);
    let within = within.filter(is_list).count() + usize::from(list.id != region.id && is_list(region));
    1 + within
}

/// Whether an element has no name.
fn is_bare(node: &NodeRef<'_>) -> bool {
    node::labels(node).iter().all(String::is_empty)
}

/// Whether an element says that it holds all of the article.
fn is_whole(node: &NodeRef<'_>) -> bool {
    matches!(node::name(node).as_str(), "article" | "main" | "body") || beside::is_body(node)
}

/// The words beside `child` that are of the article in it: those around a quotation, after words that are kept, after an
/// element without a name below the title, and all where the page says so.
fn beside(weights: &Weights, parent: &NodeRef<'_>, child: &NodeRef<'_>, place: Place) -> Vec<NodeId> {
    let may_tell = |sibling: &NodeRef<'_>| may_tell(weights, sibling, place == Place::Stated);
    let is_titled =
        |node: &NodeRef<'_>| node.has_name("h1") || node.descendants_it().any(|below| below.has_name("h1"));
    let mut above: Vec<NodeRef<'_>> = Vec::new();
    let mut has_title = false;
    let siblings = std::iter::successors(child.prev_sibling(), NodeRef::prev_sibling);
    for sibling in siblings.take(BESIDE) {
        has_title = is_titled(&sibling);
        if has_title || is_end(weights, &sibling) {
            break;
        }
        above.push(sibling);
    }
    above.reverse();
    let above = Walk::over(weights, above.into_iter().filter(may_tell));
    let goes_on = above.paragraphs > 0 && (above.kept > 0 || (has_title && is_bare(child)));
    if place == Place::Anywhere && !goes_on && !beside::is_body(parent) {
        return Vec::new();
    }
    let mut found = above.words();
    let siblings = std::iter::successors(child.next_sibling(), NodeRef::next_sibling);
    let below: Vec<NodeRef<'_>> =
        siblings.take(BESIDE).take_while(|sibling| !is_end(weights, sibling)).collect();
    // What stands below a line at the end of a page may be its foot.
    let mut sections: Vec<Walk> = below
        .split(|sibling| sibling.has_name("hr"))
        .map(|section| Walk::over(weights, section.iter().copied().filter(may_tell)))
        .collect();
    while sections.len() > 1 && sections.last().is_some_and(|last| last.paragraphs < SECTION) {
        sections.pop();
    }
    found.extend(sections.into_iter().flat_map(Walk::words));
    found
}

/// Whether the article ends where a sibling begins, whatever comes after.
fn is_end(weights: &Weights, sibling: &NodeRef<'_>) -> bool {
    if !sibling.is_element() {
        return false;
    }
    let name = node::name(sibling);
    let is_other =
        || matches!(part::of(sibling, &name), Some(Part::Biography | Part::Comments | Part::Credit));
    let is_above_teasers = || {
        node::is_heading(sibling)
            && (node::few_words(sibling, HEADING).is_some_and(|words| furniture::is_above_teasers(&words))
                || sibling.descendants_it().any(|below| below.has_name("a") && node::leads_away(&below)))
    };
    matches!(name.as_str(), "h1" | "footer" | "article" | "main" | "address")
        || weights.beside.get(&sibling.id).is_some_and(|part| !matches!(part, Part::Film | Part::Unscripted))
        || is_other()
        || is_above_teasers()
}

/// Whether a sibling may be of the article: a text, what is said in a line, a paragraph or an element without a name; with
/// one, if it stands within what the page says holds the article and is not called anything else.
fn may_tell(weights: &Weights, sibling: &NodeRef<'_>, is_stated: bool) -> bool {
    let name = node::name(sibling);
    match name.as_str() {
        "div" | "section" | "center" => {
            let weight = weights.of(sibling);
            weight.linked * 4 < weight.all
                && if is_stated { !is_other(weights, sibling, &name) } else { is_bare(sibling) }
        }
        "p" | "pre" | "blockquote" | "ul" | "ol" | "dl" | "h2" | "h3" | "h4" | "h5" | "h6" => true,
        name => !node::is_block(name),
    }
}

/// What other part of a page an element is called.
fn other_part(weights: &Weights, node: &NodeRef<'_>, name: &str) -> Option<Part> {
    part::of(node, name).filter(|part| !part::is_of_its_own(*part, node, weights.of(node).linked))
}

/// Whether an element is called another part of a page, asks for something, or has headings that lead to other pages.
fn is_other(weights: &Weights, node: &NodeRef<'_>, name: &str) -> bool {
    let below = || node.descendants_it().filter(NodeRef::is_element).take(NEAR);
    let leads = |heading: &NodeRef<'_>| {
        let is_link = |node: &NodeRef<'_>| node.has_name("a") && node::leads_away(node);
        heading.ancestors_it(Some(2)).any(|above| is_link(&above))
            || heading.descendants_it().any(|below| is_link(&below))
    };
    other_part(weights, node, name).is_some()
        || below().any(|below| below.has_name("form") || (node::is_heading(&below) && leads(&below)))
        || asks(node)
}

/// Whether what an element says is no more than a request.
fn asks(node: &NodeRef<'_>) -> bool {
    node::few_words(node, ASKS).is_some_and(|words| scan::unscripted::asks(&words))
}

/// Words that no element parts from each other.
#[derive(Default)]
struct Run {
    words: Vec<NodeId>,
    text: String,
    all: usize,
    linked: usize,
    kept: bool,
}

/// The paragraphs of some elements.
#[derive(Default)]
struct Walk {
    found: Vec<NodeId>,
    paragraphs: usize,
    /// How many of them Readability keeps.
    kept: usize,
    run: Run,
}

impl Walk {
    fn over<'a>(weights: &Weights, nodes: impl Iterator<Item = NodeRef<'a>>) -> Self {
        let mut walk = Self::default();
        for node in nodes {
            walk.node(weights, &node, false);
        }
        walk.end();
        walk
    }

    fn words(self) -> Vec<NodeId> {
        self.found
    }

    fn node(&mut self, weights: &Weights, node: &NodeRef<'_>, linked: bool) {
        if node.is_text() {
            self.text(weights, node, linked);
            return;
        }
        let name = node::name(node);
        let is_other = || other_part(weights, node, &name).is_some() && weights.of(node).kept == 0;
        if !node.is_element()
            || node.has_attr("hidden")
            || weights.beside.contains_key(&node.id)
            || matches!(name.as_str(), "aside" | "form" | "figure" | "h1")
            || is_other()
        {
            return;
        }
        let parts = node::is_block(&name) || name == "br";
        if parts {
            self.end();
        }
        let linked = linked || (name == "a" && node::leads_away(node));
        for child in node.children_it(false) {
            self.node(weights, &child, linked);
        }
        if parts {
            self.end();
        }
    }

    fn text(&mut self, weights: &Weights, node: &NodeRef<'_>, linked: bool) {
        let length = super::pick::length(node);
        node::look_at_text(node, |text| self.run.text.push_str(text));
        self.run.words.push(node.id);
        self.run.all += length;
        self.run.linked += if linked { length } else { 0 };
        self.run.kept |= length > 0 && weights.keeps(node);
    }

    fn end(&mut self) {
        let run = std::mem::take(&mut self.run);
        let tells = (run.all >= SENTENCE && is_sentence(run.text.trim())) || run.all >= PARAGRAPH;
        if tells && run.linked * 4 < run.all {
            self.paragraphs += 1;
            self.kept += usize::from(run.kept);
            self.found.extend(run.words);
        }
    }
}
