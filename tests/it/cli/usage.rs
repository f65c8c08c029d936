//! Exit codes, usage and what is said where.

use super::Cli;

#[test]
fn wrong_usage_is_two_and_changes_nothing() {
    let cli = Cli::fresh();
    for args in [
        &["list", "--nonsense"][..],
        &["annotate", "1"],
        &["export", "--format", "docx"],
        &["export", "--format", "doc"],
        &["search", "word", "--limit", "0"],
        &["list", "theme:"],
        &["list", "is:nonsense"],
        &["themes", "merge", "one"],
        &["a.txt", "list"],
        &["seeds"],
        &["lst"],
        &["annotate", "1", "--span", "0..4", "--prefix", "x"],
        &["edit", "1", "--published", "last summer"],
        &["edit", "1", "--url", "javascript:alert(1)"],
        &["edit", "1", "--url", "http://"],
        &["edit", "1", "--url", "x:y"],
        &["themes", "color", "one", "red"],
        &["themes", "pin", "one", "10"],
        &[],
    ] {
        let err = cli.fails(2, args);
        assert!(err.starts_with("postil: "), "{args:?}: {err}");
    }
    assert!(!cli.library().exists());
    assert!(cli.fails(2, ["export", "--format", "doc"]).contains("choose markdown, html"));
    assert!(cli.fails(2, ["lst"]).contains("did you mean `postil list`?"));
    assert!(cli.fails(2, ["list", "a", "OR"]).contains("at its end"));
}

#[test]
fn the_reader_without_a_terminal_names_the_list_and_imports_nothing() {
    let cli = Cli::new();
    cli.write("a.txt", "One line of text.");
    for args in [&["a.txt"][..], &["-"], &[]] {
        assert!(cli.fails(2, args).contains("postil list"), "{args:?}");
    }
    assert_eq!(cli.ok(["list"]), "");
}

#[test]
fn what_cannot_be_done_is_one_with_what_why_and_how() {
    let cli = Cli::new();
    assert_eq!(
        cli.fails(1, ["show", "99"]),
        "postil: show: there is no article “99” (`postil list` lists what there is)\n"
    );
    // What can be done is done.
    cli.ok(["note", "--text", "a step"]);
    let ran = cli.run(["undo", "99"]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 1));
    assert!(ran.err.contains("there was only one step to take back"), "{}", ran.err);
    assert!(cli.fails(1, ["undo"]).starts_with("postil: undo: there is nothing to take back"));
    assert!(cli.fails(1, ["themes", "remove", "none"]).contains("there is no theme “none”"));
    cli.write("taken", "");
    let err = cli.fails(1, ["backup", "taken"]);
    assert!(err.contains("taken: there is a file of that name already"), "{err}");
    let err = cli.fails(1, ["backup", "nowhere/copy.postil"]);
    assert!(err.contains("nowhere/copy.postil: there is no folder nowhere (make it first"), "{err}");
    assert!(cli.fails(1, ["restore", "nowhere"]).contains("nowhere: there is no such file"));
}

