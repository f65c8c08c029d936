//! `postil tutor`: the reader on a library of its own, or its lessons as text.

use serde::Serialize;

use super::context::Context;
use super::stop::Stop;
use crate::command::lessons::{LESSONS, with_keys};

/// Learn postil in ten minutes, on a library that is thrown away
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil tutor\n  \
    postil tutor --print         the lessons as text, with commands that do the same\n\n\
    Each step is checked as you take it. Leave at any time with Ctrl-C: nothing of it is kept.")]
pub(super) struct Args {
    /// Print the lessons, with what does the same on the command line
    #[arg(long)]
    pub print: bool,
}

#[derive(Debug, Serialize)]
struct LessonJson<'a> {
    number: usize,
    title: &'a str,
    text: &'a str,
    commands: &'a [&'a str],
}

/// Where the commands of the lessons are tried.
const PRACTICE: &str = "The commands are tried on a library of their own, which POSTIL_LIBRARY names: \
    begin with `export POSTIL_LIBRARY=practice.postil`, and delete that file when you are done. They are about \
    the starter articles in it; the reader has a text of its own, from which its examples are.";

pub(super) fn run(cx: &mut Context, _: &Args) -> Result<(), Stop> {
    let (config, mistakes) = cx.config()?;
    for mistake in mistakes {
        cx.remark(&mistake.to_string());
    }
    if !cx.json() {
        cx.out.line(PRACTICE)?;
    }
    for (at, lesson) in LESSONS.iter().enumerate() {
        let text = with_keys(&config.keymap, lesson.text);
        let (number, title, commands) = (at + 1, lesson.title, lesson.commands);
        if cx.json() {
            cx.out.json(&LessonJson { number, title, text: &text, commands })?;
            continue;
        }
        cx.out.line("")?;
        cx.out.heading(&format!("{number}. {title}"))?;
        cx.out.line(&format!("In the reader: {text}"))?;
        cx.out.line("On the command line:")?;
        for command in commands {
            cx.out.line(&format!("    {command}"))?;
        }
    }
    Ok(())
}
