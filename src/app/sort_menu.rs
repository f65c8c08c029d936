//! The menu of orders for the article list.

use crate::model::{Sort, SortBy};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SortMenu {
    /// Which of [`SortBy::EACH`].
    pub cursor: usize,
}

impl SortMenu {
    /// What its rows choose while the list is in the order `now`: the present one turned round, any
    /// other in its usual way.
    pub fn rows(now: Sort) -> [Sort; SortBy::EACH.len()] {
        SortBy::EACH.map(|by| if by == now.by { now.reversed() } else { by.usual() })
    }

    /// What the row under the cursor chooses.
    pub fn meant(self, now: Sort) -> Sort {
        Self::rows(now).get(self.cursor).copied().unwrap_or_default()
    }
}
