//! Which annotations have an entry beside the text, where each stands and what of it shows.

use std::ops::Range;

use ratatui::layout::Rect;

use super::arrange::{self, Stand, Wish};
use crate::app::panes::text_column;
use crate::app::{App, MarginSort, Reader};
use crate::command::{Command, Context};
use crate::model::{Annotation, AnnotationId, State, Theme};
use crate::text::{Offset, grapheme};
use crate::view::markdown::{self, Row};
use crate::view::passage;

/// Rows of a note that show at least, below each other; the chosen one's shows whole.
const NOTE_ROWS: u16 = 3;
/// Rows of an annotation's themes.
const THEME_ROWS: usize = 3;
/// What parts themes on a row.
pub(super) const BETWEEN: &str = " · ";

/// An entry and where it stands.
pub(super) struct Entry<'a> {
    pub annotation: &'a Annotation,
    /// Its themes, in rows.
    pub themes: Vec<Vec<&'a Theme>>,
    pub note: Vec<Row>,
    /// What is said below a note that is longer than the pane, though it is the chosen one's.
    pub rest: Option<String>,
    /// The row of the screen on which its passage begins, if that shows.
    pub level: Option<u16>,
    /// The row of the screen where it begins.
    pub y: u16,
}

impl Entry<'_> {
    pub fn rows(&self) -> u16 {
        let rest = usize::from(self.rest.is_some());
        u16::try_from(self.themes.len() + self.note.len() + rest).unwrap_or(u16::MAX - 1)
    }
}

/// The entries that show. In the order of the text those of the window stand at the height of their
/// passages as far as there is room; in another order, over the text, or with a lost one chosen, they
/// stand below each other from the one before the chosen one on.
pub(super) fn of<'a>(
    app: &'a App,
    reader: &'a Reader,
    chosen: Option<AnnotationId>,
    body: Rect,
) -> Vec<Entry<'a>> {
    let margin = &app.margin;
    let is_lost = chosen.and_then(|id| reader.marks.get(id)).is_some_and(|a| a.state == State::Lost);
    let most = usize::from(body.height);
    let over = app.panes.sheet().is_some();
    let in_rows = margin.sort != MarginSort::Place || is_lost || over;
    let shown: Vec<&Annotation> = if in_rows {
        let all = margin.entries(&reader.marks, &app.themes);
        let at = all.iter().position(|a| Some(a.id) == chosen).unwrap_or(0);
        // The one before shows too where there is room beside the chosen one.
        let before = usize::from(!is_lost && !over);
        all.into_iter().skip(at.saturating_sub(before)).take(most).collect()
    } else {
        in_sight(app, reader, chosen, most)
    };
    let text = app.panes.reader.map(|pane| text_column(pane, app.prefs.measure).y);
    let level = |annotation: &Annotation| text.zip(row_of(reader, annotation)).map(|(text, row)| text + row);
    let needs: Vec<Needs<'a>> =
        shown.into_iter().map(|annotation| Needs::of(app, annotation, body.width, most)).collect();
    let wishes: Vec<Wish> = needs
        .iter()
        .map(|needs| {
            // The chosen one may be out of the window: it stands at the end where its passage is.
            let before = needs.annotation.span.start < reader.window().start;
            let away = if before { body.y } else { body.bottom().saturating_sub(1) };
            needs.wish(level(needs.annotation).unwrap_or(away))
        })
        .collect();
    let at = needs.iter().position(|needs| Some(needs.annotation.id) == chosen);
    let stands = if in_rows {
        // A row of air below the head.
        let rows = body.y + u16::from(!over)..body.bottom();
        arrange::below(&wishes, at, NOTE_ROWS, rows)
    } else {
        arrange::beside(&wishes, at, Range { start: body.y, end: body.bottom() })
    };
    let entry = |stand: Stand| {
        let needs = needs.get(stand.of)?;
        let level = level(needs.annotation);
        Some(needs.entry(app, at == Some(stand.of), level, stand, body.width))
    };
    stands.into_iter().filter_map(entry).collect()
}

/// Those of the window, and the chosen one, wherever its passage is.
fn in_sight<'a>(
    app: &App,
    reader: &'a Reader,
    chosen: Option<AnnotationId>,
    most: usize,
) -> Vec<&'a Annotation> {
    let is_left = app.margin.shows(&app.themes);
    let within = reader.marks.within(reader.window());
    let mut shown: Vec<&Annotation> = within.filter(|a| is_left(a)).take(most.saturating_mul(4)).collect();
    if let Some(annotation) = chosen.and_then(|id| reader.marks.get(id))
        && !shown.iter().any(|a| a.id == annotation.id)
        && is_left(annotation)
    {
        let at = shown.partition_point(|a| a.span < annotation.span);
        shown.insert(at, annotation);
    }
    shown
}

