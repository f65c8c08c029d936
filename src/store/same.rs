//! Which articles may be the one that is being imported.

use rusqlite::params;

use super::{Result, Store};
use crate::model::ArticleId;
use crate::model::address::{Place, STARTS};

/// Rows of addresses that begin alike which are looked at; where there are more, by their parameters.
const CROWD: u8 = 64;
/// Comes after all that an address may go on with.
const AFTER: char = '\u{10ffff}';

/// An article that may be the same as one that is being imported, and what is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one thing is the same")]
pub struct Same {
    pub article: ArticleId,
    pub trashed: bool,
    /// Its address is of the same place on the web.
    pub url: bool,
    /// Its present text is the same, byte by byte.
    pub text: bool,
    /// The same holds of the text from which the user mended the present one.
    pub mended: bool,
    pub source: bool,
}

impl Store {
    /// Articles, in the trash or out of it, that may be the one now read from `source`: an address of the
    /// same place on the web, the same place it was read from, or the same text (by its sha256), be it
    /// mended by the user since. Oldest first.
    pub fn find_same(
        &self,
        url: Option<&str>,
        sha256: Option<&str>,
        source: Option<&str>,
    ) -> Result<Vec<Same>> {
        let at_address = url.map(|url| self.at_address(url)).transpose()?.unwrap_or_default();
        let ids = serde_json::json!(at_address).to_string();
        let mut statement = self.conn().prepare_cached(
            "SELECT a.id, a.trashed_at IS NOT NULL, ifnull(r.sha256 = ?2, 0), ifnull(a.source = ?3, 0), \
             ifnull(m.sha256 = ?2, 0) FROM articles a JOIN revisions r ON r.id = a.revision \
             LEFT JOIN revisions m ON m.id = r.mends WHERE a.id IN (\
             SELECT value FROM json_each(?1) UNION SELECT id FROM articles WHERE source = ?3 \
             UNION SELECT b.id FROM revisions s JOIN articles b ON b.revision = s.id WHERE s.sha256 = ?2 \
             UNION SELECT b.id FROM revisions s JOIN revisions t ON t.mends = s.id \
             JOIN articles b ON b.revision = t.id WHERE s.sha256 = ?2) \
             ORDER BY a.id",
        )?;
        let rows = statement.query_map(params![ids, sha256, source], |row| {
            let article = ArticleId(row.get(0)?);
            Ok(Same {
                article,
                trashed: row.get(1)?,
                url: at_address.contains(&article),
                text: row.get(2)?,
                source: row.get(3)?,
                mended: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether an article has or had a text, by its sha256.
    pub fn has_had(&self, article: ArticleId, sha256: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM revisions WHERE article = ?1 AND sha256 = ?2)";
        Ok(self.conn().prepare_cached(sql)?.query_row(params![article.0, sha256], |row| row.get(0))?)
    }

    /// Notes where the file of an article is by now. State, not a step: it was moved, not the article changed.
    pub fn keep_source(&mut self, article: ArticleId, source: &str) -> Result<()> {
        self.write(|store| {
            let sql = "UPDATE articles SET source = ?2 WHERE id = ?1";
            store.conn().prepare_cached(sql)?.execute(params![article.0, source])?;
            Ok(())
        })
    }

    /// The articles whose address is of the same place on the web as `url`. Looks at few rows beside
    /// those, however many addresses of a site the library has.
    fn at_address(&self, url: &str) -> Result<Vec<ArticleId>> {
        let mut rows = self.addresses(url, &format!("{url}\0"))?;
        if let Some(place) = Place::of(url) {
            let spellings = place.spellings();
            for (start, page) in
                STARTS.iter().flat_map(|start| spellings.iter().map(move |page| (start, page)))
            {
                let page = format!("{start}{page}");
                let near = self.addresses(&page, &format!("{page}{AFTER}"))?;
                if near.len() < usize::from(CROWD) {
                    rows.extend(near);
                    continue;
                }
                for page in [&page, &format!("{page}/")] {
                    rows.extend(self.addresses(page, &format!("{page}\0"))?);
                    rows.extend(self.addresses(&format!("{page}#"), &format!("{page}#{AFTER}"))?);
                    for parameter in place.first_parameters() {
                        let begun = format!("{page}?{parameter}");
                        rows.extend(self.addresses(&begun, &format!("{begun}{AFTER}"))?);
                    }
                }
            }
            rows.retain(|(_, found)| found == url || Place::of(found).as_ref() == Some(&place));
        }
        let mut found: Vec<ArticleId> = rows.into_iter().map(|(article, _)| article).collect();
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Addresses from this one on to before that one, a crowd of them at most.
    fn addresses(&self, from: &str, to: &str) -> Result<Vec<(ArticleId, String)>> {
        let sql = "SELECT id, url FROM articles WHERE url >= ? AND url < ? ORDER BY url LIMIT ?";
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows =
            statement.query_map(params![from, to, CROWD], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Metadata};
    use crate::store::fixture;

    fn library(urls: &[String]) -> Store {
        let mut store = fixture::store();
        let edits: Vec<Edit> = urls
            .iter()
            .map(|url| Edit::AddArticle {
                meta: Metadata {
                    title: "The Pier".to_owned(),
                    url: Some(url.clone()),
                    ..Metadata::default()
                },
                document: fixture::document(url, &[]),
                themes: Vec::new(),
                place: None,
            })
            .collect();
        store.apply(&edits).unwrap();
        store
    }

    fn found(store: &Store, url: &str) -> Vec<i64> {
        store.find_same(Some(url), None, None).unwrap().iter().map(|same| same.article.0).collect()
    }

    #[test]
    fn addresses_of_one_place_are_found_however_they_are_written() {
        let store = library(&[
            "https://www.pier.example/a/?utm_source=mail#top".to_owned(),
            "https://pier.example/ab".to_owned(),
            "https://pier.example/a?id=1".to_owned(),
            "doi:10.1000/x".to_owned(),
        ]);
        for url in ["https://pier.example/a", "http://pier.example/a/", "https://www.PIER.example/a?fbclid=1"]
        {
            assert_eq!(found(&store, url), [1], "{url}");
        }
        assert_eq!(found(&store, "https://pier.example/a?id=1&gclid=2"), [3]);
        assert_eq!(found(&store, "doi:10.1000/x"), [4]);
        assert!(found(&store, "https://pier.example/").is_empty());
    }

    #[test]
    fn a_site_of_many_articles_hides_none() {
        let mut urls: Vec<String> =
            (0..200).map(|n| format!("https://pier.example/?article={n:03}&mode=print")).collect();
        urls.push("https://pier.example/?utm_source=mail&article=700".to_owned());
        urls.push("http://www.pier.example#top".to_owned());
        let store = library(&urls);
        assert_eq!(found(&store, "https://pier.example?article=150&mode=print&utm_id=1"), [151]);
        assert_eq!(found(&store, "https://pier.example/?article=700"), [201]);
        assert_eq!(found(&store, "https://pier.example/"), [202]);
        assert!(found(&store, "https://pier.example/?article=150").is_empty());
    }
}
