//! Sheets of what the library is searched for at length: opening them, going to a row, tagging or dismissing
//! a sentence that is suggested.

use super::super::{App, Board, Effect, Overlay, Source, Survey, Surveyed};
use super::Arrival;
use crate::app::msg::{Ask, Ticket};
use crate::app::survey::{Counted, Likes, Tally, Waiting, Wordings};
use crate::model::query;
use crate::model::{Applied, ThemeId};

/// Sentences that look like the passages of the theme that is meant.
pub fn suggest(app: &mut App) {
    let Some(theme) = app.theme_meant().map(|theme| theme.id) else { return };
    let ticket = app.ask(Ask::Survey(Survey::Suggest { theme }));
    app.overlays.push(Overlay::Likes(Box::new(Likes::new(theme, ticket))));
}

/// What other articles have word for word of the one that is meant.
pub fn wording(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let (article, title) = (article.id, article.title().to_owned());
    let waiting = Waiting::on(app.ask(Ask::Survey(Survey::Wording { article })));
    let (rows, origins) = (Vec::new(), std::collections::BTreeMap::new());
    let sheet = Wordings { article, title, waiting, rows, origins, more: false, cursor: 0 };
    app.overlays.push(Overlay::Wordings(Box::new(sheet)));
}

/// The passages of the theme that is meant, counted.
pub fn tally(app: &mut App) {
    let Some(theme) = app.theme_meant().map(|theme| theme.id) else { return };
    let waiting = Waiting::on(app.ask(Ask::Survey(Survey::Tally { theme })));
    app.overlays.push(Overlay::Tally(Tally { theme, waiting, rows: Vec::new(), cursor: 0 }));
}

/// Nobody waits any more for what a sheet was to show.
pub fn closed(app: &mut App, waiting: &Waiting) {
    if !waiting.ready {
        app.out.push(Effect::GiveUp(waiting.ticket));
    }
}

/// Why a row cannot be gone to or tagged: there is none.
pub fn why_no_row(app: &App) -> Option<String> {
    let (waiting, none) = match app.overlays.last()? {
        Overlay::Likes(likes) => (&likes.waiting, likes.chosen().is_none()),
        Overlay::Wordings(sheet) => (&sheet.waiting, sheet.chosen().is_none()),
        _ => return None,
    };
    let why = if waiting.ready { "There is no row here; q closes this." } else { "It is still being read." };
    none.then(|| why.to_owned())
}

/// Goes to the sentence or the words of the chosen row.
pub fn jump(app: &mut App) {
    let (article, span) = match app.overlays.last() {
        Some(Overlay::Likes(likes)) => {
            let Some((_, one)) = likes.chosen() else { return };
            (one.article.id, one.span)
        }
        Some(Overlay::Wordings(sheet)) => {
            let Some(row) = sheet.chosen() else { return };
            (row.article, row.there)
        }
        _ => return,
    };
    app.leave_overlays();
    app.arrive_at(span.start, Arrival::selecting(article, span));
}

/// Tags the chosen sentence with the theme that it looks like, or dismisses it.
pub fn settle(app: &mut App, dismissed: bool) {
    let open = app.open_article();
    let Some(Overlay::Likes(likes)) = app.overlays.last() else {
        app.complain("It is about a sentence that is suggested; s in the theme panel suggests some.");
        return;
    };
    let Some((at, one)) = likes.chosen() else { return };
    let ask = Ask::SettleSentence {
        article: one.article.id,
        span: one.span,
        quote: one.quote.clone(),
        theme: likes.theme,
        dismissed,
        open,
    };
    app.undo_anyway = None;
    let ticket = app.ask(ask);
    app.in_flight = Some(ticket);
    if let Some(Overlay::Likes(likes)) = app.overlays.last_mut() {
        likes.settling = Some((ticket, at));
    }
}

/// Opens the theme's board with the passages that the chosen row counts.
pub fn open(app: &mut App) {
    let Some(Overlay::Tally(tally)) = app.overlays.last() else { return };
    let Some(row) = tally.rows.get(tally.cursor) else { return };
    let mut board = Board::new(Source::Theme(tally.theme));
    match &row.of {
        Counted::Article(article) => board.within = Some((*article, row.name.clone())),
        Counted::Publication(Some(name)) if !name.contains('"') => board.typed = format!("in:\"{name}\""),
        Counted::Month(Some(month)) => board.typed = format!("since:{month} until:{month}"),
        _ => {
            app.complain(
                "A filter has no word for what is not known; Enter on an article shows its passages.",
            );
            return;
        }
    }
    let Ok(query) = query::parse(&board.typed) else {
        app.complain("No filter can be made of this name; Enter on an article shows its passages.");
        return;
    };
    board.query = query;
    super::board::show_board(app, board);
}

