//! A theme's board: its passages from every article with what stands around them.

use ratatui::layout::Rect;

use super::sheet;
use crate::app::{App, Board, Passage};
use crate::model::State;
use crate::view::paint::{Pen, flow};
use crate::view::skin::Skin;

/// A row of the board.
enum Line {
    Article(String),
    Text { text: String, of: usize, kind: Kind },
    Blank,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Quote,
    Around,
    Facts,
    Note,
}

pub fn draw(app: &App, board: &Board, skin: &Skin, pen: &mut Pen<'_>) {
    let name = app.theme(board.theme).map_or("Theme", |theme| theme.path.as_str());
    let title = match board.passages.len() {
        1 => format!("{name}: 1 passage"),
        n => format!("{name}: {n} passages"),
    };
    let inner = sheet(app.panes.body, &title, skin, pen);
    if board.passages.is_empty() {
        let text = if board.loaded {
            "No passage is tagged with this theme yet. Enter on a sentence tags it."
        } else {
            "Reading…"
        };
        pen.line(Rect { y: inner.y + 1, height: 1, ..inner }, text, skin.dim());
        return;
    }
    let width = inner.width.min(app.prefs.measure + 8);
    let lines = around(board, usize::from(inner.height), |passage, of| entry(app, passage, of, width));
    let height = usize::from(inner.height);
    let first_of = |of: usize| {
        lines.iter().position(|line| matches!(line, Line::Text { of: o, .. } if *o == of)).unwrap_or(0)
    };
    let first = first_of(board.cursor).saturating_sub(height / 3).min(lines.len().saturating_sub(height));
    for (i, line) in lines.iter().skip(first).take(height).enumerate() {
        let y = inner.y + u16::try_from(i).unwrap_or(0);
        let row = Rect { y, height: 1, width, ..inner };
        match line {
            Line::Article(title) => {
                pen.line(row, title, skin.strong());
            }
            Line::Blank => {}
            Line::Text { text, of, kind } => {
                let chosen = *of == board.cursor;
                if chosen {
                    pen.style(row, skin.chosen(true));
                }
                let style = match kind {
                    Kind::Quote | Kind::Note => skin.text(),
                    Kind::Around | Kind::Facts if chosen => skin.text(),
                    Kind::Around | Kind::Facts => skin.dim(),
                };
                let lead = match kind {
                    Kind::Quote => "▏ ",
                    Kind::Note => "* ",
                    _ => "  ",
                };
                let mark = if chosen { skin.strong() } else { skin.accent() };
                pen.runs(row, &[(lead, mark), (text, style)]);
            }
        }
    }
}

/// The lines of the passages near the cursor: enough for the screen above and below it.
fn around(board: &Board, height: usize, entry: impl Fn(&Passage, usize) -> Vec<Line>) -> Vec<Line> {
    // An entry has at least three lines.
    let near = height / 3 + 2;
    let from = board.cursor.saturating_sub(near);
    let mut lines = Vec::new();
    for (i, passage) in board.passages.iter().enumerate().skip(from).take(2 * near + 1) {
        let before = i.checked_sub(1).and_then(|i| board.passages.get(i));
        let article = &passage.annotation.article;
        if i == from || before.is_none_or(|b| b.annotation.article.id != article.id) {
            let title = if article.title.is_empty() { "untitled" } else { &article.title };
            lines.push(Line::Article(title.to_owned()));
        }
        lines.extend(entry(passage, i));
        lines.push(Line::Blank);
    }
    lines
}

fn entry(app: &App, passage: &Passage, of: usize, width: u16) -> Vec<Line> {
    let width = width.saturating_sub(2);
    let annotation = &passage.annotation;
    let mut lines = Vec::new();
    let mut add = |text: &str, most: usize, kind: Kind| {
        if !text.trim().is_empty() {
            lines.extend(flow(text, width, most).into_iter().map(|text| Line::Text { text, of, kind }));
        }
    };
    add(&passage.before, 2, Kind::Around);
    add(&annotation.quote, 12, Kind::Quote);
    add(&passage.after, 2, Kind::Around);
    let themes: Vec<&str> =
        annotation.themes.iter().filter_map(|id| app.theme(*id)).map(|t| t.path.as_str()).collect();
    let paragraph = annotation.paragraph.map_or_else(String::new, |n| format!("¶{n} · "));
    let lost = if annotation.state == State::Lost { "lost · " } else { "" };
    add(&format!("{lost}{paragraph}{}% · {}", annotation.percent, themes.join(", ")), 1, Kind::Facts);
    if let Some(note) = &annotation.note {
        add(note, 6, Kind::Note);
    }
    lines
}
