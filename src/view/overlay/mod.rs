//! What lies over the panes.

mod board;
mod chooser;
mod counts;
mod details;
mod feeds;
mod finder;
mod finding;
mod help;
mod line;
mod menu;
mod note;
mod offer;
mod output;
mod places;
mod prefix;
mod purge;
mod report;
mod sort;
mod themes;
mod tray;

pub use line::field as line_field;
pub use prefix::draw as continuations;

use ratatui::layout::{Position, Rect};

use super::name;
use super::paint::{Pen, in_words};
use super::skin::Skin;
use crate::app::{App, Asking, Overlay, Prompt, Rows, Waiting};
use crate::model::Theme;
use crate::text::{clipped, grapheme};

/// Columns of a sheet's upper edge that its title leaves alone.
const TITLE_EDGE: usize = 6;

pub fn draw(app: &App, overlay: &Overlay, skin: &Skin, pen: &mut Pen<'_>) {
    match overlay {
        Overlay::Help(help) => help::draw(app, help, skin, pen),
        // The line of input is drawn in place of the hints.
        Overlay::Prompt(Prompt { asking: Asking::Purge { what, .. }, .. }) => {
            purge::draw(app, what, skin, pen);
        }
        Overlay::Prompt(Prompt { asking: Asking::Add { names, .. }, .. }) => {
            offer::draw(app, names, skin, pen);
        }
        Overlay::Prompt(_) => {}
        Overlay::Chooser(chooser) => chooser::draw(app, chooser, skin, pen),
        Overlay::Note(note) => note::draw(app, note, skin, pen),
        Overlay::Themes(panel) => themes::draw(app, panel, skin, pen),
        Overlay::Board(board) => board::draw(app, board, skin, pen),
        Overlay::Tray(tray) => tray::draw(app, tray, skin, pen),
        Overlay::Compare(compare) => tray::compare(app, compare, skin, pen),
        Overlay::Output(output) => output::draw(app, output, skin, pen),
        Overlay::Finding(finding) => finding::draw(app, finding, skin, pen),
        Overlay::Survey(sheet) => match &sheet.rows {
            Rows::Suggestions(rows) => places::suggestions(app, sheet, rows, skin, pen),
            Rows::SharedWording(rows) => places::shared_wording(app, sheet, rows, skin, pen),
            Rows::Counts(rows) => counts::draw(app, sheet, rows, skin, pen),
        },
        Overlay::Menu(menu) => menu::draw(app, menu, skin, pen),
        Overlay::Details(details) => details::draw(app, details, skin, pen),
        Overlay::Feeds(feeds) => feeds::draw(app, feeds, skin, pen),
        Overlay::Report(panel) => report::draw(app, panel, skin, pen),
        Overlay::Sort(menu) => sort::draw(app, *menu, skin, pen),
        Overlay::Finder(finder) => finder::draw(app, finder, skin, pen),
        Overlay::Line(line) => line::draw(app, line, skin, pen),
    }
}

/// Where the terminal's own cursor stands in the overlay on top.
pub fn cursor(app: &App) -> Option<Position> {
    match app.overlays.last()? {
        Overlay::Chooser(chooser) => Some(chooser::cursor(app, chooser)),
        Overlay::Note(note) => note::cursor(app, note),
        Overlay::Help(help) => Some(help::cursor(app, help)),
        Overlay::Finding(finding) => (!finding.in_hits).then(|| finding::cursor(app, finding)),
        Overlay::Details(details) => details::cursor(app, details),
        Overlay::Finder(finder) => Some(finder::cursor(app, finder)),
        Overlay::Line(line) => Some(line::cursor(app, line)),
        _ => None,
    }
}

/// A cleared sheet with a title, a thin frame above and below, and its inside.
fn sheet(rect: Rect, title: &str, skin: &Skin, pen: &mut Pen<'_>) -> Rect {
    pen.clear(rect);
    pen.cover(rect);
    let top = Rect { height: 1, ..rect };
    let bottom = Rect { y: rect.bottom().saturating_sub(1), height: 1, ..rect };
    pen.fill(top, "─", skin.rule());
    pen.fill(bottom, "─", skin.rule());
    let name = Rect { x: rect.x + 2, width: rect.width.saturating_sub(4), ..top };
    let title = in_words(title, usize::from(name.width).saturating_sub(2));
    pen.runs(name, &[(" ", skin.text()), (&title, skin.accent()), (" ", skin.text())]);
    inside(rect)
}

