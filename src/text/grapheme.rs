//! Clusters: what a reader takes for one character, and how many cells it has.
//!
//! Boundaries are those of UAX #29, found around a place without looking at the rest of the text:
//! a question costs the same in a page and in a line of 100 MB. Where the rules would have to look
//! back without end (thousands of combining marks on one letter, a mile of flags) they see a
//! bounded stretch, and a cluster is cut at 512 bytes or a little over. The answer depends on the
//! text and the place alone, never on where one came from.

use unicode_segmentation::GraphemeCursor;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Offset;

/// Bytes of the grid that bounds how far back the rules look (one to two steps of it) and where
/// clusters without end are cut. A multiple of 8, so that flags (pairs of 4 bytes) keep in step.
const GRID: usize = 256;

/// Whether a cluster begins at the place, or the text ends there.
pub fn is_boundary(text: &str, at: Offset) -> bool {
    is_boundary_from(text, 0, at)
}

/// The same of a stretch that begins at byte `start` of the whole text, with some hundred bytes before the place;
/// the place is one of the stretch. Its own ends count as boundaries.
pub fn is_boundary_from(text: &str, start: usize, at: Offset) -> bool {
    let at = at.0;
    if at == 0 || at == text.len() {
        return true;
    }
    text.is_char_boundary(at) && (natural(text, start, at) || forced(text, start, at))
}

/// The nearest boundary at or before a byte; a byte past the end counts as the end.
pub fn floor(text: &str, byte: usize) -> Offset {
    let mut at = char_floor(text, byte);
    while !is_boundary(text, Offset(at)) {
        at = char_floor(text, at.saturating_sub(1));
    }
    Offset(at)
}

/// The first boundary after the place, at most the end of the text.
pub fn next(text: &str, at: Offset) -> Offset {
    let mut at = at.0;
    loop {
        at = char_ceil(text, at.saturating_add(1));
        if is_boundary(text, Offset(at)) {
            return Offset(at);
        }
    }
}

/// The last boundary before the place, at least 0.
pub fn prev(text: &str, at: Offset) -> Offset {
    if at.0 > text.len() { floor(text, text.len()) } else { floor(text, at.0.saturating_sub(1)) }
}

/// The clusters of a stretch, each with the place in `text` where it begins. The stretch begins
/// and ends on boundaries; what lies outside the text is left out.
pub fn clusters(text: &str, from: Offset, to: Offset) -> Clusters<'_> {
    Clusters { text, at: from.0, end: to.0.min(text.len()) }
}

/// See [`clusters`].
#[derive(Debug, Clone)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (Offset, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let end = match self.text.as_bytes().get(start..start + 2) {
            // Most text, so it is not asked about at length.
            Some(&[a, b]) if a < 0x80 && b < 0x80 && (a, b) != (b'\r', b'\n') => start + 1,
            _ => next(self.text, Offset(start)).0.min(self.end),
        };
        self.at = end;
        self.text.get(start..end).map(|cluster| (Offset(start), cluster))
    }
}

/// Cells of one cluster, as many as a terminal that is in use may need to show all of it: 0 for a control
/// character and for what has no width of its own, 2 for wide ones, else 1. What is made of several characters
/// may have more: terminals that take characters one by one give a vowel sign of India or the colour of a hand
/// cells of its own, and what follows is not to be drawn over them. TAB is laid out by `layout`; here it
/// is a control.
pub fn width(cluster: &str) -> usize {
    let mut chars = cluster.chars();
    match (chars.next(), chars.as_str()) {
        (Some(c), _) if c.is_control() => 0,
        (Some(c), "") if c.is_ascii() => 1,
        (_, "") => cluster.width(),
        _ => cluster.width().max(cluster.chars().map(alone).sum()),
    }
}

/// Whether a cluster is made of marks that have no letter to stand on.
pub fn is_bare(cluster: &str) -> bool {
    cluster.width() == 0
}

/// The cells that a terminal gives a character of a cluster that takes characters one by one. Most of them go by
/// the C library, which has the marks that stand beside a letter (general category Mc) in a cell; the tables
/// used here have those in none that no letter goes without.
fn alone(c: char) -> usize {
    let own = c.width().unwrap_or(0);
    if own > 0 || c < '\u{605}' {
        return own;
    }
    match c {
        '\u{302e}' | '\u{302f}' | '\u{16ff0}' | '\u{16ff1}' => 2,
        _ if BESIDE.contains(&c) => 1,
        _ => 0,
    }
}

