//! Where hits come from: the three indexes, each ranked, merged by score; and, for words that the
//! index cannot hold, the rows that have them somewhere.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::Field;
use super::spoken::{self, Spoken};
use crate::model::query::{Expr, Query, Term, Wording};
use crate::store::Result;
use crate::store::filter::{anywhere, is_unspaced, spelt};
use crate::text::Span;
use crate::text::joint::Joined;

/// A title says what an article is about, so a word in it counts double.
const TITLE: f64 = 2.0;

/// What a row has before those that lack a word: more than any rank.
const TOGETHER: f64 = 1000.0;

/// Marks that `highlight` puts around hits: texts hold no control characters but LF and TAB.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// Whose rows are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Table {
    Texts,
    Annotations,
    Articles,
}

impl Table {
    const EACH: [Self; 3] = [Self::Articles, Self::Annotations, Self::Texts];

    fn index(self) -> &'static str {
        match self {
            Self::Texts => "text_fts",
            Self::Annotations => "annotation_fts",
            Self::Articles => "article_fts",
        }
    }

    /// The columns of its index with their names where the text itself is.
    fn columns(self) -> &'static [(Field, &'static str)] {
        match self {
            Self::Texts => &[(Field::Text, "SELECT body FROM pieces WHERE id = ?")],
            Self::Annotations => &[
                (Field::Quote, "SELECT quote FROM annotations WHERE id = ?"),
                (Field::Note, "SELECT note FROM annotations WHERE id = ?"),
            ],
            Self::Articles => &[
                (Field::Title, "SELECT title FROM articles WHERE id = ?"),
                (Field::Note, "SELECT note FROM articles WHERE id = ?"),
            ],
        }
    }

    /// The rows that have a word anywhere; O(all of them).
    fn anywhere(self, notes_only: bool) -> Option<&'static str> {
        match (self, notes_only) {
            (Self::Texts, true) => None,
            (Self::Texts, false) => Some(
                r"SELECT p.id FROM indexed i JOIN pieces p ON p.revision = i.revision
                 WHERE joined(p.body) LIKE ?1 ESCAPE '\' ORDER BY p.id",
            ),
            (Self::Annotations, true) => {
                Some(r"SELECT id FROM annotations WHERE joined(note) LIKE ?1 ESCAPE '\' ORDER BY id")
            }
            (Self::Annotations, false) => Some(
                r"SELECT id FROM annotations WHERE joined(quote) LIKE ?1 ESCAPE '\' OR joined(note) LIKE ?1 ESCAPE '\' ORDER BY id",
            ),
            (Self::Articles, true) => {
                Some(r"SELECT id FROM articles WHERE joined(note) LIKE ?1 ESCAPE '\' ORDER BY id")
            }
            (Self::Articles, false) => Some(
                r"SELECT id FROM articles WHERE title LIKE ?1 ESCAPE '\' OR joined(note) LIKE ?1 ESCAPE '\' ORDER BY id",
            ),
        }
    }
}

/// Which words in a row show that the whole query holds for its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShownBy {
    One,
    All,
    /// No row shows it by itself.
    None,
}

/// The words that a query wants to see.
pub(super) struct Sought {
    /// For the index of texts, in the language of FTS5; empty where there are none.
    texts: Vec<String>,
    /// For the other two, which have notes.
    notes: Vec<String>,
    /// There are several, and all of them are asked for: best is where they stand together.
    together: bool,
    /// The query asks for nothing else.
    pub alone: bool,
    shown_by: ShownBy,
    /// What the index looks for.
    spoken: Vec<Spoken>,
    /// Words the index cannot hold, and whether they are looked for in notes only.
    unspaced: Vec<(String, bool)>,
}

impl Sought {
    pub fn of(query: &Query) -> Self {
        let terms = query.expr.terms();
        let last = terms.len().saturating_sub(1);
        let (mut texts, mut notes) = (Vec::new(), Vec::new());
        let (mut spoken, mut unspaced) = (Vec::new(), Vec::new());
        for (i, (term, wanted)) in terms.into_iter().enumerate() {
            let wording = term.wording(query.prefix_last && i == last).filter(|_| wanted);
            let Some(Wording { words, begins, in_note }) = wording else { continue };
            if is_unspaced(words) {
                unspaced.push((words.to_owned(), in_note));
                continue;
            }
            spoken.push(Spoken::of(words, begins, in_note));
            let words = spelt(words, begins);
            if in_note {
                notes.push(format!("{{note}} : {words}"));
            } else {
                notes.push(words.clone());
                texts.push(words);
            }
        }
        let all =
            matches!(&query.expr, Expr::All(parts) if !parts.iter().any(|part| matches!(part, Expr::Any(_))));
        let together = all && spoken.len() > 1 && unspaced.is_empty();
        let alone = query.expr.terms().into_iter().all(|(term, _)| is_word(term));
        let is_one = |expr: &Expr| matches!(expr, Expr::Term(term) if is_word(term));
        let are_words = |parts: &[Expr]| unspaced.is_empty() && parts.iter().all(is_one);
        let shown_by = match &query.expr {
            Expr::All(parts) if are_words(parts) => ShownBy::All,
            Expr::Any(parts) if are_words(parts) => ShownBy::One,
            expr if is_one(expr) => ShownBy::One,
            _ => ShownBy::None,
        };
        Self { texts, notes, together, alone, shown_by, spoken, unspaced }
    }

