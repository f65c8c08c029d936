//! When a page appeared.

use dom_query::NodeRef;

use super::super::super::dates;
use super::super::choose::is_same;
use super::super::node;
use super::{Facts, Marked};

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
pub(super) fn look(node: &NodeRef<'_>, name: &str, at: usize, dates: &mut Vec<Marked>) {
    if dates.len() >= 200 || matches!(name, "meta" | "body" | "html" | "head" | "title" | "script") {
        return;
    }
    let prop = node.attr("itemprop").map(|p| p.to_lowercase()).unwrap_or_default();
    let labels = node::labels(node);
    let has = |words: &[&str]| labels.iter().any(|label| words.contains(&label.as_str()));
    let published = has(&[
        "published", "pubdate", "publish", "publication", "posted", "issued", "datepublished", "created",
        "erschienen", "veröffentlicht", "datum", "fecha", "publie", "publicado",
    ]) || node.has_attr("pubdate");
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
    // Dates of comments, of other articles and of what is quoted are not this one's.
    let other = node.ancestors_it(Some(8)).any(|above| {
        let name = node::name(&above);
        matches!(name.as_str(), "nav" | "aside" | "footer" | "blockquote")
            || super::super::part::of(&above, &name).is_some_and(super::super::part::Part::is_frame)
    });
    let words = node::few_words(node, 200);
    // One within a link that says more is the date of what the link leads to.
    let teaser = node
        .ancestors_it(Some(5))
        .find(|above| above.has_name("a"))
        .is_some_and(|link| says_more(&link, words.as_deref()));
    let sure = if other || teaser { sure + 10 } else { sure };
    let said = node::attribute(node, "datetime").or_else(|| node::attribute(node, "content"));
    if let Some(said) = said {
        dates.push(Marked { sure, at, words: said });
    }
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        dates.push(Marked { sure, at, words });
    }
}

/// Whether a link says more than the date that stands in it.
fn says_more(link: &NodeRef<'_>, date: Option<&str>) -> bool {
    let most = date.map_or(200, |date| date.chars().count()) + 40;
    node::few_words(link, most).is_none()
}

/// What a page says of its date, best first: data about it, an element that is named for it, the
/// address, a line near the title. `title` is what the page is called, `place` where its heading stands.
pub(super) fn find(facts: &Facts, title: &str, place: usize) -> Option<String> {
    let whole = |text: &str| dates::value(text).filter(|date| date.len() == 10);
    let json = facts.json.published.as_deref().and_then(whole);
    let meta = || PUBLISHED.iter().find_map(|key| facts.all(key).find_map(whole));
    let marked = |from: u8, most: u8| {
        let mut dates: Vec<&Marked> =
            facts.dates.iter().filter(|d| (from..=most).contains(&d.sure)).collect();
        dates.sort_by_key(|d| (d.sure, d.distance(place)));
        dates.into_iter().find_map(|d| dates::within(&d.words))
    };
    json.or_else(meta)
        .or_else(|| marked(0, 1))
        .or_else(|| facts.canonical.as_deref().or(facts.address.as_deref()).and_then(dates::address))
        .or_else(|| marked(2, 3))
        .or_else(|| marked(4, 5))
        .or_else(|| facts.json.created.as_deref().and_then(whole))
        .or_else(|| {
            facts.metas.iter().filter(|(key, _)| is_about_publishing(key)).find_map(|(_, v)| whole(v))
        })
        .or_else(|| lines(facts, title))
        .or_else(|| facts.json.modified.as_deref().and_then(whole))
        .or_else(|| CHANGED.iter().find_map(|key| facts.all(key).find_map(whole)))
        .or_else(|| marked(6, 9))
}

/// Whether a name that no standard knows says that its value is when something appeared.
fn is_about_publishing(key: &str) -> bool {
    ["publish", "publication", "uploaded", "posted", "issued", "created"]
        .iter()
        .any(|word| key.contains(word))
        && !["publisher", "modif", "updat", "expir"].iter().any(|word| key.contains(word))
}

/// The date of a short line, of those after the title first.
fn lines(facts: &Facts, title: &str) -> Option<String> {
    let head = facts.lines.iter().position(|line| is_same(line, title)).unwrap_or_default();
    let said = |line: &String| dates::whole(line).or_else(|| dates::credit(line));
    let before = head.min(120);
    facts
        .lines
        .iter()
        .skip(head)
        .take(60)
        .find_map(said)
        .or_else(|| facts.lines.iter().take(before).find_map(said))
}
