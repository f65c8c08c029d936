//! Selecting.

use super::super::{App, By, Selection};
use crate::command::Command;

/// Begins a selection at the cursor, or changes how the present one grows, or ends it.
pub fn start(app: &mut App, by: By) {
    let Some(reader) = &mut app.reader else { return };
    reader.stepped = None;
    reader.selection = match reader.selection {
        Some(selection) if selection.by == by => {
            reader.leave_selection();
            None
        }
        Some(selection) => Some(Selection { by, ..selection }),
        None => Some(Selection { from: reader.cursor, by, changing: None }),
    };
}

pub fn other_end(app: &mut App) {
    let Some(reader) = &mut app.reader else { return };
    let Some(selection) = reader.selection else { return };
    let from = reader.cursor;
    reader.reach(selection.from);
    reader.selection = Some(Selection { from, ..selection });
}

/// Selects a text object around the cursor; again, or with a count, what follows or surrounds it.
pub fn object(app: &mut App, command: Command, count: Option<usize>) {
    let Some(reader) = &mut app.reader else { return };
    if let Some(span) = reader.object(command, count.unwrap_or(1)) {
        reader.select_span(span);
        return;
    }
    app.complain(none_around(command));
}

/// What to say where there is no such object.
pub fn none_around(command: Command) -> String {
    let what = match command {
        Command::InnerQuotes | Command::AroundQuotes => "quotation marks",
        Command::InnerBrackets | Command::AroundBrackets => "brackets",
        _ => return "There is no more text to select here.".to_owned(),
    };
    format!("There are no {what} around the cursor.")
}

pub fn is_object(command: Command) -> bool {
    matches!(
        command,
        Command::InnerWord
            | Command::AroundWord
            | Command::InnerSentence
            | Command::AroundSentence
            | Command::InnerParagraph
            | Command::AroundParagraph
            | Command::InnerQuotes
            | Command::AroundQuotes
            | Command::InnerBrackets
            | Command::AroundBrackets
    )
}
