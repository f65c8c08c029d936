//! How it looks: which skin is worn.

use super::super::{AUTO, App, SKIN};
use crate::app::msg::Ask;

/// Changes to the next skin, and the first after the last; the choice is kept for the next start.
pub fn next_skin(app: &mut App) {
    let (name, number, count) = app.prefs.look.wear_next();
    let is = if name == AUTO { format!("auto, which is {}", app.prefs.look.skin().name) } else { name };
    app.say(format!("Skin {number} of {count}: {is}."));
    app.ask(Ask::Remember { key: SKIN, value: app.prefs.look.remembered() });
}
