//! What stands beside the article and says so for certain: threads of comments, what asks for an address in a form of
//! its own, and teasers below a heading such as `Related stories`. Readability is not shown them: of a short article it would take them instead.

use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};

use super::super::furniture;
use super::part::{self, Part};
use super::{continued, discussion, node, scan};

/// Elements below one that are looked at.
const NEAR: usize = 400;
/// Elements of a section among which its heading is looked for, and characters of such a heading.
const FIRST: usize = 12;
const HEADING: usize = 60;
/// Elements around a text among which an item is looked for, and characters that tell something.
const DEEP: usize = 8;
const PROSE: usize = 60;
/// Elements that are named after comments and hold none, of a page: more are not looked into.
const MOST: usize = 200;
/// Titles in the head of a page that are looked at.
const HEADS: usize = 8;
/// Longer titles (characters) are none, and shorter ones say too little.
const TITLE: usize = 400;
const SHORTEST: usize = 8;
/// Characters of a teaser, and how many of them are a row.
const TEASER: usize = 200;
const ROW: usize = 3;
/// Characters of what asks for an address, at most.
const APPEAL: usize = 1000;
/// So many characters of paragraphs are an article.
const ARTICLE: usize = 600;

/// Names of elements that hold comments, letters and digits alone.
const THREADS: &[&str] = &[
    "comments", "commentsarea", "commentarea", "commentlist", "commentslist", "commentsection",
    "commentssection", "commentthread", "commentsthread", "commentthreads", "commentswrapper",
    "commentswrap", "commentscontainer", "commentcontainer", "commentsblock", "commentsfeed", "commentsbody",
    "postcomments", "articlecomments", "storycomments", "entrycomments", "usercomments", "readercomments",
    "disqusthread", "disqus",
];

/// The outermost elements below `body` that stand beside the article, and what stands in place of films. O(elements), as the looks are bounded.
pub(super) fn find(body: &NodeRef<'_>) -> HashMap<NodeId, Part> {
    let mut found = HashMap::new();
    let is_forum = body.descendants_it().any(|node| {
        node.attr("itemtype").is_some_and(|kind| {
            ["DiscussionForumPosting", "QAPage", "Question"].iter().any(|forum| kind.ends_with(forum))
        })
    });
    // Where the page is what people answered each other, their words are its article.
    let mut tries = if is_forum { 0 } else { MOST };
    let is_article_first = !is_forum;
    let mut part = |node: &NodeRef<'_>| {
        if tries > 0 && is_named(node) {
            if is_thread(node) {
                return Some(Part::Comments);
            }
            tries -= 1;
        }
        is_teasers(node).then_some(Part::Related).or_else(|| is_appeal(node).then_some(Part::Appeal))
    };
    // One may sign a letter; where there are more, each is below all that somebody says.
    let is_signature = |node: &NodeRef<'_>| names(node).iter().any(|name| name == "signature");
    let is_signed =
        body.descendants_it().filter(|node| node.is_element() && is_signature(node)).nth(1).is_some();
    let other = others(body);
    let talks = discussion::find(body);
    let mut open: Vec<NodeRef<'_>> = body.children_it(true).collect();
    while let Some(node) = open.pop() {
        if !node.is_element() || node.has_attr("hidden") {
            continue;
        }
        let further = || {
            let further = other.contains(&node.id);
            further.then(|| if tells(&node) { Part::Further } else { Part::Related })
        };
        let signature = || (is_signed && is_signature(&node)).then_some(Part::Tools);
        let talk = || (is_article_first && talks.contains(&node.id)).then_some(Part::Comments);
        let film = || {
            let is_unscripted = || node::is_written_as(&node, scan::unscripted::NAME);
            let part = || if is_unscripted() { Part::Unscripted } else { Part::Film };
            node.has_name("object").then(part)
        };
        match further().or_else(film).or_else(|| part(&node)).or_else(talk).or_else(signature) {
            Some(part) => {
                found.insert(node.id, part);
            }
            None => open.extend(node.children_it(true)),
        }
    }
    found
}

