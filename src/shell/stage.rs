//! What stands before the library is open: the channel, a word on panics and signals, and the screen, where
//! it is known what it will show. Behind that the library is opened, and whoever wants to leave need not wait.

use std::cell::RefCell;
use std::io;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use anyhow::Context as _;
use rustix::io::Errno;
use signal_hook::iterator::Signals;

use super::ground::{Ear, Heard};
use super::input::{Input, Reader};
use super::run::{GONE, Happening};
use super::signals::{self, Signal, Switch};
use super::terminal::Guard;
use super::{panics, terminal};
use crate::app::Msg;
use crate::command::{Command, Context, Found, Key, Keymap};

/// The terminal went away before the program began, as when its window is closed: nobody is there to be told.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the terminal is gone")]
pub(super) struct Gone;

/// What came of using the terminal, for `what` cannot be done otherwise.
fn there<T>(result: io::Result<T>, what: &'static str) -> anyhow::Result<T> {
    const SAY_SO: [Errno; 3] = [Errno::IO, Errno::NXIO, Errno::PIPE];
    let is_gone = |error: &io::Error| SAY_SO.iter().any(|no| error.raw_os_error() == Some(no.raw_os_error()));
    result
        .map_err(|error| if is_gone(&error) { Gone.into() } else { anyhow::Error::new(error).context(what) })
}

/// The terminal and what comes from it, as yet without a program. The terminal is left when this is dropped.
#[derive(Debug)]
pub struct Stage {
    pub(super) send: Sender<Happening>,
    pub(super) inbox: Receiver<Happening>,
    pub(super) switch: Switch,
    /// Signals that are caught and not heard yet.
    caught: Option<Signals>,
    pub(super) guard: Option<Guard>,
    /// What the terminal shows already: the bytes of a first frame, or none.
    pub(super) glimpse: Vec<u8>,
    /// What reads keys, if that has begun.
    reader: Option<Reader>,
    /// Whether what comes from the terminal may be an answer on its ground: once it was asked for that, and until
    /// that is known, since it may still have one for a program before us.
    pub(super) asks_ground: Arc<AtomicBool>,
    /// What came meanwhile and is for the program.
    pub(super) early: Vec<Happening>,
}

impl Stage {
    /// Sets it up. With the bytes of a first frame, the terminal is taken over and shows them.
    pub fn set(mouse: bool, glimpse: Option<Vec<u8>>) -> anyhow::Result<Self> {
        let (send, inbox) = mpsc::channel();
        let tell = send.clone();
        panics::install(move || drop(tell.send(Happening::Panicked)));
        let mut stage = Self {
            send,
            inbox,
            switch: Switch::default(),
            caught: None,
            guard: None,
            glimpse: Vec::new(),
            reader: None,
            asks_ground: Arc::new(true.into()),
            early: Vec::new(),
        };
        if let Some(glimpse) = glimpse {
            stage.prepare(mouse)?;
            stage.write(&glimpse)?;
            stage.glimpse = glimpse;
        }
        Ok(stage)
    }

    /// Does what the program needs before it can begin. Where the terminal shows a glimpse, that is done behind
    /// it, and whoever quits meanwhile, by a key or by a signal, does not wait for it: a break, with the exit
    /// code. What else comes is kept for the program. Where it shows none, nothing keeps a signal from
    /// ending us.
    pub(super) fn during<T: Send + 'static>(
        &mut self,
        keymap: &Keymap,
        work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<ControlFlow<u8, T>> {
        if self.guard.is_none() {
            return work().map(ControlFlow::Continue);
        }
        let (give, result) = mpsc::channel();
        let ready = self.send.clone();
        let open = move || {
            // Nobody takes it only where the program has ended meanwhile.
            let _ = give.send(work());
            let _ = ready.send(Happening::Ready);
        };
        thread::Builder::new().name("open".into()).spawn(open).context("no thread could be started")?;
        self.reader = Some(self.reader()?);
        let code = loop {
            match self.inbox.recv()? {
                Happening::Ready => {
                    let done = result.recv()?.inspect_err(|_| terminal::forget_keys());
                    return done.map(ControlFlow::Continue);
                }
                Happening::Input(Input::Key(key)) if self.does(keymap, key, Command::Quit) => break 0,
                Happening::Signal(Signal::End(code)) => break code,
                Happening::Input(Input::End) => break GONE,
                Happening::Panicked => break panics::CODE,
                // Where nobody could continue us, the program has an answer.
                Happening::Input(Input::Key(key))
                    if self.does(keymap, key, Command::Suspend) && signals::is_attended() =>
                {
                    self.stop(true)?;
                }
                Happening::Signal(Signal::Stop) if signals::is_attended() => self.stop(false)?,
                Happening::Signal(Signal::Continued) => self.show_again()?,
                other => self.early.push(other),
            }
        };
        terminal::forget_keys();
        Ok(ControlFlow::Break(code))
    }

