//! Running a program that reads a file for us: without a shell, with an environment of nothing, in a
//! process group of its own, with limits on time and output, and ended as soon as nobody waits for it.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

/// Between two looks at whether to stop.
const LOOK: Duration = Duration::from_millis(40);
/// Bytes of what a program complains of that are kept.
const COMPLAINTS: u64 = 16 << 10;

/// What a program printed until it ended by itself.
#[derive(Debug)]
pub(super) struct Ran {
    pub status: ExitStatus,
    pub output: Vec<u8>,
    pub complaints: String,
}

/// Why there is nothing of it.
#[derive(Debug)]
pub(super) enum RunError {
    NotStarted(io::Error),
    /// It went on longer than it may.
    Slow,
    /// It printed more than it may.
    TooLong,
    /// Nobody waits for it any more.
    Stopped,
}

/// Runs a program for `time` at most; more than `bytes` of output are not taken.
pub(super) fn run(
    program: &Path,
    args: &[&OsStr],
    (time, bytes): (Duration, u64),
    cancel: &AtomicBool,
) -> Result<Ran, RunError> {
    let mut child = Command::new(program)
        .args(args)
        .env_clear()
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // What it starts ends with it; and Ctrl-C in the terminal is ours.
        .process_group(0)
        .spawn()
        .map_err(RunError::NotStarted)?;
    let output = reading(child.stdout.take(), bytes);
    let complaints = reading(child.stderr.take(), COMPLAINTS);
    let mut left = time;
    let read = loop {
        if cancel.load(Ordering::Relaxed) {
            break Err(RunError::Stopped);
        }
        match output.recv_timeout(LOOK.min(left)) {
            Ok(read) if read.len() as u64 > bytes => break Err(RunError::TooLong),
            Ok(read) => break Ok(read),
            Err(RecvTimeoutError::Timeout) => left = left.saturating_sub(LOOK),
            Err(RecvTimeoutError::Disconnected) => break Ok(Vec::new()),
        }
        if left.is_zero() {
            break Err(RunError::Slow);
        }
    };
    let output = match read {
        Ok(output) => output,
        Err(error) => {
            end(&mut child);
            return Err(error);
        }
    };
    // It has closed its output, so what it complains of is whole too, or soon will be.
    let said = complaints.recv_timeout(LOOK * 10).unwrap_or_default();
    let status = wait(&mut child, left).ok_or(RunError::Slow)?;
    Ok(Ran { status, output, complaints: String::from_utf8_lossy(&said).into_owned() })
}

/// Reads what a program prints, one byte more than `most` at most, on a thread of its own.
fn reading(from: Option<impl Read + Send + 'static>, most: u64) -> Receiver<Vec<u8>> {
    let (send, receive) = mpsc::sync_channel(1);
    if let Some(from) = from {
        thread::spawn(move || {
            let (mut bytes, mut from) = (Vec::new(), from);
            // What was read before an error is worth having.
            let _ = from.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes);
            // Nobody waits any more: then it is for nobody.
            let _ = send.send(bytes);
            // Who writes to what nobody reads any more is ended by that, however well it does otherwise.
            let _ = io::copy(&mut from, &mut io::sink());
        });
    }
    receive
}

/// Waits for a program that has closed its output; one that goes on all the same is ended.
fn wait(child: &mut Child, left: Duration) -> Option<ExitStatus> {
    let step = Duration::from_millis(10);
    for _ in 0..=(left.as_millis() / step.as_millis()).min(200) {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => thread::sleep(step),
            Err(_) => break,
        }
    }
    end(child);
    None
}

/// Ends a program with all that it started.
fn end(child: &mut Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // It fails only where none of them is left.
        let _ = kill_process_group(group, Signal::KILL);
    }
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(line: &str, time: Duration, bytes: u64, cancel: &AtomicBool) -> Result<Ran, RunError> {
        run(Path::new("/bin/sh"), &[OsStr::new("-c"), OsStr::new(line)], (time, bytes), cancel)
    }

    #[test]
    fn a_program_is_run_with_nothing_of_ours() {
        let ran = shell(
            "echo out; echo err >&2; read x || echo none; echo $HOME; exit 3",
            Duration::from_secs(20),
            99,
            &AtomicBool::new(false),
        )
        .unwrap();
        assert_eq!(ran.output, b"out\nnone\n\n");
        assert_eq!((ran.complaints.as_str(), ran.status.code()), ("err\n", Some(3)));
    }

    #[test]
    fn one_that_complains_without_end_does_its_work_all_the_same() {
        let line =
            "i=0; while [ $i -lt 4000 ]; do echo complaint number $i >&2; i=$((i + 1)); done; echo out";
        let ran = shell(line, Duration::from_secs(60), 99, &AtomicBool::new(false)).unwrap();
        assert_eq!((ran.output.as_slice(), ran.status.code()), (&b"out\n"[..], Some(0)));
        assert!(ran.complaints.starts_with("complaint number 0\n") && ran.complaints.len() <= 16_385);
    }

    #[test]
    fn what_goes_on_is_ended() {
        let on = AtomicBool::new(false);
        let slow = shell("sleep 600 & wait", Duration::from_millis(80), 99, &on);
        assert!(matches!(slow, Err(RunError::Slow)), "{slow:?}");
        let long = shell("while :; do echo words; done", Duration::from_secs(60), 5_000, &on);
        assert!(matches!(long, Err(RunError::TooLong)), "{long:?}");
        let stopped = shell("sleep 600", Duration::from_secs(60), 99, &AtomicBool::new(true));
        assert!(matches!(stopped, Err(RunError::Stopped)), "{stopped:?}");
        let none = run(Path::new("/no/such/program"), &[], (Duration::from_secs(1), 9), &on);
        assert!(matches!(none, Err(RunError::NotStarted(_))), "{none:?}");
    }
}