#[test]
fn where_nothing_was_found_it_is_no_failure() {
    let cli = Cli::new();
    cli.article("a.txt", "The ferries\n\nOne line of text.");
    let ran = cli.run(["diff", "1"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(ran.err.contains("has not changed"), "{}", ran.err);
    assert!(cli.fails(1, ["diff", "1", "--from", "7"]).contains("it has no text 7"));
}

#[test]
fn what_holds_annotations_without_their_articles_is_no_article() {
    let cli = Cli::new();
    cli.article("a.txt", "The ferries\n\nOne line of text.");
    cli.ok(["annotate", "1", "--quote", "One line", "--theme", "Lines"]);
    cli.ok(["export", "--format", "csv", "--out", "all.csv"]);
    cli.ok(["export", "--format", "jsonl", "--out", "all.jsonl"]);
    for (file, what) in [("all.csv", "a table of annotations"), ("all.jsonl", "annotations as JSON Lines")] {
        let ran = cli.run(["import", file]);
        assert_eq!(ran.code, 1, "{}", ran.out);
        assert!(
            ran.err.contains(&format!("{file}: it is {what}")) && ran.err.contains("--format w3c"),
            "{}",
            ran.err
        );
    }
    assert_eq!(cli.json(["list"]).len(), 1);
}

#[test]
fn nothing_found_is_no_failure() {
    let cli = Cli::new();
    for args in
        [&["list"][..], &["search", "nothing"], &["annotations"], &["themes"], &["trash"], &["list", "word"]]
    {
        assert_eq!(cli.ok(args), "", "{args:?}");
        assert!(cli.json(args).is_empty(), "{args:?}");
    }
}

#[test]
fn a_foreign_newer_or_empty_library_is_refused_untouched() {
    let cli = Cli::fresh();
    for (name, bytes) in
        [("empty", &b""[..]), ("text", b"It is my diary, and it is no library of yours at all.")]
    {
        cli.write(name, bytes);
        let err = cli.fails(1, ["list", "--library", name]);
        assert!(err.starts_with(&format!("postil: {name}: this file is ")), "{err}");
        assert_eq!(cli.read(name).as_bytes(), bytes);
    }
    let err = cli.run(["doctor", "--library", "text", "--json"]);
    assert_eq!(err.code, 1);
    assert!(err.out.contains(r#""check":"file","ok":false"#), "{}", err.out);
}

#[test]
fn starters_come_once_into_a_library_that_did_not_exist() {
    let cli = Cli::fresh();
    assert_eq!(cli.json(["list"]).len(), 5);
    let mine = |args: &[&str]| cli.json([&["--library", "mine.postil"], args].concat());
    assert_eq!((mine(&["list"]).len(), mine(&["annotations"]).len()), (5, 3));
    mine(&["seeds", "--clear-samples"]);
    assert_eq!(mine(&["annotations"]).len(), 0);
    mine(&["undo"]);
    assert_eq!(mine(&["annotations"]).len(), 3);
    assert!(cli.fails(1, ["undo", "--library", "mine.postil"]).contains("nothing to"), "they are no step");
    mine(&["seeds", "--remove"]);
    assert_eq!((mine(&["list"]).len(), mine(&["trash"]).len(), mine(&["themes"]).len()), (0, 5, 0));
    mine(&["trash", "--empty"]);
    assert_eq!(mine(&["trash"]).len(), 0);
    assert_eq!(mine(&["seeds", "--restore"]).len(), 5);
    assert_eq!(mine(&["list"]).len(), 5);
}

#[test]
fn the_library_is_the_options_else_the_environments() {
    let cli = Cli::fresh();
    let library = |args: &[&str]| {
        let output =
            cli.command(["doctor", "--json"]).args(args).env("POSTIL_LIBRARY", "env.postil").output();
        super::lines(&String::from_utf8(output.unwrap().stdout).unwrap())[0]["detail"].clone()
    };
    assert_eq!(library(&[]), "env.postil");
    assert_eq!(library(&["--library", "opt.postil"]), "opt.postil");
    assert!(cli.path("env.postil").exists() && cli.path("opt.postil").exists());
}

#[test]
fn colour_is_for_terminals_unless_it_is_asked_for() {
    let cli = Cli::new();
    let id = cli.article("a.md", super::TEXT).to_string();
    cli.ok(["annotate", &id, "--span", "0..2"]);
    let bold = |command: &mut assert_cmd::Command| {
        String::from_utf8(command.output().unwrap().stdout).unwrap().contains("\u{1b}[1m")
    };
    assert!(!bold(&mut cli.command(["annotations"])));
    assert!(bold(&mut cli.command(["annotations", "--color", "always"])));
    assert!(bold(cli.command(["annotations"]).env("CLICOLOR_FORCE", "1")));
    assert!(!bold(cli.command(["annotations"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")));
    assert!(!bold(&mut cli.command(["annotations", "--color", "always", "--json"])));
}

#[test]
fn configuration_is_named_printed_and_checked() {
    let cli = Cli::fresh();
    let path = cli.ok(["config", "--path"]);
    assert!(path.trim_end().ends_with("config/postil/config.toml"), "{path}");
    let default = cli.ok(["config", "--print-default"]);
    cli.write("good.toml", &default);
    cli.write("bad.toml", "[reading]\nmeasur = 60\n\n[keys.reader]\n\"J\" = \"down\"\n");
    assert_eq!(cli.run(["config", "--check", "--config", "good.toml"]).code, 0);
    let err = cli.fails(1, ["config", "--check", "--config", "bad.toml"]);
    assert!(err.contains("bad.toml:2:1: there is no setting “measur”; did you mean “measure”?"), "{err}");
    std::fs::create_dir(cli.path("folder")).unwrap();
    for command in ["list", "themes", "tutor"] {
        assert!(cli.fails(1, [command, "--config", "missing.toml"]).contains("there is no such file"));
        assert!(
            cli.fails(1, [command, "--config", "folder"]).contains("postil: folder: the settings cannot")
        );
    }
    cli.ok(["config", "--path", "--config", "missing.toml"]);
    let missing = cli.fails(1, ["keys", "--config", "missing.toml"]);
    assert!(
        missing.contains("missing.toml: the settings cannot be read: there is no such file ("),
        "{missing}"
    );
    assert!(cli.ok(["keys", "--config", "bad.toml"]).contains("J  j"));
}

#[test]
fn the_log_goes_where_it_is_asked_to() {
    let cli = Cli::new();
    cli.ok(["list", "--log", "log.txt"]);
    assert!(cli.path("log.txt").exists());
    assert!(cli.fails(1, ["list", "--log", "no/such/log.txt"]).contains("no/such/log.txt"));
}

#[test]
fn a_log_is_written_over_nothing() {
    let cli = Cli::new();
    let library = cli.library();
    cli.write("mine.md", "My own words.\n");
    for path in [library.to_str().unwrap(), "mine.md"] {
        let said = cli.fails(1, ["list", "--log", path]);
        assert!(said.contains("the log is not written") && said.contains(path), "{said}");
    }
    assert_eq!(cli.read("mine.md"), "My own words.\n");
    for _ in 0..2 {
        cli.ok(["list", "--log", "log"]);
    }
    assert_eq!(cli.read("log").matches("begins").count(), 2);
}

#[test]
fn a_library_that_was_not_there_is_said_to_be_made() {
    let cli = Cli::fresh();
    let first = cli.run(["list", "--library", "mistyped.postil"]);
    assert!(first.err.contains("the library mistyped.postil was not there: it is made"), "{}", first.err);
    assert_eq!((first.code, cli.run(["list", "--library", "mistyped.postil"]).err), (0, String::new()));
    assert_eq!(cli.run(["list", "--quiet", "--library", "other.postil"]).err, "");
}

#[test]
fn a_search_that_finds_nothing_names_the_word_that_was_meant() {
    let cli = Cli::new();
    cli.article("a.md", super::TEXT);
    let ran = cli.run(["search", "harbuor"]);
    assert!(ran.code == 0 && ran.err.contains("did you mean harbour?"), "{}", ran.err);
    let ran = cli.run(["search", "harb"]);
    assert!(ran.err.contains("harb* finds harbour and whatever else begins so"), "{}", ran.err);
    assert!(cli.ok(["search", "harb*"]).contains("harbour"));
    let ran = cli.run(["search", "zebra"]);
    assert!(ran.err.contains("looked for whole") && ran.err.contains("as in terror*"), "{}", ran.err);
}

#[test]
fn help_is_a_command_too() {
    let cli = Cli::fresh();
    for command in [&[][..], &["import"], &["themes", "add"]] {
        let asked = cli.ok([&["help"], command].concat());
        assert!(asked.contains("Usage: postil"), "{asked}");
        assert_eq!(asked, cli.ok([command, &["--help"]].concat()));
    }
    cli.write("help", "A file of that name.");
    assert!(cli.ok(["help", "list"]).contains("postil list"), "the command goes before a file");
    assert!(cli.fails(2, ["help", "imprt"]).contains("did you mean “import”?"));
    assert!(cli.fails(2, ["help", "nothing-near"]).contains("`postil help` lists them"));
    assert!(cli.fails(2, ["help", "list", "more"]).contains("list has none of its own"));
}

#[test]
fn what_prints_no_objects_refuses_to_be_asked_for_them() {
    let cli = Cli::new();
    for args in
        [&["man"][..], &["completions", "bash"], &["help"], &["export"], &["export", "--format", "w3c"]]
    {
        let said = cli.fails(2, [args, &["--json"]].concat());
        assert!(said.contains(args[0]) && said.contains("no objects"), "{args:?}: {said}");
    }
    assert!(cli.fails(2, ["export", "--json"]).contains("--format jsonl"));
    assert_eq!(cli.ok(["export", "--json", "--format", "jsonl"]), "");
}

#[test]
fn tips_name_what_was_meant() {
    let cli = Cli::new();
    let id = &cli.article("a.md", super::TEXT).to_string();
    for args in [
        &["annotate", id, "--span", "-1..4"][..],
        &["show", id, "--span", "-1..4"],
        &["edit", id, "--furniture", "-1..4"],
        &["mend", id, "--replace", "-1..4", "--with", "x"],
    ] {
        let said = cli.fails(2, args);
        assert!(said.contains("“-1..4” is no span") && !said.contains("'-- "), "{args:?}: {said}");
    }
    for (args, tip) in [
        (&["edit", id, "--date", "2017"][..], "'--published'"),
        (&["edit", id, "--author=Osei"], "'--byline'"),
        (&["annotate", id, "--tag", "War"], "'--theme'"),
        (&["edit", id, "--titel", "X"], "'--title'"),
    ] {
        let said = cli.fails(2, args);
        assert!(said.contains(tip) && !said.contains("'-- "), "{args:?}: {said}");
    }
    assert!(!cli.fails(2, ["list", "--newest"]).contains("tip"));
    assert!(cli.fails(2, ["list", "-word"]).contains("'-- -w"), "a word may begin so");
}

#[test]
fn where_a_library_is_damaged_its_backups_are_named() {
    let cli = Cli::new();
    cli.article("a.md", super::TEXT);
    let folder = cli.library().parent().unwrap().to_owned();
    let copy = folder.join("library.before-1.postil");
    let begin = |args: &[&str]| cli.run(args);
    let damage = |from: usize, to: usize| {
        let mut bytes = std::fs::read(cli.library()).unwrap();
        bytes[from..to].fill(b'A');
        std::fs::write(cli.library(), bytes).unwrap();
    };
    let whole = std::fs::read(cli.library()).unwrap();
    damage(100, 4096);
    let said = begin(&["doctor"]).err;
    assert!(said.contains("Move it away") && said.contains("none lies beside the library"), "{said}");
    assert!(!said.contains("`postil doctor`"), "it is what was asked: {said}");
    std::fs::write(&copy, &whole).unwrap();
    // Another library is no copy of this one.
    std::fs::write(folder.join("other.postil"), &whole).unwrap();
    let said = begin(&["doctor"]).err;
    assert!(
        said.contains(&format!(
            "`postil restore FILE` takes over a backup: beside the library lies {}",
            copy.display()
        )),
        "{said}"
    );
    assert!(!said.contains("other.postil"), "{said}");
    // As it says.
    std::fs::rename(cli.library(), folder.join("damaged")).unwrap();
    cli.ok(["restore", copy.to_str().unwrap()]);
    assert_eq!(cli.json(["list"]).len(), 1);
    std::fs::write(cli.library(), &whole).unwrap();
    damage(4096, 20000);
    let said = begin(&["doctor"]).err;
    assert!(said.contains("`postil restore FILE`") && said.contains("library.before-1.postil"), "{said}");
}
