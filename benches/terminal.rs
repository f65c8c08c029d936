//! What a person at a terminal waits for, from outside: the real program in a pseudo-terminal, beside
//! the pagers and editors that are installed (less, vim, nvim), on the same texts in the same run.
//!
//! `cargo bench --bench terminal`; `cargo bench --bench terminal -- 100000` compares a library of so
//! many articles with one of five, in place of 10,000.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot"
)]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use postil::clock::Clock;
use postil::import::{self, Hint};
use postil::model::Edit;
use postil::store::Store;

const TEXTS: [(&str, usize); 3] = [("small", 6 << 10), ("book", 3 << 20), ("huge", 100 << 20)];
/// Words that stand near the end of each text and nowhere else.
const NEEDLE: &str = "zanzibar";
/// A screen without output for so long has come to rest.
const REST: Duration = Duration::from_millis(60);
const DEADLINE: Duration = Duration::from_secs(60);
const ROUNDS: usize = 25;

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn now() -> Instant {
    Instant::now()
}

/// A program in a pseudo-terminal of 120 by 40, and when each of its bytes came.
struct Running {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<(Instant, Vec<u8>)>,
    started: Instant,
}

impl Running {
    fn start(program: &Program, home: &Path) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(&program.path);
        command.args(&program.args);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("LANG", "C.UTF-8");
        command.env("PATH", "/usr/bin:/bin");
        let started = now();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 1 << 14];
            while let Ok(n) = reader.read(&mut buffer) {
                let bytes = buffer.get(..n).unwrap_or_default().to_vec();
                if n == 0 || send.send((now(), bytes)).is_err() {
                    break;
                }
            }
        });
        Self { master: pair.master, writer, child, output, started }
    }

    /// Until `text` was written: how long that took since the start.
    fn until(&self, text: &str) -> Duration {
        let mut seen = Vec::new();
        loop {
            let (at, bytes) = self.output.recv_timeout(DEADLINE).unwrap();
            seen.extend_from_slice(&bytes);
            if memchr::memmem::find(&seen, text.as_bytes()).is_some() {
                self.rest();
                return at - self.started;
            }
        }
    }

    /// Everything that comes until the screen rests: bytes, and when the last of them came.
    fn rest(&self) -> (usize, Option<Instant>) {
        let (mut count, mut last) = (0, None);
        while let Ok((at, bytes)) = self.output.recv_timeout(REST) {
            count += bytes.len();
            last = Some(at);
        }
        (count, last)
    }

    /// Keys to the last byte of what they bring: how long, and how many bytes.
    fn keys(&mut self, keys: &str) -> (Duration, usize) {
        let sent = now();
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        // What takes long has not come to rest: its first byte is waited for.
        let first = self.output.recv_timeout(DEADLINE).ok();
        let (count, last) = self.rest();
        let last = last.or(first.as_ref().map(|(at, _)| *at)).unwrap_or(sent);
        (last - sent, count + first.map_or(0, |(_, bytes)| bytes.len()))
    }

    fn median(&mut self, keys: &str) -> (Duration, usize) {
        let mut all: Vec<(Duration, usize)> = (0..ROUNDS).map(|_| self.keys(keys)).collect();
        all.sort();
        all.get(ROUNDS / 2).copied().unwrap_or_default()
    }

    fn resized(&self) -> Duration {
        let mut all = Vec::new();
        for n in 0..11_u16 {
            let size = PtySize { rows: 40, cols: 110 + n % 2 * 10, pixel_width: 0, pixel_height: 0 };
            let sent = now();
            self.master.resize(size).unwrap();
            let (_, last) = self.rest();
            all.push(last.unwrap_or(sent) - sent);
        }
        all.sort();
        all.get(5).copied().unwrap_or_default()
    }

    /// A line of `/proc/PID/status`, as a number.
    fn status(&self, name: &str) -> u64 {
        let id = self.child.process_id().unwrap_or_default();
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or_default()
    }

    /// What it does in three seconds in which nothing happens: bytes written, wake-ups of its main thread.
    fn idle(&self) -> (usize, u64) {
        let before = self.status("voluntary_ctxt_switches");
        let mut bytes = 0;
        let until = now() + Duration::from_secs(3);
        while let Ok((_, more)) = self.output.recv_timeout(until.saturating_duration_since(now())) {
            bytes += more.len();
        }
        (bytes, self.status("voluntary_ctxt_switches") - before)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program and the keys by which it does what is compared.
struct Program {
    name: &'static str,
    path: PathBuf,
    args: Vec<String>,
    page: &'static str,
    line: &'static str,
    end: &'static str,
    top: &'static str,
    search: String,
}

fn programs(text: &Path, library: &Path) -> Vec<Program> {
    let text = text.to_string_lossy().into_owned();
    let mut all = vec![Program {
        name: "postil",
        path: env!("CARGO_BIN_EXE_postil").into(),
        args: vec!["--library".into(), library.to_string_lossy().into_owned()],
        page: " ",
        line: "j",
        end: "G",
        top: "gg",
        search: format!("/{NEEDLE}\r"),
    }];
    let editor = ["-u", "NONE", "-c", "set wrap linebreak nocompatible", &text].map(str::to_owned).to_vec();
    for (name, args) in [("less", vec![text]), ("vim", editor.clone()), ("nvim", editor)] {
        let path = Path::new("/usr/bin").join(name);
        if path.exists() {
            let search = format!("/{NEEDLE}\r");
            let page = if name == "less" { " " } else { "\x06" };
            let top = if name == "less" { "g" } else { "gg" };
            all.push(Program { name, path, args, page, line: "j", end: "G", top, search });
        }
    }
    all
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

fn main() {
    let count = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    println!("milliseconds; 120x40; medians of {ROUNDS}");
    println!(
        "{:<8}{:<8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>10}{:>10}",
        "text", "program", "start", "page", "line", "end", "resize", "search", "B/line", "peak KiB"
    );
    for (name, bytes) in TEXTS {
        let (text, library) =
            (folder.path().join(format!("{name}.txt")), folder.path().join(format!("{name}.postil")));
        fs::write(&text, prose(bytes)).unwrap();
        let library_name = library.to_string_lossy().into_owned();
        shell(&["--library", &library_name, "import", &text.to_string_lossy()]);
        shell(&["--library", &library_name, "seeds", "--remove"]);
        for program in programs(&text, &library) {
            if program.name == "postil" {
                // The first time it shows the list; from then on the article.
                let mut first = Running::start(&program, folder.path());
                first.until(name);
                first.keys("gg");
                first.keys("\r");
                first.keys("\x03");
                thread::sleep(Duration::from_millis(300));
            }
            let mut starts: Vec<Duration> =
                (0..5).map(|_| Running::start(&program, folder.path()).until("ferry crossed")).collect();
            starts.sort();
            let mut running = Running::start(&program, folder.path());
            running.until("ferry crossed");
            let page = running.median(program.page).0;
            running.keys(program.top);
            let (line, written) = {
                running.median(program.line);
                running.median(program.line)
            };
            let resize = running.resized();
            running.keys(program.top);
            let end = running.keys(program.end).0;
            running.keys(program.top);
            let search = running.keys(&program.search).0;
            println!(
                "{name:<8}{:<8}{}{}{}{}{}{}{written:>10}{:>10}",
                program.name,
                ms(starts.get(2).copied().unwrap_or_default()),
                ms(page),
                ms(line),
                ms(end),
                ms(resize),
                ms(search),
                running.status("VmHWM")
            );
            if program.name == "postil" {
                thread::sleep(Duration::from_secs(2));
                running.rest();
                let (bytes, wakes) = running.idle();
                println!("        postil idle for 3 s: {bytes} bytes, {wakes} wake-ups");
            }
        }
    }
    let mut starts = Vec::new();
    for articles in [5, count] {
        let library = folder.path().join(format!("{articles}.postil"));
        many(&library, articles);
        let path = PathBuf::from(env!("CARGO_BIN_EXE_postil"));
        let args = vec!["--library".into(), library.to_string_lossy().into_owned()];
        let program = Program {
            name: "postil",
            path,
            args,
            page: "",
            line: "",
            end: "",
            top: "",
            search: String::new(),
        };
        let mut times: Vec<Duration> =
            (0..9).map(|_| Running::start(&program, folder.path()).until("Article")).collect();
        times.sort();
        let start = times.get(4).copied().unwrap_or_default();
        println!("start with {articles} articles:{}", ms(start));
        starts.push(start);
    }
    if let [few, all] = starts[..] {
        println!("ratio {:.2}", all.as_secs_f64() / few.as_secs_f64());
    }
}
