//! The note editor: tui-textarea behind a wrapper that edits by grapheme, undoes typing by word,
//! and refuses control characters. What a key costs does not grow with the note: what is typed is
//! gathered until something is drawn or asked, and the rows are those of [`Page`], which follows
//! what is typed and deleted; it reads the whole note anew only where more has changed than that.

mod page;
mod typing;

use ratatui::layout::{Position, Rect};
use tui_textarea::{CursorMove, TextArea};

use crate::command::Command;
use crate::model::{DraftOn, ThemeId};
use crate::text::{Offset, Span, grapheme, segment};
use page::Page;
use typing::Typing;

/// The open editor.
#[derive(Debug, Clone)]
pub struct NoteEditor {
    pub on: DraftOn,
    /// What its draft is kept under: what it was on when the draft was begun.
    pub draft: DraftOn,
    /// What the note is on, for the editor's title.
    pub title: String,
    area: TextArea<'static>,
    /// Typed at the cursor, and not yet in `area`: many keys cost it as much as one.
    fresh: String,
    /// How often that went into `area`: each time costs as much as the note is long.
    takes: usize,
    page: Page,
    /// The page shows an older text than `area` holds.
    stale: bool,
    /// How often the page read the whole note.
    reads: usize,
    /// Where the cursor of `area` was last found to be: row and column of the widget, and the place.
    known: Option<((usize, usize), Offset)>,
    /// The note as it is stored, to know whether anything changed.
    pub stored: String,
    /// The words of the passage that it is on, where it is on one: its draft is known by them.
    pub words: Option<String>,
    /// The themes of its annotation, to be put on again where that has to be made anew.
    pub themes: Vec<ThemeId>,
    /// What it is on is there no more, nor are its words.
    pub is_adrift: bool,
    /// Whether there is text that is not yet in the drafts.
    pub unsaved: bool,
    typed: Typing,
}

impl NoteEditor {
    pub fn new(on: DraftOn, title: String, stored: &str, text: &str) -> Self {
        let mut editor = Self {
            on,
            draft: on,
            title,
            area: area(text),
            fresh: String::new(),
            takes: 0,
            page: Page::default(),
            stale: true,
            reads: 0,
            known: None,
            stored: stored.to_owned(),
            words: None,
            themes: Vec::new(),
            is_adrift: false,
            unsaved: false,
            typed: Typing::default(),
        };
        editor.area.move_cursor(CursorMove::Bottom);
        editor.area.move_cursor(CursorMove::End);
        editor
    }

    pub fn text(&self) -> String {
        let mut text = if self.stale { self.area.lines().join("\n") } else { self.page.text().to_owned() };
        if !self.fresh.is_empty() {
            text.insert_str(self.taken().0, &self.fresh);
        }
        text
    }

    /// Row and column of the widget's cursor.
    fn cursor(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    /// The place in what `area` holds of its cursor.
    fn taken(&self) -> Offset {
        let (row, column) = self.cursor();
        if let Some((_, at)) = self.known.filter(|(cursor, _)| *cursor == (row, column)) {
            return at;
        }
        let above = match self.page.line_start(row).filter(|_| !self.stale) {
            Some(start) => start.0,
            None => self.area.lines().iter().take(row).map(|line| line.len() + 1).sum(),
        };
        let line = self.area.lines().get(row).map_or("", String::as_str);
        Offset(above + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at))
    }

    /// The place of the cursor.
    fn at(&self) -> Offset {
        Offset(self.taken().0 + self.fresh.len())
    }

    /// What was typed goes into `area`, and into the page.
    fn settle(&mut self) {
        if !self.fresh.is_empty() {
            self.takes += 1;
            let fresh = std::mem::take(&mut self.fresh);
            let at = self.taken();
            self.area.insert_str(&fresh);
            self.put(Span { start: at, end: at }, &fresh);
        }
    }

    /// `area` holds other text in place of some, and its cursor stands behind that: so does the page.
    fn put(&mut self, span: Span, text: &str) {
        if !self.stale {
            self.page.put(span, text);
        }
        self.known = Some((self.cursor(), Offset(span.start.0 + text.len())));
    }

    /// `area` holds another text.
    fn turn_stale(&mut self) {
        self.stale = true;
        self.known = None;
    }

    /// Page and place of the cursor are those of what is written now.
    fn follow(&mut self) {
        self.settle();
        if self.stale {
            self.page.take(self.area.lines().join("\n"));
            self.stale = false;
            self.reads += 1;
        }
        self.known = Some((self.cursor(), self.taken()));
    }

    /// Lays out what shows in so many cells and rows.
    pub fn prepare(&mut self, width: u16, height: u16) {
        self.follow();
        self.page.prepare(self.at(), width, height);
    }

    /// How often the widget took in what was typed.
    pub fn takes(&self) -> usize {
        self.takes
    }

    /// How often the whole note was read to be shown.
    pub fn reads(&self) -> usize {
        self.reads
    }

    /// What shows, as it was prepared.
    pub fn page(&self) -> &Page {
        &self.page
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
        let at = self.page.pointed(cell.x - inside.x, cell.y - inside.y);
        self.go(at.unwrap_or_else(|| Offset(self.text().len())));
        self.page.forget_column();
    }

    /// Scrolls by rows, down or up; the cursor stays in what shows.
    pub fn scroll(&mut self, rows: isize) {
        self.follow();
        let at = self.page.scroll(self.at(), rows);
        self.go(at);
    }

