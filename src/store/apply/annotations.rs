//! Edits of annotations.

use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::{Act, Said, look, themes};
use crate::model::{AnnotationId, ArticleId, State, ThemeId, ThemeName, anchor, page_at, percent};
use crate::store::pieces::{self, Window, int};
use crate::store::{Result, StoreError};
use crate::text::Span;

/// Bytes around a passage that its context is taken from.
const AROUND: usize = 2048;

/// Everything about a passage that follows from where it is.
pub(super) struct Passage {
    pub points: (u64, u64),
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
    pub paragraph: Option<u32>,
    pub percent: u8,
    pub page: Option<String>,
    pub revision: i64,
}

/// Looks at a passage; refuses a span that is empty, outside the text or inside a grapheme.
/// Reads the text around it and the list of blocks, not the whole text.
pub(super) fn passage(act: &Act<'_>, article: ArticleId, revision: i64, span: Span) -> Result<Passage> {
    let whole = pieces::revision(act.conn, revision)?;
    if span.is_empty() {
        return Err(StoreError::refused("the passage is empty (give it at least one character)"));
    }
    if span.end.0 > whole.bytes {
        return Err(StoreError::refused(format!(
            "the passage ends at byte {}, the text at {} (`postil show` gives the text)",
            span.end, whole.bytes
        )));
    }
    let window = pieces::window(act.conn, revision, span, AROUND)?;
    let inside = window.inside(span);
    let points = points(&window, span)?;
    let (prefix, suffix) = anchor::context(&window.text, inside);
    let text = act.text(article, revision)?;
    Ok(Passage {
        points,
        quote: inside.of(&window.text).to_owned(),
        prefix,
        suffix,
        paragraph: text.paragraph(span.start),
        percent: percent(span.start.0, whole.bytes),
        page: page_at(&text.parts.pages, span.start).map(str::to_owned),
        revision,
    })
}

/// Both ends in code points, if both are between graphemes.
pub(super) fn points(window: &Window, span: Span) -> Result<(u64, u64)> {
    for at in [span.start, span.end] {
        if !window.is_boundary(at) {
            return Err(StoreError::refused(format!(
                "byte {at} lies inside a character (move the end of the passage to either side of it)"
            )));
        }
    }
    window.points(span.start).zip(window.points(span.end)).ok_or_else(|| {
        StoreError::refused("the passage lies outside the text (`postil show` gives the text)")
    })
}

pub(in crate::store) fn annotate(
    act: &Act<'_>,
    article: ArticleId,
    span: Span,
    names: &[ThemeName],
    note: Option<&str>,
) -> Result<Said> {
    let row = look::readable(act.conn, article)?;
    let passage = passage(act, article, row.revision, span)?;
    let there: Option<i64> = act
        .conn
        .prepare_cached(
            "SELECT id FROM annotations WHERE article = ?1 AND start = ?2 AND \"end\" = ?3 AND state <> 'lost' \
             ORDER BY id LIMIT 1",
        )?
        .query_row(params![article.0, int(span.start.0), int(span.end.0)], |row| row.get(0))
        .optional()?;
    let quote = look::cut(&passage.quote);
    let note = look::note(note);
    let note = note.as_deref();
    let id = match there {
        Some(id) => {
            if let Some(note) = note {
                act.conn
                    .prepare_cached(
                        "UPDATE annotations SET note = ?2, updated = ?3 WHERE id = ?1 AND note IS NOT ?2",
                    )?
                    .execute(params![id, note, act.now])?;
            }
            AnnotationId(id)
        }
        None => insert(act, article, span, &passage, note, &Made::now(act))?,
    };
    let themes = put_on(act, id, names)?;
    let paths = look::paths(act.conn, &themes)?;
    Ok(match (themes.is_empty(), note.is_some()) {
        (false, false) => {
            Said::new(format!("tag {quote} with {paths}"), format!("tag {{n}} passages with {paths}"))
        }
        (false, true) => Said::new(
            format!("tag {quote} with {paths}, with a note"),
            format!("tag {{n}} passages with {paths}, with notes"),
        ),
        (true, true) => Said::new(format!("note on {quote}"), "note on {n} passages"),
        (true, false) => Said::new(format!("highlight {quote}"), "highlight {n} passages"),
    })
}

/// As what and when an annotation is made.
pub(super) struct Made {
    pub uuid: Uuid,
    pub state: State,
    pub created: String,
    pub updated: String,
}

impl Made {
    fn now(act: &Act<'_>) -> Self {
        let (created, updated) = (act.now.clone(), act.now.clone());
        Self { uuid: act.clock.id(), state: State::Placed, created, updated }
    }
}

/// Makes the row of an annotation without a theme.
pub(super) fn insert(
    act: &Act<'_>,
    article: ArticleId,
    span: Span,
    passage: &Passage,
    note: Option<&str>,
    made: &Made,
) -> Result<AnnotationId> {
    act.conn
        .prepare_cached(
            "INSERT INTO annotations (uuid, article, start, \"end\", start_point, end_point, quote, prefix, suffix, \
             paragraph, percent, page, note, revision, created, updated, state) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            made.uuid.to_string(),
            article.0,
            int(span.start.0),
            int(span.end.0),
            i64::try_from(passage.points.0).unwrap_or(i64::MAX),
            i64::try_from(passage.points.1).unwrap_or(i64::MAX),
            passage.quote,
            passage.prefix,
            passage.suffix,
            passage.paragraph,
            passage.percent,
            passage.page,
            note,
            passage.revision,
            made.created,
            made.updated,
            made.state.word(),
        ])?;
    Ok(AnnotationId(act.conn.last_insert_rowid()))
}

