//! The reading pane: text, furniture dimmed, passages, hits, selection, cursor, gutter.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::flow;
use super::links::Target;
use super::paint::Pen;
use super::passage;
use super::skin::Skin;
use crate::app::panes::text_column;
use crate::app::{App, Pane, Reader, is_numbered};
use crate::command::{Command, Context};
use crate::model::{Annotation, Block, BlockKind, Inline, InlineKind, Shelf};
use crate::text::layout::{self, Line, LineKind};
use crate::text::{Offset, Span, direction, grapheme};

/// Bars beside the text: on rows of passages, and on those of the target.
const BAR: &str = "│";
const TARGET_BAR: &str = "▌";
/// What stands for a cluster that is wider than the column.
const TOO_WIDE: &str = "…";
/// What is drawn of white space that reaches over the edge.
const BLANKS: &str = "    ";
/// Beside rows with letters that are written from right to left: here they stand in the order in
/// which they are read, the first one leftmost.
const LOGICAL: &str = "←";

pub fn draw(app: &App, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let Some(reader) = &app.reader else {
        empty(app, rect, skin, pen);
        return;
    };
    let column = text_column(rect, app.prefs.measure);
    let target = app.target_shown();
    let over = |line: &Line| Over {
        app,
        reader,
        skin,
        annotations: if app.looks.marks { passage::on_line(reader, line) } else { Vec::new() },
        target,
        selection: reader.selected(),
        hits: reader.search.as_ref().map(|s| s.within(line.span)).unwrap_or_default(),
    };
    for (i, line) in reader.lines.iter().enumerate() {
        let y = column.y + u16::try_from(i).unwrap_or(u16::MAX);
        if y >= column.bottom() {
            break;
        }
        let row = Rect { y, height: 1, ..column };
        match line.kind {
            LineKind::Text => {
                let over = over(line);
                text_row(&over, line, row, pen);
                gutter(&over, line, rect, row, pen);
            }
            LineKind::Folded { blocks } => {
                let text = fold_words(app, reader, line.span, blocks, usize::from(row.width));
                let selected = reader.selected().overlaps(line.span);
                let style = if selected { skin.selection() } else { Style::new() };
                pen.line(row, &text, skin.dim().patch(style));
                gutter(&over(line), line, rect, row, pen);
            }
            LineKind::Gap => {}
        }
    }
}

/// What is folded into a row, and how many annotations with it: as much of it as there is room for.
fn fold_words(app: &App, reader: &Reader, fold: Span, blocks: usize, room: usize) -> String {
    let chord = app.prefs.keymap.chord(Context::Reader, Command::FoldFurniture);
    let key = chord.map_or_else(|| format!(":{}", Command::FoldFurniture.name()), |chord| chord.to_string());
    let hidden = match if app.looks.marks { reader.annotations_in(fold) } else { 0 } {
        0 => String::new(),
        1 => ", 1 annotation".to_owned(),
        count => format!(", {count} annotations"),
    };
    let ways = [
        format!("⋯ furniture: {blocks} folded{hidden}; {key} shows it"),
        format!("⋯ furniture: {blocks} folded{hidden}; {key}"),
        format!("⋯ {blocks} folded{hidden}; {key}"),
    ];
    let fits = ways.iter().find(|way| grapheme::str_width(way) <= room);
    fits.or(ways.last()).cloned().unwrap_or_default()
}

fn empty(app: &App, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let key = |command| {
        let chord = app.prefs.keymap.chord(Context::List, command);
        chord.map_or_else(|| command.name().to_owned(), |chord| chord.to_string())
    };
    let is_bare = app.list.ready && app.list.total == 0;
    let strong = |text: &str| vec![(text.to_owned(), skin.strong())];
    let told = |key: String, text: &str| vec![(key, skin.accent()), (text.to_owned(), skin.text())];
    let paragraphs = if is_bare && app.list.listing.shelf == Shelf::All && app.list.typed.is_empty() {
        let shell = [("On the command line: ", skin.dim()), ("postil import FILE…", skin.accent())];
        vec![
            strong("The library is empty."),
            told(key(Command::AddArticles), " adds a file, a folder, or what you paste."),
            shell.map(|(text, style)| (text.to_owned(), style)).into(),
        ]
    } else {
        let tutor = [("postil tutor", skin.accent()), (" teaches them.", skin.dim())];
        let tutor = tutor.map(|(text, style)| (text.to_owned(), style)).into();
        let help = told(key(Command::Help), " shows all keys.");
        if is_bare {
            vec![strong("No article is open."), help, tutor]
        } else {
            let open = told(key(Command::Open), " opens it.");
            vec![strong("Choose an article on the left."), open, help, tutor]
        }
    };
    let column = text_column(rect, app.prefs.measure);
    let mut y = column.y + 1;
    for paragraph in paragraphs {
        for row in flow::rows(&paragraph, column.width, usize::from(column.height)) {
            let runs: Vec<(&str, Style)> = row.iter().map(|(text, style)| (text.as_str(), *style)).collect();
            pen.runs(Rect { y, height: 1, ..column }.intersection(column), &runs);
            y += 1;
        }
        y += 1;
    }
}

