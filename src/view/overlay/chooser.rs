//! The theme chooser: at the bottom, so that the passage stays in sight above it.

use ratatui::layout::{Position, Rect};

use super::{after_sign, chosen_row, headed, scrolled, sheet, sign_width};
use crate::app::{App, Chooser, Purpose, Row, Spot};
use crate::text::{grapheme, one_line};
use crate::view::name::short;
use crate::view::paint::{Pen, flow, left_off};
use crate::view::skin::Skin;

const PROMPT: &str = "> ";

/// What a chooser says in which nothing is typed yet: a name may begin with a digit.
const HINT: &str = "type a theme, or press its digit; a space first types it";

pub fn draw(app: &App, chooser: &Chooser, skin: &Skin, pen: &mut Pen<'_>) {
    let rect = app.chooser_rect();
    let name = |id| app.theme(id).map_or("the theme", |theme| theme.path.as_str());
    let title = match chooser.purpose {
        Purpose::Tag(_) => "Themes".to_owned(),
        Purpose::Narrow if app.board().is_none() => "Show annotations of".to_owned(),
        Purpose::Narrow => "Show passages of".to_owned(),
        Purpose::MergeInto(from) => headed(("Merge “", name(from), "” into"), rect.width),
        Purpose::MoveBelow(moved) => headed(("Move “", name(moved), "” below"), rect.width),
    };
    let inner = sheet(rect, &title, skin, pen);
    let field = Rect { height: 1, ..inner };
    if chooser.field.text().is_empty() {
        let hint = match chooser.purpose {
            Purpose::Tag(_) if usize::from(inner.width) > HINT.len() + PROMPT.len() => HINT,
            Purpose::Tag(_) => "type a theme, or press its digit",
            Purpose::MergeInto(_) | Purpose::MoveBelow(_) => "type a theme",
            Purpose::Narrow => "type a theme, or press its digit; Enter alone shows all",
        };
        pen.runs(field, &[(PROMPT, skin.accent()), (hint, skin.dim())]);
    } else {
        let shown = chooser.field.text().get(skip(chooser, inner.width)..).unwrap_or_default();
        pen.runs(field, &[(PROMPT, skin.accent()), (shown, skin.text())]);
    }
    if !chooser.made.is_empty() {
        let made = format!("✓ new: {}", chooser.made.join(", "));
        let width = u16::try_from(grapheme::str_width(&made)).unwrap_or(u16::MAX).min(inner.width / 2);
        pen.line(Rect { x: inner.right() - width, width, ..field }, &made, skin.good());
    }
    let paths = chooser.rows.iter().filter_map(|row| match row {
        Row::Theme(id) => app.theme(*id).map(|theme| grapheme::str_width(&theme.path)),
        _ => None,
    });
    let paths = u16::try_from(paths.max().unwrap_or(0)).unwrap_or(u16::MAX);
    let columns = Columns::of(app, inner.width, paths);
    let rows = usize::from(inner.height.saturating_sub(1));
    let about = told_below(app, chooser, &columns, inner.width, rows.saturating_sub(1));
    let rows = rows - about.len();
    for (row, y) in about.iter().rev().zip((inner.y..inner.bottom()).rev()) {
        pen.line(
            Rect { x: inner.x + columns.lead, y, width: inner.width.saturating_sub(columns.lead), height: 1 },
            row,
            skin.dim(),
        );
    }
    let first = scrolled(chooser.chosen.unwrap_or(0), rows, chooser.rows.len());
    let below = chooser.rows.len().saturating_sub(first + rows);
    if below > 0 && chooser.made.is_empty() {
        let more = format!("{below} more below");
        let width = u16::try_from(more.len()).unwrap_or(0);
        if usize::from(inner.width) > usize::from(width) * 4 {
            pen.line(Rect { x: inner.right() - width, width, ..field }, &more, skin.dim());
        }
    }
    for (i, row) in chooser.rows.iter().enumerate().skip(first).take(rows) {
        let y = inner.y + 1 + u16::try_from(i - first).unwrap_or(0);
        let line = Rect { y, height: 1, ..inner };
        let chosen = chooser.chosen == Some(i);
        pen.spot(line, || Spot::Row(i));
        if chosen {
            chosen_row(line, skin, pen);
        }
        entry(app, chooser, row, (chosen, line, &columns), skin, pen);
    }
}

