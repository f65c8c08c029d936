//! Text of several kinds flowed into rows, for passages within what surrounds them and for marked
//! words in a line of results.

use crate::text::joint::joined;
use crate::text::{Offset, clipped, grapheme};

/// A text on one line: runs of white space are one space, also at its ends, but for line ends that part nothing.
pub fn line_of(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in joined(text).chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

/// As much of the end of a text as `width` cells hold, from a word on, with `…` where it is cut.
pub fn last_words(text: &str, width: usize) -> String {
    let line = line_of(text.trim_start());
    if grapheme::str_width(&line) <= width {
        return line;
    }
    let mut from = line.len();
    let mut taken = 1;
    while from > 0 {
        let before = grapheme::prev(&line, Offset(from)).0;
        taken += grapheme::str_width(line.get(before..from).unwrap_or_default());
        if taken > width {
            break;
        }
        from = before;
    }
    let tail = line.get(from..).unwrap_or_default();
    if line.get(..from).is_some_and(|before| before.ends_with(' ')) {
        return format!("…{tail}");
    }
    let word = tail.find(' ').map_or(tail, |at| tail.get(at + 1..).unwrap_or_default());
    format!("…{}", if word.trim().is_empty() { tail } else { word })
}

/// Runs on one line flowed into rows of at most `width` cells by words, at most `most` rows; the
/// last ends in `…` if there is more.
pub fn rows<T: Copy + PartialEq>(runs: &[(String, T)], width: u16, most: usize) -> Vec<Vec<(String, T)>> {
    let width = usize::from(width.max(1));
    let mut rows: Vec<Vec<(String, T)>> = Vec::new();
    let mut row: Vec<(String, T)> = Vec::new();
    let mut used = 0;
    for word in words(runs) {
        let cells: usize = word.iter().map(|(text, _)| grapheme::str_width(text.trim_end())).sum();
        if used > 0 && used + cells > width {
            rows.push(ended(std::mem::take(&mut row)));
            used = 0;
        }
        if rows.len() > most {
            break;
        }
        for (mut text, kind) in word {
            // A word longer than a row goes on in the next.
            while used + grapheme::str_width(text.trim_end()) > width {
                // The spaces before it may reach beyond the row.
                let head = grapheme::clip(&text, width.saturating_sub(used)).to_owned();
                if head.is_empty() && used == 0 {
                    break;
                }
                text.drain(..head.len());
                row.push((head, kind));
                rows.push(ended(std::mem::take(&mut row)));
                used = 0;
                if rows.len() > most {
                    break;
                }
            }
            used += grapheme::str_width(&text);
            match row.last_mut() {
                Some((last, before)) if *before == kind => last.push_str(&text),
                _ => row.push((text, kind)),
            }
        }
    }
    if !row.is_empty() {
        rows.push(ended(row));
    }
    if rows.len() > most {
        rows.truncate(most);
        let Some(row) = rows.last_mut() else { return rows };
        let used: usize = row.iter().map(|(text, _)| grapheme::str_width(text)).sum();
        if let Some((text, _)) = row.last_mut() {
            let before = used - grapheme::str_width(text);
            let whole = text.trim_end();
            let room = width.saturating_sub(before + 1);
            *text = format!("{}…", clipped(whole, room));
        }
    }
    rows
}

/// A row without the space after its last word, which would stick out of a full row.
fn ended<T>(mut row: Vec<(String, T)>) -> Vec<(String, T)> {
    while let Some((text, _)) = row.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        row.pop();
    }
    row
}

/// The words of some runs with the space after each; one may be of several kinds.
fn words<T: Copy>(runs: &[(String, T)]) -> Vec<Vec<(String, T)>> {
    let mut words: Vec<Vec<(String, T)>> = Vec::new();
    let mut ended = true;
    for (text, kind) in runs {
        for part in text.split_inclusive(' ') {
            match words.last_mut() {
                Some(word) if !ended || part == " " => word.push((part.to_owned(), *kind)),
                _ => words.push(vec![(part.to_owned(), *kind)]),
            }
            ended = part.ends_with(' ');
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn flowed(runs: &[(&str, char)], width: u16, most: usize) -> Vec<String> {
        let runs: Vec<(String, char)> = runs.iter().map(|(text, kind)| ((*text).to_owned(), *kind)).collect();
        let row = |row: Vec<(String, char)>| {
            let parts: Vec<String> = row.iter().map(|(text, kind)| format!("{kind}[{text}]")).collect();
            parts.concat()
        };
        rows(&runs, width, most).into_iter().map(row).collect()
    }

    #[test]
    fn kinds_go_on_over_rows_and_part_no_word() {
        assert_eq!(flowed(&[("one two ", 'a'), ("three", 'b')], 8, 5), ["a[one two]", "b[three]"]);
        assert_eq!(
            flowed(&[("one (t", 'a'), ("wo) three", 'b')], 8, 5),
            ["a[one]", "a[(t]b[wo)]", "b[three]"]
        );
        assert_eq!(flowed(&[("one two three", 'a')], 7, 1), ["a[one…]"]);
        assert_eq!(flowed(&[("abcdefghij k", 'a')], 4, 5), ["a[abcd]", "a[efgh]", "a[ij k]"]);
        assert_eq!(flowed(&[("漢字漢字", 'a')], 3, 9), ["a[漢]", "a[字]", "a[漢]", "a[字]"]);
        assert_eq!(flowed(&[("漢", 'a')], 1, 9), ["a[漢]"]);
        assert_eq!(flowed(&[], 9, 9), [] as [String; 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_row_is_wider_than_there_is_room(
            runs in prop::collection::vec(("( {1,30}|[a-z]{1,20}|漢{1,9}|e\u{301}){0,9}", any::<bool>()), 0..5),
            width in 2_u16..20,
            most in 1_usize..9,
        ) {
            let rows = rows(&runs, width, most);
            prop_assert!(rows.len() <= most);
            for row in rows {
                let cells: usize = row.iter().map(|(text, _)| grapheme::str_width(text)).sum();
                prop_assert!(cells <= usize::from(width), "{row:?}");
            }
        }
    }

    #[test]
    fn the_end_of_a_text_is_cut_at_a_word() {
        assert_eq!(last_words("  one\n two three", 99), "one two three");
        assert_eq!(last_words("one two three", 10), "…two three");
        assert_eq!(last_words("one two three", 9), "…three");
        assert_eq!(last_words("abcdefgh", 4), "…fgh");
    }
}
