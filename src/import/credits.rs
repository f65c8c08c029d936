//! Who wrote a page, where and when it appeared, as far as the page says so for certain.

mod alone;
mod biography;
mod closing;
mod eastern;
mod head;
mod people;
mod reporters;

pub(super) use eastern::of_source;
pub(super) use head::tells;
pub(super) use people::{people, said_after_date, said_by, written_by};
pub(super) use reporters::{reporters, reporting};

use std::collections::HashSet;

use self::people::in_case;
use super::plain::Placed;
use super::{clean, dates};
use crate::model::{BlockKind, Metadata};

/// Countries as collections of translated press write them after the name of an outlet.
const COUNTRIES: &[&str] = &[
    "USA", "U.S.", "US", "UK", "Great Britain", "Germany", "France", "Italy", "Spain", "Poland", "China",
    "Japan", "Russia", "Ukraine", "Turkey", "Israel", "India", "Canada", "Australia", "Switzerland",
    "Austria", "Sweden", "Norway", "Finland", "Denmark", "Netherlands", "Belgium", "Czech Republic", "Iran",
    "Qatar", "Egypt", "Saudi Arabia", "Lebanon", "Syria", "Brazil", "Mexico", "South Korea", "Ireland",
    "Portugal", "Greece",
];

/// Words that begin a line which tells who wrote.
const BY: &[&str] = &[
    "by ", "by: ", "written by ", "words by ", "words: ", "story by ", "reporting by ", "exclusive by ",
    "Автор: ", "автор: ", "Авторы: ", "Текст: ",
];
/// Those that begin other lines as well (`Updated by Popular Demand`): only where the line tells also when.
const BY_AND_WHEN: &[&str] = &["posted by ", "updated by "];
/// The same in other languages, where a title may begin like that (`Von Neumann Machines`): only below a title,
/// in a page that has these common words of the language.
const BY_ABROAD: &[(&str, &[&str])] = &[
    ("von ", &["der", "die", "das", "und", "nicht", "ist", "mit", "ein", "eine", "auf", "den", "dem"]),
    ("par ", &["le", "la", "les", "des", "une", "est", "que", "qui", "dans", "pour", "du", "pas"]),
    (
        "por ",
        &[
            "el", "la", "los", "las", "una", "que", "con", "del", "en", "y", "se", "para", "os", "uma",
            "com", "não", "em",
        ],
    ),
    ("di ", &["il", "che", "della", "una", "non", "con", "sono", "gli", "per", "nel", "alla", "del"]),
    ("door ", &["het", "een", "van", "niet", "dat", "zijn", "met", "voor", "op", "aan"]),
    ("av ", &["och", "att", "det", "som", "inte", "på", "med", "ikke", "til", "för"]),
];
/// So many of them tell the language, among the first so many words.
const TELL: usize = 4;
const ASKED: usize = 400;
/// Bytes of the longest of them: nothing else need be kept.
const LONGEST: usize = 5;
/// Words that begin a line which tells when.
const ON: &[&str] = &[
    "published on ",
    "published: ",
    "published ",
    "posted on ",
    "posted: ",
    "date: ",
    "first published on ",
    "first published ",
    "veröffentlicht am ",
    "publié le ",
];
/// Words between two names.
const AND: &[&str] = &[" and ", " und ", " et "];
/// Services that hand on what others wrote.
const SERVICES: &[&str] =
    &["Reuters", "Associated Press", "AP", "AFP", "Agence France-Presse", "Bloomberg", "Project Syndicate"];
/// Publication and title, where the title line names the outlet and its country: `Outlet (USA): title`.
pub(super) fn title(line: &str) -> (Option<String>, String) {
    let parts = line.split_once("): ").and_then(|(head, rest)| {
        let (outlet, country) = head.rsplit_once(" (")?;
        let named =
            COUNTRIES.contains(&country) && outlet.split_whitespace().count() <= 6 && is_proper(outlet);
        named.then(|| (Some(clean::line(outlet)), clean::line(rest)))
    });
    parts.filter(|(_, title)| !title.is_empty()).unwrap_or_else(|| (None, clean::line(line)))
}

