//! The note editor: tui-textarea behind a wrapper that edits by grapheme, undoes typing by word,
//! and refuses control characters.

use ratatui::layout::{Position, Rect};
use tui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};

use crate::command::Command;
use crate::model::DraftOn;

/// The open editor.
#[derive(Debug, Clone)]
pub struct NoteEditor {
    pub on: DraftOn,
    /// What its draft is kept under: what it was on when the draft was begun.
    pub draft: DraftOn,
    /// What the note is on, for the editor's title.
    pub title: String,
    pub area: TextArea<'static>,
    /// The note as it is stored, to know whether anything changed.
    pub stored: String,
    /// Whether there is text that is not yet in the drafts.
    pub unsaved: bool,
    typed: Typing,
}

/// Bytes of snapshots that are kept at most.
const PAST: usize = 4 << 20;

/// Snapshots for undo by word.
#[derive(Debug, Clone, Default)]
struct Typing {
    past: Vec<(String, (usize, usize))>,
    future: Vec<(String, (usize, usize))>,
    in_word: bool,
    /// A run of deleted characters is undone as one.
    deleting: bool,
}

impl NoteEditor {
    pub fn new(on: DraftOn, title: String, stored: &str, text: &str) -> Self {
        let mut editor = Self {
            on,
            draft: on,
            title,
            area: area(text),
            stored: stored.to_owned(),
            unsaved: false,
            typed: Typing::default(),
        };
        editor.area.move_cursor(CursorMove::Bottom);
        editor.area.move_cursor(CursorMove::End);
        editor
    }

    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether it is the article's own text that is written here.
    pub fn corrects(&self) -> bool {
        matches!(self.on, DraftOn::Correction { .. })
    }

    /// Puts the cursor where it is pointed at, in what is drawn inside of `inside`.
    pub fn point(&mut self, inside: Rect, cell: Position) {
        if !inside.contains(cell) {
            return;
        }
        let (top, left) = self.area.scroll_offset();
        let (row, column) = (top + (cell.y - inside.y), left + (cell.x - inside.x));
        let DataCursor(row, column) = self.area.screen_to_data(usize::from(row), usize::from(column));
        let near = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(near(row), near(column)));
        self.typed.in_word = false;
    }

    /// The note to store: `None` if there is nothing but white space.
    pub fn note(&self) -> Option<String> {
        let text = self.text();
        let text = text.trim_end();
        (!text.trim().is_empty()).then(|| text.to_owned())
    }

    /// Whether what stands there differs from what is stored.
    pub fn is_changed(&self) -> bool {
        self.note().unwrap_or_default() != self.stored.trim_end()
    }

    fn cursor(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    fn remember(&mut self) {
        let now = (self.text(), self.cursor());
        if self.typed.past.last().is_none_or(|(text, _)| *text != now.0) {
            self.typed.past.push(now);
        }
        // Each holds the whole note: of a long one, fewer are kept.
        let mut held: usize = self.typed.past.iter().map(|(text, _)| text.len()).sum();
        while held > PAST && self.typed.past.len() > 1 {
            held -= self.typed.past.remove(0).0.len();
        }
        self.typed.future.clear();
        self.unsaved = true;
    }

    /// Types a character.
    pub fn type_char(&mut self, c: char) {
        if c.is_control() {
            return;
        }
        let in_word = c.is_alphanumeric();
        self.typed.deleting = false;
        if !(in_word && self.typed.in_word) {
            self.remember();
        }
        self.typed.in_word = in_word;
        self.unsaved = true;
        self.area.insert_char(c);
    }

    /// Types pasted text: line ends LF, other control characters but TAB dropped.
    pub fn paste(&mut self, text: &str) {
        self.remember();
        self.typed.in_word = false;
        let clean: String = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        self.area.insert_str(clean);
    }

    /// Takes text from outside in place of what stands there.
    pub fn replace(&mut self, text: &str) {
        self.remember();
        self.set(text, (usize::MAX, usize::MAX));
        self.unsaved = true;
    }

    fn set(&mut self, text: &str, cursor: (usize, usize)) {
        self.area = area(text);
        let row = u16::try_from(cursor.0).unwrap_or(u16::MAX);
        let column = u16::try_from(cursor.1).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(row, column));
    }

    /// Edits or moves; whether the command was one for it.
    pub fn edit(&mut self, command: Command) -> bool {
        self.typed.in_word = false;
        self.typed.deleting &= matches!(command, Command::DeleteBack | Command::DeleteForward);
        match command {
            Command::NewLine => {
                self.remember();
                self.area.insert_newline();
            }
            Command::DeleteBack => self.delete(|area| step(area, false)),
            Command::DeleteForward => self.delete(|area| step(area, true)),
            Command::DeleteWord => {
                self.remember();
                self.area.delete_word();
            }
            Command::DeleteLine => {
                self.remember();
                self.area.delete_line_by_head();
            }
            Command::CursorLeft => step(&mut self.area, false),
            Command::CursorRight => step(&mut self.area, true),
            Command::CursorUp => self.area.move_cursor(CursorMove::Up),
            Command::CursorDown => self.area.move_cursor(CursorMove::Down),
            Command::CursorStart => self.area.move_cursor(CursorMove::Head),
            Command::CursorEnd => self.area.move_cursor(CursorMove::End),
            Command::UndoTyping => self.travel(false),
            Command::RedoTyping => self.travel(true),
            _ => return false,
        }
        true
    }

    /// Deletes what lies between the cursor and where `go` takes it.
    fn delete(&mut self, go: impl FnOnce(&mut TextArea<'static>)) {
        if !self.typed.deleting {
            self.remember();
        }
        self.typed.deleting = true;
        self.unsaved = true;
        self.area.start_selection();
        go(&mut self.area);
        if !self.area.cut() {
            self.area.cancel_selection();
        }
    }

    fn travel(&mut self, forward: bool) {
        let now = (self.text(), self.cursor());
        let (from, to) = if forward {
            (&mut self.typed.future, &mut self.typed.past)
        } else {
            (&mut self.typed.past, &mut self.typed.future)
        };
        // A snapshot that equals what stands there brings nothing back.
        while let Some((text, cursor)) = from.pop() {
            if text != now.0 {
                to.push(now);
                self.set(&text, cursor);
                self.unsaved = true;
                return;
            }
        }
    }
}

