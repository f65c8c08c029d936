//! A process with all that it started, told something.

use std::fs;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

/// A process and all that it and those below it have started and that are there still, as far as the kernel tells which
/// these are; the last ones first.
pub fn of(process: Pid) -> Vec<Pid> {
    let all = all();
    let mut found = vec![process];
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        found.extend(all.iter().filter(|(_, above)| *above == parent).map(|(one, _)| *one));
        at += 1;
    }
    found.reverse();
    found
}

/// Sends a signal to processes.
pub fn tell(processes: &[Pid], signal: Signal) {
    for process in processes {
        // It fails only where it has ended.
        let _ = kill_process(*process, signal);
    }
}

/// Whether a process has not ended; one that nobody has waited for yet has.
pub fn is_there(process: Pid) -> bool {
    let is_ended = |stat: String| {
        // The name of the program, in parentheses, may hold anything.
        stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with(['Z', 'X']))
    };
    test_kill_process(process).is_ok() && !stat(process.as_raw_nonzero().get()).is_some_and(is_ended)
}

/// Each process with the one that started it.
fn all() -> Vec<(Pid, Pid)> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let numbers = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let pairs = numbers.filter_map(|number: i32| {
        let parent = stat(number)?.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
        Some((Pid::from_raw(number)?, Pid::from_raw(parent)?))
    });
    pairs.collect()
}

/// What the kernel tells of a process in a file, where it does.
fn stat(number: i32) -> Option<String> {
    fs::read_to_string(format!("/proc/{number}/stat")).ok()
}
