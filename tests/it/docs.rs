//! What is generated into the documentation is what the program says. `UPDATE_DOCS=1 cargo test docs`
//! writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use postil::cli;
use postil::command::{Command, reference};
use postil::config::Config;

use crate::session::Session;

const BEGIN: &str = "<!-- postil keys: generated -->\n";
const TASKS: &str = "<!-- postil tasks: generated -->\n";
const END: &str = "<!-- end -->";

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn holds(name: &str, is: &str, should: &str) {
    #[expect(clippy::disallowed_methods, reason = "the one wish that the tests listen to")]
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    if update {
        fs::write(root(name), should).unwrap();
    } else {
        assert!(is == should, "{name} is behind the program: `UPDATE_DOCS=1 cargo test docs` writes it anew");
    }
}

#[test]
fn the_readme_has_the_keys() {
    let readme = fs::read_to_string(root("README.md")).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the mark at which the keys begin");
    let (_, after) = rest.split_once(END).expect("the mark at which they end");
    let keys = reference::markdown(&Config::default().keymap);
    holds("README.md", &readme, &format!("{before}{BEGIN}\n{keys}\n{END}{after}"));
}

#[test]
fn the_readme_has_the_keys_that_tasks_take() {
    let readme = fs::read_to_string(root("README.md")).unwrap();
    let (before, rest) = readme.split_once(TASKS).expect("the mark at which the tasks begin");
    let (_, after) = rest.split_once(END).expect("the mark at which they end");
    holds("README.md", &readme, &format!("{before}{TASKS}\n{}\n{END}{after}", crate::hands::table()));
}

#[test]
fn the_man_page_is_that_of_the_program() {
    let page = String::from_utf8(cli::man_page().unwrap()).unwrap();
    let is = fs::read_to_string(root("assets/postil.1")).unwrap_or_default();
    holds("assets/postil.1", &is, &page);
}

#[test]
fn what_is_known_of_an_article_has_one_word_each() {
    let mut said: Vec<String> = Command::ALL
        .iter()
        .map(|command| {
            format!("{} {}", command.about(), command.argument().map_or("", |argument| argument.about))
        })
        .collect();
    said.push(String::from_utf8(cli::man_page().unwrap()).unwrap());
    let readme = fs::read_to_string(root("README.md")).unwrap();
    said.push(readme);
    let mut s = Session::bridge();
    for keys in ["qe", "<esc>S", "<esc>gf", "<esc>:open ", "<esc><esc>?title", "<esc>/in:"] {
        s.keys(keys).resize(200, 60);
        said.push(s.text());
    }
    assert!(s.keys("<esc><esc>e").text().contains("Byline"), "{}", s.text());
    for text in said {
        for line in text.lines() {
            let words: Vec<String> =
                line.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
            let other = ["outlet", "outlets", "author", "authors"];
            let found = words.iter().find(|word| other.contains(&word.as_str()));
            assert!(found.is_none(), "byline and publication are the words: {line}");
        }
    }
}
