//! The order in which lines are read: down a column and then down the next, and what reaches over
//! both apart from what is above and below it. Where there are no columns, row by row.

use super::lines::Line;
use super::rows;
use super::words::Unit;

/// Columns within columns within columns.
const DEEPEST: u8 = 6;
/// More lines on a page are not searched for columns, which costs their square.
const MOST: usize = 1_200;
/// Gutters that are looked at closely.
const TRIED: usize = 4;
/// Letters that a line of a column has on average, at least: less are cells of a table.
const LETTERS: usize = 10;

/// What is read one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Line(Line),
    /// Rows of cells; the lines of a cell are parted by line ends.
    Table(Vec<Vec<Line>>),
}

/// Brings the lines of a page into reading order; `em` is the usual size of letters.
pub(super) fn sort(lines: Vec<Line>, em: Unit) -> Vec<Part> {
    let mut out = Vec::new();
    columns(lines, em, 0, &mut out);
    out
}

fn columns(lines: Vec<Line>, em: Unit, depth: u8, out: &mut Vec<Part>) {
    let gutter = if depth < DEEPEST && lines.len() <= MOST { gutter(&lines, em) } else { None };
    let Some(gutter) = gutter else {
        rows::read(lines, em, out);
        return;
    };
    let crosses = |line: &Line| line.area.left < gutter - em / 3 && line.area.right > gutter;
    let bands = bands(lines.iter().filter(|line| crosses(line)), em);
    let [mut left, mut right, mut over] = [(); 3].map(|()| vec![Vec::<Line>::new(); bands.len() + 1]);
    for line in lines {
        let middle = line.area.middle();
        let at = bands.partition_point(|(_, bottom)| *bottom <= middle);
        let inside = bands.get(at).is_some_and(|(top, _)| *top <= middle);
        let side = if inside || crosses(&line) {
            &mut over
        } else if line.area.left >= gutter - em / 3 {
            &mut right
        } else {
            &mut left
        };
        if let Some(side) = side.get_mut(at) {
            side.push(line);
        }
    }
    for ((left, right), over) in left.into_iter().zip(right).zip(over) {
        columns(left, em, depth + 1, out);
        columns(right, em, depth + 1, out);
        columns(over, em, depth + 1, out);
    }
}

/// From where to where lines reach over both columns, those close to each other as one.
fn bands<'a>(over: impl Iterator<Item = &'a Line>, em: Unit) -> Vec<(Unit, Unit)> {
    let mut spans: Vec<(Unit, Unit)> = over.map(|line| (line.area.top, line.area.bottom)).collect();
    spans.sort_unstable();
    let mut bands: Vec<(Unit, Unit)> = Vec::new();
    for (top, bottom) in spans {
        match bands.last_mut() {
            Some(last) if top - last.1 < em * 2 => last.1 = last.1.max(bottom),
            _ => bands.push((top, bottom)),
        }
    }
    bands
}

/// Where a column begins that has another to its left, with few lines across.
fn gutter(lines: &[Line], em: Unit) -> Option<Unit> {
    let mut lefts: Vec<Unit> = lines.iter().map(|line| line.area.left).collect();
    lefts.sort_unstable();
    lefts.dedup_by(|b, a| *b - *a < em / 4);
    let best = lefts.into_iter().filter_map(|at| {
        let right = || lines.iter().filter(|line| line.area.left >= at - em / 3);
        // Where letters have no height to speak of, a line without width would be on both sides.
        let left =
            || lines.iter().filter(|line| line.area.right <= at - em / 2 && line.area.left < at - em / 3);
        let (on_left, on_right) = (left().count(), right().count());
        let across = lines.len() - on_left - on_right;
        let few = on_left < 3 || on_right < 3 || across * 3 > lines.len();
        (!few && is_beside(left, right) && is_beside(right, left)).then_some((
            across,
            std::cmp::Reverse(on_left.min(on_right)),
            at,
        ))
    });
    let mut best: Vec<_> = best.collect();
    best.sort_unstable();
    best.into_iter().take(TRIED).map(|(.., at)| at).find(|at| !is_table(lines, *at, em))
}

/// Whether what stands beside each other at a gutter is rows of a table: their cells on one side have a word
/// or so each, however long the lines between tables are. O(lines²).
fn is_table(lines: &[Line], at: Unit, em: Unit) -> bool {
    let (right, left): (Vec<&Line>, Vec<&Line>) =
        lines.iter().partition(|line| line.area.left >= at - em / 3);
    let left: Vec<&Line> = left.into_iter().filter(|line| line.area.right <= at - em / 2).collect();
    let is_level = |line: &Line, others: &[&Line]| {
        others.iter().any(|other| (other.area.middle() - line.area.middle()).abs() * 4 <= em)
    };
    let short = |some: &[&Line], others: &[&Line]| {
        let level = || some.iter().filter(|line| is_level(line, others));
        level().map(|line| line.text.chars().count()).sum::<usize>() < LETTERS * level().count()
    };
    short(&left, &right) || short(&right, &left)
}

/// Whether lines are words rather than cells, and several stand level with the others.
fn is_beside<'a, A, B>(some: impl Fn() -> A, others: impl Fn() -> B) -> bool
where
    A: Iterator<Item = &'a Line>,
    B: Iterator<Item = &'a Line>,
{
    let top = others().map(|line| line.area.top).min().unwrap_or_default();
    let bottom = others().map(|line| line.area.bottom).max().unwrap_or_default();
    let level = some().filter(|line| (top..bottom).contains(&line.area.middle())).count();
    let letters: usize = some().map(|line| line.text.chars().count()).sum();
    level >= 3 && letters >= LETTERS * some().count()
}

#[cfg(test)]
mod tests {
    use super::super::words::Area;
    use super::*;

    fn line(left: i32, top: i32, right: i32, text: &str) -> Line {
        let area = Area { left, top, right, bottom: top + 10 };
        Line { area, text: text.into(), first: 10, size: 10, height: 10, mono: false, cell: None }
    }

    fn texts(lines: Vec<Line>) -> Vec<String> {
        let text = |part: Part| match part {
            Part::Line(line) => line.text,
            Part::Table(rows) => {
                let row =
                    |row: &Vec<Line>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|");
                rows.iter().map(row).collect::<Vec<_>>().join("/")
            }
        };
        sort(lines, 10).into_iter().map(text).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other_between_what_spans_them() {
        let mut lines = vec![line(60, 0, 160, "a title over both"), line(20, 100, 180, "a note over both")];
        for (n, top) in [20, 35, 50, 120, 140].into_iter().enumerate() {
            lines.insert(0, line(0, top, 95, &format!("words on the left {n}")));
            lines.push(line(110, top + 1, 200, &format!("words on the right {n}")));
        }
        let read = texts(lines);
        let order: Vec<&str> = read.iter().map(|text| text.trim_start_matches("words on the ")).collect();
        assert_eq!(
            order,
            [
                "a title over both", "left 0", "left 1", "left 2", "right 0", "right 1", "right 2",
                "a note over both", "left 3", "left 4", "right 3", "right 4"
            ]
        );
    }

    #[test]
    fn cells_are_read_row_by_row() {
        let lines = vec![
            line(0, 0, 20, "Year"),
            line(0, 15, 20, "1999"),
            line(0, 30, 20, "2000"),
            line(100, 30, 120, "12"),
            line(100, 0, 120, "Ferries"),
            line(100, 15, 120, "11"),
            line(0, 90, 20, "y = x"),
            line(100, 90, 120, "(1)"),
        ];
        assert_eq!(texts(lines), ["Year|Ferries/1999|11/2000|12", "y = x (1)"]);
    }
}
