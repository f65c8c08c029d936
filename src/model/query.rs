//! The query language, one everywhere: the command line, the list's filter, the search.
//!
//! Words, beginnings of words (`terror*`) and `"phrases"`, `theme:` `by:` `in:` `title:` `collection:` `is:` `since:` `until:` `note:`, side by
//! side (and), `OR`, `-` (not), parentheses. [`parse`] and [`print()`] are each other's inverse. What does not
//! parse is an error that points at its place; it is never searched as something else.

mod meant;
mod parse;
mod print;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;

use jiff::civil;

pub use meant::{Meant, place_of};
pub use parse::{FIELDS, parse, parse_typed};
pub use print::print;

/// Characters of a UUID at least that name what has it: fewer may well be a word.
pub const UUID_START: usize = 8;

/// What is asked for. The default asks for everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub expr: Expr,
    /// The last word is still being typed, so that its beginning is enough. [`parse`] leaves it off;
    /// it is no part of what is printed.
    pub prefix_last: bool,
}

/// Terms and how they are combined. In what [`parse`] gives, `All` and `Any` hold two or more and
/// never one of their own kind; only the empty query is an empty `All`. Build with
/// [`Expr::all`], [`Expr::any`] and [`Expr::negate`] to keep it so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Term(Term),
}

/// One thing asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Term {
    /// A word as typed, without white space; what parts it (`counter-terrorism`) makes it a phrase.
    Word(String),
    /// How a word begins, typed with a `*` behind it.
    Beginning(String),
    /// Words that follow each other.
    Phrase(String),
    /// A theme by path or name, with those below it.
    Theme(String),
    /// Beginnings of words of a byline that follow each other.
    By(String),
    /// The same of a publication.
    In(String),
    /// Words that follow each other in the title of the collection that it is a part of; or its UUID, or a
    /// start of that, of [`UUID_START`] characters or more.
    Collection(String),
    /// The same of a title.
    Title(String),
    Is(Is),
    /// Published on the first day of the period or later.
    Since(Date),
    /// Published on the last day of the period or earlier.
    Until(Date),
    /// Words that follow each other in a note.
    Note(String),
    /// How a word of a note begins.
    NoteBeginning(String),
}

/// What a term looks for in the index of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording<'a> {
    pub words: &'a str,
    /// The beginning of the last of them is enough.
    pub begins: bool,
    /// They are looked for in notes only.
    pub in_note: bool,
}

impl Term {
    /// What it looks for in the index of words, if it does; `typing`: it is still being typed.
    pub fn wording(&self, typing: bool) -> Option<Wording<'_>> {
        let (words, begins, in_note) = match self {
            Self::Word(words) => (words, typing, false),
            Self::Beginning(words) => (words, true, false),
            Self::Phrase(words) => (words, false, false),
            Self::Note(words) => (words, typing, true),
            Self::NoteBeginning(words) => (words, true, true),
            _ => return None,
        };
        Some(Wording { words, begins, in_note })
    }
}

/// States of an article, or of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Is {
    Unread,
    Reading,
    Done,
    Starred,
    Annotated,
    /// An annotation without a theme, or an article that has one.
    Untagged,
    /// An annotation whose passage was not found word for word in the present text, or an article that
    /// has one.
    Unplaced,
}

impl Is {
    pub const EACH: [Self; 7] = [
        Self::Unread,
        Self::Reading,
        Self::Done,
        Self::Starred,
        Self::Annotated,
        Self::Untagged,
        Self::Unplaced,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Reading => "reading",
            Self::Done => "done",
            Self::Starred => "starred",
            Self::Annotated => "annotated",
            Self::Untagged => "untagged",
            Self::Unplaced => "unplaced",
        }
    }
}

/// A year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl Date {
    /// Reads YYYY, YYYY-MM or YYYY-MM-DD; nothing where there is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |d| d.map(Some))?;
        let month = month.map(i8::try_from).transpose().ok()?;
        let day = day.map(i8::try_from).transpose().ok()?;
        if parts.next().is_some() || civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_err() {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The least `published` that is not before this period. A date known only to its year or
    /// month counts as the first day of it, so that the bound is as short as it can be.
    pub fn from(self) -> String {
        match (self.month.unwrap_or(1), self.day.unwrap_or(1)) {
            (1, 1) => format!("{:04}", self.year),
            (month, 1) => format!("{:04}-{month:02}", self.year),
            (month, day) => format!("{:04}-{month:02}-{day:02}", self.year),
        }
    }

    /// A bound that no `published` within this period is greater than.
    pub fn to(self) -> String {
        // `~` comes after all that a date is written with.
        format!("{self}~")
    }
}

