//! Strings from elsewhere, made fit for a terminal: the one way through which foreign text goes
//! to the screen and to standard output. What would drive the terminal or turn the order of its
//! cells about (control characters, escape sequences, bidirectional controls, line separators),
//! and format characters that would not be seen at all, becomes a sign of one cell.

use std::borrow::Cow;

use super::{grapheme, joint};

/// The sign for a character that must not reach a terminal, or `None` for one that may.
/// LF and TAB get a sign too: who keeps them decides before asking.
pub fn sign(c: char) -> Option<char> {
    Some(match c {
        // The control pictures lie in the order of the controls.
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c))?,
        '\x7f' => '␡',
        '\u{85}' | '\u{2028}' => '␤',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        '\u{2029}' => '¶',
        // Marks, embeddings and isolates: an arrow where they point; overrides: a triple one.
        '\u{200e}' | '\u{202a}' | '\u{2066}' => '⇨',
        '\u{200f}' | '\u{61c}' | '\u{202b}' | '\u{2067}' => '⇦',
        '\u{202d}' => '⇛',
        '\u{202e}' => '⇚',
        '\u{2068}' => '⇄',
        '\u{202c}' | '\u{2069}' => '⇥',
        // A soft hyphen, as dictionaries part syllables.
        '\u{ad}' => '‧',
        // Format characters without a width: zero width space, word joiner, byte order mark, …
        '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{feff}'
        | '\u{180e}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0001}' => '¦',
        _ => return None,
    })
}

/// A string of several lines as it may go to a terminal: LF and TAB stay, everything else that
/// has a [`sign`] becomes it. Borrowed where there is nothing to do.
pub fn visible(text: &str) -> Cow<'_, str> {
    replace(text, |c| if matches!(c, '\n' | '\t') { None } else { sign(c) })
}

/// A string as it may stand on one line of a terminal: LF and TAB become a space (CR LF one), but for line ends
/// that part nothing, and everything else that has a [`sign`] becomes it. Borrowed where there is nothing to do.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    let on_one_line = |c| if matches!(c, '\n' | '\t') { Some(' ') } else { sign(c) };
    if text.contains("\r\n") {
        return Cow::Owned(replace(&joint::joined(&text.replace("\r\n", "\n")), on_one_line).into_owned());
    }
    match joint::joined(text) {
        Cow::Borrowed(text) => replace(text, on_one_line),
        Cow::Owned(text) => Cow::Owned(replace(&text, on_one_line).into_owned()),
    }
}

fn replace(text: &str, sign: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) || text.chars().all(|c| sign(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| sign(c).unwrap_or(c)).collect())
}

/// How one cluster is drawn in a grid of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    /// What to draw: free of anything that has a [`sign`], and `width` cells wide.
    pub text: Cow<'a, str>,
    /// Cells, at least 1 but for what a layout gives none.
    pub width: usize,
    /// Whether it stands for something that could not be drawn as it is.
    pub sign: bool,
}

/// Bytes of a cluster that are drawn at most: no emoji sequence has more, heaps of marks do.
const DRAWN: usize = 64;

/// How one cluster is drawn: itself, a sign for what cannot be, a dotted circle under marks that
/// have no letter to stand on. LF is a space; TAB is left to the layout, here it is a space too.
pub fn shown(cluster: &str) -> Shown<'_> {
    let plain = |text| Shown { text: Cow::Borrowed(text), width: 1, sign: false };
    match cluster {
        "\n" | "\t" | "\r\n" => return plain(" "),
        _ if cluster.len() == 1 && cluster.bytes().all(|byte| (b' '..=b'~').contains(&byte)) => {
            return plain(cluster);
        }
        _ => {}
    }
    if let Some(sign) = cluster.chars().next().and_then(sign) {
        return Shown { text: Cow::Owned(sign.to_string()), width: 1, sign: true };
    }
    let drawn = if cluster.len() <= DRAWN {
        cluster
    } else {
        cluster.get(..grapheme::char_floor(cluster, DRAWN)).unwrap_or_default()
    };
    if grapheme::is_bare(drawn) {
        let text = format!("◌{drawn}");
        return Shown { width: grapheme::width(&text), text: Cow::Owned(text), sign: true };
    }
    Shown { text: Cow::Borrowed(drawn), width: grapheme::width(drawn), sign: false }
}

