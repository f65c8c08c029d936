//! Drafts: what was typed and is no step yet. One outlives what it is on, whatever takes that away. Several
//! programs may have a draft on the same thing: each writes only its own.

use rusqlite::{OptionalExtension, params};

use super::pieces::{int, size};
use super::{Result, Store, merged};
use crate::model::{AnnotationId, ArticleId, Draft, DraftLine, DraftOn, Orphan, ThemeId, below_words};
use crate::text::Span;

const COLUMNS: &str = "kind, target, start, \"end\", was, text, updated, id";

/// Finds the drafts on a thing by the first four parameters.
const ON: &str = "kind = ?1 AND target = ?2 AND start = ?3 AND \"end\" = ?4 AND dropped IS NULL";

/// An annotation that is gone, as the history knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneAnnotation {
    pub article: ArticleId,
    /// In the text that it was last placed in.
    pub span: Span,
    pub quote: String,
}

impl Store {
    /// Keeps a draft in place of this program's own on the same thing; its time is set here. On a theme that became
    /// another it goes to that.
    pub fn save_draft(&mut self, draft: &Draft) -> Result<()> {
        self.write(|store| store.put_draft(draft))
    }

    /// Keeps a draft that holds what this program's own on another thing held, which is forgotten: both or neither.
    pub fn move_draft(&mut self, from: DraftOn, draft: &Draft) -> Result<()> {
        self.write(|store| {
            store.put_draft(draft)?;
            if from != draft.on {
                store.take_draft(from)?;
            }
            Ok(())
        })
    }

    /// This program goes on with a draft, whoever wrote it: it is its own from now on. One of its own that says
    /// something else is left for whoever wants it, and so is one that was written on meanwhile.
    pub fn hold_draft(&mut self, draft: &Draft) -> Result<()> {
        self.write(|store| {
            let (kind, target, start, end) = columns(draft.on);
            let on = params![kind, target, start, end, draft.text, store.instance];
            let sql =
                format!("SELECT EXISTS (SELECT 1 FROM drafts WHERE {ON} AND text = ?5 AND holder = ?6)");
            if store.conn.prepare_cached(&sql)?.query_row(on, |row| row.get(0))? {
                return Ok(());
            }
            let meant = format!("(SELECT max(id) FROM drafts WHERE {ON} AND text = ?5)");
            let sql =
                format!("UPDATE drafts SET holder = NULL WHERE {ON} AND holder = ?6 AND {meant} IS NOT NULL");
            store.conn.prepare_cached(&sql)?.execute(on)?;
            let sql = format!("UPDATE drafts SET holder = ?6 WHERE id = {meant}");
            store.conn.prepare_cached(&sql)?.execute(on)?;
            Ok(())
        })
    }

    fn put_draft(&self, draft: &Draft) -> Result<()> {
        let (kind, target, start, end) = columns(draft.on);
        if let Some(number) = self.along(draft.on)? {
            let sql = "UPDATE drafts SET was = ?2, text = ?3, updated = ?4 WHERE id = ?1";
            let stamp = self.clock.stamp();
            self.conn.prepare_cached(sql)?.execute(params![number, draft.was, draft.text, stamp])?;
            return Ok(());
        }
        self.conn
            .prepare_cached(
                "INSERT INTO drafts (kind, target, start, \"end\", was, text, updated, holder) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
                 ON CONFLICT (kind, target, start, \"end\", holder) \
                 DO UPDATE SET was = ?5, text = ?6, updated = ?7",
            )?
            .execute(params![
                kind,
                target,
                start,
                end,
                draft.was,
                draft.text,
                self.clock.stamp(),
                self.instance
            ])?;
        if self.is_on_gone(draft.on)? {
            merged::follow(&self.conn)?;
        }
        Ok(())
    }

    /// This program's own draft on a theme that is gone, where it went along with it into another.
    fn along(&self, on: DraftOn) -> Result<Option<i64>> {
        match on.theme() {
            Some(theme) if self.is_on_gone(on)? => {
                merged::along(&self.conn, theme, columns(on).0, &self.instance)
            }
            _ => Ok(None),
        }
    }

    fn is_on_gone(&self, on: DraftOn) -> Result<bool> {
        on.theme().map_or(Ok(false), |theme| Ok(!self.has_theme(theme)?))
    }

    /// All drafts, the newest first.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        Ok(self.numbered_drafts(false)?.into_iter().map(|(_, draft)| draft).collect())
    }

