//! Sheets of what the library is searched for at length: opening them, going to a row, tagging or
//! dismissing a sentence that is suggested; and their requests, of which each sheet has its own.

use std::collections::BTreeSet;

use super::super::{App, Board, Effect, Overlay, Source, Survey, Surveyed};
use super::Arrival;
use crate::app::msg::{Ask, Ticket};
use crate::app::survey::{Rows, Sheet};
use crate::model::suggest::Suggestion;
use crate::model::{Applied, Dismissal, ThemeId};

/// Sentences that look like the passages of the theme that is meant.
pub fn suggest(app: &mut App) {
    let Some(theme) = app.theme_meant() else { return };
    let (survey, name) = (Survey::Suggestions { theme: theme.id }, theme.path.clone());
    show(app, survey, &name);
}

/// What other articles have word for word of the one that is meant.
pub fn wording(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let (survey, name) = (Survey::SharedWording { article: article.id }, article.title().to_owned());
    show(app, survey, &name);
}

/// The passages of the theme that is meant, counted.
pub fn counts(app: &mut App) {
    let Some(theme) = app.theme_meant() else { return };
    let (survey, name) = (Survey::Counts { theme: theme.id }, theme.path.clone());
    show(app, survey, &name);
}

fn show(app: &mut App, survey: Survey, name: &str) {
    let mut sheet = Sheet::new(survey, name);
    sheet.begin(app.ask_survey(survey));
    app.overlays.push(Overlay::Survey(Box::new(sheet)));
}

fn sheet(app: &App) -> Option<&Sheet> {
    match app.overlays.last() {
        Some(Overlay::Survey(sheet)) => Some(sheet),
        _ => None,
    }
}

/// Why a row cannot be gone to, tagged or dismissed.
pub fn why_no_row(app: &App) -> Option<String> {
    let sheet = sheet(app).filter(|sheet| sheet.is_empty())?;
    Some(match (&sheet.waiting.trouble, sheet.waiting.is_filled) {
        (Some(trouble), _) => trouble.clone(),
        (None, false) => "It is still being read.".to_owned(),
        (None, true) => "There is no row here; q closes this.".to_owned(),
    })
}

/// Goes to the sentence or the words of the chosen row, which are to be the same there by now.
pub fn jump(app: &mut App) {
    let to = match sheet(app).map(|sheet| &sheet.rows) {
        Some(Rows::Suggestions(rows)) => {
            rows.chosen().map(|one| (one.article.id, one.span, one.quote.clone()))
        }
        Some(Rows::SharedWording(rows)) => {
            rows.chosen().map(|row| (row.article, row.there, row.quote.clone()))
        }
        _ => None,
    };
    let Some((article, span, words)) = to else { return };
    app.leave_overlays();
    app.arrive_at(span.start, Arrival::selecting(article, span).if_it_reads(words));
}

/// Tags the chosen sentence with the theme that it looks like, or dismisses it.
pub fn settle(app: &mut App, dismissed: bool) {
    let open = app.open_article();
    let Some(&Sheet { survey: Survey::Suggestions { theme }, rows: Rows::Suggestions(ref rows), .. }) =
        sheet(app)
    else {
        return;
    };
    let Some(one) = rows.chosen() else { return };
    let (article, span, quote) = (one.article.id, one.span, one.quote.clone());
    app.undo_anyway = None;
    let ticket = app.ask(Ask::SettleSentence { article, span, quote, theme, dismissed, open });
    app.in_flight = Some(ticket);
    if let Some(Overlay::Survey(sheet)) = app.overlays.last_mut()
        && let Rows::Suggestions(rows) = &mut sheet.rows
    {
        rows.settling = Some((ticket, (article, span)));
    }
}

/// Opens the theme's board with the passages that the chosen row counts.
pub fn open(app: &mut App) {
    let Some(&Sheet { survey: Survey::Counts { theme }, rows: Rows::Counts(ref rows), .. }) = sheet(app)
    else {
        return;
    };
    let Some(row) = rows.chosen() else { return };
    let within = Some((row.of.clone(), row.name.clone()));
    super::board::show_board(app, Board { within, ..Board::new(Source::Theme(theme)) });
}

impl App {
    /// Asks; what takes long is to be given up once nothing shows that waits for it.
    fn ask_survey(&mut self, survey: Survey) -> Ticket {
        let ticket = self.ask(Ask::Survey(survey));
        if survey.is_long() {
            self.surveys.insert(ticket);
        }
        ticket
    }

    fn sheets(&mut self) -> impl Iterator<Item = &mut Sheet> {
        self.overlays.iter_mut().filter_map(|overlay| match overlay {
            Overlay::Survey(sheet) => Some(&mut **sheet),
            _ => None,
        })
    }

    /// The themes for which sentences show.
    pub(in crate::app) fn suggesting(&mut self) -> Vec<ThemeId> {
        let of = |sheet: &mut Sheet| match sheet.survey {
            Survey::Suggestions { theme } => Some(theme),
            _ => None,
        };
        self.sheets().filter_map(of).collect()
    }

    /// The sheet that waits for the outcome of a request.
    fn awaiting(&mut self, ticket: Ticket) -> Option<&mut Sheet> {
        self.sheets().find(|sheet| sheet.waiting.ticket == Some(ticket))
    }