/// Whether each word of any weight has a capital.
pub(super) fn is_proper(name: &str) -> bool {
    const SMALL: &[&str] = &["of", "the", "and", "for", "in", "de", "la", "le", "der", "des", "du"];
    name.split_whitespace()
        .all(|w| SMALL.contains(&w) || w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}

/// Whether a line tells who wrote or when, and so is no title.
pub(super) fn is_credit(line: &str) -> bool {
    byline(line).is_some() || date(line).is_some()
}

/// Whether a line tells who wrote.
pub(super) fn is_byline(line: &str) -> bool {
    byline(line).is_some()
}

/// Whether a line begins as one does that tells who wrote in some language, and goes on with a name.
pub(super) fn may_be_byline(line: &str) -> bool {
    BY_ABROAD.iter().any(|(by, _)| byline_of(line, &[by]).is_some())
}

/// Whether a line begins as one that tells who wrote, whatever stands beside the name.
pub(super) fn begins_as_byline(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let rest = BY.iter().find(|by| lower.starts_with(**by)).and_then(|by| line.get(by.len()..));
    rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase))
}

/// Whether a line says what somebody is, as that about an author does.
pub(super) fn is_about_somebody(line: &str) -> bool {
    biography::of(line, true).is_some()
}

/// Whether a line is the name of a service that hands on what others wrote, and nothing else.
pub(super) fn is_service(line: &str) -> bool {
    let name = line.trim_matches(|c: char| c.is_whitespace() || "/—–-()|".contains(c));
    SERVICES.contains(&name.strip_prefix("The ").unwrap_or(name))
}

/// Takes a line below a title that tells who wrote, or behind that when; whether it does.
pub(super) fn below_title(line: &str, meta: &mut Metadata) -> bool {
    if let Some((names, rest)) = byline(line) {
        meta.byline.get_or_insert(names);
        meta.published = meta.published.take().or_else(|| rest.and_then(dates::whole));
        return true;
    }
    let when = date(line).filter(|_| meta.byline.is_some());
    let is_credit = when.is_some();
    meta.published = meta.published.take().or(when);
    is_credit
}

/// Fills in what the page says of itself and `meta` does not say yet. Lines at its end that say it are
/// furniture.
pub(super) fn find(pieces: &mut [Placed], meta: &mut Metadata) {
    let body: Vec<&str> = pieces
        .iter()
        .filter(|p| !p.piece.furniture && p.piece.kind != BlockKind::Heading)
        .map(Placed::text)
        .collect();
    let by_abroad = by_abroad(&body);
    let by_abroad: &[&str] = by_abroad.as_slice();
    head::find(pieces, by_abroad, meta);
    if meta.publication.is_none() {
        meta.publication = body.iter().rev().take(4).find_map(|line| service(line));
    }
    let named = meta.byline.clone();
    let authors = closing::mark(pieces, named.as_deref());
    if meta.byline.is_none() && !authors.is_empty() {
        meta.byline = Some(authors.join("; "));
    }
}

/// The date of a line that tells when the page appeared.
fn date(line: &str) -> Option<String> {
    let rest = line.get(on(line)..)?.trim();
    let dotted = || {
        let (day, time) = rest.split_at_checked(10)?;
        let is_time = time.trim_start_matches([',', ' ']).split(' ').all(|word| {
            matches!(word, "" | "Uhr" | "|" | "-")
                || word.contains(':') && word.chars().all(|c| c.is_ascii_digit() || c == ':')
        });
        let is_dotted = day.bytes().filter(|byte| *byte == b'.').count() == 2;
        dates::value(day).filter(|_| is_dotted && is_time)
    };
    dates::whole(rest).or_else(dotted).or_else(|| posted(line))
}

/// The date in `posted by jane on 4 May 2012 in Ports, 3 comments`, whoever that is.
fn posted(line: &str) -> Option<String> {
    let start = line.get(..10).filter(|start| start.eq_ignore_ascii_case("posted by "))?;
    let (who, rest) = line.get(start.len()..)?.split_once(" on ")?;
    let when = rest.split(" in ").next().unwrap_or(rest);
    (who.split_whitespace().count() <= 4).then(|| dates::whole(when)).flatten()
}

