//! The sidebar's own filter and order.

use super::super::{App, Asking, Chooser, Field, MarginSort, Overlay, Pane, Prompt, Purpose};
use crate::model::ThemeId;

/// Asks for words to narrow the sidebar by; it follows as they are typed.
pub fn filter(app: &mut App) {
    let before = app.margin.typed.clone();
    app.overlays.push(Overlay::Prompt(Prompt {
        asking: Asking::NarrowMargin { before: before.clone() },
        field: Field::with(before),
        mistake: None,
    }));
}

pub fn follow(app: &mut App, text: &str) {
    text.clone_into(&mut app.margin.typed);
}

/// The filter stands: the text goes along with what is left.
pub fn settle(app: &mut App) {
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
    settle(app);
    if theme.is_none() {
        app.say("All themes are shown.");
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
