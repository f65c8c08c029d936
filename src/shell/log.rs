//! The log: to the file that was named, and nowhere else; the terminal is for the screen.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Mutex;

use anyhow::Context;

/// Starts writing to the end of `file`; without one, nothing is written at all.
pub fn start(file: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = file else { return Ok(()) };
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
