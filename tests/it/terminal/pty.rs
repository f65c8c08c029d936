//! A program in a pseudo-terminal of its own. The terminal is deaf: it answers nothing.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// A test that waits longer than this has failed.
const DEADLINE: Duration = Duration::from_secs(20);

/// What asks a terminal for an answer: cursor, attributes, colours, modes, keyboard, strings.
const QUERIES: &[&str] = &[
    "\x1b[6n", "\x1b[5n", "\x1b[c", "\x1b[0c", "\x1b[>c", "\x1b[>q", "\x1b[?u", "\x1b]10;?", "\x1b]11;?",
    "\x1b]4;", "$p", "\x1bP", "\x1b[14t", "\x1b[16t", "\x1b[18t", "\x1b[?996n",
];

pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Option<Box<dyn Child + Send + Sync>>,
    output: Receiver<Vec<u8>>,
    /// Everything that was written to the terminal.
    pub raw: Vec<u8>,
    parser: vt100::Parser,
    /// The line's settings before the program started.
    line: String,
    /// How often the program was stopped.
    stops: usize,
}

/// A shell with jobs, as one that is typed at: it says when the program was stopped, and continues it at
/// the next line. The codes are 128 and the signals that stop, on every system.
const JOBS: &str = r#"
    set -m
    "$@"
    code=$?
    while [ "$code" -ge 145 ] && [ "$code" -le 150 ]; do
        stops=$((stops + 1))
        echo "stopped $stops"
        read -r line
        fg >/dev/null
        code=$?
    done
    exit "$code"
"#;

/// The program as a job of a shell.
pub fn job(command: CommandBuilder) -> CommandBuilder {
    under_shell(JOBS, command)
}

/// A shell that looks what is left of what was typed, as one would that is typed at, and ends with 99 if there
/// is any.
const LEFT: &str = r#"
    set -m
    "$@"
    code=$?
    set +m
    line=$(stty -g)
    stty -icanon min 0 time 0
    left=$(dd bs=4096 count=1 2>/dev/null)
    stty "$line"
    [ -z "$left" ] || exit 99
    exit "$code"
"#;

/// The program as one that shall take in, or throw away, all that is typed at it.
pub fn leaving_nothing(command: CommandBuilder) -> CommandBuilder {
    under_shell(LEFT, command)
}

/// The program as one step of a script, in the process group of its shell.
pub fn step(command: CommandBuilder) -> CommandBuilder {
    under_shell("\"$@\"; exit $?", command)
}

/// The program behind words that fill half of what the kernel keeps for a terminal that does not read; `begun`
/// is the first of them.
pub fn behind(begun: &str, command: CommandBuilder) -> CommandBuilder {
    under_shell(&format!("printf '{begun}%9000s' .; exec \"$@\""), command)
}

fn under_shell(script: &str, mut command: CommandBuilder) -> CommandBuilder {
    let words = ["sh", "-c", script, "sh"].map(Into::into);
    command.get_argv_mut().splice(0..0, words);
    command
}

