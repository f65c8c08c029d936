//! Lines to blocks: a line is a paragraph, unless the text is hard-wrapped.

use unicode_width::UnicodeWidthChar;

use super::super::builder::Piece;
use super::super::furniture;
use super::Placed;
use crate::model::BlockKind;

/// Lines of this many cells or more do not come from a hard wrap.
const WRAP: usize = 90;
/// Where nearly every line is as full as it can be, lines of less than so many cells do.
const WIDE: usize = 133;
/// Line ends from which on it can be told whether lines are full.
const FEWEST: usize = 6;
/// Bytes of what a page's menu or button says: longer lines are not asked for it, as most of a long text are such.
const BUTTON: usize = 48;
/// Lines that are looked at to tell whether a text is hard-wrapped.
const SAMPLE: usize = 20_000;

/// The blocks of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Placed> {
    let wrapped = is_hard_wrapped(text);
    let mut found = Vec::new();
    let mut lines = text.split('\n').map(str::trim_end).peekable();
    let mut run = 0;
    while lines.peek().is_some() {
        while lines.next_if(|line| line.is_empty()).is_some() {}
        let mut block: Vec<&str> = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.is_empty()) {
            block.push(line);
        }
        if wrapped && !is_of_page(&block) {
            wrapped_run(&block, run, &mut found);
        } else {
            loose_run(&block, run, &mut found);
        }
        run += 1;
    }
    lists(&mut found);
    found
}

/// Whether lines in a run are those of a page, such as its menu and buttons, of which each stands for itself.
fn is_of_page(block: &[&str]) -> bool {
    let is_brief = |line: &str| line.len() <= BUTTON;
    let is_known = |line: &&&str| is_brief(line) && furniture::is_known(line);
    block.first().is_some_and(|line| is_brief(line) && furniture::is_certain(line))
        || block.iter().filter(is_known).nth(1).is_some()
}

/// Whether nearly all lines are short, and some stand in runs: one paragraph over several lines.
pub(in crate::import) fn is_hard_wrapped(text: &str) -> bool {
    let (mut lines, mut short, mut bytes, mut short_bytes) = (0, 0, 0, 0);
    // Within runs: line ends where a sentence goes on, and all.
    let (mut inner, mut broken, mut runs) = (0, 0, 0);
    let mut before: Option<&str> = None;
    for line in text.split('\n').map(str::trim_end).take(SAMPLE) {
        if line.is_empty() {
            before = None;
            continue;
        }
        lines += 1;
        bytes += line.len();
        if is_short(line) {
            short += 1;
            short_bytes += line.len();
        }
        match before {
            Some(before) => {
                inner += 1;
                let stops = |c: char| matches!(c, '.' | '!' | '?' | ':' | '…' | '"' | '”' | '。');
                broken += usize::from(!before.ends_with(stops));
            }
            None => runs += 1,
        }
        before = Some(line);
    }
    let is_narrow = short * 20 >= lines * 19 && short_bytes * 5 >= bytes * 4;
    if inner == 0 || !is_narrow && !is_filled(text) {
        return false;
    }
    // One run without a blank line may be a list of short paragraphs as well.
    if runs > 1 { broken * 3 >= inner } else { broken * 2 > inner }
}

/// Whether nearly all lines are nearly as long as the longest, but for the last of each run: each ends where the first
/// word of the next found no room, and many go on with a small letter, as those of a table or a log do not.
/// Paragraphs and entries of a list, a line each, do not happen to be so.
fn is_filled(text: &str) -> bool {
    let cells = |text: &str| text.chars().take(WIDE).map(|c| c.width().unwrap_or(0)).sum::<usize>();
    let lines = || text.split('\n').map(str::trim_end).take(SAMPLE);
    let mut widths: Vec<usize> = lines().map(cells).filter(|width| *width > 0).collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    // A line with a long address may be longer than all others.
    let Some(width) = widths.get(widths.len() / 20).copied().filter(|width| *width < WIDE) else {
        return false;
    };
    let (mut all, mut full, mut small) = (0, 0, 0);
    for (line, next) in lines().zip(lines().skip(1)).filter(|(a, b)| !a.is_empty() && !b.is_empty()) {
        let word = next.split_whitespace().next().unwrap_or_default();
        let begins = next.chars().find(|c| c.is_alphanumeric());
        all += 1;
        full += usize::from(cells(line) + 1 + cells(word) > width);
        small += usize::from(begins.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase()));
    }
    all >= FEWEST && full * 5 >= all * 4 && small * 3 >= all
}