    /// The same with the numbers that they are named by, which are never used again; or those that were dropped,
    /// the one dropped last first.
    pub fn numbered_drafts(&self, dropped: bool) -> Result<Vec<(i64, Draft)>> {
        let which = if dropped { "NOT NULL ORDER BY dropped" } else { "NULL ORDER BY updated" };
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM drafts WHERE dropped IS {which} DESC, id DESC"
        ))?;
        Ok(select.query_map([], |row| Ok((row.get(7)?, read(row)?)))?.collect::<Result<_, _>>()?)
    }

    /// Those on themes, the newest first. O(drafts on themes).
    pub fn drafts_on_themes(&self) -> Result<Vec<Draft>> {
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM drafts WHERE kind IN ('theme', 'description', 'name') AND dropped IS NULL \
             ORDER BY updated DESC, id DESC"
        ))?;
        Ok(select.query_map([], read)?.collect::<std::result::Result<_, _>>()?)
    }

    /// This program's own draft on a thing.
    pub fn draft(&self, on: DraftOn) -> Result<Option<Draft>> {
        if let Some(number) = self.along(on)? {
            let sql = format!("SELECT {COLUMNS} FROM drafts WHERE id = ?1");
            return Ok(self.conn.prepare_cached(&sql)?.query_row([number], read).optional()?);
        }
        let (kind, target, start, end) = columns(on);
        let sql = format!("SELECT {COLUMNS} FROM drafts WHERE {ON} AND holder = ?5");
        let mut select = self.conn.prepare_cached(&sql)?;
        Ok(select.query_row(params![kind, target, start, end, self.instance], read).optional()?)
    }

    /// Forgets this program's own draft on a thing; whether there was one.
    pub fn drop_draft(&mut self, on: DraftOn) -> Result<bool> {
        self.write(|store| store.take_draft(on))
    }

    fn take_draft(&self, on: DraftOn) -> Result<bool> {
        if let Some(number) = self.along(on)? {
            self.conn.prepare_cached("DELETE FROM drafts WHERE id = ?1")?.execute([number])?;
            return Ok(true);
        }
        let (kind, target, start, end) = columns(on);
        let dropped = self
            .conn
            .prepare_cached(&format!("DELETE FROM drafts WHERE {ON} AND holder = ?5"))?
            .execute(params![kind, target, start, end, self.instance])?;
        Ok(dropped > 0)
    }

    /// Puts a draft by its number among those that were dropped, or back among those that wait. A program that
    /// writes it still goes on with a new one.
    pub fn set_draft_dropped(&mut self, number: i64, dropped: bool) -> Result<()> {
        self.write(|store| {
            let at = dropped.then(|| store.clock.stamp());
            store
                .conn
                .prepare_cached("UPDATE drafts SET holder = NULL, dropped = ?2 WHERE id = ?1")?
                .execute(params![number, at])?;
            Ok(())
        })
    }

    /// Deletes for good what was dropped; how many.
    pub fn forget_dropped(&mut self) -> Result<u64> {
        self.write(|store| {
            let gone = store.conn.execute("DELETE FROM drafts WHERE dropped IS NOT NULL", [])?;
            Ok(u64::try_from(gone).unwrap_or(0))
        })
    }

    /// The drafts that nothing shows, the newest first. O(drafts), whatever the size of the library.
    pub fn orphans(&self) -> Result<Vec<Orphan>> {
        let mut select = self.conn.prepare_cached(
            "SELECT d.kind, d.target, d.start, d.\"end\", d.is_there, a.id, ifnull(a.trashed_at IS NOT NULL, 0) \
             FROM (SELECT id, kind, target, start, \"end\", updated, CASE kind \
                WHEN 'gone' THEN 0 \
                WHEN 'annotation' THEN EXISTS (SELECT 1 FROM annotations WHERE id = target) \
                ELSE kind NOT IN ('theme', 'description', 'name') \
                    OR EXISTS (SELECT 1 FROM themes WHERE id = target) END AS is_there \
                FROM drafts WHERE kind NOT IN ('library', 'new-theme', 'source', 'feed') AND dropped IS NULL) AS d \
             LEFT JOIN articles AS a ON a.id = CASE \
                WHEN d.kind IN ('gone', 'theme', 'description', 'name') THEN NULL \
                WHEN d.kind = 'annotation' THEN (SELECT article FROM annotations WHERE id = d.target) \
                ELSE d.target END \
             ORDER BY d.updated DESC, d.id DESC",
        )?;
        let rows = select.query_map([], |row| {
            let article = row.get::<_, Option<i64>>(5)?.map(ArticleId);
            Ok((on(row)?, row.get(4)?, article, row.get(6)?))
        })?;
        let mut orphans = Vec::new();
        for row in rows {
            let (on, is_there, mut article, mut trashed): (_, bool, _, _) = row?;
            if let (DraftOn::Annotation(id), false) = (on, is_there)
                && let Some(gone) = self.gone_annotation(id)?
            {
                let found = self.article(gone.article)?;
                trashed = found.as_ref().is_some_and(|article| article.trashed);
                article = found.map(|article| article.id);
            }
            let is_shown = is_there
                && (article.is_some() || matches!(on, DraftOn::Theme(_) | DraftOn::Line(_)))
                && !trashed;
            if !is_shown {
                orphans.push(Orphan { on, article, trashed });
            }
        }
        Ok(orphans)
    }

    /// What the history knows of an annotation that is there no more; nothing where it was deleted for good.
    pub fn gone_annotation(&self, id: AnnotationId) -> Result<Option<GoneAnnotation>> {
        let mut select = self.conn.prepare_cached(
            "SELECT coalesce(before, after) FROM changes WHERE tbl = 'annotations' AND row = ?1 \
             AND (before IS NULL OR after IS NULL) ORDER BY id DESC LIMIT 1",
        )?;
        let image: Option<String> = select.query_row([id.0], |row| row.get(0)).optional()?;
        let image: Option<serde_json::Value> = image.and_then(|image| serde_json::from_str(&image).ok());
        let Some(image) = image else { return Ok(None) };
        let number = |name: &str| image.get(name).and_then(serde_json::Value::as_i64);
        let (Some(article), Some(start), Some(end)) = (number("article"), number("start"), number("end"))
        else {
            return Ok(None);
        };
        let quote = image.get("quote").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let (start, end) = (size(start), size(end));
        Ok(Some(GoneAnnotation {
            article: ArticleId(article),
            span: Span::new(start, end.max(start)),
            quote,
        }))
    }

    /// The drafts on articles that `gone` has, and on what is theirs, become drafts of their own, with the words
    /// they were on above them and the title in place of those; how many. To be called before the articles go.
    pub(super) fn part_drafts(&self) -> Result<u64> {
        let is_gone = |table: &str, row: i64| -> Result<bool> {
            let sql = "SELECT EXISTS (SELECT 1 FROM gone WHERE tbl = ?1 AND row = ?2)";
            Ok(self.conn.prepare_cached(sql)?.query_row(params![table, row], |row| row.get(0))?)
        };
        let mut parted = 0;
        for (number, draft) in self.numbered_drafts(false)? {
            let (article, words) = match draft.on {
                DraftOn::Annotation(id) if is_gone("annotations", id.0)? => match self.annotation(id)? {
                    Some(there) => (Some(there.article.id), Some(there.quote)),
                    None => match self.gone_annotation(id)? {
                        Some(gone) => (Some(gone.article), Some(gone.quote)),
                        None => (None, draft.was),
                    },
                },
                DraftOn::Article(id) | DraftOn::Details(id) if is_gone("articles", id.0)? => (Some(id), None),
                DraftOn::Passage { article, span } | DraftOn::Correction { article, span }
                    if is_gone("articles", article.0)? =>
                {
                    let words = draft.was.map_or_else(|| self.text_of(article, span).ok(), Some);
                    (Some(article), words)
                }
                _ => continue,
            };
            let found = article.map(|id| self.article(id)).transpose()?.flatten();
            let title = found.map(|article| article.title().to_owned());
            self.conn
                .prepare_cached(
                    "UPDATE drafts SET kind = 'gone', target = id, start = 0, \"end\" = 0, was = ?2, text = ?3 \
                     WHERE id = ?1",
                )?
                .execute(params![number, title, below_words(words.as_deref(), &draft.text)])?;
            parted += 1;
        }
        Ok(parted)
    }
}

