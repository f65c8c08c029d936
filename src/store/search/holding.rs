//! Whether the whole query holds for the article of a row that was found. The best rows come first and
//! a screen is soon full, so this is asked of one article after the other, by the numbers of the rows
//! that have each word; what a query asks beside words is looked up once. A word that is left out is looked for in
//! each article by itself, until that was done often.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::RangeInclusive;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::source::{Found, Table};
use crate::model::query::{Expr, Query, Term, Wording};
use crate::store::Result;
use crate::store::filter::{Filter, Rows, filter, is_unspaced, spelt};

/// The first and the last piece of the text of a piece's article: those of a text are saved in a row.
const BY_PIECE: &str = "SELECT r.article, \
     (SELECT id FROM pieces WHERE revision = r.id ORDER BY start LIMIT 1), \
     (SELECT id FROM pieces WHERE revision = r.id ORDER BY start DESC LIMIT 1) \
     FROM pieces p JOIN revisions r ON r.id = p.revision WHERE p.id = ?";
/// The same of an article.
const BY_ARTICLE: &str = "SELECT i.article, \
     (SELECT id FROM pieces WHERE revision = i.revision ORDER BY start LIMIT 1), \
     (SELECT id FROM pieces WHERE revision = i.revision ORDER BY start DESC LIMIT 1) \
     FROM indexed i WHERE i.article = ?";

/// Articles in which a word that is left out is looked for one by one, before all rows that have it are looked up:
/// a screen of hits is full after fewer.
const ONE_BY_ONE: usize = if cfg!(test) { 20 } else { 200 };

/// A query to which one article after the other is held.
pub(super) struct Holding<'a> {
    conn: &'a Connection,
    test: Test,
    /// Of each article that was looked at, by the first of its pieces: the last, and the article.
    texts: BTreeMap<i64, (i64, i64)>,
    verdicts: HashMap<i64, bool>,
    /// Articles that were looked at in vain.
    vain: usize,
    /// Every article for which the query holds was looked at.
    complete: bool,
}

impl<'a> Holding<'a> {
    pub fn of(conn: &'a Connection, query: &Query) -> Result<Self> {
        let test = match beside_the_word(query) {
            Some(parts) => Test::all(conn, query, &parts, false)?,
            None => Test::of(conn, query, &query.expr, false)?,
        };
        let (texts, verdicts) = (BTreeMap::new(), HashMap::new());
        Ok(Self { conn, test, texts, verdicts, vain: 0, complete: false })
    }

    /// The article of a row, if the query holds for it.
    pub fn article(&mut self, found: &Found) -> Result<Option<i64>> {
        let article = match found.table {
            Table::Articles => Some(found.row),
            Table::Annotations => article_under(self.conn, found)?,
            Table::Texts => self.article_of_piece(found.row)?,
        };
        let Some(article) = article else { return Ok(None) };
        if !self.verdicts.contains_key(&article) && !self.complete {
            self.look_at(BY_ARTICLE, article)?;
        }
        Ok(self.verdicts.get(&article).copied().unwrap_or(false).then_some(article))
    }

    fn article_of_piece(&mut self, piece: i64) -> Result<Option<i64>> {
        let before = self.texts.range(..=piece).next_back();
        if let Some((_, (_, article))) = before.filter(|(_, (last, _))| piece <= *last) {
            return Ok(Some(*article));
        }
        // Where many were looked at in vain, those that have the rarest word are fewer.
        if !self.complete && self.test.rarest().is_some_and(|rarest| rarest.size() <= self.vain) {
            self.look_at_rarest()?;
            return self.article_of_piece(piece);
        }
        if self.complete { Ok(None) } else { self.look_at(BY_PIECE, piece) }
    }

    /// Looks at every article for which the query can hold.
    fn look_at_rarest(&mut self) -> Result<()> {
        self.complete = true;
        let Some((pieces, articles)) = self.test.rarest().map(Test::known) else { return Ok(()) };
        for piece in pieces {
            let before = self.texts.range(..=piece).next_back();
            if before.is_none_or(|(_, (last, _))| *last < piece) {
                self.look_at(BY_PIECE, piece)?;
            }
        }
        for article in articles {
            if !self.verdicts.contains_key(&article) {
                self.look_at(BY_ARTICLE, article)?;
            }
        }
        Ok(())
    }

