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
