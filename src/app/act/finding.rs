//! Searching all articles, quotes and notes as it is typed, and going to what was found.

use super::super::{App, Finding, Overlay, Place, Stepped, TextSearch};
use crate::app::msg::{Ask, Hit, Ticket};
use crate::model::query::{self, Meant};
use crate::model::{AnnotationId, ArticleId};
use crate::text::{Offset, Span, one_line};

/// What is done once the article of a hit is open.
#[derive(Debug, Clone)]
pub struct Arrival {
    article: ArticleId,
    /// Words to find in its text, so that `n` goes on; all of them were sought, or any.
    words: Vec<String>,
    all: bool,
    annotation: Option<AnnotationId>,
    /// What is selected then.
    select: Option<Span>,
    /// What is to stand there, on one line; with `…` only its beginning is known.
    reads: Option<String>,
}

impl Arrival {
    /// With an annotation as the target.
    pub fn on(article: ArticleId, annotation: AnnotationId) -> Self {
        Self {
            article,
            words: Vec::new(),
            all: true,
            annotation: Some(annotation),
            select: None,
            reads: None,
        }
    }

    /// With some words selected.
    pub fn selecting(article: ArticleId, span: Span) -> Self {
        Self { article, words: Vec::new(), all: true, annotation: None, select: Some(span), reads: None }
    }

    /// Only if these words stand there; if not, it is said.
    pub fn if_it_reads(self, words: String) -> Self {
        Self { reads: Some(words), ..self }
    }
}

fn finding(app: &mut App) -> Option<&mut Finding> {
    app.overlays.iter_mut().rev().find_map(|overlay| match overlay {
        Overlay::Finding(finding) => Some(&mut **finding),
        _ => None,
    })
}

/// What was typed last gives way to other words, unless nothing was found for it: then there is a letter to mend.
fn offer(finding: &mut Finding) {
    if !finding.hits.is_empty() {
        finding.field.offer();
    }
}

/// Opens the search with what was typed last; among its hits, goes to the field.
pub fn open(app: &mut App) {
    if let Some(Overlay::Finding(finding)) = app.overlays.last_mut() {
        finding.in_hits = false;
        offer(finding);
        return;
    }
    let mut finding = app.last_finding.take().unwrap_or_default();
    offer(&mut finding);
    let has_text = !finding.field.text().trim().is_empty();
    app.overlays.push(Overlay::Finding(finding));
    if has_text {
        typed(app);
    }
}

/// The search is come back to by a step through the places: to go on with the next hit, not to type.
pub fn come_back(app: &mut App) {
    if let Some(Overlay::Finding(finding)) = app.overlays.last_mut() {
        finding.in_hits = !finding.hits.is_empty();
    }
}

/// Keeps what was typed for the next time.
pub fn closed(app: &mut App, mut finding: Box<Finding>) {
    (finding.asked, finding.go, finding.in_hits) = (None, false, false);
    app.last_finding = Some(finding);
}

/// The hits follow what is typed; what cannot be read yet leaves them as they are, and says why.
pub fn typed(app: &mut App) {
    ask(app, Finding::FEW);
}

fn ask(app: &mut App, limit: usize) {
    let Some(finding) = finding(app) else { return };
    let text = finding.field.text().trim().to_owned();
    finding.go = false;
    if text.is_empty() {
        finding.clear();
        return;
    }
    let query = match query::parse_typed(&text) {
        Ok(query) => query,
        Err(error) => {
            let rest: String = text.get(error.at..).unwrap_or_default().chars().take(20).collect();
            let place = if rest.is_empty() { "At the end".to_owned() } else { format!("At “{rest}”") };
            finding.mistake = Some(format!("{place}: {}.", error.message));
            // What is on its way is for something else.
            (finding.asked, finding.ticket) = (None, Ticket::default());
            return;
        }
    };
    let ticket = app.ask(Ask::SearchLibrary { query, limit });
    if let Some(finding) = self::finding(app) {
        (finding.ticket, finding.limit) = (ticket, limit);
        (finding.asked, finding.mistake) = (Some(text), None);
    }
}

/// Moves the choice; near the end of the hits more are asked for.
pub fn step(app: &mut App, by: isize) {
    let Some(finding) = finding(app) else { return };
    let last = finding.hits.len().saturating_sub(1);
    finding.cursor = finding.cursor.saturating_add_signed(by).min(last);
    if finding.wants_more() {
        let limit = finding.limit * 4;
        ask(app, limit);
    }
}

