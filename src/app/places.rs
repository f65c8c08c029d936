//! Where the reader is: kept soon after it moved, with what follows from it for progress and status.

use std::time::Duration;

use super::msg::Ask;
use super::{App, Pane, Place, Reader, Wake};
use crate::model::{ArticleId, Status};

/// How long after a move the place is saved.
const PLACE_AFTER: Duration = Duration::from_secs(1);

impl App {
    /// Where the cursor is.
    pub(super) fn here(&self) -> Option<Place> {
        self.reader.as_ref().map(|reader| Place { article: reader.article.id, at: reader.cursor })
    }

    pub(super) fn begin_reading(&mut self) {
        self.saved_place = None;
        let Some(reader) = &mut self.reader else { return };
        if reader.article.status == Status::Unread {
            reader.article.status = Status::Reading;
            let renewed = reader.article.clone();
            let (article, place, progress) = (renewed.id, reader.cursor, renewed.progress);
            self.list.renew(&renewed);
            self.ask(Ask::SavePlace { article, place, progress, status: Some(Status::Reading) });
        }
        self.saved_place = self.here().map(|place| (place.article, place.at));
    }

    /// Keeps which article the next start opens.
    pub(super) fn remember_article(&mut self, article: ArticleId) {
        self.ask(Ask::Remember { key: "article", value: article.0.to_string() });
    }

    /// Keeps which pane the next start is in: of an article that is on its way, the one that it was to come to.
    pub(super) fn remember_pane(&mut self) {
        if let Some(opening) = self.opening {
            self.remember_article(opening.article);
        }
        let pane = self.opening.map_or(self.focus, |_| self.left_on.unwrap_or(Pane::Reader));
        self.ask(Ask::Remember { key: "pane", value: pane.word().to_owned() });
    }

    /// Sees to it that a place that moved is saved soon.
    pub(super) fn note_place(&mut self) {
        let Some(here) = self.here() else { return };
        let ended = self.reader.as_ref().is_some_and(Reader::has_just_ended);
        let moved = self.saved_place != Some((here.article, here.at)) || ended;
        if moved && !self.wakes.values().any(|wake| *wake == Wake::SavePlace) {
            self.wake(PLACE_AFTER, Wake::SavePlace);
        }
    }

    /// Saves where the reader is, and what follows from it for progress and status.
    pub(super) fn save_place(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        let article = reader.article.id;
        if self.saved_place == Some((article, reader.cursor)) && !reader.has_just_ended() {
            return;
        }
        let progress = reader.progress().max(reader.article.progress);
        let reached_end = reader.tell_end() && reader.article.status == Status::Reading;
        if reached_end {
            reader.article.status = Status::Done;
        }
        reader.article.progress = progress;
        let status = Some(reader.article.status);
        let (place, renewed) = (reader.cursor, reader.article.clone());
        self.saved_place = Some((article, place));
        self.list.renew(&renewed);
        self.ask(Ask::SavePlace { article, place, progress, status });
        // What an act came to is not to be covered.
        let said = self.message.as_ref().map(|message| {
            let ends = message.text.ends_with(|c: char| c.is_ascii_punctuation());
            format!("{}{} Done.", message.text, if ends { "" } else { "." })
        });
        if reached_end && self.message.as_ref().is_none_or(|message| !message.is_error) {
            self.say(said.unwrap_or_else(|| "Done.".to_owned()));
        }
    }
}
