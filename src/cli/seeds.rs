//! `postil seeds`

use super::context::Context;
use super::drafts;
use super::stop::Stop;
use crate::job::library;

/// Take the starter articles and unused starter themes away, or bring them back
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  postil seeds --remove\n  postil seeds --restore\n\nEach is one step for undo."
)]
#[group(required = true, multiple = false)]
pub(super) struct Args {
    /// To the trash
    #[arg(long)]
    remove: bool,
    /// Back, as they were delivered where they were deleted
    #[arg(long)]
    restore: bool,
    /// The sample annotations on them, but for those that were changed
    #[arg(long)]
    clear_samples: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let applied = drafts::telling(cx, &mut store, |store| match (args.remove, args.clear_samples) {
        (true, _) => store.remove_seeds(),
        (_, true) => store.clear_samples(),
        _ => store.restore_seeds(&library::starters()?),
    })?;
    for id in &applied.touched.articles {
        cx.put_article(&store, *id)?;
    }
    if applied.step.is_none() {
        cx.remark("nothing to do");
    }
    Ok(())
}
