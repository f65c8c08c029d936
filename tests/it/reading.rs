//! Reading: motions, search, places that hold.

use crate::session::{BRIDGE, Session};

#[test]
fn sentences_paragraphs_words_and_counts() {
    let mut s = Session::bridge();
    assert!(s.ahead(10).starts_with("The Bridge"));
    s.keys("}");
    assert_eq!(s.ahead(14), "The old bridge");
    s.keys(")");
    assert_eq!(s.ahead(13), "Lt. Col. Anna");
    s.keys(")");
    assert_eq!(s.ahead(6), "Nobody");
    s.keys("((");
    assert_eq!(s.ahead(7), "The old");
    s.keys("3)");
    assert_eq!(s.ahead(9), "Was there");
    s.keys("2w");
    assert_eq!(s.ahead(7), "another");
    s.keys("e");
    assert_eq!(s.ahead(5), "r way");
    s.keys("b{");
    assert_eq!(s.ahead(3), "Was");
    s.keys("G");
    assert!(BRIDGE.contains(&s.ahead(20)));
    s.keys("gg");
    assert!(s.ahead(10).starts_with("The Bridge"));
    s.keys("2G");
    assert_eq!(s.ahead(9), "Was there");
    s.keys("100%");
    assert_eq!(s.ahead(9), ".");
}

#[test]
fn search_goes_round_shows_hits_and_counts_them() {
    let mut s = Session::bridge();
    s.keys("/the<enter>");
    assert!(s.status().starts_with("“the”: "), "{}", s.status());
    let first = s.app.reader.as_ref().unwrap().cursor;
    let hits = s.app.reader.as_ref().unwrap().search.as_ref().unwrap().hits.len();
    for _ in 0..hits {
        s.keys("n");
    }
    assert_eq!(s.app.reader.as_ref().unwrap().cursor, first);
    s.keys("nN");
    assert_eq!(s.app.reader.as_ref().unwrap().cursor, first);
    s.keys("/Orlaux<enter>");
    assert!(s.status().contains("does not occur"), "{}", s.status());
    s.keys("/THE<enter>");
    assert!(s.status().contains(&format!(" of {hits}, in other letters: ")), "{}", s.status());
    s.keys("n");
    assert!(s.status().contains("in other letters"), "{}", s.status());
    s.keys("<esc>n");
    assert!(s.status().contains("Nothing was searched"), "{}", s.status());
    s.keys("gg}w*");
    assert!(s.status().starts_with("“old”: 1 of 1"), "{}", s.status());
}

#[test]
fn the_place_holds_through_resize_and_restart() {
    let long: Vec<String> = (1..200)
        .map(|n| format!("Paragraph {n} says a little and then a little more, so that it wraps.\n"))
        .collect();
    let long = long.join("\n");
    let mut s = Session::with(&[("long.txt", &long)]);
    s.keys("<enter>50%");
    let place = s.app.reader.as_ref().unwrap().cursor;
    let start = s.ahead(12);
    for (columns, rows) in [(40, 10), (200, 60), (80, 24), (69, 11), (120, 40)] {
        s.resize(columns, rows);
        assert_eq!(s.app.reader.as_ref().unwrap().cursor, place);
        if columns >= 70 || s.app.panes.reader.is_some() {
            let window = s.app.reader.as_ref().unwrap().window();
            assert!(window.contains(place), "{columns}x{rows}: {window:?} {place}");
        }
    }
    s.wait();
    let mut s = s.reopen();
    assert_eq!(s.app.reader.as_ref().unwrap().cursor, place);
    assert_eq!(s.ahead(12), start);
    s.keys("gg<ctrl-o>");
    assert_eq!(s.app.reader.as_ref().unwrap().cursor, place);
    s.keys("<ctrl-n>");
    assert_eq!(s.app.reader.as_ref().unwrap().cursor.0, 0);
}

