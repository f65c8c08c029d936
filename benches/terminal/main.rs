//! What a person at a terminal waits for, from outside: the real program in a pseudo-terminal, beside
//! a bare program that draws the same text, and beside the pagers, editors and readers that are installed
//! (less, vim, nvim, hygg, bookokrat), on the same texts in the same run. Every program wraps lines.
//!
//! `cargo bench --bench terminal`; `cargo bench --bench terminal -- 100000` compares a library of so
//! many articles with one of five, in place of 10,000, and `-- small`, `book` or `huge` takes that text alone.
//! A program is told to end as one whose terminal is closed, and has a quarter of a second for that.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot"
)]

mod floor;
mod programs;
mod running;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use postil::clock::Clock;
use postil::import::{self, Hint};
use postil::model::Edit;
use postil::store::Store;

use programs::{Program, programs};
use running::Running;

const TEXTS: [(&str, usize); 3] = [("small", 6 << 10), ("book", 3 << 20), ("huge", 100 << 20)];
/// Words that stand near the end of each text and nowhere else.
const NEEDLE: &str = "zanzibar";
const ROUNDS: usize = 25;
const STARTS: usize = 25;

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn now() -> Instant {
    Instant::now()
}

/// Long paragraphs on single lines; the needle stands in the last but one.
fn prose(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 2_000);
    let mut n = 0_u64;
    while text.len() < bytes {
        for _ in 0..9 {
            n += 1;
            text.push_str("The ferry crossed at noon, and nobody asked what sentence ");
            text.push_str(&n.to_string());
            text.push_str(" would say. ");
        }
        text.push_str("\n\n");
    }
    text + NEEDLE + " stands here.\n\nAnd this is the end.\n"
}

