//! The annotations of the open article, found by place.

use crate::model::{Annotation, AnnotationId, State};
use crate::text::{Offset, Span};

/// Annotations sorted by start, then end; lost ones apart, since they have no place.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    placed: Vec<Annotation>,
    lost: Vec<Annotation>,
    /// Bytes of the longest: how far back one that covers a place can begin.
    longest: usize,
}

impl Marks {
    pub fn new(annotations: Vec<Annotation>) -> Self {
        let (lost, mut placed): (Vec<_>, Vec<_>) =
            annotations.into_iter().partition(|a| a.state == State::Lost);
        placed.sort_by(|a, b| (a.span, &a.created, a.uuid).cmp(&(b.span, &b.created, b.uuid)));
        let longest = placed.iter().map(|a| a.span.len()).max().unwrap_or(0);
        Self { placed, lost, longest }
    }

    /// Those with a place, in the order of the text, then those that are lost.
    pub fn all(&self) -> impl Iterator<Item = &Annotation> {
        self.placed.iter().chain(&self.lost)
    }

    /// Those with a place, in the order of the text.
    pub fn placed(&self) -> &[Annotation] {
        &self.placed
    }

    /// How many are lost or stand on other words.
    pub fn unplaced(&self) -> usize {
        self.lost.len() + self.placed.iter().filter(|a| a.state == State::Changed).count()
    }

    pub fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        self.all().find(|a| a.id == id)
    }

    /// The one on exactly that span.
    pub fn exactly(&self, span: Span) -> Option<&Annotation> {
        self.within(span).find(|a| a.span == span)
    }

    /// Those that share text with a span, by start.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Annotation> {
        let from = span.start.0.saturating_sub(self.longest);
        let first = self.placed.partition_point(|a| a.span.start.0 < from);
        self.placed
            .iter()
            .skip(first)
            .take_while(move |a| a.span.start < span.end)
            .filter(move |a| a.span.overlaps(span))
    }

    /// Those that cover a place, the smallest first.
    pub fn at(&self, at: Offset) -> Vec<&Annotation> {
        let mut found: Vec<&Annotation> = self.within(Span::new(at.0, at.0 + 1)).collect();
        found.sort_by_key(|a| (a.span.len(), a.span.start));
        found
    }

    /// The first that begins after a place.
    pub fn after(&self, at: Offset) -> Option<&Annotation> {
        self.placed.get(self.placed.partition_point(|a| a.span.start <= at))
    }

    /// The last that begins before a place.
    pub fn before(&self, at: Offset) -> Option<&Annotation> {
        let end = self.placed.partition_point(|a| a.span.start < at);
        self.placed.get(end.checked_sub(1)?)
    }
}
