//! Articles by name: those whose title, author, book or outlet fits a few typed letters.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rusqlite::params;

use super::{Result, Store};
use crate::model::Article;
use crate::text::fuzzy::Fuzzy;

impl Store {
    /// The articles whose names fit best what was typed, at most `most`, best first and of equals the
    /// one opened last; with nothing typed, those opened last and then those added last. O(articles)
    /// in time where something is typed, O(`most`) in memory either way.
    pub fn articles_named(&self, typed: &str, most: usize) -> Result<Vec<Article>> {
        let ids = if typed.trim().is_empty() { self.recent(most)? } else { self.fitting(typed, most)? };
        self.articles_of(&ids.into_iter().map(crate::model::ArticleId).collect::<Vec<_>>())
    }

    fn recent(&self, most: usize) -> Result<Vec<i64>> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let mut opened = self.conn().prepare_cached(
            "SELECT g.article FROM reading g JOIN articles a ON a.id = g.article \
             WHERE a.trashed_at IS NULL AND g.opened IS NOT NULL ORDER BY g.opened DESC, g.article DESC LIMIT ?",
        )?;
        let mut ids = opened.query_map([limit], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let mut added = self.conn().prepare_cached(
            "SELECT id FROM articles WHERE trashed_at IS NULL ORDER BY added DESC, id DESC LIMIT ?",
        )?;
        for id in added.query_map([limit], |row| row.get(0))? {
            let id = id?;
            if ids.len() < most && !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    fn fitting(&self, typed: &str, most: usize) -> Result<Vec<i64>> {
        let mut fuzzy = Fuzzy::new(typed);
        // The worst of the best is on top, to give way.
        let mut best: BinaryHeap<Reverse<(u32, Option<String>, i64)>> = BinaryHeap::new();
        let mut names = self.conn().prepare_cached(
            "SELECT a.id, substr(a.title, 1, 400), substr(ifnull(a.byline, ''), 1, 400), \
             substr(coalesce(k.title, a.publication, ''), 1, 400), g.opened \
             FROM articles a LEFT JOIN reading g ON g.article = a.id \
             LEFT JOIN collections k ON k.id = a.collection AND k.kind = 'book' \
             WHERE a.trashed_at IS NULL",
        )?;
        let mut rows = names.query(params![])?;
        while let Some(row) = rows.next()? {
            let text = |column| -> Result<String> {
                let bytes = row.get_ref(column)?.as_bytes().unwrap_or_default();
                Ok(String::from_utf8_lossy(bytes).into_owned())
            };
            let (title, byline, outlet) = (text(1)?, text(2)?, text(3)?);
            let beside =
                [byline, outlet].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let Some(fit) = fuzzy.fit(&title, &beside) else { continue };
            best.push(Reverse((fit.score, row.get(4)?, row.get(0)?)));
            if best.len() > most {
                best.pop();
            }
        }
        Ok(best.into_sorted_vec().into_iter().map(|Reverse((_, _, id))| id).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::clock::Clock;
    use crate::model::{ArticleId, Document, Edit, Metadata};
    use crate::store::Store;
    use crate::text::Offset;

    fn store() -> Store {
        let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
        for (title, byline) in
            [("The Bridge", "Anna Weiss"), ("Ferries", "Bo Ridge"), ("Old Bridges of Orlau", "")]
        {
            let meta = Metadata {
                title: title.to_owned(),
                byline: Some(byline.to_owned()).filter(|name| !name.is_empty()),
                ..Metadata::default()
            };
            store
                .apply(&[Edit::AddArticle {
                    meta,
                    document: Document::default(),
                    themes: Vec::new(),
                    place: None,
                }])
                .unwrap();
        }
        store
    }

    fn titles(store: &Store, typed: &str, most: usize) -> Vec<String> {
        store.articles_named(typed, most).unwrap().into_iter().map(|article| article.meta.title).collect()
    }

    #[test]
    fn the_best_come_first_and_no_more_than_asked_for() {
        let store = store();
        assert_eq!(titles(&store, "bridge", 9), ["Old Bridges of Orlau", "The Bridge"]);
        assert_eq!(titles(&store, "bridge", 1), ["Old Bridges of Orlau"]);
        assert_eq!(titles(&store, "weiss", 9), ["The Bridge"]);
        assert_eq!(titles(&store, "nothing", 9), Vec::<String>::new());
    }

    #[test]
    fn what_was_opened_last_comes_first_while_nothing_is_typed() {
        let mut store = store();
        assert_eq!(titles(&store, " ", 9), ["Old Bridges of Orlau", "Ferries", "The Bridge"]);
        store.set_place(ArticleId(2), Offset(0), 0).unwrap();
        store.set_place(ArticleId(1), Offset(0), 0).unwrap();
        assert_eq!(titles(&store, "", 9), ["The Bridge", "Ferries", "Old Bridges of Orlau"]);
        assert_eq!(titles(&store, "", 2), ["The Bridge", "Ferries"]);
        store.apply(&[Edit::TrashArticle { article: ArticleId(1) }]).unwrap();
        assert_eq!(titles(&store, "", 9), ["Ferries", "Old Bridges of Orlau"]);
        assert_eq!(titles(&store, "bridge", 9), ["Old Bridges of Orlau"]);
    }
}
