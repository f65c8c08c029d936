//! The mouse: exactly the cell, the row, the entry or the key that it points at.

use postil::app::{MouseAct, Pane};
use postil::text::Span;

use crate::session::{BRIDGE, Session};
use MouseAct::{Drag, Press, Release, WheelDown, WheelUp};

/// The cell where some words begin on the screen, the first time from a column on.
fn cell(s: &Session, words: &str, from: u16) -> (u16, u16) {
    let area = s.buffer.area;
    for y in 0..area.height {
        for x in from..area.width {
            let row: String = (x..area.width).map(|x| s.buffer[(x, y)].symbol()).collect();
            if row.starts_with(words) {
                return (x, y);
            }
        }
    }
    panic!("“{words}” is not there:\n{}", s.screen())
}

fn click(s: &mut Session, cell: (u16, u16), millis: u64) {
    s.mouse(Press, cell, millis).mouse(Release, cell, millis);
}

fn selected(s: &Session) -> String {
    let reader = s.app.reader.as_ref().unwrap();
    reader.document.slice(reader.selected()).to_owned()
}

/// The words that are drawn reversed, as the cursor is: what its cell shows.
fn cursor_cell(s: &Session) -> (u16, u16) {
    use ratatui::style::Modifier;
    let area = s.buffer.area;
    let at = |y| (0..area.width).find(|x| s.buffer[(*x, y)].modifier.contains(Modifier::REVERSED));
    (0..area.height).find_map(|y| Some((at(y)?, y))).unwrap_or_else(|| panic!("no cursor:\n{}", s.screen()))
}

#[test]
fn a_press_puts_the_cursor_in_its_very_cell() {
    for size in [(120, 40), (80, 24)] {
        let mut s = Session::bridge();
        s.resize(size.0, size.1);
        for (millis, words) in [(0, "Weiss"), (1000, "flat boat"), (2000, "Officials met")] {
            let at = cell(&s, words, if size.0 > 100 { 25 } else { 0 });
            click(&mut s, at, millis);
            assert_eq!(s.ahead(words.chars().count()), words);
            assert_eq!(cursor_cell(&s), at, "{size:?}");
        }
        // Left of the text it is the first on the row, right of it the last.
        let (x, y) = cell(&s, "Officials", 0);
        click(&mut s, (x - 2, y), 3000);
        assert_eq!(s.ahead(9), "Officials");
        let (_, y) = cell(&s, "her.", 0);
        let column = cell(&s, "The old bridge", 0).0;
        click(&mut s, (column + 40, y), 4000);
        assert_eq!(cursor_cell(&s).1, y);
    }
}

#[test]
fn wide_letters_and_even_rows_are_hit_exactly() {
    let text = "Kanji\n\n漢字かな交じり文 and 한국어 on one line, then e\u{301}a\u{308} and a tab\there it is, with some more words to wrap the row around.\n";
    for keys in ["<enter>", "<enter>zj"] {
        let mut s = Session::with(&[("wide.txt", text)]);
        s.keys(keys);
        let (x, y) = cell(&s, "漢字", 25);
        // Both halves of a wide letter are that letter.
        for (half, letter) in [(0, "漢"), (1, "漢"), (2, "字"), (3, "字"), (4, "か")] {
            click(&mut s, (x + half, y), 1000 * u64::from(half));
            assert_eq!(s.ahead(1), letter, "{half}");
            assert_eq!(cursor_cell(&s).0, x + half / 2 * 2);
        }
        for (n, words) in ["한국어", "line,", "here", "words", "wrap"].into_iter().enumerate() {
            let at = cell(&s, words, 25);
            click(&mut s, at, 10_000 + 1000 * n as u64);
            assert_eq!(s.ahead(words.chars().count()), words);
            assert_eq!(cursor_cell(&s), at);
        }
    }
}

