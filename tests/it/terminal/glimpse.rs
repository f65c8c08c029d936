//! What a start shows before the library is open, in a terminal.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use assert_cmd::Command;
use postil::store::{Store, glimpse_of};

use super::pty::Terminal;
use super::real::Home;

pub(super) fn glimpse(home: &Home) -> PathBuf {
    glimpse_of(&home.library())
}

/// What a frame ends with: whoever reads as far as that has read all of it.
pub(super) const FRAME_END: &str = "\x1b[?2026l";

/// How often every cell was drawn.
fn whole_frames(terminal: &Terminal) -> usize {
    terminal.raw_text().matches("\x1b[2J").count()
}

/// Runs the reader until it shows a text, then ends it. Gives what it had drawn by then.
pub(super) fn visit(home: &Home, shows: &str) -> Terminal {
    let mut terminal = Terminal::start(home.command(), 120, 40);
    terminal.expect_text(shows);
    // The program answers, so it has come to its own first frame.
    terminal.keys("?");
    terminal.expect_text("Help");
    assert!(!glimpse(home).exists(), "nobody else shows what may have changed by then");
    terminal.keys("\x1b");
    terminal.expect("no help", |screen| !screen.contents().contains("Help"));
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
    terminal
}

#[test]
fn a_start_shows_what_the_last_end_left_and_draws_it_once() {
    let home = Home::new();
    visit(&home, "5 articles");
    let kept = fs::metadata(glimpse(&home)).expect("a glimpse");
    assert_eq!(kept.permissions().mode() & 0o777, 0o600, "it shows what others may not read");
    let bytes = fs::read(glimpse(&home)).expect("a glimpse");
    let mut terminal = visit(&home, "5 articles");
    assert_eq!(whole_frames(&terminal), 1);
    let raw = terminal.raw_text();
    let shown = raw.find(&*String::from_utf8_lossy(&bytes[32..])).expect("the glimpse");
    // The library knows whether the ground is to be asked for, so what comes before that comes before it.
    assert!(shown < raw.find("\x1b]11;?").expect("a question"), "it is there before the library is");
    assert!(glimpse(&home).exists(), "the next start has one again");
    // Of another size nothing is known.
    terminal = Terminal::start(home.command(), 80, 24);
    terminal.expect_text("Three resets");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    assert_eq!(whole_frames(&terminal), 1);
    assert!(!terminal.raw_text().contains(&*String::from_utf8_lossy(&bytes[32..])));
}

#[test]
fn whoever_opens_the_library_takes_the_glimpse_away() {
    let home = Home::new();
    visit(&home, "5 articles");
    assert!(glimpse(&home).exists());
    let store: Store = home.store();
    assert!(!glimpse(&home).exists());
    drop(store);
    assert_eq!(whole_frames(&visit(&home, "5 articles")), 1);
}

#[test]
fn what_is_true_by_now_takes_the_place_of_the_glimpse() {
    let home = Home::new();
    let skins = home.0.path().join(".config/postil/skins");
    fs::create_dir_all(&skins).expect("a folder");
    let skin = |accent: &str| {
        let text = format!("inherit = \"dark\"\n[roles]\naccent = \"{accent} bold\"\n");
        fs::write(skins.join("own.toml"), text).expect("a skin");
    };
    skin("#5aa0dc");
    fs::write(home.0.path().join(".config/postil/config.toml"), "[look]\nskin = \"own\"\n")
        .expect("settings");
    visit(&home, "5 articles");
    let before = fs::read(glimpse(&home)).expect("a glimpse");
    skin("#dc5aa0");
    let terminal = visit(&home, "5 articles");
    assert_eq!(whole_frames(&terminal), 2, "the old look, then the new one");
    assert_ne!(fs::read(glimpse(&home)).expect("a glimpse"), before);
    assert_eq!(whole_frames(&visit(&home, "5 articles")), 1);
}

#[test]
fn a_long_article_shows_at_once_where_it_was_left() {
    let home = Home::new();
    let path = home.0.path().join("long.txt");
    let paragraph = |n: usize| {
        format!("Paragraph {n} tells of ferries, moles and lamps.{}\n\n", " And of tides.".repeat(20))
    };
    let text: String = (0..2_000).map(paragraph).collect();
    fs::write(&path, format!("A long account of harbours\n\n{text}")).expect("a text");
    let import = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
        command.env_clear().env("HOME", home.0.path()).arg("--library").arg(home.library());
        command.args(args).assert().success();
    };
    import(&["import", path.to_str().expect("letters")]);
    let mut terminal = Terminal::start(home.command(), 120, 40);
    terminal.expect_text("A long account");
    terminal.keys(":open A long account\r");
    terminal.expect_text("Paragraph 0 ");
    terminal.keys("G");
    terminal.expect_text("Paragraph 1999 ");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    let bytes = fs::read(glimpse(&home)).expect("a glimpse");
    assert!(String::from_utf8_lossy(&bytes).contains("1999"));
    // Keys may come before the text has.
    let terminal = visit(&home, "Paragraph 1999 ");
    assert_eq!(whole_frames(&terminal), 1, "what was typed meanwhile comes after it");
    let raw = terminal.raw_text();
    assert!(raw.find("1999") < raw.find("\x1b]11;?"), "it is there before the library is");
    // A key that is typed on its sight goes to the text.
    let mut terminal = Terminal::start(home.command(), 120, 40);
    terminal.expect_text("Paragraph 1999 ");
    terminal.keys("gg");
    terminal.expect_text("Paragraph 0 ");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn closing_the_window_leaves_a_glimpse_for_one_of_its_size() {
    let home = Home::new();
    let mut terminal = Terminal::start_reading(home.command(), 120, 40, Some(FRAME_END));
    terminal.expect_text("5 articles");
    terminal.hang_up();
    assert_eq!(terminal.end(), 129);
    let bytes = fs::read(glimpse(&home)).expect("a glimpse");
    let terminal = visit(&home, "5 articles");
    assert!(terminal.raw_text().contains(&*String::from_utf8_lossy(&bytes[32..])));
    assert_eq!(whole_frames(&terminal), 1);
}