/// The `article` elements besides the one that has the title of the page, where one has and tells something at
/// length: further articles, that do so too, or teasers of them. Short ones that lead nowhere may be entries of
/// one article, as it is told in the course of a day.
fn others(body: &NodeRef<'_>) -> HashSet<NodeId> {
    let is_article = |node: &NodeRef<'_>| node.has_name("article");
    let outermost = |node: &NodeRef<'_>| !node.ancestors_it(None).any(|above| is_article(&above));
    let all: Vec<NodeRef<'_>> =
        body.descendants_it().filter(|node| is_article(node) && outermost(node)).take(MOST).collect();
    if all.len() < 2 {
        return HashSet::new();
    }
    let heads = heads(body);
    let mut titled = all.iter().filter(|article| is_titled(article, &heads));
    let own = titled.next().filter(|_| titled.next().is_none()).filter(|article| tells(article));
    let Some(own) = own else { return HashSet::new() };
    let is_apart = |other: &&NodeRef<'_>| {
        other.id != own.id
            && !continued::goes_on(own, other)
            && (tells(other) || below(other).find(node::is_heading).is_none_or(|heading| leads(&heading)))
    };
    all.iter().filter(is_apart).map(|other| other.id).collect()
}

/// What the head of the page says that it is called, letters and digits alone.
pub(super) fn heads(body: &NodeRef<'_>) -> Vec<String> {
    let page = body.ancestors_it(None).last();
    let all = page.iter().flat_map(NodeRef::descendants_it);
    let said = all.filter_map(|node| match &*node::name(&node) {
        "title" => Some(node.text().to_string()),
        "meta"
            if ["property", "name"]
                .iter()
                .any(|key| node.attr(key).is_some_and(|key| &*key == "og:title")) =>
        {
            node::attribute(&node, "content")
        }
        _ => None,
    });
    said.take(HEADS).map(|said| folded(&said)).collect()
}

/// Whether the first heading of the first order in an article is what the page is called, perhaps with more beside it.
fn is_titled(article: &NodeRef<'_>, heads: &[String]) -> bool {
    let heading = below(article).find(|node| node.has_name("h1"));
    let words = heading.and_then(|heading| node::few_words(&heading, TITLE));
    let words = words.map(|words| folded(&words)).unwrap_or_default();
    words.chars().count() >= SHORTEST && heads.iter().any(|head| head.contains(&words))
}

/// Whether an article tells something at length.
fn tells(article: &NodeRef<'_>) -> bool {
    let mut left = ARTICLE;
    article.descendants_it().filter(|node| node.has_name("p")).any(|paragraph| {
        let own = paragraph
            .descendants_it()
            .map(|node| node::look_at_text(&node, |text| text.trim().chars().count()));
        left = left.saturating_sub(own.sum());
        left == 0
    })
}

pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of class and id, letters and digits of each alone in lower case.
fn names(node: &NodeRef<'_>) -> Vec<String> {
    let values = ["class", "id"].into_iter().filter_map(|key| node.attr(key));
    let plain =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    values.flat_map(|value| value.split_whitespace().take(20).map(plain).collect::<Vec<String>>()).collect()
}

fn is_comment(node: &NodeRef<'_>) -> bool {
    node.attr("itemtype").is_some_and(|kind| kind.ends_with("/Comment") || kind.ends_with("/UserComments"))
}

fn is_named(node: &NodeRef<'_>) -> bool {
    let is_thread = || names(node).iter().any(|name| THREADS.contains(&name.as_str()));
    is_comment(node) || (node::is_block(&node::name(node)) && is_thread())
}

/// Whether an element that is named so holds comments: what it holds is named so too. What has a heading of
/// the first order or the body of an article is more than that.
pub(super) fn is_thread(node: &NodeRef<'_>) -> bool {
    let is_item = |below: &NodeRef<'_>| {
        is_comment(below)
            || (node::is_block(&node::name(below)) && names(below).iter().any(|n| n.starts_with("comment")))
    };
    (is_comment(node) || below(node).any(|below| is_item(&below))) && !holds_article(node)
}

fn below<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    node.descendants_it().filter(NodeRef::is_element).take(NEAR)
}

pub(super) fn holds_article(node: &NodeRef<'_>) -> bool {
    is_body(node)
        || below(node).any(|below| below.has_name("h1") || below.has_name("main") || is_body(&below))
}

/// Whether an element is called the body of the article.
pub(super) fn is_body(node: &NodeRef<'_>) -> bool {
    node.attr("itemprop")
        .is_some_and(|prop| prop.split_whitespace().any(|p| p.eq_ignore_ascii_case("articleBody")))
        || names(node).iter().any(|name| matches!(name.as_str(), "entrycontent" | "articlebody"))
}

