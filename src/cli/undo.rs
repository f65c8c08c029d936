//! `postil undo` and `postil redo`

use super::context::Context;
use super::drafts;
use super::history;
use super::stop::Stop;
use crate::model::{Applied, Step};
use crate::store::{Result as Stored, Store};

/// Take back the last step, or the last N
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  postil undo\n  postil undo 3\n\nIt takes back what was done last, in whichever program and whenever; \
    `postil history` shows the steps."
)]
pub(super) struct Args {
    /// Steps
    #[arg(default_value_t = 1, value_name = "N")]
    count: u64,
}

/// Do again what was taken back last, or the last N
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  postil redo\n  postil redo 3")]
pub(super) struct RedoArgs {
    /// Steps
    #[arg(default_value_t = 1, value_name = "N")]
    count: u64,
}

pub(super) fn undo(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    replay(cx, args.count, "take back", Store::newest_step, Store::undo)
}

pub(super) fn redo(cx: &mut Context, args: &RedoArgs) -> Result<(), Stop> {
    replay(cx, args.count, "do again", Store::next_redo, Store::redo)
}

fn replay(
    cx: &mut Context,
    count: u64,
    verb: &str,
    next: impl Fn(&Store) -> Stored<Option<Step>>,
    act: impl Fn(&mut Store) -> Stored<Option<Applied>>,
) -> Result<(), Stop> {
    let mut store = cx.store()?;
    for done in 0..count {
        let step = next(&store)?;
        let (Some(step), Some(applied)) = (step, drafts::telling(cx, &mut store, &act)?) else {
            let why = if done == 0 {
                format!("there is nothing to {verb} (`postil history` shows what was done)")
            } else {
                let what =
                    if done == 1 { "was only one step".into() } else { format!("were only {done} steps") };
                format!("there {what} to {verb} (`postil history` shows what was done)")
            };
            return Err(Stop::Refused(why));
        };
        let undone = !step.undone;
        history::put(
            cx,
            &Step { id: applied.step.unwrap_or(step.id), label: applied.label, undone, ..step },
        )?;
    }
    Ok(())
}
