//! A screen as an SVG picture: cells of the buffer become grounds, lines and runs of text.
//!
//! Cells have the measures of `DejaVu Sans Mono`, so that rows meet. Rules and bars are drawn as
//! rectangles and each run says how long it is, so that another font changes little.

use std::fmt::Write as _;

use postil::text::grapheme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

// Pixels.
const FONT: f64 = 14.0;
const WIDTH: f64 = FONT * 1233.0 / 2048.0;
const HEIGHT: f64 = FONT * 2384.0 / 2048.0;
const ASCENT: f64 = FONT * 1901.0 / 2048.0;
const MARGIN: f64 = 14.0;
/// A little more than the cell, so that bars and rules meet.
const SEAM: f64 = 0.3;

/// A terminal's own ground and letters.
#[derive(Clone, Copy)]
pub struct Paper {
    ground: [u8; 3],
    ink: [u8; 3],
}

pub const DARK: Paper = Paper { ground: [0x16, 0x18, 0x1f], ink: [0xd2, 0xd6, 0xde] };
pub const LIGHT: Paper = Paper { ground: [0xfd, 0xfc, 0xf9], ink: [0x2b, 0x2d, 0x33] };

/// What the cells of a run have in common.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    ink: [u8; 3],
    ground: [u8; 3],
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell, paper: Paper) -> Self {
        let (mut ink, mut ground) = (rgb(cell.fg, paper.ink), rgb(cell.bg, paper.ground));
        if cell.modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut ink, &mut ground);
        }
        Self { ink, ground, modifier: cell.modifier.difference(Modifier::REVERSED) }
    }
}

