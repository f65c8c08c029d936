//! Nothing foreign ever acts on the terminal, and a closed pipe is no error.

use std::io::Read as _;
use std::process::{Command as Process, Stdio};

use super::Cli;

/// Whether there is a character in it that a terminal would act on.
fn acts(bytes: &[u8]) -> Option<char> {
    String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n", "\n").chars().find(|c| {
        *c != '\n'
            && (c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    })
}

const HOSTILE: &str = "\u{1b}]0;owned\u{7} \u{1b}[31mred\u{9b}2J \u{202e}abc\u{2066}";

#[test]
fn hostile_strings_are_never_raw_on_output() {
    let cli = Cli::new();
    let name = format!("a{}.txt", HOSTILE.replace('/', ""));
    cli.write(&name, format!("Title {HOSTILE}\n\nA text {HOSTILE} with words.\n"));
    let imported = cli.command(["import", &name, "--json"]).output().unwrap();
    assert_eq!(acts(&imported.stdout), None);
    let id = super::lines(&String::from_utf8(imported.stdout).unwrap())[0]["article"]["id"].to_string();
    cli.write("note.md", HOSTILE);
    for args in [
        &["edit", &id, "--title", HOSTILE, "--byline", HOSTILE, "--note", HOSTILE][..],
        &["annotate", &id, "--span", "0..5", "--theme", HOSTILE, "--note-file", "note.md"],
        &["note", "--text", HOSTILE],
        &["list"],
        &["search", "words"],
        &["search", "red"],
        &["annotations"],
        &["themes"],
        &["history"],
        &["export", "--by", "library", "--out", &format!("out{HOSTILE}")],
        &["import", &name],
        &["import", HOSTILE],
        &["list", &format!("theme:{HOSTILE}")],
        &["list", &format!("--{HOSTILE}")],
        &[HOSTILE],
        &["list", "--library", &name],
        &["list", "--config", HOSTILE],
        &["keys", "--config", HOSTILE],
        &["backup", &name],
        &["undo"],
        &["remove", &id],
        &["trash"],
    ] {
        for json in [&[][..], &["--json"]] {
            let output = cli.command([args, json].concat()).output().unwrap();
            assert_eq!((acts(&output.stdout), acts(&output.stderr)), (None, None), "{args:?}");
        }
    }
}

#[test]
fn a_file_or_a_pipe_has_the_very_words() {
    let cli = Cli::new();
    let text = "He said (\u{200f}שלום\u{200f}) to all.";
    let id = cli.article("a.txt", &format!("A title\n\n{text}\n")).to_string();
    cli.ok(["annotate", &id, "--quote", text, "--note", HOSTILE]);
    for format in ["markdown", "csv", "jsonl", "w3c"] {
        let piped = cli.ok(["export", "--format", format]);
        cli.ok(["export", "--format", format, "--out", &format!("a.{format}")]);
        assert!(piped.contains(text), "{format}: {piped}");
        assert_eq!(piped, cli.read(&format!("a.{format}")), "{format}");
    }
    for format in ["text", "markdown"] {
        assert!(cli.ok(["show", &id, "--format", format]).contains(text), "{format}");
    }
}

#[test]
fn json_gives_back_what_was_written() {
    let cli = Cli::new();
    cli.ok(["note", "--text", HOSTILE]);
    assert_eq!(cli.json(["note"])[0]["note"], HOSTILE);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let cli = Cli::new();
    for n in 0..40 {
        cli.write(&format!("in/{n}.txt"), format!("Article number {n}. ").repeat(400));
    }
    cli.ok(["import", "in"]);
    let id = cli.article("one.txt", &"A long line of text, again and again. ".repeat(9000)).to_string();
    for args in [&["show", &id][..], &["list", "--json"], &["export"], &["keys"], &["man"]] {
        let mut command = Process::new(env!("CARGO_BIN_EXE_postil"));
        let prepared = cli.command(args);
        command.args(args).env_clear().current_dir(cli.path(""));
        command.envs(prepared.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_repair_builds_the_search_tables_anew_and_keeps_all_that_was_there() {
    let cli = Cli::new();
    cli.write("e.md", "# Émile\n\nOne sentence here.\n");
    cli.ok(["import".into(), cli.path("e.md")]);
    cli.ok(["annotate", "Émile", "--quote", "One sentence here.", "--theme", "War"]);
    let (annotations, history) = (cli.ok(["annotations", "--json"]), cli.ok(["history"]));
    let broken = "DELETE FROM annotation_fts; DELETE FROM indexed";
    rusqlite::Connection::open(cli.library()).unwrap().execute_batch(broken).unwrap();
    let ran = cli.run(["doctor"]);
    assert!(ran.code == 1 && ran.err.contains("`postil doctor --repair`"), "{}", ran.err);
    let stem = cli.library().file_stem().unwrap().to_string_lossy().into_owned();
    let aside = |n: u32| cli.library().with_file_name(format!("{stem}.before-{n}.postil"));
    assert!(!aside(1).exists(), "looking changes nothing");
    let checks = cli.json(["doctor", "--repair"]);
    let repair = checks.iter().find(|check| check["check"] == "repair").unwrap();
    assert!(repair["detail"].as_str().unwrap().starts_with("Mended: search. "), "{repair}");
    assert!(checks.iter().all(|check| check["ok"] == true), "{checks:?}");
    assert_eq!(cli.json(["search", "sentence"]).len(), 2, "in the text and in the quote");
    assert_eq!((cli.ok(["annotations", "--json"]), cli.ok(["history"])), (annotations, history));
    let copy = cli.command(["doctor", "--library"]).arg(aside(1)).output().unwrap();
    assert_eq!(copy.status.code(), Some(1), "the copy is as it was");
    // With nothing wrong it says so, and no copy is written over.
    assert!(cli.ok(["doctor", "--repair"]).contains("Nothing was wrong that can be mended. "));
    assert!(aside(1).exists() && aside(2).exists());
}
