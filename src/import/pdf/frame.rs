//! What frames the text of a page: running heads, feet and page numbers. They tell themselves by
//! coming again at the same height, or by counting with the pages, and stand apart from the text: outside of it,
//! farther from it than its lines are from each other, or in letters of another size. From the numbers that
//! are printed come the labels by which pages are cited.

use std::collections::{HashMap, HashSet};

use super::labels::LABELS;
use super::lines::{Line, median};
use super::words::Unit;

/// Rows at the top and at the bottom of a page that may be part of its frame.
const ROWS: usize = 4;
/// How much farther than lines of the text a frame is from it, in hundredths.
const APART: Unit = 130;
/// Pages before and after in which a running head has to come again.
const NEAR: usize = 12;
/// How far its height may differ, in hundredths of a point.
const STEADY: Unit = 500;
/// How far the rest of a running head may be from where others stand.
const LEVEL: Unit = 150;
/// Longer lines (bytes) are no part of a frame.
const LONGEST: usize = 160;

/// A line near the top or the bottom of its page.
struct Edge {
    page: usize,
    line: usize,
    top: Unit,
    /// Whether it is at the top of its page, and in which row from there, or from the bottom.
    upper: bool,
    row: usize,
    /// From its row to the next towards the text, and to the one outside.
    gap: Option<Unit>,
    outside: Option<Unit>,
    size: Unit,
    is_continued: bool,
    key: String,
    numbers: Vec<Number>,
}

impl Edge {
    /// Whether it stands in the first or the last row of its page.
    fn outermost(&self) -> bool {
        self.row == 0
    }

    /// Whether its number may be that of the page: further in, only one alone is, and a sentence is no
    /// running head but may be a note.
    fn may_count(&self) -> bool {
        (self.outermost() && !self.key.trim_end().ends_with('.')) || self.key.trim() == "#"
    }
}

/// A number at one end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Number {
    value: i64,
    roman: bool,
}

/// What was found: by page, which of its lines frame it, and its label (empty where it is not known).
pub(super) struct Frame {
    pub lines: Vec<Vec<bool>>,
    pub labels: Vec<String>,
}

/// `pages`: the height of each, and its lines. O(lines).
pub(super) fn find(pages: &[(Unit, Vec<Line>)]) -> Frame {
    let mut lines: Vec<Vec<bool>> = pages.iter().map(|(_, lines)| vec![false; lines.len()]).collect();
    let edges: Vec<Edge> = pages.iter().enumerate().flat_map(|(i, page)| edges(i, page)).collect();
    let counts = [count(&edges, pages.len(), false), count(&edges, pages.len(), true)];
    let mut by_key: HashMap<&str, Vec<&Edge>> = HashMap::new();
    for edge in &edges {
        by_key.entry(&edge.key).or_default().push(edge);
    }
    // A short document has few pages to repeat itself on.
    let wanted = if pages.len() > 4 { 2 } else { 1 };
    let mut likely: Vec<(&Edge, bool)> = Vec::new();
    for edge in &edges {
        let counts = edge.may_count()
            && edge.numbers.iter().any(|number| {
                counts
                    .iter()
                    .flatten()
                    .any(|count| count.roman == number.roman && count.at(edge.page) == number.value)
            });
        let again = by_key.get(edge.key.as_str()).is_some_and(|same| comes_again(same, edge, wanted));
        let again =
            again || by_key.get(edge.key.as_str()).is_some_and(|same| is_of_side(same, edge, pages.len()));
        let again = again && !opens_chapter(&edge.key);
        if again || counts || edge.is_continued {
            likely.push((edge, counts || edge.is_continued));
        }
    }
    let mut rows: Vec<(usize, Unit)> = Vec::new();
    for edge in outer(&likely, Usual::of(pages)) {
        if let Some(line) = lines.get_mut(edge.page).and_then(|page| page.get_mut(edge.line)) {
            *line = true;
            rows.push((edge.page, edge.top));
        }
    }
    // What stands beside a page number at the very edge belongs to the same head or foot.
    for edge in edges.iter().filter(|edge| edge.outermost()) {
        let beside = rows.iter().any(|(page, top)| *page == edge.page && (top - edge.top).abs() < STEADY / 2);
        if beside && let Some(line) = lines.get_mut(edge.page).and_then(|page| page.get_mut(edge.line)) {
            *line = true;
        }
    }
    at_usual_height(&edges, &rows, &mut lines);
    leave_text(&edges, &mut lines);
    Frame { lines, labels: labels(pages.len(), &counts) }
}

