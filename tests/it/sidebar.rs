//! The sidebar: level with the text, tied to it, narrowed, sorted, and notes as Markdown means them.

use postil::app::panes::text_column;
use postil::app::{Msg, Pane};
use postil::clock::Clock;
use postil::job::mend;
use postil::model::mend::Mend;
use postil::store::Store;
use postil::text::{Offset, Span};
use ratatui::style::Modifier;

use crate::session::Session;

/// The column of the rule between the text and the sidebar at 120 columns.
const RULE: u16 = 91;

fn rule(s: &Session) -> String {
    (0..s.buffer.area.height - 2).map(|y| s.buffer[(RULE, y)].symbol()).collect()
}

/// The row on which a text stands in the sidebar, and its column.
fn at(s: &Session, words: &str) -> (u16, u16) {
    for y in 0..s.buffer.area.height - 2 {
        for x in RULE + 1..s.buffer.area.width {
            let row: String = (x..s.buffer.area.width).map(|x| s.buffer[(x, y)].symbol()).collect();
            if row.starts_with(words) {
                return (x, y);
            }
        }
    }
    panic!("“{words}” is not there:\n{}", s.screen())
}

fn sidebar(s: &Session) -> String {
    let row = |y| (RULE + 1..s.buffer.area.width).map(move |x| s.buffer[(x, y)].symbol()).collect::<String>();
    (0..s.buffer.area.height - 2).map(|y| row(y).trim().to_owned() + "\n").collect()
}

/// Four annotations: two in the first paragraph, one in the second, one in the third.
fn tagged() -> Session {
    let mut s = Session::bridge();
    s.keys(
        "}<enter>War<enter>)cIt is *never* **easy**.<enter>- one<enter>- two<enter>- three<enter>- four<esc>",
    );
    s.keys(")<enter>Peace<enter>}<enter>War/Talks<enter>");
    s
}

#[test]
fn entries_that_had_to_move_are_tied_to_their_passages() {
    let mut s = tagged();
    s.keys("gg}");
    let first = rule(&s);
    let signs = |rule: &str| rule.chars().filter(|c| *c != '│').collect::<String>();
    // Two begin on the first row, and the note gives way to the last: figures say which of two is whose.
    assert_eq!(signs(&first), "┼┼├┼", "{}", s.screen());
    let beside =
        |x: u16| (0..12).map(|y| s.buffer[(x, y)].symbol()).filter(|c| "123".contains(c)).collect::<String>();
    assert_eq!((&*beside(RULE - 1), &*beside(RULE + 1)), ("12", "12"), "{}", s.screen());
    // The level one stands on the row of its passage, and the line comes from the text.
    s.keys("}");
    let (_, y) = at(&s, "T Talks");
    assert_eq!((s.buffer[(RULE, y)].symbol(), s.buffer[(RULE - 1, y)].symbol()), ("┼", "─"));
    s.keys("gg}))");
    let (_, to) = at(&s, "P Peace");
    assert_eq!(s.buffer[(RULE, to)].symbol(), "└", "{}", s.screen());
    let turn = (0..to).rev().find(|y| s.buffer[(RULE, *y)].symbol() == "┐").expect("a turn");
    assert_eq!(s.buffer[(RULE - 1, turn)].symbol(), "─");
    let line = s.buffer[(RULE, turn)].fg;
    assert!((turn..=to).all(|y| s.buffer[(RULE, y)].fg == line), "one colour all along");
    assert_ne!(s.buffer[(RULE, 0)].fg, line);
    // Without marks there is nothing to tie to.
    s.keys("zh");
    assert_eq!(signs(&rule(&s)), "", "{}", s.screen());
}

#[test]
fn the_chosen_note_shows_whole_and_the_others_begin() {
    let mut s = tagged();
    s.resize(120, 14).keys("gg");
    assert!(sidebar(&s).contains("easy.…") && !sidebar(&s).contains("• one"), "{}", s.screen());
    s.keys("})");
    assert!(sidebar(&s).contains("• four"), "{}", s.screen());
    // Whatever room there is: with more of it shown, the others would be off their passages.
    s.resize(120, 40).keys("gg");
    assert!(!sidebar(&s).contains("• one"), "{}", s.screen());
    s.keys("})");
    let has = |words: &str, modifier| {
        let (x, y) = at(&s, words);
        s.buffer[(x, y)].modifier.contains(modifier)
    };
    assert!(has("never", Modifier::ITALIC) && has("easy", Modifier::BOLD) && !has("It is", Modifier::ITALIC));
    assert!(!sidebar(&s).contains('*') || sidebar(&s).contains("* note"), "{}", s.screen());
    assert!(!sidebar(&s).contains("**"));
}

