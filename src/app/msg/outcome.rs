//! What the worker answers.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::board::Heading;
use crate::app::feeds::FeedRow;
use crate::app::import::{Completion, ImportReport, LastImport, SoFar};
use crate::app::output::Piped;
use crate::app::survey::Surveyed;
use crate::app::tray::Unplaced;
use crate::model::query::Meant;
use crate::model::suggest::Suggestion;
use crate::model::{
    Anchored, Annotation, AnnotationId, Applied, Article, ArticleId, Document, Draft, Mark, Orphan, Step,
    Theme, ThemeId, WaitingDraft,
};
use crate::text::Span;

/// A passage on a board, with what surrounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub annotation: Annotation,
    /// Text around the passage, at most a sentence or 200 characters on each side, with the space
    /// that parts it from the passage.
    pub before: String,
    pub after: String,
    /// The theme that it comes under where passages are sorted by theme.
    pub under: Option<ThemeId>,
}

/// A window over passages.
#[derive(Debug, Clone)]
pub struct Shown {
    pub first: u64,
    /// How many there are, where the window reaches their end.
    pub total: Option<u64>,
    /// Where the annotation is that was asked for.
    pub at: Option<u64>,
    pub passages: Vec<Passage>,
    pub headings: BTreeMap<ArticleId, Heading>,
}

/// A place that a search of the library found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub article: ArticleId,
    pub heading: Heading,
    /// In what it was found: text, quote, note, title.
    pub field: &'static str,
    pub annotation: Option<AnnotationId>,
    /// Bytes of the text; `None` for what is about the whole article.
    pub span: Option<Span>,
    /// Its annotation's passage was not found in the present text.
    pub lost: bool,
    pub snippet: String,
    /// Where the snippet has what was sought, in bytes, in order.
    pub marks: Vec<Span>,
}

/// Projections as they are after a step.
#[derive(Debug, Clone, Default)]
pub struct Fresh {
    /// The article that was asked for.
    pub asked: Option<ArticleId>,
    /// The open article and its annotations; `None` if it is not in the library any more, or none was asked for.
    pub open: Option<(Article, Vec<Annotation>)>,
    pub themes: Vec<Theme>,
    /// The drafts that nothing shows.
    pub orphans: Vec<Orphan>,
    /// Those on themes, which may have become others.
    pub on_themes: Vec<Draft>,
    /// Sentences that are dismissed for a theme no more, as they stand now.
    pub sentences: Vec<(ThemeId, Suggestion)>,
}

/// What a request came to.
#[derive(Debug, Clone)]
pub enum Outcome {
    List {
        first: u64,
        /// How many match in all, where the window reaches their end; counting is a request of its own.
        total: Option<u64>,
        articles: Vec<Article>,
        /// The article that was asked for, and where in the listing it is.
        at: Option<(ArticleId, u64)>,
        /// What is selected and still there, and how much of it the listing has.
        selected: (Vec<ArticleId>, u64),
    },
    /// In the words of [`crate::model::Sort::parse`].
    LastSort(Option<String>),
    /// So many articles are gone for good, and so many drafts that were on them stay.
    Purged(u64, u64),
    Count(u64),
    Recalled(&'static str, Option<String>),
    /// Best first.
    Named(Vec<Article>),
    Opened {
        article: Box<Article>,
        document: Arc<Document>,
        annotations: Vec<Annotation>,
    },
    Themes(Vec<Theme>),
    Applied(Applied, Box<Fresh>),
    /// `None`: there is nothing to take back.
    Undone(Option<Applied>, Box<Fresh>),
    Redone(Option<Applied>, Box<Fresh>),
    Refreshed(Box<Fresh>),
    /// The note that was to be replaced is this one by now; nothing was changed.
    NoteChanged(Option<String>),
    /// What the note was to be on is there no more; its words are there, if they are anywhere. Nothing was changed.
    NoteHomeless(Option<(ArticleId, Span)>),
    /// The newest step is another running program's: it is named, not undone.
    NotOurs(Step),
    Saved,
    Passages(Box<Shown>),
    Narrowed(Vec<AnnotationId>),
    /// What the mending did, and what became of the annotations.
    Mended(Applied, Box<Fresh>, Anchored),
    /// Those that were asked for; where an article has none, how many others have.
    Unplaced(Vec<Unplaced>, u64),
    Compared {
        title: String,
        /// Paragraphs with `[-removed-]` and `{+added+}`.
        changes: Vec<String>,
    },
    /// What was found; or, where that is nothing, a word that was perhaps meant.
    Hits(Vec<Hit>, Option<Meant>),
    /// All that wait, and those that nothing shows.
    Drafts(Vec<Draft>, Vec<Orphan>),
    /// So many hundredths of it are done.
    Surveying(u8),
    Surveyed(Box<Surveyed>),
    /// A survey or comparison ended early, since nothing waits for it any more.
    Stopped,
    /// The note on the library, if there is one.
    LibraryNote(Option<String>),
    /// Newest first.
    WaitingDrafts(Vec<WaitingDraft>),
    /// Where the copy is, its bytes, and the drafts that it alone has.
    BackedUp(PathBuf, u64, Vec<Draft>),
    Marks(Vec<Mark>),
    /// The article, and the word for the pane.
    LastPlace(Option<ArticleId>, Option<String>),
    /// `None`: there was none.
    LastImport(Option<Box<LastImport>>),
    Feeds(Vec<FeedRow>),
    /// Of the words that are left; sorted; `more` where the number was capped, `together` where they are only
    /// in paragraphs that have all words.
    Found {
        words: Vec<String>,
        hits: Vec<Span>,
        more: bool,
        together: bool,
    },
    Completed(Completion),
    /// How far an import is.
    Importing(SoFar),
    Imported(Box<ImportReport>),
    /// A shell command has ended.
    Piped(Box<Piped>),
    /// Where it went, and of each file its path and what became of it.
    Exported {
        to: String,
        files: Vec<(String, String)>,
    },
    /// A sentence: what, why, how to mend.
    Failed(String),
}
