//! The commands that the bottom line offers: those that matter where the user is, and can be done there.

use crate::app::{App, Overlay, Purpose, Rows};
use crate::command::{Command, Context};
use crate::model::Shelf;

/// What is worth showing now, the most useful first, each with a word for it.
pub fn wanted(app: &App) -> &'static [(Command, &'static str)] {
    let context = app.context();
    let changing = app.reader.as_ref().is_some_and(|reader| reader.changing().is_some());
    let selected = !app.list.selected.is_empty();
    match context {
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Report(_))) => &[
            (Command::Open, "open it"),
            (Command::Down, "next"),
            (Command::Up, "previous"),
            (Command::Back, "close"),
        ],
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Survey(_))) => {
            &[(Command::Open, "its passages"), (Command::Down, "next"), (Command::Back, "close")]
        }
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Finding(_))) => &[
            (Command::Open, "go there"),
            (Command::Down, "next"),
            (Command::SearchLibrary, "other words"),
            (Command::Back, "close"),
        ],
        Context::Sidebar if app.entry().is_none() && app.margin.is_narrowed() => SIDEBAR_NARROWED,
        Context::Sidebar if app.entry().is_none() => SIDEBAR_EMPTY,
        Context::Board if app.board().is_some_and(|board| board.ready && board.total == 0) => BOARD_EMPTY,
        Context::Board if app.board().is_some_and(|board| board.theme().is_none()) => BOARD_OF_ALL,
        Context::Places if matches!(app.overlays.last(), Some(Overlay::Survey(sheet)) if matches!(sheet.rows, Rows::SharedWording(_))) => {
            &[
                (Command::Jump, "go there"),
                (Command::Down, "next"),
                (Command::Help, "help"),
                (Command::Back, "close"),
            ]
        }
        // There one theme is chosen.
        Context::Chooser if matches!(app.overlays.last(), Some(Overlay::Chooser(c)) if !matches!(c.purpose, Purpose::Tag(_))) => {
            &[(Command::Accept, "choose"), (Command::ChooseNext, "next"), (Command::Cancel, "leave")]
        }
        // Nothing to place, and so only where else to look.
        Context::Tray if matches!(app.overlays.last(), Some(Overlay::Tray(tray)) if tray.all.is_empty() && tray.article.is_some()) => {
            &[(Command::Unplaced, "all articles"), (Command::Undo, "undo"), (Command::Back, "close")]
        }
        Context::Tray if matches!(app.overlays.last(), Some(Overlay::Tray(tray)) if tray.all.is_empty()) => {
            &[(Command::Unplaced, "this article"), (Command::Undo, "undo"), (Command::Back, "close")]
        }
        Context::Tray if matches!(app.overlays.last(), Some(Overlay::Tray(tray)) if tray.article.is_none()) => {
            TRAY_OF_ALL
        }
        Context::Visual if changing => CHANGING,
        Context::List if selected => SELECTED,
        Context::List if app.list.ready && app.list.total == 0 && is_whole(app) => EMPTY,
        _ => useful(context),
    }
}

/// Whether the list is that of all articles.
fn is_whole(app: &App) -> bool {
    app.list.listing.shelf == Shelf::All && app.list.typed.is_empty()
}

/// In a sidebar without an annotation.
const SIDEBAR_EMPTY: &[(Command, &str)] =
    &[(Command::NextPane, "next pane"), (Command::Help, "help"), (Command::Back, "back")];

/// In a sidebar whose filter leaves nothing.
const SIDEBAR_NARROWED: &[(Command, &str)] = &[
    (Command::Cancel, "show all"),
    (Command::Filter, "filter"),
    (Command::Help, "help"),
    (Command::Back, "back"),
];

/// In the tray of all articles.
const TRAY_OF_ALL: &[(Command, &str)] = &[
    (Command::Attach, "attach"),
    (Command::NextCandidate, "next place"),
    (Command::Down, "next"),
    (Command::Jump, "to the text"),
    (Command::Delete, "delete"),
    (Command::Unplaced, "this article"),
    (Command::Back, "close"),
];

/// On a board without a passage.
const BOARD_EMPTY: &[(Command, &str)] = &[
    (Command::Filter, "filter"),
    (Command::ByTheme, "theme"),
    (Command::Suggest, "suggest"),
    (Command::Help, "help"),
    (Command::Back, "close"),
];

/// Commands worth showing while a range is being changed.
const CHANGING: &[(Command, &str)] = &[
    (Command::Tag, "save the range"),
    (Command::Extend, "a sentence more"),
    (Command::Shrink, "a sentence less"),
    (Command::OtherEnd, "other end"),
    (Command::Cancel, "leave it"),
];

/// Commands worth showing while articles are selected in the list.
const SELECTED: &[(Command, &str)] = &[
    (Command::SelectArticle, "select"),
    (Command::Export, "export them"),
    (Command::ToggleStar, "star"),
    (Command::ToggleRead, "read"),
    (Command::Trash, "trash"),
    (Command::Help, "help"),
    (Command::Cancel, "let go"),
];

/// Commands worth showing on a board that is of no one theme.
const BOARD_OF_ALL: &[(Command, &str)] = &[
    (Command::Jump, "go there"),
    (Command::Filter, "filter"),
    (Command::ByTheme, "theme"),
    (Command::Sort, "sort"),
    (Command::Note, "note"),
    (Command::EditThemes, "themes"),
    (Command::Back, "close"),
];