/// All that an entry has to show.
struct Needs<'a> {
    annotation: &'a Annotation,
    themes: Vec<Vec<&'a Theme>>,
    note: Vec<Row>,
    /// Whether the note goes on below what any pane could show.
    goes_on: bool,
}

impl<'a> Needs<'a> {
    fn of(app: &'a App, annotation: &'a Annotation, width: u16, most: usize) -> Self {
        let themes = theme_rows(app, annotation, width, THEME_ROWS);
        let (note, goes_on) = note_rows(annotation, width, most);
        Self { annotation, themes, note, goes_on }
    }

    fn whole(&self) -> u16 {
        let rest = usize::from(self.goes_on);
        u16::try_from(self.themes.len() + self.note.len() + rest).unwrap_or(u16::MAX - 1)
    }

    /// At least the themes, in one row, and a row of the note.
    fn wish(&self, level: u16) -> Wish {
        Wish { level, least: 1 + u16::from(!self.note.is_empty()), whole: self.whole() }
    }

    /// In so many rows as there are for it.
    fn entry(
        &self,
        app: &'a App,
        is_chosen: bool,
        level: Option<u16>,
        stand: Stand,
        width: u16,
    ) -> Entry<'a> {
        let annotation = self.annotation;
        let (rows, y) = (usize::from(stand.rows), stand.y);
        if !self.goes_on && rows >= usize::from(self.whole()) {
            let (themes, note) = (self.themes.clone(), self.note.clone());
            return Entry { annotation, themes, note, rest: None, level, y };
        }
        // The themes give way to the first row of the note.
        let kept = usize::from(!self.note.is_empty());
        let most = rows.saturating_sub(kept).max(1);
        let themes = if self.themes.len() <= most {
            self.themes.clone()
        } else {
            theme_rows(app, annotation, width, most)
        };
        let room = rows.saturating_sub(themes.len());
        // Of the chosen one a row is left for what is said of the rest.
        let says = is_chosen && room > 1;
        let note = match room - usize::from(says) {
            0 => Vec::new(),
            room => note_rows(annotation, width, room).0,
        };
        Entry { annotation, themes, note, rest: says.then(|| rest_words(app)), level, y }
    }
}

fn note_rows(annotation: &Annotation, width: u16, rows: usize) -> (Vec<Row>, bool) {
    let note = annotation.note.as_deref().unwrap_or_default();
    markdown::rows_and_rest(note, width.saturating_sub(2), rows)
}

/// How to see the rest of a note that is longer than the pane.
fn rest_words(app: &App) -> String {
    let key = app.prefs.keymap.chord(Context::Sidebar, Command::Note);
    key.map_or_else(|| "…".to_owned(), |key| format!("… {key} shows all of it"))
}

/// Themes in as many rows as they need, all that is left in the last; one row where there are none.
fn theme_rows<'a>(app: &'a App, annotation: &Annotation, width: u16, most: usize) -> Vec<Vec<&'a Theme>> {
    let mut rows = vec![Vec::new()];
    let mut used = grapheme::str_width(state_word(annotation.state));
    for theme in passage::themes(app, annotation) {
        let cells = grapheme::str_width(&theme.sign) + 1 + grapheme::str_width(&theme.name);
        let count = rows.len();
        let Some(row) = rows.last_mut() else { break };
        let gap = if row.is_empty() { 0 } else { grapheme::str_width(BETWEEN) };
        if !row.is_empty() && count < most && used + gap + cells > usize::from(width) {
            rows.push(vec![theme]);
            used = cells;
        } else {
            row.push(theme);
            used += gap + cells;
        }
    }
    rows
}

pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::Lost => "lost ",
        State::Moved => "moved ",
        State::Changed => "changed ",
        State::Placed => "",
    }
}

/// The row of the window on which a passage begins: the first one where that is above the window.
fn row_of(reader: &Reader, annotation: &Annotation) -> Option<u16> {
    let (span, window) = (annotation.span, reader.window());
    if !span.overlaps(window) {
        return None;
    }
    let from: Offset = span.start.max(window.start);
    let row = reader.lines.iter().position(|line| line.span.contains(from) || line.span.start > from)?;
    u16::try_from(row).ok()
}
