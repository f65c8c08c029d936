//! The command line: a command by name with what it is to work on, completed as it is typed.

use super::field::Field;
use super::finder::{Hit, Item, rank};
use super::msg::Ticket;
use super::past::Past;
use crate::command::{Command, Context};

/// What is being typed at the end of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Name,
    Article,
    Theme,
    Path,
    Format,
    Setting,
    /// Of a setting.
    Value,
    /// Anything: it cannot be completed.
    Free,
}

/// The open line.
#[derive(Debug, Clone)]
pub struct CommandLine {
    pub field: Field,
    /// Where it was opened: what the commands work on.
    pub from: Context,
    /// What may complete the end of the line.
    pub items: Vec<Item>,
    pub hits: Vec<Hit>,
    /// Whether there are more rows than were asked for.
    pub more: bool,
    /// The row that `Tab` put into the line.
    pub chosen: Option<usize>,
    /// What is wrong with what was to be done.
    pub mistake: Option<String>,
    /// The newest request for rows that is on its way.
    pub awaited: Option<Ticket>,
    /// What was typed before `Tab` completed it.
    stem: String,
    past: Past,
}

impl CommandLine {
    pub fn new(text: &str, from: Context) -> Self {
        Self {
            field: Field::with(text),
            from,
            items: Vec::new(),
            hits: Vec::new(),
            more: false,
            chosen: None,
            mistake: None,
            awaited: None,
            stem: text.to_owned(),
            past: Past::default(),
        }
    }

    /// The command that is named, once a space follows its name.
    pub fn command(&self) -> Option<Command> {
        Command::named(self.field.text().trim_start().split_once(' ')?.0)
    }

    /// What was typed, without what `Tab` made of it.
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// The part of the stem that rows complete.
    pub fn end(&self) -> &str {
        self.stem.get(part(&self.stem).1..).unwrap_or_default()
    }

    /// After a key in the field: whether the text changed, so that the rows have to follow.
    pub fn retype(&mut self) -> bool {
        if self.stem == self.field.text() {
            return false;
        }
        self.field.text().clone_into(&mut self.stem);
        self.mistake = None;
        self.chosen = None;
        self.past.leave();
        true
    }

    /// New rows; those that do not fit what is typed are left out, unless they are chosen already.
    pub fn offer(&mut self, items: Vec<Item>, chosen_already: bool) {
        self.items = items;
        self.more = false;
        self.hits = rank(&self.items, if chosen_already { "" } else { self.end() });
        self.awaited = None;
    }

    /// Puts the next row into the line, or the previous one.
    pub fn complete(&mut self, by: isize) {
        let rows = self.hits.len();
        if rows == 0 {
            return;
        }
        let next = match (self.chosen, by < 0) {
            (None, false) => 0,
            (None, true) => rows - 1,
            (Some(at), false) => (at + 1) % rows,
            (Some(at), true) => at.checked_sub(1).unwrap_or(rows - 1),
        };
        let Some(item) = self.hits.get(next).and_then(|hit| self.items.get(hit.item)) else { return };
        let kept = self.stem.get(..part(&self.stem).1).unwrap_or_default();
        self.field = Field::with(format!("{kept}{}", item.name));
        self.chosen = Some(next);
        self.mistake = None;
    }

    /// Puts the row of an index into the line.
    pub fn complete_to(&mut self, row: usize) {
        self.chosen = row.checked_sub(1);
        if row < self.hits.len() {
            self.complete(1);
        }
    }

    /// What completes a line is typed on: the completed text is what was typed.
    pub fn settle(&mut self) {
        if self.chosen.take().is_some() {
            self.field.text().clone_into(&mut self.stem);
        }
    }

    /// Shows the line before in the history, oldest first, or the one after.
    pub fn recall(&mut self, history: &[String], older: bool) -> bool {
        let mut past = std::mem::take(&mut self.past);
        let is_there = past.recall(&mut self.field, history, older);
        if is_there {
            self.retype();
        }
        self.past = past;
        is_there
    }
}

