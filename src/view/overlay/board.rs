//! A board: passages with what stands around them, under the articles or themes they belong to.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{page, titled};
use crate::app::{App, Board, Heading, Overlay, Passage, Source, Spot};
use crate::model::citation::Locator;
use crate::model::stats::Counted;
use crate::model::{PassageSort, State};
use crate::text::grapheme;
use crate::view::flow::{last_words, line_of, rows};
use crate::view::markdown;
use crate::view::name::short;
use crate::view::paint::{Pen, flow};
use crate::view::passage;
use crate::view::skin::Skin;

/// Cells left of a passage: its signs and a bar.
const GUTTER: u16 = 5;
/// Rows of a passage with what stands around it, at most.
const QUOTE_ROWS: usize = 12;

/// A row of the board.
enum Line<'a> {
    Theme(&'a str, Option<&'a str>),
    Article(&'a Heading),
    Facts(String),
    Row(Row<'a>),
    Blank,
}

/// A row of the passage of an index.
struct Row<'a> {
    of: u64,
    sign: Option<(String, Option<&'a str>)>,
    bar: Bar<'a>,
    text: Vec<(String, Kind)>,
}

/// The bar beside a passage.
enum Bar<'a> {
    /// Beside what is no part of the text.
    None,
    /// In the colour of its first theme, if it has one.
    Of(Option<&'a str>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Quote,
    Around,
    Facts,
    Trouble,
    /// A part of a note.
    Note(markdown::Kind),
}

pub fn draw(app: &App, board: &Board, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let order = order(board.sort);
    let beside = if body.width >= 60 { grapheme::str_width(order) + 2 } else { 0 };
    let room = usize::from(body.width).saturating_sub(6 + beside);
    let column = page(app, &title(app, board, room), skin, pen);
    if beside > 0 {
        let width = u16::try_from(grapheme::str_width(order)).unwrap_or(0);
        let right = Rect { x: body.right().saturating_sub(width + 2), width, height: 1, ..body };
        pen.line(right, order, skin.dim());
    }
    let column = narrowing(app, board, column, skin, pen);
    if board.total == 0 {
        let text = board.trouble.clone().unwrap_or_else(|| empty(app, board).to_owned());
        let style = if board.trouble.is_some() { skin.error() } else { skin.dim() };
        pen.flow(Rect { y: column.y + 1, height: column.height.saturating_sub(1), ..column }, &text, style);
        return;
    }
    let height = usize::from(in_sight(app, column));
    let lines = around(app, board, column);
    let first_of =
        |of: u64| lines.iter().position(|line| matches!(line, Line::Row(row) if row.of == of)).unwrap_or(0);
    let first = first_of(board.cursor).saturating_sub(height / 3).min(lines.len().saturating_sub(height));
    for (i, line) in lines.iter().skip(first).take(usize::from(column.height)).enumerate() {
        let y = column.y + u16::try_from(i).unwrap_or(0);
        draw_line(board, line, Rect { y, height: 1, ..column }, skin, pen);
    }
}

/// The rows of a column that are not under what is about the chosen passage: that is to be read above it.
fn in_sight(app: &App, column: Rect) -> u16 {
    let over = match app.overlays.last() {
        Some(Overlay::Chooser(_)) => app.chooser_rect(),
        Some(Overlay::Note(note)) => app.panes.note(note.corrects()),
        _ => return column.height,
    };
    match over.y.checked_sub(column.y) {
        Some(above @ 1..) => above.min(column.height),
        // It stands beside.
        _ => column.height,
    }
}

/// In so many cells, if what it counts has room in them.
fn title(app: &App, board: &Board, room: usize) -> String {
    let name = match &board.source {
        Source::Theme(theme) => app.theme(*theme).map_or("A theme that is gone", |theme| theme.path.as_str()),
        Source::Article(_, title) => title,
        Source::Library => "All annotations",
    };
    let what = match (&board.source, board.total) {
        _ if !board.ready && board.total == 0 => String::new(),
        (Source::Theme(_), 1) => "1 passage".to_owned(),
        (Source::Theme(_), n) => format!("{n} passages"),
        (Source::Article(..), 1) => "1 annotation".to_owned(),
        (Source::Article(..), n) => format!("{n} annotations"),
        (Source::Library, n) => n.to_string(),
    };
    let what = if what.is_empty() { what } else { format!(": {what}") };
    match &board.source {
        Source::Theme(_) => {
            let left = room.saturating_sub(grapheme::str_width(&what));
            format!("{}{what}", short(name, left))
        }
        Source::Article(..) | Source::Library => titled(name, &what, room),
    }
}

/// How it is sorted, for the right of its upper edge.
fn order(sort: PassageSort) -> &'static str {
    match sort {
        PassageSort::Article => " by article ",
        PassageSort::Newest => " newest first ",
        PassageSort::Theme => " by theme ",
    }
}

