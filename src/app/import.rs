//! What is imported from the screen, and what came of it.

use std::path::PathBuf;

use crate::model::address::{WEB, fit};
use crate::model::{Anchored, ArticleId};

/// What is to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sources {
    /// Files, folders, addresses.
    Paths(Vec<PathBuf>),
    /// A text that was pasted.
    Text(String),
    /// The address or file of a feed, a page that names one, or a list of feeds.
    Subscribe(PathBuf),
    /// What is new of all feeds that are subscribed.
    Feeds,
}

/// How far an import is, as it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SoFar {
    /// Sources that are read and stored, or feeds.
    pub read: u64,
    /// So many are read of so many, where it is known that there are several: sources, files of a book, feeds.
    pub of: Option<(usize, usize)>,
    /// What those are, where it has a name: feeds, and the pages that their items lead to.
    pub what: Option<&'static str>,
    /// Something may have come in.
    pub came: bool,
}

/// An import that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Underway {
    /// The one address that is fetched.
    pub host: Option<String>,
    /// Feeds are refreshed.
    pub is_refresh: bool,
    pub so_far: SoFar,
}

impl Underway {
    pub fn new(sources: &Sources) -> Self {
        let one = match sources {
            Sources::Paths(paths) if paths.len() == 1 => paths.first(),
            Sources::Subscribe(one) => Some(one),
            _ => None,
        };
        let host = one.and_then(|one| one.to_str()).and_then(host);
        Self { host, is_refresh: *sources == Sources::Feeds, so_far: SoFar::default() }
    }

    /// In the words of the status line, the figures alone where there is little `room`.
    pub fn words(&self, room: bool) -> String {
        if let Some((done, total)) = self.so_far.of {
            let what = if self.is_refresh { "refreshing" } else { "importing" };
            return match (room, self.so_far.what) {
                (false, _) => format!("{done} of {total}"),
                (true, Some(of)) => format!("{what}, {done} of {total} {of} read"),
                (true, None) => format!("{what}, {done} of {total} read"),
            };
        }
        match (&self.host, self.is_refresh, self.so_far.read) {
            (_, true, 0) => "refreshing feeds…".to_owned(),
            (_, true, 1) => "refreshing, 1 feed read".to_owned(),
            (_, true, read) => format!("refreshing, {read} feeds read"),
            (Some(host), false, 0) => format!("fetching {host}…"),
            (None, false, 0) => "importing…".to_owned(),
            (_, false, read) => format!("importing, {read} read"),
        }
    }
}

/// The host of an address of the web.
fn host(address: &str) -> Option<String> {
    let address = fit(address, WEB)?;
    let host = address.split(['/', '?', '#']).nth(2)?.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_owned())
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    pub added: u64,
    pub updated: u64,
    /// Those of the updated that were in the trash, and those that have a new text.
    pub restored: u64,
    pub revised: u64,
    pub unchanged: u64,
    pub failed: u64,
    /// Source and reason of those that failed; of very many, the first.
    pub failures: Vec<(String, String)>,
    /// Annotations that others made.
    pub brought: BroughtNotes,
    /// Titles of articles that have a new text or such annotations, with what became of their annotations; of very many, the first.
    pub anchored: Vec<(String, Anchored)>,
    /// The first new article.
    pub first: Option<ArticleId>,
    /// The first article of any that was met, and its title.
    pub any: Option<ArticleId>,
    pub title: String,
    /// Whether it was stopped before its end.
    pub stopped: bool,
    /// Whether feeds were refreshed.
    pub is_refresh: bool,
    /// Feeds that were read.
    pub feeds: u64,
    /// Feeds that were not asked, as their servers want to be left alone for now.
    pub resting: u64,
    /// Those that were subscribed to.
    pub subscribed: Vec<String>,
    /// Feeds and books with what there is to know of them; of very many, the first.
    pub remarks: Vec<(String, String)>,
}

/// What came of files of annotations; their articles are among those of the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BroughtNotes {
    /// Those that came or changed, the articles that they are on, and the title of the first of these.
    pub annotations: u64,
    pub articles: u64,
    pub title: String,
    /// Articles of which nothing was new.
    pub unchanged: u64,
}