#[test]
fn a_note_longer_than_the_pane_says_how_to_see_the_rest() {
    let mut s = Session::bridge();
    let lines: Vec<String> = (1..=30).map(|n| format!("- line {n}<enter>")).collect();
    s.keys(&format!("}}<enter>War<enter>c{}<esc>", lines.concat())).resize(120, 14).keys("<tab>");
    let rows: Vec<String> = sidebar(&s).lines().map(str::to_owned).collect();
    let last = rows.iter().rev().find(|row| !row.is_empty()).cloned();
    assert_eq!(last.as_deref(), Some("… c shows all of it"), "{}", s.screen());
    assert!(rows.iter().any(|row| row == "• line 1"), "{}", s.screen());
    // The row above it is one of the note, so nothing is said twice.
    assert!(rows[rows.len() - 2].contains("• line") && rows[rows.len() - 2].ends_with('…'), "{}", s.screen());
    s.resize(120, 60);
    assert!(sidebar(&s).contains("• line 30") && !sidebar(&s).contains("shows all"), "{}", s.screen());
}

#[test]
fn it_is_narrowed_by_words_and_by_theme_and_says_so() {
    let mut s = tagged();
    s.keys("<tab>/EASY");
    assert!(sidebar(&s).contains("1 of 4") && sidebar(&s).contains("/ EASY"), "{}", s.screen());
    assert!(sidebar(&s).contains("* note") && !sidebar(&s).contains("Peace"));
    s.keys("<enter>");
    assert_eq!(s.ahead(6), "Lt. Co", "the text goes along with the only entry that is left");
    s.keys("<esc>");
    assert!(sidebar(&s).contains("4 annotations"), "{}", s.screen());
    // A theme with those below it.
    s.keys("fWar<enter>");
    assert!(sidebar(&s).contains("2 of 4") && sidebar(&s).contains("only War"), "{}", s.screen());
    s.keys("gg");
    assert_eq!(s.ahead(12), "The old brid");
    s.keys("j");
    assert_eq!(s.ahead(9), "Was there", "what is left out is passed over");
    s.keys("f<enter>");
    assert!(sidebar(&s).contains("4 annotations"));
    // Esc in the line of input leaves the filter as it was.
    s.keys("/peace<esc>");
    assert!(sidebar(&s).contains("4 annotations"));
}

#[test]
fn it_is_narrowed_by_the_queries_of_list_and_board_and_says_when_nothing_is_left() {
    let mut s = tagged();
    s.keys("<tab>/theme:war<enter>");
    assert!(sidebar(&s).contains("2 of 4") && sidebar(&s).contains("/ theme:war"), "{}", s.screen());
    s.keys("/<ctrl-u>note:easy OR theme:peace<enter>");
    assert!(sidebar(&s).contains("2 of 4"), "{}", s.screen());
    // What cannot be read shows what was there before, and Enter says what is wrong with it.
    s.keys("/<ctrl-u>author:x");
    assert!(sidebar(&s).contains("2 of 4") && sidebar(&s).contains("/ note:easy OR"), "{}", s.screen());
    s.keys("<enter>");
    assert!(s.text().contains("There is no field author:"), "{}", s.text());
    s.keys("<esc>");
    // Nothing is left: the pane says so, and how to see all again.
    s.keys("/<ctrl-u>note:scripts<enter>");
    assert!(sidebar(&s).contains("0 of 4"), "{}", s.screen());
    let words = sidebar(&s).replace('\n', " ");
    assert!(words.contains("No annotation is left by the filter. Esc shows all again."), "{}", s.screen());
    s.keys("<enter>");
    assert!(
        s.status().contains("No annotation is left by the filter; Esc shows all again."),
        "{}",
        s.status()
    );
    // A theme that there is not is named, in the pane too.
    s.keys("/<ctrl-u>theme:Nonsense<enter>");
    let words = sidebar(&s).replace('\n', " ");
    assert!(words.contains("Nonsense") && words.contains("Esc shows all again."), "{}", s.screen());
    s.keys("<esc>");
    assert!(sidebar(&s).contains("4 annotations"), "{}", s.screen());
}

