//! `postil config`

use super::context::Context;
use super::stop::Stop;
use crate::config::DEFAULT;

/// Say where the configuration is, print the defaults, or find mistakes
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil config --path\n  \
    postil config --print-default > \"$(postil config --path)\"\n  \
    postil config --check")]
#[group(multiple = false)]
pub(super) struct Args {
    /// Print all that can be set, with what it is by default
    #[arg(long)]
    print_default: bool,
    /// Print the name of the file, which need not exist (what the command does without an option)
    #[arg(long)]
    path: bool,
    /// Name the mistakes in the file
    #[arg(long)]
    check: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    if args.print_default {
        cx.out.text(DEFAULT)?;
        return Ok(());
    }
    let Some(path) = cx.environment.config(cx.global.config.as_deref()) else {
        return Err(Stop::Refused("no home folder is known (name a file with --config)".into()));
    };
    let path = path.to_string_lossy().into_owned();
    if !args.check {
        return cx.put(&serde_json::json!({ "path": path }), &path);
    }
    let (_, mistakes) = cx.config()?;
    for mistake in &mistakes {
        cx.fail(&format!("{}:{}:{}", mistake.file, mistake.line, mistake.column), &mistake.message);
    }
    if mistakes.is_empty() {
        cx.remark(&format!("{path}: no mistakes"));
    }
    Ok(())
}
