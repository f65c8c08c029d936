//! Mending a badly scraped text, comparing it with the one before, and placing what was lost.

use super::super::{App, Compare, Effect, NoteEditor, Overlay, Tray, Unplaced};
use crate::app::again::Again;
use crate::app::msg::{Ask, Ticket};
use crate::command::Command;
use crate::model::mend::Mend;
use crate::model::{Anchored, ArticleId, Draft, DraftOn, Edit, State};
use crate::text::Span;

/// Bytes of text that are handed to an editor at most.
const LIMIT: usize = 256 << 10;

/// Joins, splits, or chooses the title line, at the cursor.
pub fn at_cursor(app: &mut App, command: Command) {
    let Some(reader) = &app.reader else { return };
    let at = reader.cursor;
    let mend = match command {
        Command::JoinParagraphs => Mend::Join { at },
        Command::SplitParagraph => Mend::Split { at },
        _ => Mend::TitleLine { at },
    };
    send(app, mend);
}

fn send(app: &mut App, mend: Mend) {
    let Some(reader) = &app.reader else { return };
    let (article, sha256) = (reader.article.id, reader.article.sha256.clone());
    app.undo_anyway = None;
    let ticket = app.ask(Ask::Mend { article, sha256, mend });
    (app.in_flight, app.mending) = (Some(ticket), Some((ticket, 0)));
    app.say("Mending the text; Esc stops it.");
}

/// Tells the mending that is under way to stop, or the act, the undo or the redo that takes long; whether there was any.
pub fn stop(app: &mut App) -> bool {
    let said = match (app.mending, app.travelling) {
        (Some((ticket, _)), _) => (ticket, "Stopping the mending; the text stays as it is."),
        (None, Some(ticket)) => (ticket, "Stopping; everything stays as it is."),
        (None, None) => return false,
    };
    app.out.push(Effect::GiveUp(said.0));
    // What was typed meanwhile was meant for what comes of it.
    app.held.clear();
    app.again = Again::default();
    app.say(said.1);
    true
}

/// Opens the selection, or the paragraph, as text to correct.
pub fn correct(app: &mut App) {
    let Some(reader) = &app.reader else { return };
    let block = reader.document.blocks.get(reader.document.block_at(reader.cursor)).map(|b| b.span);
    let selected = reader.selection.and_then(|_| reader.target()).map(|target| target.span);
    let Some(span) = selected.or(block) else {
        app.complain("There is no text here to correct.");
        return;
    };
    if span.len() > LIMIT {
        app.complain(
            "This is too much text for an editor; select a part of it with v, or use `postil mend`.",
        );
        return;
    }
    let article = reader.article.id;
    let text = reader.document.slice(span).to_owned();
    let title = "A blank line begins a paragraph.".to_owned();
    let on = DraftOn::Correction { article, span };
    // By its words, since other mending may have moved them.
    let waits = |draft: &&Draft| {
        let same = matches!(draft.on, DraftOn::Correction { article: of, .. } if of == article);
        same && draft.was.as_deref() == Some(text.as_str()) && draft.text != text
    };
    let draft = app.drafts.get(on).filter(waits).or_else(|| app.drafts.values().find(waits)).cloned();
    let mut editor = NoteEditor::new(on, title, &text, draft.as_ref().map_or(text.as_str(), |d| &d.text));
    if let Some(draft) = draft {
        app.hold_draft(&draft);
        editor.draft = draft.on;
        editor.unsaved = app.drafts.is_unstored(draft.on);
        app.say("This is the correction that waited; Ctrl-S saves it.");
    }
    app.overlays.push(Overlay::Note(Box::new(editor)));
}

/// Puts the corrected words in place. The editor stays open until they are.
pub fn corrected(app: &mut App, span: Span, text: String) {
    send(app, Mend::Replace { span, text });
}

