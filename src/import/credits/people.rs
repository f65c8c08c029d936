//! Names of people out of what pages put where an author's name belongs.

use super::super::clean;
use super::super::dates;
use crate::text::one_line;

/// Words that begin a byline, in the languages of most pages, longest first.
const BY: &[&str] = &[
    "written by",
    "words by",
    "words:",
    "story by",
    "text by",
    "reported by",
    "reporting by",
    "exclusive by",
    "article by",
    "posted by",
    "published by",
    "reviewed by",
    "edited by",
    "post by",
    "analysis by",
    "opinion by",
    "submitted by",
    "prepared by",
    "author:",
    "authors:",
    "author",
    "by:",
    "by",
    "von:",
    "von",
    "text:",
    "autor:",
    "autorin:",
    "autor",
    "autorin",
    "por:",
    "por",
    "par:",
    "par",
    "propos recueillis par",
    "écrit par",
    "publié par",
    "di:",
    "di",
    "door",
    "av",
    "af",
    "skriven av",
    "tekst:",
    "автор:",
    "авторы:",
    "автор",
    "текст:",
    "文/",
    "文：",
    "作者：",
    "作者:",
    "بقلم:",
    "بقلم",
    "كتب:",
    "كتب",
];
/// Words after which others are named who did not write.
const OTHERS: &[&str] = &[
    "photograph",
    "photos by",
    "photo by",
    "photo:",
    "illustration",
    "illustrated by",
    "video by",
    "graphics by",
    "edited by",
    "editing by",
    "translated by",
    "translation",
    "with reporting by",
    "additional reporting",
    "fotos",
    "foto:",
    "photography",
    "reviewed by",
    "medically reviewed",
];
/// Words that end a name: what follows tells more of the person or the page.
const AFTER: &[&str] = &[
    " | ", " • ", " · ", " — ", " – ", " - ", " // ", " / ", "\n", " updated", " published", " posted",
    " last", " by ", " posted on", " posted at", " in ", " on ", " for ", " at ", " is ", " is a", " was ",
    "[", " @", " follow ", " via ", " from ", " of ",
];
/// Words of which no name of a person consists.
const NOBODY: &[&str] = &[
    "by", "story", "admin", "administrator", "staff", "editor", "editors", "editorial", "team", "webmaster",
    "guest", "contributor", "contributors", "reporter", "writer", "author", "authors", "anonymous",
    "redaktion", "redaction", "redacción", "redazione", "newsroom", "news", "desk", "correspondent",
    "correspondents", "press", "agency", "service", "wire", "reuters", "afp", "ap", "dpa", "tass", "board",
    "unknown", "user", "none", "null", "undefined", "share", "comments", "comment", "read", "more", "view",
    "profile", "posts", "post", "follow", "twitter", "facebook", "email", "e-mail", "contact", "subscribe",
    "biography", "bio", "website", "all", "articles", "article", "updated", "published", "today",
    "yesterday", "ago", "min", "hours", "minutes", "редакция", "about", "see", "search", "home", "menu",
    "photo", "photos", "images", "archive", "archives", "here", "this", "click", "magazine", "online",
    "digital", "group", "media", "inc", "inc.", "ltd", "llc", "gmbh", "network", "blog", "times", "journal",
    "report", "organization", "organisation", "university", "institute", "department", "ministry",
    "foundation", "association", "committee", "council", "centre", "center", "society", "government",
    "commission", "university", "school", "college", "laboratory", "museum", "library", "company",
    "corporation", "special", "senior", "vice", "manager", "categories", "category", "permalink", "print",
    "leave", "reply", "login", "pm", "am", "edit", "last", "d.o.o.", "ag", "e.v.", "universität",
    "université", "universidad", "università", "institut", "instituto", "istituto", "landesanstalt",
    "bundesamt", "ministerium", "ministère", "ministerio", "ministero", "republik", "verein", "verband",
    "verlag", "stiftung", "gesellschaft", "fondation", "fundación", "fondazione", "zeitung", "presse",
    "ediciones", "rédaction", "editorial", "redaktionsteam", "werbung", "anzeige",
];
/// Broadcasters and agencies whose names have no word that tells it.
const OUTLETS: &[&str] = &["deutsche welle", "agence france-presse", "itar tass", "europa press"];
/// Degrees and the like that stand after a name as if they were another.
const DEGREES: &[&str] = &[
    "ma", "m.a.", "ba", "b.a.", "bs", "ms", "msc", "m.sc.", "phd", "ph.d.", "ph.d", "md", "m.d.", "mph",
    "mba", "rn", "rd", "jd", "j.d.", "esq", "esq.", "mp", "obe", "cbe", "mbe", "do", "pharmd", "dds", "cpa",
    "ldn", "rdn",
];

