//! What is typed while nothing can be stored, on the ways out.

use std::fs;
use std::path::Path;

use rustix::process::Signal;

use super::pty::Terminal;
use super::real::{Home, begin_note};

/// Takes the library away while it is open.
fn remove(home: &Home) {
    for end in ["", "-wal", "-shm"] {
        let mut name = home.library().into_os_string();
        name.push(end);
        fs::remove_file(name).expect("the library");
    }
}

/// What is in the files that were put into a folder, in place of the library.
fn rescued(folder: &Path) -> Vec<String> {
    let mut found: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
    found.retain(|file| file.file_name().to_string_lossy().starts_with("postil-unsaved-"));
    for file in &found {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(file.metadata().expect("there").permissions().mode() & 0o777, 0o600);
    }
    found.into_iter().map(|file| fs::read_to_string(file.path()).expect("text")).collect()
}

fn state(home: &Home) -> std::path::PathBuf {
    home.0.path().join(".local/state/postil")
}

fn assert_named(terminal: &Terminal, text: &[String]) {
    let shown = terminal.screen().contents();
    assert!(shown.contains("what you wrote last could not be stored in the library: it is in"), "{shown}");
    assert!(shown.contains("postil-unsaved-"), "{shown}");
    assert!(matches!(text, [one] if one.contains("half a thought")), "{text:?}");
}

#[test]
fn what_cannot_be_stored_at_the_end_is_in_a_file_that_is_named() {
    for way in ["key", "set aside", "signal"] {
        let home = Home::new();
        let mut terminal = home.start();
        begin_note(&mut terminal);
        remove(&home);
        let code = match way {
            "key" => {
                terminal.keys("\x03");
                1
            }
            "set aside" => {
                terminal.keys("\x18");
                terminal.expect_text("Not on disk, but held until you leave");
                terminal.keys("qq");
                1
            }
            _ => {
                terminal.signal(Signal::TERM);
                143
            }
        };
        assert_eq!(terminal.end(), code, "{way}");
        terminal.assert_restored();
        assert_named(&terminal, &rescued(&state(&home)));
    }
}

#[test]
fn where_the_folder_of_the_state_takes_no_file_the_one_for_temporary_files_does_and_else_the_terminal() {
    let home = Home::new();
    let temporary = home.0.path().join("tmp");
    fs::create_dir_all(home.0.path().join(".local")).expect("a folder");
    fs::write(home.0.path().join(".local/state"), "no folder").expect("a file");
    fs::create_dir(&temporary).expect("a folder");
    for has_temporary in [true, false] {
        if !has_temporary {
            fs::remove_dir_all(&temporary).expect("a folder");
            fs::write(&temporary, "no folder").expect("a file");
        }
        let mut command = home.command();
        command.env("TMPDIR", &temporary);
        let mut terminal = Terminal::start(command, 120, 40);
        terminal.expect_text("c note");
        begin_note(&mut terminal);
        remove(&home);
        terminal.keys("\x03");
        assert_eq!(terminal.end(), 1);
        if has_temporary {
            assert_named(&terminal, &rescued(&temporary));
        } else {
            let shown = terminal.screen().contents();
            assert!(shown.contains("nor in a file") && shown.contains("half a thought"), "{shown}");
        }
    }
}

#[test]
fn a_half_typed_form_survives_a_signal_and_the_key_that_quits() {
    for (signal, code) in [(Some(Signal::TERM), 143), (Some(Signal::HUP), 129), (None, 0)] {
        let home = Home::new();
        let mut terminal = home.start();
        terminal.keys(":edit-details\r");
        terminal.expect_text("Details of “");
        terminal.keys("\x15A new title");
        terminal.expect_text("A new title");
        match signal {
            Some(signal) => terminal.signal(signal),
            None => terminal.keys("\x03"),
        }
        assert_eq!(terminal.end(), code);
        assert_eq!(home.store().drafts().expect("drafts")[0].text, "Title: A new title");
    }
}
