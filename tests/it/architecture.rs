//! Who may enter which room. The table is the one of the guide in `src/lib.rs`; every `use` and every
//! path written out in `src/` is held against it. Unit tests may use whatever they need.

use std::fs;
use std::path::{Path, PathBuf};

use crate::rust_source::{NamedPath, Source, Target};

struct Room {
    name: &'static str,
    /// Other rooms it may use.
    may: &'static [&'static str],
    /// What it may never use of the standard library and of other crates.
    never: &'static [&'static [&'static str]],
}

const SCREEN: &[&str] = &["ratatui", "tui_textarea", "crossterm"];
const KEYBOARD: &[&str] = &["crossterm", "ratatui::crossterm"];
const DATABASE: &[&str] = &["rusqlite"];
const MACHINE: &[&str] = &["std::fs", "std::env", "std::net", "std::process", "std::thread"];
const CLOCK: &[&str] = &["std::time::Instant", "std::time::SystemTime"];
const TIME: &[&str] = &["std::time"];
const ENVIRONMENT: &[&str] = &["std::env"];

const ROOMS: &[Room] = &[
    Room { name: "text", may: &[], never: &[SCREEN, DATABASE, MACHINE, TIME] },
    Room { name: "model", may: &["text"], never: &[SCREEN, DATABASE, MACHINE, TIME] },
    Room { name: "import", may: &["model", "text"], never: &[SCREEN, DATABASE, MACHINE, CLOCK] },
    Room { name: "export", may: &["model", "text"], never: &[SCREEN, DATABASE, MACHINE, CLOCK] },
    Room { name: "databases", may: &[], never: &[SCREEN, DATABASE, ENVIRONMENT, CLOCK] },
    Room { name: "files", may: &["databases"], never: &[SCREEN, DATABASE, ENVIRONMENT, CLOCK] },
    Room {
        name: "job",
        may: &["model", "text", "import", "export", "store", "files", "seeds", "contain"],
        never: &[SCREEN, DATABASE, ENVIRONMENT, CLOCK],
    },
    Room { name: "command", may: &[], never: &[SCREEN, DATABASE, MACHINE, CLOCK] },
    Room {
        name: "config",
        may: &["command", "model", "paths", "skin", "files", "import"],
        never: &[SCREEN, DATABASE, ENVIRONMENT, CLOCK],
    },
    Room { name: "skin", may: &[], never: &[SCREEN, DATABASE, MACHINE, TIME] },
    Room { name: "paths", may: &[], never: &[SCREEN, DATABASE, CLOCK] },
    Room { name: "clock", may: &[], never: &[SCREEN, DATABASE, MACHINE] },
    Room {
        name: "store",
        may: &["model", "text", "clock", "skin", "databases"],
        never: &[SCREEN, ENVIRONMENT, CLOCK],
    },
    // The note editor's widget and `Rect` are the things of the screen that the state holds.
    Room {
        name: "app",
        may: &["model", "text", "command", "skin"],
        never: &[KEYBOARD, DATABASE, MACHINE, CLOCK],
    },
    Room {
        name: "view",
        may: &["app", "model", "text", "command", "skin"],
        never: &[KEYBOARD, DATABASE, MACHINE, CLOCK],
    },
    Room {
        name: "shell",
        may: &[
            "text", "model", "import", "export", "files", "job", "command", "config", "paths", "clock",
            "store", "app", "view", "seeds", "skin", "contain",
        ],
        never: &[DATABASE],
    },
    Room {
        name: "cli",
        may: &[
            "text", "model", "import", "export", "files", "job", "command", "config", "paths", "clock",
            "store", "seeds",
        ],
        never: &[DATABASE],
    },
    Room { name: "contain", may: &[], never: &[SCREEN, DATABASE, MACHINE, TIME] },
    Room { name: "seeds", may: &["model"], never: &[SCREEN, DATABASE, MACHINE, TIME] },
];

/// What only one room may call: the end of a path, and the room.
const HOMES: &[(&str, &str)] =
    &[("Timestamp::now", "clock"), ("Zoned::now", "clock"), ("Uuid::new_v4", "clock")];

/// What opens a file. One of a library that is open is not to be opened by anybody but SQLite (see
/// `src/databases.rs`), so all others go through `files::open`.
const OPENS: &[&str] = &["File::open", "fs::read", "fs::read_to_string", "fs::copy", "fs::hard_link"];

