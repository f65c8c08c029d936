//! The loop: receive, drain what else waits, update, perform, prepare, draw once if something
//! changed. It sleeps until a message comes; the only timer is a wake-up that was asked for.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::awaited::is_for_first_frame;
use super::change::Opened;
use super::ground;
use super::input::Input;
use super::panics;
use super::signals::Signal;
use crate::app::{Ask, Clip, Effect, Mouse, MouseAct, Msg, Original, Outcome, Prefs, Spot, Ticket};
use crate::clock::Clock;
use crate::command::Key;
use crate::view::Besides;

/// The program as the loop sees it: a state that messages change and that can be drawn.
pub trait Program {
    /// Takes a message; says what is to be done.
    fn update(&mut self, msg: Msg) -> Vec<Effect>;
    /// Lays out and scrolls for the present size; says what is missing for it.
    fn prepare(&mut self) -> Vec<Effect>;
    /// Whether something changed since it was last asked.
    fn take_dirty(&mut self) -> bool;
    /// What can be pointed at in a cell of what was drawn last.
    fn spot(&self, cell: Position) -> Option<Spot>;
    /// Whether a key by itself ends the program or sends it to the background, as things stand.
    fn is_urgent(&self, key: Key) -> bool;
    /// Draws the cells, and gives what is beside them.
    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Besides;
}

/// The machine as the loop sees it. None of these waits, but for `stop` and `call_back`.
pub trait Machine {
    /// Hands a request to the worker.
    fn ask(&mut self, ticket: Ticket, ask: Ask);
    /// Tells a job to stop; what it has done stays.
    fn give_up(&mut self, ticket: Ticket);
    /// Looks whether another program changed the library; the answer is a message.
    fn look(&mut self);
    /// The size in cells, columns and rows.
    fn size(&self) -> (u16, u16);
    /// Brings what is drawn onto the screen, if the screen is ours at present.
    fn show(&mut self, draw: &dyn Fn(Rect, &mut Buffer) -> Besides) -> io::Result<()>;
    /// The screen has another size.
    fn resize(&mut self, size: (u16, u16));
    /// What the screen shows is not known: the next frame draws every cell.
    fn forget(&mut self);
    /// Takes the mouse, or leaves it to the terminal.
    fn take_mouse(&mut self, yes: bool);
    /// Gives the terminal to an editor, which is to answer with [`Happening::Edited`].
    fn lend(&mut self, text: &str) -> Result<(), String>;
    /// What an editor left that has ended: its text, or why there is none; given once.
    fn edited(&mut self) -> Option<Result<String, String>>;
    /// Ends the editor that has the terminal, if one has it, and gives what it left.
    fn call_back(&mut self) -> Option<Result<String, String>>;
    /// Copies a text; a sentence on what came of it, `None` where a message will bring it.
    fn copy(&mut self, clip: Clip) -> Option<Result<String, String>>;
    /// Copies a text through the terminal, since another way did not go, for the reason given.
    fn copy_through(&mut self, clip: &Clip, why: &str) -> Result<String, String>;
    /// Changes a setting until the program ends: the settings now, and what to say of it; or why not.
    fn set(&mut self, name: &str, value: &str) -> Result<(Prefs, String), String>;
    /// Has something opened by another program; a sentence on why not, where no message will bring it.
    fn open_outside(&mut self, original: Original) -> Result<(), String>;
    /// Opens another library; the answer is [`Happening::Library`].
    fn open_library(&mut self, path: &Path) -> Result<(), String>;
    /// Goes over to a library that was opened.
    fn change_library(&mut self, opened: Opened) -> Result<(), String>;
    /// Takes the terminal back, after an editor or after the program was stopped from outside.
    fn take_back(&mut self) -> io::Result<()>;
    /// Gives the terminal back and stops until continued; with `all`, the whole process group. Does
    /// nothing, and says so, where nobody is there to continue it.
    fn stop(&mut self, all: bool) -> io::Result<bool>;
}

/// Something that comes through the channel.
#[derive(Debug)]
pub enum Happening {
    Msg(Msg),
    Input(Input),
    Signal(Signal),
    /// Another thread panicked: what it did for us, nobody does any more.
    Panicked,
    /// The library's files were written to, by us or by another program.
    Written,
    /// Another library is open, or cannot be opened.
    Library(Result<Box<Opened>, String>),
    /// The editor has ended; the machine has what it left.
    Edited,
    /// A text that a program did not take, and why: it is to go through the terminal.
    Uncopied(Clip, String),
    /// What was done behind a glimpse is done.
    Ready,
}

