//! Help, panes, going back, undo, leaving.

use std::path::Path;

use super::super::{App, Compare, Effect, Field, Help, Overlay, Pane, Place, Reader, Stop};
use super::{add, board, export, feeds, finding, mend, shelf, survey, tag, themes};
use crate::app::again::Again;
use crate::app::msg::{Ask, Locked, Outcome, Ticket};
use crate::app::sentence::sentence;
use crate::command::Context;
use crate::model::Shelf;
use crate::text::grapheme;

impl App {
    /// The article that a command on articles means: the chosen one of the list, else the open one.
    pub(super) fn article_meant(&self) -> Option<&crate::model::Article> {
        match (self.focus, &self.reader) {
            (Pane::List, _) | (_, None) => self.list.chosen(),
            (_, Some(reader)) => Some(&reader.article),
        }
    }
}

pub fn help(app: &mut App) {
    let from = Some(app.context());
    app.overlays.push(Overlay::Help(Help { from, ..Help::default() }));
}

/// The help on a word.
pub fn help_on(app: &mut App, word: &str) {
    let from = Some(app.context());
    app.overlays.push(Overlay::Help(Help { from, field: Field::with(word), ..Help::default() }));
}

/// The last messages, the newest first: the line of the status may have had no room for them.
pub fn messages(app: &mut App) {
    // What lies over a field may lead away from it.
    app.keep_draft();
    let changes = app.said.iter().rev().map(|message| message.text.clone()).collect();
    let none = "Nothing was said since postil was opened.";
    let sheet = Compare::of("The last messages, the newest first", changes, none);
    app.overlays.push(Overlay::Compare(sheet));
}

/// Copies the library, by the connection that is open: also where its file is gone meanwhile.
pub fn backup(app: &mut App, path: &str) {
    app.back_up(path);
}

/// Saves what is to be kept of this library, and asks for another.
pub fn library(app: &mut App, path: &str) {
    if let Some(why) = app.would_lose() {
        app.complain(why);
        return;
    }
    app.keep_draft();
    app.save_place();
    app.ask(Ask::Remember { key: "pane", value: app.focus.word().to_owned() });
    app.switching = true;
    app.say(format!("Opening {path}…"));
    app.out.push(Effect::OpenLibrary(path.into()));
}

impl App {
    /// Another library is open: everything that showed was of the one before.
    pub(in crate::app) fn begin_library(&mut self, path: &Path, made: bool, locked: Option<Locked>) {
        let fresh = Self::new(self.prefs.clone(), self.size);
        let held = std::mem::take(&mut self.held);
        let tickets = self.tickets;
        *self = Self { tickets, left_with: Ticket(tickets), held, ..fresh };
        let first = self.start();
        self.out.extend(first);
        if let Some(locked) = locked {
            self.tell_locked(locked);
        } else if made {
            self.tell_made(path);
        } else {
            self.say(format!("This is the library {}.", path.display()));
        }
        self.release();
    }

    /// Greets where a library was made, and says where, since nobody may have meant it.
    pub fn tell_made(&mut self, path: &Path) {
        const HEAD: &str = "A new library, ";
        const TEACHES: &str = "; ? shows all keys, `postil tutor` teaches them.";
        const SHOWS: &str = "; ? shows all keys.";
        let path = path.display().to_string();
        let width = grapheme::str_width(&path);
        // What the line at the bottom holds, less its margins.
        let room = |tail: &str| usize::from(self.size.0).saturating_sub(2 + HEAD.len() + tail.len());
        if width <= room(TEACHES) {
            return self.say(format!("{HEAD}{path}{TEACHES}"));
        }
        if width <= room(SHOWS) {
            return self.say(format!("{HEAD}{path}{SHOWS}"));
        }
        let end = grapheme::clip_start(&path, room(SHOWS).saturating_sub(1)).to_owned();
        // Among the last messages it stands whole.
        self.say(format!("A new library, with the starter articles: {path}"));
        self.say(format!("{HEAD}…{end}{SHOWS}"));
    }

    pub(in crate::app) fn stay_in_library(&mut self, why: &str) {
        self.switching = false;
        self.complain(sentence(why));
        self.release();
    }

    /// Something that was asked of the library that was left has ended: only a failure is news.
    pub(in crate::app) fn outcome_of_left(&mut self, outcome: Outcome) {
        if let Outcome::Failed(why) = outcome {
            self.complain(format!("In the library before: {why}"));
        }
    }
}

/// To the next pane, or the one before. A narrow screen shows one pane at a time, but all are there.
pub fn pane(app: &mut App, forward: bool) {
    if !app.overlays.is_empty() {
        return;
    }
    let order = [Pane::List, Pane::Reader, Pane::Sidebar];
    let here = order.iter().position(|pane| *pane == app.focus).unwrap_or(0);
    let next = if forward { here + 1 } else { here + 2 } % order.len();
    app.focus = order.get(next).copied().unwrap_or_default();
    app.lost_entry = None;
}

