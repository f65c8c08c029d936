//! Lines about people: `Jane Roe is a professor of …`, `Jane Roe, a former officer, …`. One may tell who wrote
//! the article above it, or be a sentence of that, so each sentence in it has to say what somebody is.

use std::borrow::Cow;

use super::super::{clean, plain};
use super::is_name;
use crate::text::Span;
use crate::text::segment::sentences;

/// What people are, in the line about an author at the end of a page.
pub(super) const ROLES: &[&str] = &[
    "professor", "director", "editor", "officer", "journalist", "correspondent", "fellow", "analyst",
    "author", "writer", "columnist", "reporter", "coordinator", "founder", "co-founder", "ambassador",
    "diplomat", "lecturer", "researcher", "scholar", "head", "chief", "historian", "economist", "novelist",
    "critic", "lawyer", "student", "contributor", "president", "chair", "secretary", "adviser", "advisor",
    "scientist", "teacher", "consultant", "manager", "producer",
];
/// Those of them who write.
const WRITERS: &[&str] = &[
    "professor", "journalist", "correspondent", "fellow", "analyst", "writer", "columnist", "reporter",
    "lecturer", "researcher", "scholar", "historian", "economist", "novelist", "critic", "contributor",
    "editor", "author",
];
/// What people do for a living.
const WORKS: &[&str] = &[
    "served", "worked", "taught", "retired", "teaches", "writes", "covers", "works", "lives", "holds",
    "lectures", "edits", "hosts", "specializes", "specialises", "focuses", "contributes", "directs", "leads",
    "heads", "runs", "studies", "teach", "write", "cover", "work", "live",
];
/// Those of them that tell of writing.
const WRITING: &[&str] = &["teaches", "writes", "covers", "lectures", "edits"];
/// What people have done.
const DONE: &[&str] =
    &["written", "worked", "published", "taught", "reported", "covered", "served", "held", "edited", "lived"];
const ADVERBS: &[&str] =
    &["currently", "also", "now", "formerly", "previously", "most", "recently", "regularly", "often", "both"];
const BOOKS: &[&str] = &[
    "book", "books", "novel", "novels", "work", "writing", "research", "articles", "essays", "reporting",
    "column", "memoir", "poems", "stories",
];

/// A line about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct About {
    pub name: String,
    /// It says so of somebody who writes that it tells an author by itself.
    pub is_writer: bool,
}

/// Whom a line is about, if each of its sentences says what they are. `is_alone`: no other line beside it
/// speaks for it, so what is no sentence does not count either.
pub(super) fn of(line: &str, is_alone: bool) -> Option<About> {
    let line = &*without_titles(line);
    if line.chars().count() > 420 || line.contains('\n') || !plain::is_sentence(line) {
        return None;
    }
    if line.contains(['"', '“', '”', '«']) || words(line).any(|w| w == "not" || w.ends_with("n’t")) {
        return None;
    }
    let (name, sign, rest) = parts(line)?;
    let span = Span::new(0, line.len());
    let mut all = sentences(line, span).map(|span| span.of(line));
    let first = all.next()?;
    let said = first.get(first.len().min(line.len() - rest.len())..)?;
    if !is_first(sign, said) {
        return None;
    }
    let mut is_writer = tells_a_writer(sign, said);
    for sentence in all {
        let (is_fit, writes) = says(sentence, name);
        if !is_fit && (is_alone || is_about_deeds(sentence)) {
            return None;
        }
        is_writer |= writes;
    }
    Some(About { name: clean::line(name), is_writer })
}

/// A line without the titles in quotation marks of what somebody wrote.
pub(super) fn without_titles(line: &str) -> Cow<'_, str> {
    const BEFORE: &[&str] = &["author of ", "book ", "books ", "novel ", "memoir ", "most recently "];
    let Some(open) = line.find(['"', '“']).filter(|open| {
        line.get(..*open).is_some_and(|before| BEFORE.iter().any(|words| before.ends_with(words)))
    }) else {
        return line.into();
    };
    let (before, title) = line.split_at(open);
    let mut title = title.chars();
    let close = if title.next() == Some('"') { '"' } else { '”' };
    match title.as_str().split_once(close) {
        // A stop that belongs to the title ends the sentence.
        Some((title, rest)) => {
            let stop = if title.ends_with('.') && rest.is_empty() { "." } else { "" };
            format!("{before}one{stop}{rest}").into()
        }
        None => line.into(),
    }
}

