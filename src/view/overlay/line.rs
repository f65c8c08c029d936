//! The command line's rows: what completes it, and what its argument is. The line itself is drawn
//! in place of the hints.

use ratatui::layout::{Position, Rect};

use super::finder::{names_width, row};
use super::{scrolled, sheet};
use crate::app::{App, CommandLine, Spot};
use crate::text::grapheme;
use crate::view::paint::{Pen, flow, left_off};
use crate::view::skin::Skin;

const PROMPT: &str = ":";
/// Rows that show at most: the text stays in sight.
const ROWS: usize = 8;

/// What to say below the rows, and whether it is a mistake.
fn detail(line: &CommandLine) -> (String, bool) {
    if let Some(mistake) = &line.mistake {
        return (mistake.clone(), true);
    }
    let best = line.hits.get(line.chosen.unwrap_or(0)).and_then(|hit| line.items.get(hit.item));
    if let Some(item) = best.filter(|item| item.refused) {
        return (item.detail.clone(), true);
    }
    let named = line.command().or_else(|| crate::command::Command::named(line.field.text().trim()));
    let Some(command) = named else { return (String::new(), false) };
    match command.argument() {
        Some(takes) => {
            let text =
                format!("{} {}: {}, as in “{}”", command.name(), takes.name, takes.about, takes.example);
            (text, false)
        }
        None => (format!("{}: {}", command.name(), command.about()), false),
    }
}

pub fn draw(app: &App, line: &CommandLine, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let (text, is_mistake) = detail(line);
    let about = flow(&text, body.width.saturating_sub(4), 3);
    let about = if text.is_empty() { Vec::new() } else { about };
    let room = usize::from(body.height).saturating_sub(2 + about.len());
    let shown = line.hits.len().min(ROWS).min(room);
    let height = u16::try_from(shown + about.len() + 2).unwrap_or(body.height).min(body.height);
    if shown + about.len() == 0 {
        return;
    }
    let title = match line.hits.len() {
        0 => "Command line".to_owned(),
        n if line.more => format!("Tab goes through the first {n}; there are more"),
        n if n > shown => format!("Tab goes through all {n}"),
        _ => "Tab goes through them".to_owned(),
    };
    let inner = sheet(Rect { y: body.bottom() - height, height, ..body }, &title, skin, pen);
    let first = scrolled(line.chosen.unwrap_or(0), shown, line.hits.len());
    let names = names_width(&line.items, inner.width);
    for (i, hit) in line.hits.iter().enumerate().skip(first).take(shown) {
        let Some(item) = line.items.get(hit.item) else { continue };
        let at = Rect { y: inner.y + u16::try_from(i - first).unwrap_or(0), height: 1, ..inner };
        pen.spot(at, || Spot::Row(i));
        row(item, (&hit.fit.name, &hit.fit.beside), (line.chosen == Some(i), names), at, skin, pen);
    }
    let y = inner.bottom().saturating_sub(u16::try_from(about.len()).unwrap_or(0));
    let style = if is_mistake { skin.error() } else { skin.dim() };
    for (text, y) in about.iter().zip(y..) {
        pen.line(Rect { y, height: 1, ..inner }, text, style);
    }
}

/// The line itself.
pub fn field(app: &App, line: &CommandLine, skin: &Skin, pen: &mut Pen<'_>) {
    let at = app.panes.hints;
    let from = skip(line, at.width);
    let shown = line.field.text().get(from..).unwrap_or_default();
    let inner = Rect { x: at.x + 1, width: at.width.saturating_sub(2), ..at };
    pen.runs(inner, &[(PROMPT, skin.accent()), (shown, skin.text())]);
}

/// Bytes of what is typed that do not show in a line so many cells wide.
fn skip(line: &CommandLine, width: u16) -> usize {
    left_off(line.field.before(), usize::from(width).saturating_sub(4))
}

pub fn cursor(app: &App, line: &CommandLine) -> Position {
    let at = app.panes.hints;
    let before = line.field.before().get(skip(line, at.width)..).unwrap_or_default();
    let column = 1 + grapheme::str_width(PROMPT) + grapheme::str_width(before);
    Position::new(at.x + u16::try_from(column).unwrap_or(0), at.y)
}