    /// Whether a row shows by itself that the whole query holds for its article.
    pub fn is_shown_by(&self, found: &Found) -> bool {
        match self.shown_by {
            ShownBy::One => true,
            // A text has no notes, so its rows are found without the words that are asked for in notes.
            ShownBy::All => {
                found.whole && (found.table != Table::Texts || self.texts.len() == self.notes.len())
            }
            ShownBy::None => false,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.unspaced.is_empty()
    }

    /// Any of the words, or with `all` rows that have all of them; empty where no word is for the table.
    fn of_table(&self, table: Table, all: bool) -> String {
        let words = if table == Table::Texts { &self.texts } else { &self.notes };
        words.join(if all { " AND " } else { " OR " })
    }
}

fn is_word(term: &Term) -> bool {
    term.wording(false).is_some()
}

/// A row in which something was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub table: Table,
    pub row: i64,
    /// Whose row it is.
    pub article: i64,
    pub score: f64,
    /// All words that are asked for stand in it.
    pub whole: bool,
    /// Which of the words that the index cannot hold; `None` where the index found it.
    word: Option<usize>,
}

/// Who picks from the rows in which something was found.
pub(super) trait Choice {
    /// The article of a row, if the row is wanted. Asked before its score is known, which for a row
    /// that is passed over would be reckoned in vain.
    fn article(&mut self, found: &Found) -> Result<Option<i64>>;
    /// Takes a wanted row; whether more are wanted.
    fn take(&mut self, found: &Found) -> Result<bool>;
}

/// Hands over the rows in which something was found, best first, as long as more are wanted: those of
/// each index and those that have a word the index cannot hold. Where several words are asked for,
/// rows that have all of them come before the others, which are ranked only if these are too few.
pub(super) fn each(conn: &Connection, sought: &Sought, choice: &mut impl Choice) -> Result<()> {
    let mut known = HashSet::new();
    for whole in [true, false] {
        if whole && !sought.together {
            continue;
        }
        let mut statements = Vec::new();
        for table in Table::EACH {
            let words = sought.of_table(table, whole);
            if !words.is_empty() {
                // The index sorts all rows that match before it hands over the first.
                let index = table.index();
                let sql = format!("SELECT rowid, rank FROM {index} WHERE {index} MATCH ? ORDER BY rank");
                statements.push((table, words, conn.prepare_cached(&sql)?));
            }
        }
        let mut sources = Vec::new();
        for (table, words, statement) in &mut statements {
            sources
                .push(Source { rows: Rows::Ranked(*table, whole, statement.query([&*words])?), next: None });
        }
        if !whole {
            sources.push(Source { rows: Rows::Listed(unspaced(conn, sought)?.into_iter()), next: None });
        }
        for source in &mut sources {
            source.go_on(&mut known, choice)?;
        }
        while let Some(source) = best(&mut sources) {
            if let Some(found) = source.next
                && !choice.take(&found)?
            {
                return Ok(());
            }
            source.go_on(&mut known, choice)?;
        }
    }
    Ok(())
}

/// Rows of one kind, best first.
struct Source<'a> {
    rows: Rows<'a>,
    /// The next that is wanted.
    next: Option<Found>,
}

enum Rows<'a> {
    /// What an index found, and whether the rows have all of the words.
    Ranked(Table, bool, rusqlite::Rows<'a>),
    Listed(std::vec::IntoIter<Found>),
}

