//! The two lines at the bottom: where we are and what happened; the keys that matter now, or the
//! line that is typed into.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::name::fitted;
use super::paint::{Pen, flow, left_off};
use super::skin::Skin;
use crate::app::{App, Asking, Overlay, Pane, Prompt, Reader, Spot};
use crate::command::{Chord, Command, Context};
use crate::text::grapheme;

/// Rows that what is wrong with a line of input takes at most, where one does not hold it.
const MISTAKE_ROWS: usize = 4;

/// Blanks between what is said and what stands on the right: one would make a sentence of both.
const GAP: u16 = 2;

/// Columns from which on there is room for the key that stops what is under way.
const WIDE: u16 = 100;

/// Columns from which on words and not figures alone say on the right how far it is.
const ROOM: u16 = 60;

pub fn draw(app: &App, skin: &Skin, pen: &mut Pen<'_>) {
    pen.clear(app.panes.status);
    pen.clear(app.panes.hints);
    status(app, skin, pen);
    match app.overlays.last() {
        Some(Overlay::Prompt(prompt)) => input(app, prompt, skin, pen),
        Some(Overlay::Line(line)) => super::overlay::line_field(app, line, skin, pen),
        // The sheet above it says what may follow.
        _ if app.pending.menu => {
            let esc = Chord::parse("Esc").unwrap_or_else(|| Chord(Vec::new()));
            pairs(app.panes.hints, &[(esc, "cancel")], skin, pen);
        }
        _ if app.pending.taker.is_some() => {
            let Some((keys, word)) = super::pending::taken(app) else { return };
            let runs: [(&str, Style); 3] = [(&keys, skin.accent()), ("  ", skin.text()), (word, skin.dim())];
            let line = app.panes.hints;
            pen.runs(Rect { x: line.x + 1, width: line.width.saturating_sub(2), ..line }, &runs);
        }
        _ => hints(app, skin, pen),
    }
}

fn status(app: &App, skin: &Skin, pen: &mut Pen<'_>) {
    let line = app.panes.status;
    let inner = Rect { x: line.x + 1, width: line.width.saturating_sub(2), ..line };
    let mistake = match app.overlays.last() {
        Some(Overlay::Prompt(Prompt { mistake, .. })) => mistake.as_ref(),
        _ => None,
    };
    if let Some(mistake) = mistake.filter(|words| grapheme::str_width(words) > usize::from(inner.width)) {
        // The line that is typed into stays open, so what is wrong with it is to be read whole.
        let rows = flow(mistake, inner.width, MISTAKE_ROWS);
        let above = u16::try_from(rows.len().saturating_sub(1)).unwrap_or(0).min(line.y);
        pen.clear(Rect { y: line.y - above, height: above + 1, ..line });
        for (row, y) in rows.iter().zip(line.y - above..) {
            pen.line(Rect { y, ..inner }, row, skin.error());
        }
        return;
    }
    let message = app.message.as_ref().filter(|_| mistake.is_none());
    let message = message.map(|message| (fitted(&message.text, usize::from(inner.width)), message.is_error));
    let said = mistake.map(String::as_str).or(message.as_ref().map(|(text, _)| &**text));
    let said = said.map_or(0, grapheme::str_width);
    let mut right = right_side(app);
    // What happened matters more than where we are.
    if said + grapheme::str_width(&right) + usize::from(GAP) > usize::from(inner.width) {
        right = app.pending.shown();
        if right.is_empty() && said > usize::from(inner.width) && mistake.is_none() {
            // The rest of it can be read there.
            let key = app.prefs.keymap.chord(app.context(), Command::Messages);
            right = match key {
                Some(key) if inner.width < 70 => key.to_string(),
                Some(key) => format!("{key} shows all"),
                // Where text is typed, a name would be text.
                None if app.context().is_text() => String::new(),
                None => format!(":{}", Command::Messages.name()),
            };
        }
    }
    let width = u16::try_from(grapheme::str_width(&right)).unwrap_or(0).min(inner.width / 2);
    pen.line(Rect { x: inner.right().saturating_sub(width), width, ..inner }, &right, skin.dim());
    let gap = if width > 0 { GAP } else { 0 };
    let left = Rect { width: inner.width.saturating_sub(width + gap), ..inner };
    if let Some(mistake) = mistake {
        pen.line(left, mistake, skin.error());
        return;
    }
    match message {
        Some((text, is_error)) => pen.words(left, &text, if is_error { skin.error() } else { skin.good() }),
        None if selection(app, left, skin, pen) || article_note(app, left, skin, pen) => 0,
        None => match &app.reader {
            _ if app.is_searching() => pen.line(left, "Searching…", skin.dim()),
            Some(reader) => {
                if let Some(words) = app.changing_words() {
                    let text = format!("changing the range of “{words}”");
                    pen.words(left, &text, skin.accent());
                    return;
                }
                let title = reader.article.title();
                let outlet = reader.article.outlet().unwrap_or_default();
                let dot = if outlet.is_empty() { "" } else { " · " };
                let look = unplaced(app, reader);
                let gap = if look.is_empty() { "" } else { "  " };
                let style = skin.dim();
                pen.runs(
                    left,
                    &[(&look, skin.accent()), (gap, style), (title, style), (dot, style), (outlet, style)],
                )
            }
            None => pen.line(left, "postil", skin.dim()),
        },
    };
}

