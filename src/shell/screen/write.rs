//! Cells to bytes: only those that changed, and none that a terminal could put elsewhere.
//!
//! Terminals disagree on how wide some clusters are: emoji sequences, letters with signs beside them,
//! characters newer than they are, signs that are wide in East Asia. They have the cells here that a
//! terminal may need which takes characters one by one, so that nothing is drawn over a part of one.
//! After such a one the cursor is put where we count it to be, and the cells that it may have spilt over
//! are written again; before it, its cells are emptied, lest it be narrower than they are. Rows do not
//! wrap: the terminal was told so when it was taken over.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use crate::text::grapheme;
use crate::view::Links;

/// Weights and lines in the order of their codes, the first of which is 1.
const WEIGHTS: [Modifier; 9] = [
    Modifier::BOLD,
    Modifier::DIM,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::SLOW_BLINK,
    Modifier::RAPID_BLINK,
    Modifier::REVERSED,
    Modifier::HIDDEN,
    Modifier::CROSSED_OUT,
];

/// The named colours in the order of their numbers.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// U+200D, which joins emoji, and letters where they stand together.
const JOINER: char = '\u{200d}';

/// Cells that are written again rather than that the cursor is moved over them: a move has as many bytes.
const SHORT: usize = 4;

/// The code of a colour and a semicolon; `layer` is `3` for letters and `4` for the ground.
/// See ECMA-48, 8.3.117, and for colours by number ISO 8613-6. The eight light ones have the codes that
/// aixterm gave them, 60 above the dark: terminals of sixteen colours know those and no numbers.
fn color(bytes: &mut Vec<u8>, layer: u8, color: Color) {
    let named = NAMED.iter().zip(0_u16..).find(|(known, _)| **known == color);
    if let Some((_, n)) = named {
        let base = u16::from(layer - b'0') * 10;
        number(bytes, if n < 8 { base + n } else { base + 52 + n });
        bytes.push(b';');
        return;
    }
    bytes.push(layer);
    match color {
        Color::Rgb(r, g, b) => {
            bytes.extend(b"8;2;");
            for part in [r, g, b] {
                number(bytes, part.into());
                bytes.push(b';');
            }
        }
        Color::Indexed(n) => {
            bytes.extend(b"8;5;");
            number(bytes, n.into());
            bytes.push(b';');
        }
        // The terminal's own.
        _ => bytes.extend(b"9;"),
    }
}

/// A number in digits: a frame has a thousand of them.
fn number(bytes: &mut Vec<u8>, n: u16) {
    for (least, digit) in [(10_000, n / 10_000), (1000, n / 1000), (100, n / 100), (10, n / 10), (0, n)] {
        if n >= least {
            bytes.push(b'0' + u8::try_from(digit % 10).unwrap_or_default());
        }
    }
}

/// Cells and the links beside them.
#[derive(Debug, Default)]
pub struct Frame {
    pub cells: Buffer,
    pub links: Links,
}

impl Frame {
    /// Empties all cells of an area.
    pub fn clear(&mut self, area: Rect) {
        if self.cells.area == area {
            self.cells.reset();
        } else {
            self.cells = Buffer::empty(area);
        }
        self.links = Links::default();
    }

    /// The cells of a row, from the left edge of the screen.
    fn row(&self, y: u16) -> &[Cell] {
        let columns = usize::from(self.cells.area.width);
        let first = usize::from(y) * columns;
        self.cells.content.get(first..first + columns).unwrap_or_default()
    }
}

/// Whether a cell belongs to a wide cluster that begins left of it.
fn is_rest(cell: &Cell) -> bool {
    cell.symbol().is_empty()
}

/// Whether two cells look alike, as far as we draw in them.
fn look_alike(a: &Cell, b: &Cell) -> bool {
    (a.fg, a.bg, a.modifier) == (b.fg, b.bg, b.modifier) && a.symbol() == b.symbol()
}

