//! What may follow the keys pressed so far, shown after a pause.

use crate::app::App;
use crate::command::{Command, Context};

/// Keys, and a word on each.
pub fn continuations(app: &App) -> Vec<(String, String)> {
    let pending = &app.pending;
    let prefix: String = pending.keys.iter().map(ToString::to_string).collect();
    match (pending.taker, &pending.operator) {
        (Some(Command::GoToMark), _) => marks(app, &prefix),
        (Some(Command::SetMark), _) => vec![(format!("{prefix}a-z"), "the mark's letter".to_owned())],
        (Some(command), _) => vec![(format!("{prefix}…"), word(command).to_owned())],
        (None, Some(operator)) if pending.keys.is_empty() => {
            let own: String = operator.keys.iter().map(ToString::to_string).collect();
            let mut shown = vec![(format!("{own}{own}"), "the sentence".to_owned())];
            shown.extend(MEANT.iter().filter_map(|(command, word)| {
                let chord = app.prefs.keymap.chord(Context::Visual, *command)?;
                Some((format!("{own}{chord}"), (*word).to_owned()))
            }));
            shown
        }
        (None, operator) => {
            let context = if operator.is_some() { Context::Visual } else { app.context() };
            app.prefs
                .keymap
                .continuations(context, &pending.keys)
                .into_iter()
                .map(|(chord, command)| (format!("{prefix}{chord}"), command.name().to_owned()))
                .collect()
        }
    }
}

/// What an operator is most often followed by.
const MEANT: &[(Command, &str)] = &[
    (Command::InnerParagraph, "the paragraph"),
    (Command::InnerWord, "the word"),
    (Command::NextParagraph, "to its end"),
    (Command::InnerQuotes, "what is quoted"),
    (Command::FindCharacter, "to a character"),
    (Command::Bottom, "to the end"),
    (Command::GoToMark, "to a mark"),
];

fn word(command: Command) -> &'static str {
    match command {
        Command::FindCharacterBack | Command::TillCharacterBack => "the character to go back to",
        _ => "the character to go to",
    }
}

/// The marks there are, with the words at them.
fn marks(app: &App, prefix: &str) -> Vec<(String, String)> {
    let mut shown: Vec<(String, String)> =
        app.marked().into_iter().map(|(letter, words)| (format!("{prefix}{letter}"), words)).collect();
    if shown.is_empty() {
        shown.push((String::new(), "no mark is set yet".to_owned()));
    }
    shown.push((format!("{prefix}'"), "before the last jump".to_owned()));
    shown
}