/// Who opens files by itself, and which.
const OPENERS: &[(&str, &str)] = &[
    ("files/read.rs", "where `files::open` is"),
    ("files/database.rs", "what is not open here, to know a library by its head"),
    ("files/write.rs", "the folder of what was written"),
    ("config/files.rs", "settings, which are no library"),
    ("shell/editor.rs", "the terminal, and a file of its own"),
    ("shell/input.rs", "the terminal"),
    ("shell/log.rs", "a log, which is no library"),
    ("shell/signals.rs", "what the system tells of a process"),
    ("shell/terminal.rs", "the terminal"),
    ("shell/tree.rs", "what the system tells of processes"),
    ("store/backup.rs", "the folder of a backup"),
    ("store/create.rs", "what a making left that was killed"),
    ("store/disk.rs", "what the system tells of disks"),
    ("store/open.rs", "libraries, before SQLite opens them"),
];

const LONGEST: usize = 500;

/// What is wrong with the imports of a file, a sentence each. `file` is relative to `src/`, with `/`.
fn trespasses(file: &str, text: &str) -> Vec<String> {
    let name = room_of(file);
    if ["lib", "main"].contains(&name) {
        return Vec::new();
    }
    let Some(room) = ROOMS.iter().find(|r| r.name == name) else {
        return vec![format!("src/{file}: `{name}` is not a room of the table in {}", file!())];
    };
    let mut found: Vec<_> = Source::read(text)
        .paths(&module_of(file))
        .into_iter()
        .filter_map(|path| {
            let why = match &path.target {
                Target::Ours(segments) => ours(room, segments),
                Target::Outside(segments) => outside(room, segments),
            }?;
            Some(format!("src/{file}:{}: {why}", path.line))
        })
        .collect();
    found.dedup();
    found
}

fn ours(room: &Room, path: &[String]) -> Option<String> {
    match path.first() {
        None => Some(format!("`{}` takes in the whole crate", room.name)),
        Some(to) if to == room.name || room.may.contains(&to.as_str()) => None,
        Some(to) => Some(format!("`{}` may not use `{to}` (crate::{})", room.name, path.join("::"))),
    }
}

fn outside(room: &Room, path: &[String]) -> Option<String> {
    let whole = path.join("::");
    let begins = |what: &str| whole == what || whole.starts_with(&format!("{what}::"));
    let ends = |what: &str| whole == what || whole.ends_with(&format!("::{what}"));
    if room.never.iter().copied().flatten().any(|what| begins(what)) {
        return Some(format!("`{}` may not use `{whole}`", room.name));
    }
    let (what, home) = HOMES.iter().find(|(what, home)| *home != room.name && ends(what))?;
    Some(format!("`{}` may not call `{what}`, only `{home}` may", room.name))
}

/// The room of a file: its folder or its name.
fn room_of(file: &str) -> &str {
    file.split_once('/').map_or_else(|| file.trim_end_matches(".rs"), |(folder, _)| folder)
}

/// The module that a file is, from the top.
fn module_of(file: &str) -> Vec<String> {
    let mut path: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod") {
        path.pop();
    }
    path
}

/// The files of `src/` that are part of the program, with their names relative to it; tests apart.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![src.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder below src") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let parts: Vec<_> =
                    path.strip_prefix(&src).expect("below src").iter().map(|p| p.to_string_lossy()).collect();
                let name = parts.join("/");
                if !parts.iter().any(|p| p == "tests" || p == "tests.rs") {
                    files.push((name, fs::read_to_string(&path).expect("a source in UTF-8")));
                }
            }
        }
    }
    files.sort();
    files
}

