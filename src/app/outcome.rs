//! What the worker's outcomes and the passing of time do to the state.

use std::sync::Arc;

use super::act;
use super::again::Again;
use super::exported;
use super::msg::{Ask, Fresh, Outcome, Ticket};
use super::{App, Looks, Margin, Overlay, Pane, Reader, Stepped};
use crate::model::{Applied, Article, ArticleId, DraftOn};

/// What is said of a step that was taken back.
const UNDONE: &str = "Undone";

/// What the first screen of a new library says.
const WELCOME: &str = "Welcome. ? shows all keys; `postil tutor` teaches them in the shell.";

impl App {
    pub(super) fn outcome(&mut self, ticket: Ticket, outcome: Outcome) {
        let is_ours = !matches!(outcome, Outcome::Refreshed(_));
        self.take_outcome(ticket, outcome);
        self.tell_parted(is_ours);
    }

    #[expect(clippy::too_many_lines, reason = "one arm an outcome: the table is what is long")]
    fn take_outcome(&mut self, ticket: Ticket, outcome: Outcome) {
        match outcome {
            Outcome::List { first, total, articles, at, selected } if ticket == self.list.ticket => {
                self.listed((first, total), articles, at, selected);
                self.release();
            }
            Outcome::LastImport(last) => self.reported(last),
            Outcome::Feeds(rows) => {
                self.take_feeds(ticket, rows);
                self.release();
            }
            Outcome::LastSort(sort) => self.begin_list(sort.as_deref()),
            Outcome::Purged(gone, drafts) => self.purged(ticket, gone, drafts),
            Outcome::Count(total) if ticket == self.list.counting => self.list.count(total),
            Outcome::Count(total) => {
                self.count_passages(ticket, total);
                self.count_trash(ticket, total);
            }
            Outcome::Recalled(Looks::KEY, words) => self.take_looks(&words.unwrap_or_default()),
            Outcome::Recalled(key, value) => {
                self.settle_lines(ticket);
                self.recalled(key, value.as_deref());
                self.release();
            }
            Outcome::Named(articles) => {
                self.named(ticket, &articles);
                self.completed_articles(ticket, &articles);
                self.release();
            }
            Outcome::Opened { article, document, annotations } => {
                let Some(opened) = self.opening.take_if(|opening| opening.ticket == ticket) else { return };
                let at = self.arrived(&article, &document).or(opened.at);
                let same = self.reader.as_ref().is_some_and(|r| r.article.id == article.id);
                let to_change = self.to_change.take_if(|awaited| *awaited == ticket).is_some();
                if same && at.is_none() {
                    let before = self.reader.as_ref().map(|reader| Arc::clone(&reader.document));
                    let before = before.filter(|before| before.text != document.text);
                    if let Some(before) = &before {
                        self.carry(article.id, &before.text, &document.text);
                    }
                    if let Some(reader) = &mut self.reader {
                        reader.replace(*article, document, annotations);
                    }
                    if let Some(before) = before.filter(|_| to_change) {
                        self.go_to_change(&before.text);
                    }
                    self.seek_margin();
                    self.release();
                    return;
                }
                self.save_place();
                let mut reader = Reader::new(*article, document, annotations);
                reader.fold(self.looks.folded);
                if let Some(at) = at {
                    reader.land(at);
                }
                let article = reader.article.id;
                // The list goes along, wherever in it the article is.
                if !self.list.choose(article) {
                    self.list.seek = Some(article);
                    self.reload_list();
                }
                self.remember_article(article);
                self.reader = Some(reader);
                self.lost_entry = None;
                self.margin = Margin { sort: self.margin.sort, ..Margin::default() };
                self.focus = self.left_on.take().unwrap_or(Pane::Reader);
                self.begin_reading();
                self.arrive();
                self.release();
            }
            Outcome::Themes(themes) => self.themes = themes,
            Outcome::Applied(applied, fresh) => {
                self.say(said("Saved", &applied));
                self.cleared_samples(ticket, &applied);
                self.landed(ticket, &applied, *fresh);
                self.stay_on(&applied);
                self.release();
            }
            Outcome::Undone(applied, fresh) => {
                self.travelled(ticket, UNDONE, "There is nothing to undo.", applied, *fresh);
            }
            Outcome::Redone(applied, fresh) => {
                self.travelled(ticket, "Redone", "There is nothing to redo.", applied, *fresh);
            }
            Outcome::NoteChanged(now) => {
                self.note_changed(ticket, now);
                self.end_flight(ticket);
                self.refresh();
                self.release();
            }
            Outcome::NoteHomeless(place) => {
                self.note_homeless(ticket, place);
                self.end_flight(ticket);
                self.refresh();
                self.release();
            }
            Outcome::NotOurs(step) => {
                let whose =
                    if step.ours { "what comes in at present" } else { "another program's newest step" };
                self.say(format!("Press undo once more to take back {whose}: {}.", step.label));
                self.undo_anyway = Some(step);
                self.again = Again::default();
                self.end_flight(ticket);
                self.release();
            }
            Outcome::Refreshed(fresh) if self.refreshing == Some(ticket) => {
                self.refreshing = None;
                if let Some((_, title)) = self.freshen(*fresh) {
                    self.say(format!(
                        "“{title}” is not in the library any more (the trash or its history may have it)."
                    ));
                }
                self.reload_board();
                self.reload_tray();
                self.reload_surveys();
                self.reload_feeds(false);
            }
            Outcome::Surveying(percent) => self.surveying(ticket, percent),
            Outcome::Surveyed(came) => self.surveyed(ticket, *came),
            Outcome::Stopped => drop(self.surveys.remove(&ticket)),
            Outcome::Hits(hits, meant) => self.take_hits(ticket, hits, meant),
            Outcome::Passages(shown) => self.take_passages(ticket, *shown),
            Outcome::Narrowed(found) => self.take_narrowed(ticket, found),
            Outcome::Found { words, hits, more, together } => {
                self.found_hits(ticket, words, hits, (more, together));
                self.release();
            }
            Outcome::Mended(applied, fresh, anchored) => {
                self.landed(ticket, &applied, *fresh);
                self.mended(&applied.label, &anchored);
                self.release();
            }
            Outcome::Unplaced(all, elsewhere) => self.take_unplaced(ticket, all, elsewhere),
            Outcome::Compared { title, changes } => self.take_changes(ticket, title, changes),
            Outcome::Drafts(drafts, orphans) => self.take_drafts(drafts, orphans),
            Outcome::Marks(marks) => self.marks = marks.into_iter().map(|mark| (mark.letter, mark)).collect(),
            Outcome::LastPlace(Some(article), pane) if self.reader.is_none() && self.opening.is_none() => {
                self.left_on = pane.as_deref().and_then(Pane::named);
                if pane.is_none() && self.message.is_none() {
                    // No screen was ever left here: this is the first.
                    self.say(WELCOME);
                }
                self.open_at(article, None);
            }
            Outcome::Completed(completion) => {
                self.completed_paths(ticket, &completion.names, completion.more);
                self.completed(ticket, completion);
                self.release();
            }
            Outcome::Importing(so_far) => self.importing(ticket, so_far),
            Outcome::Imported(report) => self.imported(ticket, &report),
            Outcome::Piped(piped) => self.piped(ticket, *piped),
            Outcome::Exported { to, files } => self.say(exported::told(&to, &files)),
            Outcome::Failed(why) => self.failed(ticket, &why),
            Outcome::Saved => self.kept(ticket),
            Outcome::LibraryNote(note) => self.take_library_note(ticket, note.as_deref()),
            Outcome::WaitingDrafts(waiting) => self.list_drafts(waiting),
            Outcome::BackedUp(path, bytes, drafts) => self.backed_up(&path, bytes, &drafts),
            Outcome::List { .. } | Outcome::LastPlace(..) | Outcome::Refreshed(_) => {}
        }
    }

