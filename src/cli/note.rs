//! `postil note`

use serde::Serialize;

use super::args::text;
use super::context::Context;
use super::stop::Stop;
use crate::model::{Edit, NoteOn};

/// Show or write the note on the library
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  postil note\n  postil note --text \"What is this library for?\"\n  postil note --text \"\"     takes it away"
)]
pub(super) struct Args {
    /// Markdown
    #[arg(long, allow_hyphen_values = true, value_parser = text)]
    text: Option<String>,
}

#[derive(Debug, Serialize)]
struct NoteJson {
    note: Option<String>,
}

pub(super) fn run(cx: &mut Context, args: Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    if let Some(text) = args.text {
        store.apply(&[Edit::SetNote { on: NoteOn::Library, note: Some(text) }])?;
    }
    let note = store.library_note()?;
    if cx.json() {
        cx.out.json(&NoteJson { note })?;
    } else if let Some(note) = note {
        cx.out.text(&note)?;
        cx.out.text("\n")?;
    }
    Ok(())
}