/// Puts themes on that are not there yet; all that were named, whether new to it or not.
fn put_on(act: &Act<'_>, id: AnnotationId, names: &[ThemeName]) -> Result<Vec<ThemeId>> {
    let mut put = Vec::new();
    let mut changed = 0;
    for name in names {
        let theme = themes::resolve(act, name)?;
        if put.contains(&theme) {
            continue;
        }
        changed += act
            .conn
            .prepare_cached("INSERT OR IGNORE INTO annotation_themes (annotation, theme) VALUES (?1, ?2)")?
            .execute(params![id.0, theme.0])?;
        act.conn
            .prepare_cached(
                "INSERT INTO recent (theme, used) VALUES (?1, ?2) ON CONFLICT (theme) DO UPDATE SET used = ?2",
            )?
            .execute(params![theme.0, act.now])?;
        put.push(theme);
    }
    if changed > 0 {
        touch(act, id)?;
    }
    Ok(put)
}

fn touch(act: &Act<'_>, id: AnnotationId) -> Result<()> {
    act.conn
        .prepare_cached("UPDATE annotations SET updated = ?2 WHERE id = ?1")?
        .execute(params![id.0, act.now])?;
    Ok(())
}

pub(super) fn put(act: &Act<'_>, id: AnnotationId, names: &[ThemeName]) -> Result<Said> {
    let quote = look::cut(&look::annotation(act.conn, id)?.quote);
    let paths = look::paths(act.conn, &put_on(act, id, names)?)?;
    Ok(Said::new(format!("tag {quote} with {paths}"), format!("tag {{n}} passages with {paths}")))
}

pub(super) fn take(act: &Act<'_>, id: AnnotationId, themes: &[ThemeId]) -> Result<Said> {
    let quote = look::cut(&look::annotation(act.conn, id)?.quote);
    let paths = look::paths(act.conn, themes)?;
    let mut changed = 0;
    for theme in themes {
        changed += act
            .conn
            .prepare_cached("DELETE FROM annotation_themes WHERE annotation = ?1 AND theme = ?2")?
            .execute(params![id.0, theme.0])?;
    }
    if changed > 0 {
        touch(act, id)?;
    }
    Ok(Said::new(format!("take {paths} off {quote}"), format!("untag {{n}} passages: {paths}")))
}

/// What is done to an annotation by putting it on a span.
fn verb(was: &look::AnnotationRow, span: Span) -> &'static str {
    let (covers, is_covered) = (span.covers(was.span), was.span.covers(span));
    match was.state {
        State::Lost => "attach",
        // Where it stands already: the new words are taken for its own.
        State::Changed if span == was.span => "accept the new words",
        State::Changed if !span.overlaps(was.span) => "attach",
        _ if covers && span != was.span => "extend",
        _ if is_covered => "shrink",
        _ => "move",
    }
}

/// Puts an annotation that there is on a passage.
pub(super) fn put_at(
    act: &Act<'_>,
    id: AnnotationId,
    span: Span,
    passage: &Passage,
    state: State,
    updated: &str,
) -> Result<()> {
    act.conn
        .prepare_cached(
            "UPDATE annotations SET start = ?2, \"end\" = ?3, start_point = ?4, end_point = ?5, quote = ?6, \
             prefix = ?7, suffix = ?8, paragraph = ?9, percent = ?10, page = ?11, revision = ?12, state = ?13, \
             updated = ?14 WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            int(span.start.0),
            int(span.end.0),
            i64::try_from(passage.points.0).unwrap_or(i64::MAX),
            i64::try_from(passage.points.1).unwrap_or(i64::MAX),
            passage.quote,
            passage.prefix,
            passage.suffix,
            passage.paragraph,
            passage.percent,
            passage.page,
            passage.revision,
            state.word(),
            updated,
        ])?;
    Ok(())
}

/// Also attaches a lost annotation: what it covers now is its quote from now on.
pub(super) fn move_to(act: &Act<'_>, id: AnnotationId, span: Span) -> Result<Said> {
    let was = look::annotation(act.conn, id)?;
    let article = look::readable(act.conn, was.article)?;
    let passage = passage(act, was.article, article.revision, span)?;
    if (was.span, was.state) != (span, State::Placed) || was.quote != passage.quote {
        put_at(act, id, span, &passage, State::Placed, &act.now)?;
    }
    let verb = verb(&was, span);
    // Words that are taken for its own are named, not those that are gone.
    let words = if matches!(was.state, State::Changed | State::Lost) { &passage.quote } else { &was.quote };
    Ok(Said::new(format!("{verb} {}", look::cut(words)), format!("{verb} {{n}} annotations")))
}

pub(in crate::store) fn delete(act: &Act<'_>, id: AnnotationId) -> Result<Said> {
    let quote = look::cut(&look::annotation(act.conn, id)?.quote);
    act.conn.prepare_cached("DELETE FROM annotation_themes WHERE annotation = ?1")?.execute([id.0])?;
    act.conn.prepare_cached("DELETE FROM annotations WHERE id = ?1")?.execute([id.0])?;
    Ok(Said::new(format!("delete annotation {quote}"), "delete {n} annotations"))
}
