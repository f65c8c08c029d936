//! Annotating, and changing what was annotated.

use super::{Cli, TEXT};

fn tagged() -> (Cli, String) {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    (cli, id)
}

#[test]
fn texts_may_begin_with_a_hyphen_as_lists_do() {
    let cli = Cli::new();
    let id = cli.article("a.txt", "He said - no more. Then he left.").to_string();
    let made =
        &cli.json(["annotate", &id, "--quote", "- no more", "--prefix", "said ", "--note", "- a bullet"])[0];
    assert_eq!((made["quote"].as_str(), made["note"].as_str()), (Some("- no more"), Some("- a bullet")));
    cli.write("n.md", "from a file");
    let of_file = &cli.json(["annotate", &id, "--quote", "Then he left", "--note-file", "n.md"])[0];
    assert_eq!(of_file["note"], "from a file");
    let number = made["id"].to_string();
    assert_eq!(cli.json(["amend", &number, "--note", "-5 degrees"])[0]["note"], "-5 degrees");
    assert_eq!(cli.json(["edit", &id, "--title", "-- of it"])[0]["title"], "-- of it");
    cli.ok(["themes", "add", "Cold"]);
    assert_eq!(cli.json(["themes", "describe", "Cold", "- below zero"])[0]["description"], "- below zero");
    let err = cli.fails(2, ["amend", &number, "--note", "--theme", "Cold"]);
    assert!(err.contains("the text is missing before --theme"), "{err}");
    for option in ["--theme=Cold", "-h", "-V", "-q", "-v"] {
        let err = cli.fails(2, ["amend", &number, "--note", option]);
        assert!(err.contains(&format!("the text is missing before {option} ")), "{err}");
        let err = cli.fails(2, ["edit", &id, "--title", option]);
        assert!(err.contains("the text is missing before"), "{err}");
    }
    assert_eq!(cli.json(["amend", &number, "--note", " --theme=Cold"])[0]["note"], " --theme=Cold");
    assert_eq!(cli.json(["amend", &number, "--note", "-1 = 2"])[0]["note"], "-1 = 2");
}

#[test]
fn a_quote_is_exact_but_for_white_space_and_quotation_marks() {
    let (cli, id) = tagged();
    let made = cli.json([
        "annotate",
        &id,
        "--quote",
        "Nobody \"asked\n why\"",
        "--theme",
        "Silence",
        "--theme",
        "Ports/Old",
        "--note",
        "Why not?",
    ]);
    assert_eq!(made[0]["quote"], "Nobody “asked why”");
    assert_eq!(made[0]["themes"], serde_json::json!(["Silence", "Ports/Old"]));
    assert_eq!((made[0]["paragraph"].as_i64(), made[0]["note"].as_str()), (Some(1), Some("Why not?")));
    // Code points, not bytes.
    let span = format!("{}..{}", made[0]["start"], made[0]["end"]);
    assert_eq!(cli.ok(["show", &id, "--span", &span]), "Nobody “asked why”\n");
    assert!(cli.fails(1, ["annotate", &id, "--quote", "nobody asked"]).contains("not in the text"));
}

#[test]
fn several_hits_are_named_and_nothing_is_changed_until_context_narrows() {
    let (cli, id) = tagged();
    let err = cli.fails(1, ["annotate", &id, "--quote", "harbour", "--theme", "New"]);
    assert!(err.contains("it is in the text 3 times: 3..10 “…"), "{err}");
    assert!(err.contains("¶1 “…") && err.contains("¶2 “…"), "{err}");
    assert!(cli.json(["annotations"]).is_empty() && cli.json(["themes"]).is_empty());
    let made = cli.json(["annotate", &id, "--quote", "harbour", "--prefix", "Then the"]);
    assert_eq!(made[0]["paragraph"], 2);
    let made = cli.json(["annotate", &id, "--quote", "harbour", "--suffix", "closed"]);
    assert_eq!(made[0]["paragraph"], 1);
}

#[test]
fn a_span_inside_a_character_or_outside_the_text_is_refused() {
    let cli = Cli::new();
    let id = cli.article("a.txt", "A cafe\u{301} with a 👩‍👩‍👧 in it.\n").to_string();
    assert!(cli.fails(1, ["annotate", &id, "--span", "2..6"]).contains("2..6: it ends inside the character"));
    assert!(cli.fails(1, ["annotate", &id, "--quote", "cafe"]).contains("inside the character"));
    assert!(cli.fails(1, ["annotate", &id, "--span", "2..999"]).contains("the text has"));
    assert!(cli.fails(1, ["annotate", &id, "--span", "3..3"]).contains("the passage is empty"));
    assert!(cli.json(["annotations"]).is_empty());
    let made = cli.json(["annotate", &id, "--span", "2..7"]);
    assert_eq!(made[0]["quote"], "cafe\u{301}");
}

