//! The title of a page, without the name of the site that many put beside it.

use std::collections::HashSet;

use super::super::super::clean;
use super::super::choose::{fold, is_same};
use super::heading::Heading;
use super::{Facts, displayed};

/// Signs that part a title from the name of a site.
pub(super) const SIGNS: &[&str] =
    &[" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " › ", " / ", " : ", " ~ ", ": "];

/// Those after which a title names its site, if that is not what begins it.
const NAMED_AFTER: &[&str] = &[" | ", " - ", " – ", " — ", " · ", " • ", " « ", " / ", " ~ "];

/// Words that the heading of an article may have besides those of the title in the head.
const MORE: usize = 4;
/// Characters of a word that says something, and how many such words two titles of one article share.
const LONG: usize = 4;
const SHARED: usize = 4;
/// A title of fewer words may be one that says them twice.
const TWICE: usize = 3;
/// Words of a headline at least where it may be the name of a section, letters that say as much as a word where nothing
/// parts words, and words of a label.
const HEADLINE: usize = 4;
const LETTERS: usize = 2;
const LABEL: usize = 2;

/// Names of `<meta>` elements that tell what a page is called elsewhere.
pub(super) const SOCIAL: &[&str] = &[
    "dc:title", "dcterm:title", "og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title",
    "parsely-title", "sailthru.title", "title",
];

pub(super) fn find(facts: &Facts, publication: Option<&str>) -> String {
    let head = facts.title.as_deref().map(|head| plain(facts, head));
    let social = facts.said(SOCIAL);
    let data = facts.json.headline.clone();
    let [head, social, data] = [head, social, data].map(|said| said.filter(|said| !is_nothing(said)));
    let head = head.filter(|head| !(is_numbered(head) && facts.above().is_some_and(|above| above.is_named)));
    // A heading that the head of the page has too is the title as readers see it.
    let heads: Vec<&str> = [&head, &social, &data].into_iter().flatten().map(String::as_str).collect();
    // What is a lesser part of a title in the head is the name of a site or of what it does.
    let site = |words: &str| {
        let is_part = || heads.iter().any(|head| fold(head).contains(&fold(words)));
        publication.is_some_and(|p| is_same(p, words)) || facts.is_host(words) || is_part()
    };
    let fits = |h: &&str| h.chars().count() >= 4 && heads.iter().any(|head| holds(head, h));
    let of = |site: bool| facts.headings.iter().filter(move |h| h.is_site == site).map(|h| h.words.as_str());
    // That of a site is the title where it is not the lesser part of what the page is called.
    let most = heads.iter().map(|head| head.chars().count()).min().unwrap_or_default();
    let is_most =
        |h: &&str| h.chars().count() * 2 >= most && !heads.iter().any(|head| before(head, h).is_some());
    let heading = facts
        .own_heading(fits)
        .or_else(|| displayed::lower(facts, |h| heads.iter().any(|head| is_same(head, h))))
        .or_else(|| of(false).find(fits))
        .or_else(|| displayed::part(facts, &heads))
        .or_else(|| of(true).find(|h| fits(h) && is_most(h)));
    // A blog may have its own name in the place of the title, and that of the entry below.
    let book = heading.or_else(|| of(true).next());
    let entry = book.and_then(|book| {
        chapter(facts, &heads, book)
            .or_else(|| entry(facts, head.as_deref()?, social.as_deref()?, book, publication))
    });
    if let Some(entry) = entry {
        return clean::line(entry);
    }
    let heading = heading.filter(|h| !publication.is_some_and(|p| is_same(h, p)));
    // The head may say for other pages and for machines in other words what readers see above the article.
    let heading = heading.or_else(|| facts.own_heading(|h| is_reworded(h, &heads)));
    let heading = heading.or_else(|| {
        let bare: Vec<String> = heads.iter().map(|head| stripped(head, publication, facts)).collect();
        displayed::find(facts, &bare, site)
    });
    if let Some(heading) = heading {
        return once(&clean::line(heading));
    }
    let social = social.map(|t| stripped(&t, publication, facts));
    let data = data.map(|t| stripped(&t, publication, facts));
    let found = social.or(data).filter(|t| !publication.is_some_and(|p| is_same(t, p)) || head.is_none());
    let found = found.or_else(|| head.map(|t| stripped(&t, publication, facts))).filter(|t| !t.is_empty());
    // The only heading above the article may say it in more words.
    let fuller = found.as_deref().and_then(|t| {
        let mut own = of(false);
        own.next().filter(|h| own.next().is_none() && says_more(h, t)).map(str::to_owned)
    });
    fuller.or(found).or_else(|| untitled(facts)).map(|t| once(&clean::line(&t))).unwrap_or_default()
}

/// The heading above the article, where the head of the page says nothing.
fn untitled(facts: &Facts) -> Option<String> {
    let says = |h: &&str| !is_nothing(h);
    let first = || facts.headings.iter().map(|h| h.words.as_str()).find(says);
    let above = || facts.above().map(|h| h.words.as_str()).filter(says);
    let heading = facts.own_heading(says).or_else(first).or_else(above);
    heading.map(str::to_owned).or_else(|| facts.title.clone())
}

/// Whether a title is none: what programs call pages that have none, and the first words of menus.
fn is_nothing(title: &str) -> bool {
    const NOTHING: &[&str] = &[
        "untitled",
        "untitleddocument",
        "untitledpage",
        "newpage1",
        "notitle",
        "indexhtml",
        "indexhtm",
        "skiptocontent",
        "skiptomaincontent",
        "skipnavigation",
        "skiptonavigation",
        "jumptocontent",
        "printthispage",
        "printthisarticle",
        "printerfriendlyversion",
        "unbenanntesdokument",
        "documentsanstitre",
        "documentosintitulo",
        "documentosintítulo",
    ];
    NOTHING.contains(&fold(title).as_str())
}

/// Whether a title is the number of an entry, perhaps with the name of a site behind it: `Post 42 · Letters`.
fn is_numbered(title: &str) -> bool {
    const ENTRIES: &[&str] = &["post", "entry", "article", "item", "page", "story"];
    let first = SIGNS.iter().filter_map(|sign| title.find(sign)).min();
    let first = title.get(..first.unwrap_or(title.len())).unwrap_or_default().to_lowercase();
    first.split_once(' ').is_some_and(|(entry, number)| {
        let number = number.trim_start_matches('#');
        ENTRIES.contains(&entry) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A title in the head without references that were written twice over, and without the tags among them. Where a heading
/// shows them, the page is about them.
fn plain(facts: &Facts, head: &str) -> String {
    const TAGS: &[&str] = &["b", "i", "em", "strong", "sup", "sub", "span"];
    let shown = facts
        .headings
        .iter()
        .chain(&facts.lower)
        .any(|h| head.contains(&h.words) && h.words.contains(['&', '<']));
    if shown || !head.contains(['&', '<']) {
        return head.to_owned();
    }
    let mut words = super::json::unescaped(head);
    for tag in TAGS {
        let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
        if words.contains(&start) && words.contains(&end) {
            words = words.replace(&start, "").replace(&end, "");
        }
    }
    clean::line(&words)
}

/// A title that is said twice, once: with a space between, with a sign, or with nothing, as where a heading has it for wide
/// pages and for small ones.
pub(super) fn once(title: &str) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    let (first, second) = words.split_at(words.len() / 2);
    if first.len() >= TWICE && first == second {
        return first.join(" ");
    }
    let is_said = |first: &str| first.split_whitespace().nth(1).is_some();
    let apart = SIGNS.iter().flat_map(|sign| title.match_indices(sign));
    let apart = apart.map(|(at, sign)| (title.get(..at), title.get(at + sign.len()..)));
    let halves = title.split_at_checked(title.len() / 2).filter(|(_, second)| !second.starts_with(' '));
    let glued = halves.map(|(first, second)| (Some(first), Some(second)));
    let twice = apart
        .chain(glued)
        .find_map(|(first, second)| first.filter(|first| is_said(first) && second == Some(*first)));
    twice.map_or_else(|| title.to_owned(), str::to_owned)
}

/// Whether a heading says at length what the head of the page says too: most of its longer words are there.
pub(super) fn is_reworded<T: AsRef<str>>(heading: &str, heads: &[T]) -> bool {
    let shared = shared(heading, heads);
    shared >= SHARED && shared * 3 >= long_words(heading).len() * 2
}

/// How many of a heading's longer words the head of the page has, too.
pub(super) fn shared<T: AsRef<str>>(heading: &str, heads: &[T]) -> usize {
    let said: HashSet<String> = heads.iter().flat_map(|head| long_words(head.as_ref())).collect();
    long_words(heading).intersection(&said).count()
}

fn long_words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= LONG);
    words.map(str::to_lowercase).collect()
}

/// Whether a heading holds all of a title's words, and not many more.
fn says_more(heading: &str, title: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (heading, title) = (words(heading), words(title));
    heading.len() <= title.len() + MORE && heading.windows(title.len().max(1)).any(|at| at == title)
}

/// Of a page named `chapter | book` or `book: chapter` whose only heading of the first order is the book's, the chapter: it is
/// the heading of a lower order between that and the words. `book | chapter` may be a page and a section of its site.
fn chapter<'a>(facts: &Facts, heads: &[&'a str], book: &str) -> Option<&'a str> {
    let names_site = facts.headings.iter().any(|h| h.is_site || h.is_home);
    let is_after =
        |sign: &str, after: &str| names_site || !NAMED_AFTER.contains(&sign) || is_headline(after, book);
    let chapter = heads.iter().find_map(|head| before(head, book).or_else(|| after(head, book, is_after)))?;
    let is_chapter =
        shown_below(facts, book, chapter).is_some() && !heads.iter().any(|head| is_same(head, book));
    Some(chapter).filter(|_| is_chapter)
}