/// Days of the week, and words that stand with them or with a feast; feasts.
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const PARTS_OF_DAYS: &[&str] = &["day", "eve", "morning", "noon", "afternoon", "evening", "night", "week"];
const FEASTS: &[&str] = &[
    "easter", "christmas", "whitsun", "pentecost", "advent", "thanksgiving", "passover", "ramadan",
    "hanukkah", "diwali", "epiphany", "michaelmas", "candlemas", "halloween", "midsummer", "year", "year's",
];
/// Words that say which day.
const WHICH: &[&str] = &[
    "next", "last", "this", "every", "early", "late", "good", "holy", "ash", "palm", "maundy", "shrove",
    "whit", "black", "cyber", "bloody", "on", "the",
];
/// Words that begin a sentence, and no name that ends in small letters.
const FIRST: &[&str] = &[
    "the", "a", "an", "this", "that", "i", "we", "he", "she", "it", "they", "you", "my", "our", "his", "her",
];

/// Whether words are a day and no name: `Easter Sunday`, `Next Friday`, `Christmas Eve`, `Late Advent`.
pub(super) fn is_day(words: &[&str]) -> bool {
    let has = |list: &[&str], word: &str| list.contains(&word.to_lowercase().replace('’', "'").as_str());
    let [.., before, last] = words else { return false };
    let is_of_feast = has(WEEKDAYS, before) || has(FEASTS, before);
    // People are called Friday and Easter too.
    (has(PARTS_OF_DAYS, last) && is_of_feast)
        || ((has(WEEKDAYS, last) || has(FEASTS, last)) && (is_of_feast || has(WHICH, before)))
}

/// The people that a byline names; nothing where it names none.
pub(in crate::import) fn people(byline: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let line = clean::line(byline);
    if line.chars().count() > 240 {
        return out;
    }
    if let Some(names) = super::reporters(&line) {
        return names;
    }
    let line = without_addresses(&line);
    // `roe@example.org (Jane Roe)`
    let aside = line.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let mut rest = strip_by(aside.unwrap_or(line.trim()));
    let lower = rest.to_lowercase();
    if lower.len() == rest.len()
        && let Some(cut) = OTHERS.iter().filter_map(|word| lower.find(word)).min()
    {
        rest = rest.get(..cut).unwrap_or_default();
    }
    let rest = without_asides(rest);
    // After the name of what is no person its place may follow: `Example Ltd, Hamburg, Germany`.
    let mut is_place = false;
    for part in split(&rest) {
        let Some(name) = name(once(strip_by(part.trim()))) else {
            is_place = part.contains(char::is_alphabetic);
            continue;
        };
        let is_word = !name.contains(' ') && name.is_ascii();
        let is_other = is_word && (is_place || super::COUNTRIES.contains(&name.as_str()));
        is_place &= is_other;
        if !is_other && !out.contains(&name) {
            out.push(name);
        }
    }
    // One word beside whole names is where they are: `Jane Roe, Kiel`.
    if out.iter().any(|name| name.contains(' ')) {
        out.retain(|name| name.contains(' ') || name.chars().all(|c| c > '\u{2e80}'));
    }
    out
}