#[test]
fn the_same_span_is_the_same_annotation() {
    let (cli, id) = tagged();
    let first = cli.json(["annotate", &id, "--span", "0..2", "--theme", "A", "--note", "one"]);
    let second = cli.json(["annotate", &id, "--span", "0..2", "--theme", "B"]);
    assert_eq!(first[0]["uuid"], second[0]["uuid"]);
    assert_eq!(
        (second[0]["themes"].to_string(), second[0]["note"].as_str()),
        (r#"["A","B"]"#.into(), Some("one"))
    );
    // Once more changes nothing and is printed all the same.
    assert_eq!(cli.json(["annotate", &id, "--span", "0..2", "--theme", "B"]), second);
    cli.write("note.md", "two\n");
    let third = cli.json(["annotate", &id, "--span", "0..2", "--note-file", "note.md"]);
    assert_eq!(third[0]["note"], "two\n");
}

#[test]
fn annotations_are_amended_and_deleted() {
    let (cli, id) = tagged();
    let made = cli.json(["annotate", &id, "--span", "0..2", "--theme", "A"]);
    let number = made[0]["id"].to_string();
    let uuid = made[0]["uuid"].as_str().unwrap().to_owned();
    // Eight digits alone would be the number of an annotation, and a start may happen to be that.
    let start = &uuid[..9];
    let changed =
        cli.json(["amend", start, "--theme", "B", "--untheme", "a", "--note", "n", "--span", "3..10"]);
    assert_eq!(changed[0]["themes"].to_string(), r#"["B"]"#);
    assert_eq!(
        (changed[0]["quote"].as_str(), changed[0]["note"].as_str()),
        (Some("harbours").map(|q| &q[..7]), Some("n"))
    );
    assert_eq!(cli.json(["amend", &number, "--note", ""])[0]["note"], serde_json::Value::Null);
    assert!(cli.fails(1, ["amend", &number, "--attach", "--span", "0..2"]).contains("it is placed"));
    assert!(cli.fails(2, ["amend", &number]).contains("nothing to change"));
    assert!(cli.fails(1, ["amend", "77", "--delete"]).contains("there is no annotation “77”"));
    let gone = cli.json(["amend", &number, "--delete"]);
    assert_eq!(gone[0]["uuid"].as_str(), Some(uuid.as_str()));
    assert!(cli.json(["annotations"]).is_empty());
    cli.ok(["undo"]);
    assert_eq!(cli.json(["annotations"])[0]["uuid"].as_str(), Some(uuid.as_str()));
}

#[test]
fn annotations_are_listed_by_theme_article_and_word() {
    let (cli, id) = tagged();
    let other = cli.article("b.txt", "Another text about ships.").to_string();
    for (article, quote, themes) in [
        (&id, "closed in spring", &["Sea/Ports", "Season"][..]),
        (&id, "opened again", &["Sea"]),
        (&other, "ships", &["Season"]),
        (&other, "text", &[]),
    ] {
        let mut args = vec!["annotate", article, "--quote", quote];
        args.extend(themes.iter().flat_map(|theme| ["--theme", theme]));
        cli.ok(args);
    }
    let quotes = |args: &[&str]| -> Vec<String> {
        let all = cli.json([&["annotations"], args].concat());
        all.iter().map(|a| a["quote"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(quotes(&["--theme", "sea"]), ["closed in spring", "opened again"]);
    assert_eq!(quotes(&["--theme", "ports"]), ["closed in spring"]);
    assert_eq!(
        quotes(&["--theme", "sea", "--theme", "season"]),
        ["closed in spring", "opened again", "ships"]
    );
    assert_eq!(quotes(&["--theme", "sea", "--theme", "season", "--all"]), ["closed in spring"]);
    assert_eq!(quotes(&["--article", &other]), ["text", "ships"]);
    assert_eq!(quotes(&["--untagged"]), ["text"]);
    assert_eq!(quotes(&["spring"]), ["closed in spring"]);
    assert_eq!(quotes(&["--", "-theme:sea"]), ["text", "ships"]);
}
