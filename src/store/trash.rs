//! Emptying the trash: the one act that cannot be undone. What the journal holds of the emptied
//! articles goes too, so that earlier steps can still be taken back around the gap.

use rusqlite::Params;

use super::filter::numbers;
use super::{Result, Store};
use crate::model::ArticleId;

const BEGIN: &str = "CREATE TEMP TABLE gone (tbl TEXT, row INTEGER, PRIMARY KEY (tbl, row)) WITHOUT ROWID";

/// To the articles that `gone` has comes what belongs to them, there now or in the journal alone.
const FIND: &str = "
    INSERT OR IGNORE INTO gone SELECT 'annotations', id FROM annotations
        WHERE article IN (SELECT row FROM gone WHERE tbl = 'articles');
    INSERT OR IGNORE INTO gone SELECT 'furniture', id FROM furniture
        WHERE article IN (SELECT row FROM gone WHERE tbl = 'articles');
    INSERT OR IGNORE INTO gone SELECT 'dismissed', id FROM dismissed
        WHERE article IN (SELECT row FROM gone WHERE tbl = 'articles');
    INSERT OR IGNORE INTO gone SELECT tbl, row FROM changes
        WHERE tbl IN ('annotations', 'furniture', 'dismissed')
        AND json_extract(coalesce(after, before), '$.article') IN (SELECT row FROM gone WHERE tbl = 'articles');
    INSERT OR IGNORE INTO gone SELECT 'annotation_themes', id FROM annotation_themes
        WHERE annotation IN (SELECT row FROM gone WHERE tbl = 'annotations');
    INSERT OR IGNORE INTO gone SELECT tbl, row FROM changes WHERE tbl = 'annotation_themes'
        AND json_extract(coalesce(after, before), '$.annotation') IN (SELECT row FROM gone WHERE tbl = 'annotations');
    -- Books of which no chapter is left, nor can come back.
    INSERT OR IGNORE INTO gone SELECT 'collections', k.id FROM collections AS k
        WHERE k.kind = 'book'
        AND k.id IN (SELECT collection FROM articles WHERE id IN (SELECT row FROM gone WHERE tbl = 'articles'))
        AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.collection = k.id
            AND a.id NOT IN (SELECT row FROM gone WHERE tbl = 'articles'))
        AND NOT EXISTS (SELECT 1 FROM changes AS c WHERE c.tbl = 'articles'
            AND k.id IN (json_extract(c.after, '$.collection'), json_extract(c.before, '$.collection'))
            AND c.row NOT IN (SELECT row FROM gone WHERE tbl = 'articles'));
";

const DELETE: &str = "
    DELETE FROM annotation_themes WHERE id IN (SELECT row FROM gone WHERE tbl = 'annotation_themes');
    DELETE FROM annotations WHERE id IN (SELECT row FROM gone WHERE tbl = 'annotations');
    DELETE FROM dismissed WHERE id IN (SELECT row FROM gone WHERE tbl = 'dismissed');
    DELETE FROM furniture WHERE id IN (SELECT row FROM gone WHERE tbl = 'furniture');
    DELETE FROM articles WHERE id IN (SELECT row FROM gone WHERE tbl = 'articles');
    DELETE FROM collections WHERE id IN (SELECT row FROM gone WHERE tbl = 'collections');
    UPDATE feed_items SET article = NULL WHERE article IN (SELECT row FROM gone WHERE tbl = 'articles');
    DELETE FROM reading WHERE article IN (SELECT row FROM gone WHERE tbl = 'articles');
    DELETE FROM changes WHERE id IN (SELECT c.id FROM gone AS g JOIN changes AS c ON c.tbl = g.tbl AND c.row = g.row);
    UPDATE steps SET unable = 1
        WHERE unable = 0 AND NOT EXISTS (SELECT 1 FROM changes WHERE changes.step = steps.id);
    -- Texts that nothing can bring back: of these articles, and of imports undone for good.
    CREATE TEMP TABLE unread AS SELECT id FROM revisions AS r
        WHERE NOT EXISTS (SELECT 1 FROM articles WHERE id = r.article)
        AND NOT EXISTS (SELECT 1 FROM changes AS c JOIN steps AS s ON s.id = c.step
            WHERE c.tbl = 'articles' AND c.row = r.article AND s.closed = 0);
    DELETE FROM pieces WHERE revision IN (SELECT id FROM unread);
    DELETE FROM revisions WHERE id IN (SELECT id FROM unread);
    DROP TABLE unread;
    DROP TABLE gone;
";

/// What a deletion for good came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Purged {
    /// How many articles are gone.
    pub articles: u64,
    /// How many drafts were on them: they stay.
    pub drafts: u64,
}