/// How lines of a document usually stand.
#[derive(Debug, Clone, Copy)]
struct Usual {
    /// From one row to the next.
    lead: Unit,
    size: Unit,
}

impl Usual {
    fn of(pages: &[(Unit, Vec<Line>)]) -> Self {
        let size = median(pages.iter().flat_map(|(_, lines)| lines.iter().map(|line| line.size)));
        let steps = pages.iter().flat_map(|(_, lines)| {
            let rows = rows(lines);
            let tops: Vec<Unit> = rows.iter().map(|row| row.top).collect();
            tops.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)).collect::<Vec<_>>()
        });
        let lead = median(steps.filter(|step| *step < size * 4));
        Self { lead: if lead == 0 { size * 5 / 4 } else { lead }, size }
    }
}

/// Of the lines that may frame their pages, with whether they surely do, those that stand apart from the text:
/// from the edge of the page inward as far as row follows row.
fn outer<'a>(likely: &[(&'a Edge, bool)], usual: Usual) -> Vec<&'a Edge> {
    let mut by_side: HashMap<(usize, bool), Vec<(&'a Edge, bool)>> = HashMap::new();
    for (edge, sure) in likely {
        by_side.entry((edge.page, edge.upper)).or_default().push((*edge, *sure));
    }
    let is_odd = |size: Unit| (size - usual.size).abs() * 100 > usual.size * 8;
    let is_far = |gap: Unit| gap * 100 > usual.lead * APART;
    let mut all = Vec::new();
    for side in by_side.values() {
        let of = |row: usize| side.iter().filter(move |(edge, _)| edge.row == row);
        let mut kept = 0;
        for row in 0..ROWS {
            if of(row).next().is_none() {
                break;
            }
            let is_near = |edge: &Edge| edge.outside.is_none_or(|outside| !is_far(outside));
            let is_apart = of(row).any(|(edge, sure)| {
                let gap = edge.gap.filter(|gap| is_far(*gap));
                // What is farther from what is outside of it than from the text belongs to that.
                let is_outer = gap.is_some_and(|gap| is_near(edge) || edge.outside.is_some_and(|o| gap >= o));
                *sure || edge.key.trim() == "#" || is_outer || (is_odd(edge.size) && is_near(edge))
            });
            if is_apart {
                kept = row + 1;
            }
        }
        all.extend(side.iter().filter(|(edge, _)| edge.row < kept).map(|(edge, _)| *edge));
    }
    all
}

/// Frames have something within. A page here and there has none, as at the end of a chapter; where many have
/// none it is the text that is alike on all.
fn leave_text(edges: &[Edge], lines: &mut [Vec<bool>]) {
    let numbers: HashSet<(usize, usize)> =
        edges.iter().filter(|edge| edge.key.trim() == "#").map(|edge| (edge.page, edge.line)).collect();
    let is_empty = |(page, lines): &(usize, &Vec<bool>)| {
        let mut words = lines.iter().enumerate().filter(|(line, _)| !numbers.contains(&(*page, *line)));
        words.clone().next().is_some() && words.all(|(_, framed)| *framed)
    };
    let empty: Vec<usize> = lines.iter().enumerate().filter(is_empty).map(|(page, _)| page).collect();
    if empty.len() * 5 <= lines.len() {
        return;
    }
    for page in empty {
        for (line, framed) in lines.get_mut(page).into_iter().flatten().enumerate() {
            *framed &= numbers.contains(&(page, line));
        }
    }
}

/// The first or last line of a page is a part of its frame where that of many others stands as high, though
/// its words come only once, as those of a short section do.
fn at_usual_height(edges: &[Edge], rows: &[(usize, Unit)], lines: &mut [Vec<bool>]) {
    let mut tops: Vec<(Unit, usize)> = rows.iter().map(|(page, top)| (*top, *page)).collect();
    tops.sort_unstable();
    tops.dedup();
    let enough = (lines.len() / 3).max(4);
    for edge in edges.iter().filter(|edge| edge.outermost() && !opens_chapter(&edge.key)) {
        let from = tops.partition_point(|(top, _)| top + LEVEL < edge.top);
        let near = tops.iter().skip(from).take_while(|(top, _)| *top <= edge.top + LEVEL);
        let pages: HashSet<usize> = near.map(|(_, page)| *page).collect();
        if pages.len() >= enough
            && let Some(line) = lines.get_mut(edge.page).and_then(|page| page.get_mut(edge.line))
        {
            *line = true;
        }
    }
}

