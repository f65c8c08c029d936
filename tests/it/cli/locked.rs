//! A library that cannot be written to, on the command line.

use super::{Cli, TEXT};
use crate::locked::lock;

#[test]
fn what_reads_works_and_what_changes_exits_with_a_sentence() {
    let cli = Cli::new();
    cli.article("a.md", TEXT);
    cli.ok(["annotate", "1", "--span", "0..5", "--theme", "Harbour", "--note", "Mine"]);
    lock(&cli.library());
    for args in [
        &["list"][..],
        &["list", "theme:harbour", "--json"],
        &["show", "1"],
        &["search", "harbour"],
        &["search", "nowhere"],
        &["annotations", "--theme", "Harbour"],
        &["themes"],
        &["export"],
        &["history"],
        &["stats"],
        &["drafts"],
        &["trash"],
        &["feeds"],
        &["note"],
        &["doctor"],
        &["backup", "copy.postil"],
    ] {
        cli.ok(args);
    }
    cli.write("b.md", "# Another\n\nOne more.\n");
    for args in [
        &["import", "b.md"][..],
        &["annotate", "1", "--span", "0..5"],
        &["amend", "1", "--delete"],
        &["edit", "1", "--star"],
        &["remove", "1"],
        &["themes", "add", "War"],
        &["note", "--text", "Words"],
        &["undo"],
        &["seeds", "--restore"],
        &["trash", "--empty"],
        &["doctor", "--repair"],
        &["restore", "copy.postil"],
    ] {
        let ran = cli.run(args);
        let said = ran.err;
        assert_eq!(ran.code, 1, "{args:?}: {said}");
        assert!(said.starts_with("postil: ") && said.contains("cannot be written to"), "{args:?}: {said}");
        assert!(said.contains("(make the file and its folder writable, or copy it elsewhere)"), "{said}");
    }
    // A copy of it is a library like any other.
    assert!(cli.ok(["--library", "copy.postil", "annotations"]).contains("Mine"));
    cli.ok(["--library", "copy.postil", "undo"]);
}

/// A shell that lets no file grow beyond a few KB: as on a full disk, SQLite finds no room for what it keeps beside a
/// library. The arguments are the program and its own.
#[cfg(unix)]
const FULL: &str = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";

#[cfg(unix)]
#[test]
fn without_room_it_is_read_and_what_changes_says_which_disk_is_full() {
    let cli = Cli::new();
    cli.article("a.md", TEXT);
    cli.ok(["annotate", "1", "--span", "0..5", "--theme", "Harbour", "--note", "Mine"]);
    let before = std::fs::read(cli.library()).unwrap();
    let run = |args: &[&str]| {
        let command = cli.command([""; 0]);
        let mut full = assert_cmd::Command::new("/bin/sh");
        full.env_clear().args(["-c", FULL, "sh"]).arg(command.get_program()).args(args);
        full.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        super::Ran::from(full.current_dir(cli.path("")).output().unwrap())
    };
    for args in [
        &["list"][..],
        &["list", "theme:harbour", "--json"],
        &["show", "1"],
        &["search", "harbour"],
        &["annotations", "--theme", "Harbour"],
        &["themes"],
        &["export"],
        &["history"],
        &["stats"],
        &["doctor"],
    ] {
        let ran = run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("nothing can be saved until there is room: "), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, cli_out(&cli, args), "{args:?}");
    }
    for args in [
        &["import", "a.md"][..],
        &["annotate", "1", "--span", "0..5"],
        &["amend", "1", "--delete"],
        &["themes", "add", "War"],
        &["note", "--text", "Words"],
        &["undo"],
        &["trash", "--empty"],
    ] {
        let ran = run(args);
        assert_eq!(ran.code, 1, "{args:?}: {}", ran.err);
        let said = ran.err.lines().last().unwrap_or_default();
        assert!(said.contains(" on the disk at /") || said.contains("the disk at /"), "{args:?}: {said}");
        assert!(said.ends_with("(make room there and try again; nothing was changed)"), "{args:?}: {said}");
    }
    assert_eq!(std::fs::read(cli.library()).unwrap(), before);
    // With room again all is as before.
    cli.ok(["themes", "add", "War"]);
    assert!(cli.ok(["annotations"]).contains("Mine"));
}

/// What a command prints with room.
#[cfg(unix)]
fn cli_out(cli: &Cli, args: &[&str]) -> String {
    let out = cli.ok(args);
    // SQLite leaves nothing beside it where it could make all it wanted.
    assert!(!cli.library().with_extension("postil-wal").exists());
    out
}
