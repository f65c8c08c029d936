//! Signals, brought into the loop's channel. Those that end the program are given a limit: a
//! loop that does not come to its end is ended from here, with the terminal restored.

use std::fs;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::unistd::{Pid, getpgid, getpgrp, getppid, getsid};
use signal_hook::consts::{SIGCONT, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::terminal;
use crate::clock::Clock;

/// How long the loop may take to save and end, once told to.
const LIMIT: Duration = Duration::from_secs(12);

/// What a signal asks of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// To end, with that exit code.
    End(u8),
    /// To give the terminal back and stop; the user's `kill -TSTP`, not a key.
    Stop,
    /// The program runs again after it was stopped.
    Continued,
    /// The window has another size.
    Resized,
}

/// Tells the listening thread what to make of signals.
#[derive(Debug, Clone, Default)]
pub struct Switch(Arc<Flags>);

#[derive(Debug, Default)]
struct Flags {
    lent: AtomicBool,
    /// The next request to stop is our own.
    stopping: AtomicBool,
    /// Someone waits to be continued.
    stopped: Mutex<bool>,
    continued: Condvar,
}

impl Flags {
    fn stopped(&self) -> MutexGuard<'_, bool> {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Switch {
    /// Whether another program has the terminal: interrupts from the keyboard are then its own,
    /// and a stop stops us where we are.
    pub fn lend(&self, lent: bool) {
        self.0.lent.store(lent, Ordering::SeqCst);
    }

    /// Stops the program and returns when it is continued; the terminal has been left. With `all`,
    /// the whole process group: a key must do what the terminal does with one, else the shell goes
    /// on waiting for the parent (`cargo run`) of a stopped child.
    pub fn stop(&self, all: bool) {
        *self.0.stopped() = true;
        self.0.stopping.store(all, Ordering::SeqCst);
        // The request reaches the listening thread like any other, and that one stops us all.
        // A stop of our own here would race with it: continuing drops the signals that wait.
        let sent = all && rustix::process::kill_current_process_group(rustix::process::Signal::TSTP).is_ok();
        if !sent {
            self.0.stopping.store(false, Ordering::SeqCst);
            let _ = emulate_default_handler(SIGTSTP);
        }
        let waits = |stopped: &mut bool| *stopped;
        drop(self.0.continued.wait_while(self.0.stopped(), waits));
    }
}

/// Whether someone is there to continue the program once it is stopped: a process above it, of its session
/// and outside of its process group, as a shell with jobs is. Where there is none (POSIX has an orphaned
/// process group then), the kernel lets no Ctrl-Z stop anything.
pub fn is_attended() -> bool {
    let (session, group) = (getsid(None).ok(), getpgrp());
    let mut above = getppid();
    // Whatever is outside of a container has the number 0 in it, and nothing more can be learnt of it.
    while above.as_raw() > 0 && getsid(Some(above)).ok() == session {
        if getpgid(Some(above)).is_ok_and(|other| other != group) {
            return true;
        }
        // It would be stopped with us, so it is the one above that counts.
        let Ok(parent) = parent(above) else { return true };
        above = parent;
    }
    false
}

/// The parent of a process, where the kernel tells it in a file.
fn parent(pid: Pid) -> io::Result<Pid> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name of the program, in parentheses, may hold anything.
    let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
    Ok(Pid::from_raw(parent.ok_or(io::ErrorKind::InvalidData)?))
}

/// Keeps signals from doing what they usually do. They wait until [`listen`] hears of them.
pub fn catch() -> io::Result<Signals> {
    let told = [SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, TOO_LARGE];
    Signals::new(told.into_iter().chain(ends()))
}

/// What comes where a file grew beyond a limit. Heard and left alone, so that the writing fails as on a full disk, and
/// what is typed is kept elsewhere as it is then.
const TOO_LARGE: i32 = rustix::process::Signal::XFSZ.as_raw();

/// A second signal ends the program at once if it comes so long after the first, and is one that somebody sends who
/// waits: others follow the first by themselves, as that of a limit on time each second.
const AGAIN: Duration = Duration::from_secs(1);

/// Those that end a process unless it says otherwise, whoever sends them and why: a limit on time or size that
/// was set for the shell, a supervisor, a slip of the hand. See signal(7). Those that tell of a mistake in the
/// program itself, such as SIGSEGV, are not among them, as nothing could be done after them.
fn ends() -> impl Iterator<Item = i32> {
    use rustix::process::Signal;
    let everywhere = [
        Signal::TERM,
        Signal::HUP,
        Signal::ABORT,
        Signal::USR1,
        Signal::USR2,
        Signal::ALARM,
        Signal::VTALARM,
        Signal::PROF,
        Signal::XCPU,
    ];
    #[cfg(target_os = "linux")]
    let here = [
        Signal::IO,
        Signal::POWER,
        #[cfg(not(any(
            target_arch = "mips",
            target_arch = "mips64",
            target_arch = "sparc",
            target_arch = "sparc64"
        )))]
        Signal::STKFLT,
    ];
    #[cfg(not(target_os = "linux"))]
    let here = [];
    everywhere.into_iter().chain(here).map(Signal::as_raw)
}

/// Starts listening. `send` is called on a thread of its own.
pub fn listen(
    mut signals: Signals,
    switch: &Switch,
    send: impl Fn(Signal) + Send + 'static,
) -> io::Result<()> {
    let flags = Arc::clone(&switch.0);
    thread::Builder::new().name("signals".into()).spawn(move || {
        let clock = Clock::machine();
        let mut ending: Option<Instant> = None;
        for signal in signals.forever() {
            let lent = flags.lent.load(Ordering::SeqCst);
            match signal {
                SIGWINCH => send(Signal::Resized),
                SIGCONT => {
                    if std::mem::take(&mut *flags.stopped()) {
                        flags.continued.notify_all();
                    } else if !lent {
                        send(Signal::Continued);
                    }
                }
                SIGTSTP if flags.stopping.swap(false, Ordering::SeqCst) => {
                    let _ = emulate_default_handler(SIGTSTP);
                }
                SIGTSTP if lent => {
                    if is_attended() {
                        let _ = emulate_default_handler(SIGTSTP);
                    }
                }
                SIGTSTP => send(Signal::Stop),
                SIGINT | SIGQUIT if lent => {}
                TOO_LARGE => {}
                ends => {
                    let code = u8::try_from(128 + ends).unwrap_or(1);
                    if let Some(since) = ending {
                        let waited = clock.monotonic().saturating_duration_since(since);
                        if matches!(ends, SIGINT | SIGQUIT | SIGTERM) && waited >= AGAIN {
                            end(code);
                        }
                    } else {
                        ending = Some(clock.monotonic());
                        send(Signal::End(code));
                        limit(code);
                    }
                }
            }
        }
    })?;
    Ok(())
}

/// Ends the program if it is still there after the limit.
fn limit(code: u8) {
    let _ = thread::Builder::new().name("limit".into()).spawn(move || {
        thread::sleep(LIMIT);
        end(code);
    });
}

#[expect(
    clippy::disallowed_methods,
    reason = "the loop was asked to end and has not, so nobody returns a code"
)]
fn end(code: u8) {
    terminal::leave_last();
    std::process::exit(i32::from(code));
}
