//! Articles by name: those whose title, byline, book or publication fits a few typed letters.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rusqlite::params;

use super::articles::order;
use super::{Result, Store};
use crate::model::{Article, Sort};
use crate::text::fuzzy::Fuzzy;

impl Store {
    /// The articles whose names fit best what was typed, at most `most`, best first and equals in the
    /// order of a list so sorted; with nothing typed, those opened last and then the newest.
    /// O(articles) in time where something is typed, and O(`most`) in memory, but for the order.
    pub fn articles_named(&self, typed: &str, sort: Sort, most: usize) -> Result<Vec<Article>> {
        let ids = if typed.trim().is_empty() { self.recent(most)? } else { self.fitting(typed, sort, most)? };
        self.articles_of(&ids.into_iter().map(crate::model::ArticleId).collect::<Vec<_>>())
    }

    fn recent(&self, most: usize) -> Result<Vec<i64>> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let mut opened = self.conn().prepare_cached(
            "SELECT g.article FROM reading g JOIN articles a ON a.id = g.article \
             WHERE a.trashed_at IS NULL AND g.opened IS NOT NULL ORDER BY g.opened DESC, g.article DESC LIMIT ?",
        )?;
        let mut ids = opened.query_map([limit], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let order = order(Sort::default());
        let mut added = self.conn().prepare_cached(&format!(
            "SELECT a.id FROM articles a WHERE a.trashed_at IS NULL ORDER BY {order} LIMIT ?"
        ))?;
        for id in added.query_map([limit], |row| row.get(0))? {
            let id = id?;
            if ids.len() < most && !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    fn fitting(&self, typed: &str, sort: Sort, most: usize) -> Result<Vec<i64>> {
        let mut fuzzy = Fuzzy::new(typed);
        // The worst of the best is on top, to give way.
        let mut best: BinaryHeap<Reverse<(u32, Reverse<usize>, i64)>> = BinaryHeap::new();
        let order = order(sort);
        let mut names = self.conn().prepare_cached(&format!(
            "SELECT a.id, substr(a.title, 1, 400), substr(ifnull(a.byline, ''), 1, 400), \
             substr(coalesce(k.title, a.publication, ''), 1, 400) \
             FROM articles a LEFT JOIN collections k ON k.id = a.collection AND k.kind = 'book' \
             WHERE a.trashed_at IS NULL ORDER BY {order}"
        ))?;
        let mut rows = names.query(params![])?;
        let mut place = 0;
        while let Some(row) = rows.next()? {
            place += 1;
            let text = |column| -> Result<String> {
                let bytes = row.get_ref(column)?.as_bytes().unwrap_or_default();
                Ok(String::from_utf8_lossy(bytes).into_owned())
            };
            let (title, byline, publication) = (text(1)?, text(2)?, text(3)?);
            let beside = [byline, publication];
            let beside = beside.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let Some(fit) = fuzzy.fit(&title, &beside) else { continue };
            best.push(Reverse((fit.score, Reverse(place), row.get(0)?)));
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
    use crate::model::{ArticleId, Document, Edit, Metadata, MetadataChange, Sort, SortBy};
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
        store
            .articles_named(typed, Sort::default(), most)
            .unwrap()
            .into_iter()
            .map(|article| article.meta.title)
            .collect()
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
    fn of_equals_the_order_is_that_of_the_list() {
        let mut store = store();
        let named = |store: &Store, sort| -> Vec<i64> {
            store.articles_named("ridge", sort, 9).unwrap().into_iter().map(|article| article.id.0).collect()
        };
        for id in [1, 3] {
            let change = MetadataChange { title: Some("Ridge".into()), ..MetadataChange::default() };
            store.apply(&[Edit::SetMetadata { article: ArticleId(id), change }]).unwrap();
        }
        // What was opened last is no better.
        store.set_place(ArticleId(1), Offset(0), 0).unwrap();
        assert_eq!(named(&store, Sort::default()), [3, 1, 2]);
        assert_eq!(named(&store, Sort::default().reversed()), [1, 3, 2]);
        assert_eq!(named(&store, SortBy::Opened.usual()), [1, 3, 2]);
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
