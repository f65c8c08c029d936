//! What a shell command made of a passage: shown, taken as the note, or left.

use super::msg::Ticket;
use super::reader::Target;
use crate::text::Span;

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piped {
    /// Its output and then its errors, as text; without line ends at its end.
    pub output: String,
    /// What to say where it did not succeed.
    pub failure: Option<String>,
    /// It was ended because it wrote more than is kept.
    pub cut: bool,
}

#[derive(Debug, Clone)]
pub struct Output {
    pub command: String,
    /// The passage.
    pub on: Target,
    /// The request whose outcome fills it.
    pub ticket: Ticket,
    /// `None` while it runs.
    pub piped: Option<Piped>,
    /// The lines of the output.
    lines: Vec<Span>,
    /// The first line that shows.
    pub top: usize,
}

impl Output {
    pub fn new(command: String, on: Target, ticket: Ticket) -> Self {
        Self { command, on, ticket, piped: None, lines: Vec::new(), top: 0 }
    }

    /// The command has ended.
    pub fn fill(&mut self, piped: Piped) {
        let mut at = 0;
        for line in piped.output.split_inclusive('\n') {
            let ink = line.strip_suffix('\n').unwrap_or(line).len();
            self.lines.push(Span::new(at, at + ink));
            at += line.len();
        }
        self.piped = Some(piped);
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines from the first that shows on.
    pub fn shown(&self) -> impl Iterator<Item = &str> {
        let text = self.piped.as_ref().map_or("", |piped| piped.output.as_str());
        self.lines.iter().skip(self.top).map(move |line| line.of(text))
    }
}