    /// Gives up each request that nothing on the screen waits for, whichever way that went.
    pub(in crate::app) fn give_up_surveys(&mut self) {
        if self.surveys.is_empty() {
            return;
        }
        let mut awaited: BTreeSet<Ticket> = self.sheets().filter_map(|sheet| sheet.waiting.ticket).collect();
        awaited.extend(self.overlays.iter().filter_map(|overlay| match overlay {
            Overlay::Compare(compare) => Some(compare.ticket),
            _ => None,
        }));
        let given_up = self.surveys.difference(&awaited).copied().map(Effect::GiveUp);
        self.out.extend(given_up);
        self.surveys.retain(|ticket| awaited.contains(ticket));
    }

    pub(in crate::app) fn surveying(&mut self, ticket: Ticket, percent: u8) {
        if let Some(sheet) = self.awaiting(ticket) {
            sheet.waiting.percent = percent;
        }
        if let Some((_, so_far)) = self.mending.as_mut().filter(|(mending, _)| *mending == ticket) {
            *so_far = percent;
        } else if self.in_flight == Some(ticket) && self.travelling != Some(ticket) {
            self.travelling = Some(ticket);
            self.say("This takes a while; Esc stops it.");
        }
        for overlay in &mut self.overlays {
            if let Overlay::Compare(compare) = overlay
                && compare.ticket == ticket
            {
                compare.percent = percent;
            }
        }
    }

    pub(in crate::app) fn surveyed(&mut self, ticket: Ticket, came: Surveyed) {
        self.surveys.remove(&ticket);
        if let Some(sheet) = self.awaiting(ticket) {
            sheet.take_in(came);
            self.ask_stale();
        }
    }

    /// A sheet asked for what cannot be; whether it did. Of a tagging or dismissal that cannot be, it hears the
    /// end.
    pub(in crate::app) fn fail_survey(&mut self, ticket: Ticket, why: &str) -> bool {
        self.surveys.remove(&ticket);
        for sheet in self.sheets() {
            if let Rows::Suggestions(rows) = &mut sheet.rows {
                rows.settling.take_if(|(settling, _)| *settling == ticket);
            }
        }
        let Some(sheet) = self.awaiting(ticket) else { return false };
        sheet.waiting.fail(why);
        self.ask_stale();
        true
    }

    /// An edit is done: a sentence that it settled shows no more, and what it may have changed otherwise is
    /// read anew.
    pub(in crate::app) fn survey_after(&mut self, ticket: Ticket, applied: &Applied) {
        for sheet in self.sheets() {
            if let Rows::Suggestions(rows) = &mut sheet.rows
                && rows.settling.is_some_and(|(settling, _)| settling == ticket)
            {
                rows.settled(applied.step, sheet.waiting.ticket.is_some());
            }
        }
        self.ask_again(|sheet| sheet.is_touched(applied));
    }

    /// A step was taken back or done again: a sentence that it settled shows again, or no more.
    pub(in crate::app) fn survey_travelled(&mut self, applied: &Applied, back: bool) {
        let Some(step) = applied.step else { return };
        for sheet in self.sheets() {
            if let Rows::Suggestions(rows) = &mut sheet.rows {
                rows.travelled(step, back, sheet.waiting.ticket.is_some());
            }
        }
    }

    /// Sentences are dismissed by now, or are not any more, whichever run of the program settled them: they go or
    /// show at once, before all is read anew.
    pub(in crate::app) fn survey_dismissals(
        &mut self,
        dismissals: &[Dismissal],
        back: &[(ThemeId, Suggestion)],
    ) {
        for sheet in self.sheets() {
            let (Survey::Suggestions { theme }, Rows::Suggestions(rows)) = (sheet.survey, &mut sheet.rows)
            else {
                continue;
            };
            for one in dismissals.iter().filter(|one| one.is_dismissed && one.theme == theme) {
                rows.hide(one.article, &one.quote);
            }
            for (_, sentence) in back.iter().filter(|(of, _)| *of == theme) {
                rows.bring_back(sentence, sheet.waiting.is_stale);
            }
        }
    }

    /// Another program changed the library: all that shows is read anew.
    pub(in crate::app) fn reload_surveys(&mut self) {
        self.ask_again(|_| true);
    }

    /// Sheets were come back to. What they waited for was given up when they were left, or they did not hear
    /// of it.
    pub(in crate::app) fn return_to_surveys(&mut self) {
        let in_flight = self.in_flight;
        for sheet in self.sheets() {
            sheet.waiting.ticket = None;
            if let Rows::Suggestions(rows) = &mut sheet.rows {
                rows.settling.take_if(|(settling, _)| in_flight != Some(*settling));
            }
        }
        self.reload_surveys();
    }

    fn ask_stale(&mut self) {
        self.ask_again(|sheet| sheet.waiting.is_stale);
    }

    /// Asks anew for some sheets; what shows stays until that is there. What takes long is not begun
    /// again and again while changes come: the next request waits for the end of the one before.
    fn ask_again(&mut self, which: impl Fn(&Sheet) -> bool) {
        for at in 0..self.overlays.len() {
            let Some(Overlay::Survey(sheet)) = self.overlays.get_mut(at) else { continue };
            if !which(sheet) {
                continue;
            }
            if sheet.survey.is_long() && sheet.waiting.ticket.is_some() {
                sheet.waiting.is_stale = true;
                continue;
            }
            let survey = sheet.survey;
            let ticket = self.ask_survey(survey);
            if let Some(Overlay::Survey(sheet)) = self.overlays.get_mut(at) {
                sheet.begin(ticket);
            }
        }
    }
}
