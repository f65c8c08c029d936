//! What frames the text of a page: running heads, feet and page numbers. They tell themselves by
//! coming again at the same height, or by counting with the pages; from the numbers that are printed
//! come the labels by which pages are cited.

use std::collections::{HashMap, HashSet};

use super::labels::LABELS;
use super::lines::Line;
use super::words::Unit;

/// Lines at the top and at the bottom of a page that may be part of its frame.
const LINES: usize = 4;
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
    /// Whether it stands in the first or the last row of its page.
    outermost: bool,
    is_continued: bool,
    key: String,
    numbers: Vec<Number>,
}

impl Edge {
    /// Whether its number may be that of the page: further in, only one alone is, and a sentence is no
    /// running head but may be a note.
    fn may_count(&self) -> bool {
        (self.outermost && !self.key.trim_end().ends_with('.')) || self.key.trim() == "#"
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
    let mut rows: Vec<(usize, Unit)> = Vec::new();
    for edge in &edges {
        let counts = edge.may_count()
            && edge.numbers.iter().any(|number| {
                counts
                    .iter()
                    .flatten()
                    .any(|count| count.roman == number.roman && count.at(edge.page) == number.value)
            });
        let again = by_key.get(edge.key.as_str()).is_some_and(|same| comes_again(same, edge, wanted));
        let again = again && !opens_chapter(&edge.key);
        if (again || counts || edge.is_continued)
            && let Some(line) = lines.get_mut(edge.page).and_then(|page| page.get_mut(edge.line))
        {
            *line = true;
            rows.push((edge.page, edge.top));
        }
    }
    // What stands beside a page number at the very edge belongs to the same head or foot.
    for edge in edges.iter().filter(|edge| edge.outermost) {
        let beside = rows.iter().any(|(page, top)| *page == edge.page && (top - edge.top).abs() < STEADY / 2);
        if beside && let Some(line) = lines.get_mut(edge.page).and_then(|page| page.get_mut(edge.line)) {
            *line = true;
        }
    }
    at_usual_height(&edges, &rows, &mut lines);
    Frame { lines, labels: labels(pages.len(), &counts) }
}

/// The first or last line of a page is a part of its frame where that of many others stands as high, though
/// its words come only once, as those of a short section do.
fn at_usual_height(edges: &[Edge], rows: &[(usize, Unit)], lines: &mut [Vec<bool>]) {
    let mut tops: Vec<(Unit, usize)> = rows.iter().map(|(page, top)| (*top, *page)).collect();
    tops.sort_unstable();
    tops.dedup();
    let enough = (lines.len() / 3).max(4);
    for edge in edges.iter().filter(|edge| edge.outermost && !opens_chapter(&edge.key)) {
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

/// The outermost lines of a page, if they lie in its upper or lower part.
fn edges(page: usize, (height, lines): &(Unit, Vec<Line>)) -> Vec<Edge> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|i| lines.get(*i).map(|line| line.area.top));
    let upper =
        order.iter().take(LINES).filter(|i| lines.get(**i).is_some_and(|l| l.area.middle() < height / 6));
    let lower = order
        .iter()
        .rev()
        .take(LINES)
        .filter(|i| lines.get(**i).is_some_and(|l| l.area.middle() > height / 6 * 5));
    let (first, last) = (order.first(), order.last());
    let level = |line: &Line, with: Option<&usize>| {
        with.and_then(|i| lines.get(*i))
            .is_some_and(|with| (with.area.top - line.area.top).abs() < STEADY / 2)
    };
    let each = upper.chain(lower).filter_map(|i| {
        let line = lines.get(*i).filter(|line| line.text.len() <= LONGEST)?;
        let outermost = level(line, first) || level(line, last);
        Some(Edge {
            page,
            line: *i,
            top: line.area.top,
            outermost,
            is_continued: is_continued(&line.text),
            key: key(&line.text),
            numbers: numbers(&line.text),
        })
    });
    each.collect()
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
mod tests {
    use super::super::words::Area;
    use super::*;

    fn page(lines: &[(Unit, &str)]) -> (Unit, Vec<Line>) {
        let line = |(top, text): &(Unit, &str)| Line {
            area: Area { left: 100, top: *top, right: 9000, bottom: top + 1000 },
            text: (*text).into(),
            first: 500,
            size: 1000,
            height: 1000,
            mono: false,
            cell: None,
        };
        (80_000, lines.iter().map(line).collect())
    }

    fn framed(pages: &[(Unit, Vec<Line>)]) -> (Vec<String>, Vec<String>) {
        let frame = find(pages);
        let each = pages.iter().zip(&frame.lines).flat_map(|((_, lines), framed)| {
            lines.iter().zip(framed).filter(|(_, framed)| **framed).map(|(line, _)| line.text.clone())
        });
        (each.collect(), frame.labels)
    }

    #[test]
    fn heads_and_numbers_frame_a_page_and_label_it() {
        let pages = [
            page(&[(9000, "A study of ferries"), (20_000, "Body.")]),
            page(&[(3000, "246   Osei"), (20_000, "Body."), (70_000, "1 A note.")]),
            page(&[(3000, "Ferries and fog   247"), (20_000, "Body.")]),
            page(&[(3000, "248   Osei"), (20_000, "1999"), (70_000, "2 A note.")]),
            page(&[(3000, "On the far bank   249"), (20_000, "Body.")]),
        ];
        let (lines, labels) = framed(&pages);
        assert_eq!(lines, ["246   Osei", "Ferries and fog   247", "248   Osei", "On the far bank   249"]);
        assert_eq!(labels, ["245", "246", "247", "248", "249"]);
    }

    #[test]
    fn front_matter_has_numbers_of_its_own() {
        let mut pages = vec![page(&[(20_000, "Cover")])];
        for number in ["i", "ii", "iii"] {
            pages.push(page(&[(20_000, "Body."), (75_000, number)]));
        }
        for number in 1..=6 {
            pages.push(page(&[(20_000, "Body."), (75_000, &format!("– {number} –"))]));
        }
        assert_eq!(framed(&pages).1, ["", "i", "ii", "iii", "1", "2", "3", "4", "5", "6"]);
    }

    #[test]
    fn without_numbers_the_place_counts_and_nothing_is_a_frame() {
        let pages = [page(&[(3000, "One"), (20_000, "a")]), page(&[(3000, "Two"), (20_000, "b")])];
        assert_eq!(framed(&pages), (Vec::new(), vec!["1".to_owned(), "2".to_owned()]));
        let of = |n| page(&[(20_000, "Body."), (75_000, n)]);
        let (lines, labels) = framed(&[of("Page 1 of 3"), of("Page 2 of 3"), of("Page 3 of 3")]);
        assert_eq!((lines.len(), labels), (3, vec!["1".to_owned(), "2".to_owned(), "3".to_owned()]));
    }
}
