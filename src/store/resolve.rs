//! What a person's name for a thing means: an article, an annotation, a theme. Never guesses.

use std::fmt;

use rusqlite::{Connection, OptionalExtension, params};

use super::fold::folded;
use super::tree::Tree;
use super::{Result, Store, StoreError};
use crate::model::{AnnotationId, ArticleId, ThemeId};
use crate::text::excerpt;

/// How many things a message lists.
const LISTED: usize = 10;
/// Cells of what it is called that are shown.
const SHOWN: usize = 60;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Article,
    Annotation,
    Theme,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Article => "article",
            Self::Annotation => "annotation",
            Self::Theme => "theme",
        })
    }
}

/// Why a name names nothing, or too much.
#[derive(Debug, thiserror::Error)]
pub enum NameError {
    #[error("there is no {thing} “{name}”{}", hint(*thing, nearest))]
    Unknown { thing: Thing, name: String, nearest: Vec<String> },
    /// `which` lists ten at most of `count`, each as it may be shown.
    #[error("“{name}” may be {count} {thing}s: {}{} (name one of them {})", which.join(", "), more(*count, which.len()), how(*thing))]
    Several { thing: Thing, name: String, which: Vec<String>, count: usize },
    #[error("article {id} “{title}” is in the trash (`postil remove --restore {id}` brings it back)")]
    Trashed { id: i64, title: String },
    #[error("article {id} “{title}” is not in the trash")]
    NotTrashed { id: i64, title: String },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NameError {
    pub(in crate::store) fn several(
        thing: Thing,
        name: &str,
        each: impl IntoIterator<Item = String>,
    ) -> Self {
        let mut which: Vec<String> = each.into_iter().collect();
        let count = which.len();
        which.truncate(LISTED);
        Self::Several { thing, name: name.into(), which, count }
    }
}

impl From<rusqlite::Error> for NameError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<NameError> for StoreError {
    fn from(error: NameError) -> Self {
        match error {
            NameError::Store(error) => error,
            other => Self::refused(other.to_string()),
        }
    }
}

fn hint(thing: Thing, nearest: &[String]) -> String {
    let command = match thing {
        Thing::Article => "list",
        Thing::Annotation => "annotations",
        Thing::Theme => "themes",
    };
    match nearest {
        [] => format!(" (`postil {command}` lists what there is)"),
        [one] => format!(" (did you mean {one}? `postil {command}` lists all)"),
        more => format!(" (the nearest are {}; `postil {command}` lists all)", more.join(", ")),
    }
}

fn more(count: usize, listed: usize) -> String {
    if count > listed { format!(" and {} more", count - listed) } else { String::new() }
}

fn how(thing: Thing) -> &'static str {
    match thing {
        Thing::Theme => "by its path",
        Thing::Article | Thing::Annotation => "by its id",
    }
}