/// Whether a line is the first of those that begin a chapter, which stand alike: `CHAPTER`, `TWO`.
fn opens_chapter(key: &str) -> bool {
    LABELS.contains(&key.trim())
}

/// Whether a line does nothing but lead from a listing or table on one page to its rest on the next.
fn is_continued(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "continued",
        "continues on next page",
        "continued on next page",
        "continued from previous page",
        "fortsetzung auf der nächsten seite",
        "fortsetzung der vorherigen seite",
        "suite sur la page suivante",
        "suite de la page précédente",
        "continué en la próxima página",
        "proviene de la página anterior",
    ];
    let bare = text.trim_matches(['(', ')', '.', '…', ' ']).to_lowercase();
    text.starts_with('(') && text.ends_with(')') && WORDS.contains(&bare.as_str())
}

fn comes_again(same: &[&Edge], edge: &Edge, wanted: usize) -> bool {
    let from = same.partition_point(|other| other.page + NEAR < edge.page);
    let near = same.iter().skip(from).take_while(|other| other.page <= edge.page + NEAR);
    near.filter(|other| other.page != edge.page && (other.top - edge.top).abs() < STEADY).take(wanted).count()
        >= wanted
}

/// Whether all left or all right pages, of which a short document has but two beside the first page, begin with the
/// same words at the very same height, and no other page has them. What stands at the foot may be a note.
fn is_of_side(same: &[&Edge], edge: &Edge, pages: usize) -> bool {
    let mut own = (1..pages).filter(|page| page % 2 == edge.page % 2);
    let begins = |other: &Edge| other.outermost() && other.upper;
    let is_like = |other: &Edge| begins(other) && (other.top - edge.top).abs() < LEVEL / 3;
    begins(edge)
        && edge.page > 0
        && !edge.key.contains('#')
        && same.iter().any(|other| other.page != edge.page)
        && same.iter().all(|other| other.page % 2 == edge.page % 2)
        && own.all(|page| same.iter().any(|other| other.page == page && is_like(other)))
}

/// Lines side by side: how high they stand, and which they are.
struct Level {
    top: Unit,
    lines: Vec<usize>,
}

/// The lines of a page by rows, from its top down.
fn rows(lines: &[Line]) -> Vec<Level> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|i| lines.get(*i).map(|line| line.area.top));
    let mut rows: Vec<Level> = Vec::new();
    for (i, line) in order.into_iter().filter_map(|i| Some((i, lines.get(i)?))) {
        match rows.last_mut().filter(|row| line.area.top - row.top < STEADY / 2) {
            Some(row) => row.lines.push(i),
            None => rows.push(Level { top: line.area.top, lines: vec![i] }),
        }
    }
    rows
}

/// The outermost lines of a page, if they lie in its upper or lower part.
fn edges(page: usize, (height, lines): &(Unit, Vec<Line>)) -> Vec<Edge> {
    let rows = rows(lines);
    let between = |a: Option<&Level>, b: Option<&Level>| Some((a?.top - b?.top).abs());
    let mut all = Vec::new();
    for (at, level) in rows.iter().enumerate() {
        let (above, below) = (at.checked_sub(1).and_then(|at| rows.get(at)), rows.get(at + 1));
        let (to_above, to_below) = (between(above, Some(level)), between(below, Some(level)));
        for (i, line) in level.lines.iter().filter_map(|i| Some((*i, lines.get(*i)?))) {
            let upper = at < ROWS && line.area.middle() < height / 6;
            let row = if upper { at } else { rows.len() - 1 - at };
            let lower = row < ROWS && line.area.middle() > height / 6 * 5;
            if !(upper || lower) || line.text.len() > LONGEST {
                continue;
            }
            all.push(Edge {
                page,
                line: i,
                top: line.area.top,
                upper,
                row,
                gap: if upper { to_below } else { to_above },
                outside: if upper { to_above } else { to_below },
                size: line.size,
                is_continued: is_continued(&line.text),
                key: key(&line.text),
                numbers: numbers(&line.text),
            });
        }
    }
    all
}