/// Characters of no width by our tables that have one by the C library's, in order of their scripts.
const BESIDE: &[char] = &[
    '\u{605}', '\u{70f}', '\u{890}', '\u{891}', '\u{8e2}', '\u{9be}', '\u{9d7}', '\u{b3e}', '\u{b57}',
    '\u{bbe}', '\u{bd7}', '\u{cc0}', '\u{cc2}', '\u{cc7}', '\u{cc8}', '\u{cca}', '\u{ccb}', '\u{cd5}',
    '\u{cd6}', '\u{d3e}', '\u{d4e}', '\u{d57}', '\u{dcf}', '\u{ddf}', '\u{1715}', '\u{1734}', '\u{1b35}',
    '\u{1b3b}', '\u{1b3d}', '\u{1b43}', '\u{1b44}', '\u{1baa}', '\u{1bf2}', '\u{1bf3}', '\u{a8fa}',
    '\u{a953}', '\u{a9c0}', '\u{111c0}', '\u{111c2}', '\u{111c3}', '\u{11235}', '\u{1133e}', '\u{1134d}',
    '\u{11357}', '\u{114b0}', '\u{114bd}', '\u{115af}', '\u{116b6}', '\u{11930}', '\u{1193d}', '\u{1193f}',
    '\u{11941}', '\u{11a84}', '\u{11a85}', '\u{11a86}', '\u{11a87}', '\u{11a88}', '\u{11a89}', '\u{11d46}',
    '\u{1d165}', '\u{1d166}', '\u{1d16d}', '\u{1d16e}', '\u{1d16f}', '\u{1d170}', '\u{1d171}', '\u{1d172}',
];

/// Cells of a string: those of its clusters together.
pub fn str_width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    clusters(text, Offset(0), Offset(text.len())).map(|(_, cluster)| width(cluster)).sum()
}

/// The end of a text that fits in so many cells, whole clusters.
pub fn clip_start(text: &str, cells: usize) -> &str {
    let mut from = text.len();
    let mut taken = 0;
    while from > 0 {
        let before = prev(text, Offset(from)).0;
        taken += str_width(text.get(before..from).unwrap_or_default());
        if taken > cells {
            break;
        }
        from = before;
    }
    text.get(from..).unwrap_or_default()
}

/// The longest beginning of a string, in whole clusters, that has at most so many cells.
pub fn clip(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (start, cluster) in clusters(text, Offset(0), Offset(text.len())) {
        used += width(cluster);
        if used > cells {
            return text.get(..start.0).unwrap_or_default();
        }
    }
    text
}

/// The most cells that a terminal may give a cluster, where terminals do not agree: on sequences of
/// several characters, on wide ones outside the scripts of East Asia, and on signs that are wide
/// where such a script is at home. So are Greek and Cyrillic letters, but nobody could read them.
/// `None` where all agree.
pub fn disputed(cluster: &str) -> Option<usize> {
    if cluster.is_ascii() {
        return None;
    }
    let mut chars = cluster.chars();
    let (first, rest) = (chars.next()?, chars.as_str());
    if rest.is_empty() {
        let most = cells_at_most(first);
        let agreed = if first.is_alphabetic() { cluster.width() == 1 } else { most == 1 };
        let is_settled = agreed || (cluster.width() == 2 && stands_alone(first));
        return (!is_settled).then_some(most);
    }
    Some(cluster.chars().map(cells_at_most).sum())
}

/// The most cells that a terminal may give a character by itself. The letters of a flag are signs two cells
/// wide where they are not joined.
fn cells_at_most(c: char) -> usize {
    if matches!(c, '\u{1f1e6}'..='\u{1f1ff}') { 2 } else { c.width_cjk().unwrap_or(0).max(1) }
}

/// The nearest character boundary at or before a byte, at most the end of the text.
pub fn char_floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest character boundary at or after a byte, at most the end of the text.
pub(super) fn char_ceil(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Whether UAX #29 has a boundary at a byte inside the text, on a character boundary.
fn natural(text: &str, start: usize, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    if let (Some(&a), Some(&b)) = (before.as_bytes().last(), after.as_bytes().first())
        && a < 0x80
        && b < 0x80
    {
        return (a, b) != (b'\r', b'\n');
    }
    let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else { return true };
    if stands_alone(a) && stands_alone(b) {
        return true;
    }
    let line = ((start + at) / GRID).saturating_sub(1) * GRID;
    let from = char_ceil(text, line.saturating_sub(start));
    let around = text.get(from..at + b.len_utf8()).unwrap_or_default();
    GraphemeCursor::new(at - from, around.len(), true).is_boundary(around, 0).unwrap_or(true)
}

/// Whether a cluster that has lasted for a whole step of the grid is cut here.
fn forced(text: &str, start: usize, at: usize) -> bool {
    let line = ((start + at) / GRID * GRID).saturating_sub(start);
    if line == 0 || char_ceil(text, line) != at {
        return false;
    }
    let mut back = char_floor(text, at - 1);
    while back + GRID > at {
        if back == 0 || natural(text, start, back) {
            return false;
        }
        back = char_floor(text, back - 1);
    }
    true
}

/// Characters that never join another of their kind: a short cut for the scripts read most.
fn stands_alone(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'       // Latin
        | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{58f}'              // Greek, Cyrillic, Armenian
        | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}'              // Hebrew, Arabic letters
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'          // punctuation
        | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' // kana
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}') // Han, Hangul, full width
}

#[cfg(test)]
pub(super) mod tests;
