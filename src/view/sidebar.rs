//! The annotation sidebar: themes and notes, level with their passages where there is room, with a
//! line from those that are not.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::markdown::{self, Kind, Row};
use super::name::short;
use super::paint::Pen;
use super::passage;
use super::skin::Skin;
use crate::app::panes::text_column;
use crate::app::{App, MarginSort, Pane, Reader, Spot};
use crate::command::{Command, Context};
use crate::model::{Annotation, AnnotationId, State, Theme};
use crate::text::{Span, grapheme};

/// Rows of a note that show at least, where there is no room for all; the chosen one's shows whole.
const NOTE_ROWS: usize = 3;
/// Rows of an annotation's themes.
const THEME_ROWS: usize = 3;
/// Rows of the article's own note.
const ARTICLE_ROWS: usize = 3;

/// An entry and where it stands.
struct Entry<'a> {
    annotation: &'a Annotation,
    /// Its themes, in rows.
    themes: Vec<Vec<&'a Theme>>,
    note: Vec<Row>,
    /// What is said below a note that is longer than the pane, though it is the chosen one's.
    rest: Option<String>,
    /// The row of the screen on which its passage begins, if that shows.
    level: Option<u16>,
    /// The row of the screen where it begins.
    y: u16,
}

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
        Some(Self { reader, chosen, inner, body, entries: entries(app, reader, chosen, body) })
    }
}

impl Entry<'_> {
    fn height(&self) -> u16 {
        // A blank line below it.
        self.rows() + 1
    }

    fn rows(&self) -> u16 {
        let rest = usize::from(self.rest.is_some());
        u16::try_from(self.themes.len() + self.note.len() + rest).unwrap_or(u16::MAX - 1)
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

/// The entries that show. In the order of the text those of the window stand at the height of their
/// passages, pushed down where they would overlap and up where they would leave the pane; in another
/// order, over the text, or with a lost one chosen, they stand below each other from the chosen one on.
fn entries<'a>(app: &'a App, reader: &'a Reader, chosen: Option<AnnotationId>, body: Rect) -> Vec<Entry<'a>> {
    let margin = &app.margin;
    let is_lost = chosen.and_then(|id| reader.marks.get(id)).is_some_and(|a| a.state == State::Lost);
    let most = usize::from(body.height);
    let over = app.panes.sheet().is_some();
    let in_rows = margin.sort != MarginSort::Place || is_lost || over;
    let mut shown: Vec<&Annotation> = if in_rows {
        let all = margin.entries(&reader.marks, &app.themes);
        let at = all.iter().position(|a| Some(a.id) == chosen).unwrap_or(0);
        // The one before shows too where there is room beside the chosen one.
        let before = usize::from(!is_lost && !over);
        all.into_iter().skip(at.saturating_sub(before)).take(most).collect()
    } else {
        let within = reader.marks.within(reader.window());
        within.filter(|a| margin.shows(a, &app.themes)).take(most).collect()
    };
    // The chosen one shows even where its passage is out of the window.
    if let Some(annotation) = chosen.and_then(|id| reader.marks.get(id))
        && !shown.iter().any(|a| a.id == annotation.id)
        && margin.shows(annotation, &app.themes)
    {
        shown = vec![annotation];
    }
    let text = app.panes.reader.map(|pane| text_column(pane, app.prefs.measure).y);
    let is_few = shown.len() <= most / 2;
    let note = |annotation: &Annotation, rows: usize| {
        let note = annotation.note.as_deref().unwrap_or_default();
        markdown::rows_and_rest(note, body.width.saturating_sub(2), rows)
    };
    let cut = |annotation: &Annotation, themes: usize, rows: usize| {
        if chosen != Some(annotation.id) {
            return (note(annotation, rows).0, None);
        }
        let room = most.saturating_sub(themes).max(1);
        match note(annotation, room) {
            (rows, false) => (rows, None),
            // A row is left for what is said of the rest.
            (_, true) => (note(annotation, room.saturating_sub(1).max(1)).0, Some(rest_words(app))),
        }
    };
    let laid = shown.into_iter().map(|annotation| {
        let themes = theme_rows(app, annotation, body.width);
        let note =
            if is_few { (note(annotation, most).0, None) } else { cut(annotation, themes.len(), NOTE_ROWS) };
        (annotation, themes, note)
    });
    let mut laid: Vec<_> = laid.collect();
    // Where all notes fit they show whole.
    let needed = laid.iter().map(|(_, themes, (note, _))| themes.len() + note.len() + 1).sum::<usize>();
    if is_few && needed > most {
        // Else all but the chosen one's have as many rows as there is room for.
        let with = |rows: usize| {
            let of = |(annotation, themes, (note, _)): &(&Annotation, Vec<_>, (Vec<Row>, _))| {
                let is_whole = chosen == Some(annotation.id);
                themes.len() + 1 + if is_whole { note.len() } else { note.len().min(rows) }
            };
            laid.iter().map(of).sum::<usize>()
        };
        let rows = (NOTE_ROWS..most).rev().find(|rows| with(*rows) <= most).unwrap_or(NOTE_ROWS);
        for (annotation, themes, note) in &mut laid {
            *note = cut(annotation, themes.len(), rows);
        }
    }
    let mut entries: Vec<Entry<'_>> = Vec::new();
    // In rows of its own, a row of air below the head.
    let mut free = body.y + u16::from(in_rows && !over);
    for (annotation, themes, (note, rest)) in laid {
        let row = text.zip(row_of(reader, annotation.span)).map(|(text, row)| text + row);
        let level = row.filter(|_| !in_rows);
        let y = level.unwrap_or(if in_rows { free } else { body.y }).max(free);
        let entry = Entry { annotation, themes, note, rest, level: row, y };
        free = entry.y.saturating_add(entry.height());
        entries.push(entry);
    }
    if in_rows {
        return entries;
    }
    // From the bottom up: what would leave the pane moves up as far as it has to.
    let mut limit = body.bottom() + 1;
    for entry in entries.iter_mut().rev() {
        entry.y = entry.y.min(limit.saturating_sub(entry.height()));
        limit = entry.y;
    }
    keep_chosen(&mut entries, chosen, body.y);
    entries
}

/// How to see the rest of a note that is longer than the pane.
fn rest_words(app: &App) -> String {
    let key = app.prefs.keymap.chord(Context::Sidebar, Command::Note);
    key.map_or_else(|| "…".to_owned(), |key| format!("… {key} shows all of it"))
}

/// Themes in as many rows as they need, all that is left in the last; one row where there are none.
fn theme_rows<'a>(app: &'a App, annotation: &Annotation, width: u16) -> Vec<Vec<&'a Theme>> {
    let mut rows = vec![Vec::new()];
    let mut used = grapheme::str_width(state_word(annotation.state));
    for theme in passage::themes(app, annotation) {
        let cells = grapheme::str_width(&theme.sign) + 1 + grapheme::str_width(&theme.name);
        let count = rows.len();
        let Some(row) = rows.last_mut() else { break };
        let gap = if row.is_empty() { 0 } else { grapheme::str_width(BETWEEN) };
        if !row.is_empty() && count < THEME_ROWS && used + gap + cells > usize::from(width) {
            rows.push(vec![theme]);
            used = cells;
        } else {
            row.push(theme);
            used += gap + cells;
        }
    }
    rows
}