    /// Looks at the article that a statement gives for a number.
    fn look_at(&mut self, sql: &str, number: i64) -> Result<Option<i64>> {
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let found = self.conn.prepare_cached(sql)?.query_row([number], read).optional()?;
        let Some((article, first, last)) = found else { return Ok(None) };
        let pieces: Option<(i64, i64)> = Option::zip(first, last);
        if let Some((first, last)) = pieces {
            self.texts.insert(first, (last, article));
        }
        let pieces = pieces.map(|(first, last)| first..=last);
        let holds = self.test.holds(self.conn, article, pieces.as_ref())?;
        self.vain += usize::from(!holds);
        self.verdicts.insert(article, holds);
        Ok(Some(article))
    }
}

/// The article that a row is of.
pub(super) fn article_under(conn: &Connection, found: &Found) -> Result<Option<i64>> {
    let sql = match found.table {
        Table::Articles => return Ok(Some(found.row)),
        Table::Texts => "SELECT r.article FROM pieces p JOIN revisions r ON r.id = p.revision WHERE p.id = ?",
        Table::Annotations => "SELECT article FROM annotations WHERE id = ?",
    };
    Ok(conn.prepare_cached(sql)?.query_row([found.row], |row| row.get(0)).optional()?)
}

/// What a query asks beside the one word that it wants to see, which every row that is found has.
fn beside_the_word(query: &Query) -> Option<Vec<&Expr>> {
    let Expr::All(parts) = &query.expr else { return None };
    let is_word = |term: &Term| term.wording(false).is_some();
    let wanted = query.expr.terms().into_iter().filter(|(term, wanted)| *wanted && is_word(term)).count();
    let (words, beside): (Vec<&Expr>, Vec<&Expr>) =
        parts.iter().partition(|part| matches!(part, Expr::Term(term) if is_word(term)));
    (wanted == 1 && words.len() == 1).then_some(beside)
}

/// A part of a query, ready to be held to an article.
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Word(Word),
    /// The articles that have a theme, or a word that the index cannot hold.
    Listed(HashSet<i64>),
    /// What an article's row says of itself.
    Plain(Filter),
}

/// How a part of a query is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Plain,
    Listed,
    /// It has a word of the index.
    Spoken,
}

impl Kind {
    fn of(expr: &Expr) -> Self {
        let of_term = |(term, _): (&Term, bool)| match (term.wording(false), term) {
            (Some(wording), _) if !is_unspaced(wording.words) => Self::Spoken,
            (Some(_), _) | (None, Term::Theme(_)) => Self::Listed,
            _ => Self::Plain,
        };
        expr.terms().into_iter().map(of_term).max().unwrap_or(Self::Plain)
    }
}

impl Test {
    /// `left_out`: it is what an article is not to have.
    fn of(conn: &Connection, query: &Query, expr: &Expr, left_out: bool) -> Result<Self> {
        let kind = Kind::of(expr);
        if kind != Kind::Spoken {
            return Self::fields(conn, query, &[expr], kind);
        }
        Ok(match expr {
            Expr::All(parts) => Self::all(conn, query, &parts.iter().collect::<Vec<_>>(), left_out)?,
            Expr::Any(parts) => Self::Any(Self::each(conn, query, parts, left_out)?),
            Expr::Not(inner) => Self::Not(Box::new(Self::of(conn, query, inner, !left_out)?)),
            Expr::Term(term) => Self::word(conn, query, term, left_out)?,
        })
    }

