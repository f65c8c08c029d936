//! Who wrote a page.

use dom_query::NodeRef;

use super::super::super::{clean, credits};
use super::super::{node, part, pick};
use super::{Facts, Marked, Place, elsewhere, lines, named};

/// Notes an element that names an author; a lower number is surer.
pub(super) fn look(
    node: &NodeRef<'_>,
    name: &str,
    at: usize,
    weights: &pick::Weights,
    authors: &mut Vec<Marked>,
) {
    if authors.len() >= 100
        || matches!(name, "meta" | "body" | "html" | "head" | "title" | "link" | "article" | "main")
    {
        return;
    }
    let Some(sure) = sure(node, name) else { return };
    // Where each of several is named by itself, what holds them all has places and offices between.
    let mut within = node.descendants_it().filter(NodeRef::is_element).take(WITHIN);
    let is_one = |below: &NodeRef<'_>| {
        self::sure(below, &node::name(below)).is_some_and(|narrower| narrower <= sure && narrower < LINKED)
    };
    if matches!(sure, 1..LINKED)
        && within.by_ref().find(is_one).is_some_and(|first| {
            let class = |node: &NodeRef<'_>| node::attribute(node, "class");
            let is_beside = |next: &NodeRef<'_>| next.parent().map(|p| p.id) == first.parent().map(|p| p.id);
            within.any(|next| is_one(&next) && is_beside(&next) && class(&next) == class(&first))
        })
    {
        return;
    }
    if node::few_words(node, 200).is_none_or(|words| words.is_empty()) {
        return;
    }
    // Of an author more may be told than the name.
    let called = if sure == 1 { name_within(node) } else { None };
    let words = called.unwrap_or_else(|| without_more(&node::parted_words(node)));
    match elsewhere::of(node, weights) {
        None if sure != CARD => authors.push(Marked { sure, at, words }),
        // Beside or below an article it may be told who wrote it.
        Some(kind)
            if (kind == elsewhere::Kind::Beside && sure <= 2) || (sure == CARD && is_in_aside(node)) =>
        {
            authors.push(Marked { sure: sure + elsewhere::MORE, at, words });
        }
        _ => {}
    }
}

/// Whether an element stands in what the page sets beside its article.
fn is_in_aside(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(CARD_WITHIN)).any(|above| above.has_name("aside"))
}

/// What of an author the page says is the name, where it says so of one element.
fn name_within(author: &NodeRef<'_>) -> Option<String> {
    let is_name = |below: &NodeRef<'_>| below.attr("itemprop").is_some_and(|prop| &*prop == "name");
    let mut names = author.descendants_it().take(WITHIN).filter(is_name);
    let name = names.next().filter(|_| names.next().is_none())?;
    Some(node::words(&name)).filter(|words| !words.is_empty())
}

/// Whether an element is the name in an archive of letters: between the subject and the address.
fn is_sender(node: &NodeRef<'_>, name: &str) -> bool {
    let is_mail = |next: NodeRef<'_>| {
        next.attr("href")
            .is_some_and(|href| href.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:")))
    };
    name == "b"
        && node.prev_element_sibling().is_some_and(|before| node::is_heading(&before))
        && node.next_element_sibling().is_some_and(is_mail)
}

/// What a link to the other articles of an author names, where it says so: `More stories by Jane Roe`.
fn without_more(words: &str) -> String {
    const MORE: &[&str] = &[
        "more stories by ", "more articles by ", "more posts by ", "more by ", "view all posts by ",
        "all posts by ",
    ];
    let lower = words.to_ascii_lowercase();
    let start = MORE.iter().find(|start| lower.starts_with(**start));
    start.and_then(|start| words.get(start.len()..)).unwrap_or(words).to_owned()
}

