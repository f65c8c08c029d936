//! What a new library begins with, taken away and brought back as a whole.

use rusqlite::{OptionalExtension, params};

use super::apply::{Act, articles, themes};
use super::index::index_article;
use super::samples::{self, Sample, clear};
use super::step::holds;
use super::{Result, Store};
use crate::model::{Applied, ArticleId, Document, Metadata, ThemeId};

/// A starter article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterArticle {
    /// Its name among the starters, which never changes.
    pub name: String,
    pub meta: Metadata,
    pub document: Document,
}

/// A starter theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterTheme {
    pub path: String,
    pub description: String,
    /// `#rrggbb`
    pub color: String,
}

/// All starters, each parent of a theme before its children; the samples on the articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Starters {
    pub articles: Vec<StarterArticle>,
    pub themes: Vec<StarterTheme>,
    pub samples: Vec<Sample>,
}

/// Under this key the screen remembers the article that was open.
pub(super) const OPEN: &str = "article";

impl Store {
    /// Puts the starters into a library in which nothing ever was, as if the article of the first
    /// sample had been left open; that is no step. Whether it did.
    pub fn add_starters(&mut self, starters: &Starters) -> Result<bool> {
        self.write(|store| {
            let sql = "SELECT EXISTS (SELECT 1 FROM steps) OR EXISTS (SELECT 1 FROM articles) \
                       OR EXISTS (SELECT 1 FROM themes)";
            if holds(&store.conn, sql, [])? {
                return Ok(false);
            }
            let act = Act::new(store);
            bring(&act, starters)?;
            if let Some(first) = samples::put(store, &act, &starters.samples)? {
                store.keep(OPEN, &first.0.to_string())?;
            }
            let mut select = store.conn.prepare("SELECT id FROM articles")?;
            let ids = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            ids.into_iter().try_for_each(|id| index_article(&store.conn, id))?;
            Ok(true)
        })
    }

    /// Moves the starter articles to the trash and takes away the untouched samples and those starter
    /// themes that were not used; a step.
    pub fn remove_seeds(&mut self) -> Result<Applied> {
        let samples = self.samples()?;
        self.step(|act| {
            clear(act, &samples)?;
            let mut select =
                act.conn.prepare("SELECT id FROM articles WHERE seed IS NOT NULL AND trashed_at IS NULL")?;
            let ids = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            for id in ids {
                articles::trash(act, ArticleId(id))?;
            }
            // From the leaves up, so that a parent goes when all below it went.
            let mut unused = act.conn.prepare(
                "SELECT id FROM themes AS t WHERE seed AND note IS NULL \
                 AND NOT EXISTS (SELECT 1 FROM themes WHERE parent = t.id) \
                 AND NOT EXISTS (SELECT 1 FROM annotation_themes WHERE theme = t.id) LIMIT 1",
            )?;
            while let Some(id) = unused.query_row([], |row| row.get(0)).optional()? {
                themes::remove(act, ThemeId(id))?;
            }
            Ok("remove the starters".into())
        })
    }

    /// Brings back the starters that are not there, from the trash where they are in it; a step.
    pub fn restore_seeds(&mut self, starters: &Starters) -> Result<Applied> {
        self.step(|act| bring(act, starters).map(|()| "restore the starters".into()))
    }
}

fn bring(act: &Act<'_>, starters: &Starters) -> Result<()> {
    for StarterArticle { name, meta, document } in &starters.articles {
        let there: Option<i64> = act
            .conn
            .prepare_cached("SELECT id FROM articles WHERE seed = ?1 ORDER BY id LIMIT 1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        match there {
            Some(id) => articles::restore(act, ArticleId(id))?,
            None => articles::add(act, meta, document, &[], None, Some(name))?,
        };
    }
    for StarterTheme { path, description, color } in &starters.themes {
        let (id, made) = themes::ensure(act, path)?;
        if made {
            act.conn
                .prepare_cached("UPDATE themes SET description = ?2, seed = 1 WHERE id = ?1")?
                .execute(params![id.0, description])?;
            themes::color(act, id, color)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{assert_indexed, document, dump, meta, store, tag};

    fn starters() -> Starters {
        let article = |name: &str| StarterArticle {
            name: name.into(),
            meta: meta(name),
            document: document(name, &["A word or two."]),
        };
        let theme = |path: &str| StarterTheme {
            path: path.into(),
            description: format!("On {path}."),
            color: "#123456".into(),
        };
        Starters {
            articles: vec![article("one"), article("two")],
            themes: vec![theme("a"), theme("a/b"), theme("c")],
            samples: Vec::new(),
        }
    }

    #[test]
    fn starters_come_once_go_and_come_back() {
        let mut store = store();
        assert!(store.add_starters(&starters()).unwrap());
        assert!(!store.add_starters(&starters()).unwrap());
        assert!(store.history(9).unwrap().is_empty(), "no step");
        assert_indexed(&store);
        let fresh = dump(&store);
        assert!(store.remove_seeds().unwrap().step.is_some());
        assert_eq!((store.trash().unwrap().len(), store.themes().unwrap().len()), (2, 0));
        assert_indexed(&store);
        store.undo().unwrap();
        assert_eq!(dump(&store), fresh);
        // A theme that is used stays, and its parent with it.
        store.apply(&[tag(1, (5, 6), &["a/b"])]).unwrap();
        store.remove_seeds().unwrap();
        assert_eq!(store.themes().unwrap().len(), 2);
        store.empty_trash().unwrap();
        assert!(store.restore_seeds(&starters()).unwrap().step.is_some());
        assert!(store.restore_seeds(&starters()).unwrap().step.is_none());
        assert_eq!((store.trash().unwrap().len(), store.themes().unwrap().len()), (0, 3));
        assert_indexed(&store);
    }
}