impl App {
    fn survey_waiting(&mut self, ticket: Ticket) -> Option<&mut Waiting> {
        let waiting = self.overlays.iter_mut().rev().filter_map(|overlay| match overlay {
            Overlay::Likes(likes) => Some(&mut likes.waiting),
            Overlay::Wordings(sheet) => Some(&mut sheet.waiting),
            Overlay::Tally(tally) => Some(&mut tally.waiting),
            _ => None,
        });
        waiting.into_iter().find(|waiting| waiting.ticket == ticket)
    }

    pub(in crate::app) fn surveying(&mut self, ticket: Ticket, percent: u8) {
        if let Some(waiting) = self.survey_waiting(ticket) {
            waiting.percent = percent;
        }
    }

    pub(in crate::app) fn surveyed(&mut self, ticket: Ticket, came: Surveyed) {
        let Some(waiting) = self.survey_waiting(ticket) else { return };
        (waiting.ready, waiting.trouble) = (true, None);
        let is_its = |overlay: &&mut Overlay| match overlay {
            Overlay::Likes(likes) => likes.waiting.ticket == ticket,
            Overlay::Wordings(sheet) => sheet.waiting.ticket == ticket,
            Overlay::Tally(tally) => tally.waiting.ticket == ticket,
            _ => false,
        };
        match (self.overlays.iter_mut().find(is_its), came) {
            (Some(Overlay::Likes(likes)), Surveyed::Suggested { found, headings }) => {
                likes.take_in(found, headings);
            }
            (Some(Overlay::Wordings(sheet)), Surveyed::Worded { rows, origins, more }) => {
                sheet.cursor = sheet.cursor.min(rows.len().saturating_sub(1));
                (sheet.rows, sheet.origins, sheet.more) = (rows, origins, more);
            }
            (Some(Overlay::Tally(tally)), Surveyed::Tallied(rows)) => {
                tally.cursor = tally.cursor.min(rows.len().saturating_sub(1));
                tally.rows = rows;
            }
            _ => {}
        }
    }

    /// A sheet asked for what cannot be; whether it did.
    pub(in crate::app) fn fail_survey(&mut self, ticket: Ticket, why: &str) -> bool {
        let waiting = self.survey_waiting(ticket);
        waiting.map(|waiting| waiting.trouble = Some(why.to_owned())).is_some()
    }

    /// An edit is done: a sentence that it tagged or dismissed shows no more, and what is counted is counted
    /// again.
    pub(in crate::app) fn survey_after(&mut self, ticket: Ticket, applied: &Applied) {
        for overlay in &mut self.overlays {
            if let Overlay::Likes(likes) = overlay
                && likes.settling.is_some_and(|(settling, _)| settling == ticket)
            {
                likes.settled(applied.step);
            }
        }
        self.recount();
    }

    /// A step was taken back or done again: a sentence that it settled shows again, or no more.
    pub(in crate::app) fn survey_travelled(&mut self, applied: &Applied, back: bool) {
        for overlay in &mut self.overlays {
            if let (Overlay::Likes(likes), Some(step)) = (overlay, applied.step) {
                likes.travelled(step, back);
            }
        }
    }

    fn recount(&mut self) {
        let theme = self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Tally(tally) => Some(tally.theme),
            _ => None,
        });
        let Some(theme) = theme else { return };
        let ticket = self.ask(Ask::Survey(Survey::Tally { theme }));
        for overlay in &mut self.overlays {
            if let Overlay::Tally(tally) = overlay {
                tally.waiting.ticket = ticket;
            }
        }
    }

    /// What was come back to is read again; what shows stays until that is there.
    pub(in crate::app) fn reload_surveys(&mut self) {
        self.recount();
        let theme: Option<ThemeId> = self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Likes(likes) => Some(likes.theme),
            _ => None,
        });
        let Some(theme) = theme else { return };
        let ticket = self.ask(Ask::Survey(Survey::Suggest { theme }));
        for overlay in &mut self.overlays {
            if let Overlay::Likes(likes) = overlay {
                (likes.waiting.ticket, likes.settling) = (ticket, None);
            }
        }
    }
}
