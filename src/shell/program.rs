//! Other programs that postil starts and does not show.

use std::io;
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::Duration;

/// Waits for the end of a program, no longer than the limit; `None` where it goes on.
pub fn end_within(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let (mut waited, mut pause) = (Duration::ZERO, Duration::from_millis(1));
    loop {
        let status = child.try_wait()?;
        if status.is_some() || waited >= limit {
            return Ok(status);
        }
        thread::sleep(pause);
        waited += pause;
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