#[test]
fn a_drag_selects_from_cell_to_cell_either_way() {
    let mut s = Session::bridge();
    let (from, to) = (cell(&s, "Anna", 25), cell(&s, "Nobody", 25));
    s.mouse(Press, from, 0).mouse(Drag, (from.0 + 1, from.1), 1).mouse(Drag, to, 2).mouse(Release, to, 3);
    assert!(selected(&s).starts_with("Anna Weiss said") && selected(&s).ends_with(" N"), "{}", selected(&s));
    s.mouse(Press, to, 2000).mouse(Drag, from, 2001).mouse(Release, from, 2002);
    assert!(selected(&s).starts_with("Anna Weiss") && selected(&s).ends_with(" N"));
    // A tag goes on it as on any selection.
    s.keys("<enter>War<enter>");
    assert!(s.stored()[0].starts_with("Anna Weiss said"), "{:?}", s.stored());
    // A press alone selects nothing, and ends a selection.
    s.keys("v");
    click(&mut s, from, 9000);
    assert_eq!(selected(&s), "");
    s.mouse(Drag, to, 9001);
    assert_eq!(selected(&s), "", "the button is up");
}

#[test]
fn two_presses_take_the_word_and_three_the_sentence() {
    let mut s = Session::bridge();
    let at = cell(&s, "believed", 25);
    click(&mut s, (at.0 + 2, at.1), 1000);
    assert_eq!(selected(&s), "");
    click(&mut s, (at.0 + 2, at.1), 1300);
    assert_eq!(selected(&s), "believed");
    click(&mut s, (at.0 + 2, at.1), 1600);
    assert_eq!(selected(&s), "Nobody believed her.");
    // Too late, or elsewhere, it is a first press again.
    click(&mut s, (at.0 + 2, at.1), 5000);
    click(&mut s, (at.0 + 2, at.1), 5501);
    assert_eq!(selected(&s), "");
    click(&mut s, (at.0 + 6, at.1), 5600);
    assert_eq!(selected(&s), "");
}

#[test]
fn the_word_of_a_double_press_is_the_one_that_was_pointed_at_before_the_panes_moved() {
    let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
    s.resize(80, 24).keys("<enter><shift-tab>");
    assert_eq!(s.app.focus, Pane::List);
    let at = cell(&s, "engineers", 26);
    click(&mut s, at, 0);
    assert_eq!(s.ahead(9), "engineers");
    assert_ne!(cell(&s, "engineers", 0), at, "the text has moved");
    click(&mut s, at, 100);
    assert_eq!(selected(&s), "engineers");
}

fn long() -> Session {
    let text: String = (0..120)
        .map(|n| ["Paragraph ", &n.to_string(), " has a sentence of its own.\n\n"].concat())
        .collect();
    let mut s = Session::with(&[("long.txt", &text), ("other.txt", BRIDGE)]);
    s.keys("gg<enter>");
    if !s.text().contains("Paragraph 1 ") {
        s.keys("<shift-tab>G<enter>");
    }
    s
}

fn top_row(s: &Session) -> String {
    let reader = s.app.reader.as_ref().unwrap();
    reader
        .document
        .slice(Span { start: reader.lines[0].span.start, end: reader.lines[1].span.end })
        .to_owned()
}

#[test]
fn the_wheel_scrolls_three_rows_and_the_cursor_stays_in_the_window() {
    for size in [(120, 40), (80, 24)] {
        let mut s = long();
        s.resize(size.0, size.1);
        let from = if size.0 > 100 { 25 } else { 0 };
        let at = cell(&s, "Paragraph 4 ", from);
        s.mouse(WheelDown, at, 0);
        assert_eq!(cell(&s, "Paragraph 4 ", from), (at.0, at.1 - 3), "{}", s.screen());
        let reader = s.app.reader.as_ref().unwrap();
        assert!(reader.window().contains(reader.cursor));
        for _ in 0..400 {
            s.mouse(WheelDown, at, 0);
        }
        let reader = s.app.reader.as_ref().unwrap();
        assert!(reader.window().contains(reader.cursor));
        assert!(s.text().contains("Paragraph 119 "), "{}", s.screen());
        let last = top_row(&s);
        s.mouse(WheelDown, at, 0);
        assert_eq!(top_row(&s), last, "the last page is the end");
        for _ in 0..400 {
            s.mouse(WheelUp, at, 0);
        }
        assert!(top_row(&s).starts_with("Paragraph 0 "));
        assert_eq!(s.app.focus, Pane::Reader);
    }
}