    /// Whether a key does that wherever the program may begin. A character may be meant for what a key before it
    /// opens.
    fn does(&self, keymap: &Keymap, key: Key, command: Command) -> bool {
        let wherever = [Context::List, Context::Reader];
        (key.typed().is_none() || self.early.is_empty())
            && wherever.iter().all(|at| keymap.find(*at, &[key]) == Found::Command(command))
    }

    /// Gives the terminal back and stops until continued; with `all`, the whole process group.
    fn stop(&self, all: bool) -> anyhow::Result<()> {
        terminal::leave();
        self.switch.stop(all);
        self.show_again()
    }

    /// Takes the terminal back after a stop.
    fn show_again(&self) -> anyhow::Result<()> {
        let taken = "the terminal cannot be taken back";
        there(terminal::reenter(), taken)?;
        there(terminal::write(&self.glimpse), taken)
    }

    /// A terminal that went away before the program began is a quiet end, with its code.
    pub(super) fn ended(result: anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
        match result {
            Err(error) if error.is::<Gone>() => {
                Ok(ExitCode::from(if panics::tell() { panics::CODE } else { GONE }))
            }
            other => other,
        }
    }

    /// Ends without a program: the terminal is left, and what is to be said of a panic is said.
    pub(super) fn leave(self, code: u8) -> ExitCode {
        drop(self.guard);
        ExitCode::from(if panics::tell() { panics::CODE } else { code })
    }

    /// Keeps signals from doing what they usually do, and says whether the mouse is to be ours, before the
    /// terminal is. Until then nothing keeps a signal from ending a program whose library takes long to open.
    pub(super) fn prepare(&mut self, mouse: bool) -> anyhow::Result<()> {
        if self.guard.is_none() {
            self.caught = Some(signals::catch().context("signals cannot be caught")?);
            terminal::take_mouse(mouse);
        }
        Ok(())
    }

    /// Writes to the terminal, and takes it over first if it is not ours yet.
    pub(super) fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let taken = "the terminal cannot be taken over";
        if self.guard.is_some() {
            return there(terminal::write(bytes), "the terminal cannot be written to");
        }
        // What a terminal takes at once waits for no thread, and signals that came meanwhile are heard after
        // it. The rest may be held up for as long as the terminal likes.
        let (guard, rest) = there(terminal::enter(bytes), taken)?;
        self.guard = Some(guard);
        self.listen().context("signals cannot be listened to")?;
        there(terminal::write(&rest), taken)
    }

    /// What reads keys; it begins now, if it has not begun.
    pub(super) fn reader(&mut self) -> anyhow::Result<Reader> {
        if let Some(reader) = self.reader.take() {
            return Ok(reader);
        }
        let tell = self.send.clone();
        let ear = RefCell::new(Ear::new(Arc::clone(&self.asks_ground)));
        Reader::start(move |input| match ear.borrow_mut().hear(input) {
            Heard::Ground(ground) => tell.send(Happening::Msg(Msg::Ground(Some(ground)))).is_ok(),
            Heard::Inputs(inputs) => {
                inputs.into_iter().all(|input| tell.send(Happening::Input(input)).is_ok())
            }
        })
        .context("the terminal cannot be read from")
    }

    fn listen(&mut self) -> io::Result<()> {
        let Some(caught) = self.caught.take() else { return Ok(()) };
        let tell = self.send.clone();
        signals::listen(caught, &self.switch, move |signal| drop(tell.send(Happening::Signal(signal))))
    }
}