impl BroughtNotes {
    /// What came, where nothing else did.
    fn words(&self) -> String {
        let on = match self.articles {
            0 => return "All of its annotations are in the library already".to_owned(),
            1 => format!("“{}”", self.title),
            n => format!("{n} articles"),
        };
        match self.annotations {
            1 => format!("Imported 1 annotation on {on}"),
            n => format!("Imported {n} annotations on {on}"),
        }
    }
}

/// Characters of a path that is told whole.
const SHORT: usize = 60;

impl ImportReport {
    /// Sources that were read, or could not be.
    pub fn read(&self) -> u64 {
        self.added + self.updated + self.unchanged + self.failed
    }

    /// How far it is, for whoever waits: feeds of a refresh, else sources.
    pub fn so_far(&self) -> u64 {
        if self.is_refresh { self.feeds } else { self.read() }
    }

    /// What became of all annotations of articles that have a new text.
    pub fn annotations(&self) -> Anchored {
        Anchored { all: self.anchored.iter().flat_map(|(_, one)| one.all.iter().copied()).collect() }
    }

    /// What came of a refresh.
    fn refreshed(&self) -> String {
        let count = |n: u64, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        let feeds = count(self.feeds, "feed");
        let told = match (self.feeds, self.added, self.updated) {
            (0, ..) if self.resting > 0 => {
                let are = if self.resting == 1 { "is" } else { "are" };
                return format!(
                    "{} {are} left alone for now, as the server wants (gF shows until when)",
                    count(self.resting, "feed")
                );
            }
            (0, ..) if self.stopped => "No feed was read".to_owned(),
            (0, ..) => "No feed to refresh; :subscribe adds one".to_owned(),
            (_, 0, 0) => format!("Nothing new in {feeds}"),
            (_, 0, updated) => format!("{} of {feeds} changed", count(updated, "article")),
            (_, added, 0) => format!("{} from {feeds}", count(added, "new article")),
            (_, added, updated) => format!("{} from {feeds}, {updated} changed", count(added, "new article")),
        };
        match self.resting {
            0 => told,
            resting => format!("{told}, {resting} left alone for now (gF)"),
        }
    }

    /// What came of it, as a sentence; `hint` says where to look at annotations that are not placed.
    pub fn sentence(&self, hint: &str) -> String {
        let mut parts = Vec::new();
        match (self.added, self.read()) {
            _ if self.is_refresh => parts.push(self.refreshed()),
            (_, 0) if !self.subscribed.is_empty() => {}
            // A feed that was subscribed to before.
            (_, 0) if self.feeds > 0 => parts.push(self.refreshed()),
            (0, read)
                if self.brought.articles + self.brought.unchanged > 0
                    && read - self.failed == self.brought.articles + self.brought.unchanged =>
            {
                parts.push(self.brought.words());
            }
            (_, 0) if self.stopped => parts.push("Nothing was imported".to_owned()),
            (_, 0) => parts.push("There was nothing to import".to_owned()),
            (1, 1) => parts.push(format!("Imported “{}”", self.title)),
            (0, 1) if self.unchanged == 1 => {
                parts.push(format!("“{}” is in the library already", self.title));
            }
            (0, 1) if self.restored == 1 && self.revised == 0 => {
                parts.push(format!("“{}” is back from the trash", self.title));
            }
            (0, 1) if self.restored == 1 => {
                parts.push(format!("“{}” is back from the trash, with its new text", self.title));
            }
            (0, 1) if self.updated == 1 => parts.push(format!("“{}” has its new text", self.title)),
            _ => {
                let counts = [
                    ("Imported ", self.added, ""),
                    ("", self.updated.saturating_sub(self.restored), " updated"),
                    ("", self.restored, " back from the trash"),
                    ("", self.unchanged, " there already"),
                ];
                for (before, count, after) in counts.into_iter().filter(|(_, count, _)| *count > 0) {
                    let what = match count {
                        _ if !parts.is_empty() => "",
                        1 => " article",
                        _ => " articles",
                    };
                    parts.push(format!("{before}{count}{what}{after}"));
                }
            }
        }
        match &self.subscribed[..] {
            [] => {}
            several => {
                let word = if parts.is_empty() { "Subscribed" } else { "subscribed" };
                let what = match several {
                    [one] => one.clone(),
                    several => format!("{} feeds", several.len()),
                };
                parts.push(format!("{word} to {what}"));
            }
        }
        match self.remarks.len() {
            0 => {}
            1 => parts.push("1 remark (gr shows it)".to_owned()),
            n => parts.push(format!("{n} remarks (gr shows them)")),
        }
        if let Some(sentence) = self.annotations().sentence() {
            parts.push(sentence + hint);
        }
        if let Some((source, why)) = self.failures.first() {
            // The end of a long path says more than its beginning; the mistake may be in any part of a short
            // one.
            let name = source.rsplit('/').find(|part| !part.is_empty()).unwrap_or(source);
            let is_alone = self.read() <= 1 && !self.is_refresh;
            let is_short = is_alone && source.chars().count() <= SHORT;
            let name = if source.contains("://") || is_short { source } else { name };
            let more = if self.failed > 1 { " (gr shows all)" } else { "" };
            if is_alone {
                parts = vec![format!("{name}: {why}")];
            } else {
                parts.push(format!("{} failed{more}: {name}: {why}", self.failed));
            }
        }
        let stopped = if self.stopped { "Stopped. " } else { "" };
        // A reason ends in how to mend it, in brackets.
        let end = if self.failures.is_empty() { "." } else { "" };
        format!("{stopped}{}{end}", parts.join(", "))
    }
}