#[test]
fn a_press_near_the_edge_moves_nothing() {
    let mut s = long();
    let rows = s.buffer.area.height - 2;
    let shown = top_row(&s);
    let x = cell(&s, "Paragraph 4 ", 25).0;
    click(&mut s, (x, rows - 1), 0);
    assert_eq!(top_row(&s), shown);
    s.keys("j");
    assert_ne!(top_row(&s), shown, "keys keep their margin");
}

#[test]
fn a_drag_that_rests_past_the_edge_takes_the_text_along() {
    let mut s = long();
    let from = cell(&s, "Paragraph 9 ", 25);
    let below = s.buffer.area.height - 2;
    s.mouse(Press, from, 0).mouse(Drag, (from.0, below), 1);
    let before = selected(&s).len();
    for _ in 0..30 {
        s.wait();
    }
    assert!(selected(&s).len() > before + 300, "{}", selected(&s));
    s.mouse(Release, (from.0, below), 2);
    let then = selected(&s);
    s.wait().wait();
    assert_eq!(selected(&s), then, "the button is up");
}

#[test]
fn a_row_of_the_list_is_chosen_and_then_opened() {
    for size in [(120, 40), (80, 24)] {
        let mut s = Session::with(&[
            ("one.txt", BRIDGE),
            ("two.txt", &BRIDGE.replace("The Bridge at", "Another at")),
        ]);
        s.resize(size.0, size.1);
        let at = cell(&s, "The Bridge", 0);
        click(&mut s, at, 0);
        assert!(s.app.list.chosen().unwrap().meta.title.starts_with("The Bridge"));
        let (was, other) = (s.app.list.cursor, cell(&s, "Another", 0));
        click(&mut s, other, 1);
        assert_ne!(s.app.list.cursor, was);
        assert!(s.app.reader.is_none());
        click(&mut s, other, 200);
        assert_eq!(s.app.reader.as_ref().unwrap().article.meta.title, "Another at Orlau");
        assert_eq!(s.app.focus, Pane::Reader);
    }
}

#[test]
fn an_entry_of_the_sidebar_is_gone_to() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>}}cA thought of mine.<esc>gg");
    let at = cell(&s, "A thought of mine", 80);
    click(&mut s, at, 0);
    assert_eq!((s.app.focus, s.ahead(9)), (Pane::Sidebar, "Officials".to_owned()));
    let at = cell(&s, "A thought of mine", 80);
    click(&mut s, at, 100);
    assert_eq!(s.app.focus, Pane::Reader);
}

#[test]
fn a_hint_is_the_key_that_it_shows() {
    let mut s = Session::bridge();
    let at = cell(&s, "next sentence", 0);
    click(&mut s, at, 0);
    assert_eq!(s.ahead(14), "The old bridge");
    let at = cell(&s, "tag   c note", 0);
    assert_eq!(at.1, 39);
    click(&mut s, at, 0);
    assert!(s.text().contains("type a theme"));
    let at = cell(&s, "cancel", 0);
    click(&mut s, at, 0);
    assert!(!s.text().contains("type a theme"));
}