/// Bytes of the words at the beginning of a line that tell when.
fn on(line: &str) -> usize {
    let start: String = line.chars().take(20).collect::<String>().to_ascii_lowercase();
    ON.iter().find(|words| start.starts_with(*words)).map_or(0, |words| words.len())
}

/// Names in a line such as `By Jane Roe and John Doe | 12 July 2017`, parted by `; `, and what follows them.
fn byline(line: &str) -> Option<(String, Option<&str>)> {
    let line = line.trim();
    if line.chars().count() > 120 || line.contains('\n') {
        return None;
    }
    // `Posted on March 5, 2019 by Jane Roe`.
    if let Some((when, name)) = line.get(on(line)..)?.split_once(" by ").filter(|_| on(line) > 0) {
        return (dates::whole(when).is_some() && is_name(name))
            .then(|| (in_case(&clean::line(name)), Some(when)));
    }
    let with_date = || byline_of(line, BY_AND_WHEN).filter(|(_, rest)| rest.and_then(dates::whole).is_some());
    byline_of(line, BY).or_else(with_date)
}

/// Words that begin a byline in the language of a page, where that is another than English.
fn by_abroad(body: &[&str]) -> Option<&'static str> {
    let first = body.iter().flat_map(|block| block.split_whitespace()).take(ASKED);
    let words: HashSet<&str> = first.filter(|word| word.len() <= LONGEST).collect();
    let tells = |common: &[&str]| common.iter().filter(|word| words.contains(*word)).count() >= TELL;
    BY_ABROAD.iter().find(|(_, common)| tells(common)).map(|(by, _)| *by)
}

/// Whether what stands behind a name tells when or where it was written, or as what: any other words go on with
/// a sentence (`Von Angela Merkel – eine Bilanz`).
fn is_date_or_place(rest: &str) -> bool {
    let words: Vec<&str> = rest.split_whitespace().collect();
    dates::whole(rest).is_some()
        || (words.len() <= 2 && words.iter().all(|word| word.starts_with(char::is_uppercase)))
}

/// The lines of a block, if all of them tell who wrote or when: in a paragraph that its text wraps a line may
/// begin like one of these.
fn rows<'a>(block: &'a str, by_abroad: &[&str]) -> Vec<&'a str> {
    let is_told =
        |line: &&str| tells(line) || is_name(line) || is_handle(line) || byline_of(line, by_abroad).is_some();
    let lines: Vec<&str> = block.lines().map(str::trim).collect();
    if lines.len() == 1 || lines.iter().all(is_told) { lines } else { Vec::new() }
}

/// Whether a line is what somebody is called on another site.
fn is_handle(line: &str) -> bool {
    line.strip_prefix('@').is_some_and(is_handle_name)
}