/// The people of a line that begins as a byline does.
pub(in crate::import) fn said_by(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let rest = strip_by(line);
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if rest.len() == bare.len()
        || bare.len() != line.len()
        || line.chars().count() > 100
        || line.ends_with('.')
    {
        return None;
    }
    let names: Vec<String> =
        people(rest).into_iter().filter(|name| name.contains(' ') || !name.is_ascii()).collect();
    let first = rest.chars().find(|c| c.is_alphanumeric())?;
    (!names.is_empty() && !first.is_lowercase()).then_some(names)
}

/// The people who are named as having written, in a line of all who had a part: `Photographs by John Doe, Written by Jane
/// Roe`.
pub(in crate::import) fn written_by(line: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = line.split(", ").filter(|part| part.contains(" by ")).collect();
    let own = parts.iter().find_map(|part| {
        let start = part.get(.."written by ".len())?;
        start.eq_ignore_ascii_case("written by ").then(|| part.get(start.len()..)).flatten()
    })?;
    let names: Vec<String> = people(own).into_iter().filter(|name| name.contains(' ')).collect();
    (parts.len() > 1 && !names.is_empty()).then_some(names)
}

/// The people of a line that tells before them when it appeared: `Published: 3 May 2018 at 10:31 by Jane Roe`.
pub(in crate::import) fn said_after_date(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let (when, who) =
        line.split_once(" by ").filter(|_| line.chars().count() <= 120 && !line.ends_with('.'))?;
    let is_dated = dates::tells_when(when) && dates::within(when).is_some();
    let names: Vec<String> = people(who).into_iter().filter(|name| name.contains(' ')).collect();
    (is_dated && who.starts_with(char::is_uppercase) && !names.is_empty()).then_some(names)
}

/// A whole name that is written twice, with a space between or with nothing, once: `Jane RoeJane Roe`.
fn once(part: &str) -> &str {
    let halves = part.split_at_checked(part.len() / 2);
    let is_twice = |(first, second): &(&str, &str)| {
        second.strip_prefix(' ').unwrap_or(second) == *first && first.contains(' ')
    };
    halves.filter(is_twice).map_or(part, |(first, _)| first)
}

fn without_addresses(line: &str) -> String {
    let is_address = |word: &str| {
        word.contains("://")
            || word.starts_with("www.")
            || word.starts_with('@')
            || (word.contains('@') && word.contains('.'))
            || (word.contains(".com") && !word.contains(' '))
    };
    // `Roe@janeroe`
    let bare = |word: &str| word.split('@').next().unwrap_or_default().to_owned();
    line.split(' ').filter(|word| !is_address(word)).map(bare).collect::<Vec<_>>().join(" ")
}

