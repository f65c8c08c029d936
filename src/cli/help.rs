//! `postil help`

use std::ffi::OsString;

use super::context::Context;
use super::out;
use super::stop::Stop;

/// Print the help, or that of a command
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil help\n  \
    postil help import           as `postil import --help`\n  \
    postil help themes add\n\n\
    A file of that name is opened as ./help.")]
pub(super) struct Args {
    /// The command, with one of its own where it has some
    #[arg(value_name = "COMMAND")]
    words: Vec<String>,
}

pub(super) fn run(cx: &Context, args: &Args) -> Result<(), Stop> {
    cx.no_objects("help", None)?;
    let mut command = super::command();
    for word in &args.words {
        let Some(sub) = command.find_subcommand(word).cloned() else {
            return Err(Stop::Usage(unknown(&command, word)));
        };
        command = sub;
    }
    let asked = args.words.iter().map(OsString::from);
    let line: Vec<OsString> =
        std::iter::once("postil".into()).chain(asked).chain(["--help".into()]).collect();
    // What asks for help is answered with it, as an error of reading.
    if let Err(help) = super::read(&line) {
        out::usage(&help);
    }
    Ok(())
}

/// What is said of a word that is no command.
fn unknown(command: &clap::Command, word: &str) -> String {
    let names = || command.get_subcommands().map(clap::Command::get_name);
    let near = names().map(|name| (strsim::damerau_levenshtein(name, word), name)).min();
    let mend = match near {
        Some((far, name)) if far <= 2 => format!("did you mean “{name}”?"),
        Some(_) => format!("{} lists them", whole(command)),
        None => format!("{} has none of its own", command.get_name()),
    };
    format!("help: there is no command “{word}” ({mend})")
}

/// How the help of a command is asked for that has commands.
fn whole(command: &clap::Command) -> String {
    match command.get_name() {
        "postil" => "`postil help`".to_owned(),
        name => format!("`postil help {name}`"),
    }
}