/// What is being typed at the end of a line, and the byte where it begins.
pub fn part(line: &str) -> (Part, usize) {
    let start = line.len() - line.trim_start().len();
    let typed = line.trim_start();
    let Some((name, rest)) = typed.split_once(' ') else { return (Part::Name, start) };
    let argument = start + name.len() + 1 + (rest.len() - rest.trim_start().len());
    let rest = rest.trim_start();
    let last_word = argument + rest.rfind(' ').map_or(0, |at| at + 1);
    match Command::named(name) {
        Some(Command::Open | Command::FindArticle) => (Part::Article, argument),
        Some(Command::Tag) => {
            let from = rest.rfind(',').map_or(0, |at| at + 1);
            let theme = rest.get(from..).unwrap_or_default();
            (Part::Theme, argument + from + (theme.len() - theme.trim_start().len()))
        }
        Some(Command::Help) => (Part::Name, last_word),
        Some(Command::Library | Command::Backup) => (Part::Path, argument),
        Some(Command::Set) => match rest.split([' ', '=']).count() {
            0 | 1 => (Part::Setting, argument),
            2 => (Part::Value, argument + rest.find([' ', '=']).map_or(0, |at| at + 1)),
            _ => (Part::Free, last_word),
        },
        Some(Command::Export) => match rest.split(' ').count() {
            0 | 1 => (Part::Format, argument),
            _ => {
                let format = rest.find(' ').map_or(0, |at| at + 1);
                (Part::Path, argument + format)
            }
        },
        _ => (Part::Free, last_word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Pick;

    fn end(line: &str) -> (Part, &str) {
        let (kind, from) = part(line);
        (kind, line.get(from..).expect("a boundary"))
    }

    #[test]
    fn the_end_of_a_line_is_known_for_what_it_is() {
        assert_eq!(end(""), (Part::Name, ""));
        assert_eq!(end("  next-s"), (Part::Name, "next-s"));
        assert_eq!(end("open the brid"), (Part::Article, "the brid"));
        assert_eq!(end("tag War, Air str"), (Part::Theme, "Air str"));
        assert_eq!(end("tag War,"), (Part::Theme, ""));
        assert_eq!(end("library ~/my li"), (Part::Path, "~/my li"));
        assert_eq!(end("export mark"), (Part::Format, "mark"));
        assert_eq!(end("export markdown out/a b"), (Part::Path, "out/a b"));
        assert_eq!(end("set mea"), (Part::Setting, "mea"));
        assert_eq!(end("set skin li"), (Part::Value, "li"));
        assert_eq!(end("set skin=li"), (Part::Value, "li"));
        assert_eq!(end("set open-command firefox -P"), (Part::Free, "-P"));
        assert_eq!(end("nonsense x"), (Part::Free, "x"));
    }

    #[test]
    fn tab_goes_through_the_rows_and_typing_goes_on_from_there() {
        let mut line = CommandLine::new("tag W", Context::Reader);
        let rows = || ["War", "Water"].map(|name| Item::new(name, Pick::Word)).to_vec();
        line.offer(rows(), false);
        line.complete(1);
        assert_eq!(line.field.text(), "tag War");
        line.complete(1);
        assert_eq!(line.field.text(), "tag Water");
        line.complete(-1);
        assert_eq!(line.field.text(), "tag War");
        line.settle();
        line.field.insert(", W");
        assert!(line.retype());
        line.offer(rows(), false);
        line.complete(-1);
        assert_eq!(line.field.text(), "tag War, Water");
    }

    #[test]
    fn the_history_goes_back_and_comes_back_to_what_was_typed() {
        let history = ["undo".to_owned(), "goto 5%".to_owned()];
        let mut line = CommandLine::new("se", Context::Reader);
        assert!(!line.recall(&history, false));
        assert!(line.recall(&history, true) && line.field.text() == "goto 5%");
        assert!(line.recall(&history, true) && line.field.text() == "undo");
        assert!(!line.recall(&history, true));
        assert!(line.recall(&history, false) && line.field.text() == "goto 5%");
        assert!(line.recall(&history, false) && line.field.text() == "se");
    }
}
