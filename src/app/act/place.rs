//! Whether a command is at home where it is asked for: by name a user can ask for any of them anywhere.

use super::super::{App, Overlay, Pane, Rows};
use crate::command::{Command, Context, Found, Key};

const NO_TEXT: &str = "No article is open; choose one in the list and press Enter.";
const NO_FIELD: &str = "It edits what is being typed, and no line of input is open now.";
const NO_NOTE: &str = "It works while a note is written; c on a passage begins one.";
const NO_CHOICE: &str = "It chooses among rows, and no chooser is open now; Enter on a sentence opens one.";

/// Why a command cannot be done in this place, whatever else holds.
pub fn refused(app: &App, command: Command) -> Option<&'static str> {
    let context = app.context();
    let in_text = matches!(context, Context::Reader | Context::Visual);
    if matches!(command, Command::TagSuggested | Command::DismissSuggested) && !is_over_suggestions(app) {
        return Some("It is about a sentence that is suggested; s in the theme panel suggests some.");
    }
    if context == Context::Board && is_on_theme(command) && app.theme_meant().is_none() {
        let is_gone = app.board().is_some_and(|board| board.theme().is_some());
        return Some(if is_gone {
            "The theme of this board is gone; gt shows those there are."
        } else {
            "This board is of no one theme; f narrows it to one."
        });
    }
    if matches!(command, Command::FoldFurniture | Command::Outline) && app.reader.is_none() {
        return Some(NO_TEXT);
    }
    // What has a key in a place is at home there.
    let at_home = || app.prefs.keymap.bindings(context).iter().any(|(bound, _)| *bound == command);
    if !in_text && at_home() {
        return None;
    }
    match command {
        Command::SaveNote
        | Command::NewLine
        | Command::SetAside
        | Command::ExternalEditor
        | Command::CursorUp
        | Command::CursorDown
        | Command::UndoTyping
        | Command::RedoTyping => (context != Context::Note).then_some(NO_NOTE),
        Command::Accept | Command::ChooseNext | Command::ChoosePrevious => {
            (!context.is_text() || context == Context::Note).then_some(NO_CHOICE)
        }
        Command::OlderLine | Command::NewerLine => {
            (context != Context::Line).then_some("It works where a line is typed; : opens one.")
        }
        Command::Tick => (context != Context::Chooser).then_some(NO_CHOICE),
        Command::DeleteBack
        | Command::DeleteForward
        | Command::DeleteWord
        | Command::DeleteLine
        | Command::CursorLeft
        | Command::CursorRight
        | Command::CursorStart
        | Command::CursorEnd => (!context.is_text()).then_some(NO_FIELD),
        Command::OtherEnd if context != Context::Visual => {
            Some("Nothing is selected; v begins a selection in the text.")
        }
        Command::Open if in_text || context == Context::Sidebar => {
            Some("It opens a row of a list; Tab goes to the articles, gf finds one by name.")
        }
        Command::Jump if !matches!(context, Context::Sidebar | Context::Board) => {
            Some("It goes from an entry to its passage; Tab goes to the sidebar, gt to the themes.")
        }
        _ if is_on_theme(command) && !matches!(context, Context::Themes | Context::Board) => {
            Some("It works on the theme under the cursor; gt opens the theme panel.")
        }
        Command::Themes if app.overlays.iter().any(|o| matches!(o, Overlay::Themes(_))) => {
            Some("The theme panel is open; q goes back to it.")
        }
        Command::Feeds if app.overlays.iter().any(|o| matches!(o, Overlay::Feeds(_))) => {
            Some("The feeds are open; q goes back to them.")
        }
        Command::EndFeed if context != Context::Feeds => {
            Some("It ends the subscription under the cursor; gF shows the feeds.")
        }
        Command::NarrowThemes if context != Context::Themes => {
            Some("It works in the theme panel; gt opens it.")
        }
        Command::ShowAll
        | Command::ShowUnread
        | Command::ShowStarred
        | Command::ShowAnnotated
        | Command::ShowBare
        | Command::ShowTrash
        | Command::Sort
            if !app.overlays.is_empty() && (command, context) != (Command::Sort, Context::Board) =>
        {
            Some("It works on the article list; q closes what lies over it.")
        }
        Command::NextPane | Command::PreviousPane if !app.overlays.is_empty() => {
            Some("Something lies over the panes; q closes it.")
        }
        Command::Tag | Command::KeepNote if context == Context::Sidebar && app.reader.is_some() => None,
        _ if needs_text(command) && app.reader.is_none() && !moves_rows(command, context) => Some(NO_TEXT),
        _ if needs_text(command) && !in_text && !moves_rows(command, context) => Some(to_the_text(app)),
        _ => None,
    }
}

fn is_over_suggestions(app: &App) -> bool {
    matches!(app.overlays.last(), Some(Overlay::Survey(sheet)) if matches!(sheet.rows, Rows::Suggestions(_)))
}

/// Whether a command works on the theme under the cursor.
pub(super) fn is_on_theme(command: Command) -> bool {
    matches!(
        command,
        Command::RenameTheme
            | Command::MergeTheme
            | Command::MoveTheme
            | Command::DescribeTheme
            | Command::ColorTheme
            | Command::PinTheme
            | Command::Suggest
            | Command::ThemeCounts
            | Command::RemoveTheme
    )
}

/// The way from a pane to the one where keys mean something that mean nothing here.
pub fn at_home(app: &App, keys: &[Key]) -> Option<&'static str> {
    let is_key = |there| matches!(app.prefs.keymap.find(there, keys), Found::Command(_));
    if app.context() == Context::Reader {
        return is_key(Context::List).then_some("it works in the list: q takes you there.");
    }
    let in_pane = matches!(app.context(), Context::List | Context::Trash | Context::Sidebar);
    (in_pane && is_key(Context::Reader) && app.reader.is_some()).then_some(match app.focus {
        Pane::Sidebar => "it works in the text: Shift-Tab or q takes you there.",
        _ => "it works in the text: Tab takes you there.",
    })
}

/// What leads to the text from here.
fn to_the_text(app: &App) -> &'static str {
    if !app.overlays.is_empty() {
        return "It works in the text; close what lies over it first.";
    }
    match app.focus {
        Pane::Sidebar => "It works in the text; q takes you there.",
        _ => "It works in the text; Tab takes you there.",
    }
}

/// Whether a command works on the text of the open article.
fn needs_text(command: Command) -> bool {
    let group = matches!(command.group(), "Moving" | "Searching" | "Selecting" | "Tagging");
    let elsewhere = matches!(command, Command::Cancel | Command::ArticleNote | Command::Jump);
    (group && !elsewhere) || matches!(command, Command::FoldFurniture | Command::Outline)
}

/// Whether a command moves in a list of rows, where one has the focus.
fn moves_rows(command: Command, context: Context) -> bool {
    let in_rows = !matches!(context, Context::Reader | Context::Visual);
    in_rows
        && matches!(
            command,
            Command::Down
                | Command::Up
                | Command::HalfDown
                | Command::HalfUp
                | Command::PageDown
                | Command::PageUp
                | Command::Top
                | Command::Bottom
        )
}