/// Goes to the chosen hit, or to the first of those that are on their way. The hits that stay while
/// there is a mistake are for something else than what is typed.
pub fn go(app: &mut App) {
    let Some(finding) = finding(app).filter(|finding| finding.mistake.is_none()) else { return };
    if finding.asked.as_ref().is_some_and(|asked| *asked != finding.answered) {
        finding.go = true;
        return;
    }
    let Some(hit) = finding.chosen().cloned() else {
        take_what_was_meant(app);
        return;
    };
    let words = words(&hit, &finding.answered);
    let kept_text = finding.answered.clone();
    let kept = Box::new(finding.clone());
    app.remember_line(&Overlay::Finding(kept.clone()));
    closed(app, kept);
    app.leave_overlays();
    let same = app.reader.as_ref().is_some_and(|reader| reader.article.id == hit.article);
    if hit.lost {
        if !same {
            app.open_at(hit.article, None);
        }
        app.complain("Its passage was not found in the present text; the sidebar keeps the old words.");
        return;
    }
    let (article, annotation) = (hit.article, hit.annotation);
    let all = !query::parse(&kept_text).is_ok_and(|query| query.expr.has_any());
    let arrival = Arrival { article, words, all, annotation, select: None, reads: None };
    app.arrive_at(hit.span.map_or(Offset(0), |span| span.start), arrival);
}

/// Puts the word that was perhaps meant in the place of the one that no text has, and searches for it.
fn take_what_was_meant(app: &mut App) {
    let Some(finding) = finding(app) else { return };
    let Some((typed, meant)) = finding.meant.as_ref().map(Meant::instead) else { return };
    if let Some(place) = query::place_of(finding.field.text(), &typed) {
        finding.field.replace(&place, &meant);
        self::typed(app);
    }
}

/// What to look for in the text: the words as they stand in the hit, or as they were typed where that is how they
/// begin; then those of the query that the hit does not show. A note's words are not the text's.
fn words(hit: &Hit, typed: &str) -> Vec<String> {
    if hit.field == "note" {
        return Vec::new();
    }
    let small = |word: &str| one_line(word).to_lowercase();
    let query = query::parse(typed).ok();
    let sought: Vec<String> = query
        .iter()
        .flat_map(|query| query.expr.terms())
        .filter_map(|(term, wanted)| term.wording(false).filter(|wording| wanted && !wording.in_note))
        .map(|wording| small(wording.words))
        .filter(|word| !word.is_empty())
        .collect();
    let mut words: Vec<String> = Vec::new();
    let mut add = |word: String| {
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    };
    let marks: Vec<String> = hit.marks.iter().map(|mark| small(mark.of(&hit.snippet))).collect();
    for mark in &marks {
        let begun =
            sought.iter().filter(|word| mark.starts_with(word.as_str())).max_by_key(|word| word.len());
        add(begun.unwrap_or(mark).clone());
    }
    for word in &sought {
        if !marks.iter().any(|mark| mark.starts_with(word.as_str())) {
            add(word.clone());
        }
    }
    words
}

/// Whether a text has these words, or, where they end in `…`, begins with them.
fn reads(text: &str, words: &str) -> bool {
    let (text, words) = (one_line(text), one_line(words));
    text == words || words.strip_suffix('…').is_some_and(|words| text.starts_with(words))
}

impl App {
    pub(in crate::app) fn take_hits(&mut self, ticket: Ticket, hits: Vec<Hit>, meant: Option<Meant>) {
        let Some(finding) = finding(self).filter(|finding| finding.ticket == ticket) else { return };
        finding.take_in(hits);
        finding.meant = meant;
        if std::mem::take(&mut finding.go) {
            go(self);
        }
    }

    /// The search asked for what cannot be; whether it did.
    pub(in crate::app) fn fail_finding(&mut self, ticket: Ticket, why: &str) -> bool {
        let finding = finding(self).filter(|finding| finding.ticket == ticket);
        finding
            .map(|finding| {
                (finding.asked, finding.go) = (None, false);
                finding.mistake = Some(why.to_owned());
            })
            .is_some()
    }

    /// The article of a hit is open: its annotation is what is meant, and its words are searched for.
    /// Goes to a place of an article, which may have to be opened first.
    pub(in crate::app) fn arrive_at(&mut self, at: Offset, arrival: Arrival) {
        let article = arrival.article;
        self.arrival = Some(arrival);
        self.go_to(Place { article, at });
        if self.open_article() == Some(article) {
            self.arrive();
        }
    }

    pub(in crate::app) fn arrive(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        let article = reader.article.id;
        let Some(arrival) = self.arrival.take_if(|arrival| arrival.article == article) else { return };
        if let Some(id) = arrival.annotation.filter(|id| reader.marks.get(*id).is_some()) {
            reader.stepped = Some(Stepped::To(id));
        }
        if let (Some(span), Some(words)) = (arrival.select, &arrival.reads)
            && !reads(reader.document.slice(span), words)
        {
            self.complain("The text changed meanwhile: the words stand here no more.");
            return;
        }
        // What is the target anyway needs no selection.
        let is_target = |span| reader.target().is_some_and(|target| target.span == span);
        if let Some(span) = arrival.select.filter(|span| !is_target(*span)) {
            reader.select_span(span);
        }
        let Arrival { words, all, .. } = arrival;
        let Some((needle, also)) = words.split_first().map(|(first, rest)| (first.clone(), rest.to_vec()))
        else {
            return;
        };
        let document = std::sync::Arc::clone(&reader.document);
        let ticket = self.ask(Ask::Find { document, words, all });
        if let Some(reader) = &mut self.reader {
            reader.search = Some(TextSearch { needle, also, ticket, stay: true, ..TextSearch::default() });
        }
    }
}
