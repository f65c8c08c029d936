//! Opens a library in the reader.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tempfile::TempDir;

use super::answer::answer;
use super::drive::{Asked, drive};
use super::ground::{self, Silence};
use super::run::{Program, answer_first};
use super::screen::Besides;
use super::settings::{Settings, prefs};
use super::terminal;
use super::tutor::{self, Taught};
use crate::app::{App, Ask, Colors, Effect, GROUND, Look, Msg, Prefs, SKIN, Spot};
use crate::clock::Clock;
use crate::job::library;
use crate::model::ArticleId;
use crate::paths::{ColorWish, Environment};
use crate::store::Store;
use crate::view;

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

    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Besides {
        let links = view::draw(self, area, buffer);
        Besides { cursor: view::cursor(self, area), links }
    }
}

/// Opens the library in the reader and runs it to its end; gives the exit code. Errors come from
/// before the screen is taken.
pub fn read(mut options: Options) -> anyhow::Result<ExitCode> {
    if !terminal::is_there() || !(options.input_was_source || io::stdin().is_terminal()) {
        return Err(NoTerminal.into());
    }
    let read = options.settings.read();
    let (mut store, open, thrown_away) = library(&options)?;
    if let Some(folder) = &thrown_away {
        // The settings are read again when they change, wherever we are then.
        options.settings.file = options.settings.file.map(std::path::absolute).transpose()?;
        // What is exported goes with the rest.
        std::env::set_current_dir(folder)?;
    }
    let made = store.is_new() && !options.tutor;
    let size = terminal::size();
    let colors = colors(&options.environment, options.color);
    let mut prefs = prefs(read.0.clone(), colors);
    if let Ok(Some(chosen)) = store.recall(SKIN) {
        prefs.look.recall(&chosen);
    }
    let remembered = store.recall(GROUND).ok().flatten();
    learn_ground(&mut prefs.look, &options.environment, remembered.as_deref());
    let mut app = App::new(prefs, if options.tutor { view::room(size) } else { size });
    let mut effects = app.start();
    effects.extend(open.map(|article| app.open(article)).unwrap_or_default());
    let effects =
        answer_first(&mut app, effects, |ask| is_quick(&store, ask).then(|| answer(&mut store, ask)));
    if let Some(why) = store.locked() {
        app.tell_locked(why.to_owned());
    }
    if made {
        app.tell_made(&options.library);
    }
    if let Some(notice) = &read.1 {
        app.warn(notice);
    }
    let mouse = app.prefs.mouse;
    let ground = asks_ground(&app.prefs, &options.environment).then(|| silence(&app.prefs.look));
    let asked = Asked { size, ground, mouse, settings: options.settings, read };
    if options.tutor {
        let mut taught = Taught::new(app);
        let code = drive(&mut taught, effects, store, options.environment, asked)?;
        if code == ExitCode::SUCCESS {
            taught.part();
        }
        Ok(code)
    } else {
        drive(&mut app, effects, store, options.environment, asked)
    }
}

/// The library, the article to open in it, and the folder that goes with it in the end.
fn library(options: &Options) -> anyhow::Result<(Store, Option<ArticleId>, Option<TempDir>)> {
    let clock = Clock::machine();
    if !options.tutor {
        return Ok((library::begin(Store::open(&options.library, clock)?)?, options.open, None));
    }
    let folder = tempfile::tempdir()?;
    let (store, article) = tutor::library(folder.path(), clock)?;
    Ok((store, Some(article), Some(folder)))
}

/// Words of an article that is opened before the first frame, at most. A longer one may come after it.
const SHORT: u64 = 100_000;

fn is_quick(store: &Store, ask: &Ask) -> bool {
    let Ask::Open { article } = ask else { return true };
    store.words(*article).is_ok_and(|words| words.is_some_and(|words| words <= SHORT))
}

/// Tells the look what is known of the terminal's ground before that is asked: what a variable says,
/// which is about this terminal now, or else what one of the same name told before.
fn learn_ground(look: &mut Look, environment: &Environment, remembered: Option<&str>) {
    look.terminal = environment.terminal_kind();
    match environment.ground.as_deref().and_then(ground::of_variable) {
        Some(ground) => look.on_ground(ground),
        None => remembered.into_iter().for_each(|told| look.recall_ground(told)),
    }
}

/// What it means if the terminal does not tell its ground.
fn silence(look: &Look) -> Silence {
    if look.recalls_ground() {
        Silence::TakesBack
    } else if look.knows_ground() {
        Silence::Nothing
    } else {
        Silence::HoldsFrame
    }
}

/// Whether the terminal is to be asked for its ground: where a skin goes by it, and the terminal is
/// one that may answer.
fn asks_ground(prefs: &Prefs, environment: &Environment) -> bool {
    let terminal = environment.terminal.as_deref().unwrap_or_default();
    let is_mute = terminal.is_empty() || terminal == "dumb" || terminal == "linux";
    prefs.colors != Colors::None && prefs.look.goes_by_ground() && !is_mute && io::stdin().is_terminal()
}

fn colors(environment: &Environment, asked: Option<bool>) -> Colors {
    let terminal = environment.terminal.as_deref().unwrap_or_default();
    match asked {
        Some(false) => return Colors::None,
        None if environment.color == ColorWish::Never || terminal == "dumb" => return Colors::None,
        _ => {}
    }
    if environment.true_color {
        Colors::True
    } else if terminal.contains("256color") {
        Colors::Indexed
    } else {
        Colors::Sixteen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ground_is_recalled_only_where_no_variable_tells_it_and_is_doubted() {
        let known = |variable: Option<&str>, remembered: &str| {
            let mut look = Look::default();
            let terminal = Some("xterm".to_owned());
            let ground = variable.map(str::to_owned);
            let environment = Environment { terminal, ground, ..Environment::default() };
            let remembered = format!("{}\t{remembered}", environment.terminal_kind());
            learn_ground(&mut look, &environment, Some(&remembered));
            let told = look.ground_to_remember().unwrap();
            (told.rsplit('\t').next().unwrap().to_owned(), silence(&look))
        };
        assert_eq!(known(None, "light"), ("light".to_owned(), Silence::TakesBack));
        assert_eq!(known(Some("15;0"), "light"), ("dark".to_owned(), Silence::Nothing));
        assert_eq!(known(Some("default;default"), "light"), ("light".to_owned(), Silence::TakesBack));
        assert_eq!(known(None, "silent"), ("silent".to_owned(), Silence::Nothing));
        let mut look = Look::default();
        learn_ground(&mut look, &Environment::default(), None);
        assert_eq!(silence(&look), Silence::HoldsFrame);
    }

    #[test]
    fn colours_are_those_the_terminal_names_unless_none_are_wanted() {
        let with = |terminal: &str, color, true_color| Environment {
            terminal: Some(terminal.to_owned()),
            color,
            true_color,
            ..Environment::default()
        };
        assert_eq!(colors(&with("xterm", ColorWish::Unsaid, false), None), Colors::Sixteen);
        assert_eq!(colors(&with("xterm-256color", ColorWish::Unsaid, false), None), Colors::Indexed);
        assert_eq!(colors(&with("xterm-256color", ColorWish::Unsaid, true), None), Colors::True);
        assert_eq!(colors(&with("xterm", ColorWish::Never, true), None), Colors::None);
        assert_eq!(colors(&with("xterm", ColorWish::Never, true), Some(true)), Colors::True);
        assert_eq!(colors(&with("dumb", ColorWish::Unsaid, true), None), Colors::None);
        assert_eq!(colors(&with("xterm", ColorWish::Unsaid, true), Some(false)), Colors::None);
    }
}
