//! The word that was perhaps meant: the nearest of those that the texts have, by the index itself.

use rusqlite::params;

use super::super::fold::folded;
use super::spoken::tokens;
use super::{Result, Store};
use crate::model::query::{Expr, Meant, Query, Term, Wording};
use crate::store::StoreError;

/// Letters that a word and the one that was meant begin with: of all words only those are looked at.
const ALIKE: usize = 2;
/// Words that are looked at, at most.
const MOST: i64 = 20_000;

impl Store {
    /// For the first word of a query that no text has, the nearest that one has: one that begins with
    /// it, else one that differs in few letters. Can be interrupted.
    pub fn nearest_word(&self, query: &Query) -> Result<Option<Meant>> {
        let terms = query.expr.terms();
        let last = terms.len().saturating_sub(1);
        for (i, (term, wanted)) in terms.into_iter().enumerate() {
            let wording = term.wording(query.prefix_last && i == last);
            let (Term::Word(_) | Term::Beginning(_), Some(wording), true) = (term, wording, wanted) else {
                continue;
            };
            let typed = folded(wording.words);
            if let [_, _, ..] = &*tokens(wording.words) {
                match self.nearest_joined(wording)? {
                    None => continue,
                    found => return Ok(found),
                }
            }
            if typed.chars().count() <= ALIKE || !typed.chars().all(char::is_alphanumeric) {
                continue;
            }
            let Some(word) = self.nearest(&typed)? else { continue };
            if !word.starts_with(&typed) {
                return Ok(Some(Meant::Word { typed, word }));
            }
            if word != typed && !wording.begins {
                return Ok(Some(Meant::Longer { typed, word }));
            }
        }
        Ok(None)
    }

    /// The same for a word of several parts, such as `counter-terror`: its parts may stand in texts, but not
    /// beside each other.
    fn nearest_joined(&self, wording: Wording<'_>) -> Result<Option<Meant>> {
        let find = |term: Term| {
            let hits = self.search(&Query { expr: Expr::Term(term), prefix_last: false }, 1)?;
            Ok::<_, StoreError>(hits.into_iter().next().map(|hit| hit.marked.of(&hit.snippet).to_lowercase()))
        };
        let typed = wording.words.to_lowercase();
        if wording.begins || find(Term::Word(typed.clone()))?.is_some() {
            return Ok(None);
        }
        // Only behind a letter or a digit can a star stand.
        if tokens(&typed).last().is_some_and(|last| last.end.0 == typed.len())
            && let Some(word) = find(Term::Beginning(typed.clone()))?
        {
            return Ok(Some(Meant::Longer { typed, word }));
        }
        for part in tokens(&typed) {
            let one = folded(part.of(&typed));
            if one.chars().count() <= ALIKE {
                continue;
            }
            let Some(other) = self.nearest(&one)?.filter(|other| *other != one) else { continue };
            let mut meant = typed.clone();
            meant.replace_range(part.range(), &other);
            if find(Term::Word(meant.clone()))?.is_some() {
                return Ok(Some(Meant::Word { typed, word: meant }));
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
    pub(in crate::store) fn list_words(&self) -> Result<()> {
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
    use crate::model::query::{Meant, parse};
    use crate::store::Store;
    use crate::store::fixture::{clock, import};

    #[test]
    fn a_word_of_several_parts_finds_what_it_begins() {
        let mut store = crate::store::fixture::store();
        store.apply(&[import("A", &["Counter-terrorism is no terror.", "A counter."])]).unwrap();
        let near = |text: &str| store.nearest_word(&parse(text).unwrap()).unwrap();
        let longer = Meant::Longer { typed: "counter-terror".into(), word: "counter-terrorism".into() };
        assert_eq!(near("Counter-terror"), Some(longer));
        assert_eq!(
            near("counter-terorism"),
            Some(Meant::Word { typed: "counter-terorism".into(), word: "counter-terrorism".into() })
        );
        for none in ["counter-terrorism", "counter-zebra", "terror-counter", "counter-terror*"] {
            assert_eq!(near(none), None, "{none}");
        }
    }

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
            let meant =
                |typed: &str| Some(Meant::Word { typed: typed.into(), word: "counterterrorism".into() });
            assert_eq!(near("counterterorism"), meant("counterterorism"));
            assert_eq!(near("counterterorism*"), meant("counterterorism"));
            assert_eq!(near("confidence COUNTERterrorisms"), meant("counterterrorisms"));
            let longer = Some(Meant::Longer { typed: "confid".into(), word: "confided".into() });
            assert_eq!(near("Confid"), longer, "the nearest that begins so");
            for none in [
                "confidence", "ÉTÉ", "zebra", "co", "confid*", "-confidense", "\"confidense\"",
                "by:confidense",
            ] {
                assert_eq!(near(none), None, "{none}");
            }
            // What is being typed is found by its beginning: the other word is what no text has.
            let typing = |text: &str| store.nearest_word(&parse(text).unwrap().typing()).unwrap();
            assert_eq!(typing("zebra confid"), None);
            assert_eq!(typing("confid zebra"), longer);
        }
    }
}
