//! A library that can only be read: what changes it is refused at once, before anything is typed in vain.

use super::super::App;
use super::bearing::changes;
use crate::command::Command;

/// Why a command cannot be done in a library that can only be read.
pub fn refusal(app: &App, command: Command) -> Option<String> {
    let why = app.locked.as_ref().filter(|_| changes(command))?;
    Some(format!("This library can only be read; copy it to change it ({why})."))
}

impl App {
    /// Says once that nothing is kept here, and from now on refuses what would have to be.
    pub fn tell_locked(&mut self, why: String) {
        self.say(format!("Nothing is kept: this library can only be read ({why})."));
        self.locked = Some(why);
    }
}
