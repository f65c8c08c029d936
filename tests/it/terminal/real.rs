//! postil itself in a terminal, on a library in a folder of the test's own.

use std::fs;
use std::path::{Path, PathBuf};

use postil::clock::Clock;
use postil::model::Edit;
use postil::store::Store;
use rustix::process::Signal;
use tempfile::TempDir;

use super::pty::{self, Terminal};

pub(super) struct Home(pub TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn library(&self) -> PathBuf {
        self.0.path().join("library.postil")
    }

    pub fn command(&self) -> portable_pty::CommandBuilder {
        let library = self.library();
        let library = library.to_str().expect("a path of letters");
        let mut command = pty::command(
            Path::new(env!("CARGO_BIN_EXE_postil")),
            &["--library", library],
            &[("HOME", self.0.path())],
        );
        command.env("EDITOR", "sh -c 'printf \" and on\" >> $1' it");
        command
    }

    pub fn start(&self) -> Terminal {
        let mut terminal = Terminal::start(self.command(), 120, 40);
        terminal.expect_text("5 articles");
        is_read(&mut terminal);
        terminal
    }

    /// Another program's look at the library.
    pub fn store(&self) -> Store {
        Store::open(&self.library(), Clock::machine()).expect("the library")
    }
}

/// The article that a new library opens on is there.
fn is_read(terminal: &mut Terminal) {
    terminal.expect("the reader", |screen| screen.contents().contains("c note"));
}

/// Begins a note with a few words.
pub(super) fn begin_note(terminal: &mut Terminal) {
    terminal.keys("c");
    terminal.expect_text("Note");
    terminal.keys("half a thought");
    terminal.expect_text("half a thought");
}

#[test]
fn the_first_frame_is_of_use_and_asked_for_the_ground_alone() {
    let home = Home::new();
    let mut terminal = home.start();
    let raw = terminal.raw_text();
    let first = raw.split("\x1b[?2026h").nth(1).expect("a frame");
    assert!(
        first.contains("5 articles") && first.contains("Reluctant"),
        "the articles are in the first frame"
    );
    terminal.assert_only_the_ground_was_asked();
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
    terminal.assert_only_the_ground_was_asked();
}

#[test]
fn a_terminal_that_shows_lines_alone_is_told_what_to_do_instead() {
    for (name, why) in [(Some("dumb"), "TERM=dumb says"), (None, "TERM is not set")] {
        for more in [None, Some("tutor")] {
            let home = Home::new();
            let mut command = home.command();
            match name {
                Some(name) => command.env("TERM", name),
                None => command.env_remove("TERM"),
            }
            if let Some(word) = more {
                command.arg(word);
            }
            let mut terminal = Terminal::start(command, 120, 40);
            assert_eq!(terminal.end(), 2);
            let raw = terminal.raw_text();
            assert!(raw.contains(why) && raw.contains("`postil show ARTICLE`"), "{raw}");
            assert!(!raw.contains('\x1b'), "{raw:?}");
        }
    }
}

#[test]
fn it_draws_at_every_size() {
    let home = Home::new();
    let mut terminal = Terminal::start(home.command(), 1, 1);
    terminal.expect("a frame", vt100::Screen::alternate_screen);
    for (columns, rows) in [(20, 5), (40, 10), (500, 200), (2, 60), (120, 40)] {
        terminal.resize(columns, rows);
    }
    terminal.expect_text("5 articles");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
}

#[test]
fn what_takes_long_is_a_job_whose_sheet_fills() {
    let home = Home::new();
    let mut terminal = home.start();
    terminal.keys("gt");
    terminal.expect_text("themes");
    terminal.keys("s");
    terminal.expect("suggestions", |screen| screen.contents().contains("as no passage is tagged yet"));
    terminal.keys(".");
    terminal.expect_text("Saved: ");
    terminal.keys("u");
    terminal.expect_text("Undone: ");
    terminal.keys("qq");
    is_read(&mut terminal);
    terminal.keys("gw");
    terminal.expect("shared wording", |screen| {
        let shown = screen.contents();
        shown.contains("No other article has") || shown.contains("shared")
    });
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
}

#[test]
fn a_file_that_is_no_library_is_refused_before_the_screen_is_taken() {
    let home = Home::new();
    fs::write(home.library(), "a shopping list").expect("a file");
    let mut terminal = Terminal::start(home.command(), 120, 40);
    assert_eq!(terminal.end(), 1);
    assert!(!terminal.raw_text().contains("\x1b[?1049h"));
    terminal.assert_restored();
    let shown = terminal.screen().contents();
    assert!(shown.contains("not a postil library"), "{shown}");
    assert_eq!(fs::read_to_string(home.library()).expect("a file"), "a shopping list");
}