/// What it is narrowed by; the rest of the column.
fn narrowing(app: &App, board: &Board, column: Rect, skin: &Skin, pen: &mut Pen<'_>) -> Rect {
    let theme = board.narrowed.and_then(|id| app.theme(id));
    if board.typed.is_empty() && theme.is_none() && board.within.is_none() {
        return column;
    }
    let path = theme.map_or("", |theme| &theme.path);
    let color = theme.map(|theme| theme.color.as_str());
    let slash = if board.typed.is_empty() { "" } else { "/ " };
    let gap = if board.typed.is_empty() || theme.is_none() { "" } else { "   " };
    let line = Rect { height: 1, ..column };
    let (within, name) = match &board.within {
        None => ("", ""),
        Some((Counted::Publication(None), _)) => ("only what is in no known publication", ""),
        Some((Counted::Month(None), _)) => ("only what is undated", ""),
        Some((Counted::Month(_), month)) => ("only of ", month.as_str()),
        Some((_, name)) => ("only in ", name.as_str()),
    };
    let after = if within.is_empty() || (board.typed.is_empty() && theme.is_none()) { "" } else { "   " };
    let only = if theme.is_some() { "only " } else { "" };
    let taken = [within, name, after, slash, &board.typed, gap, only].map(grapheme::str_width).iter().sum();
    let path = short(path, usize::from(line.width).saturating_sub(taken));
    pen.runs(
        line,
        &[
            (within, skin.dim()),
            (name, skin.text()),
            (after, skin.text()),
            (slash, skin.dim()),
            (&board.typed, skin.text()),
            (gap, skin.text()),
            (only, skin.dim()),
            (&path, skin.theme(color)),
        ],
    );
    Rect { y: column.y + 1, height: column.height.saturating_sub(1), ..column }
}

fn empty(app: &App, board: &Board) -> &'static str {
    match &board.source {
        _ if !board.ready => "Reading…",
        Source::Theme(theme) if app.theme(*theme).is_none() => {
            "This theme is gone: it was removed, merged into another or taken back. q closes the board, and gt shows the themes there are."
        }
        _ if board.narrowed.is_some_and(|theme| app.theme(theme).is_none()) => {
            "The theme that f chose is gone: it was removed, merged into another or taken back. f and Enter show all themes again."
        }
        _ if !board.query.is_all() || board.narrowed.is_some() || board.within.is_some() => {
            "No passage is left by the filter. / and Ctrl-U takes the words away, f and Enter the rest."
        }
        Source::Theme(_) => "No passage is tagged with this theme yet. Enter on a sentence tags it.",
        Source::Article(..) => "This article has no annotation yet. Enter on a sentence tags it.",
        Source::Library => "There is no annotation yet. Open an article; Enter on a sentence tags it.",
    }
}