/// Closes what is open: an overlay, a selection, the pane; quits at the top level.
pub fn back(app: &mut App) {
    if let Some(overlay) = app.overlays.pop() {
        super::field::cancelled(app, overlay);
        return;
    }
    let selecting = app.reader.as_mut().is_some_and(Reader::leave_selection);
    if selecting {
        return;
    }
    match app.focus {
        Pane::Sidebar => app.focus = Pane::Reader,
        Pane::Reader => app.focus = Pane::List,
        Pane::List if app.list.listing.is_trash() => shelf::show(app, Shelf::All),
        Pane::List => quit(app),
    }
}

/// Esc: closes overlays and selections, hides search hits, and nothing else.
pub fn cancel(app: &mut App) {
    app.again = Again::default();
    if themes::leave(app) || board::leave(app) {
        return;
    }
    if let Some(overlay) = app.overlays.pop() {
        super::field::cancelled(app, overlay);
        return;
    }
    if super::bulk::leave(app) || super::margin::leave(app) {
        return;
    }
    if app.reader.as_mut().is_some_and(Reader::leave_selection) || mend::stop(app) || add::stop(app) {
        return;
    }
    if let Some(reader) = &mut app.reader {
        reader.stepped = None;
        reader.search = None;
    }
}

pub fn open(app: &mut App) {
    match app.context() {
        Context::List => {
            let Some(article) = app.list.chosen().map(|a| a.id) else { return };
            if app.reader.as_ref().is_some_and(|r| r.article.id == article) {
                app.focus = Pane::Reader;
                return;
            }
            if let Some(place) = app.here() {
                app.jumps.leave(place);
            }
            app.open_at(article, None);
        }
        Context::Feeds => feeds::articles(app),
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Sort(_))) => shelf::choose(app),
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Report(_))) => add::go(app),
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Survey(_))) => survey::open(app),
        Context::Menu if matches!(app.overlays.last(), Some(Overlay::Finding(_))) => finding::go(app),
        Context::Menu => export::ask(app),
        Context::Board => tag::jump(app),
        _ => {}
    }
}

/// Takes back the newest step, whoever sees it: the screen and the command line share the history.
/// With a count, as many one after another.
pub fn undo(app: &mut App, count: Option<usize>) {
    app.again = Again::times(count);
    undo_once(app);
}

pub fn redo(app: &mut App, count: Option<usize>) {
    app.again = Again::times(count);
    redo_once(app);
}

pub fn undo_once(app: &mut App) {
    let named = app.undo_anyway.take();
    if !app.importing.is_empty() && named.as_ref().is_some_and(|step| step.ours) {
        add::stop_and_take_back(app);
        return;
    }
    let open = app.article_watched();
    let anyway = named.map(|step| step.id);
    let suggesting = app.suggesting();
    let importing = app.importing.values().any(|underway| underway.so_far.came);
    app.in_flight = Some(app.ask(Ask::Undo { anyway, importing, open, suggesting }));
}

pub fn redo_once(app: &mut App) {
    let open = app.article_watched();
    let suggesting = app.suggesting();
    app.in_flight = Some(app.ask(Ask::Redo { open, suggesting }));
}

/// Back to the place before the last jump, or forward again.
pub fn travel(app: &mut App, forward: bool) {
    let here = app.here();
    let place = if forward { app.jumps.newer() } else { app.jumps.older(here) };
    match place {
        Some(Stop::Text(place)) => {
            app.jumps.came_from(here);
            app.overlays.retain(|overlay| matches!(overlay, Overlay::Note(_)));
            app.go_to(place);
        }
        Some(Stop::Over(overlays)) => {
            app.overlays = overlays;
            finding::come_back(app);
            app.reload_board();
            app.reload_tray();
            app.return_to_surveys();
            app.reload_feeds(false);
        }
        None if forward => app.complain("There is no newer place."),
        None => app.complain("There is no older place; jumps, searches and opened articles leave one."),
    }
}

impl App {
    /// Goes to a place in any article, without leaving a trace in the jump list.
    pub(in crate::app) fn go_to(&mut self, place: Place) {
        self.focus = Pane::Reader;
        match &mut self.reader {
            Some(reader) if reader.article.id == place.article => reader.land(place.at),
            _ => self.open_at(place.article, Some(place.at)),
        }
    }

    /// Goes to a place by a jump: where the cursor was is noted.
    pub(in crate::app) fn jump_to(&mut self, place: Place) {
        if let Some(here) = self.here() {
            self.jumps.leave(here);
        }
        self.go_to(place);
    }

    /// Leaves what lies over the panes by a jump, so that it can be come back to as it is.
    pub(in crate::app) fn leave_overlays(&mut self) {
        if let Some(here) = self.here() {
            self.jumps.leave(here);
        }
        let overlays = std::mem::take(&mut self.overlays);
        self.jumps.leave_over(overlays);
    }
}

pub fn suspend(app: &mut App) {
    app.save_place();
    app.keep_draft();
    app.remember_lines();
    app.out.push(Effect::Suspend);
}

/// Leaves at once. What is typed is kept as a draft, and the place is saved; a draft that cannot be stored
/// goes into a file.
pub fn quit(app: &mut App) {
    app.keep_draft();
    app.remember_lines();
    app.store_unstored();
    app.save_place();
    app.remember_pane();
    app.out.push(Effect::Quit);
}
