//! A passage to a shell command: `$SHELL -c`, in a process group of its own, with a limit on time
//! and on output. One at a time; who starts another or leaves ends the one before.

use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use crate::app::{Outcome, Pipe, Piped};

/// Bytes of output that are kept; a command that writes more is ended.
pub const MOST: usize = 1 << 20;
/// How long a command may go on without an end of its output.
const LIMIT: Duration = Duration::from_secs(60);
/// How long the end of a command is waited for that was told to end, or that closed its output.
const GRACE: Duration = Duration::from_secs(2);

/// The command that runs, to be ended from another thread.
#[derive(Debug, Clone, Default)]
pub struct Running(Arc<Mutex<Option<Pid>>>);

impl Running {
    /// Ends the command and all that it started, unless it has ended by itself.
    pub fn end(&self) {
        let group = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(group) = *group {
            // It fails only where none of them is left.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }

    fn is(&self, pid: Option<Pid>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = pid;
    }
}

/// The command of a screen.
#[derive(Debug, Default)]
pub struct Pipes {
    running: Option<Running>,
}

impl Pipes {
    /// Runs a command on a thread of its own, which hands its outcome to `done`.
    pub fn start(&mut self, shell: Option<PathBuf>, pipe: Pipe, done: impl FnOnce(Outcome) + Send + 'static) {
        self.end();
        let running = Running::default();
        let mine = running.clone();
        let (told, is_told) = mpsc::channel();
        let work = move || {
            let outcome = run(shell.as_deref(), &pipe, &mine, || {
                let _ = told.send(());
            });
            done(outcome);
        };
        if thread::Builder::new().name("pipe".into()).spawn(work).is_ok() {
            // Only for the moment that a process takes to start: then it can be ended.
            let _ = is_told.recv_timeout(GRACE);
            self.running = Some(running);
        }
    }

    pub fn end(&mut self) {
        if let Some(running) = self.running.take() {
            running.end();
        }
    }
}

impl Drop for Pipes {
    fn drop(&mut self) {
        self.end();
    }
}

/// What comes from the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Output,
    Errors,
}

/// Runs the command to its end, its limit, or until `running` is ended.
pub fn run(shell: Option<&Path>, pipe: &Pipe, running: &Running, started: impl FnOnce()) -> Outcome {
    let shell = shell.unwrap_or(Path::new("/bin/sh"));
    match spawn(shell, &pipe.command) {
        Ok(child) => {
            running.is(i32::try_from(child.id()).ok().and_then(Pid::from_raw));
            started();
            let piped = attend(child, pipe, running);
            Outcome::Piped(Box::new(piped))
        }
        Err(error) => Outcome::Failed(format!(
            "the shell {} could not be started: {error} (set $SHELL to one that is there)",
            shell.display()
        )),
    }
}

fn spawn(shell: &Path, line: &str) -> io::Result<Child> {
    Command::new(shell)
        .arg("-c")
        .arg(line)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // What it starts ends with it; and Ctrl-C in the terminal is ours.
        .process_group(0)
        .spawn()
}

fn attend(mut child: Child, pipe: &Pipe, running: &Running) -> Piped {
    if let Some(mut input) = child.stdin.take() {
        let (document, span) = (Arc::clone(&pipe.document), pipe.span);
        // A command need not read what it is given.
        thread::spawn(move || drop(input.write_all(document.slice(span).as_bytes())));
    }
    let (send, ends) = mpsc::channel();
    let mut open = 0;
    let mut read = |stream: Stream, from: Option<Box<dyn Read + Send>>| {
        let (send, Some(from)) = (send.clone(), from) else { return };
        open += 1;
        thread::spawn(move || {
            let mut bytes = Vec::new();
            // What was read before an error is worth having.
            let _ = from.take(MOST as u64 + 1).read_to_end(&mut bytes);
            let _ = send.send((stream, bytes));
        });
    };
    read(Stream::Output, child.stdout.take().map(|s| Box::new(s) as Box<dyn Read + Send>));
    read(Stream::Errors, child.stderr.take().map(|s| Box::new(s) as Box<dyn Read + Send>));
    let mut piped = Piped::default();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let mut patience = LIMIT;
    while open > 0 {
        match ends.recv_timeout(patience) {
            Ok((stream, mut bytes)) => {
                open -= 1;
                if bytes.len() > MOST {
                    bytes.truncate(MOST);
                    piped.cut = true;
                    running.end();
                    patience = GRACE;
                }
                match stream {
                    Stream::Output => output = bytes,
                    Stream::Errors => errors = bytes,
                }
            }
            Err(RecvTimeoutError::Timeout) if patience == LIMIT => {
                piped.failure = Some(format!("ended after {} seconds, its limit", LIMIT.as_secs()));
                running.end();
                patience = GRACE;
            }
            Err(_) => break,
        }
    }
    let ended = wait(&mut child, running, &ends);
    running.is(None);
    if !piped.cut && piped.failure.is_none() {
        piped.failure = ended.and_then(failure);
    }
    piped.output = said(&output, &errors);
    piped
}

/// Waits for a process that has closed its output; one that goes on without is ended.
fn wait(child: &mut Child, running: &Running, ends: &Receiver<(Stream, Vec<u8>)>) -> Option<ExitStatus> {
    let step = Duration::from_millis(10);
    for _ in 0..GRACE.as_millis() / step.as_millis() {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            // Nothing comes there any more: it is what lets time pass.
            Ok(None) => {
                if ends.recv_timeout(step) == Err(RecvTimeoutError::Disconnected) {
                    thread::sleep(step);
                }
            }
            Err(_) => return None,
        }
    }
    running.end();
    child.wait().ok()
}

