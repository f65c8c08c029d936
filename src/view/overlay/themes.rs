//! The theme panel: the tree with counts, and what there is to say of the chosen theme.

use ratatui::layout::Rect;

use super::{after_sign, chosen_row, page, scrolled, sign_width};
use crate::app::{App, Asking, Overlay, Panel, Prompt, Spot};
use crate::model::{Theme, ThemeId, split_path};
use crate::skin::{PALETTE, called, meant};
use crate::text::grapheme;
use crate::view::markdown;
use crate::view::name::short;
use crate::view::paint::{Pen, flow};
use crate::view::skin::Skin;

/// From this many cells on, the chosen theme is told of beside the tree, else below it.
const WIDE: u16 = 90;

/// Cells of a digit with its space, and of the mark of a note.
const DIGIT: u16 = 2;
const NOTED: u16 = 2;

/// Where there are fewer cells for it, nothing is said of what a theme is for.
const LEAST_ABOUT: u16 = 16;

pub fn draw(app: &App, panel: &Panel, skin: &Skin, pen: &mut Pen<'_>) {
    let rows = panel.rows(&app.themes);
    let inner = page(app, &title(app, panel, rows.len()), skin, pen);
    if rows.is_empty() {
        let why =
            if app.themes.is_empty() { "No theme yet; a adds one." } else { "No theme has these words." };
        pen.line(Rect { y: inner.y + 1, height: 1, ..inner }, why, skin.dim());
        return;
    }
    let chosen = panel.chosen(&app.themes);
    let (tree, about) = if inner.width >= WIDE {
        let side = inner.width / 3;
        let about = Rect { x: inner.right() - side, width: side, ..inner };
        pen.fill(Rect { x: about.x - 2, width: 1, ..inner }, "│", skin.rule());
        (Rect { width: inner.width - side - 3, ..inner }, about)
    } else {
        let told = chosen.map_or(0, |theme| tell(theme, inner.width).len());
        let height = u16::try_from(told).unwrap_or(0).min(inner.height / 3);
        let rule = Rect { y: inner.bottom() - height.min(inner.height) - 1, height: 1, ..inner };
        if height == 0 {
            (inner, Rect { height: 0, ..inner })
        } else {
            pen.fill(rule, "─", skin.rule());
            (Rect { height: inner.height - height - 1, ..inner }, Rect { y: rule.y + 1, height, ..inner })
        }
    };
    let fit = usize::from(tree.height);
    let first = scrolled(panel.cursor, fit, rows.len());
    // What is told beside the tree is not told within it too.
    let names = if inner.width >= WIDE {
        tree.width
    } else {
        let signs = sign_width(&app.themes);
        let widest = rows.iter().map(|theme| grapheme::str_width(&named(theme, signs))).max().unwrap_or(0);
        u16::try_from(widest).unwrap_or(tree.width).min(tree.width * 3 / 5)
    };
    for (i, theme) in rows.iter().enumerate().skip(first).take(fit) {
        let line = Rect { y: tree.y + u16::try_from(i - first).unwrap_or(0), height: 1, ..tree };
        pen.spot(line, || Spot::Row(i));
        entry(app, theme, (line, names), panel.cursor == i, skin, pen);
    }
    if asked_color(app).is_some() {
        palette(inner, skin, pen);
    }
    if let Some(theme) = chosen {
        let head = inner.width >= WIDE;
        let mut y = about.y;
        if head {
            let color = &*shown_color(app, theme);
            let sign = pen.line(Rect { height: 1, ..about }, &theme.sign, skin.sign(Some(color))) + 1;
            let (x, width) = (about.x + sign, about.width.saturating_sub(sign));
            y += pen.flow(
                Rect { x, width, height: NAME.min(about.height), ..about },
                &theme.path,
                skin.strong(),
            );
            let facts = [counts(theme, u16::MAX), key(theme)];
            for row in parted(&facts, usize::from(about.width)) {
                if y < about.bottom() {
                    pen.line(Rect { y, height: 1, ..about }, &row, skin.dim());
                }
                y += 1;
            }
            if y < about.bottom() {
                let name = called(color);
                let runs = [skin.swatch(color), (" ", skin.text()), (name, skin.dim())];
                pen.runs(Rect { y, height: 1, ..about }, &runs);
            }
            y += 2;
        }
        for line in tell(theme, about.width) {
            if y >= about.bottom() {
                break;
            }
            let style = |kind| markdown::style(kind, false, skin);
            let runs: Vec<_> = line.iter().map(|(text, kind)| (text.as_str(), style(*kind))).collect();
            pen.runs(Rect { y, height: 1, ..about }, &runs);
            y += 1;
        }
    }
}

fn title(app: &App, panel: &Panel, shown: usize) -> String {
    let all = app.themes.len();
    match (panel.filter.is_empty(), all) {
        (false, _) => format!("Themes with “{}”: {shown} of {all}", panel.filter),
        (true, 1) => "1 theme".to_owned(),
        (true, n) => format!("{n} themes"),
    }
}

/// A theme's row but for its digit: its place in the tree, sign and name.
fn named(theme: &Theme, signs: usize) -> String {
    format!("{}{}{}{}", indent(theme), theme.sign, after_sign(&theme.sign, signs), theme.name)
}

