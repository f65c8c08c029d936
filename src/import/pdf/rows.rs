//! Lines from the top down: what stands on one level is a row, and rows of several cells are a table. Of a cell that
//! runs over several lines those below the first are joined to it where the layout leaves no doubt: they begin
//! where it does, no further down than lines of a text are, and their first word had no room on the line above.
//! The first column asks for more, since what stands at the left edge may be the text after the table.

use super::lines::Line;
use super::order::Part;
use super::words::Unit;

/// Cells of a column by which it is told how wide it is.
const COLUMN: usize = 3;

/// Of more rows that follow each other none is looked at for cells that run over, which costs their square.
const MOST: usize = 500;

/// Lines that stand on one level.
type Row = Vec<Line>;

/// Reads lines that are in no columns. O(lines × [`MOST`]).
pub(super) fn read(mut lines: Vec<Line>, em: Unit, out: &mut Vec<Part>) {
    lines.sort_by_key(|line| (line.area.middle(), line.area.left));
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let level = rows.last().and_then(|row| row.first()).is_some_and(|first| {
            let shared = first.area.bottom.min(line.area.bottom) - first.area.top.max(line.area.top);
            shared * 2 > first.area.height().min(line.area.height())
        });
        let apart =
            rows.last().is_some_and(|row| row.iter().all(|cell| cell.area.beside(line.area) <= em / 4));
        match rows.last_mut() {
            Some(row) if level && apart => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    for row in &mut rows {
        row.sort_by_key(|cell| cell.area.left);
    }
    let mut run: Vec<Row> = Vec::new();
    for row in rows {
        let few = run.len() < MOST;
        let is_below = few
            && run.iter().rev().find(|above| above.len() > 1).is_some_and(|above| {
                row.iter().all(|cell| above.iter().any(|other| is_aligned(cell, other, em)))
                    && run.last().is_some_and(|last| is_next_line(last, &row))
            });
        let close = run.last().is_none_or(|last| step(last, &row) < em * 4);
        if !close || row.len() < 2 && !is_below {
            settle(std::mem::take(&mut run), em, out);
        }
        if row.len() > 1 || !run.is_empty() {
            run.push(row);
        } else {
            out.extend(row.into_iter().map(Part::Line));
        }
    }
    settle(run, em, out);
}

/// From the middle of a row to that of the next.
fn step(above: &[Line], below: &[Line]) -> Unit {
    let middle = |row: &[Line]| row.first().map_or(0, |cell| cell.area.middle());
    middle(below) - middle(above)
}

fn is_aligned(cell: &Line, other: &Line, em: Unit) -> bool {
    (cell.area.left - other.area.left).abs() * 3 <= em
}

/// Whether a row is as close to the one above it as lines of a text are.
fn is_next_line(above: &[Line], below: &[Line]) -> bool {
    let high = above.first().map_or(0, |cell| cell.area.height());
    step(above, below) * 2 <= high * 3
}

/// Rows that follow each other closely: a table, in which those that go on with the cells above are put to these,
/// or a line each where they are too few for one.
fn settle(run: Vec<Row>, em: Unit, out: &mut Vec<Part>) {
    let few = run.len() <= MOST;
    let mut goes_on: Vec<bool> = (0..run.len()).map(|at| few && goes_on(&run, at, em)).collect();
    let rows = || run.iter().zip(&goes_on).filter(|(row, goes_on)| row.len() > 1 && !**goes_on);
    if !is_table(rows().map(|(row, _)| row)) {
        goes_on.clear();
    }
    let mut table: Vec<Row> = Vec::new();
    for (at, row) in run.into_iter().enumerate() {
        match table.last_mut().filter(|_| goes_on.get(at).copied().unwrap_or_default()) {
            Some(above) => join(above, row, em),
            None if row.len() > 1 => table.push(row),
            None => {
                print(std::mem::take(&mut table), out);
                out.extend(row.into_iter().map(Part::Line));
            }
        }
    }
    print(table, out);
}

/// Puts the next lines of cells to these, each behind a line end.
fn join(row: &mut [Line], below: Row, em: Unit) {
    for next in below {
        let Some(cell) = row.iter_mut().find(|cell| is_aligned(cell, &next, em)) else { continue };
        cell.area = cell.area.with(next.area);
        cell.text.push('\n');
        cell.text.push_str(&next.text);
    }
}

/// Whether rows are enough for a table.
fn is_table<'a>(rows: impl Iterator<Item = &'a Row>) -> bool {
    let (rows, cells) = rows.fold((0, 0), |(rows, cells), row| (rows + 1, cells + row.len()));
    rows >= 2 && cells >= 5
}

/// Whether a row of a run is the next line of cells that stand above it.
fn goes_on(run: &[Row], at: usize, em: Unit) -> bool {
    let (Some(row), Some(above)) = (run.get(at), run.get(..at)) else { return false };
    let base = above.iter().rev().find(|row| row.len() > 1);
    let (Some(base), Some(last)) = (base, above.last()) else { return false };
    let is_first = |cell: &Line| base.first().is_some_and(|first| is_aligned(cell, first, em));
    // Its first word had no room above it.
    let is_wrapped = |cell: &Line| {
        let before = above.iter().rev().flatten().find(|other| is_aligned(cell, other, em));
        let column = || run.iter().flatten().filter(|other| is_aligned(cell, other, em));
        let right = column().map(|other| other.area.right).max().unwrap_or_default();
        let is_wrapped = |before: &&Line| {
            is_next_line(std::slice::from_ref(*before), std::slice::from_ref(cell))
                && before.area.right + em / 4 + cell.first > right
        };
        column().count() >= COLUMN && before.as_ref().is_some_and(is_wrapped)
    };
    let is_low = |cell: &Line| cell.text.starts_with(char::is_lowercase);
    let is_within = run.get(at + 1).is_some_and(|next| next.len() > 1);
    let are_low = row.iter().all(is_low);
    is_next_line(last, row)
        && row.len() < base.len()
        && row.iter().all(|cell| base.iter().any(|other| is_aligned(cell, other, em)))
        && row.iter().all(|cell| is_wrapped(cell) && (!is_first(cell) || is_low(cell) && is_within))
        && (row.len() == 1 || are_low)
}