/// What to say of an end that is no success.
fn failure(status: ExitStatus) -> Option<String> {
    match status.code() {
        Some(0) => None,
        Some(127) => Some("exit status 127: the shell found no such command".to_owned()),
        Some(code) => Some(format!("exit status {code}")),
        None => Some("ended by a signal".to_owned()),
    }
}

/// Output and then what went to standard error, as text with line ends LF.
fn said(output: &[u8], errors: &[u8]) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let (mut output, errors) = (text(output), text(errors));
    if !output.is_empty() && !errors.is_empty() && !output.ends_with('\n') {
        output.push('\n');
    }
    output.push_str(&errors);
    output.truncate(output.trim_end_matches('\n').len());
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use crate::text::Span;

    fn on(text: &str, command: &str) -> Piped {
        let document = Arc::new(Document { text: Arc::new(text.to_owned()), ..Document::default() });
        let span = Span::new(0, text.len());
        let pipe = Pipe { command: command.to_owned(), document, span };
        match run(None, &pipe, &Running::default(), || ()) {
            Outcome::Piped(piped) => *piped,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_passage_goes_in_and_the_output_comes_out() {
        let piped = on("one two", "tr a-z A-Z; echo; echo bad >&2");
        assert_eq!(piped, Piped { output: "ONE TWO\nbad".to_owned(), failure: None, cut: false });
        assert_eq!(on("", "exit 3").failure.as_deref(), Some("exit status 3"));
        assert!(on("", "no-such-command-here").failure.unwrap().starts_with("exit status 127"));
        assert_eq!(on("", "kill -9 $$").failure.as_deref(), Some("ended by a signal"));
        let large = "x".repeat(3 << 20);
        assert_eq!(on(&large, "true").failure, None, "a command need not read");
    }

    #[test]
    fn what_writes_without_end_is_cut_and_ended() {
        let piped = on("", "yes");
        assert!(piped.cut);
        assert_eq!(piped.output.len(), MOST - MOST % 2 - 1);
    }

    #[test]
    fn it_can_be_ended_with_all_that_it_started() {
        let document = Arc::new(Document::default());
        let pipe =
            Pipe { command: "cat /dev/zero >/dev/null & wait".to_owned(), document, span: Span::default() };
        let (mut all, (send, outcome)) = (Pipes::default(), mpsc::channel());
        all.start(None, pipe, move |outcome| drop(send.send(outcome)));
        all.end();
        let ended = outcome.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(matches!(ended, Outcome::Piped(piped) if piped.failure.is_some()));
    }

    #[test]
    fn a_shell_that_is_not_there_is_named() {
        let pipe = Pipe { command: "true".to_owned(), document: Arc::default(), span: Span::default() };
        let outcome = run(Some(Path::new("/nowhere/sh")), &pipe, &Running::default(), || ());
        assert!(matches!(outcome, Outcome::Failed(why) if why.contains("/nowhere/sh")));
    }
}