fn indent(theme: &Theme) -> String {
    "  ".repeat(split_path(&theme.path).len().saturating_sub(1).min(8))
}

/// `names`: the cells up to which names go; what the themes are for follows in a column of its own.
fn entry(app: &App, theme: &Theme, (line, names): (Rect, u16), chosen: bool, skin: &Skin, pen: &mut Pen<'_>) {
    if chosen {
        chosen_row(line, skin, pen);
    }
    let plain = |style| if chosen { skin.text() } else { style };
    let digit = theme.key.map_or_else(|| "  ".to_owned(), |key| format!("{key} "));
    let after = after_sign(&theme.sign, sign_width(&app.themes));
    let counts = counts(theme, line.width);
    let width = u16::try_from(grapheme::str_width(&counts)).unwrap_or(0);
    let noted = if theme.note.is_some() { " *" } else { "" };
    let left = Rect { width: line.width.saturating_sub(width + 2), ..line };
    let name = Rect { width: left.width.min(names + DIGIT + NOTED), ..left };
    let indent = indent(theme);
    let beside = [&*digit, &indent, &theme.sign, &after, noted].map(grapheme::str_width).iter().sum();
    let shown = short(&theme.name, usize::from(name.width).saturating_sub(beside));
    pen.runs(
        name,
        &[
            (&digit, plain(skin.accent())),
            (&indent, skin.text()),
            (&theme.sign, plain(skin.sign(Some(&shown_color(app, theme))))),
            (&after, skin.text()),
            (&shown, skin.text()),
            (noted, plain(skin.accent())),
        ],
    );
    let about = Rect { x: name.right() + 1, width: left.right().saturating_sub(name.right() + 1), ..left };
    if about.width >= LEAST_ABOUT {
        pen.line(about, theme.description.as_deref().unwrap_or_default(), plain(skin.dim()));
    }
    let right = Rect { x: line.right().saturating_sub(width), width, ..line };
    pen.line(right, &counts, plain(skin.dim()));
}

/// The colour of a theme, or the one that is being typed for it.
fn shown_color(app: &App, theme: &Theme) -> String {
    let typed = asked_color(app).filter(|(id, _)| *id == theme.id).and_then(|(_, typed)| meant(typed));
    typed.map_or_else(|| theme.color.clone(), |rgb| rgb.to_string())
}

/// The theme that a colour is asked for, and what is typed.
fn asked_color(app: &App) -> Option<(ThemeId, &str)> {
    match app.overlays.last() {
        Some(Overlay::Prompt(Prompt { asking: Asking::ColorTheme(id), field, .. })) => {
            Some((*id, field.text()))
        }
        _ => None,
    }
}

/// The colours that there are to choose from, by number, in the last rows of the panel.
fn palette(inner: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    const CELLS: u16 = 7;
    // In rows of the same length.
    let each = [16, 8, 4].into_iter().find(|each| each * CELLS <= inner.width).unwrap_or(2);
    let rows = u16::try_from(PALETTE.len()).unwrap_or(16).div_ceil(each).min(inner.height);
    let area = Rect { y: inner.bottom() - rows, height: rows, ..inner };
    pen.clear(area);
    for (n, rgb) in (1..).zip(PALETTE) {
        let (x, y) = (area.x + (n - 1) % each * CELLS, area.y + (n - 1) / each);
        let color = rgb.to_string();
        let runs = [(&*format!("{n:>2} "), skin.accent()), skin.swatch(&color)];
        if y < area.bottom() {
            pen.runs(Rect { x, y, width: CELLS, height: 1 }, &runs);
        }
    }
}

fn counts(theme: &Theme, width: u16) -> String {
    match (theme.annotations, theme.articles) {
        (0, _) => String::new(),
        (n, _) if width < 60 => n.to_string(),
        (1, _) => "1 passage".to_owned(),
        (n, 1) => format!("{n} passages in 1 article"),
        (n, articles) => format!("{n} passages in {articles} articles"),
    }
}

fn key(theme: &Theme) -> String {
    theme.key.map_or_else(String::new, |key| format!("digit {key}"))
}

/// What there is to say, in rows of so many cells: what parts two of them stands between them on a row, and
/// neither ends one nor begins one.
fn parted(facts: &[String], width: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for fact in facts.iter().filter(|fact| !fact.is_empty()) {
        let more = format!(" · {fact}");
        match rows.last_mut() {
            Some(row) if grapheme::str_width(row) + grapheme::str_width(&more) <= width => {
                row.push_str(&more);
            }
            _ => rows.push(fact.clone()),
        }
    }
    rows
}

/// Rows of a theme's name, with those above it, at most.
const NAME: u16 = 6;

/// Lines of a description or a note that are laid out at most.
const MOST: usize = 60;

/// What there is to say of a theme: its description, then its note, which is Markdown.
fn tell(theme: &Theme, width: u16) -> Vec<markdown::Row> {
    let plain = |text| vec![(text, markdown::Kind::default())];
    let mut lines: Vec<markdown::Row> = Vec::new();
    lines.extend(theme.description.iter().flat_map(|text| flow(text, width, MOST)).map(plain));
    if let Some(note) = &theme.note {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.extend(markdown::rows(note, width, MOST));
    }
    lines
}
