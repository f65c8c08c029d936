//! A short text in rows of words, for lists and sheets; what is read is laid out by [`super::layout`].

use super::{grapheme, joint};

/// The beginning of a text, at most so many bytes.
pub fn head(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes { text } else { text.get(..grapheme::floor(text, bytes).0).unwrap_or_default() }
}

/// A text on one line: a space for each run of white space, and none at its ends nor where a line end parts nothing.
pub fn one_line(text: &str) -> String {
    let text = joint::joined(text);
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The beginning of a text on one line, at most so many cells and `…` where it is cut, after a word as
/// [`clipped`] does. Looks at no more than may show, whatever the length.
pub fn excerpt(text: &str, cells: usize) -> String {
    let text = text.trim();
    let seen = head(text, (cells + 1) * 64);
    let line = one_line(seen);
    let shown = if seen.len() < text.len() || grapheme::str_width(&line) > cells {
        clipped(&line, cells)
    } else {
        return line;
    };
    format!("{}…", shown.trim_end())
}

/// As much of the beginning of a row as so many cells hold: whole words, unless they would leave half of
/// it empty.
pub fn clipped(row: &str, cells: usize) -> &str {
    let cut = grapheme::clip(row, cells);
    let is_within = row.get(cut.len()..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
    let words = cut.rfind(char::is_whitespace).and_then(|at| cut.get(..at)).map(str::trim_end);
    match words {
        Some(words) if is_within && 2 * grapheme::str_width(words) >= cells => words,
        _ => cut.trim_end(),
    }
}

/// Text cut into rows of at most `width` cells by words, at most `most` rows; the last ends in `…`
/// if there is more. Line ends are kept.
pub fn flow(text: &str, width: u16, most: usize) -> Vec<String> {
    let width = usize::from(width.max(1));
    let mut rows: Vec<String> = Vec::new();
    // Only so much can show: a note of any length costs no more.
    let text = head(text, width * (most + 1) * 64);
    for line in text.lines() {
        let mut row = String::new();
        for word in line.split_whitespace() {
            let mut word = word;
            let fits = |row: &str, word: &str| {
                let gap = usize::from(!row.is_empty());
                grapheme::str_width(row) + gap + grapheme::str_width(word) <= width
            };
            if !fits(&row, word) && !row.is_empty() {
                rows.push(std::mem::take(&mut row));
            }
            while grapheme::str_width(word) > width {
                let head = grapheme::clip(word, width);
                if head.is_empty() {
                    break;
                }
                rows.push(head.to_owned());
                word = word.get(head.len()..).unwrap_or_default();
            }
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
        rows.push(row);
        if rows.len() > most {
            break;
        }
    }
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            *last = format!("{}…", clipped(last, width.saturating_sub(1)));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_with_a_word_where_little_is_lost() {
        assert_eq!(excerpt("  one two\n three", 20), "one two three");
        assert_eq!(excerpt("one two three", 10), "one two…");
        assert_eq!(excerpt("情報\n機関 の\nword", 20), "情報機関 の word");
        assert_eq!(excerpt("one incomprehensible", 10), "one incomp…");
        assert_eq!(excerpt(&"a\n\n".repeat(1_000), 5), "a a a…");
    }

    #[test]
    fn text_flows_by_words_and_says_when_there_is_more() {
        assert_eq!(flow("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(flow("one two three", 7, 1), ["one…"]);
        assert_eq!(flow("one two three", 8, 1), ["one two…"]);
        // Words are cut where little else would be left.
        assert_eq!(flow("a longer word", 8, 1), ["a longe…"]);
        assert_eq!(flow("abcdefghij", 4, 5), ["abcd", "efgh", "ij"]);
        assert_eq!(flow("漢字漢字", 3, 9), ["漢", "字", "漢", "字"]);
        assert_eq!(flow("a\n\nb", 4, 9), ["a", "", "b"]);
    }
}
