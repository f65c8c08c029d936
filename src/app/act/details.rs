//! The form for what is known of an article.

use super::super::{App, Details, Overlay};
use super::top;

/// Opens the form, with what was typed there before and not saved.
pub fn open(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let id = article.id;
    let mut details = Details::new(article);
    if let Some(earlier) = app.unsaved_details.remove(&id) {
        details = details.resumed(&earlier);
        app.say("What was typed here before is back; Enter saves it.");
    }
    app.overlays.push(Overlay::Details(Box::new(details)));
}

/// Enter: one step, if all is right.
pub fn save(app: &mut App) {
    let Some(Overlay::Details(details)) = top(app) else { return };
    if !details.is_changed() {
        app.overlays.pop();
        return;
    }
    if !details.check() {
        return;
    }
    let edit = details.edit();
    let saved = details.clone();
    app.overlays.pop();
    app.apply(vec![edit]);
    // It may yet fail: then what was typed is still there.
    if let Some(ticket) = app.in_flight {
        app.saving_details = Some((ticket, *saved));
    }
}

/// Esc closes the form and keeps what was typed.
pub fn set_aside(app: &mut App, details: Details) {
    if details.is_changed() {
        app.unsaved_details.insert(details.article, details);
        app.say("Not saved, but kept until you leave: e here takes it up again.");
    }
}
