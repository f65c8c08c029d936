//! A passage with its themes and its note.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::article::ArticleRef;
use super::theme::ThemeId;
use crate::text::Span;

/// The number of an annotation in this library; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnnotationId(pub i64);

/// How an annotation stands to the present text of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Where it was made, with the same words.
    #[default]
    Placed,
    /// The same words at another place.
    Moved,
    /// Words that are nearly the same.
    Changed,
    /// Not found; its span is where it last was.
    Lost,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Lost => "lost",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Placed, Self::Moved, Self::Changed, Self::Lost].into_iter().find(|s| s.word() == word)
    }
}

/// In what order passages of several articles come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PassageSort {
    /// Articles in the order in which they were added, passages by their place.
    #[default]
    Article,
    /// What was made last comes first.
    Newest,
    /// By their first theme in the order of the tree, those without one last.
    Theme,
}

impl PassageSort {
    pub const EACH: [Self; 3] = [Self::Article, Self::Newest, Self::Theme];

    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Newest => "newest",
            Self::Theme => "theme",
        }
    }

    /// The one after it, from the first again after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Article => Self::Newest,
            Self::Newest => Self::Theme,
            Self::Theme => Self::Article,
        }
    }
}

/// A passage with 0..n themes and 0..1 note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    pub id: AnnotationId,
    pub uuid: Uuid,
    pub article: ArticleRef,
    /// Bytes of the canonical text.
    pub span: Span,
    /// The same in Unicode code points, `[start, end)`.
    pub points: (u64, u64),
    /// The words of the passage when it was made.
    pub quote: String,
    /// The words that stand there now, where they are others: of a changed one.
    pub now: Option<String>,
    /// 32 to 64 characters before it, grown to a word boundary; shorter at the start of the text.
    pub prefix: String,
    /// The same after it.
    pub suffix: String,
    /// Paragraph number from 1; `None` in furniture, and of a lost one, which stands nowhere.
    pub paragraph: Option<u32>,
    /// How far into the text it begins, 0 to 100; of a lost one how far it did: see [`Self::share`].
    pub percent: u8,
    /// The label of the page on which it begins; `None` where the source has no pages or its number is not known.
    pub page: Option<String>,
    /// In the order in which they were put on.
    pub themes: Vec<ThemeId>,
    pub note: Option<String>,
    pub state: State,
    /// RFC 3339 in UTC.
    pub created: String,
    pub updated: String,
}

impl Annotation {
    /// The words that can be quoted from the text as it is: those that stand there now. Of a lost one,
    /// which has none, those it was made on.
    pub fn words(&self) -> &str {
        self.now.as_deref().unwrap_or(&self.quote)
    }

    /// How far into the present text it begins, 0 to 100; a lost one has no place there.
    pub fn share(&self) -> Option<u8> {
        (self.state != State::Lost).then_some(self.percent)
    }

    pub fn is_bare(&self) -> bool {
        self.themes.is_empty() && self.note.is_none()
    }
}
