//! The sidebar's own filter and order.

use std::collections::BTreeSet;

use super::super::{App, Asking, Chooser, MarginSort, Overlay, Pane, Prompt, Purpose};
use crate::app::msg::{Ask, Ticket, Which};
use crate::model::query::{self, Query};
use crate::model::{AnnotationId, ThemeId};

impl App {
    /// Asks which annotations of the open article the sidebar's filter leaves: when the filter is another,
    /// and when they are.
    pub(in crate::app) fn seek_margin(&mut self) {
        let Some(article) = self.open_article() else { return };
        let query = self.margin.query.clone();
        if query.is_all() {
            (self.margin.found, self.margin.trouble, self.margin.asked) = (None, None, None);
            return;
        }
        let which = Which { themes: Vec::new(), article: Some(article), within: None, query };
        self.margin.asked = Some(self.ask(Ask::Narrowed { which }));
    }

    pub(in crate::app) fn take_narrowed(&mut self, ticket: Ticket, found: Vec<AnnotationId>) {
        if self.end_seeking(ticket, found.into_iter().collect(), None) {
            self.release();
        }
    }

    /// The sidebar's filter asks for what cannot be; whether it does.
    pub(in crate::app) fn fail_margin(&mut self, ticket: Ticket, why: &str) -> bool {
        self.end_seeking(ticket, BTreeSet::new(), Some(why.to_owned()))
    }

    fn end_seeking(&mut self, ticket: Ticket, found: BTreeSet<AnnotationId>, why: Option<String>) -> bool {
        if self.margin.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        (self.margin.found, self.margin.trouble) = (Some(found), why);
        if std::mem::take(&mut self.margin.settling) {
            go_along(self);
        }
        true
    }
}

/// Asks for a query to narrow the sidebar by; it follows as it is typed.
pub fn filter(app: &mut App) {
    let before = app.margin.typed.clone();
    let asking = Asking::NarrowMargin { before: before.clone() };
    app.overlays.push(Overlay::Prompt(Prompt::new(asking, before)));
    app.ask_for_lines();
}

/// The sidebar follows a filter as it is typed; what cannot be read yet changes nothing.
pub fn follow(app: &mut App, text: &str) {
    let Ok(query) = query::parse_typed(text) else { return };
    show(app, text, query);
}

/// Enter: the filter stands, and the text goes along with what is left; or what is wrong with it.
pub fn settle(app: &mut App, text: &str) -> Result<(), String> {
    let query = query::parse(text).map_err(|error| error.sentence())?;
    show(app, text, query.typing());
    if app.margin.asked.is_some() {
        app.margin.settling = true;
    } else {
        go_along(app);
    }
    Ok(())
}

fn show(app: &mut App, text: &str, query: Query) {
    text.clone_into(&mut app.margin.typed);
    if app.margin.query != query {
        app.margin.query = query;
        app.seek_margin();
    }
}

/// The text goes to the entry that is meant among those that are left.
fn go_along(app: &mut App) {
    if app.margin.is_narrowed()
        && let Some(id) = app.entry()
    {
        app.choose_entry(id);
    }
}

pub fn choose_theme(app: &mut App) {
    let chooser = Chooser::new(Purpose::Narrow, Vec::new(), &app.themes);
    app.overlays.push(Overlay::Chooser(Box::new(chooser)));
}

/// Narrows the sidebar to a theme and those below it; `None` takes that back.
pub fn narrow(app: &mut App, theme: Option<ThemeId>) {
    app.margin.theme = theme;
    go_along(app);
    if theme.is_none() {
        app.say("All themes are shown.");
    }
}

/// Why there is no entry to act on.
pub fn why_empty(app: &App) -> String {
    if app.margin.is_narrowed() && app.reader.as_ref().is_some_and(|r| r.marks.all().next().is_some()) {
        "No annotation is left by the filter; Esc shows all again.".to_owned()
    } else {
        "This article has no annotation yet; tag a sentence with Enter.".to_owned()
    }
}

/// The next order.
pub fn sort(app: &mut App) {
    app.margin.sort = app.margin.sort.next();
    app.say(match app.margin.sort {
        MarginSort::Place => "The sidebar is sorted by place; once more: by time.",
        MarginSort::Newest => "The sidebar is sorted by time, the newest first; once more: by theme.",
        MarginSort::Theme => "The sidebar is sorted by theme; once more: by place.",
    });
}

/// Esc in the sidebar takes its filter and order away; whether there was one.
pub fn leave(app: &mut App) -> bool {
    let left = app.focus == Pane::Sidebar && app.margin.clear();
    if left {
        app.say("The sidebar shows all annotations again.");
    }
    left
}
