//! Counts: which commands do something with a number that was typed before them. One that does not says so, since
//! the number meant something to whoever typed it.

use super::super::App;
use crate::command::{Command, Context};

/// Why a command is not done with a count, where it takes none.
pub(super) fn refusal(app: &App, command: Command) -> Option<String> {
    let context = app.context();
    // These give up what was begun, the count too, or leave.
    let gives_up = matches!(
        command,
        Command::Cancel | Command::Back | Command::Quit | Command::Suspend | Command::Redraw
    );
    if gives_up || takes(command, context) {
        return None;
    }
    let key = app.prefs.keymap.chord(context, command);
    let key = key.map_or_else(|| command.name().to_owned(), |chord| chord.to_string());
    Some(format!("{key} takes no count; nothing was done."))
}

fn takes(command: Command, context: Context) -> bool {
    match command {
        Command::LineStart
        | Command::LineFirst
        | Command::LineEnd
        | Command::ScreenMiddle
        | Command::CursorMiddle
        | Command::CursorTop
        | Command::CursorBottom
        | Command::SetMark
        | Command::GoToMark
        | Command::Select
        | Command::SelectParagraphs
        | Command::SelectAgain
        | Command::OtherEnd
        | Command::Search
        | Command::WordForward
        | Command::WordBackward => false,
        Command::Top | Command::Bottom => context.is_reading(),
        // The digit of a theme.
        Command::Open => context == Context::Themes,
        // On a board, of the passage that is chosen.
        Command::CopyQuotation => context != Context::Board,
        Command::Undo
        | Command::Redo
        | Command::Copy
        | Command::MarkFurniture
        | Command::Narrower
        | Command::Wider
        | Command::Extend
        | Command::Shrink => true,
        _ => matches!(command.group(), "Moving" | "Searching" | "Selecting"),
    }
}