/// What lies over a line.
struct Over<'a> {
    app: &'a App,
    reader: &'a Reader,
    skin: &'a Skin,
    annotations: Vec<&'a Annotation>,
    target: Option<Span>,
    selection: Span,
    hits: &'a [Span],
}

fn text_row(over: &Over<'_>, line: &Line, row: Rect, pen: &mut Pen<'_>) {
    let Some(block) = over.reader.document.blocks.get(line.block).copied() else { return };
    lead(over, block, line, row, pen);
    let inlines: Vec<&Inline> = over.reader.inlines(line.span).collect();
    let mut cursor_to_show = over.app.focus == Pane::Reader && line.span.contains(over.reader.cursor);
    let links = targets(over.app, &inlines, pen);
    for cell in layout::cells(over.reader.text(), line) {
        let room = usize::from(row.width).saturating_sub(cell.column.0);
        // Only white space that hangs lies past the edge, and it may go on far.
        if room == 0 {
            break;
        }
        // A line end that parts nothing.
        if cell.shown.width == 0 {
            continue;
        }
        let fits = cell.shown.width <= room;
        let x = u16::try_from(cell.column.0).unwrap_or(row.width);
        let width = u16::try_from(cell.shown.width.min(room)).unwrap_or(1);
        let mut style = base(over.skin, block, &inlines, cell.span.start);
        if cell.shown.sign {
            style = style.patch(over.skin.dim());
        }
        if !cell.hangs || over.selection.contains(cell.span.start) {
            style = lay_over(over, style, cell.span.start);
        }
        if cursor_to_show && cell.span.contains(over.reader.cursor) {
            style = over.skin.cursor_on(style, over.selection.contains(cell.span.start));
            pen.here(Position::new(row.x + x, row.y));
            cursor_to_show = false;
        }
        let text = match (fits, cell.hangs) {
            (true, _) => &*cell.shown.text,
            (false, true) => BLANKS.get(..usize::from(width)).unwrap_or(" "),
            (false, false) => TOO_WIDE,
        };
        pen.cluster(row.x + x, row.y, text, width, style);
        if let Some((_, target)) = links.iter().find(|(span, _)| span.contains(cell.span.start)) {
            pen.lead(Rect { x: row.x + x, width, ..row }, *target);
        }
    }
    // In white space past the edge it stands in the margin.
    if cursor_to_show {
        block_cursor(over, Position::new(row.right(), row.y), pen);
    }
    // A text without a letter, or an empty block, still shows where the cursor is.
    if line.span.is_empty() && over.reader.cursor == line.span.start && over.app.focus == Pane::Reader {
        let x = row.x + line.indent.min(row.width.saturating_sub(1));
        block_cursor(over, Position::new(x, row.y), pen);
    }
}

/// The cursor where no letter stands.
fn block_cursor(over: &Over<'_>, at: Position, pen: &mut Pen<'_>) {
    pen.cluster(at.x, at.y, " ", 1, over.skin.cursor());
    pen.here(at);
}

/// The links of a line, for the terminal.
fn targets(app: &App, inlines: &[&Inline], pen: &mut Pen<'_>) -> Vec<(Span, Target)> {
    if !app.prefs.look.links {
        return Vec::new();
    }
    let links = inlines.iter().filter(|inline| inline.kind == InlineKind::Link);
    links.filter_map(|link| Some((link.span, pen.target(link.target.as_deref()?)?))).collect()
}

