//! Arguments in, exit code out.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use postil::paths::Environment;
use postil::shell;

/// Close reading in the terminal.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The library
    #[arg(long, value_name = "FILE")]
    library: Option<PathBuf>,
}

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let environment = Environment::of_process();
    let library = environment.library(arguments.library.as_deref())?;
    let (config, notice) = shell::settings(environment.config(None).as_deref(), false);
    let (open, color, input_was_source) = (None, None, false);
    shell::read(shell::Options { library, environment, config, notice, open, color, input_was_source })
}
