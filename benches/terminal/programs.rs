//! What is compared, and the keys by which each program does it.

use std::env;
use std::path::{Path, PathBuf};

use super::NEEDLE;

pub struct Program {
    pub name: &'static str,
    pub path: PathBuf,
    pub args: Vec<String>,
    /// The library that the environment names: a reader starts without a word.
    pub library: Option<PathBuf>,
    pub page: &'static str,
    pub back: &'static str,
    pub line: &'static str,
    pub end: &'static str,
    pub top: &'static str,
    pub search: String,
    /// What its first useful screen shows of the text.
    pub shows: &'static str,
    /// What the very first start shows in place of the text, the keys that end that for good, and what is shown once
    /// they have.
    pub once: Option<(&'static str, &'static str, &'static str)>,
    /// A file in its home that grows by each start, as it was after the first.
    pub grows: Option<&'static str>,
}

/// postil, a bare program that draws the same rows, and the pagers, editors and readers that are here.
/// `book`: the text as an EPUB, for the reader of those.
pub fn programs(text: &Path, library: &Path, book: &Path) -> Vec<Program> {
    let text = text.to_string_lossy().into_owned();
    let search = format!("/{NEEDLE}\r");
    let of = |name, path: PathBuf, args: Vec<String>| Program {
        name,
        path,
        args,
        library: None,
        page: "\x06",
        back: "\x02",
        line: "j",
        end: "G",
        top: "gg",
        search: search.clone(),
        shows: "ferry crossed",
        once: None,
        grows: None,
    };
    let editor =
        || ["-u", "NONE", "-c", "set wrap linebreak nocompatible", &text].map(str::to_owned).to_vec();
    let reader =
        ["--test-mode", "--zen-mode", "--no-images", &book.to_string_lossy()].map(str::to_owned).to_vec();
    let mut all = vec![
        Program {
            once: Some(("1 article", "gg\r", "min left")),
            library: Some(library.to_owned()),
            ..of("postil", env!("CARGO_BIN_EXE_postil").into(), Vec::new())
        },
        Program {
            // It has no search: what counts is the page, the line and the start.
            search: "gg".into(),
            // What is blank already is not written.
            shows: "crossed",
            ..of("floor", env::current_exe().unwrap(), vec!["--floor".into(), text.clone()])
        },
        Program { page: " ", back: "b", top: "g", ..of("less", "/usr/bin/less".into(), vec![text.clone()]) },
        of("vim", "/usr/bin/vim".into(), editor()),
        of("nvim", "/usr/bin/nvim".into(), editor()),
        // It justifies by spaces, so words are what it has in common with the others.
        Program {
            page: "\x1b[6~",
            back: "\x1b[5~",
            shows: "crossed",
            once: Some(("tutorial", "\x1b:q\r", "")),
            grows: Some(".config/hygg/.library.jsonl"),
            ..of("hygg", found("hygg"), vec![text.clone()])
        },
        of("bookokrat", found("bookokrat"), reader),
    ];
    all.retain(|program| program.path.exists());
    all
}

/// A program on the search path; a path that does not exist where there is none.
#[expect(clippy::disallowed_methods, reason = "a bench looks for what is installed")]
fn found(name: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.exists()).unwrap_or_default()
}
