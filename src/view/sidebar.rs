//! The annotation sidebar: themes and notes, level with their passages where there is room, and tied to
//! those with which they are not.

mod arrange;
mod entries;
mod tie;

pub use tie::connect;

use ratatui::layout::Rect;
use ratatui::style::Style;

use entries::{BETWEEN, Entry, state_word};

use super::markdown::{self, Kind, Row};
use super::name::short;
use super::paint::Pen;
use super::skin::Skin;
use crate::app::{App, MarginSort, Pane, Reader, Spot};
use crate::command::{Command, Context};
use crate::model::{AnnotationId, State, Theme};
use crate::text::grapheme;

/// Rows of the article's own note.
const ARTICLE_ROWS: usize = 3;

/// What stands in the sidebar: laid out once, drawn and tied to the text.
pub struct Beside<'a> {
    reader: &'a Reader,
    chosen: Option<AnnotationId>,
    /// The sidebar without its edges, and where in it the entries stand.
    inner: Rect,
    body: Rect,
    entries: Vec<Entry<'a>>,
}

impl<'a> Beside<'a> {
    /// Nothing without an article.
    pub fn of(app: &'a App, rect: Rect) -> Option<Self> {
        let reader = app.reader.as_ref()?;
        let inner = inside(rect);
        let (chosen, body) = (chosen(app), body(app, reader, inner));
        Some(Self { reader, chosen, inner, body, entries: entries::of(app, reader, chosen, body) })
    }
}

/// The sidebar without its edges.
fn inside(rect: Rect) -> Rect {
    Rect { x: rect.x + 1, width: rect.width.saturating_sub(2), ..rect }
}

pub fn draw(app: &App, beside: &Beside<'_>, skin: &Skin, pen: &mut Pen<'_>) {
    let &Beside { reader, chosen, inner, body, ref entries } = beside;
    let focused = app.focus == Pane::Sidebar && app.overlays.is_empty();
    head(app, reader, inner, focused, skin, pen);
    article_note(reader, inner, body, skin, pen);
    if reader.marks.all().next().is_none() {
        let height = 3.min(body.height.saturating_sub(1));
        pen.flow(
            Rect { y: body.y + 1, height, ..body },
            "Enter tags the sentence under the cursor.",
            skin.dim(),
        );
        return;
    }
    if entries.is_empty()
        && let Some((why, style)) = why_empty(app, reader, skin)
    {
        pen.flow(Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body }, &why, style);
    }
    for entry in entries {
        draw_entry(entry, chosen == Some(entry.annotation.id), focused, body, skin, pen);
    }
}

/// Why there is no entry beside any part of the text, and how to see those there are.
fn why_empty(app: &App, reader: &Reader, skin: &Skin) -> Option<(String, Style)> {
    let margin = &app.margin;
    let way = if app.focus == Pane::Sidebar { "Esc" } else { "Esc in the sidebar" };
    if let Some(trouble) = &margin.trouble {
        return Some((format!("{trouble} {way} shows all again."), skin.error()));
    }
    if margin.is_narrowed() {
        let none = margin.entries(&reader.marks, &app.themes).is_empty();
        return none
            .then(|| (format!("No annotation is left by the filter. {way} shows all again."), skin.dim()));
    }
    let key = app.prefs.keymap.chord(Context::Reader, Command::Unplaced);
    let way = key.map_or_else(|| Command::Unplaced.name().to_owned(), |key| key.to_string());
    reader.marks.placed().is_empty().then(|| {
        (
            format!(
                "The words they were on are not in the text any more; {way} shows where they may belong."
            ),
            skin.dim(),
        )
    })
}

/// Marked is what the next key would act on.
fn chosen(app: &App) -> Option<AnnotationId> {
    if app.focus == Pane::Sidebar { app.entry() } else { app.target_annotation() }
}

/// How many are lost or stand on other words, as the status line and the tray count them, and the key
/// that shows them.
fn lost_words(app: &App, placed: usize, lost: usize) -> String {
    if lost == 0 || app.margin.is_narrowed() {
        return String::new();
    }
    let key = app.prefs.keymap.chord(Context::Reader, Command::Unplaced);
    let key = key.map_or_else(String::new, |key| format!(" ({key})"));
    if placed == 0 { format!("{lost} not placed{key}") } else { format!("{lost} not{key}") }
}

/// How many there are; what narrows them and how they are sorted, where that is not as usual.
fn head(app: &App, reader: &Reader, inner: Rect, focused: bool, skin: &Skin, pen: &mut Pen<'_>) {
    let margin = &app.margin;
    let all = reader.marks.all().count();
    let unplaced = reader.marks.unplaced();
    let placed = all - unplaced;
    let lost = lost_words(app, placed, unplaced);
    let title = match placed {
        _ if all == 0 => "No annotations".to_owned(),
        _ if margin.is_narrowed() => format!("{} of {all}", margin.entries(&reader.marks, &app.themes).len()),
        0 => String::new(),
        n if n < all => format!("{n} placed"),
        1 => "1 annotation".to_owned(),
        n => format!("{n} annotations"),
    };
    let style = if focused { skin.accent() } else { skin.strong() };
    let order = match margin.sort {
        MarginSort::Place => "",
        MarginSort::Newest => "  newest first",
        MarginSort::Theme => "  by theme",
    };
    let gap = if title.is_empty() || lost.is_empty() { "" } else { ", " };
    // Where there is no room for all of it, the number will do.
    let whole: usize = [&title, gap, &lost, order].into_iter().map(grapheme::str_width).sum();
    let is_tight = whole > usize::from(inner.width) && !margin.is_narrowed() && placed > 0;
    let title = if is_tight { placed.to_string() } else { title };
    pen.runs(
        Rect { height: 1, ..inner },
        &[(&title, style), (gap, skin.dim()), (&lost, skin.error()), (order, skin.dim())],
    );
    if !margin.is_narrowed() {
        return;
    }
    let theme = margin.theme.and_then(|id| app.theme(id));
    let slash = if margin.typed.is_empty() { "" } else { "/ " };
    let only = match (theme, slash) {
        (None, _) => "",
        (_, "") => "only ",
        _ => "  only ",
    };
    let taken = [slash, &margin.typed, only].map(grapheme::str_width).iter().sum();
    let path = short(theme.map_or("", |theme| &theme.path), usize::from(inner.width).saturating_sub(taken));
    pen.runs(
        Rect { y: inner.y + 1, height: 1, ..inner },
        &[
            (slash, skin.dim()),
            (&margin.typed, skin.text()),
            (only, skin.dim()),
            (&path, skin.theme(theme.map(|theme| theme.color.as_str()))),
        ],
    );
}

