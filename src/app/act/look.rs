//! How it looks: which skin is worn.

use super::super::{AUTO, App, GROUND, SKIN};
use crate::app::msg::Ask;
use crate::skin::Rgb;

/// Changes to the next skin, and the first after the last; the choice is kept for the next start.
pub fn next_skin(app: &mut App) {
    let (name, number, count) = app.prefs.look.wear_next();
    let is = if name == AUTO { format!("auto, which is {}", app.prefs.look.skin().name) } else { name };
    app.say(format!("Skin {number} of {count}: {is}."));
    app.ask(Ask::Remember { key: SKIN, value: app.prefs.look.remembered() });
}

impl App {
    /// The terminal told its ground, or did not in time. It is kept for the next start, which then
    /// does not wait for it. Silence takes back what was only recalled, and nothing that was told.
    pub(in crate::app) fn stand_on(&mut self, ground: Option<Rgb>) {
        let before = self.prefs.look.ground_to_remember();
        match ground {
            Some(ground) => self.prefs.look.on_ground(ground),
            None => self.prefs.look.on_silence(),
        }
        let now = self.prefs.look.ground_to_remember();
        if let Some(value) = now.filter(|now| before.as_ref() != Some(now)) {
            self.ask(Ask::Remember { key: GROUND, value });
        }
    }
}