/// How much is selected in the list, and how much of that does not show.
fn selection(app: &App, left: Rect, skin: &Skin, pen: &mut Pen<'_>) -> bool {
    let (count, hidden) = (app.list.selected.len(), app.list.hidden);
    if count == 0 || app.panes.list.is_none() {
        return false;
    }
    let hidden = if hidden == 0 { String::new() } else { format!(", {hidden} of them not in this list") };
    pen.line(left, &format!("{count} selected{hidden}"), skin.accent());
    true
}

/// The note on the chosen article, while the list has the focus.
fn article_note(app: &App, left: Rect, skin: &Skin, pen: &mut Pen<'_>) -> bool {
    let chosen = if app.focus == Pane::List { app.list.chosen() } else { None };
    let Some(note) = chosen.and_then(|article| article.note.as_deref()) else { return false };
    let line = note.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    pen.runs(left, &[("* ", skin.accent()), (line, skin.dim())]);
    true
}

/// How many annotations of the open article want a look, and by which key.
fn unplaced(app: &App, reader: &Reader) -> String {
    let key = app.prefs.keymap.chord(app.context(), Command::Unplaced);
    match (reader.marks.unplaced(), key) {
        (0, _) => String::new(),
        (n, Some(key)) => format!("{n} not placed ({key})"),
        (n, None) => format!("{n} not placed"),
    }
}

/// Which key stops what comes in, where it would do nothing else first.
fn stops(app: &App) -> String {
    let is_first =
        app.overlays.is_empty() && app.reader.as_ref().is_none_or(|reader| reader.selection.is_none());
    let key = app.prefs.keymap.chord(app.context(), Command::Cancel);
    match key.filter(|_| is_first && app.panes.status.width >= WIDE) {
        Some(key) => format!(" ({key} stops)"),
        None => String::new(),
    }
}

/// Keys pressed so far, the page where the source has pages, progress.
fn right_side(app: &App) -> String {
    let mut parts = Vec::new();
    if app.has_unstored() {
        parts.push("not on disk".to_owned());
    }
    parts.extend(app.mending.map(|(_, percent)| format!("mending {percent}%")));
    parts.extend(app.travelling.map(|_| "busy".to_owned()));
    parts.extend(app.importing.values().map(|underway| underway.words(app.panes.status.width >= ROOM)));
    if let Some(last) = parts.last_mut().filter(|_| !app.importing.is_empty()) {
        last.push_str(&stops(app));
    }
    let pressed = app.pending.shown();
    if !pressed.is_empty() {
        parts.push(pressed);
    }
    if let Some(reader) = &app.reader {
        if reader.selection.is_some() {
            let changing = reader.changing().is_some();
            let what = if changing { "changing" } else { "selecting" };
            parts.push(match reader.hidden_in(reader.selected()) {
                0 => what.to_owned(),
                hidden => format!("{what}, {hidden} folded in it"),
            });
        }
        // On a narrow screen the words that say what happened need the room.
        let at_end = reader.is_at_end();
        if app.panes.status.width >= ROOM && !at_end {
            parts.extend(reader.time_left(app.prefs.pace));
        }
        parts.extend(reader.document.page_at(reader.cursor).map(|page| format!("p. {page}")));
        let percent = if at_end { 100 } else { reader.document.percent_at(reader.cursor) };
        parts.push(format!("{percent}%"));
    }
    parts.join("  ")
}

fn hints(app: &App, skin: &Skin, pen: &mut Pen<'_>) {
    let context = app.context();
    let wanted = super::hints::wanted(app);
    let shown: Vec<(Chord, &str)> = wanted
        .iter()
        .filter(|(command, _)| {
            *command != Command::RefreshFeeds || context != Context::List || app.list.has_feeds()
        })
        .filter_map(|(command, word)| Some((app.prefs.keymap.chord(context, *command)?, *word)))
        .collect();
    pairs(app.panes.hints, &shown, skin, pen);
}