/// Without what stands in parentheses after a name: `Jane Roe (with John Doe)`. In a name they stay:
/// `Jane (Janet) Roe`.
fn without_asides(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('(') {
        out.push_str(before);
        let (aside, after) = after.split_once(')').unwrap_or((after, ""));
        let goes_on = after.strip_prefix(' ').is_some_and(|after| {
            let word = after.split(' ').next().unwrap_or_default();
            word.starts_with(char::is_uppercase) && before.split_whitespace().count() == 1
        });
        if goes_on && aside.starts_with(char::is_uppercase) {
            out.push('(');
            out.push_str(aside);
            out.push(')');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What follows the words that begin a byline.
fn strip_by(line: &str) -> &str {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    for by in BY {
        let Some(head) = line.get(..by.len()).or_else(|| head(line, by)) else { continue };
        if head.to_lowercase() != *by {
            continue;
        }
        let rest = line.get(head.len()..).unwrap_or_default();
        let glued = by.ends_with([':', '：', '/']);
        if glued || rest.starts_with([' ', ':', '：', '\u{a0}']) {
            return rest.trim_start_matches([':', '：', ' ', '\u{a0}']);
        }
    }
    line
}

fn head<'a>(line: &'a str, by: &str) -> Option<&'a str> {
    let end = line.char_indices().nth(by.chars().count()).map_or(line.len(), |(at, _)| at);
    line.get(..end)
}

/// Parts of a byline that may each be a name.
fn split(line: &str) -> Vec<&str> {
    // What a person is may be told with `and` in it; names may stand in one part of a list as well.
    let is_office = |part: &&str| {
        let mut words = part.split_whitespace().map(str::to_lowercase);
        let first = part.split(" and ").next().unwrap_or_default();
        words.any(|word| super::biography::ROLES.contains(&word.as_str()))
            && first.split_whitespace().count() > 1
    };
    let mut parts: Vec<&str> = line.split([';', ',']).filter(|part| !is_office(part)).collect();
    for sign in [
        "、", "，", " and ", " And ", " AND ", " & ", " und ", " et ", " y ", " e ", " и ", " en ", " with ",
        " | ", "|", " • ", " · ", "•", "·",
    ] {
        // `Sea & i` is one name.
        let is_one =
            |part: &str| sign == " & " && part.split(sign).any(|name| name.trim().chars().count() < 2);
        parts = parts
            .into_iter()
            .flat_map(|part| if is_one(part) { vec![part] } else { part.split(sign).collect() })
            .collect();
    }
    parts.retain(|part| !DEGREES.contains(&part.trim().to_lowercase().as_str()));
    parts.truncate(30);
    parts
}

/// A name without what follows it, if it is one.
fn name(part: &str) -> Option<String> {
    let lower = part.to_lowercase();
    let mut end = part.len();
    if lower.len() == part.len() {
        end = AFTER.iter().filter_map(|word| lower.find(word)).min().unwrap_or(end);
        // `Society for …`: one word before such a word is no name.
        let cut = lower.get(end..).unwrap_or_default();
        if [" in ", " on ", " for ", " of "].iter().any(|word| cut.starts_with(word))
            && !lower.get(..end).unwrap_or_default().contains(' ')
        {
            return None;
        }
    }
    let part =
        part.get(..end)?.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '\''));
    let part = part.trim_end_matches(['\'', ':']).trim();
    let words: Vec<&str> = part.split_whitespace().collect();
    let fits = matches!(words.len(), 1..=5)
        && (2..=60).contains(&part.chars().count())
        && !part.contains(|c: char| {
            c.is_ascii_digit()
                || matches!(c, '/' | '\\' | '<' | '>' | '{' | '}' | '=' | '_' | '?' | '!' | '…' | ':' | '&')
        })
        && (!part.contains(['"', '“']) || is_nicknamed(part))
        && part.chars().any(char::is_alphabetic)
        && dates::value(part).is_none();
    let known = words.iter().any(|word| {
        let word = word.to_lowercase();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        NOBODY.contains(&word) || super::biography::ROLES.contains(&word)
    });
    let starts = words.first().is_some_and(|word| {
        !word.starts_with(char::is_lowercase)
            || words.len() > 1 && matches!(*word, "de" | "van" | "von" | "al" | "el" | "bell" | "di" | "da")
    });
    // `The keeper` begins a sentence.
    let is_begun = matches!(words.as_slice(), [first, .., last]
        if FIRST.contains(&first.to_lowercase().as_str()) && last.starts_with(char::is_lowercase));
    // `The Pier's standards`: nobody is called so.
    let is_owned = words.iter().any(|word| word.ends_with("'s") || word.ends_with("’s"));
    // `CNN` signs for a service.
    let is_agency = words.len() == 1 && part.len() <= 5 && part.bytes().all(|b| b.is_ascii_uppercase());
    let is_other = is_begun || is_day(&words) || is_agency || is_owned;
    (fits && !known && starts && !is_other && !OUTLETS.contains(&part.to_lowercase().as_str()))
        .then(|| in_case(part))
}

