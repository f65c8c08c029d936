//! The first frame of a start, and the glimpse of it that the end before leaves.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use super::answer::{answer, open_with};
use super::awaited::{answer_first, is_awaited};
use super::change::locked;
use super::drive::first_frame;
use super::glimpse::{self, stamp};
use super::ground::{self, Silence};
use super::read::Options;
use super::screen::Screen;
use super::settings::{Settings, prefs};
use crate::app::{App, Ask, Colors, Effect, GROUND, Look, Outcome, Prefs, SKIN};
use crate::clock::Clock;
use crate::config::Config;
use crate::contain::contain;
use crate::model::{Article, ArticleId, Document};
use crate::paths::{ColorWish, Environment};
use crate::store::Store;

/// What the settings came to, and what is to be said of them.
type Read = (Config, Option<String>);

/// The app as it starts for a size in cells, and the effects that are left: what the first frame is better
/// for having answered is answered, as far as that is quick. An article that was open a moment ago brings
/// its document.
pub fn app(
    options: &Options,
    read: &Read,
    size: (u16, u16),
    open: Option<ArticleId>,
    store: &mut Store,
    known: Option<&(Article, Arc<Document>)>,
) -> (App, Vec<Effect>) {
    let mut prefs = prefs(read.0.clone(), colors(&options.environment, options.color));
    prefs.here =
        std::path::absolute(".").map_or_else(|_| String::new(), |here| options.environment.short(&here));
    if let Ok(Some(chosen)) = store.recall(SKIN) {
        prefs.look.recall(&chosen);
    }
    let remembered = store.recall(GROUND).ok().flatten();
    learn_ground(&mut prefs.look, &options.environment, remembered.as_deref());
    let mut app = App::new(prefs, size);
    let mut effects = app.start();
    effects.extend(open.map(|article| app.open(article)).unwrap_or_default());
    let effects = answer_first(&mut app, effects, |ask| {
        opened(store, ask, known).or_else(|| is_quick(store, ask).then(|| answer(store, ask)))
    });
    if let Some(locked) = locked(store) {
        app.tell_locked(locked);
    }
    if let Some(notice) = &read.1 {
        app.warn(notice);
    }
    (app, effects)
}

/// The answer to a request to open an article whose document is there.
fn opened(store: &Store, ask: &Ask, known: Option<&(Article, Arc<Document>)>) -> Option<Outcome> {
    let Ask::Open { article } = ask else { return None };
    let (was, document) = known?;
    let is_same = || {
        let now = store.article(*article).ok().flatten();
        now.is_some_and(|now| (now.id, now.sha256) == (was.id, was.sha256.clone()))
    };
    is_same().then(|| open_with(store, *article, || Ok(Arc::clone(document))).ok()).flatten()
}

/// What the program shows before the library is open, in that many cells: its first frame, if the last end
/// left it and nothing changed. Where an article is asked for, that is not known.
pub fn glimpse(options: &Options, size: (u16, u16)) -> Option<Vec<u8>> {
    let is_usual = !options.tutor && options.open.is_none();
    if is_usual { glimpse::recall(&options.library, &terms(options, size)) } else { None }
}

/// What the first frame depends on besides the library.
fn terms(options: &Options, size: (u16, u16)) -> impl std::hash::Hash + use<> {
    let Options { environment, settings, color, .. } = options;
    let told = [&environment.terminal, &environment.terminal_program, &environment.ground].map(Clone::clone);
    (size, told, format!("{:?}", colors(environment, *color)), settings.file.as_deref().and_then(stamp))
}

/// Leaves the first frame of the next start, once the library is closed. Where that cannot be done, the
/// next start shows nothing until the library is open: no harm that is worth a word.
pub fn keep_glimpse(options: &Options, app: App) {
    // A window that was closed has no size any more.
    let size = app.size;
    let known = app.reader.map(|reader| (reader.article, reader.document));
    // What was to be saved is saved: not even a mistake in the program is worth more.
    let kept = contain(|| try_keep_glimpse(options, size, known.as_ref()));
    match kept.map(|kept| kept.map_err(|error| format!("{error:#}"))) {
        Ok(Ok(())) => {}
        Ok(Err(why)) | Err(why) => tracing::info!("no glimpse of the next start was kept: {why}"),
    }
}

fn try_keep_glimpse(
    options: &Options,
    size: (u16, u16),
    known: Option<&(Article, Arc<Document>)>,
) -> anyhow::Result<()> {
    if options.tutor || !options.library.exists() {
        return Ok(());
    }
    // What was set for this time only holds no more.
    let settings = Settings { set: Arc::default(), ..options.settings.clone() };
    let library = &options.library;
    let key = glimpse::key(library, &terms(options, size));
    let mut store = Store::open(library, Clock::machine())?;
    let (mut app, effects) = app(options, &settings.read(), size, None, &mut store, known);
    let waits_for_ground =
        asks_ground(&app.prefs, &options.environment) && silence(&app.prefs.look) == Silence::HoldsFrame;
    if waits_for_ground || is_awaited(&effects) {
        return Ok(());
    }
    let mut screen = Screen::new(size).on(options.environment.terminal.as_deref());
    let (frame, _) = first_frame(&mut app, &mut screen)?;
    drop(store);
    // What another program did meanwhile is not in it.
    if key == glimpse::key(library, &terms(options, size)) {
        glimpse::keep(library, key, &frame)?;
    }
    Ok(())
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
pub fn silence(look: &Look) -> Silence {
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
pub fn asks_ground(prefs: &Prefs, environment: &Environment) -> bool {
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
    fn the_list_stands_on_the_article_that_a_start_opens() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::memory(Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())).unwrap();
        let article = |n: usize| {
            let hint = crate::import::Hint::named("a.txt");
            let read = crate::import::read(format!("Article {n}\n\nWords.\n").as_bytes(), &hint).unwrap();
            crate::model::Edit::AddArticle {
                meta: read.meta,
                document: read.document,
                themes: Vec::new(),
                place: None,
            }
        };
        let edits: Vec<_> = (0..300).map(article).collect();
        let articles = store.apply(&edits).unwrap().touched.articles;
        let options = Options {
            library: folder.path().join("library.postil"),
            environment: Environment::default(),
            settings: Settings::default(),
            open: None,
            color: Some(false),
            input_was_source: false,
            tutor: false,
        };
        for at in [0, 150, 299] {
            let open = articles[at];
            let (app, _) = app(&options, &(Config::default(), None), (120, 40), Some(open), &mut store, None);
            assert_eq!(app.reader.as_ref().map(|reader| reader.article.id), Some(open));
            assert_eq!(app.list.chosen().map(|article| article.id), Some(open));
        }
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
