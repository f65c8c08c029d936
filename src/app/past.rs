//! Lines that were typed before, kept with the library: each kind of line brings back its own. What is left half
//! typed goes there too, whether Esc leaves it or the program ends.

use std::collections::BTreeMap;

use super::field::Field;
use super::msg::{Ask, Ticket};
use super::overlay::Asking;
use super::{App, Overlay};

/// Under these keys they are kept.
const COMMANDS: &str = "command-line";
const SEARCHES: &str = "search-lines";
const QUERIES: &str = "query-lines";
const SHELL: &str = "shell-lines";
const SOURCES: &str = "source-lines";

/// The lines of a kind, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// As they were read last.
    read: Vec<String>,
    /// Those that were sent here since, as far as what was read does not have them.
    sent: Vec<String>,
}

impl Lines {
    fn all(&self) -> Vec<String> {
        let older = self.read.iter().filter(|line| !self.sent.contains(line));
        older.chain(&self.sent).cloned().collect()
    }

    fn newest(&self) -> Option<&String> {
        self.sent.last().or(self.read.last())
    }

    fn send(&mut self, line: String) {
        self.sent.retain(|sent| *sent != line);
        self.sent.push(line);
    }

    fn take_in(&mut self, read: Vec<String>) {
        self.sent.retain(|line| !read.contains(line));
        self.read = read;
    }
}

/// Those of each kind.
pub type Kinds = BTreeMap<&'static str, Lines>;

/// Where in the lines of its kind an open line is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// Which of them shows, from the newest.
    at: Option<usize>,
    /// What was typed before that.
    present: String,
}

impl Past {
    /// What is typed on belongs to the present.
    pub fn leave(&mut self) {
        self.at = None;
    }

    /// Puts the line before into the field, or the one after; whether there is one. `lines`: oldest first.
    pub fn recall(&mut self, field: &mut Field, lines: &[String], older: bool) -> bool {
        let next = match (self.at, older) {
            (None, true) => 0,
            (Some(at), true) => at + 1,
            (Some(0), false) => {
                self.at = None;
                *field = Field::with(std::mem::take(&mut self.present));
                return true;
            }
            (Some(at), false) => at - 1,
            (None, false) => return false,
        };
        let Some(line) = lines.len().checked_sub(next + 1).and_then(|at| lines.get(at)) else {
            return false;
        };
        if self.at.is_none() {
            field.text().clone_into(&mut self.present);
        }
        *field = Field::with(line);
        self.at = Some(next);
        true
    }
}

/// The kind of line that is typed in an overlay, and what stands there.
fn typed_in(overlay: &Overlay) -> Option<(&'static str, &str)> {
    match overlay {
        Overlay::Line(line) => Some((COMMANDS, line.field.text())),
        Overlay::Finding(finding) => Some((QUERIES, finding.field.text())),
        Overlay::Prompt(prompt) => {
            let kind = match prompt.asking {
                Asking::Search => SEARCHES,
                Asking::Filter { .. } | Asking::NarrowMargin { .. } | Asking::Narrow { .. } => QUERIES,
                Asking::Pipe(_) => SHELL,
                Asking::Add { .. } => SOURCES,
                _ => return None,
            };
            Some((kind, prompt.field.text()))
        }
        _ => None,
    }
}

impl App {
    /// Asks for the lines of the kind that is typed on top: another program may have added to them.
    pub(in crate::app) fn ask_for_lines(&mut self) {
        let Some((key, _)) = self.overlays.last().and_then(typed_in) else { return };
        let ticket = self.ask(Ask::Recall { key });
        self.recalling = Some((ticket, key));
    }

    /// Whether the lines of the kind that is typed on top are still on their way.
    pub(in crate::app) fn awaits_lines(&self) -> bool {
        let kind = self.overlays.last().and_then(typed_in);
        kind.is_some_and(|(key, _)| self.recalling.is_some_and(|(_, asked)| asked == key))
    }

    /// An answer to a question for lines came, or none will.
    pub(in crate::app) fn settle_lines(&mut self, ticket: Ticket) {
        self.recalling.take_if(|(asked, _)| *asked == ticket);
    }

    pub(in crate::app) fn recalled(&mut self, key: &'static str, value: Option<&str>) {
        let lines = value.unwrap_or_default().lines().map(str::to_owned).collect();
        self.lines.entry(key).or_default().take_in(lines);
    }

    /// What is typed in an overlay becomes the newest line of its kind, beside those that other programs add.
    pub(in crate::app) fn remember_line(&mut self, overlay: &Overlay) {
        let Some((key, text)) = typed_in(overlay) else { return };
        let line = text.trim().to_owned();
        let lines = self.lines.entry(key).or_default();
        if line.is_empty() || lines.newest() == Some(&line) {
            return;
        }
        lines.send(line.clone());
        self.ask(Ask::AddLine { key, line });
    }

    /// The program ends or is suspended: what is half typed is there again.
    pub(in crate::app) fn remember_lines(&mut self) {
        let overlays = std::mem::take(&mut self.overlays);
        for overlay in &overlays {
            self.remember_line(overlay);
        }
        self.overlays = overlays;
    }

    /// Puts the line before into the one that is typed, or the one after.
    pub(in crate::app) fn recall_line(&mut self, older: bool) -> bool {
        let Some((key, _)) = self.overlays.last().and_then(typed_in) else { return false };
        let lines = self.lines.get(key).map(Lines::all).unwrap_or_default();
        match self.overlays.last_mut() {
            Some(Overlay::Line(line)) => line.recall(&lines, older),
            Some(Overlay::Prompt(prompt)) => prompt.past.recall(&mut prompt.field, &lines, older),
            _ => false,
        }
    }
}