#[test]
fn pages_move_the_window_and_reach_both_ends() {
    let long: Vec<String> = (1..200).map(|n| format!("Paragraph {n} stands alone.\n")).collect();
    let long = long.join("\n");
    let mut s = Session::with(&[("long.txt", &long)]);
    s.keys("<enter>");
    for _ in 0..40 {
        s.keys("<space>");
    }
    assert!(s.text().contains("Paragraph 199"), "{}", s.text());
    s.wait();
    for _ in 0..40 {
        s.keys("<ctrl-b>");
    }
    assert!(s.text().contains("Paragraph 1 stands"), "{}", s.text());
    assert_eq!(s.app.reader.as_ref().unwrap().article.status, postil::model::Status::Done);
}

#[test]
fn furniture_is_dimmed_and_folds() {
    let page = format!("{BRIDGE}\nSign up for the newsletter\n\n1. No Comments\n");
    let mut s = Session::with(&[("page.txt", &page)]);
    s.keys("<enter>G");
    assert!(s.text().contains("Sign up for the newsletter"));
    s.keys("zf");
    assert!(!s.text().contains("Sign up for the newsletter"), "{}", s.text());
    assert!(s.text().contains("folded; zf shows"), "{}", s.text());
    s.keys("/newsletter<enter>");
    assert!(s.text().contains("Sign up for the newsletter"), "a hit in folded text unfolds it");
}

#[test]
fn every_motion_ends_inside_the_text_at_every_size() {
    let mut s = Session::bridge();
    for (columns, rows) in [(1, 1), (20, 5), (40, 10), (500, 200)] {
        s.resize(columns, rows);
        for keys in [
            "gg", "k", "h", "b", "B", "(", "{", "[[", "]]", "[a", "]a", "G", "j", "l", "w", "W", "e", "E",
            ")", "}", "$", "0", "^", "H", "M", "L", "zz", "zt", "zb", "50%", "<ctrl-d>", "<ctrl-u>",
            "<ctrl-f>", "<ctrl-b>", "999j", "999k", "99999w", "99999b",
        ] {
            s.keys(keys);
            let reader = s.app.reader.as_ref().unwrap();
            assert!(reader.cursor.0 < reader.text().len(), "{keys} at {columns}x{rows}");
            assert!(reader.text().is_char_boundary(reader.cursor.0), "{keys}");
        }
    }
}

#[test]
fn a_text_that_fits_the_screen_is_not_read_by_being_opened() {
    let mut s = Session::bridge();
    s.wait();
    assert_eq!(s.app.reader.as_ref().unwrap().article.status, postil::model::Status::Reading);
    s.keys("G").wait();
    assert_eq!(s.app.reader.as_ref().unwrap().article.status, postil::model::Status::Done);
    assert_eq!(s.store.article(s.articles()[0]).unwrap().unwrap().status, postil::model::Status::Done);
}

#[test]
fn the_place_stays_on_its_words_when_the_text_changes() {
    let mut s = Session::bridge();
    s.keys("}})").wait();
    assert_eq!(s.ahead(9), "The ferry");
    let longer = BRIDGE.replace("The old bridge", "A paragraph that is new.\n\nThe very old bridge");
    let read = postil::import::read(longer.as_bytes(), &postil::import::Hint::named("bridge.txt")).unwrap();
    let article = s.articles()[0];
    let revise =
        postil::model::Edit::Revise { article, document: read.document, placements: Vec::new(), mend: false };
    s.store.apply(&[revise]).unwrap();
    s.send(postil::app::Msg::LibraryChanged);
    assert!(s.text().contains("A paragraph that is new."), "{}", s.text());
    assert_eq!(s.ahead(9), "The ferry");
}

/// The numbers of the lines that show, in a text of numbered lines.
fn numbers(s: &Session) -> Vec<usize> {
    let text = s.text();
    let words = text.split_whitespace().collect::<Vec<_>>();
    words.windows(2).filter(|two| two[0] == "Line").filter_map(|two| two[1].parse().ok()).collect()
}

#[test]
fn turning_pages_passes_nothing_over() {
    let text: Vec<String> = (1..200).map(|n| format!("Line {n} is a paragraph.")).collect();
    for keys in [["<space>", "<ctrl-b>"], ["<ctrl-d>", "<ctrl-u>"]] {
        let mut s = Session::with(&[("a.txt", &text.join("\n\n"))]);
        s.resize(90, 24).keys("<enter>zn");
        for (key, at_end) in keys.into_iter().zip([199, 1]) {
            for _ in 0..50 {
                let before = numbers(&s);
                s.keys(key);
                let after = numbers(&s);
                let (first, last) = (before.first().unwrap(), before.last().unwrap());
                assert!(
                    after.first().unwrap() <= &(last + 1) && after.last().unwrap() + 1 >= *first,
                    "{key}: {before:?}, then {after:?}"
                );
            }
            assert!(numbers(&s).contains(&at_end), "{key} comes to the end");
        }
    }
}

