//! The command line: one file for each subcommand. Results go to standard output, as text for
//! people or as JSON Lines, and everything else to standard error. Everything that the screen can
//! do to data can be done here. It opens no screen: that is for who called it.

mod amend;
mod annotate;
mod annotations;
mod args;
mod backup;
mod bar;
mod completions;
mod config;
mod context;
mod diff;
mod doctor;
mod drafts;
mod edit;
mod export;
mod feeds;
mod help;
mod history;
mod import;
mod interrupt;
mod keys;
mod list;
mod man;
mod marks;
mod mend;
mod note;
mod offsets;
mod open;
mod out;
mod refresh;
mod remove;
mod report;
mod restore;
mod search;
mod seeds;
mod show;
mod stats;
mod stop;
mod suggest;
mod themes;
mod tips;
mod trash;
mod tutor;
mod undo;
mod unplaced;
mod wording;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::paths::Environment;
use context::Context;
pub use open::Reading;
pub use out::complain;
use stop::Stop;

/// The command line as it was typed.
#[derive(Debug, Default, Parser)]
#[command(
    name = "postil",
    version,
    about = "Close reading in the terminal",
    long_about = "Close reading in the terminal: read articles, tag passages by theme, write notes in the \
                  margin, find every passage on a theme again, and take it all away as Markdown.",
    after_help = "Examples:\n  \
        postil                          open the library\n  \
        postil essay.txt                import a file and read it\n  \
        postil import ~/articles        import all text and Markdown below a folder\n  \
        postil annotations --theme Syria --json\n\n\
        `postil COMMAND --help` has examples of each command.",
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// Files, folders, addresses or `-` to import first; the first of them is opened
    #[arg(value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// Fetch addresses on this computer and in local networks too
    #[arg(long)]
    allow_local: bool,
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Everywhere")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
struct Global {
    /// The library to use; made if it does not exist (also `POSTIL_LIBRARY`)
    #[arg(long, value_name = "FILE", global = true)]
    library: Option<PathBuf>,
    /// The configuration to use (also `POSTIL_CONFIG`)
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Colours (also `NO_COLOR`, `CLICOLOR_FORCE`)
    #[arg(long, value_name = "WHEN", global = true, value_enum, default_value_t)]
    color: Color,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    no_mouse: bool,
    /// One JSON object a line, nothing else
    #[arg(long, global = true)]
    json: bool,
    /// Say less: print results and failures alone
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Write a log to this file
    #[arg(long, value_name = "FILE", global = true)]
    log: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    Import(import::Args),
    Refresh(refresh::Args),
    Report(report::Args),
    Feeds(feeds::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Mend(mend::Args),
    Diff(diff::Args),
    Remove(remove::Args),
    Trash(trash::Args),
    Search(search::Args),
    Annotate(annotate::Args),
    Amend(amend::Args),
    Annotations(annotations::Args),
    Suggest(suggest::Args),
    Wording(wording::Args),
    Themes(themes::Args),
    Note(note::Args),
    Drafts(drafts::Args),
    Marks(marks::Args),
    Seeds(seeds::Args),
    Export(export::Args),
    Undo(undo::Args),
    Redo(undo::RedoArgs),
    History(history::Args),
    Stats(stats::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Doctor(doctor::Args),
    Tutor(tutor::Args),
    Keys(keys::Args),
    Config(config::Args),
    Completions(completions::Args),
    Man(man::Args),
    Help(help::Args),
}

/// How a command line ended.
#[derive(Debug)]
pub enum End {
    /// With an exit code.
    Exit(u8),
    /// The reader is to be opened.
    Read(Box<Reading>),
}

/// Reads a command line, the name of the program first. Help, the version and mistakes are printed
/// at once; then there is only an exit code.
pub fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Cli, u8> {
    let line: Vec<OsString> = line.into_iter().collect();
    // Most starts ask for nothing, and need not wait until all that could be asked for is set up.
    if line.len() <= 1 {
        return Ok(Cli::default());
    }
    read(&line).map_err(|error| out::usage(&tips::helpful(error, &line)))
}

/// What a command takes is set up when that is asked for: of all of them it takes a tenth of the time
/// until an article can be read.
fn read(line: &[OsString]) -> clap::error::Result<Cli> {
    let matches = |whole: clap::Command| whole.try_get_matches_from(line);
    let found = matches(Cli::command()).or_else(|error| match error.kind() {
        ErrorKind::DisplayHelp => matches(command()),
        _ => Err(error),
    })?;
    Cli::from_arg_matches(&found)
}

impl Cli {
    /// The file to write a log to.
    pub fn log(&self) -> Option<&Path> {
        self.global.log.as_deref()
    }

    /// Does what is asked for.
    pub fn run(self, environment: Environment) -> End {
        let Self { sources, allow_local, global, command } = self;
        let name = command.as_ref().map_or("open", Command::name);
        tracing::info!(command = name, "begins");
        let mut cx = Context::new(name, global, environment);
        // What only tells where settings are, or prints the same whatever they say, needs none.
        let asks_none = matches!(
            command,
            Some(Command::Config(_) | Command::Completions(_) | Command::Man(_) | Command::Help(_))
        );
        if !asks_none && let Err(stop) = cx.check_config() {
            return End::Exit(cx.end(Err(stop)));
        }
        let ended = match command {
            Some(_) if allow_local => Err(Stop::Usage(
                "--allow-local: it stands before a command (write it after `import` or `refresh`)".into(),
            )),
            Some(_) if !sources.is_empty() => {
                let name = sources.first().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
                Err(Stop::Usage(format!(
                    "{name}: it stands before a command (options go there; write ./{name} for a file of that name)"
                )))
            }
            Some(Command::Tutor(tutor::Args { print: false })) | None => {
                match open::run(&mut cx, &sources, allow_local) {
                    Ok(reading) if command.is_some() => {
                        return End::Read(Box::new(Reading { tutor: true, ..reading }));
                    }
                    Ok(reading) => return End::Read(Box::new(reading)),
                    Err(stop) => Err(stop),
                }
            }
            Some(command) => command.run(&mut cx),
        };
        let code = cx.end(ended);
        tracing::info!(command = name, code, "ends");
        End::Exit(code)
    }
}

impl Command {
    fn name(&self) -> &'static str {
        match self {
            Self::Import(_) => "import",
            Self::Refresh(_) => "refresh",
            Self::Report(_) => "report",
            Self::Feeds(_) => "feeds",
            Self::List(_) => "list",
            Self::Show(_) => "show",
            Self::Edit(_) => "edit",
            Self::Mend(_) => "mend",
            Self::Diff(_) => "diff",
            Self::Remove(_) => "remove",
            Self::Trash(_) => "trash",
            Self::Search(_) => "search",
            Self::Annotate(_) => "annotate",
            Self::Amend(_) => "amend",
            Self::Annotations(_) => "annotations",
            Self::Suggest(_) => "suggest",
            Self::Wording(_) => "wording",
            Self::Themes(_) => "themes",
            Self::Note(_) => "note",
            Self::Drafts(_) => "drafts",
            Self::Marks(_) => "marks",
            Self::Seeds(_) => "seeds",
            Self::Export(_) => "export",
            Self::Undo(_) => "undo",
            Self::Redo(_) => "redo",
            Self::History(_) => "history",
            Self::Stats(_) => "stats",
            Self::Backup(_) => "backup",
            Self::Restore(_) => "restore",
            Self::Doctor(_) => "doctor",
            Self::Tutor(_) => "tutor",
            Self::Keys(_) => "keys",
            Self::Config(_) => "config",
            Self::Completions(_) => "completions",
            Self::Man(_) => "man",
            Self::Help(_) => "help",
        }
    }

    fn run(self, cx: &mut Context) -> Result<(), Stop> {
        // Import, refresh and export stop in their own way, with what was done kept.
        if !matches!(self, Self::Import(_) | Self::Refresh(_) | Self::Export(_)) {
            interrupt::at_once();
        }
        match self {
            Self::Import(args) => import::run(cx, &args),
            Self::Refresh(args) => refresh::run(cx, &args),
            Self::Report(args) => report::run(cx, &args),
            Self::Feeds(args) => feeds::run(cx, &args),
            Self::List(args) => list::run(cx, &args),
            Self::Show(args) => show::run(cx, &args),
            Self::Edit(args) => edit::run(cx, args),
            Self::Mend(args) => mend::run(cx, &args),
            Self::Diff(args) => diff::run(cx, &args),
            Self::Remove(args) => remove::run(cx, &args),
            Self::Trash(args) => trash::run(cx, &args),
            Self::Search(args) => search::run(cx, &args),
            Self::Annotate(args) => annotate::run(cx, args),
            Self::Amend(args) => amend::run(cx, &args),
            Self::Annotations(args) => annotations::run(cx, &args),
            Self::Suggest(args) => suggest::run(cx, &args),
            Self::Wording(args) => wording::run(cx, &args),
            Self::Themes(args) => themes::run(cx, args),
            Self::Note(args) => note::run(cx, args),
            Self::Drafts(args) => drafts::run(cx, &args),
            Self::Marks(args) => marks::run(cx, &args),
            Self::Seeds(args) => seeds::run(cx, &args),
            Self::Export(args) => export::run(cx, &args),
            Self::Undo(args) => undo::undo(cx, &args),
            Self::Redo(args) => undo::redo(cx, &args),
            Self::History(args) => history::run(cx, &args),
            Self::Stats(args) => stats::run(cx, &args),
            Self::Backup(args) => backup::run(cx, &args),
            Self::Restore(args) => restore::run(cx, &args),
            Self::Doctor(args) => doctor::run(cx, &args),
            Self::Tutor(args) => tutor::run(cx, &args),
            Self::Keys(args) => keys::run(cx, &args),
            Self::Config(args) => config::run(cx, &args),
            Self::Completions(args) => completions::run(cx, &args),
            Self::Man(args) => man::run(cx, &args),
            Self::Help(args) => help::run(cx, &args),
        }
    }
}

/// The whole command line with what each command takes, for help, completions and the man page.
pub fn command() -> clap::Command {
    let mut command = Cli::command();
    command.build();
    command
}

/// The man page in roff, with the keys.
pub fn man_page() -> std::io::Result<Vec<u8>> {
    man::page()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_words_is_read_as_any_other() {
        let bare = parse([OsString::from("postil")]).unwrap();
        let read = read(&[OsString::from("postil")]).unwrap();
        assert_eq!(format!("{bare:?}"), format!("{read:?}"));
    }
}