/// A line as it compares from page to page: lower case, any number the same.
fn key(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if roman(bare).is_some() {
            out.push('#');
        } else {
            for c in word.chars().flat_map(char::to_lowercase) {
                if !c.is_ascii_digit() {
                    out.push(c);
                } else if !out.ends_with('#') {
                    out.push('#');
                }
            }
        }
        out.push(' ');
    }
    out
}

/// The numbers that a line begins or ends with.
fn numbers(text: &str) -> Vec<Number> {
    // `Page 3 of 9` and `3/9` count the pages as well.
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '|'))
        .filter(|w| w.contains(char::is_alphanumeric))
        .collect();
    let number = |word: &&str| {
        // `2.` is the number of a section.
        let bare =
            word.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | '(' | ')' | '·' | '•'));
        if !bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|b| b.is_ascii_digit()) {
            return bare.parse().ok().map(|value| Number { value, roman: false });
        }
        roman(bare).map(|value| Number { value, roman: true })
    };
    let total =
        words.iter().rev().nth(1).is_some_and(|word| matches!(*word, "of" | "von" | "de" | "sur" | "di"))
            || text.contains('/');
    let before_total =
        if total { words.iter().rev().nth(if text.contains('/') { 1 } else { 2 }) } else { None };
    let mut found: Vec<Number> =
        words.first().into_iter().chain(words.last()).chain(before_total).filter_map(number).collect();
    found.dedup();
    found
}

/// The value of a Roman numeral in lower case, as front matter is numbered; up to 100 or so.
fn roman(word: &str) -> Option<i64> {
    if word.is_empty() || word.len() > 8 {
        return None;
    }
    let (mut total, mut last) = (0, 0);
    for c in word.chars().rev() {
        let value = match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        total += if value < last { -value } else { value };
        last = last.max(value);
    }
    (write_roman(total) == word).then_some(total)
}

fn write_roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value && out.len() < 16 {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// How printed numbers run: the one of a page is its place plus `more`, at least from `first` to `last`.
#[derive(Debug, Clone, Copy)]
struct Count {
    more: i64,
    roman: bool,
    first: usize,
    last: usize,
}

impl Count {
    fn at(&self, page: usize) -> i64 {
        i64::try_from(page).unwrap_or(0) + self.more
    }
}

/// The run of numbers that most pages agree on, if enough do.
fn count(edges: &[Edge], pages: usize, roman: bool) -> Option<Count> {
    let mut votes: HashMap<i64, Vec<usize>> = HashMap::new();
    for edge in edges.iter().filter(|edge| edge.may_count()) {
        for number in edge.numbers.iter().filter(|number| number.roman == roman) {
            let more = number.value - i64::try_from(edge.page).unwrap_or(0);
            let by = votes.entry(more).or_default();
            if by.last() != Some(&edge.page) {
                by.push(edge.page);
            }
        }
    }
    let (more, mut by) =
        votes.into_iter().max_by_key(|(more, by)| (by.len(), std::cmp::Reverse(more.abs())))?;
    by.sort_unstable();
    by.dedup();
    let enough = if roman { 2 } else { (pages / 4).clamp(2, 40) };
    let (first, last) = (*by.first()?, *by.last()?);
    (by.len() >= enough).then_some(Count { more, roman, first, last })
}

/// The label of each page: printed, or told by the numbers around it; without any, its place.
fn labels(pages: usize, counts: &[Option<Count>; 2]) -> Vec<String> {
    let [arabic, roman] = counts;
    let label = |page: usize| {
        if let Some(count) = roman
            && page <= count.last
            && count.at(page) >= 1
            && arabic.is_none_or(|arabic| page < arabic.first)
        {
            return write_roman(count.at(page));
        }
        match arabic {
            None => (page + 1).to_string(),
            Some(count) if count.at(page) >= 1 => count.at(page).to_string(),
            // Its number would be taken for that of another page.
            Some(_) => String::new(),
        }
    };
    (0..pages).map(label).collect()
}

#[cfg(test)]
mod tests;