/// Says on the lower rule of a sheet how many more rows there are than it has room for.
fn more(inner: Rect, below: usize, skin: &Skin, pen: &mut Pen<'_>) {
    if below > 0 {
        let text = format!(" {below} more ");
        let width = u16::try_from(text.len()).unwrap_or(0).min(inner.width);
        pen.line(Rect { x: inner.right() - width, y: inner.bottom(), width, height: 1 }, &text, skin.dim());
    }
}

/// A title and what is said of it, in so many cells: the title is cut where both have no room.
fn titled(name: &str, what: &str, room: usize) -> String {
    if grapheme::str_width(name) + grapheme::str_width(what) <= room {
        return format!("{name}{what}");
    }
    let left = room.saturating_sub(grapheme::str_width(what) + 1);
    format!("{}…{what}", clipped(name, left))
}

/// What stands before a theme, its path, and what stands after it, as the title of a sheet of that many columns:
/// the path is cut where they have no room.
fn headed((before, path, after): (&str, &str, &str), sheet: u16) -> String {
    let beside = TITLE_EDGE + grapheme::str_width(before) + grapheme::str_width(after);
    format!("{before}{}{after}", name::short(path, usize::from(sheet).saturating_sub(beside)))
}

/// Says in a column how far the rows of a sheet are, or `nothing` where there are none; the rest of the
/// column, if there are rows to show.
fn told(
    waiting: &Waiting,
    nothing: Option<&str>,
    column: Rect,
    skin: &Skin,
    pen: &mut Pen<'_>,
) -> Option<Rect> {
    let style = if waiting.trouble.is_some() { skin.error() } else { skin.dim() };
    let said = waiting.sentence();
    if let Some(nothing) = nothing {
        let below = Rect { y: column.y + 1, height: column.height.saturating_sub(1), ..column };
        pen.flow(below, said.as_deref().unwrap_or(nothing), style);
        return None;
    }
    let Some(said) = said else { return Some(column) };
    let rows = pen.flow(Rect { height: column.height.min(3), ..column }, &said, style);
    let taken = rows.saturating_add(1).min(column.height);
    Some(Rect { y: column.y + taken, height: column.height - taken, ..column })
}

/// A sheet over all panes, and the page on it.
fn page(app: &App, title: &str, skin: &Skin, pen: &mut Pen<'_>) -> Rect {
    sheet(app.panes.body, title, skin, pen);
    app.panes.page(app.prefs.measure)
}

/// What a sheet has room for inside its rules.
fn inside(rect: Rect) -> Rect {
    Rect {
        x: rect.x + 2,
        y: rect.y + 1,
        width: rect.width.saturating_sub(4),
        height: rect.height.saturating_sub(2),
    }
}

/// What follows a sign in a column of so many cells: the rest of them, and a space.
fn after_sign(sign: &str, cells: usize) -> String {
    " ".repeat((cells + 1).saturating_sub(grapheme::str_width(sign)))
}

/// Cells of the longest sign, two at least.
fn sign_width(themes: &[Theme]) -> usize {
    themes.iter().map(|theme| grapheme::str_width(&theme.sign)).max().unwrap_or(0).max(2)
}

/// The ground of a chosen row: a cell wider than the row on either side, so that its words have room.
fn chosen_row(rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    skin.choose(Rect { x: rect.x.saturating_sub(1), width: rect.width + 2, ..rect }, true, pen);
}

/// The first entry to show, of entries so many rows high with the blank row below them, so that the chosen one
/// shows whole in `room` rows.
fn first_whole(heights: impl Iterator<Item = usize>, chosen: usize, room: u16) -> usize {
    let heights: Vec<usize> = heights.take(chosen + 1).collect();
    let mut used = 0;
    let before = heights.iter().rev().take_while(|height| {
        used += **height;
        used <= usize::from(room) + 1
    });
    (chosen + 1).saturating_sub(before.count().max(1))
}

/// The first row to show so that row `cursor` is among `rows` that fit, of `total`.
fn scrolled(cursor: usize, rows: usize, total: usize) -> usize {
    cursor.saturating_sub(rows / 2).min(total.saturating_sub(rows))
}
