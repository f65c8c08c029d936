//! The form for what is known of an article.

use super::super::{App, Details, Overlay};
use super::top;
use crate::model::{Article, ArticleId, DraftOn};

/// Opens the form.
pub fn open(app: &mut App) {
    let Some(article) = app.article_meant().cloned() else { return };
    open_of(app, &article);
}

/// Opens the form of an article that shows somewhere; whether one does.
pub fn open_on(app: &mut App, article: ArticleId) -> bool {
    let open = app.reader.as_ref().map(|reader| &reader.article);
    let found = open.into_iter().chain(&app.list.loaded).find(|one| one.id == article).cloned();
    if let Some(article) = &found {
        open_of(app, article);
    }
    found.is_some()
}

/// Opens the form, with what was typed there before and not saved.
fn open_of(app: &mut App, article: &Article) {
    let on = DraftOn::Details(article.id);
    let mut details = Details::new(article);
    if let Some(earlier) = app.drafts.get(on).cloned() {
        app.hold_draft(&earlier);
        details = details.resumed(&earlier.text);
        details.unsaved = app.drafts.is_unstored(on);
        app.say("What was typed here before is back; Enter saves it.");
    }
    app.overlays.push(Overlay::Details(Box::new(details)));
}

/// Enter: one step, if all is right.
pub fn save(app: &mut App) {
    let Some(Overlay::Details(details)) = top(app) else { return };
    let article = details.article;
    if !details.is_changed() {
        app.overlays.pop();
        app.drop_draft(DraftOn::Details(article));
        return;
    }
    if !details.check() {
        return;
    }
    let edit = details.edit();
    // It may yet fail: then what was typed is still there.
    app.keep_draft();
    app.overlays.pop();
    app.apply(vec![edit]);
    app.saving_form = app.in_flight.map(|ticket| (ticket, DraftOn::Details(article)));
}

/// Esc closes the form and keeps what was typed.
pub fn set_aside(app: &mut App, details: Details) {
    let on = DraftOn::Details(details.article);
    let is_changed = details.is_changed();
    app.overlays.push(Overlay::Details(Box::new(details)));
    app.keep_draft();
    app.overlays.pop();
    if is_changed {
        app.put_aside(on);
    } else {
        app.drop_draft(on);
    }
}
