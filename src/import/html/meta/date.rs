//! When a page appeared.

use dom_query::NodeRef;

use super::super::super::dates::{self, Order};
use super::super::{node, pick};
use super::lines::Line;
use super::{Facts, Marked, Place, elsewhere};

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "article:publish_date",
    "og:article:published_time",
    "og:published_time",
    "shareaholic:article_published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "rnews:datepublished",
    "publication_date",
    "publicationdate",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "published",
    "published_at",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.created",
    "dc.date",
    "dcterms.date",
    "dc:date",
    "originalpublicationdate",
    "article.published",
    "article_date_original",
    "citation_publication_date",
    "citation_online_date",
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

/// Labels of what tells when something was changed.
const CHANGE: &[&str] = &["modified", "updated", "update", "datemodified", "lastmod", "lastupdate"];
/// Elements after the title, and before it, among which what tells a date tells that of the article.
const AFTER: usize = 60;
const BEFORE: usize = 20;
/// The same of lines.
const LINES_AFTER: usize = 40;
const LINES_BEFORE: usize = 6;
/// Longer texts (characters) are no mere date, unless they say that something appeared.
const LONGEST: usize = 300;
/// Days that are said under one name, and how many of them are those of several things.
const DAYS: usize = 40;
const SEVERAL: usize = 3;
/// Elements that are the parts of a date.
const PARTS: usize = 6;
/// A name that is surer than this says what the date is of.
const NAMED: u8 = 3;

/// Notes an element that tells a date; a lower number is surer.
pub(super) fn look(
    node: &NodeRef<'_>,
    name: &str,
    at: usize,
    weights: &pick::Weights,
    dates: &mut Vec<Marked>,
) {
    if dates.len() >= 200 || matches!(name, "meta" | "body" | "html" | "head" | "title" | "script" | "input")
    {
        return;
    }
    let Some(sure) = sure(node, name).filter(|_| !elsewhere::is_in_comments(node, weights)) else { return };
    let words = node::few_words(node, LONGEST * 2)
        .filter(|words| words.chars().count() <= LONGEST || dates::tells_of_appearance(words));
    // What stands before a time in the same line may say that it is not that of its appearance.
    let sure = match name {
        "time" if sure == 2 && around(node).is_some_and(|line| dates::tells_of_change(&line)) => 6,
        _ => sure,
    };
    // One within a link that says more is the date of what the link leads to.
    let teaser = node
        .ancestors_it(Some(5))
        .find(|above| above.has_name("a"))
        .is_some_and(|link| says_more(&link, words.as_deref()));
    let sure = if teaser || elsewhere::of(node, weights).is_some() { sure + elsewhere::MORE } else { sure };
    let said = ["datetime", "content", "title"].iter().find_map(|key| {
        node::attribute(node, key).filter(|said| *key != "title" || dates::within(said).is_some())
    });
    if let Some(said) = said {
        dates.push(Marked { sure, at, words: said });
    }
    if let Some(words) = spelled(node).or(words).filter(|words| !words.is_empty()) {
        dates.push(Marked { sure, at, words });
    }
}

/// The date whose year, month and day, or month and day together, stand in elements that are called so.
fn spelled(node: &NodeRef<'_>) -> Option<String> {
    let of = |label: &str| {
        let called = node
            .children_it(false)
            .filter(NodeRef::is_element)
            .take(PARTS)
            .find(|part| node::labels_of(part, &["class"]).iter().any(|own| own == label))?;
        node::few_words(&called, PARTS * 4).filter(|words| !words.is_empty())
    };
    let year = of("year").filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))?;
    let day = of("day").or_else(|| of("date"))?;
    match of("month") {
        Some(month) if month.bytes().all(|b| b.is_ascii_digit()) => Some(format!("{year}-{month}-{day}")),
        Some(month) => Some(format!("{day} {month} {year}")),
        None => {
            let (month, day) = day.split_once(['/', '-', '.'])?;
            Some(format!("{year}-{}-{}", month.trim(), day.trim()))
        }
    }
}

