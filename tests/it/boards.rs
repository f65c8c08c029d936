//! Boards of passages: what they show, narrowing and sorting them, acting from them, and going from
//! a passage back to the board as it was.

use postil::app::{App, Board, List, Msg, Overlay, Row};
use postil::clock::Clock;
use postil::model::{Edit, ThemeName};
use postil::store::Store;
use postil::text::Span;

use crate::session::{BRIDGE, Session, add};

const FERRIES: &str = "Ferries\n\nThe ferry sank in spring. It was never raised. Nobody asked why.\n";

/// Two articles: in the first added, Water, Water and Tolls; in the other, Water with a note.
fn two() -> Session {
    let mut s = Session::with(&[("bridge.txt", BRIDGE), ("ferries.txt", FERRIES)]);
    s.keys("j<enter>}<enter>Water<enter>)<enter>Tolls<enter>)<enter>Water<enter>");
    s.keys("qgg<enter>}<enter>Water<enter>cAsk the ferryman.<enter>And his son.<esc>");
    assert_eq!(s.stored().len(), 4);
    s
}

fn board(app: &App) -> &Board {
    app.board().unwrap()
}

fn chosen(s: &Session) -> String {
    board(&s.app).chosen().unwrap().annotation.quote.clone()
}

#[test]
fn all_annotations_of_all_articles_are_narrowed_by_words_theme_and_state() {
    let mut s = two();
    s.keys("gH");
    assert!(s.text().contains("All annotations: 4"), "{}", s.text());
    assert!(s.text().contains("The Bridge at Orlau") && s.text().contains("3 passages"), "{}", s.text());
    for (filter, count) in [
        ("theme:tolls", 1),
        ("note:ferryman", 1),
        ("spring", 1),
        ("in:nowhere", 0),
        ("is:untagged", 0),
        ("is:unplaced", 0),
        ("-theme:tolls -note:son", 2),
    ] {
        s.keys(&format!("/<ctrl-u>{filter}<enter>"));
        assert_eq!(board(&s.app).total, count, "{filter}: {}", s.text());
        assert!(count > 0 || s.text().contains("No passage is left by the filter"), "{}", s.text());
    }
    s.keys("/<ctrl-u>theme:nonsense<enter>");
    assert!(s.text().contains("no theme"), "{}", s.text());
    s.keys("/<ctrl-u>note:<enter>");
    assert!(s.status().contains("missing after note:"), "{}", s.status());
    s.keys("<esc>/<ctrl-u><enter>fTolls<enter>");
    assert_eq!(
        (board(&s.app).total, chosen(&s).as_str()),
        (1, "Lt. Col. Anna Weiss said the U.S. engineers had \u{201c}done what they could.\u{201d}")
    );
    s.keys("f<enter>");
    assert_eq!(board(&s.app).total, 4);
}

#[test]
fn esc_takes_back_a_filter_that_was_being_typed() {
    let mut s = two();
    s.keys("gH/spring<enter>/<ctrl-u>Weiss");
    assert_eq!(board(&s.app).total, 1);
    assert!(chosen(&s).contains("Weiss"));
    s.keys("<esc>");
    assert!(chosen(&s).contains("spring"), "{}", s.text());
    // Typed on to the one before it is one with a mistake: the board is as it was.
    s.keys("/theme:Tolls");
    assert_eq!((board(&s.app).total, board(&s.app).typed.as_str()), (1, "spring"), "{}", s.text());
}

#[test]
fn a_note_of_several_paragraphs_says_that_it_goes_on_where_its_first_row_shows() {
    let mut s = two();
    s.keys("gHcA **bold** word, a list:<enter><enter>- one<enter>- two<esc>");
    assert!(s.text().contains("• two"), "the chosen one shows whole: {}", s.text());
    s.keys("j");
    assert!(s.text().contains("A bold word, a list:…"), "{}", s.text());
}

#[test]
fn the_annotations_of_this_article() {
    let mut s = two();
    s.keys("gh");
    assert!(s.text().contains("Ferries: 1 annotation"), "{}", s.text());
    s.keys("<esc>q");
    s.keys("j<enter>gh");
    assert!(s.text().contains("The Bridge at Orlau: 3 annotations"), "{}", s.text());
    assert!(!s.text().contains("never raised"), "{}", s.text());
}

#[test]
fn the_order_changes_and_the_cursor_stays_on_its_passage() {
    let mut s = two();
    s.keys("gHjj");
    let there = chosen(&s);
    let place = |s: &Session| board(&s.app).cursor;
    assert_eq!(place(&s), 2);
    s.keys("S");
    assert_eq!((chosen(&s), place(&s)), (there.clone(), 1));
    assert!(s.text().contains("newest first"), "{}", s.text());
    s.keys("S");
    assert_eq!(chosen(&s), there);
    let screen = s.text();
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("no {text} in {screen}"));
    assert!(at("Tolls\n") < at("Water\n"), "{screen}");
    s.keys("S");
    assert_eq!((chosen(&s), place(&s)), (there, 2));
}

