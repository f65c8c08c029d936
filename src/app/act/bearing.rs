//! What commands have to do with the library: which change it, and which wait for a change that is on its way.

use crate::command::Command;

/// Whether a command waits while an edit is on its way, since it acts on what the edit changes.
pub fn waits(command: Command) -> bool {
    matches!(of(command), Bearing::ChangesInTurn | Bearing::InTurn)
}

/// Whether a command changes the library, or what is kept in it. What is missing here the store refuses.
pub(super) fn changes(command: Command) -> bool {
    matches!(of(command), Bearing::ChangesInTurn | Bearing::Changes)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearing {
    /// Changes the library, or asks for what is to change it.
    Changes,
    /// The same, and waits for the edit before it.
    ChangesInTurn,
    /// Changes nothing by itself, and waits.
    InTurn,
    None,
}

fn of(command: Command) -> Bearing {
    match command {
        Command::Tag
        | Command::RepeatTag
        | Command::Extend
        | Command::Shrink
        | Command::KeepNote
        | Command::MarkFurniture
        | Command::Delete
        | Command::EditThemes
        | Command::Note
        | Command::ArticleNote
        | Command::LibraryNote
        | Command::EditDetails
        | Command::Undo
        | Command::Redo
        | Command::JoinParagraphs
        | Command::SplitParagraph
        | Command::TitleLine
        | Command::CorrectText
        | Command::Attach
        | Command::ToggleRead
        | Command::ToggleStar
        | Command::Trash
        | Command::Restore
        | Command::DeleteForGood
        | Command::EmptyTrash
        | Command::EndFeed
        | Command::ClearSamples
        | Command::AddTheme
        | Command::RemoveTheme
        | Command::RenameTheme
        | Command::MergeTheme
        | Command::MoveTheme
        | Command::DescribeTheme
        | Command::ColorTheme
        | Command::PinTheme
        | Command::TagSuggested
        | Command::DismissSuggested => Bearing::ChangesInTurn,
        Command::SetMark
        | Command::TakeAsNote
        | Command::AddArticles
        | Command::Subscribe
        | Command::RefreshFeeds => Bearing::Changes,
        Command::StepOutward
        | Command::SelectAgain
        | Command::NextSameTheme
        | Command::PreviousSameTheme
        | Command::Accept
        | Command::SaveNote
        | Command::CopyQuotation
        | Command::CopyNote => Bearing::InTurn,
        _ => Bearing::None,
    }
}
