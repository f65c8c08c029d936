//! `postil history`

use serde::Serialize;

use super::context::Context;
use super::stop::Stop;
use crate::model::Step;
use crate::text::excerpt;

/// Cells of a label in a line: names in it may be of any length, and JSON has them whole.
const LONGEST: usize = 200;

/// List what was done, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  postil history\n  postil history --limit 5 --json")]
pub(super) struct Args {
    /// Steps at most
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// A step as JSON has it.
#[derive(Debug, Serialize)]
struct StepJson<'a> {
    id: i64,
    label: &'a str,
    at: &'a str,
    undone: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let steps = store.history(args.limit.unwrap_or(usize::MAX))?;
    for step in &steps {
        put(cx, step)?;
    }
    if steps.is_empty() && !cx.json() {
        cx.remark("nothing was done yet");
    }
    Ok(())
}

pub(super) fn put(cx: &mut Context, step: &Step) -> Result<(), Stop> {
    let undone = if step.undone { "undone  " } else { "        " };
    let label = excerpt(&step.label, LONGEST);
    let line = format!("{:>5}  {}  {undone}{label}", step.id, step.at);
    cx.put(&StepJson { id: step.id, label: &step.label, at: &step.at, undone: step.undone }, &line)
}
