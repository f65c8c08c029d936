//! What may follow the keys pressed so far: a sheet above the bottom line, in as many columns as
//! there is room for.

use ratatui::layout::Rect;

use super::{more, sheet};
use crate::app::App;
use crate::command::{Chord, Command};
use crate::text::grapheme;
use crate::view::paint::{Pen, flow};
use crate::view::pending::{Next, continuations};
use crate::view::skin::Skin;

/// Columns at most, and the cells that part them.
const COLUMNS: u16 = 4;
const GAP: u16 = 3;

pub fn draw(app: &App, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let next = continuations(app);
    if next.is_empty() {
        return;
    }
    let title = format!("{} and then", Chord(app.pending.typed()));
    let widest = next.iter().map(|next| grapheme::str_width(&next.keys)).max().unwrap_or(0);
    let keys = u16::try_from(widest).unwrap_or(u16::MAX).min(body.width / 2);
    let room = usize::from(body.height.saturating_sub(2)).max(1);
    let width = body.width.saturating_sub(4);
    // Of the words at a mark as many show as there is room for beside its letter.
    let cut = app.pending.taker == Some(Command::GoToMark);
    let most = if cut { 1 } else { 9 };
    let (columns, texts) = arranged(&next, width, keys, (room, most));
    let height = columns.iter().map(|column| column.iter().map(|i| rows(&texts, *i)).sum()).max();
    let height = u16::try_from(height.unwrap_or(0).min(room) + 2).unwrap_or(body.height).min(body.height);
    let inner = sheet(Rect { y: body.bottom() - height, height, ..body }, &title, skin, pen);
    let cells = (width + GAP) / u16::try_from(columns.len()).unwrap_or(1).max(1);
    let mut below = 0;
    for (column, x) in columns.iter().zip((inner.x..).step_by(usize::from(cells.max(1)))) {
        let mut y = inner.y;
        for i in column {
            let (Some(next), Some(text)) = (next.get(*i), texts.get(*i)) else { continue };
            below += usize::from(y >= inner.bottom());
            if y < inner.bottom() {
                pen.line(Rect { x, y, width: keys, height: 1 }, &next.keys, skin.accent());
            }
            for row in text {
                if y < inner.bottom() {
                    let width = cells.saturating_sub(keys + 1 + GAP);
                    pen.line(Rect { x: x + keys + 1, y, width, height: 1 }, row, skin.text());
                }
                y += 1;
            }
        }
    }
    more(inner, below, skin, pen);
}

/// Indices of what stands in each column.
type Columns = Vec<Vec<usize>>;
/// The rows of each text.
type Texts = Vec<Vec<String>>;

fn rows(texts: &[Vec<String>], i: usize) -> usize {
    texts.get(i).map_or(1, |rows| rows.len().max(1))
}

/// What stands in each column, and the rows of each text, at most `most`: in the fewest rows that hold a whole
/// line on each, else their names; of lines that are cut anyway, in the fewest columns.
fn arranged(next: &[Next], width: u16, keys: u16, (room, most): (usize, usize)) -> (Columns, Texts) {
    let flowed = |columns: u16| -> Texts {
        let cells = ((width + GAP) / columns).saturating_sub(keys + 1 + GAP);
        next.iter().map(|next| flow(&next.about, cells, most)).collect()
    };
    let mut best: Option<(usize, Columns, Texts)> = None;
    for columns in 1..=COLUMNS {
        if (width + GAP) / columns < keys + 1 + GAP + LEAST {
            break;
        }
        let texts = flowed(columns);
        let Some((rows, packed)) = packed(&texts, usize::from(columns), room) else { continue };
        if best.as_ref().is_none_or(|(fewest, ..)| rows < *fewest) {
            best = Some((rows, packed, texts));
        }
        if most == 1 {
            break;
        }
    }
    if let Some((_, packed, texts)) = best {
        return (packed, texts);
    }
    let columns = ((width + GAP) / (keys + 1 + GAP + NAME)).clamp(1, 8);
    let texts: Vec<Vec<String>> = next.iter().map(|next| vec![next.word.clone()]).collect();
    let rows = next.len().div_ceil(usize::from(columns)).max(1);
    let all: Vec<usize> = (0..next.len()).collect();
    (all.chunks(rows).map(<[usize]>::to_vec).collect(), texts)
}

/// Cells that a line on a command has at least, and those for its name.
const LEAST: u16 = 24;
const NAME: u16 = 16;

/// Texts in order down the columns, in the fewest rows that do.
fn packed(texts: &[Vec<String>], columns: usize, room: usize) -> Option<(usize, Columns)> {
    let all: usize = (0..texts.len()).map(|i| rows(texts, i)).sum();
    (all.div_ceil(columns)..=room).find_map(|height| {
        let mut packed: Vec<Vec<usize>> = vec![Vec::new()];
        let mut used = 0;
        for i in 0..texts.len() {
            let more = rows(texts, i);
            if used > 0 && used + more > height {
                packed.push(Vec::new());
                used = 0;
            }
            used += more;
            packed.last_mut()?.push(i);
        }
        (packed.len() <= columns).then_some((height, packed))
    })
}