/// The name, what parts it from the rest, and the rest.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let signs = [
        " — ", " – ", ", ", " is ", " was ", " served as ", " teaches ", " writes ", " covers ",
        " has been ", " works ",
    ];
    let (name, sign, rest) = signs
        .into_iter()
        .filter_map(|sign| line.split_once(sign).map(|(name, rest)| (name, sign, rest)))
        .min_by_key(|(name, ..)| name.len())?;
    let lower = rest.to_lowercase();
    let role = words(&lower).take(14).any(|word| ROLES.contains(&word.as_str()));
    let loose = name.split_whitespace().count() == 2
        && name.starts_with(char::is_uppercase)
        && name.chars().all(|c| c.is_alphabetic() || c == ' ')
        && ["the former ", "a former "].iter().any(|start| lower.starts_with(start));
    (role && (is_name(name) || loose)).then_some((name, sign, rest))
}

/// Whether the first sentence, behind the name and the sign, says what somebody is.
fn is_first(sign: &str, rest: &str) -> bool {
    match sign {
        " — " | " – " => !rest.contains(" — ") && !rest.contains(" – "),
        // What follows the words between two commas is what it says.
        ", " => rest.split_once(", ").is_none_or(|(_, then)| is_of_a_life(then)),
        verb => is_of_a_life(&format!("{}{rest}", verb.trim_start())),
    }
}

/// Whether it says that somebody writes or teaches now.
fn tells_a_writer(sign: &str, rest: &str) -> bool {
    match sign {
        " — " | " – " => false,
        ", " => rest.split_once(", ").is_some_and(|(_, then)| is_of_a_writer(then)),
        verb => is_of_a_writer(&format!("{}{rest}", verb.trim_start())),
    }
}

/// Whether a later sentence says what somebody is, and that it is somebody who writes.
fn says(sentence: &str, name: &str) -> (bool, bool) {
    let surname = name.split_whitespace().next_back().unwrap_or_default();
    let subjects = ["He ", "She ", "They ", name, surname];
    let whose = ["His ", "Her ", "Their "];
    if let Some(rest) = whose.iter().find_map(|start| sentence.strip_prefix(start)) {
        return (words(rest).take(4).any(|word| BOOKS.contains(&word.as_str())), false);
    }
    match subjects.iter().find_map(|start| sentence.strip_prefix(start)) {
        Some(rest) => (is_of_a_life(rest), is_of_a_writer(rest)),
        None => (sentence.starts_with("Follow ") || sentence.starts_with("Email "), false),
    }
}

/// Whether a sentence tells of what one person did.
fn is_about_deeds(sentence: &str) -> bool {
    ["He ", "She ", "They ", "His ", "Her ", "Their "].iter().any(|start| sentence.starts_with(start))
}

/// Whether words from a verb on tell what somebody is or does for a living.
fn is_of_a_life(words_on: &str) -> bool {
    let all: Vec<String> =
        words(words_on).filter(|word| !ADVERBS.contains(&word.as_str())).take(10).collect();
    let mut all = all.iter().map(String::as_str);
    match all.next() {
        Some("is" | "was" | "are" | "were") => is_office(all),
        Some("has" | "have") => match all.next() {
            Some("been") => is_office(all),
            Some(word) => DONE.contains(&word),
            None => false,
        },
        Some(verb) => WORKS.contains(&verb),
        None => false,
    }
}

/// Whether words after `is` name an office and not what happened.
fn is_office<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let all: Vec<&str> = words.collect();
    let Some(first) = all.first() else { return false };
    let happens = (first.ends_with("ed") && *first != "based") || first.ends_with("ing");
    !happens && (*first == "based" || all.iter().take(7).any(|word| ROLES.contains(word)))
}

/// Whether words from a verb on say that somebody writes: `is a professor`, `is senior fellow`, `teaches`; not
/// `is the author of the plan`.
fn is_of_a_writer(words_on: &str) -> bool {
    let all: Vec<String> = words(words_on).filter(|word| !ADVERBS.contains(&word.as_str())).take(8).collect();
    let is_one = |word: &String| WRITERS.contains(&word.as_str());
    match all.split_first() {
        Some((verb, rest)) if verb == "is" => match rest.split_first() {
            Some((article, rest)) if article == "a" || article == "an" => rest.iter().take(5).any(is_one),
            Some((article, _)) if article == "the" => false,
            _ => rest.iter().take(2).any(is_one),
        },
        Some((verb, _)) => WRITING.contains(&verb.as_str()),
        None => false,
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '’' | '\''));
    parts.filter(|word| !word.is_empty()).map(|word| word.to_lowercase().replace('\'', "’"))
}
