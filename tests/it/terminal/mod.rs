//! The terminal taken over and given back, in a real pseudo-terminal.

mod behind;
mod child;
mod counted;
mod course;
mod glimpse;
mod lost;
mod printed;
mod pty;
mod real;

use portable_pty::CommandBuilder;
use postil::clock::Clock;
use postil::store::Store;
use pty::Terminal;
use rustix::process::Signal;
use tempfile::TempDir;

/// A terminal opened on the program: nothing is above it there.
fn start() -> (Terminal, TempDir) {
    start_as(|command| command)
}

/// The program as a shell starts it that is typed at.
fn start_as_job() -> (Terminal, TempDir) {
    start_as(pty::job)
}

fn start_as(arranged: impl Fn(CommandBuilder) -> CommandBuilder) -> (Terminal, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(arranged(child::command(folder.path())), 60, 20);
    terminal.expect_text("ready");
    (terminal, folder)
}

#[test]
fn quitting_restores_the_terminal() {
    let (mut terminal, _folder) = start();
    assert!(terminal.screen().alternate_screen() && terminal.screen().bracketed_paste());
    assert!(terminal.raw_text().contains("\x1b[>1u"), "keyboard flags are pushed");
    assert_eq!(terminal.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::ButtonMotion);
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
}

#[test]
fn nothing_is_ever_asked_of_the_terminal() {
    let (mut terminal, _folder) = start_as_job();
    terminal.resize(50, 10);
    terminal.expect_text("50x10");
    terminal.keys("\x1a");
    terminal.wait_for_stop();
    terminal.continue_it();
    terminal.expect_text("resumed");
    terminal.keys("zq");
    assert_eq!(terminal.end(), 0);
    terminal.assert_nothing_was_asked();
}

#[test]
fn every_frame_is_one_synchronized_update() {
    let (mut terminal, _folder) = start();
    terminal.keys("X");
    terminal.expect_text("X");
    terminal.keys("q");
    terminal.end();
    let raw = terminal.raw_text();
    let begun = raw.matches("\x1b[?2026h").count();
    assert!(begun >= 2, "{begun}");
    let open = raw.split("\x1b[?2026h").skip(1);
    assert!(open.into_iter().all(|frame| frame.contains("\x1b[?2026l")));
}

#[test]
fn a_panic_can_be_read_on_the_main_screen() {
    for (keys, message) in [("p", "a page is torn"), ("d", "the ink is spilt"), ("t", "a thread is torn")] {
        let (mut terminal, folder) = start();
        terminal.keys("a hum");
        terminal.expect_text("hum");
        terminal.keys(keys);
        assert_eq!(terminal.end(), 101);
        terminal.assert_restored();
        let shown = terminal.screen().contents();
        assert!(shown.contains(message), "{shown}");
        assert!(shown.contains("a mistake in the program"), "{shown}");
        let store = Store::open(&folder.path().join("library.postil"), Clock::machine()).expect("a library");
        let drafts: Vec<String> = store.drafts().expect("drafts").into_iter().map(|d| d.text).collect();
        assert_eq!(drafts, ["aSpacehum"], "what was being written is kept");
    }
}

