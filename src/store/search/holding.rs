//! Whether the whole query holds for the article of a row that was found. The best rows come first and
//! a screen is soon full, so this is asked of one article after the other, by the numbers of the rows
//! that have each word; what a query asks beside words is looked up once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::RangeInclusive;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::source::{Found, Table};
use crate::model::query::{Expr, Query, Term, Wording};
use crate::store::Result;
use crate::store::filter::{Filter, Rows, filter, is_unspaced, phrase};

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
        let test = Test::of(conn, query, &query.expr)?;
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

/// A part of a query, ready to be held to an article.
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// The pieces of texts that have a word, in order, and the articles that have it elsewhere.
    Word(Vec<i64>, HashSet<i64>),
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
    fn of(conn: &Connection, query: &Query, expr: &Expr) -> Result<Self> {
        let kind = Kind::of(expr);
        if kind != Kind::Spoken {
            return Self::fields(conn, query, &[expr], kind);
        }
        let each = |parts: &[&Expr]| -> Result<Vec<Self>> {
            parts.iter().map(|part| Self::of(conn, query, part)).collect()
        };
        Ok(match expr {
            Expr::All(parts) => {
                let of = |kind| parts.iter().filter(|part| Kind::of(part) == kind).collect::<Vec<_>>();
                let mut tests = each(&of(Kind::Spoken))?;
                for kind in [Kind::Listed, Kind::Plain] {
                    if !of(kind).is_empty() {
                        tests.push(Self::fields(conn, query, &of(kind), kind)?);
                    }
                }
                Self::All(tests)
            }
            Expr::Any(parts) => Self::Any(each(&parts.iter().collect::<Vec<_>>())?),
            Expr::Not(inner) => Self::Not(Box::new(Self::of(conn, query, inner)?)),
            Expr::Term(term) => Self::word(conn, query, term)?,
        })
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

    fn word(conn: &Connection, query: &Query, term: &Term) -> Result<Self> {
        let Some(Wording { words, begins, in_note }) = term.wording(is_typed(query, term)) else {
            return Ok(Self::Any(Vec::new()));
        };
        let sought = phrase(words, begins);
        let elsewhere = if in_note { format!("{{note}} : {sought}") } else { sought.clone() };
        let ids = |sql: &str, words: &str| -> Result<Vec<i64>> {
            let mut statement = conn.prepare_cached(sql)?;
            let ids = statement.query_map([words], |row| row.get(0))?;
            Ok(ids.collect::<Result<_, _>>()?)
        };
        let texts = "SELECT rowid FROM text_fts WHERE text_fts MATCH ? ORDER BY rowid";
        let pieces = if in_note { Vec::new() } else { ids(texts, &sought)? };
        let mut articles = ids("SELECT rowid FROM article_fts WHERE article_fts MATCH ?", &elsewhere)?;
        let annotated = "SELECT article FROM annotations WHERE id IN \
             (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?)";
        articles.extend(ids(annotated, &elsewhere)?);
        Ok(Self::Word(pieces, articles.into_iter().collect()))
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
            Self::Word(rows, articles) => Ok(articles.contains(&article)
                || pieces.is_some_and(|pieces| {
                    let first = rows.partition_point(|row| row < pieces.start());
                    rows.get(first).is_some_and(|row| row <= pieces.end())
                })),
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
            Self::Word(..) | Self::Listed(_) => Some(self),
            Self::Any(_) | Self::Not(_) | Self::Plain(_) => None,
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Word(pieces, articles) => pieces.len() + articles.len(),
            Self::Listed(articles) => articles.len(),
            _ => usize::MAX,
        }
    }

    /// The pieces and the articles that are known to have it.
    fn known(&self) -> (Vec<i64>, Vec<i64>) {
        match self {
            Self::Word(pieces, articles) => (pieces.clone(), articles.iter().copied().collect()),
            Self::Listed(articles) => (Vec::new(), articles.iter().copied().collect()),
            _ => (Vec::new(), Vec::new()),
        }
    }
}

/// Whether it is the word that is still being typed.
fn is_typed(query: &Query, term: &Term) -> bool {
    query.prefix_last && query.expr.terms().last().is_some_and(|(last, _)| std::ptr::eq(*last, term))
}