impl App {
    /// A text was mended.
    pub(in crate::app) fn mended(&mut self, label: &str, anchored: &Anchored) {
        if let Some(reader) = &mut self.reader {
            reader.selection = None;
        }
        let report = anchored.sentence().map_or_else(String::new, |sentence| format!("; {sentence}"));
        let hint = self.unplaced_hint(anchored.needs_a_look());
        self.say(if label.is_empty() {
            "Nothing changed.".to_owned()
        } else {
            format!("Saved: {label}{report}{hint}")
        });
    }

    /// Where to look at what is not placed.
    pub(in crate::app) fn unplaced_hint(&self, needed: bool) -> String {
        let chord = self.prefs.keymap.chord(self.context(), Command::Unplaced);
        chord.filter(|_| needed).map_or_else(String::new, |chord| format!(" ({chord} shows them)"))
    }

    pub(in crate::app) fn take_unplaced(&mut self, ticket: Ticket, all: Vec<Unplaced>, elsewhere: u64) {
        let mut is_first = false;
        for overlay in &mut self.overlays {
            if let Overlay::Tray(tray) = overlay
                && tray.ticket == ticket
            {
                is_first = !tray.loaded && tray.article.is_some();
                // Nobody opens it to see nothing.
                if is_first && all.is_empty() && elsewhere > 0 {
                    break;
                }
                let last = all.len().saturating_sub(1);
                (tray.cursor, tray.place) = (tray.cursor.min(last), 0);
                (tray.all, tray.loaded, tray.elsewhere) = (all, true, elsewhere);
                tray.stale = false;
                self.release();
                return;
            }
        }
        if is_first {
            self.load_tray(None);
            self.say("Every annotation of this article is in its place; these are of other articles.");
        }
    }

    pub(in crate::app) fn take_changes(&mut self, ticket: Ticket, title: String, changes: Vec<String>) {
        self.surveys.remove(&ticket);
        for overlay in &mut self.overlays {
            if let Overlay::Compare(compare) = overlay
                && compare.ticket == ticket
            {
                (compare.title, compare.changes, compare.loaded) = (title, changes, true);
                return;
            }
        }
    }

    pub(in crate::app) fn is_tray_awaited(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Tray(tray)) if tray.stale || self.in_flight.is_some())
    }

    pub(in crate::app) fn reload_tray(&mut self) {
        let shown = self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Tray(tray) => Some(tray.article),
            _ => None,
        });
        if let Some(article) = shown {
            self.load_tray(article);
        }
    }

    fn load_tray(&mut self, article: Option<ArticleId>) {
        let ticket = self.ask(Ask::Unplaced { article });
        for overlay in &mut self.overlays {
            if let Overlay::Tray(tray) = overlay {
                (tray.article, tray.ticket, tray.stale) = (article, ticket, true);
            }
        }
    }
}

/// Opens the tray: of the open article, or of all where none is open. In the tray, changes between
/// the two.
pub fn tray(app: &mut App) {
    let open = app.open_article();
    if let Some(Overlay::Tray(tray)) = app.overlays.last_mut() {
        let article = if tray.article.is_some() { None } else { open };
        if article == tray.article {
            app.complain("No article is open, so these are those of all articles.");
            return;
        }
        (tray.cursor, tray.place) = (0, 0);
        app.load_tray(article);
        return;
    }
    app.overlays.retain(|overlay| !matches!(overlay, Overlay::Tray(_)));
    let ticket = app.ask(Ask::Unplaced { article: open });
    app.overlays.push(Overlay::Tray(Tray { article: open, ticket, stale: true, ..Tray::default() }));
}