pub fn command(program: &Path, args: &[&str], vars: &[(&str, &Path)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(args);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
    for (name, value) in vars {
        command.env(name, value);
    }
    command
}

impl Terminal {
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        Self::start_reading(command, columns, rows, None)
    }

    /// Reads no more once `until` was written, so that the terminal can be closed.
    pub fn start_reading(
        command: CommandBuilder,
        columns: u16,
        rows: u16,
        until: Option<&'static str>,
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let line = line(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut all = Vec::new();
            let mut buffer = [0; 4096];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || send.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
                all.extend_from_slice(&buffer[..n]);
                if until.is_some_and(|until| String::from_utf8_lossy(&all).contains(until)) {
                    break;
                }
            }
        });
        Self {
            master: Some(pair.master),
            writer: Some(writer),
            child: Some(child),
            output,
            raw: Vec::new(),
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
            line,
            stops: 0,
        }
    }

    /// The most memory that the program had so far, in KiB.
    #[cfg(target_os = "linux")]
    pub fn peak(&self) -> u64 {
        let process = self.child.as_ref().and_then(|child| child.process_id()).expect("it runs");
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// What the terminal shows.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    /// Reads until it shows what is expected.
    pub fn expect(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        while !is_so(self.screen()) {
            match self.output.recv_timeout(DEADLINE) {
                Ok(bytes) => self.take(&bytes),
                Err(why) => panic!("{what}: {why}; the screen:\n{}", self.screen().contents()),
            }
        }
    }

    pub fn expect_text(&mut self, text: &str) {
        self.expect(text, |screen| screen.contents().contains(text));
    }

    pub fn keys(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("open");
        writer.write_all(keys.as_bytes()).expect("the program reads");
        writer.flush().expect("the program reads");
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("open").resize(size).expect("a new size");
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
    }

    /// To the process group that has the terminal.
    pub fn signal(&self, signal: Signal) {
        let group = self.master.as_ref().expect("open").process_group_leader().expect("it runs");
        kill_process_group(Pid::from_raw(group).expect("a process group"), signal).expect("it runs");
    }

    /// To the program alone.
    pub fn signal_alone(&self, signal: Signal) {
        let process = self.child.as_ref().and_then(|child| child.process_id()).expect("it runs");
        let process = i32::try_from(process).ok().and_then(Pid::from_raw).expect("a process");
        kill_process(process, signal).expect("it runs");
    }

    /// Asserts that the line is as it was before; all that can be given back to a terminal that does not read.
    pub fn assert_line_restored(&self) {
        assert_eq!(line(&**self.master.as_ref().expect("open")), self.line, "the line is as it was");
    }

    /// Waits until the program has taken the line.
    #[expect(clippy::disallowed_methods, reason = "a test that waits too long has failed")]
    pub fn wait_for_line_taken(&self) {
        let begun = Instant::now();
        while line(&**self.master.as_ref().expect("open")) == self.line {
            assert!(begun.elapsed() < DEADLINE, "the line is not taken");
            thread::yield_now();
        }
    }

    /// Waits until the program, which is a [`job`], is stopped.
    pub fn wait_for_stop(&mut self) {
        self.stops += 1;
        self.expect_text(&format!("stopped {}", self.stops));
    }

    /// Continues the program, which is a [`job`].
    pub fn continue_it(&mut self) {
        self.keys("\n");
    }

    /// Closes the terminal under the program.
    pub fn hang_up(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(DEADLINE) {
            self.take(&bytes);
        }
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end and gives the exit code.
    pub fn end(&mut self) -> u32 {
        let mut child = self.child.take().expect("not ended yet");
        let code = within(move || child.wait().expect("our child").exit_code());
        while self.master.is_some()
            && let Ok(bytes) = self.output.recv_timeout(DEADLINE)
        {
            self.take(&bytes);
        }
        code
    }

    /// Asserts that the terminal is as it was before.
    pub fn assert_restored(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is free");
        let count = |sequence: &str| self.raw_text().matches(sequence).count();
        assert_eq!(count("\x1b[>1u"), count("\x1b[<1u"), "keyboard flags pushed were popped");
        assert_eq!(count("\x1b[?7l"), count("\x1b[?7h"), "lines wrap again");
        assert_eq!(count("\x1b[?2026h"), count("\x1b[?2026l").min(count("\x1b[?2026h")), "no update is open");
        self.assert_line_restored();
    }

    pub fn raw_text(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }

    /// The ground may have been asked for once, as a skin goes by it.
    pub fn assert_only_the_ground_was_asked(&self) {
        self.assert_nothing_but("\x1b]11;?\x1b\\");
    }

    pub fn assert_nothing_was_asked(&self) {
        self.assert_nothing_but("");
    }

    fn assert_nothing_but(&self, asked: &str) {
        let raw = self.raw_text().replacen(asked, "", 1);
        for query in QUERIES {
            assert!(!raw.contains(query), "the terminal was asked {query:?}");
        }
    }
}

/// The settings of the terminal's line: echo, whole lines, the keys that interrupt.
fn line(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal"))
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a size")
}

/// The value, or a failed test when it takes too long.
fn within<T: Send + 'static>(wait: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || send.send(wait()));
    receive.recv_timeout(DEADLINE).expect("it comes to an end in time")
}
