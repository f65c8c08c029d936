//! Collections as they are read; their articles are read as any others.

use rusqlite::{OptionalExtension, Row, params};

use super::articles::uuid;
use super::{Result, Store};
use crate::model::{ArticleId, Collection, CollectionId, CollectionKind, CollectionMeta};

/// A collection's columns, and how many they are.
pub(super) const COLUMNS: &str =
    "id, uuid, kind, title, byline, url, source, language, added, trashed_at IS NOT NULL";
pub(super) const WIDTH: usize = 10;

impl Store {
    pub fn collection(&self, id: CollectionId) -> Result<Option<Collection>> {
        let sql = format!("SELECT {COLUMNS} FROM collections WHERE id = ?1");
        Ok(self.conn().prepare_cached(&sql)?.query_row([id.0], read).optional()?)
    }

    /// The collections of a kind that were read from a place (a path) or that have an address; the
    /// oldest first, those in the trash too.
    pub fn collections_at(&self, kind: CollectionKind, place: &str) -> Result<Vec<Collection>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM collections WHERE kind = ?1 AND id IN (SELECT id FROM collections \
             WHERE source = ?2 UNION SELECT id FROM collections WHERE url = ?2) ORDER BY id"
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map(params![kind.word(), place], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The collections of a kind that may be the one described: with its address, its source or its title;
    /// the oldest first, those in the trash too. Looks at all titles.
    pub fn collections_like(&self, meta: &CollectionMeta) -> Result<Vec<Collection>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM collections WHERE kind = ?1 AND (url = ?2 OR source = ?3 OR title = ?4) \
             ORDER BY id"
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let CollectionMeta { kind, title, url, source, .. } = meta;
        let rows = statement.query_map(params![kind.word(), url, source, title], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The articles of a collection in their order, those in the trash too.
    pub fn articles_in(&self, id: CollectionId) -> Result<Vec<ArticleId>> {
        let sql = "SELECT id FROM articles WHERE collection = ?1 ORDER BY position, id";
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map([id.0], |row| Ok(ArticleId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Collection> {
    Ok(Collection {
        id: CollectionId(row.get(0)?),
        uuid: uuid(row, 1)?,
        meta: CollectionMeta {
            kind: CollectionKind::parse(row.get_ref(2)?.as_str()?).unwrap_or_default(),
            title: row.get(3)?,
            byline: row.get(4)?,
            url: row.get(5)?,
            source: row.get(6)?,
            language: row.get(7)?,
        },
        added: row.get(8)?,
        trashed: row.get(9)?,
    })
}

#[cfg(test)]
mod tests {
    use crate::model::query::{Query, parse};
    use crate::model::{ArticleId, CollectionId, CollectionKind, CollectionMeta, Edit, Place, Sort, SortBy};
    use crate::store::Store;
    use crate::store::fixture::{assert_indexed, dump, import, store};

    fn collection(kind: CollectionKind, title: &str) -> Edit {
        let source = Some(format!("/books/{title}"));
        Edit::AddCollection {
            collection: CollectionMeta { kind, title: title.into(), source, ..CollectionMeta::default() },
        }
    }

    fn part(title: &str, collection: Option<i64>, position: u32) -> Edit {
        let Edit::AddArticle { meta, document, themes, .. } = import(title, &["Some words."]) else {
            panic!("an article")
        };
        let place = Some(Place { collection: collection.map(CollectionId), position });
        Edit::AddArticle { meta, document, themes, place }
    }

    fn titles(store: &Store, sort: Sort) -> Vec<String> {
        let all = store.articles(&Query::default(), sort, 0..99).unwrap();
        all.into_iter().map(|article| article.meta.title).collect()
    }

    /// An article, a book whose third chapter came later, an article, a feed read twice.
    fn shelf() -> Store {
        let mut store = store();
        store.apply(&[import("before", &["x"])]).unwrap();
        store
            .apply(&[
                collection(CollectionKind::Book, "Harbours"),
                part("two", None, 2),
                part("one", None, 1),
            ])
            .unwrap();
        store.apply(&[import("mole", &["x"])]).unwrap();
        store.apply(&[collection(CollectionKind::Feed, "Tides"), part("old", None, 1)]).unwrap();
        store.apply(&[part("three", Some(1), 3)]).unwrap();
        store.apply(&[part("new", Some(2), 3), part("newer", Some(2), 2)]).unwrap();
        store
    }

    #[test]
    fn what_belongs_together_stands_together_in_its_order() {
        let store = shelf();
        assert_eq!(
            titles(&store, Sort::default()),
            ["newer", "new", "old", "mole", "one", "two", "three", "before"]
        );
        assert_eq!(
            titles(&store, Sort::default().reversed()),
            ["before", "one", "two", "three", "mole", "old", "newer", "new"]
        );
        // Chapters go by the title of their book, items by their own.
        assert_eq!(
            titles(&store, SortBy::Title.usual()),
            ["before", "one", "two", "three", "mole", "new", "newer", "old"]
        );
        let byline = titles(&store, SortBy::Byline.usual());
        assert_eq!(byline[1..4], ["one", "two", "three"]);
    }

    #[test]
    fn the_first_window_costs_no_sorting() {
        let store = shelf();
        let sql = super::super::articles::plan(&store);
        assert!(sql.contains("articles_listed") && !sql.contains("TEMP B-TREE"), "{sql}");
    }

    #[test]
    fn a_collection_is_found_by_where_it_came_from_and_its_parts_by_its_title() {
        let store = shelf();
        let found = store.collections_at(CollectionKind::Book, "/books/Harbours").unwrap();
        assert_eq!(found.iter().map(|c| c.id).collect::<Vec<_>>(), [CollectionId(1)]);
        assert_eq!(store.collection(CollectionId(1)).unwrap().as_ref(), found.first());
        assert!(store.collections_at(CollectionKind::Feed, "/books/Harbours").unwrap().is_empty());
        let parts = store.articles_in(CollectionId(1)).unwrap();
        assert_eq!(parts, [ArticleId(3), ArticleId(2), ArticleId(6)]);
        let one = store.article(ArticleId(3)).unwrap().unwrap();
        assert_eq!((one.collection.unwrap().title(), one.position), ("Harbours", Some(1)));
        let count = |query| store.count_articles(&parse(query).unwrap()).unwrap();
        assert_eq!(count("collection:harbour"), 3);
        assert_eq!(count("-collection:harbour"), 5);
        assert_eq!(count("collection:\"no such book\""), 0);
        let uuid = store.collection(CollectionId(1)).unwrap().unwrap().uuid.to_string().to_uppercase();
        for (start, articles) in [(36, 3), (13, 3), (8, 3), (7, 0)] {
            let typed = format!("collection:{}", uuid.get(..start).unwrap());
            assert_eq!(store.count_articles(&parse(&typed).unwrap()).unwrap(), articles, "{start}");
        }
    }

    #[test]
    fn every_edit_of_a_collection_is_taken_back_and_done_again() {
        let mut store = shelf();
        let meta = CollectionMeta { title: "Harbours and Moles".into(), ..CollectionMeta::default() };
        store.apply(&[Edit::SetCollection { collection: CollectionId(1), meta }]).unwrap();
        store
            .apply(&[
                Edit::PlaceArticle { article: ArticleId(6), place: None },
                Edit::PlaceArticle {
                    article: ArticleId(1),
                    place: Some(Place { collection: Some(CollectionId(1)), position: 9 }),
                },
            ])
            .unwrap();
        let last = dump(&store);
        let touched = store.undo().unwrap().unwrap().touched;
        assert_eq!(touched.articles, [ArticleId(1), ArticleId(6)]);
        assert_eq!(store.undo().unwrap().unwrap().touched.collections, [CollectionId(1)]);
        assert_eq!(store.articles_in(CollectionId(1)).unwrap().len(), 3);
        while store.undo().unwrap().is_some() {}
        assert_eq!(dump(&store), "library [Integer(1), Null]\n".replace(['[', ']'], "").replace(',', ""));
        while store.redo().unwrap().is_some() {}
        assert_eq!(dump(&store), last);
        assert_indexed(&store);
        let error = store.apply(&[part("x", None, 1)]).unwrap_err();
        assert!(error.to_string().contains("never added"), "{error}");
        assert!(store.apply(&[part("x", Some(77), 1)]).is_err());
    }

    #[test]
    fn a_book_goes_for_good_with_its_last_chapter_and_a_feed_stays() {
        let mut store = shelf();
        let trash = |ids: &[i64]| {
            ids.iter().map(|id| Edit::TrashArticle { article: ArticleId(*id) }).collect::<Vec<_>>()
        };
        store.apply(&trash(&[2, 3])).unwrap();
        store.empty_trash().unwrap();
        assert!(store.collection(CollectionId(1)).unwrap().is_some(), "a chapter is left");
        store.apply(&trash(&[6, 5, 7, 8])).unwrap();
        store.empty_trash().unwrap();
        assert_eq!(store.collection(CollectionId(1)).unwrap(), None);
        assert!(store.collection(CollectionId(2)).unwrap().is_some());
        while store.undo().unwrap().is_some() {}
        while store.redo().unwrap().is_some() {}
        assert_indexed(&store);
    }
}