#[test]
fn keys_wait_for_what_its_filter_leaves_and_it_follows_edits() {
    let mut s = tagged();
    s.keys("<tab>gg").slow();
    s.keys("/theme:war<enter>jdd").settle();
    assert_eq!(s.annotations().len(), 3);
    let left = s.annotations();
    assert!(left.iter().all(|a| !a.quote.starts_with("Was there")), "{left:?}");
    assert!(sidebar(&s).contains("1 of 3"), "{}", s.screen());
    s.keys("u").settle();
    assert!(sidebar(&s).contains("2 of 4"), "{}", s.screen());
}

#[test]
fn those_without_a_place_are_counted_apart() {
    let mut s = Session::with(&[("a.txt", "Harbours\n\nThe first says little.\n\nThe second says more.\n")]);
    s.resize(120, 40).keys("<enter>gg}<enter>War<enter>}<enter>Peace<enter>");
    let mend = |s: &mut Session, words: &str| {
        let article = s.articles()[0];
        let sha256 = s.store.article(article).unwrap().unwrap().sha256;
        let at = s.store.document(article).unwrap().text.find(words).unwrap();
        let what =
            Mend::Replace { span: Span::new(at, at + words.len()), text: "Quite other words!".to_owned() };
        mend::apply(&mut s.store, article, &sha256, &what).unwrap();
        s.send(Msg::LibraryChanged);
    };
    mend(&mut s, "The first says little.");
    assert!(sidebar(&s).contains("1 placed, 1 not (gu)"), "{}", s.screen());
    mend(&mut s, "The second says more.");
    assert!(sidebar(&s).contains("2 not placed (gu)"), "{}", s.screen());
    let words = sidebar(&s).replace('\n', " ");
    assert!(words.contains("gu shows where they may belong."), "{}", s.screen());
    s.keys("<tab>");
    assert!(sidebar(&s).contains("lost W War"), "{}", s.screen());
}

#[test]
fn it_is_sorted_by_place_time_and_theme() {
    let mut s = tagged();
    s.keys("gg}<enter>Again<enter><tab>gg");
    let order = |s: &Session| {
        let text = sidebar(s);
        let mut all: Vec<(usize, &str)> = ["W War", "* note", "P Peace", "T Talks"]
            .into_iter()
            .filter_map(|w| Some((text.find(w)?, w)))
            .collect();
        all.sort_unstable();
        all.into_iter().map(|(_, words)| words).collect::<Vec<_>>()
    };
    assert_eq!(order(&s), ["W War", "* note", "P Peace", "T Talks"], "{}", s.screen());
    s.keys("Sgg");
    assert!(sidebar(&s).contains("newest first"), "{}", s.screen());
    assert_eq!(order(&s).first(), Some(&"T Talks"), "{}", s.screen());
    s.keys("Sgg");
    assert!(sidebar(&s).contains("by theme"));
    s.keys("G");
    assert_eq!(s.ahead(6), "Lt. Co", "a note without a theme is last");
    s.keys("<esc>");
    assert!(!sidebar(&s).contains("by theme"));
}

#[test]
fn the_note_of_the_article_stands_above_all() {
    let mut s = tagged();
    s.keys("Cabout the **whole**<esc>gg");
    let (_, y) = at(&s, "about the whole");
    assert_eq!(y, 2, "{}", s.screen());
    assert!(at(&s, "W War").1 > 3);
}

#[test]
fn on_a_narrow_screen_it_lies_over_the_text_and_the_passage_stays_in_sight() {
    for (columns, rows) in [(40, 10), (60, 20), (69, 24)] {
        let mut s = tagged();
        s.resize(columns, rows).keys("gg<tab>gg");
        for _ in 0..4 {
            let sheet = s.app.panes.sheet().expect("over the text");
            let top = text_column(s.app.panes.reader.unwrap(), s.app.prefs.measure).y;
            let reader = s.app.reader.as_ref().unwrap();
            let row = reader.lines.iter().position(|line| line.span.contains(reader.cursor));
            let y = top + u16::try_from(row.expect("it shows")).unwrap();
            assert!(y < sheet.y, "{y} {sheet:?}\n{}", s.screen());
            let rule: String = (0..columns).map(|x| s.buffer[(x, sheet.y)].symbol()).collect();
            assert_eq!(rule, "─".repeat(columns.into()));
            assert_eq!(s.app.entry().map(|id| reader.marks.get(id).unwrap().span.start), Some(reader.cursor));
            s.keys("j");
        }
        s.keys("q");
        assert!(s.app.panes.sheet().is_none() && s.app.focus == Pane::Reader, "{}", s.screen());
    }
}