#[test]
fn accented_words_are_found_in_either_form_and_hits_cover_their_cells() {
    use ratatui::style::Modifier;
    let lines = "One\n\nA nai\u{308}ve Cafe\u{301} bar.\n\nA na\u{ef}ve Caf\u{e9} bar.\n";
    for needle in ["caf\u{e9}", "cafe\u{301}"] {
        let mut s = Session::with(&[("a.txt", lines)]);
        s.keys("<enter>gg").keys(&format!("/{needle}<enter>"));
        assert!(s.status().contains(": 1 of 2"), "{needle}: {}", s.status());
        let found = s.buffer.clone();
        // The same without the hits.
        let bare = s.keys("<esc>").buffer.clone();
        let differs = |y: u16| {
            let is_hit = |x: &u16| {
                let (a, b) = (&found[(*x, y)], &bare[(*x, y)]);
                (a.bg, a.modifier - Modifier::REVERSED) != (b.bg, b.modifier - Modifier::REVERSED)
            };
            let cells = (30..found.area.width - 28).filter(is_hit);
            cells.map(|x| found[(x, y)].symbol().to_owned()).collect::<String>()
        };
        let hits: Vec<String> =
            (1..20).map(differs).filter(|hit| hit.to_lowercase().contains("caf")).collect();
        assert_eq!(hits.len(), 2, "{hits:?}\n{}", s.screen());
        assert!(hits.iter().all(|hit| hit.chars().filter(|c| *c != '\u{301}').count() == 4), "{hits:?}");
    }
    let mut s = Session::with(&[("a.txt", lines)]);
    s.keys("<enter>gg/na\u{ef}ve<enter>");
    assert_eq!(s.ahead(6), "nai\u{308}ve");
    s.keys("w*");
    assert!(s.status().contains("of 2"), "{}", s.status());
}

#[test]
fn counts_before_the_lines_of_the_screen_and_furniture_are_not_dropped() {
    let text: Vec<String> = (1..=40).map(|n| format!("Line {n}.\n")).collect();
    let mut s = Session::with(&[("a.txt", &text.join("\n"))]);
    s.resize(100, 30).keys("<enter>gg");
    let at = |s: &mut Session, keys: &str| {
        let row = |s: &Session| {
            let reader = s.app.reader.as_ref().unwrap();
            reader.lines.iter().position(|line| line.span.contains(reader.cursor)).unwrap()
        };
        s.keys(keys);
        row(s)
    };
    assert_eq!(at(&mut s, "H"), 0);
    let (second, last) = (at(&mut s, "2H"), at(&mut s, "L"));
    assert!(second > 0 && at(&mut s, "5H") > second);
    let before = at(&mut s, "9L");
    assert!(before < last && at(&mut s, "7L") > before);
    assert_eq!(at(&mut s, "99H"), at(&mut s, "L"), "not out of the window");
    s.keys("L");
    assert!(s.status().starts_with("The cursor is on that line already."), "{}", s.status());
    s.keys("gg3zF");
    let blocks = s.app.reader.as_ref().unwrap().document.blocks.clone();
    assert_eq!(blocks.iter().filter(|block| block.is_furniture()).count(), 3);
    s.keys("u");
    let blocks = s.app.reader.as_ref().unwrap().document.blocks.clone();
    assert_eq!(blocks.iter().filter(|block| block.is_furniture()).count(), 0, "one step");
}