/// What the last import or refresh came to, in full.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastImport {
    /// What was done, and when it began: RFC 3339 in UTC.
    pub work: &'static str,
    pub at: String,
    pub added: u64,
    pub updated: u64,
    /// Those of the updated that were in the trash.
    pub restored: u64,
    pub unchanged: u64,
    pub failed: u64,
    /// Whether it was stopped before its end.
    pub stopped: bool,
    /// Whether undo took back all that it brought.
    pub taken_back: bool,
    pub parts: Vec<Part>,
}

/// A source of it that is told by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The title of an article, a source, a feed.
    pub what: String,
    pub became: String,
    /// The article that it is.
    pub article: Option<ArticleId>,
}

/// The report with a cursor; `None` until it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportPanel {
    pub report: Option<Box<LastImport>>,
    /// It is known whether there was one.
    pub loaded: bool,
    pub cursor: usize,
}

impl ReportPanel {
    pub fn parts(&self) -> &[Part] {
        self.report.as_ref().map(|report| report.parts.as_slice()).unwrap_or_default()
    }
}

/// What a path may be completed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// What to put after what is typed already.
    pub added: String,
    /// Names to choose from, where there are several; of very many, the first.
    pub names: Vec<String>,
    /// Whether there are more than these.
    pub more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_way_is_said_before_anything_is_read() {
        let paths = |paths: &[&str]| Sources::Paths(paths.iter().map(PathBuf::from).collect());
        let underway = |sources: &Sources, so_far| Underway { so_far, ..Underway::new(sources) };
        let words =
            |sources: &Sources, read| underway(sources, SoFar { read, ..SoFar::default() }).words(true);
        let page = paths(&["https://ann@news.example:8080/a?b"]);
        assert_eq!(words(&page, 0), "fetching news.example:8080…");
        assert_eq!(words(&page, 3), "importing, 3 read");
        assert_eq!(words(&paths(&["/home/ann"]), 0), "importing…");
        assert_eq!(words(&paths(&["https://"]), 0), "importing…");
        assert_eq!(words(&Sources::Feeds, 0), "refreshing feeds…");
        assert_eq!(words(&Sources::Feeds, 1), "refreshing, 1 feed read");
        assert_eq!(words(&Sources::Feeds, 2), "refreshing, 2 feeds read");
        let so_far = SoFar { of: Some((3, 340)), ..SoFar::default() };
        assert_eq!(underway(&page, so_far).words(true), "importing, 3 of 340 read");
        assert_eq!(underway(&page, so_far).words(false), "3 of 340");
        let feeds = SoFar { what: Some("feeds"), ..so_far };
        assert_eq!(underway(&Sources::Feeds, feeds).words(true), "refreshing, 3 of 340 feeds read");
    }

    #[test]
    fn a_report_is_a_sentence() {
        let one = |added, updated, unchanged| ImportReport {
            added,
            updated,
            unchanged,
            title: "A".to_owned(),
            ..ImportReport::default()
        };
        assert_eq!(one(1, 0, 0).sentence(""), "Imported “A”.");
        assert_eq!(one(0, 0, 1).sentence(""), "“A” is in the library already.");
        assert_eq!(one(0, 1, 0).sentence(""), "“A” has its new text.");
        let back = |restored, revised, of| ImportReport { restored, revised, ..of }.sentence("");
        assert_eq!(back(1, 0, one(0, 1, 0)), "“A” is back from the trash.");
        assert_eq!(back(1, 1, one(0, 1, 0)), "“A” is back from the trash, with its new text.");
        assert_eq!(back(2, 1, one(0, 3, 4)), "1 article updated, 2 back from the trash, 4 there already.");
        assert_eq!(back(2, 0, one(0, 2, 0)), "2 articles back from the trash.");
        assert_eq!(one(3, 1, 2).sentence(""), "Imported 3 articles, 1 updated, 2 there already.");
        assert_eq!(one(0, 0, 0).sentence(""), "There was nothing to import.");
        let stopped = |is_refresh| ImportReport { stopped: true, is_refresh, ..one(0, 0, 0) }.sentence("");
        assert_eq!(stopped(false), "Stopped. Nothing was imported.");
        assert_eq!(stopped(true), "Stopped. No feed was read.");
        let refreshed =
            |feeds, resting| ImportReport { is_refresh: true, feeds, resting, ..one(0, 0, 0) }.sentence("");
        assert_eq!(refreshed(0, 0), "No feed to refresh; :subscribe adds one.");
        assert_eq!(
            refreshed(0, 1),
            "1 feed is left alone for now, as the server wants (gF shows until when)."
        );
        assert_eq!(refreshed(2, 1), "Nothing new in 2 feeds, 1 left alone for now (gF).");
        assert_eq!(one(0, 0, 5).sentence(""), "5 articles there already.");
        assert_eq!(one(0, 1, 5).sentence(""), "1 article updated, 5 there already.");
        let brought = BroughtNotes { annotations: 3, articles: 1, title: "B".to_owned(), unchanged: 1 };
        assert_eq!(ImportReport { brought, ..one(0, 1, 1) }.sentence(""), "Imported 3 annotations on “B”.");
        let brought = BroughtNotes { unchanged: 1, ..BroughtNotes::default() };
        assert_eq!(
            ImportReport { brought, ..one(0, 0, 1) }.sentence(""),
            "All of its annotations are in the library already."
        );
        let failure = ("/home/ann/b.png".to_owned(), "it is no text (name a text)".to_owned());
        let failed = ImportReport { failed: 1, failures: vec![failure], ..one(9, 0, 0) };
        assert_eq!(failed.sentence(""), "Imported 9 articles, 1 failed: b.png: it is no text (name a text)");
        assert_eq!(
            ImportReport { added: 0, ..failed.clone() }.sentence(""),
            "/home/ann/b.png: it is no text (name a text)"
        );
        let deep = format!("/home/ann{}/b.png", "/deep".repeat(12));
        let failures = vec![(deep, "it is no text".to_owned())];
        assert_eq!(
            ImportReport { added: 0, failures, ..failed.clone() }.sentence(""),
            "b.png: it is no text"
        );
        assert!(
            ImportReport { stopped: true, ..failed }
                .sentence("")
                .starts_with("Stopped. Imported 9 articles, 1 failed")
        );
    }
}