/// Kind, target, start and end, with zeros for what a kind has not.
fn columns(on: DraftOn) -> (&'static str, i64, i64, i64) {
    match on {
        DraftOn::Library => ("library", 0, 0, 0),
        DraftOn::Article(id) => ("article", id.0, 0, 0),
        DraftOn::Details(id) => ("details", id.0, 0, 0),
        DraftOn::Theme(id) => ("theme", id.0, 0, 0),
        DraftOn::Annotation(id) => ("annotation", id.0, 0, 0),
        DraftOn::Passage { article, span } => ("passage", article.0, int(span.start.0), int(span.end.0)),
        DraftOn::Correction { article, span } => {
            ("correction", article.0, int(span.start.0), int(span.end.0))
        }
        DraftOn::Line(line) => {
            let kind = match line {
                DraftLine::Description(_) => "description",
                DraftLine::Name(_) => "name",
                DraftLine::NewTheme => "new-theme",
                DraftLine::Source => "source",
                DraftLine::Feed => "feed",
            };
            (kind, line.theme().map_or(0, |theme| theme.0), 0, 0)
        }
        DraftOn::Gone(number) => ("gone", number, 0, 0),
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft { on: on(row)?, was: row.get(4)?, text: row.get(5)?, updated: row.get(6)? })
}

/// Of kind, target, start and end, the first columns of a row.
fn on(row: &rusqlite::Row<'_>) -> rusqlite::Result<DraftOn> {
    let target = row.get(1)?;
    let span = Span::new(size(row.get(2)?), size(row.get(3)?));
    Ok(match row.get_ref(0)?.as_str()? {
        "article" => DraftOn::Article(ArticleId(target)),
        "details" => DraftOn::Details(ArticleId(target)),
        "theme" => DraftOn::Theme(ThemeId(target)),
        "annotation" => DraftOn::Annotation(AnnotationId(target)),
        "passage" => DraftOn::Passage { article: ArticleId(target), span },
        "correction" => DraftOn::Correction { article: ArticleId(target), span },
        "description" => DraftOn::Line(DraftLine::Description(ThemeId(target))),
        "name" => DraftOn::Line(DraftLine::Name(ThemeId(target))),
        "new-theme" => DraftOn::Line(DraftLine::NewTheme),
        "source" => DraftOn::Line(DraftLine::Source),
        "feed" => DraftOn::Line(DraftLine::Feed),
        "gone" => DraftOn::Gone(target),
        _ => DraftOn::Library,
    })
}

#[cfg(test)]
mod tests;
