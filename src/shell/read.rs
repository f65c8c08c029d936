//! Opens a library in the reader.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tempfile::TempDir;

use super::drive::{Asked, drive};
use super::first;
use super::run::Program;
use super::settings::Settings;
use super::stage::Stage;
use super::terminal;
use super::tutor::{self, Taught};
use crate::app::{App, Effect, Msg, Spot};
use crate::clock::Clock;
use crate::command::Key;
use crate::job::library;
use crate::model::ArticleId;
use crate::paths::Environment;
use crate::store::Store;
use crate::view::{self, Besides};

/// What to open, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The library; made with the starters where there is none.
    pub library: PathBuf,
    pub environment: Environment,
    pub settings: Settings,
    /// The article to open, in place of the one that was left open.
    pub open: Option<ArticleId>,
    /// `--color always` or `never`; `None` goes by the environment.
    pub color: Option<bool>,
    /// Standard input was a source, so it need not be a terminal.
    pub input_was_source: bool,
    /// The tutor, on a library that is thrown away, in place of `library`.
    pub tutor: bool,
}

/// The reader was to open where there is no terminal: wrong usage.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the reader needs a terminal (postil list prints the articles, postil show prints one)")]
pub struct NoTerminal;

impl Program for App {
    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        Self::update(self, msg)
    }

    fn prepare(&mut self) -> Vec<Effect> {
        Self::prepare(self)
    }

    fn take_dirty(&mut self) -> bool {
        Self::take_dirty(self)
    }

    fn spot(&self, cell: Position) -> Option<Spot> {
        view::spot(self, Rect::new(0, 0, self.size.0, self.size.1), cell)
    }

    fn is_urgent(&self, key: Key) -> bool {
        Self::is_urgent(self, key)
    }

    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Besides {
        view::draw(self, area, buffer)
    }
}

/// Opens the library in the reader and runs it to its end; gives the exit code. Errors of the library come
/// with the terminal as it was.
pub fn read(options: Options) -> anyhow::Result<ExitCode> {
    Stage::ended(open(options))
}

fn open(mut options: Options) -> anyhow::Result<ExitCode> {
    if !terminal::is_there() || !(options.input_was_source || io::stdin().is_terminal()) {
        return Err(NoTerminal.into());
    }
    let read = options.settings.read();
    let size = terminal::size();
    let mut stage = Stage::set(read.0.mouse, first::glimpse(&options, size))?;
    let behind = options.clone();
    let opened = stage.during(&read.0.keymap, move || library(&behind))?;
    let (mut store, open, thrown_away) = match opened {
        ControlFlow::Continue(opened) => opened,
        ControlFlow::Break(code) => return Ok(stage.leave(code)),
    };
    if let Some(folder) = &thrown_away {
        // The settings are read again when they change, wherever we are then.
        options.settings.file = options.settings.file.map(std::path::absolute).transpose()?;
        // What is exported goes with the rest.
        std::env::set_current_dir(folder)?;
    }
    let made = store.is_new() && !options.tutor;
    let room = if options.tutor { view::room(size) } else { size };
    let (mut app, effects) = first::app(&options, &read, room, open, &mut store, None);
    if made {
        app.tell_made(&options.library);
    }
    let mouse = app.prefs.mouse;
    let ground =
        first::asks_ground(&app.prefs, &options.environment).then(|| first::silence(&app.prefs.look));
    let asked = Asked { size, ground, mouse, settings: options.settings.clone(), read };
    let environment = options.environment.clone();
    if options.tutor {
        let mut taught = Taught::new(app);
        let code = drive(stage, &mut taught, effects, store, environment, asked)?;
        if code == ExitCode::SUCCESS {
            taught.part();
        }
        Ok(code)
    } else {
        let code = drive(stage, &mut app, effects, store, environment, asked)?;
        first::keep_glimpse(&options, app);
        Ok(code)
    }
}

/// The library, the article to open in it, and the folder that goes with it in the end.
fn library(options: &Options) -> anyhow::Result<(Store, Option<ArticleId>, Option<TempDir>)> {
    let clock = Clock::machine();
    if !options.tutor {
        return Ok((Store::open_or_make(&options.library, clock, &library::furnish)?, options.open, None));
    }
    let folder = tempfile::tempdir()?;
    let (store, article) = tutor::library(folder.path(), clock)?;
    Ok((store, Some(article), Some(folder)))
}