/// The picture. `cursor` is where the terminal's own cursor stands.
pub fn picture(buffer: &Buffer, cursor: Option<Position>, title: &str, paper: Paper) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) =
        (f64::from(columns) * WIDTH + 2.0 * MARGIN, f64::from(rows) * HEIGHT + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xml:space='preserve' width='{width:.0}' height='{height:.0}' \
         viewBox='0 0 {width:.0} {height:.0}' font-size='{FONT}' \
         font-family='DejaVu Sans Mono,Menlo,Consolas,Liberation Mono,monospace'>\n<title>{}</title>\n\
         <rect width='100%' height='100%' rx='8' fill='{}'/>\n",
        escaped(title),
        hex(paper.ground)
    );
    let rows: Vec<Vec<(u16, &str, Look)>> =
        (0..rows).map(|y| (0..columns).map(|x| cell(buffer, x, y, paper)).collect()).collect();
    // Grounds first, with hard edges, so that nothing shines through where they meet.
    out.push_str("<g shape-rendering='crispEdges'>\n");
    for (y, row) in (0..).zip(&rows) {
        for run in row.chunk_by(|a, b| a.2.ground == b.2.ground) {
            let (x, _, look) = run[0];
            if look.ground != paper.ground {
                block(left(x), top(y), cells_wide(run.len()), HEIGHT, look.ground, &mut out);
            }
        }
    }
    out.push_str("</g>\n");
    for (y, row) in (0..).zip(&rows) {
        for run in row.chunk_by(|a, b| a.2 == b.2 && !alone(a.1) && !alone(b.1)) {
            text(run, y, &mut out);
        }
    }
    if let Some(at) = cursor {
        block(left(at.x), top(at.y), 2.0, HEIGHT, paper.ink, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn cell(buffer: &Buffer, x: u16, y: u16, paper: Paper) -> (u16, &str, Look) {
    let cell = &buffer[(x, y)];
    (x, cell.symbol(), Look::of(cell, paper))
}

/// Whether a sign is placed by itself: in a font it may be as wide as it likes.
fn alone(symbol: &str) -> bool {
    let letter = |c: char| c < '\u{250}' || ('\u{2010}'..='\u{2026}').contains(&c);
    grapheme::str_width(symbol) > 1 || !symbol.chars().all(letter)
}

/// A run of equal style without the spaces around it, and the line under it.
fn text(run: &[(u16, &str, Look)], y: u16, out: &mut String) {
    let (first, symbol, look) = run[0];
    for (modifier, height) in [(Modifier::UNDERLINED, ASCENT + 1.8), (Modifier::CROSSED_OUT, ASCENT - 4.0)] {
        if look.modifier.contains(modifier) {
            block(left(first), top(y) + height, cells_wide(run.len()), 1.0, look.ink, out);
        }
    }
    if drawn(symbol, (left(first), top(y)), look.ink, out) {
        return;
    }
    let blank = |cell: &&(u16, &str, Look)| cell.1.trim().is_empty();
    let lead = run.iter().take_while(blank).count();
    let tail = run.iter().rev().take_while(blank).count();
    let Some(run) = run.get(lead..run.len() - tail).filter(|run| !run.is_empty()) else { return };
    let text: String = run.iter().map(|cell| cell.1).collect();
    let mut style = String::new();
    if look.modifier.contains(Modifier::BOLD) {
        style += " font-weight='bold'";
    }
    if look.modifier.contains(Modifier::ITALIC) {
        style += " font-style='italic'";
    }
    if look.modifier.contains(Modifier::DIM) {
        style += " opacity='.6'";
    }
    if run.len() > 1 {
        let _ = write!(style, " textLength='{:.2}' lengthAdjust='spacingAndGlyphs'", cells_wide(run.len()));
    }
    let (x, y) = (left(run[0].0), top(y) + ASCENT);
    let _ = writeln!(
        out,
        "<text x='{x:.2}' y='{y:.2}' fill='{}'{style}>{}</text>",
        hex(look.ink),
        escaped(&text)
    );
}

/// Rules and bars as rectangles; whether the sign is one.
fn drawn(symbol: &str, (x, y): (f64, f64), ink: [u8; 3], out: &mut String) -> bool {
    let (dx, dy, width, height) = match symbol {
        "│" => (WIDTH / 2.0 - 0.5, 0.0, 1.0, HEIGHT + SEAM),
        "─" => (0.0, HEIGHT / 2.0 - 0.5, WIDTH + SEAM, 1.0),
        "▏" => (0.0, 0.0, WIDTH / 8.0, HEIGHT + SEAM),
        "▌" => (0.0, 0.0, WIDTH / 2.0, HEIGHT + SEAM),
        _ => return false,
    };
    block(x + dx, y + dy, width, height, ink, out);
    true
}

fn block(x: f64, y: f64, width: f64, height: f64, fill: [u8; 3], out: &mut String) {
    let fill = hex(fill);
    let _ =
        writeln!(out, "<rect x='{x:.2}' y='{y:.2}' width='{width:.2}' height='{height:.2}' fill='{fill}'/>");
}

fn left(x: u16) -> f64 {
    MARGIN + f64::from(x) * WIDTH
}

fn top(y: u16) -> f64 {
    MARGIN + f64::from(y) * HEIGHT
}

fn cells_wide(cells: usize) -> f64 {
    f64::from(u16::try_from(cells).unwrap()) * WIDTH
}

/// A terminal's named colours in a calm dark palette.
fn rgb(color: Color, default: [u8; 3]) -> [u8; 3] {
    match color {
        Color::Reset => default,
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Black => [0x22, 0x25, 0x2e],
        Color::DarkGray => [0x80, 0x84, 0x91],
        Color::Gray | Color::White => [0xe6, 0xe8, 0xec],
        Color::Red | Color::LightRed => [0xe1, 0x6e, 0x64],
        Color::Green | Color::LightGreen => [0x69, 0xaf, 0x6e],
        Color::Yellow | Color::LightYellow => [0xde, 0xb8, 0x50],
        Color::Blue | Color::LightBlue => [0x5a, 0xa0, 0xdc],
        Color::Magenta | Color::LightMagenta => [0xb4, 0x8c, 0xd2],
        Color::Cyan | Color::LightCyan => [0x5a, 0xb4, 0xb4],
        Color::Indexed(_) => panic!("pictures are made with true colours"),
    }
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