#[test]
fn a_draft_survives_a_kill() {
    let home = Home::new();
    let mut terminal = home.start();
    begin_note(&mut terminal);
    let store = home.store();
    // Typing goes on until the draft is on disk, which it is while one types, not after.
    for n in 0_u32.. {
        let word = format!(" n{n}n");
        terminal.keys(&word);
        terminal.expect_text(word.trim());
        if !store.drafts().expect("drafts").is_empty() {
            break;
        }
    }
    terminal.signal(Signal::KILL);
    terminal.end();
    let drafts = store.drafts().expect("drafts");
    assert!(drafts[0].text.starts_with("half a thought"), "{drafts:?}");
    drop(store);
    let mut terminal = home.start();
    terminal.expect_text("A draft waits");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_draft_survives_signals_and_a_terminal_that_goes_away() {
    for signal in [Signal::TERM, Signal::HUP, Signal::USR1, Signal::XCPU] {
        let home = Home::new();
        let mut terminal = home.start();
        begin_note(&mut terminal);
        terminal.signal(signal);
        assert_eq!(i64::from(terminal.end()), i64::from(128 + signal.as_raw()));
        terminal.assert_restored();
        assert_eq!(home.store().drafts().expect("drafts")[0].text, "half a thought");
    }
}

#[test]
fn a_note_is_written_on_in_the_editor_and_saved() {
    let home = Home::new();
    let mut terminal = home.start();
    begin_note(&mut terminal);
    terminal.keys("\x05");
    terminal.expect_text(" and on");
    terminal.keys("\x13");
    terminal.expect_text("Saved");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
    let store = home.store();
    let notes = store.annotations(&postil::store::AnnotationFilter::default(), None).expect("annotations");
    assert!(notes.iter().any(|a| a.note.as_deref() == Some("half a thought\n and on")), "{notes:?}");
    assert!(store.drafts().expect("drafts").is_empty());
}

/// Adds an article to the library, as another program.
fn add_a_sixth(store: &mut Store) {
    let hint = postil::import::Hint::named("six.md");
    let read = postil::import::read(b"# A sixth\n\nOne sentence.", &hint).expect("an article");
    let add = Edit::AddArticle { meta: read.meta, document: read.document, themes: Vec::new(), place: None };
    store.apply(&[add]).expect("a step");
}

#[test]
fn what_another_program_did_is_seen_at_the_next_key() {
    let home = Home::new();
    let mut terminal = home.start();
    add_a_sixth(&mut home.store());
    terminal.keys("j");
    terminal.expect_text("6 articles");
    terminal.expect_text("A sixth");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn what_another_program_did_is_seen_without_a_key() {
    let home = Home::new();
    let mut terminal = home.start();
    // It goes on running, so that no end of its own tells of what it did.
    let mut store = home.store();
    add_a_sixth(&mut store);
    terminal.expect_text("6 articles");
    terminal.expect_text("A sixth");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    drop(store);
}

/// The terminal shows text in the accent of the light skin.
fn is_light(screen: &vt100::Screen) -> bool {
    let (rows, columns) = screen.size();
    let accent = vt100::Color::Rgb(0x1a, 0x5c, 0xa8);
    (0..rows.get())
        .any(|y| (0..columns.get()).any(|x| screen.cell(y, x).is_some_and(|cell| cell.fgcolor() == accent)))
}

#[test]
fn the_skin_is_that_of_the_ground_and_no_answer_is_taken_for_typing() {
    let home = Home::new();
    let mut command = home.command();
    command.env("COLORTERM", "truecolor");
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect_text("5 articles");
    assert!(!is_light(terminal.screen()), "a terminal that is silent is taken for dark");
    is_read(&mut terminal);
    // In two pieces, late, amid typing.
    terminal.keys("q/\x1b]11;rgb:ffff/ff");
    terminal.keys("ff/eeee\x07zz");
    terminal.expect("a light skin", is_light);
    terminal.expect_text("Filter: zz");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
    terminal.assert_only_the_ground_was_asked();
    assert!(!terminal.screen().contents().contains("rgb:"));
    // The next start goes by what was told, and asks again.
    let mut command = home.command();
    command.env("COLORTERM", "truecolor");
    let mut terminal = Terminal::start(command, 120, 40);
    // The terminal has not answered: this is the ground that was told before.
    terminal.expect("a light skin", is_light);
    terminal.keys("\x1b]11;rgb:0000/0000/0000\x07");
    terminal.expect("a dark skin", |screen| !is_light(screen));
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    // One of the same name that does not answer is another terminal.
    for (answer, is_so) in [("\x1b]11;rgb:ffff/ffff/eeee\x07", true), ("", false)] {
        let mut command = home.command();
        command.env("COLORTERM", "truecolor");
        let mut terminal = Terminal::start(command, 120, 40);
        terminal.expect_text("5 articles");
        terminal.expect("the skin told before", |screen| is_light(screen) != is_so);
        terminal.keys(answer);
        terminal.expect("the skin of the ground", |screen| is_light(screen) == is_so);
        terminal.keys("\x03");
        assert_eq!(terminal.end(), 0);
    }
    // Another terminal is another ground.
    let mut command = home.command();
    command.env("COLORTERM", "truecolor");
    command.env("TERM_PROGRAM", "another");
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.keys("\x1b]11;rgb:ffff/ffff/eeee\x07");
    terminal.expect("a light skin", is_light);
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_skin_that_is_named_asks_nothing_and_settings_hold_at_once_when_written() {
    let home = Home::new();
    let settings = home.0.path().join("config.toml");
    fs::write(&settings, "[look]\nskin = \"dark\"\n").expect("written");
    let mut command = home.command();
    command.env("COLORTERM", "truecolor");
    command.env("POSTIL_CONFIG", &settings);
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect_text("5 articles");
    terminal.assert_nothing_was_asked();
    assert!(!is_light(terminal.screen()));
    fs::write(&settings, "[look]\nskin = \"light\"\n").expect("written");
    terminal.expect("the light skin", is_light);
    fs::write(&settings, "[look]\nskin = \"lihgt\"\n").expect("written");
    terminal.expect_text("there is no skin “lihgt”");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
}

#[test]
fn the_tutor_goes_by_settings_that_are_named_from_where_it_was_called() {
    let home = Home::new();
    fs::write(home.0.path().join("mine.toml"), "[look]\nskin = \"light\"\n").expect("written");
    let mut command = home.command();
    command.args(["tutor", "--config", "mine.toml"]);
    command.cwd(home.0.path());
    command.env("COLORTERM", "truecolor");
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect("the light skin", is_light);
    fs::write(home.0.path().join("mine.toml"), "[look]\nskin = \"dark\"\n").expect("written");
    terminal.expect("the dark skin", |screen| !is_light(screen));
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn the_tutor_can_be_left_at_any_time_and_says_how_to_come_back() {
    let home = Home::new();
    let mut command = home.command();
    command.arg("tutor");
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect_text("1 of 11");
    terminal.keys("qq");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
    let shown = terminal.screen().contents();
    assert!(shown.contains("You left the tutor at lesson 1 of 11; what you tried there is gone."), "{shown}");
    assert!(shown.contains("`postil tutor` begins it anew."), "{shown}");
}

#[test]
fn a_library_that_cannot_be_written_to_says_so_and_is_read() {
    let home = Home::new();
    let mut terminal = home.start();
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    crate::locked::lock(&home.library());
    let before = fs::read(home.library()).expect("the library");
    let mut terminal = Terminal::start(home.command(), 120, 40);
    terminal.expect_text("Nothing is kept: this library can only be read (the file is marked read-only)");
    is_read(&mut terminal);
    terminal.keys("s");
    terminal.expect_text("copy it to change it");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
    assert_eq!(fs::read(home.library()).expect("the library"), before);
}

#[test]
fn a_copy_goes_through_the_terminal_between_two_frames() {
    let home = Home::new();
    let mut command = home.command();
    command.env("SSH_TTY", "/dev/pts/0");
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect_text("5 articles");
    is_read(&mut terminal);
    terminal.keys("yiw");
    terminal.expect_text("through the terminal, if it allows");
    let raw = terminal.raw_text();
    let (before, after) = raw.split_once("\x1b]52;c;").expect("the sequence");
    assert!(before.ends_with("\x1b[?2026l"), "it follows a whole frame");
    let (payload, rest) = after.split_once("\x1b\\").expect("its end");
    assert!(!payload.is_empty() && rest.starts_with("\x1b[?2026h"), "{payload:?}");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn another_library_takes_over_and_what_was_done_in_the_first_is_saved() {
    let home = Home::new();
    let mut terminal = home.start();
    terminal.keys("s:library ~/ohter/other.postil\r");
    terminal.expect_text("There is no folder");
    assert!(!home.0.path().join("ohter").exists());
    terminal.keys(":library ~/other.postil\r");
    terminal.expect_text("A new library");
    terminal.expect_text("5 articles");
    assert!(home.0.path().join("other.postil").exists(), "one that was not there is made");
    let starred =
        || home.store().newest_step().expect("readable").is_some_and(|step| step.label.contains("star"));
    assert!(starred(), "the star is in the first");
    // No library: the present one stays and serves.
    fs::write(home.0.path().join("plain.txt"), "no library").expect("writable");
    terminal.keys(":library ~/plain.txt\r");
    terminal.expect_text("is not a postil library");
    terminal.keys("qdd");
    terminal.expect_text("4 articles");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
    assert!(starred(), "and nothing of the second");
    let other = Store::open(&home.0.path().join("other.postil"), Clock::machine()).expect("the other");
    assert!(other.newest_step().expect("readable").is_some_and(|step| step.label.contains("trash")));
}

#[test]
fn the_mouse_points_where_the_terminal_says_and_is_left_to_it_where_that_is_wanted() {
    use vt100::MouseProtocolMode::{ButtonMotion, None};
    let home = Home::new();
    let mut terminal = home.start();
    assert_eq!(terminal.screen().mouse_protocol_mode(), ButtonMotion);
    assert_eq!(terminal.screen().mouse_protocol_encoding(), vt100::MouseProtocolEncoding::Sgr);
    // The first article, twice: chosen and opened.
    terminal.keys("\x1b[<0;5;3M\x1b[<0;5;3m\x1b[<0;5;3M\x1b[<0;5;3m");
    terminal.expect_text("c note");
    // The wheel over the text, and the pointer that is only moved.
    terminal.keys("\x1b[<65;60;20M\x1b[<35;61;20M");
    // Cells that cannot be, in each way of telling of the mouse and of the cursor.
    terminal.keys("\x1b[<0;0;0M\x1b[<0;65535;65535M\x1b[32;0;0M\x1b[M   \x1b[0;0R");
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();

    let settings = home.0.path().join("config.toml");
    fs::write(&settings, "[look]\nmouse = false\n").expect("written");
    let mut command = home.command();
    command.env("POSTIL_CONFIG", &settings);
    let mut terminal = Terminal::start(command.clone(), 120, 40);
    terminal.expect_text("5 articles");
    assert_eq!(terminal.screen().mouse_protocol_mode(), None);
    fs::write(&settings, "[look]\nmouse = true\n").expect("written");
    terminal.expect("the mouse", |screen| screen.mouse_protocol_mode() == ButtonMotion);
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();

    command.arg("--no-mouse");
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.expect_text("5 articles");
    assert_eq!(terminal.screen().mouse_protocol_mode(), None);
    terminal.keys("\x03");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn links_of_the_text_are_links_of_the_terminal_unless_they_are_not_wanted() {
    const LINK: &str = ";https://e.example/%C3%A4?b\x1b\\";
    for (setting, name, is_linked) in
        [("true", "xterm-256color", true), ("false", "xterm-256color", false), ("true", "linux", false)]
    {
        let home = Home::new();
        let mut store = home.store();
        let text = b"# A page\n\nIt leads [to a page](https://e.example/\xc3\xa4?b) and no further.";
        let read = postil::import::read(text, &postil::import::Hint::named("a.md")).expect("an article");
        let add =
            Edit::AddArticle { meta: read.meta, document: read.document, themes: Vec::new(), place: None };
        store.apply(&[add]).expect("a step");
        drop(store);
        let settings = home.0.path().join("config.toml");
        fs::write(&settings, format!("[look]\nlinks = {setting}\n")).expect("written");
        let mut command = home.command();
        command.env("POSTIL_CONFIG", &settings);
        command.env("TERM", name);
        let mut terminal = Terminal::start(command, 120, 40);
        terminal.expect_text("1 article");
        terminal.keys("\r");
        terminal.expect_text("to a page");
        terminal.keys("jjlh");
        terminal.keys("\x03");
        assert_eq!(terminal.end(), 0);
        terminal.assert_restored();
        let raw = terminal.raw_text();
        assert_eq!(raw.contains(LINK), is_linked, "{setting} {name}");
        assert_eq!(raw.contains("\x1b]8;"), is_linked, "{setting} {name}");
        for frame in raw.split("\x1b[?2026h") {
            let last = frame.rfind("\x1b]8;").map_or("", |at| &frame[at..]);
            assert!(last.is_empty() || last.starts_with("\x1b]8;;\x1b\\"), "one is left open: {last:?}");
        }
    }
}
