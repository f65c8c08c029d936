//! Subscriptions as they are read, and what is kept of fetching them: state, not steps.

use rusqlite::{OptionalExtension, Row, ToSql, params};

use super::articles::unsigned;
use super::collections::{COLUMNS, WIDTH, read};
use super::fold::folded;
use super::{Result, Store};
use crate::model::address::spellings;
use crate::model::{ArticleId, Collection, CollectionId, FeedState, KnownItem, PART, Subscription, WANTED};

const STATE: &str = "site, tag, modified, fetched, failure, rests, gone, local";

impl Store {
    /// The feeds that are subscribed, by title. Their number is small: it is what a person reads.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>> {
        let sql = format!(
            "SELECT {COLUMNS}, {STATE}, (SELECT count(*) FROM articles a WHERE a.collection = collections.id \
             AND a.trashed_at IS NULL) FROM collections LEFT JOIN feeds ON feeds.collection = collections.id \
             WHERE kind = 'feed' AND trashed_at IS NULL ORDER BY title, id"
        );
        let mut select = self.conn().prepare_cached(&sql)?;
        let read = |row: &Row<'_>| {
            Ok(Subscription {
                collection: read(row)?,
                state: read_state(row, WIDTH)?,
                articles: unsigned(row.get(WIDTH + 8)?),
            })
        };
        Ok(select.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// For each of some feeds, whether no other collection has the words of its title in its own, not even
    /// one that was ended.
    pub fn titles_stand_alone(&self, feeds: &[Subscription]) -> Result<Vec<bool>> {
        let mut select = self.conn().prepare_cached("SELECT fold(title) FROM collections")?;
        let all: Vec<String> = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let stands_alone = |feed: &Subscription| {
            let title = folded(&feed.collection.meta.title);
            !title.trim().is_empty() && all.iter().filter(|other| other.contains(&title)).count() == 1
        };
        Ok(feeds.iter().map(stands_alone).collect())
    }

    /// What is known of fetching a feed.
    pub fn feed_state(&self, feed: CollectionId) -> Result<FeedState> {
        let mut select =
            self.conn().prepare_cached(&format!("SELECT {STATE} FROM feeds WHERE collection = ?1"))?;
        Ok(select.query_row([feed.0], |row| read_state(row, 0)).optional()?.unwrap_or_default())
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
        Ok(select.query_row(params![feed.0, key], read_item).optional()?)
    }

    /// The items of a feed that were this article, in the order in which they were met.
    pub fn items_of(&self, feed: CollectionId, article: ArticleId) -> Result<Vec<KnownItem>> {
        self.items("article = ?2", feed, &article.0)
    }

    /// The items of a feed of which only a part is here.
    pub fn parts_of(&self, feed: CollectionId) -> Result<Vec<KnownItem>> {
        self.items("substr(hash, 1, length(?2)) = ?2 AND article IS NOT NULL", feed, &PART)
    }

    /// The items of a feed whose pages are still wanted.
    pub fn wanted_of(&self, feed: CollectionId) -> Result<Vec<KnownItem>> {
        self.items("substr(hash, 1, length(?2)) = ?2 AND article IS NOT NULL", feed, &WANTED)
    }

    /// Of what is odd about a feed, what was not so when it was read last; from now on that is all of this.
    pub fn news_of_feed(&mut self, feed: CollectionId, odd: &[String]) -> Result<Vec<String>> {
        let key = format!("feed {}", feed.0);
        let before = self.recall(&key)?.unwrap_or_default();
        let now = odd.join("\n");
        if now != before {
            self.remember(&key, &now)?;
        }
        Ok(odd.iter().filter(|one| !before.lines().any(|told| told == *one)).cloned().collect())
    }

    fn items(&self, which: &str, feed: CollectionId, value: &dyn ToSql) -> Result<Vec<KnownItem>> {
        let mut select = self.conn().prepare_cached(&format!(
            "SELECT key, hash, title, article FROM feed_items WHERE collection = ?1 AND {which} ORDER BY id"
        ))?;
        let found = select.query_map(params![feed.0, value], read_item)?;
        Ok(found.collect::<Result<_, _>>()?)
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

    /// Remembers of a feed what is remembered of the items of another, but where it has met them itself.
    pub fn share_feed_items(&mut self, from: CollectionId, to: CollectionId) -> Result<()> {
        self.write(|store| {
            let sql = "INSERT OR IGNORE INTO feed_items (collection, key, hash, title, article) \
                       SELECT ?2, key, hash, title, article FROM feed_items WHERE collection = ?1 ORDER BY id";
            store.conn().prepare_cached(sql)?.execute([from.0, to.0])?;
            Ok(())
        })
    }

    /// Whether all of the feed is wanted, changed or not: an article of it is missing that nobody deleted
    /// for good, or has an older text than it had, since the step that brought it was undone.
    pub fn wants_whole_feed(&self, feed: CollectionId) -> Result<bool> {
        let mut select = self.conn().prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM feed_items f WHERE f.collection = ?1 AND f.article IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM articles a \
             WHERE a.id = f.article AND NOT EXISTS (SELECT 1 FROM revisions r WHERE r.article = a.id AND r.id > a.revision)))",
        )?;
        Ok(select.query_row([feed.0], |row| row.get(0))?)
    }

    /// Whether an article is there with the newest text that it ever had: no step that brought one is undone.
    pub fn has_newest_text(&self, article: ArticleId) -> Result<bool> {
        let mut select = self.conn().prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM articles a WHERE a.id = ?1 \
             AND NOT EXISTS (SELECT 1 FROM revisions r WHERE r.article = a.id AND r.id > a.revision))",
        )?;
        Ok(select.query_row([article.0], |row| row.get(0))?)
    }

    /// Whether an article had this text, by its sha256, after the one that it has: the step that brought it
    /// is undone.
    pub fn had_text_since(&self, article: ArticleId, sha256: &str) -> Result<bool> {
        let mut select = self.conn().prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM articles a JOIN revisions r ON r.article = a.id AND r.id > a.revision \
             WHERE a.id = ?1 AND r.sha256 = ?2)",
        )?;
        Ok(select.query_row(params![article.0, sha256], |row| row.get(0))?)
    }

    /// Items whose pages are still wanted are these, by what the feed calls them, and no others: what has
    /// left the feed is not waited for.
    pub fn settle_feed_items(&mut self, feed: CollectionId, wanted: &[&str]) -> Result<()> {
        self.write(|store| {
            let mut select = store
                .conn()
                .prepare_cached("SELECT key, hash, title, article FROM feed_items WHERE collection = ?1 AND substr(hash, 1, length(?2)) = ?2")?;
            let items = select.query_map(params![feed.0, WANTED], read_item)?;
            let items = items.collect::<Result<Vec<KnownItem>, _>>()?;
            let mut settle = store
                .conn()
                .prepare_cached("UPDATE feed_items SET hash = ?3 WHERE collection = ?1 AND key = ?2")?;
            for item in items.iter().filter(|item| !wanted.contains(&item.key.as_str())) {
                settle.execute(params![feed.0, item.key, item.settled()])?;
            }
            Ok(())
        })
    }

    /// No item of the feed is here in part any more, or the rest of it is not to be had.
    pub fn settle_parts(&mut self, feed: CollectionId) -> Result<()> {
        self.write(|store| {
            let sql = "UPDATE feed_items SET hash = substr(hash, length(?2) + 1) \
                       WHERE collection = ?1 AND substr(hash, 1, length(?2)) = ?2";
            store.conn().prepare_cached(sql)?.execute(params![feed.0, PART])?;
            Ok(())
        })
    }

    /// The feed that is subscribed under an address, or was once, however its host is spelled; of several the oldest
    /// that is subscribed.
    pub fn feed_at(&self, address: &str) -> Result<Option<Collection>> {
        let mut spelled = spellings(address);
        spelled.push(address.to_owned());
        let sql = format!(
            "SELECT {COLUMNS} FROM collections WHERE kind = 'feed' AND url IN (SELECT value FROM json_each(?1)) \
             ORDER BY trashed_at IS NOT NULL, id LIMIT 1"
        );
        let mut select = self.conn().prepare_cached(&sql)?;
        Ok(select.query_row([serde_json::json!(spelled).to_string()], read).optional()?)
    }
}