/// The columns of a row in cells.
struct Columns {
    /// Digit, tick, space, sign, space.
    lead: u16,
    path: u16,
    /// What the theme is for, where there is room for it; two cells before it are free.
    about: u16,
}

impl Columns {
    /// `paths`: the cells of the longest path.
    fn of(app: &App, width: u16, paths: u16) -> Self {
        let lead = 4 + u16::try_from(sign_width(&app.themes)).unwrap_or(2);
        let room = width.saturating_sub(lead);
        let path = if room < 54 { room } else { paths.min(room * 3 / 5) };
        Self { lead, path, about: room.saturating_sub(path + 2) }
    }
}

/// What the chosen theme is for, whole, in rows of its own below the themes, where its row has no room for it.
fn told_below(app: &App, chooser: &Chooser, columns: &Columns, width: u16, most: usize) -> Vec<String> {
    let theme = match chooser.chosen.and_then(|row| chooser.rows.get(row)) {
        Some(Row::Theme(id)) => app.theme(*id),
        _ => None,
    };
    let about = theme.and_then(|theme| theme.description.as_deref()).unwrap_or_default();
    if most == 0 || grapheme::str_width(&one_line(about)) <= usize::from(columns.about) {
        return Vec::new();
    }
    flow(about, width.saturating_sub(columns.lead), most)
}

fn entry(
    app: &App,
    chooser: &Chooser,
    row: &Row,
    (chosen, line, columns): (bool, Rect, &Columns),
    skin: &Skin,
    pen: &mut Pen<'_>,
) {
    let plain = |style| if chosen { skin.text() } else { style };
    match row {
        Row::Top => {
            pen.line(line, "    the top of the tree", plain(skin.dim()));
        }
        Row::New(name) => {
            pen.runs(line, &[("    new: ", plain(skin.dim())), (name, plain(skin.strong()))]);
        }
        Row::Theme(id) => {
            let Some(theme) = app.theme(*id) else { return };
            let digit = theme.key.map_or_else(|| " ".to_owned(), |key| key.to_string());
            let tick = if chooser.ticked(*id) { "✓" } else { " " };
            let signs = sign_width(&app.themes);
            let after = after_sign(&theme.sign, signs);
            let named = Rect { width: columns.lead + columns.path, ..line };
            let path = short(&theme.path, usize::from(columns.path));
            pen.runs(
                named,
                &[
                    (&digit, plain(skin.accent())),
                    (tick, plain(skin.good())),
                    (" ", skin.text()),
                    (&theme.sign, plain(skin.sign(Some(&theme.color)))),
                    (&after, skin.text()),
                    (&path, skin.text()),
                ],
            );
            let about = Rect { x: named.right() + 2, width: columns.about, ..line };
            pen.line(about, theme.description.as_deref().unwrap_or_default(), plain(skin.dim()));
        }
    }
}

/// Bytes of what is typed that do not show in a sheet so many cells wide inside.
fn skip(chooser: &Chooser, width: u16) -> usize {
    left_off(chooser.field.before(), usize::from(width).saturating_sub(PROMPT.len() + 1))
}

pub fn cursor(app: &App, chooser: &Chooser) -> Position {
    let rect = app.chooser_rect();
    let before = chooser.field.before();
    let shown = before.get(skip(chooser, rect.width.saturating_sub(4))..).unwrap_or_default();
    let column = grapheme::str_width(PROMPT) + grapheme::str_width(shown);
    Position::new(rect.x + 2 + u16::try_from(column).unwrap_or(0), rect.y + 1)
}
