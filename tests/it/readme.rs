//! What the README shows is what postil does.

use std::fs;
use std::path::Path;

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
