use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::*;

/// A folder with programs that are shell scripts.
fn programs(scripts: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, script) in scripts {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("to be run");
    }
    folder
}

fn desktop(folder: &Path) -> Environment {
    Environment { programs: Some(folder.into()), x11: Some(":0".into()), ..Environment::default() }
}

fn opened(way: &Way, original: &Original) -> Result<String, String> {
    let mut told = None;
    open(way, original, LIMIT, |result| told = Some(result));
    told.expect("it is told")
}

#[test]
fn the_program_of_the_settings_comes_before_that_of_the_system() {
    let folder = programs(&[("xdg-open", ""), ("mine", "")]);
    let here = desktop(folder.path());
    let name = |way: Result<Way, String>| way.map(|way| way.program.file_name().expect("a name").to_owned());
    assert_eq!(name(way(&[], &here)).as_deref(), Ok("xdg-open".as_ref()));
    assert_eq!(name(way(&["mine".to_owned()], &here)).as_deref(), Ok("mine".as_ref()));
    assert!(way(&["yours".to_owned()], &here).unwrap_err().contains("“yours” is not on the search path"));
    let bare = Environment { x11: None, ..here };
    assert!(way(&[], &bare).unwrap_err().contains("no desktop"), "it would open in our terminal");
    assert_eq!(name(way(&["mine".to_owned()], &bare)).as_deref(), Ok("mine".as_ref()));
    let none = programs(&[]);
    assert!(way(&[], &desktop(none.path())).unwrap_err().contains("no xdg-open"));
}

#[test]
fn what_is_opened_is_one_argument_and_no_shell_reads_it() {
    let folder = programs(&[("show", "printf '%s\\n' \"$@\" > \"$0.out\"")]);
    let command = ["show".to_owned(), "--new window".to_owned()];
    let way = way(&command, &desktop(folder.path())).expect("a way");
    let hostile = "https://e.example/$(touch x);&'\"`id`";
    let said = opened(&way, &Original::Address(hostile.to_owned())).expect("opened");
    assert!(said.starts_with("Opened https://e.example/") && said.ends_with(" with show."), "{said}");
    let args = fs::read_to_string(folder.path().join("show.out")).expect("arguments");
    assert_eq!(args, format!("--new window\n{hostile}\n"));
}

#[test]
fn a_file_has_to_be_there_and_a_program_to_succeed() {
    let folder = programs(&[("xdg-open", "exit 3")]);
    let way = way(&[], &desktop(folder.path())).expect("a way");
    let gone = Original::File(folder.path().join("gone.html"));
    assert!(opened(&way, &gone).unwrap_err().contains("there is no file"));
    assert!(opened(&way, &Original::File("Cargo.toml".into())).is_err(), "it is not known relative to what");
    let there = Original::File(folder.path().join("xdg-open"));
    let why = opened(&way, &there).unwrap_err();
    assert!(why.contains("xdg-open could not open") && why.contains("[open]"), "{why}");
}

#[test]
fn a_program_that_goes_on_is_told_of_at_once_and_has_no_terminal() {
    let script =
        "(: < /dev/tty) 2> /dev/null && echo tty > \"$0.out\"; read x; echo ended >> \"$0.out\"; sleep 0.3";
    let folder = programs(&[("slow", script)]);
    let mut way = way(&["slow".to_owned()], &desktop(folder.path())).expect("a way");
    way.away =
        Environment { programs: Some("/usr/bin:/bin".into()), ..Environment::default() }.program("setsid");
    let mut told = Vec::new();
    open(&way, &Original::Address("https://e.example".into()), Duration::ZERO, |said| told.push(said));
    assert_eq!(told.len(), 1);
    assert!(told[0].as_ref().is_ok_and(|said| said.starts_with("Opened")), "{told:?}");
    let out = fs::read_to_string(folder.path().join("slow.out")).expect("it was waited for");
    assert_eq!(out, "ended\n", "no terminal, and nothing to read");
}
