//! Every change there is to a library. The store applies them, several with one label as a step.

use super::annotation::{AnnotationId, State};
use super::article::{ArticleId, Metadata, Status};
use super::brought::{BroughtAnnotation, BroughtArticle, BroughtTheme};
use super::collection::{CollectionId, CollectionMeta, Place};
use super::document::Document;
use super::theme::ThemeId;
use crate::text::Span;

/// A theme by number, or by a path that is made if it does not exist (each missing parent too).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeName {
    Id(ThemeId),
    Path(String),
}

/// Whose note it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteOn {
    Library,
    Article(ArticleId),
    Theme(ThemeId),
    Annotation(AnnotationId),
}

/// An article's metadata, field by field; `None` leaves a field as it is, `Some(None)` empties it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetadataChange {
    pub title: Option<String>,
    pub byline: Option<Option<String>>,
    pub publication: Option<Option<String>>,
    pub published: Option<Option<String>>,
    pub url: Option<Option<String>>,
    pub language: Option<Option<String>>,
}

/// Where an annotation is after its article's text changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    pub annotation: AnnotationId,
    /// In the old text: one that stands elsewhere by now is placed anew.
    pub was: Span,
    /// In the new text; for a lost one clamped into it.
    pub span: Span,
    pub state: State,
}

/// One reversible change. Notes: `None` takes the note away; a note of white space alone is no note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    AddArticle {
        meta: Metadata,
        document: Document,
        themes: Vec<String>,
        /// The collection it belongs to, if it is part of one.
        place: Option<Place>,
    },
    /// An article from elsewhere, with its annotations.
    BringArticle(Box<BroughtArticle>),
    /// An annotation from elsewhere, or what the one that has its UUID is to become. Unlike `Annotate` it is
    /// one of its own whatever is on its span, and is no use of its themes now.
    BringAnnotation {
        article: ArticleId,
        annotation: Box<BroughtAnnotation>,
    },
    /// A theme from elsewhere; refused where there is one of its path.
    BringTheme(BroughtTheme),
    AddCollection {
        collection: CollectionMeta,
    },
    /// What is known of a collection now; its kind stays.
    SetCollection {
        collection: CollectionId,
        meta: CollectionMeta,
    },
    /// Ends a subscription; its articles stay.
    EndFeed {
        collection: CollectionId,
    },
    /// Takes up one again that was ended.
    ResumeFeed {
        collection: CollectionId,
    },
    /// Into a collection, or (`None`) out of the one it is in.
    PlaceArticle {
        article: ArticleId,
        place: Option<Place>,
    },
    /// New text for an article; the old one is kept as a revision. What the user said of its blocks goes by their
    /// texts and is kept, and of blocks that have others now as the document has it.
    Revise {
        article: ArticleId,
        document: Document,
        placements: Vec<Placement>,
        /// The user mended the text that it had; else its source has this one.
        mend: bool,
    },
    /// New text for an article from its source, and the same with what the user mended in the old one, which is the
    /// one that is read. Both are kept as revisions.
    CarryMends {
        article: ArticleId,
        source: Document,
        document: Document,
        placements: Vec<Placement>,
    },
    SetMetadata {
        article: ArticleId,
        change: MetadataChange,
    },
    /// What the source of an article says of it now. It is taken over where the article has what the source said
    /// before; what the user changed stays.
    FollowSource {
        article: ArticleId,
        says: MetadataChange,
    },
    SetStatus {
        article: ArticleId,
        status: Status,
    },
    SetStarred {
        article: ArticleId,
        starred: bool,
    },
    /// The user's word on whether the blocks that begin in the span are furniture; `None` takes it back.
    SetFurniture {
        article: ArticleId,
        span: Span,
        furniture: Option<bool>,
    },
    TrashArticle {
        article: ArticleId,
    },
    RestoreArticle {
        article: ArticleId,
    },
    /// Makes an annotation; on the same span it adds themes to the one there, and replaces its note if one is given.
    Annotate {
        article: ArticleId,
        span: Span,
        themes: Vec<ThemeName>,
        note: Option<String>,
    },
    PutThemes {
        annotation: AnnotationId,
        themes: Vec<ThemeName>,
    },
    TakeThemes {
        annotation: AnnotationId,
        themes: Vec<ThemeId>,
    },
    MoveAnnotation {
        annotation: AnnotationId,
        span: Span,
    },
    DeleteAnnotation {
        annotation: AnnotationId,
    },
    /// Deletes an annotation; its quote and its note are put below the note of its article.
    KeepNote {
        annotation: AnnotationId,
    },
    SetNote {
        on: NoteOn,
        note: Option<String>,
    },
    AddTheme {
        path: String,
    },
    RenameTheme {
        theme: ThemeId,
        name: String,
    },
    /// Passages and children of `from` go to `into`; descriptions and notes are appended.
    MergeThemes {
        from: Vec<ThemeId>,
        into: ThemeId,
    },
    MoveTheme {
        theme: ThemeId,
        parent: Option<ThemeId>,
    },
    DescribeTheme {
        theme: ThemeId,
        description: Option<String>,
    },
    ColorTheme {
        theme: ThemeId,
        color: String,
    },
    /// Pins to a digit 1 to 9, taking it from whichever theme had it; `None` unpins.
    PinTheme {
        theme: ThemeId,
        key: Option<u8>,
    },
    /// Its children are lifted to its parent; annotations whose last theme goes stay as highlights.
    RemoveTheme {
        theme: ThemeId,
    },
    /// Says that a sentence is no passage of a theme, so that it is not suggested any more, or takes that
    /// back. It goes by its words, whatever becomes of the text around them.
    Dismiss {
        theme: ThemeId,
        article: ArticleId,
        span: Span,
        dismissed: bool,
    },
}

/// A step in the history of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub id: i64,
    pub label: String,
    /// RFC 3339 in UTC.
    pub at: String,
    pub undone: bool,
    /// Whether this running program made it.
    pub ours: bool,
}

impl Step {
    /// Whether an import or a refresh made it: its label is all that says what a step is.
    pub fn is_import(&self) -> bool {
        ["import ", "refresh feeds ", "subscribe to feeds with "]
            .iter()
            .any(|start| self.label.starts_with(start))
    }
}

/// What applying, undoing or redoing a step did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// `None` where nothing changed and so no step was made.
    pub step: Option<i64>,
    pub label: String,
    pub touched: Touched,
}

/// What to read again after a step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touched {
    pub articles: Vec<ArticleId>,
    pub annotations: Vec<AnnotationId>,
    pub themes: Vec<ThemeId>,
    pub collections: Vec<CollectionId>,
    pub library: bool,
    /// Articles whose text or furniture changed.
    pub texts: Vec<ArticleId>,
    /// Sentences that were dismissed for a theme, or are not any more.
    pub dismissals: Vec<Dismissal>,
}

/// A sentence that is dismissed for a theme by now, or is not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissal {
    pub theme: ThemeId,
    pub article: ArticleId,
    /// Without white space around it.
    pub quote: String,
    pub is_dismissed: bool,
}
