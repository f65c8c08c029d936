//! From key presses to commands: counts, chords, text fields, and keys that wait for an edit.

use std::time::Duration;

use super::act;
use super::msg::Ticket;
use super::{App, Field, Operator, Overlay, Pane, Pending, Typed, Wake, panes};
use crate::command::{Command, Context, Found, Key, KeyCode, Takes};

/// How long after the first key of a chord its continuations are shown.
const MENU_AFTER: Duration = Duration::from_millis(600);
/// A pause in typing after which a draft is saved.
const DRAFT_AFTER: Duration = Duration::from_millis(200);
/// As often it is waited for a pause at most: who types on and on has a draft saved each second.
const DRAFT_WAITS: u8 = 5;

/// What was typed since a draft was to be saved soon.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Typing {
    /// More came since the last look.
    goes_on: bool,
    /// Looks that were asked for.
    waits: u8,
}

impl App {
    pub(super) fn key(&mut self, key: Key) {
        // What cannot be seen is not acted on.
        if panes::is_too_small(self.size) && !self.is_never_kept_waiting(Context::Everywhere, key) {
            return;
        }
        // The editor stays open until its words are in the text; what would save it stops that.
        let is_correction = matches!(self.overlays.last(), Some(Overlay::Note(note)) if note.corrects());
        if is_correction && key.code == KeyCode::Esc && act::stop_mending(self) {
            return;
        }
        if self.may_press(key) {
            // Who gives up what takes long does not want what was typed for its end.
            if !self.is_never_kept_waiting(self.context(), key) {
                self.held.clear();
            }
            self.press(key);
        } else {
            self.held.push_back(Typed::Key(key));
        }
    }

    /// Whether a key by itself ends, suspends or redraws: that is done whatever was begun or shows.
    fn is_never_kept_waiting(&self, context: Context, key: Key) -> bool {
        let found = self.prefs.keymap.find(context, &[key]);
        matches!(found, Found::Command(Command::Quit | Command::Suspend | Command::Redraw))
    }

    /// Whether a key by itself ends the program or suspends it.
    pub fn is_urgent(&self, key: Key) -> bool {
        let found = self.prefs.keymap.find(self.context(), &[key]);
        matches!(found, Found::Command(Command::Quit | Command::Suspend))
    }

    /// Whether a key has its turn: nothing typed before it waits, and what it would act on is there.
    fn may_press(&self, key: Key) -> bool {
        if self.is_idle() {
            return true;
        }
        if self.is_never_kept_waiting(self.context(), key) {
            return true;
        }
        match self.prefs.keymap.find(self.context(), &[key]) {
            // Esc gives up a search, a mending or an undo that takes long.
            Found::Command(Command::Cancel) => {
                self.is_board_awaited()
                    || self.is_tray_awaited()
                    || self.mending.is_some()
                    || self.travelling.is_some()
                    || (self.is_searching() && self.overlays.is_empty())
            }
            _ => false,
        }
    }

    /// Whether what is done now has its turn.
    pub(super) fn is_idle(&self) -> bool {
        self.held.is_empty() && !self.is_awaited()
    }

    /// Whether something is on its way that the next key may be meant for: an article, a hit, the
    /// end of a note's save, the articles of a filter, the passages of a board, what is in the tray,
    /// the annotations of the sidebar's filter.
    fn is_awaited(&self) -> bool {
        let list = self.focus == Pane::List && self.list.asked.is_some() && self.list.loaded.is_empty();
        let margin = self.focus == Pane::Sidebar && self.margin.asked.is_some();
        self.opening.is_some()
            || self.switching
            || self.saving.is_some()
            || self.noting.is_some()
            || self.is_searching()
            || self.is_board_awaited()
            || self.is_tray_awaited()
            || self.is_feeds_awaited()
            || (margin && self.overlays.is_empty())
            || (list && self.list.ready && self.overlays.is_empty())
    }

    /// Gives what was typed its turn, in order, until something has to wait again.
    pub(super) fn release(&mut self) {
        while !self.is_awaited()
            && let Some(typed) = self.held.pop_front()
        {
            let rest = std::mem::take(&mut self.held);
            match typed {
                Typed::Key(key) => self.press(key),
                Typed::Paste(text) => self.type_text(&text, false),
            }
            let waits_again = !self.held.is_empty();
            self.held.extend(rest);
            if waits_again {
                return;
            }
        }
    }