/// How sure it is that an element names who wrote, by its name and labels.
fn sure(node: &NodeRef<'_>, name: &str) -> Option<u8> {
    let prop = node.attr("itemprop").map(|p| p.to_lowercase()).unwrap_or_default();
    let rel = node.attr("rel").map(|r| r.to_lowercase()).unwrap_or_default();
    let labels = node::labels(node);
    let has = |words: &[&str]| labels.iter().any(|label| words.contains(&label.as_str()));
    let pair = |first: &str, second: &str| {
        labels.windows(2).any(|p| matches!(p, [a, b] if a == first && b == second))
    };
    let is_named = prop.split(' ').any(|p| p == "author");
    // `<div class="byline-part category">` is a part of the line that names the author, and another than that; of what an
    // author writes the subject is none.
    let is_category =
        has(&["category", "categories"]) && !has(&["author", "authors"]) || pair("writes", "about");
    if (is_named && elsewhere::is_of_thing(node)) || is_category || part::is_note(&labels) {
        return None;
    }
    // The second is what sites say with a vocabulary for communities.
    if rel.split(' ').any(|r| matches!(r, "author" | "sioc:has_creator")) {
        Some(0)
    } else if is_named {
        Some(1)
    } else if has(&["byline", "bylines"])
        || (has(&["vcard", "fn"]) && !has(&["org", "infobox"]) && is_of_an_author(node))
        || pair("author", "name")
        || pair("article", "author")
        || pair("post", "author")
        || pair("entry", "author")
        || pair("story", "author")
        || pair("by", "author")
        || pair("reader", "credits")
        || is_sender(node, name)
        || (name == "address" && part::names_contributors(node))
    {
        Some(2)
    } else if has(&[
        "author", "authors", "authorname", "authornames", "writer", "contributor", "autor", "auteur",
        "redakteur", "journalist",
    ]) {
        Some(CALLED)
    } else if name == "a" && leads_to_author(node) && !is_in_prose(node) {
        Some(LINKED)
    } else if has(&["person", "expert"]) && has(&["name", "title"]) && !has(&["persons", "people"]) {
        Some(CARD)
    } else {
        None
    }
}

/// Elements within one that names authors.
const WITHIN: usize = 60;
/// How sure an element is that is called an author and no more.
const CALLED: u8 = 3;
/// How sure a link to the page of an author is.
pub(super) const LINKED: u8 = 4;
/// How sure what is called the name of a person is: beside an article it is that of who wrote it, if it is the only one.
const CARD: u8 = 5;
/// Elements from it to what stands beside.
const CARD_WITHIN: usize = 5;
/// Longer lines (characters) are no bylines.
const BYLINE: usize = 160;

/// Whether a link leads to the page of an author.
fn leads_to_author(link: &NodeRef<'_>) -> bool {
    const PLACES: &[&str] = &[
        "author", "authors", "autor", "autoren", "autores", "auteur", "auteurs", "autore", "autori",
        "redakteur", "contributor", "contributors", "journalist", "journalists", "journaliste", "people",
        "staff", "writer",
    ];
    let Some(target) = node::attribute(link, "href") else { return false };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.trim_end_matches('/').rsplit('/').skip(1);
    parts.next().is_some_and(|place| PLACES.contains(&place.to_ascii_lowercase().as_str()))
}

/// Whether a link stands in a line that is longer than what says who wrote.
fn is_in_prose(link: &NodeRef<'_>) -> bool {
    link.parent().is_some_and(|line| node::few_words(&line, BYLINE).is_none())
}

/// Whether a card of names (`vcard`) is the author's: it or what holds it says so.
fn is_of_an_author(node: &NodeRef<'_>) -> bool {
    let says = |node: &NodeRef<'_>| {
        node::labels(node).iter().any(|l| {
            matches!(l.as_str(), "author" | "byline" | "posted" | "meta" | "entry" | "post" | "autor")
        })
    };
    says(node) || node.ancestors_it(Some(3)).any(|above| says(&above))
}

/// A name that is said with the last one first, as in lists of literature, the other way round.
fn forward(key: &str, said: &str) -> String {
    let is_list = matches!(key, "citation_author" | "dc.creator" | "dcterms.creator");
    match said.split_once(", ") {
        Some((last, first))
            if is_list
                && !first.contains([',', ';'])
                && !last.contains(' ')
                && first.split_whitespace().count() <= 3 =>
        {
            format!("{first} {last}")
        }
        _ => said.to_owned(),
    }
}

