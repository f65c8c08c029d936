//! The finder: a field, the rows that fit with the letters that were meant, and what is to be said
//! about the chosen row.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{chosen_row, page, scrolled};
use crate::app::{App, Finder, FinderItem, Pick, Seek, Spot};
use crate::text::{Offset, grapheme};
use crate::view::paint::{Pen, Run, flow, left_off};
use crate::view::skin::Skin;

const PROMPT: &str = "> ";
/// Cells kept for the number of rows beside the field.
const COUNT: u16 = 14;
/// From this many cells on, what commands do stands in a column of its own.
const COLUMNS: u16 = 90;

pub fn draw(app: &App, finder: &Finder, skin: &Skin, pen: &mut Pen<'_>) {
    let inner = page(app, &finder.title, skin, pen);
    field(finder, Rect { height: 1, ..inner }, skin, pen);
    let details = if finder.items.iter().any(|item| !item.detail.is_empty()) {
        if inner.width < 60 { 3 } else { 2 }
    } else {
        0
    };
    let height = inner.height.saturating_sub(1 + details);
    let list = Rect { y: inner.y + 1, height, ..inner };
    if finder.hits.is_empty() {
        let is_bare = finder.items.is_empty() && finder.field.text().trim().is_empty();
        let text = match (finder.awaited, finder.seek) {
            (Some(_), _) => "Looking…",
            (None, Seek::Articles) if is_bare => "No article is in the library yet; a in the list adds one.",
            (None, Seek::Outline) if is_bare => "The text is empty.",
            _ => "Nothing matches.",
        };
        pen.line(Rect { height: 1, ..list }, text, skin.dim());
    }
    rows(finder, list, skin, pen);
    if let Some(item) = finder.item() {
        let style = if item.refused { skin.error() } else { skin.dim() };
        let rows = flow(&item.detail, inner.width, usize::from(details));
        // They stand at the bottom, so that short ones leave air below the rows.
        let y = inner.bottom().saturating_sub(u16::try_from(rows.len()).unwrap_or(0));
        for (row, y) in rows.iter().zip(y..) {
            pen.line(Rect { y, height: 1, ..inner }, row, style);
        }
    }
}

fn field(finder: &Finder, line: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let count = match (finder.hits.len(), finder.items.len()) {
        (_, 0) => String::new(),
        (hits, items) if hits == items => items.to_string(),
        (hits, items) => format!("{hits} of {items}"),
    };
    let width = u16::try_from(grapheme::str_width(&count)).unwrap_or(0).min(COUNT);
    pen.line(Rect { x: line.right().saturating_sub(width), width, ..line }, &count, skin.dim());
    let line = Rect { width: line.width.saturating_sub(COUNT + 1), ..line };
    if finder.field.text().is_empty() {
        pen.runs(line, &[(PROMPT, skin.accent()), (finder.hint, skin.dim())]);
    } else {
        let shown = finder.field.text().get(skip(finder, line.width)..).unwrap_or_default();
        pen.runs(line, &[(PROMPT, skin.accent()), (shown, skin.text())]);
    }
}

fn rows(finder: &Finder, list: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let height = usize::from(list.height);
    let first = scrolled(finder.chosen, height, finder.hits.len());
    let names = names_width(&finder.items, list.width);
    for (i, hit) in finder.hits.iter().enumerate().skip(first).take(height) {
        let Some(item) = finder.items.get(hit.item) else { continue };
        let line = Rect { y: list.y + u16::try_from(i - first).unwrap_or(0), height: 1, ..list };
        pen.spot(line, || Spot::Row(i));
        row(item, (&hit.fit.name, &hit.fit.beside), (finder.chosen == i, names), line, skin, pen);
    }
}

/// Cells of the column of names, where they are those of commands and there is room for what each does
/// beside them; 0 where what stands beside a name follows it at once.
pub fn names_width(items: &[FinderItem], width: u16) -> usize {
    let is_command = |item: &FinderItem| matches!(item.pick, Pick::Command(_));
    if width < COLUMNS || !items.iter().all(is_command) {
        return 0;
    }
    items.iter().map(|item| grapheme::str_width(&item.name)).max().unwrap_or(0)
}

/// A row with its letters, its name in a column of `names` cells; also what completes a command line
/// looks so.
pub fn row(
    item: &FinderItem,
    (name, beside): (&[Offset], &[Offset]),
    (chosen, names): (bool, usize),
    line: Rect,
    skin: &Skin,
    pen: &mut Pen<'_>,
) {
    if chosen {
        chosen_row(line, skin, pen);
    }
    let plain = |style| if chosen { skin.text() } else { style };
    let right = u16::try_from(grapheme::str_width(&item.right)).unwrap_or(0).min(line.width / 3);
    let column = Rect { x: line.right().saturating_sub(right), width: right, ..line };
    pen.line(column, &item.right, plain(if item.refused { skin.dim() } else { skin.accent() }));
    let indent = " ".repeat(usize::from(item.indent));
    let name_style = if item.refused { plain(skin.dim()) } else { skin.text() };
    let mut runs: Vec<Run<'_>> = vec![(&indent, skin.text())];
    lettered(&mut runs, &item.name, name, name_style, skin.matched());
    let gap = " ".repeat(2 + names.saturating_sub(grapheme::str_width(&item.name)));
    if !item.beside.is_empty() {
        runs.push((&gap, skin.text()));
        lettered(&mut runs, &item.beside, beside, plain(skin.dim()), skin.matched());
    }
    pen.runs(Rect { width: line.width.saturating_sub(right + 2), ..line }, &runs);
}

/// A text as runs, the clusters at `places` in a style of their own.
fn lettered<'a>(runs: &mut Vec<Run<'a>>, text: &'a str, places: &[Offset], style: Style, letters: Style) {
    let mut from = 0;
    for at in places {
        let end = grapheme::next(text, *at).0;
        runs.push((text.get(from..at.0).unwrap_or_default(), style));
        runs.push((text.get(at.0..end).unwrap_or_default(), style.patch(letters)));
        from = end;
    }
    runs.push((text.get(from..).unwrap_or_default(), style));
}

/// Bytes of what is typed that do not show in a line so many cells wide.
fn skip(finder: &Finder, width: u16) -> usize {
    left_off(finder.field.before(), usize::from(width).saturating_sub(PROMPT.len() + 1))
}

pub fn cursor(app: &App, finder: &Finder) -> Position {
    let inner = app.panes.page(app.prefs.measure);
    let before = finder.field.before();
    let shown = before.get(skip(finder, inner.width.saturating_sub(COUNT + 1))..).unwrap_or_default();
    let column = grapheme::str_width(PROMPT) + grapheme::str_width(shown);
    Position::new(inner.x + u16::try_from(column).unwrap_or(0), inner.y)
}