/// The cells that what begins at a place of a row takes: those after a wide cluster's first are empty.
fn width(row: &[Cell], x: usize) -> usize {
    // Most cells, so they are not asked about at length.
    if row.get(x).is_some_and(|cell| cell.symbol().len() == 1) && !row.get(x + 1).is_some_and(is_rest) {
        return 1;
    }
    let after = row.get(x + 1..).unwrap_or_default();
    let rest = after.iter().take_while(|cell| is_rest(cell)).count();
    let own = row.get(x).map_or(1, |cell| grapheme::str_width(cell.symbol()));
    (rest + 1).max(own).min(after.len() + 1)
}

/// The bytes that turn the cells of `shown` into those of `next`, which are as many; where `shown` has
/// none, an empty screen.
pub fn changes(shown: &Frame, next: &Frame) -> io::Result<Vec<u8>> {
    let columns = next.cells.area.width;
    let has_links = [shown, next].into_iter().any(|frame| frame.links != Links::default());
    let blank = Cell::EMPTY;
    let mut writer = Writer::new(columns, Some(&next.links).filter(|_| has_links));
    for y in 0..next.cells.area.height {
        let (old, new) = (shown.row(y), next.row(y));
        let is_same = |x: usize| {
            let at = u16::try_from(x).unwrap_or(u16::MAX);
            new.get(x).is_none_or(|cell| look_alike(cell, old.get(x).unwrap_or(&blank)))
                && (!has_links || shown.links.at(at, y) == next.links.at(at, y))
        };
        // Cells before this column may have been spilt over.
        let mut spilt = 0;
        let mut x = 0;
        while x < new.len() {
            let end = x + width(new, x);
            if x < spilt || !(x..end).all(is_same) {
                let reach = writer.unit(new, (x, y), end - x)?;
                if reach > new.len() {
                    // One that has no room may have taken it on its left. What is written again
                    // there may spill over this one in turn.
                    let least = new.len().saturating_sub(reach - x);
                    let mut again = 0;
                    for before in (least..x).filter(|x| !new.get(*x).is_some_and(is_rest)) {
                        again = again.max(writer.unit(new, (before, y), width(new, before))?);
                    }
                    if again > x {
                        writer.unit(new, (x, y), end - x)?;
                    }
                }
                spilt = spilt.max(reach);
            }
            x = end;
        }
    }
    writer.finish()
}

struct Writer<'a> {
    bytes: Vec<u8>,
    columns: u16,
    links: Option<&'a Links>,
    /// Where the cursor stands; the column may be unknown.
    row: Option<u16>,
    column: Option<u16>,
    // What it writes with.
    colors: (Color, Color),
    modifier: Modifier,
    link: Option<&'a str>,
}

impl<'a> Writer<'a> {
    fn new(columns: u16, links: Option<&'a Links>) -> Self {
        Self {
            bytes: Vec::new(),
            columns,
            links,
            row: None,
            column: None,
            colors: (Color::Reset, Color::Reset),
            modifier: Modifier::empty(),
            link: None,
        }
    }

    /// Writes what stands in `width` cells of a row. Gives the column before which cells may have been spilt over.
    fn unit(&mut self, row: &[Cell], (x, y): (usize, u16), width: usize) -> io::Result<usize> {
        let Some(cell) = row.get(x) else { return Ok(0) };
        let at = (u16::try_from(x).unwrap_or(u16::MAX), y);
        let link = self.links.and_then(|links| links.at(at.0, at.1));
        // One that joins nothing would make some terminals put what follows into the cell before it, wherever
        // the cursor is.
        let symbol = cell.symbol().trim_end_matches(JOINER);
        let symbol = if symbol.is_empty() { " " } else { symbol };
        if (self.row, self.column) != (Some(at.1), Some(at.0)) && !self.walk(row, at) {
            self.go(at);
        }
        if !self.wears(cell) {
            self.style(cell);
        }
        if self.link != link {
            self.link(link)?;
        }
        if let ([byte], 1) = (symbol.as_bytes(), width) {
            self.bytes.push(*byte);
            self.column = Some(at.0 + 1).filter(|column| *column < self.columns);
            return Ok(0);
        }
        let Some(most) = grapheme::disputed(symbol) else {
            self.bytes.write_all(symbol.as_bytes())?;
            self.column = u16::try_from(x + width).ok().filter(|column| *column < self.columns);
            return Ok(0);
        };
        if width > 1 {
            self.bytes.write_all(" ".repeat(width).as_bytes())?;
            self.column = None;
            self.go(at);
        }
        self.bytes.write_all(symbol.as_bytes())?;
        self.column = None;
        Ok(x + most)
    }