    fn press(&mut self, key: Key) {
        self.message = None;
        if let Some(command) = self.pending.taker {
            self.take(command, key);
            return;
        }
        // After an operator, what can be selected can be meant.
        let context = if self.pending.operator.is_some() { Context::Visual } else { self.context() };
        let mut keys = self.pending.keys.clone();
        if keys.is_empty() && self.count(context, key) {
            return;
        }
        keys.push(key);
        let found = self.prefs.keymap.find(context, &keys);
        let goes_on = match found {
            Found::Command(_) => self.pending.operator.is_none(),
            Found::Prefix => true,
            Found::Nothing => false,
        };
        let is_begun = self.pending.is_begun() && key.typed().is_none();
        if is_begun && !goes_on && self.is_never_kept_waiting(self.context(), key) {
            self.pending = Pending::default();
            return self.press(key);
        }
        match found {
            Found::Command(command) => {
                self.pending.keys = keys;
                self.found(command);
            }
            Found::Prefix => {
                self.pending.keys = keys;
                self.pending.ticket = self.wake(MENU_AFTER, Wake::PrefixMenu);
            }
            Found::Nothing => self.unbound(context, keys),
        }
    }

    /// A key for the command that waits for a character. Esc gives it up; what is no character and
    /// acts by itself (Ctrl-C) still does.
    fn take(&mut self, command: Command, key: Key) {
        let mut keys = std::mem::take(&mut self.pending.keys);
        if let Some(character) = key.typed() {
            keys.push(key);
            self.pending.keys = keys;
            self.complete(command, Some(character));
        } else if key.ctrl || key.alt {
            self.pending = Pending::default();
            self.press(key);
        } else {
            keys.push(key);
            self.unbound(Context::Visual, keys);
        }
    }

    /// Waits for what a command needs beside its key: a character, or a motion.
    pub(super) fn wait_for_more(&mut self, command: Command, count: Option<usize>) {
        let keys = self.prefs.keymap.chord(self.context(), command).map(|chord| chord.0).unwrap_or_default();
        match command.takes() {
            Some(Takes::Character) => {
                self.pending = Pending { keys, count, taker: Some(command), ..Pending::default() };
            }
            Some(Takes::Motion) => {
                let operator = Some(Operator { command, keys, count });
                self.pending = Pending { operator, ..Pending::default() };
            }
            None => return,
        }
        self.pending.ticket = self.wake(MENU_AFTER, Wake::PrefixMenu);
    }

    /// Takes a digit as part of a count, where counts are.
    fn count(&mut self, context: Context, key: Key) -> bool {
        let Some(digit) = key.typed().filter(|_| context.counts()).and_then(|c| c.to_digit(10)) else {
            return false;
        };
        let is_bound = !matches!(self.prefs.keymap.find(context, &[key]), Found::Nothing);
        if self.pending.count.is_none() && (digit == 0 || is_bound) {
            return false;
        }
        let digit = usize::try_from(digit).unwrap_or(0);
        // A million is more than any motion needs, and no count can overflow.
        self.pending.count = Some((self.pending.count.unwrap_or(0) * 10 + digit).min(1_000_000));
        true
    }

    fn found(&mut self, command: Command) {
        if self.pending.operator.is_some() && command.takes() == Some(Takes::Character) {
            self.pending.taker = Some(command);
            self.pending.ticket = self.wake(MENU_AFTER, Wake::PrefixMenu);
            return;
        }
        self.complete(command, None);
    }

    /// All keys of a command are there: it is carried out, or waits for the edit it acts on.
    fn complete(&mut self, command: Command, character: Option<char>) {
        let pending = std::mem::take(&mut self.pending);
        // Where Esc closes what shows, it takes back no more than the count that was begun.
        if command == Command::Cancel && pending.count.is_some() && !self.context().is_reading() {
            return;
        }
        let acts = pending.operator.as_ref().map_or(command, |operator| operator.command);
        if (self.in_flight.is_some() && act::waits(acts)) || act::waits_for_rows(self, acts) {
            self.held.extend(pending.typed().into_iter().map(Typed::Key));
            return;
        }
        match (pending.operator, character) {
            (Some(operator), _) => act::operate(self, &operator, command, pending.count, character),
            (None, Some(character)) => act::act_on(self, command, pending.count, character),
            (None, None) => act::act(self, command, pending.count),
        }
    }

    fn unbound(&mut self, context: Context, keys: Vec<Key>) {
        self.pending.keys = keys;
        let keys = std::mem::take(&mut self.pending).typed();
        if let ([key], true) = (&*keys, context.is_text()) {
            if let Some(c) = key.typed() {
                self.type_char(c);
            }
            return;
        }
        // Esc takes back a prefix, and says nothing else.
        if keys.last().is_none_or(|key| key.code == KeyCode::Esc) {
            return;
        }
        let typed: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let what = match act::at_home(self, &keys) {
            Some(way) => way.to_owned(),
            None => "? shows the keys.".to_owned(),
        };
        self.complain(format!("“{}” means nothing here; {what}", typed.join(" ")));
    }

