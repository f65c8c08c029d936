use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::*;

fn clip(text: &str) -> Clip {
    Clip { text: text.to_owned(), what: "2 words".to_owned() }
}

/// A folder with programs that are shell scripts; `$0.out` is a file beside each.
fn programs(scripts: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, script) in scripts {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("to be run");
    }
    folder
}

fn environment(folder: &Path) -> Environment {
    Environment {
        programs: Some(folder.into()),
        wayland: Some("wayland-0".into()),
        x11: Some(":0".into()),
        ..Environment::default()
    }
}

fn settings(how: Copying, command: &[&str]) -> Clipboard {
    Clipboard { how, command: command.iter().map(|arg| (*arg).to_owned()).collect() }
}

fn name(way: Result<Way, String>) -> String {
    match way {
        Ok(Way::Program { path, .. }) => path.file_name().expect("a name").to_string_lossy().into_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn auto_takes_the_program_of_the_desktop_that_is_there_and_over_ssh_the_terminal() {
    let auto = settings(Copying::Auto, &[]);
    let all = programs(&[("wl-copy", ""), ("xclip", ""), ("xsel", "")]);
    let here = environment(all.path());
    assert_eq!(name(way(&auto, &here)), "wl-copy");
    assert_eq!(name(way(&auto, &Environment { wayland: None, ..here.clone() })), "xclip");
    let bare = Environment { wayland: None, x11: None, ..here.clone() };
    assert_eq!(way(&auto, &bare), Ok(Way::Terminal));
    assert_eq!(way(&auto, &Environment { ssh: true, ..here.clone() }), Ok(Way::Terminal));
    let tmux = programs(&[("xclip", ""), ("tmux", "")]);
    let in_tmux = Environment { tmux: true, ..environment(tmux.path()) };
    assert_eq!(name(way(&auto, &in_tmux)), "xclip");
    assert_eq!(name(way(&auto, &Environment { ssh: true, ..in_tmux.clone() })), "tmux");
    assert_eq!(name(way(&auto, &Environment { x11: None, ..in_tmux.clone() })), "tmux");
    assert_eq!(way(&auto, &Environment { x11: None, tmux: false, ..in_tmux }), Ok(Way::Terminal));
    let only = programs(&[("xsel", "")]);
    assert_eq!(name(way(&auto, &environment(only.path()))), "xsel");
    assert_eq!(way(&auto, &Environment::default()), Ok(Way::Terminal));
    assert_eq!(way(&settings(Copying::Osc52, &[]), &here), Ok(Way::Terminal));
    assert_eq!(name(way(&settings(Copying::Command, &["xsel", "-b"]), &here)), "xsel");
    for (how, command, why) in [
        (Copying::Off, &[][..], "turned off"),
        (Copying::Command, &[][..], "no command is named"),
        (Copying::Command, &["no-such-program"][..], "“no-such-program” is not on the search path"),
    ] {
        let said = way(&settings(how, command), &here).expect_err(why);
        assert!(said.contains(why) && said.contains("[clipboard]"), "{said}");
    }
}

#[test]
fn a_program_gets_the_text_and_its_arguments() {
    let folder = programs(&[("keep", "cat > \"$0.out\"; echo \"$@\" >> \"$0.out\"")]);
    let path = folder.path().join("keep");
    let text = "é".repeat(200_000);
    let said = hand(path.clone(), &["-b".into(), "$HOME; x".into()], &clip(&text), LIMIT);
    assert_eq!(said, Ok("Copied 2 words with keep.".to_owned()));
    assert_eq!(fs::read_to_string(path.with_extension("out")).expect("kept"), text + "-b $HOME; x\n");
}

#[test]
fn a_program_that_fails_or_hangs_is_named() {
    let folder = programs(&[
        ("fails", "cat > /dev/null; exit 3"),
        ("hangs", "exec tail -f /dev/null"),
        ("deaf", "exit 0"),
    ]);
    let tried = |name: &str, text: &str| {
        hand(folder.path().join(name), &[], &clip(text), Duration::from_millis(60)).expect_err(name)
    };
    assert!(tried("fails", "a b").starts_with("fails gave up (exit status: 3)"));
    assert!(tried("hangs", "a b").starts_with("hangs did not answer"));
    assert!(tried("hangs", &"a".repeat(1 << 20)).starts_with("hangs did not answer"));
    assert!(tried("deaf", &"a".repeat(1 << 20)).starts_with("deaf did not take the whole text"));
    assert!(tried("absent", "a b").starts_with("absent could not be started"));
    assert!(tried("fails", "").starts_with("there is nothing"));
}

#[test]
fn the_terminal_gets_base64_never_nothing_and_never_too_much() {
    let (bytes, said) = through_terminal(&clip("a 情")).expect("bytes");
    assert_eq!(bytes, b"\x1b]52;c;YSDmg4U=\x1b\\");
    assert_eq!(
        said,
        "Copied 2 words through the terminal, if it allows that ([clipboard] in your settings names other ways)."
    );
    assert!(through_terminal(&clip("")).is_err());
    assert!(through_terminal(&clip(&"a".repeat(THROUGH))).is_ok());
    assert!(through_terminal(&clip(&"a".repeat(THROUGH + 1))).expect_err("too much").contains("256 KB"));
}
