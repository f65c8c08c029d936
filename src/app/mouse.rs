//! The mouse: what its buttons and wheel mean, by the pane or the row that is pointed at. Where the
//! panes lie is known from [`super::Panes`]; what of their rows can be pointed at the view tells as
//! a [`Spot`], so that what is drawn is what is clicked.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::act;
use super::{App, Overlay, Pane, Reader, Wake, panes};
use crate::command::{Chord, Command};
use crate::model::AnnotationId;
use crate::text::Offset;

/// Two presses on a place are one double click within this time.
const TOGETHER: Duration = Duration::from_millis(500);
/// How long a drag rests at the edge before the text goes on by a row.
const PULL: Duration = Duration::from_millis(60);
/// Rows that a notch of the wheel goes.
const NOTCH: usize = 3;

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The first button went down.
    Press,
    /// The pointer moved with the first button down.
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

/// Something to point at that is not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// An article of the list, by its index.
    Article(u64),
    /// An entry of the sidebar.
    Entry(AnnotationId),
    /// A row of the overlay on top, by its index.
    Row(usize),
    /// A key of the bottom line: to point at it is to press it.
    Keys(Chord),
    /// An overlay where it has no row.
    Sheet,
}

/// An act at a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mouse {
    pub act: Act,
    pub cell: Position,
    /// What lies there, for a press.
    pub spot: Option<Spot>,
    /// The time since some moment that stays the same.
    pub at: Duration,
}

/// What is known from earlier acts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hand {
    /// The last press in the text: when, where, on which place, and the how manieth in a row it was.
    click: Option<(Duration, Position, Offset, u8)>,
    /// The last press that took a row: when and where.
    taken: Option<(Duration, Position)>,
    drag: Option<Drag>,
}

