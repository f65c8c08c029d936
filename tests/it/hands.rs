//! How many keys common tasks take. A task that gets longer fails here; the table stands in the README.

use std::fmt::Write as _;
use std::path::Path;

use postil::clock::Clock;
use postil::job::library::starters;
use postil::store::Store;

use crate::session::{BRIDGE, Session, add, parse};

const FIRST: &str = "The old bridge was closed on Oct. 15.";
const NOTE: &str = "Ask the ferryman.";
const FERRIES: &str = "Ferries\n\nThe ferry sank in spring. It was never raised. Nobody asked why.\n";

struct Task {
    what: &'static str,
    /// What was done before, and is not counted.
    before: &'static str,
    /// `NOTE` and `FILE` stand for words that are the user's own and not counted.
    keys: &'static str,
    /// No more keys than this.
    most: usize,
    check: fn(&Session, &Path),
}

/// The sentences of the open article that carry the theme of a digit.
fn tagged(s: &Session, digit: u8) -> Vec<String> {
    let theme = s.app.themes.iter().find(|theme| theme.key == Some(digit)).unwrap();
    let reader = s.app.reader.as_ref().unwrap();
    let stored = s.store.annotations_of(reader.article.id).unwrap();
    stored.into_iter().filter(|a| a.themes.contains(&theme.id)).map(|a| a.quote).collect()
}

/// Passages of a theme by two digits; the last act was not on the first theme, and the cursor stands on a sentence
/// that has no theme.
const TWO_THEMES: &str = "<enter>1)<enter>1)<enter>2)";

fn shows_board(s: &Session) {
    let board = s.app.board().unwrap();
    assert!(board.chosen().is_some(), "{}", s.text());
    assert!(s.text().contains("Intelligence sharing: 3 passages"), "{}", s.text());
}

fn is_exported(file: &Path) {
    let made = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    assert!(made.contains("Intelligence sharing") && made.contains("The old bridge"), "{made}");
}

fn is_at_the_boat(s: &Session) {
    let reader = s.app.reader.as_ref().unwrap();
    assert!(reader.text().starts_with("The Bridge at Orlau"), "{}", s.text());
    assert!(s.ahead(4) == "boat" || s.ahead(6) == "engine", "{}", s.ahead(40));
}

const TASKS: [Task; 15] = [
    Task {
        what: "open an article by a part of its name",
        before: "",
        keys: "gfferr<enter>",
        most: 7,
        check: |s, _| assert!(s.app.reader.as_ref().unwrap().text().starts_with("Ferries")),
    },
    Task {
        what: "tag a sentence",
        before: "",
        keys: "<enter>1",
        most: 2,
        check: |s, _| assert_eq!(tagged(s, 1), [FIRST]),
    },
    Task {
        what: "tag three sentences with one theme",
        before: "",
        keys: "<enter>1).).",
        most: 6,
        check: |s, _| assert_eq!(tagged(s, 1).len(), 3),
    },
    Task {
        what: "put two themes on one sentence",
        before: "",
        keys: "<enter>1<enter>2",
        most: 4,
        check: |s, _| {
            assert_eq!((tagged(s, 1), tagged(s, 2)), (vec![FIRST.to_owned()], vec![FIRST.to_owned()]));
        },
    },
    Task {
        what: "write a note on a sentence (beside its words)",
        before: "",
        keys: "cNOTE<esc>",
        most: 2,
        check: |s, _| assert!(s.stored().contains(&format!("{FIRST} |  | {NOTE}")), "{:?}", s.stored()),
    },
    Task {
        what: "extend a passage by a sentence",
        before: "<enter>1",
        keys: ">",
        most: 1,
        check: |s, _| {
            let found = tagged(s, 1);
            assert!(
                found.len() == 1 && found[0].starts_with(FIRST) && found[0].len() > FIRST.len() + 9,
                "{found:?}"
            );
        },
    },
    Task {
        what: "let a passage end at an earlier word, by a letter of it",
        before: "<enter>1",
        keys: "gvFd<enter>",
        most: 5,
        check: |s, _| assert_eq!(tagged(s, 1), ["The old bridge was closed"]),
    },
    Task {
        what: "let a passage begin a word later",
        before: "<enter>1",
        keys: "gvow<enter>",
        most: 5,
        check: |s, _| assert_eq!(tagged(s, 1), [FIRST.strip_prefix("The ").unwrap()]),
    },
    Task {
        what: "see every passage on a theme that has a digit, in all articles, from any sentence",
        before: TWO_THEMES,
        keys: "gt1<enter>",
        most: 4,
        check: |s, _| shows_board(s),
    },
    Task {
        what: "the same by its name, from the article list",
        before: "<enter>1)<enter>1)<enter>2q",
        keys: "gt/intel<enter><enter>",
        most: 10,
        check: |s, _| shows_board(s),
    },
    Task {
        what: "undo three acts",
        before: "<enter>1).).",
        keys: "uuu",
        most: 3,
        check: |s, _| assert_eq!(tagged(s, 1), [] as [String; 0]),
    },
    Task {
        what: "export a theme, from any sentence (beside the name of the file, which is proposed)",
        before: TWO_THEMES,
        keys: "gt1<enter>x<enter>FILE<enter>",
        most: 7,
        check: |_, file| is_exported(file),
    },
    Task {
        what: "the same by its name, from the article list",
        before: "<enter>1)<enter>1)<enter>2q",
        keys: "gt/intel<enter>x<enter>FILE<enter>",
        most: 12,
        check: |_, file| is_exported(file),
    },
    Task {
        what: "find a half-remembered phrase in all articles and go there: a word, and how another begins",
        before: "gfferr<enter>",
        keys: "g/boat eng<enter>",
        most: 11,
        check: |s, _| is_at_the_boat(s),
    },
    Task {
        what: "the same with the other word in a form that the text has not",
        before: "gfferr<enter>",
        keys: "g/boat engines<enter><enter>",
        most: 16,
        check: |s, _| is_at_the_boat(s),
    },
];

impl Task {
    fn count(&self) -> usize {
        parse(&self.keys.replace("NOTE", "").replace("FILE", "")).len()
    }
}

/// The starter library with two articles more, the last one open at its first sentence.
fn desk() -> Session {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    store.add_starters(&starters().unwrap()).unwrap();
    add(&mut store, "ferries.txt", FERRIES);
    add(&mut store, "bridge.txt", BRIDGE);
    let mut s = Session::on(store);
    s.keys("qgg<enter>gg}");
    assert!(s.ahead(20).starts_with("The old bridge"), "{}", s.text());
    s
}

#[test]
fn no_task_takes_more_keys_than_it_did() {
    for task in TASKS {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("theme.md");
        let mut s = desk();
        let file_keys = format!("<ctrl-u>{}", file.display());
        s.keys(task.before);
        s.keys(&task.keys.replace("NOTE", NOTE).replace("FILE", &file_keys));
        (task.check)(&s, &file);
        assert_eq!(task.count(), task.most, "{}", task.what);
    }
}

/// The tasks as a table in Markdown.
pub fn table() -> String {
    let mut out = String::from("| task | keys | how many |\n|---|---|---|\n");
    for task in TASKS {
        let mut shown = String::new();
        for key in parse(&task.keys.replace("NOTE", "\u{1}").replace("FILE", "\u{2}")) {
            let key = key.to_string();
            match key.as_str() {
                "\u{1}" => shown.push_str("*the note* "),
                "\u{2}" => {}
                _ => {
                    let _ = write!(shown, "`{key}` ");
                }
            }
        }
        let _ = writeln!(out, "| {} | {}| {} |", task.what, shown, task.count());
    }
    out
}
