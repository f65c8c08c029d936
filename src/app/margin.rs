//! What the sidebar shows of an article's annotations, and in which order.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::msg::Ticket;
use super::reader::Marks;
use crate::model::query::Query;
use crate::model::{Annotation, AnnotationId, Parents, Theme, ThemeId};

/// The order of the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarginSort {
    /// In the order of the text, level with their passages.
    #[default]
    Place,
    /// The newest first.
    Newest,
    /// By their first theme in the order of the tree, those without one last: as boards have it.
    Theme,
}

impl MarginSort {
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Place => Self::Newest,
            Self::Newest => Self::Theme,
            Self::Theme => Self::Place,
        }
    }
}

/// What narrows the sidebar, and how it is sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Margin {
    /// The filter as it was typed.
    pub typed: String,
    /// What it means, in the language of the list and of the boards; the library answers it.
    pub query: Query,
    /// What it finds in the open article; `None` while nothing was found for it yet.
    pub found: Option<BTreeSet<AnnotationId>>,
    /// Why nothing can be found.
    pub trouble: Option<String>,
    /// The newest question, until it is answered: keys wait for it.
    pub asked: Option<Ticket>,
    /// Whether the text is to go along with what is left, once that is known.
    pub settling: bool,
    /// The theme that it is narrowed to, with those below it.
    pub theme: Option<ThemeId>,
    pub sort: MarginSort,
}

impl Margin {
    pub fn is_narrowed(&self) -> bool {
        !self.typed.trim().is_empty() || self.theme.is_some()
    }

    /// Takes the filter away, and with it the order; whether there was any.
    pub fn clear(&mut self) -> bool {
        std::mem::take(self) != Self::default()
    }

    /// Tells of each annotation whether it is left by the filter.
    pub fn shows<'a>(&'a self, themes: &[Theme]) -> impl Fn(&Annotation) -> bool + use<'a> {
        let wanted: Option<HashSet<ThemeId>> = self.theme.map(|wanted| {
            let parents = Parents::of(themes);
            let within = themes.iter().map(|theme| theme.id).filter(|id| parents.is_within(*id, wanted));
            within.chain([wanted]).collect()
        });
        move |annotation| {
            let has = |wanted: &HashSet<ThemeId>| annotation.themes.iter().any(|id| wanted.contains(id));
            wanted.as_ref().is_none_or(has)
                && self.found.as_ref().is_none_or(|found| found.contains(&annotation.id))
        }
    }

    /// The annotations that are left, in order.
    pub fn entries<'a>(&self, marks: &'a Marks, themes: &[Theme]) -> Vec<&'a Annotation> {
        let mut left: Vec<&Annotation> = marks.all().collect();
        if self.is_narrowed() {
            let shows = self.shows(themes);
            left.retain(|annotation| shows(annotation));
        }
        match self.sort {
            MarginSort::Place => {}
            MarginSort::Newest => left.sort_by(|a, b| (&b.created, b.id).cmp(&(&a.created, a.id))),
            MarginSort::Theme => {
                let places: HashMap<ThemeId, usize> =
                    themes.iter().enumerate().map(|(at, theme)| (theme.id, at)).collect();
                let first =
                    |one: &Annotation| one.themes.iter().filter_map(|id| places.get(id)).min().copied();
                left.sort_by_cached_key(|annotation| first(annotation).unwrap_or(usize::MAX));
            }
        }
        left
    }
}
