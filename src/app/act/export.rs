//! The export menu, and where an export goes.

use std::path::PathBuf;

use super::super::{App, Asking, Choice, Menu, Overlay, Prompt};
use super::top;
use crate::app::ExportFormat;
use crate::app::msg::Ask;
use crate::command::Context;

pub fn menu(app: &mut App) {
    let meant = app.articles_meant();
    let articles = match (app.context(), app.article_meant()) {
        (Context::Trash, _) => None,
        (_, Some(article)) if meant == [article.id] => {
            Some((meant, format!("the article “{}”", article.title())))
        }
        _ if meant.is_empty() => None,
        _ => {
            let what = match meant.len() {
                1 => "the selected article".to_owned(),
                n => format!("the {n} selected articles"),
            };
            Some((meant, what))
        }
    };
    let theme = app.theme_meant();
    // In the text and beside it, a theme of the annotation that is meant.
    let under = || {
        let id = match app.context() {
            Context::Sidebar => app.entry(),
            Context::Reader => app.target_annotation(),
            _ => None,
        };
        let annotation = app.reader.as_ref()?.marks.get(id?)?;
        annotation.themes.first().and_then(|theme| app.theme(*theme))
    };
    let menu = Menu::new(articles, theme.or_else(under), theme.is_some());
    app.overlays.push(Overlay::Menu(menu));
}

/// Asks where the chosen export goes.
pub fn ask(app: &mut App) {
    let Some(Overlay::Menu(menu)) = top(app) else { return };
    let Some(choice) = menu.choices.get(menu.cursor).cloned() else { return };
    ask_where(app, choice);
}

fn ask_where(app: &mut App, choice: Choice) {
    let to = match app.prefs.here.as_str() {
        "" => choice.to.clone(),
        here => format!("{}/{}", here.trim_end_matches('/'), choice.to),
    };
    app.overlays.push(Overlay::Prompt(Prompt::new(Asking::ExportTo(choice), to)));
}

/// Exports the whole library; where no place is named, it is asked for.
pub fn whole(app: &mut App, format: ExportFormat, to: &str) -> Result<(), String> {
    let menu = Menu::new(None, None, false);
    let choice = menu.choices.into_iter().find(|choice| choice.format == format);
    let Some(choice) = choice else { return Err("This format is not for a whole library.".to_owned()) };
    if to.is_empty() {
        ask_where(app, choice);
        return Ok(());
    }
    go(app, &choice, to)
}

pub fn go(app: &mut App, choice: &Choice, to: &str) -> Result<(), String> {
    if to.is_empty() {
        return Err("Type the file or folder to export to.".to_owned());
    }
    app.overlays.retain(|overlay| !matches!(overlay, Overlay::Menu(_)));
    let (scope, format) = (choice.scope.clone(), choice.format);
    app.ask(Ask::Export { scope, format, to: PathBuf::from(to) });
    // Both are long work on the library, one after the other.
    app.say(if app.importing.is_empty() {
        "Exporting…"
    } else {
        "The export begins when the import has ended."
    });
    Ok(())
}
