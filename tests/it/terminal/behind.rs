//! What can be done while the library is opened behind a glimpse: here another program holds it.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt;

use portable_pty::CommandBuilder;
use rustix::fs::{FlockOperation, fcntl_lock};
use rustix::process::Signal;

use super::glimpse::{FRAME_END, glimpse, visit};
use super::pty::{self, Terminal};
use super::real::Home;

/// A library whose last end left a glimpse of the next start. Keys that quit are bound in it.
fn home() -> Home {
    let home = Home::new();
    let settings = home.0.path().join(".config/postil");
    fs::create_dir_all(&settings).expect("a folder");
    fs::write(settings.join("config.toml"), "[keys.everywhere]\n\"Q\" = \"quit\"\n\"Ctrl-X\" = \"quit\"\n")
        .expect("settings");
    visit(&home, "5 articles");
    home
}

/// Holds the library as long as the file is open, as SQLite does: it opens for nobody.
fn hold(home: &Home) -> File {
    let library = OpenOptions::new().read(true).write(true).open(home.library()).expect("the library");
    fcntl_lock(&library, FlockOperation::NonBlockingLockExclusive).expect("nobody holds it");
    library
}

/// A start that shows what the last end left.
fn start(home: &Home, arranged: impl Fn(CommandBuilder) -> CommandBuilder) -> Terminal {
    assert!(glimpse(home).exists());
    let mut terminal = Terminal::start(arranged(home.command()), 120, 40);
    terminal.expect_text("5 articles");
    terminal
}

#[test]
fn whoever_quits_does_not_wait_for_the_library() {
    for key in ["\x03", "Q", "\x18", "j\x03"] {
        let home = home();
        let _held = hold(&home);
        let mut terminal = start(&home, |command| command);
        terminal.keys(key);
        assert_eq!(terminal.end(), 0, "{key:?}");
        terminal.assert_restored();
    }
}

#[test]
fn a_signal_ends_it_while_the_library_is_held() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let home = home();
        let _held = hold(&home);
        let mut terminal = start(&home, |command| command);
        terminal.signal(signal);
        assert_eq!(terminal.end(), code);
        terminal.assert_restored();
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it_while_the_library_is_held() {
    let home = home();
    let _held = hold(&home);
    let mut terminal = Terminal::start_reading(home.command(), 120, 40, Some(FRAME_END));
    terminal.expect_text("5 articles");
    terminal.hang_up();
    assert_eq!(terminal.end(), 129);
}

#[test]
fn it_can_be_stopped_and_what_is_typed_is_done_once_the_library_is_there() {
    let home = home();
    let held = hold(&home);
    let mut terminal = start(&home, pty::job);
    // What comes before the key that stops it is taken in before it stops. `Q` is a letter there, and quits not.
    terminal.keys(":QQ\x1a");
    for way in ["key", "signal"] {
        if way == "signal" {
            terminal.signal(Signal::TSTP);
        }
        terminal.wait_for_stop();
        terminal.expect("the main screen", |screen| !screen.alternate_screen());
        terminal.assert_restored();
        terminal.continue_it();
        terminal.expect("the screen again", vt100::Screen::alternate_screen);
        terminal.expect_text("5 articles");
    }
    assert!(!terminal.screen().contents().contains(":QQ"), "nobody can do that yet");
    drop(held);
    terminal.expect_text(":QQ");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
}

#[test]
fn where_no_shell_waits_a_key_that_stops_is_answered_once_the_library_is_there() {
    let home = home();
    let held = hold(&home);
    let mut terminal = start(&home, |command| command);
    terminal.signal(Signal::TSTP);
    terminal.keys("\x1a");
    drop(held);
    terminal.expect_text("no shell waits");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_was_typed_is_run_by_no_shell_where_the_library_does_not_open() {
    let home = home();
    let held = hold(&home);
    let mut terminal = start(&home, pty::leaving_nothing);
    terminal.keys("echo hi\r");
    // Meanwhile it becomes the library of a newer program: https://www.sqlite.org/fileformat.html
    held.write_all_at(&[0x7f; 4], 60).expect("written");
    drop(held);
    assert_eq!(terminal.end(), 1);
    terminal.assert_restored();
    assert!(terminal.screen().contents().contains("newer"), "{}", terminal.screen().contents());
}
