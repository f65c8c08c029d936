//! Where a row may end: UAX #14 by `unicode_linebreak`, held to cluster boundaries and never
//! before white space, so that white space always hangs; and the same answer for plain ASCII
//! by a look at two bytes.

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
        Some(&byte) => may_part(byte, spaces > 0, after),
        None => may_part(b' ', true, after),
    }
}

/// Whether a line may end between two visible ASCII characters, directly or with spaces between. Without the
/// marks, joiners and flags that ASCII does not have, pairs are all that UAX #14 looks at. A test holds
/// this to be what `unicode_linebreak` says of each pair; to ask that for them is a share of each start.
fn may_part(before: u8, is_spaced: bool, after: u8) -> bool {
    let opens = matches!(after, b'(' | b'[' | b'{');
    if is_spaced {
        let holds_back =
            matches!(after, b' ' | b'!' | b'?' | b')' | b']' | b'}' | b',' | b'.' | b':' | b';' | b'/');
        return match before {
            b'(' | b'[' | b'{' => false,
            b'"' | b'\'' if opens => false,
            _ => !holds_back,
        };
    }
    let signs = matches!(after, b'$' | b'+' | b'\\' | b'%');
    let letters = after.is_ascii_alphabetic()
        || matches!(after, b'#' | b'&' | b'*' | b'<' | b'=' | b'>' | b'@' | b'^' | b'_' | b'`' | b'~');
    let digits = after.is_ascii_digit();
    match before {
        b'!' | b'?' | b'|' => letters || digits || signs || opens,
        b'-' | b'/' => letters || signs || opens,
        b'}' => letters || digits || opens,
        b',' | b'.' | b':' | b';' => signs || opens,
        b'$' | b'+' | b'\\' | b'%' => signs,
        b')' | b']' => opens,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_ascii_part_as_the_rules_say() {
        for before in b' '..=b'~' {
            for after in b' '..=b'~' {
                for spaces in 0..=2 {
                    let text = [&[before][..], &b"  "[..spaces], &[after]].concat();
                    let text = std::str::from_utf8(&text).expect("ASCII");
                    let at = text.len() - 1;
                    let by_rule = linebreaks(text).any(|(found, _)| found == at);
                    // White space is never parted from what stands before it, so nobody asks.
                    let asked = after != b' ' || before == b' ';
                    assert!(!asked || may_break(text.as_bytes(), at) == by_rule, "{text:?}");
                }
            }
        }
    }
}
