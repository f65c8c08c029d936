//! A library as it is first used: a new one begins with the starters.

use crate::import::{self, Hint};
use crate::seeds;
use crate::store::{Result, Sample, StarterArticle, StarterTheme, Starters, Store, StoreError};

/// Puts the starters into a library that is being made. Everyone who opens one for a user passes this to
/// [`Store::open_or_make`].
pub fn furnish(store: &mut Store) -> Result<()> {
    store.add_starters(&starters()?).map(drop)
}

/// What of the program itself cannot be read, as a test would have told.
fn damaged(error: impl std::fmt::Display) -> StoreError {
    StoreError::refused(format!("a starter of this program cannot be read: {error} (install postil anew)"))
}

/// The starters as the store takes them.
pub fn starters() -> Result<Starters> {
    let article = |seed: &seeds::Seed| {
        let name = format!("{}.md", seed.name);
        let mut imported = import::read(seed.text.as_bytes(), &Hint::named(&name)).map_err(damaged)?;
        imported.meta.source = Some(format!("seed:{}", seed.name));
        Ok(StarterArticle { name: seed.name.to_owned(), meta: imported.meta, document: imported.document })
    };
    let theme = |theme: seeds::StarterTheme| StarterTheme {
        path: theme.path,
        description: theme.description,
        color: theme.color,
    };
    Ok(Starters {
        // The newest stands first in the list: added from the last on, the first is on top.
        articles: seeds::SEEDS.iter().rev().map(article).collect::<Result<_>>()?,
        themes: seeds::themes().map_err(damaged)?.into_iter().map(theme).collect(),
        samples: samples()?,
    })
}

/// What the tutor's library holds: one article and two themes, those that its front matter names.
pub fn tutor() -> Result<Starters> {
    let text = include_str!("../../seeds/tutor.md");
    let imported = import::read(text.as_bytes(), &Hint::named("tutor.md")).map_err(damaged)?;
    let theme = |(path, color): (&String, &str)| StarterTheme {
        path: path.clone(),
        description: String::new(),
        color: color.to_owned(),
    };
    Ok(Starters {
        themes: imported.themes.iter().zip(["#0072b2", "#d55e00"]).map(theme).collect(),
        articles: vec![StarterArticle {
            name: "tutor".to_owned(),
            meta: imported.meta,
            document: imported.document,
        }],
        samples: Vec::new(),
    })
}

/// The sample annotations as the store takes them.
fn samples() -> Result<Vec<Sample>> {
    let sample = |sample: seeds::Sample| Sample {
        article: sample.article,
        quote: sample.quote,
        themes: sample.themes,
        note: sample.note,
    };
    Ok(seeds::samples().map_err(damaged)?.into_iter().map(sample).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::model::ArticleId;
    use crate::model::query::Query;

    #[test]
    fn a_new_library_has_the_starters_and_an_old_one_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.postil");
        let store = Store::open_or_make(&path, Clock::machine(), &furnish).unwrap();
        assert!(store.is_new());
        assert_eq!(store.count_articles(&Query::default()).unwrap(), 5);
        assert!(store.themes().unwrap().len() >= 3);
        let shown: ArticleId = ArticleId(store.recall("article").unwrap().unwrap().parse().unwrap());
        assert_eq!(
            store.annotations_of(shown).unwrap().len(),
            3,
            "the first article that shows has the samples"
        );
        assert_eq!(store.history(9).unwrap(), []);
        drop(store);

        // Whatever stops it while it is made, none is there that lacks them.
        let path = folder.path().join("stopped.postil");
        let stopped = Store::open_or_make(&path, Clock::machine(), &|store| {
            furnish(store)?;
            Err(StoreError::refused("stopped"))
        });
        assert!(stopped.is_err() && !path.exists());

        let path = folder.path().join("old.postil");
        drop(Store::open(&path, Clock::machine()).unwrap());
        let store = Store::open_or_make(&path, Clock::machine(), &furnish).unwrap();
        assert_eq!((store.is_new(), store.count_articles(&Query::default()).unwrap()), (false, 0));
    }
}
