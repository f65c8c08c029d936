//! Annotations that were made elsewhere, under the UUID that they have there.

use rusqlite::{OptionalExtension, params};

use super::annotations::{Passage, passage, points};
use super::{Act, Said, look, themes};
use crate::model::{AnnotationId, State, TakenIn, TakenPlace, percent};
use crate::store::pieces::{self, int};
use crate::store::{Result, StoreError};

pub(super) fn take_in(act: &Act<'_>, taken: &TakenIn) -> Result<Said> {
    let there: Option<(i64, i64)> = act
        .conn
        .prepare_cached("SELECT id, article FROM annotations WHERE uuid = ?1")?
        .query_row([taken.uuid.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let id = match there {
        None => insert(act, taken)?,
        Some((_, article)) if article != taken.article.0 => {
            return Err(StoreError::refused("another article has this annotation (import it with that)"));
        }
        Some((id, _)) => {
            look::readable(act.conn, taken.article)?;
            if let Some(to) = &taken.place {
                put(act, AnnotationId(id), taken, to)?;
            }
            AnnotationId(id)
        }
    };
    set_themes(act, id, taken)?;
    let (note, updated) = (look::note(taken.note.as_deref()), taken.updated.as_ref().unwrap_or(&act.now));
    act.conn
        .prepare_cached("UPDATE annotations SET note = ?2, updated = ?3 WHERE id = ?1")?
        .execute(params![id.0, note, updated])?;
    let quote = look::cut(&look::annotation(act.conn, id)?.quote);
    Ok(Said::new(format!("import annotation {quote}"), "import {n} annotations"))
}

fn insert(act: &Act<'_>, taken: &TakenIn) -> Result<AnnotationId> {
    let Some(to) = &taken.place else {
        return Err(StoreError::refused("it says nothing about where it is (give it a quotation)"));
    };
    act.conn
        .prepare_cached(
            "INSERT INTO annotations (uuid, article, start, \"end\", start_point, end_point, quote, revision, \
             created, updated) VALUES (?1, ?2, 0, 0, 0, 0, '', 0, ?3, ?3)",
        )?
        .execute(params![
            taken.uuid.to_string(),
            taken.article.0,
            taken.created.as_ref().or(taken.updated.as_ref()).unwrap_or(&act.now),
        ])?;
    let id = AnnotationId(act.conn.last_insert_rowid());
    put(act, id, taken, to)?;
    Ok(id)
}

fn put(act: &Act<'_>, id: AnnotationId, taken: &TakenIn, to: &TakenPlace) -> Result<()> {
    let row = look::readable(act.conn, taken.article)?;
    let mut at = if to.state == State::Lost {
        nowhere(act, row.revision, to)?
    } else {
        passage(act, taken.article, row.revision, to.span)?
    };
    if matches!(to.state, State::Changed | State::Lost) {
        at = Passage { quote: to.quote.clone(), prefix: to.prefix.clone(), suffix: to.suffix.clone(), ..at };
    }
    act.conn
        .prepare_cached(
            "UPDATE annotations SET start = ?2, \"end\" = ?3, start_point = ?4, end_point = ?5, quote = ?6, \
             prefix = ?7, suffix = ?8, paragraph = ?9, percent = ?10, page = ?11, revision = ?12, state = ?13 \
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            int(to.span.start.0),
            int(to.span.end.0),
            i64::try_from(at.points.0).unwrap_or(i64::MAX),
            i64::try_from(at.points.1).unwrap_or(i64::MAX),
            at.quote,
            at.prefix,
            at.suffix,
            at.paragraph,
            at.percent,
            at.page,
            at.revision,
            to.state.word(),
        ])?;
    Ok(())
}

/// What is kept of a passage that the text has not: where it was thought to be, for whoever looks for it.
fn nowhere(act: &Act<'_>, revision: i64, to: &TakenPlace) -> Result<Passage> {
    let bytes = pieces::revision(act.conn, revision)?.bytes;
    let window = pieces::window(act.conn, revision, to.span, 0)?;
    Ok(Passage {
        points: points(&window, to.span)?,
        quote: String::new(),
        prefix: String::new(),
        suffix: String::new(),
        paragraph: None,
        percent: percent(to.span.start.0, bytes),
        page: None,
        revision,
    })
}

/// Puts on the themes that it has and takes off the others. That they come in says nothing about what is
/// used here, so they are no recent ones.
fn set_themes(act: &Act<'_>, id: AnnotationId, taken: &TakenIn) -> Result<()> {
    let mut wanted = Vec::with_capacity(taken.themes.len());
    for name in &taken.themes {
        wanted.push(themes::resolve(act, name)?.0);
    }
    let there: Vec<i64> = act
        .conn
        .prepare_cached("SELECT theme FROM annotation_themes WHERE annotation = ?1 ORDER BY id")?
        .query_map([id.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for theme in there.iter().filter(|theme| !wanted.contains(theme)) {
        act.conn
            .prepare_cached("DELETE FROM annotation_themes WHERE annotation = ?1 AND theme = ?2")?
            .execute(params![id.0, theme])?;
    }
    for theme in wanted {
        act.conn
            .prepare_cached("INSERT OR IGNORE INTO annotation_themes (annotation, theme) VALUES (?1, ?2)")?
            .execute(params![id.0, theme])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{ArticleId, Edit, ThemeName};
    use crate::store::fixture::{assert_indexed, dump, filled};
    use crate::text::Span;

    fn taken(state: State, span: (usize, usize)) -> TakenIn {
        TakenIn {
            uuid: Uuid::from_u128(77),
            article: ArticleId(3),
            place: Some(TakenPlace {
                span: Span::new(span.0, span.1),
                state,
                quote: "Uno.".into(),
                prefix: "before ".into(),
                suffix: " after".into(),
            }),
            themes: vec![ThemeName::Path("Sea/Ports".into())],
            note: Some("Why?".into()),
            created: Some("2020-01-01T00:00:00Z".into()),
            updated: Some("2020-02-01T00:00:00Z".into()),
        }
    }

    #[test]
    fn one_from_elsewhere_keeps_its_id_and_its_time_and_is_never_there_twice() {
        let mut store = filled();
        let before = dump(&store);
        let come = |store: &mut crate::store::Store, one: TakenIn| {
            store.apply(&[Edit::TakeIn(Box::new(one))]).unwrap();
            let all = store.annotations_of(ArticleId(3)).unwrap();
            all.into_iter().filter(|a| a.uuid == Uuid::from_u128(77)).collect::<Vec<_>>()
        };
        let [one] = come(&mut store, taken(State::Placed, (7, 11))).try_into().unwrap();
        assert_eq!((one.quote.as_str(), one.points, one.paragraph), ("One.", (7, 11), Some(1)));
        assert_eq!(
            (one.created.as_str(), one.updated.as_str()),
            ("2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z")
        );
        assert_eq!((one.note.as_deref(), one.themes.len()), (Some("Why?"), 1));
        let other = TakenIn {
            place: None,
            themes: vec![ThemeName::Path("Ships".into())],
            note: None,
            ..taken(State::Placed, (0, 0))
        };
        let [one] = come(&mut store, other).try_into().unwrap();
        assert_eq!((one.quote.as_str(), one.note.as_deref(), one.themes.len()), ("One.", None, 1));
        let [one] = come(&mut store, taken(State::Changed, (7, 11))).try_into().unwrap();
        assert_eq!(
            (one.quote.as_str(), one.now.as_deref(), one.prefix.as_str()),
            ("Uno.", Some("One."), "before ")
        );
        let [one] = come(&mut store, taken(State::Lost, (7, 11))).try_into().unwrap();
        assert_eq!((one.quote.as_str(), one.state, one.paragraph), ("Uno.", State::Lost, None));
        assert_indexed(&store);
        for _ in 0..4 {
            store.undo().unwrap();
        }
        assert_eq!(dump(&store), before);
        assert_indexed(&store);
    }

    #[test]
    fn what_has_no_place_or_another_article_is_refused() {
        let mut store = filled();
        let mut refused = |one: TakenIn| store.apply(&[Edit::TakeIn(Box::new(one))]).unwrap_err().to_string();
        assert!(refused(TakenIn { place: None, ..taken(State::Placed, (0, 0)) }).contains("where it is"));
        assert!(refused(taken(State::Placed, (7, 9999))).contains("ends at byte 9999"));
        assert!(
            refused(TakenIn { article: ArticleId(99), ..taken(State::Placed, (7, 11)) })
                .contains("no article 99")
        );
        store.apply(&[Edit::TakeIn(Box::new(taken(State::Placed, (7, 11))))]).unwrap();
        let moved = TakenIn { article: ArticleId(1), ..taken(State::Placed, (0, 1)) };
        assert!(
            store
                .apply(&[Edit::TakeIn(Box::new(moved))])
                .unwrap_err()
                .to_string()
                .contains("another article")
        );
    }
}
