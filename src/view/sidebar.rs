//! The annotation sidebar: themes and notes, level with their passages where there is room.

use ratatui::layout::Rect;

use super::paint::{Pen, flow};
use super::passage;
use super::skin::Skin;
use crate::app::panes::text_column;
use crate::app::{App, Pane, Reader, Spot};
use crate::model::{Annotation, AnnotationId, State};
use crate::text::Span;

/// Lines of a note that show.
const NOTE_LINES: usize = 3;

/// An entry and where it stands.
struct Entry<'a> {
    annotation: &'a Annotation,
    lines: Vec<String>,
    /// The row of the sidebar where it begins.
    y: u16,
}

impl Entry<'_> {
    fn height(&self) -> u16 {
        // Its own line, the note, and a blank line.
        2 + u16::try_from(self.lines.len()).unwrap_or(0)
    }
}

pub fn draw(app: &App, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let Some(reader) = &app.reader else { return };
    let focused = app.focus == Pane::Sidebar && app.overlays.is_empty();
    let inner = Rect { x: rect.x + 1, width: rect.width.saturating_sub(2), ..rect };
    let all = reader.marks.all().count();
    let title = match all {
        0 => "No annotations".to_owned(),
        1 => "1 annotation".to_owned(),
        n => format!("{n} annotations"),
    };
    let style = if focused { skin.accent() } else { skin.strong() };
    pen.line(Rect { height: 1, ..inner }, &title, style);
    if all == 0 {
        pen.flow(
            Rect { y: inner.y + 2, height: 3.min(inner.height.saturating_sub(2)), ..inner },
            "Enter tags the sentence under the cursor.",
            skin.dim(),
        );
        return;
    }
    // Marked is what the next key would act on.
    let chosen = if app.focus == Pane::Sidebar { app.entry() } else { app.target_annotation() };
    let body = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let text = app.panes.reader.map_or(body.y, |pane| text_column(pane, app.prefs.measure).y);
    for entry in place(reader, chosen, body, text) {
        draw_entry(app, &entry, chosen == Some(entry.annotation.id), focused, body, skin, pen);
    }
}

/// The entries that show: those of the window at the height of their passages, pushed down where
/// they would overlap and up where they would leave the pane. With a lost one chosen, the list from it on.
/// `text`: the row of the screen on which the text begins.
fn place(reader: &Reader, chosen: Option<AnnotationId>, body: Rect, text: u16) -> Vec<Entry<'_>> {
    let window = reader.window();
    let is_lost = chosen.and_then(|id| reader.marks.get(id)).is_some_and(|a| a.state == State::Lost);
    let shown: Vec<&Annotation> = if is_lost {
        reader.marks.all().skip_while(|a| Some(a.id) != chosen).take(usize::from(body.height)).collect()
    } else {
        reader.marks.within(window).take(usize::from(body.height)).collect()
    };
    // The chosen one shows even where its passage is out of the window.
    let shown = match chosen.and_then(|id| reader.marks.get(id)) {
        Some(annotation) if !is_lost && !shown.iter().any(|a| a.id == annotation.id) => vec![annotation],
        _ => shown,
    };
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut free = body.y;
    for annotation in shown {
        let note = annotation.note.as_deref().unwrap_or_default();
        let lines =
            if note.is_empty() { Vec::new() } else { flow(note, body.width.saturating_sub(2), NOTE_LINES) };
        let level = row_of(reader, annotation.span).map_or(body.y + 1, |row| (text + row).max(body.y));
        let entry = Entry { annotation, lines, y: level.max(free) };
        free = entry.y.saturating_add(entry.height());
        entries.push(entry);
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

fn draw_entry(
    app: &App,
    entry: &Entry<'_>,
    chosen: bool,
    focused: bool,
    body: Rect,
    skin: &Skin,
    pen: &mut Pen<'_>,
) {
    let annotation = entry.annotation;
    if entry.y < body.y || entry.y >= body.bottom() {
        return;
    }
    let line = |n: u16| Rect { y: entry.y + n, height: 1, ..body };
    let height = (1 + u16::try_from(entry.lines.len()).unwrap_or(0)).min(body.bottom() - entry.y);
    let wide = Rect { x: body.x.saturating_sub(1), width: body.width + 2, height, ..line(0) };
    pen.spot(wide, || Spot::Entry(annotation.id));
    if chosen {
        pen.style(wide, skin.chosen(focused));
    }
    let themes = passage::themes(app, annotation);
    let mut runs: Vec<(&str, ratatui::style::Style)> = Vec::new();
    let plain = |style| if chosen { skin.strong() } else { style };
    match annotation.state {
        State::Lost => runs.push(("lost ", plain(skin.error()))),
        State::Moved => runs.push(("moved ", plain(skin.dim()))),
        State::Changed => runs.push(("changed ", plain(skin.dim()))),
        State::Placed => {}
    }
    for (i, theme) in themes.iter().enumerate() {
        if i > 0 {
            runs.push((" · ", plain(skin.dim())));
        }
        runs.push((&theme.sign, plain(skin.theme(Some(&theme.color)))));
        runs.push((" ", skin.text()));
        runs.push((&theme.name, plain(skin.theme(Some(&theme.color)))));
    }
    if themes.is_empty() {
        let sign = if annotation.note.is_some() { "* note" } else { "- highlight" };
        runs.push((sign, plain(skin.dim())));
    }
    if annotation.state == State::Lost || (themes.is_empty() && annotation.note.is_none()) {
        runs.push((" ", skin.text()));
        runs.push((&annotation.quote, plain(skin.dim())));
    }
    pen.runs(line(0), &runs);
    for (i, text) in entry.lines.iter().enumerate() {
        let row = line(1 + u16::try_from(i).unwrap_or(0));
        if row.y < body.bottom() {
            let inset = Rect { x: row.x + 2, width: row.width.saturating_sub(2), ..row };
            pen.line(inset, text, skin.text());
        }
    }
}
