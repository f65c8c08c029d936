//! Keys, pastes and the mouse, read on a thread of their own that blocks until there is something: idle
//! costs nothing. It can be paused while another program has the terminal.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
use filedescriptor::{POLLERR, POLLHUP, POLLIN, poll, pollfd};

use super::keys;
use crate::app::MouseAct;
use crate::command::Key;

/// How long to wait for more after an event before going back to sleep. Not zero: crossterm's
/// reader then looks at nothing, not even at what it has read already.
const MORE: Duration = Duration::from_millis(50);

/// How long a pause waits for the reader to stand still.
const STANDSTILL: Duration = Duration::from_millis(500);

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// Line ends LF, without control characters but LF and TAB.
    Paste(String),
    /// What the mouse did, and at which cell from 0: column, row.
    Mouse(MouseAct, u16, u16),
    /// The terminal is gone.
    End,
}

/// The reading thread.
#[derive(Debug)]
pub struct Reader {
    stand: Arc<Stand>,
    wake: PipeWriter,
}

#[derive(Debug, Default)]
struct Stand {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Reading,
    ToPause,
    Paused,
}

impl Stand {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: State) {
        *self.lock() = state;
        self.changed.notify_all();
    }

    /// Waits out a pause, if one was asked for.
    fn pass(&self) {
        let mut state = self.lock();
        if *state == State::ToPause {
            *state = State::Paused;
            self.changed.notify_all();
        }
        while *state == State::Paused {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn is_to_pause(&self) -> bool {
        *self.lock() == State::ToPause
    }
}

impl Reader {
    /// Starts reading from standard input if it is a terminal, else from the controlling terminal.
    /// `send` returns whether anyone still listens.
    pub fn start(send: impl Fn(Input) -> bool + Send + 'static) -> io::Result<Self> {
        // One that cannot be opened is gone: it has been taken over by now.
        let tty = Tty::open();
        let (woken, wake) = io::pipe()?;
        let stand = Arc::new(Stand::default());
        let reader = Self { stand: Arc::clone(&stand), wake };
        thread::Builder::new().name("input".into()).spawn(move || {
            let ended = tty.and_then(|tty| read(&tty, woken, &stand, &send));
            if let Err(error) = ended {
                tracing::warn!("input ended: {error}");
            }
            send(Input::End);
        })?;
        Ok(reader)
    }

    /// Keeps it from reading until [`Reader::resume`]. Returns when it stands still, or after half
    /// a second where it hangs in the middle of an escape sequence.
    pub fn pause(&mut self) {
        self.stand.set(State::ToPause);
        let _ = self.wake.write_all(&[0]);
        let still = |state: &mut State| *state == State::ToPause;
        let _ = self.stand.changed.wait_timeout_while(self.stand.lock(), STANDSTILL, still);
    }

    pub fn resume(&self) {
        self.stand.set(State::Reading);
    }
}

/// Where crossterm reads from, so that it can be waited on together with the wake-up.
#[derive(Debug)]
enum Tty {
    Standard,
    Controlling(File),
}

impl Tty {
    fn open() -> io::Result<Self> {
        if io::stdin().is_terminal() {
            return Ok(Self::Standard);
        }
        File::open("/dev/tty").map(Self::Controlling)
    }

    fn fd(&self) -> RawFd {
        match self {
            Self::Standard => io::stdin().as_raw_fd(),
            Self::Controlling(file) => file.as_raw_fd(),
        }
    }
}

fn read(tty: &Tty, mut woken: PipeReader, stand: &Stand, send: &dyn Fn(Input) -> bool) -> io::Result<()> {
    loop {
        let wait = |fd| pollfd { fd, events: POLLIN, revents: 0 };
        let mut fds = [wait(tty.fd()), wait(woken.as_raw_fd())];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(filedescriptor::Error::Poll(e) | filedescriptor::Error::Io(e)) => {
                if e.kind() == io::ErrorKind::Interrupted {
                    continue;
                }
                return Err(e);
            }
            Err(error) => return Err(io::Error::other(error)),
        }
        let [terminal, wake] = fds;
        if wake.revents != 0 {
            let _ = woken.read(&mut [0; 64])?;
            stand.pass();
            continue;
        }
        // crossterm would spin for ever over a terminal that has hung up.
        if terminal.revents & (POLLHUP | POLLERR) != 0 {
            return Ok(());
        }
        loop {
            // `read`, not `poll`, takes the first: it never looks away from what is there.
            if let Some(input) = understand(event::read()?)
                && !send(input)
            {
                return Ok(());
            }
            if stand.is_to_pause() || !event::poll(MORE)? {
                break;
            }
        }
    }
}

fn understand(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => keys::key(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(keys::paste(&text))),
        Event::Mouse(mouse) => Some(Input::Mouse(keys::mouse(mouse)?, mouse.column, mouse.row)),
        // The size comes with the signal, of which there is one source only.
        _ => None,
    }
}