    /// Moves the cursor by rows as they show.
    fn rows(&mut self, rows: isize) {
        self.follow();
        let at = self.page.rows_from(self.at(), rows);
        self.go(at);
    }

    /// To the start of the next word; to the end of the note where there is none.
    fn next_word(&mut self) {
        self.follow();
        let (text, at) = (self.page.text(), self.at());
        let whole = Span::new(0, text.len());
        let next = segment::next_word(text, whole, at, false);
        // In the last word it stays there, on a letter that begins nothing.
        let begins = || segment::prev_word(text, whole, grapheme::next(text, next), false) == next;
        self.go(if next > at && begins() { next } else { whole.end });
    }

    fn previous_word(&mut self) {
        self.follow();
        let text = self.page.text();
        self.go(segment::prev_word(text, Span::new(0, text.len()), self.at(), false));
    }

    /// Puts the cursor at a place.
    fn go(&mut self, at: Offset) {
        self.settle();
        self.typed.pause();
        if at == self.at() {
            return;
        }
        let known = (!self.stale).then(|| self.page.line_of(at)).flatten();
        let near = known.and_then(|(row, column)| Some((row.try_into().ok()?, column.try_into().ok()?)));
        if let Some((row, column)) = near {
            self.area.move_cursor(CursorMove::Jump(row, column));
        } else {
            // The widget knows no way to a row or a column past 65,535.
            let text = self.text();
            self.area = area_at(&text, at);
        }
        self.known = None;
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

    fn remember(&mut self) {
        self.typed.remember(self.text(), self.at());
        self.unsaved = true;
    }

    /// Types a character.
    pub fn type_char(&mut self, c: char) {
        if c.is_control() {
            return;
        }
        if self.typed.begins_word(c) {
            self.remember();
        }
        self.unsaved = true;
        self.page.forget_column();
        self.fresh.push(c);
    }

    /// Types pasted text: line ends LF, other control characters but TAB dropped.
    pub fn paste(&mut self, text: &str) {
        self.remember();
        self.settle();
        self.typed.pause();
        self.page.forget_column();
        let clean: String = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        self.area.insert_str(clean);
        self.turn_stale();
    }

    /// Takes text from outside in place of what stands there.
    pub fn replace(&mut self, text: &str) {
        self.remember();
        self.set(text, Offset(text.len()));
        self.unsaved = true;
    }

    fn set(&mut self, text: &str, cursor: Offset) {
        self.fresh.clear();
        self.area = area_at(text, cursor);
        self.turn_stale();
        self.page.forget_column();
    }

    /// Edits or moves; whether the command was one for it.
    pub fn edit(&mut self, command: Command) -> bool {
        self.settle();
        let deletes = matches!(command, Command::DeleteBack | Command::DeleteForward);
        let deleting = deletes && self.typed.deleting;
        self.typed.pause();
        self.typed.deleting = deleting;
        let keeps_column =
            matches!(command, Command::CursorUp | Command::CursorDown | Command::PageUp | Command::PageDown);
        if !keeps_column {
            self.page.forget_column();
        }
        match command {
            Command::NewLine => {
                self.remember();
                let at = self.taken();
                self.area.insert_newline();
                self.put(Span { start: at, end: at }, "\n");
            }
            Command::DeleteBack => self.delete(|area| step(area, false)),
            Command::DeleteForward => self.delete(|area| step(area, true)),
            Command::DeleteWord => {
                self.remember();
                self.area.delete_word();
                self.turn_stale();
            }
            Command::DeleteLine => {
                self.remember();
                self.area.delete_line_by_head();
                self.turn_stale();
            }
            Command::CursorLeft => step(&mut self.area, false),
            Command::CursorRight => step(&mut self.area, true),
            Command::CursorUp => self.rows(-1),
            Command::CursorDown => self.rows(1),
            Command::PageUp => self.rows(-self.page.rows()),
            Command::PageDown => self.rows(self.page.rows()),
            Command::Top => self.go(Offset(0)),
            Command::Bottom => self.go(Offset(self.page.text().len())),
            Command::PreviousWord => self.previous_word(),
            Command::NextWord => self.next_word(),
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
        let from = self.taken();
        self.area.start_selection();
        go(&mut self.area);
        // Where the widget's cursor went to is known by its column only while the text still stands.
        let to = self.taken();
        if self.area.cut() {
            self.put(Span { start: from.min(to), end: from.max(to) }, "");
        } else {
            self.area.cancel_selection();
        }
    }

    fn travel(&mut self, forward: bool) {
        if let Some((text, cursor)) = self.typed.travel(forward, self.text(), self.at()) {
            self.set(&text, cursor);
            self.unsaved = true;
        }
    }
}

/// Moves by a grapheme cluster, over line ends too.
fn step(area: &mut TextArea<'static>, forward: bool) {
    use unicode_segmentation::UnicodeSegmentation;
    let cursor = area.cursor();
    let (row, column) = (cursor.0, cursor.1);
    let line = area.lines().get(row).map_or("", String::as_str);
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
    area.set_max_histories(0);
    area
}

/// The same with the cursor at a place.
fn area_at(text: &str, at: Offset) -> TextArea<'static> {
    let (before, after) = text.split_at_checked(at.0).unwrap_or((text, ""));
    let mut area = area(after);
    area.insert_str(before);
    area
}

#[cfg(test)]
mod tests;
