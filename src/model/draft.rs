//! A note that is not yet saved. Drafts are state: kept as they are typed, never in the history.

use super::annotation::AnnotationId;
use super::article::ArticleId;
use super::theme::ThemeId;
use crate::text::Span;

/// What a draft belongs to. Until its first save the note of a new annotation belongs to article and span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftOn {
    Library,
    Article(ArticleId),
    Theme(ThemeId),
    Annotation(AnnotationId),
    Passage {
        article: ArticleId,
        span: Span,
    },
    /// Other words for a span of the text, in bytes of the text that it was begun on.
    Correction {
        article: ArticleId,
        span: Span,
    },
    /// What is known of an article, half typed: a line `Label: value` for each field that was changed.
    Details(ArticleId),
    /// A line that was half typed.
    Line(DraftLine),
    /// What was deleted for good; the number keeps such drafts apart.
    Gone(i64),
}

impl DraftOn {
    /// The theme that it is about.
    pub fn theme(self) -> Option<ThemeId> {
        match self {
            Self::Theme(theme) => Some(theme),
            Self::Line(line) => line.theme(),
            _ => None,
        }
    }

    /// The same of another theme, where it is on one.
    #[must_use]
    pub fn of_theme(self, theme: ThemeId) -> Self {
        match self {
            Self::Theme(_) => Self::Theme(theme),
            Self::Line(DraftLine::Description(_)) => Self::Line(DraftLine::Description(theme)),
            Self::Line(DraftLine::Name(_)) => Self::Line(DraftLine::Name(theme)),
            other => other,
        }
    }
}

/// What a line that is typed is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftLine {
    /// What a theme is for.
    Description(ThemeId),
    /// Another name for a theme.
    Name(ThemeId),
    NewTheme,
    /// What is to come in: a path or an address.
    Source,
    /// What is to be subscribed to.
    Feed,
}

impl DraftLine {
    /// The theme that it is about.
    pub fn theme(self) -> Option<ThemeId> {
        match self {
            Self::Description(theme) | Self::Name(theme) => Some(theme),
            Self::NewTheme | Self::Source | Self::Feed => None,
        }
    }

    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Description(_) => "the description of the theme",
            Self::Name(_) => "a new name for the theme",
            Self::NewTheme => "the name of a new theme",
            Self::Source => "an address or a path to add",
            Self::Feed => "a feed to follow",
        }
    }
}

/// Text typed so far, and when, RFC 3339 in UTC (set by the store).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub on: DraftOn,
    pub text: String,
    /// The words that a correction replaces or that a note is on, by which it is known when the text has moved;
    /// of one whose article was deleted for good, the title.
    pub was: Option<String>,
    pub updated: String,
}

/// A draft that nothing shows any more, since what it is on was deleted or lies in the trash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orphan {
    pub on: DraftOn,
    /// The article that it is of, where that can still be told.
    pub article: Option<ArticleId>,
    /// That article lies in the trash.
    pub trashed: bool,
}

/// A draft, and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDraft {
    /// Its `was` is known also where the history alone has the words that it is on.
    pub draft: Draft,
    /// What it is on: the title of an article, the path of a theme, the library.
    pub what: String,
    pub at: DraftAt,
}

/// Where a draft can be written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftAt {
    /// On its theme.
    Theme,
    /// In a line of its own.
    Line,
    /// On the library, whose note is this as it is stored.
    Library { note: Option<String> },
    /// On the article, or on its words; bytes of its present text.
    Text(ArticleId, Span),
    /// Nowhere, for that reason; another note can take its words up.
    Gone { why: &'static str, elsewhere: Elsewhere },
}

/// A note that takes up the words of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// An article or the library.
    pub on: DraftOn,
    /// The title of the article.
    pub title: Option<String>,
    /// The note as it is stored.
    pub note: Option<String>,
}

/// Words of something that is gone, and below them what was written on it.
pub fn below_words(words: Option<&str>, text: &str) -> String {
    let quoted = words.filter(|words| !words.trim().is_empty()).map(|words| {
        let lines: Vec<String> =
            words.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
        lines.join("\n") + "\n\n"
    });
    quoted.unwrap_or_default() + text
}