/// The text as a book of one chapter.
fn write_book(text: &str, path: &Path) {
    const CONTAINER: &str = r#"<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
    const PACKAGE: &str = r#"<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">ferry</dc:identifier><dc:title>The ferry</dc:title><dc:language>en</dc:language></metadata><manifest><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>"#;
    const NAV: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol><li><a href="c.xhtml">The ferry</a></li></ol></nav></body></html>"#;
    let paragraphs: Vec<String> = text.split("\n\n").map(|p| format!("<p>{}</p>", p.trim())).collect();
    let paragraphs = paragraphs.join("\n");
    let chapter = format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>The ferry</title></head><body>{paragraphs}</body></html>"
    );
    let mut archive = zip::ZipWriter::new(fs::File::create(path).unwrap());
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("p.opf", PACKAGE),
        ("n.xhtml", NAV),
        ("c.xhtml", &chapter),
    ] {
        archive.start_file(name, stored).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

fn shell(args: &[&str]) {
    let done = Command::new(env!("CARGO_BIN_EXE_postil")).args(args).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A library of so many short articles.
fn many(path: &Path, count: usize) {
    let mut store = Store::open(path, Clock::machine()).unwrap();
    for first in (0..count).step_by(500) {
        let edits: Vec<Edit> = (first..(first + 500).min(count))
            .map(|n| {
                let text =
                    format!("Article {n}\n\nIt tells of the ferry and of number {n}. Nobody asked more.\n");
                let read = import::read(text.as_bytes(), &Hint::named("a.txt")).unwrap();
                Edit::AddArticle { meta: read.meta, document: read.document, themes: Vec::new(), place: None }
            })
            .collect();
        store.apply(&edits).unwrap();
    }
}

fn ms(time: Duration) -> String {
    format!("{:>8.2}", time.as_secs_f64() * 1e3)
}

/// Has the very first start behind it, so that each later one shows the text.
fn start_once(program: &Program, home: &Path) {
    let Some((shows, keys, then)) = program.once else { return };
    let first = Running::start(program, home);
    first.until_either([shows, program.shows]);
    first.press(keys);
    // A large text is not open at once, and who ends before that comes back to where they were.
    first.until(then);
    first.keys("\x03");
    thread::sleep(Duration::from_millis(300));
}

/// How long the programs take from their start to the text, and to what the first key brings, which is the
/// end of the text. They take turns, so that a busy moment meets each of them.
fn first_screens(programs: &[Program], home: &Path, rounds: usize) -> Vec<[Option<Duration>; 2]> {
    let grown: Vec<_> = programs.iter().map(|program| fs::read(home.join(program.grows?)).ok()).collect();
    let mut all = vec![[Vec::new(), Vec::new()]; programs.len()];
    for _ in 0..rounds {
        for ((program, times), grown) in programs.iter().zip(&mut all).zip(&grown) {
            if let (Some(path), Some(grown)) = (program.grows, grown) {
                fs::write(home.join(path), grown).unwrap();
            }
            let [screen, key] = times;
            screen.push(Running::start(program, home).until(program.shows));
            key.extend(Running::start(program, home).answered(program.shows, program.end, NEEDLE));
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort();
        times.get(times.len() / 2).copied()
    };
    all.into_iter().map(|times| times.map(median)).collect()
}

/// A program on a text: a row of the table.
fn measure(text: &str, program: &Program, first: [Option<Duration>; 2], home: &Path) {
    let running = Running::start(program, home);
    running.until(program.shows);
    let page = running.median(&[program.page, program.page, program.back, program.back]).0;
    running.keys(program.top);
    running.median(&[program.line]);
    let (line, written) = running.median(&[program.line]);
    running.keys(program.top);
    let held = running.held(program.page);
    let resize = running.resized();
    running.keys(program.top);
    let end = running.keys(program.end).0;
    running.keys(program.top);
    let search = running.keys(&program.search).0;
    println!(
        "{text:<8}{:<10}{}{}{}{}{}{}{}{}{written:>8}{:>10}",
        program.name,
        ms(first[0].unwrap_or_default()),
        ms(first[1].unwrap_or_default()),
        ms(page),
        ms(line),
        ms(held),
        ms(end),
        ms(resize),
        ms(search),
        running.status("VmHWM")
    );
    if program.name == "postil" {
        running.keys("\x1b");
        running.keys("gg");
        let tag = running.keys(")\r1");
        let undo = running.keys("u");
        thread::sleep(Duration::from_secs(2));
        running.rest();
        let (bytes, wakes) = running.idle();
        println!(
            "                tag{}, undo{}; idle for 3 s: {bytes} bytes, {wakes} wake-ups",
            ms(tag.0),
            ms(undo.0)
        );
    }
}

/// The start with five articles, and with so many, beside that of a program that shows an empty
/// screen. They take turns, so that a busy moment meets each of them.
fn starts(folder: &Path, count: usize) {
    let mut all = vec![Program {
        name: "empty",
        args: vec!["--empty".into()],
        shows: floor::WORD,
        ..programs(Path::new(""), Path::new(""), Path::new("")).swap_remove(1)
    }];
    for articles in [5, count] {
        let library = folder.join(format!("{articles}.postil"));
        many(&library, articles);
        all.push(Program {
            shows: "Article",
            ..programs(Path::new(""), &library, Path::new("")).swap_remove(0)
        });
    }
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..=STARTS {
        for (program, times) in all.iter().zip(&mut times) {
            times.push(Running::start(program, folder).until(program.shows));
        }
    }
    let [empty, few, many] = times.map(|mut times| {
        // The first found nothing in the caches of the system.
        times.remove(0);
        times.sort();
        times.get(STARTS / 2).copied().unwrap_or_default()
    });
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    println!(
        "start: empty screen{}, 5 articles{} ({:.2}x), {count} articles{} ({:.2}x of 5)",
        ms(empty),
        ms(few),
        ratio(few, empty),
        ms(many),
        ratio(many, few)
    );
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(text) = args.iter().position(|arg| arg == "--floor").and_then(|at| args.get(at + 1)) {
        floor::run(text);
        return;
    }
    if args.iter().any(|arg| arg == "--empty") {
        floor::empty();
        return;
    }
    let count = args.iter().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    println!(
        "milliseconds; 120x40; medians of {ROUNDS}; key: from the start until the first key, to the end, is answered; held: 30 pages a second, what is left after the last"
    );
    println!(
        "{:<8}{:<10}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>10}",
        "text",
        "program",
        "start",
        "key",
        "page",
        "line",
        "held",
        "end",
        "resize",
        "search",
        "B/line",
        "peak KiB"
    );
    let is_named = |name: &str| args.iter().any(|arg| arg == name);
    let all = !TEXTS.iter().any(|(name, _)| is_named(name));
    for (name, bytes) in TEXTS.into_iter().filter(|(name, _)| all || is_named(name)) {
        let (text, library) =
            (folder.path().join(format!("{name}.txt")), folder.path().join(format!("{name}.postil")));
        fs::write(&text, prose(bytes)).unwrap();
        let library_name = library.to_string_lossy().into_owned();
        shell(&["--library", &library_name, "import", &text.to_string_lossy()]);
        shell(&["--library", &library_name, "seeds", "--remove"]);
        let book = folder.path().join(format!("{name}.epub"));
        if name != "huge" {
            write_book(&prose(bytes), &book);
        }
        let mut programs = programs(&text, &library, &book);
        // Those that lay out all of a text before its first screen take minutes for this one.
        programs.retain(|program| name != "huge" || !matches!(program.name, "hygg" | "bookokrat"));
        for program in &programs {
            start_once(program, folder.path());
        }
        let rounds = if name == "small" { STARTS } else { 5 };
        let first = first_screens(&programs, folder.path(), rounds);
        for (program, first) in programs.iter().zip(first) {
            measure(name, program, first, folder.path());
        }
    }
    starts(folder.path(), count);
}