/// The lines of the passages near the cursor: enough for the screen above and below it.
fn around<'a>(app: &'a App, board: &'a Board, column: Rect) -> Vec<Line<'a>> {
    // An entry has at least three lines.
    let near = u64::from(column.height) / 3 + 2;
    let from = board.cursor.saturating_sub(near);
    let mut lines = Vec::new();
    for index in from..(board.cursor + near + 1).min(board.total) {
        let Some(passage) = board.at(index) else {
            let text = vec![("Reading…".to_owned(), Kind::Around)];
            lines.extend([Line::Row(Row { of: index, sign: None, bar: Bar::None, text }), Line::Blank]);
            continue;
        };
        let before = index.checked_sub(1).filter(|_| index > from).and_then(|before| board.at(before));
        headings(app, board, before, passage, &mut lines);
        lines.extend(entry(app, board, passage, index, column).into_iter().map(Line::Row));
        lines.push(Line::Blank);
    }
    lines
}

/// What stands above a passage: its theme and its article, where the passage before has others.
fn headings<'a>(
    app: &'a App,
    board: &'a Board,
    before: Option<&Passage>,
    passage: &Passage,
    lines: &mut Vec<Line<'a>>,
) {
    let by_theme = board.sort == PassageSort::Theme;
    let new_theme = by_theme && before.is_none_or(|before| before.under != passage.under);
    if new_theme {
        let theme = passage.under.and_then(|id| app.theme(id));
        let path = theme.map_or("without a theme", |theme| theme.path.as_str());
        lines.push(Line::Theme(path, theme.map(|theme| theme.color.as_str())));
    }
    let article = passage.annotation.article.id;
    if !new_theme && before.is_some_and(|before| before.annotation.article.id == article) {
        return;
    }
    let Some(heading) = board.headings.get(&article) else { return };
    if matches!(board.source, Source::Article(..)) {
        return;
    }
    lines.push(Line::Article(heading));
    if !heading.facts.is_empty() {
        lines.push(Line::Facts(heading.facts.join(" · ")));
    }
    lines.push(Line::Blank);
}

fn entry<'a>(app: &'a App, board: &Board, passage: &'a Passage, of: u64, column: Rect) -> Vec<Row<'a>> {
    let width = column.width.saturating_sub(GUTTER + 1);
    let annotation = &passage.annotation;
    let themes = passage::themes(app, annotation);
    let color = themes.first().map(|theme| theme.color.as_str());
    let around = usize::from(width);
    let text = [
        (last_words(&passage.before, around), Kind::Around),
        (line_of(annotation.words()), Kind::Quote),
        (first_words(&passage.after, around), Kind::Around),
    ];
    let mut out: Vec<Row<'a>> = Vec::new();
    let mut add = |text: Vec<(String, Kind)>, bar| out.push(Row { of, sign: None, bar, text });
    for row in rows(&text, width, QUOTE_ROWS) {
        add(row, Bar::Of(color));
    }
    let names: Vec<&str> = themes.iter().map(|theme| theme.path.as_str()).collect();
    let mut facts: Vec<String> = Locator::of(annotation).parts().collect();
    facts.extend(annotation.share().map(|percent| format!("{percent}%")));
    if !names.is_empty() {
        facts.push(names.join(", "));
    }
    let lost = match annotation.state {
        State::Lost => Some("lost"),
        State::Changed => Some("changed"),
        State::Placed | State::Moved => None,
    };
    let dot = if facts.is_empty() { "" } else { " · " };
    let lost = lost.map(|word| (format!("{word}{dot}"), Kind::Trouble));
    add(lost.into_iter().chain([(facts.join(" · "), Kind::Facts)]).collect(), Bar::None);
    if annotation.now.is_some() {
        let was = [(format!("was: {}", line_of(&annotation.quote)), Kind::Facts)];
        for row in rows(&was, width, QUOTE_ROWS) {
            add(row, Bar::None);
        }
    }
    if let Some(note) = &annotation.note {
        // The chosen one shows its note whole where there is room, another its first line.
        let room = if of == board.cursor { usize::from(column.height / 2).max(2) } else { 1 };
        for (i, row) in markdown::rows(note, width.saturating_sub(2), room).into_iter().enumerate() {
            let lead = if i == 0 { "* " } else { "  " };
            let mut parts = vec![(lead.to_owned(), Kind::Facts)];
            parts.extend(row.into_iter().map(|(text, kind)| (text, Kind::Note(kind))));
            add(parts, Bar::None);
        }
    }
    signs(&themes, annotation.note.is_some(), &mut out);
    out
}

