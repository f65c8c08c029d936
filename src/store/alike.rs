//! What the index of texts is asked by work that compares texts: which words there are and in how many
//! places, where they stand, and in which articles they follow each other. A place is a row of the
//! index, which is a block of a text or a part of one.

use std::collections::{HashMap, HashSet};

use rusqlite::params;

use super::articles::unsigned;
use super::filter::{numbers, phrase};
use super::pieces::{int, size};
use super::{Result, Store, furniture};
use crate::model::ArticleId;
use crate::text::Span;
use crate::text::token::{FIRST_UNSPACED, words};

/// A row of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    pub article: ArticleId,
    /// Where it lies in the text, in bytes; white space behind it too.
    pub span: Span,
    /// Where it begins, in code points.
    pub point: u64,
}

impl Store {
    /// How many rows the index has.
    pub fn text_rows(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM text_fts_docsize";
        Ok(unsigned(self.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?))
    }

    /// The words of the index that begin with `start`, which is folded, each with the number of its rows;
    /// in order, `most` at most.
    pub fn words_from(&self, start: &str, most: usize) -> Result<Vec<(String, u64)>> {
        self.list_words()?;
        let mut select = self
            .conn()
            .prepare_cached("SELECT term, doc FROM temp.words WHERE term >= ?1 AND term < ?2 LIMIT ?3")?;
        // No term has a character after this one.
        let end = format!("{start}\u{10ffff}");
        let rows = select
            .query_map(params![start, end, int(most)], |row| Ok((row.get(0)?, unsigned(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The runs of letters in the index in which each of some pairs of letters stands, with the number of their rows:
    /// of a pair `most` at most, the last of which counts the rows of all others too. `pairs` are folded, of scripts
    /// without spaces. O(words of such scripts in the index); `go_on` is asked now and then.
    pub fn runs_with(
        &self,
        pairs: &[&str],
        most: usize,
        go_on: &mut dyn FnMut() -> Result<()>,
    ) -> Result<HashMap<String, Vec<(String, u64)>>> {
        self.list_words()?;
        let sought: HashSet<&str> = pairs.iter().copied().collect();
        let mut found: HashMap<String, Vec<(String, u64)>> = HashMap::new();
        let mut select = self.conn().prepare_cached("SELECT term, doc FROM temp.words WHERE term >= ?1")?;
        let mut rows = select.query([FIRST_UNSPACED.to_string()])?;
        let mut read = 0_u32;
        while let Some(row) = rows.next()? {
            read += 1;
            if read.is_multiple_of(10_000) {
                go_on()?;
            }
            let run: String = row.get(0)?;
            let run = run.as_str();
            let count = unsigned(row.get(1)?);
            let mut seen: HashSet<&str> = HashSet::new();
            for pair in words(run) {
                let pair = pair.of(run);
                if !sought.contains(pair) || !seen.insert(pair) {
                    continue;
                }
                let runs = found.entry(pair.to_owned()).or_default();
                let is_full = runs.len() >= most;
                match runs.last_mut().filter(|_| is_full) {
                    Some((_, rows)) => *rows += count,
                    None => runs.push((run.to_owned(), count)),
                }
            }
        }
        Ok(found)
    }

    /// Shows the numbers of the rows that have one of some words, in order, `most` at most; of all
    /// articles, or of one.
    pub fn each_row_with(
        &self,
        words: &[String],
        article: Option<ArticleId>,
        most: usize,
        mut each: impl FnMut(i64),
    ) -> Result<()> {
        let (from, to) = article.map_or(Ok((0, i64::MAX)), |article| self.rows_of(article))?;
        let mut select = self.conn().prepare_cached(
            "SELECT rowid FROM text_fts WHERE text_fts MATCH ?1 AND rowid BETWEEN ?2 AND ?3 LIMIT ?4",
        )?;
        let sought: Vec<String> = words.iter().map(|word| phrase(word, false)).collect();
        let mut rows = select.query(params![sought.join(" OR "), from, to, int(most)])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?);
        }
        Ok(())
    }

    /// The first and the last row of an article.
    pub fn rows_of(&self, article: ArticleId) -> Result<(i64, i64)> {
        // The pieces of a text are made one after the other.
        let revision = furniture::current(self.conn(), article)?;
        let sql = "SELECT ifnull(min(id), 0), ifnull(max(id), -1) FROM pieces WHERE revision = ?1";
        Ok(self.conn().prepare_cached(sql)?.query_row([revision], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// The rows of these numbers, by article and place; those that are not there are left out.
    pub fn rows_by_number(&self, rows: &[i64]) -> Result<Vec<TextRow>> {
        let mut select = self.conn().prepare_cached(
            "SELECT r.article, p.start, length(CAST(p.body AS BLOB)), p.point FROM pieces p \
             JOIN revisions r ON r.id = p.revision WHERE p.id IN (SELECT value FROM json_each(?1)) \
             ORDER BY r.article, p.start",
        )?;
        let read = select.query_map([numbers(rows.iter().copied())], |row| {
            let start = size(row.get(1)?);
            Ok(TextRow {
                article: ArticleId(row.get(0)?),
                span: Span::new(start, start + size(row.get(2)?)),
                point: unsigned(row.get(3)?),
            })
        })?;
        Ok(read.collect::<Result<_, _>>()?)
    }

    /// The articles of rows, by row; those that are not there are left out.
    pub fn articles_of_rows(&self, rows: &[i64]) -> Result<Vec<(i64, ArticleId)>> {
        let mut select = self.conn().prepare_cached(
            "SELECT p.id, r.article FROM pieces p JOIN revisions r ON r.id = p.revision \
             WHERE p.id IN (SELECT value FROM json_each(?1)) ORDER BY p.id",
        )?;
        let read = select
            .query_map([numbers(rows.iter().copied())], |row| Ok((row.get(0)?, ArticleId(row.get(1)?))))?;
        Ok(read.collect::<Result<_, _>>()?)
    }

    /// The rows in which one of some phrases stands, `most` at most.
    pub fn rows_with(&self, phrases: &[String], most: usize) -> Result<Vec<i64>> {
        let mut select =
            self.conn().prepare_cached("SELECT rowid FROM text_fts WHERE text_fts MATCH ?1 LIMIT ?2")?;
        let sought: Vec<String> = phrases.iter().map(|words| phrase(words, false)).collect();
        let rows = select.query_map(params![sought.join(" OR "), int(most)], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests;
