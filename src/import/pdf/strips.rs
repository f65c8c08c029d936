//! Lines to strips: a stretch of a column that is read straight down, with its edges and its usual
//! distance between lines; and the strips to chunks: a paragraph, or what a strip has of it.

use std::ops::Range;

use super::items::{Mark, item};
use super::join::{is_ended, is_open, leads_on};
use super::lines::{Line, median};
use super::order::Part;
use super::verse;
use super::words::Unit;
use crate::import::plain::verse::Wrapped;

/// What letters of the text usually measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Usual {
    pub size: Unit,
    pub height: Unit,
}

impl Usual {
    /// The sizes that half of all letters have at most.
    pub(super) fn of<'a>(lines: &(impl Iterator<Item = &'a Line> + Clone)) -> Self {
        let middle = |size: fn(&Line) -> Unit| {
            let mut sizes: Vec<(Unit, usize)> =
                lines.clone().map(|line| (size(line), line.text.len())).collect();
            sizes.sort_unstable();
            let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
            let mut passed = 0;
            let found = sizes.iter().find(|(_, letters)| {
                passed += letters;
                passed > half
            });
            found.map_or(1000, |(size, _)| *size).max(1)
        };
        Self { size: middle(|line| line.size), height: middle(|line| line.height) }
    }

    fn is_large(self, line: &Line) -> bool {
        let (wide, high) = (line.size * 100 / self.size, line.height * 100 / self.height);
        let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
        // A few letters say little of their size by their width.
        let is_larger =
            high >= 103 && (wide >= 125 || (wide >= 114 && letters >= 12) || (wide >= 106 && high >= 112));
        let is_named = letters * 3 >= line.text.chars().filter(|c| !c.is_whitespace()).count() * 2
            && line
                .text
                .split_whitespace()
                .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3);
        is_larger
            && !line.mono
            && line.text.len() <= 240
            && (is_named || is_numbered(&line.text))
            && !line.text.contains('@')
    }

    /// Whether a line is set as large as titles are and nothing else.
    pub(super) fn is_title(self, line: &Line) -> bool {
        line.height * 2 >= self.height * 3 && self.is_large(line)
    }

    fn is_small(self, line: &Line) -> bool {
        line.size * 100 <= self.size * 94
    }
}

/// What the letters of a chunk look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Text,
    /// As headings are set.
    Large,
    Code,
    /// A note at the foot of a page.
    Note,
    /// An item of a list.
    Item,
    Table,
    /// Lines that end where they are meant to.
    Verse,
}

/// Lines that belong together.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of where it stands")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    pub look: Look,
    pub lines: Vec<Line>,
    /// Steps to the right of the strip's edge.
    pub depth: u8,
    /// Whether its first line is set in from the edge.
    pub indented: bool,
    /// Whether there is more space above it than between lines.
    pub apart: bool,
    /// Whether it is the last of its strip, and its last line reaches the other edge.
    pub open: bool,
    /// Whether it is the first of its strip.
    pub first: bool,
    /// Whether its one line leaves much of the strip free, as headings do.
    pub short: bool,
    pub size: Unit,
}

impl Chunk {
    pub(super) fn last_line(&self) -> &str {
        self.lines.last().map_or("", |line| line.text.as_str())
    }
}

/// The chunks of a page whose parts are in reading order; `wrapped` is how the lines of all pages are.
pub(super) fn chunks(parts: Vec<Part>, usual: Usual, wrapped: Option<&Wrapped>) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut strip: Vec<Line> = Vec::new();
    for part in parts {
        let line = match part {
            Part::Line(line) => line,
            Part::Table(rows) => {
                Strip::of(std::mem::take(&mut strip), usual).cut(wrapped, &mut out);
                out.push(table(rows));
                continue;
            }
        };
        let goes_on = strip.last().is_none_or(|last: &Line| {
            let narrower = last.area.width().min(line.area.width()).max(1);
            line.area.middle() > last.area.middle() && last.area.beside(line.area) * 3 > narrower
        });
        if !goes_on {
            Strip::of(std::mem::take(&mut strip), usual).cut(wrapped, &mut out);
        }
        strip.push(line);
    }
    Strip::of(strip, usual).cut(wrapped, &mut out);
    out
}