/// Of a page that is called as its site in the `<title>` and in the only heading of the first order, what it is called for
/// other pages, if that is shown between that heading and the words, and no name of a section.
fn entry<'a>(
    facts: &Facts,
    head: &str,
    social: &'a str,
    site: &str,
    publication: Option<&str>,
) -> Option<&'a str> {
    let names_site = || {
        let is_it = |h: &Heading| (h.is_site || h.is_home) && is_same(&h.words, site);
        publication.is_some_and(|name| is_same(name, site)) || facts.headings.iter().any(is_it)
    };
    let shown = shown_below(facts, site, social).filter(|_| is_same(head, site) && !is_same(social, site))?;
    let is_entry = shown.is_link || shown.is_named || names_site() || is_headline(social, site);
    Some(social).filter(|_| is_entry)
}

/// Whether words are rather the headline of an entry than the name of a section, below what may be the name of a blog.
pub(super) fn is_headline(words: &str, blog: &str) -> bool {
    let said = |text: &str| match text.split_whitespace().count() {
        1 if !text.is_ascii() => text.chars().count() / LETTERS,
        words => words,
    };
    said(words) >= HEADLINE && said(words) > said(blog)
}

/// The heading of a lower order that says such words between the only one of the first and the words of the article. A word
/// or two of the lowest order are a label.
fn shown_below<'a>(facts: &'a Facts, first: &str, words: &str) -> Option<&'a Heading> {
    let above = facts.headings.first().filter(|above| is_same(&above.words, first))?;
    let is_only = facts.headings.iter().all(|other| is_same(&other.words, first));
    let is_between = |at: usize| at > above.at && facts.told.is_some_and(|told| at <= told);
    let is_label = |h: &Heading| h.is_least && h.words.split_whitespace().nth(LABEL).is_none();
    let is_it = |h: &&Heading| is_between(h.at) && is_same(words, &h.words) && !is_label(h);
    facts.lower.iter().find(is_it).filter(|_| is_only)
}

