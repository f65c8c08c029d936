//! The machine that the loop runs on: screen, keys, worker and editor together.

use std::io;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::change::{self, Left, Opened, Service};
use super::clipboard::{self, Way};
use super::editor::{self, Editor};
use super::input::Reader;
use super::opener;
use super::pipe::Pipes;
use super::run::{Happening, Machine};
use super::screen::Screen;
use super::settings::{Settings, Terms};
use super::signals::{self, Switch};
use super::terminal;
use crate::app::{Ask, Clip, Msg, Original, Prefs, Sources, Ticket};
use crate::clock::Clock;
use crate::paths::Environment;
use crate::view::Besides;

/// The terminal has been entered when this is made.
#[derive(Debug)]
pub struct Device {
    pub service: Service,
    /// The ends of the libraries that were left.
    pub leaving: Vec<JoinHandle<Left>>,
    pub clock: Clock,
    pub pipes: Pipes,
    pub screen: Screen,
    pub reader: Reader,
    pub switch: Switch,
    pub environment: Environment,
    /// Read anew at each copy: it is a small file, and what it says holds without a restart.
    pub settings: Settings,
    /// Where the editor's end is told.
    pub send: Sender<Happening>,
    /// The editor that has the terminal.
    pub editor: Option<editor::Open>,
}

impl Device {
    /// The loop is what calls this and what draws, so it falls between two frames.
    fn through_terminal(&self, clip: &Clip) -> Result<String, String> {
        if self.editor.is_some() {
            return Err("Nothing was copied: an editor has the terminal.".to_owned());
        }
        let (bytes, said) =
            clipboard::through_terminal(clip).map_err(|why| format!("Nothing was copied: {why}."))?;
        terminal::write(&bytes)
            .map_err(|error| format!("Nothing was copied: the terminal took no bytes: {error}."))?;
        Ok(said)
    }
}

impl Machine for Device {
    fn ask(&mut self, ticket: Ticket, mut ask: Ask) {
        match &mut ask {
            Ask::Export { to: path, .. } | Ask::Complete { at: path, .. } | Ask::Backup { to: path, .. } => {
                *path = self.environment.typed(path);
            }
            Ask::Import { sources: Sources::Paths(paths) } => {
                for path in paths {
                    *path = self.environment.typed(path);
                }
            }
            Ask::Import { sources: Sources::Subscribe(path) } => *path = self.environment.typed(path),
            Ask::Pipe(pipe) => {
                let send = self.send.clone();
                let done = move |outcome| drop(send.send(Happening::Msg(Msg::Outcome(ticket, outcome))));
                return self.pipes.start(self.environment.shell.clone(), pipe.clone(), done);
            }
            Ask::EndPipe => return self.pipes.end(),
            _ => {}
        }
        self.service.worker.ask(ticket, ask);
    }

    fn give_up(&mut self, ticket: Ticket) {
        self.service.worker.give_up(ticket);
    }

    fn look(&mut self) {
        self.service.worker.look();
    }

    fn size(&self) -> (u16, u16) {
        terminal::size()
    }

    fn show(&mut self, draw: &dyn Fn(Rect, &mut Buffer) -> Besides) -> io::Result<()> {
        if self.editor.is_some() {
            return Ok(());
        }
        terminal::write(&self.screen.frame(draw)?)
    }

    fn resize(&mut self, size: (u16, u16)) {
        self.screen.resize(size);
    }

    fn forget(&mut self) {
        self.screen.forget();
    }

    fn take_mouse(&mut self, yes: bool) {
        terminal::take_mouse(yes);
    }

    fn lend(&mut self, text: &str) -> Result<(), String> {
        if self.editor.is_some() {
            return Err("an editor is open already (end it first)".to_owned());
        }
        let editor = Editor::prepare(&self.environment, text)?;
        self.reader.pause();
        terminal::leave();
        self.switch.lend(true);
        let send = self.send.clone();
        // Nobody listens only when the program has ended meanwhile.
        match editor.start(move || drop(send.send(Happening::Edited))) {
            Ok(open) => {
                self.editor = Some(open);
                Ok(())
            }
            Err(why) => Err(match self.take_back() {
                Ok(()) => why,
                Err(error) => format!("{why}; and the terminal could not be taken back: {error}"),
            }),
        }
    }

