//! A library as text for others: Markdown and HTML by article, by theme and whole, CSV, BibTeX, JSON, JSON-LD.
//! Pure: takes values, one article at a time, and hands back text; it knows no paths and no store.

pub mod csv;
#[cfg(test)]
pub(crate) mod fixture;
pub mod html;
pub mod json;
pub mod markdown;
pub mod opml;
pub mod refi;
mod run;
mod slug;
pub mod w3c;

pub use run::{By, ExportFile, Form, REFERENCES, Source, Wanted, run};
pub use slug::{Slugs, slug};

use std::collections::{HashMap, HashSet};

use crate::model::citation::CiteKeys;
use crate::model::{Theme, ThemeId};

/// The themes of a library by number, in tree order.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    list: Vec<Theme>,
    by_id: HashMap<ThemeId, usize>,
}

impl Themes {
    /// `list` is in tree order.
    pub fn new(list: Vec<Theme>) -> Self {
        let by_id = list.iter().enumerate().map(|(i, theme)| (theme.id, i)).collect();
        Self { list, by_id }
    }

    pub fn list(&self) -> &[Theme] {
        &self.list
    }

    pub fn get(&self, id: ThemeId) -> Option<&Theme> {
        self.list.get(*self.by_id.get(&id)?)
    }

    /// The path of a theme; empty for one that is unknown.
    pub fn path(&self, id: ThemeId) -> &str {
        self.get(id).map_or("", |theme| theme.path.as_str())
    }

    /// The paths of several, in the order given.
    pub fn paths(&self, ids: &[ThemeId]) -> Vec<String> {
        ids.iter().filter_map(|id| self.get(*id)).map(|theme| theme.path.clone()).collect()
    }

    /// Those themes and all below them.
    pub fn family(&self, of: &[ThemeId]) -> HashSet<ThemeId> {
        let mut family: HashSet<ThemeId> = of.iter().copied().collect();
        // A parent stands before its children in tree order.
        for theme in &self.list {
            if theme.parent.is_some_and(|parent| family.contains(&parent)) {
                family.insert(theme.id);
            }
        }
        family
    }

    /// The same where themes are wanted; nothing where all are, since none is named.
    pub fn wanted(&self, of: &[ThemeId]) -> Option<HashSet<ThemeId>> {
        (!of.is_empty()).then(|| self.family(of))
    }

    /// The themes directly below one, in tree order.
    pub fn children(&self, of: ThemeId) -> impl Iterator<Item = &Theme> {
        self.list.iter().filter(move |theme| theme.parent == Some(of))
    }
}

/// What an export may add.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// When it was made, RFC 3339; only where the user asked for a time stamp.
    pub stamp: Option<String>,
    /// Keys for pandoc instead of surname and year.
    pub keys: Option<CiteKeys>,
    pub form: Form,
    /// The files go into one, in which nothing need be twice.
    pub one: bool,
}