fn is_handle_name(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The same of a line that begins with one of these words, which are in lower case.
fn byline_of<'a>(line: &'a str, by: &[&str]) -> Option<(String, Option<&'a str>)> {
    if line.chars().count() > 120 || line.contains('\n') {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let skip = by.iter().find(|words| lower.starts_with(*words))?.len();
    let rest = without_others(line.get(skip..)?);
    let (rest, dated) = dated(rest).map_or((rest, None), |(rest, when)| (without_others(rest), Some(when)));
    let (who, after) = match rest.find([',', '|', '·', '•', '—', '–']) {
        Some(at) if !is_list(rest) => (
            rest.get(..at)?,
            rest.get(at..).map(|r| r.trim_start_matches([',', '|', '·', '•', '—', '–', ' '])),
        ),
        _ => (rest, None),
    };
    let after = after.or(dated);
    let names: Vec<String> = parted(who).map(clean::line).collect();
    // Words after a name that are neither a date nor an office make it a sentence.
    let fits = after.is_none_or(|a| !a.ends_with('.') && a.split_whitespace().count() <= 8);
    (fits && names.iter().all(|name| is_name(name)))
        .then(|| (names.iter().map(|name| in_case(name)).collect::<Vec<_>>().join("; "), after))
}

/// Who wrote, without those who helped, the outlet and the place: `Jane Roe and agencies`, `Jane Roe for The Pier`, `Jane Roe
/// in Kiel; Editing by John Doe`.
fn without_others(who: &str) -> &str {
    const HELPED: &[&str] = &["editing by ", "edited by ", "additional reporting by ", "writing by "];
    const WORDS: usize = 5;
    let helped = |rest: &str| {
        let rest = rest.trim_start().to_ascii_lowercase();
        HELPED.iter().any(|by| rest.starts_with(by))
    };
    let who = who.split_once(';').filter(|(_, rest)| helped(rest)).map_or(who, |(who, _)| who).trim_end();
    let who = [" and agencies", " and agency", " and wires"]
        .iter()
        .find_map(|end| who.strip_suffix(end))
        .unwrap_or(who);
    let is_handled = |rest: &str| rest.split_whitespace().next().is_some_and(is_handle_name);
    let who =
        who.split_once(" @").filter(|(_, rest)| is_handled(rest)).map_or(who, |(who, _)| who.trim_end());
    let who = who.split_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(who, |(who, _)| who);
    let place = [" for ", " in ", " FOR ", " IN "].iter().find_map(|word| who.split_once(word));
    let is_place = |place: &str| {
        place.split_whitespace().count() <= WORDS
            && place.starts_with(char::is_uppercase)
            && is_proper(place)
            && !place.contains(|c: char| c.is_ascii_digit() || ",;.|".contains(c))
    };
    place.filter(|(who, place)| is_name(who) && is_place(place)).map_or(who, |(who, _)| who)
}

/// What a line that ends with a date has before that, without the name that somebody has on another site, and
/// the date: `Jane Roe@jroe  Mar 5, 2019`.
fn dated(line: &str) -> Option<(&str, &str)> {
    let spaces = line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let (who, when) =
        spaces.map(|at| line.split_at(at)).find(|(_, when)| dates::whole(when.trim()).is_some())?;
    let who = who.split('@').next().unwrap_or(who);
    let who = who.trim().trim_end_matches([',', '|', '·', '•', '—', '–']).trim_end();
    Some((who.strip_suffix(" on").unwrap_or(who), when.trim()))
}

/// Whether commas part names and not a name from what follows it.
fn is_list(rest: &str) -> bool {
    let names: Vec<&str> = parted(rest).collect();
    let is_joined = AND.iter().any(|and| rest.contains(and));
    names.len() > 1 && is_joined && names.iter().all(|name| is_name(name))
}

/// Names that follow each other.
fn parted(names: &str) -> impl Iterator<Item = &str> {
    let split = |part| {
        AND.iter().fold(vec![part], |parts: Vec<&str>, and| {
            parts.into_iter().flat_map(|part| part.split(and)).collect()
        })
    };
    names.split(", ").flat_map(split)
}

/// Whether words look like the name of a person: two to five, with capitals but for `de`, `van` and such.
fn is_name(name: &str) -> bool {
    const SMALL: &[&str] =
        &["de", "van", "von", "der", "den", "bin", "al", "el", "la", "da", "dos", "del", "di", "du", "le"];
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    matches!(words.len(), 2..=5)
        && !people::is_day(&words)
        && words.iter().all(|word| capital(word) || SMALL.contains(word))
        && words.first().is_some_and(|word| capital(word))
        && words
            .last()
            .is_some_and(|word| capital(word) && (!word.ends_with('.') || matches!(*word, "Jr." | "Sr.")))
}

/// The service in a line such as `— Example News Service` or `(Reuters)` that ends a page.
fn service(line: &str) -> Option<String> {
    let line = line.trim();
    let name = match line.strip_prefix('(').and_then(|line| line.strip_suffix(')')) {
        Some(name) => name,
        None => line.strip_prefix(['—', '–', '-'])?.trim_start_matches('-').trim(),
    };
    let known = SERVICES.contains(&name) || name.ends_with("News Service") || name.ends_with("News Agency");
    (known && name.split_whitespace().count() <= 6 && is_proper(name)).then(|| clean::line(name))
}

fn has_word(line: &str, word: &str) -> bool {
    line.contains(word) && line.split(|c: char| !c.is_alphanumeric() && c != '-').any(|w| w == word)
}

#[cfg(test)]
mod tests;
