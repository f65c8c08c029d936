//! A program in a pseudo-terminal, seen from the other side.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::programs::Program;
use super::{ROUNDS, now};

/// A screen without output for so long has come to rest.
const REST: Duration = Duration::from_millis(60);
const DEADLINE: Duration = Duration::from_secs(60);
/// A program that writes on without a key is not waited for longer: its figures are no less than that.
const RESTLESS: Duration = Duration::from_millis(400);
/// Until the first byte that keys bring: a key may also bring none.
const FIRST: Duration = Duration::from_secs(2);
/// Between two presses of a key that is held down: 30 a second.
const REPEAT: Duration = Duration::from_micros(33_333);

type Writer = Arc<Mutex<Box<dyn Write + Send>>>;

/// What a terminal is asked, and what it says: its ground, and what kind it is.
const ANSWERS: [(&[u8], &[u8]); 2] =
    [(b"\x1b]11;?", b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"), (b"\x1b[c", b"\x1b[?62;22c")];

fn write(writer: &Writer, bytes: &[u8]) {
    let mut writer = writer.lock().unwrap();
    writer.write_all(bytes).unwrap();
    writer.flush().unwrap();
}

/// A program in a pseudo-terminal of 120 by 40, and when each of its bytes came.
pub struct Running {
    master: Box<dyn MasterPty + Send>,
    writer: Writer,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<(Instant, Vec<u8>)>,
    started: Instant,
}

impl Running {
    pub fn start(program: &Program, home: &Path) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(&program.path);
        command.args(&program.args);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("LANG", "C.UTF-8");
        command.env("PATH", "/usr/bin:/bin");
        if let Some(library) = &program.library {
            command.env("POSTIL_LIBRARY", library);
        }
        let started = now();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer: Writer = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let answering = Arc::clone(&writer);
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 1 << 14];
            while let Ok(n) = reader.read(&mut buffer) {
                let bytes = buffer.get(..n).unwrap_or_default().to_vec();
                for (asked, answer) in ANSWERS {
                    if memchr::memmem::find(&bytes, asked).is_some() {
                        write(&answering, answer);
                    }
                }
                if n == 0 || send.send((now(), bytes)).is_err() {
                    break;
                }
            }
        });
        Self { master: pair.master, writer, child, output, started }
    }

    /// Until `text` was written: how long that took since the start.
    pub fn until(&self, text: &str) -> Duration {
        self.until_either([text; 2])
    }

    pub fn until_either(&self, texts: [&str; 2]) -> Duration {
        let mut seen = Vec::new();
        loop {
            let (at, bytes) = self.output.recv_timeout(DEADLINE).unwrap();
            seen.extend_from_slice(&bytes);
            assert!(at - self.started < DEADLINE, "it never shows {texts:?}");
            if texts.iter().any(|text| memchr::memmem::find(&seen, text.as_bytes()).is_some()) {
                self.rest();
                return at - self.started;
            }
        }
    }

    /// From the start until what a key brings is there, which is pressed as soon as there is something to see;
    /// `None` where it does not come.
    pub fn answered(&self, shows: &str, key: &str, then: &str) -> Option<Duration> {
        let mut seen = Vec::new();
        let mut wanted = shows;
        loop {
            let (at, bytes) = self.output.recv_timeout(FIRST).ok()?;
            seen.extend_from_slice(&bytes);
            if memchr::memmem::find(&seen, wanted.as_bytes()).is_none() {
                continue;
            }
            if wanted == then {
                return Some(at - self.started);
            }
            wanted = then;
            seen.clear();
            write(&self.writer, key.as_bytes());
        }
    }

    /// Everything that comes until the screen rests: bytes, and when the last of them came.
    pub fn rest(&self) -> (usize, Option<Instant>) {
        let begun = now();
        let (mut count, mut last) = (0, None);
        while let Ok((at, bytes)) = self.output.recv_timeout(REST) {
            count += bytes.len();
            last = Some(at);
            if at - begun > RESTLESS {
                break;
            }
        }
        (count, last)
    }

    /// Keys whose outcome is waited for elsewhere.
    pub fn press(&self, keys: &str) {
        write(&self.writer, keys.as_bytes());
    }

    /// Keys to the last byte of what they bring: how long, and how many bytes.
    pub fn keys(&self, keys: &str) -> (Duration, usize) {
        let sent = now();
        write(&self.writer, keys.as_bytes());
        // What takes long has not come to rest: its first byte is waited for.
        let first = self.output.recv_timeout(FIRST).ok();
        let (count, last) = self.rest();
        let last = last.or(first.as_ref().map(|(at, _)| *at)).unwrap_or(sent);
        (last - sent, count + first.map_or(0, |(_, bytes)| bytes.len()))
    }

    /// Of keys that are pressed in turn, so that each of them changes the screen.
    pub fn median(&self, keys: &[&str]) -> (Duration, usize) {
        let mut all: Vec<(Duration, usize)> =
            keys.iter().cycle().take(ROUNDS).map(|keys| self.keys(keys)).collect();
        all.sort();
        all.get(ROUNDS / 2).copied().unwrap_or_default()
    }

    /// A key held down for two seconds: how long after the last press the screen still changes.
    pub fn held(&self, key: &str) -> Duration {
        let mut sent = now();
        for _ in 0..60 {
            sent = now();
            write(&self.writer, key.as_bytes());
            thread::sleep(REPEAT);
        }
        let mut last = sent;
        while let Ok((at, _)) = self.output.recv_timeout(REST) {
            last = last.max(at);
            if at > sent + RESTLESS {
                break;
            }
        }
        last - sent
    }

    pub fn resized(&self) -> Duration {
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
    pub fn status(&self, name: &str) -> u64 {
        let id = self.child.process_id().unwrap_or_default();
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or_default()
    }

    /// What it does in three seconds in which nothing happens: bytes written, wake-ups of its main thread.
    pub fn idle(&self) -> (usize, u64) {
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