/// Why an annotation cannot be attached, or no other place be chosen for it.
pub fn why_no_place(app: &App, command: Command) -> Option<&'static str> {
    let is_attach = command == Command::Attach;
    if let Some(Overlay::Tray(tray)) = app.overlays.last() {
        let Some(one) = tray.chosen().filter(|_| tray.loaded) else {
            return Some(
                "Every annotation here has its place; gu shows those of all articles that have none.",
            );
        };
        return match (tray.place, one.places.len()) {
            (_, 0) => Some(
                "There is no place to attach it to; Enter goes to the text, v selects one, ga attaches it there.",
            ),
            _ if is_attach => None,
            (_, 1) => Some("There is one place alone that it may belong to."),
            (place, places) if command == Command::NextCandidate => {
                (place + 1 >= places).then_some("This is the last place that it may belong to.")
            }
            (place, _) => (place == 0).then_some("This is the first place that it may belong to."),
        };
    }
    if !is_attach {
        return Some(
            "It goes through the places that an annotation may belong to; gu shows those that lost theirs.",
        );
    }
    let is_selecting = app.reader.as_ref().is_some_and(|reader| reader.selection.is_some());
    match app.to_place {
        None => Some("No annotation is in hand; choose one in the tray (gu) and press Enter."),
        Some(_) if !is_selecting => Some("Select the words it belongs to with v first."),
        Some(_) => None,
    }
}

/// Chooses the next or previous place of the chosen annotation.
pub fn choose_place(app: &mut App, forward: bool) {
    if let Some(Overlay::Tray(tray)) = app.overlays.last_mut() {
        let last = tray.chosen().map_or(0, |one| one.places.len().saturating_sub(1));
        tray.place = if forward { (tray.place + 1).min(last) } else { tray.place.saturating_sub(1) };
    }
}

/// Attaches the chosen annotation to the chosen place, or, while selecting, the one last chosen to
/// the selection.
pub fn attach(app: &mut App) {
    if let Some(Overlay::Tray(tray)) = app.overlays.last() {
        let Some((one, place)) = tray.chosen().zip(tray.chosen_place()) else {
            return;
        };
        let edit = Edit::MoveAnnotation { annotation: one.annotation.id, span: place.span };
        app.apply(vec![edit]);
        return;
    }
    let Some((article, annotation)) = app.to_place else { return };
    if app.open_article() != Some(article) {
        app.complain("It belongs to another article: gu, then Enter on it goes there.");
        return;
    }
    let state = app.reader.as_ref().and_then(|r| r.marks.get(annotation)).map(|a| a.state);
    let why = match state {
        None => Some("The annotation that was in hand is there no more; gu shows those that have no place."),
        Some(State::Placed | State::Moved) => Some(
            "The annotation in hand is in its place again, so it stays there; gu shows those that have none.",
        ),
        Some(State::Changed | State::Lost) => None,
    };
    if let Some(why) = why {
        app.to_place = None;
        app.complain(why);
        return;
    }
    let span =
        app.reader.as_ref().and_then(|r| r.selection.and_then(|_| r.target())).map(|target| target.span);
    let Some(span) = span else {
        app.complain("Select the words it belongs to with v first.");
        return;
    };
    app.to_place = None;
    if let Some(reader) = &mut app.reader {
        reader.selection = None;
    }
    super::furniture::show_within(app, span);
    app.apply(vec![Edit::MoveAnnotation { annotation, span }]);
}

/// Leaves the tray for the text: to the chosen place, with the annotation in hand.
pub fn jump(app: &mut App) {
    let Some(Overlay::Tray(tray)) = app.overlays.last() else { return };
    let Some(one) = tray.chosen() else { return };
    let at = tray.chosen_place().map_or(one.annotation.span.start, |place| place.span.start);
    let (id, article) = (one.annotation.id, one.annotation.article.id);
    app.leave_overlays();
    app.to_place = Some((article, id));
    app.go_to(super::super::Place { article, at });
    app.say("Select its words with v, then ga attaches the annotation there.");
}

/// What the newest text of the article changed.
pub fn compare(app: &mut App) {
    let Some(article) = app.open_article() else { return };
    let ticket = app.ask(Ask::Compare { article });
    app.surveys.insert(ticket);
    let none = "The words are the same.";
    app.overlays.push(Overlay::Compare(Compare { ticket, none, ..Compare::default() }));
}
