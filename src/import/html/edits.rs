//! Ways to write on a section, which wikis show in or beside its heading: `History [edit | edit source]`. They are none of the
//! heading, nor links that it stands above.

use dom_query::NodeRef;

use super::node;

/// Characters of such ways, and elements after a heading among which they are looked for.
const LONGEST: usize = 60;
const AFTER: usize = 2;

/// Takes them out of the page. O(elements), as the looks are bounded.
pub(super) fn leave_out(body: &NodeRef<'_>) {
    let headings: Vec<NodeRef<'_>> = body.descendants_it().filter(node::is_heading).collect();
    for heading in headings {
        let within = heading.descendants_it().filter(is_one);
        let after = std::iter::successors(heading.next_element_sibling(), NodeRef::next_element_sibling);
        let ways: Vec<NodeRef<'_>> = within.chain(after.take(AFTER).filter(is_one)).collect();
        for way in ways {
            way.remove_from_parent();
        }
    }
}

/// Whether an element is nothing but links to where a section is edited, and marks around them.
fn is_one(element: &NodeRef<'_>) -> bool {
    let is_link = |node: &NodeRef<'_>| {
        let leads = || node.attr("href").is_some_and(|href| href.to_ascii_lowercase().contains("edit"));
        node.has_name("a") && node::leads_away(node) && leads()
    };
    let is_mark = |text: &NodeRef<'_>| {
        node::look_at_text(text, |text| text.chars().all(|c| c.is_whitespace() || "[](){}|/·•".contains(c)))
    };
    let is_of_link = |text: &NodeRef<'_>| {
        let mut around = text.ancestors_it(None).take_while(|above| above.id != element.id);
        around.any(|above| is_link(&above))
    };
    element.is_element()
        && !element.has_name("a")
        && node::few_words(element, LONGEST).is_some_and(|words| !words.is_empty())
        && element.descendants_it().any(|below| is_link(&below))
        && element.descendants_it().filter(NodeRef::is_text).all(|text| is_mark(&text) || is_of_link(&text))
}
