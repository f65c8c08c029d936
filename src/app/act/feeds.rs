//! The feeds that are subscribed: their articles in the list, and the end of a subscription.

use super::super::{App, FeedRow, Feeds, Overlay, Pane};
use super::{list, shelf};
use crate::app::msg::{Ask, Ticket};
use crate::command::{Command, Context};
use crate::model::{Edit, Shelf};

/// Opens the feeds, with the cursor on the one that the article at hand came of.
pub fn open(app: &mut App) {
    let seek = app.article_meant().and_then(|article| article.collection.as_ref()).map(|feed| feed.id);
    let awaited = Some(app.ask(Ask::Feeds));
    app.overlays.push(Overlay::Feeds(Feeds { seek, awaited, ..Feeds::default() }));
}

/// Why there is nothing for a command to work on.
pub fn refusal(app: &App, command: Command) -> Option<&'static str> {
    let Some(Overlay::Feeds(feeds)) = app.overlays.last() else { return None };
    match (feeds.chosen(), command) {
        (None, _) => Some("There is no feed yet; a subscribes to one."),
        (Some(row), Command::Open) if row.feed.articles == 0 => {
            Some("No article of this feed is in the library; R fetches what is new.")
        }
        _ => None,
    }
}

/// The articles of the chosen feed in the list; going back leads to the feeds again.
pub fn articles(app: &mut App) {
    let Some(filter) = chosen(app).map(|row| row.filter.clone()) else { return };
    app.leave_overlays();
    app.focus = Pane::List;
    shelf::show(app, Shelf::All);
    if let Err(why) = list::settle(app, &filter) {
        app.complain(why);
    }
}

/// Ends the subscription to the chosen feed.
pub fn end(app: &mut App) {
    let Some(collection) = chosen(app).map(|row| row.feed.collection.id) else { return };
    app.apply(vec![Edit::EndFeed { collection }]);
}

fn chosen(app: &App) -> Option<&FeedRow> {
    match app.overlays.last() {
        Some(Overlay::Feeds(feeds)) if app.context() == Context::Feeds => feeds.chosen(),
        _ => None,
    }
}

impl App {
    pub(in crate::app) fn take_feeds(&mut self, ticket: Ticket, rows: Vec<FeedRow>) {
        if let Some(feeds) = self.feeds().filter(|feeds| feeds.awaited == Some(ticket)) {
            feeds.take(rows);
        }
    }

    /// Reads the feeds again, where they show; whether what may be new in them is the user's doing.
    pub(in crate::app) fn reload_feeds(&mut self, is_own: bool) {
        if self.feeds().is_none() {
            return;
        }
        let ticket = self.ask(Ask::Feeds);
        if let Some(feeds) = self.feeds() {
            feeds.awaited = Some(ticket);
            feeds.seek_new |= is_own;
        }
    }

    /// Whether keys are meant for feeds that are on their way.
    pub(in crate::app) fn is_feeds_awaited(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Feeds(feeds)) if feeds.awaited.is_some())
    }

    /// The feeds could not be read: those that show stay, and an empty panel is closed.
    pub(in crate::app) fn fail_feeds(&mut self, ticket: Ticket) {
        if let Some(feeds) = self.feeds() {
            feeds.awaited.take_if(|awaited| *awaited == ticket);
        }
        self.overlays.retain(
            |over| !matches!(over, Overlay::Feeds(feeds) if feeds.awaited.is_none() && !feeds.loaded),
        );
    }

    fn feeds(&mut self) -> Option<&mut Feeds> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Feeds(feeds) => Some(feeds),
            _ => None,
        })
    }
}