/// The exit code of a program whose terminal is gone: that of a hang-up.
pub const GONE: u8 = 129;

/// What is said where Ctrl-Z would stop the program for good.
const UNATTENDED: &str = "Nothing could wake postil up here: no shell waits.";

/// How long the first frame waits for the first answers, so that it is not an empty one.
const FIRST: Duration = Duration::from_millis(80);

/// How long a glimpse of the first frame stands where that is not ready, unless a signal comes. As long as
/// the terminal's ground is waited for, it is [`ground::PATIENCE`].
const GLIMPSE: Duration = Duration::from_secs(5);

/// How many happenings are taken before a frame is due, lest a flood of keys starve the screen.
const BATCH: usize = 256;

/// The loop's own state.
#[derive(Debug)]
pub struct Run<'a, P, M> {
    program: &'a mut P,
    machine: &'a mut M,
    clock: &'a Clock,
    /// What the times of the mouse are counted from.
    began: Instant,
    /// What came before anything that is in the channel.
    before: Vec<Happening>,
    wakes: Vec<(Instant, Ticket)>,
    /// Requests whose answers the first frame waits for; `None` once it is drawn.
    awaited: Option<BTreeSet<Ticket>>,
    /// The terminal may show a glimpse of the first frame.
    glimpsed: bool,
    /// The terminal was asked for its ground and has not told.
    listening: bool,
    /// When its silence is taken for an answer, where the first frame did not wait for one.
    silence: Option<Instant>,
    /// Why requests failed, as long as no frame has had the chance to show it.
    failures: Vec<String>,
    end: Option<u8>,
}

impl<'a, P: Program, M: Machine> Run<'a, P, M> {
    pub fn new(program: &'a mut P, machine: &'a mut M, clock: &'a Clock) -> Self {
        Self {
            program,
            machine,
            clock,
            began: clock.monotonic(),
            before: Vec::new(),
            wakes: Vec::new(),
            awaited: Some(BTreeSet::new()),
            glimpsed: false,
            listening: false,
            silence: None,
            failures: Vec::new(),
            end: None,
        }
    }

    /// What came before the channel is listened to.
    pub fn after(mut self, before: Vec<Happening>) -> Self {
        self.before = before;
        self
    }

    /// Whether the terminal was asked for its ground: the first frame waits for the answer a little.
    pub fn listening(mut self, yes: bool) -> Self {
        self.listening = yes;
        self
    }

    /// The ground that the program goes by is one that was recalled: if the terminal has not told its own
    /// after that time, the program is told so.
    pub fn doubting(mut self, after: Duration) -> Self {
        self.silence = Some(self.clock.monotonic() + after);
        self
    }

    /// The terminal may show a glimpse of the first frame: one that lacks something is no better.
    pub fn glimpsed(mut self, yes: bool) -> Self {
        self.glimpsed = yes;
        self
    }

    /// The first frame is on the screen already, so nothing waits for answers.
    pub fn drawn(mut self) -> Self {
        self.awaited = None;
        self
    }

    /// Performs the first effects and runs to the end; gives the exit code. An error is the
    /// terminal's: it could not be taken back or written to.
    pub fn run(&mut self, first: Vec<Effect>, inbox: &Receiver<Happening>) -> io::Result<u8> {
        let mut is_drawn = self.awaited.is_none();
        self.perform(first)?;
        let start = self.clock.monotonic();
        let mut before = std::mem::take(&mut self.before).into_iter();
        let mut early = Vec::new();
        while (self.listening || self.awaited.as_ref().is_some_and(|awaited| !awaited.is_empty()))
            && self.end.is_none()
        {
            let patience = match (self.listening, self.glimpsed) {
                (true, _) => ground::PATIENCE,
                (false, true) => GLIMPSE,
                (false, false) => FIRST,
            };
            let until = start + patience;
            let left = until.saturating_duration_since(self.clock.monotonic());
            match before.next().map_or_else(|| inbox.recv_timeout(left), Ok) {
                // What is done on the sight of a glimpse is meant for what it shows, but whoever quits waits for
                // nothing. A character may be meant for what a key before it opens.
                Ok(act @ Happening::Input(Input::Key(key)))
                    if self.glimpsed
                        && !(self.program.is_urgent(key) && (key.typed().is_none() || early.is_empty())) =>
                {
                    early.push(act);
                }
                Ok(act @ Happening::Input(Input::Paste(_) | Input::Mouse(..))) if self.glimpsed => {
                    early.push(act);
                }
                Ok(happening) => {
                    let is_signal = matches!(happening, Happening::Signal(_));
                    self.take(happening)?;
                    if is_signal && self.glimpsed {
                        break;
                    }
                }
                Err(_) => break,
            }
        }
        if self.listening && self.end.is_none() {
            self.update(Msg::Ground(None))?;
        }
        self.awaited = None;
        is_drawn &= !self.program.take_dirty();
        if !is_drawn && self.end.is_none() {
            self.draw()?;
        }
        for act in early.into_iter().chain(before) {
            self.take(act)?;
        }
        if self.end.is_none() && self.program.take_dirty() {
            self.draw()?;
        }
        while self.end.is_none() {
            self.failures.clear();
            self.turn(inbox)?;
        }
        Ok(self.end.unwrap_or_default())
    }

