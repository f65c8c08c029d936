//! What the library was searched for at length: sentences like a theme's passages, wording that articles
//! share, and a theme in numbers. Each is a sheet of rows with a cursor.

use std::collections::BTreeMap;

use super::board::Heading;
use super::msg::Ticket;
use crate::model::suggest::{Suggestion, Suggestions};
use crate::model::wording::Earlier;
use crate::model::{ArticleId, ThemeId};
use crate::text::Span;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Survey {
    /// Sentences that look like the passages of a theme.
    Suggest { theme: ThemeId },
    /// What other articles have word for word.
    Wording { article: ArticleId },
    /// The passages of a theme, counted.
    Tally { theme: ThemeId },
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Surveyed {
    Suggested { found: Suggestions, headings: BTreeMap<ArticleId, Heading> },
    Worded { rows: Vec<SharedRow>, origins: BTreeMap<ArticleId, Origin>, more: bool },
    Tallied(Vec<TallyRow>),
}

/// How far the request is whose outcome fills a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    pub ticket: Ticket,
    /// Of 100.
    pub percent: u8,
    pub ready: bool,
    /// Why nothing is shown.
    pub trouble: Option<String>,
}

impl Waiting {
    pub fn on(ticket: Ticket) -> Self {
        Self { ticket, ..Self::default() }
    }

    /// What is said while there are no rows yet, or because there will be none.
    pub fn sentence(&self) -> Option<String> {
        match (&self.trouble, self.ready) {
            (Some(trouble), _) => Some(trouble.clone()),
            (None, false) if self.percent == 0 => Some("Reading…".to_owned()),
            (None, false) => Some(format!("Reading… {}%", self.percent)),
            (None, true) => None,
        }
    }
}

/// A sentence that looks like a theme's passages.
#[derive(Debug, Clone, PartialEq)]
pub struct Like {
    pub sentence: Suggestion,
    /// The step by which it was tagged or dismissed here.
    pub step: Option<i64>,
    /// It is tagged or dismissed by now, and shows no more.
    pub gone: bool,
}

/// The sheet of sentences that look like a theme's passages.
#[derive(Debug, Clone, PartialEq)]
pub struct Likes {
    pub theme: ThemeId,
    pub waiting: Waiting,
    /// Passages that the theme has.
    pub passages: usize,
    /// What speaks for the theme, the strongest first.
    pub words: Vec<String>,
    pub all: Vec<Like>,
    pub headings: BTreeMap<ArticleId, Heading>,
    /// Index among those that show.
    pub cursor: usize,
    /// The tagging or dismissal that is on its way, and the index of its sentence among all.
    pub settling: Option<(Ticket, usize)>,
}

impl Likes {
    /// How many sentences are asked for.
    pub const MOST: usize = 200;

    pub fn new(theme: ThemeId, ticket: Ticket) -> Self {
        Self {
            theme,
            waiting: Waiting::on(ticket),
            passages: 0,
            words: Vec::new(),
            all: Vec::new(),
            headings: BTreeMap::new(),
            cursor: 0,
            settling: None,
        }
    }

    /// Those that show, each with its index among all.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Suggestion)> {
        self.all.iter().enumerate().filter(|(_, like)| !like.gone).map(|(i, like)| (i, &like.sentence))
    }

    pub fn chosen(&self) -> Option<(usize, &Suggestion)> {
        self.shown().nth(self.cursor)
    }

    /// Takes in what was found; the cursor stays on its sentence.
    pub fn take_in(&mut self, found: Suggestions, headings: BTreeMap<ArticleId, Heading>) {
        let place = |one: &Suggestion| (one.article.id, one.span);
        let at = self.chosen().map(|(_, one)| place(one));
        let like = |sentence| Like { sentence, step: None, gone: false };
        (self.passages, self.words, self.headings) = (found.passages, found.words, headings);
        self.all = found.all.into_iter().map(like).collect();
        let same = self.shown().position(|(_, one)| Some(place(one)) == at);
        self.cursor = same.unwrap_or(self.cursor);
        self.keep_cursor();
        (self.waiting.ready, self.waiting.trouble, self.settling) = (true, None, None);
    }

    fn keep_cursor(&mut self) {
        self.cursor = self.cursor.min(self.shown().count().saturating_sub(1));
    }

    /// Its sentence is tagged or dismissed now: the next one comes under the cursor.
    pub fn settled(&mut self, step: Option<i64>) {
        if let Some((_, at)) = self.settling.take()
            && let Some(like) = self.all.get_mut(at)
        {
            (like.step, like.gone) = (step, true);
            self.keep_cursor();
        }
    }

    /// A step was taken back, or done again: what it did here too.
    pub fn travelled(&mut self, step: i64, back: bool) {
        let Some(at) = self.all.iter().position(|like| like.step == Some(step)) else { return };
        if let Some(like) = self.all.get_mut(at) {
            like.gone = !back;
        }
        let here = self.shown().position(|(i, _)| i == at);
        self.cursor = here.filter(|_| back).unwrap_or(self.cursor);
        self.keep_cursor();
    }
}

/// A run of words that another article has too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRow {
    /// The other article, and where the words stand there.
    pub article: ArticleId,
    pub there: Span,
    pub words: usize,
    /// The paragraphs that they begin in, here and there.
    pub paragraphs: (Option<u32>, Option<u32>),
    /// The words as they stand there, or as many as are shown.
    pub quote: String,
}

/// What is known of an article that shares wording.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    pub heading: Heading,
    pub earlier: Option<Earlier>,
}

/// The sheet of wording that an article shares with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wordings {
    pub article: ArticleId,
    pub title: String,
    pub waiting: Waiting,
    pub rows: Vec<SharedRow>,
    pub origins: BTreeMap<ArticleId, Origin>,
    /// There are more than are shown.
    pub more: bool,
    pub cursor: usize,
}

impl Wordings {
    pub fn chosen(&self) -> Option<&SharedRow> {
        self.rows.get(self.cursor)
    }
}

/// What a row of a tally counts the passages of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    Article(ArticleId),
    /// `None`: not known.
    Publication(Option<String>),
    /// YYYY-MM, or YYYY where no more is known; `None`: not known.
    Month(Option<String>),
}

impl Counted {
    /// The heading of the part of the sheet that it is in.
    pub fn heading(&self) -> &'static str {
        match self {
            Self::Article(_) => "By article",
            Self::Publication(_) => "By publication",
            Self::Month(_) => "By month",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    pub of: Counted,
    /// What it is called.
    pub name: String,
    pub passages: u64,
}

/// The sheet of a theme's passages, counted by article, by publication and by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub theme: ThemeId,
    pub waiting: Waiting,
    pub rows: Vec<TallyRow>,
    pub cursor: usize,
}

#[cfg(test)]
mod tests;