/// A table: its rows are one line after the other, its cells parted by TABs, the lines of a cell by line ends.
fn table(rows: Vec<Vec<Line>>) -> Chunk {
    let columns = columns(&rows);
    let row = |row: Vec<Line>| {
        let mut cells: Vec<String> = vec![String::new(); columns.len()];
        for cell in &row {
            let at =
                columns.iter().position(|(left, right)| cell.area.left <= *right && cell.area.right >= *left);
            if let Some(text) = cells.get_mut(at.unwrap_or_default()) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&cell.text);
            }
        }
        row.into_iter().next().map(|first| Line { text: cells.join("\t"), ..first })
    };
    let lines: Vec<Line> = rows.into_iter().filter_map(row).collect();
    let size = lines.first().map_or(0, |line| line.size);
    Chunk {
        look: Look::Table,
        lines,
        depth: 0,
        indented: false,
        apart: true,
        open: false,
        first: true,
        short: false,
        size,
    }
}

/// From where to where each column of a table reaches: what cells in several rows have in common.
fn columns(rows: &[Vec<Line>]) -> Vec<(Unit, Unit)> {
    let most = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut columns: Vec<(Unit, Unit)> = Vec::new();
    // A row that is whole says best where columns are; the others are fitted in.
    let mut cells: Vec<(bool, Unit, Unit)> = rows
        .iter()
        .flat_map(|row| row.iter().map(move |cell| (row.len() < most, cell.area.left, cell.area.right)))
        .collect();
    cells.sort_unstable();
    for (is_short, left, right) in cells {
        let mut touched = columns.iter_mut().filter(|(from, to)| left <= *to && right >= *from);
        match (touched.next(), touched.next()) {
            (Some(column), None) => *column = (column.0.min(left), column.1.max(right)),
            (None, _) => columns.push((left, right)),
            // It reaches over several: a heading of both, unless the columns were not told apart yet.
            (Some(_), Some(_)) if is_short => {}
            (Some(column), Some(_)) => column.1 = column.1.max(left),
        }
    }
    columns.sort_unstable();
    columns
}

struct Strip {
    lines: Vec<Line>,
    usual: Usual,
    left: Unit,
    right: Unit,
    /// From the middle of the line before to that of a line, as it is usual for letters of their size.
    leads: Vec<Unit>,
    /// The room that lines leave which surely go on: how far the right edge is from an even one.
    ragged: Unit,
    /// Whether all lines of a paragraph but the first are set in.
    hanging: bool,
    /// From this line on there are notes.
    notes: usize,
}

impl Strip {
    fn of(lines: Vec<Line>, usual: Usual) -> Self {
        let em = usual.size;
        let text = || lines.iter().filter(|line| !usual.is_large(line));
        let left = edge(text().map(|line| line.area.left), em / 4);
        let right = text().map(|line| line.area.right).max().unwrap_or_default();
        let leads = leads(&lines);
        let inside = text().filter(|line| line.area.left > left + em * 3 / 4).count();
        let outside = text().count() - inside;
        let hanging = outside >= 2 && inside * 10 > outside * 7 && inside > 3;
        let ragged = ragged(&lines, usual, left, right);
        let mut strip = Self { lines, usual, left, right, leads, ragged, hanging, notes: 0 };
        strip.notes = strip.notes();
        strip
    }

