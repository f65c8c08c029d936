//! The system's program for addresses and files. It runs beside postil, without a shell and without
//! the terminal, and goes on when postil ends; nothing waits for it.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::program::end_within;
use crate::app::Original;
use crate::paths::Environment;

/// How long a program may take to say that it cannot; one that goes on longer has opened something.
pub const LIMIT: Duration = Duration::from_secs(3);

/// Programs that open what they are given as the user is used to, and whether they want a desktop.
const PROGRAMS: &[(&str, bool)] =
    if cfg!(target_os = "macos") { &[("open", false)] } else { &[("xdg-open", true), ("wslview", false)] };

/// A program and what comes before the address or the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    program: PathBuf,
    args: Vec<String>,
    /// A program that takes the terminal away from another, where there is one.
    away: Option<PathBuf>,
}

/// The way that the settings and the environment ask for; else why there is none.
pub fn way(command: &[String], environment: &Environment) -> Result<Way, String> {
    let away = environment.program("setsid");
    if let Some((name, args)) = command.split_first() {
        let program = environment.program(name).ok_or_else(|| {
            format!("“{name}” is not on the search path (mend command under [open] in your settings)")
        })?;
        return Ok(Way { program, args: args.to_vec(), away });
    }
    // Without a desktop xdg-open takes a browser of the terminal, and the terminal is ours.
    let desktop = environment.wayland.is_some() || environment.x11.is_some();
    let found = PROGRAMS
        .iter()
        .filter(|(_, wants_desktop)| desktop || !wants_desktop)
        .find_map(|(name, _)| environment.program(name));
    match found {
        Some(program) => Ok(Way { program, args: Vec::new(), away }),
        None if desktop => {
            Err("there is no xdg-open here (set command under [open] in your settings)".to_owned())
        }
        None => Err("there is no desktop here (set command under [open] in your settings)".to_owned()),
    }
}

/// Has it opened and says what came of it: once the program has ended, or after the limit.
pub fn open(way: &Way, original: &Original, limit: Duration, tell: impl FnOnce(Result<String, String>)) {
    let what: &OsStr = match original {
        Original::Address(address) => address.as_ref(),
        // A name that begins with a hyphen would be an option.
        Original::File(path) if !path.is_absolute() || !path.exists() => {
            return tell(Err(format!("there is no file {original} any more")));
        }
        Original::File(path) => path.as_os_str(),
    };
    let name = way.program.file_name().unwrap_or_default().to_string_lossy();
    let failed = |why: String| Err(format!("{name} {why} (see [open] in your settings)"));
    let mut command = Command::new(way.away.as_ref().unwrap_or(&way.program));
    if way.away.is_some() {
        command.arg(&way.program);
    } else {
        command.process_group(0);
    }
    command.args(&way.args).arg(what);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return tell(failed(format!("could not be started: {error}"))),
    };
    match end_within(&mut child, limit) {
        Ok(Some(status)) if !status.success() => {
            tell(failed(format!("could not open {original} ({status})")));
        }
        Ok(Some(_)) => tell(Ok(format!("Opened {original} with {name}."))),
        Ok(None) => {
            tell(Ok(format!("Opened {original} with {name}.")));
            // So that it leaves no trace in the table of processes once it has ended.
            let _ = child.wait();
        }
        Err(error) => tell(failed(format!("could not be waited for: {error}"))),
    }
}

#[cfg(test)]
mod tests;