    /// Takes in a window of the list.
    fn listed(
        &mut self,
        (first, total): (u64, Option<u64>),
        articles: Vec<Article>,
        at: Option<(ArticleId, u64)>,
        selected: (Vec<ArticleId>, u64),
    ) {
        let list = &mut self.list;
        let end = first + articles.len() as u64;
        let on = list.chosen().map(|article| article.id);
        (list.first, list.loaded) = (first, articles);
        list.asked = None;
        list.ready = true;
        list.total = list.total.max(end);
        // The cursor goes along with its article, unless it was moved meanwhile.
        if let Some((id, place)) = at
            && (list.seek == Some(id) || on.is_none_or(|on| on == id))
        {
            list.cursor = place;
        }
        list.seek = None;
        list.take_selected(selected);
        if let Some(total) = total {
            list.count(total);
        } else {
            // What is counted over the whole library must not hold up what shows.
            let listing = Box::new(list.listing.clone());
            self.list.counting = self.ask(Ask::Count { listing });
        }
    }

    /// A request came to nothing: what waited for it waits no more.
    fn failed(&mut self, ticket: Ticket, why: &str) {
        let why = super::sentence::sentence(why);
        let shown = self.fail_board(ticket, &why) || self.fail_finding(ticket, &why);
        let shown = shown || self.fail_survey(ticket, &why);
        if !shown && !self.fail_margin(ticket, &why) {
            self.not_kept(ticket, why.clone());
        }
        self.fail_feeds(ticket);
        self.importing.remove(&ticket);
        self.feeds_asked.take_if(|asked| *asked == ticket);
        self.take_back();
        self.opening.take_if(|opening| opening.ticket == ticket);
        self.saving.take_if(|(saving, _)| *saving == ticket);
        self.noting.take_if(|noting| *noting == ticket);
        if self.list.ticket == ticket {
            self.list.asked = None;
        }
        if let Some(reader) = &mut self.reader {
            reader.search.take_if(|search| search.ticket == ticket);
        }
        for overlay in &mut self.overlays {
            match overlay {
                Overlay::Finder(finder) => drop(finder.awaited.take_if(|awaited| *awaited == ticket)),
                Overlay::Line(line) => drop(line.awaited.take_if(|awaited| *awaited == ticket)),
                Overlay::Tray(tray) if tray.ticket == ticket => tray.stale = false,
                _ => {}
            }
        }
        self.overlays.retain(|overlay| match overlay {
            Overlay::Output(output) => output.ticket != ticket,
            Overlay::Compare(compare) => compare.ticket != ticket,
            _ => true,
        });
        self.settle_lines(ticket);
        let line = self.saving_form.filter(|(saving, _)| *saving == ticket).map(|(_, on)| on);
        self.end_flight(ticket);
        if let Some(DraftOn::Line(line)) = line {
            act::take_up_line(self, line, why);
        }
        self.release();
    }

