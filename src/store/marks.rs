//! The places that the user marked with letters: state, saved but no step.

use serde::Deserialize;
use serde_json::json;

use super::{Result, Store};
use crate::model::anchor::Trace;
use crate::model::{ArticleId, Mark};
use crate::text::Offset;

/// Before the letter in the key under which a mark is kept.
const KEY: &str = "mark ";

/// A mark as it is kept.
#[derive(Deserialize)]
struct Kept {
    article: i64,
    sha256: String,
    /// Bytes.
    at: usize,
    quote: String,
    prefix: String,
    suffix: String,
}

impl Store {
    /// Keeps a mark in place of the one under its letter.
    pub fn set_mark(&mut self, mark: &Mark) -> Result<()> {
        let Mark { letter, article, sha256, trace } = mark;
        let Trace { quote, prefix, suffix, at } = trace;
        let kept = json!({
            "article": article.0, "sha256": sha256, "at": at.0,
            "quote": quote, "prefix": prefix, "suffix": suffix,
        });
        self.remember(&format!("{KEY}{letter}"), &kept.to_string())
    }

    /// All marks, by letter. One that cannot be read is left out: it costs no more than a place.
    pub fn marks(&self) -> Result<Vec<Mark>> {
        let mut select =
            self.conn.prepare_cached("SELECT key, value FROM state WHERE key GLOB ?1 ORDER BY key")?;
        let rows = select
            .query_map([format!("{KEY}?")], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut marks = Vec::new();
        for row in rows {
            let (key, value) = row?;
            if let (Some(letter), Ok(kept)) = (key.chars().last(), serde_json::from_str::<Kept>(&value)) {
                let Kept { article, sha256, at, quote, prefix, suffix } = kept;
                let trace = Trace { quote, prefix, suffix, at: Offset(at) };
                marks.push(Mark { letter, article: ArticleId(article), sha256, trace });
            }
        }
        Ok(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::filled;

    #[test]
    fn a_mark_is_kept_under_its_letter_and_is_no_step() {
        let mut store = filled();
        let article = store.article(ArticleId(1)).unwrap().unwrap();
        let document = store.document(ArticleId(1)).unwrap();
        let a = Mark::set('a', &article, &document, Offset(2));
        let b = Mark::set('b', &article, &document, Offset(4));
        for mark in [&b, &a, &Mark { letter: 'b', ..a.clone() }, &b] {
            store.set_mark(mark).unwrap();
        }
        store.remember("mark c", "what is this").unwrap();
        assert_eq!(store.marks().unwrap(), [a, b]);
        assert_eq!(store.history(9).unwrap().len(), 1);
    }
}