/// The style of the text itself.
fn base(skin: &Skin, block: Block, inlines: &[&Inline], at: Offset) -> Style {
    if block.is_furniture() {
        return skin.dim();
    }
    let mut style = match block.kind {
        BlockKind::Heading => skin.heading(),
        BlockKind::Caption => skin.dim(),
        _ => skin.text(),
    };
    for inline in inlines.iter().filter(|inline| inline.span.contains(at)) {
        style = style.patch(match inline.kind {
            InlineKind::Emphasis => Style::new().add_modifier(Modifier::ITALIC),
            InlineKind::Strong => skin.strong(),
            InlineKind::Code => skin.code(),
            InlineKind::Strikethrough => Style::new().add_modifier(Modifier::CROSSED_OUT),
            InlineKind::Link => skin.link(),
            InlineKind::Lines => continue,
        });
    }
    style
}

fn lay_over(over: &Over<'_>, base: Style, at: Offset) -> Style {
    let mut style = base;
    if let Some((annotation, depth)) = passage::filling(&over.annotations, at) {
        style = style.patch(over.skin.passage(passage::color(over.app, annotation), depth));
    }
    let in_reader = over.app.focus != Pane::List;
    if in_reader && over.selection.is_empty() && over.target.is_some_and(|span| span.contains(at)) {
        style = style.patch(over.skin.target());
    }
    if over.hits.iter().any(|hit| hit.contains(at)) {
        style = style.patch(over.skin.hit());
    }
    if over.selection.contains(at) {
        style = style.patch(over.skin.selection());
    }
    style
}

/// What stands in the indent: the bullet of a list item, the bars of a quotation.
fn lead(over: &Over<'_>, block: Block, line: &Line, row: Rect, pen: &mut Pen<'_>) {
    let before = line.indent.saturating_sub(2);
    match block.kind {
        BlockKind::ListItem
            if line.is_first && line.indent >= 2 && !is_numbered(over.reader.document.slice(line.span)) =>
        {
            pen.cluster(row.x + before, row.y, "•", 1, over.skin.dim());
        }
        // A bar for each quotation that it stands in, as far as there is room.
        BlockKind::Quotation => {
            for at in (0..=before).step_by(2) {
                pen.cluster(row.x + at, row.y, "▏", 1, over.skin.dim());
            }
        }
        _ => {}
    }
}

/// Left of the text: up to three signs of annotations that begin on the row, then `+n`, and a bar
/// beside rows of passages.
fn gutter(over: &Over<'_>, line: &Line, pane: Rect, row: Rect, pen: &mut Pen<'_>) {
    if row.x < pane.x + 2 {
        return;
    }
    if line.kind == LineKind::Text && direction::has_right_to_left(over.reader.document.slice(line.span)) {
        pen.cluster(row.x - 1, row.y, LOGICAL, 1, over.skin.dim());
    }
    let in_reader = over.app.focus != Pane::List;
    let on_target = in_reader && over.target.is_some_and(|span| span.overlaps(line.span));
    if on_target {
        pen.cluster(row.x - 2, row.y, TARGET_BAR, 1, over.skin.accent());
    } else if let Some(first) = over.annotations.first() {
        pen.cluster(row.x - 2, row.y, BAR, 1, over.skin.tie(passage::color(over.app, first)));
    }
    let signs = passage::signs(over.app, &over.annotations, line.span);
    if signs.is_empty() {
        return;
    }
    let room = usize::from(row.x - 2 - pane.x);
    let width =
        |runs: &[(String, Style)]| -> usize { runs.iter().map(|(text, _)| grapheme::str_width(text)).sum() };
    // Parted where there is room or no colour to tell them apart; fewer, and a larger count, where
    // the gutter is too narrow.
    let most = signs.len().min(3);
    let some = |shown: usize, gap: &str| {
        let mut runs: Vec<(String, Style)> = Vec::new();
        for (i, sign) in signs.iter().take(shown).enumerate() {
            if i > 0 {
                runs.push((gap.to_owned(), Style::new()));
            }
            runs.push((sign.text.to_owned(), over.skin.sign(sign.color)));
        }
        if signs.len() > shown {
            runs.push((format!("+{}", signs.len() - shown), over.skin.dim()));
        }
        runs
    };
    let mut ways = vec![(most, " ")];
    if !over.skin.is_plain() {
        ways.push((most, ""));
    }
    ways.extend((1..most).rev().map(|shown| (shown, " ")));
    let runs = ways.into_iter().map(|(shown, gap)| some(shown, gap)).find(|runs| width(runs) <= room);
    let runs = runs.unwrap_or_else(|| some(1, ""));
    let room = row.x - 2 - pane.x;
    let taken = u16::try_from(width(&runs)).unwrap_or(room).min(room);
    let borrowed: Vec<(&str, Style)> = runs.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    pen.runs(Rect::new(row.x - 2 - taken, row.y, taken, 1), &borrowed);
}
