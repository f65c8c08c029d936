//! The terminal, taken over and given back. [`enter`] is undone by [`leave`], mode by mode and
//! only once, whoever calls it first: the end of the program, an error, a panic, a signal, the
//! background or an editor. What is asked of the terminal is not waited for here, so that one
//! which answers no query delays nothing.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags, PopKeyboardEnhancementFlags,
    PushKeyboardEnhancementFlags,
};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use filedescriptor::{POLLOUT, poll, pollfd};
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetwinsize, tcsetattr};

/// The modes that are on now. The process has one terminal, so this is the process's.
static MODES: AtomicU8 = AtomicU8::new(0);

/// The line's settings as they were before the terminal was first taken over. What crossterm
/// notes each time may be what an editor left behind that was killed.
static LINE: OnceLock<Termios> = OnceLock::new();

/// Whether the mouse is to be ours while the screen is.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Presses, the wheel and drags, in the form that has no last column. Not every move of the pointer,
/// as crossterm asks for: a mouse that is only moved shall wake nobody.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

const RAW: u8 = 1;
/// Alternate screen, bracketed paste, line wrap, keyboard flags and hidden cursor: one write sets them all.
const SCREEN: u8 = 2;

/// How long a terminal that takes no bytes may hold up the end of the program.
const PATIENCE: Duration = Duration::from_secs(1);

/// Leaves the terminal when it is dropped.
#[derive(Debug)]
#[must_use = "the terminal is left when this is dropped"]
pub struct Guard(());

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Whether there is a terminal to draw on.
pub fn is_there() -> bool {
    io::stdout().is_terminal()
}

/// Takes the terminal over and writes what it is to get first, with the modes in one go: each write
/// wakes the terminal. What was done before an error is undone. Gives the bytes that are still to be
/// written, because the terminal did not take them without being waited for.
pub fn enter(first: &[u8]) -> io::Result<(Guard, Vec<u8>)> {
    let guard = Guard(());
    let (_turn, mut bytes) = take()?;
    bytes.extend_from_slice(first);
    let rest = bytes.split_off(write_at_once(&bytes));
    Ok((guard, rest))
}

/// Takes the terminal over again, after [`leave`] or after another program may have changed its
/// modes; every mode is set anew.
pub fn reenter() -> io::Result<()> {
    let (_turn, bytes) = take()?;
    write(&bytes)
}

/// Takes the line over; gives the bytes that take the screen over, to be written before another gives it back.
fn take() -> io::Result<(Turn, Vec<u8>)> {
    leave();
    if LINE.get().is_some() {
        restore_line();
    } else if let Some(line) = read_line() {
        let _ = LINE.set(line);
    }
    let turn = Turn::wait();
    // Each mode is noted before it is set: one that was set in part is undone too.
    MODES.fetch_or(RAW, Ordering::SeqCst);
    enable_raw_mode()?;
    MODES.fetch_or(SCREEN, Ordering::SeqCst);
    let mut bytes = Vec::new();
    // The alternate screen has keyboard flags of its own: pushed within it, popped within it.
    queue!(
        bytes,
        EnterAlternateScreen,
        Hide,
        EnableBracketedPaste,
        // A cluster that the terminal takes for wider must not run into the next row.
        DisableLineWrap,
        PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES),
    )?;
    if MOUSE.load(Ordering::SeqCst) {
        bytes.extend_from_slice(MOUSE_ON);
    }
    Ok((turn, bytes))
}

/// Takes the mouse while the screen is ours, or leaves it to the terminal.
pub fn take_mouse(yes: bool) {
    MOUSE.store(yes, Ordering::SeqCst);
    if MODES.load(Ordering::SeqCst) & SCREEN != 0 {
        // A terminal that is gone has no mouse.
        let _ = write(if yes { MOUSE_ON } else { MOUSE_OFF });
    }
}

/// Gives the terminal back as it was. Does nothing where that was done already. Errors have no
/// one to be told to: a terminal that is gone needs nothing undone.
pub fn leave() {
    let _turn = Turn::wait();
    give_back();
}

/// The same for a thread that ends the program at once: none takes the terminal again meanwhile.
pub fn leave_last() {
    std::mem::forget(Turn::wait());
    if MODES.load(Ordering::SeqCst) & RAW != 0 {
        forget_keys();
    }
    give_back();
}