/// What a title in the head says before the heading, as it does before the name of a site.
pub(super) fn before<'a>(head: &'a str, heading: &str) -> Option<&'a str> {
    SIGNS
        .iter()
        .find_map(|sign| head.rsplit_once(sign).filter(|(_, last)| is_same(last, heading)))
        .map(|(b, _)| b)
}

/// What it says after the heading, if `is_after` takes it for that behind its sign.
pub(super) fn after<'a>(
    head: &'a str,
    heading: &str,
    is_after: impl Fn(&str, &str) -> bool,
) -> Option<&'a str> {
    SIGNS
        .iter()
        .filter_map(|sign| head.split_once(sign).map(|(first, rest)| (sign, first, rest)))
        .find(|(sign, first, rest)| is_same(first, heading) && is_after(sign, rest))
        .map(|(_, _, rest)| rest)
}

/// Whether a title in the head is the heading, perhaps with more beside it.
fn holds(head: &str, heading: &str) -> bool {
    // A short title before the name of its site; a site before a long title is no heading of it.
    if head.strip_prefix(heading).is_some_and(|rest| {
        SIGNS.iter().any(|sign| rest.starts_with(sign)) && rest.split_whitespace().count() <= 5
    }) {
        return true;
    }
    let fold = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (head, heading) = (fold(head), fold(heading));
    !heading.is_empty() && head.contains(&heading) && heading.chars().count() * 10 >= head.chars().count() * 3
}

