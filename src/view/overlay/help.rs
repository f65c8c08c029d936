//! All keys, from the command table: those of where it was asked for first, filtered by what is typed.

use ratatui::layout::{Position, Rect};

use super::sheet;
use crate::app::{App, Help};
use crate::command::Context;
use crate::text::grapheme;
use crate::view::paint::{Pen, left_off};
use crate::view::skin::Skin;

const PROMPT: &str = "Search the keys: ";

enum Line {
    Context(&'static str),
    Key { keys: String, about: &'static str, name: &'static str },
}

pub fn draw(app: &App, help: &Help, skin: &Skin, pen: &mut Pen<'_>) {
    let inner = sheet(app.panes.body, "Help", skin, pen);
    let field = Rect { height: 1, ..inner };
    let shown = help.field.text().get(skip(help, inner.width)..).unwrap_or_default();
    pen.runs(field, &[(PROMPT, skin.accent()), (shown, skin.text())]);
    let lines = lines(app, help);
    if lines.is_empty() {
        pen.line(Rect { y: inner.y + 2, height: 1, ..inner }, "Nothing matches.", skin.dim());
    }
    let widest = lines.iter().map(|line| match line {
        Line::Key { keys, .. } => u16::try_from(grapheme::str_width(keys)).unwrap_or(u16::MAX),
        Line::Context(_) => 0,
    });
    let keys_width = widest.max().unwrap_or(0).min(26).min(inner.width / 3);
    let rows = usize::from(inner.height.saturating_sub(2));
    let top = help.top.min(lines.len().saturating_sub(rows));
    for (i, line) in lines.iter().skip(top).take(rows).enumerate() {
        let row = Rect { y: inner.y + 2 + u16::try_from(i).unwrap_or(0), height: 1, ..inner };
        match line {
            Line::Context(title) => {
                pen.line(row, title, skin.strong());
            }
            Line::Key { keys, about, name } => {
                pen.line(Rect { x: row.x + 2, width: keys_width, ..row }, keys, skin.accent());
                let rest = Rect {
                    x: row.x + 3 + keys_width,
                    width: row.width.saturating_sub(keys_width + 3),
                    ..row
                };
                pen.runs(rest, &[(about, skin.text()), ("  ", skin.text()), (name, skin.dim())]);
            }
        }
    }
}

fn lines(app: &App, help: &Help) -> Vec<Line> {
    let typed = help.field.text().to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let first = help.from.unwrap_or(Context::Everywhere);
    let mut contexts: Vec<Context> = first.chain().to_vec();
    contexts.extend(Context::ALL.into_iter().filter(|context| !first.chain().contains(context)));
    let mut lines = Vec::new();
    for context in contexts {
        let keys: Vec<Line> = app
            .prefs
            .keymap
            .bindings(context)
            .into_iter()
            .map(|(command, chords)| {
                let keys: Vec<String> = chords.iter().map(ToString::to_string).collect();
                Line::Key { keys: keys.join(" "), about: command.about(), name: command.name() }
            })
            .filter(|line| match line {
                Line::Key { keys, about, name } => {
                    let all = format!("{} {} {}", keys.to_lowercase(), about.to_lowercase(), name);
                    words.iter().all(|word| all.contains(word))
                }
                Line::Context(_) => true,
            })
            .collect();
        if !keys.is_empty() {
            lines.push(Line::Context(context.title()));
            lines.extend(keys);
        }
    }
    lines
}

/// Bytes of what is typed that do not show in a sheet so many cells wide inside.
fn skip(help: &Help, width: u16) -> usize {
    left_off(help.field.before(), usize::from(width).saturating_sub(PROMPT.len() + 1))
}

pub fn cursor(app: &App, help: &Help) -> Position {
    let body = app.panes.body;
    let before = help.field.before();
    let shown = before.get(skip(help, body.width.saturating_sub(4))..).unwrap_or_default();
    let column = 2 + grapheme::str_width(PROMPT) + grapheme::str_width(shown);
    Position::new(u16::try_from(column).unwrap_or(0), body.y + 1)
}