    /// Where the notes at the foot begin: smaller lines down to the end, of which the first has a mark.
    fn notes(&self) -> usize {
        let small = self.lines.iter().rev().take_while(|line| self.usual.is_small(line)).count();
        let from = self.lines.len() - small;
        if small * 5 > self.lines.len() * 2 {
            // So many small letters are a list of sources, an abstract, a strip beside a picture.
            return self.lines.len();
        }
        let marked = self.lines.iter().skip(from).position(|line| is_note(&line.text));
        marked.map_or(self.lines.len(), |at| from + at)
    }

    fn cut(self, wrapped: Option<&Wrapped>, out: &mut Vec<Chunk>) {
        let count = out.len();
        let verse = wrapped.map(|wrapped| self.verse(wrapped)).unwrap_or_default();
        for (at, line) in self.lines.iter().enumerate() {
            let look = match verse.iter().find(|run| run.contains(&at)) {
                Some(_) => Look::Verse,
                None => self.look(at, out.get(count..).and_then(<[Chunk]>::last)),
            };
            let before = at.checked_sub(1).and_then(|at| self.lines.get(at));
            let open = out.get_mut(count..).and_then(<[Chunk]>::last_mut);
            match (open, before) {
                (Some(chunk), Some(before)) if !self.begins(at, chunk, before, line, look) => {
                    chunk.lines.push(line.clone());
                }
                _ => out.push(self.chunk(at, line, before, look)),
            }
        }
        // Notes at the foot do not end the paragraph above them.
        let text =
            out.get_mut(count..).unwrap_or_default().iter_mut().rev().find(|chunk| chunk.look != Look::Note);
        if let Some(last) = text {
            let line = last.lines.last();
            last.open = line.is_some_and(|line| {
                self.right - line.area.right < self.usual.size * 3 || !is_ended(&line.text)
            });
        }
    }

    /// The runs of lines that are verse, parted from what stands around them.
    fn verse(&self, wrapped: &Wrapped) -> Vec<Range<usize>> {
        let is_plain = |at: usize| {
            let is_other = |line: &Line| {
                line.mono || self.usual.is_large(line) || is_leader(&line.text) || item(&line.text).is_some()
            };
            at < self.notes && !self.lines.get(at).is_none_or(is_other)
        };
        verse::runs(&self.lines, &|at| self.is_far(at, 135) || !is_plain(at) || !is_plain(at - 1), wrapped)
    }

    fn chunk(&self, at: usize, line: &Line, before: Option<&Line>, look: Look) -> Chunk {
        let inset = line.area.left - self.left;
        let depth = u8::try_from((inset / (self.usual.size * 3 / 2).max(1)).clamp(0, 12)).unwrap_or(0);
        Chunk {
            look,
            lines: vec![line.clone()],
            depth,
            indented: inset * 10 > self.usual.size * 7,
            apart: before.is_none() || self.is_far(at, 130),
            open: false,
            first: before.is_none(),
            short: line.area.width() * 5 < (self.right - self.left) * 4 && self.lines.len() > 3,
            size: line.size,
        }
    }

    /// How far a line is from the one before it, from middle to middle.
    fn step(&self, at: usize) -> Unit {
        match (at.checked_sub(1).and_then(|at| self.lines.get(at)), self.lines.get(at)) {
            (Some(before), Some(line)) => line.area.middle() - before.area.middle(),
            _ => 0,
        }
    }

    /// Whether that is more than so many hundredths of what is usual.
    fn is_far(&self, at: usize, hundredths: Unit) -> bool {
        self.step(at) * 100 > self.leads.get(at).copied().unwrap_or_default() * hundredths
    }