/// At most three of `all` that a name could be a slip of, nearest first, in quotation marks.
pub(in crate::store) fn nearest(name: &str, all: impl Iterator<Item = String>) -> Vec<String> {
    const CLOSE: f64 = 0.75;
    let name = folded(name);
    let mut found: Vec<(f64, String)> = all
        .filter_map(|candidate| {
            let close = closeness(&name, &folded(&candidate));
            (close >= CLOSE).then(|| (close, format!("“{candidate}”")))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(3);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// How near a name is to a candidate: as a whole, or word by word to some of the candidate's words; 0 to 1.
fn closeness(name: &str, candidate: &str) -> f64 {
    let whole = strsim::normalized_damerau_levenshtein(name, candidate);
    let words: Vec<&str> =
        candidate.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let (mut sum, mut count) = (0.0, 0.0);
    for wanted in name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let best =
            words.iter().map(|word| strsim::normalized_damerau_levenshtein(wanted, word)).fold(0.0, f64::max);
        sum += best;
        count += 1.0;
    }
    let by_word = if count > 0.0 { sum / count } else { 0.0 };
    // A whole that is near counts more than words that are.
    f64::max(whole, by_word * 0.99)
}

/// `name` as the start of a UUID in the form in which it is stored; nothing where it cannot be one.
fn uuid_start(name: &str) -> Option<String> {
    let digits: String = name.chars().filter(|c| *c != '-').collect();
    if !(4..=32).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut start = String::new();
    for (i, digit) in digits.to_ascii_lowercase().chars().enumerate() {
        if matches!(i, 8 | 12 | 16 | 20) {
            start.push('-');
        }
        start.push(digit);
    }
    Some(start)
}

/// An id in digits; nothing where it is none, an id that cannot be where it is too large.
fn number(name: &str) -> Option<i64> {
    let is = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
    is.then(|| name.parse().unwrap_or(i64::MAX))
}

struct Row {
    id: i64,
    label: String,
    trashed: bool,
}

fn by_uuid(conn: &Connection, thing: Thing, start: &str) -> Result<Vec<Row>> {
    let sql = match thing {
        Thing::Article => {
            "SELECT id, title, trashed_at IS NOT NULL FROM articles WHERE uuid >= ?1 AND uuid < ?1 || 'g' ORDER BY id"
        }
        _ => {
            "SELECT n.id, n.quote, a.trashed_at IS NOT NULL FROM annotations n JOIN articles a ON a.id = n.article
             WHERE n.uuid >= ?1 AND n.uuid < ?1 || 'g' ORDER BY n.id"
        }
    };
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement
        .query_map([start], |row| Ok(Row { id: row.get(0)?, label: row.get(1)?, trashed: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn listed(row: &Row) -> String {
    format!("{} “{}”", row.id, excerpt(&row.label, SHOWN))
}

impl Store {
    /// The article that is meant, outside the trash: all digits are always its id; else its UUID or
    /// an unambiguous start of it of four characters or more; else a part of a title, case and
    /// accents aside, that only one article has. A part of a title is looked for in all titles.
    pub fn resolve_article(&self, name: &str) -> Result<ArticleId, NameError> {
        self.article_named(name, false)
    }

    /// The same among what is in the trash.
    pub fn resolve_trashed_article(&self, name: &str) -> Result<ArticleId, NameError> {
        self.article_named(name, true)
    }

    fn article_named(&self, name: &str, trashed: bool) -> Result<ArticleId, NameError> {
        let conn = self.conn();
        let name = name.trim();
        let exact = |row: Row| match (row.trashed, trashed) {
            (true, false) => Err(NameError::Trashed { id: row.id, title: row.label }),
            (false, true) => Err(NameError::NotTrashed { id: row.id, title: row.label }),
            _ => Ok(ArticleId(row.id)),
        };
        if let Some(id) = number(name) {
            let sql = "SELECT id, title, trashed_at IS NOT NULL FROM articles WHERE id = ?";
            let read = |row: &rusqlite::Row<'_>| {
                Ok(Row { id: row.get(0)?, label: row.get(1)?, trashed: row.get(2)? })
            };
            return match conn.prepare_cached(sql)?.query_row([id], read).optional()? {
                Some(row) => exact(row),
                None => {
                    Err(NameError::Unknown { thing: Thing::Article, name: name.into(), nearest: Vec::new() })
                }
            };
        }
        if let Some(start) = uuid_start(name) {
            let mut rows = by_uuid(conn, Thing::Article, &start)?;
            match rows.len() {
                0 => {}
                1 => return exact(rows.remove(0)),
                _ => return Err(NameError::several(Thing::Article, name, rows.iter().map(listed))),
            }
        }
        let sql = "SELECT id, title FROM articles
                   WHERE (trashed_at IS NOT NULL) = ?1 AND instr(fold(title), ?2) > 0 ORDER BY id";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows: Vec<Row> = if name.is_empty() {
            Vec::new()
        } else {
            statement
                .query_map(params![trashed, folded(name)], |row| {
                    Ok(Row { id: row.get(0)?, label: row.get(1)?, trashed })
                })?
                .collect::<Result<_, _>>()?
        };
        // One that is called just that is meant, whatever else has it as a part.
        let is_whole = |row: &Row| folded(row.label.trim()) == folded(name);
        if rows.iter().filter(|row| is_whole(row)).count() == 1 {
            rows.retain(is_whole);
        }
        match rows.len() {
            1 => Ok(ArticleId(rows.remove(0).id)),
            0 => {
                let mut statement =
                    conn.prepare_cached("SELECT title FROM articles WHERE (trashed_at IS NOT NULL) = ?")?;
                let titles: Vec<String> =
                    statement.query_map([trashed], |row| row.get(0))?.collect::<Result<_, _>>()?;
                let nearest = nearest(name, titles.into_iter());
                Err(NameError::Unknown { thing: Thing::Article, name: name.into(), nearest })
            }
            _ => Err(NameError::several(Thing::Article, name, rows.iter().map(listed))),
        }
    }

    /// The annotation that is meant: all digits are always its id; else its UUID or an unambiguous
    /// start of it of four characters or more. Annotations of articles in the trash are not there.
    pub fn resolve_annotation(&self, name: &str) -> Result<AnnotationId, NameError> {
        let conn = self.conn();
        let name = name.trim();
        let unknown =
            || NameError::Unknown { thing: Thing::Annotation, name: name.into(), nearest: Vec::new() };
        if let Some(id) = number(name) {
            let sql = "SELECT n.id FROM annotations n JOIN articles a ON a.id = n.article
                       WHERE n.id = ? AND a.trashed_at IS NULL";
            let found = conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
            return found.map(AnnotationId).ok_or_else(unknown);
        }
        let Some(start) = uuid_start(name) else { return Err(unknown()) };
        let mut rows = by_uuid(conn, Thing::Annotation, &start)?;
        rows.retain(|row| !row.trashed);
        match rows.len() {
            0 => Err(unknown()),
            1 => Ok(AnnotationId(rows.remove(0).id)),
            _ => Err(NameError::several(Thing::Annotation, name, rows.iter().map(listed))),
        }
    }

    /// The theme that is meant: by its path, or by a name that only one theme has; case is ignored.
    pub fn resolve_theme(&self, name: &str) -> Result<ThemeId, NameError> {
        Tree::load(self.conn())?.resolve(name)
    }
}

#[cfg(test)]
mod tests;
