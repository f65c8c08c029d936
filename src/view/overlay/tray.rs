//! The tray of what is not placed: the old words beside the places they may have gone to.

use ratatui::layout::Rect;

use super::page;
use crate::app::{App, Compare, Spot, Tray};
use crate::command::{Command, Context};
use crate::text::{grapheme, one_line};
use crate::view::markdown;
use crate::view::paint::{Pen, flow};
use crate::view::skin::Skin;

struct Line {
    /// In parts; of a note they are as its Markdown means them.
    text: markdown::Row,
    strong: bool,
    dim: bool,
    /// Whether it begins what it is a row of.
    first: bool,
    of: usize,
    /// The place that it shows, if it shows one.
    place: Option<usize>,
}

pub fn draw(app: &App, tray: &Tray, skin: &Skin, pen: &mut Pen<'_>) {
    let which = if tray.article.is_some() { "here" } else { "in the library" };
    let counts = if tray.all.is_empty() { String::new() } else { format!(": {}", tray.counts()) };
    let inner = page(app, &format!("Not placed {which}{counts}"), skin, pen);
    if tray.all.is_empty() {
        let height = 3.min(inner.height.saturating_sub(1));
        pen.flow(Rect { y: inner.y + 1, height, ..inner }, &empty(app, tray), skin.dim());
        return;
    }
    let lines = lines(app, tray, inner.width);
    let height = usize::from(inner.height);
    let chosen = |line: &Line| line.of == tray.cursor && line.place.is_none_or(|place| place == tray.place);
    let at = lines.iter().rposition(chosen).unwrap_or(0);
    let head = lines.iter().position(|line| line.of == tray.cursor).unwrap_or(0);
    let first = (at + 2).saturating_sub(height).max(head.min(at.saturating_sub(height / 2)));
    let first = first.min(lines.len().saturating_sub(height));
    for (i, line) in lines.iter().skip(first).take(height).enumerate() {
        let row = Rect { y: inner.y + u16::try_from(i).unwrap_or(0), height: 1, ..inner };
        pen.spot(row, || Spot::Row(line.of));
        let here = line.of == tray.cursor && line.place == Some(tray.place);
        if here {
            skin.choose(row, true, pen);
        }
        let lead = if here && line.first { "> " } else { "  " };
        let style = match (line.strong, line.dim && !here) {
            (true, _) => skin.strong(),
            (_, true) => skin.dim(),
            _ => skin.text(),
        };
        let part = |kind: markdown::Kind| {
            if kind == markdown::Kind::default() {
                style
            } else {
                style.patch(markdown::style(kind, here, skin))
            }
        };
        let parts = line.text.iter().map(|(text, kind)| (text.as_str(), part(*kind)));
        let runs: Vec<_> = [(lead, skin.strong())].into_iter().chain(parts).collect();
        pen.runs(row, &runs);
    }
}

/// Why nothing is listed, and how to see what waits in other articles.
fn empty(app: &App, tray: &Tray) -> String {
    let all = match (tray.loaded, tray.article) {
        (false, _) => return "Reading…".to_owned(),
        (true, Some(_)) => "Every annotation of this article is in its place",
        (true, None) => "Every annotation is in its place",
    };
    let key = app.prefs.keymap.chord(Context::Tray, Command::Unplaced);
    let key = key.map_or_else(|| Command::Unplaced.name().to_owned(), |key| key.to_string());
    match tray.elsewhere {
        0 => format!("{all}."),
        1 => format!("{all}; 1 elsewhere is not: {key} shows it."),
        n => format!("{all}; {n} elsewhere are not: {key} shows them."),
    }
}

