//! Sentences that look like a theme's passages.

use std::collections::BTreeMap;

use super::Found;
use crate::app::board::Heading;
use crate::app::msg::Ticket;
use crate::model::ArticleId;
use crate::model::suggest::Suggestion;
use crate::text::{Span, one_line};

/// A sentence, and whether it was settled here: tagged or dismissed.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    pub sentence: Suggestion,
    /// The step that settled it here, whether it stands or was taken back.
    pub step: Option<i64>,
    /// It is settled by now, and shows no more.
    pub is_gone: bool,
    /// That is newer than the request that is on its way, whose outcome need not know of it.
    is_newer: bool,
}

impl Suggested {
    fn new(sentence: Suggestion) -> Self {
        Self { sentence, step: None, is_gone: false, is_newer: false }
    }

    fn place(&self) -> (ArticleId, Span) {
        (self.sentence.article.id, self.sentence.span)
    }
}

/// The sheet of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestions {
    /// Passages that the theme has.
    pub passages: usize,
    /// What speaks for the theme, the strongest first.
    pub words: Vec<String>,
    /// The best first.
    pub all: Vec<Suggested>,
    pub headings: BTreeMap<ArticleId, Heading>,
    /// Index among those that show.
    pub cursor: usize,
    /// What settles one is on its way, and where that is.
    pub settling: Option<(Ticket, (ArticleId, Span))>,
}

impl Suggestions {
    /// How many sentences are asked for.
    pub const MOST: usize = 200;

    /// Those that show.
    pub fn shown(&self) -> impl Iterator<Item = &Suggestion> {
        self.all.iter().filter(|one| !one.is_gone).map(|one| &one.sentence)
    }

    pub fn chosen(&self) -> Option<&Suggestion> {
        self.shown().nth(self.cursor)
    }

    /// Whether a step settled one of them here.
    pub fn know(&self, step: Option<i64>) -> bool {
        step.is_some() && self.all.iter().any(|one| one.step == step)
    }

    /// They are asked for anew: what was done here until now the outcome will know.
    pub(super) fn catch_up(&mut self) {
        for one in &mut self.all {
            one.is_newer = false;
        }
    }

    /// Takes in what was found; the cursor stays on its sentence. What was settled here is kept, so that
    /// its undo brings it back; whether it is settled what was found knows, unless that changed since.
    pub(super) fn take_in(&mut self, found: Found, headings: BTreeMap<ArticleId, Heading>) {
        let place = |one: &Suggestion| (one.article.id, one.span);
        let at = self.chosen().map(place);
        (self.passages, self.words) = (found.passages, found.words);
        let before = std::mem::replace(&mut self.all, found.all.into_iter().map(Suggested::new).collect());
        let settling = self.settling.map(|(_, place)| place);
        for mut old in before {
            let place = old.place();
            if let Some(now) = self.all.iter_mut().find(|now| now.place() == place) {
                now.step = old.step;
                now.is_gone = old.is_newer && old.is_gone;
            } else if old.is_newer || old.step.is_some() || settling == Some(place) {
                old.is_gone |= !old.is_newer && settling != Some(place);
                let below = |now: &Suggested| now.sentence.score < old.sentence.score;
                let at = self.all.iter().position(below).unwrap_or(self.all.len());
                self.all.insert(at, old);
            }
        }
        for (id, heading) in std::mem::replace(&mut self.headings, headings) {
            if self.all.iter().any(|one| one.sentence.article.id == id) {
                self.headings.entry(id).or_insert(heading);
            }
        }
        self.catch_up();
        let same = self.shown().position(|one| Some(place(one)) == at);
        self.cursor = same.unwrap_or(self.cursor);
        self.keep_cursor();
    }

    fn keep_cursor(&mut self) {
        self.cursor = self.cursor.min(self.shown().count().saturating_sub(1));
    }

    /// The one that was to be settled is, by a step or before it: the next one comes under the cursor.
    /// `awaited`: they are being read anew.
    pub fn settled(&mut self, step: Option<i64>, awaited: bool) {
        let Some((_, place)) = self.settling.take() else { return };
        if let Some(one) = self.all.iter_mut().find(|one| one.place() == place) {
            (one.step, one.is_gone, one.is_newer) = (step.or(one.step), true, awaited);
            self.keep_cursor();
        }
    }

    /// A sentence was dismissed, by its words, however the text wraps them: it shows no more.
    pub fn hide(&mut self, article: ArticleId, quote: &str) {
        let words = one_line(quote);
        let is_it = |one: &&mut Suggested| {
            one.sentence.article.id == article && one_line(&one.sentence.quote) == words
        };
        self.all.iter_mut().filter(is_it).for_each(|one| one.is_gone = true);
        self.keep_cursor();
    }

    /// A sentence is dismissed no more: it shows under the cursor, until its place is known. `awaited`: the
    /// request that is on its way may not know of it.
    pub fn bring_back(&mut self, sentence: &Suggestion, awaited: bool) {
        let place = (sentence.article.id, sentence.span);
        let known = self.all.iter().position(|one| one.place() == place);
        let at = known.unwrap_or_else(|| {
            let on = self.chosen().map(|one| ((one.article.id, one.span), one.score));
            let at = on.and_then(|(on, _)| self.all.iter().position(|one| one.place() == on));
            let score = on.map_or(0.0, |(_, score)| score);
            let at = at.unwrap_or(self.all.len());
            self.all.insert(at, Suggested::new(Suggestion { score, ..sentence.clone() }));
            at
        });
        if let Some(one) = self.all.get_mut(at) {
            (one.is_gone, one.is_newer) = (false, awaited);
        }
        self.cursor = self.all.iter().take(at).filter(|one| !one.is_gone).count();
    }

    /// A step was taken back, or done again: the sentence that it settled shows again, or no more.
    pub fn travelled(&mut self, step: i64, back: bool, awaited: bool) {
        let Some(at) = self.all.iter().position(|one| one.step == Some(step)) else { return };
        if let Some(one) = self.all.get_mut(at) {
            (one.is_gone, one.is_newer) = (!back, awaited);
        }
        let shown = self.all.iter().take(at).filter(|one| !one.is_gone).count();
        self.cursor = if back { shown } else { self.cursor };
        self.keep_cursor();
    }
}
