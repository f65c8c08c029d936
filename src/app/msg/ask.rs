//! What the worker is asked.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::exporting::{ExportFormat, ExportScope};
use crate::app::import::Sources;
use crate::app::survey::Survey;
use crate::model::mend::Mend;
use crate::model::query::Query;
use crate::model::stats::Counted;
use crate::model::{
    AnnotationId, ArticleId, Document, Draft, DraftOn, Edit, Listing, Mark, PassageSort, Sort, Status,
    ThemeId,
};
use crate::text::{Offset, Span};

/// A passage and the command line that it is handed to.
#[derive(Debug, Clone)]
pub struct Pipe {
    pub command: String,
    pub document: Arc<Document>,
    pub span: Span,
}

/// A request of the worker.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Articles of a listing, from `first`, at most `count`.
    List {
        listing: Box<Listing>,
        first: u64,
        count: u64,
        /// The article that the window is to hold, wherever it is.
        around: Option<ArticleId>,
        /// What is selected.
        selected: Vec<ArticleId>,
    },
    /// How many articles match.
    Count {
        listing: Box<Listing>,
    },
    /// How many articles are in the trash, whatever the list shows.
    CountTrash,
    /// The order in which the list was left.
    LastSort,
    /// The articles whose names fit best what was typed, equals in the order of the list; those opened
    /// last while that is nothing.
    Named {
        typed: String,
        sort: Sort,
        most: usize,
    },
    /// The value kept under a key.
    Recall {
        key: &'static str,
    },
    /// An article with its text and annotations.
    Open {
        article: ArticleId,
    },
    Themes,
    /// One step; the label is made from the edits. `open`: the article to read again with the outcome.
    /// `text`: the sha256 of the text of that article which places in the edits belong to; if it has
    /// another by now, nothing is done.
    Apply {
        edits: Vec<Edit>,
        open: Option<ArticleId>,
        text: Option<String>,
    },
    /// One step for several articles, each with an edit of its own.
    Bulk {
        articles: Vec<ArticleId>,
        bulk: Bulk,
        open: Option<ArticleId>,
    },
    /// Delete from the trash for good, `None`: all that is in it. No step.
    Purge {
        articles: Option<Vec<ArticleId>>,
    },
    /// One step, like `Apply`, that sets a note; unless it is not `before` any more.
    SaveNote {
        edit: Box<Edit>,
        before: Option<String>,
        open: Option<ArticleId>,
        text: Option<String>,
    },
    /// Take back the newest step. Another running program's newest step is only named, and with `importing`
    /// one of an import, unless it is the step `anyway`. `suggesting`: the themes for which sentences show that a
    /// dismissal that was taken back belongs to.
    Undo {
        anyway: Option<i64>,
        importing: bool,
        open: Option<ArticleId>,
        suggesting: Vec<ThemeId>,
    },
    Redo {
        open: Option<ArticleId>,
        suggesting: Vec<ThemeId>,
    },
    /// Take the sample annotations away; a step.
    ClearSamples {
        open: Option<ArticleId>,
    },
    /// What may have changed, read again: the open article and the themes.
    Refresh {
        open: Option<ArticleId>,
    },
    /// Where the reader was left: state, not a step. The status moves on its own from unread to reading to done.
    SavePlace {
        article: ArticleId,
        place: Offset,
        progress: u8,
        status: Option<Status>,
    },
    /// A value under a key, kept for the next start.
    Remember {
        key: &'static str,
        value: String,
    },
    /// One more line of those that were typed before and are kept under a key.
    AddLine {
        key: &'static str,
        line: String,
    },
    SaveDraft(Draft),
    /// This program goes on with a draft that another one may have begun.
    HoldDraft(Draft),
    DropDraft(DraftOn),
    /// Keeps a draft that holds what the one on `from` held, which goes.
    MoveDraft {
        from: DraftOn,
        draft: Draft,
    },
    /// Passages with context from the text, at most `count` from `first` on, or around the annotation `at`.
    Passages {
        which: Which,
        sort: PassageSort,
        first: u64,
        count: u64,
        at: Option<AnnotationId>,
    },
    /// How many passages there are.
    CountPassages {
        which: Which,
    },
    /// Which annotations are meant.
    Narrowed {
        which: Which,
    },
    /// A theme put on a sentence, or the sentence dismissed for it, as one step; refused if the text has other
    /// words than `quote` there by now.
    SettleSentence {
        article: ArticleId,
        span: Span,
        quote: String,
        theme: ThemeId,
        dismissed: bool,
        open: Option<ArticleId>,
    },
    /// How far it is comes as [`super::Outcome::Surveying`], its end as [`super::Outcome::Surveyed`].
    Survey(Survey),
    /// Mends the text of an article; refused if that has another hash by now.
    Mend {
        article: ArticleId,
        sha256: String,
        mend: Mend,
    },
    /// The annotations that are not placed, of one article or of all.
    Unplaced {
        article: Option<ArticleId>,
    },
    /// What the newest text of an article changed.
    Compare {
        article: ArticleId,
    },
    /// The best hits in all articles, quotes and notes.
    SearchLibrary {
        query: Query,
        limit: usize,
    },
    /// The note on the library.
    LibraryNote,
    /// The drafts that wait.
    Drafts,
    /// The same, with where they belong; `unstored` are those that are not on disk as they are by now.
    WaitingDrafts {
        unstored: Vec<Draft>,
    },
    /// Copy the library into a new file, with drafts that are not on disk here.
    Backup {
        to: PathBuf,
        drafts: Vec<Draft>,
    },
    /// The places under letters.
    Marks,
    /// Keeps a place under its letter: state, not a step.
    SetMark(Mark),
    /// The article and what was shown when postil was left.
    LastPlace,
    /// What the last import or refresh came to.
    LastImport,
    /// The feeds that are subscribed.
    Feeds,
    /// Where words occur in the text; the case of capitals matters only in those that have any.
    Find {
        document: Arc<Document>,
        words: Vec<String>,
        /// All of several are sought, so that paragraphs that have all of them come first.
        all: bool,
    },
    /// What a path that is typed may go on with: `at` is what it stands for.
    Complete {
        at: PathBuf,
        typed: String,
    },
    /// Bring articles in. How far it is comes as [`super::Outcome::Importing`], its end as
    /// [`super::Outcome::Imported`].
    Import {
        sources: Sources,
    },
    /// Hand a passage to a shell command. Ends the one before, if it still runs.
    Pipe(Pipe),
    /// End the shell command that runs.
    EndPipe,
    /// Export into a file or a folder.
    Export {
        scope: ExportScope,
        format: ExportFormat,
        to: PathBuf,
    },
}

/// What is done with several articles. A mark goes off only where all of them have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bulk {
    ToggleRead,
    ToggleStar,
    Trash,
    Restore,
}

/// Which passages are meant: all that the query finds, on each of the themes or one below it, within some
/// articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Which {
    pub themes: Vec<ThemeId>,
    pub article: Option<ArticleId>,
    pub within: Option<Counted>,
    pub query: Query,
}