fn give_back() {
    let modes = MODES.swap(0, Ordering::SeqCst);
    if modes & SCREEN != 0 && takes_bytes() {
        let mut bytes = MOUSE_OFF.to_vec();
        let _ = queue!(
            bytes,
            EndSynchronizedUpdate,
            PopKeyboardEnhancementFlags,
            DisableBracketedPaste,
            EnableLineWrap,
            ResetColor,
            LeaveAlternateScreen,
            Show,
        );
        let _ = write(&bytes);
    }
    if modes & RAW != 0 {
        let _ = disable_raw_mode();
        restore_line();
    }
}

/// Whether a thread is taking the terminal or giving it back. Another that is to end the program waits
/// for it, since the program's end would leave that half done.
static LEAVING: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

struct Turn;

impl Turn {
    /// Waits for whoever is at it, but not for one that hangs.
    fn wait() -> Self {
        let (leaving, free) = &LEAVING;
        let leaving = leaving.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = free.wait_timeout_while(leaving, 2 * PATIENCE, |leaving| *leaving);
        let (mut leaving, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *leaving = true;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (leaving, free) = &LEAVING;
        *leaving.lock().unwrap_or_else(PoisonError::into_inner) = false;
        free.notify_all();
    }
}

/// Does something to the line where crossterm sets it: on standard input or, where that is no terminal, on
/// the controlling one.
fn on_line<T>(act: impl FnOnce(BorrowedFd<'_>) -> T) -> Option<T> {
    if io::stdin().is_terminal() {
        return Some(act(io::stdin().as_fd()));
    }
    File::open("/dev/tty").ok().map(|tty| act(tty.as_fd()))
}

fn read_line() -> Option<Termios> {
    on_line(|line| tcgetattr(line).ok())?
}

/// Sets the line as it was before the terminal was first taken over, after another program had it.
pub fn restore_line() {
    let Some(before) = LINE.get() else { return };
    let _ = on_line(|line| tcsetattr(line, OptionalActions::Now, before));
}

/// Takes in what was typed at a terminal that is ours, and was not read: nobody has a use for it any more, and a
/// shell shall not run it.
pub fn forget_keys() {
    // A terminal that is gone has no keys.
    let _ = on_line(|line| tcflush(line, QueueSelector::IFlush));
}

/// Writes all of it to the terminal. It goes past the lock of standard output, which a thread
/// that hangs in a write would hold against the one that wants to end the program.
pub fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            // Another program may have left the terminal in non-blocking mode.
            Err(rustix::io::Errno::AGAIN) => {
                wait_to_write(None);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Writes what the terminal takes without being waited for; gives the number of bytes. That it would take
/// one says nothing of the next, so it is written to through a descriptor that does not wait: one of our
/// own, since the program that started us shares the other. Where there is none to be had, it is 0.
fn write_at_once(bytes: &[u8]) -> usize {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{Mode, OFlags, open};
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let Ok(own) = open("/proc/self/fd/1", flags, Mode::empty()) else { return 0 };
        let mut written = 0;
        while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
            match rustix::io::write(&own, rest) {
                Ok(0) => break,
                Ok(n) => written += n,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => break,
            }
        }
        written
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = bytes;
        0
    }
}

/// The size in cells, columns and rows; 80 by 24 where the terminal does not know.
pub fn size() -> (u16, u16) {
    // crossterm opens the controlling terminal for it, which takes longer; that is for where the
    // terminal we draw on does not know.
    let own = tcgetwinsize(rustix::stdio::stdout()).ok().map(|size| (size.ws_col, size.ws_row));
    let known = |size: &(u16, u16)| size.0 > 0 && size.1 > 0;
    own.filter(known).or_else(|| crossterm::terminal::size().ok().filter(known)).unwrap_or((80, 24))
}

fn takes_bytes() -> bool {
    wait_to_write(Some(PATIENCE))
}

fn wait_to_write(at_most: Option<Duration>) -> bool {
    let mut fds = [pollfd { fd: io::stdout().as_raw_fd(), events: POLLOUT, revents: 0 }];
    poll(&mut fds, at_most).is_ok_and(|ready| ready > 0)
}
