//! What an import on the command line shows while it goes on.

use std::fs;

use super::pty::Terminal;
use super::real::Home;
use crate::books::epub;
use crate::web::{Site, hold};

#[test]
fn an_import_shows_how_many_of_all_are_read_and_once_it_is_stopped_what_is_there() {
    let site = Site::new(|_, stream| hold(stream));
    let home = Home::new();
    let texts = home.0.path().join("texts");
    fs::create_dir(&texts).expect("a folder");
    for name in ["a", "b"] {
        fs::write(texts.join(name).with_extension("txt"), format!("The text {name}.")).expect("a file");
    }
    let mut command = home.command();
    command.args(["import", "--allow-local"]);
    command.arg(&texts);
    command.args([site.address("/never"), "none.txt".to_owned()]);
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect_text("2 of 4 read");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 130);
    let shown = terminal.screen().contents();
    let told = "stopped before the end: 2 added and 0 updated are in the library (the same command again goes on, and adds";
    assert!(shown.contains(told), "{shown}");
    let store = home.store();
    let newest = store.newest_step().expect("a library").expect("a step");
    assert_eq!(newest.label, "import 2 articles");
}

#[test]
fn what_is_stopped_at_once_says_that_nothing_came() {
    let site = Site::new(|_, stream| hold(stream));
    let home = Home::new();
    let mut command = home.command();
    command.args(["import", "--allow-local", &site.address("/never")]);
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect_text("reading");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 130);
    let shown = terminal.screen().contents();
    assert!(shown.contains("stopped before the end: nothing new is in the library (the same"), "{shown}");
}

#[test]
fn the_files_of_a_book_are_counted_where_it_is_all_that_comes() {
    let home = Home::new();
    let paragraphs = ["The mud shows at noon."];
    let book = epub("The Harbour", &[("1.xhtml", "One", &paragraphs), ("2.xhtml", "Two", &paragraphs)]);
    let path = home.0.path().join("book.epub");
    fs::write(&path, book).expect("a file");
    let mut command = home.command();
    command.arg("import");
    command.arg(&path);
    let mut terminal = Terminal::start(command, 120, 40);
    assert_eq!(terminal.end(), 0);
    assert!(terminal.raw_text().contains("of 2 read"), "{}", terminal.raw_text());
}