fn print(rows: Vec<Row>, out: &mut Vec<Part>) {
    if is_table(rows.iter()) {
        out.push(Part::Table(rows));
        return;
    }
    for row in rows {
        let mut cells = row.into_iter();
        let Some(mut line) = cells.next() else { continue };
        for cell in cells {
            line.area = line.area.with(cell.area);
            line.text.push(' ');
            line.text.push_str(&cell.text);
        }
        out.push(Part::Line(line));
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Area;
    use super::*;

    const EM: Unit = 10;

    fn line(left: Unit, top: Unit, text: &str) -> Line {
        let wide = |text: &str| Unit::try_from(text.len()).unwrap() * 5;
        let area = Area { left, top, right: left + wide(text), bottom: top + 10 };
        let first = wide(text.split(' ').next().unwrap());
        Line { area, text: text.into(), first, size: 10, height: 10, mono: false, cell: None }
    }

    /// Rows of cells, each with where it begins, 12 below each other; an empty one is none. `|` parts cells, `/`
    /// rows.
    fn read_at(lefts: &[Unit], rows: &[&str], lead: Unit) -> String {
        let mut lines = Vec::new();
        for (row, top) in rows.iter().zip((0..).step_by(usize::try_from(lead).unwrap())) {
            let cells = row.split('|').zip(lefts).filter(|(text, _)| !text.is_empty());
            lines.extend(cells.map(|(text, left)| line(*left, top, text)));
        }
        let mut out = Vec::new();
        read(lines, EM, &mut out);
        let row =
            |row: &Row| row.iter().map(|cell| cell.text.replace('\n', "+")).collect::<Vec<_>>().join("|");
        let part = |part: Part| match part {
            Part::Line(line) => line.text,
            Part::Table(rows) => rows.iter().map(row).collect::<Vec<_>>().join("/"),
        };
        out.into_iter().map(part).collect::<Vec<_>>().join(" # ")
    }

    fn rows(rows: &[&str]) -> String {
        read_at(&[0, 100, 300], rows, 12)
    }

    #[test]
    fn what_runs_over_in_a_cell_is_put_to_it() {
        let table = ["Part|What it is made of|Year"];
        assert_eq!(
            rows(&[
                table[0],
                "hull|a frame of timber, planked and|1911",
                "|caulked with tar|",
                "mast|one tree|1912"
            ]),
            "Part|What it is made of|Year/hull|a frame of timber, planked and+caulked with tar|1911/mast|one tree|1912"
        );
        // Several cells of a row, and the last of a table.
        assert_eq!(
            rows(&[
                table[0],
                "mast|one tree|1912",
                "hull|a frame of timber, planked and|in the long winter",
                "|caulked with tar|of that year"
            ]),
            "Part|What it is made of|Year/mast|one tree|1912/hull|a frame of timber, planked and+caulked with tar|in the long winter+of that year"
        );
        // The first column too, within a table.
        assert_eq!(
            rows(&["Part|What|Year", "the hull below|timber|1911", "the water line|", "mast|one tree|1912"]),
            "Part|What|Year/the hull below+the water line|timber|1911/mast|one tree|1912"
        );
    }

    #[test]
    fn what_may_be_something_else_stays_a_line() {
        let table = |below: &str| {
            rows(&[
                "Part|What it is made of|Year",
                "hull|a frame of timber|1911",
                "mast|one tree|1912",
                below,
            ])
        };
        let base = "Part|What it is made of|Year/hull|a frame of timber|1911/mast|one tree|1912";
        for (below, why) in [
            ("the hull was made of a frame of timber.", "text after the table"),
            ("|oak", "its word had room above"),
        ] {
            let own = below.trim_matches('|');
            assert_eq!(table(below), format!("{base} # {own}"), "{why}");
        }
        // A name of a group stands in the first column, and a row without its first cell is one.
        assert_eq!(
            rows(&[
                "Land|What|Year",
                "the United Kingdom|boats|1911",
                "Asia",
                "Japan|ships|1912",
                "China|junks|1913"
            ]),
            "Land|What|Year/the United Kingdom|boats|1911 # Asia # Japan|ships|1912/China|junks|1913"
        );
        assert_eq!(
            rows(&[
                "Year|Where|Boats",
                "1911|in the north of it|12",
                "|in the south of it|13",
                "1912|in the north|14"
            ]),
            "Year|Where|Boats/1911|in the north of it|12/in the south of it|13/1912|in the north|14"
        );
        // Far below it.
        let far = read_at(
            &[0, 100, 300],
            &["Part|What|Year", "mast|one tree|1912", "hull|of much timber|1911", "|caulked"],
            20,
        );
        assert!(far.ends_with(" # caulked"), "{far}");
        // Too few rows for a table.
        assert_eq!(rows(&["y = x|1", "|2 and so on"]), "y = x 1 # 2 and so on");
    }
}
