//! The log: to the file that was named, and nowhere else; the terminal is for the screen.

use std::fs::{self, File, OpenOptions};
use std::io::Read as _;
use std::path::Path;
use std::sync::Mutex;

use anyhow::Context;

use crate::files;

/// Starts writing to the end of `file`; without one, nothing is written at all.
pub fn start(file: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = file else { return Ok(()) };
    if !may_log_to(path) {
        anyhow::bail!(
            "the log is not written: {} is a file with something else in it (name another with --log)",
            path.display()
        );
    }
    let file =
        OpenOptions::new().create(true).append(true).open(path).with_context(|| {
            format!("the log {} cannot be written (name another with --log)", path.display())
        })?;
    tracing_subscriber::fmt()
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        .with_max_level(tracing::Level::DEBUG)
        .try_init()
        .map_err(|error| anyhow::anyhow!("the log could not be started: {error}"))
}

/// Whether a log may go on at the end of what is there: nothing, a log of ours, or no file but a
/// terminal or a pipe.
fn may_log_to(path: &Path) -> bool {
    if files::is_of_database(path) {
        return false;
    }
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() && meta.len() > 0 => {
            let mut head = [0; 11];
            File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok() && is_day(head))
        }
        _ => true,
    }
}

/// Whether a line begins as ours do: `2026-01-02T`.
fn is_day(head: [u8; 11]) -> bool {
    head.iter().enumerate().all(|(i, byte)| match i {
        4 | 7 => *byte == b'-',
        10 => *byte == b'T',
        _ => byte.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_goes_on_at_the_end_of_a_log_and_of_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log");
        assert!(may_log_to(&path) && may_log_to(Path::new("/dev/null")));
        for (text, may) in [
            ("", true),
            ("2026-01-02T03:04:05.000000Z  INFO postil::cli: begins\n", true),
            ("SQLite format 3\0", false),
            ("My notes of 2026-01-02T\n", false),
            ("short", false),
        ] {
            fs::write(&path, text).expect("written");
            assert_eq!(may_log_to(&path), may, "{text}");
        }
    }
}