#[test]
fn signals_end_it_with_their_codes() {
    let everywhere = [
        Signal::TERM,
        Signal::HUP,
        Signal::INT,
        Signal::ABORT,
        Signal::USR1,
        Signal::USR2,
        Signal::ALARM,
        Signal::VTALARM,
        Signal::PROF,
        Signal::XCPU,
    ];
    #[cfg(target_os = "linux")]
    let here = [Signal::IO, Signal::POWER];
    #[cfg(not(target_os = "linux"))]
    let here = [];
    for signal in everywhere.into_iter().chain(here) {
        let (mut terminal, _folder) = start();
        terminal.signal(signal);
        assert_eq!(i64::from(terminal.end()), i64::from(128 + signal.as_raw()), "{signal:?}");
        terminal.assert_restored();
    }
    // Where a file may not grow any more, what is written fails, and nothing ends.
    let (mut terminal, _folder) = start();
    terminal.signal(Signal::XFSZ);
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn it_can_be_ended_while_the_terminal_does_not_take_the_first_frame() {
    let folder = tempfile::tempdir().expect("a folder");
    let begun = Some("\x1b[?1049h");
    let mut terminal = Terminal::start_reading(child::command(folder.path()), 500, 200, begun);
    terminal.expect("the alternate screen", vt100::Screen::alternate_screen);
    // The first asks it to end; what follows at once does not keep it from saving, nor from ending at its limit.
    terminal.signal(Signal::TERM);
    terminal.signal(Signal::HUP);
    assert!(matches!(terminal.end(), 143 | 129));
    terminal.assert_line_restored();
}

#[test]
fn it_can_be_ended_while_the_terminal_takes_a_part_of_the_first_frame() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = pty::behind("begun", child::command(folder.path()));
    let mut terminal = Terminal::start_reading(command, 500, 30, Some("begun"));
    terminal.wait_for_line_taken();
    terminal.signal(Signal::TERM);
    terminal.signal(Signal::HUP);
    assert!(matches!(terminal.end(), 143 | 129));
    terminal.assert_line_restored();
}

#[test]
fn what_is_typed_before_it_reads_is_run_by_no_shell_when_signals_end_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = pty::leaving_nothing(child::command(folder.path()));
    let mut terminal = Terminal::start_reading(command, 500, 200, Some("\x1b[?1049h"));
    terminal.expect("the alternate screen", vt100::Screen::alternate_screen);
    terminal.keys("echo hi\r");
    terminal.signal(Signal::TERM);
    terminal.signal(Signal::HUP);
    assert!(matches!(terminal.end(), 143 | 129));
}

#[test]
fn a_terminal_that_goes_away_is_a_quiet_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start_reading(child::command(folder.path()), 60, 20, Some("ready"));
    terminal.expect_text("ready");
    terminal.hang_up();
    assert_eq!(terminal.end(), 129);
}

#[test]
fn a_terminal_that_goes_away_while_it_takes_the_first_frame_is_one_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let begun = Some("\x1b[?1049h");
    let mut terminal = Terminal::start_reading(child::command(folder.path()), 500, 200, begun);
    terminal.expect("the alternate screen", vt100::Screen::alternate_screen);
    terminal.hang_up();
    assert_eq!(terminal.end(), 129);
}

#[test]
fn stopped_it_gives_the_terminal_back_and_continued_it_draws_every_cell() {
    let (mut terminal, _folder) = start_as_job();
    for way in ["key", "signal"] {
        if way == "key" {
            terminal.keys("\x1a");
        } else {
            terminal.signal(Signal::TSTP);
        }
        terminal.wait_for_stop();
        terminal.expect("the main screen", |screen| !screen.alternate_screen());
        terminal.assert_restored();
        terminal.continue_it();
        terminal.expect("the screen again", vt100::Screen::alternate_screen);
        terminal.expect_text("resumed");
        terminal.expect_text("ready");
        assert!(terminal.screen().bracketed_paste());
        terminal.keys("k");
        terminal.expect_text("resumedk");
    }
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
}

#[test]
fn where_no_shell_waits_nothing_stops_it() {
    let arrangements: [fn(CommandBuilder) -> CommandBuilder; 2] = [|command| command, pty::step];
    for arranged in arrangements {
        let (mut terminal, _folder) = start_as(arranged);
        terminal.keys("\x1a");
        terminal.expect_text("no shell waits.\"))");
        terminal.signal(Signal::TSTP);
        terminal.keys("k");
        terminal.expect_text("no shell waits.\"))k");
        // Nor what stops itself and all its group while it has the terminal.
        terminal.keys("s");
        terminal.expect_text("stop a note");
        terminal.keys("q");
        assert_eq!(terminal.end(), 0);
        terminal.assert_restored();
    }
}

#[test]
fn a_stop_from_outside_is_drawn_over_when_it_ends() {
    let (mut terminal, _folder) = start_as_job();
    terminal.signal(Signal::STOP);
    terminal.wait_for_stop();
    terminal.continue_it();
    terminal.expect_text("resumed");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
}