#[test]
fn no_room_enters_another_that_the_table_forbids() {
    let files = sources();
    assert!(files.len() > 10, "sources are found");
    let wrong: Vec<_> = files.iter().flat_map(|(name, text)| trespasses(name, text)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn files_are_opened_where_libraries_are_known() {
    let opens = |path: &NamedPath| match &path.target {
        Target::Outside(path) => OPENS.iter().any(|what| path.join("::").ends_with(what)),
        Target::Ours(_) => false,
    };
    let mut known: Vec<&str> = OPENERS.iter().map(|(file, _)| *file).collect();
    for (file, text) in sources() {
        let line = Source::read(&text).paths(&module_of(&file)).into_iter().find(opens).map(|path| path.line);
        let is_known = known.contains(&file.as_str());
        known.retain(|known| *known != file);
        match line {
            Some(line) => assert!(is_known, "src/{file}:{line} opens a file: go through `files::open`"),
            None => assert!(!is_known, "src/{file} opens no file any more: strike it off the list"),
        }
    }
    assert_eq!(known, Vec::<&str>::new(), "these are gone");
}

#[test]
fn no_source_is_longer_than_five_hundred_lines() {
    let wrong: Vec<_> = sources()
        .iter()
        .map(|(name, text)| (name, Source::read(text).lines_outside_tests()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(name, lines)| format!("src/{name} has {lines} lines"))
        .collect();
    assert!(wrong.is_empty(), "\nSplit by what the user does:\n{}\n", wrong.join("\n"));
}

#[test]
fn main_is_under_thirty_lines() {
    let main = sources().into_iter().find(|(name, _)| name == "main.rs").expect("src/main.rs").1;
    assert!(main.lines().count() < 30);
}

#[test]
fn no_two_rooms_use_each_other() {
    for room in ROOMS {
        for other in ROOMS.iter().filter(|o| room.may.contains(&o.name)) {
            assert!(!other.may.contains(&room.name), "{} and {}", room.name, other.name);
        }
        for name in room.may {
            assert!(ROOMS.iter().any(|r| r.name == *name), "`{name}` is not a room");
        }
    }
}

// The checks above can fail: each of these is a way to break the rule.

#[track_caller]
fn refused(file: &str, text: &str, because: &[&str]) {
    let found = trespasses(file, text);
    assert_eq!(found.len(), because.len(), "{found:?}");
    for (found, because) in found.iter().zip(because) {
        assert!(found.contains(because), "{found} does not say {because}");
    }
}

#[track_caller]
fn allowed(file: &str, text: &str) {
    assert_eq!(trespasses(file, text), Vec::<String>::new());
}

#[test]
fn a_plain_import_is_seen() {
    refused(
        "text/span.rs",
        "use crate::model::Article;",
        &["src/text/span.rs:1: `text` may not use `model`"],
    );
    allowed("model/anchor.rs", "use crate::text::Span;");
}

#[test]
fn a_group_is_taken_apart() {
    let text = "use crate::{model::{self, Article}, text::Span,\n    store::{Store as S, error::*}};";
    refused("view/list.rs", text, &["list.rs:2: `view` may not use `store`", "crate::store::error"]);
    refused("text/wrap.rs", "use std::{cmp::min, fs::{self, File}};", &["std::fs", "std::fs::File"]);
}

#[test]
fn a_path_written_out_is_seen() {
    refused(
        "app/update.rs",
        "fn f() { let s = crate::store::Store::memory(c); }",
        &["`app` may not use `store`"],
    );
    refused(
        "model/mod.rs",
        "fn f() -> ::std::time::Duration { g::<std::fs::File>() }",
        &["std::time::Duration", "std::fs::File"],
    );
    refused(
        "store/open.rs",
        "fn f() { jiff::Timestamp::now(); Uuid::new_v4(); }",
        &["only `clock`", "only `clock`"],
    );
}

#[test]
fn super_is_followed_to_the_top() {
    refused("model/article.rs", "use super::super::store::Store;", &["`model` may not use `store`"]);
    refused("model/mod.rs", "pub use super::job;", &["`model` may not use `job`"]);
    refused("store/open/copy.rs", "mod inner { use super::super::super::super::view; }", &["use `view`"]);
    allowed("store/open/copy.rs", "use super::super::error::StoreError; use self::x::Y;");
}

#[test]
fn the_whole_crate_is_no_way_round() {
    refused("text/mod.rs", "use crate::*;", &["takes in the whole crate"]);
    refused("text/mod.rs", "use crate as all;", &["takes in the whole crate"]);
}

#[test]
fn the_terminal_is_not_reached_through_ratatui() {
    refused(
        "view/mod.rs",
        "use ratatui::{buffer::Buffer, crossterm::event};",
        &["ratatui::crossterm::event"],
    );
    allowed("shell/input.rs", "use crossterm::event::Event;");
}

#[test]
fn a_file_outside_the_table_is_named() {
    refused("helpers/mod.rs", "", &["`helpers` is not a room"]);
}

#[test]
fn comments_strings_and_tests_are_passed_over() {
    allowed(
        "text/mod.rs",
        r##"
        //! See [`crate::store`].
        /* use crate::view; /* nested */ use crate::app; */
        const A: &str = "use crate::store::Store; \" crate::view::x";
        const B: &str = r#"crate::shell::run " "#;
        fn f<'a>(x: &'a str) -> char { '"' }
        #[cfg(test)]
        mod tests { use crate::store::Store; fn g() { std::fs::read("x"); } }
        #[cfg(test)]
        use crate::model::Article;
        #[cfg(test)]
        fn g<A, B>(s: crate::store::Store) {}
        fn h() -> impl Iterator<Item = u8> + use<> { [].into_iter() }
        "##,
    );
    refused(
        "text/mod.rs",
        "#[cfg(test)] mod tests { }\nuse crate::app::App;",
        &[":2: `text` may not use `app`"],
    );
    refused("text/mod.rs", "const Q: char = '\\'';\nuse crate::app::App;", &[":2:"]);
}

#[test]
fn lines_of_tests_are_not_counted() {
    let source = "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    fn g() {}\n}\n";
    assert_eq!(Source::read(source).lines_outside_tests(), 2);
    assert_eq!(Source::read("fn f() {}\nfn g() {}\n").lines_outside_tests(), 2);
    assert_eq!(
        Source::read("struct S {\n    #[cfg(test)]\n    a: u8,\n    b: u8,\n}\n").lines_outside_tests(),
        3
    );
}
