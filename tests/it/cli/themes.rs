//! Themes on the command line.

use super::Cli;

#[test]
fn every_change_of_a_theme_prints_it_and_is_one_step() {
    let cli = Cli::new();
    let mut steps = cli.json(["history"]).len();
    let mut themes = |args: &[&str]| {
        let printed = cli.json([&["themes"], args].concat());
        steps += 1;
        assert_eq!(cli.json(["history"]).len(), steps, "{args:?}");
        assert_eq!(printed.len(), 1);
        printed[0].clone()
    };
    let added = themes(&["add", "Sea/Air raids"]);
    assert_eq!((added["path"].as_str(), added["parent"].as_str()), (Some("Sea/Air raids"), Some("Sea")));
    assert_eq!(themes(&["rename", "air raids", "Air strikes"])["path"], "Sea/Air strikes");
    assert_eq!(themes(&["move", "air strikes", "/"])["path"], "Air strikes");
    assert_eq!(themes(&["move", "Air strikes", "sea"])["path"], "Sea/Air strikes");
    assert_eq!(themes(&["describe", "Sea", "All water"])["description"], "All water");
    assert_eq!(themes(&["note", "Sea", "Long."])["note"], "Long.");
    assert_eq!(themes(&["color", "Sea", "#AB12CD"])["color"], "#ab12cd");
    assert_eq!(themes(&["pin", "Sea", "7"])["key"], 7);
    assert_eq!(themes(&["add", "Bombing"])["path"], "Bombing");
    assert_eq!(themes(&["add", "Raids"])["path"], "Raids");
    assert_eq!(themes(&["merge", "bombing", "raids", "air strikes"])["path"], "Sea/Air strikes");
    assert_eq!(themes(&["remove", "Sea"])["name"], "Sea");
    let left: Vec<_> = cli.json(["themes"]).iter().map(|t| t["path"].to_string()).collect();
    assert_eq!(left, ["\"Air strikes\""]);
}

#[test]
fn a_name_of_several_themes_is_not_guessed() {
    let cli = Cli::new();
    assert_eq!(cli.ok(["themes", "add", "A/Same"]), "A/Same  (no passage yet)\n");
    cli.ok(["themes", "add", "B/Same"]);
    let err = cli.fails(1, ["themes", "describe", "same", "x"]);
    assert!(err.contains("may be 2 themes: ") && err.contains("A/Same"), "{err}");
    cli.ok(["themes", "describe", "b/same", "x"]);
    assert!(cli.fails(2, ["themes", "color", "A", "blue"]).contains("write #rrggbb"));
    assert!(cli.fails(1, ["themes", "add", "a"]).contains("already"));
    assert_eq!(cli.ok(["themes"]).lines().count(), 4);
}

#[test]
fn the_librarys_note_is_written_shown_and_taken_away() {
    let cli = Cli::new();
    assert_eq!(cli.ok(["note"]), "");
    assert_eq!(cli.ok(["note", "--text", "What for?"]), "What for?\n");
    assert_eq!(cli.json(["note"])[0]["note"], "What for?");
    assert_eq!(cli.ok(["note", "--text", ""]), "");
    cli.ok(["undo"]);
    assert_eq!(cli.ok(["note"]), "What for?\n");
}
