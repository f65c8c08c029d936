//! A query as SQL. Only the shape of the query becomes SQL; what the user typed is always bound.
//!
//! Words are looked up in the index of words, and the articles in which each is found are
//! intersected. A word of a script that is written without spaces (Chinese, Japanese, Thai …) is
//! one run to the index, so it alone is looked for by reading all texts, which is O(library), and without the line
//! ends between letters of Chinese and Japanese, which part nothing. What is in
//! the trash is not in the index and is read too, up to a limit.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::Result;
use super::fold::folded;
use super::resolve::NameError;
use super::tree::Tree;
use crate::model::ThemeId;
use crate::model::query::{Expr, Is, Query, Term, UUID_START, Wording};
use crate::text::ligature::spellings;
pub(in crate::store) use crate::text::token::is_unspaced;

/// A condition with what is bound to its `?`s, in order.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) struct Filter {
    pub sql: String,
    pub bound: Vec<Value>,
}

/// What rows a condition is on. Either way the article is `a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Rows {
    Articles,
    /// Articles in the trash, which no index of words has: these are looked through, and of their texts
    /// [`TRASH_BYTES`] at most.
    Trash,
    /// The annotation is `n`.
    Annotations,
}

/// The condition on rows that `query` asks for. The trash is not looked at.
pub(in crate::store) fn filter(conn: &Connection, query: &Query, rows: Rows) -> Result<Filter> {
    let terms = query.expr.terms();
    // Themes are few and small beside what is filtered, and most queries name none.
    let tree = if terms.iter().any(|(term, _)| matches!(term, Term::Theme(_))) {
        Some(Tree::load(conn)?)
    } else {
        None
    };
    let last = terms.last().map(|(term, _)| *term).filter(|_| query.prefix_last);
    let mut making = Making { rows, tree, last, filter: Filter { sql: String::new(), bound: Vec::new() } };
    making.expr(&query.expr)?;
    Ok(making.filter)
}

/// Numbers as one bound value for `IN (SELECT value FROM json_each(?))`.
pub(in crate::store) fn numbers(each: impl IntoIterator<Item = i64>) -> Value {
    let each: Vec<String> = each.into_iter().map(|id| id.to_string()).collect();
    Value::Text(format!("[{}]", each.join(",")))
}

/// A phrase in the language of FTS5; a word that the index parts (`counter-terrorism`) is a phrase too.
pub(in crate::store) fn phrase(words: &str, prefix: bool) -> String {
    // SQLite would end the text at a NUL.
    let words = words.replace('\0', " ").replace('"', "\"\"");
    format!("\"{words}\"{}", if prefix { "*" } else { "" })
}

/// The same in all the ways in which a text may have the letters, `ﬁre` and `Straße` for `fire` and `strasse`: the
/// index takes such a character for a letter of its own.
pub(in crate::store) fn spelt(words: &str, prefix: bool) -> String {
    let all: Vec<String> = spellings(words, prefix).iter().map(|words| phrase(words, prefix)).collect();
    if let [one] = all.as_slice() { one.clone() } else { format!("({})", all.join(" OR ")) }
}

/// A pattern for LIKE that finds the words anywhere; for use with `ESCAPE '\'`.
pub(in crate::store) fn anywhere(words: &str) -> String {
    let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

/// The texts in the trash that are read for words, the shortest first: as many as are read in a fifth of a second.
const TRASH_BYTES: u32 = 16 << 20;

const FALSE: &str = "0";

/// The annotation `n` has no theme.
pub(in crate::store) const UNTAGGED: &str =
    "NOT EXISTS (SELECT 1 FROM annotation_themes x WHERE x.annotation = n.id)";
/// The passage of `n` was not found word for word in the present text.
pub(in crate::store) const UNPLACED: &str = "n.state IN ('lost', 'changed')";

struct Making<'a> {
    rows: Rows,
    tree: Option<Tree>,
    /// The term that is still being typed.
    last: Option<&'a Term>,
    filter: Filter,
}

