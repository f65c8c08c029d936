//! The tutor: the real program on a library that is thrown away, with lessons below it.

use std::io::{self, Write as _};
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::run::Program;
use crate::app::{App, Effect, Msg, Spot, Tutor};
use crate::clock::Clock;
use crate::command::Key;
use crate::job::library;
use crate::model::ArticleId;
use crate::store::Store;
use crate::view::{self, Besides};

/// The library of the tutor, in a folder of its own, and its one article.
pub(super) fn library(folder: &Path, clock: Clock) -> anyhow::Result<(Store, ArticleId)> {
    let mut store = Store::open(&folder.join("tutor.postil"), clock)?;
    store.add_starters(&library::tutor()?)?;
    // The first number of a new library.
    Ok((store, ArticleId(1)))
}

/// The app with its lesson.
pub(super) struct Taught {
    pub app: App,
    tutor: Tutor,
}

impl Taught {
    pub fn new(app: App) -> Self {
        Self { tutor: Tutor::new(&app), app }
    }

    /// Says a word on standard error once the terminal is given back: the key that leads back from
    /// anywhere leads out of here too, and nothing asks whether that was meant.
    pub fn part(&self) {
        let _ = writeln!(io::stderr(), "{}", self.tutor.farewell());
    }
}

impl Program for Taught {
    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let msg = match msg {
            Msg::Resize(columns, rows) => {
                let (columns, rows) = view::room((columns, rows));
                Msg::Resize(columns, rows)
            }
            other => other,
        };
        let effects = self.app.update(msg);
        // One act may do what the next lesson asks for as well.
        while self.tutor.look(&self.app) {}
        effects
    }

    fn prepare(&mut self) -> Vec<Effect> {
        self.app.prepare()
    }

    fn take_dirty(&mut self) -> bool {
        self.app.take_dirty()
    }

    fn spot(&self, cell: Position) -> Option<Spot> {
        self.app.spot(cell)
    }

    fn is_urgent(&self, key: Key) -> bool {
        self.app.is_urgent(key)
    }

    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Besides {
        view::draw_taught(&self.app, &self.tutor, area, buffer)
    }
}