    fn look(&self, at: usize, chunk: Option<&Chunk>) -> Look {
        let Some(line) = self.lines.get(at) else { return Look::Text };
        let short = line.text.len() < 8 && chunk.is_some_and(|chunk| chunk.look == Look::Code);
        let close = at > 0 && !self.is_far(at, 130);
        if line.mono || (short && close) {
            Look::Code
        } else if at >= self.notes {
            Look::Note
        } else if self.usual.is_large(line) {
            Look::Large
        } else if let Some(mark) = item(&line.text) {
            let ended = at.checked_sub(1).and_then(|at| self.lines.get(at)).is_none_or(|before| {
                let out = line.area.left <= self.left + self.usual.size / 3
                    && before.area.left > self.left + self.usual.size / 2;
                is_ended(&before.text) || before.text.ends_with(';') || self.is_far(at, 130) || out
            });
            // A dash within a sentence may come to stand where a line begins.
            let is_dash = line.text.starts_with(['-', '–']);
            let is_bullet = mark == Mark::Bullet && (!is_dash || self.may_begin_item(at, chunk));
            if is_bullet || ended { Look::Item } else { Look::Text }
        } else {
            Look::Text
        }
    }

    /// Whether a line with a dash may be an item after a line that does not end a sentence: one of several, or
    /// below a line that leaves room for it.
    fn may_begin_item(&self, at: usize, chunk: Option<&Chunk>) -> bool {
        let is_list = chunk.is_some_and(|chunk| chunk.look == Look::Item);
        let pair = at.checked_sub(1).and_then(|before| Some((self.lines.get(before)?, self.lines.get(at)?)));
        is_list
            || pair.is_none_or(|(before, line)| {
                self.fits(before, line) || (line.area.left - before.area.left).abs() > self.usual.size / 2
            })
    }

    /// Whether a line begins a chunk of its own after the one before it.
    fn begins(&self, at: usize, chunk: &Chunk, before: &Line, line: &Line, look: Look) -> bool {
        let step = self.step(at);
        let far = self.is_far(at, 135);
        let em = self.usual.size;
        if look == Look::Item || (look == Look::Note && is_note(&line.text)) {
            return true;
        }
        match (chunk.look, look) {
            (Look::Large, Look::Large) => {
                let (small, large) = (before.size.min(line.size), before.size.max(line.size));
                return step > large * 2 || small * 100 < large * 92;
            }
            (Look::Code, Look::Code) => return self.is_far(at, 200),
            (Look::Verse, Look::Verse) => return far,
            // The lines of an item go on under its words.
            (Look::Item, Look::Text) => {
                let back = chunk.lines.first().is_some_and(|first| line.area.left + em / 2 < first.area.left);
                let at_edge = line.area.left <= self.left + em / 3;
                // A line that leaves room for the word after it was ended on purpose, as a numbered heading is.
                let is_left = (is_ended(&before.text) && at_edge) || starts_sentence(&line.text);
                return far || back || (self.fits(before, line) && is_left);
            }
            (a, b) if a != b => return true,
            _ => {}
        }
        if far || is_leader(&line.text) || is_leader(&before.text) {
            return true;
        }
        let inset = |line: &Line| line.area.left - self.left;
        let set_in = inset(line) * 10 > em * 7 && inset(line) < em * 6;
        let was_set_in = inset(before) * 10 > em * 7;
        if self.hanging {
            return !set_in
                && inset(line) * 3 < em
                && (was_set_in || self.fits(before, line))
                && starts_entry(&line.text);
        }
        let goes_on = starts_low(&line.text)
            || before.text.ends_with([',', ';', '-'])
            || is_open(&before.text)
            || (chunk.lines.len() > 1 && leads_on(&before.text));
        // Within a sentence only what leaves much room was ended on purpose, as a heading or a line of an address.
        let is_left = is_ended(&before.text) || (!goes_on && self.is_short(before));
        let short = self.fits(before, line) && is_left;
        (set_in && !was_set_in && (is_ended(&before.text) || self.fits(before, line))) || short
    }

    /// Whether the first word of a line would have fitted on the one before it.
    fn fits(&self, before: &Line, line: &Line) -> bool {
        self.lines.len() > 2 && self.right - before.area.right > line.first + self.usual.size + self.ragged
    }

