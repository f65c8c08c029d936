//! The two lines at the bottom: where we are and what happened; the keys that matter now, or the
//! line that is typed into.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::paint::{Pen, flow, left_off};
use super::skin::Skin;
use crate::app::{App, Asking, Overlay, Pane, Prompt, Purpose, Reader, Rows, Spot, Underway};
use crate::command::{Chord, Command, Context};
use crate::model::Shelf;
use crate::text::grapheme;

/// Rows that what is wrong with a line of input takes at most, where one does not hold it.
const MISTAKE_ROWS: usize = 4;

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
    let said = mistake.or(app.message.as_ref().map(|message| &message.text));
    let said = said.map_or(0, |text| grapheme::str_width(text));
    let mut right = right_side(app);
    // What happened matters more than where we are.
    if said + grapheme::str_width(&right) >= usize::from(inner.width) {
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
    let left = Rect { width: inner.width.saturating_sub(width + 1), ..inner };
    if let Some(mistake) = mistake {
        pen.line(left, mistake, skin.error());
        return;
    }
    match &app.message {
        Some(message) => {
            let style = if message.is_error { skin.error() } else { skin.good() };
            pen.words(left, &message.text, style)
        }
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

/// Keys pressed so far, the page where the source has pages, progress.
fn right_side(app: &App) -> String {
    let mut parts = Vec::new();
    if app.has_unstored() {
        parts.push("not on disk".to_owned());
    }
    parts.extend(app.mending.map(|(_, percent)| format!("mending {percent}%")));
    parts.extend(app.travelling.map(|_| "busy".to_owned()));
    parts.extend(app.importing.values().map(Underway::words));
    let pressed = app.pending.shown();
    if !pressed.is_empty() {
        parts.push(pressed);
    }
    if let Some(reader) = &app.reader {
        if reader.selection.is_some() {
            let changing = reader.changing().is_some();
            parts.push(if changing { "changing" } else { "selecting" }.to_owned());
        }
        // On a narrow screen the words that say what happened need the room.
        let at_end = reader.is_at_end();
        if app.panes.status.width >= 60 && !at_end {
            parts.extend(reader.time_left(app.prefs.pace));
        }
        parts.extend(reader.document.page_at(reader.cursor).map(|page| format!("p. {page}")));
        let percent = if at_end { 100 } else { reader.document.percent_at(reader.cursor) };
        parts.push(format!("{percent}%"));
    }
    parts.join("  ")
}

/// Commands worth showing while a range is being changed.
const CHANGING: &[(Command, &str)] = &[
    (Command::Tag, "save the range"),
    (Command::Extend, "a sentence more"),
    (Command::Shrink, "a sentence less"),
    (Command::OtherEnd, "other end"),
    (Command::Cancel, "leave it"),
];

/// Commands worth showing while articles are selected in the list.
const SELECTED: &[(Command, &str)] = &[
    (Command::SelectArticle, "select"),
    (Command::Export, "export them"),
    (Command::ToggleStar, "star"),
    (Command::ToggleRead, "read"),
    (Command::Trash, "trash"),
    (Command::Help, "help"),
    (Command::Cancel, "let go"),
];

/// Commands worth showing on a board that is of no one theme.
const BOARD_OF_ALL: &[(Command, &str)] = &[
    (Command::Jump, "go there"),
    (Command::Filter, "filter"),
    (Command::ByTheme, "theme"),
    (Command::Sort, "sort"),
    (Command::Note, "note"),
    (Command::EditThemes, "themes"),
    (Command::Back, "close"),
];

/// Commands worth showing while there is no article.
const EMPTY: &[(Command, &str)] = &[
    (Command::AddArticles, "add"),
    (Command::Help, "help"),
    (Command::Themes, "themes"),
    (Command::Back, "quit"),
];

/// Commands worth showing in a context, the most useful first.
#[expect(clippy::too_many_lines, reason = "a row a command: the table is what is long")]
fn useful(context: Context) -> &'static [(Command, &'static str)] {
    match context {
        Context::List => &[
            (Command::Open, "open"),
            (Command::Filter, "filter"),
            (Command::Help, "help"),
            (Command::RefreshFeeds, "refresh feeds"),
            (Command::AddArticles, "add"),
            (Command::Themes, "themes"),
            (Command::Back, "quit"),
        ],
        Context::Trash => &[
            (Command::Restore, "bring back"),
            (Command::DeleteForGood, "delete for good"),
            (Command::EmptyTrash, "empty the trash"),
            (Command::SelectArticle, "select"),
            (Command::Help, "help"),
            (Command::Cancel, "leave"),
        ],
        Context::Reader => &[
            (Command::Tag, "tag"),
            (Command::Note, "note"),
            (Command::NextSentence, "next sentence"),
            (Command::RepeatTag, "repeat"),
            (Command::Search, "search"),
            (Command::Help, "help"),
            (Command::Back, "back"),
        ],
        Context::Visual => &[
            (Command::Tag, "tag"),
            (Command::Note, "note"),
            (Command::RepeatTag, "repeat"),
            (Command::InnerSentence, "sentence"),
            (Command::OtherEnd, "other end"),
            (Command::Cancel, "leave"),
        ],
        Context::Sidebar => &[
            (Command::Jump, "go there"),
            (Command::Note, "note"),
            (Command::EditThemes, "themes"),
            (Command::Filter, "filter"),
            (Command::Sort, "sort"),
            (Command::Delete, "delete"),
            (Command::Back, "back"),
        ],
        Context::Themes => &[
            (Command::Open, "passages"),
            (Command::AddTheme, "add"),
            (Command::RenameTheme, "rename"),
            (Command::Suggest, "suggest"),
            (Command::ThemeCounts, "counts"),
            (Command::RemoveTheme, "remove"),
            (Command::Back, "close"),
        ],
        Context::Board => &[
            (Command::Jump, "go there"),
            (Command::Filter, "filter"),
            (Command::ByTheme, "theme"),
            (Command::Note, "note"),
            (Command::EditThemes, "themes"),
            (Command::Suggest, "suggest"),
            (Command::Back, "close"),
        ],
        Context::Feeds => &[
            (Command::Open, "its articles"),
            (Command::RefreshFeeds, "refresh"),
            (Command::Subscribe, "subscribe"),
            (Command::EndFeed, "end"),
            (Command::Undo, "undo"),
            (Command::Help, "help"),
            (Command::Back, "close"),
        ],
        Context::Tray => &[
            (Command::Attach, "attach"),
            (Command::NextCandidate, "next place"),
            (Command::Down, "next annotation"),
            (Command::Jump, "to the text"),
            (Command::Unplaced, "all articles or this"),
            (Command::Undo, "undo"),
            (Command::Back, "close"),
        ],
        Context::Compare => &[(Command::Down, "next"), (Command::Up, "previous"), (Command::Back, "close")],
        Context::Output => &[
            (Command::TakeAsNote, "take as note"),
            (Command::Down, "down"),
            (Command::PageDown, "page"),
            (Command::Cancel, "close"),
        ],
        Context::Finding => &[
            (Command::Accept, "go there"),
            (Command::ChooseNext, "next"),
            (Command::ChoosePrevious, "previous"),
            (Command::DeleteLine, "clear"),
            (Command::Cancel, "close"),
        ],
        Context::Places => &[
            // What settles a sentence has no other name on the screen: it stays where there is little room.
            (Command::TagSuggested, "tag"),
            (Command::DismissSuggested, "not this"),
            (Command::Jump, "go there"),
            (Command::Undo, "undo"),
            (Command::Help, "help"),
            (Command::Back, "close"),
        ],
        Context::Menu => &[(Command::Open, "choose"), (Command::Down, "next"), (Command::Back, "close")],
        Context::Help => {
            &[(Command::ChooseNext, "down"), (Command::PageDown, "page"), (Command::Cancel, "close")]
        }
        Context::Chooser => &[
            (Command::Accept, "apply"),
            (Command::Tick, "tick several"),
            (Command::ChooseNext, "next"),
            (Command::Cancel, "cancel"),
        ],
        Context::Note => &[
            (Command::SaveNote, "save"),
            (Command::SetAside, "set aside"),
            (Command::ExternalEditor, "editor"),
            (Command::UndoTyping, "undo"),
        ],
        Context::Form => &[
            (Command::Accept, "save"),
            (Command::ChooseNext, "next field"),
            (Command::ChoosePrevious, "field before"),
            (Command::Cancel, "leave"),
        ],
        Context::Finder => {
            &[(Command::Accept, "take"), (Command::ChooseNext, "next"), (Command::Cancel, "close")]
        }
        Context::Prompt | Context::Line | Context::Everywhere => &[],
    }
}

