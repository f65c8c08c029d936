//! All keys, from the command table: those of where it was asked for first, filtered by what is typed.

use ratatui::layout::{Position, Rect};

use super::page;
use crate::app::{App, Help, HelpRow, keys_width};
use crate::text::grapheme;
use crate::view::paint::{Pen, left_off};
use crate::view::skin::Skin;

const PROMPT: &str = "> ";

pub fn draw(app: &App, help: &Help, skin: &Skin, pen: &mut Pen<'_>) {
    let inner = page(app, "Help", skin, pen);
    let field = Rect { height: 1, ..inner };
    if help.field.text().is_empty() {
        pen.runs(field, &[(PROMPT, skin.accent()), ("type a key or a word to search for", skin.dim())]);
    } else {
        let shown = help.field.text().get(skip(help, inner.width)..).unwrap_or_default();
        pen.runs(field, &[(PROMPT, skin.accent()), (shown, skin.text())]);
    }
    let lines = help.rows(&app.prefs.keymap, inner.width);
    if lines.is_empty() {
        pen.line(Rect { y: inner.y + 2, height: 1, ..inner }, "Nothing matches.", skin.dim());
    }
    let keys_width = keys_width(&app.prefs.keymap, inner.width);
    let rows = usize::from(inner.height.saturating_sub(2));
    let top = help.top.min(lines.len().saturating_sub(rows));
    for (i, line) in lines.iter().skip(top).take(rows).enumerate() {
        let row = Rect { y: inner.y + 2 + u16::try_from(i).unwrap_or(0), height: 1, ..inner };
        match line {
            HelpRow::Place(title) => {
                pen.line(row, title, skin.strong());
            }
            HelpRow::Group(title) => {
                pen.line(
                    Rect { x: row.x + 2, width: row.width.saturating_sub(2), ..row },
                    title,
                    skin.strong(),
                );
            }
            HelpRow::Gap => {}
            HelpRow::Key { keys, about, name } => {
                pen.line(Rect { x: row.x + 2, width: keys_width, ..row }, keys, skin.accent());
                let rest = Rect {
                    x: row.x + 3 + keys_width,
                    width: row.width.saturating_sub(keys_width + 3),
                    ..row
                };
                let gap = if about.is_empty() || name.is_empty() { "" } else { "  " };
                pen.runs(rest, &[(about, skin.text()), (gap, skin.text()), (name, skin.dim())]);
            }
        }
    }
}

/// Bytes of what is typed that do not show in a sheet so many cells wide inside.
fn skip(help: &Help, width: u16) -> usize {
    left_off(help.field.before(), usize::from(width).saturating_sub(PROMPT.len() + 1))
}

pub fn cursor(app: &App, help: &Help) -> Position {
    let inner = app.panes.page(app.prefs.measure);
    let before = help.field.before();
    let shown = before.get(skip(help, inner.width)..).unwrap_or_default();
    let column = grapheme::str_width(PROMPT) + grapheme::str_width(shown);
    Position::new(inner.x + u16::try_from(column).unwrap_or(0), inner.y)
}