#[test]
fn keys_of_the_page_work_beside_it_and_others_name_the_way_to_the_text() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter><tab>w");
    assert!(
        s.status().starts_with("“w” means nothing here; it works in the text: Shift-Tab"),
        "{}",
        s.status()
    );
    s.keys("zt");
    assert!(s.status().starts_with("“z t” means nothing here; it works in the text"), "{}", s.status());
    s.keys("zh");
    assert!(s.status().starts_with("Annotations are hidden"), "{}", s.status());
    s.keys("2").keys("Q");
    assert!(s.status().starts_with("“Q” means nothing here; ? shows the keys."), "{}", s.status());
    s.keys("zs");
    assert!(s.status().starts_with("The sidebar is hidden"), "{}", s.status());
    assert_eq!(s.app.context(), postil::command::Context::Reader);
    s.keys("<shift-tab>w");
    assert!(s.status().starts_with("“w” means nothing here; it works in the text: Tab"), "{}", s.status());
    // Keys of the list name the way to it.
    for key in ["a", "S"] {
        s.keys("<tab>").keys(key);
        let said = format!("“{key}” means nothing here; it works in the list: q takes you there.");
        assert!(s.status().starts_with(&said), "{}", s.status());
        s.keys("vl").keys(key);
        assert!(!s.status().contains("the list"), "{}", s.status());
        s.keys("<esc><esc>q");
        assert_eq!(s.app.context(), postil::command::Context::List);
    }
    // In a library with no article open there is no text to go to.
    let mut s = Session::empty();
    s.keys("w");
    assert!(s.status().ends_with("? shows the keys."), "{}", s.status());
    s.keys("<tab><tab>go");
    assert!(s.status().starts_with("No article is open"), "{}", s.status());
}

#[test]
fn an_empty_one_offers_no_keys_for_entries() {
    let mut s = Session::bridge();
    s.keys("<tab>");
    assert!(s.text().contains("No annotations"), "{}", s.text());
    assert!(s.hints().contains("Tab next pane") && !s.hints().contains("go there"), "{}", s.hints());
    s.keys("<tab><tab>}<enter>War<enter><tab>");
    assert!(s.hints().contains("go there"), "{}", s.hints());
    s.keys("/nothing like it<enter>");
    assert!(s.hints().contains("Esc show all") && !s.hints().contains("go there"), "{}", s.hints());
}

/// A library that was just made.
fn starters() -> Session {
    let clock = Clock::counted("2026-01-02T03:04:05Z".parse().unwrap());
    let mut store = Store::memory(clock).unwrap();
    store.add_starters(&postil::job::library::starters().unwrap()).unwrap();
    Session::on(store)
}

/// The row on which words begin in the text.
fn row_of(s: &Session, words: &str) -> u16 {
    let reader = s.app.reader.as_ref().unwrap();
    let at = reader.text().find(words).expect(words);
    let row = reader.lines.iter().position(|line| line.span.contains(Offset(at))).expect("it shows");
    text_column(s.app.panes.reader.unwrap(), s.app.prefs.measure).y + u16::try_from(row).unwrap()
}

/// The rows of the screen on which the sidebar has words, right of the column.
fn beside(s: &Session, x: u16, words: &str) -> u16 {
    let row = |y: u16| (x..s.buffer.area.width).map(|x| s.buffer[(x, y)].symbol()).collect::<String>();
    (0..s.buffer.area.height - 2)
        .find(|y| row(*y).contains(words))
        .unwrap_or_else(|| panic!("{words}: {}", s.screen()))
}

const SAMPLES: [(&str, &str); 3] = [
    ("Their claim is narrow", "Intelligence sharing"),
    ("Washington has tried", "Counter-terrorism"),
    ("The two sides want", "* note"),
];

