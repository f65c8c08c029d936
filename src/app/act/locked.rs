//! A library that can only be read: what changes it is refused at once, before anything is typed in vain.

use super::super::App;
use crate::command::Command;

/// Why a command cannot be done in a library that can only be read.
pub fn refusal(app: &App, command: Command) -> Option<String> {
    let why = app.locked.as_ref().filter(|_| changes(command))?;
    Some(format!("This library can only be read; copy it to change it ({why})."))
}

impl App {
    /// Says once that nothing is kept here, and from now on refuses what would have to be.
    pub fn tell_locked(&mut self, why: String) {
        self.say(format!("Nothing is kept: this library can only be read ({why})."));
        self.locked = Some(why);
    }
}

/// Whether a command changes the library, or what is kept in it. What is missing here the store refuses.
fn changes(command: Command) -> bool {
    match command {
        Command::NarrowThemes
        | Command::Suggest
        | Command::ThemeCounts
        | Command::Compare
        | Command::NextCandidate
        | Command::PreviousCandidate => false,
        Command::Undo
        | Command::Redo
        | Command::SetMark
        | Command::TakeAsNote
        | Command::ToggleRead
        | Command::ToggleStar
        | Command::Trash
        | Command::Restore
        | Command::DeleteForGood
        | Command::EmptyTrash
        | Command::AddArticles
        | Command::EditDetails
        | Command::Subscribe
        | Command::EndFeed
        | Command::RefreshFeeds
        | Command::ClearSamples
        | Command::MarkFurniture
        | Command::Tag
        | Command::Note
        | Command::RepeatTag
        | Command::Delete
        | Command::KeepNote
        | Command::Extend
        | Command::Shrink
        | Command::EditThemes
        | Command::ArticleNote => true,
        _ => matches!(command.group(), "Themes" | "Mending"),
    }
}
