//! `postil config`

use super::context::Context;
use super::stop::Stop;
use crate::config::DEFAULT;

/// Say where the configuration is, print the defaults, or find mistakes
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil config --path\n  \
    postil config --print-default > \"$(postil config --path)\"\n  \
    postil config --check\n  \
    postil config --skins --json")]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
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
    /// List the skins: the program's and those of files beside the configuration
    #[arg(long)]
    skins: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    if args.print_default {
        cx.out.text(DEFAULT)?;
        return Ok(());
    }
    if args.skins {
        return skins(cx);
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

/// The skins by name, with the ground that each is for, and which is set.
fn skins(cx: &mut Context) -> Result<(), Stop> {
    let (config, _) = cx.config()?;
    for skin in &config.skins {
        let set = [&config.skin, &config.skin_dark, &config.skin_light];
        let uses = ["skin", "skin-dark", "skin-light"];
        let set: Vec<&str> =
            set.into_iter().zip(uses).filter(|(name, _)| **name == skin.name).map(|(_, used)| used).collect();
        let line = format!("{:<16}{:<8}{}", skin.name, skin.kind.name(), set.join(", "));
        cx.put(
            &serde_json::json!({ "name": skin.name, "ground": skin.kind.name(), "set": set }),
            line.trim_end(),
        )?;
    }
    Ok(())
}