fn digits(text: &str, count: usize) -> Option<i16> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Default for Expr {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// Leaves of each part the last: said twice it asks for nothing more, and an index would look for both.
/// The last, since that may still be being typed.
fn once(parts: &mut Vec<Expr>) {
    let mut seen = HashSet::new();
    let is_last: Vec<bool> = parts.iter().rev().map(|part| seen.insert(part)).collect();
    let mut is_last = is_last.into_iter().rev();
    parts.retain(|_| is_last.next().unwrap_or(true));
}

impl Expr {
    /// All of them; of one, that one; of none, everything.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        once(&mut flat);
        if flat.len() == 1 { flat.remove(0) } else { Self::All(flat) }
    }

    /// Any of them; of one, that one. Of none it would be nothing at all, so give it at least one.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        once(&mut flat);
        if flat.len() == 1 { flat.remove(0) } else { Self::Any(flat) }
    }

    /// The opposite; twice the opposite is the thing itself.
    #[must_use]
    pub fn negate(part: Self) -> Self {
        match part {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Its terms from left to right, each with whether it is wanted (not under a `-`).
    pub fn terms(&self) -> Vec<(&Term, bool)> {
        fn walk<'a>(expr: &'a Expr, wanted: bool, out: &mut Vec<(&'a Term, bool)>) {
            match expr {
                Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| walk(part, wanted, out)),
                Expr::Not(inner) => walk(inner, !wanted, out),
                Expr::Term(term) => out.push((term, wanted)),
            }
        }
        let mut out = Vec::new();
        walk(self, true, &mut out);
        out
    }
}

impl Expr {
    /// Whether a part of it leaves a choice.
    pub fn has_any(&self) -> bool {
        match self {
            Self::Any(_) => true,
            Self::All(parts) => parts.iter().any(Self::has_any),
            Self::Not(inner) => inner.has_any(),
            Self::Term(_) => false,
        }
    }
}

impl Query {
    /// Whether it asks for everything.
    pub fn is_all(&self) -> bool {
        matches!(&self.expr, Expr::All(parts) if parts.is_empty())
    }

    /// Whether it asks for words, so that there are places to show where they stand.
    pub fn has_word(&self) -> bool {
        self.expr.terms().iter().any(|(term, wanted)| *wanted && term.wording(false).is_some())
    }

    /// Whether it asks for what annotations have, and not only for what articles have.
    pub fn is_of_annotations(&self) -> bool {
        let is = |term: &Term| {
            matches!(
                term,
                Term::Theme(_)
                    | Term::Note(_)
                    | Term::NoteBeginning(_)
                    | Term::Is(Is::Annotated | Is::Untagged | Is::Unplaced)
            )
        };
        self.expr.terms().iter().any(|(term, wanted)| *wanted && is(term))
    }

    /// The same, with the last word still being typed.
    #[must_use]
    pub fn typing(mut self) -> Self {
        self.prefix_last = true;
        self
    }
}

impl From<Expr> for Query {
    fn from(expr: Expr) -> Self {
        Self { expr, prefix_last: false }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print(self))
    }
}

/// Why a query cannot be understood, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// Bytes from the start of the query; at most its length.
    pub at: usize,
    /// A sentence without its full stop: what is wrong and how to mend it.
    pub message: String,
}

impl QueryError {
    /// As a sentence by itself.
    pub fn sentence(&self) -> String {
        let mut letters = self.message.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(['.']).collect())
    }
}

impl QueryError {
    /// The query and under it a caret at the place, for a terminal of fixed-width cells:
    ///
    /// ```text
    /// theme:syria OR
    ///               ^
    /// ```
    pub fn point(&self, query: &str) -> String {
        let line = parse::one_line(query);
        let before = line.get(..self.at).unwrap_or(&line);
        let cells: usize = unicode_width::UnicodeWidthStr::width(before);
        format!("{line}\n{}^", " ".repeat(cells))
    }
}