/// Whether quotation marks stand around what a person is called within a name: `Jane "Jay" Roe`.
fn is_nicknamed(name: &str) -> bool {
    let parts: Vec<&str> = name.split(['"', '“', '”']).collect();
    matches!(parts.as_slice(), [first, nick, last]
        if !nick.trim().is_empty() && first.ends_with(' ') && last.starts_with(' ') && last.len() > 2)
}

/// A name in capitals in the usual letters.
pub(super) fn in_case(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 5 || name.chars().any(char::is_lowercase) || !name.contains(' ') {
        return one_line(name);
    }
    let mut out = String::with_capacity(name.len());
    let mut starts = true;
    for c in name.chars() {
        if starts {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        starts = matches!(c, ' ' | '-' | '.' | '\'' | '’');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_nothing_else() {
        for (byline, names) in [
            ("By Jane Roe", &["Jane Roe"][..]),
            ("by JANE ROE and JOHN O'DOE", &["Jane Roe", "John O'Doe"]),
            ("Jane Roe, Political Correspondent", &["Jane Roe"]),
            ("Jane Roe | 12 July 2017", &["Jane Roe"]),
            ("By Jane Roe Photographs by John Doe", &["Jane Roe"]),
            ("https://www.facebook.com/outlet", &[]),
            ("@janeroe", &[]),
            ("Jane Roe @janeroe", &["Jane Roe"]),
            ("Jane Roe@janeroe", &["Jane Roe"]),
            ("The Pier's Standards", &[]),
            ("Von Petra Müller und Hans Groß", &["Petra Müller", "Hans Groß"]),
            ("Автор: Иван Петров", &["Иван Петров"]),
            ("Editorial Staff", &[]),
            ("Jane RoeJane Roe", &["Jane Roe"]),
            ("By Jane Roe Jane Roe, John DoeJohn Doe", &["Jane Roe", "John Doe"]),
            ("Lang Lang", &["Lang Lang"]),
            ("Published by admin", &[]),
            ("Jane Roe; John Doe; Jane Roe", &["Jane Roe", "John Doe"]),
            ("roe@example.org (Jane Roe)", &["Jane Roe"]),
            ("Jane Roe (with John Doe and others)", &["Jane Roe"]),
            ("Jane (Janet) Roe", &["Jane (Janet) Roe"]),
            ("Jane Roe, Vice President of Words and Deeds at the Pier, and General Manager", &["Jane Roe"]),
            ("Jane Roe, Editor and John Doe, Reporter", &["Jane Roe", "John Doe"]),
            ("Society for the Study of Piers", &[]),
            ("Jane Roe for the Pier", &["Jane Roe"]),
            ("12 July 2017", &[]),
            ("The keeper of the lighthouse told me this story, and I have changed nothing in it.", &[]),
            ("Easter Sunday", &[]),
            ("By Next Friday", &[]),
            ("Christmas Eve", &[]),
            ("New Year’s Day", &[]),
            ("Doris Day and Eve Easterly", &["Doris Day", "Eve Easterly"]),
            ("Tariq Ramadan", &["Tariq Ramadan"]),
            ("By Nancy Friday and Michael Easter", &["Nancy Friday", "Michael Easter"]),
            ("山田太郎", &["山田太郎"]),
        ] {
            assert_eq!(people(byline), names, "{byline}");
        }
    }

    #[test]
    fn a_line_names_its_author_only_where_it_says_so() {
        assert_eq!(said_by("By Jane Roe, Staff Writer"), Some(vec!["Jane Roe".to_owned()]));
        assert_eq!(said_by("By the river we sat down."), None);
        assert_eq!(said_by("By the river"), None);
        assert_eq!(said_by("Jane Roe"), None);
    }
}
