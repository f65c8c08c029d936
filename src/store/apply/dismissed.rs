//! Edits of what is suggested for a theme.

use rusqlite::params;

use super::annotations::passage;
use super::{Act, Said, look};
use crate::model::{ArticleId, ThemeId};
use crate::store::{Result, StoreError};
use crate::text::{Span, one_line};

pub(super) fn set(
    act: &Act<'_>,
    theme: ThemeId,
    article: ArticleId,
    span: Span,
    dismissed: bool,
) -> Result<Said> {
    let path = look::path(act.conn, theme)?;
    let revision = look::readable(act.conn, article)?.revision;
    let passage = passage(act, article, revision, span)?;
    // As they read, however the text wraps them.
    let words = one_line(&passage.quote);
    let quote = look::cut(&words);
    let known = rows(act, theme, article, &words)?;
    if dismissed {
        if known.is_empty() {
            act.conn
                .prepare_cached("INSERT INTO dismissed (theme, article, quote, at) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![theme.0, article.0, words, act.now])?;
        }
        let many = format!("dismiss {{n}} sentences for {path}");
        return Ok(Said::new(format!("dismiss {quote} for {path}"), many));
    }
    for row in &known {
        act.conn.prepare_cached("DELETE FROM dismissed WHERE id = ?1")?.execute([row])?;
    }
    if known.is_empty() {
        return Err(StoreError::refused(format!(
            "{quote} was not dismissed for “{path}” (`postil suggest THEME --dismissed` lists what was)"
        )));
    }
    let many = format!("suggest {{n}} sentences for {path} again");
    Ok(Said::new(format!("suggest {quote} for {path} again"), many))
}

/// The rows of these words, which some libraries have as the text wrapped them.
fn rows(act: &Act<'_>, theme: ThemeId, article: ArticleId, words: &str) -> Result<Vec<i64>> {
    let mut select =
        act.conn.prepare_cached("SELECT id, quote FROM dismissed WHERE theme = ?1 AND article = ?2")?;
    let all = select.query_map([theme.0, article.0], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let all: Vec<(i64, String)> = all.collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(|(_, quote)| one_line(quote) == words).map(|(id, _)| id).collect())
}

/// What was dismissed for a theme is so for the one that it is merged into.
pub(super) fn merge(act: &Act<'_>, from: ThemeId, into: ThemeId) -> Result<()> {
    act.conn
        .prepare_cached(
            "DELETE FROM dismissed WHERE theme = ?1 \
             AND (article, quote) IN (SELECT article, quote FROM dismissed WHERE theme = ?2)",
        )?
        .execute(params![from.0, into.0])?;
    act.conn
        .prepare_cached("UPDATE dismissed SET theme = ?2 WHERE theme = ?1")?
        .execute(params![from.0, into.0])?;
    Ok(())
}

/// Of a theme that goes.
pub(super) fn forget(act: &Act<'_>, theme: ThemeId) -> Result<()> {
    act.conn.prepare_cached("DELETE FROM dismissed WHERE theme = ?1")?.execute([theme.0])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::model::{ArticleId, Edit, ThemeId};
    use crate::store::Store;
    use crate::store::fixture::{dump, filled, theme};
    use crate::text::Span;

    const SHIPS: ArticleId = ArticleId(1);

    fn dismiss(of: ThemeId, span: (usize, usize), dismissed: bool) -> Edit {
        Edit::Dismiss { theme: of, article: SHIPS, span: Span::new(span.0, span.1), dismissed }
    }

    fn quotes(store: &Store, of: ThemeId) -> Vec<String> {
        store.dismissed(of).unwrap().into_iter().map(|one| one.quote).collect()
    }

    fn with_themes() -> Store {
        let mut store = filled();
        store.apply(&["Harbour", "Noon"].map(|path| Edit::AddTheme { path: path.into() })).unwrap();
        store
    }

    #[test]
    fn a_sentence_is_dismissed_once_and_taken_back() {
        let mut store = with_themes();
        let before = dump(&store);
        let label = |store: &mut Store, edit| store.apply(&[edit]).unwrap();
        let first = label(&mut store, dismiss(theme(1), (7, 37), true));
        assert_eq!(first.label, "dismiss “The harbour was shut at noon.” for Harbour");
        assert_eq!(quotes(&store, theme(1)), ["The harbour was shut at noon."]);
        assert!(quotes(&store, theme(2)).is_empty(), "another theme may want it");
        let again = label(&mut store, dismiss(theme(1), (7, 36), true));
        assert_eq!(again.step, None, "it is already");
        let back = label(&mut store, dismiss(theme(1), (7, 36), false));
        assert_eq!(back.label, "suggest “The harbour was shut at noon.” for Harbour again");
        assert!(quotes(&store, theme(1)).is_empty());
        let error = store.apply(&[dismiss(theme(1), (7, 36), false)]).unwrap_err().to_string();
        assert!(error.contains("was not dismissed for “Harbour”"), "{error}");
        store.undo().unwrap();
        assert_eq!(quotes(&store, theme(1)).len(), 1);
        store.undo().unwrap();
        assert_eq!(dump(&store), before);
        store.redo().unwrap();
        assert_eq!(quotes(&store, theme(1)).len(), 1);
        for edit in [dismiss(theme(9), (7, 36), true), dismiss(theme(1), (7, 999), true)] {
            assert!(store.apply(&[edit]).is_err());
        }
    }

    #[test]
    fn what_an_older_library_has_as_the_text_wrapped_it_is_known_by_its_words() {
        let mut store = with_themes();
        store.apply(&[dismiss(theme(1), (7, 36), true)]).unwrap();
        store
            .conn
            .execute("UPDATE dismissed SET quote = replace(quote, ' was', char(10) || 'was')", [])
            .unwrap();
        assert_eq!(store.apply(&[dismiss(theme(1), (7, 36), true)]).unwrap().step, None, "it is already");
        store.apply(&[dismiss(theme(1), (7, 36), false)]).unwrap();
        assert!(quotes(&store, theme(1)).is_empty());
    }

    #[test]
    fn it_goes_with_its_theme_and_its_article() {
        let mut store = with_themes();
        let both = [theme(1), theme(2)].map(|of| dismiss(of, (7, 36), true));
        store.apply(&both).unwrap();
        store.apply(&[dismiss(theme(1), (38, 54), true)]).unwrap();
        let before = dump(&store);
        store.apply(&[Edit::MergeThemes { from: vec![theme(1)], into: theme(2) }]).unwrap();
        assert_eq!(quotes(&store, theme(2)), ["The harbour was shut at noon.", "Nobody said why."]);
        store.apply(&[Edit::RemoveTheme { theme: theme(2) }]).unwrap();
        assert!(!dump(&store).contains("dismissed"));
        store.undo().unwrap();
        store.undo().unwrap();
        assert_eq!(dump(&store), before);
        store.apply(&[Edit::TrashArticle { article: SHIPS }]).unwrap();
        assert!(quotes(&store, theme(1)).is_empty());
        store.empty_trash().unwrap();
        assert!(!dump(&store).contains("dismissed"));
        while store.undo().unwrap().is_some() {}
        while store.redo().unwrap().is_some() {}
        assert!(!dump(&store).contains("dismissed"));
    }
}
