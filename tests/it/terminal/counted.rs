//! What a line that is scrolled costs in bytes, and what the library costs in memory, counted from outside.

use std::fs;

use postil::model::{Document, Edit, Metadata};
use postil::store::Store;

use super::pty::Terminal;
use super::real::Home;

/// Goal of a line in bytes, in a terminal of 120 columns and 40 rows.
const LINE: usize = 4_000;

#[test]
fn a_line_that_is_scrolled_is_not_a_whole_screen() {
    let home = Home::new();
    let path = home.0.path().join("rows.txt");
    let rows: Vec<String> =
        (0..200).map(|n| format!("Row {n} of the long account stands here.\n\n")).collect();
    fs::write(&path, format!("A long account of rows\n\n{}", rows.concat())).expect("a text");
    let mut command = home.command();
    command.arg(&path);
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect_text("Row 0 ");
    // To the middle of the screen, from where each line scrolls.
    let mut down = |times: usize| {
        for _ in 0..times {
            let before = terminal.screen().contents_formatted();
            terminal.keys("j");
            terminal.expect("a row further down", |screen| screen.contents_formatted() != before);
        }
        (terminal.raw.len(), terminal.screen().contents())
    };
    let (from, above) = down(60);
    let (to, below) = down(20);
    let first =
        |screen: &str| screen.split_once("Row ").and_then(|(_, row)| row.split(' ').next()?.parse().ok());
    let scrolled: Option<(u32, u32)> = first(&above).zip(first(&below));
    assert!(scrolled.is_some_and(|(above, below)| above + 20 <= below), "it has scrolled: {scrolled:?}");
    let bytes = (to - from) / 20;
    assert!(bytes <= LINE, "{bytes} bytes a line");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_library() {
    let peak = |articles: usize| {
        let home = Home::new();
        add(&mut home.store(), articles);
        let mut terminal = Terminal::start(home.command(), 120, 40);
        terminal.expect_text(&format!("{articles} articles"));
        terminal.keys("G");
        terminal.expect_text("Account 0");
        terminal.keys("\r");
        terminal.expect_text("It tells of piers.");
        let peak = terminal.peak();
        terminal.keys("\x03");
        assert_eq!(terminal.end(), 0);
        peak
    };
    let (few, many) = (peak(20), peak(4_000));
    assert!(many * 4 <= few * 5, "{few} KiB with 20 articles, {many} KiB with 4,000");
}

fn add(store: &mut Store, articles: usize) {
    let one = |n: usize| {
        let text = format!("# Account {n}\n\nIt tells of piers. {}\n", "And of the tides there. ".repeat(80));
        let hint = postil::import::Hint::named("a.md");
        let read = postil::import::read(text.as_bytes(), &hint).expect("an article");
        let (meta, document): (Metadata, Document) = (read.meta, read.document);
        Edit::AddArticle { meta, document, themes: Vec::new(), place: None }
    };
    let edits: Vec<Edit> = (0..articles).map(one).collect();
    store.apply(&edits).expect("a step");
}