fn lines(app: &App, tray: &Tray, width: u16) -> Vec<Line> {
    let width = width.saturating_sub(4);
    let mut lines = Vec::new();
    for (of, one) in tray.all.iter().enumerate() {
        // `lead` stands before the first row, and the others are set in as far.
        let mut put = |lead: &str, rows: Vec<markdown::Row>, (strong, dim): (bool, bool), place| {
            for (i, row) in rows.into_iter().enumerate() {
                let first = i == 0;
                let lead = if first { lead.to_owned() } else { " ".repeat(grapheme::str_width(lead)) };
                let text = [(lead, markdown::Kind::default())].into_iter().chain(row).collect();
                lines.push(Line { text, strong, dim, first, of, place });
            }
        };
        let within = |lead: &str| width.saturating_sub(u16::try_from(grapheme::str_width(lead)).unwrap_or(0));
        let plain = |lead: &str, text: &str, most: usize| -> Vec<markdown::Row> {
            let rows = flow(text, within(lead), most).into_iter();
            rows.map(|row| vec![(row, markdown::Kind::default())]).collect()
        };
        let a = &one.annotation;
        let title = if a.article.title.is_empty() { "untitled" } else { &a.article.title };
        let themes: Vec<&str> =
            a.themes.iter().filter_map(|id| app.theme(*id)).map(|theme| theme.path.as_str()).collect();
        let mut facts = vec![a.state.word().to_owned()];
        if !themes.is_empty() {
            facts.push(themes.join(", "));
        }
        // Of one article its title says nothing.
        if tray.article.is_none() {
            facts.push(title.to_owned());
        }
        put("", plain("", &facts.join(" · "), 1), (true, false), None);
        let context = format!("…{}[{}]{}…", a.prefix.trim_start(), a.quote, a.suffix.trim_end());
        put("", plain("", &one_line(&context), 5), (false, false), None);
        if let Some(note) = &a.note {
            put("* ", markdown::rows(note, within("* "), 2), (false, true), None);
        }
        for (i, place) in one.places.iter().enumerate() {
            let like = match place.percent {
                None => "here now".to_owned(),
                Some(100) => "the same words".to_owned(),
                Some(n) => format!("{n}% like it"),
            };
            let lead = format!("{}. ", i + 1);
            let rows = plain(&lead, &format!("{like}: {}", place.words), 3);
            put(&lead, rows, (false, true), Some(i));
        }
        if one.places.is_empty() {
            let none = "No place in the text is like enough to it.";
            put("", plain("", none, 1), (false, true), Some(0));
        }
        lines.push(Line {
            text: Vec::new(),
            strong: false,
            dim: false,
            first: true,
            of,
            place: Some(usize::MAX),
        });
    }
    lines
}

/// What changed in the text, with signs that need no colour.
pub fn compare(app: &App, compare: &Compare, skin: &Skin, pen: &mut Pen<'_>) {
    let title = if compare.title.is_empty() { "What changed" } else { &compare.title };
    let inner = page(app, title, skin, pen);
    if compare.changes.is_empty() {
        let text = match compare.percent {
            _ if compare.loaded => compare.none.to_owned(),
            0 => "Reading…".to_owned(),
            percent => format!("Reading… {percent}%"),
        };
        let room = Rect { y: inner.y + 1, height: 3.min(inner.height.saturating_sub(1)), ..inner };
        pen.flow(room, &text, skin.dim());
        return;
    }
    let width = inner.width;
    let height = usize::from(inner.height);
    let mut rows: Vec<Vec<(String, Sign)>> = Vec::new();
    for change in compare.changes.iter().skip(compare.top) {
        let mut sign = Sign::Same;
        for text in flow(change, width, 400) {
            rows.push(runs(&text, &mut sign));
        }
        rows.push(Vec::new());
        if rows.len() > height {
            break;
        }
    }
    for (i, row) in rows.iter().take(height).enumerate() {
        let line = Rect { y: inner.y + u16::try_from(i).unwrap_or(0), height: 1, ..inner };
        let runs: Vec<(&str, ratatui::style::Style)> = row
            .iter()
            .map(|(text, sign)| {
                let style = match sign {
                    Sign::Same => skin.dim(),
                    Sign::Added => skin.good(),
                    Sign::Removed => skin.error().add_modifier(ratatui::style::Modifier::CROSSED_OUT),
                };
                (text.as_str(), style)
            })
            .collect();
        pen.runs(line, &runs);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Same,
    Added,
    Removed,
}

/// Cuts a row where something that was removed or added begins or ends; `sign` is carried from row to row.
fn runs(text: &str, sign: &mut Sign) -> Vec<(String, Sign)> {
    let mut runs = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let marks: &[&str] = match sign {
            Sign::Same => &["[-", "{+"],
            Sign::Added => &["+}"],
            Sign::Removed => &["-]"],
        };
        let next = marks.iter().filter_map(|mark| rest.find(mark).map(|at| (at, *mark))).min();
        let Some((at, mark)) = next else {
            runs.push((rest.to_owned(), *sign));
            break;
        };
        let begins = *sign == Sign::Same;
        let cut = if begins { at } else { at + mark.len() };
        let (head, tail) = rest.split_at_checked(cut).unwrap_or((rest, ""));
        if !head.is_empty() {
            runs.push((head.to_owned(), *sign));
        }
        rest = tail;
        *sign = match mark {
            "[-" => Sign::Removed,
            "{+" => Sign::Added,
            _ => Sign::Same,
        };
        if begins {
            // The mark itself belongs to what it begins.
            let (mark, after) = rest.split_at_checked(2).unwrap_or((rest, ""));
            runs.push((mark.to_owned(), *sign));
            rest = after;
        }
    }
    runs
}