#[test]
fn the_sentence_in_a_table_ends_with_its_row() {
    let table = "# Tolls\n\nBefore it.\n\n| Name | Value |\n|---|---|\n| Alpha | one. Two |\n| Beta | more |\n\nAfter it.\n";
    let mut s = Session::with(&[("a.md", table)]);
    s.keys("<enter>gg}}");
    let quote = |s: &mut Session| {
        s.keys("<enter>War<enter>u");
        s.keys("<enter><enter>");
        let quote = s.annotations()[0].quote.clone();
        s.keys("u");
        quote
    };
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(quote(&mut s));
        s.keys(")");
    }
    assert!(seen.iter().all(|quote| !quote.contains('\n')), "{seen:?}");
    assert!(seen[0].starts_with("Name") && seen[1].starts_with("Alpha"), "{seen:?}");
    assert!(seen[2].starts_with("Two") && seen[3].starts_with("Beta"), "{seen:?}");
    assert_eq!(s.ahead(8), "After it");
    s.keys("((");
    assert_eq!(s.ahead(3), "Two");
    s.keys("gg}}<enter>War<enter>>");
    assert!(s.annotations()[0].quote.ends_with("one."), "{}", s.annotations()[0].quote);
}

#[test]
fn a_row_of_a_table_that_is_wrapped_is_set_in() {
    let table = "# Tolls\n\n| Name | Value |\n|---|---|\n| Alpha | a long remark that goes on and on over the edge |\n| Beta | more |\n";
    let mut s = Session::with(&[("a.md", table)]);
    s.resize(40, 14).keys("<enter>");
    let column = |word: &str| {
        let text = s.text();
        let row = text
            .lines()
            .find(|row| row.contains(word))
            .unwrap_or_else(|| panic!("{word}: {text}"))
            .to_owned();
        row.len() - row.trim_start().len()
    };
    assert_eq!((column("Alpha"), column("Beta")), (column("Name"), column("Name")));
    assert_eq!(column("edge"), column("Name") + 2, "{}", s.text());
}

/// The rows of the screen from the one that has these words on.
fn rows_from(s: &Session, words: &str) -> Vec<String> {
    s.text().lines().skip_while(|row| !row.contains(words)).map(str::to_owned).collect()
}

#[test]
fn a_line_that_its_source_ends_ends_on_the_screen() {
    let page = "<html><head><title>A letter</title></head><body><article><h1>A letter</h1>\
                <p>Orlau Ferry Company<br>12 Quay Street<br>Orlau</p><p>The ferry is\nlate.</p></article></body></html>";
    let markdown = "# A letter\n\nOrlau Ferry Company  \n12 Quay Street\\\nOrlau\n\nThe ferry is\nlate.\n";
    let plain = "A letter\n\nOrlau Ferry Company\n12 Quay Street\nOrlau\n\nThe ferry is\nlate.\n";
    for (name, text) in [("a.html", page), ("a.md", markdown), ("a.txt", plain)] {
        let mut s = Session::with(&[(name, text)]);
        s.keys("<enter>");
        let rows = rows_from(&s, "Orlau Ferry Company");
        assert!(rows[1].contains("12 Quay Street") && rows[2].contains("Orlau"), "{name}\n{}", s.text());
        assert!(
            !rows[0].contains("12 Quay") && s.text().contains("The ferry is late."),
            "{name}\n{}",
            s.text()
        );
        s.keys("}j");
        assert!(s.ahead(14).starts_with("12 Quay Street"), "{name}: {}", s.ahead(14));
        s.keys("$");
        assert_eq!(s.ahead(2), "t\n", "{name}");
        s.keys("j");
        assert!(s.ahead(5).starts_with("u\n"), "{name}: {}", s.ahead(5));
    }
}

#[test]
fn what_is_quoted_or_said_within_another_stands_further_in() {
    let text = "# A thread\n\n> It sank.\n>\n> > It did not.\n\n- Ana\n\n  It did.\n\n  - Ben\n\n    It did not, I say.\n";
    let mut s = Session::with(&[("a.md", text)]);
    s.keys("<enter>");
    let column = |words: &str| {
        let screen = s.text();
        let row =
            screen.lines().find(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}\n{screen}"));
        row.split(words).next().unwrap().chars().count()
    };
    assert!(s.text().contains("▏ It sank.") && s.text().contains("▏ ▏ It did not."), "{}", s.text());
    assert_eq!(column("It did not."), column("It sank.") + 2);
    assert_eq!((column("It did."), column("Ben")), (column("Ana"), column("Ana") + 2));
    assert_eq!(column("It did not, I"), column("Ben"));
}