/// The name of an account, or of what is no person, that signs an article where nobody else is named.
fn signed(facts: &Facts, publication: Option<&str>, place: &Place) -> Option<String> {
    let near = |a: &&Marked| a.at.abs_diff(place.heading) <= TOGETHER && a.at <= place.last;
    // What is only called an author is one where it is the name of an account: `nina`.
    let is_small = |words: &str| words.chars().all(|c| c.is_lowercase() || c.is_ascii_digit());
    let is_sure = |a: &&Marked| a.sure <= 1 || (a.sure == CALLED && is_small(a.words.trim()));
    let own = facts.authors.iter().filter(is_sure).filter(near);
    let names = own.map(|a| clean::line(a.words.trim())).filter(|name| {
        let words: Vec<&str> = name.split(' ').collect();
        let is_account = matches!(words.as_slice(), [word] if word.chars().count() >= ACCOUNT
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-')));
        let is_name = (2..=NAME).contains(&words.len())
            && words.iter().all(|word| word.starts_with(char::is_uppercase))
            && words.iter().all(|word| word.chars().all(char::is_alphabetic));
        (is_account || is_name)
            && !words.iter().any(|word| ROLES.contains(&word.to_lowercase().as_str()))
            && !facts.is_site(name, publication)
    });
    names.min_by_key(String::len)
}

/// Letters of the name of an account at least, words of another at most, and words of which none consists.
const ACCOUNT: usize = 4;
const NAME: usize = 4;
const ROLES: &[&str] = &[
    "admin", "administrator", "staff", "editor", "editors", "editorial", "team", "webmaster", "guest",
    "contributor", "contributors", "reporter", "writer", "author", "authors", "autor", "anonymous",
    "redaktion", "redaction", "rédaction", "redacción", "redazione", "newsroom", "desk", "unknown", "user",
    "none", "null", "undefined", "by", "more", "posts", "profile", "view", "all", "about", "website",
    "share", "follow",
];

/// Names of `<meta>` elements that tell who wrote, the surest first.
const KEYS: &[&str] = &[
    "dc:creator",
    "dcterm:creator",
    "author",
    "article:author_name",
    "article.author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "authors",
    "og:author",
    "article:author",
    "twitter:creator",
];

/// Elements between those that name the authors of one article.
const TOGETHER: usize = 60;
/// Names of which it is asked whether they are authors': each is compared with those before it.
const NAMES: usize = 100;

/// Those of some names that are people, and not where the article appeared.
fn fitting(facts: &Facts, publication: Option<&str>, names: Vec<String>) -> Option<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    let mut by_outlet = false;
    for name in names.into_iter().take(NAMES) {
        // The pages of one person are named after the person.
        let person = publication.is_none()
            && matches!(name.split_whitespace().count(), 2 | 3)
            && facts.all("author").any(|said| super::super::choose::is_same(said, &name))
            && !name.starts_with("The ");
        let outlet = publication.is_some_and(|p| super::super::choose::is_same(p, &name))
            || (facts.is_host(&name) && !person);
        by_outlet |= outlet;
        // What follows its name is where an outlet is: `The Pier, Hamburg`.
        let is_place = by_outlet && !name.contains(' ');
        if !outlet && !is_place && !kept.iter().any(|k| super::super::choose::is_same(k, &name)) {
            kept.push(name);
        }
    }
    // An element around that of a name has more in it: `Jane Roe The Pier`.
    let bare = kept.clone();
    kept.retain(|name| {
        !bare.iter().any(|bare| {
            bare.contains(' ') && name.strip_prefix(bare.as_str()).is_some_and(|rest| rest.starts_with(' '))
        })
    });
    (!kept.is_empty()).then_some(kept)
}

