//! `postil man`

use std::io;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::context::Context;
use super::stop::Stop;
use crate::command::reference;
use crate::config::Config;

/// Print the man page
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  postil man | man -l -\n  postil man > ~/.local/share/man/man1/postil.1")]
pub(super) struct Args {}

pub(super) fn run(cx: &mut Context, _: &Args) -> Result<(), Stop> {
    cx.no_objects("man", None)?;
    cx.out.own(&page()?)?;
    Ok(())
}

/// The page in roff: the program, each command, and the keys as they are by default.
pub(super) fn page() -> io::Result<Vec<u8>> {
    let command = super::command();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands() {
        roff.control("TP", []);
        roff.text([bold(format!("postil {}", sub.get_name()))]);
        roff.text([roman(sub.get_about().map(ToString::to_string).unwrap_or_default())]);
    }
    roff.text([roman("Each has examples and all its options: postil COMMAND --help.")]);
    roff.control("SH", ["KEYS"]);
    for section in reference::sections(&Config::default().keymap) {
        roff.control("SS", [section.title]);
        for row in section.rows {
            roff.control("TP", []);
            roff.text([bold(row.keys.join("  "))]);
            roff.text([roman(row.about)]);
        }
    }
    roff.to_writer(&mut page)?;
    man.render_extra_section(&mut page)?;
    Ok(page)
}
