//! Sections that are named after their own headings: documentation and papers name each so, and one on comments or related
//! work is called as what stands beside an article is. In the midst of others such a name says nothing, and goes; so do
//! those of headings that open what stands below them.

use dom_query::NodeRef;

use super::super::furniture;
use super::super::plain::is_sentence;
use super::{beside, discussion, node, part};

/// Sections of a page with such names that are looked at, and elements beside each.
const MOST: usize = 100;
const BESIDE: usize = 200;
/// Elements of a section that are looked at, and characters of a paragraph.
const NEAR: usize = 400;
const PARAGRAPH: usize = 40;
const LONGEST: usize = 4000;
/// Characters of a heading.
const HEADING: usize = 80;

/// Parts of names for which Readability leaves out what bears them.
const UNLIKELY: &[&str] = &[
    "banner", "breadcrumb", "combx", "comment", "community", "disqus", "extra", "foot", "header", "legends",
    "menu", "related", "remark", "replies", "rss", "sidebar", "social", "sponsor", "supplemental", "pager",
    "pagination", "popup", "contact", "masthead", "media", "meta", "promo", "scroll", "share", "shopping",
    "tags", "tool", "widget",
];

/// Takes the names away. O(elements), as the looks are bounded.
pub(super) fn unname(body: &NodeRef<'_>) {
    let sections = body.descendants_it().filter(|node| node.is_element() && is_section(node));
    let doubtful: Vec<(NodeRef<'_>, Vec<&str>)> = sections
        .map(|section| (section, part::slugs(&section)))
        .filter(|(section, slugs)| !slugs.is_empty() && is_doubtful(section, slugs))
        .take(MOST)
        .collect();
    let own: Vec<(NodeRef<'_>, Vec<&str>)> =
        doubtful.into_iter().filter(|(section, _)| tells(section) && stands_among_others(section)).collect();
    for (section, slugs) in own {
        section.remove_attrs(&slugs);
    }
    let openers: Vec<NodeRef<'_>> = body.descendants_it().filter(is_opener).collect();
    for opener in openers {
        opener.remove_attr("class");
    }
}

/// Whether an element is a heading that opens what it stands above, or holds one: it may be called a header, as the top of a
/// page is.
fn is_opener(node: &NodeRef<'_>) -> bool {
    let is_heading = || {
        node::is_heading(node)
            || (node.has_name("div")
                && node.first_element_child().is_some_and(|first| node::is_heading(&first))
                && node.children_it(false).filter(NodeRef::is_element).nth(1).is_none())
    };
    node.is_element()
        && node::labels_of(node, &["class"]).iter().any(|label| label == "accordion")
        && is_heading()
}

fn is_section(node: &NodeRef<'_>) -> bool {
    let is_level = |label: &String| {
        label == "section"
            || ["level", "sect"]
                .iter()
                .any(|name| label.strip_prefix(name).is_some_and(|rest| rest.len() == 1))
    };
    node.has_name("section")
        || (node.has_name("div") && node::labels_of(node, &["class"]).iter().any(is_level))
}

/// Whether such a name would be taken for that of something else.
fn is_doubtful(section: &NodeRef<'_>, slugs: &[&str]) -> bool {
    slugs.iter().filter_map(|slug| node::attribute(section, slug)).any(|name| {
        let name = name.to_lowercase();
        UNLIKELY.iter().any(|unlikely| name.contains(unlikely))
    }) || part::is_named(section)
}

/// Whether a section tells something, in words that lead nowhere else, and holds nothing that readers say or are asked.
fn tells(section: &NodeRef<'_>) -> bool {
    let (mut all, mut linked) = (0, 0);
    for text in section.descendants_it().take(NEAR * 2).filter(NodeRef::is_text) {
        let length = super::pick::length(&text);
        all += length;
        let is_link = |above: &NodeRef<'_>| above.has_name("a") && node::leads_away(above);
        linked += if text.ancestors_it(Some(4)).any(|above| is_link(&above)) { length } else { 0 };
    }
    let near = || section.descendants_it().filter(NodeRef::is_element).take(NEAR);
    let is_told = |below: &NodeRef<'_>| {
        matches!(node::name(below).as_str(), "p" | "li" | "dd")
            && node::few_words(below, LONGEST)
                .is_some_and(|words| words.chars().count() >= PARAGRAPH && is_sentence(&words))
    };
    linked * 2 < all
        && near().any(|below| is_told(&below))
        && !near().any(|below| below.has_name("form"))
        && !beside::is_thread(section)
        && !discussion::is_discussion(section)
}

/// Whether another section follows that is named after its heading, tells something and is of the article for sure, and both
/// are in no frame of the page. What stands below an article has none after it; a section of a manual may be the last, but
/// it is the one whose heading has a link to itself.
fn stands_among_others(section: &NodeRef<'_>) -> bool {
    let is_frame =
        |above: &NodeRef<'_>| matches!(node::name(above).as_str(), "footer" | "nav" | "aside" | "header");
    let is_other = |other: &NodeRef<'_>| {
        let slugs = if other.id != section.id && is_section(other) { part::slugs(other) } else { Vec::new() };
        !slugs.is_empty() && !is_doubtful(other, &slugs) && tells(other)
    };
    let mut after =
        std::iter::successors(section.next_element_sibling(), NodeRef::next_element_sibling).take(BESIDE);
    let mut before =
        std::iter::successors(section.prev_element_sibling(), NodeRef::prev_element_sibling).take(BESIDE);
    let leads_to_itself = || {
        let is_link = |below: &NodeRef<'_>| {
            below.has_name("a") && below.attr("href").is_some_and(|href| href.starts_with('#'))
        };
        let is_of_other = |heading: &NodeRef<'_>| {
            node::few_words(heading, HEADING).is_none_or(|words| {
                let words = words.trim_end_matches(|c| c == ' ' || node::is_anchor_sign(c));
                words.eq_ignore_ascii_case("comments") || furniture::is_above_teasers(words)
            })
        };
        section.first_element_child().is_some_and(|first| {
            node::is_heading(&first)
                && first.descendants_it().any(|below| is_link(&below))
                && !is_of_other(&first)
        })
    };
    !section.ancestors_it(None).any(|above| is_frame(&above))
        && (after.any(|other| is_other(&other))
            || (leads_to_itself() && before.any(|other| is_other(&other))))
}
