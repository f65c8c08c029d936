//! What stands before the library is open: the channel, a word on panics and signals, and the screen, where
//! it is known what it will show.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};

use anyhow::Context;
use rustix::termios::{QueueSelector, tcflush};
use signal_hook::iterator::Signals;

use super::run::Happening;
use super::signals::{self, Switch};
use super::terminal::Guard;
use super::{panics, terminal};

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
}

impl Stage {
    /// Sets it up. With the bytes of a first frame, the terminal is taken over and shows them.
    pub fn set(mouse: bool, glimpse: Option<Vec<u8>>) -> anyhow::Result<Self> {
        let (send, inbox) = mpsc::channel();
        let tell = send.clone();
        panics::install(move || drop(tell.send(Happening::Panicked)));
        let (switch, caught, guard) = (Switch::default(), None, None);
        let mut stage = Self { send, inbox, switch, caught, guard, glimpse: Vec::new() };
        if let Some(glimpse) = glimpse {
            stage.prepare(mouse)?;
            stage.write(&glimpse)?;
            stage.glimpse = glimpse;
        }
        Ok(stage)
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
            return terminal::write(bytes).context("the terminal cannot be written to");
        }
        // What a terminal takes at once waits for no thread, and signals that came meanwhile are heard after
        // it. The rest may be held up for as long as the terminal likes.
        let (guard, rest) = terminal::enter(bytes).context(taken)?;
        self.guard = Some(guard);
        self.listen().context("signals cannot be listened to")?;
        terminal::write(&rest).context(taken)
    }

    /// Takes in what was typed and is nobody's: the program has no use for it, and a shell shall not run it.
    pub(super) fn forget_keys(&self) {
        if self.guard.is_some() {
            // A terminal that is gone has no keys.
            let _ = tcflush(rustix::stdio::stdin(), QueueSelector::IFlush);
        }
    }

    fn listen(&mut self) -> io::Result<()> {
        let Some(caught) = self.caught.take() else { return Ok(()) };
        let tell = self.send.clone();
        signals::listen(caught, &self.switch, move |signal| drop(tell.send(Happening::Signal(signal))))
    }
}