fn hints(app: &App, skin: &Skin, pen: &mut Pen<'_>) {
    let context = app.context();
    let changing = app.reader.as_ref().is_some_and(|reader| reader.changing().is_some());
    let selected = !app.list.selected.is_empty();
    let wanted: &[(Command, &str)] = match context {
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Report(_))) => &[
            (Command::Open, "open it"),
            (Command::Down, "next"),
            (Command::Up, "previous"),
            (Command::Back, "close"),
        ],
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Survey(_))) => {
            &[(Command::Open, "its passages"), (Command::Down, "next"), (Command::Back, "close")]
        }
        Context::Board if app.board().is_some_and(|board| board.theme().is_none()) => BOARD_OF_ALL,
        Context::Places if matches!(app.overlays.last(), Some(Overlay::Survey(sheet)) if matches!(sheet.rows, Rows::SharedWording(_))) => {
            &[
                (Command::Jump, "go there"),
                (Command::Down, "next"),
                (Command::Help, "help"),
                (Command::Back, "close"),
            ]
        }
        // There one theme is chosen.
        Context::Chooser if matches!(app.overlays.last(), Some(Overlay::Chooser(c)) if !matches!(c.purpose, Purpose::Tag(_))) => {
            &[(Command::Accept, "choose"), (Command::ChooseNext, "next"), (Command::Cancel, "leave")]
        }
        // Nothing to place, and so only where else to look.
        Context::Tray if matches!(app.overlays.last(), Some(Overlay::Tray(tray)) if tray.all.is_empty()) => {
            &[(Command::Unplaced, "all articles or this"), (Command::Undo, "undo"), (Command::Back, "close")]
        }
        Context::Visual if changing => CHANGING,
        Context::List if selected => SELECTED,
        Context::List if app.list.ready && app.list.total == 0 && is_whole(app) => EMPTY,
        _ => useful(context),
    };
    let shown: Vec<(Chord, &str)> = wanted
        .iter()
        .filter(|(command, _)| {
            *command != Command::RefreshFeeds || context != Context::List || app.list.has_feeds()
        })
        .filter_map(|(command, word)| Some((app.prefs.keymap.chord(context, *command)?, *word)))
        .collect();
    pairs(app.panes.hints, &shown, skin, pen);
}

/// Whether the list is that of all articles.
fn is_whole(app: &App) -> bool {
    app.list.listing.shelf == Shelf::All && app.list.typed.is_empty()
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
        Asking::ExportTo(_) => "Export to: ".to_owned(),
        Asking::Add { feeds: true, .. } => "Subscribe to: ".to_owned(),
        Asking::Add { .. } => "Add: ".to_owned(),
        Asking::Purge { .. } => "Type yes to delete: ".to_owned(),
    }
}

/// The label and the part of the text that shows: its end, where it is longer than the line.
fn parts(app: &App, prompt: &Prompt) -> (String, usize) {
    let label = label(prompt);
    let room = usize::from(app.panes.hints.width.saturating_sub(2));
    // A label is left off where it would take the room that is typed in.
    let label = if grapheme::str_width(&label) > room * 2 / 3 { "> ".to_owned() } else { label };
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
