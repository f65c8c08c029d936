//! Arguments in, exit code out.
use std::process::ExitCode;

use postil::cli::{self, End, Reading};
use postil::paths::Environment;
use postil::shell::{self, Options, Settings};

fn main() -> ExitCode {
    let cli = match cli::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(code) => return code.into(),
    };
    let ended = shell::log::start(cli.log()).and_then(|()| match cli.run(Environment::of_process()) {
        End::Exit(code) => Ok(code.into()),
        End::Read(reading) => read(*reading),
    });
    ended.unwrap_or_else(|error| {
        cli::complain(&format!("{error:#}"));
        if error.is::<shell::NoTerminal>() { 2.into() } else { ExitCode::FAILURE }
    })
}

fn read(reading: Reading) -> anyhow::Result<ExitCode> {
    let Reading { library, environment, color, article: open, input_was_source, tutor, .. } = reading;
    let mut settings = Settings::of(reading.config, reading.config_is_named, reading.no_mouse);
    settings.allow_local = reading.allow_local;
    let code = shell::read(Options { library, environment, settings, open, color, input_was_source, tutor })?;
    Ok(if reading.failed && code == ExitCode::SUCCESS { ExitCode::FAILURE } else { code })
}
