//! Taking what is chosen: in the theme chooser, in a line of input.

use super::super::{App, Chooser, Overlay, Purpose, Row, Target};
use super::{board, details, field, finder, finding, line, margin, tag, themes, top};
use crate::model::{Edit, ThemeName};

pub fn accept(app: &mut App) {
    match app.overlays.last() {
        Some(Overlay::Prompt(_)) => field::accept(app),
        Some(Overlay::Finding(_)) => finding::go(app),
        Some(Overlay::Details(_)) => details::save(app),
        Some(Overlay::Finder(_)) => finder::take(app),
        Some(Overlay::Line(_)) => line::accept(app),
        Some(Overlay::Chooser(chooser)) => {
            let chooser = (**chooser).clone();
            take(app, &chooser);
        }
        _ => {}
    }
}

/// Applies the theme that a digit belongs to, if the prompt is empty.
pub fn choose_digit(app: &mut App, digit: u32) {
    let Some(theme) = app.themes.iter().find(|theme| theme.key.map(u32::from) == Some(digit)).map(|t| t.id)
    else {
        app.complain(format!("No theme belongs to {digit}; type # before a name that begins with a digit."));
        return;
    };
    let Some(Overlay::Chooser(chooser)) = app.overlays.last_mut() else { return };
    chooser.chosen = chooser.rows.iter().position(|row| *row == Row::Theme(theme));
    if chooser.is_changed() {
        chooser.tick(&app.themes);
    } else {
        accept(app);
    }
}

fn take(app: &mut App, chooser: &Chooser) {
    match chooser.purpose {
        Purpose::MergeInto(from) => {
            let chosen = chooser.chosen.and_then(|row| chooser.rows.get(row));
            let Some(Row::Theme(into)) = chosen else {
                app.complain("Choose the theme to merge into.");
                return;
            };
            let into = *into;
            app.overlays.pop();
            themes::merge_into(app, from, into);
        }
        Purpose::MoveBelow(theme) => {
            let parent = match chooser.chosen.and_then(|row| chooser.rows.get(row)) {
                Some(Row::Theme(parent)) => Some(*parent),
                Some(Row::Top) => None,
                Some(Row::New(_)) | None => {
                    app.complain("Choose the theme to move it below, or the top.");
                    return;
                }
            };
            app.overlays.pop();
            themes::moved_below(app, theme, parent);
        }
        Purpose::Narrow => {
            let chosen = chooser.chosen.and_then(|row| chooser.rows.get(row));
            let theme = match chosen {
                Some(Row::Theme(theme)) => Some(*theme),
                _ if chooser.typed().is_empty() => None,
                _ => {
                    app.complain("No theme is called that; Esc leaves everything as it is.");
                    return;
                }
            };
            app.overlays.pop();
            if app.board().is_some() {
                board::narrow(app, theme);
            } else {
                margin::narrow(app, theme);
            }
        }
        Purpose::Tag(target) => put(app, chooser, &target),
    }
}

fn put(app: &mut App, chooser: &Chooser, target: &Target) {
    let edits = chooser.accept(target);
    app.overlays.pop();
    if edits.is_empty() {
        return;
    }
    let put: Vec<ThemeName> = edits
        .iter()
        .flat_map(|edit| match edit {
            Edit::Annotate { themes, .. } | Edit::PutThemes { themes, .. } => themes.clone(),
            _ => Vec::new(),
        })
        .collect();
    if !put.is_empty() {
        app.last_themes = put;
    }
    tag::leave_selection(app);
    app.apply(edits);
}

pub fn tick(app: &mut App) {
    if let Some(Overlay::Chooser(chooser)) = app.overlays.last_mut() {
        if chooser.chosen.is_none() {
            chooser.choose(1);
        }
        let typed = !chooser.field.text().is_empty();
        chooser.tick(&app.themes);
        if !typed {
            chooser.choose(1);
        }
    }
}

pub fn step(app: &mut App, by: isize) {
    match top(app) {
        Some(Overlay::Chooser(chooser)) => chooser.choose(by),
        Some(Overlay::Details(details)) => details.go(by),
        Some(Overlay::Finder(finder)) => finder.step(by),
        Some(Overlay::Line(_)) => line::complete(app, by),
        Some(Overlay::Finding(_)) => finding::step(app, by),
        Some(Overlay::Help(help)) => help.top = help.top.saturating_add_signed(by),
        _ => {}
    }
}