#[test]
fn a_board_is_come_back_to_as_it_was() {
    let mut s = two();
    s.keys("gH/theme:water<enter>j");
    let (screen, there) = (s.text(), chosen(&s));
    s.keys("<enter>");
    assert_eq!(s.ahead(there.len()).trim_end(), there);
    s.keys("G<ctrl-o><ctrl-o>");
    let body = |text: &str| text.lines().take(38).collect::<Vec<_>>().join("\n");
    assert_eq!(body(&s.text()), body(&screen));
    // And forward to the passage again, then to the board once more.
    s.keys("<ctrl-n>");
    assert!(s.app.overlays.is_empty());
    assert_eq!(s.ahead(there.len()).trim_end(), there);
    s.keys("<ctrl-o>q");
    assert!(s.app.overlays.is_empty());
}

#[test]
fn acts_from_the_board_are_undone_and_the_cursor_stays() {
    let mut s = two();
    s.keys("gHj");
    let there = chosen(&s);
    s.keys("cA thought.<esc>");
    assert_eq!(chosen(&s), there);
    assert!(s.text().contains("* A thought.") && s.stored()[1].contains("| A thought."), "{}", s.text());
    s.keys("tMoney<enter>");
    assert!(s.stored()[1].contains("Tolls, Money"), "{:?}", s.stored());
    assert_eq!(chosen(&s), there);
    s.keys("dd");
    assert_eq!(s.stored().len(), 3);
    assert_eq!(board(&s.app).total, 3);
    s.keys("dddd");
    assert_eq!(s.stored().len(), 1, "each dd takes the one that is chosen then");
    s.keys("uuuuu");
    assert_eq!(s.stored().len(), 4);
    assert!(!s.text().contains("A thought."), "{}", s.text());
    assert!(s.app.board().is_some(), "undo leaves the board open");
}

/// What is typed before the passages are there is meant for them.
#[test]
fn keys_wait_for_the_passages_they_are_meant_for() {
    let mut s = two();
    s.slow().keys("gHjdd");
    assert_eq!(s.stored().len(), 4);
    s.settle();
    assert_eq!(s.stored().len(), 3);
    assert!(!s.stored().iter().any(|line| line.contains("Tolls")), "{:?}", s.stored());
    s.keys("jdddd").settle();
    assert_eq!(s.stored().len(), 1, "{:?}", s.stored());
    // Esc does not wait.
    s.keys("S<esc>");
    assert!(s.app.board().is_none());
}

#[test]
fn an_older_filters_passages_are_not_shown() {
    let mut s = two();
    s.keys("gH").slow();
    s.keys("/spring<ctrl-u>Weiss");
    s.settle();
    assert_eq!(board(&s.app).total, 1);
    assert!(chosen(&s).contains("Weiss"), "{}", s.text());
}

/// An article of very many sentences, each tagged with one theme, and a short one after it.
fn crowded(passages: usize) -> Session {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    let sentences: Vec<String> = (0..passages).map(|n| format!("Sentence {n:05} stands here.")).collect();
    let text = sentences.join(" ");
    let article = add(&mut store, "long.txt", &format!("Long\n\n{text}\n"));
    let text = store.document(article).unwrap().text;
    let theme = ThemeName::Path("Water".to_owned());
    let edits: Vec<Edit> = text
        .match_indices("Sentence")
        .map(|(at, _)| Edit::Annotate {
            article,
            span: Span::new(at, at + "Sentence 00000 stands here.".len()),
            themes: vec![theme.clone()],
            note: None,
        })
        .collect();
    assert_eq!(edits.len(), passages);
    store.apply(&edits).unwrap();
    Session::on(store)
}

#[test]
fn a_board_loads_a_window_however_many_passages_there_are() {
    let mut s = crowded(1500);
    s.keys("gt<enter>");
    assert!(s.text().contains("Water: 1500 passages"), "{}", s.text());
    for (keys, at) in
        [("G", "01499"), ("gg", "00000"), ("<pagedown>", "0000"), ("G<ctrl-u>", "0149"), ("k", "0149")]
    {
        let asked = s.asked;
        s.keys(keys);
        let board = board(&s.app);
        assert!(board.loaded.len() as u64 <= Board::WINDOW, "{} are loaded", board.loaded.len());
        assert!(chosen(&s).contains(at), "{keys}: {}", chosen(&s));
        assert!(s.asked - asked <= 4, "{keys}: {} requests", s.asked - asked);
    }
    s.keys("gg");
    let asked = s.asked;
    s.keys("jjjjjjjjjj");
    assert_eq!(s.asked, asked, "nothing is asked for while what shows is loaded");
    s.keys("Gdd");
    assert_eq!((board(&s.app).total, chosen(&s).contains("01498")), (1499, true), "{}", chosen(&s));
    assert_eq!(Board::WINDOW, List::WINDOW);
}