    /// Comes to a cell by writing again what stands before it, where that is shorter than to say where it is.
    fn walk(&mut self, row: &[Cell], (x, y): (u16, u16)) -> bool {
        let Some(from) = self.column.filter(|column| self.row == Some(y) && *column < x) else {
            return false;
        };
        let between = row.get(usize::from(from)..usize::from(x)).unwrap_or_default();
        if between.len() > SHORT || self.links.is_some() {
            return false;
        }
        let before = self.bytes.len();
        for cell in between {
            match cell.symbol().as_bytes() {
                [byte] if self.wears(cell) => self.bytes.push(*byte),
                _ => {
                    self.bytes.truncate(before);
                    return false;
                }
            }
        }
        self.column = Some(x);
        true
    }

    /// Puts the cursor where a cell is. See ECMA-48, 8.3.9 and 8.3.21, which count from 1.
    fn go(&mut self, (x, y): (u16, u16)) {
        self.bytes.extend(b"\x1b[");
        if self.row != Some(y) {
            number(&mut self.bytes, y.saturating_add(1));
            self.bytes.push(b';');
        }
        number(&mut self.bytes, x.saturating_add(1));
        self.bytes.push(if self.row == Some(y) { b'G' } else { b'H' });
        (self.row, self.column) = (Some(y), Some(x));
    }

    /// Whether it writes with the colours and the weight of a cell.
    fn wears(&self, cell: &Cell) -> bool {
        (cell.fg, cell.bg, cell.modifier) == (self.colors.0, self.colors.1, self.modifier)
    }

    /// Takes on the colours and the weight of a cell, in one sequence: a frame has hundreds.
    fn style(&mut self, cell: &Cell) {
        self.bytes.extend(b"\x1b[");
        let start = self.bytes.len();
        if !cell.modifier.contains(self.modifier) {
            self.bytes.extend(b"0;");
            (self.colors, self.modifier) = ((Color::Reset, Color::Reset), Modifier::empty());
        }
        for (code, modifier) in (b'1'..).zip(WEIGHTS) {
            if cell.modifier.difference(self.modifier).contains(modifier) {
                self.bytes.extend([code, b';']);
            }
        }
        if self.colors.0 != cell.fg {
            color(&mut self.bytes, b'3', cell.fg);
        }
        if self.colors.1 != cell.bg {
            color(&mut self.bytes, b'4', cell.bg);
        }
        (self.colors, self.modifier) = ((cell.fg, cell.bg), cell.modifier);
        if self.bytes.len() == start {
            // Without a code the sequence would reset all.
            return self.bytes.truncate(start - 2);
        }
        self.bytes.pop();
        self.bytes.push(b'm');
    }

    /// The parts of a link have an id in common, so that a terminal takes them for one link on several rows.
    fn link(&mut self, link: Option<&'a str>) -> io::Result<()> {
        match link {
            Some(address) => {
                let mut hasher = DefaultHasher::new();
                address.hash(&mut hasher);
                write!(self.bytes, "\x1b]8;id={:x};{address}\x1b\\", hasher.finish())?;
            }
            None => self.bytes.write_all(b"\x1b]8;;\x1b\\")?,
        }
        self.link = link;
        Ok(())
    }

    fn finish(mut self) -> io::Result<Vec<u8>> {
        if self.link.is_some() {
            self.link(None)?;
        }
        self.style(&Cell::EMPTY);
        Ok(self.bytes)
    }
}
