//! Who wrote a page.

use dom_query::NodeRef;

use super::super::super::{clean, credits};
use super::super::node;
use super::Facts;

/// Notes an element that names an author; a lower number is surer.
pub(super) fn look(node: &NodeRef<'_>, name: &str, authors: &mut Vec<(u8, String)>) {
    if authors.len() >= 100
        || matches!(name, "meta" | "body" | "html" | "head" | "title" | "link" | "article" | "main")
    {
        return;
    }
    let prop = node.attr("itemprop").map(|p| p.to_lowercase()).unwrap_or_default();
    let rel = node.attr("rel").map(|r| r.to_lowercase()).unwrap_or_default();
    let labels = node::labels(node);
    let has = |words: &[&str]| labels.iter().any(|label| words.contains(&label.as_str()));
    let pair = |first: &str, second: &str| {
        labels.windows(2).any(|p| matches!(p, [a, b] if a == first && b == second))
    };
    let sure = if rel.split(' ').any(|r| r == "author") {
        0
    } else if prop.split(' ').any(|p| p == "author") {
        1
    } else if has(&["byline", "bylines", "vcard", "fn"])
        || pair("author", "name")
        || pair("article", "author")
        || pair("post", "author")
        || pair("entry", "author")
        || pair("story", "author")
        || pair("by", "author")
    {
        2
    } else if has(&[
        "author", "authors", "writer", "contributor", "autor", "auteur", "redakteur", "journalist",
    ]) {
        3
    } else {
        return;
    };
    let other = node.ancestors_it(Some(8)).any(|above| {
        let name = node::name(&above);
        matches!(name.as_str(), "nav" | "aside" | "footer")
            || super::super::part::of(&above, &name).is_some_and(super::super::part::Part::is_frame)
    });
    let words = node::words(node);
    if !other && !words.is_empty() && words.chars().count() <= 200 {
        authors.push((sure, words));
    }
}

pub(super) fn find(facts: &Facts, publication: Option<&str>) -> Option<String> {
    let fits = |names: Vec<String>| {
        let mut kept: Vec<String> = Vec::new();
        for name in names {
            let outlet =
                publication.is_some_and(|p| super::super::choose::is_same(p, &name)) || facts.is_host(&name);
            if !outlet && !kept.iter().any(|k| super::super::choose::is_same(k, &name)) {
                kept.push(name);
            }
        }
        (!kept.is_empty()).then_some(kept)
    };
    let said = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            let names: Vec<String> = facts.all(key).flat_map(credits::people).collect();
            fits(names)
        })
    };
    let json = fits(facts.json.authors.iter().flat_map(|a| credits::people(a)).collect());
    let marked = || {
        (0..=3).find_map(|sure| {
            let mut words: Vec<&str> =
                facts.authors.iter().filter(|(s, _)| *s == sure).map(|(_, w)| w.as_str()).collect();
            words.truncate(8);
            fits(words.into_iter().flat_map(credits::people).collect())
        })
    };
    json.or_else(|| {
        said(&[
            "author",
            "article:author_name",
            "article.author",
            "parsely-author",
            "sailthru.author",
            "byl",
            "byline",
            "dc.creator",
            "dcterms.creator",
            "dc:creator",
            "citation_author",
            "authors",
            "og:author",
            "article:author",
            "twitter:creator",
        ])
    })
    .or_else(marked)
    .or_else(|| facts.lines.iter().take(120).find_map(|line| credits::said_by(line)).and_then(fits))
    .map(|names| clean::line(&names.join("; ")))
}
