//! When a page appeared.

use dom_query::NodeRef;

use super::super::super::dates;
use super::super::node;
use super::Facts;

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "rnews:datepublished",
    "publication_date",
    "publish_date",
    "publish-date",
    "pubdate",
    "published",
    "published_at",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "dc:date",
    "originalpublicationdate",
    "article.published",
    "article_date_original",
    "citation_publication_date",
    "citation_date",
    "prism.publicationdate",
    "date",
    "displaydate",
    "pdate",
    "ptime",
    "article.created",
    "created",
    "datecreated",
];
const CHANGED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "modified",
];

/// Notes an element that tells a date; a lower number is surer.
pub(super) fn look(node: &NodeRef<'_>, name: &str, dates: &mut Vec<(u8, String)>) {
    if dates.len() >= 200 || matches!(name, "meta" | "body" | "html" | "head" | "title" | "script") {
        return;
    }
    let prop = node.attr("itemprop").map(|p| p.to_lowercase()).unwrap_or_default();
    let labels = node::labels(node);
    let has = |words: &[&str]| labels.iter().any(|label| words.contains(&label.as_str()));
    let published =
        has(&["published", "pubdate", "publish", "publication", "posted", "issued", "datepublished"])
            || node.has_attr("pubdate");
    let changed = has(&["modified", "updated", "update", "datemodified"]);
    let sure = match name {
        _ if prop.contains("datepublished") => 0,
        "time" if changed && !published => 6,
        "time" if published => 1,
        "time" => 2,
        _ if changed => return,
        _ if published => 3,
        _ if has(&["date", "dateline", "timestamp", "time", "day", "postdate", "byline", "meta", "info"]) => {
            4
        }
        _ => return,
    };
    // Dates of comments and of other articles are not this one's.
    let other = node.ancestors_it(Some(8)).any(|above| {
        let name = node::name(&above);
        matches!(name.as_str(), "nav" | "aside" | "footer")
            || super::super::part::of(&above, &name).is_some_and(super::super::part::Part::is_frame)
    });
    let sure = if other { sure + 10 } else { sure };
    let said = node::attribute(node, "datetime").or_else(|| node::attribute(node, "content"));
    if let Some(said) = said {
        dates.push((sure, said));
    }
    let words = node::words(node);
    if !words.is_empty() && words.len() <= 200 {
        dates.push((sure, words));
    }
}

pub(super) fn find(facts: &Facts) -> Option<String> {
    let whole = |text: &str| dates::value(text).filter(|date| date.len() == 10);
    let json = facts.json.published.as_deref().and_then(whole);
    let meta = || PUBLISHED.iter().find_map(|key| facts.all(key).find_map(whole));
    let marked = |most: u8| {
        let mut dates: Vec<&(u8, String)> = facts.dates.iter().filter(|(sure, _)| *sure <= most).collect();
        dates.sort_by_key(|(sure, _)| *sure);
        dates.into_iter().find_map(|(_, words)| dates::within(words))
    };
    json.or_else(meta)
        .or_else(|| marked(3))
        .or_else(|| facts.canonical.as_deref().or(facts.address.as_deref()).and_then(dates::address))
        .or_else(|| marked(5))
        .or_else(|| facts.json.created.as_deref().and_then(whole))
        .or_else(|| {
            facts.lines.iter().take(120).find_map(|line| dates::whole(line).or_else(|| dates::credit(line)))
        })
        .or_else(|| facts.json.modified.as_deref().and_then(whole))
        .or_else(|| CHANGED.iter().find_map(|key| facts.all(key).find_map(whole)))
        .or_else(|| marked(9))
}
