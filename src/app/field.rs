//! One line of text that is typed into: filter, search, name, theme.

use std::ops::Range;

use crate::command::Command;
use crate::text::{Offset, grapheme};

/// The text and the cursor in it, a byte on a grapheme boundary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    text: String,
    cursor: usize,
    /// The text is that of another time: what is typed next takes its place, unless it is edited first.
    offered: bool,
}

impl Field {
    /// Bytes that it holds at most.
    pub(in crate::app) const MOST: usize = 2_000;

    /// A field that holds `text`, with the cursor at its end.
    pub fn with(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text, offered: false }
    }

    /// Offers the text as it is.
    pub fn offer(&mut self) {
        self.offered = !self.text.is_empty();
    }

    /// Whether what is typed next takes the place of the text.
    pub fn is_offered(&self) -> bool {
        self.offered
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bytes before the cursor.
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    /// Types text at the cursor; line ends and tabs become spaces, other control characters drop out. How many
    /// characters were left out since the line is full.
    pub fn insert(&mut self, typed: &str) -> usize {
        let clean: String = typed
            .chars()
            .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        if std::mem::take(&mut self.offered) {
            self.cut(0, self.text.len());
        }
        // A line of input is no place for a text: what is over the limit is left out.
        let room = Self::MOST.saturating_sub(self.text.len());
        let (clean, over) = clean.split_at_checked(grapheme::floor(&clean, room).0).unwrap_or((&clean, ""));
        self.text.insert_str(self.cursor, clean);
        self.cursor += clean.len();
        over.chars().count()
    }

    /// Puts other text in the place of what stands between two bytes; the cursor goes behind it.
    pub fn replace(&mut self, place: &Range<usize>, other: &str) {
        self.cut(place.start, place.end);
        self.offered = false;
        self.insert(other);
    }

    /// Takes out the text between two bytes.
    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    /// Edits the field; whether the command was one for it.
    pub fn edit(&mut self, command: Command) -> bool {
        let at = Offset(self.cursor);
        self.offered = false;
        match command {
            Command::CursorLeft => self.cursor = grapheme::prev(&self.text, at).0,
            Command::CursorRight => self.cursor = grapheme::next(&self.text, at).0,
            Command::CursorStart => self.cursor = 0,
            Command::CursorEnd => self.cursor = self.text.len(),
            Command::DeleteBack => self.cut(grapheme::prev(&self.text, at).0, self.cursor),
            Command::DeleteForward => self.cut(self.cursor, grapheme::next(&self.text, at).0),
            Command::DeleteWord => {
                let kept = self.before().trim_end().trim_end_matches(|c: char| !c.is_whitespace()).len();
                self.cut(kept, self.cursor);
            }
            Command::DeleteLine => self.cut(0, self.cursor),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_types_and_deletes_by_what_a_reader_sees_as_a_letter() {
        let mut field = Field::with("the cafe\u{301}");
        field.edit(Command::DeleteBack);
        assert_eq!(field.text(), "the caf");
        field.insert("é\u{1b}\n👩‍👩‍👧");
        assert_eq!(field.text(), "the café 👩‍👩‍👧");
        field.edit(Command::DeleteBack);
        field.edit(Command::DeleteWord);
        assert_eq!(field.text(), "the ");
        field.edit(Command::CursorStart);
        field.edit(Command::DeleteForward);
        assert_eq!((field.text(), field.before()), ("he ", ""));
        field.edit(Command::CursorEnd);
        field.edit(Command::DeleteLine);
        assert_eq!(field.text(), "");
        assert!(!field.edit(Command::Tag));
    }

    #[test]
    fn a_word_gives_way_to_another() {
        let mut field = Field::with("is:unread Feríy boat");
        field.replace(&(10..16), "ferry");
        assert_eq!((field.text(), field.before()), ("is:unread ferry boat", "is:unread ferry"));
    }

    #[test]
    fn what_does_not_fit_is_counted_and_no_letter_is_torn() {
        let mut field = Field::with("x".repeat(Field::MOST - 5));
        assert_eq!(field.insert("one"), 0);
        assert_eq!(field.insert("éé"), 1);
        assert_eq!(field.text().len(), Field::MOST);
        assert_eq!(field.insert("more"), 4);
        assert_eq!(field.insert("\u{1b}"), 0, "it would not have stayed anyway");
    }
}
