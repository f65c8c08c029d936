//! Runs a program on the terminal, from taking it over to giving it back.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use anyhow::Context;

use super::awaited::is_awaited;
use super::change::{self, Opened};
use super::device::Device;
use super::ground::{self, Silence};
use super::pipe::Pipes;
use super::rescue::{self, Unsaved};
use super::run::{Happening, Machine, Program, Run};
use super::screen::Screen;
use super::settings::{Settings, Terms};
use super::stage::Stage;
use super::{panics, terminal};
use crate::app::{Effect, Msg, Outcome};
use crate::config::Config;
use crate::contain::contain;
use crate::paths::Environment;
use crate::store::Store;

/// What else is listened to.
#[derive(Debug, Default)]
pub struct Asked {
    /// The size that the program was made for: columns and rows.
    pub size: (u16, u16),
    /// The terminal is asked for its ground, and what it means if it does not tell.
    pub ground: Option<Silence>,
    /// The mouse is taken from the terminal.
    pub mouse: bool,
    /// Settings that are read again when they change.
    pub settings: Settings,
    /// What they came to, and what was said of it.
    pub read: (Config, Option<String>),
}

/// Runs the program to its end on a stage, after the effects of its start; gives the exit code. When this
/// returns, the terminal is as it was and what was to be saved is saved, or standard error says
/// what is not. An error is one that kept the program from starting.
pub fn drive<P: Program>(
    stage: Stage,
    program: &mut P,
    effects: Vec<Effect>,
    store: Store,
    environment: Environment,
    asked: Asked,
) -> anyhow::Result<ExitCode> {
    Stage::ended(play(stage, program, effects, store, environment, asked))
}

fn play<P: Program>(
    mut stage: Stage,
    program: &mut P,
    mut effects: Vec<Effect>,
    store: Store,
    environment: Environment,
    asked: Asked,
) -> anyhow::Result<ExitCode> {
    let settings = asked.settings.clone();
    let clock = store.clock().clone();
    stage.prepare(asked.mouse)?;
    // Before signals were caught, another size was told to nobody.
    let size = terminal::size();
    if size != asked.size {
        effects.extend(program.update(Msg::Resize(size.0, size.1)));
    }
    let glimpse = std::mem::take(&mut stage.glimpse);
    let is_glimpsed = !glimpse.is_empty();
    let mut screen = Screen::new(size).on(environment.terminal.as_deref()).showing(glimpse);
    // Where it lacks nothing, the first frame waits for no thread.
    let waits_for_ground = asked.ground == Some(Silence::HoldsFrame);
    let is_drawn = !waits_for_ground && !is_awaited(&effects);
    let mut first = asked.ground.map_or_else(Vec::new, |_| ground::QUESTION.to_vec());
    if is_drawn {
        let (frame, lacked) =
            first_frame(program, &mut screen).context("the first screen cannot be drawn")?;
        first.extend(frame);
        effects.extend(lacked);
    }
    stage.asks_ground.store(asked.ground.is_some(), Ordering::SeqCst);
    stage.write(&first)?;
    let reader = stage.reader()?;
    let Stage { send, inbox, switch, guard, early, .. } = stage;
    let terms = Terms { settings: settings.clone(), environment: environment.clone() };
    let service =
        change::serve(Opened::new(store), &clock, terms, &send).context("no thread could be started")?;
    let tell = send.clone();
    let _settings = asked
        .settings
        .watch(asked.read, move |msg| tell.send(Happening::Msg(msg)).is_ok())
        .inspect_err(|error| tracing::info!("the settings are not watched: {error}"));
    let leaving = Vec::new();
    let mut device = Device {
        service,
        leaving,
        clock: clock.clone(),
        pipes: Pipes::default(),
        screen,
        reader,
        switch,
        environment,
        settings,
        send,
        editor: None,
    };

    let run = Run::new(program, &mut device, &clock).after(early);
    let run = if is_drawn { run.drawn() } else { run.listening(waits_for_ground).glimpsed(is_glimpsed) };
    let doubts_ground = asked.ground == Some(Silence::TakesBack);
    let mut run = if doubts_ground { run.doubting(ground::DOUBT) } else { run };
    // A panic was told by its hook; what was being written is saved all the same.
    let ended = panic::catch_unwind(AssertUnwindSafe(|| run.run(effects, &inbox)));
    let untold = run.failures();
    if ended.is_err() {
        save_what_was_written(program, &mut device);
    }
    drop(guard);
    let mut saved = device.service.worker.finish();
    let library = device.service.library.clone();
    let mut unkept = vec![Unsaved { drafts: device.service.worker.unkept(), library }];
    for end in device.leaving {
        let left = end.join().unwrap_or_default();
        saved &= left.saved;
        unkept.push(left.unkept);
    }
    let panicked = panics::tell();
    unkept.retain(|unsaved| !unsaved.drafts.is_empty());
    for told in rescue::keep(&device.environment, &unkept) {
        say(&told);
    }
    let ended = ended.unwrap_or_else(|panic| panic::resume_unwind(panic));
    // What came after the loop's end is about edits that were still on their way.
    let late = inbox.try_iter().filter_map(|happening| match happening {
        Happening::Msg(Msg::Outcome(_, Outcome::Failed(why))) => Some(why),
        _ => None,
    });
    let code = conclude(ended, saved, untold.into_iter().chain(late)).max(u8::from(!unkept.is_empty()));
    Ok(ExitCode::from(if panicked { panics::CODE } else { code }))
}