fn is_short(line: &str) -> bool {
    if line.len() < WRAP {
        return true;
    }
    let mut cells = 0;
    for c in line.chars().take(WRAP * 8) {
        cells += c.width().unwrap_or(0);
        if cells >= WRAP {
            return false;
        }
    }
    line.len() < WRAP * 32
}

/// Each line of a run is a block.
fn loose_run(block: &[&str], run: usize, found: &mut Vec<Placed>) {
    let mut lines = block.iter().peekable();
    while let Some(line) = lines.next() {
        let piece = if let Some((depth, words)) = quoted(line) {
            let mut all = vec![words];
            while let Some((_, words)) =
                lines.peek().and_then(|next| quoted(next)).filter(|(next, _)| *next == depth)
            {
                all.push(words);
                lines.next();
            }
            Piece::new(BlockKind::Quotation, depth - 1, all.join("\n"))
        } else {
            Piece::new(BlockKind::Paragraph, 0, line.trim())
        };
        found.push(Placed { piece, run });
    }
}

/// A run is a block, but for list items and quotations in it.
fn wrapped_run(block: &[&str], run: usize, found: &mut Vec<Placed>) {
    let indent =
        block.iter().map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or_default();
    let mut current: Option<(Option<u8>, Vec<&str>)> = None;
    let mut parts: Vec<(Option<u8>, Vec<&str>)> = Vec::new();
    for line in block {
        let (quote, words) = match quoted(line) {
            Some((depth, words)) => (Some(depth), words),
            None => (None, line.get(indent..).unwrap_or(line)),
        };
        match &mut current {
            Some((same, lines)) if *same == quote && marker(words.trim_start()).is_none() => {
                lines.push(words);
            }
            _ => parts.extend(current.replace((quote, vec![words]))),
        }
    }
    parts.extend(current);
    for (quote, lines) in parts {
        let text = lines.join("\n");
        let piece = match quote {
            Some(depth) => Piece::new(BlockKind::Quotation, depth - 1, text),
            None => Piece::new(BlockKind::Paragraph, 0, text.trim()),
        };
        found.push(Placed { piece, run });
    }
}

/// How deep a line is quoted, from 1, and its words; marks as mail has them (`> `, `>> `).
fn quoted(line: &str) -> Option<(u8, &str)> {
    let mut rest = line.trim_start();
    let mut depth = 0_u8;
    while let Some(inner) = rest.strip_prefix('>') {
        depth = depth.saturating_add(1);
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    // `>` without a space after it is rather an arrow or a prompt.
    let spaced = line.trim_start().trim_start_matches('>');
    (depth > 0 && (spaced.is_empty() || spaced.starts_with([' ', '>']))).then_some((depth, rest))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    /// A sign with a space, of so many bytes.
    Sign(char, usize),
    Number(u32),
}

/// The mark of a list item that a text begins with.
fn marker(text: &str) -> Option<Marker> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if matches!(first, '-' | '*' | '•' | '‣' | '◦') {
        let rest = chars.as_str();
        let words = rest.trim_start_matches([' ', '\t']);
        return (rest.len() > words.len() && !words.is_empty())
            .then(|| Marker::Sign(first, text.len() - words.len()));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.get(digits..)?;
    let spaced = after.starts_with(". ") || after.starts_with(") ");
    (matches!(digits, 1..=3) && spaced)
        .then(|| text.get(..digits)?.parse().ok())
        .flatten()
        .map(Marker::Number)
}

/// Items are taken for a list where at least two stand together: signs alike, or numbers that
/// count on. A bullet needs no neighbour. A sign goes, as the reader draws it; a number stays.
fn lists(found: &mut [Placed]) {
    let marks: Vec<Option<Marker>> = found
        .iter()
        .map(|p| (p.piece.kind == BlockKind::Paragraph).then(|| marker(&p.piece.text)).flatten())
        .collect();
    let goes_on = |a: Option<Marker>, b: Option<Marker>| match (a, b) {
        (Some(Marker::Sign(a, _)), Some(Marker::Sign(b, _))) => a == b,
        (Some(Marker::Number(a)), Some(Marker::Number(b))) => a.checked_add(1) == Some(b),
        _ => false,
    };
    for (at, placed) in found.iter_mut().enumerate() {
        let mark = marks.get(at).copied().flatten();
        let before = at.checked_sub(1).and_then(|i| marks.get(i).copied().flatten());
        let after = marks.get(at + 1).copied().flatten();
        let bullet = matches!(mark, Some(Marker::Sign('•' | '‣' | '◦', _)));
        if !bullet && !goes_on(before, mark) && !goes_on(mark, after) {
            continue;
        }
        placed.piece.kind = BlockKind::ListItem;
        if let Some(Marker::Sign(_, length)) = mark {
            placed.piece.text.drain(..length);
        }
    }
}
