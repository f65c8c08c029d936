//! The annotations that an article has, by which those that come from elsewhere are known again.

use std::collections::HashMap;

use uuid::Uuid;

use crate::model::{Annotation, ArticleId, BroughtPlace, State, stand_in};
use crate::store::{Result, Store};
use crate::text::Span;

pub(super) struct There {
    article: Uuid,
    all: Vec<Annotation>,
    by_uuid: HashMap<Uuid, usize>,
    /// Of those that are lost none.
    by_span: HashMap<Span, usize>,
    /// Of those that have changed or are lost, by the words that they were made on.
    by_words: HashMap<Words, usize>,
}

/// A quote with its context, and whether it is lost.
type Words = (bool, String, String, String);

impl There {
    pub(super) fn of(store: &Store, article: ArticleId, uuid: Uuid) -> Result<Self> {
        let all = store.annotations_of(article)?;
        let by_uuid = all.iter().enumerate().map(|(at, one)| (one.uuid, at)).collect();
        let placed = all.iter().enumerate().filter(|(_, one)| one.state != State::Lost);
        let by_span = placed.map(|(at, one)| (one.span, at)).collect();
        let mut by_words = HashMap::new();
        for (at, one) in all.iter().enumerate().filter(|(_, one)| elsewhere(one.state)) {
            by_words.entry(words(one.state, (&one.quote, &one.prefix, &one.suffix))).or_insert(at);
        }
        Ok(Self { article: uuid, all, by_uuid, by_span, by_words })
    }

    pub(super) fn get(&self, at: usize) -> Option<&Annotation> {
        self.all.get(at)
    }

    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut Annotation> {
        self.all.get_mut(at)
    }

    /// The one that has a UUID elsewhere.
    pub(super) fn named(&self, uuid: Uuid) -> Option<usize> {
        let other = || self.by_uuid.get(&stand_in(uuid, self.article));
        self.by_uuid.get(&uuid).or_else(other).copied()
    }

    /// The one on the same words, or, where the text has not these, made on them.
    pub(super) fn on(&self, place: &BroughtPlace) -> Option<usize> {
        match place.state {
            State::Placed | State::Moved => self.by_span.get(&place.span).copied(),
            State::Changed | State::Lost => {
                let of = (&*place.quote, &*place.prefix, &*place.suffix);
                self.by_words.get(&words(place.state, of)).copied()
            }
        }
    }
}

fn elsewhere(state: State) -> bool {
    matches!(state, State::Changed | State::Lost)
}

fn words(state: State, (quote, prefix, suffix): (&str, &str, &str)) -> Words {
    (state == State::Lost, quote.to_owned(), prefix.to_owned(), suffix.to_owned())
}