/// A title without the name of the site at its end or beginning.
fn stripped(title: &str, publication: Option<&str>, facts: &Facts) -> String {
    let mut title = title.trim();
    for _ in 0..2 {
        let Some(rest) = cut(title, publication, facts) else { break };
        title = rest;
    }
    title.to_owned()
}

fn cut<'a>(title: &'a str, publication: Option<&str>, facts: &Facts) -> Option<&'a str> {
    // The headline may be of lower order than the name of the site.
    let is_shown_below =
        |title: &str| facts.lower.iter().any(|h| h.is_named && !h.is_apart && title.starts_with(&h.words));
    let is_site = |part: &str| {
        publication.is_some_and(|p| is_same(p, part))
            || facts.is_host(part)
            || is_community(part)
            || ((facts.headings.iter().any(|h| !h.is_site) || is_shown_below(title))
                && facts.headings.iter().any(|h| h.is_site && is_same(&h.words, part)))
            || part.to_lowercase().ends_with(".com")
    };
    // Some end as others do that are longer.
    let last = SIGNS.iter().filter_map(|sign| title.rfind(sign).map(|at| (at, sign.len())));
    let last = last.max_by_key(|(at, length)| (at + length, *length));
    if let Some((at, length)) = last
        && let (Some(head), Some(tail)) = (title.get(..at), title.get(at + length..))
    {
        let bare = title.get(at..at + length).is_some_and(|sign| sign.trim() != ":");
        let short = bare
            && tail.split_whitespace().count() <= 4
            && head.split_whitespace().count() >= 4
            && publication.is_none();
        if is_site(tail) || short {
            return Some(head.trim()).filter(|head| !head.is_empty());
        }
    }
    let first = SIGNS.iter().filter_map(|sign| title.find(sign).map(|at| (at, sign.len()))).min();
    let (at, length) = first?;
    is_site(title.get(..at)?)
        .then(|| title.get(at + length..).map(str::trim))
        .flatten()
        .filter(|rest| !rest.is_empty())
}

/// Whether words are the address of a community within a site: `/r/ferries`.
fn is_community(words: &str) -> bool {
    let name = words.strip_prefix('/').unwrap_or(words).strip_prefix("r/");
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

/// The host of an address in lower case, without `www.`.
pub(super) fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    Some(host.trim_start_matches("www.").to_owned())
}