    /// Whether a line leaves so much room that no word of prose was too long for it.
    fn is_short(&self, line: &Line) -> bool {
        let part = if ends_low(&line.text) { 3 } else { 6 };
        (self.right - line.area.right) * part > self.right - self.left
    }
}

/// How much more room than their next word takes is left by lines that go on in the next one, which begins with a
/// small letter: nothing where rows are filled. What leaves a third of the column was ended on purpose.
fn ragged(lines: &[Line], usual: Usual, left: Unit, right: Unit) -> Unit {
    let rooms = lines.windows(2).filter_map(|pair| match pair {
        [a, b] if starts_low(&b.text) && ends_low(&a.text) => {
            Some(right - a.area.right - b.first - usual.size)
        }
        _ => None,
    });
    rooms.filter(|room| *room > 0 && *room * 3 < right - left).max().unwrap_or_default()
}

/// For each line, the usual distance from the line before, as lines of its size have it. O(lines²).
fn leads(lines: &[Line]) -> Vec<Unit> {
    let steps: Vec<(Unit, Unit)> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((a.size.min(b.size), b.area.middle() - a.area.middle())),
            _ => None,
        })
        .filter(|(size, step)| *step < size * 3)
        .collect();
    let lead = |line: &Line| {
        let alike = steps.iter().filter(|(size, _)| (size - line.size).abs() * 100 < line.size * 8);
        match median(alike.map(|(_, step)| *step)) {
            0 => line.size * 5 / 4,
            lead => lead.min(line.size * 5 / 2),
        }
    };
    lines.iter().map(lead).collect()
}

/// The place at which most lines begin, give or take `near`; of several, the one further out.
fn edge(lefts: impl Iterator<Item = Unit>, near: Unit) -> Unit {
    let mut lefts: Vec<Unit> = lefts.collect();
    lefts.sort_unstable();
    let (mut best, mut most, mut from) = (lefts.first().copied().unwrap_or_default(), 0, 0);
    for (i, left) in lefts.iter().enumerate() {
        while lefts.get(from).is_some_and(|first| left - first > near) {
            from += 1;
        }
        if i + 1 - from > most {
            (most, best) = (i + 1 - from, lefts.get(from).copied().unwrap_or_default());
        }
    }
    // Lines set in may outnumber those that are not, in a list of sources or of short paragraphs.
    let first = lefts.first().copied().unwrap_or_default();
    let outside = lefts.iter().filter(|left| **left - first <= near).count();
    if best > first && outside * 4 >= most { first } else { best }
}

/// Whether a line begins as a note at the foot of a page does.
fn is_note(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=3).contains(&digits)
        && text.get(digits..).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['.', ')']).trim_start();
            rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '«' | '(' | '‘'))
        });
    let bracketed = text.starts_with('[') && item(text).is_some();
    numbered || bracketed || text.starts_with(['*', '∗', '†', '‡', '§'])
}

/// Whether a line begins with the number of a section within another, and words after it: `3.2 mc`.
fn is_numbered(text: &str) -> bool {
    let Some((number, words)) = text.split_once(' ') else { return false };
    let mut parts = number.trim_end_matches('.').split('.');
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    number.contains('.')
        && parts.clone().count() >= 2
        && parts.all(digits)
        && words.trim_start().starts_with(char::is_alphabetic)
}

/// Whether a line leads over dots to a page number, as tables of contents have it.
pub(super) fn is_leader(text: &str) -> bool {
    (text.contains(". . .") || text.contains("....")) && text.ends_with(|c: char| c.is_alphanumeric())
}

fn starts_low(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether a line ends with a word in small letters and no stop.
fn ends_low(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    word.starts_with(char::is_lowercase) && word.ends_with(char::is_lowercase)
}

fn starts_sentence(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

fn starts_entry(text: &str) -> bool {
    text.starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || matches!(c, '[' | '(' | '“' | '"' | '—' | '–' | '_')
    })
}
