//! The command line as scripts see it: run in a cleared environment with a home of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use postil::clock::Clock;
use postil::store::Store;
use serde_json::Value;
use tempfile::TempDir;

mod alike;
mod annotate;
mod exchange;
mod export;
mod history;
mod import;
mod locked;
mod mending;
mod papers;
mod reading;
mod reference;
mod safety;
mod shelves;
mod stats;
mod themes;
mod twins;
mod usage;
mod views;

/// A home with a folder to work in and, once it is used, a library.
pub struct Cli {
    home: TempDir,
}

/// How a command ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Cli {
    /// Its library begins empty: nothing is in it but what the test adds.
    pub fn new() -> Self {
        let cli = Self::fresh();
        std::fs::create_dir_all(cli.library().parent().unwrap()).unwrap();
        // What is there already gets no starters.
        drop(Store::open(&cli.library(), Clock::machine()).unwrap());
        cli
    }

    /// Nothing was ever done.
    pub fn fresh() -> Self {
        let home = TempDir::new().unwrap();
        std::fs::create_dir(home.path().join("work")).unwrap();
        Self { home }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("work").join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
        let home = self.home.path();
        command.env_clear().env("HOME", home).env("XDG_DATA_HOME", home.join("data"));
        command.env("XDG_CONFIG_HOME", home.join("config")).current_dir(home.join("work")).args(args);
        command
    }

    pub fn run(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ran {
        self.command(args).output().unwrap().into()
    }

    /// What it prints; it ends well.
    pub fn ok(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    }

    /// The objects it prints with `--json`; it ends well.
    pub fn json(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Vec<Value> {
        let args: Vec<std::ffi::OsString> =
            ["--json".into()].into_iter().chain(args.into_iter().map(|a| a.as_ref().to_owned())).collect();
        lines(&self.ok(args))
    }

    /// What it complains of; it ends with that code and prints nothing else.
    pub fn fails(&self, code: i32, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> String {
        let ran = self.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{}", ran.err);
        ran.err
    }

    /// An article of that text; its number.
    pub fn article(&self, name: &str, text: &str) -> i64 {
        self.write(name, text);
        let done = self.json(["import", name]);
        assert_eq!(done[0]["outcome"], "added", "{done:?}");
        done[0]["article"]["id"].as_i64().unwrap()
    }

    pub fn library(&self) -> PathBuf {
        self.home.path().join("data/postil/library.postil")
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

pub fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// The names of an object's values, in their order in the line.
pub fn names(line: &str) -> Vec<String> {
    // serde_json sorts the names, so the order is read from the text: names at the outermost level.
    let (mut depth, mut names, mut string, mut escape) = (0, Vec::new(), None::<String>, false);
    for c in line.chars() {
        match (&mut string, c) {
            (Some(_), _) if escape => escape = false,
            (Some(_), '\\') => escape = true,
            (Some(text), '"') => {
                names.push((depth, std::mem::take(text)));
                string = None;
            }
            (Some(text), c) => text.push(c),
            (None, '"') => string = Some(String::new()),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth -= 1,
            (None, ':') => {
                let (at, name) = names.pop().expect("a name");
                names.push((at + 100, name));
            }
            _ => {}
        }
    }
    names.into_iter().filter(|(at, _)| *at == 101).map(|(_, name)| name).collect()
}

pub fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// A text with two paragraphs, the same word in both.
pub const TEXT: &str = "# On harbours\n\nThe harbour closed in spring. Nobody “asked why” at first.\n\nThen the harbour opened again, and everybody asked.\n";
