//! The clipboard: a program of the desktop, else tmux, else the terminal itself (OSC 52), which also reaches
//! the user's own machine over SSH. Programs run on a thread of their own, with a time limit.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use super::program::end_within;
use crate::app::Clip;
use crate::config::{Clipboard, Copying};
use crate::paths::Environment;

/// How long a program may take.
pub const LIMIT: Duration = Duration::from_secs(3);
/// Bytes that go through the terminal at most: it is written to between two frames.
const THROUGH: usize = 256 << 10;

/// How a text gets onto the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    Terminal,
    Program {
        path: PathBuf,
        args: Vec<String>,
        /// Whether the terminal is tried where the program fails.
        or_terminal: bool,
    },
}

/// Programs that take a text for the clipboard on their standard input.
const PROGRAMS: &[(&str, &[&str], Desktop)] = &[
    ("wl-copy", &[], Desktop::Wayland),
    ("xclip", &["-selection", "clipboard"], Desktop::X11),
    ("xsel", &["--clipboard", "--input"], Desktop::X11),
    ("pbcopy", &[], Desktop::Any),
    // It keeps to itself what programs send through it to the terminal, but passes on what it is given.
    ("tmux", &["load-buffer", "-w", "-"], Desktop::Tmux),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Desktop {
    Wayland,
    X11,
    Any,
    Tmux,
}

/// The way that the settings and the environment ask for; else why there is none.
pub fn way(settings: &Clipboard, environment: &Environment) -> Result<Way, String> {
    match settings.how {
        Copying::Off => {
            Err("copying is turned off (set use = \"auto\" under [clipboard] in your settings)".to_owned())
        }
        Copying::Osc52 => Ok(Way::Terminal),
        Copying::Command => {
            let (name, args) = settings
                .command
                .split_first()
                .ok_or("no command is named (set command = [\"NAME\"] under [clipboard] in your settings)")?;
            let path = environment.program(name).ok_or_else(|| {
                format!(
                    "“{name}” is not on the search path (mend command under [clipboard] in your settings)"
                )
            })?;
            Ok(Way::Program { path, args: args.to_vec(), or_terminal: false })
        }
        Copying::Auto => {
            // Over SSH the desktop is not the one that the user sits at.
            let is_here = |desktop| match desktop {
                Desktop::Wayland => !environment.ssh && environment.wayland.is_some(),
                Desktop::X11 => !environment.ssh && environment.x11.is_some(),
                Desktop::Any => !environment.ssh,
                Desktop::Tmux => environment.tmux,
            };
            let found =
                PROGRAMS.iter().filter(|(.., desktop)| is_here(*desktop)).find_map(|(name, args, _)| {
                    Some((environment.program(name)?, args.iter().map(|arg| (*arg).to_owned()).collect()))
                });
            Ok(found.map_or(Way::Terminal, |(path, args)| Way::Program { path, args, or_terminal: true }))
        }
    }
}

/// What to write to the terminal, and what to say then.
pub fn through_terminal(clip: &Clip) -> Result<(Vec<u8>, String), String> {
    if clip.text.is_empty() {
        return Err("there is nothing to copy".to_owned());
    }
    if clip.text.len() > THROUGH {
        return Err(format!(
            "{} is more than the {} KB that go through the terminal (name a command under [clipboard] in your settings)",
            clip.what,
            THROUGH >> 10
        ));
    }
    let mut bytes = Vec::new();
    queue!(bytes, CopyToClipboard::to_clipboard_from(&clip.text)).map_err(|error| error.to_string())?;
    Ok((
        bytes,
        format!(
            "Copied {} through the terminal, if it allows that ([clipboard] in your settings names other ways).",
            clip.what
        ),
    ))
}

/// Hands a text to a program and waits for its end; says what was done. Errors are sentences.
pub fn hand(path: PathBuf, args: &[String], clip: &Clip, limit: Duration) -> Result<String, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let failed = |why: String| format!("{name} {why} (see [clipboard] in your settings)");
    if clip.text.is_empty() {
        return Err("there is nothing to copy".to_owned());
    }
    // Some stay in the background to serve the clipboard: they must not hold our terminal, nor die with it.
    let mut child = Command::new(path)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|error| failed(format!("could not be started: {error}")))?;
    let (send, written) = mpsc::channel();
    if let Some(mut input) = child.stdin.take() {
        let text = clip.text.clone();
        // One that does not read must not hold this thread for ever.
        thread::spawn(move || drop(send.send(input.write_all(text.as_bytes()))));
    }
    let status = match end_within(&mut child, limit) {
        Ok(Some(status)) => status,
        Ok(None) => {
            let _ = child.kill();
            let _ = child.wait();
            return Err(failed("did not answer".to_owned()));
        }
        Err(error) => return Err(failed(format!("could not be waited for: {error}"))),
    };
    if !status.success() {
        return Err(failed(format!("gave up ({status})")));
    }
    match written.recv_timeout(limit) {
        Ok(Ok(())) => Ok(format!("Copied {} with {name}.", clip.what)),
        _ => Err(failed("did not take the whole text".to_owned())),
    }
}

#[cfg(test)]
mod tests;