/// Commands worth showing while there is no article.
const EMPTY: &[(Command, &str)] = &[
    (Command::AddArticles, "add"),
    (Command::Help, "help"),
    (Command::Themes, "themes"),
    (Command::Back, "quit"),
];

/// Commands worth showing in a context, the most useful first.
#[expect(clippy::too_many_lines, reason = "a row a command: the table is what is long")]
fn useful(context: Context) -> &'static [(Command, &'static str)] {
    match context {
        Context::List => &[
            (Command::Open, "open"),
            (Command::Filter, "filter"),
            (Command::Help, "help"),
            (Command::RefreshFeeds, "refresh feeds"),
            (Command::AddArticles, "add"),
            (Command::Themes, "themes"),
            (Command::Back, "quit"),
        ],
        Context::Trash => &[
            (Command::Restore, "bring back"),
            (Command::DeleteForGood, "delete for good"),
            (Command::EmptyTrash, "empty the trash"),
            (Command::SelectArticle, "select"),
            (Command::Help, "help"),
            (Command::Cancel, "leave"),
        ],
        Context::Reader => &[
            (Command::Tag, "tag"),
            (Command::Note, "note"),
            (Command::NextSentence, "next sentence"),
            (Command::RepeatTag, "repeat"),
            (Command::Search, "search"),
            (Command::Help, "help"),
            (Command::Back, "back"),
        ],
        Context::Visual => &[
            (Command::Tag, "tag"),
            (Command::Note, "note"),
            (Command::RepeatTag, "repeat"),
            (Command::InnerSentence, "sentence"),
            (Command::OtherEnd, "other end"),
            (Command::Cancel, "leave"),
        ],
        Context::Sidebar => &[
            (Command::Jump, "go there"),
            (Command::Note, "note"),
            (Command::EditThemes, "themes"),
            (Command::Filter, "filter"),
            (Command::Sort, "sort"),
            (Command::Delete, "delete"),
            (Command::Back, "back"),
        ],
        Context::Themes => &[
            (Command::Open, "passages"),
            (Command::AddTheme, "add"),
            (Command::RenameTheme, "rename"),
            (Command::Suggest, "suggest"),
            (Command::ThemeCounts, "counts"),
            (Command::RemoveTheme, "remove"),
            (Command::Back, "close"),
        ],
        Context::Board => &[
            (Command::Jump, "go there"),
            (Command::Filter, "filter"),
            (Command::ByTheme, "theme"),
            (Command::Note, "note"),
            (Command::EditThemes, "themes"),
            (Command::Suggest, "suggest"),
            (Command::Back, "close"),
        ],
        Context::Feeds => &[
            (Command::Open, "its articles"),
            (Command::RefreshFeeds, "refresh"),
            (Command::Subscribe, "subscribe"),
            (Command::EndFeed, "end"),
            (Command::Undo, "undo"),
            (Command::Help, "help"),
            (Command::Back, "close"),
        ],
        Context::Tray => &[
            (Command::Attach, "attach"),
            (Command::NextCandidate, "next place"),
            (Command::Down, "next"),
            (Command::Jump, "to the text"),
            (Command::Delete, "delete"),
            (Command::Unplaced, "all articles"),
            (Command::Back, "close"),
        ],
        Context::Compare => &[(Command::Down, "next"), (Command::Up, "previous"), (Command::Back, "close")],
        Context::Output => &[
            (Command::TakeAsNote, "take as note"),
            (Command::Down, "down"),
            (Command::PageDown, "page"),
            (Command::Cancel, "close"),
        ],
        Context::Finding => &[
            (Command::Accept, "go there"),
            (Command::ChooseNext, "next"),
            (Command::ChoosePrevious, "previous"),
            (Command::DeleteLine, "clear"),
            (Command::Cancel, "close"),
        ],
        Context::Places => &[
            // What settles a sentence has no other name on the screen: it stays where there is little room.
            (Command::TagSuggested, "tag"),
            (Command::DismissSuggested, "not this"),
            (Command::Jump, "go there"),
            (Command::Undo, "undo"),
            (Command::Help, "help"),
            (Command::Back, "close"),
        ],
        Context::Menu => &[(Command::Open, "choose"), (Command::Down, "next"), (Command::Back, "close")],
        Context::Help => {
            &[(Command::ChooseNext, "down"), (Command::PageDown, "page"), (Command::Cancel, "close")]
        }
        Context::Chooser => &[
            (Command::Accept, "apply"),
            (Command::Tick, "tick several"),
            (Command::ChooseNext, "next"),
            (Command::Cancel, "cancel"),
        ],
        Context::Note => &[
            (Command::SaveNote, "save"),
            (Command::SetAside, "set aside"),
            (Command::ExternalEditor, "editor"),
            (Command::UndoTyping, "undo"),
        ],
        Context::Form => &[
            (Command::Accept, "save"),
            (Command::ChooseNext, "next field"),
            (Command::ChoosePrevious, "field before"),
            (Command::Cancel, "leave"),
        ],
        Context::Finder => {
            &[(Command::Accept, "take"), (Command::ChooseNext, "next"), (Command::Cancel, "close")]
        }
        Context::Prompt | Context::Line | Context::Everywhere => &[],
    }
}
