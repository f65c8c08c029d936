//! `postil keys`

use super::context::Context;
use super::stop::Stop;
use crate::command::reference;

/// Print all keys, as they are configured
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  postil keys\n  postil keys --markdown > keys.md")]
pub(super) struct Args {
    /// As tables in Markdown
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let (config, mistakes) = cx.config()?;
    for mistake in mistakes {
        cx.remark(&mistake.to_string());
    }
    if cx.json() {
        for section in reference::sections(&config.keymap) {
            for row in section.rows {
                cx.out.json(&serde_json::json!({
                    "context": section.title, "keys": row.keys, "command": row.command, "about": row.about,
                }))?;
            }
        }
        return Ok(());
    }
    let text =
        if args.markdown { reference::markdown(&config.keymap) } else { reference::text(&config.keymap) };
    cx.out.text(&text)?;
    Ok(())
}
