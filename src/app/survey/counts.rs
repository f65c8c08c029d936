//! A theme's passages counted by article, by publication and by month.

use crate::model::stats::Counted;

/// How many passages of a theme some articles have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    pub of: Counted,
    /// What it is called.
    pub name: String,
    pub passages: u64,
}

/// The sheet of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// One part after the other: articles, publications, months.
    pub all: Vec<CountRow>,
    /// The rows of each part that are left out.
    pub left: [usize; 3],
    pub cursor: usize,
}

impl Counts {
    pub fn chosen(&self) -> Option<&CountRow> {
        self.all.get(self.cursor)
    }

    /// Takes in what was counted; the cursor stays on its row.
    pub(super) fn take_in(&mut self, all: Vec<CountRow>, left: [usize; 3]) {
        let same = self.chosen().and_then(|at| all.iter().position(|row| row.of == at.of));
        self.cursor = same.unwrap_or(self.cursor).min(all.len().saturating_sub(1));
        (self.all, self.left) = (all, left);
    }
}
