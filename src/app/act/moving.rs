//! Moving: in the text, and in whatever list has the focus.

use super::super::{App, Overlay, Rows};
use crate::command::{Command, Context};
use crate::model::SortBy;

pub fn go(app: &mut App, motion: Command, count: Option<usize>) {
    match app.context() {
        Context::Reader | Context::Visual => in_text(app, motion, count),
        Context::List | Context::Trash => in_list(app, motion),
        Context::Sidebar => in_sidebar(app, motion),
        Context::Note => super::field::edit(app, motion),
        _ => in_overlay(app, motion, count),
    }
}

fn in_text(app: &mut App, motion: Command, count: Option<usize>) {
    let here = app.here();
    let Some(reader) = &mut app.reader else { return };
    let jumps = matches!(
        motion,
        Command::Top | Command::Bottom | Command::Percent | Command::NextHeading | Command::PreviousHeading
    );
    let moved = reader.go(motion, count);
    let now = app.here();
    if let (true, Some(here)) = (jumps && now != here, here) {
        app.jumps.leave(here);
    }
    if !moved {
        let edge = match motion {
            Command::NextAnnotation => "There is no annotation after this place.",
            Command::PreviousAnnotation => "There is no annotation before this place.",
            Command::NextHeading => "There is no heading after this place.",
            Command::PreviousHeading => "There is no heading before this place.",
            _ => return,
        };
        app.complain(edge);
    }
}

/// How far a motion goes in a list of rows: relative, or to an end.
fn step(motion: Command, page: usize) -> Option<i64> {
    let page = i64::try_from(page.max(1)).unwrap_or(1);
    Some(match motion {
        Command::Down => 1,
        Command::Up => -1,
        Command::HalfDown => (page / 2).max(1),
        Command::HalfUp => -(page / 2).max(1),
        Command::PageDown => page,
        Command::PageUp => -page,
        Command::Top => i64::MIN,
        Command::Bottom => i64::MAX,
        _ => return None,
    })
}

/// An index moved by [`step`] within `len` rows.
fn moved(at: usize, by: i64, len: usize) -> usize {
    let at = i64::try_from(at).unwrap_or(i64::MAX);
    let last = i64::try_from(len.saturating_sub(1)).unwrap_or(i64::MAX);
    usize::try_from(at.saturating_add(by).clamp(0, last)).unwrap_or(0)
}

fn in_list(app: &mut App, motion: Command) {
    let page = usize::try_from(app.list.fits).unwrap_or(1);
    match step(motion, page) {
        Some(i64::MIN) => app.list.go_to(0),
        Some(i64::MAX) => app.list.go_to(u64::MAX),
        Some(by) => app.list.go(by),
        None => {}
    }
}

/// In the sidebar the text goes along: an entry is chosen by going to its passage.
fn in_sidebar(app: &mut App, motion: Command) {
    let Some(reader) = &app.reader else { return };
    let entries = app.margin.entries(&reader.marks, &app.themes);
    let entries: Vec<_> = entries.iter().map(|a| a.id).collect();
    let page = reader.height / 3;
    let at = app.entry().and_then(|id| entries.iter().position(|e| *e == id));
    let Some(by) = step(motion, page) else { return };
    let to = at.map_or(0, |at| moved(at, by, entries.len()));
    let Some(id) = entries.get(to).copied() else { return };
    app.choose_entry(id);
}

/// The step of a page in entries of about four rows.
fn of_entries(by: i64) -> i64 {
    match by {
        i64::MIN | i64::MAX | -1 | 1 => by,
        by => by / 4 + by.signum(),
    }
}

fn in_overlay(app: &mut App, motion: Command, count: Option<usize>) {
    let page = usize::from(app.panes.body.height.saturating_sub(4)).max(1);
    let Some(by) = step(motion, page) else { return };
    let times = i64::try_from(count.unwrap_or(1)).unwrap_or(1);
    let (once, by) = (by, by.saturating_mul(times));
    match app.overlays.last_mut() {
        Some(Overlay::Themes(panel)) => {
            panel.cursor = moved(panel.cursor, by, panel.rows(&app.themes).len());
        }
        Some(Overlay::Board(board)) => match by {
            i64::MIN => board.go_to(0),
            i64::MAX => board.go_to(u64::MAX),
            // A passage takes about five rows.
            by if once.unsigned_abs() > 1 => board.go((by / 5).clamp(-1000, 1000) + by.signum()),
            by => board.go(by),
        },
        Some(Overlay::Tray(tray)) => {
            (tray.cursor, tray.place) = (moved(tray.cursor, by, tray.all.len()), 0);
        }
        // A sentence or a run takes about four rows.
        Some(Overlay::Survey(sheet)) => {
            let by = if matches!(sheet.rows, Rows::Counts(_)) {
                by
            } else {
                of_entries(once).saturating_mul(times)
            };
            *sheet.cursor_mut() = moved(sheet.cursor(), by, sheet.len());
        }
        Some(Overlay::Compare(compare)) => compare.top = moved(compare.top, by, compare.changes.len()),
        Some(Overlay::Finder(finder)) => finder.chosen = moved(finder.chosen, by, finder.hits.len()),
        Some(Overlay::Finding(_)) => {
            // A hit takes about four rows.
            let by = if once.unsigned_abs() == 1 { by } else { by / 4 };
            super::finding::step(app, isize::try_from(by).unwrap_or(0));
        }
        Some(Overlay::Menu(menu)) => menu.cursor = moved(menu.cursor, by, menu.choices.len()),
        Some(Overlay::Report(panel)) => panel.cursor = moved(panel.cursor, by, panel.parts().len()),
        Some(Overlay::Feeds(feeds)) => feeds.cursor = moved(feeds.cursor, by, feeds.rows.len()),
        Some(Overlay::Sort(menu)) => menu.cursor = moved(menu.cursor, by, SortBy::EACH.len()),
        Some(Overlay::Output(output)) => {
            output.top = moved(output.top, by, output.len().saturating_sub(page / 2));
        }
        // Where its rows end is seen when they are laid out.
        Some(Overlay::Help(help)) => help.top = moved(help.top, by, usize::MAX / 2),
        _ => {}
    }
}
