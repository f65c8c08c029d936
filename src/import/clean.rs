//! Characters to canonical characters: what a text may hold so that it can never drive a terminal.
//! Line ends become LF; control characters go; a complete CSI sequence, or an OSC closed on its
//! line, goes whole, and of any other sequence only the control character, so no text is swallowed.
//! Bidirectional controls stay: they belong to the text and are drawn as signs.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::one_line;

/// Code points of words that stand for a title, and those, white space among them, where they are looked for.
const TITLE: usize = 80;
const BEGINNING: usize = 800;

/// `text` with canonical characters; borrowed where it has no others. O(bytes).
pub fn characters(text: &str) -> Cow<'_, str> {
    rewritten(text, |_| {})
}

/// Bytes that were taken over as they are: where they stood, where they stand, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub from: usize,
    pub to: usize,
    pub length: usize,
}

/// The same, with where each of its bytes came from, in order.
pub(super) fn traced(text: &str) -> (Cow<'_, str>, Vec<Stretch>) {
    let mut stretches = Vec::new();
    let clean = rewritten(text, |stretch| stretches.push(stretch));
    (clean, stretches)
}

fn rewritten(text: &str, mut each: impl FnMut(Stretch)) -> Cow<'_, str> {
    let Some(first) = next_dirty(text.as_bytes(), 0) else {
        each(Stretch { from: 0, to: 0, length: text.len() });
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let (mut from, mut at) = (0, first);
    loop {
        each(Stretch { from, to: out.len(), length: at - from });
        out.push_str(text.get(from..at).unwrap_or_default());
        let rest = text.get(at..).unwrap_or_default();
        let Some(c) = rest.chars().next() else { break };
        let (length, instead) = replace(rest, c);
        out.push_str(instead);
        from = at + length;
        let Some(next) = next_dirty(text.as_bytes(), from) else {
            each(Stretch { from, to: out.len(), length: text.len().saturating_sub(from) });
            out.push_str(text.get(from..).unwrap_or_default());
            break;
        };
        at = next;
    }
    Cow::Owned(out)
}

/// Soft hyphen: where a word may be parted at the end of a line, which is no part of the word.
const SOFT_HYPHEN: char = '\u{ad}';

/// `text` without soft hyphens; borrowed where it has none. O(bytes).
pub(super) fn unparted(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), "\u{ad}".as_bytes()).is_some() {
        Cow::Owned(text.replace(SOFT_HYPHEN, ""))
    } else {
        text
    }
}

/// A line of metadata: canonical, runs of white space as one space, none at the ends.
pub(super) fn line(text: &str) -> String {
    one_line(&characters(text))
}

/// The same, or nothing where nothing is left.
pub(super) fn some_line(text: &str) -> Option<String> {
    Some(line(text)).filter(|line| !line.is_empty())
}

/// How a text begins, for a title: whole words where there are such, of up to [`TITLE`] code points, on one
/// line; nothing where no letter ends among them. O(1).
pub(super) fn beginning(text: &str) -> String {
    let end = text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at);
    let start = text.get(..end).unwrap_or_default();
    let line = line(start);
    let Some((end, next)) = line.char_indices().nth(TITLE) else {
        return if start.len() < text.len() && !line.is_empty() { line + "…" } else { line };
    };
    let cut = line.get(..end).unwrap_or_default();
    let words = if next == ' ' { Some(cut) } else { cut.rsplit_once(' ').map(|(words, _)| words) };
    let whole = words.filter(|words| words.chars().count() * 2 >= TITLE).unwrap_or_else(|| {
        let ends = line.grapheme_indices(true).map(|(at, _)| at).take_while(|at| *at <= end);
        line.get(..ends.last().unwrap_or_default()).unwrap_or_default()
    });
    let whole = whole.trim_end_matches([' ', ',', ';', ':', '-', '–', '—']);
    if whole.is_empty() { String::new() } else { format!("{whole}…") }
}

/// The first byte at or after `from` that begins a character which may not stay.
fn next_dirty(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|b| matches!(b, 0..=8 | 11..=31 | 127 | 0xC2 | 0xE2 | 0xEF))?;
        let dirty = match bytes.get(at..)? {
            [0xC2, 0x80..=0x9F, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..] | [0xEF, 0xBB, 0xBF, ..] => true,
            [0xC2 | 0xE2 | 0xEF, ..] => false,
            _ => true,
        };
        if dirty {
            return Some(at);
        }
        at += 1;
    }
}

