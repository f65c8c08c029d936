//! `postil backup FILE`

use std::path::PathBuf;

use serde::Serialize;

use super::context::Context;
use super::stop::Stop;

/// Copy the whole library, also while it is in use
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil backup ~/backups/library.postil\n\n\
    The copy is a library of its own: `postil --library COPY` opens it, `postil restore COPY` takes it over.")]
pub(super) struct Args {
    /// Where to; a file that is there already is left alone
    file: PathBuf,
}

#[derive(Debug, Serialize)]
pub(super) struct BackupJson<'a> {
    pub path: &'a str,
    pub bytes: u64,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let bytes = store.backup(&args.file)?;
    let path = args.file.to_string_lossy();
    cx.put(&BackupJson { path: &path, bytes }, &format!("{bytes} bytes  {path}"))
}
