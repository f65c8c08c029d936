//! A library in numbers: what there is of everything, and what themes have to do with articles,
//! months and each other. What is in the trash is left out throughout.

use super::ArticleId;

/// Articles whose passages are counted together: one, or those of a publication or a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    Article(ArticleId),
    /// `None`: not known.
    Publication(Option<String>),
    /// YYYY-MM, or YYYY where no more is known; `None`: not known.
    Month(Option<String>),
}

/// What a publication is called that is not known, and a month.
pub const NO_PUBLICATION: &str = "not known";
pub const NO_MONTH: &str = "undated";

/// What there is of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub articles: u64,
    pub unread: u64,
    pub reading: u64,
    pub done: u64,
    pub starred: u64,
    /// Articles with annotations.
    pub annotated: u64,
    /// Of all articles, without furniture.
    pub words: u64,
    pub annotations: u64,
    /// Annotations without a theme.
    pub untagged: u64,
    /// Annotations with a note.
    pub notes: u64,
    /// Annotations that changed or were lost when their article got a new text.
    pub unplaced: u64,
    pub themes: u64,
    /// Themes that are on no passage, and neither is one below them.
    pub unused: u64,
}

/// A cell of a matrix whose rows are themes. A theme counts with the themes below it, and each
/// annotation once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<C> {
    pub column: C,
    pub annotations: u64,
    /// Articles that these are in.
    pub articles: u64,
}
