//! The rest of a sentence that stands hidden within its paragraph, until its readers ask for more:
//! `It sank<span>…</span><span hidden> in spring.</span> <a href="#">more</a>`.

use dom_query::NodeRef;

use super::node;

/// Characters of the words on which readers press, and of what stands in place of the rest.
const LONGEST: usize = 30;
/// Nodes on either hand that are looked at.
const NEAR: usize = 4;

/// First words on which readers press to see more.
const MORE: &[&str] = &[
    "more", "read", "show", "see", "view", "continue", "expand", "mehr", "weiter", "weiterlesen", "lire",
    "voir", "suite", "plus", "leer", "ver", "más", "mostrar", "leggi", "mostra", "altro", "lees", "meer",
    "leia", "mais", "читать", "показать", "ещё", "еще", "далее", "展开", "展開", "更多", "続きを読む",
    "もっと見る",
];

/// Whether hidden words go on where the shown ones break off, or stand before that on which readers press to see more.
pub(super) fn is_one(hidden: &NodeRef<'_>) -> bool {
    let before = siblings(hidden, NodeRef::prev_sibling).next();
    let said = |node: &NodeRef<'_>| match node::own_text(node) {
        Some(text) => text.to_owned(),
        None => node::words(node),
    };
    let breaks_off = before.is_some_and(|before| breaks_off(&said(&before)));
    let has_words = || node::words(hidden).contains(char::is_alphabetic);
    let is_before_more = || {
        let next = siblings(hidden, NodeRef::next_sibling).next();
        next.is_some_and(|next| next.is_element() && !next.has_attr("hidden") && asks_for_more(&next))
    };
    // What stands alone in its paragraph goes on with nothing.
    let goes_on = || siblings(hidden, NodeRef::prev_sibling).any(|before| before.is_text());
    (breaks_off || is_before_more() && goes_on()) && has_words()
}

/// Takes away what stood in place of words that are shown now.
pub(super) fn clear(shown: &NodeRef<'_>) {
    let dots = siblings(shown, NodeRef::prev_sibling).next().filter(NodeRef::is_element);
    if let Some(dots) = dots.filter(|dots| is_dots(&node::words(dots))) {
        dots.remove_from_parent();
    }
}

/// The nodes on one hand that have words or may have some.
fn siblings<'a>(
    node: &NodeRef<'a>,
    step: impl Fn(&NodeRef<'a>) -> Option<NodeRef<'a>>,
) -> impl Iterator<Item = NodeRef<'a>> {
    std::iter::successors(step(node), move |node| step(node)).take(NEAR).filter(says_something)
}

fn says_something(node: &NodeRef<'_>) -> bool {
    node::look_at_text(node, |text| !text.trim().is_empty()) || node::says_something(node)
}

fn is_dots(words: &str) -> bool {
    let words = words.trim_matches(|c: char| c.is_whitespace() || "[]()".contains(c));
    matches!(words, "..." | "…" | "....")
}

fn breaks_off(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| c.is_whitespace() || "])".contains(c));
    words.ends_with("...") || words.ends_with('…')
}

fn asks_for_more(node: &NodeRef<'_>) -> bool {
    let is_pressed = node.has_name("a") && !node::leads_away(node)
        || node.attr("role").is_some_and(|role| &*role == "button");
    is_pressed
        && node::few_words(node, LONGEST).is_some_and(|words| {
            let words = words.to_lowercase();
            let first = words.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
            first.is_some_and(|first| MORE.contains(&first))
        })
}