/// An item in the columns `key, hash, title, article`.
fn read_item(row: &Row<'_>) -> rusqlite::Result<KnownItem> {
    Ok(KnownItem {
        key: row.get(0)?,
        hash: row.get(1)?,
        title: row.get(2)?,
        article: row.get::<_, Option<i64>>(3)?.map(ArticleId),
    })
}

/// The state in the columns [`STATE`] from one on; all absent where nothing is known of the feed.
fn read_state(row: &Row<'_>, from: usize) -> rusqlite::Result<FeedState> {
    Ok(FeedState {
        site: row.get(from)?,
        tag: row.get(from + 1)?,
        modified: row.get(from + 2)?,
        fetched: row.get(from + 3)?,
        failure: row.get(from + 4)?,
        rests: row.get(from + 5)?,
        gone: row.get::<_, Option<bool>>(from + 6)?.unwrap_or_default(),
        local: row.get::<_, Option<bool>>(from + 7)?.unwrap_or_default(),
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
        assert!(!store.wants_whole_feed(feed).unwrap());
        store.undo().unwrap();
        assert!(store.wants_whole_feed(feed).unwrap());
        store.redo().unwrap();
        store.apply(&[Edit::TrashArticle { article: listed[0].id }]).unwrap();
        store.empty_trash().unwrap();
        assert_eq!(store.feed_item(feed, "k").unwrap(), Some(key(None)));
        assert!(!store.wants_whole_feed(feed).unwrap());

        store.apply(&[Edit::EndFeed { collection: feed }]).unwrap();
        assert!(store.subscriptions().unwrap().is_empty());
        store.undo().unwrap();
        assert_eq!(store.subscriptions().unwrap().len(), 1);
        assert!(store.apply(&[Edit::EndFeed { collection: CollectionId(9) }]).is_err());
    }
}