/// How sure it is that an element tells a date, by its name and labels.
fn sure(node: &NodeRef<'_>, name: &str) -> Option<u8> {
    let prop = node.attr("itemprop").map(|p| p.to_lowercase()).unwrap_or_default();
    let labels = node::labels(node);
    let has = |words: &[&str]| labels.iter().any(|label| words.contains(&label.as_str()));
    let published = has(&["pubdate", "publication", "issued", "created", "erschienen", "erstellt", "publie"])
        || labels.iter().any(|label| {
            ["publish", "posted", "veröffentlicht", "publicad"].iter().any(|word| label.contains(word))
                && !label.starts_with("publisher")
        })
        || node.has_attr("pubdate");
    let changed = has(CHANGE);
    // Dates of something else: what happens, what is looked for, today.
    let other = has(&[
        "event", "events", "calendar", "picker", "datepicker", "birth", "birthday", "expire", "expires",
        "copyright", "archive", "archives", "current", "today", "now", "clock", "weather", "countdown",
        "deadline", "search",
    ]);
    match name {
        _ if prop.contains("datepublished") => Some(0),
        "time" if changed && !published => Some(6),
        "time" if published => Some(1),
        "time" => Some(2),
        _ if changed && !published => Some(7),
        _ if published => Some(3),
        _ if other => None,
        "abbr" if node.has_attr("title") => Some(4),
        // `<span class=age title=2018-05-12T10:00:00>two days ago</span>`
        _ if has(&["age"]) && node.has_attr("title") => Some(4),
        _ if has(&["dateline", "timestamp", "time", "day", "byline", "meta", "postmetadata", "postinfo"])
            || labels.iter().any(|label| is_date(label))
            || labels.windows(2).any(|pair| {
                matches!(pair, [a, b] if matches!(a.as_str(), "post" | "entry" | "article" | "story" | "news" | "blog")
                    && matches!(b.as_str(), "info" | "details" | "footer" | "data" | "utility" | "header"))
            }) =>
        {
            Some(4)
        }
        _ => None,
    }
}

/// Whether the labels of an element say that it tells when something was changed, and not when it appeared.
pub(super) fn is_of_change(node: &NodeRef<'_>) -> bool {
    let labels = node::labels(node);
    labels.iter().any(|label| CHANGE.contains(&label.as_str())) && sure(node, "").is_some_and(|sure| sure > 5)
}

/// Whether a label says that it is of a date: `date`, `postdate`, `artikeldatum`.
fn is_date(label: &str) -> bool {
    ["date", "datum", "fecha", "tarih", "datetime"].iter().any(|word| label.ends_with(word))
        && !["update", "candidate", "validate", "mandate"].iter().any(|word| label.ends_with(word))
}

/// The line in which an element stands, where it is short.
fn around(node: &NodeRef<'_>) -> Option<String> {
    node::few_words(&node.parent()?, 100)
}

/// Whether a line says since when somebody is one of those who talk there.
fn is_of_member(line: &str) -> bool {
    const SINCE: &[&str] = &[
        "joined", "join date", "registered", "member since", "registriert", "mitglied seit", "inscrit",
        "registrado",
    ];
    let start: String = line.trim_start().chars().take(16).flat_map(char::to_lowercase).collect();
    SINCE.iter().any(|since| start.starts_with(since))
}

/// Whether a link says more than the date that stands in it.
fn says_more(link: &NodeRef<'_>, date: Option<&str>) -> bool {
    let most = date.map_or(200, |date| date.chars().count()) + 40;
    node::few_words(link, most).is_none()
}

/// What a page says of its date, best first: data about it, an element that is named for it, the
/// address, a line near the title.
pub(super) fn find(facts: &Facts, place: &Place) -> Option<String> {
    let whole =
        |text: &str| dates::value(text).filter(|date| date.len() == 10).or_else(|| dates::stamp(text));
    let page = Page { facts, place, order: order(facts) };
    let address =
        [&facts.canonical, &facts.address].into_iter().flatten().find_map(|found| dates::address(found));
    let json = facts.json.published.as_deref().and_then(whole);
    let meta =
        || PUBLISHED.iter().find_map(|key| facts.all(key).find_map(whole).filter(|_| is_one(facts, key)));
    json.or_else(meta)
        .map(|said| earlier(said, address.as_deref()))
        .or_else(|| page.near(0, NAMED))
        .or(address)
        .or_else(|| page.within(0, NAMED))
        .or_else(|| page.near(4, 5))
        .or_else(|| page.line_near())
        .or_else(|| page.within(4, 5))
        .or_else(|| facts.json.created.as_deref().and_then(whole))
        .or_else(|| {
            facts.metas.iter().filter(|(key, _)| is_about_publishing(key)).find_map(|(_, v)| whole(v))
        })
        .or_else(|| page.only(0, NAMED))
        .or_else(|| page.line_that_says(false))
        .or_else(|| facts.title.as_deref().and_then(|title| title.split([' ', '|']).find_map(whole)))
        .or_else(|| facts.json.modified.as_deref().and_then(whole))
        .or_else(|| CHANGED.iter().find_map(|key| facts.all(key).find_map(whole)))
        .or_else(|| page.within(6, 9))
        .or_else(|| page.line_that_says(true))
}

/// Whether what is said under a name is said of one thing. On many days many things appeared.
fn is_one(facts: &Facts, key: &str) -> bool {
    let days: std::collections::BTreeSet<&str> =
        facts.all(key).take(DAYS).map(|said| said.get(..10).unwrap_or(said)).collect();
    days.len() < SEVERAL
}

/// The date of the address where a page has it long before it says that it appeared: it was brought out
/// again. A day is between the times of two zones.
fn earlier(said: String, address: Option<&str>) -> String {
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    let Some((stated, first)) = day(&said).zip(address.and_then(day)) else { return said };
    if stated.since(first).is_ok_and(|span| span.get_days() > 1) { first.to_string() } else { said }
}