/// Whether an element holds teasers: its heading says so, and it stands aside or each heading in it leads to
/// another page.
fn is_teasers(node: &NodeRef<'_>) -> bool {
    let name = node::name(node);
    if !matches!(name.as_str(), "aside" | "section" | "div") {
        return false;
    }
    let mut first = node.descendants_it().filter(NodeRef::is_element).take(FIRST);
    let Some(heading) = first.find(node::is_heading) else { return false };
    let is_told = node::few_words(&heading, HEADING).is_some_and(|words| furniture::is_above_teasers(&words));
    is_told && !holds_article(node) && leads_on(node, &heading, name == "aside")
}

/// Whether an element is called so that it asks for something, and has a form for that.
fn is_appeal(node: &NodeRef<'_>) -> bool {
    matches!(node::name(node).as_str(), "aside" | "section" | "div" | "figure")
        && part::is_appeal(node)
        && below(node).any(|below| below.has_name("form"))
        && node::few_words(node, APPEAL).is_some()
        && !holds_article(node)
}

/// The lists below `body` that are nothing but teasers.
pub(super) fn rows(body: &NodeRef<'_>) -> HashSet<NodeId> {
    body.descendants_it().filter(is_row_of_teasers).map(|list| list.id).collect()
}

/// Whether a list is one of teasers: each item has a heading that leads to another page, says no more than a
/// line or two, and most have a picture.
fn is_row_of_teasers(list: &NodeRef<'_>) -> bool {
    if !matches!(node::name(list).as_str(), "ul" | "ol") {
        return false;
    }
    let items: Vec<NodeRef<'_>> = list.children_it(false).filter(NodeRef::is_element).take(MOST).collect();
    let is_teaser = |item: &NodeRef<'_>| {
        item.has_name("li")
            && below(item).any(|heading| node::is_heading(&heading) && leads(&heading))
            && node::few_words(item, TEASER).is_some()
    };
    let is_pictured = |item: &&NodeRef<'_>| below(item).any(|below| below.has_name("img"));
    items.len() >= ROW
        && items.iter().all(is_teaser)
        && items.iter().filter(is_pictured).count() * 2 > items.len()
}

/// Whether what stands below the heading leads to other pages: each heading, or each item of a list if there is
/// no other heading, and no more is told than a paragraph about each. What stands aside need have no items.
fn leads_on(node: &NodeRef<'_>, heading: &NodeRef<'_>, aside: bool) -> bool {
    let headings: Vec<NodeRef<'_>> =
        below(node).filter(|n| node::is_heading(n) && n.id != heading.id).collect();
    let items: Vec<NodeRef<'_>> = below(node).filter(|n| n.has_name("li") || n.has_name("article")).collect();
    let is_within = |text: &NodeRef<'_>| {
        text.ancestors_it(Some(DEEP)).any(|above| items.iter().any(|item| item.id == above.id))
    };
    let told = node.descendants_it().filter(is_prose);
    if !headings.is_empty() && headings.iter().all(leads) {
        return told.take(headings.len() + 1).count() <= headings.len() && (aside || headings.len() > 1);
    }
    if headings.is_empty() && !items.is_empty() && items.iter().all(leads) {
        return told.take(items.len() + 1).all(|text| is_within(&text)) && items.len() > 1;
    }
    aside && headings.is_empty() && {
        let links = below(node).filter(|n| n.has_name("a") && node::leads_away(n)).count();
        told.take(links + 1).count() <= links
    }
}

/// Whether an element, or the one around it, is a link to another page or begins with one.
fn leads(node: &NodeRef<'_>) -> bool {
    let is_link = |node: &NodeRef<'_>| node.has_name("a") && node::leads_away(node);
    node.ancestors_it(Some(2)).any(|above| is_link(&above))
        || node.descendants_it().take(FIRST).any(|below| is_link(&below))
}

/// Whether a text tells something at length and is no link.
fn is_prose(text: &NodeRef<'_>) -> bool {
    node::look_at_text(text, |text| text.trim().chars().count() >= PROSE)
        && !text.ancestors_it(Some(3)).any(|above| above.has_name("a"))
}
