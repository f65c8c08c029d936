//! `postil completions SHELL`

use clap_complete::{Shell, generate};

use super::context::Context;
use super::stop::Stop;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil completions bash > ~/.local/share/bash-completion/completions/postil\n  \
    postil completions fish > ~/.config/fish/completions/postil.fish")]
pub(super) struct Args {
    shell: Shell,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    cx.no_objects("completions", None)?;
    let mut script = Vec::new();
    generate(args.shell, &mut super::command(), "postil", &mut script);
    cx.out.own(&script)?;
    Ok(())
}