/// Draws the first frame; gives its bytes and what was found missing for it.
pub(super) fn first_frame<P: Program>(
    program: &mut P,
    screen: &mut Screen,
) -> io::Result<(Vec<u8>, Vec<Effect>)> {
    let effects = program.prepare();
    program.take_dirty();
    Ok((screen.frame(|area, buffer| program.draw(area, buffer))?, effects))
}

/// Has a program that panicked save its drafts and place, as far as it still can say what they are.
fn save_what_was_written<P: Program>(program: &mut P, device: &mut Device) {
    let left = device.call_back().map(Msg::Edited);
    let told = left.into_iter().chain([Msg::Closing]);
    let effects = told.flat_map(|msg| contain(|| program.update(msg)).unwrap_or_default());
    for effect in effects.collect::<Vec<_>>() {
        if let Effect::Ask(ticket, ask) = effect {
            device.ask(ticket, ask);
        }
    }
}

/// The exit code, with a word on standard error about what went wrong. A terminal that is gone
/// hears nothing of it, and that is no further error.
fn conclude(ended: io::Result<u8>, saved: bool, failures: impl Iterator<Item = String>) -> u8 {
    let mut code = match ended {
        Ok(code) => code,
        Err(error) => {
            say(&format!("the terminal cannot be used any more: {error} (what is not saved is told apart)"));
            129
        }
    };
    // One reason may have kept several things from being done.
    for why in failures.collect::<BTreeSet<_>>() {
        say(&format!("what was asked for last was not done: {why}"));
        code = code.max(1);
    }
    if !saved {
        say("the last change may not be saved: the library did not answer in 10 seconds \
             (postil history shows what is)");
        code = code.max(1);
    }
    code
}

fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "postil: {sentence}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_is_not_saved_is_no_success() {
        let code = |ended, saved, failures: &[&str]| {
            conclude(ended, saved, failures.iter().map(|why| (*why).to_owned()))
        };
        assert_eq!(code(Ok(0), true, &[]), 0);
        assert_eq!(code(Ok(143), true, &[]), 143);
        assert_eq!(code(Ok(0), true, &["the disk is full"]), 1);
        assert_eq!(code(Ok(0), false, &[]), 1);
        assert_eq!(code(Ok(143), false, &[]), 143);
        assert_eq!(code(Err(io::ErrorKind::BrokenPipe.into()), true, &[]), 129);
    }
}