/// Cells of a cluster as [`shown`] draws it, at least 1.
pub fn cells(cluster: &str) -> usize {
    match cluster.as_bytes() {
        [_] => 1,
        _ if cluster.len() > DRAWN || grapheme::is_bare(cluster) => shown(cluster).width,
        _ if cluster.chars().next().and_then(sign).is_some() => 1,
        _ => grapheme::width(cluster),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clean_text_is_borrowed() {
        for text in ["", "plain", "naïve “漢字” 👩‍👩‍👧‍👦 e\u{301} שלום", "two\nlines\tand a tab"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
        assert!(matches!(visible_line("naïve"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_drives_a_terminal_becomes_a_sign() {
        assert_eq!(visible("\u{1b}[31mred\u{1b}]0;t\u{7}"), "␛[31mred␛]0;t␇");
        assert_eq!(visible("a\rb\0\u{7f}\u{9b}31m\u{85}"), "a␍b␀␡\u{fffd}31m␤");
        assert_eq!(visible("user\u{202e}txt.exe\u{202c}"), "user⇚txt.exe⇥");
        assert_eq!(visible("a\u{2028}b\u{2029}c\u{ad}d\u{feff}"), "a␤b¶c‧d¦");
        assert_eq!(visible_line("a\tb\nc\r\nd\u{1b}"), "a b c d␛");
    }

    #[test]
    fn a_line_end_that_parts_nothing_is_not_seen_on_one_line() {
        assert_eq!(visible_line("昨年の春から\n始まり、NATO\nの話"), "昨年の春から始まり、NATO の話");
        assert_eq!(visible_line("春から\r\n始まり"), "春から始まり");
        assert_eq!(visible("春から\n始まり"), "春から\n始まり");
    }

    #[test]
    fn clusters_are_shown_in_the_cells_they_are_given() {
        for (cluster, text, width, is_sign) in [
            ("a", "a", 1, false),
            ("\n", " ", 1, false),
            ("語", "語", 2, false),
            ("\u{1b}", "␛", 1, true),
            ("\u{202e}", "⇚", 1, true),
            ("\u{301}", "◌\u{301}", 1, true),
            ("\u{200b}", "¦", 1, true),
            ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦", 8, false),
            ("நா", "நா", 2, false),
            ("\u{bbe}", "◌\u{bbe}", 2, true),
        ] {
            let got = shown(cluster);
            assert_eq!((&*got.text, got.width, got.sign), (text, width, is_sign), "{cluster:?}");
            assert_eq!(cells(cluster), width);
        }
        let heap = format!("e{}", "\u{301}".repeat(200));
        assert!(shown(&heap).text.len() <= DRAWN);
    }

    proptest! {
        #[test]
        fn nothing_dangerous_passes(text in any::<String>()) {
            let safe = |c: &char| sign(*c).is_none();
            prop_assert!(visible(&text).chars().all(|c| matches!(c, '\n' | '\t') || safe(&c)));
            prop_assert!(visible_line(&text).chars().all(|c| safe(&c)));
            prop_assert_eq!(visible(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn cells_are_the_width_of_what_is_shown(text in grapheme::tests::any_text()) {
            for (_, cluster) in grapheme::clusters(&text, super::super::Offset(0), super::super::Offset(text.len())) {
                let shown = shown(cluster);
                prop_assert_eq!(shown.width, cells(cluster));
                prop_assert_eq!(grapheme::width(&shown.text), shown.width);
            }
        }
    }
}