    fn each<'q>(
        conn: &Connection,
        query: &Query,
        parts: impl IntoIterator<Item = &'q Expr>,
        left_out: bool,
    ) -> Result<Vec<Self>> {
        parts.into_iter().map(|part| Self::of(conn, query, part, left_out)).collect()
    }

    /// All of some parts: what is no word of the index in a statement a kind.
    fn all(conn: &Connection, query: &Query, parts: &[&Expr], left_out: bool) -> Result<Self> {
        let of = |kind| parts.iter().copied().filter(|part| Kind::of(part) == kind).collect::<Vec<_>>();
        let mut tests = Self::each(conn, query, of(Kind::Spoken), left_out)?;
        for kind in [Kind::Listed, Kind::Plain] {
            if !of(kind).is_empty() {
                tests.push(Self::fields(conn, query, &of(kind), kind)?);
            }
        }
        Ok(Self::All(tests))
    }

    /// What is no word of the index, in one statement.
    fn fields(conn: &Connection, query: &Query, parts: &[&Expr], kind: Kind) -> Result<Self> {
        let has_last = parts.iter().any(|part| part.terms().iter().any(|(term, _)| is_typed(query, term)));
        let expr = Expr::all(parts.iter().map(|part| (*part).clone()));
        let Filter { sql, bound } = filter(conn, &Query { expr, prefix_last: has_last }, Rows::Articles)?;
        if kind == Kind::Plain {
            return Ok(Self::Plain(Filter {
                sql: format!("SELECT {sql} FROM articles a WHERE a.id = ?"),
                bound,
            }));
        }
        let sql = format!("SELECT a.id FROM articles a WHERE a.trashed_at IS NULL AND {sql}");
        let mut statement = conn.prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(bound), |row| row.get(0))?;
        Ok(Self::Listed(ids.collect::<Result<_, _>>()?))
    }

    fn word(conn: &Connection, query: &Query, term: &Term, left_out: bool) -> Result<Self> {
        let Some(wording) = term.wording(is_typed(query, term)) else { return Ok(Self::Any(Vec::new())) };
        let word = Word::of(wording);
        if !left_out {
            word.rows(conn)?;
        }
        Ok(Self::Word(word))
    }

    /// Whether it holds for an article with those pieces of text.
    fn holds(&self, conn: &Connection, article: i64, pieces: Option<&RangeInclusive<i64>>) -> Result<bool> {
        let each = |tests: &[Self], wanted: bool| {
            for test in tests {
                if test.holds(conn, article, pieces)? == wanted {
                    return Ok(wanted);
                }
            }
            Ok(!wanted)
        };
        match self {
            Self::All(tests) => each(tests, false),
            Self::Any(tests) => each(tests, true),
            Self::Not(test) => Ok(!test.holds(conn, article, pieces)?),
            Self::Word(word) => word.is_in(conn, article, pieces),
            Self::Listed(articles) => Ok(articles.contains(&article)),
            Self::Plain(Filter { sql, bound }) => {
                let bound = bound.iter().cloned().chain([Value::Integer(article)]);
                let mut statement = conn.prepare_cached(sql)?;
                Ok(statement
                    .query_row(params_from_iter(bound), |row| row.get(0))
                    .optional()?
                    .unwrap_or(false))
            }
        }
    }

    /// Of what has to hold, that for which the fewest rows are known.
    fn rarest(&self) -> Option<&Self> {
        match self {
            Self::All(tests) => tests.iter().filter_map(Self::rarest).min_by_key(|test| test.size()),
            Self::Word(_) | Self::Listed(_) => Some(self),
            Self::Any(_) | Self::Not(_) | Self::Plain(_) => None,
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Word(word) => {
                word.rows.get().map_or(usize::MAX, |(pieces, articles)| pieces.len() + articles.len())
            }
            Self::Listed(articles) => articles.len(),
            _ => usize::MAX,
        }
    }

    /// The pieces and the articles that are known to have it.
    fn known(&self) -> (Vec<i64>, Vec<i64>) {
        match self {
            Self::Word(word) => {
                let known = |(pieces, articles): &With| (pieces.clone(), articles.iter().copied().collect());
                word.rows.get().map(known).unwrap_or_default()
            }
            Self::Listed(articles) => (Vec::new(), articles.iter().copied().collect()),
            _ => (Vec::new(), Vec::new()),
        }
    }
}

