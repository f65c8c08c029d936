//! A folder of text files into a library, by the program itself, against a bare FTS5 index of the same
//! files in the same run.
//!
//! `cargo bench --bench import` takes 10,000 files of about 3 KB; `cargo bench --bench import -- 1000` as
//! many as are named.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench says what it measured, and stops where it cannot"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rusqlite::Connection;

/// About 3 KB in six paragraphs, each with words of its own.
fn text(file: usize) -> String {
    let mut text = format!("The ledger of day {file}\n\n");
    for paragraph in 0..6_usize {
        for word in 0..80_usize {
            let n = (file * 7919 + paragraph * 104_729 + word * word * 31) % 20_000;
            // Writing to a string cannot fail.
            let _ = write!(text, "word{n}{}", if word % 12 == 11 { ". " } else { " " });
        }
        text.push_str("\n\n");
    }
    text
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// The files read and put into an index that keeps its text, in one transaction.
fn bare(files: &Path, into: &Path) {
    let mut conn = Connection::open(into).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE VIRTUAL TABLE texts USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2');",
    )
    .unwrap();
    let all = conn.transaction().unwrap();
    for entry in fs::read_dir(files).unwrap() {
        let body = fs::read_to_string(entry.unwrap().path()).unwrap();
        all.execute("INSERT INTO texts (body) VALUES (?1)", [body]).unwrap();
    }
    all.commit().unwrap();
}

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    fs::create_dir(&files).unwrap();
    for file in 0..count {
        fs::write(files.join(format!("{file}.txt")), text(file)).unwrap();
    }
    // Both read what the system has in memory already.
    let floor = timed(|| bare(&files, &folder.path().join("bare.db")));
    let library = folder.path().join("library.postil");
    let import = timed(|| {
        let done = Command::new(env!("CARGO_BIN_EXE_postil"))
            .arg("--library")
            .arg(&library)
            .arg("-q")
            .arg("import")
            .arg(&files)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    });
    let size = fs::metadata(&library).unwrap().len() / count as u64;
    println!("{count} files: bare FTS5 {floor:.2?}, postil import {import:.2?}, {size} bytes an article");
    println!("ratio {:.2}", import.as_secs_f64() / floor.as_secs_f64());
}
