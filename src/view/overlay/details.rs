//! The form for what is known of an article.

use ratatui::layout::{Position, Rect};

use super::{TITLE_EDGE, scrolled, sheet};
use crate::app::{App, Detail, Details, Spot};
use crate::text::{clipped, grapheme};
use crate::view::paint::{Pen, left_off};
use crate::view::skin::Skin;

/// What stands before the article's title.
const BEFORE: &str = "Details of ";
/// Cells for the labels.
const LABEL: u16 = 13;
/// Cells of what is typed that a mistake beside it leaves free.
const TYPED: u16 = 16;

/// Cells of a mistake in a row of so many.
fn mistake_width(mistake: &str, room: u16) -> u16 {
    let whole = u16::try_from(grapheme::str_width(mistake)).unwrap_or(u16::MAX);
    whole.min(room.saturating_sub(TYPED).max(room / 2))
}

fn area(app: &App, details: &Details) -> Rect {
    let body = app.panes.body;
    let height = (u16::try_from(details.fields.len()).unwrap_or(0) + 2).min(body.height);
    Rect { y: body.bottom() - height, height, ..body }
}

/// The first field that shows.
fn first(inner: Rect, details: &Details) -> usize {
    scrolled(details.at, usize::from(inner.height), details.fields.len())
}

pub fn draw(app: &App, details: &Details, skin: &Skin, pen: &mut Pen<'_>) {
    let room = usize::from(app.panes.body.width).saturating_sub(TITLE_EDGE + BEFORE.len() + 2);
    let title = format!("{BEFORE}“{}”", clipped(details.title(), room));
    let inner = sheet(area(app, details), &title, skin, pen);
    let first = first(inner, details);
    for ((i, row), y) in details.fields.iter().enumerate().skip(first).zip(inner.y..inner.bottom()) {
        let line = Rect { y, height: 1, ..inner };
        pen.spot(line, || Spot::Row(i));
        let here = i == details.at;
        let label = if here { skin.accent() } else { skin.dim() };
        pen.line(Rect { width: LABEL.min(line.width), ..line }, row.detail.label(), label);
        let mut room = Rect { x: line.x + LABEL, width: line.width.saturating_sub(LABEL), ..line };
        if let Some(mistake) = row.mistake {
            let width = mistake_width(mistake, room.width);
            let at = Rect { x: room.right().saturating_sub(width), width, ..room };
            pen.line(at, mistake, skin.error());
            room.width = room.width.saturating_sub(width + 1);
        }
        let from =
            if here { left_off(row.field.before(), usize::from(room.width.saturating_sub(1))) } else { 0 };
        let width = pen.line(room, row.field.text().get(from..).unwrap_or_default(), skin.text());
        if row.detail == Detail::Url && app.prefs.look.links {
            pen.link(Rect { width, ..room }, row.field.text());
        }
    }
}

pub fn cursor(app: &App, details: &Details) -> Option<Position> {
    let rect = area(app, details);
    let inner = Rect {
        x: rect.x + 2,
        y: rect.y + 1,
        width: rect.width.saturating_sub(4),
        height: rect.height.saturating_sub(2),
    };
    let row = details.fields.get(details.at)?;
    let mut room = inner.width.saturating_sub(LABEL);
    if let Some(mistake) = row.mistake {
        room = room.saturating_sub(mistake_width(mistake, room) + 1);
    }
    let before = row.field.before();
    let from = left_off(before, usize::from(room.saturating_sub(1)));
    let x = grapheme::str_width(before.get(from..)?);
    let y = details.at.checked_sub(first(inner, details))?;
    Some(Position::new(inner.x + LABEL + u16::try_from(x).ok()?, inner.y + u16::try_from(y).ok()?))
}