/// Moves by a grapheme cluster, over line ends too.
fn step(area: &mut TextArea<'static>, forward: bool) {
    use unicode_segmentation::UnicodeSegmentation;
    let cursor = area.cursor();
    let (row, column) = (cursor.0, cursor.1);
    let line = area.lines().get(row).cloned().unwrap_or_default();
    // The widget counts characters; a cluster may be several.
    let mut ends = vec![0];
    for cluster in line.graphemes(true) {
        ends.push(ends.last().copied().unwrap_or(0) + cluster.chars().count());
    }
    let target = if forward {
        ends.iter().copied().find(|end| *end > column)
    } else {
        ends.iter().rev().copied().find(|end| *end < column)
    };
    match target {
        Some(target) => {
            let steps = target.abs_diff(column);
            for _ in 0..steps {
                area.move_cursor(if forward { CursorMove::Forward } else { CursorMove::Back });
            }
        }
        None => area.move_cursor(if forward { CursorMove::Forward } else { CursorMove::Back }),
    }
}

fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(ratatui::style::Style::default());
    area.set_max_histories(0);
    area
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    fn editor(text: &str) -> NoteEditor {
        NoteEditor::new(DraftOn::Article(ArticleId(1)), String::new(), "", text)
    }

    #[test]
    fn it_deletes_by_cluster_and_undoes_by_word() {
        let mut note = editor("");
        for c in "two words".chars() {
            note.type_char(c);
        }
        note.edit(Command::UndoTyping);
        assert_eq!(note.text(), "two ");
        note.edit(Command::UndoTyping);
        assert_eq!(note.text(), "two");
        note.edit(Command::RedoTyping);
        note.edit(Command::RedoTyping);
        assert_eq!(note.text(), "two words");
        note.paste(" cafe\u{301}👩‍👩‍👧\u{1b}[2J\r\nend");
        assert_eq!(note.text(), "two words cafe\u{301}👩‍👩‍👧[2J\nend");
        for _ in 0.."\n[2Jend👩".chars().count() {
            note.edit(Command::DeleteBack);
        }
        assert_eq!(note.text(), "two words cafe\u{301}");
        note.edit(Command::DeleteBack);
        assert_eq!(note.text(), "two words caf");
        note.edit(Command::CursorStart);
        note.edit(Command::DeleteForward);
        assert_eq!(note.text(), "wo words caf");
    }

    #[test]
    fn white_space_alone_is_no_note() {
        assert_eq!(editor(" \n ").note(), None);
        assert_eq!(editor("a \n").note().as_deref(), Some("a"));
        let mut note = editor("x");
        note.replace("y");
        assert_eq!(note.text(), "y");
        assert!(note.is_changed());
    }
}