#[test]
fn rows_of_what_lies_over_the_panes_are_chosen_or_taken() {
    for size in [(120, 40), (80, 24)] {
        let mut s = Session::bridge();
        s.resize(size.0, size.1);
        s.keys("}<enter>War<enter>)<enter>Peace<enter>}<enter>");
        let at = cell(&s, "W  War", 0);
        click(&mut s, at, 0);
        assert_eq!(s.stored().iter().filter(|line| line.contains("| War |")).count(), 2, "{:?}", s.stored());
        // In the panel the first press chooses, the second opens the board of the theme.
        s.keys("gtgg");
        let at = cell(&s, "War", 0);
        click(&mut s, at, 0);
        assert!(s.text().contains("themes"));
        click(&mut s, at, 100);
        assert!(s.text().contains("War: 2 passages"), "{}", s.screen());
        // There the same: the second press goes to the passage.
        let at = cell(&s, "Was there", 0);
        click(&mut s, at, 200);
        click(&mut s, at, 300);
        assert_eq!((s.app.overlays.len(), s.ahead(9)), (0, "Was there".to_owned()));
    }
}

#[test]
fn what_lies_under_an_overlay_is_not_hit() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>");
    let (text, article) = (cell(&s, "Anna", 25), cell(&s, "The Bridge", 0));
    for keys in ["?", "x", "gt", "/", "c", ":"] {
        s.keys(keys);
        let before = (s.ahead(20), s.app.overlays.len(), s.stored(), s.app.focus);
        for at in [text, article, (100, 5), (30, 20), (0, 0), (119, 39)] {
            let row = s.app.overlays.len();
            s.mouse(Press, at, 0).mouse(Drag, (at.0, at.1.saturating_sub(1)), 0).mouse(Release, at, 0);
            assert!(s.app.overlays.len() <= row + 1);
            if s.app.overlays.len() != row {
                break;
            }
        }
        if s.app.overlays.len() == before.1 {
            assert_eq!((s.ahead(20), s.app.overlays.len(), s.stored(), s.app.focus), before, "{keys}");
        }
        while !s.app.overlays.is_empty() {
            s.keys("<esc>");
        }
    }
    assert_eq!(s.stored().len(), 1);
}

#[test]
fn the_wheel_goes_through_what_lies_on_top() {
    let mut s = Session::bridge();
    s.keys("?");
    let before = s.text();
    s.mouse(WheelDown, (5, 5), 0);
    assert_ne!(s.text(), before);
    s.mouse(WheelUp, (5, 5), 0);
    assert_eq!(s.text(), before);
    s.keys("<esc>cone<enter>two<enter>three");
    let at = cell(&s, "one", 80);
    click(&mut s, at, 0);
    s.keys("X<esc>");
    assert!(s.stored()[0].ends_with("| Xone\ntwo\nthree"), "{:?}", s.stored());
}

#[test]
fn a_double_click_on_the_row_that_is_chosen_opens_it_and_stays_there() {
    for size in [(120, 40), (80, 24)] {
        let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
        s.resize(size.0, size.1);
        let at = cell(&s, "The Bridge", 0);
        let twice = |s: &mut Session, at| {
            click(s, at, 0);
            click(s, at, 150);
        };
        twice(&mut s, at);
        assert_eq!(s.app.focus, Pane::Reader, "{size:?}");
        assert_eq!((s.ahead(10), selected(&s)), ("The Bridge".to_owned(), String::new()), "{size:?}");
        // Later it is a click of its own.
        if size.0 == 120 {
            click(&mut s, at, 900);
            assert_eq!(s.app.focus, Pane::List);
        }
        // The same with an entry of the sidebar.
        let mut s = Session::bridge();
        s.resize(size.0, size.1).keys("}<enter>War<enter>");
        s.keys("<tab>");
        assert_eq!(s.app.focus, Pane::Sidebar);
        let at = cell(&s, "War", size.0 * 3 / 5);
        twice(&mut s, at);
        assert_eq!((s.app.focus, s.ahead(7)), (Pane::Reader, "The old".to_owned()), "{size:?}");
        // What came up in the place of the row is not hit by the second press.
        s.keys("gtgg");
        let at = cell(&s, "War", 0);
        twice(&mut s, at);
        assert!(s.text().contains("War: 1 passage") && s.app.overlays.len() == 2, "{}", s.text());
    }
}