#[test]
fn an_editor_has_the_terminal_and_gives_it_back() {
    let (mut terminal, folder) = start();
    terminal.keys("e");
    terminal.expect_text("half a note");
    assert!(terminal.screen().alternate_screen());
    assert_eq!(terminal.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::ButtonMotion);
    assert!(terminal.raw_text().contains("\x1b[?1002l"), "the editor had it its own way");
    terminal.keys("k");
    terminal.expect_text("k");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
    assert!(terminal.screen().contents().contains("edited"), "the editor wrote on the main screen");
    let notes = std::fs::read_dir(folder.path()).expect("the folder").flatten();
    assert_eq!(notes.filter(|f| f.file_name().to_string_lossy().starts_with("note-")).count(), 0);
}

#[test]
fn an_editor_that_is_killed_leaves_the_line_as_it_was() {
    let (mut terminal, _folder) = start_as_job();
    terminal.keys("w");
    terminal.expect_text("status: 137), so nothing was changed");
    terminal.keys("\x1a");
    terminal.wait_for_stop();
    terminal.expect("the main screen", |screen| !screen.alternate_screen());
    terminal.assert_restored();
    terminal.continue_it();
    terminal.expect_text("resumed");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
    terminal.assert_restored();
}

#[cfg(target_os = "linux")]
#[test]
fn an_editor_ends_with_the_program_and_what_it_left_is_kept() {
    // One that goes away, one that does not hear of it, one that writes what was typed when it is
    // told to, and one that leaves it beside the file.
    for (key, signal, kept) in [
        ("L", Signal::TERM, "so nothing was changed; what it wrote is in "),
        ("L", Signal::USR1, "so nothing was changed; what it wrote is in "),
        ("F", Signal::HUP, "the editor gave up ("),
        ("M", Signal::TERM, "Ok(\"kept\")"),
        ("S", Signal::TERM, ".md.swp (open "),
    ] {
        let (mut terminal, folder) = start();
        terminal.keys(key);
        terminal.expect_text("waiting");
        let process = std::fs::read_to_string(folder.path().join("process")).expect("a number");
        terminal.signal_alone(signal);
        assert_eq!(i64::from(terminal.end()), i64::from(128 + signal.as_raw()), "{key} {signal:?}");
        terminal.assert_restored();
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.trim()));
        let is_gone = stat.as_ref().map_or(true, |stat| stat.contains(") Z "));
        assert!(is_gone, "{key} {signal:?}: {stat:?}");
        let store = Store::open(&folder.path().join("library.postil"), Clock::machine()).expect("a library");
        let drafts: Vec<String> = store.drafts().expect("drafts").into_iter().map(|d| d.text).collect();
        assert!(matches!(&*drafts, [one] if one.contains(kept)), "{key} {signal:?}: {drafts:?}");
    }
}

#[test]
fn a_new_size_is_told_and_drawn_at_every_size() {
    let (mut terminal, _folder) = start();
    for (columns, rows) in [(1, 1), (20, 5), (500, 200), (30, 4)] {
        terminal.resize(columns, rows);
    }
    terminal.expect_text("30x4");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_size_that_came_before_signals_were_heard_is_told_before_the_first_frame() {
    let (mut terminal, _folder) = start();
    let raw = terminal.raw_text();
    let first = raw.split("\x1b[?2026h").nth(1).expect("a frame");
    assert!(first.contains("60x20"), "the program was made for another: {first}");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_burst_of_keys_is_taken_whole() {
    let (mut terminal, _folder) = start();
    // More than crossterm reads at once, and nothing after it that would push it on.
    terminal.keys(&format!("{}Z", "\x1b[A".repeat(700)));
    terminal.expect_text("UpUpZ");
    terminal.keys("\x1b[200~end of\rpaste\x1b[201~");
    terminal.expect_text("pasted \"end of\\npaste\"");
    terminal.keys("q");
    assert_eq!(terminal.end(), 0);
}
