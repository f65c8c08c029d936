//! The filter of the article list.

use super::super::{App, Asking, Overlay, Prompt};
use crate::app::msg::{Ask, Ticket};
use crate::model::{Applied, Listing, query};

pub fn filter(app: &mut App) {
    let before = app.list.typed.clone();
    let asking = Asking::Filter { before: before.clone() };
    app.overlays.push(Overlay::Prompt(Prompt::new(asking, before)));
    app.ask_for_lines();
}

/// The list follows a filter as it is typed; what cannot be read yet changes nothing.
pub fn follow(app: &mut App, text: &str) {
    if let Ok(query) = query::parse_typed(text) {
        if app.list.listing.query != query {
            let listing = Listing { query, ..app.list.listing.clone() };
            app.list.turn(listing, text.to_owned());
            app.load_list(0);
        }
        text.clone_into(&mut app.list.typed);
    }
}

/// Enter: the filter stands, or says what is wrong with it.
pub fn settle(app: &mut App, text: &str) -> Result<(), String> {
    query::parse(text).map_err(|error| error.sentence())?;
    follow(app, text);
    Ok(())
}

/// What is known of the samples of a new library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Samples {
    #[default]
    Unknown,
    /// They are being taken away.
    Going(Ticket),
    Gone,
}

/// What is said where no sample is left to be taken away.
pub const NO_SAMPLES: &str =
    "No sample is left: they are gone, or yours since you changed them (dd deletes one).";

pub fn clear_samples(app: &mut App) {
    let open = app.open_article();
    app.undo_anyway = None;
    let ticket = app.ask(Ask::ClearSamples { open });
    (app.in_flight, app.samples) = (Some(ticket), Samples::Going(ticket));
}

impl App {
    /// The samples were taken away, or none was left.
    pub(in crate::app) fn cleared_samples(&mut self, ticket: Ticket, applied: &Applied) {
        if self.samples != Samples::Going(ticket) {
            return;
        }
        self.samples = Samples::Gone;
        if applied.step.is_none() {
            self.complain(NO_SAMPLES);
        }
    }
}
