//! What the README shows is what postil does.

use std::fs;
use std::path::Path;
use std::process::Command;

use postil::import::{self, Hint};
use postil::seeds::SEEDS;
use postil::text::Offset;

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_exported_passage_stands_where_the_readme_says() {
    let readme = readme();
    let block =
        readme.split("```markdown\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let quote = block.lines().find_map(|l| l.strip_prefix("> ")).expect("a quotation");
    let document = SEEDS
        .iter()
        .map(|seed| import::read(seed.text.as_bytes(), &Hint::named("seed.md")).expect(seed.name).document)
        .find(|document| document.text.contains(quote))
        .expect("a passage of a starter article");
    let at = Offset(document.text.find(quote).expect("found above"));
    let locator =
        format!("¶{} · {}% · ", document.paragraph_at(at).expect("a paragraph"), document.percent_at(at));
    assert!(block.contains(&locator), "the README should say {locator}");
}

#[test]
fn links_of_the_readme_lead_somewhere() {
    let readme = readme();
    let targets: Vec<_> = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.starts_with("http"))
        .collect();
    assert!(targets.len() >= 3, "{targets:?}");
    for target in targets {
        assert!(root().join(target).exists(), "{target} is not there");
    }
}

/// Whether a command of the README wants files or a network that a test does not have.
fn wants_sources(line: &str) -> bool {
    line.starts_with("postil import") || line.starts_with("postil refresh")
}

#[test]
fn commands_of_the_readme_do_what_they_say_on_a_new_library() {
    let readme = readme();
    let chapter = readme.split("\n## Command line\n").nth(1).expect("a chapter on the command line");
    let block = chapter.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("commands");
    let lines: Vec<&str> = block.lines().filter(|line| !wants_sources(line)).collect();
    assert!(lines.len() >= 9, "{lines:?}");
    let home = tempfile::tempdir().expect("a folder");
    let postil = Path::new(env!("CARGO_BIN_EXE_postil")).parent().expect("its folder");
    for line in lines {
        let mut command = Command::new("/bin/sh");
        command.env_clear().env("PATH", postil).env("HOME", home.path()).current_dir(home.path());
        let output = command.args(["-c", line]).output().expect("a shell");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