/// How the numbers of dates are ordered on a page: as those that can be read in one way only are, else as
/// in its language.
fn order(facts: &Facts) -> Order {
    let marked = facts.dates.iter().map(|date| date.words.as_str());
    let lines = facts.lines.iter().filter(|line| !line.is_prose).map(|line| line.words.as_str());
    let mut shown = marked.chain(lines).filter(|words| words.contains('/')).filter_map(Order::shown_by);
    match shown.next() {
        Some(first) => {
            if shown.all(|other| other == first) {
                first
            } else {
                Order::Unknown
            }
        }
        None => facts.language().map_or(Order::Unknown, |language| Order::of_language(&language)),
    }
}

/// Whether a name that no standard knows says that its value is when something appeared.
fn is_about_publishing(key: &str) -> bool {
    [
        "publish", "publication", "pubdate", "pub_date", "pub-date", "release", "uploaded", "posted",
        "issued", "created",
    ]
    .iter()
    .any(|word| key.contains(word))
        && !["publisher", "modif", "updat", "expir"].iter().any(|word| key.contains(word))
}

/// A page whose elements and lines are asked for a date.
struct Page<'a> {
    facts: &'a Facts,
    place: &'a Place,
    order: Order,
}

impl Page<'_> {
    /// The date of the surest of these elements, and of the nearest to the title among them; those below the
    /// article come last.
    fn first<'a>(&self, marked: impl Iterator<Item = &'a Marked>) -> Option<String> {
        let mut dates: Vec<&Marked> = marked.collect();
        dates.sort_by_key(|d| (d.at > self.place.last, d.sure, d.distance(self.place.heading)));
        dates.into_iter().find_map(|d| dates::published(&d.words, self.order))
    }

    fn marked(&self, from: u8, most: u8) -> impl Iterator<Item = &Marked> {
        self.facts.dates.iter().filter(move |d| (from..=most).contains(&d.sure))
    }

    /// The date of an element beside the title.
    fn near(&self, from: u8, most: u8) -> Option<String> {
        let heading = self.place.heading;
        self.first(self.marked(from, most).filter(|d| {
            (heading..=heading.saturating_add(AFTER)).contains(&d.at)
                || (d.at < heading && heading - d.at <= BEFORE)
        }))
    }

    /// The date of an element between the title and the end of the article, or right below it.
    fn within(&self, from: u8, most: u8) -> Option<String> {
        let high = self.place.heading.saturating_sub(BEFORE * 4);
        let low = self.place.last.saturating_add(AFTER);
        self.first(self.marked(from, most).filter(|d| (high..=low).contains(&d.at)))
    }

    /// The one date of all the elements that tell one, wherever they stand.
    fn only(&self, from: u8, most: u8) -> Option<String> {
        let elsewhere = from + elsewhere::MORE..=most + elsewhere::MORE;
        let marked = self
            .facts
            .dates
            .iter()
            .filter(|d| (from..=most).contains(&d.sure) || elsewhere.contains(&d.sure));
        let mut found = marked.filter_map(|d| dates::published(&d.words, self.order));
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The date of a short line after the title, or of one right before it, or of the head of the first
    /// paragraph.
    fn line_near(&self) -> Option<String> {
        let lines: Vec<&Line> = self.facts.lines.iter().filter(|line| !line.aside).collect();
        let head = lines.iter().position(|line| line.at >= self.place.heading)?;
        let said = |line: &&&Line| {
            if dates::tells_of_change(&line.words) || is_of_member(&line.words) {
                None
            } else if line.is_prose {
                dates::dateline(&line.words)
            } else if self.place.is_titled || dates::tells_when(&line.words) {
                dates::credit_as(&line.words, self.order)
                    .and_then(|_| dates::published(&line.words, self.order))
            } else {
                dates::whole(&line.words)
            }
        };
        let after = lines.iter().skip(head).take(LINES_AFTER);
        let mut before = lines.iter().take(head).rev().take(LINES_BEFORE).filter(|line| !line.is_prose);
        after
            .filter(|line| line.at <= self.place.first.saturating_add(AFTER))
            .find_map(|line| said(&line))
            .or_else(|| before.find_map(|line| said(&line)))
    }

    /// The date of a line that begins with words which say that the page appeared, or was changed, or has
    /// them with a colon among others.
    fn line_that_says(&self, changed: bool) -> Option<String> {
        let lines = self.facts.lines.iter().filter(|line| !line.is_prose && (changed || !line.aside));
        lines.filter(|line| dates::tells_of_change(&line.words) == changed).find_map(|line| {
            if dates::tells_when(&line.words) {
                return dates::within_as(&line.words, self.order);
            }
            // `By Jane Roe | Updated 5:03 PM, April 2, 2012`
            let mut parts =
                line.words.split(['|', '·', '•']).filter(|part| changed && dates::tells_when(part));
            let changed = parts.find_map(|part| dates::within_as(part, self.order));
            changed.or_else(|| dates::entry(&line.words, self.order))
        })
    }
}
