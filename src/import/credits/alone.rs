//! A name that stands alone below a title, with no word such as `by` before it: it is that of who wrote only where what
//! stands beside it says so, since the name of a place, of a section or of whom the text is about stands there too.

use super::super::dates;
use super::{biography, has_word, is_handle, is_name, parted};

/// Words, and characters, of a line that says what somebody is.
const ROLE: usize = 10;
const LONGEST_ROLE: usize = 100;
/// Blocks at either end of a page that are looked at for who wrote it.
const EDGE: usize = 60;
/// Characters of a paragraph of the text.
const PARAGRAPH: usize = 90;

/// What those are who write for papers, in lines below their names.
const ROLES: &[&str] = &[
    "correspondent",
    "reporter",
    "editor",
    "writer",
    "producer",
    "columnist",
    "journalist",
    "staff",
    "presenter",
    "contributor",
    "analyst",
    "critic",
    "korrespondent",
    "korrespondentin",
    "redakteur",
    "redakteurin",
    "reporterin",
    "journaliste",
    "correspondant",
    "correspondante",
    "corresponsal",
    "periodista",
    "redactor",
    "redactora",
    "корреспондент",
    "журналист",
    "обозреватель",
];
/// Words of which names of places, sections and days consist, and those of hardly anybody.
const NOBODY: &[&str] = &[
    "new", "san", "santa", "saint", "st", "los", "las", "hong", "tel", "buenos", "rio", "sri", "costa",
    "abu", "kuala", "port", "fort", "mount", "north", "south", "east", "west", "northern", "southern",
    "eastern", "western", "united", "great", "upper", "lower", "central", "middle", "puerto", "cape", "city",
    "town", "county", "river", "lake", "island", "islands", "valley", "bay", "street", "bad", "world",
    "europe", "africa", "asia", "america", "american", "states", "kingdom", "republic", "european", "asian",
    "african", "british", "union", "news", "sport", "sports", "politics", "business", "economy", "science",
    "culture", "arts", "art", "music", "film", "films", "books", "book", "review", "reviews", "opinion",
    "analysis", "comment", "letters", "letter", "essay", "essays", "feature", "features", "interview",
    "interviews", "climate", "change", "environment", "health", "care", "public", "private", "local",
    "national", "international", "foreign", "affairs", "human", "rights", "civil", "social", "media",
    "technology", "tech", "energy", "water", "weather", "travel", "food", "drink", "life", "style", "living",
    "home", "homes", "garden", "family", "education", "school", "schools", "higher", "university", "law",
    "crime", "courts", "police", "justice", "war", "peace", "security", "defence", "defense", "army",
    "policy", "government", "council", "election", "elections", "money", "finance", "banking", "markets",
    "market", "real", "estate", "property", "housing", "transport", "personal", "open", "source", "big",
    "data", "artificial", "intelligence", "machine", "learning", "video", "games", "game", "press",
    "release", "report", "reports", "special", "breaking", "latest", "top", "live", "story", "stories",
    "short", "long", "read", "reads", "blog", "post", "posts", "notes", "note", "chapter", "part", "section",
    "volume", "issue", "one", "two", "three", "four", "five", "first", "second", "last", "case", "study",
    "white", "paper", "papers", "guide", "history", "ideas", "magazine", "weekly", "daily", "sunday",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "today", "editorial", "board",
    "team", "department", "institute", "centre", "center", "society", "association", "company", "group",
    "the", "our", "your", "how", "why", "what", "who", "when", "where", "all", "more", "about", "cold",
    "old", "lost", "dear", "editors", "von", "par", "por", "di", "door", "av", "by", "text", "foto", "fotos",
    "photo", "photos", "photograph", "photographs", "illustration", "illustrations", "politik", "wirtschaft",
    "kultur", "neue", "neuer", "neues", "groß", "große", "amérique", "europe", "le", "les",
];

/// What stands between the title and the text of a page, and what else there is.
pub(super) struct Head<'a> {
    /// The lines between the title and the text, without furniture.
    pub lines: &'a [&'a str],
    pub title: &'a str,
    /// All blocks of the page.
    pub all: &'a [&'a str],
}

