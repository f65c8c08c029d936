//! What may follow the keys pressed so far, shown after a pause.

use crate::app::App;
use crate::command::{Chord, Command, Context, Key};

/// Keys, a word on each, and a line on what it does.
pub struct Next {
    pub keys: String,
    pub word: String,
    pub about: String,
}

impl Next {
    fn plain((keys, word): (String, String)) -> Self {
        Self { keys, about: word.clone(), word }
    }
}

/// What may follow, sorted for the eye.
pub fn continuations(app: &App) -> Vec<Next> {
    let pending = &app.pending;
    if pending.taker.is_some() || (pending.operator.is_some() && pending.keys.is_empty()) {
        return meant(app).into_iter().map(Next::plain).collect();
    }
    let context = if pending.operator.is_some() { Context::Visual } else { app.context() };
    let mut next = app.prefs.keymap.continuations(context, &pending.keys);
    next.sort_by_key(|(chord, _)| order(chord));
    let whole = |chord: Chord| Chord(pending.keys.iter().copied().chain(chord.0).collect()).to_string();
    next.into_iter()
        .map(|(chord, command)| Next {
            keys: whole(chord),
            word: command.name().to_owned(),
            about: command.about_in(context).to_owned(),
        })
        .collect()
}

/// Letters first, a small one before its capital; then digits and signs.
fn order(chord: &Chord) -> Vec<(u8, char, bool, String)> {
    let rank = |key: &Key| {
        let c = key.typed().unwrap_or('\u{10ffff}');
        let class = u8::from(!c.is_alphabetic());
        (class, c.to_lowercase().next().unwrap_or(c), c.is_uppercase(), key.to_string())
    };
    chord.0.iter().map(rank).collect()
}

/// What a command that waits for a character or a motion may be given.
fn meant(app: &App) -> Vec<(String, String)> {
    let pending = &app.pending;
    let prefix: String = pending.keys.iter().map(ToString::to_string).collect();
    match (pending.taker, &pending.operator) {
        (Some(Command::GoToMark), _) => marks(app, &prefix),
        (Some(_), _) => taken(app).map(|(keys, word)| (keys, word.to_owned())).into_iter().collect(),
        (None, Some(operator)) if pending.keys.is_empty() => {
            let own: String = operator.keys.iter().map(ToString::to_string).collect();
            let mut shown = vec![(format!("{own}{own}"), "the sentence".to_owned())];
            shown.extend(MEANT.iter().filter_map(|(command, word)| {
                let chord = app.prefs.keymap.chord(Context::Visual, *command)?;
                Some((format!("{own}{chord}"), (*word).to_owned()))
            }));
            shown
        }
        _ => Vec::new(),
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
        Command::GoToMark | Command::SetMark => "the letter of a mark",
        Command::FindCharacterBack | Command::TillCharacterBack => "the character to go back to",
        _ => "the character to go to",
    }
}

/// The keys pressed so far with the character that is waited for, and what that is.
pub fn taken(app: &App) -> Option<(String, &'static str)> {
    let command = app.pending.taker?;
    let prefix: String = app.pending.keys.iter().map(ToString::to_string).collect();
    let letter = if matches!(command, Command::GoToMark | Command::SetMark) { "a-z" } else { "…" };
    Some((format!("{prefix}{letter}"), word(command)))
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