/// The signs of the themes, one a row, down the rows there are.
fn signs<'a>(themes: &[&'a crate::model::Theme], noted: bool, rows: &mut [Row<'a>]) {
    if themes.is_empty()
        && let Some(row) = rows.first_mut()
    {
        row.sign = Some((if noted { "*" } else { "-" }.to_owned(), None));
    }
    let room = rows.len();
    for (i, row) in rows.iter_mut().enumerate() {
        let Some(theme) = themes.get(i) else { break };
        row.sign = Some(if i + 1 == room && themes.len() > room {
            (format!("+{}", themes.len() - i), None)
        } else {
            (theme.sign.clone(), Some(theme.color.as_str()))
        });
    }
}

/// As much of the beginning of a text as a line holds.
fn first_words(text: &str, width: usize) -> String {
    let text = line_of(text);
    let cut = flow(&text, u16::try_from(width).unwrap_or(u16::MAX), 1);
    let tail = if text.ends_with(' ') { " " } else { "" };
    match cut.first() {
        // The flow loses the space that parts it from what is before it.
        Some(first) if text.starts_with(' ') => format!(" {first}{tail}"),
        Some(first) => first.clone(),
        None => String::new(),
    }
}

fn draw_line(board: &Board, line: &Line<'_>, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    match line {
        Line::Blank => {}
        Line::Theme(path, color) => {
            pen.line(rect, &short(path, usize::from(rect.width)), skin.theme(*color));
        }
        Line::Article(heading) => {
            let count = match heading.passages {
                _ if board.sort != PassageSort::Article => String::new(),
                1 => "1 passage".to_owned(),
                n => format!("{n} passages"),
            };
            let width = u16::try_from(grapheme::str_width(&count)).unwrap_or(0);
            pen.line(
                Rect { width: rect.width.saturating_sub(width + 2), ..rect },
                &heading.title,
                skin.strong(),
            );
            pen.line(Rect { x: rect.right().saturating_sub(width), width, ..rect }, &count, skin.dim());
        }
        Line::Facts(facts) => {
            pen.line(rect, facts, skin.dim());
        }
        Line::Row(row) => draw_row(row, row.of == board.cursor, rect, skin, pen),
    }
}

fn draw_row(row: &Row<'_>, chosen: bool, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let wide = Rect { x: rect.x.saturating_sub(1), width: rect.width + 2, ..rect };
    pen.spot(wide, || Spot::Row(usize::try_from(row.of).unwrap_or(usize::MAX)));
    if chosen {
        skin.choose(wide, true, pen);
    }
    let plain = |style: Style| if chosen { skin.text() } else { style };
    if let Some((sign, color)) = &row.sign {
        pen.line(Rect { width: 3, ..rect }, sign, if chosen { skin.strong() } else { skin.sign(*color) });
    }
    // Whoever sees no colours knows the chosen one by that.
    if chosen && row.sign.as_ref().is_some_and(|(sign, _)| grapheme::str_width(sign) < 3) {
        pen.cluster(rect.x + GUTTER - 3, rect.y, "›", 1, skin.strong());
    }
    if let Bar::Of(color) = row.bar {
        let bar = if chosen { skin.strong() } else { skin.tie(color) };
        pen.cluster(rect.x + GUTTER - 2, rect.y, "▏", 1, bar);
    }
    let style = |kind: Kind| match kind {
        Kind::Quote => skin.quote(chosen),
        Kind::Note(kind) => markdown::style(kind, chosen, skin),
        Kind::Around | Kind::Facts => skin.around(chosen),
        Kind::Trouble => plain(skin.error()),
    };
    let runs: Vec<(&str, Style)> =
        row.text.iter().map(|(text, kind)| (text.as_str(), style(*kind))).collect();
    let text = Rect { x: rect.x + GUTTER, width: rect.width.saturating_sub(GUTTER), ..rect };
    pen.runs(text, &runs);
}
