use proptest::prelude::*;

use super::*;
use crate::text::grapheme::tests::any_text;

fn shape(room: usize) -> Shape {
    Shape { first: room, rest: room, breaks: false, runs_on: false, verbatim: false }
}

fn rows(text: &str, shape: Shape) -> Vec<&str> {
    let starts = wrap(text, Span::new(0, text.len()), shape);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| text.get(start..end).unwrap()).collect()
}

/// Cells of a row without what hangs at its end.
fn ink(row: &str, verbatim: bool) -> usize {
    let row = if verbatim { row.trim_end_matches('\n') } else { row };
    let measured = measure(row, 0, row.len(), 0);
    if verbatim { measured.full } else { measured.ink }
}

#[test]
fn flowing_text_breaks_where_the_rules_allow() {
    for (text, room, want) in [
        ("the quick brown fox", 9, vec!["the quick ", "brown fox"]),
        ("the quick", 3, vec!["the ", "qui", "ck"]),
        ("ab    cd", 3, vec!["ab    ", "cd"]),
        ("well-known (so far), yes", 12, vec!["well-known ", "(so far), ", "yes"]),
        ("well-known", 6, vec!["well-", "known"]),
        ("漢字は。良い", 6, vec!["漢字", "は。良", "い"]),
        ("漢字漢字", 5, vec!["漢字", "漢字"]),
        ("漢", 1, vec!["漢"]),
        ("漢字", 1, vec!["漢", "字"]),
        ("“quoted” text—width dash", 9, vec!["“quoted” ", "text—", "width ", "dash"]),
        ("a\u{a0}b c", 3, vec!["a\u{a0}b ", "c"]),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, vec!["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]),
        ("e\u{301}e\u{301}e\u{301}", 2, vec!["e\u{301}e\u{301}", "e\u{301}"]),
        (
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
            2,
            vec!["\u{1112}\u{1161}\u{11ab}", "\u{1100}\u{1173}\u{11af}"],
        ),
        ("שלום עולם", 5, vec!["שלום ", "עולם"]),
        ("مرحبا بالعالم", 8, vec!["مرحبا ", "بالعالم"]),
        ("soft\nbreak flows", 10, vec!["soft\nbreak ", "flows"]),
        ("soft\nbréak flows", 10, vec!["soft\nbréak ", "flows"]),
        ("a\tb\tc", 6, vec!["a\tb\t", "c"]),
        ("", 5, vec![""]),
        ("   ", 2, vec!["   "]),
        ("x\n", 1, vec!["x\n"]),
    ] {
        assert_eq!(rows(text, shape(room)), want, "{text:?} in {room}");
    }
}

#[test]
fn first_row_has_its_own_room() {
    let shape = Shape { first: 2, ..shape(5) };
    assert_eq!(rows("ab cd ef", shape), ["ab ", "cd ef"]);
    assert_eq!(rows("äb cd ef", shape), ["äb ", "cd ef"]);
}

#[test]
fn line_feeds_end_rows_where_asked() {
    let verse = Shape { breaks: true, ..shape(8) };
    assert_eq!(rows("a line\nand another\n\nend", verse), ["a line\n", "and ", "another\n", "\n", "end"]);
    assert_eq!(rows("tail\n", verse), ["tail\n"]);
    // What is wrapped hangs; each line begins where the first does.
    let hung = Shape { rest: 5, ..verse };
    for head in ["ab cdef ", "äb cdef "] {
        let text = format!("{head}ghi\n{head}ghi");
        assert_eq!(rows(&text, hung), [head, "ghi\n", head, "ghi"]);
    }
}

#[test]
fn verbatim_text_keeps_its_spaces_and_breaks_hard() {
    let code = Shape { verbatim: true, ..shape(8) };
    assert_eq!(rows("  let a = b;\n\tx\n", code), ["  let a ", "= b;\n", "\tx\n"]);
    assert_eq!(rows("12345678\n9", code), ["12345678\n", "9"], "LF takes no room");
    assert_eq!(rows("1234567\t9", code), ["1234567\t", "9"]);
    assert_eq!(rows("漢字漢字漢", code), ["漢字漢字", "漢"]);
    assert_eq!(cells_at("\t", 0), 4);
    assert_eq!(cells_at("\t", 5), 3);
}

fn any_shape() -> impl Strategy<Value = Shape> {
    (1..30_usize, 1..30_usize, any::<bool>(), any::<bool>()).prop_map(|(first, rest, breaks, verbatim)| {
        Shape { first, rest, breaks, runs_on: first % 2 == 0, verbatim }
    })
}

proptest! {
    #[test]
    fn rows_cover_everything_once_and_fit(text in any_text(), lfs in any_text(), shape in any_shape()) {
        let text = format!("{text}\n{lfs}");
        let rows = rows(&text, shape);
        prop_assert_eq!(rows.concat(), text.clone());
        for (i, row) in rows.iter().enumerate() {
            let keeps = shape.breaks && !shape.runs_on;
            let begins = i == 0 || (keeps && rows.get(i - 1).is_some_and(|row| row.ends_with('\n')));
            let room = if begins { shape.first } else { shape.rest };
            let takes_room = |c: &str| if shape.verbatim { c != "\n" } else { !is_space(c) };
            let mut clusters = grapheme::clusters(row, Offset(0), Offset(row.len())).filter(|(_, c)| takes_room(c));
            let single = clusters.next().is_some() && clusters.next().is_none();
            prop_assert!(ink(row, shape.verbatim) <= room || single, "{row:?} in {room}");
            prop_assert!(i == 0 || !row.is_empty());
        }
    }

    /// What begins a row had no room in the row before: no row is broken early.
    #[test]
    fn rows_are_filled(text in any_text(), room in 1..30_usize) {
        let starts = wrap(&text, Span::new(0, text.len()), shape(room));
        let allowed: Vec<usize> = breaks::opportunities(&text, 0, text.len()).collect();
        for pair in starts.windows(2) {
            let &[row, next] = pair else { continue };
            let taken = if allowed.contains(&next) {
                let to = allowed.iter().find(|&&at| at > next).copied().unwrap_or(text.len());
                measure(&text, row, to, 0).ink
            } else {
                measure(&text, row, grapheme::next(&text, Offset(next)).0, 0).full
            };
            prop_assert!(taken > room, "{:?} {:?}", text.get(row..next), text.get(next..));
        }
    }

    /// The short way for ASCII gives the rows of the long one.
    #[test]
    fn ascii_is_broken_by_the_same_rules(text in "([ -~]{0,3}[ a-z\n]{0,4}){0,20}", first in 1..20_usize, rest in 1..20_usize) {
        let shape = Shape { first, ..shape(rest) };
        let mut short = Rows { starts: vec![0], first: 1, shape };
        short.flow_ascii(text.as_bytes(), 0);
        let mut long = Rows { starts: vec![0], first: 1, shape };
        long.flow_any(&text, 0, text.len());
        prop_assert_eq!(short.starts, long.starts);
    }
}
