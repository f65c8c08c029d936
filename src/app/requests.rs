//! What is asked of the worker and of the clock, and what is said.

use super::msg::{Ask, Effect, Ticket};
use super::{App, List, Message, Opening, Wake};
use crate::model::{ArticleId, Edit};
use crate::text::Offset;

/// How many messages can be read again.
const SAID: usize = 50;

impl App {
    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    pub(super) fn ask(&mut self, ask: Ask) -> Ticket {
        let ticket = self.ticket();
        if matches!(
            ask,
            Ask::SavePlace { .. }
                | Ask::DropDraft(_)
                | Ask::HoldDraft(_)
                | Ask::Remember { .. }
                | Ask::AddLine { .. }
        ) {
            self.keeping.insert(ticket);
        }
        self.out.push(Effect::Ask(ticket, ask));
        ticket
    }

    /// Sends edits as one step. Keys that act on annotations wait until it is done.
    pub(super) fn apply(&mut self, edits: Vec<Edit>) {
        let open = self.open_article();
        let text = self.text_of_places(&edits);
        self.undo_anyway = None;
        self.in_flight = Some(self.ask(Ask::Apply { edits, open, text }));
    }

    /// The sha256 of the open text, where an edit has a place in it.
    pub(super) fn text_of_places(&self, edits: &[Edit]) -> Option<String> {
        let reader = self.reader.as_ref()?;
        let is_here = |edit: &Edit| match edit {
            Edit::Annotate { article, .. } | Edit::SetFurniture { article, .. } => {
                *article == reader.article.id
            }
            Edit::MoveAnnotation { annotation, .. } => reader.marks.get(*annotation).is_some(),
            _ => false,
        };
        edits.iter().any(is_here).then(|| reader.article.sha256.clone())
    }

    pub(super) fn open_article(&self) -> Option<ArticleId> {
        self.reader.as_ref().map(|reader| reader.article.id)
    }

    /// The article that a step back or forward is asked about: the open one, else the one that it may bring back.
    pub(super) fn article_watched(&self) -> Option<ArticleId> {
        self.open_article().or(self.closed)
    }

    pub(super) fn wake(&mut self, after: std::time::Duration, what: Wake) -> Ticket {
        let ticket = self.ticket();
        self.wakes.insert(ticket, what);
        self.out.push(Effect::Wake(after, ticket));
        ticket
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.tell(Message { text: text.into(), is_error: false });
    }

    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.tell(Message { text: text.into(), is_error: true });
    }

    pub(super) fn tell(&mut self, message: Message) {
        if self.said.back() != Some(&message) {
            self.said.push_back(message.clone());
            self.said.drain(..self.said.len().saturating_sub(SAID));
        }
        self.message = Some(message);
        self.unkept = false;
    }

    pub(super) fn load_list(&mut self, first: u64) {
        self.load_list_at(first, None);
    }

    /// Loads a window that begins at `first`, or elsewhere if the article is not in that one.
    pub(super) fn load_list_at(&mut self, first: u64, around: Option<ArticleId>) {
        let listing = Box::new(self.list.listing.clone());
        let selected = self.list.selected.iter().copied().collect();
        self.list.asked = Some(first);
        self.list.ticket = self.ask(Ask::List { listing, first, count: List::WINDOW, around, selected });
    }

    /// Loads again what shows, with the cursor on the article that it is on.
    pub(super) fn reload_list(&mut self) {
        let chosen = self.list.seek.or(self.list.chosen().map(|article| article.id));
        self.load_list_at(self.list.first, chosen);
    }

    pub(super) fn open_at(&mut self, article: ArticleId, at: Option<Offset>) {
        let ticket = self.ask(Ask::Open { article });
        self.opening = Some(Opening { ticket, article, at });
        self.headed = None;
    }
}
