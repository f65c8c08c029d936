//! A panic: the terminal is left before its message is written, so that it can be read, and what was
//! being written is saved. One in the thread of the loop unwinds it; one in another thread has the loop
//! come to its end. One that is contained ends nothing: see [`crate::contain`].

use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::terminal;
use crate::contain::is_contained;

/// The exit code of a program that panicked, as the standard library has it.
pub const CODE: u8 = 101;

/// How long the loop may take to save and end after a panic in another thread: longer than the end
/// waits for what is being saved.
const LIMIT: Duration = Duration::from_secs(12);

/// What panics in other threads said, until the terminal is left.
static SAID: Mutex<String> = Mutex::new(String::new());

/// Puts the hook in place. Called by the thread that runs the loop; `end` is called on a panic that is
/// not contained in any other thread, and is to bring the loop to its end.
pub fn install(end: impl Fn() + Send + Sync + 'static) {
    let home = thread::current().id();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if is_contained() {
            tracing::error!("a panic was contained: {info}");
            return;
        }
        tracing::error!("a panic: {info}");
        if thread::current().id() == home {
            terminal::leave();
            usual(info);
            explain();
            return;
        }
        keep(info);
        end();
        // The loop may hang, or wait for the very thread that is gone.
        let limit = thread::Builder::new().name("limit".into()).spawn(|| {
            thread::sleep(LIMIT);
            give_up();
        });
        if limit.is_err() {
            give_up();
        }
    }));
}

/// Keeps what the usual hook would write, since the screen is not left yet.
fn keep(info: &PanicHookInfo<'_>) {
    let thread = thread::current();
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    // Writing into a string cannot fail.
    let _ = writeln!(said, "thread '{}' {info}", thread.name().unwrap_or("<unnamed>"));
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        let _ = writeln!(said, "{trace}");
    }
}

/// Writes what panics in other threads said, with the terminal left; whether there was any.
pub fn tell() -> bool {
    let said = std::mem::take(&mut *SAID.lock().unwrap_or_else(PoisonError::into_inner));
    if said.is_empty() {
        return false;
    }
    let _ = write!(std::io::stderr(), "{said}");
    explain();
    true
}

fn explain() {
    let _ = writeln!(
        std::io::stderr(),
        "postil: it stopped because of a mistake in the program: what was saved is safe \
         (please report the lines above)"
    );
}

#[expect(clippy::disallowed_methods, reason = "the loop was to end and has not, so nobody returns a code")]
fn give_up() {
    terminal::leave();
    tell();
    std::process::exit(i32::from(CODE));
}
