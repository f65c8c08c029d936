//! `postil restore FILE`

use std::path::{Path, PathBuf};

use super::backup::BackupJson;
use super::context::Context;
use super::stop::Stop;

/// Take over what a backup holds; the library as it was is kept beside it
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  \
    postil restore ~/backups/library.postil\n\n\
    A postil that is open on the library sees it at once. What the library held goes into a file beside\n\
    it, NAME.before-N.postil, and restoring that file takes the restoring back.")]
pub(super) struct Args {
    /// The backup; it stays as it is
    file: PathBuf,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let library = cx.library()?;
    let mut store = cx.store()?;
    let aside = (!store.is_new()).then(|| beside(&library));
    let bytes = store.restore(&args.file, aside.as_deref())?;
    let path = library.to_string_lossy();
    cx.put(&BackupJson { path: &path, bytes }, &format!("{bytes} bytes  {path}"))?;
    if let Some(aside) = aside {
        cx.remark(&format!("what it held before is in {}", aside.display()));
    }
    Ok(())
}

/// A name beside the library that is free.
pub(super) fn beside(library: &Path) -> PathBuf {
    let stem = library.file_stem().unwrap_or_default().to_string_lossy();
    let named = |n: u32| library.with_file_name(format!("{stem}.before-{n}.postil"));
    (1..u32::MAX).map(named).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| named(u32::MAX))
}