    fn edited(&mut self) -> Option<Result<String, String>> {
        self.editor.as_ref()?.left()
    }

    fn call_back(&mut self) -> Option<Result<String, String>> {
        let left = self.editor.take()?.end();
        // The program ends: only the line may not be as it was, since the modes are off already.
        terminal::restore_line();
        left
    }

    fn copy(&mut self, clip: Clip) -> Option<Result<String, String>> {
        match clipboard::way(&self.settings.read().0.clipboard, &self.environment) {
            Err(why) => Some(Err(format!("Nothing was copied: {why}."))),
            Ok(Way::Terminal) => Some(self.through_terminal(&clip)),
            Ok(Way::Program { path, args, or_terminal }) => {
                let send = self.send.clone();
                let hand = move || {
                    // Nobody listens only when the program has ended meanwhile.
                    let _ = send.send(match clipboard::hand(path, &args, &clip, clipboard::LIMIT) {
                        Ok(said) => Happening::Msg(Msg::Told(Ok(said))),
                        Err(why) if or_terminal => Happening::Uncopied(clip, why),
                        Err(why) => Happening::Msg(Msg::Told(Err(format!("Nothing was copied: {why}.")))),
                    });
                };
                let started = thread::Builder::new().name("clipboard".into()).spawn(hand);
                started
                    .err()
                    .map(|error| Err(format!("Nothing was copied: no thread could be started: {error}.")))
            }
        }
    }

    fn copy_through(&mut self, clip: &Clip, why: &str) -> Result<String, String> {
        self.through_terminal(clip)
            .map(|said| format!("{said} {why}."))
            .map_err(|more| format!("{more} {why}."))
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(Prefs, String), String> {
        self.settings.set(name, value)
    }

    fn open_outside(&mut self, original: Original) -> Result<(), String> {
        let way = opener::way(&self.settings.read().0.opener, &self.environment)
            .map_err(|why| format!("Nothing was opened: {why}."))?;
        let send = self.send.clone();
        let open = move || {
            opener::open(&way, &original, opener::LIMIT, |told| {
                // Nobody listens only when the program has ended meanwhile.
                let told = told.map_err(|why| format!("Nothing was opened: {why}."));
                let _ = send.send(Happening::Msg(Msg::Told(told)));
            });
        };
        thread::Builder::new()
            .name("opener".into())
            .spawn(open)
            .map(drop)
            .map_err(|error| format!("Nothing was opened: no thread could be started: {error}."))
    }

    fn open_library(&mut self, path: &Path) -> Result<(), String> {
        let path = self.environment.typed(path);
        change::open(path, self.clock.clone(), self.send.clone())
            .map_err(|error| format!("no thread could be started for it: {error} (try again)"))
    }

    fn change_library(&mut self, opened: Opened) -> Result<(), String> {
        let terms = Terms { settings: self.settings.clone(), environment: self.environment.clone() };
        let service = change::serve(opened, &self.clock, terms, &self.send)
            .map_err(|error| format!("no thread could be started for it: {error} (try again)"))?;
        let before = std::mem::replace(&mut self.service, service);
        self.leaving.extend(change::leave(before));
        Ok(())
    }

    fn take_back(&mut self) -> io::Result<()> {
        self.switch.lend(false);
        self.editor = None;
        terminal::reenter()?;
        self.reader.resume();
        self.screen.forget();
        Ok(())
    }

    fn stop(&mut self, all: bool) -> io::Result<bool> {
        if !signals::is_attended() {
            return Ok(false);
        }
        terminal::leave();
        self.switch.stop(all);
        terminal::reenter()?;
        Ok(true)
    }
}