/// A drag that begins at a place of the text.
#[derive(Debug, Clone, Copy)]
struct Drag {
    from: Offset,
    /// Where the text lay when it began: a pane that has moved since is not dragged over.
    column: Rect,
    cell: Position,
    /// The pointer has left the cell where it began.
    moved: bool,
}

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse) {
        // What is on its way may move everything: nothing is hit by chance.
        if !self.panes.fits() || !self.is_idle() {
            return;
        }
        match mouse.act {
            Act::Press => self.point(mouse),
            Act::Drag => self.drag(mouse.cell),
            Act::Release => self.hand.drag = None,
            Act::WheelUp => self.roll(mouse.cell, false),
            Act::WheelDown => self.roll(mouse.cell, true),
        }
    }

    fn point(&mut self, Mouse { cell, spot, at, .. }: Mouse) {
        self.hand.drag = None;
        if let Some(Spot::Keys(chord)) = spot {
            for key in chord.0 {
                self.key(key);
            }
            return;
        }
        // The first press of a double click took the row: the second is for nothing that came in its place.
        if let Some(taken) = self.hand.taken.filter(|(before, there)| is_again((*before, *there), (at, cell)))
        {
            self.hand.taken = Some((at, taken.1));
            return;
        }
        self.message = None;
        self.pending = super::Pending::default();
        let taken = match (spot, self.overlays.is_empty()) {
            (Some(Spot::Row(row)), false) => act::point::row(self, row),
            (Some(Spot::Article(index)), true) => act::point::article(self, index),
            (Some(Spot::Entry(id)), true) => act::point::entry(self, id),
            (None, true) => {
                self.point_at_text(cell, at);
                false
            }
            _ => {
                if let Some(Overlay::Note(note)) = self.overlays.last_mut() {
                    note.point(self.panes.note_inside(note.corrects()), cell);
                }
                false
            }
        };
        self.hand.taken = taken.then_some((at, cell));
    }

    /// Where the text is drawn now.
    fn column(&self) -> Option<Rect> {
        self.panes.reader.map(|pane| panes::text_column(pane, self.prefs.measure))
    }

    fn point_at_text(&mut self, cell: Position, at: Duration) {
        // The first press may have moved the panes: what it meant counts.
        let again = self.hand.click.filter(|(before, there, ..)| is_again((*before, *there), (at, cell)));
        let pane_at = |pane: Option<Rect>| pane.is_some_and(|pane| pane.contains(cell));
        let focus = match self.panes {
            _ if again.is_some() => Pane::Reader,
            // It may lie over the text.
            panes if pane_at(panes.sidebar) => Pane::Sidebar,
            panes if pane_at(panes.reader) => Pane::Reader,
            panes if pane_at(panes.list) => Pane::List,
            _ => return,
        };
        self.focus = focus;
        let (Some(column), Some(reader)) = (self.column(), self.reader.as_mut()) else { return };
        if focus != Pane::Reader {
            return;
        }
        self.lost_entry = None;
        let Some(place) = reader.place_at(cell, column) else { return };
        let (place, times) = again.map_or((place, 1), |(_, _, place, times)| (place, times % 3 + 1));
        self.hand.click = Some((at, cell, place, times));
        reader.leave_selection();
        reader.point(place);
        let span = match times {
            2 => reader.word(),
            3 => reader.sentence(),
            _ => {
                self.hand.drag = Some(Drag { from: reader.cursor, column, cell, moved: false });
                return;
            }
        };
        if !reader.trimmed(span).is_empty() {
            reader.select_span(span);
            reader.stay();
        }
    }

    fn drag(&mut self, cell: Position) {
        let Some(column) = self.column().filter(|_| self.overlays.is_empty()) else { return };
        let Some(drag) = self.hand.drag.as_mut().filter(|drag| drag.column == column) else { return };
        if !drag.moved && drag.cell == cell {
            return;
        }
        (drag.cell, drag.moved) = (cell, true);
        let from = drag.from;
        let Some(reader) = &mut self.reader else { return };
        reader.drag_to(from, cell, column);
        if pull(cell, column).is_some() {
            self.pull_soon();
        }
    }

    /// The pointer rests at the edge while it drags: the text goes on by a row.
    pub(super) fn pulled(&mut self) {
        let (Some(column), Some(drag)) = (self.column(), self.hand.drag) else { return };
        let Some(reader) = self.reader.as_mut().filter(|_| self.overlays.is_empty()) else { return };
        let Some(down) = pull(drag.cell, column).filter(|_| drag.column == column && drag.moved) else {
            return;
        };
        if reader.scroll(1, down) {
            reader.drag_to(drag.from, drag.cell, column);
            self.pull_soon();
        }
    }

    fn pull_soon(&mut self) {
        if !self.wakes.values().any(|wake| *wake == Wake::Drag) {
            self.wake(PULL, Wake::Drag);
        }
    }

    /// The wheel: over an overlay for it, else for the pane that is pointed at. The focus stays.
    fn roll(&mut self, cell: Position, down: bool) {
        if !self.overlays.is_empty() {
            act::point::roll(self, down);
            return;
        }
        if self.panes.list.is_some_and(|pane| pane.contains(cell)) {
            self.list.scroll(u64::try_from(NOTCH).unwrap_or(1), down);
        } else if self.panes.body.contains(cell)
            && let Some(reader) = &mut self.reader
        {
            if down {
                reader.read_on();
            }
            reader.scroll(NOTCH, down);
        }
    }

    /// Carries out a command as if its key were pressed: behind an edit that is on its way, if it acts
    /// on what that brings.
    pub(super) fn click(&mut self, command: Command) {
        if self.in_flight.is_some() && act::waits(command) {
            let keys = self.prefs.keymap.chord(self.context(), command).map(|chord| chord.0);
            for key in keys.unwrap_or_default() {
                self.key(key);
            }
            return;
        }
        act::act(self, command, None);
    }
}

/// Whether a press belongs to an earlier one: soon after it, on the same place.
fn is_again((before, there): (Duration, Position), (at, cell): (Duration, Position)) -> bool {
    at.saturating_sub(before) <= TOGETHER && there.x.abs_diff(cell.x) <= 1 && there.y == cell.y
}

/// Whether a cell pulls at the text: down, up or not at all.
fn pull(cell: Position, column: Rect) -> Option<bool> {
    if cell.y >= column.bottom() {
        Some(true)
    } else if cell.y < column.y || cell.y == 0 {
        Some(false)
    } else {
        None
    }
}

impl Reader {
    /// Selects from a place to the cell that is pointed at.
    fn drag_to(&mut self, from: Offset, cell: Position, column: Rect) {
        if let Some(to) = self.place_at(cell, column) {
            self.select_between(from, to);
        }
    }
}
