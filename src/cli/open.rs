//! `postil [SOURCE…]`: imports the sources, then hands the first of them to the reader.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::CommandFactory as _;

use super::context::Context;
use super::stop::Stop;
use super::{Cli, import, interrupt};
use crate::model::ArticleId;
use crate::paths::Environment;

/// What the reader is to be opened with.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Reading {
    pub library: PathBuf,
    pub environment: Environment,
    /// The configuration file, and whether it was asked for by name.
    pub config: Option<PathBuf>,
    pub config_is_named: bool,
    /// Whether to use colour; `None`: as the environment says.
    pub color: Option<bool>,
    /// The article to open.
    pub article: Option<ArticleId>,
    /// The mouse is left to the terminal.
    pub no_mouse: bool,
    /// Addresses on this computer and in local networks may be fetched.
    pub allow_local: bool,
    /// Standard input was a source.
    pub input_was_source: bool,
    /// Whether a source could not be imported, so that the exit code is 1 at least.
    pub failed: bool,
    /// The tutor is meant, on a library of its own.
    pub tutor: bool,
}

pub(super) fn run(cx: &mut Context, sources: &[PathBuf], allow_local: bool) -> Result<Reading, Stop> {
    let piped = sources.iter().any(|source| source.as_os_str() == "-");
    let missing = if !io::stdout().is_terminal() {
        Some("output")
    } else if !io::stdin().is_terminal() && !piped {
        Some("input")
    } else {
        None
    };
    for source in sources {
        refuse_misspelt(source)?;
    }
    if let Some(missing) = missing {
        return Err(Stop::Usage(format!(
            "open: the reader needs a terminal, and standard {missing} is none (use a command: `postil list` lists the articles, `postil tutor --print` teaches, `postil --help` lists the commands)"
        )));
    }
    if let Some(why) = cannot_draw(cx.environment.terminal.as_deref()) {
        return Err(Stop::Usage(format!(
            "open: the reader draws on the whole screen, and {why} (if it can, say so: `TERM=xterm-256color postil`; \
             else use commands: `postil list`, `postil show ARTICLE`, `postil annotate`, `postil search`; \
             `postil tutor --print` teaches them, `postil --help` lists them)"
        )));
    }
    if cx.json() {
        return Err(Stop::Usage(
            "open: the reader has no --json (use a command such as `postil list --json`)".into(),
        ));
    }
    let library = cx.library()?;
    let mut article = None;
    if !sources.is_empty() {
        let means = import::means(cx, allow_local)?;
        let mut store = cx.store()?;
        let interrupt = interrupt::gently();
        let mut first = None;
        import::sources(cx, &mut store, (sources, &means), &interrupt, &mut |_, report| {
            if first.is_none() {
                first = report.article.as_ref().map(|article| article.id);
            }
            Ok(())
        })?;
        article = first;
        if article.is_none() {
            return Err(Stop::Refused(
                "none of the sources could be imported (the lines above say why)".into(),
            ));
        }
    }
    let color = match cx.global.color {
        super::Color::Auto => None,
        super::Color::Always => Some(true),
        super::Color::Never => Some(false),
    };
    let environment = cx.environment.clone();
    let named = cx.global.config.as_deref();
    Ok(Reading {
        library,
        config: environment.config(named),
        config_is_named: environment.config_is_named(named),
        environment,
        color,
        no_mouse: cx.global.no_mouse,
        allow_local,
        article,
        input_was_source: piped,
        failed: cx.has_failed(),
        tutor: false,
    })
}

/// Why a terminal of that name shows no screen. Windows names none.
fn cannot_draw(name: Option<&str>) -> Option<&'static str> {
    match name {
        Some("dumb") => Some("TERM=dumb says that this terminal shows lines alone"),
        None if cfg!(unix) => Some("TERM is not set, so that it is not known what this terminal can do"),
        _ => None,
    }
}

/// A word that is no file but nearly a command.
fn refuse_misspelt(source: &std::path::Path) -> Result<(), Stop> {
    let Some(word) = source.to_str() else { return Ok(()) };
    if word == "-" || word.contains(['/', '.', ' ']) || source.exists() {
        return Ok(());
    }
    let command = Cli::command();
    let near = command
        .get_subcommands()
        .map(|sub| (strsim::damerau_levenshtein(word, sub.get_name()), sub.get_name()))
        .min()
        .filter(|(distance, name)| *distance <= name.len().max(3) / 3);
    let hint = near.map_or_else(
        || "(`postil --help` lists the commands)".to_owned(),
        |(_, name)| format!("(did you mean `postil {name}`? `postil --help` lists the commands)"),
    );
    Err(Stop::Usage(format!("{word}: there is no such file, folder or command {hint}")))
}