impl Store {
    /// Deletes what is in the trash for good; the drafts on it stay. This is no step and cannot be
    /// undone: earlier steps lose what they did to these articles, and a step of which nothing is
    /// left is passed over by undo.
    pub fn empty_trash(&mut self) -> Result<Purged> {
        self.delete("INSERT INTO gone SELECT 'articles', id FROM articles WHERE trashed_at IS NOT NULL", [])
    }

    /// The same for some articles of the trash; what is not in it stays.
    pub fn delete_from_trash(&mut self, articles: &[ArticleId]) -> Result<Purged> {
        let sql = "INSERT INTO gone SELECT 'articles', id FROM articles WHERE trashed_at IS NOT NULL \
                   AND id IN (SELECT value FROM json_each(?))";
        self.delete(sql, [numbers(articles.iter().map(|id| id.0))])
    }

    fn delete(&mut self, which: &'static str, params: impl Params) -> Result<Purged> {
        self.write(|store| {
            store.conn.execute(BEGIN, [])?;
            let gone = store.conn.execute(which, params)?;
            store.conn.execute_batch(FIND)?;
            let drafts = store.part_drafts()?;
            store.conn.execute_batch(DELETE)?;
            Ok(Purged { articles: u64::try_from(gone).unwrap_or(0), drafts })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Purged;
    use crate::model::{ArticleId, Draft, DraftOn, Edit};
    use crate::store::fixture::{annotation, assert_indexed, dump, filled, tag, theme};

    #[test]
    fn what_is_emptied_is_gone_and_the_rest_can_be_undone() {
        let mut store = filled();
        store.apply(&[tag(1, (7, 10), &["a"]), tag(3, (7, 11), &["a", "b"])]).unwrap();
        store.apply(&[Edit::MergeThemes { from: vec![theme(2)], into: theme(1) }]).unwrap();
        store.apply(&[Edit::DeleteAnnotation { annotation: annotation(2) }]).unwrap();
        store.undo().unwrap();
        store.apply(&[tag(3, (13, 17), &["b"])]).unwrap();
        let draft =
            Draft { on: DraftOn::Article(ArticleId(3)), text: "x".into(), was: None, updated: String::new() };
        store.save_draft(&draft).unwrap();
        store.apply(&[Edit::TrashArticle { article: ArticleId(3) }]).unwrap();
        assert_eq!(store.empty_trash().unwrap(), Purged { articles: 1, drafts: 1 });
        assert_eq!(store.empty_trash().unwrap(), Purged::default());
        let left = store.drafts().unwrap();
        assert!(matches!(left[..], [Draft { on: DraftOn::Gone(_), .. }]) && left[0].text == "x", "{left:?}");
        let count = |sql: &str| store.conn().query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM revisions"), 2);
        assert_eq!(count("SELECT count(*) FROM annotations WHERE article = 3"), 0);
        assert_eq!(
            count("SELECT count(*) FROM changes WHERE after LIKE '%Two.%' OR before LIKE '%Two.%'"),
            0
        );
        let labels: Vec<String> = std::iter::from_fn(|| store.undo().unwrap()).map(|a| a.label).collect();
        assert_eq!(
            labels,
            [
                "tag “Two.” with b",
                "merge b into a (1 passage)",
                "tag “The” with a, and tag “One.” with a, b",
                "import 3 articles"
            ],
            "the removal itself is passed over"
        );
        assert!(!dump(&store).contains("articles"));
        assert_indexed(&store);
        while store.redo().unwrap().is_some() {}
        assert_indexed(&store);
        assert_eq!(store.document(ArticleId(1)).unwrap().text.len(), 73);
        assert!(store.document(ArticleId(3)).is_err());
    }

    #[test]
    fn some_of_it_is_deleted_and_nothing_outside_it() {
        let mut store = filled();
        let all = [ArticleId(1), ArticleId(2), ArticleId(3)];
        store.apply(&all.map(|article| Edit::TrashArticle { article })).unwrap();
        store.apply(&[Edit::RestoreArticle { article: ArticleId(3) }]).unwrap();
        let gone = store.delete_from_trash(&[ArticleId(2), ArticleId(3), ArticleId(9)]).unwrap();
        assert_eq!(gone.articles, 1);
        assert_eq!(store.trash().unwrap().iter().map(|a| a.id.0).collect::<Vec<_>>(), [1]);
        assert!(store.has_article(ArticleId(3)).unwrap());
        store.undo().unwrap();
        store.undo().unwrap();
        assert!(store.has_article(ArticleId(1)).unwrap(), "the others come back by undo");
        assert_eq!(store.article(ArticleId(2)).unwrap(), None);
        assert_indexed(&store);
    }
}
