//! The export menu, and where an export goes.

use std::path::PathBuf;

use super::super::{App, Asking, Choice, Field, Menu, Overlay, Prompt};
use super::top;
use crate::app::msg::Ask;

pub fn menu(app: &mut App) {
    let menu = Menu::new(app.article_meant(), app.theme_meant());
    app.overlays.push(Overlay::Menu(menu));
}

/// Asks where the chosen export goes.
pub fn ask(app: &mut App) {
    let Some(Overlay::Menu(menu)) = top(app) else { return };
    let Some(choice) = menu.choices.get(menu.cursor).cloned() else { return };
    let field = Field::with(choice.to.clone());
    app.overlays.push(Overlay::Prompt(Prompt { asking: Asking::ExportTo(choice), field, mistake: None }));
}

pub fn go(app: &mut App, choice: &Choice, to: &str) -> Result<(), String> {
    if to.is_empty() {
        return Err("Type the file or folder to export to.".to_owned());
    }
    app.overlays.retain(|overlay| !matches!(overlay, Overlay::Menu(_)));
    let (scope, format) = (choice.scope.clone(), choice.format);
    app.ask(Ask::Export { scope, format, to: PathBuf::from(to) });
    app.say("Exporting…");
    Ok(())
}