    /// Why requests failed whose failure came with the end, so that no frame has shown it.
    pub fn failures(self) -> Vec<String> {
        self.failures
    }

    /// Waits for something, takes it and what else waits, and draws if something changed.
    fn turn(&mut self, inbox: &Receiver<Happening>) -> io::Result<()> {
        let first = match self.wakes.iter().map(|(at, _)| *at).chain(self.silence).min() {
            None => inbox.recv().map_err(RecvTimeoutError::from),
            Some(at) => inbox.recv_timeout(at.saturating_duration_since(self.clock.monotonic())),
        };
        match first {
            Ok(happening) => {
                let batch: Vec<_> = std::iter::once(happening).chain(inbox.try_iter().take(BATCH)).collect();
                if batch.iter().any(|h| matches!(h, Happening::Input(_))) {
                    self.machine.look();
                }
                for happening in batch {
                    self.take(happening)?;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            // The threads that send are gone, so nothing can ever happen again.
            Err(RecvTimeoutError::Disconnected) => self.end = Some(GONE),
        }
        self.wake()?;
        if self.end.is_none() && self.program.take_dirty() {
            self.draw()?;
        }
        Ok(())
    }

    /// Sends the wake-ups that are due.
    fn wake(&mut self) -> io::Result<()> {
        if self.wakes.is_empty() && self.silence.is_none() {
            return Ok(());
        }
        let now = self.clock.monotonic();
        let mut due: Vec<_> = self.wakes.extract_if(.., |(at, _)| *at <= now).collect();
        due.sort_unstable();
        for (_, ticket) in due {
            self.update(Msg::Woke(ticket))?;
        }
        if self.silence.take_if(|at| *at <= now).is_some() {
            self.update(Msg::Ground(None))?;
        }
        Ok(())
    }

    fn take(&mut self, happening: Happening) -> io::Result<()> {
        if let Happening::Msg(Msg::Outcome(_, Outcome::Failed(why))) = &happening {
            self.failures.push(why.clone());
        }
        // What was typed after the key that quits is not for us any more.
        if self.end.is_some() {
            return Ok(());
        }
        match happening {
            Happening::Msg(msg) => {
                if let (Msg::Outcome(ticket, _), Some(awaited)) = (&msg, &mut self.awaited) {
                    awaited.remove(ticket);
                }
                if matches!(msg, Msg::Ground(_)) {
                    (self.listening, self.silence) = (false, None);
                }
                if let Msg::Config(prefs, _) = &msg {
                    self.machine.take_mouse(prefs.mouse);
                }
                self.update(msg)
            }
            Happening::Input(Input::Key(key)) => self.update(Msg::Key(key)),
            Happening::Input(Input::Paste(text)) => self.update(Msg::Paste(text)),
            Happening::Input(Input::Mouse(act, column, row)) => {
                let cell = Position::new(column, row);
                let spot = (act == MouseAct::Press).then(|| self.program.spot(cell)).flatten();
                let at = self.clock.monotonic().saturating_duration_since(self.began);
                self.update(Msg::Mouse(Mouse { act, cell, spot, at }))
            }
            Happening::Input(Input::End) => self.close(GONE),
            Happening::Signal(Signal::End(code)) => self.close(code),
            Happening::Panicked => self.close(panics::CODE),
            Happening::Signal(Signal::Resized) => self.fit(),
            Happening::Signal(Signal::Stop) => self.stop(false),
            Happening::Signal(Signal::Continued) => {
                self.machine.take_back()?;
                self.resumed()
            }
            Happening::Written => {
                self.machine.look();
                Ok(())
            }
            Happening::Ready => Ok(()),
            Happening::Library(Ok(opened)) => {
                let (path, made, locked) = (opened.path.clone(), opened.made, opened.locked.clone());
                match self.machine.change_library(*opened) {
                    Ok(()) => self.update(Msg::LibraryOpened { path, made, locked }),
                    Err(why) => self.update(Msg::LibraryRefused(why)),
                }
            }
            Happening::Library(Err(why)) => self.update(Msg::LibraryRefused(why)),
            Happening::Edited => {
                let Some(result) = self.machine.edited() else { return Ok(()) };
                self.machine.take_back()?;
                self.fit()?;
                self.update(Msg::Edited(result))
            }
            Happening::Uncopied(clip, why) => {
                let told = self.machine.copy_through(&clip, &why);
                self.update(Msg::Told(told))
            }
        }
    }

    fn update(&mut self, msg: Msg) -> io::Result<()> {
        let effects = self.program.update(msg);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, ask) => {
                    if let Some(awaited) = self.awaited.as_mut().filter(|_| is_for_first_frame(&ask)) {
                        awaited.insert(ticket);
                    }
                    self.machine.ask(ticket, ask);
                }
                Effect::Wake(after, ticket) => self.wakes.push((self.clock.monotonic() + after, ticket)),
                Effect::EditOutside(text) => {
                    if let Err(why) = self.machine.lend(&text) {
                        self.update(Msg::Edited(Err(why)))?;
                    }
                }
                Effect::Copy(clip) => {
                    if let Some(told) = self.machine.copy(clip) {
                        self.update(Msg::Told(told))?;
                    }
                }
                Effect::Set { name, value } => {
                    let msg = match self.machine.set(&name, &value) {
                        Ok((prefs, said)) => {
                            self.machine.take_mouse(prefs.mouse);
                            Msg::Set(Box::new(prefs), name, said)
                        }
                        Err(why) => Msg::Told(Err(why)),
                    };
                    self.update(msg)?;
                }
                Effect::OpenOutside(original) => {
                    if let Err(why) = self.machine.open_outside(original) {
                        self.update(Msg::Told(Err(why)))?;
                    }
                }
                Effect::OpenLibrary(path) => {
                    if let Err(why) = self.machine.open_library(&path) {
                        self.update(Msg::LibraryRefused(why))?;
                    }
                }
                Effect::Redraw => {
                    self.machine.forget();
                    self.draw()?;
                }
                Effect::GiveUp(ticket) => self.machine.give_up(ticket),
                Effect::Suspend => self.stop(true)?,
                Effect::Quit => self.end = Some(0),
            }
        }
        Ok(())
    }

    /// Lets the program save what it holds, and what an editor left that is open, and ends.
    fn close(&mut self, code: u8) -> io::Result<()> {
        if let Some(left) = self.machine.call_back() {
            self.failures.extend(left.as_ref().err().cloned());
            self.update(Msg::Edited(left))?;
        }
        self.update(Msg::Closing)?;
        self.end = Some(code);
        Ok(())
    }

    fn stop(&mut self, all: bool) -> io::Result<()> {
        if self.machine.stop(all)? {
            return self.resumed();
        }
        // A signal from outside is passed over, as the kernel does; a key is answered.
        if all { self.update(Msg::Told(Err(UNATTENDED.to_owned()))) } else { Ok(()) }
    }

    fn resumed(&mut self) -> io::Result<()> {
        self.fit()?;
        self.machine.forget();
        self.update(Msg::Resumed)?;
        self.draw()
    }

    /// Takes the size that the terminal has now: the last of several counts.
    fn fit(&mut self) -> io::Result<()> {
        let size = self.machine.size();
        self.machine.resize(size);
        self.update(Msg::Resize(size.0, size.1))
    }

    fn draw(&mut self) -> io::Result<()> {
        let effects = self.program.prepare();
        self.perform(effects)?;
        self.machine.show(&|area, buffer| self.program.draw(area, buffer))
    }
}

#[cfg(test)]
mod tests;