    /// An edit is done: takes in what it changed, then the keys that waited.
    fn landed(&mut self, ticket: Ticket, applied: &Applied, fresh: Fresh) {
        let open = self.reader.as_ref().map(|r| r.article.id);
        // What was asked before the edit is older than what came with it.
        self.refreshing = None;
        // What our own act came to says itself what became of the article.
        self.closed = self.freshen(fresh).map(|(article, _)| article).or(self.closed);
        if let Some(open) = open
            && applied.touched.texts.contains(&open)
            && self.reader.is_some()
            && self.opening.is_none()
        {
            self.open_at(open, None);
        }
        if !applied.touched.articles.is_empty() {
            self.reload_list();
        }
        self.reload_board();
        self.reload_tray();
        self.reload_feeds(true);
        self.survey_after(ticket, applied);
        self.note_saved(ticket);
        self.form_saved(ticket);
        self.end_flight(ticket);
    }

    fn travelled(
        &mut self,
        ticket: Ticket,
        what: &str,
        nothing: &str,
        applied: Option<Applied>,
        mut fresh: Fresh,
    ) {
        self.undo_anyway = None;
        // It may bring the samples back.
        self.samples = act::Samples::default();
        if let Some(applied) = applied {
            let sentences = std::mem::take(&mut fresh.sentences);
            let what_came = self.again.count(what);
            self.say(said(&what_came, &applied));
            let was_open = self.reader.is_some();
            let there = fresh.open.as_ref().map(|(article, _)| article.id);
            self.landed(ticket, &applied, fresh);
            self.survey_travelled(&applied, what == UNDONE);
            self.survey_dismissals(&applied.touched.dismissals, &sentences);
            if !was_open {
                self.open_again(&applied, there);
            }
            self.go_to_touched(&applied);
            if self.again.more() {
                if what == UNDONE { act::undo_once(self) } else { act::redo_once(self) }
            }
        } else {
            if self.again.is_first() {
                self.complain(nothing);
            }
            self.end_flight(ticket);
        }
        self.release();
    }

    /// Opens what an act of ours took away and this one brings back: `there` is not in the trash.
    fn open_again(&mut self, applied: &Applied, there: Option<ArticleId>) {
        let is_back =
            |closed: &mut ArticleId| there == Some(*closed) && applied.touched.articles.contains(closed);
        if let Some(closed) = self.closed.take_if(is_back) {
            self.left_on = Some(self.focus);
            self.open_at(closed, None);
        }
    }

    /// The annotation that was just made or changed is the target until the cursor moves.
    fn stay_on(&mut self, applied: &Applied) {
        let Some(reader) = &mut self.reader else { return };
        if let [id] = *applied.touched.annotations
            && reader.selection.is_none()
            && reader.marks.get(id).is_some_and(|a| a.span.contains(reader.cursor))
        {
            reader.stepped = Some(Stepped::To(id));
        }
    }