impl Head<'_> {
    /// The names of the first lines that can hardly be anything but those of who wrote.
    pub(super) fn names(&self) -> Option<String> {
        let mut found: Vec<String> = Vec::new();
        for at in 0..self.lines.len() {
            match self.names_at(at) {
                Some(names) => found.extend(names),
                // What they are stands between them.
                None if self.lines.get(at).is_some_and(|line| is_role(line) || is_handle(line)) => {}
                None if !found.is_empty() => break,
                None => {}
            }
        }
        let mut names: Vec<String> = Vec::new();
        for name in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| names.join("; "))
    }

    fn names_at(&self, at: usize) -> Option<Vec<String>> {
        let line = self.lines.get(at)?.trim();
        let mut cut =
            [" | ", " · ", " • ", " – ", " — ", " - ", ", "].iter().filter_map(|sign| line.split_once(sign));
        let told = cut.rfind(|(who, rest)| is_who(who) && (dates::line(rest).is_some() || is_role(rest)));
        let (who, is_told) = told.map_or((line, false), |(who, _)| (who, true));
        if !is_who(who) {
            return None;
        }
        let who = without_place(who);
        let next = |at: usize| self.lines.get(at).copied().unwrap_or_default();
        let is_dated = |at: usize| dates::line(without_city(next(at))).is_some();
        // What somebody is tells by itself only of those who write: lists of people have chairs and secretaries.
        let is_described = is_handle(next(at + 1)) || is_role(next(at + 1)) && has_writer(next(at + 1));
        let is_beside = || is_dated(at + 1) || (is_role(next(at + 1)) && is_dated(at + 2));
        let is_known = is_told || is_described || is_beside();
        if !(self.is_said_again(who) || is_known && !self.is_told_of(who)) {
            return None;
        }
        Some(parted(who).map(|name| super::in_case(&super::clean::line(name))).collect())
    }

    /// Whether the page says elsewhere that these wrote it.
    fn is_said_again(&self, who: &str) -> bool {
        let lower = who.to_lowercase();
        let (from, to) = (EDGE.min(self.all.len()), self.all.len().saturating_sub(EDGE));
        let ends = self.all.get(..from).into_iter().chain(self.all.get(to.max(from)..)).flatten();
        ends.into_iter().any(|line| {
            let is_by = line.len() < PARAGRAPH && {
                let line = line.to_lowercase();
                ["by ", "written by ", "about the author: "].iter().any(|by| {
                    line.strip_prefix(by)
                        .and_then(|rest| rest.strip_prefix(lower.as_str()))
                        .is_some_and(is_ended)
                })
            };
            is_by || biography::of(line, true).is_some_and(|about| about.is_writer && about.name == who)
        })
    }

    /// Whether the text or its title tells of these.
    fn is_told_of(&self, who: &str) -> bool {
        let names: Vec<&str> = parted(who).collect();
        let tells = |text: &str| {
            names.iter().any(|name| {
                let last = name.split_whitespace().next_back().unwrap_or_default();
                text.contains(name) || has_word(text, last)
            })
        };
        let lower = who.to_lowercase();
        let is_of_text = |line: &&&str| {
            line.chars().nth(PARAGRAPH).is_some()
                && biography::of(line, false).is_none_or(|about| about.name != who)
        };
        tells(self.title)
            || self.all.iter().filter(is_of_text).any(|line| tells(line) || line.contains(&lower))
    }
}

fn is_ended(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

/// Whether words are one name or more, none of which has a word of a place or a section.
fn is_who(who: &str) -> bool {
    let who = without_place(who);
    let is_nobody = |name: &str| {
        let words = name.split_whitespace().map(|word| word.trim_matches(['.', '’', '\'']).to_lowercase());
        let mut words = words.flat_map(|word| word.split('-').map(str::to_owned).collect::<Vec<_>>());
        words.any(|word| {
            NOBODY.contains(&word.as_str())
                || biography::ROLES.contains(&word.as_str())
                || dates::is_month(&word)
        })
    };
    parted(who).all(|name| is_name(name) && !is_nobody(name))
}

/// Who wrote, without where: `Joan Bell in Marram`, `Jeanne Dupont (Marram, envoyée spéciale)`.
fn without_place(who: &str) -> &str {
    let who = who.split_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(who, |(who, _)| who);
    super::without_others(who)
}

/// A line without the place that stands before a date: `Orlau - 5 May 2021`.
pub(super) fn without_city(line: &str) -> &str {
    const CITY: usize = 3;
    let cut = [" - ", " – ", " — ", " | ", ", "].iter().find_map(|sign| line.split_once(sign));
    let is_city = |city: &str| {
        city.split_whitespace().count() <= CITY
            && !city.contains(|c: char| c.is_ascii_digit())
            && city.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    };
    cut.filter(|(city, _)| is_city(city)).map_or(line, |(_, rest)| rest)
}

/// Whether a line says what somebody is, and is no sentence: `Environment correspondent`.
fn is_role(line: &str) -> bool {
    let line = line.trim();
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let is_one = |word: &str| {
        let word = word.to_lowercase();
        ROLES.contains(&word.as_str()) || biography::ROLES.contains(&word.as_str())
    };
    let is_bare = || words.clone().next().is_some_and(is_one) && line.split_whitespace().nth(2).is_none();
    (line.starts_with(char::is_uppercase) || is_bare())
        && line.chars().count() <= LONGEST_ROLE
        && line.split_whitespace().nth(ROLE).is_none()
        && !line.ends_with(['.', '?', '!', ':', '"', '”'])
        && !is_name_with_verb(line)
        && words.clone().any(is_one)
}

/// Whether a line names what those are who write for papers.
fn has_writer(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|word| ROLES.contains(&word.to_lowercase().as_str()))
}

/// Whether a line tells what somebody does: `The director leaves`.
fn is_name_with_verb(line: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "was", "are", "were", "has", "have", "had", "says", "said", "will", "leaves", "resigns", "to",
        "does",
    ];
    line.split_whitespace().any(|word| VERBS.contains(&word))
}
