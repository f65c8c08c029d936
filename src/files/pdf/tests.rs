use std::fs;
use std::process::Command;

use super::*;

/// A program of that script, which stands in for `pdftotext`.
fn stand_in(folder: &tempfile::TempDir, script: &str) -> Programs {
    let path = folder.path().join("stand-in");
    fs::write(folder.path().join("script"), format!("#!/bin/sh\n{script}\n")).unwrap();
    // Made by another process: a file that this one has had open for writing may be busy in a child.
    let made = Command::new("/bin/sh")
        .args(["-c", "cat \"$0/script\" >\"$0/stand-in\" && chmod 700 \"$0/stand-in\""])
        .arg(folder.path())
        .status();
    assert!(made.unwrap().success());
    Programs { text: Some(path), about: None, ..Programs::default() }
}

fn says(script: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    read(b"%PDF-1.4", &stand_in(&folder, script), &AtomicBool::new(false)).unwrap_err().to_string()
}

#[test]
fn the_programs_get_a_copy_and_their_output_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut programs = stand_in(
        &folder,
        "for last; do :; done\nif [ \"$1\" = -isodates ]; then echo \"about $(cat \"$last\")\"; else echo \"$1 $2 $3 $5\"; cat \"$4\"; echo \"$4\"; fi",
    );
    programs.about.clone_from(&programs.text);
    let printed = read(b"%PDF-1.4 words", &programs, &AtomicBool::new(false)).unwrap();
    let (head, path) = printed.text.split_once("%PDF-1.4 words").unwrap();
    assert_eq!(head, "-bbox-layout -enc UTF-8 -\n");
    assert_eq!(printed.about.as_deref(), Some("about %PDF-1.4 words\n"));
    let copy = std::path::Path::new(path.trim());
    assert!(copy.extension().is_some() && !copy.exists(), "the copy is gone");
}

#[test]
fn what_goes_wrong_is_told_by_what_it_is() {
    for (script, said) in [
        ("echo 'Command Line Error: Incorrect password' >&2; exit 1", "locked with a password"),
        ("exit 3", "locked with a password"),
        (
            "printf 'Syntax Error: Couldn\\033 find trailer\\nmore\\n' >&2; exit 1",
            "Syntax Error: Couldn find trailer (",
        ),
        ("exit 1", "it says nothing"),
        ("echo 'Usage: pdftotext [options]' >&2; exit 99", "-bbox-layout"),
    ] {
        let message = says(script);
        assert!(message.contains(said) && message.contains('('), "{script}: {message}");
    }
    let none = read(b"%PDF-", &Programs::default(), &AtomicBool::new(false)).unwrap_err().to_string();
    assert!(none.contains("poppler-utils") && none.contains("brew"), "{none}");
    let gone = Programs { text: Some("/no/such/pdftotext".into()), ..Programs::default() };
    assert!(matches!(read(b"%PDF-", &gone, &AtomicBool::new(false)), Err(PdfError::NotStarted { .. })));
}

#[test]
fn limits_and_a_stop_hold() {
    let folder = tempfile::tempdir().unwrap();
    let programs = |script| stand_in(&folder, script);
    let slow = Programs { timeout: Duration::from_millis(80), ..programs("sleep 600") };
    assert!(matches!(read(b"", &slow, &AtomicBool::new(false)), Err(PdfError::Slow(_))));
    let long = Programs { size: 4_000, ..programs("while :; do echo words; done") };
    assert!(matches!(read(b"", &long, &AtomicBool::new(false)), Err(PdfError::TooLarge(4_000))));
    assert!(matches!(read(b"", &programs("sleep 600"), &AtomicBool::new(true)), Err(PdfError::Stopped)));
}
