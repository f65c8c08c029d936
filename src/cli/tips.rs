//! What a mistake in the command line is told with: the option that was meant. The parser's own tip, to write
//! `--` before a word that is no option, is left out where that word could only be an option.

use std::ffi::OsString;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Names by which other programs, or people, call what an option is for.
const MEANT: [(&str, &str); 13] = [
    ("date", "published"),
    ("year", "published"),
    ("author", "byline"),
    ("authors", "byline"),
    ("outlet", "publication"),
    ("source", "publication"),
    ("lang", "language"),
    ("link", "url"),
    ("address", "url"),
    ("tag", "theme"),
    ("tags", "theme"),
    ("comment", "note"),
    ("output", "out"),
];

/// A mistake in that line, with a tip that helps.
pub(super) fn helpful(mut error: Error, line: &[OsString]) -> Error {
    let Some(ContextValue::String(arg)) = error.get(ContextKind::InvalidArg) else { return error };
    let Some(name) = arg.strip_prefix("--").filter(|_| error.kind() == ErrorKind::UnknownArgument) else {
        return error;
    };
    let known = error.get(ContextKind::SuggestedArg).is_none().then(|| meant(name, line)).flatten();
    if let Some(ContextValue::StyledStrs(mut tips)) = error.remove(ContextKind::Suggested) {
        tips.retain(|tip| !tip.to_string().contains("as a value"));
        if !tips.is_empty() {
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
        }
    }
    if let Some(known) = known {
        error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{known}")));
    }
    error
}

/// The option of the command that is called so elsewhere.
fn meant(name: &str, line: &[OsString]) -> Option<&'static str> {
    let name = name.split_once('=').map_or(name, |(name, _)| name);
    let whole = super::command();
    let command = line.iter().skip(1).find_map(|word| whole.find_subcommand(word))?;
    let has = |long: &str| command.get_arguments().any(|arg| arg.get_long() == Some(long));
    MEANT.into_iter().find(|(word, long)| *word == name && has(long)).map(|(_, long)| long)
}
