//! Subscriptions as they are read, and what is kept of fetching them: state, not steps.

use rusqlite::{OptionalExtension, Row, params};

use super::{Result, Store};
use crate::model::{ArticleId, Collection, CollectionId, CollectionKind, FeedState, KnownItem, Subscription};

const STATE: &str = "site, tag, modified, fetched, failure, rests, gone, local";

impl Store {
    /// The feeds that are subscribed, by title. Their number is small: it is what a person reads.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>> {
        let mut ids = self.conn().prepare_cached(
            "SELECT id FROM collections WHERE kind = 'feed' AND trashed_at IS NULL ORDER BY title, id",
        )?;
        let ids = ids.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let id = CollectionId(id);
            let Some(collection) = self.collection(id)? else { continue };
            let mut count = self.conn().prepare_cached(
                "SELECT count(*) FROM articles WHERE collection = ?1 AND trashed_at IS NULL",
            )?;
            let articles: i64 = count.query_row([id.0], |row| row.get(0))?;
            let articles = u64::try_from(articles).unwrap_or_default();
            found.push(Subscription { collection, state: self.feed_state(id)?, articles });
        }
        Ok(found)
    }

    /// What is known of fetching a feed.
    pub fn feed_state(&self, feed: CollectionId) -> Result<FeedState> {
        let mut select =
            self.conn().prepare_cached(&format!("SELECT {STATE} FROM feeds WHERE collection = ?1"))?;
        Ok(select.query_row([feed.0], read_state).optional()?.unwrap_or_default())
    }

    pub fn keep_feed_state(&mut self, feed: CollectionId, state: &FeedState) -> Result<()> {
        let FeedState { site, tag, modified, fetched, failure, rests, gone, local } = state;
        self.write(|store| {
            store
                .conn()
                .prepare_cached(&format!(
                    "INSERT OR REPLACE INTO feeds (collection, {STATE}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                ))?
                .execute(params![feed.0, site, tag, modified, fetched, failure, rests, gone, local])?;
            Ok(())
        })
    }

    /// The item of a feed, if it was met before.
    pub fn feed_item(&self, feed: CollectionId, key: &str) -> Result<Option<KnownItem>> {
        let mut select = self.conn().prepare_cached(
            "SELECT key, hash, title, article FROM feed_items WHERE collection = ?1 AND key = ?2",
        )?;
        let read = |row: &Row<'_>| {
            Ok(KnownItem {
                key: row.get(0)?,
                hash: row.get(1)?,
                title: row.get(2)?,
                article: row.get::<_, Option<i64>>(3)?.map(ArticleId),
            })
        };
        Ok(select.query_row(params![feed.0, key], read).optional()?)
    }

    /// Remembers items of a feed.
    pub fn keep_feed_items(&mut self, feed: CollectionId, items: &[KnownItem]) -> Result<()> {
        self.write(|store| {
            let mut insert = store.conn().prepare_cached(
                "INSERT INTO feed_items (collection, key, hash, title, article) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (collection, key) DO UPDATE SET hash = ?3, title = ?4, article = ?5",
            )?;
            for KnownItem { key, hash, title, article } in items {
                insert.execute(params![feed.0, key, hash, title, article.map(|a| a.0)])?;
            }
            Ok(())
        })
    }

    /// Whether an article of the feed is missing that nobody deleted for good: the step that brought
    /// it was undone, and all of the feed is wanted again.
    pub fn has_undone_items(&self, feed: CollectionId) -> Result<bool> {
        let mut select = self.conn().prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM feed_items f WHERE f.collection = ?1 AND f.article IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = f.article))",
        )?;
        Ok(select.query_row([feed.0], |row| row.get(0))?)
    }

    /// The feed that is subscribed under an address, or was once.
    pub fn feed_at(&self, address: &str) -> Result<Option<Collection>> {
        let mut found = self.collections_at(CollectionKind::Feed, address)?;
        found.retain(|feed| feed.meta.url.as_deref() == Some(address));
        found.sort_by_key(|feed| feed.trashed);
        Ok(found.into_iter().next())
    }
}

fn read_state(row: &Row<'_>) -> rusqlite::Result<FeedState> {
    Ok(FeedState {
        site: row.get(0)?,
        tag: row.get(1)?,
        modified: row.get(2)?,
        fetched: row.get(3)?,
        failure: row.get(4)?,
        rests: row.get(5)?,
        gone: row.get(6)?,
        local: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    use crate::model::query::Query;
    use crate::model::{
        CollectionId, CollectionKind, CollectionMeta, Edit, FeedState, KnownItem, Place, Sort,
    };
    use crate::store::fixture::{import, store};

    fn item(title: &str) -> Edit {
        let Edit::AddArticle { meta, document, themes, .. } = import(title, &["Some words."]) else {
            panic!("an article")
        };
        let place = Some(Place { collection: Some(CollectionId(1)), position: 0 });
        Edit::AddArticle { meta, document, themes, place }
    }

    #[test]
    fn a_feed_is_kept_with_its_state_and_its_items_the_newest_first() {
        let mut store = store();
        let url = Some("https://tides.example/feed".to_owned());
        let meta = CollectionMeta {
            kind: CollectionKind::Feed,
            title: "Tides".into(),
            url,
            ..CollectionMeta::default()
        };
        store.apply(&[Edit::AddCollection { collection: meta }]).unwrap();
        let feed = CollectionId(1);
        // In one transaction, and so at one time.
        store.apply(&[item("old"), item("new")]).unwrap();
        store.apply(&[item("newest")]).unwrap();
        let listed = store.articles(&Query::default(), Sort::default(), 0..9).unwrap();
        let titles: Vec<&str> = listed.iter().map(|article| article.meta.title.as_str()).collect();
        assert_eq!(titles, ["newest", "new", "old"]);
        assert_eq!(listed[0].position, None);

        assert_eq!(store.feed_state(feed).unwrap(), FeedState::default());
        let state = FeedState { tag: Some("\"x\"".into()), gone: true, ..FeedState::default() };
        store.keep_feed_state(feed, &state).unwrap();
        let all = store.subscriptions().unwrap();
        assert_eq!((all.len(), all[0].articles, &all[0].state, all[0].is_due("2026")), (1, 3, &state, false));
        assert!(store.feed_at("https://tides.example/feed").unwrap().is_some());

        let key = |article| KnownItem { key: "k".into(), hash: "h".into(), title: "new".into(), article };
        store.keep_feed_items(feed, &[key(Some(listed[0].id))]).unwrap();
        assert!(!store.has_undone_items(feed).unwrap());
        store.undo().unwrap();
        assert!(store.has_undone_items(feed).unwrap());
        store.redo().unwrap();
        store.apply(&[Edit::TrashArticle { article: listed[0].id }]).unwrap();
        store.empty_trash().unwrap();
        assert_eq!(store.feed_item(feed, "k").unwrap(), Some(key(None)));
        assert!(!store.has_undone_items(feed).unwrap());

        store.apply(&[Edit::EndFeed { collection: feed }]).unwrap();
        assert!(store.subscriptions().unwrap().is_empty());
        store.undo().unwrap();
        assert_eq!(store.subscriptions().unwrap().len(), 1);
        assert!(store.apply(&[Edit::EndFeed { collection: CollectionId(9) }]).is_err());
    }
}