impl Source<'_> {
    fn go_on(&mut self, known: &mut HashSet<(Table, i64)>, choice: &mut impl Choice) -> Result<()> {
        self.next = None;
        match &mut self.rows {
            Rows::Ranked(table, whole, rows) => {
                let (table, whole) = (*table, *whole);
                let weight = if table == Table::Articles { TITLE } else { 1.0 };
                let above = if whole { TOGETHER } else { 0.0 };
                while let Some(row) = rows.next()? {
                    let mut found =
                        Found { table, row: row.get(0)?, article: 0, score: 0.0, whole, word: None };
                    if !known.insert((table, found.row)) {
                        continue;
                    }
                    if let Some(article) = choice.article(&found)? {
                        let rank: f64 = row.get(1)?;
                        (found.article, found.score) = (article, above - rank * weight);
                        self.next = Some(found);
                        break;
                    }
                }
            }
            Rows::Listed(rows) => {
                for found in rows {
                    if let Some(article) = choice.article(&found)? {
                        self.next = Some(Found { article, ..found });
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}

/// The source whose next row is best; of equals the first.
fn best<'s, 'a>(sources: &'s mut [Source<'a>]) -> Option<&'s mut Source<'a>> {
    let score = |source: &Source<'_>| source.next.map(|found| found.score);
    let best = sources.iter().filter_map(score).max_by(f64::total_cmp)?;
    sources.iter_mut().find(|source| score(source) == Some(best))
}

/// The rows that have a word the index cannot hold, best first, and equals in the order of the tables.
fn unspaced(conn: &Connection, sought: &Sought) -> Result<Vec<Found>> {
    let mut all = Vec::new();
    for (word, (words, notes_only)) in sought.unspaced.iter().enumerate() {
        for table in Table::EACH {
            let Some(sql) = table.anywhere(*notes_only) else { continue };
            let score = if table == Table::Articles { TITLE } else { 1.0 };
            let mut statement = conn.prepare_cached(sql)?;
            let rows = statement.query_map([anywhere(words)], |row| {
                Ok(Found { table, row: row.get(0)?, article: 0, score, whole: false, word: Some(word) })
            })?;
            for row in rows {
                all.push(row?);
            }
        }
    }
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(all)
}

/// The texts of a row in which something is marked, with the marks in order.
pub(super) fn marked(
    conn: &Connection,
    sought: &Sought,
    found: &Found,
) -> Result<Vec<(Field, String, Vec<Span>)>> {
    let mut out = Vec::new();
    for (field, select) in found.table.columns() {
        let text: Option<String> =
            conn.prepare_cached(select)?.query_row([found.row], |row| row.get(0)).optional()?.flatten();
        let Some(text) = text else { continue };
        let is_note = *field == Field::Note;
        let marks = match found.word.and_then(|word| sought.unspaced.get(word)) {
            Some((_, true)) if !is_note => continue,
            Some((words, _)) => occurrences(&text, words),
            None => spoken::marks(&text, &sought.spoken, is_note),
        };
        if !marks.is_empty() {
            out.push((*field, text, marks));
        }
    }
    if out.is_empty() && found.word.is_none() {
        return marked_by_index(conn, sought, found);
    }
    Ok(out)
}

/// Where the words that are sought stand in a part of a row's text.
pub(super) fn marks_in(part: &str, sought: &Sought, found: &Found, field: Field) -> Vec<Span> {
    match found.word.and_then(|word| sought.unspaced.get(word)) {
        Some((words, _)) => occurrences(part, words),
        None => spoken::marks(part, &sought.spoken, field == Field::Note),
    }
}

/// What [`marked`] gives, by the index, for scripts in which it parts words otherwise than we do.
pub(super) fn marked_by_index(
    conn: &Connection,
    sought: &Sought,
    found: &Found,
) -> Result<Vec<(Field, String, Vec<Span>)>> {
    let index = found.table.index();
    let words = sought.of_table(found.table, false);
    let mut out = Vec::new();
    for (column, (field, _)) in found.table.columns().iter().enumerate() {
        let sql = format!(
            "SELECT highlight({index}, {column}, char(1), char(2)) FROM {index} WHERE {index} MATCH ? AND rowid = ?"
        );
        let text: Option<String> = conn
            .prepare_cached(&sql)?
            .query_row(params![words, found.row], |row| row.get(0))
            .optional()?
            .flatten();
        let Some((text, marks)) = text.as_deref().map(unmark) else { continue };
        if !marks.is_empty() {
            out.push((*field, text, marks));
        }
    }
    Ok(out)
}

/// Takes the marks out of a text and says where they were.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(marked.len());
    let (mut marks, mut open) = (Vec::new(), None);
    for c in marked.chars() {
        match c {
            OPEN => open = Some(text.len()),
            CLOSE => marks.extend(open.take().map(|start| Span::new(start, text.len()))),
            c => text.push(c),
        }
    }
    (text, marks)
}

/// Where the words stand, ASCII case aside as with LIKE, and over line ends that part nothing.
fn occurrences(text: &str, words: &str) -> Vec<Span> {
    let joined = Joined::of(text);
    let (plain, words) = (joined.text.to_ascii_lowercase(), words.to_ascii_lowercase());
    let found = plain.match_indices(&words);
    found.map(|(at, found)| joined.own(Span::new(at, at + found.len()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_out() {
        assert_eq!(
            unmark("a \u{1}bé\u{2} c \u{1}d\u{2}"),
            ("a bé c d".into(), vec![Span::new(2, 5), Span::new(8, 9)])
        );
        assert_eq!(unmark("\u{2}a\u{1}"), ("a".into(), vec![]), "stray marks mark nothing");
        assert_eq!(occurrences("NATO情報とnato情報", "Nato情"), [Span::new(0, 7), Span::new(13, 20)]);
        let text = "情報\n機関\nの、情報機関";
        let found: Vec<&str> = occurrences(text, "情報機関").into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["情報\n機関", "情報機関"]);
        assert_eq!(occurrences(text, "関の"), [Span::new(10, 17)]);
    }
}
