//! The theme panel: the tree, its changes, and from a theme to its passages.

use super::super::{App, Asking, Board, Chooser, Field, Overlay, Panel, Prompt, Purpose};
use crate::app::msg::Ask;
use crate::model::{Edit, Theme, ThemeId, split_path};

impl App {
    /// The theme under the cursor of the panel, or of the board.
    pub(super) fn theme_meant(&self) -> Option<&Theme> {
        self.overlays.iter().rev().find_map(|overlay| match overlay {
            Overlay::Themes(panel) => self.themes.get(panel.cursor),
            Overlay::Board(board) => self.theme(board.theme),
            _ => None,
        })
    }
}

pub fn open(app: &mut App) {
    if !app.overlays.iter().any(|overlay| matches!(overlay, Overlay::Themes(_))) {
        app.overlays.push(Overlay::Themes(Panel::default()));
    }
}

/// The passages of the theme in all articles.
pub fn board(app: &mut App) {
    let Some(theme) = app.theme_meant().map(|theme| theme.id) else { return };
    let ticket = app.ask(Ask::Passages { theme });
    app.overlays.push(Overlay::Board(Board::new(theme, ticket)));
}

fn prompt(app: &mut App, asking: Asking, text: &str) {
    app.overlays.push(Overlay::Prompt(Prompt { asking, field: Field::with(text), mistake: None }));
}

pub fn add(app: &mut App) {
    prompt(app, Asking::NewTheme, "");
}

pub fn added(app: &mut App, name: &str) -> Result<(), String> {
    if split_path(name).is_empty() {
        return Err("A theme needs a name.".to_owned());
    }
    app.apply(vec![Edit::AddTheme { path: name.to_owned() }]);
    Ok(())
}

pub fn rename(app: &mut App) {
    let Some((id, name)) = app.theme_meant().map(|theme| (theme.id, theme.name.clone())) else { return };
    prompt(app, Asking::RenameTheme(id), &name);
}

pub fn renamed(app: &mut App, theme: ThemeId, name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("A theme needs a name.".to_owned());
    }
    app.apply(vec![Edit::RenameTheme { theme, name: name.to_owned() }]);
    Ok(())
}

/// Asks for the theme to merge into.
pub fn merge(app: &mut App) {
    let Some(from) = app.theme_meant().map(|theme| theme.id) else { return };
    let chooser = Chooser::new(Purpose::MergeInto(from), Vec::new(), &app.themes);
    app.overlays.push(Overlay::Chooser(Box::new(chooser)));
}

pub fn merge_into(app: &mut App, from: ThemeId, into: ThemeId) {
    app.apply(vec![Edit::MergeThemes { from: vec![from], into }]);
}

pub fn remove(app: &mut App) {
    let Some(theme) = app.theme_meant().map(|theme| theme.id) else { return };
    app.apply(vec![Edit::RemoveTheme { theme }]);
}
