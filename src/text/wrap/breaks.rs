//! Where a row may end: UAX #14 by `unicode_linebreak`, held to cluster boundaries and never
//! before white space, so that white space always hangs; and the same answer for plain ASCII
//! by a look at two bytes.

use std::sync::LazyLock;

use unicode_linebreak::linebreaks;

use super::super::{Offset, grapheme};

/// Whether a stretch is only visible ASCII, spaces and LF: a byte is a cluster and a cell.
pub fn is_plain_ascii(bytes: &[u8]) -> bool {
    bytes.iter().all(|&byte| byte == b'\n' || (b' '..=b'~').contains(&byte))
}

/// The break opportunities of a stretch in order; the last is its end.
pub fn opportunities(text: &str, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
    let part = text.get(start..end).unwrap_or_default();
    // An LF inside a run of white space lets the row end after the run, whatever follows it.
    let mut after_lf = Vec::new();
    let bytes = part.as_bytes();
    for lf in memchr::memchr_iter(b'\n', bytes) {
        let run = bytes.get(lf..).unwrap_or_default();
        let length = run.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t')).count();
        if after_lf.last() != Some(&(lf + length)) {
            after_lf.push(lf + length);
        }
    }
    let mut after_lf = after_lf.into_iter().peekable();
    let mut found = linebreaks(part).map(|(at, _)| at);
    let mut next_found = found.next();
    let merged = std::iter::from_fn(move || {
        let by_rule = next_found;
        let by_lf = after_lf.peek().copied();
        let at = match (by_rule, by_lf) {
            (Some(a), Some(b)) => a.min(b),
            (a, b) => a.or(b)?,
        };
        if by_rule == Some(at) {
            next_found = found.next();
        }
        if by_lf == Some(at) {
            after_lf.next();
        }
        Some(at)
    });
    merged
        .filter(move |&at| {
            let before_space =
                part.get(at..).and_then(|rest| rest.chars().next()).is_some_and(super::is_space_char);
            at == part.len() || (!before_space && grapheme::is_boundary(text, Offset(start + at)))
        })
        .map(move |at| start + at)
}

/// Whether a row of plain ASCII may end before the byte at `at`, which is neither the first nor
/// white space. Looks back over the white space before it.
pub fn may_break(bytes: &[u8], at: usize) -> bool {
    let Some(&after) = bytes.get(at) else { return true };
    let before = bytes.get(..at).unwrap_or_default();
    let spaces = before.iter().rev().take_while(|&&byte| byte == b' ').count();
    match before.iter().rev().nth(spaces) {
        Some(b'\n') => true,
        Some(&byte) => PAIRS.get(usize::from(spaces > 0), byte, after),
        None => PAIRS.get(1, b' ', after),
    }
}

/// For each pair of ASCII characters whether a line may end between them, directly and with
/// spaces between. Without the marks, joiners and flags that ASCII does not have, pairs are all
/// that UAX #14 looks at.
struct Pairs([[u128; 128]; 2]);

impl Pairs {
    fn get(&self, spaced: usize, before: u8, after: u8) -> bool {
        let row = self.0.get(spaced).and_then(|table| table.get(usize::from(before)));
        row.is_some_and(|bits| bits >> (after & 127) & 1 == 1)
    }
}

static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    let breaks = |pair: &str, at: usize| linebreaks(pair).any(|(found, _)| found == at);
    // Characters of one class behave alike: ask once for each pair of classes.
    let mut classes: Vec<(unicode_linebreak::BreakClass, Vec<char>)> = Vec::new();
    for c in ' '..='~' {
        let class = unicode_linebreak::break_property(u32::from(c));
        match classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, members)) => members.push(c),
            None => classes.push((class, vec![c])),
        }
    }
    let mut tables = [[0_u128; 128]; 2];
    for (_, befores) in &classes {
        for (_, afters) in &classes {
            let (Some(before), Some(after)) = (befores.first(), afters.first()) else { continue };
            let answers = [breaks(&format!("{before}{after}"), 1), breaks(&format!("{before} {after}"), 2)];
            let bits = afters.iter().fold(0, |bits, &c| bits | 1_u128 << (u32::from(c) & 127));
            for (table, _) in tables.iter_mut().zip(answers).filter(|(_, answer)| *answer) {
                for row in befores.iter().filter_map(|&c| usize::try_from(u32::from(c)).ok()) {
                    if let Some(slot) = table.get_mut(row) {
                        *slot |= bits;
                    }
                }
            }
        }
    }
    Pairs(tables)
});
