//! A library that can only be read: what changes it is refused at once, before anything is typed in vain.

use super::super::{App, Locked};
use super::bearing::changes;
use crate::command::Command;

/// Why a command cannot be done in a library that can only be read.
pub fn refusal(app: &App, command: Command) -> Option<String> {
    let Locked { why, full } = app.locked.as_ref().filter(|_| changes(command))?;
    Some(if *full {
        format!("Nothing can be saved; make room and start postil again: {why}.")
    } else {
        format!("This library can only be read; copy it to change it ({why}).")
    })
}

impl App {
    /// Says once that nothing is kept here, and from now on refuses what would have to be.
    pub fn tell_locked(&mut self, locked: Locked) {
        let Locked { why, full } = &locked;
        self.say(if *full {
            format!("Nothing is kept until there is room: {why}.")
        } else {
            format!("Nothing is kept: this library can only be read ({why}).")
        });
        self.locked = Some(locked);
    }
}