    /// Shows the annotation that an undo or redo touched, if it is in the open article.
    fn go_to_touched(&mut self, applied: &Applied) {
        if self.board().is_some() || matches!(self.overlays.last(), Some(Overlay::Survey(_))) {
            // The text lies under it: what was touched shows in what lies over it.
            return;
        }
        let here = self.here();
        let Some(reader) = &mut self.reader else { return };
        if applied.touched.texts.contains(&reader.article.id) {
            // Every annotation of it was placed anew: what is meant is where the text differs, once it is here.
            self.to_change = self.opening.map(|opening| opening.ticket);
            return;
        }
        let touched = applied.touched.annotations.iter().find_map(|id| reader.marks.get(*id));
        if let Some(span) = touched.map(|a| a.span)
            && !span.contains(reader.cursor)
        {
            reader.land(span.start);
            if let Some(here) = here {
                self.jumps.leave(here);
            }
        }
    }

    pub(super) fn end_flight(&mut self, ticket: Ticket) {
        self.mending.take_if(|(mending, _)| *mending == ticket);
        self.travelling.take_if(|travelling| *travelling == ticket);
        self.saving_form.take_if(|(saving, _)| *saving == ticket);
        if self.in_flight == Some(ticket) {
            self.in_flight = None;
        }
    }

    /// Asks for what shows to be read again.
    pub(super) fn refresh(&mut self) {
        let open = self.open_article();
        self.refreshing = Some(self.ask(Ask::Refresh { open }));
        self.ask(Ask::Marks);
        self.reload_list();
    }

    /// Takes in what was read again. An open article that is gone is closed, and given with its title.
    fn freshen(&mut self, fresh: Fresh) -> Option<(ArticleId, String)> {
        let mut closed = None;
        self.follow_themes(&fresh.on_themes);
        self.take_orphans(fresh.orphans);
        let known: Vec<_> = self.themes.iter().map(|theme| theme.id).collect();
        let meant = self.panel_theme();
        self.themes = fresh.themes;
        let made = self.themes.iter().find(|theme| !known.contains(&theme.id)).map(|theme| theme.id);
        match (fresh.open, &mut self.reader) {
            (Some((article, annotations)), Some(reader)) if article.id == reader.article.id => {
                self.list.renew(&article);
                if article.sha256 == reader.article.sha256 {
                    reader.refresh(article, annotations);
                } else if self.opening.is_none() {
                    self.open_at(article.id, None);
                }
            }
            (None, Some(reader)) if fresh.asked == Some(reader.article.id) => {
                closed = Some((reader.article.id, reader.article.title().to_owned()));
                self.reader = None;
                self.focus = Pane::List;
            }
            _ => {}
        }
        for overlay in &mut self.overlays {
            match overlay {
                // A theme that was just made is the one that is meant next; else the one that was, wherever it is now.
                Overlay::Themes(panel) => panel.choose(made.or(meant), &self.themes),
                Overlay::Chooser(chooser) => chooser.follow(&self.themes),
                _ => {}
            }
        }
        self.seek_margin();
        closed
    }

    fn found_hits(
        &mut self,
        ticket: Ticket,
        words: Vec<String>,
        hits: Vec<crate::text::Span>,
        (more, together): (bool, bool),
    ) {
        let Some(reader) = &mut self.reader else { return };
        let Some(search) = reader.search.as_mut().filter(|s| s.ticket == ticket) else { return };
        let stay = search.stay;
        let mut words = words.into_iter();
        if let Some(needle) = words.next() {
            (search.needle, search.also, search.together) = (needle, words.collect(), together);
        }
        // Where the needle does not find its own hit, the capitals differ.
        search.any_case = search.also.is_empty()
            && hits.first().is_some_and(|hit| {
                let words = reader.document.slice(*hit);
                crate::text::find::find(words, &search.needle, 1).spans.is_empty()
            });
        search.hits = hits;
        search.more = more;
        search.done = true;
        let count = search.hits.len();
        if count == 0 {
            let why = act::missing(&self.prefs.keymap, search);
            self.complain(why);
            return;
        }
        // The cursor may stand on the hit that was gone to already.
        if stay {
            self.say_hit();
            return;
        }
        if let Some(place) = self.here() {
            self.jumps.leave(place);
        }
        if let Some(reader) = &mut self.reader {
            reader.go_to_hit(false, 1);
        }
        self.say_hit();
    }
}

fn said(what: &str, applied: &Applied) -> String {
    if applied.step.is_none() { "Nothing changed.".to_owned() } else { format!("{what}: {}", applied.label) }
}