    fn type_char(&mut self, c: char) {
        if self.in_flight.is_some()
            && matches!(self.overlays.last(), Some(Overlay::Chooser(_)))
            && c.is_ascii_digit()
        {
            // A digit may apply a theme.
            self.held.push_back(Typed::Key(Key::char(c)));
            return;
        }
        let mut typed = [0; 4];
        self.type_text(c.encode_utf8(&mut typed), true);
    }

    pub(super) fn paste(&mut self, text: &str) {
        if self.held.is_empty() && !self.is_awaited() {
            self.type_text(text, false);
        } else {
            self.held.push_back(Typed::Paste(text.to_owned()));
        }
    }

    /// Types into the open text field, if there is one.
    fn type_text(&mut self, text: &str, by_key: bool) {
        let left = match self.overlays.last_mut() {
            Some(Overlay::Note(note)) => {
                match (by_key, text.chars().next()) {
                    (true, Some(c)) => note.type_char(c),
                    _ => note.paste(text),
                }
                self.keep_draft_soon();
                0
            }
            Some(Overlay::Chooser(chooser)) => {
                let digit = text.chars().next().and_then(|c| c.to_digit(10));
                if by_key
                    && chooser.field.text().is_empty()
                    && let Some(digit) = digit
                {
                    act::choose_digit(self, digit);
                    return;
                }
                let left = chooser.field.insert(text);
                chooser.filter(&self.themes);
                left
            }
            Some(Overlay::Prompt(prompt)) => {
                let left = prompt.field.insert(text);
                act::typed(self);
                left
            }
            Some(Overlay::Details(details)) => {
                let left = details.current().map_or(0, |row| {
                    row.mistake = None;
                    row.field.insert(text)
                });
                details.unsaved = true;
                self.keep_draft_soon();
                left
            }
            None if !by_key && self.focus == Pane::List => {
                act::pasted(self, text);
                0
            }
            Some(Overlay::Finder(finder)) => {
                let left = finder.field.insert(text);
                act::sought(self);
                left
            }
            Some(Overlay::Line(line)) => {
                line.settle();
                let left = line.field.insert(text);
                act::line_typed(self);
                left
            }
            Some(Overlay::Finding(finding)) if !by_key || !finding.in_hits => {
                finding.in_hits = false;
                let left = finding.field.insert(text);
                act::retyped(self);
                left
            }
            Some(Overlay::Help(help)) => {
                help.top = 0;
                help.field.insert(text)
            }
            None if !by_key => {
                self.complain("A paste goes nowhere here; in the article list it becomes an article.");
                0
            }
            _ if !by_key => {
                self.complain("Nothing is typed here, so what was pasted went nowhere.");
                0
            }
            _ => 0,
        };
        match left {
            0 => {}
            _ if by_key => self.complain(format!("The line is full: it holds {} bytes.", Field::MOST)),
            left => self.complain(format!(
                "The line holds {} bytes: the last {left} characters of what was pasted were left out.",
                Field::MOST
            )),
        }
    }

    /// What is typed goes into the drafts at the next pause. A key costs no more than to note that it came.
    pub(super) fn keep_draft_soon(&mut self) {
        if self.wakes.values().any(|wake| *wake == Wake::SaveDraft) {
            self.typing.goes_on = true;
        } else {
            self.typing = Typing { goes_on: false, waits: 1 };
            self.wake(DRAFT_AFTER, Wake::SaveDraft);
        }
    }

    /// Some time after the last look: saves what is typed, or waits again while typing goes on.
    fn keep_draft_or_wait(&mut self) {
        if std::mem::take(&mut self.typing.goes_on) && self.typing.waits < DRAFT_WAITS {
            self.typing.waits += 1;
            self.wake(DRAFT_AFTER, Wake::SaveDraft);
        } else {
            self.keep_draft();
        }
    }

    pub(super) fn woke(&mut self, ticket: Ticket) {
        match self.wakes.remove(&ticket) {
            Some(Wake::PrefixMenu) => {
                self.pending.menu = self.pending.is_begun() && self.pending.ticket == ticket;
            }
            Some(Wake::SaveDraft) => self.keep_draft_or_wait(),
            Some(Wake::SavePlace) => self.save_place(),
            Some(Wake::Drag) => self.pulled(),
            None => {}
        }
    }
}
