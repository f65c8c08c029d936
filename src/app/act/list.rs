//! The filter of the article list.

use super::super::{App, Asking, Overlay, Prompt};
use crate::app::msg::Ask;
use crate::model::{Listing, query};

pub fn filter(app: &mut App) {
    let before = app.list.typed.clone();
    let asking = Asking::Filter { before: before.clone() };
    app.overlays.push(Overlay::Prompt(Prompt::new(asking, before)));
    app.ask_for_lines();
}

/// The list follows a filter as it is typed; what cannot be read yet changes nothing.
pub fn follow(app: &mut App, text: &str) {
    if let Ok(query) = query::parse(text) {
        let query = query.typing();
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

pub fn clear_samples(app: &mut App) {
    let open = app.open_article();
    app.undo_anyway = None;
    app.in_flight = Some(app.ask(Ask::ClearSamples { open }));
}
