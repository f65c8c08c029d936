//! A panic: the terminal is left first, so that the message can be read. A panic in a thread
//! whose work is an answer (the worker) is that answer's failure, and ends nothing.

use std::any::Any;
use std::cell::Cell;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use super::terminal;

/// The exit code of a program that panicked, as the standard library has it.
const CODE: i32 = 101;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Puts the hook in place. Called by the thread that runs the loop; a panic that is not contained
/// in any other thread ends the program there and then.
pub fn install() {
    let home = thread::current().id();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if CONTAINED.get() {
            tracing::error!("a panic was contained: {info}");
            return;
        }
        tracing::error!("a panic: {info}");
        terminal::leave();
        usual(info);
        let _ = writeln!(
            std::io::stderr(),
            "postil: it stopped because of a mistake in the program: what was saved is safe \
             (please report the lines above)"
        );
        if thread::current().id() != home {
            end();
        }
    }));
}

#[expect(clippy::disallowed_methods, reason = "the loop would wait for ever for a thread that is gone")]
fn end() {
    std::process::exit(CODE);
}

/// Runs work whose panic is to be an error: its message, as far as it has one.
pub fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = CONTAINED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(before);
    result.map_err(|payload| words(payload.as_ref()))
}

fn words(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contained_panic_is_its_message() {
        assert_eq!(contain(|| 1), Ok(1));
        assert_eq!(contain(|| -> u8 { panic!("lost page {}", 3) }), Err("lost page 3".to_owned()));
    }
}
