//! The places that were left by a jump, to go back to and forward again.

use crate::model::ArticleId;
use crate::text::Offset;

/// A place in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub article: ArticleId,
    pub at: Offset,
}

/// The places, at most 200, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Jumps {
    places: Vec<Place>,
    /// Index of the place that a step back leaves for; `places.len()` at the newest.
    at: usize,
    /// Where the last jump of any kind came from.
    left: Option<Place>,
}

impl Jumps {
    const MOST: usize = 200;

    /// Notes the place that is left by a jump. What was newer is forgotten.
    pub fn leave(&mut self, place: Place) {
        self.left = Some(place);
        self.places.truncate(self.at);
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        if self.places.len() > Self::MOST {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// Where the last jump came from, of whatever kind it was.
    pub fn left(&self) -> Option<Place> {
        self.left
    }

    /// Notes where a step through the list came from.
    pub fn came_from(&mut self, place: Option<Place>) {
        self.left = place.or(self.left);
    }

    /// The place before `here`.
    pub fn older(&mut self, here: Option<Place>) -> Option<Place> {
        if self.at == self.places.len()
            && let Some(here) = here
            && self.places.last() != Some(&here)
        {
            self.places.push(here);
        } else if self.at == self.places.len() {
            self.at = self.at.saturating_sub(1);
        }
        let target = self.at.checked_sub(1)?;
        self.at = target;
        self.places.get(target).copied()
    }

    /// The place after it, once [`Jumps::older`] went back.
    pub fn newer(&mut self) -> Option<Place> {
        let place = self.places.get(self.at + 1).copied()?;
        self.at += 1;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(at: usize) -> Place {
        Place { article: ArticleId(1), at: Offset(at) }
    }

    #[test]
    fn back_and_forward() {
        let mut jumps = Jumps::default();
        assert_eq!(jumps.older(Some(place(0))), None);
        let mut jumps = Jumps::default();
        jumps.leave(place(10));
        jumps.leave(place(20));
        assert_eq!(jumps.older(Some(place(30))), Some(place(20)));
        assert_eq!(jumps.older(Some(place(20))), Some(place(10)));
        assert_eq!(jumps.older(Some(place(10))), None);
        assert_eq!(jumps.newer(), Some(place(20)));
        assert_eq!(jumps.newer(), Some(place(30)));
        assert_eq!(jumps.newer(), None);
        jumps.older(None);
        jumps.leave(place(99));
        assert_eq!(jumps.newer(), None);
    }
}