/// Keys and words as many as fit. The last is kept, and the key for help, which knows the others; those
/// before them go first where they do not.
fn pairs(line: Rect, shown: &[(Chord, &str)], skin: &Skin, pen: &mut Pen<'_>) {
    let shown: Vec<(String, &Chord, &str)> =
        shown.iter().map(|(chord, word)| (chord.to_string(), chord, *word)).collect();
    let width =
        |(key, _, word): &(String, &Chord, &str)| grapheme::str_width(key) + grapheme::str_width(word) + 4;
    // Where there is little room a key more is worth the margin.
    let room = usize::from(line.width) + if line.width < 70 { 2 } else { 1 };
    let mut shown: Vec<&(String, &Chord, &str)> = shown.iter().collect();
    while shown.len() > 1 && shown.iter().map(|pair| width(pair)).sum::<usize>() > room {
        let before = shown.len() - 1;
        let help = shown.iter().position(|(_, _, word)| *word == "help").filter(|help| *help < before);
        let goes = (0..before).rev().find(|i| Some(*i) != help).or(help);
        shown.remove(goes.unwrap_or_default());
    }
    let mut x = line.x + 1;
    for (key, chord, word) in shown {
        let runs: [(&str, Style); 3] = [(key, skin.accent()), (" ", skin.text()), (word, skin.dim())];
        let drawn = pen.runs(Rect { x, width: line.right().saturating_sub(x), ..line }, &runs);
        pen.spot(Rect { x, width: drawn, ..line }, || Spot::Keys((*chord).clone()));
        x += drawn + 3;
        x = x.min(line.right());
    }
}

fn label(prompt: &Prompt) -> String {
    match &prompt.asking {
        Asking::Filter { .. } | Asking::Narrow { .. } | Asking::NarrowMargin { .. } => "Filter: ".to_owned(),
        Asking::Search => "Search: ".to_owned(),
        Asking::NewTheme => "New theme, or parent/child: ".to_owned(),
        Asking::RenameTheme(_) => "New name: ".to_owned(),
        Asking::DescribeTheme(_) => "What it is for: ".to_owned(),
        Asking::ColorTheme(_) => "Colour: ".to_owned(),
        Asking::PinTheme(_) => "Digit, 1 to 9, or nothing: ".to_owned(),
        Asking::NarrowThemes { .. } => "Themes with: ".to_owned(),
        Asking::Pipe(_) => "Run on the passage: ".to_owned(),
        Asking::ExportTo(choice) if choice.is_folder() => "Export to the folder: ".to_owned(),
        Asking::ExportTo(_) => "Export to the file: ".to_owned(),
        Asking::Add { feeds: true, .. } => "Subscribe to: ".to_owned(),
        Asking::Add { .. } => "Add: ".to_owned(),
        Asking::Purge { .. } => "Type yes to delete: ".to_owned(),
    }
}

/// The label and the part of the text that shows: its end, where it is longer than the line.
fn parts(app: &App, prompt: &Prompt) -> (String, usize) {
    let label = label(prompt);
    let room = usize::from(app.panes.hints.width.saturating_sub(2));
    // Where a label would take the room that is typed in, its beginning has to do.
    let fits = |label: &String| grapheme::str_width(label) <= room * 2 / 3;
    let short = label.split_once(',').map(|(short, _)| format!("{short}: "));
    let label = Some(label).filter(fits).or(short.filter(fits)).unwrap_or_else(|| "> ".to_owned());
    let room = room.saturating_sub(grapheme::str_width(&label) + 1);
    (label, left_off(prompt.field.before(), room))
}

fn input(app: &App, prompt: &Prompt, skin: &Skin, pen: &mut Pen<'_>) {
    let line = app.panes.hints;
    let (label, from) = parts(app, prompt);
    let text = prompt.field.text().get(from..).unwrap_or_default();
    let inner = Rect { x: line.x + 1, width: line.width.saturating_sub(2), ..line };
    let (text, style) = match prompt.field.text() {
        "" => (example(&prompt.asking), skin.dim()),
        // As a selection is, since what is typed takes its place.
        _ if prompt.field.is_offered() => (text, skin.selection()),
        _ => (text, skin.text()),
    };
    pen.runs(inner, &[(&label, skin.accent()), (text, style)]);
}

/// What may be typed, while nothing is.
fn example(asking: &Asking) -> &'static str {
    match asking {
        Asking::Filter { .. } => "words, \"a phrase\", theme:name, by:name, is:unread, since:2017-01",
        Asking::Narrow { .. } | Asking::NarrowMargin { .. } => {
            "words, \"a phrase\", theme:name, note:word, is:untagged"
        }
        Asking::ColorTheme(_) => "a number from above, or #rrggbb",
        Asking::Pipe(_) => "a shell command that reads it, such as wc -w",
        Asking::Add { feeds: true, .. } => "a feed, or a page that names one",
        Asking::Add { .. } => "a file, a folder or an address",
        _ => "",
    }
}

/// Where the cursor stands in the line of input.
pub fn prompt_cursor(app: &App, prompt: &Prompt) -> Position {
    let (label, from) = parts(app, prompt);
    let before = prompt.field.before().get(from..).unwrap_or_default();
    let column = 1 + grapheme::str_width(&label) + grapheme::str_width(before);
    Position::new(u16::try_from(column).unwrap_or(0), app.panes.hints.y)
}
