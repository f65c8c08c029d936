//! The article list: title, outlet, state, progress, number of annotations.

use ratatui::layout::Rect;

use super::paint::Pen;
use super::skin::Skin;
use crate::app::{App, Pane, ROWS};
use crate::model::{Article, Status};

pub fn draw(app: &App, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let focused = app.focus == Pane::List && app.overlays.is_empty();
    let inner = Rect { x: rect.x + 1, width: rect.width.saturating_sub(2), ..rect };
    let row = |n: u16| Rect { y: inner.y + n, height: 1, ..inner };
    let title = match app.list.total {
        _ if !app.list.ready => "Articles".to_owned(),
        1 => "1 article".to_owned(),
        n => format!("{n} articles"),
    };
    let style = if focused { skin.accent() } else { skin.strong() };
    if app.list.typed.is_empty() {
        pen.line(row(0), &title, style);
    } else {
        pen.runs(row(0), &[(&title, style), ("  / ", skin.dim()), (&app.list.typed, skin.text())]);
    }
    if app.list.ready && app.list.total == 0 {
        let why =
            if app.list.typed.is_empty() { "The library is empty." } else { "Nothing matches the filter." };
        pen.line(row(2), why, skin.dim());
        if app.panes.reader.is_none() && app.list.typed.is_empty() {
            pen.line(row(4), "postil import FILE… adds articles.", skin.dim());
        }
    }
    let bottom = rect.bottom();
    for i in 0..app.list.fits {
        let index = app.list.top + i;
        let y = inner.y + 2 + u16::try_from(i).unwrap_or(0) * u16::try_from(ROWS).unwrap_or(3);
        if index >= app.list.total || y + 1 >= bottom {
            break;
        }
        let Some(article) = app.list.at(index) else { continue };
        let chosen = index == app.list.cursor;
        let open = app.reader.as_ref().is_some_and(|r| r.article.id == article.id);
        let area = Rect::new(rect.x, y, rect.width, 2);
        if chosen {
            pen.style(area, skin.chosen(focused));
        }
        entry(article, (chosen, open), Rect { x: inner.x, y, width: inner.width, height: 2 }, skin, pen);
    }
}

/// How an article stands: unread, being read, done, starred.
fn state(article: &Article) -> &'static str {
    match (article.starred, article.status) {
        (true, _) => "★",
        (false, Status::Unread) => "●",
        (false, Status::Reading) => "◐",
        (false, Status::Done) => "✓",
    }
}

fn entry(article: &Article, (chosen, open): (bool, bool), rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let plain = |style: ratatui::style::Style| if chosen { skin.text() } else { style };
    let title = if open || article.status == Status::Unread { skin.strong() } else { skin.text() };
    let mark = format!("{} ", state(article));
    let line = Rect { height: 1, ..rect };
    // A page without a title goes by its author.
    let name = match (&*article.meta.title, &article.meta.byline) {
        ("", Some(byline)) => format!("untitled, by {byline}"),
        _ => article.title().to_owned(),
    };
    pen.runs(line, &[(&mark, plain(skin.accent())), (&name, title)]);
    let mut facts = Vec::new();
    if article.status == Status::Reading && article.progress > 0 {
        facts.push(format!("{}%", article.progress));
    }
    if article.annotations > 0 {
        facts.push(format!("{}✎", article.annotations));
    }
    if article.note.is_some() {
        facts.push("*".to_owned());
    }
    let facts = facts.join(" ");
    let facts_width = u16::try_from(crate::text::grapheme::str_width(&facts)).unwrap_or(0);
    let second = Rect { x: rect.x + 2, y: rect.y + 1, width: rect.width.saturating_sub(2), height: 1 };
    let left = second.width.saturating_sub(facts_width + 1);
    let outlet = article.meta.publication.as_deref().or(article.meta.byline.as_deref()).unwrap_or_default();
    let year = article.meta.published.as_deref().and_then(|date| date.get(..4));
    let outlet = match year {
        Some(year) if outlet.is_empty() => year.to_owned(),
        Some(year) => format!("{outlet}, {year}"),
        None => outlet.to_owned(),
    };
    pen.line(Rect { width: left, ..second }, &outlet, plain(skin.dim()));
    let right = Rect { x: second.right().saturating_sub(facts_width), width: facts_width, ..second };
    pen.line(right, &facts, plain(skin.dim()));
}
