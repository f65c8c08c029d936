//! What became of each source, told while it goes on; and what the last import came to, kept as state of
//! the library for whoever asks later.

use serde::{Deserialize, Serialize};

use super::Corrections;
use crate::model::{Anchored, AnnotationId, ArticleRef, State};
use crate::store::{Result, Store};

/// What became of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Added,
    /// The library has it, with this text.
    Unchanged,
    /// It has a new text, or other links and styles on it, or is back from the trash.
    Updated,
    Failed,
}

impl Outcome {
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Unchanged => "unchanged",
            Self::Updated => "updated",
            Self::Failed => "failed",
        }
    }
}

/// The remark on an article that was in the trash.
pub const BACK: &str = "brought back from the trash";

/// A source and what became of it: an article, or a sentence that says why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// As it was named, `-` for standard input.
    pub source: String,
    pub outcome: Outcome,
    pub article: Option<ArticleRef>,
    pub error: Option<String>,
    /// What became of the annotations where the article has a new text, or of those that were brought to it.
    pub anchored: Option<Anchored>,
    /// What became of the corrections of the older text where the article has a new one; `remark` says so in words.
    pub corrections: Option<Corrections>,
    /// The article that the same file was before, where a new one stands beside that; `remark` says so in words.
    pub older: Option<ArticleRef>,
    /// The article was in the trash; `remark` says so in words.
    pub restored: bool,
    /// The article has a new text, or new links and styles on it.
    pub revised: bool,
    /// It is about annotations that others made.
    pub brought: bool,
    /// What else is to be known of it: a sentence without a full stop.
    pub remark: Option<String>,
    /// What is told of a feed, a book, a project or a file of annotations as a whole, after its articles; then there
    /// is no article.
    pub whole: Option<Whole>,
}

impl Report {
    /// A source that is no article.
    pub(super) fn new(source: &str, outcome: Outcome) -> Self {
        Self {
            source: source.to_owned(),
            outcome,
            article: None,
            error: None,
            anchored: None,
            corrections: None,
            older: None,
            restored: false,
            revised: false,
            brought: false,
            remark: None,
            whole: None,
        }
    }

    /// What there is to know of a source as a whole, which changes nothing.
    pub(super) fn of_whole(source: &str, of: Of, title: String, remarks: Vec<String>) -> Self {
        let whole = Some(Whole { title, of, subscribed: false, remarks });
        Self { brought: of == Of::Annotations, whole, ..Self::new(source, Outcome::Unchanged) }
    }
}

/// What is told of as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Book,
    Feed,
    /// Of REFI-QDA, or a codebook.
    Project,
    /// Annotations that others made.
    Annotations,
    /// What was taken back while the rest came in.
    Undone,
}

/// What a report tells of a feed, a book or a project as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    pub title: String,
    pub of: Of,
    /// It was not subscribed before.
    pub subscribed: bool,
    /// What there is to know of it, as sentences without a full stop.
    pub remarks: Vec<String>,
}

/// The key under which the last import is kept.
const KEY: &str = "last import";

/// Sources that are told one by one.
const MOST: usize = 1_000;

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Work {
    Import,
    Subscribe,
    Refresh,
}

impl Work {
    pub fn word(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Subscribe => "subscribe",
            Self::Refresh => "refresh",
        }
    }
}

/// What the last import, subscription or refresh came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    pub work: Work,
    /// When it began, RFC 3339 in UTC.
    pub at: String,
    /// Whether it came to its end: it was not stopped, and the library took everything.
    pub ended: bool,
    /// The steps that it made.
    #[serde(default)]
    pub(super) steps: Vec<i64>,
    pub added: u64,
    pub updated: u64,
    /// Those of the updated that were in the trash.
    #[serde(default)]
    pub restored: u64,
    pub unchanged: u64,
    pub failed: u64,
    /// Feeds that were read.
    pub feeds: u64,
    /// Sources that came, changed or failed; of very many, the first.
    pub parts: Vec<Part>,
    /// Feeds with what was odd about them; of very many, the first.
    pub remarks: Vec<(String, String)>,
    /// The same of books, of files of annotations, and of what was undone meanwhile.
    #[serde(default, rename = "book_remarks")]
    pub other_remarks: Vec<(String, String)>,
    /// The same of projects: what came, and what was left out, read otherwise or mended.
    #[serde(default)]
    pub project_remarks: Vec<(String, String)>,
}

/// A source in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub source: String,
    pub outcome: Outcome,
    /// With the title that it had then.
    pub article: Option<ArticleRef>,
    pub error: Option<String>,
    annotations: Option<Vec<(AnnotationId, State)>>,
    #[serde(default)]
    pub corrections: Option<Corrections>,
    #[serde(default)]
    pub older: Option<ArticleRef>,
    #[serde(default)]
    pub remark: Option<String>,
}

impl Part {
    /// What became of the annotations where the article got a new text.
    pub fn anchored(&self) -> Option<Anchored> {
        Some(Anchored { all: self.annotations.clone()? })
    }
}

impl Last {
    pub(super) fn new(work: Work, at: String) -> Self {
        Self {
            work,
            at,
            ended: false,
            steps: Vec::new(),
            added: 0,
            updated: 0,
            restored: 0,
            unchanged: 0,
            failed: 0,
            feeds: 0,
            parts: Vec::new(),
            remarks: Vec::new(),
            other_remarks: Vec::new(),
            project_remarks: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, report: &Report) {
        if let Some(Whole { title, of, remarks, .. }) = &report.whole {
            let told = match of {
                Of::Feed => {
                    self.feeds += 1;
                    &mut self.remarks
                }
                Of::Book | Of::Annotations | Of::Undone => &mut self.other_remarks,
                Of::Project => &mut self.project_remarks,
            };
            let room = MOST.saturating_sub(told.len());
            told.extend(remarks.iter().take(room).map(|remark| (title.clone(), remark.clone())));
            if report.outcome != Outcome::Failed {
                return;
            }
        }
        match report.outcome {
            Outcome::Added => self.added += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Failed => self.failed += 1,
        }
        self.restored += u64::from(report.restored);
        let is_nothing = report.outcome == Outcome::Unchanged && report.remark.is_none();
        if is_nothing || self.parts.len() >= MOST {
            return;
        }
        self.parts.push(Part {
            source: report.source.clone(),
            outcome: report.outcome,
            article: report.article.clone(),
            error: report.error.clone(),
            annotations: report.anchored.as_ref().map(|anchored| anchored.all.clone()),
            corrections: report.corrections,
            older: report.older.clone(),
            remark: report.remark.clone(),
        });
    }

    pub(super) fn keep(&self, store: &mut Store) -> Result<()> {
        // What is made of numbers and words always has a form in JSON.
        store.remember(KEY, &serde_json::to_string(self).unwrap_or_default())
    }

    /// Whatever there is to know of feeds, books and projects.
    pub fn all_remarks(&self) -> impl Iterator<Item = &(String, String)> {
        self.remarks.iter().chain(&self.other_remarks).chain(&self.project_remarks)
    }

    /// Whether undo took back all that it brought, and redo did not bring it again.
    pub fn is_taken_back(&self, store: &Store) -> Result<bool> {
        store.are_undone(&self.steps)
    }

    /// What the last import into a library came to; nothing where there was none, or where a newer program
    /// kept it in a way that is not known here.
    pub fn recall(store: &Store) -> Result<Option<Self>> {
        Ok(store.recall(KEY)?.and_then(|kept| serde_json::from_str(&kept).ok()))
    }
}
