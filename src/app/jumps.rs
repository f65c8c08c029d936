//! The places that were left by a jump, to go back to and forward again.

use super::overlay::Overlay;
use crate::model::ArticleId;
use crate::text::Offset;

/// A place in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub article: ArticleId,
    pub at: Offset,
}

/// What was left by a jump.
#[derive(Debug, Clone)]
pub enum Stop {
    /// A place in a text.
    Text(Place),
    /// What lay over the panes, as it was: a board, results.
    Over(Vec<Overlay>),
}

impl Stop {
    fn is(&self, place: Place) -> bool {
        matches!(self, Self::Text(text) if *text == place)
    }
}

/// The places, at most 200, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Jumps {
    places: Vec<Stop>,
    /// Index of the place that a step back leaves for; `places.len()` at the newest.
    at: usize,
    /// Where the last jump of any kind came from.
    left: Option<Place>,
    /// How often what lay over the panes was left by a jump.
    left_over: usize,
}

impl Jumps {
    const MOST: usize = 200;

    /// Of what lay over the panes, fewer are kept: each holds a window of rows.
    const MOST_OVER: usize = 20;

    /// Notes the place that is left by a jump. What was newer is forgotten.
    pub fn leave(&mut self, place: Place) {
        self.left = Some(place);
        self.places.truncate(self.at);
        if !self.places.last().is_some_and(|last| last.is(place)) {
            self.places.push(Stop::Text(place));
        }
        self.settle();
    }

    /// Notes what lies over the panes and is left by a jump.
    pub fn leave_over(&mut self, overlays: Vec<Overlay>) {
        self.left_over += 1;
        self.places.truncate(self.at);
        self.places.push(Stop::Over(overlays));
        let over = |stop: &Stop| matches!(stop, Stop::Over(_));
        if self.places.iter().filter(|stop| over(stop)).count() > Self::MOST_OVER
            && let Some(oldest) = self.places.iter().position(over)
        {
            self.places.remove(oldest);
        }
        self.settle();
    }

    fn settle(&mut self) {
        if self.places.len() > Self::MOST {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// How often what lay over the panes was left by a jump to a place that it shows.
    pub fn left_over(&self) -> usize {
        self.left_over
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
    pub fn older(&mut self, here: Option<Place>) -> Option<Stop> {
        if self.at == self.places.len()
            && let Some(here) = here
            && !self.places.last().is_some_and(|last| last.is(here))
        {
            self.places.push(Stop::Text(here));
        } else if self.at == self.places.len() && !(here.is_none() && self.is_over()) {
            self.at = self.at.saturating_sub(1);
        }
        let target = self.at.checked_sub(1)?;
        self.at = target;
        self.places.get(target).cloned()
    }

    /// Whether what was left last lay over the panes: no place in a text is where that is.
    fn is_over(&self) -> bool {
        matches!(self.places.last(), Some(Stop::Over(_)))
    }

    /// The place after it, once [`Jumps::older`] went back.
    pub fn newer(&mut self) -> Option<Stop> {
        let place = self.places.get(self.at + 1).cloned()?;
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

    fn is(stop: Option<Stop>, at: usize) -> bool {
        stop.is_some_and(|stop| stop.is(place(at)))
    }

    #[test]
    fn back_and_forward() {
        let mut jumps = Jumps::default();
        assert!(jumps.older(Some(place(0))).is_none());
        let mut jumps = Jumps::default();
        jumps.leave(place(10));
        jumps.leave(place(20));
        assert!(is(jumps.older(Some(place(30))), 20));
        assert!(is(jumps.older(Some(place(20))), 10));
        assert!(jumps.older(Some(place(10))).is_none());
        assert!(is(jumps.newer(), 20));
        assert!(is(jumps.newer(), 30));
        assert!(jumps.newer().is_none());
        jumps.older(None);
        jumps.leave(place(99));
        assert!(jumps.newer().is_none());
    }

    #[test]
    fn what_lay_over_the_text_is_a_stop_too_and_few_are_kept() {
        let mut jumps = Jumps::default();
        for at in 0..50 {
            jumps.leave(place(at));
            jumps.leave_over(Vec::new());
        }
        let over = jumps.places.iter().filter(|stop| matches!(stop, Stop::Over(_))).count();
        assert_eq!((over, jumps.places.len()), (Jumps::MOST_OVER, 50 + Jumps::MOST_OVER));
        assert!(matches!(jumps.older(Some(place(77))), Some(Stop::Over(_))));
        assert!(is(jumps.older(None), 49));
        assert!(matches!(jumps.newer(), Some(Stop::Over(_))));
        assert!(is(jumps.newer(), 77));
        // Where no article is open, there is no place to come from.
        let mut jumps = Jumps::default();
        jumps.leave_over(Vec::new());
        assert!(matches!(jumps.older(None), Some(Stop::Over(_))));
        assert!(jumps.older(None).is_none());
    }
}
