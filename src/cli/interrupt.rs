//! Ctrl-C: ends most commands at once with 130. Work that can be stopped is told to stop instead; a
//! second Ctrl-C ends it at once too, as the library is whole at any moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// From now on Ctrl-C ends the program at once.
pub(super) fn at_once() {
    let armed = Arc::new(AtomicBool::new(true));
    // Without it Ctrl-C ends the program all the same, as a signal.
    let _ = flag::register_conditional_shutdown(SIGINT, 130, armed);
}

/// Whether work is to be stopped.
#[derive(Debug, Clone)]
pub(super) struct Interrupt {
    /// Ctrl-C was pressed.
    pub cancel: Arc<AtomicBool>,
    /// The next Ctrl-C ends the program at once.
    armed: Arc<AtomicBool>,
}

/// From now on Ctrl-C asks the work to stop.
pub(super) fn gently() -> Interrupt {
    let interrupt = Interrupt { cancel: Arc::default(), armed: Arc::default() };
    // In this order, so that the first press only arms the second.
    let _ = flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&interrupt.armed));
    let _ = flag::register(SIGINT, Arc::clone(&interrupt.armed));
    let _ = flag::register(SIGINT, Arc::clone(&interrupt.cancel));
    interrupt
}

impl Interrupt {
    /// Does something that cannot be stopped in between, such as waiting for what is typed: meanwhile
    /// the first Ctrl-C ends the program.
    pub(super) fn while_waiting<T>(&self, wait: impl FnOnce() -> T) -> T {
        let before = self.armed.swap(true, Ordering::SeqCst);
        let result = wait();
        self.armed.store(before, Ordering::SeqCst);
        result
    }
}