impl Making<'_> {
    fn expr(&mut self, expr: &Expr) -> Result<()> {
        match expr {
            Expr::All(parts) => self.joined(parts, " AND ", "1"),
            Expr::Any(parts) => self.joined(parts, " OR ", FALSE),
            Expr::Not(inner) => {
                self.put("NOT ");
                self.joined(std::slice::from_ref(&**inner), "", FALSE)
            }
            Expr::Term(term) => self.term(term),
        }
    }

    fn joined(&mut self, parts: &[Expr], with: &str, none: &str) -> Result<()> {
        self.put("(");
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                self.put(with);
            }
            self.expr(part)?;
        }
        if parts.is_empty() {
            self.put(none);
        }
        self.put(")");
        Ok(())
    }

    fn put(&mut self, sql: &str) {
        self.filter.sql.push_str(sql);
    }

    /// SQL with as many `?` as values.
    fn bind(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.put(sql);
        self.filter.bound.extend(values);
    }

    fn term(&mut self, term: &Term) -> Result<()> {
        let is_last = self.last.is_some_and(|last| std::ptr::eq(last, term));
        if let Some(Wording { words, begins, in_note }) = term.wording(is_last) {
            if in_note {
                self.note(words, begins);
            } else {
                self.words(words, begins);
            }
            return Ok(());
        }
        match term {
            Term::Word(_) | Term::Beginning(_) | Term::Phrase(_) | Term::Note(_) | Term::NoteBeginning(_) => {
            }
            Term::Theme(name) => self.theme(name, is_last)?,
            Term::By(name) => self.bind("instr(fold(a.byline), ?) > 0", [folded(name).into()]),
            Term::In(name) => self.bind("instr(fold(a.publication), ?) > 0", [folded(name).into()]),
            Term::Collection(title) => self.collection(title),
            Term::Title(words) => self.bind("instr(fold(a.title), ?) > 0", [folded(words).into()]),
            Term::Is(Is::Starred) => self.put("a.starred"),
            Term::Is(Is::Annotated) => self.put(match self.rows {
                Rows::Articles | Rows::Trash => "EXISTS (SELECT 1 FROM annotations n WHERE n.article = a.id)",
                Rows::Annotations => "1",
            }),
            Term::Is(Is::Untagged) => self.of_annotation(UNTAGGED),
            Term::Is(Is::Unplaced) => self.of_annotation(UNPLACED),
            Term::Is(is) => self.bind("a.status = ?", [is.word().to_owned().into()]),
            Term::Since(date) => self.bind("ifnull(a.published >= ?, 0)", [date.from().into()]),
            Term::Until(date) => self.bind("ifnull(a.published <= ?, 0)", [date.to().into()]),
        }
        Ok(())
    }

    fn collection(&mut self, name: &str) {
        let name = folded(name);
        // What may be the start of a UUID may be words of a title all the same.
        let is_uuid = name.len() >= UUID_START && name.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        let uuid = if is_uuid { " OR substr(uuid, 1, length(?)) = ?" } else { "" };
        let bound = vec![Value::from(name); if is_uuid { 3 } else { 1 }];
        self.bind(
            &format!("ifnull(a.collection IN (SELECT id FROM collections WHERE instr(fold(title), ?) > 0{uuid}), 0)"),
            bound,
        );
    }

    /// A condition on an annotation `n`, or on one of the article.
    fn of_annotation(&mut self, condition: &str) {
        match self.rows {
            Rows::Articles | Rows::Trash => self
                .put(&format!("EXISTS (SELECT 1 FROM annotations n WHERE n.article = a.id AND {condition})")),
            Rows::Annotations => self.put(condition),
        }
    }

    fn words(&mut self, words: &str, prefix: bool) {
        if self.rows == Rows::Trash {
            self.trashed(
                &format!(
                    "(has_words(a.title, ?, ?) OR has_words(a.note, ?, ?) OR EXISTS (SELECT 1 FROM annotations n \
                     WHERE n.article = a.id AND (has_words(n.quote, ?, ?) OR has_words(n.note, ?, ?))) \
                     OR (a.id IN (SELECT id FROM (SELECT t.id, sum(r.bytes) OVER (ORDER BY r.bytes, t.id) AS read \
                     FROM articles t JOIN revisions r ON r.id = t.revision WHERE t.trashed_at IS NOT NULL) \
                     WHERE read <= {TRASH_BYTES}) AND EXISTS (SELECT 1 FROM pieces p WHERE p.revision = a.revision AND has_words(p.body, ?, ?))))"
                ),
                (words, prefix),
            );
            return;
        }
        let unspaced = is_unspaced(words);
        let sought = if unspaced { anywhere(words) } else { spelt(words, prefix) };
        let (sql, count) = match (self.rows, unspaced) {
            (Rows::Articles | Rows::Trash, false) => (
                "a.id IN (\
                 SELECT r.article FROM text_fts t JOIN pieces p ON p.id = t.rowid \
                 JOIN revisions r ON r.id = p.revision WHERE text_fts MATCH ? \
                 UNION ALL SELECT rowid FROM article_fts WHERE article_fts MATCH ? \
                 UNION ALL SELECT article FROM annotations WHERE id IN \
                 (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?))",
                3,
            ),
            (Rows::Articles | Rows::Trash, true) => (
                r"a.id IN (
                 SELECT i.article FROM indexed i JOIN pieces p ON p.revision = i.revision
                 WHERE joined(p.body) LIKE ? ESCAPE '\'
                 UNION ALL SELECT id FROM articles WHERE title LIKE ? ESCAPE '\'
                 UNION ALL SELECT id FROM articles WHERE joined(note) LIKE ? ESCAPE '\'
                 UNION ALL SELECT article FROM annotations WHERE joined(quote) LIKE ? ESCAPE '\'
                 UNION ALL SELECT article FROM annotations WHERE joined(note) LIKE ? ESCAPE '\')",
                5,
            ),
            (Rows::Annotations, false) => {
                ("n.id IN (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?)", 1)
            }
            (Rows::Annotations, true) => {
                (r"(joined(n.quote) LIKE ? ESCAPE '\' OR joined(n.note) LIKE ? ESCAPE '\')", 2)
            }
        };
        self.bind(sql, std::iter::repeat_n(Value::Text(sought), count));
    }

    /// A condition with `has_words` on columns of an article in the trash, each with the same words.
    fn trashed(&mut self, sql: &str, (words, prefix): (&str, bool)) {
        let each = [Value::Text(words.to_owned()), Value::Integer(prefix.into())];
        let count = sql.matches("?, ?").count();
        self.bind(sql, std::iter::repeat_n(each, count).flatten());
    }

    fn note(&mut self, words: &str, prefix: bool) {
        if self.rows == Rows::Trash {
            let sql = "(has_words(a.note, ?, ?) OR EXISTS (SELECT 1 FROM annotations n \
                 WHERE n.article = a.id AND has_words(n.note, ?, ?)))";
            self.trashed(sql, (words, prefix));
            return;
        }
        let unspaced = is_unspaced(words);
        let sought = if unspaced { anywhere(words) } else { format!("{{note}} : {}", spelt(words, prefix)) };
        let (sql, count) = match (self.rows, unspaced) {
            (Rows::Articles | Rows::Trash, false) => (
                "a.id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ? \
                 UNION ALL SELECT article FROM annotations WHERE id IN \
                 (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?))",
                2,
            ),
            (Rows::Articles | Rows::Trash, true) => (
                r"a.id IN (SELECT id FROM articles WHERE joined(note) LIKE ? ESCAPE '\' UNION ALL SELECT article FROM annotations WHERE joined(note) LIKE ? ESCAPE '\')",
                2,
            ),
            (Rows::Annotations, false) => {
                ("n.id IN (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?)", 1)
            }
            (Rows::Annotations, true) => (r"joined(n.note) LIKE ? ESCAPE '\'", 1),
        };
        self.bind(sql, std::iter::repeat_n(Value::Text(sought), count));
    }

    fn theme(&mut self, name: &str, typing: bool) -> Result<()> {
        let Some(tree) = &self.tree else { return Ok(()) };
        let themes = match tree.resolve(name) {
            Ok(id) => vec![id],
            Err(error @ NameError::Unknown { .. }) if typing => match tree.beginning(name) {
                none if none.is_empty() => return Err(error.into()),
                some => some,
            },
            Err(error) => return Err(error.into()),
        };
        let all = themes.into_iter().flat_map(|id| tree.with_below(id));
        let Filter { sql, bound } = themed(self.rows, all);
        self.bind(&sql, bound);
        Ok(())
    }
}

/// The condition that one of the themes is on the annotation, or on one of the article.
pub(in crate::store) fn themed(rows: Rows, themes: impl IntoIterator<Item = ThemeId>) -> Filter {
    let sql = match rows {
        Rows::Articles | Rows::Trash => {
            "a.id IN (SELECT m.article FROM annotation_themes x JOIN annotations m ON m.id = x.annotation \
             WHERE x.theme IN (SELECT value FROM json_each(?)))"
        }
        Rows::Annotations => {
            "n.id IN (SELECT annotation FROM annotation_themes WHERE theme IN (SELECT value FROM json_each(?)))"
        }
    };
    Filter { sql: sql.into(), bound: vec![numbers(themes.into_iter().map(|id| id.0))] }
}

#[cfg(test)]
mod tests;
