//! The word that was perhaps meant: the nearest of those that the texts have, by the index itself.

use rusqlite::params;

use super::super::fold::folded;
use super::{Result, Store};
use crate::model::query::{Query, Term};

/// Letters that a word and the one that was meant begin with: of all words only those are looked at.
const ALIKE: usize = 2;
/// Words that are looked at, at most.
const MOST: i64 = 20_000;

impl Store {
    /// For the first word of a query that no text has, the nearest that one has: one that begins with
    /// it, else one that differs in few letters. Can be interrupted.
    pub fn nearest_word(&self, query: &Query) -> Result<Option<String>> {
        for (term, wanted) in query.expr.terms() {
            let (Term::Word(word), true) = (term, wanted) else { continue };
            let word = folded(word);
            if word.chars().count() <= ALIKE || !word.chars().all(char::is_alphanumeric) {
                continue;
            }
            match self.nearest(&word)? {
                Some(near) if near != word => return Ok(Some(near)),
                _ => {}
            }
        }
        Ok(None)
    }

    /// The word itself where a text has it.
    fn nearest(&self, word: &str) -> Result<Option<String>> {
        self.list_words()?;
        let start: String = word.chars().take(ALIKE).collect();
        let mut select = self
            .conn()
            .prepare_cached("SELECT term, doc FROM temp.words WHERE term >= ?1 AND term < ?2 LIMIT ?3")?;
        // No term has a character after this one.
        let mut rows = select.query(params![start, format!("{start}\u{10ffff}"), MOST])?;
        let allowed = word.chars().count() / 4 + 1;
        let mut best: Option<(bool, usize, i64, String)> = None;
        while let Some(row) = rows.next()? {
            let (term, articles): (String, i64) = (row.get(0)?, row.get(1)?);
            if term == word {
                return Ok(Some(term));
            }
            let begins = term.starts_with(word);
            let apart = strsim::damerau_levenshtein(&term, word);
            if !begins && apart > allowed {
                continue;
            }
            // Beginnings first, then the nearest, then the most common.
            let now = (!begins, apart, -articles, term);
            if best.as_ref().is_none_or(|best| now < *best) {
                best = Some(now);
            }
        }
        Ok(best.map(|(.., term)| term))
    }

    /// Makes the list of words known to this connection, also to one that only reads.
    fn list_words(&self) -> Result<()> {
        let reads_only: bool = self.conn().pragma_query_value(None, "query_only", |row| row.get(0))?;
        self.conn().pragma_update(None, "query_only", false)?;
        let made = self.conn().execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'text_fts', 'row')",
        );
        self.conn().pragma_update(None, "query_only", reads_only)?;
        Ok(made?)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::query::parse;
    use crate::store::Store;
    use crate::store::fixture::{clock, import};

    #[test]
    fn a_slip_finds_the_word_that_the_texts_have() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.postil"), clock()).unwrap();
        store
            .apply(&[import(
                "A",
                &["Counterterrorism needs confidence.", "Été confidence confided contents"],
            )])
            .unwrap();
        for store in [&store, &store.second().unwrap()] {
            let near = |text: &str| store.nearest_word(&parse(text).unwrap()).unwrap();
            assert_eq!(near("counterterorism").as_deref(), Some("counterterrorism"));
            assert_eq!(near("confidence COUNTERterrorisms").as_deref(), Some("counterterrorism"));
            assert_eq!(near("confid").as_deref(), Some("confided"), "the nearest that begins so");
            for none in ["confidence", "ÉTÉ", "zebra", "co", "-confidense", "\"confidense\"", "by:confidense"]
            {
                assert_eq!(near(none), None, "{none}");
            }
        }
    }
}