/// What parts themes on a row.
const BETWEEN: &str = " · ";

fn state_word(state: State) -> &'static str {
    match state {
        State::Lost => "lost ",
        State::Moved => "moved ",
        State::Changed => "changed ",
        State::Placed => "",
    }
}

/// Where there are more than fit, those before the chosen one go first.
fn keep_chosen(entries: &mut Vec<Entry<'_>>, chosen: Option<AnnotationId>, top: u16) {
    let at = entries.iter().position(|entry| Some(entry.annotation.id) == chosen).unwrap_or(0);
    let total: usize = entries.iter().map(|entry| usize::from(entry.height())).sum();
    let first = entries.first().map_or(top, |entry| entry.y);
    let last = entries.last().map_or(top, |entry| entry.y + entry.height());
    if first >= top && usize::from(last.saturating_sub(first)) >= total {
        return;
    }
    let mut y = top;
    let mut kept = Vec::new();
    for mut entry in entries.drain(at.saturating_sub(1)..) {
        entry.y = y;
        y = y.saturating_add(entry.height());
        kept.push(entry);
    }
    *entries = kept;
}

/// The row of the window on which a passage begins.
fn row_of(reader: &Reader, span: Span) -> Option<u16> {
    let row = reader.lines.iter().position(|line| line.span.contains(span.start))?;
    u16::try_from(row).ok()
}

/// Ties entries to their passages on the rule between the text and the sidebar: a sign on the row of
/// each, and for the chosen one a line from the text, along the rule, to where it had to go.
pub fn connect(app: &App, beside: &Beside<'_>, skin: &Skin, pen: &mut Pen<'_>) {
    let &Beside { chosen, inner, body, ref entries, .. } = beside;
    let Some(pane) = app.panes.reader.filter(|_| app.looks.marks) else { return };
    // The rule stands left of the edge.
    let Some(x) = inner.x.checked_sub(2) else { return };
    let inside = |y: &u16| (body.y..body.bottom()).contains(y);
    let tied = entries.iter().filter_map(|entry| Some((entry, entry.level.filter(|y| *y < body.bottom())?)));
    let tied: Vec<(&Entry<'_>, u16)> = tied.filter(|(entry, _)| inside(&entry.y)).collect();
    for y in pane.y..body.bottom() {
        let passage = tied.iter().any(|(_, level)| *level == y);
        let sign = match (passage, tied.iter().any(|(entry, _)| entry.y == y)) {
            (true, true) => "┼",
            (true, false) => "┤",
            (false, true) => "├",
            (false, false) => continue,
        };
        pen.cluster(x, y, sign, 1, skin.rule());
    }
    let Some((entry, level)) = tied.iter().find(|(entry, _)| Some(entry.annotation.id) == chosen) else {
        return;
    };
    let (level, style) = (*level, skin.tie(passage::color(app, entry.annotation)));
    let from = text_column(pane, app.prefs.measure).right().min(x);
    pen.fill(Rect { x: from, y: level, width: x - from, height: 1 }, "─", style);
    let (top, bottom) = (level.min(entry.y), level.max(entry.y));
    pen.fill(Rect { x, y: top, width: 1, height: bottom - top }, "│", style);
    let (turn, end) = match level.cmp(&entry.y) {
        std::cmp::Ordering::Less => ("┐", "└"),
        std::cmp::Ordering::Equal => ("┼", "┼"),
        std::cmp::Ordering::Greater => ("┘", "┌"),
    };
    pen.cluster(x, level, turn, 1, style);
    pen.cluster(x, entry.y, end, 1, style);
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