/// The people that a card for other sites names as authors: `twitter:label1`, Written by.
fn labelled(facts: &Facts) -> Option<Vec<String>> {
    const LABELS: &[&str] =
        &["written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da"];
    let label = facts.all("twitter:label1").next()?.to_lowercase();
    let said = facts.all("twitter:data1").next().filter(|_| LABELS.contains(&label.as_str()))?;
    Some(credits::people(said).into_iter().filter(|name| name.contains(' ')).collect())
}

pub(super) fn find(facts: &Facts, publication: Option<&str>, place: &Place) -> Option<String> {
    let fits = |names: Vec<String>| fitting(facts, publication, names);
    let said = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            let names: Vec<String> =
                facts.all(key).flat_map(|said| credits::people(&forward(key, said))).collect();
            fits(names)
        })
    };
    // Those who had a part in it are authors where the page shows them as such.
    let is_shown = |name: &&String| facts.authors.iter().any(|a| a.sure <= CALLED && a.words.contains(*name));
    let json = || {
        let mut names: Vec<String> = facts.json.authors.iter().flat_map(|a| credits::people(a)).collect();
        if !names.is_empty() {
            let others = facts.json.contributors.iter().filter(is_shown);
            names.extend(others.flat_map(|other| credits::people(other)));
        }
        fits(names)
    };
    let labelled = || fits(labelled(facts)?);
    // Those below the article may be of others.
    let is_below = |at: usize| at > place.last;
    let marked = |below: bool| {
        (0..=3).find_map(|sure| {
            // Those nearest to the title, and those beside them.
            let mut found: Vec<(&Marked, Vec<String>)> = facts
                .authors
                .iter()
                .filter(|a| a.sure == sure && is_below(a.at) == below)
                .map(|a| (a, credits::people(&a.words)))
                .filter(|(_, names)| !names.is_empty())
                .collect();
            let first = found.iter().map(|(a, _)| *a).min_by_key(|a| a.distance(place.heading))?.at;
            found.retain(|(a, _)| a.at.abs_diff(first) <= TOGETHER);
            found.truncate(8);
            let mut names: Vec<String> = found.into_iter().flat_map(|(_, names)| names).collect();
            // One word beside whole names is where they are.
            if names.iter().any(|name| name.contains(' ')) {
                names.retain(|name| name.contains(' ') || !name.is_ascii());
            }
            fits(names)
        })
    };
    let linked = || {
        let near = |a: &&Marked| a.at.checked_sub(place.heading).is_some_and(|after| after <= TOGETHER);
        let names = facts
            .authors
            .iter()
            .filter(|a| a.sure == LINKED)
            .filter(near)
            .flat_map(|a| credits::people(&a.words));
        fits(names.filter(|name| name.contains(' ')).collect())
    };
    // The only one that is named beside the article.
    let beside = || {
        let mut names =
            facts.authors.iter().filter(|a| a.sure >= elsewhere::MORE).map(|a| credits::people(&a.words));
        let first = names.next()?;
        names.all(|other| other == first).then_some(first).and_then(fits)
    };
    json()
        .or_else(|| said(KEYS))
        .or_else(|| marked(false))
        .or_else(linked)
        .or_else(labelled)
        .or_else(|| marked(true))
        .or_else(beside)
        .or_else(|| {
            facts
                .lines
                .iter()
                .filter(|line| !line.aside)
                .take(lines::ASKED)
                .find_map(|line| {
                    let reported = credits::reporting(&line.words).filter(|_| line.at >= place.heading);
                    let line = &line.words;
                    let said = credits::said_by(line).or_else(|| credits::written_by(line));
                    said.or(reported)
                        .or_else(|| credits::said_after_date(line))
                        .or_else(|| credits::of_source(line).1.map(|name| vec![name]))
                })
                .and_then(fits)
        })
        .or_else(|| named::below_label(facts).and_then(fits))
        .or_else(|| named::at_end(facts, place).and_then(fits))
        .or_else(|| signed(facts, publication, place).map(|name| vec![name]))
        .map(|names| clean::line(&names.join("; ")))
}
