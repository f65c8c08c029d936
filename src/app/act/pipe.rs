//! A passage to a shell command, and what to do with its output.

use super::super::{App, Asking, Output, Overlay, Piped, Prompt, Target};
use super::{furniture, note};
use crate::app::msg::{Ask, Pipe, Ticket};

/// Bytes of output that a note takes in: a note is read, not searched through.
const NOTE: usize = 64 << 10;

/// Asks for a command line for the selection or what is underlined.
pub fn ask(app: &mut App) {
    let Some(target) = furniture::target_in_sight(app) else { return };
    app.overlays.push(Overlay::Prompt(Prompt::new(Asking::Pipe(target), "")));
    app.ask_for_lines();
}

/// Runs it; its output is shown when it ends.
pub fn run(app: &mut App, target: Target, command: &str) -> Result<(), String> {
    if command.is_empty() {
        return Err("Type a command, as in wc -w; Esc leaves.".to_owned());
    }
    let Some(reader) = &app.reader else { return Ok(()) };
    let document = std::sync::Arc::clone(&reader.document);
    let pipe = Pipe { command: command.to_owned(), document, span: target.span };
    let ticket = app.ask(Ask::Pipe(pipe));
    app.overlays.push(Overlay::Output(Box::new(Output::new(command.to_owned(), target, ticket))));
    Ok(())
}

/// Its window was closed: a command that still runs is ended.
pub fn closed(app: &mut App, output: &Output) {
    if output.piped.is_none() {
        app.ask(Ask::EndPipe);
        app.say(format!("Ended: {}", output.command));
    }
}

/// Opens the note on the passage with the output below what it says, to be changed and saved.
pub fn take(app: &mut App) {
    let Some(Overlay::Output(output)) = app.overlays.last() else { return };
    let Some(piped) = &output.piped else { return };
    let (on, text) = (output.on, piped.output.clone());
    let head = crate::text::grapheme::floor(&text, NOTE.min(text.len()));
    let cut = head.0 < text.len();
    app.overlays.pop();
    note::open_with(app, on, text.get(..head.0).unwrap_or_default());
    if cut {
        app.say(format!("The first {} KB of the output are here; Esc saves the note.", NOTE >> 10));
    }
}

impl App {
    /// A command has ended.
    pub(in crate::app) fn piped(&mut self, ticket: Ticket, piped: Piped) {
        for overlay in &mut self.overlays {
            if let Overlay::Output(output) = overlay
                && output.ticket == ticket
            {
                output.fill(piped);
                return;
            }
        }
    }

    pub(in crate::app) fn output(&self) -> Option<&Output> {
        match self.overlays.last() {
            Some(Overlay::Output(output)) => Some(output),
            _ => None,
        }
    }
}