#[test]
fn on_the_first_screen_each_entry_is_level_with_its_passage() {
    let mut s = starters();
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        s.resize(columns, rows).keys("gg");
        let pane = s.app.panes.sidebar.expect("a sidebar");
        for (words, entry) in SAMPLES {
            assert_eq!(beside(&s, pane.x, entry), row_of(&s, words), "{words}\n{}", s.screen());
        }
    }
    // The chosen one is whole; the others keep a row each at least.
    s.resize(80, 24).keys("gg]a]a]a");
    let text = s.text();
    assert!(text.contains("these three away."), "to its last word: {text}");
    assert!(text.contains("Counter-terrorism") && text.contains("Intelligence sharing"), "{text}");
}

#[test]
fn where_entries_crowd_notes_give_way_and_what_is_off_its_row_is_tied_to_it() {
    let mut s = Session::bridge();
    let long = "It was closed again and again. ".repeat(9);
    s.keys(&format!("}}<enter>War<enter>c{long}<esc>)<enter>Peace<enter>c{long}<esc>"));
    s.keys(&format!(")<enter>Boats<enter>c{long}<esc>)<enter>Trade<enter>c{long}<esc>gg")).resize(200, 60);
    let pane = s.app.panes.sidebar.expect("a sidebar");
    let rule = pane.x - 1;
    // The first is level, though its note is long.
    assert_eq!(beside(&s, pane.x, "W War"), row_of(&s, "The old bridge"), "{}", s.screen());
    let mut free = 0;
    let mut off = 0;
    for (words, entry) in
        [("The old bridge", "W War"), ("Lt. Col. Anna", "P Peace"), ("Nobody believed", "B Boats")]
    {
        let (stands, row) = (beside(&s, pane.x, entry), row_of(&s, words));
        assert!(stands >= free && stands - row <= 5, "{words}: {stands} {row}\n{}", s.screen());
        free = stands + 1;
        if stands != row {
            off += 1;
            let sign = |x: u16, y: u16| s.buffer[(x, y)].symbol().to_owned();
            assert!(["├", "┼"].contains(&&*sign(rule, stands)), "{}", s.screen());
            // Where several are off theirs, by a figure that both have.
            assert_eq!(sign(rule - 1, row), sign(rule + 1, stands), "{}", s.screen());
        }
    }
    // Of those that crowd two or more are off their rows: each has a figure of its own.
    assert!(off >= 2 && s.text().contains("├1P") && s.text().contains("├2B"), "{off}\n{}", s.text());
}

#[test]
fn a_chosen_note_gives_way_where_its_neighbours_would_have_no_row() {
    let mut s = Session::bridge();
    let long: Vec<String> = (1..=40).map(|n| format!("- line {n}<enter>")).collect();
    let long = long.concat();
    s.keys(&format!("}}<enter>War<enter>)<enter>Peace<enter>c{long}<esc>)<enter>Boats<enter>"));
    s.resize(120, 20).keys("gg})");
    let text = sidebar(&s);
    assert!(text.contains("W War") && text.contains("B Boats"), "{}", s.screen());
    assert!(text.contains("• line 8") && text.contains("c shows all of it"), "{}", s.screen());
    // In rows, too.
    s.keys("<tab>Sgg").keys("j");
    let text = sidebar(&s);
    assert!(text.contains("W War") && text.contains("B Boats"), "{}", s.screen());
    assert!(text.contains("P Peace") && text.contains("• line 6"), "{}", s.screen());
}

#[test]
fn beside_the_text_keys_act_on_what_is_chosen_there_and_the_text_shows_it() {
    let mut s = tagged();
    s.keys("gg<tab>");
    assert_eq!(s.app.target_annotation(), None, "the cursor is on the title");
    let (quote, other) = ("The old bridge was closed on Oct. 15.", "The Bridge at Orlau");
    let underlined = |s: &Session, words: &str| {
        let (y, x) = (row_of(s, words), text_column(s.app.panes.reader.unwrap(), s.app.prefs.measure).x);
        s.buffer[(x, y)].modifier.contains(Modifier::UNDERLINED)
    };
    assert!(underlined(&s, quote) && !underlined(&s, other), "{}", s.screen());
    s.keys("c");
    assert!(s.text().contains("Note on “The old bridge…"), "{}", s.text());
    s.keys("Why?<esc>");
    assert!(s.stored()[0].ends_with("| War | Why?"), "{:?}", s.stored());
    assert_eq!(s.ahead(7), "The old", "the text went along with what was changed");
    // Back in the text the cursor's own sentence is meant.
    s.keys("<shift-tab>gg");
    assert!(underlined(&s, other) && !underlined(&s, quote), "{}", s.screen());
}
