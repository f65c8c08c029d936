//! What of a page is not about its article: other parts, and what stands in them.

use dom_query::NodeRef;

use super::super::part::{self, Part};
use super::super::{node, pick};

/// Elements above one that are looked at.
const ABOVE: usize = 10;
/// Nodes of a header among which a title is looked for.
const NEAR: usize = 60;

/// Added to how unsure what stands elsewhere is.
pub(super) const MORE: u8 = 10;

/// Where else than in its article something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// At the foot of a page, or beside the article.
    Beside,
    /// In a menu, among comments or other articles, in what is quoted.
    Other,
}

/// In which part of the page that is not about its article an element stands, if it does.
pub(super) fn of(node: &NodeRef<'_>, weights: &pick::Weights) -> Option<Kind> {
    if is_of_comment(node) {
        return Some(Kind::Other);
    }
    let mut found = None;
    for above in node.ancestors_it(Some(ABOVE)) {
        // What holds the article is no other part, whatever it is called.
        let name = node::name(&above);
        if weights.holds_article(&above) || (name == "header" && is_titled(&above)) {
            break;
        }
        // `title-ad-container`
        if name == "div" && is_frame(&above, &name, weights) && is_titled(&above) {
            break;
        }
        if matches!(name.as_str(), "footer" | "aside") && is_frame(&above, &name, weights) {
            found = Some(Kind::Beside);
        } else if name == "blockquote" || is_frame(&above, &name, weights) {
            return Some(Kind::Other);
        }
    }
    found
}

/// Whether the page says that an element tells of a thing on it, such as a picture, and not of the page.
pub(super) fn is_of_thing(node: &NodeRef<'_>) -> bool {
    let mut kinds = node.ancestors_it(Some(ABOVE)).filter_map(|above| above.attr("itemtype"));
    kinds.next().is_some_and(|kind| {
        ["ImageObject", "Comment", "Answer", "UserComments", "Person", "Organization", "Rating"]
            .iter()
            .any(|thing| kind.trim_end_matches('/').ends_with(thing))
    })
}

/// Whether an element stands in what readers say below the article.
pub(super) fn is_in_comments(node: &NodeRef<'_>, weights: &pick::Weights) -> bool {
    let mut around = node.ancestors_it(Some(ABOVE)).take_while(|above| !weights.holds_article(above));
    let is_comments = |above: NodeRef<'_>| {
        part::of(&above, &node::name(&above)) == Some(Part::Comments)
            || weights.beside.get(&above.id) == Some(&Part::Comments)
    };
    is_of_comment(node) || around.any(is_comments)
}

/// Whether the labels of an element say that it tells of a comment.
fn is_of_comment(node: &NodeRef<'_>) -> bool {
    node::labels(node).windows(2).any(|pair| {
        matches!(pair, [a, b] if a == "comment" && matches!(b.as_str(), "meta" | "date" | "time" | "author"))
    })
}

/// Whether the head of an article, or of a page, has its title.
fn is_titled(header: &NodeRef<'_>) -> bool {
    header.descendants_it().take(NEAR).any(|below| below.has_name("h1"))
}

/// Whether an element is the picture or band that has the title of the article in it, and no menu.
pub(super) fn is_around_title(node: &NodeRef<'_>) -> bool {
    let mut below = node.descendants_it().take(NEAR);
    let title = below.find(|below| below.has_name("h1") || below.has_name("nav"));
    title.is_some_and(|title| {
        title.has_name("h1")
            && !super::heading::names_site(&title)
            && !below.any(|below| below.has_name("nav"))
    })
}

/// Whether an element begins such a part.
pub(super) fn is_frame(node: &NodeRef<'_>, name: &str, weights: &pick::Weights) -> bool {
    if weights.holds_article(node) {
        return false;
    }
    let labels = || node::labels(node);
    match name {
        "nav" => true,
        // The foot of an article, and what stands beside its head, tell of it.
        "footer" | "aside" => {
            let of_article = labels().iter().any(|label| {
                matches!(
                    label.as_str(),
                    "article" | "entry" | "post" | "story" | "byline" | "meta" | "author"
                )
            });
            let inside = node.parent().is_some_and(|above| above.has_name("article"));
            !of_article && (name == "aside" || !inside)
        }
        _ => {
            // The bar of tools below a title often tells when it appeared.
            matches!(part::of(node, name), Some(Part::Related | Part::Comments | Part::Frame))
                || is_of_comment(node)
        }
    }
}
