//! The whole reference: the help of every command, as it stands.

use std::fmt::Write as _;

use clap::Command;

use super::Cli;

fn walk(cli: &Cli, command: &Command, path: &[&str], out: &mut String) {
    let help = cli.ok(path.iter().copied().chain(["--help"]));
    writeln!(
        out,
        "$ postil {}\n{help}",
        path.iter().copied().chain(["--help"]).collect::<Vec<_>>().join(" ")
    )
    .unwrap();
    for sub in command.get_subcommands() {
        walk(cli, sub, &[path, &[sub.get_name()]].concat(), out);
    }
}

#[test]
fn the_reference() {
    let cli = Cli::fresh();
    let mut out = String::new();
    walk(&cli, &postil::cli::command(), &[], &mut out);
    insta::assert_snapshot!(out);
}

#[test]
fn every_command_has_examples_and_says_what_it_does() {
    fn check(command: &Command) {
        assert!(command.get_about().is_some(), "{}", command.get_name());
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(help.contains("postil"), "{} has no examples", command.get_name());
        command.get_subcommands().for_each(check);
    }
    check(&postil::cli::command());
}

#[test]
fn keys_completions_version_and_man_page_are_printed() {
    let cli = Cli::fresh();
    assert!(cli.ok(["keys"]).contains("Theme chooser"));
    assert!(cli.ok(["keys", "--markdown"]).starts_with("### Everywhere\n"));
    assert!(cli.json(["keys"]).iter().any(|row| row["command"] == "tag"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(cli.ok(["completions", shell]).contains("annotations"), "{shell}");
    }
    assert_eq!(cli.ok(["--version"]), format!("postil {}\n", env!("CARGO_PKG_VERSION")));
    let man = cli.ok(["man"]);
    assert!(man.contains(".SH KEYS") && man.contains("postil annotate"), "{man}");
    assert!(!cli.library().exists(), "none of them needs a library");
}