/// Where the entries stand: below the head and the article's own note.
fn body(app: &App, reader: &Reader, inner: Rect) -> Rect {
    let note = note_of_article(reader, inner.width).len();
    let air = 1 + u16::from(inner.height > 12);
    let noted = if note == 0 { 0 } else { u16::try_from(note).unwrap_or(0) + air };
    let above = (1 + u16::from(app.margin.is_narrowed()) + noted).min(inner.height);
    Rect { y: inner.y + above, height: inner.height - above, ..inner }
}

fn note_of_article(reader: &Reader, width: u16) -> Vec<Row> {
    let note = reader.article.note.as_deref().unwrap_or_default();
    markdown::rows(note, width.saturating_sub(2), ARTICLE_ROWS)
}

fn article_note(reader: &Reader, inner: Rect, body: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let rows = note_of_article(reader, inner.width);
    let Some(first) = body.y.checked_sub(1 + u16::try_from(rows.len()).unwrap_or(0)) else { return };
    for (i, (row, y)) in rows.iter().zip(first..body.y).enumerate() {
        let line = Rect { y, height: 1, ..inner };
        if i == 0 {
            pen.line(line, "*", skin.accent());
        }
        note_row(row, Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line }, false, skin, pen);
    }
}

fn draw_entry(entry: &Entry<'_>, chosen: bool, focused: bool, body: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let annotation = entry.annotation;
    if entry.y < body.y || entry.y >= body.bottom() {
        return;
    }
    let line = |n: u16| Rect { y: entry.y + n, height: 1, ..body };
    let height = entry.rows().min(body.bottom() - entry.y);
    let wide = Rect { x: body.x.saturating_sub(1), width: body.width + 2, height, ..line(0) };
    pen.spot(wide, || Spot::Entry(annotation.id));
    if chosen {
        skin.choose(wide, focused, pen);
        if !focused {
            pen.fill(Rect { width: 1, ..wide }, "▌", skin.strong());
        }
    }
    let plain = |style| if chosen { skin.strong() } else { style };
    let is_lost = annotation.state == State::Lost;
    let trouble = if is_lost { skin.error() } else { skin.dim() };
    for (i, (row, y)) in entry.themes.iter().zip(entry.y..body.bottom()).enumerate() {
        let mut runs: Vec<(&str, Style)> = Vec::new();
        if i == 0 {
            runs.push((state_word(annotation.state), plain(trouble)));
        }
        // One that has a row of its own is cut; of several on the last row those that fit show.
        let state = if i == 0 { grapheme::str_width(state_word(annotation.state)) } else { 0 };
        let room = |theme: &Theme| {
            usize::from(body.width).saturating_sub(state + grapheme::str_width(&theme.sign) + 1)
        };
        let names: Vec<_> = row.iter().map(|theme| short(&theme.name, room(theme))).collect();
        for (i, (theme, name)) in row.iter().zip(&names).enumerate() {
            if i > 0 {
                runs.push((BETWEEN, plain(skin.dim())));
            }
            runs.push((&theme.sign, plain(skin.sign(Some(&theme.color)))));
            runs.push((" ", skin.text()));
            runs.push((name, plain(skin.theme(Some(&theme.color)))));
        }
        let bare = row.is_empty();
        if bare {
            let sign = if annotation.note.is_some() { "* note" } else { "- highlight" };
            runs.push((sign, plain(skin.dim())));
        }
        let ends = i + 1 == entry.themes.len();
        if ends && (is_lost || (bare && annotation.note.is_none())) {
            runs.push((" ", skin.text()));
            runs.push((annotation.words(), plain(skin.dim())));
        }
        pen.runs(Rect { y, height: 1, ..body }, &runs);
    }
    let below = entry.y + u16::try_from(entry.themes.len()).unwrap_or(1);
    for (row, y) in entry.note.iter().zip(below..body.bottom()) {
        let inset = Rect { x: body.x + 2, width: body.width.saturating_sub(2), y, height: 1 };
        note_row(row, inset, chosen, skin, pen);
    }
    let y = below + u16::try_from(entry.note.len()).unwrap_or(0);
    if let Some(rest) = entry.rest.as_ref().filter(|_| y < body.bottom()) {
        let inset = Rect { x: body.x + 2, width: body.width.saturating_sub(2), y, height: 1 };
        pen.line(inset, rest, plain(skin.dim()));
    }
}

/// A row of a note.
fn note_row(row: &Row, line: Rect, chosen: bool, skin: &Skin, pen: &mut Pen<'_>) {
    let styled = |kind: Kind| markdown::style(kind, chosen, skin);
    let runs: Vec<(&str, Style)> = row.iter().map(|(text, kind)| (text.as_str(), styled(*kind))).collect();
    pen.runs(line, &runs);
}