/// The pieces of texts that have a word, in order, and the articles that have it elsewhere.
type With = (Vec<i64>, HashSet<i64>);

const IN_TITLES: &str = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?1";
const IN_PASSAGES: &str = "SELECT article FROM annotations WHERE id IN \
     (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?1)";

/// A word of the index.
struct Word {
    /// For the index of texts, in the language of FTS5; `None` of one that is looked for in notes.
    texts: Option<String>,
    /// For the other two.
    elsewhere: String,
    /// Where it stands, once that was looked up for all articles.
    rows: OnceCell<With>,
    /// Articles in which it was looked for before.
    looked: Cell<usize>,
}

impl Word {
    fn of(Wording { words, begins, in_note }: Wording<'_>) -> Self {
        let sought = spelt(words, begins);
        let elsewhere = if in_note { format!("{{note}} : {sought}") } else { sought.clone() };
        let texts = (!in_note).then_some(sought);
        Self { texts, elsewhere, rows: OnceCell::new(), looked: Cell::new(0) }
    }

    fn rows(&self, conn: &Connection) -> Result<&With> {
        if let Some(rows) = self.rows.get() {
            return Ok(rows);
        }
        let ids = |sql: &str, words: &str| -> Result<Vec<i64>> {
            let mut statement = conn.prepare_cached(sql)?;
            let ids = statement.query_map([words], |row| row.get(0))?;
            Ok(ids.collect::<Result<_, _>>()?)
        };
        let texts = "SELECT rowid FROM text_fts WHERE text_fts MATCH ? ORDER BY rowid";
        let pieces = self.texts.as_ref().map_or(Ok(Vec::new()), |words| ids(texts, words))?;
        let mut articles = ids(IN_TITLES, &self.elsewhere)?;
        articles.extend(ids(IN_PASSAGES, &self.elsewhere)?);
        Ok(self.rows.get_or_init(|| (pieces, articles.into_iter().collect())))
    }

    /// Whether an article with those pieces of text has it.
    fn is_in(&self, conn: &Connection, article: i64, pieces: Option<&RangeInclusive<i64>>) -> Result<bool> {
        let looked = self.looked.replace(self.looked.get() + 1);
        if self.rows.get().is_none() && looked < ONE_BY_ONE {
            return self.look_in(conn, article, pieces);
        }
        let (rows, articles) = self.rows(conn)?;
        Ok(articles.contains(&article)
            || pieces.is_some_and(|pieces| {
                let first = rows.partition_point(|row| row < pieces.start());
                rows.get(first).is_some_and(|row| row <= pieces.end())
            }))
    }

    /// The same, looked for in the index among the rows of the article.
    fn look_in(&self, conn: &Connection, article: i64, pieces: Option<&RangeInclusive<i64>>) -> Result<bool> {
        if let (Some(words), Some(pieces)) = (&self.texts, pieces) {
            let sql = "SELECT 1 FROM text_fts WHERE text_fts MATCH ?1 AND rowid BETWEEN ?2 AND ?3 LIMIT 1";
            if conn.prepare_cached(sql)?.exists(params![words, pieces.start(), pieces.end()])? {
                return Ok(true);
            }
        }
        let title = "SELECT 1 FROM article_fts WHERE article_fts MATCH ?1 AND rowid = ?2";
        if conn.prepare_cached(title)?.exists(params![self.elsewhere, article])? {
            return Ok(true);
        }
        let passage = "SELECT 1 FROM annotations n JOIN annotation_fts f ON f.rowid = n.id \
             WHERE n.article = ?2 AND annotation_fts MATCH ?1 LIMIT 1";
        Ok(conn.prepare_cached(passage)?.exists(params![self.elsewhere, article])?)
    }
}

/// Whether it is the word that is still being typed.
fn is_typed(query: &Query, term: &Term) -> bool {
    query.prefix_last && query.expr.terms().last().is_some_and(|(last, _)| std::ptr::eq(*last, term))
}