/// How many bytes of `rest`, which begins with `c`, go, and what comes instead.
fn replace(rest: &str, c: char) -> (usize, &'static str) {
    match c {
        '\r' if rest.as_bytes().get(1) == Some(&b'\n') => (2, "\n"),
        '\r' | '\u{b}' => (1, "\n"),
        '\u{c}' => (1, "\n\n"),
        '\u{85}' | '\u{2028}' | '\u{2029}' => (c.len_utf8(), "\n"),
        '\u{1b}' => {
            let length = match rest.as_bytes().get(1) {
                Some(b'[') => csi(rest, 2),
                Some(b']') => osc(rest, 2),
                _ => None,
            };
            (length.unwrap_or(1), "")
        }
        '\u{9b}' => (csi(rest, 2).unwrap_or(2), ""),
        '\u{9d}' => (osc(rest, 2).unwrap_or(2), ""),
        c => (c.len_utf8(), ""),
    }
}

/// Length in bytes of the complete CSI sequence whose parameters begin at `from` (ECMA-48, 5.4).
fn csi(rest: &str, from: usize) -> Option<usize> {
    let bytes = rest.as_bytes().get(from..)?;
    let parameters = bytes.iter().take_while(|b| (0x30..=0x3F).contains(*b)).count();
    let between = bytes.iter().skip(parameters).take_while(|b| (0x20..=0x2F).contains(*b)).count();
    let end = parameters + between;
    bytes.get(end).filter(|b| (0x40..=0x7E).contains(*b)).map(|_| from + end + 1)
}

/// Length in bytes of the OSC sequence whose words begin at `from`, if it is closed on its line.
/// Another escape within breaks it off, as it does in terminals, so looking for the end is linear.
fn osc(rest: &str, from: usize) -> Option<usize> {
    let body = rest.get(from..)?;
    let (at, c) = body.char_indices().find(|(_, c)| c.is_control())?;
    match c {
        '\u{7}' => Some(from + at + 1),
        '\u{9c}' => Some(from + at + 2),
        '\u{1b}' if body.as_bytes().get(at + 1) == Some(&b'\\') => Some(from + at + 2),
        _ => None,
    }
}

/// The tag of a language as something says it of itself, such as `en-GB`; `None` for what is none, or says
/// that it is not known.
pub(super) fn language(said: &str) -> Option<String> {
    let tag = said.trim().replace('_', "-");
    let fits = tag.split('-').next().is_some_and(|first| matches!(first.len(), 2 | 3))
        && tag.len() <= 16
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    // Some programs write it in capitals.
    let tag = match tag.split_once('-') {
        Some((first, rest)) => format!("{}-{rest}", first.to_ascii_lowercase()),
        None => tag.to_ascii_lowercase(),
    };
    (fits && tag != "und").then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_is_not_copied() {
        assert!(matches!(characters("naïve — “quotes”\n\tشكر 日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn line_ends_become_lf() {
        assert_eq!(characters("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\u{b}g\u{c}h"), "a\nb\nc\nd\ne\nf\ng\n\nh");
    }

    #[test]
    fn sequences_go_whole_only_when_complete() {
        assert_eq!(characters("a\u{1b}[1;31mred\u{1b}[0m"), "ared");
        assert_eq!(characters("a\u{1b}]0;title\u{7}b\u{1b}]8;;x\u{1b}\\c"), "abc");
        assert_eq!(characters("a\u{1b}]0;never closed\nnext"), "a]0;never closed\nnext");
        assert_eq!(characters("a\u{1b}[31\u{e9}"), "a[31\u{e9}");
        assert_eq!(characters("\u{9b}2Jx\u{9d}0;t\u{9c}y\u{9b}"), "xy");
        assert_eq!(characters("\u{1b}P words \u{1b}\\"), "P words \\");
        assert_eq!(characters("a\u{1b}"), "a");
    }

    #[test]
    fn controls_go_and_bidi_stays() {
        assert_eq!(characters("\u{feff}a\0b\u{7f}c\u{80}d\u{202e}e\u{8}"), "abcd\u{202e}e");
    }

    #[test]
    fn every_character_below_a0_is_harmless() {
        for c in '\0'..'\u{a0}' {
            let all = format!("x{c}é");
            let cleaned = characters(&all);
            assert!(cleaned.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()), "{c:?}");
            assert!(cleaned.starts_with('x') && cleaned.ends_with('é'), "{c:?}");
        }
    }

    #[test]
    fn unclosed_sequences_cost_linear_time() {
        let all = "\u{1b}]".repeat(500_000);
        assert_eq!(characters(&all).len(), 500_000);
    }
}
