//! Rows that are pointed at: a press chooses, and where there is nothing else to do with a row, or
//! it was chosen already, it takes it. Each says whether it did: what is there then is not what was pressed.

use super::super::{App, Overlay, Pane, Rows};
use super::moving;
use crate::command::Command;
use crate::model::AnnotationId;

/// An article of the list: the second press opens it.
pub fn article(app: &mut App, index: u64) -> bool {
    let again = app.focus == Pane::List && app.list.cursor == index;
    app.focus = Pane::List;
    app.list.go_to(index);
    let takes = again && !app.list.listing.is_trash();
    if takes {
        app.click(Command::Open);
    }
    takes
}

/// An entry of the sidebar: the text goes to its passage; the second press goes there for good.
pub fn entry(app: &mut App, id: AnnotationId) -> bool {
    let again = app.focus == Pane::Sidebar && app.entry() == Some(id);
    app.focus = Pane::Sidebar;
    if again {
        app.click(Command::Jump);
    } else {
        app.choose_entry(id);
    }
    again
}

/// A row of the overlay on top.
pub fn row(app: &mut App, row: usize) -> bool {
    let Some(overlay) = app.overlays.last_mut() else { return false };
    let take = match overlay {
        Overlay::Chooser(chooser) => {
            chooser.chosen = Some(row).filter(|row| *row < chooser.rows.len());
            if chooser.is_changed() { Some(Command::Tick) } else { Some(Command::Accept) }
        }
        Overlay::Finder(finder) => {
            finder.chosen = row;
            Some(Command::Accept)
        }
        Overlay::Line(line) => {
            line.complete_to(row);
            None
        }
        Overlay::Menu(menu) => {
            menu.cursor = row;
            Some(Command::Open)
        }
        Overlay::Sort(menu) => {
            menu.cursor = row;
            Some(Command::Open)
        }
        Overlay::Themes(panel) => {
            let again = std::mem::replace(&mut panel.cursor, row) == row;
            again.then_some(Command::Open)
        }
        Overlay::Feeds(feeds) => {
            let again = std::mem::replace(&mut feeds.cursor, row) == row;
            again.then_some(Command::Open)
        }
        Overlay::Board(board) => {
            let index = u64::try_from(row).unwrap_or(u64::MAX);
            let again = std::mem::replace(&mut board.cursor, index) == index;
            again.then_some(Command::Jump)
        }
        Overlay::Tray(tray) => {
            if std::mem::replace(&mut tray.cursor, row) != row {
                tray.place = 0;
            }
            None
        }
        Overlay::Survey(sheet) => {
            let again = std::mem::replace(sheet.cursor_mut(), row) == row;
            let command = if matches!(sheet.rows, Rows::Counts(_)) { Command::Open } else { Command::Jump };
            again.then_some(command)
        }
        Overlay::Report(panel) => {
            panel.cursor = row;
            None
        }
        Overlay::Details(details) => {
            details.at = row.min(details.fields.len().saturating_sub(1));
            None
        }
        _ => None,
    };
    if let Some(command) = take {
        app.click(command);
    }
    // A tick leaves the rows as they are.
    take.is_some_and(|command| command != Command::Tick)
}

/// A notch of the wheel over an overlay: three rows of text, or a row to choose.
pub fn roll(app: &mut App, down: bool) {
    let (motion, step) = if down { (Command::Down, 1) } else { (Command::Up, -1) };
    let times = match app.overlays.last_mut() {
        Some(Overlay::Chooser(_) | Overlay::Details(_)) => {
            super::choose::step(app, step);
            return;
        }
        Some(Overlay::Note(note)) => {
            note.scroll(3 * step);
            return;
        }
        Some(Overlay::Help(_) | Overlay::Output(_) | Overlay::Themes(_) | Overlay::Finder(_)) => 3,
        _ => 1,
    };
    for _ in 0..times {
        moving::go(app, motion, None);
    }
}