#[test]
fn a_lost_passage_is_marked_and_its_article_opens() {
    let mut s = two();
    s.keys("gHG");
    assert!(chosen(&s).contains("The ferry sank"));
    let theme = s.store.themes().unwrap();
    assert!(theme.iter().any(|theme| theme.path == "Water"));
    assert!(s.text().contains("And his son."), "the chosen one shows its note whole: {}", s.text());
    s.keys("gg");
    assert!(s.text().contains("* Ask the ferryman.") && !s.text().contains("And his son."), "{}", s.text());
}

#[test]
fn a_board_of_a_theme_that_is_gone_says_so_and_how_to_go_on() {
    let mut s = Session::bridge();
    s.keys("}<enter>Water<enter>gt<enter>");
    assert!(s.text().contains("Water: 1 passage"), "{}", s.text());
    s.keys("u");
    assert!(s.text().contains("A theme that is gone: 0 passages"), "{}", s.text());
    assert!(
        s.text().contains("This theme is gone") && !s.text().contains("No passage is tagged"),
        "{}",
        s.text()
    );
    s.keys("s");
    assert!(s.status().starts_with("The theme of this board is gone"), "{}", s.status());
    assert!(s.hints().contains("q close") && !s.hints().contains("go there"), "{}", s.hints());
    s.keys("<ctrl-r>");
    assert!(s.text().contains("Water: 1 passage"), "done again, it is there again: {}", s.text());
}

#[test]
fn a_theme_that_another_program_removes_goes_from_the_chooser() {
    let mut s = two();
    let tolls = s.store.themes().unwrap().into_iter().find(|theme| theme.path == "Tolls").unwrap().id;
    s.keys("qgg<enter>gg<enter>tol");
    assert!(s.text().contains("Tolls") && !s.text().contains("› new: tol"), "{}", s.text());
    s.store.apply(&[Edit::RemoveTheme { theme: tolls }]).unwrap();
    s.send(Msg::LibraryChanged);
    let chooser = |s: &Session| match s.app.overlays.last() {
        Some(Overlay::Chooser(chooser)) => (**chooser).clone(),
        _ => panic!("no chooser: {}", s.text()),
    };
    let rows = chooser(&s).rows;
    assert!(!rows.contains(&Row::Theme(tolls)), "{rows:?}");
    assert_eq!(rows.last(), Some(&Row::New("tol".to_owned())));
    // What else is chosen stays chosen.
    s.keys("<esc><enter>wat");
    let water = chooser(&s);
    s.send(Msg::LibraryChanged);
    assert_eq!((chooser(&s).rows, chooser(&s).chosen), (water.rows, water.chosen));
}

#[test]
fn the_passage_that_is_tagged_or_noted_stays_in_sight_above_what_lies_over_its_board() {
    let said: Vec<String> = (1..=12).map(|n| format!("Ferry number {n} sank on a spring day.")).collect();
    let mut s = Session::with(&[("ferries.txt", &format!("Ferries\n\n{}\n", said.join(" ")))]);
    s.resize(80, 24).keys("<enter>}<enter>Water<enter>").keys(&").".repeat(11));
    assert_eq!(s.stored().len(), 12);
    for (board, theme) in [("gH", false), ("gh", false), ("gt<enter>", true)] {
        // A note stands beside what is wide enough.
        for (columns, over, title) in [(80, "t", " Themes "), (60, "t", " Themes "), (60, "c", " Note ")] {
            s.resize(columns, 24);
            for (to, n) in [("gg", 1), ("G", 12), ("gg6j", 7)] {
                s.keys(board).keys(to).keys(over);
                let text = s.text();
                let lines: Vec<&str> = text.lines().collect();
                let row = |part: &str| lines.iter().position(|line| line.contains(part));
                let (marked, title) = (row("›"), row(title).expect(&text));
                let chosen = &lines[marked.filter(|at| *at < title).expect(&text)..title];
                // Its first row begins with the end of the sentence before it.
                let rows: Vec<&str> =
                    chosen.iter().filter_map(|line| Some(line.split_once('▏')?.1.trim())).collect();
                let words = format!("Ferry number {n} sank");
                assert!(rows.join(" ").contains(&words), "{columns} {board} {to} {over}\n{text}");
                s.keys("<esc>q").keys(if theme { "q" } else { "" });
                assert!(s.app.overlays.is_empty(), "{}", s.text());
            }
        }
    }
}
