//! Undo and redo across runs of the program.

use super::{Cli, TEXT};

fn state(cli: &Cli) -> Vec<serde_json::Value> {
    ["list", "annotations", "themes", "trash", "note"]
        .into_iter()
        .flat_map(|command| cli.json([command]))
        .collect()
}

#[test]
fn everything_is_taken_back_and_done_again_across_processes() {
    let cli = Cli::new();
    let begin = (cli.json(["history"]).len(), state(&cli));
    let id = cli.article("a.md", TEXT).to_string();
    cli.ok(["annotate", &id, "--quote", "closed in spring", "--theme", "Sea", "--note", "n"]);
    cli.ok([
        "edit", &id, "--title", "T", "--byline", "A; B", "--status", "done", "--star", "--note", "x",
        "--published", "2017-07",
    ]);
    cli.ok(["themes", "rename", "sea", "Ocean"]);
    cli.ok(["amend", "1", "--note", "m"]);
    cli.ok(["remove", &id]);
    let end = state(&cli);
    let steps = cli.json(["history"]);
    let done = steps.len() - begin.0;
    assert_eq!(done, 6);
    for step in steps.iter().take(done) {
        let undone = cli.json(["undo"]);
        assert_eq!((&undone[0]["id"], &undone[0]["label"]), (&step["id"], &step["label"]));
        assert_eq!((step["undone"].as_bool(), undone[0]["undone"].as_bool()), (Some(false), Some(true)));
    }
    assert_eq!(state(&cli), begin.1);
    assert_eq!(cli.json(["redo", "6"]).len(), 6);
    assert_eq!(state(&cli), end);
    assert!(cli.fails(1, ["redo"]).contains("nothing to do again"));
    cli.ok(["undo"]);
    cli.ok(["note", "--text", "a new step"]);
    assert!(cli.fails(1, ["redo"]).contains("nothing to do again"));
    assert!(cli.json(["history", "--limit", "2"])[1]["undone"].as_bool().unwrap());
}

#[test]
fn a_backup_is_a_library_of_its_own() {
    let cli = Cli::new();
    cli.article("a.md", TEXT);
    let printed = cli.json(["backup", "copy.postil"]);
    assert_eq!(printed[0]["bytes"].as_u64(), Some(std::fs::metadata(cli.path("copy.postil")).unwrap().len()));
    assert_eq!(cli.json(["list", "--library", "copy.postil"]), cli.json(["list"]));
    cli.ok(["note", "--text", "later"]);
    assert_eq!(cli.json(["restore", "copy.postil"])[0]["bytes"], printed[0]["bytes"]);
    assert_eq!(
        (cli.json(["note"]), cli.json(["list"]).len()),
        (cli.json(["note", "--library", "copy.postil"]), 1)
    );
    let aside = cli.library().with_file_name("library.before-1.postil");
    cli.ok(["restore", aside.to_str().unwrap()]);
    assert_eq!(cli.json(["note"])[0]["note"], "later");
    assert!(cli.fails(1, ["restore", "nowhere.postil"]).contains("nowhere.postil"));
    let checks = cli.json(["doctor", "--library", "copy.postil"]);
    assert!(checks.len() > 8 && checks.iter().all(|check| check["ok"] == true), "{checks:?}");
}

#[test]
fn a_name_of_any_length_leaves_a_line_readable() {
    let cli = Cli::new();
    let name = "Ä".repeat(5_000);
    cli.ok(["themes", "add", &name]);
    let labels: Vec<String> =
        cli.json(["history"]).iter().map(|step| step["label"].as_str().unwrap().to_owned()).collect();
    assert!(labels[0].contains(&name), "JSON has it whole");
    let text = cli.ok(["history"]);
    assert!(text.lines().all(|line| line.chars().count() < 260), "{text}");
    assert!(text.lines().next().unwrap().ends_with('…'), "{text}");
    assert!(cli.ok(["undo"]).chars().count() < 260);
}
