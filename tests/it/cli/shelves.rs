//! Orders and the trash on the command line.

use super::Cli;

fn three() -> Cli {
    let cli = Cli::new();
    for name in ["bravo", "alpha", "charlie"] {
        cli.write(&format!("{name}.md"), format!("# {name}\n\nA text on {name}.\n"));
        cli.ok(["import".into(), cli.path(&format!("{name}.md"))]);
    }
    cli
}

fn titles(cli: &Cli, args: &[&str]) -> Vec<String> {
    cli.json(args).iter().map(|a| a["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_list_is_sorted_as_it_is_asked_for() {
    let cli = three();
    assert_eq!(titles(&cli, &["list"]), ["charlie", "alpha", "bravo"]);
    assert_eq!(titles(&cli, &["list", "--reverse"]), ["bravo", "alpha", "charlie"]);
    assert_eq!(titles(&cli, &["list", "--sort", "title"]), ["alpha", "bravo", "charlie"]);
    assert_eq!(titles(&cli, &["list", "--sort", "title", "--reverse"]), ["charlie", "bravo", "alpha"]);
    assert!(cli.fails(2, ["list", "--sort", "size"]).contains("annotations"));
}

#[test]
fn the_trash_gives_back_and_deletes_by_article() {
    let cli = three();
    cli.ok(["remove", "alpha", "bravo", "charlie"]);
    assert_eq!(titles(&cli, &["trash", "--restore", "bravo"]), ["bravo"]);
    assert_eq!(titles(&cli, &["trash", "--delete", "alpha"]), ["alpha"]);
    assert_eq!(titles(&cli, &["trash"]), ["charlie"]);
    assert_eq!(titles(&cli, &["list"]), ["bravo"]);
    assert!(
        cli.fails(1, ["trash", "--delete", "bravo"]).contains("bravo"),
        "what is not in it is not deleted"
    );
    assert_eq!(cli.json(["edit", "bravo", "--language", "en-GB"])[0]["language"], "en-GB");
}
