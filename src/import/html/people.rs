//! Who says something: an element that is called a name, or a link to the page of somebody.

use dom_query::NodeRef;

use super::node;

/// Words and characters of a name that leads to what else somebody said.
const WORDS: usize = 3;
const NAME: usize = 30;
/// Characters of one that is looked for among others.
const SHORTEST: usize = 3;
/// Elements of a post that are looked at, and characters of what names somebody.
const NEAR: usize = 600;
const LONGEST: usize = 60;

/// Labels of names and of pictures of people.
const LABELS: &[&str] = &[
    "author", "username", "user", "avatar", "commenter", "nickname", "nick", "poster", "gravatar", "sender",
    "creator", "vcard", "handle",
];

/// Words in the addresses of people.
const PLACES: &[&str] = &["user", "member", "profile", "people"];

/// Whether words may be a name.
pub(super) fn is_name(text: &str) -> bool {
    text.split_whitespace().nth(WORDS).is_none()
        && text.chars().count() <= NAME
        && text.contains(char::is_alphabetic)
}

/// Whether an element is called the name or the picture of somebody.
pub(super) fn is_called_one(node: &NodeRef<'_>) -> bool {
    let labels = node::labels(node);
    let shows_name = |pair: &[String]| matches!(pair, [a, b] if a == "display" && b == "name");
    labels.iter().any(|label| LABELS.contains(&label.as_str())) || labels.windows(2).any(shows_name)
}

/// Whether a heading of such words in `post` names who says what is `said` there.
pub(super) fn is_of_one(heading: &NodeRef<'_>, words: &str, post: &NodeRef<'_>, said: &NodeRef<'_>) -> bool {
    let names_one = |node: &NodeRef<'_>| node.is_element() && (leads_to_one(node) || is_called_one(node));
    let is_told = |node: &NodeRef<'_>| {
        node::few_words(node, NAME)
            .is_some_and(|name| name.chars().count() >= SHORTEST && words.contains(&name))
    };
    heading.descendants_it().any(|below| names_one(&below))
        || outside(post, said).iter().any(|node| names_one(node) && is_told(node))
}

/// Whether somebody is named in `post`, and not in what is `said` there.
pub(super) fn names(post: &NodeRef<'_>, said: &NodeRef<'_>) -> bool {
    outside(post, said).iter().any(|node| {
        leads_to_one(node)
            || (is_called_one(node) && node::few_words(node, LONGEST).is_some_and(|w| !w.is_empty()))
    })
}

/// What stands in the addresses of people before their names: the same of all who say something on one page.
pub(super) fn places(post: &NodeRef<'_>, said: &NodeRef<'_>) -> Vec<String> {
    outside(post, said).iter().filter_map(place).collect()
}

/// What stands before the name in the address of somebody whom a link names.
pub(super) fn place(link: &NodeRef<'_>) -> Option<String> {
    if !link.has_name("a") || !node::leads_away(link) {
        return None;
    }
    let name = node::few_words(link, NAME).filter(|words| is_name(words))?;
    let name = name.trim_start_matches(['@', '~']).to_lowercase();
    let address = node::attribute(link, "href")?.to_lowercase();
    // Not the name of the machine.
    let path = address
        .split_once("://")
        .map_or(0, |(_, rest)| address.len() - rest.len() + rest.find('/').unwrap_or(rest.len()));
    let at = address.get(path..)?.rfind(&name)?;
    let place = address.get(..path + at)?;
    let is_of_people = PLACES.iter().any(|of| place.contains(of))
        || ["/u/", "/~", "/@"].iter().any(|end| place.ends_with(end));
    (is_of_people && !name.is_empty()).then(|| place.to_owned())
}

/// Whether an element is a link to the page of somebody.
fn leads_to_one(link: &NodeRef<'_>) -> bool {
    place(link).is_some()
        || (link.has_name("a")
            && link.attr("href").is_some_and(|href| PLACES.iter().any(|place| href.contains(place)))
            && node::few_words(link, NAME).is_some_and(|words| is_name(&words)))
}

/// The elements of `post` that are none of what is `said` there.
fn outside<'a>(post: &NodeRef<'a>, said: &NodeRef<'_>) -> Vec<NodeRef<'a>> {
    let (mut found, mut open) = (Vec::new(), vec![*post]);
    while let Some(node) = open.pop().filter(|_| found.len() < NEAR) {
        if node.id != said.id && node.is_element() && !node.has_attr("hidden") {
            open.extend(node.children_it(true));
            found.push(node);
        }
    }
    found
}
