//! `postil tutor`: the reader on a library of its own.

/// Learn postil in ten minutes, on a library that is thrown away
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  postil tutor\n\nEach step is checked as you take it. Leave at any time with Ctrl-C: nothing of it is kept."
)]
pub(super) struct Args {}
