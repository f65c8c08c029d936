//! What comes in and what goes out: messages, requests of the worker, its outcomes, and effects.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::Prefs;
use super::board::Heading;
use super::exporting::{ExportFormat, ExportScope};
use super::feeds::FeedRow;
use super::import::{Completion, ImportReport, LastImport, Sources};
use super::mouse::Mouse;
use super::output::Piped;
use super::survey::{Survey, Surveyed};
use super::tray::Unplaced;
use crate::command::Key;
use crate::model::Anchored;
use crate::model::mend::Mend;
use crate::model::query::{Meant, Query};
use crate::model::stats::Counted;
use crate::model::{
    Annotation, AnnotationId, Applied, Article, ArticleId, Document, Draft, DraftOn, Edit, Listing, Mark,
    Orphan, PassageSort, Sort, Status, Step, Theme, ThemeId, WaitingDraft,
};
use crate::skin::Rgb;
use crate::text::{Offset, Span};

/// Numbers a request, so that an outcome that is no longer wanted can be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ticket(pub u64);

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Msg {
    Key(Key),
    /// Text pasted into the terminal, line ends LF.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// New size in cells: columns, rows.
    Resize(u16, u16),
    /// The worker is done with a request.
    Outcome(Ticket, Outcome),
    /// A wake-up that was asked for.
    Woke(Ticket),
    /// Another library is open in place of the one there was.
    LibraryOpened {
        path: PathBuf,
        made: bool,
        /// Why it can only be read, where that is so.
        locked: Option<String>,
    },
    /// It could not be opened: a sentence. The one there was stays.
    LibraryRefused(String),
    /// Another program changed the library.
    LibraryChanged,
    /// The editor that was asked for has ended: its text, or why there is none.
    Edited(Result<String, String>),
    /// The terminal told the colour of its ground, or did not in time.
    Ground(Option<Rgb>),
    /// The settings were read again: what they are, and what to say of them, or their mistakes.
    Config(Box<Prefs>, Result<String, String>),
    /// A setting was changed: the settings as they are now, its name, and what to say of it.
    Set(Box<Prefs>, String, String),
    /// What came of an effect outside of postil, in a sentence.
    Told(Result<String, String>),
    /// Back from the background.
    Resumed,
    /// The program is told to end: what is unsaved is to be saved now.
    Closing,
}

/// Something for the shell to do. None of them blocks the loop.
#[derive(Debug, Clone)]
pub enum Effect {
    Ask(Ticket, Ask),
    /// Send [`Msg::Woke`] after that long; the only timer there is.
    Wake(Duration, Ticket),
    /// Hand text to `$VISUAL` or `$EDITOR`, answer with [`Msg::Edited`].
    EditOutside(String),
    /// Put text on the clipboard, answer with [`Msg::Told`].
    Copy(Clip),
    /// Change a setting until the program ends, answer with [`Msg::Set`] or [`Msg::Told`].
    Set {
        name: String,
        value: String,
    },
    /// Open something with the system's program for it, answer with [`Msg::Told`].
    OpenOutside(Original),
    /// Open another library, answer with [`Msg::LibraryOpened`] or [`Msg::LibraryRefused`].
    OpenLibrary(PathBuf),
    /// Draw everything anew.
    Redraw,
    /// The job of that ticket is to stop; what it has done stays.
    GiveUp(Ticket),
    Suspend,
    Quit,
}

/// Something for another program to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Original {
    /// Of the web, in visible ASCII.
    Address(String),
    File(PathBuf),
}

impl fmt::Display for Original {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => f.write_str(address),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Something for the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    /// Never empty.
    pub text: String,
    /// What a message calls it: `12 words`, `the note`.
    pub what: String,
}

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
    /// one of an import, unless it is the step `anyway`.
    Undo {
        anyway: Option<i64>,
        importing: bool,
        open: Option<ArticleId>,
    },
    Redo {
        open: Option<ArticleId>,
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
    SaveDraft(Draft),
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
    /// How far it is comes as [`Outcome::Surveying`], its end as [`Outcome::Surveyed`].
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
    /// Where the needle occurs in the text; the case of capitals matters only if it has any.
    Find {
        document: Arc<Document>,
        needle: String,
        /// Other words that are hits too.
        also: Vec<String>,
    },
    /// What a path that is typed may go on with: `at` is what it stands for.
    Complete {
        at: PathBuf,
        typed: String,
    },
    /// Bring articles in. How far it is comes as [`Outcome::Importing`], its end as [`Outcome::Imported`].
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

/// Which passages are meant: all that the query finds, on each of the themes or one below it, within some
/// articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Which {
    pub themes: Vec<ThemeId>,
    pub article: Option<ArticleId>,
    pub within: Option<Counted>,
    pub query: Query,
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
    /// Sorted; `more` where the number was capped.
    Found {
        needle: String,
        hits: Vec<Span>,
        more: bool,
    },
    Completed(Completion),
    /// So many sources are read.
    Importing(u64),
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
